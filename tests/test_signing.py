"""Who signs a paper: as recorded for this very paper, else blank lines that claim nothing."""

from dataclasses import replace

import pytest

from app import cases, enquiries, journal, receptions, tellings
from app.cases import Done, Ground, Signing
from app.catalogue import BY_AGENT, IN_PERSON
from app.checklist import Answer, ItemInput
from app.clock import office_time
from app.enquiries import EnquiryInput
from app.forms import signing
from app.parties import AgentInput
from app.people import PersonInput
from reports import blocks
from reports.page import FORMATS
from reports.text import lines
from tests.office import TestOffice, beside, printed
from tests.papers import HOMESTEAD, PENSION, TRANSFER, from_above

DAUGHTER = AgentInput(PersonInput("萨日娜"), "女儿", "授权委托书")
BY_PRINT = Signing("捺印", "斯琴高娃", "乌兰")
REFUSED = Signing("拒签", witness="乌兰")


def taken_in(office: TestOffice, signing: Signing, agent: AgentInput | None = None) -> Done:
    """Papers taken in, signed for in this way."""
    reception = receptions.open_visit(office.clerk, PersonInput("包玉兰"), agent).uuid
    tellings.tell(office.clerk, reception, office.matter(TRANSFER), tellings.Way.SHEET)
    items = office.all_received(TRANSFER, who=BY_AGENT if agent else IN_PERSON)
    matter = office.matter(TRANSFER)
    return cases.receive(office.clerk, reception, matter, items, signing, receipt=True)


@pytest.mark.clause("1.2")
def test_the_receipt_tells_how_it_was_signed_for(office: TestOffice) -> None:
    date = "　　年　　月　　日"
    taken_in(office, Signing())
    said = printed("收件回执")
    assert "本人已收到并知晓以上内容。" in said and "申请人签字（捺印）：" in said

    taken_in(office, Signing("代理"), DAUGHTER)
    said = printed("收件回执")
    assert "代申请人收到，并转告以上内容。" in said and "代理人（萨日娜）签字：" in said
    assert not any("本人已收到" in one or "申请人签字" in one for one in said)

    taken_in(office, BY_PRINT)
    said = printed("收件回执")
    heard = "以上内容已由斯琴高娃读给申请人听，并已收到本单。"
    for words in (heard, "申请人捺印：", "见证人：乌兰", "见证人签字："):
        assert words in said

    taken_in(office, REFUSED)
    said = printed("收件回执")
    assert "申请人拒绝签字。" in said and "见证人：乌兰" in said and date in said
    assert not any("已收到" in one or "申请人签字" in one for one in said)


def test_what_is_decided_in_one_go_bears_the_same_signature(office: TestOffice) -> None:
    with journal.together(office.clerk) as (first, after):
        case = taken_in(replace(office, clerk=first), BY_PRINT).case.uuid
        cases.accept(after, case, "须核对")
    assert "以上内容已由斯琴高娃读给申请人听，并已收到本单。" in printed("受理通知书")


@pytest.mark.parametrize("signing", [BY_PRINT, REFUSED])
def test_another_action_signs_anew_however_soon_it_follows(
    office: TestOffice, signing: Signing
) -> None:
    case = taken_in(office, signing).case.uuid
    cases.accept(office.clerk, case, "须核对")
    said = printed("受理通知书")
    assert not any("斯琴高娃读给" in one or "拒绝" in one or "乌兰" in one for one in said)


def test_what_is_only_looked_at_before_it_is_saved_bears_it_too(office: TestOffice) -> None:
    with journal.rehearsal(office.clerk):
        taken_in(office, REFUSED)
        assert "申请人拒绝签字。" in printed("收件回执")


def test_a_long_name_of_a_witness_leaves_a_whole_line_to_sign_on() -> None:
    witness = "宝音巴特尔（哈日乌苏嘎查党支部书记兼嘎查达）"
    assert signing.witnessed(witness) == (f"见证人：{witness}", "见证人签字：")
    layout = FORMATS["A4"]
    wide = layout.room / 2 - 10
    words = "代理人（阿拉坦其其格·乌云其木格）签字："
    broken = blocks._with_room(lines(words, "Serif", layout.body, wide), wide, layout.body)
    assert broken == [words, ""]
    assert blocks._with_room(["见证人签字："], wide, layout.body) == ["见证人签字："]


