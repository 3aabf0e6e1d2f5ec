"""Who people are: one number is one person, a known one is found again, kinds and agents."""

import pytest
from stdnum.cn import ric, uscc

from app import casefile, cases, identity, people, receptions, verify
from app.errors import FieldError
from app.merging import correct_name
from app.parties import GACHA, GUARDIAN, AgentInput
from app.people import ORGANISATION, PERSON, TRADER, OtherName, PersonInput
from models.people import Person
from tests.office import START, TestOffice, beside, printed

BIRTH, TRANSFER = "11", "16"
TODAY = START.date()
OLD = "150525490101001"
NEW = identity.modern(OLD)
WITH_X = "11010519491231002X"


def resident(born: str, region: str = "150525", order: str = "112") -> str:
    body = f"{region}{born}{order}"
    return body + ric.calc_check_digit(body + "0")


def company(body: str = "91150525MA0ABCDE1") -> str:
    return body + uscc.calc_check_digit(body)


@pytest.mark.parametrize("typed", [OLD, NEW, f" {OLD} "])
def test_an_old_number_and_a_new_one_are_the_same_person(office: TestOffice, typed: str) -> None:
    first = receptions.open_visit(office.clerk, PersonInput("王秀英", id_number=NEW)).applicant
    again = receptions.open_visit(office.clerk, PersonInput("王秀英", id_number=typed)).applicant
    assert first and again and first.uuid == again.uuid
    assert (again.id_number, str(again.birth), again.sex) == (NEW, "1949-01-01", "男")
    assert [one.uuid for one in people.find(OLD)] == [first.uuid]


def test_a_small_x_is_a_large_one(office: TestOffice) -> None:
    for number in (WITH_X, WITH_X.lower()):
        receptions.open_visit(office.clerk, PersonInput("包玉兰", id_number=number))
    assert Person.select().count() == 1


@pytest.mark.parametrize(
    "born, minor", [("20081124", True), ("20081123", False), ("20000229", False)]
)
def test_who_is_not_eighteen_yet_is_a_minor(born: str, minor: bool) -> None:
    assert identity.resident("id_number", resident(born), TODAY).is_minor(TODAY) == minor


def test_whom_the_clerk_chose_is_not_recorded_twice(office: TestOffice) -> None:
    first = receptions.open_visit(office.clerk, PersonInput("王秀英", phone="13847500001"))
    assert first.applicant
    known = first.applicant.uuid
    again = receptions.open_visit(
        office.clerk, PersonInput("王秀英", id_number=NEW, gacha="巴彦花嘎查", known=known)
    ).applicant
    assert again and (again.uuid, again.phone, again.id_number) == (known, "13847500001", NEW)
    assert again.gacha == "巴彦花嘎查"


@pytest.mark.parametrize(
    "typed",
    [PersonInput("李明"), PersonInput("王秀英", id_number=WITH_X), PersonInput("王秀英", "单位")],
    ids=["another name", "another number", "another kind"],
)
def test_a_choice_does_not_make_somebody_else_the_same(
    office: TestOffice, typed: PersonInput
) -> None:
    first = receptions.open_visit(office.clerk, PersonInput("王秀英", id_number=NEW)).applicant
    assert first
    chosen = PersonInput(typed.name, typed.kind, id_number=typed.id_number, known=first.uuid)
    other = receptions.open_visit(office.clerk, chosen).applicant
    assert other and other.uuid != first.uuid


def test_a_known_number_under_another_name_says_whose_it_is(office: TestOffice) -> None:
    receptions.open_visit(office.clerk, PersonInput("敖登格日乐", id_number=NEW))
    with pytest.raises(OtherName, match=r"已登记为“敖登格日乐”.*更正姓名") as refused:
        receptions.open_visit(office.clerk, PersonInput("敖登格日勒", id_number=OLD))
    assert (refused.value.field, refused.value.known.name) == ("id_number", "敖登格日乐")
    assert Person.select().count() == 1


def test_a_corrected_name_is_found_by_its_new_writing(office: TestOffice) -> None:
    seen = receptions.open_visit(office.clerk, PersonInput("敖登格日乐", id_number=NEW)).applicant
    assert seen
    for name, reason, field in (
        ("敖登格日勒", "", "reason"), ("", "更名", "name"), ("敖登格日乐", "更名", "name"),
    ):  # fmt: skip
        with pytest.raises(FieldError) as refused:
            correct_name(office.clerk, seen.uuid, name, reason)
        assert refused.value.field == field
    assert correct_name(office.clerk, seen.uuid, "阿登格日勒", "证件上更名").name == "阿登格日勒"
    assert people.find("adgrl") and not people.find("敖登格日乐")
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []


