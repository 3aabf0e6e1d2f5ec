"""Applicants: checked once on the way in, known ones found again."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app import identity, texts
from app.errors import FieldError
from app.journal import Transaction
from app.pinyin import initials
from models.people import Person

PERSON, ORGANISATION, TRADER = "个人", "单位", "个体工商户"
KINDS = (PERSON, ORGANISATION, TRADER)
# What a name and a contact are called, by kind.
NAMES = {PERSON: "姓名", ORGANISATION: "单位名称", TRADER: "字号名称"}
CONTACTS = {ORGANISATION: "联系人", TRADER: "经营者"}


@dataclass(frozen=True)
class PersonInput:
    """One person as typed. Everything but the name may be missing: no ID or phone never
    blocks (design §4), it is listed until made good. `known` is the UUID of the record that
    the clerk chose, "" for somebody typed anew."""

    name: str = ""
    kind: str = PERSON
    id_kind: str = identity.RESIDENT
    id_number: str = ""
    phone: str = ""
    gacha: str = ""
    address: str = ""
    contact: str = ""
    known: str = ""


@dataclass(frozen=True)
class PersonView:
    """One person as known."""

    uuid: str
    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    gacha: str
    address: str
    contact: str
    birth: date | None
    sex: str
    household: str

    @property
    def line(self) -> str:
        """Masked, for the head of a page: ID, phone and gacha, as far as known."""
        parts = (texts.mask_id(self.id_number), texts.mask_phone(self.phone), self.gacha)
        return " · ".join(part for part in parts if part)

    @property
    def place(self) -> str:
        """Where they live, the gacha once."""
        begun = self.address.startswith(self.gacha)
        return self.address if begun else self.gacha + self.address


def view(row: Any) -> PersonView:
    """The row as a plain value."""
    return PersonView(
        uuid=row.uuid,
        kind=row.kind,
        name=row.name,
        id_kind=row.id_kind,
        id_number=row.id_number,
        phone=row.phone,
        gacha=row.gacha,
        address=row.address,
        contact=row.contact,
        birth=row.birth,
        sex=row.sex,
        household=row.household,
    )


class OtherName(FieldError):
    """The number is known, under another name; `known` is whose it is."""

    def __init__(self, field: str, known: PersonView, typed: str) -> None:
        super().__init__(
            field,
            f"这个号码已登记为“{known.name}”，与“{typed}”不同。"
            "请核对证件：号码输错的改号码，姓名写法不同的更正姓名。",
        )
        self.known = known


def checked(person: PersonInput, today: date, prefix: str = "") -> PersonInput:
    """`person` with every field checked. Raises FieldError naming `prefix` + the field."""
    if person.kind not in KINDS:
        raise FieldError(prefix + "kind", "请选择申请人类别。")
    name = texts.clean(prefix + "name", NAMES[person.kind], person.name, limit=60)
    number = texts.clean(
        prefix + "id_number", "证件号码", person.id_number, limit=40, required=False
    )
    id_kind = person.id_kind if person.kind == PERSON else identity.ORGANISATION
    if number and id_kind == identity.RESIDENT:
        number = identity.resident(prefix + "id_number", number, today).number
    elif number and id_kind == identity.ORGANISATION:
        number = identity.organisation(prefix + "id_number", number)
    contact = ""
    if title := CONTACTS.get(person.kind):
        contact = texts.clean(prefix + "contact", title, person.contact, limit=60, required=False)
    return replace(
        person,
        name=name,
        id_kind=id_kind,
        id_number=number,
        phone=texts.phone(prefix + "phone", person.phone),
        gacha=texts.clean(prefix + "gacha", "嘎查", person.gacha, limit=30, required=False),
        address=texts.clean(prefix + "address", "住址", person.address, limit=120, required=False),
        contact=contact,
    )


# What a record takes over from what was typed.
_STORED = ("name", "kind", "id_kind", "id_number", "phone", "gacha", "address", "contact")


def record(tx: Transaction, person: PersonInput, prefix: str = "") -> Any:
    """The row for `person`: the known one, brought up to date, or a new one.

    Known is whoever has the same ID number, else whom the clerk chose. The same number under
    another name raises OtherName: one of the two is wrong, and only the clerk can see which.
    """
    right = checked(person, tx.now.date(), prefix)
    row = _known(right, prefix)
    if row is None:
        row = Person(pinyin=initials(right.name))
    for name in _STORED:
        value = getattr(right, name)
        if value and value != getattr(row, name):
            setattr(row, name, value)
    if right.id_kind == identity.RESIDENT and right.id_number and row.birth is None:
        told = identity.resident(prefix + "id_number", right.id_number, tx.now.date())
        row.birth, row.sex = told.birth, told.sex
    tx.save(row)
    return row


def _known(person: PersonInput, prefix: str) -> Any:
    if person.id_number:
        row: Any = with_number(person.id_number)
        if row is not None and row.name != person.name:
            raise OtherName(prefix + "id_number", view(row), person.name)
        if row is not None:
            return row
    row = fetch(person.known) if person.known else None
    if row is None or (row.name, row.kind) != (person.name, person.kind):
        return None
    return None if row.id_number and person.id_number else row


def with_number(number: str) -> Any:
    """The living record with this ID number, or None."""
    return Person.get_or_none(Person.id_number == number, Person.merged_into.is_null())


def fetch(uuid: str) -> Any:
    """The row, or the one that it was merged into; None where there is none."""
    row: Any = Person.get_or_none(Person.uuid == uuid)
    return row and (row.merged_into or row)


def find(text: str, most: int = 8) -> tuple[PersonView, ...]:
    """People by name, initials, contact, first or last digits of phone, last ones of the ID;
    newest first. Who was merged into somebody else is not found again."""
    key = text.strip()
    if not 2 <= len(key) <= 60:  # no name is longer, and SQLite takes no endless pattern
        return ()
    query = Person.select().where(matches(key), Person.merged_into.is_null())
    return tuple(view(row) for row in query.order_by(Person.id.desc()).limit(most))


def matches(key: str) -> Any:
    """The condition that a record is somebody whom `key` may mean."""
    wanted = (
        Person.name.contains(key)
        | Person.pinyin.contains("|" + key.lower())
        | Person.contact.contains(key)
    )
    if len(key) >= 4:  # fewer digits end many a number
        wanted |= Person.phone.startswith(key) | Person.phone.endswith(key)
        wanted |= Person.id_number.endswith(identity.modern(key))
    return wanted
