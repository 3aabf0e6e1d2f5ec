"""容缺: accepted on a written promise, nothing granted before it is kept."""

from dataclasses import replace
from datetime import date

import pytest

from app import casefile, cases, office_calendar
from app.case_table import State
from app.cases import gaps
from app.checklist import Answer, ItemInput
from app.desk import Desk
from app.errors import FieldError, RuleError
from app.moved_dates import Clock
from app.rights import Role
from models.cases import Case, Item
from models.documents import Document
from tests.office import TestOffice, beside, printed
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.pages.decision_card import GAP
from ui.pages.papers import PapersPage

HOMESTEAD, DRAWING, FORM = "12", 4, 0
DUE = date(2026, 12, 10)


@pytest.fixture
def desk(office: TestOffice) -> Desk:
    return office.changed(allow_gaps=True)


def accepted(office: TestOffice, desk: Desk, due: date = DUE) -> str:
    case = office.received(HOMESTEAD, DRAWING)
    return cases.accept_with_gap(desk, case, "须联审踏勘", "按期补交建房图样", due).case.uuid


@pytest.mark.clause("1.2", "3.2")
def test_what_is_to_come_stands_on_the_notice_with_its_date(office: TestOffice, desk: Desk) -> None:
    case = office.received(HOMESTEAD, DRAWING)
    done = cases.accept_with_gap(desk, case, "须联审踏勘", "按期补交建房图样", DUE)
    assert (done.case.state, done.case.accepted_at) == (State.ACCEPTED, office.clock.now())
    said = printed("受理通知书")
    assert "受理通知书（容缺）" in said and "建房图样" in said
    assert beside("受理通知书", "补交期限").startswith("2026年12月10日")
    assert beside("受理通知书", "申请人承诺") == "按期补交建房图样"
    assert "事项，材料齐全" not in " ".join(said)


def test_it_is_for_offices_that_want_it_and_papers_that_may_wait(
    office: TestOffice, desk: Desk
) -> None:
    with pytest.raises(RuleError, match="没有开通"):
        accepted(office, office.clerk)
    needed = office.received(HOMESTEAD, FORM, DRAWING)
    with pytest.raises(RuleError, match="不是可容缺的材料") as refusal:
        cases.accept_with_gap(desk, needed, "须踏勘", "补交", DUE)
    assert "建房图样" not in refusal.value.message
    whole = office.received(HOMESTEAD)
    with pytest.raises(RuleError, match="不用容缺"):
        cases.accept_with_gap(desk, whole, "须踏勘", "补交", DUE)
    case = office.received(HOMESTEAD, DRAWING)
    with pytest.raises(FieldError, match="书面承诺"):
        cases.accept_with_gap(desk, case, "须踏勘", "", DUE)
    with pytest.raises(FieldError, match="之后"):
        cases.accept_with_gap(desk, case, "须踏勘", "补交", office.clock.now().date())
    assert Case.get(Case.uuid == case).state == State.REVIEWING


def test_nothing_is_granted_before_it_is_there(office: TestOffice, desk: Desk) -> None:
    case = accepted(office, desk)
    today = office.clock.now().date()
    cases.record_step(desk, case, 0, today, today, "嘎查", "符合规划")
    with pytest.raises(RuleError, match="还没有补齐"):
        cases.grant(desk, case, "准予建房")
    with pytest.raises(FieldError, match="不在容缺承诺里"):
        cases.fill_gap(desk, case, [ItemInput(FORM, Answer.RECEIVED)])
    with pytest.raises(FieldError, match="收到了哪一项"):
        cases.fill_gap(desk, case, [])
    done = cases.fill_gap(desk, case, [ItemInput(DRAWING, Answer.RECEIVED)])
    assert done.case.gap_due is None and done.documents == ("固便收〔2026〕1号",)
    assert "已经补齐" in " ".join(printed("收件回执"))
    assert "五个工作日" not in " ".join(printed("收件回执"))
    assert cases.grant(desk, case, "准予建房").case.outcome == "准予"


def test_some_of_it_leaves_the_rest_promised(office: TestOffice, desk: Desk) -> None:
    case = accepted(office, desk)
    row = Case.get(Case.uuid == case)

    Item.update(answer=Answer.LACKING.value).where(Item.case == row, Item.position == 5).execute()
    done = cases.fill_gap(desk, case, [ItemInput(DRAWING, Answer.RECEIVED)])
    assert done.case.gap_due == DUE
    assert [item.position for item in done.case.lacking] == [5]
    assert "尚缺" in " ".join(printed("收件回执"))
    assert "容缺补齐" in [line.action for line in done.case.history]


def test_it_is_put_off_once_for_a_reason(office: TestOffice, desk: Desk) -> None:
    case = accepted(office, desk)
    with pytest.raises(FieldError, match="之后"):
        cases.prolong_gap(desk, case, DUE, "图纸返工")
    with pytest.raises(FieldError, match="延期的原因"):
        cases.prolong_gap(desk, case, date(2026, 12, 18), "")
    done = cases.prolong_gap(desk, case, date(2026, 12, 18), "图纸返工")
    assert done.case.gap_due == date(2026, 12, 18)
    with pytest.raises(RuleError, match="已经延期过一次"):
        cases.prolong_gap(desk, case, date(2026, 12, 25), "又返工")


def test_what_comes_late_goes_to_the_leader(office: TestOffice, desk: Desk) -> None:
    case = accepted(office, desk)
    assert gaps.overdue(desk) == ()
    office.clock.advance(days=17)
    assert gaps.overdue(desk) == ()  # the day itself still counts
    office.clock.advance(days=1)
    (late,) = gaps.overdue(desk)
    assert (late.uuid, late.due, late.light.text) == (case, DUE, "容缺超期 1 个工作日")


@pytest.mark.clause("1.2")
def test_a_promised_day_on_which_nobody_works_becomes_the_next(
    office: TestOffice, desk: Desk
) -> None:
    case = accepted(office, desk)
    admin = office.leader_as(Role.ADMIN)
    done = office_calendar.change_days(admin, str(DUE), "", "放假", "停电检修")
    moved = {one.clock: one.new.date() for one in done.moved}
    assert moved[Clock.GAP] == date(2026, 12, 11)
    assert casefile.load(desk, case).gap_due == date(2026, 12, 11)


def test_through_the_window(hand: Hand) -> None:
    shell = hand.window.shell
    shell.desk = replace(shell.desk, office=replace(shell.desk.office, allow_gaps=True))
    hand.visit(HOMESTEAD, name="包玉兰")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take((DRAWING, "缺少", ""), decision=GAP, why_not_at_once="须联审踏勘",
              promise="按期补交", gap_due="2026-12-10")  # fmt: skip
    page = hand.page
    assert isinstance(page, CasePage), hand.said()
    hand.act("容缺延期", gap_due="2026-12-18", gap_reason="图纸返工")
    hand.act("容缺补齐", brought="建房图样")
    assert "已保存" in page.banner.words(), hand.said()
    kinds: list[list[str]] = []
    hand.session.runner.run(lambda: [row.kind for row in Document.select()], kinds.append)
    hand.settle()
    assert kinds == [["一次性告知单", "受理通知书", "收件回执"]]


def test_where_the_office_does_not_do_so_it_is_not_offered(hand: Hand) -> None:
    hand.visit(HOMESTEAD, name="包玉兰")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    page = hand.page
    assert isinstance(page, PapersPage)
    for line in page.list.lines:
        lacks = line.item.position == DRAWING
        hand.choose(line.answer, "缺少" if lacks else line.answer.answers[0])
    offered = page._decide.segments
    assert offered is not None and GAP not in offered.answers
