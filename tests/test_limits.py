"""What moves a running limit: special procedures, the one extension, and how they add up.

Every due moment was counted by hand on the calendar of 2026: 25–27 September and 1–7 October are
off, 20 September and 10 October, a Sunday and a Saturday, are worked.
"""

from dataclasses import replace
from datetime import datetime

import pytest

from app import back_entry, cases, documents, matters
from app.case_table import State, possible
from app.cases.special import OWN_STEP
from app.clock import office_time
from app.deadlines import LightKind, Unit
from app.errors import FieldError, RuleError
from app.rights import Role
from models.cases import Case, Extension, SpecialProcedure
from models.leads import Lead
from tests.office import TestOffice, beside, printed

HOMESTEAD, HOUSE, TRANSFER = "12", "24", "16"
LAW = "《行政许可法》第四十五条"
EXTENDED = "《行政许可法》第四十二条"


def at(office: TestOffice, moment: str) -> None:
    office.clock.set(office_time(moment))


def due(done: cases.Done) -> datetime | None:
    assert done.case.deadline is not None
    return done.case.deadline.due


@pytest.fixture
def case(office: TestOffice) -> str:
    """A homestead case (15 working days), accepted on Monday, 21 September: 22–24 and 28–30
    September, 8–10, 12–16 and 19 October are counted, so it is due on Monday, 19 October."""
    at(office, "2026-09-21T09:00")
    return office.accepted(HOMESTEAD)


def reviewed(office: TestOffice, case: str, days: int = 14, **more: str) -> cases.Done:
    return cases.start_special(office.clerk, case, "专家评审", LAW, days, **more)


def extended(office: TestOffice, case: str, days: int = 5) -> cases.Done:
    return cases.extend(office.leader, case, days, "须补充地质勘察", EXTENDED)


# 特别程序 -----------------------------------------------------------------------------------------


@pytest.mark.clause("3.1")
def test_nothing_is_counted_from_the_notice_on(office: TestOffice, case: str) -> None:
    at(office, "2026-09-28T10:00")
    done = reviewed(office, case)
    assert done.case.state == State.SPECIAL
    assert done.documents == ("固便特〔2026〕1号",)
    assert (due(done), done.case.light and done.case.light.kind) == (None, LightKind.PAUSED)
    assert done.case.deadline is not None and done.case.deadline.left == 12  # of 15, after 22–24
    assert beside("特别程序告知书", "预计所需") == "14 日，预计到2026年10月12日结束"
    assert beside("特别程序告知书", "原定办结") == "2026年10月19日（星期一）17:30 前"
    said = "".join(printed("特别程序告知书"))
    assert LAW in said and "2026年9月28日（星期一）起停止计算" in said
    assert "恢复办理后尚余 12 个工作日" in said


@pytest.mark.clause("3.1")
def test_resuming_counts_on_and_says_until_when(office: TestOffice, case: str) -> None:
    at(office, "2026-09-28T10:00")
    reviewed(office, case)
    at(office, "2026-10-12T09:00")
    done = cases.resume(office.clerk, case, "专家组同意选址")
    # 12–16, 19–23 and 26–27 October: the twelve that were left.
    assert due(done) == office_time("2026-10-27T17:30")
    assert done.case.state == State.ACCEPTED
    assert done.documents == ("固便恢〔2026〕1号",)
    assert done.case.specials[0].resume_number == "固便恢〔2026〕1号"
    assert beside("恢复办理通知书", "原定办结") == "2026年10月19日（星期一）17:30 前"
    said = printed("恢复办理通知书")
    assert "2026年10月27日（星期二）17:30 前" in said and "专家组同意选址" in said


def test_a_special_procedure_names_lawful_ground_basis_and_time(
    office: TestOffice, case: str
) -> None:
    def start(ground: str, basis: str = LAW, days: int = 10) -> cases.Done:
        return cases.start_special(office.clerk, case, ground, basis, days)

    for field, given in (
        ("special_ground", ("等领导回来",)), ("special_ground", (OWN_STEP,)),
        ("special_basis", ("听证", " ")), ("special_days", ("听证", LAW, 0)),
        ("special_days", ("听证", LAW, 366)),
    ):  # fmt: skip
        with pytest.raises(FieldError) as refusal:
            start(*given)  # type: ignore[arg-type]
        assert refusal.value.field == field
    assert SpecialProcedure.select().count() == 0
    assert Case.get(Case.uuid == case).state == State.ACCEPTED
    assert start("听证").case.state == State.SPECIAL


