"""终止, 提醒 and 送达: nobody's case ends for being late without having been told."""

from dataclasses import replace

import pytest

from app import cases, matters
from app.case_table import State
from app.cases import DeliveryInput, Ground, delivering, grounds, reminding
from app.catalogue import Termination
from app.errors import FieldError, RuleError
from app.rights import Role
from models.cases import Case, Delivery
from tests.office import TestOffice, beside, printed
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.widgets.picker import Picker

LEGAL_AID, ALLOWANCE, MACHINES, TRANSFER, BIRTH = "28", "05", "19", "16", "11"
LATE = "没有按要求补充材料或者说明情况，当作撤回申请"
NO_HELP = "无正当理由拒不配合调查核实"


def asked(office: TestOffice, code: str) -> str:
    return cases.ask_more(office.clerk, office.received(code, 0)).case.uuid


def end(office: TestOffice, case: str, ground: str, basis: str = "第一条", **more: str) -> object:
    return cases.terminate(office.clerk, case, ground, more.pop("facts", "已核实"), basis, **more)


def remind(office: TestOffice, case: str, about: str) -> cases.Done:
    words = "请尽快到窗口来，有困难请说明"
    return cases.remind(office.clerk, case, about, "电话", words, "知道了")


@pytest.mark.clause("1.3")
def test_lateness_ends_a_case_only_after_date_and_reminder(office: TestOffice) -> None:
    case = asked(office, LEGAL_AID)
    with pytest.raises(RuleError, match="还没有过"):
        end(office, case, LATE)
    row = Case.get(Case.uuid == case)
    office.clock.set(office.clock.now().replace(year=2027))
    assert office.clock.now().date() > row.supplement_due
    with pytest.raises(RuleError, match="还没有提醒过申请人“补交材料”"):
        end(office, case, LATE)
    seen = remind(office, case, reminding.SUPPLEMENT).case
    assert (seen.reminders[0].way, seen.reminders[0].answer) == ("电话", "知道了")
    assert seen.state == State.AWAITING
    done = cases.terminate(office.clerk, case, LATE, "三次来电均说明", "")
    assert done.case.basis == "《中华人民共和国法律援助法》第四十三条"
    assert beside("终止告知书", "依据") == done.case.basis


def test_lateness_is_counted_from_a_notice(office: TestOffice) -> None:
    case = office.accepted(LEGAL_AID)
    with pytest.raises(RuleError, match="补充件通知书"):
        end(office, case, LATE)


@pytest.mark.clause("1.3")
def test_whoever_does_not_help_was_asked_to(office: TestOffice) -> None:
    case = office.accepted(ALLOWANCE)
    with pytest.raises(RuleError, match="配合核查"):
        end(office, case, NO_HELP)
    remind(office, case, reminding.HELP)
    end(office, case, NO_HELP)
    assert Case.get(Case.uuid == case).state == State.TERMINATED


def test_relief_never_ends_by_lateness(office: TestOffice) -> None:
    case = asked(office, MACHINES)
    own = next(one for one in matters.in_force() if one.matter.code == MACHINES).matter.termination
    seen = remind(office, case, reminding.SUPPLEMENT).case
    office.clock.set(office.clock.now().replace(year=2027))
    assert {one.text for one in grounds.grounds(seen)} == {one.value for one in Ground}
    with pytest.raises(FieldError, match="不能只因逾期终止"):
        end(office, case, own[0].ground)


def test_a_matters_other_grounds_need_no_reminder(office: TestOffice) -> None:
    matter = next(one for one in matters.in_force() if one.matter.code == TRANSFER).matter
    own = Termination("流转双方解除合同", "《民法典》第五百五十七条")
    matters.write(
        office.leader_as(Role.ADMIN), (replace(matter, termination=(own,), unconfirmed=()),)
    )
    waiting = next(one for one in matters.listed() if one.newest.matter.code == TRANSFER).newest
    if not waiting.enabled:
        matters.confirm(office.leader_as(Role.ADMIN), waiting.uuid, "白雪莲")
    end(office, office.accepted(TRANSFER), own.ground)


def test_a_death_says_when_and_from_whom_it_is_known(office: TestOffice) -> None:
    case = office.accepted(TRANSFER)
    with pytest.raises(FieldError, match="去世的日期"):
        end(office, case, Ground.DEATH, known_from="嘎查来电")
    with pytest.raises(FieldError, match="从哪里得知"):
        end(office, case, Ground.DEATH, died_on="2026年11月20日")
    end(office, case, Ground.DEATH, died_on="2026年11月20日", known_from="嘎查来电")
    reason = beside("终止告知书", "理由")
    assert reason == "申请人死亡。去世日期：2026年11月20日；得知途径：嘎查来电"


