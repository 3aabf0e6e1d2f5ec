"""Applicants: checked once on the way in, known ones found again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app import identity, texts
from app.errors import FieldError
from app.journal import Transaction
from app.pinyin import initials
from models.people import Person

PERSON, ORGANISATION, TRADER = "个人", "单位", "个体工商户"
KINDS = (PERSON, ORGANISATION, TRADER)


@dataclass(frozen=True)
class PersonInput:
    """One person as typed. Everything but the name may be missing: no ID or phone never
    blocks (design §4), it is listed until made good."""

    name: str = ""
    kind: str = PERSON
    id_kind: str = identity.RESIDENT
    id_number: str = ""
    phone: str = ""
    gacha: str = ""
    address: str = ""
    contact: str = ""


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

    @property
    def line(self) -> str:
        """Masked, for the head of a page: ID, phone and gacha, as far as known."""
        parts = (texts.mask_id(self.id_number), texts.mask_phone(self.phone), self.gacha)
        return " · ".join(part for part in parts if part)


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
    )


def checked(person: PersonInput, today: date, prefix: str = "") -> PersonInput:
    """`person` with every field checked. Raises FieldError naming `prefix` + the field."""
    if person.kind not in KINDS:
        raise FieldError(prefix + "kind", "请选择申请人类别。")
    label = "姓名" if person.kind == PERSON else "名称"
    name = texts.clean(prefix + "name", label, person.name, limit=60)
    number = texts.clean(
        prefix + "id_number", "证件号码", person.id_number, limit=40, required=False
    )
    id_kind = person.id_kind if person.kind == PERSON else identity.ORGANISATION
    if number and id_kind == identity.RESIDENT:
        number = identity.resident(prefix + "id_number", number, today).number
    elif number and id_kind == identity.ORGANISATION:
        number = identity.organisation(prefix + "id_number", number)
    return PersonInput(
        name=name,
        kind=person.kind,
        id_kind=id_kind,
        id_number=number,
        phone=texts.phone(prefix + "phone", person.phone),
        gacha=texts.clean(prefix + "gacha", "嘎查", person.gacha, limit=30, required=False),
        address=texts.clean(prefix + "address", "住址", person.address, limit=120, required=False),
        contact=texts.clean(prefix + "contact", "联系人", person.contact, limit=60, required=False),
    )


def record(tx: Transaction, person: PersonInput, prefix: str = "") -> Any:
    """The row for `person`: the known one, brought up to date, or a new one.

    Known means the same ID number and the same name. The same number under another name is
    refused: one of the two is wrong, and only the clerk can see which.
    """
    right = checked(person, tx.now.date(), prefix)
    row = _known(right, prefix)
    fields = {name: getattr(right, name) for name in PersonInput.__dataclass_fields__}
    if row is None:
        row = Person(**fields, pinyin=initials(right.name))
    else:
        for name, value in fields.items():
            if value and value != getattr(row, name):
                setattr(row, name, value)
    if right.id_kind == identity.RESIDENT and right.id_number and row.birth is None:
        told = identity.resident(prefix + "id_number", right.id_number, tx.now.date())
        row.birth, row.sex = told.birth, told.sex
    tx.save(row)
    return row


def _known(person: PersonInput, prefix: str) -> Any:
    if not person.id_number:
        return None
    row: Any = Person.get_or_none(Person.id_number == person.id_number)
    if row is not None and row.name != person.name:
        raise FieldError(
            prefix + "id_number",
            f"这个号码已登记为“{row.name}”，与“{person.name}”不同。请核对证件，看是姓名还是号码输错。",
        )
    return row


def find(text: str, most: int = 8) -> tuple[PersonView, ...]:
    """People whose name, initials, phone or ID begin or end like `text`; newest first."""
    key = text.strip()
    if not 2 <= len(key) <= 60:  # no name is longer, and SQLite takes no endless pattern
        return ()
    query = Person.select().where(
        (Person.name.contains(key))
        | (Person.pinyin.contains("|" + key.lower()))
        | (Person.phone.startswith(key))
        | (Person.phone.endswith(key))
        | (Person.id_number.endswith(key.upper()))
        | (Person.id_number == key.upper())
    )
    return tuple(view(row) for row in query.order_by(Person.id.desc()).limit(most))
