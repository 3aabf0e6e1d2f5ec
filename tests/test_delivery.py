"""送达回证: a line for every paper that ended the case, and nothing that did not happen."""

import pytest

from app import casefile, cases, receptions, tellings
from app.case_table import Outcome
from app.cases import DeliveryInput, Ground, Signing, delivering
from app.catalogue import BY_AGENT
from app.errors import FieldError
from app.forms import delivery
from app.parties import AgentInput
from app.people import PersonInput
from models.cases import Case, Delivery
from reports.page import FORMATS
from reports.text import lines
from tests.office import TestOffice, beside, printed
from tests.papers import HOMESTEAD, PENSION, TRANSFER, forwarded, from_above, granted, refused
from ui.case_forms import FIELDS, deciding, ending, forwarding, gaps, limits, reminding, steps
from ui.case_forms import delivering as delivering_form
from ui.case_forms.base import SHARED

STUB = "送达回证"
HEADS = ("文书、文号", "怎么送", "时间、地点", "谁收", "送达人")
AT_WINDOW = "2026年11月23日 09:00\n固日班花苏木人民政府一楼便民服务大厅 1 号窗口"


def line(office: TestOffice, case: str, given: DeliveryInput) -> tuple[str, ...]:
    """The one line of the stub that this delivery makes."""
    cases.deliver(office.clerk, case, given)
    said = printed(STUB)
    at = said.index(HEADS[-1]) + 1
    return tuple(said[at : at + len(HEADS)])


def signed() -> list[str]:
    """What stands in the signature area."""
    said = printed(STUB)
    return said[said.index("2026年11月23日") + 1 :]


@pytest.mark.clause("2.2")
def test_whoever_fetches_it_signs_for_it_at_the_window(office: TestOffice) -> None:
    case = granted(office, TRANSFER)
    assert line(office, case, DeliveryInput("本人领取")) == (
        "办结通知书\n固便结〔2026〕1号", "本人领取", AT_WINDOW, "包玉兰（本人）", "斯琴高娃",
    )  # fmt: skip
    assert signed()[:2] == ["本人已收到上列文书。", "受送达人签字（捺印）："]
    assert "送达人签字：" in printed(STUB)


def test_somebody_else_signs_as_themselves_and_says_what_they_are(office: TestOffice) -> None:
    """However the way of signing was left: the applicant was not there."""
    given = DeliveryInput("代领", "乌云", "女儿，本人卧床", "E12345678", place="哈日乌苏嘎查")
    assert line(office, granted(office, TRANSFER), given)[3] == "乌云（代收）"
    assert beside(STUB, "关系、代领原因") == "女儿，本人卧床"
    assert "2026年11月23日 09:00\n哈日乌苏嘎查" in printed(STUB)
    assert signed()[:2] == ["代受送达人收到上列文书，并负责转交。", "代收人（乌云）签字："]
    assert not any("申请人签字" in one or "本人已收到" in one for one in printed(STUB))
    assert Delivery.get().signature == "代理"


@pytest.mark.clause("2.2")
def test_who_would_not_take_it_is_not_said_to_have_it(office: TestOffice) -> None:
    case = refused(office, HOMESTEAD)
    with pytest.raises(FieldError, match="拒收的事由") as missing:
        cases.deliver(office.clerk, case, DeliveryInput("拒收", witness="宝音"))
    assert missing.value.field == "refused_why"
    with pytest.raises(FieldError, match="见证人"):
        cases.deliver(office.clerk, case, DeliveryInput("拒收", refused_why="不认"))
    given = DeliveryInput("拒收", witness="宝音", refused_why="不认这个结果", place="本人家中")
    assert line(office, case, given) == (
        "不予行政许可决定书\n固便不〔2026〕1号", "拒收", "2026年11月23日 09:00\n本人家中",
        "包玉兰（本人，拒收）", "斯琴高娃",
    )  # fmt: skip
    assert beside(STUB, "拒收事由") == "不认这个结果"
    assert signed()[:3] == ["受送达人拒绝签收。", "见证人：宝音", "见证人签字："]
    assert not any("已收到" in one or "申请人签字" in one for one in printed(STUB))


