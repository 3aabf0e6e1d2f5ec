"""Closed days as the ledger and the supervisor see them: plain values, nothing to change."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.clock import OFFICE_ZONE
from app.deadlines import date_text
from app.errors import RuleError
from app.history import Span, day_end
from app.journal import GENESIS
from app.numbers import Kind
from models.days import DayClose

_BEGINNING = datetime.min.replace(tzinfo=OFFICE_ZONE)


@dataclass(frozen=True)
class DayView:
    """One closed day. `counts` and the running `totals` are keyed as in `app.figures`;
    `documents` maps each kind to its first number, its last one and how many there were."""

    uuid: str
    number: int
    day: date
    closed_at: datetime
    clerk: str
    counts: dict[str, int]
    totals: dict[str, int]
    documents: dict[str, tuple[str, str, int]]
    head_seq: int
    head: str
    previous_head_seq: int
    previous_head: str
    previous_day: date | None
    span: Span

    @property
    def ledger_number(self) -> str:
        """The number of the day's ledger: `固便账〔2026〕231号`."""
        return self.documents[Kind.DAY][0]

    @property
    def late(self) -> bool:
        """Whether the day was closed only afterwards (补日结)."""
        return self.closed_at.date() > self.day


def span_of(row: Any, last: Any) -> Span:
    """The business day of `row`, which follows on the close `last` (None for the first)."""
    since, after = (_until(last), last.head_seq) if last else (_BEGINNING, 0)
    return Span(after, row.head_seq, since, _until(row))


def _until(row: Any) -> datetime:
    """Up to when facts belong to the day of `row`."""
    closed: datetime = row.closed_at
    return min(closed, day_end(row.day))


def view(row: Any) -> DayView:
    """The row as a plain value."""
    last: Any = DayClose.get_or_none(DayClose.number == row.number - 1)
    return DayView(
        uuid=row.uuid,
        number=row.number,
        day=row.day,
        closed_at=row.closed_at,
        clerk=row.clerk.name if row.clerk else "命令行",
        counts=row.counts,
        totals=row.totals,
        documents={kind: tuple(part) for kind, part in row.documents.items()},
        head_seq=row.head_seq,
        head=row.head,
        previous_head_seq=last.head_seq if last else 0,
        previous_head=last.head if last else GENESIS.hex(),
        previous_day=last.day if last else None,
        span=span_of(row, last),
    )


def fetch(day: date) -> DayView:
    """The closed `day`. Raises RuleError where it was not closed."""
    row = DayClose.get_or_none(DayClose.day == day)
    if row is None:
        raise RuleError(f"{date_text(day)}还没有日结，没有台账。", instead="请先日结。")
    return view(row)


def newest() -> Any:
    """The row of the last close, None before the first."""
    return DayClose.select().order_by(DayClose.number.desc()).first()


def recent(most: int = 60) -> tuple[DayView, ...]:
    """The newest closed days, newest first."""
    return tuple(map(view, DayClose.select().order_by(DayClose.number.desc()).limit(most)))


def closed_before(day: date) -> DayView | None:
    """The last closed day before `day`."""
    row: Any = DayClose.select().where(DayClose.day < day).order_by(DayClose.number.desc()).first()
    return None if row is None else view(row)
