"""A case that lies with the authority above: where, and what came back of it."""

from datetime import date, datetime
from typing import Any

from app import texts
from app.clock import OFFICE_ZONE
from app.deadlines import date_text
from app.errors import FieldError
from app.journal import Transaction
from models.cases import Forwarded


def open_one(row: Any) -> Any:
    """The forwarding under which the case `row`, which is 已上报, lies above."""
    return Forwarded.get(Forwarded.case == row, Forwarded.answer == "")


def answered(tx: Transaction, row: Any, what: str, on: date, paper: str) -> Any:
    """The open forwarding of `row` with `what` came back from above, dated `on`, yet to be saved.
    On a day before today the authority had until closing time.

    Raises FieldError on `answered` for a day that cannot be, on `paper` without a number.
    """
    one, today = open_one(row), tx.now.date()
    went = one.forwarding.at.date()
    if on > today:
        raise FieldError("answered", "上级作出决定的日期不能晚于今天。")
    if on < went:
        raise FieldError("answered", f"不能早于上报的日期（{date_text(went)}），请核对。")
    closing = datetime.combine(on, tx.desk.office.hours.closing(on), OFFICE_ZONE)
    one.answer = what
    one.answered_at = tx.now if on == today else max(closing, one.forwarding.at)
    one.paper = texts.clean("paper", "上级文书的文号", paper, limit=100)
    return one