def test_who_took_it_and_would_not_sign_has_it(office: TestOffice) -> None:
    given = DeliveryInput("本人领取", signing=Signing("拒签", witness="宝音"))
    line(office, granted(office, TRANSFER), given)
    assert beside(STUB, "签收情况") == "收下了，没有签字"
    assert signed()[:2] == ["受送达人已收到上列文书，拒绝签字。", "见证人：宝音"]


def test_whoever_cannot_write_puts_a_finger_below_what_was_read(office: TestOffice) -> None:
    given = DeliveryInput("本人领取", signing=Signing("捺印", "斯琴高娃", "宝音"))
    line(office, granted(office, TRANSFER), given)
    assert signed()[:4] == [
        "以上内容已由斯琴高娃读给受送达人听，并已收到上列文书。", "受送达人捺印：",
        "见证人：宝音", "见证人签字：",
    ]  # fmt: skip


def test_whoever_fetches_it_with_a_finger_still_has_to_pass_it_on(office: TestOffice) -> None:
    by_print = Signing("捺印", "斯琴高娃", "宝音")
    given = DeliveryInput("代领", "乌云", "女儿，本人卧床", "E12345678", signing=by_print)
    line(office, granted(office, TRANSFER), given)
    assert signed()[0] == "以上内容已由斯琴高娃读给代收人听，并已代受送达人收到上列文书，负责转交。"
    assert signed()[1] == "代收人捺印："


def test_what_was_posted_has_not_arrived_yet(office: TestOffice) -> None:
    given = DeliveryInput("邮寄", address="通辽市建国路 1 号", post_number="XA1")
    where, who = line(office, granted(office, TRANSFER), given)[2:4]
    assert where == "2026年11月23日 09:00交邮\n通辽市建国路 1 号\n邮件号码 XA1"
    assert who == "包玉兰"
    said = printed(STUB)
    assert "下列文书已交邮寄送，收件日以邮件回执注明的为准。" in said
    assert "邮件回执注明的收件日：" in said
    assert not any("签字（捺印）" in one or "已收到" in one for one in said)


def test_money_is_no_paper_and_nobody_signs(office: TestOffice) -> None:
    done = cases.grant(office.clerk, forwarded(office, PENSION), "按月发放", from_above(office))
    found = line(office, done.case.uuid, DeliveryInput("资金直达免送达"))
    assert found[1:] == ("资金直达免送达", "2026年11月23日 09:00", "无人签收", "—")
    said = printed(STUB)
    assert said[1] == "资金直达记录（免送达）"
    assert any("将发放到申请人的账户" in one for one in said)
    assert not any("直接发放到账户" in one or "已发放" in one for one in said)
    assert "经办人签字：" in said and "送达人签字：" not in said
    assert not any("已收到" in one or "签字（捺印）" in one for one in said)


@pytest.mark.clause("1.4")
@pytest.mark.parametrize("how", ["不予", "退回", "撤回", "终止"])
def test_what_was_not_granted_is_always_served(office: TestOffice, how: str) -> None:
    if how == "不予":
        case = refused(office, PENSION)
    elif how == "退回":
        case = office.received(PENSION)
        cases.return_case(office.clerk, case, "不符", "第一条")
        cases.decide_report(office.leader, case, agree=True, opinion="同意")
    elif how == "撤回":
        case = office.accepted(PENSION)
        cases.withdraw(office.clerk, case, "不办了", Signing())
    else:
        case = office.accepted(PENSION)
        cases.terminate(office.clerk, case, Ground.GONE, "已迁出", "第三十六条")
    with pytest.raises(FieldError, match="要送达") as refusal:
        cases.deliver(office.clerk, case, DeliveryInput("资金直达免送达"))
    assert refusal.value.field == "way" and not Delivery.select().exists()
    (form,) = delivering_form.FORMS
    seen = cases.deliver(office.clerk, case, DeliveryInput("本人领取")).case
    assert delivering.TRANSFER not in form.choices(seen)["way"]
    assert len(form.choices(seen)["way"]) == 4


