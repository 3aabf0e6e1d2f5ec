"""引导 and 辖区外指引: where the visitor has to go, and that somebody there expects them (2.3)."""

from dataclasses import dataclass
from typing import Any

from app import documents, receptions, texts
from app.errors import FieldError, RuleError
from app.first_asked import common
from app.forms import first_asked
from app.journal import Transaction, operation
from models.first_asked import Referral


@dataclass(frozen=True)
class GuidanceInput:
    """Where in the Sumu a visitor is sent, as typed. `colleague` is a UUID of the directory or
    ""; `called_at` a time of day; `present` whether whoever is needed is there, None while nobody
    has said."""

    matter: str
    office: str
    place: str
    called: str
    called_at: str
    present: bool | None
    colleague: str = ""
    phone: str = ""
    words: str = ""
    bring: str = ""


@dataclass(frozen=True)
class OutsideInput:
    """Which organ outside the Sumu does it, as typed."""

    matter: str
    office: str
    words: str
    place: str = ""
    phone: str = ""
    bring: str = ""


@dataclass(frozen=True)
class Sent:
    """Where the visitor goes; `documents` holds the number of the slip, if one was wanted."""

    office: str
    documents: tuple[str, ...]


@operation("引导")
def guide(tx: Transaction, reception: str, given: GuidanceInput, *, slip: bool = True) -> Sent:
    """Send the visitor to a colleague who was called and is there.

    Raises FieldError; RuleError where whoever is needed is not there: nobody is sent in vain,
    the matter is passed on instead.
    """
    row = common.reception(reception)
    colleague = common.whose(tx, given.colleague)
    record = _record(row, receptions.GUIDED, given)
    record.place = texts.clean("place", "地点、房间", given.place, limit=60)
    record.colleague = colleague
    record.called = texts.clean("called", "打给谁", given.called, limit=60)
    record.called_at = texts.moment("called_at", given.called_at, tx.now)
    if given.present is None:
        raise FieldError("present", "请先打电话联系，再选本人在不在。")
    record.present = given.present
    if not given.present:
        raise RuleError(
            f"{record.called}不在，不能让群众白跑。",
            clause="2.3",
            instead="请改为转交：记下群众的住址、姓名、电话和留言。",
            field="present",
        )
    return _sent(tx, record, slip)


@operation("辖区外指引")
def guide_outside(
    tx: Transaction, reception: str, given: OutsideInput, *, slip: bool = False
) -> Sent:
    """Explain to the visitor who outside the Sumu does it, where, and what to bring.

    Raises FieldError; RuleError for words that only send them away.
    """
    record = _record(common.reception(reception), receptions.OUTSIDE, given)
    record.place = texts.clean("place", "地点", given.place, limit=60, required=False)
    return _sent(tx, record, slip)


def _record(reception: Any, kind: str, given: GuidanceInput | OutsideInput) -> Any:
    """What both have in common, checked."""
    inside = kind == receptions.GUIDED
    return Referral(
        reception=reception,
        kind=kind,
        matter=texts.clean("matter", "群众要办的事", given.matter, limit=300),
        office=texts.clean("office", "承办的站所或单位", given.office, limit=60),
        phone=texts.clean("office_phone", "电话", given.phone, limit=30, required=False),
        words=texts.answer(
            "words", "怎么告诉群众的", given.words, limit=1000, required=not inside, lines=True
        ),
        bring=texts.clean("bring", "要带的材料", given.bring, limit=500, required=False),
    )


def _sent(tx: Transaction, record: Any, slip: bool) -> Sent:
    record.at = tx.now
    reception, number = record.reception, None
    if slip:
        paper = first_asked.slip(tx.desk, record, receptions.view(reception))
        number = record.number = documents.issue(tx, paper, reception=reception)
    tx.save(record)
    receptions.close(tx, reception, record.kind)
    return Sent(record.office, (number,) if number else ())
