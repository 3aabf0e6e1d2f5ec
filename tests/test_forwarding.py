"""上报 in batches, what comes back, and which clock runs meanwhile."""

from datetime import date
from io import BytesIO

import pypdf
import pytest

from app import cases, day, documents, ledger, lists, matters, verify
from app.case_table import State
from app.cases import FromAbove
from app.checklist import Answer, ItemInput
from app.clock import office_time
from app.deadlines import LightKind
from app.errors import FieldError, RuleError
from app.tasks import AtOnce
from models.cases import Case, Forwarded, Forwarding, Item
from models.leads import Lead
from tests.office import START, TestOffice, beside, printed

DESTITUTE, PENSION, TRANSFER = "06", "02", "16"
MONDAY = START.date()
PAPER = "奈民批〔2026〕9号"


def ready(office: TestOffice, code: str = PENSION, name: str = "包玉兰") -> str:
    """An accepted case whose compulsory steps are done."""
    case = office.accepted(code, name=name)
    today = office.clock.now().date()
    matter = next(one.matter for one in matters.in_force() if one.matter.code == code)
    for position, step in enumerate(matter.steps):
        if step.compulsory:
            cases.record_step(office.clerk, case, position, today, today, "", "已办")
    return case


def up(office: TestOffice, *uuids: str, opinion: str = "符合条件，拟同意") -> tuple[str, ...]:
    return cases.forward(office.clerk, uuids, opinion).documents


def above(office: TestOffice) -> FromAbove:
    return FromAbove(office.clock.now().date(), PAPER)


@pytest.mark.clause("3.1")
def test_the_own_clock_stops_and_that_of_the_authority_above_begins(office: TestOffice) -> None:
    case = ready(office)
    office.clock.set(office_time("2026-11-27T10:00"))
    done = cases.forward(office.clerk, [case], "符合条件").cases[0]
    assert (done.state, done.clock.own and done.clock.own.left) == (State.FORWARDED, 7)
    # Ten working days after Friday the 27th.
    assert done.clock.due == office_time("2026-12-11T17:30")
    assert done.light and (done.light.kind, done.light.text) == (LightKind.NORMAL, "上级办理中")
    office.clock.set(office_time("2026-12-14T09:00"))
    (row,) = lists.cases(office.clerk)
    assert row.light and row.light.text == "上级超期 1 个工作日"
    assert row.action == "登记批回"


def test_a_batch_goes_up_with_one_list_or_not_at_all(office: TestOffice) -> None:
    own = [ready(office, name=name) for name in ("甲", "乙", "丙")]
    done = cases.forward(
        office.clerk, own, "符合条件", "王科长", own={own[1]: "子女收入待核，建议核查"}
    )
    assert done.documents == ("固便报〔2026〕1号",)
    assert {one.state for one in done.cases} == {State.FORWARDED}
    said = printed("上报移交清单")
    for words in ("甲", "乙", "丙", "奈曼旗社会保险经办机构", "王科长", "3 件"):
        assert words in said
    assert (said.count("符合条件"), said.count("子女收入待核，建议核查")) == (2, 1)
    assert Forwarding.get().receiver == "王科长"
    list_ = documents.describe(done.documents[0])
    assert list_.about == "奈曼旗社会保险经办机构"
    assert {one.uuid for one in lists.search(office.clerk, list_.machine_number)} == set(own)
    assert [one.kind for one in done.cases[0].documents][-1] == "上报移交清单"


def test_one_that_cannot_go_up_keeps_all_of_them_here(office: TestOffice) -> None:
    good, unfinished = ready(office), office.accepted(DESTITUTE)
    with pytest.raises(RuleError, match="调查核实并提出初审意见"):
        up(office, unfinished)
    with pytest.raises(RuleError, match="分别由"):
        up(office, good, unfinished)
    with pytest.raises(RuleError, match="不用上报"):
        up(office, good, office.accepted(TRANSFER))
    with pytest.raises(FieldError, match="请填写初审意见"):
        up(office, good, opinion=" ")
    with pytest.raises(FieldError, match="请选择"):
        up(office)
    assert not Forwarding.select().exists()
    assert {row.state for row in Case.select()} == {"已受理"}
    assert up(office, good) == ("固便报〔2026〕1号",)


