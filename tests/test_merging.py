"""Two records of one person made one, with care: what moves, what stays, what is refused."""

import pytest

from app import batches, casefile, cases, day, documents, lists, people, receptions, verify
from app.clock import office_time
from app.errors import FieldError, RuleError
from app.merging import compare, merge, suspects
from app.parties import GACHA, AgentInput, PartyInput
from app.people import ORGANISATION, PersonInput, PersonView
from app.tellings import Way, tell, was_told
from models.cases import Case, Party, Reception, Telling
from models.journal import Event
from models.people import Person
from tests.office import TestOffice, beside
from tests.test_people import NEW, resident

BIRTH, TRANSFER = "11", "16"
OTHER = resident("19820304")
SAME = {"name": "王秀英"}


def came(office: TestOffice, name: str = "王秀英", **person: str) -> PersonView:
    seen = receptions.open_visit(office.clerk, PersonInput(name, **person)).applicant
    assert seen is not None
    return seen


def load(uuid: str) -> PersonView:
    return people.view(Person.get(Person.uuid == uuid))


def test_what_refers_to_the_one_goes_over_to_the_other(office: TestOffice) -> None:
    kept = came(office, id_number=NEW, phone="13847500001")
    running = office.accepted(TRANSFER, "王秀英", phone="13847500001", gacha="巴彦花嘎查")
    gone = casefile.load(office.clerk, running).applicant
    assert gone.uuid != kept.uuid
    left, right = compare(gone.uuid, kept.uuid)
    assert (left.person, right.person) == (load(kept.uuid), load(gone.uuid))
    assert (left.cases, left.receptions) == ((), 1)
    assert (right.cases, right.receptions) == (("固便办〔2026〕1号",), 1)
    made = merge(office.clerk, gone.uuid, kept.uuid, {"gacha": "巴彦花嘎查"}, "同一个人")
    assert (made.uuid, made.gacha, made.id_number) == (kept.uuid, "巴彦花嘎查", NEW)
    assert casefile.load(office.clerk, running).applicant == made
    for model, field in ((Case, "applicant"), (Reception, "applicant"), (Telling, "person")):
        assert {getattr(row, field).uuid for row in model.select()} == {kept.uuid}
    assert Person.get(Person.uuid == gone.uuid).merged_into.uuid == kept.uuid
    assert people.find("王秀英") == (made,)
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []


def test_what_has_ended_stays_and_is_still_found(office: TestOffice) -> None:
    ended = office.received(BIRTH, name="王秀英", phone="13847500001")
    cases.finish_at_once(office.clerk, ended, "已登记")
    gone = casefile.load(office.clerk, ended).applicant
    kept = came(office, "王秀莹", id_number=NEW, phone="13847500001")
    office.clock.advance(minutes=1)
    merge(office.clerk, kept.uuid, gone.uuid, {"name": "王秀莹"}, "证件上更名")
    assert casefile.load(office.clerk, ended).applicant.name == "王秀英"
    cases.deliver(office.clerk, ended, cases.DeliveryInput("本人领取"), stub=True)
    assert beside("送达回证", "申请人") == "王秀英"
    for text in ("王秀英", "王秀莹", NEW[-6:]):
        assert [row.uuid for row in lists.search(office.clerk, text)] == [ended], text


def test_nothing_that_was_printed_changes(office: TestOffice) -> None:
    running = office.accepted(TRANSFER, "王秀英", phone="13847500001")
    number = next(one.number for one in documents.listed() if one.kind == "受理通知书")
    before = documents.pdf(number)
    gone = casefile.load(office.clerk, running).applicant
    kept = came(office, "王秀莹", id_number=NEW)
    merge(office.clerk, kept.uuid, gone.uuid, {"name": "王秀莹"}, "异体字")
    assert documents.pdf(number) == before
    assert casefile.load(office.clerk, running).applicant.name == "王秀莹"


def test_the_merged_record_is_never_filled_in_again(office: TestOffice) -> None:
    one, other = came(office, phone="13847500001"), came(office, phone="13847500001")
    assert one.uuid != other.uuid
    kept = merge(office.clerk, one.uuid, other.uuid, {}, "登记了两次")
    again = came(office, known=other.uuid)
    assert again.uuid == kept.uuid == one.uuid
    assert suspects() == ()


def test_the_choices_are_the_two_that_there_are(office: TestOffice) -> None:
    one = came(office, phone="13847500001", gacha="巴彦花嘎查", address="一组")
    other = came(office, phone="13847500002", gacha="巴彦花嘎查", address="二组")
    with pytest.raises(FieldError, match="两条记录里选") as refused:
        merge(office.clerk, one.uuid, other.uuid, {"phone": "13900000000"}, "同一个人")
    assert refused.value.field == "phone"
    with pytest.raises(FieldError, match="请填写合并的原因") as refused:
        merge(office.clerk, one.uuid, other.uuid, {}, " ")
    assert refused.value.field == "reason"
    made = merge(
        office.clerk, one.uuid, other.uuid, {"phone": "13847500002", "address": "二组"}, "同一人"
    )
    assert (made.phone, made.address) == ("13847500002", "二组")


def test_a_number_that_only_one_record_has_is_kept(office: TestOffice) -> None:
    older = came(office, phone="13847500001")
    newer = came(office, id_number=NEW, phone="13847500001")
    made = merge(office.clerk, older.uuid, newer.uuid, {}, "同一个人")
    assert (made.uuid, made.id_number, str(made.birth)) == (newer.uuid, NEW, "1949-01-01")