def test_only_a_benefit_that_was_granted_comes_by_transfer(office: TestOffice) -> None:
    for code, expected in ((PENSION, True), (TRANSFER, False)):
        matter = cases.accept(office.clerk, office.received(code), "须核对").case.matter
        for outcome in Outcome:
            good = outcome in (Outcome.GRANTED, Outcome.AT_ONCE)
            offered = delivering.TRANSFER in delivering.ways(matter, outcome)
            assert offered == (expected and good), (code, outcome)


def test_no_two_actions_give_the_same_name_to_different_fields() -> None:
    """One would show the other's words, and keep its own hidden."""
    groups = (deciding, delivering_form, ending, forwarding, gaps, limits, reminding, steps)
    names = [name for group in groups for name in group.FIELDS] + list(SHARED)
    assert len(names) == len(set(names)) == len(FIELDS)


# Which papers -----------------------------------------------------------------------------------


def test_what_was_handed_over_long_before_is_not_listed_again(office: TestOffice) -> None:
    case = office.received(TRANSFER, 1)
    cases.ask_more(office.clerk, case)
    cases.bring_papers(office.clerk, case, office.all_received(TRANSFER)[1:2])
    cases.accept(office.clerk, case, "须核对")
    today = office.clock.now().date()
    office.clock.advance(hours=1)
    for position in steps_of(office, case):
        cases.record_step(office.clerk, case, position, today, today, "", "属实")
    cases.grant(office.clerk, case, "已备案")
    cases.deliver(office.clerk, case, DeliveryInput("本人领取"))
    listed = [one for one in printed(STUB) if "\n固便" in one]
    assert listed == ["办结通知书\n固便结〔2026〕1号"]


def steps_of(office: TestOffice, case: str) -> list[int]:
    return [one.position for one in casefile.load(office.clerk, case).open_steps]


def test_a_return_that_was_overturned_is_not_what_ended_it(office: TestOffice) -> None:
    office.clerk = office.changed(report_first=False)
    case = office.received(TRANSFER)
    cases.return_case(office.clerk, case, "不符", "第一条")
    cases.decide_report(office.leader, case, agree=False, opinion="应予受理")
    office.clock.advance(hours=1)
    cases.withdraw(office.clerk, case, "不办了", Signing())
    cases.deliver(office.clerk, case, DeliveryInput("本人领取"))
    listed = [one for one in printed(STUB) if "\n固便" in one]
    assert listed == ["撤回确认书\n固便撤〔2026〕1号"]


def test_a_result_without_a_paper_says_so(office: TestOffice) -> None:
    case = cases.finish_at_once(office.clerk, office.received(TRANSFER), "已备案").case.uuid
    cases.deliver(office.clerk, case, DeliveryInput("本人领取"))
    assert "办理结果\n（没有另出文书）" in printed(STUB)
    assert signed()[0] == "本人已领取办理结果：已备案。"
    assert not any("下列文书" in one or "上列文书" in one for one in printed(STUB))
    assert beside(STUB, "申请人") == "包玉兰" and Case.get().state == "已送达"


# Whom it may be put before -----------------------------------------------------------------------


def dead(office: TestOffice) -> str:
    case = office.accepted(TRANSFER)
    return cases.terminate(
        office.clerk, case, Ground.DEATH, "", "第三十六条", died_on="2026-11-20",
        known_from="嘎查来电",
    ).case.uuid  # fmt: skip


def test_nothing_is_put_before_the_dead(office: TestOffice) -> None:
    case = dead(office)
    (form,) = delivering_form.FORMS
    assert "本人领取" not in form.choices(casefile.load(office.clerk, case))["way"]
    tries = (
        ("way", DeliveryInput("本人领取")),
        ("recipient", DeliveryInput("代领", "包玉兰", "本人", "E12345678")),
        ("refused_by", DeliveryInput("拒收", witness="宝音", refused_why="不认")),
        ("refused_by", DeliveryInput("拒收", "包玉兰", witness="宝音", refused_why="不认")),
        ("post_to", DeliveryInput("邮寄", address="建国路 1 号", post_number="XA1")),
    )
    for field, given in tries:
        with pytest.raises(FieldError) as wrong:
            cases.deliver(office.clerk, case, given)
        assert wrong.value.field == field
    assert not Delivery.select().exists()


