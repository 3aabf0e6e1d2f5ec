"""What may happen to a case, and what the rules forbid."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app import casefile, cases, documents, receptions, tellings
from app.case_table import MOVES, State, possible
from app.checklist import Answer, ItemInput
from app.clock import OFFICE_ZONE
from app.errors import FieldError, RuleError
from models.cases import Case
from models.documents import Document
from tests.office import TestOffice

RECEIVED, LACKING, WRONG = Answer.RECEIVED, Answer.LACKING, Answer.WRONG
HOMESTEAD, ALLOWANCE, BIRTH, TRANSFER = "12", "05", "11", "16"


def moved(office: TestOffice, **by: float) -> None:
    office.clock.advance(**by)


@pytest.mark.clause("1.1")
def test_papers_are_not_taken_before_everything_was_told(office: TestOffice) -> None:
    visit = office.visit()
    with pytest.raises(RuleError) as refusal:
        cases.receive(
            office.clerk, visit, office.matter(BIRTH), [ItemInput(0, RECEIVED)], cases.Signing()
        )
    assert refusal.value.clause == "1.1"
    assert Case.select().count() == 0


@pytest.mark.clause("1.1")
def test_a_visitor_is_told_in_writing_and_the_same_version_once(office: TestOffice) -> None:
    person = {"id_number": "11010519491231002X"}
    visit = office.visit(**person)
    with pytest.raises(RuleError):
        tellings.tell(office.clerk, visit, office.matter(BIRTH), tellings.Way.ORAL)
    first = tellings.tell(office.clerk, visit, office.matter(BIRTH), tellings.Way.PRINTED)
    assert first.document == "固便告〔2026〕1号"
    again = tellings.tell(
        office.clerk, office.visit(**person), office.matter(BIRTH), tellings.Way.PRINTED
    )
    assert again.already and not again.document


@pytest.mark.clause("1.1")
def test_an_oral_telling_on_the_telephone_serves_no_later_case(office: TestOffice) -> None:
    call = receptions.open_call(office.clerk, "包玉兰", "").uuid
    tellings.tell(office.clerk, call, office.matter(BIRTH), tellings.Way.ORAL)
    assert not tellings.was_told(office.clerk, call, office.matter(BIRTH))


@pytest.mark.clause("1.2")
def test_complete_papers_are_finished_at_once(office: TestOffice) -> None:
    done = cases.finish_at_once(office.clerk, office.received(BIRTH), "已登记", receipt=True)
    assert (done.case.state, done.case.outcome) == (State.COMPLETED, "当场办结")
    assert done.documents == ("固便结〔2026〕1号",)


@pytest.mark.clause("1.2")
def test_a_compulsory_step_stands_before_finishing_at_once(office: TestOffice) -> None:
    with pytest.raises(RuleError, match="入户调查"):
        cases.finish_at_once(office.clerk, office.received(ALLOWANCE), "已确认")


@pytest.mark.clause("1.2")
def test_nothing_goes_on_while_a_line_is_unanswered(office: TestOffice) -> None:
    visit = office.told(BIRTH)
    case = cases.receive(
        office.clerk, visit, office.matter(BIRTH), [ItemInput(0, RECEIVED)], cases.Signing()
    ).case
    for action in (
        lambda: cases.finish_at_once(office.clerk, case.uuid, "已登记"),
        lambda: cases.accept(office.clerk, case.uuid, "等待核查"),
        lambda: cases.ask_more(office.clerk, case.uuid),
    ):
        with pytest.raises(RuleError, match="还有 2 项"):
            action()


def test_no_paper_no_case(office: TestOffice) -> None:
    visit = office.told(TRANSFER)
    with pytest.raises(RuleError, match="一份材料都没有收到"):
        cases.receive(
            office.clerk, visit, office.matter(TRANSFER), [ItemInput(0, LACKING)], cases.Signing()
        )
    tellings.went_home(office.clerk, visit)
    assert receptions.load(office.clerk, visit).outcome == receptions.TOLD


@pytest.mark.clause("3.2", "3.1")
def test_acceptance_starts_the_clock_and_needs_a_reason(office: TestOffice) -> None:
    case = office.received(HOMESTEAD)
    with pytest.raises(FieldError, match="不能当场办结的原因"):
        cases.accept(office.clerk, case, " ")
    moved(office, hours=1)
    seen = cases.accept(office.clerk, case, "须联审踏勘").case
    assert seen.accepted_at == office.clock.now()
    assert seen.deadline is not None
    assert seen.deadline.due == datetime(2026, 12, 14, 17, 30, tzinfo=OFFICE_ZONE)


@pytest.mark.clause("1.3", "3.3.2")
def test_everything_lacking_is_asked_for_at_once(office: TestOffice) -> None:
    done = cases.ask_more(office.clerk, office.received(HOMESTEAD, 3, 5))
    assert done.case.state == State.AWAITING
    assert done.documents == ("固便补〔2026〕1号",)
    assert [item.asked_in for item in done.case.lacking] == ["固便补〔2026〕1号"] * 2


@pytest.mark.clause("1.3")
def test_some_papers_leave_the_rest_asked_for_without_a_second_telling(office: TestOffice) -> None:
    case = cases.ask_more(office.clerk, office.received(HOMESTEAD, 3, 5)).case.uuid
    done = cases.bring_papers(office.clerk, case, [ItemInput(3, RECEIVED)])
    assert done.case.state == State.AWAITING
    assert [item.position for item in done.case.lacking] == [5]
    done = cases.bring_papers(office.clerk, case, [ItemInput(5, RECEIVED)])
    assert done.case.state == State.REVIEWING
    assert done.case.standing.complete


@pytest.mark.clause("1.3")
def test_a_new_demand_is_a_second_telling(office: TestOffice) -> None:
    case = cases.ask_more(office.clerk, office.received(HOMESTEAD, 3)).case.uuid
    cases.bring_papers(office.clerk, case, [ItemInput(3, RECEIVED)])
    cases.answer(office.clerk, case, [ItemInput(4, WRONG, problem="图样缺尺寸")])
    with pytest.raises(RuleError) as refusal:
        cases.ask_more(office.clerk, case)
    assert refusal.value.clause == "1.3"
    assert "建房图样" in refusal.value.message
    assert cases.ask_more(office.clerk, case, later_kind="政策变化").documents


def test_what_was_not_asked_for_cannot_be_brought(office: TestOffice) -> None:
    case = cases.ask_more(office.clerk, office.received(HOMESTEAD, 3)).case.uuid
    with pytest.raises(FieldError, match="不在补充件通知书上"):
        cases.bring_papers(office.clerk, case, [ItemInput(0, RECEIVED)])


@pytest.mark.clause("1.3")
def test_the_notice_names_things_and_nothing_vague(office: TestOffice) -> None:
    case = office.received(HOMESTEAD)
    with pytest.raises(FieldError, match="哪里要更正"):
        cases.answer(office.clerk, case, [ItemInput(0, WRONG)])
    with pytest.raises(FieldError, match="不能写“有关材料”"):
        cases.answer(office.clerk, case, [ItemInput(0, WRONG, problem="缺有关材料")])


def test_what_the_window_can_check_itself_is_not_asked_for_lightly(office: TestOffice) -> None:
    with pytest.raises(FieldError, match="应由窗口核验"):
        cases.answer(office.clerk, office.received(HOMESTEAD), [ItemInput(2, LACKING)])


@pytest.mark.clause("1.4", "3.3.3")
def test_a_return_needs_reason_and_basis_and_goes_to_the_leader_first(office: TestOffice) -> None:
    case = office.received(ALLOWANCE, 0, 1)
    with pytest.raises(FieldError, match="依据"):
        cases.return_case(office.clerk, case, "家庭财产超过规定", "")
    done = cases.return_case(office.clerk, case, "家庭财产超过规定", "审核确认办法第十条")
    assert done.documents == ("固便否〔2026〕1号",)  # the notice waits
    with pytest.raises(RuleError, match="还没有出具"):
        cases.deliver(office.clerk, case, cases.DeliveryInput("本人领取"))
    agreed = cases.decide_report(office.leader, case, agree=True, opinion="同意")
    assert agreed.documents == ("固便退〔2026〕1号",)
    assert "六十日内" in Document.get(Document.number == "固便退〔2026〕1号").sheet


@pytest.mark.clause("1.4")
def test_returned_first_then_reported_where_the_office_chose_so(office: TestOffice) -> None:
    desk = office.changed(report_first=False)
    done = cases.return_case(desk, office.received(BIRTH), "不在本地居住", "条例第十三条")
    assert [number[:3] for number in done.documents] == ["固便退", "固便否"]
    overturned = cases.decide_report(office.leader, done.case.uuid, agree=False, opinion="可办")
    assert overturned.documents == ("固便销〔2026〕1号",)
    assert overturned.case.state == State.REVIEWING
    assert overturned.case.outcome == ""


@pytest.mark.clause("1.4")
def test_an_overturned_return_goes_back_and_the_days_run_on(office: TestOffice) -> None:
    case = office.received(BIRTH)
    before = cases.return_case(office.clerk, case, "不在本地居住", "条例第十三条").case
    moved(office, days=1)
    after = cases.decide_report(office.leader, case, agree=False, opinion="应予受理").case
    assert after.state == State.REVIEWING
    assert after.papers_at == before.papers_at
    assert not [paper for paper in after.documents if paper.kind == "退回件通知书"]


@pytest.mark.clause("1.4")
def test_the_clerk_records_only_what_the_leader_signed(office: TestOffice) -> None:
    case = office.received(BIRTH)
    cases.return_case(office.clerk, case, "不在本地居住", "条例第十三条")
    with pytest.raises(RuleError, match="分管领导批示"):
        cases.decide_report(office.clerk, case, agree=True, opinion="同意")
    done = cases.decide_report(
        office.clerk, case, agree=True, opinion="同意", leader="巴特尔", from_paper=True
    )
    assert done.case.report is not None and done.case.report.leader == "巴特尔"


@pytest.mark.clause("1.4")
def test_a_refusal_carries_organ_reason_basis_remedy_and_is_reported(office: TestOffice) -> None:
    done = cases.refuse(office.clerk, office.accepted(HOMESTEAD), "占用永久基本农田", "第六十二条")
    assert done.case.outcome == "不予"
    assert [number[:3] for number in done.documents] == ["固便不", "固便否"]
    printed = Document.get(Document.kind == "不予决定书").sheet
    for words in ("固日班花苏木人民政府", "占用永久基本农田", "第六十二条", "六十日内"):
        assert words in printed


def test_steps_come_before_the_decision(office: TestOffice) -> None:
    case = office.accepted(HOMESTEAD)
    with pytest.raises(RuleError, match="联审踏勘"):
        cases.grant(office.clerk, case, "准予")
    today = office.clock.now().date()
    with pytest.raises(FieldError, match="不能晚于今天"):
        cases.record_step(office.clerk, case, 0, today, date(2026, 11, 24), "", "符合规划")
    cases.record_step(office.clerk, case, 0, today, today, "嘎查", "符合规划")
    assert cases.grant(office.clerk, case, "准予建房").case.outcome == "准予"


@pytest.mark.clause("3.1")
def test_a_step_from_before_acceptance_is_not_this_windows_to_record(office: TestOffice) -> None:
    """It would stop the count, which has nothing to do with it."""
    case = office.accepted("13")
    today = office.clock.now().date()
    with pytest.raises(RuleError, match="“集体表决”属于受理前，不由本窗口记录"):
        cases.record_step(office.clerk, case, 0, today, today, "", "已表决")
    deadline = casefile.load(office.clerk, case).deadline
    assert deadline and deadline.due == datetime(2026, 12, 7, 17, 30, tzinfo=OFFICE_ZONE)


@pytest.mark.clause("3.1")
def test_a_late_decision_says_why_and_whose_it_is(office: TestOffice) -> None:
    case = office.accepted(TRANSFER)
    moved(office, days=7)
    with pytest.raises(RuleError) as refusal:
        cases.grant(office.clerk, case, "已备案")
    assert refusal.value.clause == "3.1"
    done = cases.grant(
        office.clerk, case, "已备案", late_reason="系统停机两天", late_owner="上级机关"
    )
    assert (done.case.late_reason, done.case.late_owner) == ("系统停机两天", "上级机关")


def test_withdrawal_is_the_applicants_own_and_signed(office: TestOffice) -> None:
    case = office.accepted(TRANSFER)
    with pytest.raises(FieldError, match="拒签"):
        cases.withdraw(office.clerk, case, "不流转了", cases.Signing("拒签", witness="乌云"))
    done = cases.withdraw(office.clerk, case, "不流转了", cases.Signing())
    assert (done.case.state, done.case.outcome) == (State.WITHDRAWN, "撤回")


def test_termination_names_its_ground_and_basis(office: TestOffice) -> None:
    done = cases.terminate(
        office.clerk, office.accepted(TRANSFER), cases.Ground.GONE, "草场已被征用", "第三十六条"
    )
    assert done.case.reason.startswith("申请的标的已不存在")
    assert done.documents == ("固便终〔2026〕1号",)


def test_delivery_by_an_agent_says_who_and_why(office: TestOffice) -> None:
    case = cases.finish_at_once(office.clerk, office.received(BIRTH), "已登记").case.uuid
    by_agent = cases.DeliveryInput("代领", recipient="包乌云", signing=cases.Signing("代理"))
    with pytest.raises(FieldError, match="代领人证件号码"):
        cases.deliver(office.clerk, case, by_agent)
    with pytest.raises(FieldError, match="校验不对"):
        cases.deliver(office.clerk, case, replace(by_agent, id_number="110105194912310021"))
    whole = replace(by_agent, id_number="11010519491231002X", agent_reason="本人卧床")
    done = cases.deliver(office.clerk, case, whole)
    assert done.case.state == State.DELIVERED
    assert done.case.outcome == "当场办结"


def test_a_fingerprint_needs_reader_and_witness(office: TestOffice) -> None:
    with pytest.raises(FieldError, match="宣读人"):
        cases.withdraw(office.clerk, office.accepted(TRANSFER), "不办了", cases.Signing("捺印"))


@pytest.mark.parametrize("state", list(State))
def test_the_table_refuses_what_it_does_not_name(office: TestOffice, state: State) -> None:
    case = office.received(BIRTH)
    Case.update(state=state.value).where(Case.uuid == case).execute()
    tries = {
        "核对材料": lambda: cases.answer(office.clerk, case, []),
        "当场办结": lambda: cases.finish_at_once(office.clerk, case, "已办"),
        "受理": lambda: cases.accept(office.clerk, case, "等待"),
        "通知补充": lambda: cases.ask_more(office.clerk, case),
        "补交材料": lambda: cases.bring_papers(office.clerk, case, []),
        "退回": lambda: cases.return_case(office.clerk, case, "不符", "第一条"),
        "准予": lambda: cases.grant(office.clerk, case, "准予"),
        "不予": lambda: cases.refuse(office.clerk, case, "不符", "第一条"),
        "送达": lambda: cases.deliver(office.clerk, case, cases.DeliveryInput("本人领取")),
    }
    for action, attempt in tries.items():
        if action in possible(state):
            continue
        with pytest.raises(RuleError, match=f"{state.value}的办件不能“{action}”"):
            attempt()


def test_every_move_is_an_operation_with_rights() -> None:
    from app.rights import RIGHTS

    assert set(MOVES) <= set(RIGHTS)


def test_numbers_have_no_gaps_even_after_failures(office: TestOffice) -> None:
    office.received(BIRTH, name="甲")
    with pytest.raises(RuleError):
        office.received("11", 0, 1, 2, name="乙")  # nothing brought: rolled back as a whole
    office.received(BIRTH, name="丙")
    assert [row.number for row in Case.select().order_by(Case.id)] == [
        "固便办〔2026〕1号",
        "固便办〔2026〕2号",
    ]


def test_a_name_that_cannot_be_printed_is_refused_before_anything_is_saved(
    office: TestOffice,
) -> None:
    with pytest.raises(FieldError, match="打印不出来"):
        office.visit("王\U000323b0")  # extension H: in none of the bundled fonts


def test_a_paper_is_handed_over_only_once_it_is_printed(office: TestOffice) -> None:
    number = cases.ask_more(office.clerk, office.received(HOMESTEAD, 3)).documents[0]
    with pytest.raises(RuleError, match="还没有打印"):
        documents.hand_over(office.clerk, number)
    documents.record_print(office.clerk, number, "counter", "115", "失败", "打印机已停用")
    assert documents.listed()[0].state == documents.MADE
    documents.record_print(office.clerk, number, "counter", "115", "已完成", "")
    documents.hand_over(office.clerk, number)
    assert documents.listed()[0].state == documents.HANDED
    assert documents.mark_for(number) == "补打第1次"


@pytest.mark.clause("4.1.2")
def test_nobody_acts_beyond_their_role(office: TestOffice) -> None:
    with pytest.raises(RuleError) as refusal:
        cases.accept(office.leader, office.received(BIRTH), "等待")
    assert refusal.value.clause == "4.1.2"


def test_the_history_says_what_was_done_when_and_by_whom(office: TestOffice) -> None:
    case = office.accepted("16", name="特木尔")
    office.clock.advance(minutes=30)
    cases.grant(office.clerk, case, "已备案")
    office.clock.advance(minutes=5)
    done = cases.deliver(office.clerk, case, cases.DeliveryInput("本人领取"))
    said = [(f"{line.at:%H:%M}", line.action, line.who) for line in done.case.history]
    assert said == [
        ("09:00", "收件", "斯琴高娃"),
        ("09:00", "受理", "斯琴高娃"),
        ("09:30", "准予", "斯琴高娃"),
        ("09:35", "送达", "斯琴高娃"),
    ]
