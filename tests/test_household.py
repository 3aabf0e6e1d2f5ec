"""A household applies together: recorded, printed, remembered, told once."""

from itertools import product

import pytest

from app import casefile, cases, households, lists, receptions, tellings, verify
from app.errors import FieldError
from app.households import HEAD, RELATIONS, relation
from app.parties import PartyInput
from app.people import ORGANISATION, PersonInput
from models.cases import Party, Telling
from models.people import Person
from tests.office import TestOffice, beside, printed
from tests.test_people import resident

BENEFIT, TRANSFER = "05", "16"
WIFE, SON = resident("19700101", order="124"), resident("20100601", order="113")
HUSBAND = resident("19680305", order="111")


def family(office: TestOffice, *others: tuple[str, str, str], name: str = "李明",
           number: str = HUSBAND) -> receptions.ReceptionView:  # fmt: skip
    """Somebody came with `others` (name, number, relation)."""
    parties = [PartyInput(PersonInput(one, id_number=id_), said) for one, id_, said in others]
    person = PersonInput(name, id_number=number)
    return receptions.open_visit(office.clerk, person, None, parties)


def known(name: str) -> str:
    return str(Person.get(Person.name == name).uuid)


def lives_with(name: str) -> dict[str, str]:
    return {one.name: said for one, said in households.members(known(name))}


def test_a_household_stands_on_every_paper_of_its_case(office: TestOffice) -> None:
    seen = family(office, ("王秀英", WIFE, "配偶"), ("李小明", SON, "儿子"))
    case = office.take(TRANSFER, seen.uuid)
    said = "王秀英（配偶）、李小明（儿子）"
    assert beside("收件回执", "共同申请人") == said
    cases.answer(office.clerk, case, office.all_received(TRANSFER))
    cases.accept(office.clerk, case, "须核对")
    assert beside("受理通知书", "共同申请人") == said
    view = casefile.load(office.clerk, case)
    assert [one.text for one in view.parties] == ["王秀英（配偶）", "李小明（儿子）"]
    cases.refuse(office.clerk, case, "超过承包期", "第三十八条")
    assert beside("否定报备表", "共同申请人") == said
    assert [row.uuid for row in lists.search(office.clerk, "wxy")] == [case]


def test_one_applicant_alone_has_papers_without_that_line(office: TestOffice) -> None:
    office.take(TRANSFER, family(office).uuid)
    assert "共同申请人" not in printed("收件回执")
    assert Person.get().household == ""


def test_who_came_together_is_known_to_live_together(office: TestOffice) -> None:
    family(office, ("王秀英", WIFE, "妻子"), ("李小明", SON, "子女"))
    assert lives_with("李明") == {"王秀英": "配偶", "李小明": "子女"}
    assert lives_with("王秀英") == {"李明": "配偶", "李小明": "子女"}
    assert lives_with("李小明") == {"李明": "父母", "王秀英": "父母"}


def test_a_household_grows_from_whoever_comes_next(office: TestOffice) -> None:
    family(office, ("王秀英", WIFE, "配偶"))
    family(office, ("李小明", SON, "子女"), name="王秀英", number=WIFE)
    assert lives_with("李明") == {"王秀英": "配偶", "李小明": "子女"}
    family(office, ("李小红", "", "姐姐"), ("李明", HUSBAND, "父亲"), name="李小明", number=SON)
    assert lives_with("李小红") == {"李明": "父母", "王秀英": "父母", "李小明": "兄弟姐妹"}
    assert len({row.household for row in Person.select()}) == 1


def test_somebody_new_joins_the_household_of_those_they_bring(office: TestOffice) -> None:
    family(office, ("王秀英", WIFE, "配偶"))
    family(office, ("李明", HUSBAND, "父母"), name="李小明", number=SON)
    assert lives_with("李明") == {"王秀英": "配偶", "李小明": "子女"}


def test_whoever_moves_belongs_to_one_household_only(office: TestOffice) -> None:
    groom = resident("19990909")
    family(office, ("李小红", SON, "子女"))
    family(office, ("白玉", "", "父母"), name="白音", number=groom)
    family(office, ("李小红", SON, "配偶"), name="白音", number=groom)
    assert lives_with("李明") == {}
    assert lives_with("白音") == {"白玉": "父母", "李小红": "配偶"}


