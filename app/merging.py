"""One person, one record: a name corrected, and two records of the same person made one.

Nothing that was printed changes, and a case that has ended keeps the name that its papers bear.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from peewee import fn

from app import people, texts
from app.case_table import OPEN
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.people import NAMES, PersonView
from app.pinyin import initials
from models.cases import Case, Party, Reception, Telling
from models.people import Person

# Why somebody is written otherwise than before; anything else may be typed.
REASONS = ("证件上更名", "异体字", "登记时写错", "蒙古文译名写法不同")
CHOICES = ("name", "phone", "gacha", "address")


@operation("更正姓名")
def correct_name(tx: Transaction, person: str, name: str, reason: str) -> PersonView:
    """Write the person's name as their papers do. Raises FieldError."""
    row = _living(person)
    name = texts.clean("name", NAMES[row.kind], name, limit=60)
    why = texts.clean("reason", "更正的原因", reason, limit=100)
    if name == row.name:
        raise FieldError("name", "姓名没有变，不用更正。请核对证件后改，或关上这一张。")
    before, row.name, row.pinyin = row.name, name, initials(name)
    tx.save(row)
    tx.note(row, reason=why, name_before=before)
    return people.view(row)


@dataclass(frozen=True)
class Side:
    """One of two records, and what refers to it."""

    person: PersonView
    cases: tuple[str, ...]
    receptions: int


def compare(one: str, other: str) -> tuple[Side, Side]:
    """Both records, the one to be kept first: the one with an ID number, else the older one.

    Raises RuleError where they cannot be the same person.
    """
    kept, gone = _pair(one, other)
    return _side(kept), _side(gone)


def _side(row: Any) -> Side:
    numbers = Case.select(Case.number).where((Case.applicant == row) | (Case.agent == row))
    seen = Reception.select().where((Reception.applicant == row) | (Reception.agent == row))
    return Side(
        people.view(row), tuple(case.number for case in numbers.order_by(Case.id)), seen.count()
    )


def _pair(one: str, other: str) -> tuple[Any, Any]:
    first, second = _living(one), _living(other)
    if first == second:
        raise RuleError("这两条记录已经是同一个人。", instead="不用合并。")
    if first.kind != second.kind:
        raise RuleError(
            f"一条是{first.kind}，一条是{second.kind}，不能合并。", instead="请分别登记。"
        )
    if first.id_number and second.id_number and first.id_number != second.id_number:
        raise RuleError(
            "两条记录的证件号码不同，不是同一个人，不能合并。",
            instead="请逐个核对证件。",
        )
    pair = (first, second)
    kept = next((row for row in pair if row.id_number), min(pair, key=lambda row: row.id))
    return kept, second if kept == first else first


def _living(uuid: str) -> Any:
    row = people.fetch(uuid)
    if row is None:
        raise RuleError("没有这个人的记录。", instead="请重新查找。")
    return row


@operation("合并人员")
def merge(
    tx: Transaction, one: str, other: str, stays: Mapping[str, str], reason: str
) -> PersonView:
    """Make two records one. `stays` gives name, phone, gacha and address, each as one of the
    two has it. Open cases, receptions and tellings go over to the record that is kept; the
    other stays as it is, for what has ended, and is never found again.

    Raises RuleError for two who cannot be one, FieldError.
    """
    kept, gone = _pair(one, other)
    why = texts.clean("reason", "合并的原因", reason, limit=100)
    for name in CHOICES:
        value = stays.get(name, getattr(kept, name))
        if value not in (getattr(kept, name), getattr(gone, name)):
            raise FieldError(name, "请在两条记录里选一个。")
        if value != getattr(kept, name):
            setattr(kept, name, value)
    kept.pinyin = initials(kept.name)
    _take_over(kept, gone)
    tx.save(kept)
    for row in _moved(kept, gone):
        tx.save(row)
    gone.merged_into = kept
    tx.save(gone)
    tx.note(kept, reason=why, merged=gone.uuid)
    return people.view(kept)


def _take_over(kept: Any, gone: Any) -> None:
    """What only the other record knows."""
    if not kept.id_number and gone.id_number:  # the kept one has it by choice of `_pair`
        kept.id_kind, kept.id_number = gone.id_kind, gone.id_number
    if kept.birth is None and gone.birth is not None:
        kept.birth, kept.sex = gone.birth, gone.sex
    if not kept.contact and gone.contact:
        kept.contact = gone.contact
    if not kept.household and gone.household:
        kept.household, kept.household_role = gone.household, gone.household_role


_OPEN = Case.state.in_([state.value for state in OPEN])
# What refers to a person, and goes over to the record that is kept. What has ended stays.
_REFERENCES: tuple[tuple[Any, Any], ...] = (
    (Case.applicant, _OPEN), (Case.agent, _OPEN), (Reception.applicant, True),
    (Reception.agent, True), (Telling.person, True), (Person.merged_into, True),
)  # fmt: skip


def _moved(kept: Any, gone: Any) -> Iterator[Any]:
    """Everything that is to refer to `kept` instead of `gone`, changed but not yet saved."""
    for field, which in _REFERENCES:
        for row in list(field.model.select().where(field == gone, which)):
            setattr(row, field.name, kept)
            if field.model in (Case, Reception) and row.applicant_id == row.agent_id:
                raise RuleError(
                    "有一次接待里，一条是申请人，另一条是代办的人，不会是同一个人。",
                    instead="请核对证件，不要合并。",
                )
            yield row
    both = Party.select(Party.reception).where(Party.person == kept)
    for row in list(Party.select().where(Party.person == gone, Party.reception.not_in(both))):
        row.person = kept
        yield row


Pair = tuple[PersonView, PersonView]


def suspects(uuids: Collection[str] = (), most: int = 50) -> tuple[Pair, ...]:
    """Pairs of records that may be the same person: the same name, the same phone or gacha, and
    no ID numbers that say otherwise; of the people in `uuids`, or of all."""
    living = Person.merged_into.is_null()
    again = Person.select(Person.name).where(living).group_by(Person.name)
    rows = Person.select().where(living, Person.name.in_(again.having(fn.COUNT(Person.id) > 1)))
    if uuids:
        rows = rows.where(Person.name.in_(Person.select(Person.name).where(Person.uuid.in_(uuids))))
    by_name: dict[str, list[Any]] = {}
    for row in rows.order_by(Person.id):
        by_name.setdefault(row.name, []).append(row)
    found = [
        (people.view(one), people.view(other))
        for same in by_name.values()
        for one, other in combinations(same, 2)
        if _alike(one, other) and (not uuids or {one.uuid, other.uuid} & set(uuids))
    ]
    return tuple(found[:most])


def _alike(one: Any, other: Any) -> bool:
    if one.kind != other.kind:
        return False
    if one.id_number and other.id_number:
        return bool(one.id_number == other.id_number)
    phone, gacha = one.phone and one.phone == other.phone, one.gacha and one.gacha == other.gacha
    return bool(phone or gacha)
