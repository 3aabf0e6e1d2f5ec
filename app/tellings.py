"""Telling everything at once, before any paper is taken (1.1)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app import catalogue, documents, matters, receptions, texts
from app.desk import Desk
from app.errors import RuleError
from app.forms import notices
from app.journal import Transaction, operation
from models.cases import Telling


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


def already_told(person: Any, matter: Any) -> bool:
    """Whether `person` holds a written telling of this very version."""
    return person is not None and bool(
        Telling.select()
        .where(Telling.person == person, Telling.matter == matter, Telling.way != Way.ORAL)
        .count()
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
    if already_told(row.applicant, version):
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
    if not Telling.select().where(Telling.reception == row).count() and not (
        row.applicant and Telling.select().where(Telling.person == row.applicant).count()
    ):
        raise RuleError(
            "还没有一次性告知，群众不能空手回去。", clause="1.1", instead="请先告知所办事项。"
        )
    receptions.close(tx, row, receptions.TOLD)


def was_told(desk: Desk, reception: str, matter: str) -> bool:
    """Whether the visitor of `reception` has been told of this version, now or before."""
    row, version = receptions.fetch(reception), matters.fetch(matter)
    here = (Telling.reception == row) & (Telling.matter == version) & (Telling.way != Way.ORAL)
    return bool(Telling.select().where(here).count()) or already_told(row.applicant, version)


def last_told(reception: str) -> str:
    """The version that the visitor of `reception` was told of last, or ""."""
    row = receptions.fetch(reception)
    last: Any = Telling.select().where(Telling.reception == row).order_by(Telling.id.desc()).first()
    return str(last.matter.uuid) if last else ""