def test_the_next_of_kin_takes_it_and_has_nobody_to_pass_it_on_to(office: TestOffice) -> None:
    given = DeliveryInput("代领", "乌云", "女儿", "E12345678")
    assert line(office, dead(office), given)[1:4:2] == ("近亲属领取", "乌云（近亲属）")
    assert beside(STUB, "和申请人的关系") == "女儿"
    assert signed()[:2] == ["近亲属已收到上列文书。", "近亲属（乌云）签字："]
    assert not any("转交" in one or "代收" in one or "本人" in one for one in printed(STUB))


def test_the_next_of_kin_puts_a_finger_for_themselves(office: TestOffice) -> None:
    given = DeliveryInput("代领", "乌云", "女儿", "E12345678",
                          signing=Signing("捺印", "斯琴高娃", "宝音"))  # fmt: skip
    line(office, dead(office), given)
    assert signed()[0] == "以上内容已由斯琴高娃读给近亲属听，并已收到上列文书。"


def test_what_was_refused_is_not_said_to_be_served(office: TestOffice) -> None:
    """And who refused it is whoever did; where it went then is left to be written by hand."""
    given = DeliveryInput("拒收", "萨日娜（女儿）", witness="宝音", refused_why="不认这个结果")
    assert line(office, refused(office, HOMESTEAD), given)[3] == "萨日娜（女儿）"
    said = printed(STUB)
    assert "下列文书送达时被拒收，情况如下。" in said
    assert not any("已按所记的方式送达" in one or "本人" in one for one in said)
    assert "萨日娜（女儿）拒绝签收。" in said
    blanks = ("留置地点：", "照片、录像（编号）：", "带回窗口的时间：")
    assert set(blanks) <= set(said)


def test_what_was_taken_says_nothing_of_refusal(office: TestOffice) -> None:
    line(office, granted(office, TRANSFER), DeliveryInput("本人领取"))
    assert not any("拒收" in one or "留置" in one for one in printed(STUB))


def test_an_organisation_takes_it_by_somebody_with_a_post_and_a_seal(office: TestOffice) -> None:
    case = office.received(TRANSFER, name="哈日乌苏合作社", kind="单位", contact="白雪莲")
    cases.accept(office.clerk, case, "须核对")
    cases.refuse(office.clerk, case, "不符合条件", "第六十二条")
    found = line(office, case, DeliveryInput("本人领取"))
    assert (found[1], found[3]) == ("单位领取", "哈日乌苏合作社")
    assert signed()[:4] == ["本单位已收到上列文书。", "收件人签字：", "职务：", "（单位盖章）"]
    assert not any("本人" in one for one in printed(STUB))


def test_a_guardian_who_fetches_it_has_received_it(office: TestOffice) -> None:
    father = AgentInput(PersonInput("白音"), "父亲", "户口簿", "监护人")
    visit = receptions.open_visit(office.clerk, PersonInput("包玉兰"), father).uuid
    tellings.tell(office.clerk, visit, office.matter(TRANSFER), tellings.Way.SHEET)
    items = office.all_received(TRANSFER, who=BY_AGENT)
    taken = cases.receive(office.clerk, visit, office.matter(TRANSFER), items, Signing("代理"))
    cases.withdraw(office.clerk, taken.case.uuid, "不办了", Signing("代理"))
    line(office, taken.case.uuid, DeliveryInput("代领", "白音", "父亲", "E12345678"))
    assert signed()[0] == "监护人已收到上列文书。"
    assert not any("转交" in one for one in printed(STUB))


def test_nobody_is_broken_in_two_by_a_narrow_column() -> None:
    size = FORMATS["A4"].body - 0.6
    share = FORMATS["A4"].room / sum(delivery._WIDTHS)
    longest = ("不予行政许可决定书", "近亲属领取", "2026年11月23日 09:00", "包玉兰（本人，拒收）",
               "斯琴其木格")  # fmt: skip
    for words, part in zip(longest, delivery._WIDTHS, strict=True):
        assert lines(words, "Serif", size, part * share - 8) == [words]
    assert len(lines("固便不〔2026〕1234号", "Serif", size, delivery._WIDTHS[0] * share - 8)) == 1
