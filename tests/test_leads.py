"""线索: found, stated, verified or dropped; the program itself never judges."""

import pytest

from app import back_entry, cases, lead_register, receptions
from app.clock import office_time
from app.errors import FieldError, RuleError
from app.lead_register import CLOSED, DROPPED, HANDED_ON, VERIFIED
from app.leads import LeadKind, found
from app.people import PersonInput
from models.leads import Lead
from tests.office import START, TestOffice
from ui.hand import Hand

WHY = "上午停电，来的人先记在本子上"


def entered_later(office: TestOffice) -> str:
    """A lead on the clerk; returns its UUID."""
    back_entry.begin(office.clerk, office_time("2026-11-23T08:40"), WHY)
    (lead,) = lead_register.listed(office.clerk)
    return lead.uuid


def test_what_is_entered_later_carries_its_true_time_and_a_lead(office: TestOffice) -> None:
    then = office_time("2026-11-23T08:40")
    desk = back_entry.begin(office.clerk, then, WHY)
    reception = receptions.open_visit(desk, PersonInput(name="包玉兰"))
    assert reception.opened_at == then
    assert back_entry.end(desk).clock.now() == START
    (lead,) = lead_register.listed(office.leader)
    assert (lead.kind, lead.reason, lead.found_at) == (LeadKind.BACK_ENTRY, WHY, START)
    assert "2026年11月23日 08:40" in lead.facts
    with pytest.raises(FieldError, match="不能晚于现在"):
        back_entry.begin(office.clerk, office_time("2026-11-23T09:01"), WHY)


def test_nothing_is_entered_before_what_is_known_of_a_case(office: TestOffice) -> None:
    case = office.received("16")
    desk = back_entry.begin(office.clerk, office_time("2026-11-23T08:40"), WHY)
    with pytest.raises(RuleError, match="早于这个办件已有的记录"):
        cases.accept(desk, case, "须核对")


@pytest.mark.clause("2.5.5")
def test_the_other_side_is_heard_before_a_lead_is_settled(office: TestOffice) -> None:
    lead = entered_later(office)
    with pytest.raises(RuleError, match="还没有听本人说明") as refusal:
        lead_register.verify(office.leader, lead, VERIFIED, "问过配电室")
    assert refusal.value.field == "unheard"
    lead_register.state(office.clerk, lead, "八点到九点停电，配电室有记录。")
    view = lead_register.verify(office.leader, lead, DROPPED, "配电室记录属实")
    assert (view.finding, view.verified_by) == (DROPPED, "巴特尔")
    assert lead_register.listed(office.leader) == ()
    assert [one.uuid for one in lead_register.listed(office.leader, CLOSED)] == [lead]
    with pytest.raises(RuleError, match="已有结论"):
        lead_register.state(office.clerk, lead, "再补一句")


def test_a_lead_may_be_settled_unheard_with_the_reason(office: TestOffice) -> None:
    lead = entered_later(office)
    view = lead_register.verify(office.leader, lead, DROPPED, "停电属实", unheard="已调离")
    assert view.opinion == "停电属实（本人没有说明：已调离）"


@pytest.mark.clause("1.6")
def test_a_second_telling_that_is_verified_is_handed_on(office: TestOffice) -> None:
    case = office.received("12", 3)
    cases.ask_more(office.clerk, case)
    cases.bring_papers(office.clerk, case, office.all_received("12")[3:4])
    cases.answer(office.clerk, case, office.all_received("12", 5)[5:6])
    cases.ask_more(office.clerk, case, later_kind="其他", later_why="第一次漏看")
    (lead,) = lead_register.listed(office.leader)
    assert lead.kind == LeadKind.SECOND_TELLING and lead.number == "固便办〔2026〕1号"
    lead_register.state(office.clerk, lead.uuid, "第一次确实漏看了。")
    with pytest.raises(FieldError, match="移送"):
        lead_register.verify(office.leader, lead.uuid, VERIFIED, "漏告一项")
    with pytest.raises(FieldError, match="移送给"):
        lead_register.verify(office.leader, lead.uuid, HANDED_ON, "漏告一项")
    view = lead_register.verify(office.leader, lead.uuid, HANDED_ON, "漏告", handed_to="苏木纪委")
    assert (view.finding, view.handed_to) == (HANDED_ON, "苏木纪委")


def test_only_the_person_concerned_speaks_for_themselves(office: TestOffice) -> None:
    row = Lead.get(Lead.uuid == entered_later(office))
    row.staff = office.leader.staff.id
    row.save()
    assert lead_register.listed(office.clerk) == ()
    with pytest.raises(RuleError, match="不是您的"):
        lead_register.state(office.clerk, row.uuid, "不是我")


@pytest.mark.clause("2.5.7")
def test_what_was_found_to_be_so_is_handed_on_or_settled_here(office: TestOffice) -> None:
    """Whoever put a visitor off answers for it, here or with whoever it is handed to."""
    for finding, to in ((HANDED_ON, "苏木纪委"), (VERIFIED, "")):
        case = office.accepted("12", name="王秀英")
        for why in ("", "专家又改期"):
            cases.start_special(office.clerk, case, "专家评审", "《行政许可法》第四十五条", 5,
                                again_why=why)  # fmt: skip
            cases.resume(office.clerk, case, "没有评成")
        (lead,) = lead_register.listed(office.leader)
        assert (lead.kind, lead.reason) == (LeadKind.REPEATED_SPECIAL, "专家又改期")
        lead_register.state(office.clerk, lead.uuid, "专家两次没有来。")
        view = lead_register.verify(office.leader, lead.uuid, finding, "属实", handed_to=to)
        assert (view.finding, view.handed_to) == (finding, to)
    assert lead_register.repeated(office.leader) == ()


def test_cases_that_were_put_off_again_and_again_are_listed(office: TestOffice) -> None:
    from app.journal import transaction
    from models.cases import Case

    for code, times in (("16", 2), ("12", 1)):
        row = Case.get(Case.uuid == office.received(code))
        for _ in range(times):
            with transaction(office.clerk, "受理") as tx:
                found(tx, LeadKind.REPEATED_SPECIAL, "又一次", case=row)
    assert lead_register.repeated(office.leader) == (("固便办〔2026〕1号", 2),)


@pytest.mark.clause("2.5.5")
def test_the_clerk_states_their_side_in_the_window(hand: Hand) -> None:
    desk = hand.window.shell.desk
    hand.session.runner.run(
        lambda: back_entry.begin(desk, office_time("2026-11-23T08:40"), WHY), lambda _: None
    )
    hand.settle()
    hand.go("leads")
    assert "线索" in hand.page.heading
    lists = hand.page.findChildren(type(hand.page._list))  # type: ignore[attr-defined]
    lists[0].acted.emit(lists[0].rows.rows[0].key)
    hand.settle()
    assert hand.sheet_title == "说明情况"
    hand.press("记下说明")
    assert "请填写情况说明" in hand.fields["statement"].error()
    hand.fill({"statement": "八点到九点停电。"})
    hand.press("记下说明")
    assert "已记下说明" in hand.page.banner.words()