def test_no_notice_no_pause(office: TestOffice) -> None:
    """A notice that cannot be made leaves the count running."""
    at(office, "2026-09-21T09:00")
    case = office.accepted(HOMESTEAD)
    with pytest.raises(FieldError, match="打印不出来"):
        cases.start_special(office.clerk, case, "听证", "第\U000323b0条", 10)
    assert documents.listed()[0].kind == "受理通知书"
    assert Case.get(Case.uuid == case).state == State.ACCEPTED


def test_what_is_no_licence_does_not_go_by_the_licensing_law(office: TestOffice) -> None:
    case = office.accepted(TRANSFER)
    with pytest.raises(FieldError, match="不是行政许可"):
        cases.start_special(office.clerk, case, "鉴定", LAW, 3)
    own = "《农村土地经营权流转管理办法》第十七条"
    assert cases.start_special(office.clerk, case, "鉴定", own, 3).case.specials[0].basis == own


def test_a_step_that_the_matter_does_not_count_is_a_ground_too(office: TestOffice) -> None:
    case = office.accepted(HOUSE)
    basis = "《农村危险房屋鉴定技术导则》"
    with pytest.raises(FieldError, match="房屋安全鉴定") as refusal:
        cases.start_special(office.clerk, case, OWN_STEP, basis, 7, step="入户")
    assert refusal.value.field == "special_step"
    done = cases.start_special(office.clerk, case, OWN_STEP, basis, 7, step="房屋安全鉴定")
    assert done.case.specials[0].ground == "房屋安全鉴定"


@pytest.mark.clause("2.5.5")
def test_a_second_special_procedure_says_why_and_is_found(office: TestOffice, case: str) -> None:
    reviewed(office, case)
    cases.resume(office.clerk, case, "材料退回专家组")
    assert Lead.select().count() == 0
    with pytest.raises(RuleError, match="1 次特别程序") as refusal:
        reviewed(office, case)
    assert (refusal.value.clause, refusal.value.field) == ("2.5.5", "again_why")
    reviewed(office, case, again_why="专家组要求补测")
    (lead,) = Lead.select()
    assert (lead.kind, lead.reason) == ("重复特别程序", "专家组要求补测")
    assert lead.facts == "固便办〔2026〕1号第 2 次启动特别程序（专家评审）。"


@pytest.mark.clause("3.1")
def test_a_pause_does_not_hide_that_it_is_late(office: TestOffice, case: str) -> None:
    at(office, "2026-10-19T17:31")
    with pytest.raises(RuleError, match="期限已过") as refusal:
        reviewed(office, case)
    assert refusal.value.clause == "3.1"
    at(office, "2026-10-19T17:29")
    assert reviewed(office, case).case.state == State.SPECIAL


# 延长期限 -----------------------------------------------------------------------------------------


@pytest.mark.clause("3.1")
def test_an_extension_goes_on_with_the_same_count(office: TestOffice, case: str) -> None:
    at(office, "2026-10-13T09:00")
    done = extended(office, case)
    # 20–23 and 26 October.
    assert due(done) == office_time("2026-10-26T17:30")
    assert done.documents == ("固便延〔2026〕1号",)
    assert done.case.state == State.ACCEPTED
    assert done.case.extension is not None and done.case.extension.approver == "巴特尔"
    form = "延长办理期限告知书"
    assert beside(form, "原定办结") == "2026年10月19日（星期一）17:30 前"
    assert (beside(form, "延长"), beside(form, "批准人")) == ("5 个工作日", "巴特尔")
    assert "2026年10月26日（星期一）17:30 前" in printed(form)


@pytest.mark.clause("3.1")
def test_paused_and_extended_in_either_order_comes_to_the_same(office: TestOffice) -> None:
    """22–24 September, 12–16, 19–23 and 26–30 October, 2–3 November: fifteen and five."""
    at(office, "2026-09-21T09:00")
    first, second = office.accepted(HOMESTEAD), office.accepted(HOMESTEAD, name="王秀英")
    at(office, "2026-09-23T09:00")
    extended(office, second)
    at(office, "2026-09-28T09:00")
    for case in (first, second):
        reviewed(office, case)
    at(office, "2026-10-12T09:00")
    resumed = [cases.resume(office.clerk, case, "通过") for case in (first, second)]
    assert [due(one) for one in resumed] == [
        office_time("2026-10-27T17:30"), office_time("2026-11-03T17:30"),
    ]  # fmt: skip
    assert due(extended(office, first)) == office_time("2026-11-03T17:30")