def test_a_second_application_names_the_other(office: TestOffice) -> None:
    first, second = office.accepted(TRANSFER), office.accepted(TRANSFER)
    with pytest.raises(FieldError, match="另一办件的编号"):
        end(office, second, Ground.DUPLICATE)
    own = Case.get(Case.uuid == second).number
    with pytest.raises(FieldError, match="本办件自己"):
        end(office, second, Ground.DUPLICATE, other=own)
    end(office, second, Ground.DUPLICATE, other=Case.get(Case.uuid == first).number)
    reason = Case.get(Case.uuid == second).reason
    assert reason == "重复申请。另一办件：固便办〔2026〕1号（本窗口，已受理）"


def test_a_ground_is_one_of_those_that_the_case_allows(office: TestOffice) -> None:
    for ground in ("", "办得太慢", NO_HELP):
        with pytest.raises(FieldError, match="请选择终止的情形"):
            end(office, office.accepted(TRANSFER), ground)


def test_a_reminder_is_about_what_the_case_waits_for(office: TestOffice) -> None:
    case = asked(office, BIRTH)
    with pytest.raises(FieldError, match="提醒的是什么事"):
        remind(office, case, reminding.COLLECT)
    with pytest.raises(FieldError, match="提醒的内容"):
        cases.remind(office.clerk, case, reminding.SUPPLEMENT, "电话", " ")
    with pytest.raises(FieldError, match="怎么提醒"):
        cases.remind(office.clerk, case, reminding.SUPPLEMENT, "托梦", "请来")


def finished(office: TestOffice, code: str, name: str = "包玉兰") -> str:
    received = office.received(code, name=name, phone="13847500001")
    return cases.finish_at_once(office.clerk, received, "已登记").case.uuid


def test_post_says_where_to_and_under_which_number(office: TestOffice) -> None:
    case = finished(office, BIRTH)
    with pytest.raises(FieldError, match="邮寄地址"):
        cases.deliver(office.clerk, case, DeliveryInput("邮寄", post_number="XA1"))
    with pytest.raises(FieldError, match="邮件号码"):
        cases.deliver(office.clerk, case, DeliveryInput("邮寄", address="固日班花嘎查"))
    whole = DeliveryInput("邮寄", address="固日班花嘎查", post_number="XA123456789CN")
    cases.deliver(office.clerk, case, whole)
    said = "".join(printed("送达回证"))
    assert "交邮\n固日班花嘎查\n邮件号码 XA123456789CN" in said
    assert (Delivery.get().address, Delivery.get().signature) == ("固日班花嘎查", "")


def test_only_money_needs_no_handing_over(office: TestOffice) -> None:
    with pytest.raises(FieldError, match="资金直接到账"):
        cases.deliver(office.clerk, finished(office, BIRTH), DeliveryInput("资金直达免送达"))
    case = office.accepted(ALLOWANCE)
    ended = {"state": State.COMPLETED.value, "outcome": "准予", "closed_at": office.clock.now()}
    Case.update(**ended).where(Case.uuid == case).execute()
    done = cases.deliver(office.clerk, case, DeliveryInput("资金直达免送达"))
    assert done.case.state == State.DELIVERED


def test_results_nobody_collected_are_listed_with_the_last_word(office: TestOffice) -> None:
    first = finished(office, BIRTH)
    since = office.clock.now()
    office.clock.advance(days=1)
    second = finished(office, BIRTH, "王秀英")
    remind(office, first, reminding.COLLECT)
    held = cases.return_case(office.clerk, office.received(BIRTH), "不符", "第一条").case.uuid
    waiting = delivering.uncollected()
    assert [one.uuid for one in waiting] == [first, second] and held not in waiting
    assert waiting[0].since == since and waiting[0].phone == "138****0001"
    assert waiting[0].reminder is not None and waiting[0].reminder.answer == "知道了"
    assert waiting[1].reminder is None
    cases.deliver(office.clerk, first, DeliveryInput("本人领取"))
    assert [one.uuid for one in delivering.uncollected()] == [second]


def test_at_the_window_the_ground_brings_its_basis(hand: Hand) -> None:
    hand.visit(LEGAL_AID, name="包玉兰")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take((0, "缺少", ""), decision="补充件")
    page = hand.page
    assert isinstance(page, CasePage), hand.said()
    hand.act("提醒申请人", about="补交材料", words="请补交申请表", said="下周来")
    page.act_on.choose("终止")
    hand.settle()
    ground = page.fields["ground"]
    assert isinstance(ground, Picker) and ground.text == ""
    basis = page.fields["basis"]
    hand.fill({"ground": LATE})
    assert basis.text == "《中华人民共和国法律援助法》第四十三条"
    hand.fill({"ground": "申请人死亡"})
    assert basis.text == "" and not page.fields["facts"].isVisible()
    hand.fill({"ground": LATE, "facts": "没有来"})
    page.submit()
    hand.settle()
    assert "还没有过" in ground.error()
