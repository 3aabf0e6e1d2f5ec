"""Telling everything at once, before any paper is taken (1.1)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app import catalogue, documents, matters, receptions, texts
from app.desk import Desk
from app.errors import RuleError
from app.forms import notices
from app.journal import Transaction, operation
from app.parties import party_rows
from models.cases import Party, Telling


class Way(StrEnum):
    """How somebody was told. Oral is for telephone enquiries alone and never serves a case."""

    PRINTED = "打印告知单"
    SHEET = "印好的告知单"
    ORAL = "口头（电话）"


@dataclass(frozen=True)
class Told:
    """What `tell` did: the notice's number, or "" where none was due."""

    document: str
    already: bool


def _told(person: Any) -> Any:
    """The written tellings that reached `person`: their own, and those of whoever came for them
    or applied with them."""
    there = Party.select(Party.reception).where(Party.person == person)
    return Telling.select().where(
        (Telling.person == person) | Telling.reception.in_(there), Telling.way != Way.ORAL
    )


def _about(reception: Any) -> list[Any]:
    """Whom the reception is about: its applicant, or all for whom a 嘎查 applies."""
    if reception.applicant is not None:
        return [reception.applicant]
    return [one.person for one in party_rows(reception)]


def _all_told(reception: Any, matter: Any) -> bool:
    """Whether this very version has been told in writing, now or before."""
    here = (Telling.reception == reception) & (Telling.way != Way.ORAL)
    if Telling.select().where(here, Telling.matter == matter).exists():
        return True
    people = _about(reception)
    return bool(people) and all(
        _told(one).where(Telling.matter == matter).exists() for one in people
    )


@operation("一次性告知")
def tell(tx: Transaction, reception: str, matter: str, way: Way, refused: str = "") -> Told:
    """Tell the visitor of `reception` all about `matter` (a version's UUID).

    The same visitor is not told the same version twice. `refused` says why a visitor would
    not take the sheet; it is noted on the stub. Raises RuleError for an oral telling of
    somebody who stands at the desk.
    """
    row, version = receptions.fetch(reception), matters.fetch(matter)
    if way == Way.ORAL and row.channel == receptions.VISIT:
        raise RuleError(
            "来访的群众要给书面告知单，不能只口头告知。",
            clause="1.1",
            instead="请打印告知单，或给一份印好的。",
        )
    if _all_told(row, version):
        return Told("", already=True)
    note = texts.clean("refused", "拒收原因", refused, limit=100, required=False)
    number = ""
    if way == Way.PRINTED:
        entry = catalogue.from_json(version.body)
        paper = notices.telling(tx.desk, entry, receptions.view(row).visitor, note)
        number = documents.issue(tx, paper, reception=row)
    tx.save(
        Telling(
            reception=row,
            person=row.applicant,
            matter=version,
            way=way.value,
            at=tx.now,
            refused_note=note,
        )
    )
    return Told(number, already=False)


@operation("一次性告知")
def went_home(tx: Transaction, reception: str) -> None:
    """咨询件（已告知）: told everything, the visitor goes home for the papers."""
    row = receptions.fetch(reception)
    here = Telling.select().where(Telling.reception == row)
    if not (here.exists() or any(_told(one).exists() for one in _about(row))):
        raise RuleError(
            "还没有一次性告知，群众不能空手回去。", clause="1.1", instead="请先告知所办事项。"
        )
    receptions.close(tx, row, receptions.TOLD)


def was_told(desk: Desk, reception: str, matter: str) -> bool:
    """Whether the visitor of `reception` has been told of this version, now or before."""
    return _all_told(receptions.fetch(reception), matters.fetch(matter))


def last_told(reception: str) -> str:
    """The version that the visitor of `reception` was told of last, or ""."""
    row = receptions.fetch(reception)
    last: Any = Telling.select().where(Telling.reception == row).order_by(Telling.id.desc()).first()
    return str(last.matter.uuid) if last else ""
