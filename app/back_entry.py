"""补录: what happened while the computer could not be used, entered later with its true time.

Every operation works on the desk that `begin` gives as on any other: `desk.clock` stands at the
moment at which it happened, `desk.real` at the moment at which it is entered. The events carry
both, the papers say so, and the responsible person gets a lead.
"""

from dataclasses import replace
from datetime import datetime

from app import leads, texts
from app.clock import SetClock
from app.deadlines import moment_text
from app.desk import Desk
from app.errors import FieldError
from app.journal import Transaction, operation, unasked
from app.leads import LeadKind
from models.leads import BackEntry


def begin(desk: Desk, happened_at: datetime, why: str) -> Desk:
    """Declare that what follows happened at `happened_at` (aware), and why it could not be
    entered then; returns the desk to enter it at. Raises FieldError for a moment to come."""
    _declare(desk, happened_at, why)
    return replace(unasked(desk), clock=SetClock(happened_at), entered=desk.real)


def end(desk: Desk) -> Desk:
    """Back to the present."""
    return desk.present


@operation("补录")
def _declare(tx: Transaction, happened_at: datetime, why: str) -> None:
    if happened_at > tx.entered:
        raise FieldError("time", "补录的时间不能晚于现在。")
    reason = texts.clean("why", "补录的原因", why, limit=200)
    tx.save(
        BackEntry(
            staff=tx.desk.staff.id, happened_at=happened_at, why=reason, entered_at=tx.entered
        )
    )
    facts = f"{moment_text(happened_at)}的事，{moment_text(tx.entered)}才录入。"
    leads.found(tx, LeadKind.BACK_ENTRY, facts, reason=reason)