@pytest.mark.clause("3.1")
def test_it_is_extended_once_in_time_and_within_what_the_matter_allows(
    office: TestOffice, case: str
) -> None:
    for days in (0, 11):
        with pytest.raises(FieldError, match="最多延长 10 个工作日"):
            extended(office, case, days)
    with pytest.raises(RuleError, match="没有可以延长期限的规定"):
        extended(office, office.accepted(TRANSFER), 1)
    late = office.accepted(HOMESTEAD, name="王秀英")
    assert extended(office, case, 10).case.extension is not None
    with pytest.raises(RuleError, match="已经延长过一次"):
        extended(office, case, 1)
    at(office, "2026-10-20T09:00")
    with pytest.raises(RuleError, match="期限已过"):
        extended(office, late)
    assert Extension.select().count() == 1


@pytest.mark.clause("4.1.2")
def test_only_the_leader_extends_or_signs_that_it_is_extended(
    office: TestOffice, case: str
) -> None:
    with pytest.raises(RuleError, match="分管领导批示"):
        cases.extend(office.clerk, case, 5, "须补充勘察", EXTENDED)
    with pytest.raises(FieldError) as refusal:
        cases.extend(office.clerk, case, 5, "须补充勘察", EXTENDED, from_paper=True)
    assert refusal.value.field == "leader"
    cases.extend(office.clerk, case, 5, "须补充勘察", EXTENDED, leader="那顺巴图", from_paper=True)
    row = Extension.get()
    assert (row.approver, row.recorded_from_paper) == ("那顺巴图", True)


def test_an_extension_counts_in_the_unit_of_the_limit(office: TestOffice) -> None:
    """A maximum in days says nothing about a limit in working days."""
    version = next(one.matter for one in matters.in_force() if one.matter.code == HOMESTEAD)
    assert version.extension is not None
    odd = replace(version, extension=replace(version.extension, unit=Unit.DAY))
    matters.adopt(office.leader_as(Role.ADMIN), (odd,), "测试管理员")
    with pytest.raises(RuleError, match="没有可以延长期限的规定"):
        extended(office, office.accepted(HOMESTEAD), 5)


@pytest.mark.parametrize("state", list(State))
def test_the_table_says_when(office: TestOffice, state: State) -> None:
    case = office.accepted(HOMESTEAD)
    Case.update(state=state.value).where(Case.uuid == case).execute()
    tries = {
        "特别程序": lambda: reviewed(office, case),
        "恢复办理": lambda: cases.resume(office.clerk, case, "通过"),
        "延长期限": lambda: extended(office, case),
        "视为受理": lambda: cases.deeming._accept(office.clerk, case),
    }
    for action, attempt in tries.items():
        if action not in possible(state):
            with pytest.raises(RuleError, match=f"{state.value}的办件不能“{action}”"):
                attempt()


# Leads --------------------------------------------------------------------------------------------


def found() -> list[str]:
    return [lead.kind for lead in Lead.select().order_by(Lead.id)]


def test_what_is_finished_in_no_time_is_found(office: TestOffice) -> None:
    cases.finish_at_once(office.clerk, office.received("11"), "已登记")
    assert found() == ["办得过快"]
    assert "接待开始" in Lead.get().facts
    slow = office.received("11", name="王秀英")
    office.clock.advance(minutes=2)
    cases.finish_at_once(office.clerk, slow, "已登记")
    assert len(found()) == 1


def test_a_decision_before_any_step_can_have_been_taken_is_found(office: TestOffice) -> None:
    case = office.accepted(HOMESTEAD)
    office.clock.advance(seconds=90)
    cases.refuse(office.clerk, case, "占用永久基本农田", "第六十二条")
    assert found() == ["办得过快"]
    cases.refuse(office.clerk, office.accepted(TRANSFER), "超过承包期", "第三十八条")
    assert len(found()) == 1  # nothing has to be done before that one


@pytest.mark.parametrize(
    "moment, open",
    [("2026-11-23T12:00", False), ("2026-11-23T17:31", False), ("2026-11-22T09:00", False),
     ("2026-11-23T17:30", True), ("2026-10-10T09:00", True), ("2026-10-01T09:00", False)],
)  # fmt: skip
def test_what_happens_when_nobody_is_there_is_found(
    office: TestOffice, moment: str, open: bool
) -> None:
    at(office, moment)
    case = office.accepted(TRANSFER)
    cases.grant(office.clerk, case, "已备案")
    assert found() == ([] if open else ["非办公时间办理"])  # one, though two things were done


def test_what_is_entered_later_is_not_held_against_anybody(office: TestOffice) -> None:
    desk = back_entry.begin(office.clerk, office_time("2026-11-21T20:00"), "停电")
    office.clerk = desk
    cases.accept(desk, office.received(TRANSFER), "须录入系统")
    assert found() == ["补录"]
