"""An enquiry about a matter is a telling: on paper at the desk, by word of mouth to a caller."""

import pytest

from app import cases, enquiries, receptions, tellings
from app.catalogue import Matter
from app.checklist import Answer, ItemInput
from app.enquiries import NOT_READ, READ_OUT, EnquiryInput
from app.errors import FieldError, RuleError
from app.forms import read_aloud
from app.matter_files import starter_catalogue
from models.cases import Telling
from tests.office import TestOffice, beside, printed

ALLOWANCE = "05"
ILL = "家里有重病患者吗？"
WELL = {"家里有残疾人吗？": "没有残疾人", ILL: "没有重病患者", "谁来办": "本人办理"}


def asked(office: TestOffice, **more: object) -> EnquiryInput:
    given = {"matter": office.matter(ALLOWANCE), "situation": WELL, **more}
    return EnquiryInput("办低保要什么？", "已逐项告知。", "满意", **given)  # type: ignore[arg-type]


@pytest.mark.clause("1.1", "2.5.1")
def test_a_caller_is_told_only_once_all_was_read_out(office: TestOffice) -> None:
    call = receptions.open_call(office.clerk, "包玉兰", "").uuid
    with pytest.raises(FieldError) as refusal:
        enquiries.answer(office.clerk, call, asked(office))
    assert refusal.value.field == "read_out"
    enquiries.answer(office.clerk, call, asked(office, read_out=READ_OUT))
    heard = beside("咨询件受理通知书", "口头告知")
    assert "3. 共同生活家庭成员的身份证、户口簿" in heard and "重病诊断证明" not in heard
    one = Telling.get()
    assert (one.way, one.situation) == ("口头（电话）", WELL)


@pytest.mark.clause("1.1")
def test_a_caller_who_hangs_up_was_not_told(office: TestOffice) -> None:
    call = receptions.open_call(office.clerk, "", "").uuid
    enquiries.answer(office.clerk, call, asked(office, read_out=NOT_READ))
    assert not Telling.select().exists()
    assert "口头告知" not in printed("咨询件受理通知书")


@pytest.mark.clause("1.1")
def test_what_was_said_by_telephone_serves_no_case(office: TestOffice) -> None:
    call = receptions.open_call(office.clerk, "包玉兰", "").uuid
    enquiries.answer(office.clerk, call, asked(office, read_out=READ_OUT))
    seen, matter = office.visit(), office.matter(ALLOWANCE)
    items, signing = [ItemInput(0, Answer.RECEIVED)], cases.Signing()
    with pytest.raises(RuleError) as refusal:
        cases.receive(office.clerk, seen, matter, items, signing)
    assert refusal.value.clause == "1.1"
    assert tellings.tell(office.clerk, seen, matter, tellings.Way.PRINTED).document


@pytest.mark.clause("2.5.3")
def test_who_asks_at_the_desk_gets_the_same_sheet(office: TestOffice) -> None:
    seen = office.visit()
    done = enquiries.answer(office.clerk, seen, asked(office))
    assert [number[:3] for number in done.documents] == ["固便咨", "固便告"]
    assert tellings.was_told(office.clerk, seen, office.matter(ALLOWANCE))
    again = office.visit()
    assert len(enquiries.answer(office.clerk, again, asked(office)).documents) == 2
    told = office.told(ALLOWANCE)
    assert len(enquiries.answer(office.clerk, told, asked(office)).documents) == 1


@pytest.mark.clause("2.5.3")
def test_no_answer_sends_somebody_for_nothing_in_particular(office: TestOffice) -> None:
    given = EnquiryInput("要带什么？", "带齐相关材料来。", "满意")
    with pytest.raises(FieldError, match="相关材料") as refusal:
        enquiries.answer(office.clerk, office.visit(), given)
    assert refusal.value.field == "answer"


@pytest.mark.clause("1.1", "2.5.1")
@pytest.mark.parametrize("matter", starter_catalogue(), ids=lambda one: one.code)
def test_the_script_says_everything_in_sentences(office: TestOffice, matter: Matter) -> None:
    assert read_aloud.greeting(office.clerk).startswith("您好，固日班花苏木便民服务中心")
    answers = {one.question: one.options[-1] for one in matter.questions}
    said = read_aloud.sentences(office.clerk, matter, answers)
    whole = "".join(said)
    assert all(one[-1] in "。？" and "。。" not in one and "{" not in one for one in said)
    applying = {one.name for _, one in matter.asked_for(answers)}
    for one in matter.materials:
        assert (f"样，{one.name}" in whole) == (one.name in applying), one.name
    for words in (*matter.conditions, *matter.notes, office.clerk.office.address):
        assert words in whole
    if not matter.refer_to:
        assert f"一共 {len(applying)} 样" in whole and matter.fee in whole