def test_a_case_that_has_ended_keeps_the_name_on_its_papers(office: TestOffice) -> None:
    ended = office.received(BIRTH, name="敖登格日乐", id_number=NEW)
    cases.finish_at_once(office.clerk, ended, "已登记")
    running = office.received(TRANSFER, name="敖登格日乐", id_number=NEW)
    office.clock.advance(minutes=5)
    applicant = casefile.load(office.clerk, running).applicant
    correct_name(office.clerk, applicant.uuid, "敖登格日勒", "异体字")
    assert casefile.load(office.clerk, ended).applicant.name == "敖登格日乐"
    assert casefile.load(office.clerk, running).applicant.name == "敖登格日勒"
    cases.deliver(office.clerk, ended, cases.DeliveryInput("本人领取"), stub=True)
    assert "敖登格日乐" in printed("送达回证")
    cases.accept(office.clerk, running, "须核对")
    assert "敖登格日勒" in printed("受理通知书")


# Organisations and traders ------------------------------------------------------------------------


def test_an_organisation_is_printed_with_its_code_and_who_speaks_for_it(
    office: TestOffice,
) -> None:
    office.accepted(
        TRANSFER, "绿源农牧业有限公司", kind=ORGANISATION, id_number=company(),
        contact="何文彬", phone="0475-4212399",
    )  # fmt: skip
    assert beside("受理通知书", "联系人") == "何文彬"
    assert beside("受理通知书", "信用代码") == company()
    assert [one.name for one in people.find("何文彬")] == ["绿源农牧业有限公司"]


def test_a_trader_is_printed_with_whoever_runs_the_business(office: TestOffice) -> None:
    office.accepted(TRANSFER, "巴彦花小卖部", kind=TRADER, contact="王秀英")
    assert beside("受理通知书", "经营者") == "王秀英"


@pytest.mark.parametrize(
    "kind, title", [(PERSON, "姓名"), (ORGANISATION, "单位名称"), (TRADER, "字号名称")]
)
def test_a_missing_name_is_asked_for_by_its_own_word(
    office: TestOffice, kind: str, title: str
) -> None:
    with pytest.raises(FieldError, match=f"请填写{title}。"):
        receptions.open_visit(office.clerk, PersonInput("", kind))


def test_a_contact_typed_before_the_kind_was_changed_is_not_stored(office: TestOffice) -> None:
    seen = receptions.open_visit(office.clerk, PersonInput("王秀英", PERSON, contact="a\tb"))
    assert seen.applicant and seen.applicant.contact == ""


# Who comes for somebody else ----------------------------------------------------------------------


def test_a_guardian_is_named_as_one_on_paper_and_signs_as_one(office: TestOffice) -> None:
    child = PersonInput("包小花", id_number=resident("20150301"))
    mother = AgentInput(PersonInput("萨日娜"), "母亲", "户口簿", GUARDIAN)
    reception = receptions.open_visit(office.clerk, child, mother).uuid
    case = office.take(TRANSFER, reception, "代理")
    assert beside("收件回执", "监护人") == "萨日娜（母亲，凭户口簿）"
    assert "监护人（萨日娜）签字：" in printed("收件回执")
    agent = casefile.load(office.clerk, case).agent
    assert agent and (agent.title, agent.relation, agent.authority) == ("监护人", "母亲", "户口簿")


def test_somebody_of_the_gacha_is_no_guardian(office: TestOffice) -> None:
    who = AgentInput(PersonInput("朝鲁"), "嘎查会计", "申请人委托书", GACHA)
    reception = receptions.open_visit(office.clerk, PersonInput("敖登"), who).uuid
    office.take(TRANSFER, reception, "代理")
    assert "代办人（朝鲁）签字：" in printed("收件回执")


@pytest.mark.parametrize(
    "agent, field, words",
    [
        (AgentInput(PersonInput("萨日娜"), "", "户口簿", GUARDIAN), "agent.relation", "请填写"),
        (AgentInput(PersonInput("萨日娜"), "母亲", " ", GUARDIAN), "agent.authority", "请填写"),
        (AgentInput(PersonInput("萨日娜"), "母亲", "户口簿", "亲戚"), "agent.kind", "请选择"),
    ],
    ids=["no relation", "no proof", "no such kind"],
)
def test_whoever_comes_for_somebody_says_by_what_right(
    office: TestOffice, agent: AgentInput, field: str, words: str
) -> None:
    with pytest.raises(FieldError, match=words) as refused:
        receptions.open_visit(office.clerk, PersonInput("包小花"), agent)
    assert refused.value.field == field
    assert Person.select().count() == 0


def test_an_organisation_has_no_guardian(office: TestOffice) -> None:
    agent = AgentInput(PersonInput("萨日娜"), "经理", "营业执照", GUARDIAN)
    with pytest.raises(FieldError, match="单位没有监护人") as refused:
        receptions.open_visit(office.clerk, PersonInput("绿源公司", ORGANISATION), agent)
    assert refused.value.field == "agent.kind"
