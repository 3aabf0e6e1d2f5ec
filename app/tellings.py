"""Telling everything at once, before any paper is taken (1.1).

What somebody is told follows from their situation: the answers to the matter's questions. A
printed sheet lists what they need and nothing else; a pre-printed one is the same for everybody,
hence lists everything, each line with its condition. The same visitor is not told twice: what
applies now was on an earlier sheet, or a new one is due.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app import catalogue, documents, matters, receptions, texts
from app.catalogue import BY_AGENT, BY_GUARDIAN, IN_PERSON, WHO, Matter
from app.desk import Desk
from app.errors import RuleError
from app.forms import notices
from app.journal import Transaction, operation
from app.parties import GUARDIAN, party_rows
from models.cases import Party, Telling

Situation = Mapping[str, str]


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


@dataclass(frozen=True)
class Known:
    """What a visitor knows of a matter: which materials stood on a sheet that reached them (None:
    no sheet did), and the answers that they gave, with who comes now."""

    named: frozenset[int] | None = None
    situation: Situation = field(default_factory=dict)

    def covers(self, matter: Matter, situation: Situation) -> bool:
        """Whether everything that applies in this situation was on a sheet."""
        wanted = {position for position, _ in matter.asked_for(situation)}
        return self.named is not None and wanted <= self.named


def who_comes(reception: Any, matter: Matter) -> dict[str, str]:
    """The answer to 谁来办 that the reception itself gives, where the matter asks that."""
    if reception.agent is not None:
        who = BY_GUARDIAN if reception.agent_kind == GUARDIAN else BY_AGENT
    elif reception.applicant is not None:
        who = IN_PERSON
    else:
        return {}
    return matter.answers({WHO: who})


def _told(person: Any) -> Any:
    """The written tellings that reached `person`: their own, and those of whoever came for them
    or applied with them."""
    there = Party.select(Party.reception).where(Party.person == person)
    return Telling.select().where(
        (Telling.person == person) | Telling.reception.in_(there), Telling.way != Way.ORAL
    )


def _here(reception: Any) -> Any:
    return Telling.select().where(Telling.reception == reception, Telling.way != Way.ORAL)


def _about(reception: Any) -> list[Any]:
    """Whom the reception is about: its applicant, or all for whom a 嘎查 applies."""
    if reception.applicant is not None:
        return [reception.applicant]
    return [one.person for one in party_rows(reception)]


def _named(rows: Any, matter: Matter) -> frozenset[int] | None:
    """The positions of the materials that stood on the sheets of these tellings."""
    sheets = [{} if row.way == Way.SHEET else row.situation for row in rows]
    if not sheets:
        return None
    return frozenset(position for one in sheets for position, _ in matter.asked_for(one))


def _known(reception: Any, version: Any, matter: Matter) -> Known:
    """What the visitor of `reception`, or each of those for whom they come, knows of this very
    version, told now or before."""
    here = list(_here(reception).where(Telling.matter == version))
    each = [list(_told(one).where(Telling.matter == version)) for one in _about(reception)]
    sheets = [_named([*rows, *here], matter) for rows in each or [[]]]
    every = [one for one in sheets if one is not None]
    named = frozenset.intersection(*every) if len(every) == len(sheets) else None
    rows = [row for rows in (here, *each) for row in rows]
    last = max(rows, key=lambda row: row.id, default=None)
    given = {} if last is None else {k: v for k, v in last.situation.items() if k != WHO}
    return Known(named, matter.answers(given | who_comes(reception, matter)))


def known(desk: Desk, reception: str, matter: str) -> Known:
    """What the visitor of `reception` knows of `matter` (a version's UUID)."""
    version = matters.fetch(matter)
    return _known(receptions.fetch(reception), version, catalogue.from_json(version.body))


def told_of_case(row: Any, matter: Matter) -> frozenset[int]:
    """The materials that the applicant of the case `row` was told of in writing before their
    papers were taken; in an urgent one, where help came first, at any time."""
    there = (Telling.matter == row.matter) & (Telling.way != Way.ORAL)
    if not row.urgent:
        there &= Telling.at <= row.received_at
    rows = [*_here(row.reception).where(there), *_told(row.applicant).where(there)]
    return _named(rows, matter) or frozenset()


@operation("一次性告知")
def tell(
    tx: Transaction,
    reception: str,
    matter: str,
    way: Way,
    refused: str = "",
    situation: Situation | None = None,
) -> Told:
    """Tell the visitor of `reception` all about `matter` (a version's UUID) that applies in their
    `situation` (the one known of if None); 谁来办 is answered by the reception.

    Nobody is told what was on an earlier sheet of theirs already. `refused` says why a visitor
    would not take the sheet; it is noted on the stub. Raises RuleError for an oral telling of
    somebody who stands at the desk.
    """
    return told(tx, receptions.fetch(reception), matters.fetch(matter), way, situation, refused)


def told(
    tx: Transaction,
    row: Any,
    version: Any,
    way: Way,
    situation: Situation | None = None,
    refused: str = "",
) -> Told:
    """The same within another action; `row` is the reception's."""
    if way == Way.ORAL and row.channel == receptions.VISIT:
        raise RuleError(
            "来访的群众要给书面告知单，不能只口头告知。",
            clause="1.1",
            instead="请打印告知单，或给一份印好的。",
        )
    entry = catalogue.from_json(version.body)
    before = _known(row, version, entry)
    now = situation_now(row, entry, before, situation)
    if before.covers(entry, now):
        return Told("", already=True)
    note = texts.clean("refused", "拒收原因", refused, limit=100, required=False)
    number = ""
    if way == Way.PRINTED:
        visitor = receptions.view(row).visitor
        paper = notices.telling(tx.desk, entry, visitor, note, now)
        number = documents.issue(tx, paper, reception=row)
    tx.save(
        Telling(
            reception=row,
            person=row.applicant,
            matter=version,
            way=way.value,
            at=tx.now,
            refused_note=note,
            situation=now,
        )
    )
    return Told(number, already=False)


def situation_now(
    row: Any, matter: Matter, before: Known, given: Situation | None
) -> dict[str, str]:
    """The answers that hold: those `given`, else those known; who comes is plain to see."""
    if given is None:
        return dict(before.situation)
    return matter.answers({**given, **who_comes(row, matter)})


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


def applying(row: Any, version: Any, situation: Situation | None) -> dict[str, str]:
    """The situation in which papers may be taken from the visitor of the reception `row`: all
    that applies in it was told in writing. Raises RuleError."""
    entry = catalogue.from_json(version.body)
    before = _known(row, version, entry)
    now = situation_now(row, entry, before, situation)
    if not before.covers(entry, now):
        raise RuleError(
            "还没有一次性告知，不能收件。", clause="1.1", instead="请先打印告知单，或给一份印好的。"
        )
    return now


def was_told(desk: Desk, reception: str, matter: str) -> bool:
    """Whether the visitor of `reception` has been told of this version, now or before, as far as
    it applies to them."""
    entry = matters.view(matters.fetch(matter)).matter
    found = known(desk, reception, matter)
    return found.covers(entry, found.situation)


def last_told(reception: str) -> str:
    """The version that the visitor of `reception` was told of last, or ""."""
    row = receptions.fetch(reception)
    last: Any = Telling.select().where(Telling.reception == row).order_by(Telling.id.desc()).first()
    return str(last.matter.uuid) if last else ""