def test_who_applies_too_without_being_family_lives_elsewhere(office: TestOffice) -> None:
    seen = family(office, ("何文彬", "", households.JOINT))
    assert [one.text for one in seen.parties] == ["何文彬（共同申请人）"]
    assert lives_with("李明") == {} and Person.get(Person.name == "何文彬").household == ""


def test_an_organisation_has_no_family(office: TestOffice) -> None:
    who = PersonInput("绿源公司", ORGANISATION)
    receptions.open_visit(office.clerk, who, None, [PartyInput(PersonInput("李明"), "配偶")])
    assert not Person.select().where(Person.household != "").exists()


@pytest.mark.parametrize("one, other", list(product((HEAD, *RELATIONS), repeat=2)))
def test_what_two_members_are_to_one_another_fits_both_ways(one: str, other: str) -> None:
    if HEAD == one == other:
        return  # there is one head only
    there, back = relation(one, other), relation(other, one)
    turned = {"子女": "父母", "父母": "子女", "孙子女": "祖父母", "祖父母": "孙子女"}
    assert there in (*RELATIONS, HEAD) and back == turned.get(there, there)


def test_lines_without_a_name_say_nothing(office: TestOffice) -> None:
    seen = family(office, ("", "", "配偶"), ("李小明", SON, "子女"), (" ", " ", ""))
    assert [one.person.name for one in seen.parties] == ["李小明"]


@pytest.mark.parametrize(
    "others, field, words",
    [
        ([("李小明", SON, "")], "party.0.relation", "请填写与申请人关系"),
        ([("", SON, "子女")], "party.0.name", "请填写姓名"),
        ([("", "", ""), ("李小明", "123", "子女")], "party.1.id_number", "18 位"),
        ([("李明", HUSBAND, "配偶")], "party.0.name", "申请人本人"),
        ([("李小明", SON, "子女"), ("李小明", SON, "子女")], "party.1.name", "前面已经填过"),
        ([("李明明", HUSBAND, "子女")], "party.0.id_number", "已登记为“李明”"),
    ],
    ids=["no relation", "no name", "bad number", "the applicant", "twice", "another name"],
)
def test_a_wrong_line_is_refused_beside_its_own_field(
    office: TestOffice, others: list[tuple[str, str, str]], field: str, words: str
) -> None:
    with pytest.raises(FieldError, match=words) as refused:
        family(office, *others)
    assert refused.value.field == field
    assert not Person.select().exists()


def test_nobody_applies_together_with_nobody(office: TestOffice) -> None:
    with pytest.raises(FieldError, match="请填写申请人的姓名") as refused:
        receptions.open_visit(office.clerk, None, None, [PartyInput(PersonInput("李小明"), "子女")])
    assert refused.value.field == "name"


@pytest.mark.clause("1.1")
def test_the_family_is_told_once_whoever_of_them_comes(office: TestOffice) -> None:
    seen = family(office, ("王秀英", WIFE, "配偶"))
    matter = office.matter(BENEFIT)
    tellings.tell(office.clerk, seen.uuid, matter, tellings.Way.SHEET)
    wife = receptions.open_visit(office.clerk, PersonInput("王秀英", id_number=WIFE)).uuid
    assert tellings.tell(office.clerk, wife, matter, tellings.Way.PRINTED).already
    assert not tellings.was_told(office.clerk, wife, office.matter(TRANSFER))
    stranger = office.visit("包玉兰")
    assert not tellings.was_told(office.clerk, stranger, matter)
    assert Telling.select().count() == 1
    tellings.went_home(office.clerk, wife)


def test_a_household_leaves_whole_chains(office: TestOffice) -> None:
    family(office, ("王秀英", WIFE, "配偶"), ("李小明", SON, "子女"))
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []


def test_a_party_that_was_taken_out_is_named(office: TestOffice) -> None:
    family(office, ("王秀英", WIFE, "配偶"))
    Party.delete().execute()
    office.store.close()
    (finding, *_) = verify.verify(office.store.folder)[0]
    assert finding.startswith("共同申请人（") and "被删除" in finding