@pytest.mark.clause("3.1")
def test_what_is_late_when_it_goes_up_says_why_and_whose_it_is(office: TestOffice) -> None:
    case = ready(office)
    office.clock.set(office_time("2026-12-21T09:00"))
    with pytest.raises(RuleError, match="已经超过承诺时限") as refusal:
        up(office, case)
    assert refusal.value.field == "late_reason"
    with pytest.raises(RuleError) as refusal:
        cases.forward(office.clerk, [case], "符合", late_reason="经办人病假")
    assert refusal.value.field == "late_owner"
    done = cases.forward(
        office.clerk, [case], "符合", late_reason="经办人病假", late_owner="窗口"
    ).cases[0]
    assert (done.late_reason, done.late_owner) == ("经办人病假", "窗口")
    # Late above as well: what was late here is not forgotten over it.
    office.clock.set(office_time("2027-01-29T09:00"))
    done = cases.grant(office.clerk, case, "已核定", above(office), late_reason="上级系统升级").case
    assert (done.late_reason, done.late_owner) == ("经办人病假；上级系统升级", "窗口")


@pytest.mark.clause("3.1")
def test_an_authority_that_decides_late_is_the_one_to_answer_for_it(office: TestOffice) -> None:
    case = ready(office)
    up(office, case)
    office.clock.set(office_time("2026-12-09T10:00"))  # due on Monday the 7th
    with pytest.raises(RuleError, match="上级机关的办理时限"):
        cases.grant(office.clerk, case, "已核定", above(office))
    in_time = FromAbove(date(2026, 12, 7), PAPER)
    assert cases.grant(office.clerk, case, "已核定", in_time).case.late_owner == ""
    other = ready(office)
    up(office, other)
    office.clock.set(office_time("2026-12-24T10:00"))
    done = cases.refuse(
        office.clerk, other, "缴费年限不足", "第十条", above(office), late_reason="上级调档"
    )
    assert (done.case.late_owner, done.case.outcome) == ("上级机关", "不予")


@pytest.mark.clause("1.4")
def test_a_refusal_from_above_names_its_paper_and_is_reported(office: TestOffice) -> None:
    case = ready(office)
    up(office, case)
    with pytest.raises(FieldError, match="作出决定的日期"):
        cases.refuse(office.clerk, case, "缴费年限不足", "第十条")
    done = cases.refuse(office.clerk, case, "缴费年限不足", "第十条", above(office))
    assert [number[:3] for number in done.documents] == ["固便不", "固便否"]
    assert beside("不予决定书", "上级文书") == f"奈曼旗社会保险经办机构　{PAPER}（2026年11月23日）"
    assert "奈曼旗社会保险经办机构决定不予给付" in beside("否定报备表", "情况")
    (one,) = Forwarded.select()
    assert (one.answer, one.paper) == ("批回", PAPER)


def test_the_day_of_a_decision_lies_between_forwarding_and_today(office: TestOffice) -> None:
    case = ready(office)
    office.clock.set(office_time("2026-11-25T10:00"))
    up(office, case)
    office.clock.set(office_time("2026-11-27T10:00"))
    for on, words in ((date(2026, 11, 24), "不能早于上报"), (date(2026, 11, 28), "不能晚于今天")):
        with pytest.raises(FieldError, match=words) as refusal:
            cases.grant(office.clerk, case, "已核定", FromAbove(on, PAPER))
        assert refusal.value.field == "answered"
    with pytest.raises(FieldError, match="文号"):
        cases.grant(office.clerk, case, "已核定", FromAbove(date(2026, 11, 25), ""))
    done = cases.grant(office.clerk, case, "已核定", FromAbove(date(2026, 11, 25), PAPER)).case
    assert done.forwarded[-1].answered_at == office_time("2026-11-25T17:30")
    assert beside("办结通知书", "办理方式") == "初审后上报办结"


