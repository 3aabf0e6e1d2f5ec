"""What may go up to the authority above, and what lies there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import catalogue, lists
from app.case_table import State
from app.desk import Desk
from app.lists import CaseRow
from models.cases import Case, Forwarded, Forwarding, Step


@dataclass(frozen=True)
class Waiting:
    """An accepted case that the authority `organ` decides; `steps` still stand before it."""

    row: CaseRow
    organ: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class LyingBatch:
    """What of one list still lies above."""

    number: str
    organ: str
    at: datetime
    rows: tuple[CaseRow, ...]


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Every accepted case that has to go up, by organ, matter and number."""
    accepted = Case.state == State.ACCEPTED.value
    found = {row.uuid: row for row in Case.select().where(accepted)}
    done: dict[int, set[int]] = {}
    ended: Any = Step.select().join(Case).where(accepted, Step.ended.is_null(False))
    for step in ended:
        done.setdefault(step.case_id, set()).add(step.position)
    lines = []
    for row in lists.of(desk, accepted):
        case = found[row.uuid]
        matter = catalogue.from_json(case.matter.body)
        if matter.goes_up:
            known = done.get(case.id, set())
            steps = tuple(
                step.name
                for position, step in enumerate(matter.steps)
                if step.compulsory and position not in known
            )
            lines.append(Waiting(row, matter.organ, steps))
    return tuple(sorted(lines, key=lambda one: (one.organ, one.row.matter)))


def lying(desk: Desk) -> tuple[LyingBatch, ...]:
    """The lists of which something is not yet answered, the oldest first."""
    still = Case.state == State.FORWARDED.value
    rows = {row.uuid: row for row in lists.of(desk, still)}
    query = Forwarded.select(Forwarded, Forwarding, Case).join(Forwarding).switch(Forwarded)
    found: dict[str, LyingBatch] = {}
    for one in query.join(Case).where(still, Forwarded.answer == "").order_by(Forwarded.id):
        batch, row = one.forwarding, rows[one.case.uuid]
        before = found.get(batch.number)
        lines = (*before.rows, row) if before else (row,)
        found[batch.number] = LyingBatch(batch.number, batch.organ, batch.at, lines)
    return tuple(found.values())
