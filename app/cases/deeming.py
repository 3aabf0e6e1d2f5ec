"""视为受理: where the law says so, five working days of silence are an acceptance (§4).

For everything else nothing is recorded: such a case only stays red until somebody acts.
"""

from app import case_clock, documents
from app.case_clock import Facts
from app.case_table import State
from app.cases.common import Done, fetch, file, matter_of, moved
from app.desk import Desk
from app.forms import notices
from app.journal import Transaction, operation
from models.cases import Case


def deem(desk: Desk) -> tuple[Done, ...]:
    """Record the acceptance of every case that the law holds to be accepted by now."""
    return tuple(_accept(desk, uuid) for uuid in _silent(desk))


def _silent(desk: Desk) -> list[str]:
    """Cases never accepted whose five working days are over, where that has this consequence."""
    found, now, office = [], desk.clock.now(), desk.office
    waiting = Case.select().where(Case.state == State.REVIEWING.value, Case.accepted_at.is_null())
    for row in waiting.order_by(Case.id):
        matter = matter_of(row)
        due = case_clock.clock(
            row, matter, Facts(), desk.calendar, office.hours, now, office.warn_days
        ).due
        if matter.silence_accepts and due is not None and now > due:
            found.append(row.uuid)
    return found


@operation("视为受理")
def _accept(tx: Transaction, case: str) -> Done:
    """Accepted from the moment at which the papers came in, with the notice that says so (3.2)."""
    row = fetch(tx, "视为受理", case)
    moved(row, "视为受理")
    row.accepted_at, row.deemed = row.papers_at, True
    tx.save(row)
    seen = file(tx, row)
    return Done(seen, (documents.issue(tx, notices.acceptance(tx.desk, seen), case=row),))