def test_many_are_granted_at_once_with_a_notice_each(office: TestOffice) -> None:
    batch = [ready(office, name=f"甲{n}") for n in range(9)]
    up(office, *batch)
    with pytest.raises(FieldError, match="请选择"):
        cases.decide_batch(office.clerk, [], "已核定", above(office))
    done = cases.decide_batch(office.clerk, batch, "已核定，下月发放", above(office))
    assert done.documents == tuple(f"固便结〔2026〕{n}号" for n in range(1, 10))
    assert {(one.state, one.outcome) for one in done.cases} == {(State.COMPLETED, "准予")}
    office.clock.set(office_time("2026-11-23T17:40"))
    closed = day.close(office.clerk)
    assert (closed.counts["forwarded"], closed.counts["granted"], closed.counts["open"]) == (
        9,
        9,
        0,
    )
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []


def sent_back(office: TestOffice, case: str, *items: ItemInput) -> cases.Done:
    given = items or (
        ItemInput(1, Answer.WRONG, problem="上级要求附三年缴费明细", bring="缴费明细 1 份"),
    )
    return cases.send_back(
        office.clerk, case, "请补充近三年缴费明细。", office.clock.now().date(), PAPER, given
    )


@pytest.mark.clause("1.3")
def test_what_the_authority_demands_is_no_second_telling_of_the_window(office: TestOffice) -> None:
    case = ready(office)
    up(office, case)
    done = sent_back(office, case)
    assert (done.case.state, done.documents) == (State.AWAITING, ("固便补〔2026〕1号",))
    said = printed("补充件通知书")
    for words in ("请补充近三年缴费明细。", "缴费明细 1 份", "需更正：上级要求附三年缴费明细"):
        assert words in said
    assert any("不计为本窗口的二次告知" in words for words in said)
    assert Item.get(Item.asked_in != "").asked_later_why == "上级要求"
    assert not Lead.select().exists()
    (one,) = done.case.forwarded
    assert (one.answer, one.demand) == ("退回补正", "请补充近三年缴费明细。")


@pytest.mark.clause("1.3")
def test_a_demand_says_what_it_wants_in_its_own_line(office: TestOffice) -> None:
    case = ready(office)
    up(office, case)
    with pytest.raises(RuleError, match="还没有标出"):
        cases.send_back(office.clerk, case, "请补正", MONDAY, PAPER, [])
    with pytest.raises(RuleError, match="还没有标出"):
        sent_back(office, case, ItemInput(0, Answer.RECEIVED))
    with pytest.raises(FieldError, match="不能写“其他材料”"):
        sent_back(office, case, ItemInput(1, Answer.WRONG, problem="缺其他材料"))
    with pytest.raises(FieldError, match="上级的要求"):
        cases.send_back(office.clerk, case, "", MONDAY, PAPER, [ItemInput(0, Answer.LACKING)])
    assert Case.get().state == "已上报"


def test_papers_for_the_authority_bring_the_case_back_into_its_own_time(
    office: TestOffice,
) -> None:
    case = ready(office)  # ten working days from Monday the 23rd
    accepted_at = office.clock.now()
    office.clock.set(office_time("2026-11-26T10:00"))
    up(office, case)
    office.clock.set(office_time("2026-12-01T10:00"))
    sent_back(office, case)
    office.clock.set(office_time("2026-12-03T10:00"))
    done = cases.bring_papers(office.clerk, case, [ItemInput(1, Answer.RECEIVED)])
    assert done.case.state == State.REVIEWING
    assert done.case.light and done.case.light.text == "审核中 · 剩 5 个工作日"
    for refused in (
        lambda: cases.return_case(office.clerk, case, "不符", "第一条"),
        lambda: cases.finish_at_once(office.clerk, case, "已办"),
    ):
        with pytest.raises(RuleError, match="已经受理"):
            refused()
    with pytest.raises(RuleError, match="已经受理，现在是按上级要求补正"):
        cases.accept(office.clerk, case, "须录入")
    done = cases.go_on(office.clerk, case)
    assert done.documents == ("固便恢〔2026〕1号",)
    assert (done.case.state, done.case.accepted_at) == (State.ACCEPTED, accepted_at)
    # Two days were used before it went up; eight are left, the day of resuming among them.
    assert beside("恢复办理通知书", "剩余时限") == "8 个工作日"
    assert done.case.clock.due == office_time("2026-12-14T17:30")
    assert "2026年12月14日（星期一）17:30 前" in printed("恢复办理通知书")
    assert up(office, case) == ("固便报〔2026〕2号",)
    seen = cases.grant(office.clerk, case, "已核定", above(office)).case
    assert [one.answer for one in seen.forwarded] == ["退回补正", "批回"]


