"""视为受理: five working days of silence on a licence are an acceptance, and nothing else is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import cases, matters
from app.case_table import State
from app.casefile import load
from app.checklist import Answer, ItemInput
from app.clock import office_time
from app.deadlines import LightKind
from app.errors import RuleError
from app.rights import Role
from app.setup import command_desk
from models.cases import Case
from models.journal import Event
from tests.office import PASSWORD, START, TestOffice, beside, printed
from ui.hand import Hand
from ui.pages.case import CasePage

LICENCE, BENEFIT = "12", "05"
LAST = "2026-11-30T17:30"  # the fifth working day after Monday, 23 November
OVER = "2026-11-30T17:31"


@pytest.mark.clause("3.2")
def test_a_licence_is_accepted_from_the_day_of_its_papers(office: TestOffice) -> None:
    case = office.received(LICENCE)
    office.clock.set(office_time(LAST))
    assert cases.deem(office.clerk) == ()
    office.clock.set(office_time(OVER))
    (done,) = cases.deem(office.clerk)
    assert (done.case.uuid, done.case.state, done.case.deemed) == (case, State.ACCEPTED, True)
    assert done.case.accepted_at == START
    assert done.case.deadline is not None
    assert done.case.deadline.due == office_time("2026-12-14T17:30")  # as if accepted that day
    assert done.documents == ("固便受〔2026〕1号",)
    assert beside("受理通知书", "受理时间") == "2026年11月23日 09:00"
    said = "".join(printed("受理通知书"))
    assert "五个工作日内没有一次告知" in said and "《行政许可法》第三十二条" in said
    assert "不能当场办结的原因" not in said
    assert cases.deem(office.clerk) == ()


@pytest.mark.clause("3.2")
def test_everything_else_only_stays_red(office: TestOffice) -> None:
    case = office.received(BENEFIT)
    office.clock.set(office_time(OVER))
    before = Event.select().count()
    assert cases.deem(office.clerk) == ()
    assert Event.select().count() == before
    seen = load(office.clerk, case)
    assert (seen.state, seen.accepted_at) == (State.REVIEWING, None)
    assert seen.light is not None and seen.light.kind == LightKind.OVERDUE


def test_a_matter_may_name_a_basis_of_its_own(office: TestOffice) -> None:
    matter = next(one.matter for one in matters.in_force() if one.matter.code == BENEFIT)
    own = replace(matter, deemed_basis="《示范办法》第九条")
    matters.adopt(office.leader_as(Role.ADMIN), (own,), "测试管理员")
    office.received(BENEFIT)
    office.clock.set(office_time(OVER))
    (done,) = cases.deem(office.clerk)
    assert done.case.deemed
    assert "依照《示范办法》第九条" in "".join(printed("受理通知书"))


@pytest.mark.clause("1.3", "3.2")
def test_papers_brought_again_start_five_new_days(office: TestOffice) -> None:
    case = office.received(LICENCE, 3)
    cases.ask_more(office.clerk, case)
    office.clock.set(office_time("2026-12-02T10:00"))
    assert cases.deem(office.clerk) == ()  # it was told in time
    cases.bring_papers(office.clerk, case, [ItemInput(3, Answer.RECEIVED)])
    office.clock.set(office_time("2026-12-09T17:30"))
    assert cases.deem(office.clerk) == ()
    office.clock.set(office_time("2026-12-10T08:30"))
    (done,) = cases.deem(office.clerk)
    assert done.case.accepted_at == office_time("2026-12-02T10:00")


def test_a_case_that_was_accepted_before_is_not_accepted_by_itself(office: TestOffice) -> None:
    """Sent back from above and completed: its clock stands where it was."""
    case = office.accepted(LICENCE)
    Case.update(state=State.REVIEWING.value).where(Case.uuid == case).execute()
    office.clock.advance(days=30)
    assert cases.deem(office.clerk) == ()


def test_whoever_is_at_the_window_or_the_command_line_records_it(office: TestOffice) -> None:
    office.received(LICENCE)
    office.clock.set(office_time(OVER))
    with pytest.raises(RuleError, match="权限内"):
        cases.deem(office.leader_as(Role.DISCIPLINE))
    (done,) = cases.deem(command_desk(office.store, office.clock))
    assert done.case.history[-1].who == "命令行"
    office.received(LICENCE, name="王秀英")
    office.clock.advance(days=8)
    (done,) = cases.deem(office.leader)
    assert done.case.history[-1].who == "巴特尔"


def test_it_is_no_entry_made_later(office: TestOffice) -> None:
    """The law dates it back; nobody entered it late."""
    office.received(LICENCE)
    office.clock.set(office_time(OVER))
    (done,) = cases.deem(office.clerk)
    line = done.case.history[-1]
    assert (line.action, line.later, line.at) == ("视为受理", False, office_time(OVER))


# At the window ------------------------------------------------------------------------------------


def received(hand: Hand, code: str, name: str) -> None:
    hand.visit(code, name=name)
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="先收件")


def tick(hand: Hand) -> None:
    """What the window does every few seconds."""
    hand.window._tick.timeout.emit()
    hand.settle()
    hand.printed()


@pytest.mark.clause("3.2")
def test_the_window_records_it_once_the_office_has_closed(hand: Hand) -> None:
    received(hand, LICENCE, "包玉兰")
    received(hand, BENEFIT, "王秀英")
    clock = hand.window.shell.desk.clock
    clock.set(office_time(LAST))  # type: ignore[attr-defined]
    hand.go("today")
    tick(hand)
    assert hand.page.banner.isHidden()
    clock.advance(minutes=1)  # type: ignore[attr-defined]
    tick(hand)
    said = hand.page.banner.words()
    assert "固便办〔2026〕1号：" in said and "视为受理" in said
    assert "固便办〔2026〕2号" not in said
    hand.open_case("包玉兰")
    page = hand.page
    assert isinstance(page, CasePage) and page._case is not None
    assert page._case.state == State.ACCEPTED
    (notice,) = (one for one in page._case.documents if one.kind == "受理通知书")
    assert (notice.state, notice.prints) == ("已送打印", 1)
    hand.window.current_page().banner.clear()
    clock.advance(seconds=timedelta(hours=15).seconds)  # type: ignore[attr-defined]
    tick(hand)
    assert hand.page.banner.isHidden()  # a new day, nothing more to record


def test_the_window_records_it_when_it_opens(hand: Hand) -> None:
    received(hand, LICENCE, "包玉兰")
    hand.session._clock.set(office_time("2026-12-01T08:20"))  # type: ignore[attr-defined]
    hand.window.switching.emit()
    hand.settle()
    hand.sign_on("bte", PASSWORD)
    hand.printed()
    assert "视为受理" in hand.page.banner.words()