@pytest.mark.parametrize(
    "person, words",
    [
        ({"id_number": OTHER}, "证件号码不同"),
        ({"kind": ORGANISATION}, "不能合并"),
        (None, "已经是同一个人"),
    ],
    ids=["another number", "another kind", "the same record"],
)
def test_who_cannot_be_the_same_is_not_made_the_same(
    office: TestOffice, person: dict[str, str] | None, words: str
) -> None:
    one = came(office, id_number=NEW)
    other = came(office, **person) if person else one
    events = Event.select().count()
    for attempt in (
        lambda: compare(one.uuid, other.uuid),
        lambda: merge(office.clerk, one.uuid, other.uuid, SAME, "同一个人"),
    ):
        with pytest.raises(RuleError, match=words) as refused:
            attempt()
        assert refused.value.instead
    assert Event.select().count() == events


def test_whoever_came_for_somebody_is_not_that_somebody(office: TestOffice) -> None:
    agent = AgentInput(PersonInput("王秀英", phone="13847500001"), "邻居", "委托书")
    seen = receptions.open_visit(office.clerk, PersonInput("王秀英", phone="13847500001"), agent)
    assert seen.applicant and seen.agent
    with pytest.raises(RuleError, match="另一条是代办的人"):
        merge(office.clerk, seen.applicant.uuid, seen.agent.person.uuid, {}, "同一个人")
    assert not Person.select().where(Person.merged_into.is_null(False)).exists()


def test_somebody_listed_twice_in_one_visit_is_shown_once(office: TestOffice) -> None:
    rep = AgentInput(PersonInput("乌云"), "嘎查会计", "介绍信", GACHA)
    seen = batches.open_batch(office.clerk, rep, f"王秀英 {NEW}\n王秀莹 13847500001\n李明")
    one, other, third = (party.person for party in seen.parties)
    merge(office.clerk, one.uuid, other.uuid, {}, "写法不同")
    now = receptions.load(office.clerk, seen.uuid)
    assert [party.person.uuid for party in now.parties] == [one.uuid, third.uuid]
    assert Party.select().count() == 3


def test_the_household_comes_along(office: TestOffice) -> None:
    parties = [PartyInput(PersonInput("李明"), "配偶")]
    seen = receptions.open_visit(office.clerk, PersonInput("王秀英"), None, parties)
    assert seen.applicant
    kept = came(office, id_number=NEW)
    merge(office.clerk, kept.uuid, seen.applicant.uuid, {}, "同一个人")
    assert Person.get(Person.uuid == kept.uuid).household == seen.applicant.household
    assert Party.get().person.name == "李明"


@pytest.mark.clause("1.1")
def test_who_was_told_under_the_one_record_counts_as_told(office: TestOffice) -> None:
    one, other = came(office, phone="13847500001"), came(office, id_number=NEW)
    first = Reception.get(Reception.applicant == Person.get(Person.uuid == one.uuid)).uuid
    tell(office.clerk, first, office.matter(BIRTH), Way.SHEET)
    merge(office.clerk, one.uuid, other.uuid, {}, "同一个人")
    later = receptions.open_visit(office.clerk, PersonInput("王秀英", id_number=NEW)).uuid
    assert was_told(office.clerk, later, office.matter(BIRTH))


def test_merged_twice_everything_leads_to_the_last(office: TestOffice) -> None:
    one, two, three = (came(office, phone="13847500001") for _ in range(3))
    merge(office.clerk, two.uuid, three.uuid, {}, "同一个人")
    merge(office.clerk, one.uuid, two.uuid, {}, "同一个人")
    assert {row.merged_into and row.merged_into.uuid for row in Person.select()} == {None, one.uuid}


@pytest.mark.parametrize(
    "person, alike",
    [
        ({"phone": "13847500001"}, True),
        ({"gacha": "巴彦花嘎查"}, True),
        ({"phone": "13847500001", "id_number": OTHER}, False),
        ({"phone": "13847500002"}, False),
        ({}, False),
        ({"name": "王秀莹", "phone": "13847500001"}, False),
        ({"kind": ORGANISATION, "phone": "13847500001"}, False),
    ],
)
def test_who_may_be_the_same_person(
    office: TestOffice, person: dict[str, str], alike: bool
) -> None:
    one = came(office, id_number=NEW, phone="13847500001", gacha="巴彦花嘎查")
    other = came(office, **person)
    came(office, "李明", phone="13847500001", gacha="巴彦花嘎查")
    wanted = [{one.uuid, other.uuid}] if alike else []
    assert [{pair[0].uuid, pair[1].uuid} for pair in suspects()] == wanted
    assert [{pair[0].uuid, pair[1].uuid} for pair in suspects([other.uuid])] == wanted


def test_a_closed_day_says_what_it_said(office: TestOffice) -> None:
    """The ledger of a day is read back from its events: a later merging is none of its business."""
    from tests.test_ledger import built

    running = office.accepted(TRANSFER, "王秀英", phone="13847500001")
    gone = casefile.load(office.clerk, running).applicant
    kept = came(office, "王秀莹", id_number=NEW)
    for row in Reception.select().where(Reception.outcome == ""):
        receptions.left(office.clerk, row.uuid, "有事")
    office.clock.set(office_time("2026-11-23T17:35"))
    day.close(office.clerk)
    before = built(office.clerk)
    office.clock.set(office_time("2026-11-24T09:00"))
    merge(office.clerk, kept.uuid, gone.uuid, {"name": "王秀莹"}, "证件上更名")
    after = built(office.clerk)
    assert (before.cases, before.receptions) == (after.cases, after.receptions)
    office.clock.set(office_time("2026-11-24T17:35"))
    day.close(office.clerk)
    (line,) = built(office.clerk, office.clock.now().date()).cases
    assert (line.moves, line.applicant) == ("合并人员", "王**")
