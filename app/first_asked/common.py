"""What the three ways share: whose reception it is, and whose matter."""

from typing import Any

from app import receptions
from app.errors import RuleError
from app.journal import Transaction
from models.office import Colleague

CLOSED = (receptions.LEFT, receptions.SIMPLE)


def reception(uuid: str) -> Any:
    """The row of a reception whose visitor is still to be helped. Raises RuleError."""
    row = receptions.fetch(uuid)
    if row.outcome in CLOSED:
        raise RuleError(
            f"这次接待已经记为“{row.outcome}”。",
            clause="2.3",
            instead="群众还在的，请重新登记来访或来电。",
        )
    return row


def whose(tx: Transaction, uuid: str) -> Any:
    """The colleague with this UUID, None for "". Raises RuleError where it is whoever acts:
    what is one's own is done and not passed on (2.2)."""
    row: Any = Colleague.get(Colleague.uuid == uuid) if uuid else None
    if row is not None and row.staff_id is not None and row.staff_id == tx.desk.staff.id:
        raise RuleError(
            f"通讯录里这件事就是{row.name}本人负责的，不能引导或转交给自己。",
            clause="2.2",
            instead="请直接告知、受理或答复。",
        )
    return row