def test_either_of_the_two_may_come_for_a_later_paper(office: TestOffice) -> None:
    case = taken_in(office, Signing("代理"), DAUGHTER).case.uuid
    cases.accept(office.clerk, case, "须核对")
    said = printed("受理通知书")
    assert "申请人签字（捺印）：" in said and "代理人（代收的）签字：" in said
    assert not any("萨日娜）签字" in one or "本人已收到" in one for one in said)


def test_a_guardian_tells_nobody_else(office: TestOffice) -> None:
    father = AgentInput(PersonInput("白音"), "父亲", "户口簿", "监护人")
    case = taken_in(office, Signing("代理"), father).case.uuid
    for kind in ("收件回执", "受理通知书"):
        said = printed(kind) if kind == "收件回执" else accepted(office, case)
        assert "监护人已收到并知晓以上内容。" in said
        assert not any("转告" in one or "申请人签字" in one for one in said)


def accepted(office: TestOffice, case: str) -> list[str]:
    cases.accept(office.clerk, case, "须核对")
    return printed("受理通知书")


def test_an_organisation_signs_by_somebody_with_a_post_and_a_seal(office: TestOffice) -> None:
    case = office.received(TRANSFER, name="哈日乌苏合作社", kind="单位", contact="白雪莲")
    said = accepted(office, case)
    at = said.index("本单位已收到并知晓以上内容。")
    assert said[at + 1 : at + 4] == ["收件人签字：", "职务：", "（单位盖章）"]
    assert not any("本人" in one or "申请人签字" in one for one in said)


def test_nobody_signs_for_what_is_made_while_nobody_is_here(office: TestOffice) -> None:
    office.received(HOMESTEAD)  # silence accepts it
    office.clock.set(office_time("2026-12-07T09:00"))
    cases.deem(office.clerk)
    said = printed("受理通知书")
    assert "本单另行送达。" in said and "收件人签字：" in said
    assert not any("已收到" in one and "申请材料" not in one for one in said)


@pytest.mark.parametrize("signing", [BY_PRINT, REFUSED])
def test_a_later_paper_claims_nothing_that_happened_to_an_earlier_one(
    office: TestOffice, signing: Signing
) -> None:
    case = taken_in(office, signing).case.uuid
    office.clock.advance(minutes=2)
    cases.accept(office.clerk, case, "须核对")
    said = printed("受理通知书")
    assert not any("斯琴高娃读给" in one or "拒绝" in one or "乌兰" in one for one in said)
    blank = "见证人签字：" if signing is BY_PRINT else "见证人签字（不签的）："
    assert blank in said and ("申请人捺印：" in said or "申请人签字（捺印）：" in said)


def test_nobody_declares_who_would_not_sign(office: TestOffice) -> None:
    for how, declared in ((REFUSED, False), (Signing(), True)):
        case = taken_in(office, how).case.uuid
        cases.accept(office.clerk, case, "须核对")
        assert any("申请人声明" in one for one in printed("受理通知书")) == declared


def test_the_visitor_signs_for_the_telling(office: TestOffice) -> None:
    tellings.tell(office.clerk, office.visit(), office.matter(TRANSFER), tellings.Way.PRINTED)
    assert "来访人签字（捺印）：" in printed("一次性告知单")


# Papers that come later ---------------------------------------------------------------------------


def short_of_two(office: TestOffice) -> str:
    """A case that waits for two papers."""
    case = office.received(TRANSFER, 1, 2)
    cases.ask_more(office.clerk, case)
    office.clock.advance(days=1)
    return case


def brought(office: TestOffice, case: str, *positions: int) -> None:
    items = [ItemInput(one, Answer.RECEIVED) for one in positions]
    cases.bring_papers(office.clerk, case, items)


@pytest.mark.clause("1.3")
def test_what_came_later_has_both_times_and_only_what_came(office: TestOffice) -> None:
    brought(office, short_of_two(office), 1)
    assert beside("收件回执", "首次收件") == "2026年11月23日 09:00"
    assert beside("收件回执", "本次收件") == "2026年11月24日 09:00"
    said = printed("收件回执")
    assert "土地经营权流转合同" in said and "农村土地承包经营权证" not in said
    assert "收件时间" not in said