def test_a_case_sent_back_may_go_up_again_beside_others(office: TestOffice) -> None:
    first = ready(office)
    up(office, first)
    sent_back(office, first)
    cases.bring_papers(office.clerk, first, [ItemInput(1, Answer.RECEIVED)])
    cases.go_on(office.clerk, first)
    up(office, first, ready(office, name="乙"))
    assert Forwarding.select().count() == 2
    seen = cases.decide_batch(
        office.clerk, [row.uuid for row in Case.select()], "已核定", above(office)
    )
    assert len(seen.documents) == 2


def test_a_day_on_which_it_goes_up_and_comes_back_is_neither_lost_nor_won(
    office: TestOffice,
) -> None:
    case = ready(office)
    before = cases.forward(office.clerk, [case], "符合").cases[0]
    assert before.clock.own and before.clock.own.left == 10
    sent_back(office, case)
    cases.bring_papers(office.clerk, case, [ItemInput(1, Answer.RECEIVED)])
    after = cases.go_on(office.clerk, case).case
    assert after.clock.due == office_time("2026-12-07T17:30")


def test_the_ledger_says_when_it_went_up_and_came_back(office: TestOffice) -> None:
    first, second = ready(office, name="甲"), ready(office, name="乙")
    up(office, first, second)
    cases.grant(office.clerk, first, "已核定", above(office))
    office.clock.set(office_time("2026-11-23T17:40"))
    day.close(office.clerk)
    office.clock.set(office_time("2026-12-08T17:40"))
    day.close(office.clerk)
    monday, later = (
        AtOnce().slices(ledger.build(office.clerk, when), lambda _: None).result()
        for when in (MONDAY, date(2026, 12, 8))
    )
    one, other = monday.cases
    assert (one.forwarded_at, one.answered_at) == (START, START)
    assert (other.forwarded_at, other.answered_at) == (START, None)
    figures = dict(dict(monday.page.groups)["办理"])
    assert figures["上报"] == "2"
    # Nobody above has answered in time: that is among what cannot wait.
    assert later.page.urgent[0].what == "上级超期 1 个工作日"
    assert later.page.urgent[0].number == other.number


def test_a_long_list_repeats_its_head_and_keeps_its_rows_whole(office: TestOffice) -> None:
    batch = [ready(office, name=f"阿拉坦其其格{n}") for n in range(40)]
    (number,) = up(office, *batch, opinion="材料齐全，符合领取条件，已公示无异议，拟同意")
    both = pypdf.PdfReader(BytesIO(documents.pdf(number))).pages
    pages = both[: len(both) // 2]
    texts = [page.extract_text() for page in pages]
    assert len(pages) == 3
    for text in texts:
        words = text.splitlines()
        assert "初审意见" in words
        # A row that were torn apart would leave its number on one page, its end on the next.
        assert text.count("固便办") == text.count("拟同意")
    assert sum(text.count("固便办") for text in texts) == 40


@pytest.mark.clause("4.1.2")
def test_nobody_here_decides_what_another_authority_decides(office: TestOffice) -> None:
    case = ready(office)
    with pytest.raises(RuleError, match="由奈曼旗社会保险经办机构决定") as refusal:
        cases.grant(office.clerk, case, "同意")
    assert refusal.value.clause == "4.1.2" and "上报" in refusal.value.instead
    with pytest.raises(RuleError, match="由奈曼旗社会保险经办机构决定"):
        cases.refuse(office.clerk, case, "不符合条件", "《某办法》第三条")
    waiting = office.received(PENSION, name="王秀英")
    with pytest.raises(RuleError, match="由奈曼旗社会保险经办机构决定"):
        cases.finish_at_once(office.clerk, waiting, "已办")
    assert {row.state for row in Case.select()} == {"已受理", "审核中"}
    up(office, case)
    assert cases.grant(office.clerk, case, "同意", above(office)).case.outcome == "准予"