@pytest.mark.clause("1.3")
def test_while_something_is_lacking_no_five_days_are_promised(office: TestOffice) -> None:
    brought(office, short_of_two(office), 1)
    said = "".join(printed("收件回执"))
    assert (
        "尚缺：流转双方的身份证或营业执照，请于2026年12月23日（星期三）17:30 前交回窗口。" in said
    )
    assert "五个工作日" not in said and "予以受理" not in said


@pytest.mark.clause("1.3")
def test_once_all_is_there_the_five_days_have_weekday_and_hour(office: TestOffice) -> None:
    brought(office, short_of_two(office), 1, 2)
    said = printed("收件回执")
    assert "2026年12月1日（星期二）17:30 前" in said
    assert any("符合要求的予以受理" in one for one in said)


@pytest.mark.clause("3.2")
def test_nobody_accepted_long_ago_is_told_of_acceptance(office: TestOffice) -> None:
    case = office.accepted(PENSION)
    cases.forward(office.clerk, [case], "符合条件")
    wrong = [ItemInput(0, Answer.WRONG, problem="照片不清", bring="重拍一张")]
    above = from_above(office)
    cases.send_back(office.clerk, case, "照片不清", above.on, above.paper, wrong)
    office.clock.advance(days=1)
    brought(office, case, 0)
    said = "".join(printed("收件回执"))
    assert "您的申请已于2026年11月23日受理，受理时间不变" in said and "恢复办理" in said
    assert "予以受理" not in said and "或者受理" not in said
    cases.go_on(office.clerk, case)
    tail = printed("恢复办理通知书")
    assert tail[tail.index("恢复后，本窗口承诺于") + 2].startswith("完成初审并上报。")


@pytest.mark.clause("1.2")
def test_the_first_receipt_names_weekday_and_hour(office: TestOffice) -> None:
    taken_in(office, Signing())
    said = printed("收件回执")
    assert "2026年11月30日（星期一）17:30 前" in said and "本次收件" not in said


def test_nobody_signs_for_the_dead(office: TestOffice) -> None:
    case = office.accepted(TRANSFER)
    cases.terminate(
        office.clerk, case, Ground.DEATH, "", "第三十六条", died_on="2026-11-20",
        known_from="嘎查来电",
    )  # fmt: skip
    said = printed("终止告知书")
    assert "收件人签字：" in said and "和申请人的关系：" in said
    assert not any("申请人签字" in one or "本人已收到" in one for one in said)


def test_what_is_still_to_be_looked_up_was_not_explained_at_once(office: TestOffice) -> None:
    given = EnquiryInput("补贴到账没有", "现在查不到", "满意", follow_up="查到账日期",
                         follow_up_by=office.clock.now().date())  # fmt: skip
    enquiries.answer(office.clerk, office.visit(), given)
    said = "".join(printed("咨询件受理通知书"))
    assert "一次性解释清楚" not in said and "另行答复" in said
    assert "2026年11月23日（星期一）17:30 前电话答复" in said


def test_nothing_was_explained_at_once_to_who_is_not_satisfied(office: TestOffice) -> None:
    given = EnquiryInput("低保为什么停了", "收入超过标准", "不满意",
                         head_explained="负责人按标准逐项算给他看")  # fmt: skip
    enquiries.answer(office.clerk, office.visit(), given)
    said = "".join(printed("咨询件受理通知书"))
    assert "解释清楚" not in said and "不满意，负责人已作解释" in said
    assert beside("咨询件受理通知书", "负责人解释") == "负责人按标准逐项算给他看"


def test_a_caller_who_did_not_hear_it_all_was_not_told(office: TestOffice) -> None:
    call = receptions.open_call(office.clerk, "包玉兰", "13847500001").uuid
    given = EnquiryInput("流转怎么办", "要先签合同", "未表态", office.matter(TRANSFER),
                         read_out=enquiries.NOT_READ)  # fmt: skip
    enquiries.answer(office.clerk, call, given)
    said = "".join(printed("咨询件受理通知书"))
    assert "解释清楚" not in said and "请来窗口领取书面告知单" in said


def test_who_heard_all_and_is_content_was_told(office: TestOffice) -> None:
    enquiries.answer(office.clerk, office.visit(), EnquiryInput("几点上班", "八点半", "满意"))
    assert "以上已一次性解释清楚。" in printed("咨询件受理通知书")
