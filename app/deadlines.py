"""Due moments: derived from dates, limit and calendar, never stored as a running count (3.1, 3.2).

The day of acceptance is not counted (民法典 §201). Working days: the n-th counted day. Calendar
days: a last day that is no working day moves to the next one (§203). A special procedure is not
counted; it covers its first day up to, not including, the day of resuming.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.clock import OFFICE_ZONE
from app.workdays import ONE_DAY, WEEKDAYS, OfficeHours, WorkCalendar

MOST = 3660  # days; more than any lawful limit
FIRST_YEAR, LAST_YEAR = 2001, 2099  # of the calendar of holidays


class Unit(StrEnum):
    """What a limit counts."""

    WORKDAY = "工作日"
    DAY = "日"


@dataclass(frozen=True)
class Limit:
    """`amount` of `unit`; 0 means on the spot. Raises ValueError for what no limit can be."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= MOST:
            raise ValueError(f"期限应在 0 到 {MOST} 之间，现在是 {self.amount}。")

    @property
    def text(self) -> str:
        """`当场`, `20 个工作日`, `15 日`."""
        return count_text(self.amount, self.unit) if self.amount else "当场"


@dataclass(frozen=True)
class Pause:
    """A special procedure: from `start`, until `resume` (not included) or still open."""

    start: date
    resume: date | None

    def __post_init__(self) -> None:
        if self.resume is not None and self.resume < self.start:
            raise ValueError("特别程序的恢复日期不能早于开始日期。")

    def covers(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return self.start <= day and (self.resume is None or day < self.resume)


class Mark(StrEnum):
    """What one day does to the count."""

    ACCEPTED = "受理当日"
    COUNTED = "计入"
    MAKEUP = "调休上班，计入"
    EXTENDED = "延长，计入"
    PAUSED = "特别程序"
    WEEKEND = "周末"
    HOLIDAY = "放假"
    MOVED = "顺延至此"


@dataclass(frozen=True)
class DayReason:
    """One day between acceptance and due moment, with its reason for the citizen."""

    day: date
    mark: Mark
    why: str


@dataclass(frozen=True)
class Deadline:
    """A due moment with everything that explains it.

    `due` is None inside an open special procedure; `left` then says what remains of the limit,
    in its unit. `counted` are the days that used the limit up; `days` explains each day from
    acceptance to due moment, in order.
    """

    limit: Limit
    due: datetime | None
    provisional: bool
    counted: tuple[date, ...]
    left: int | None
    days: tuple[DayReason, ...]


def deadline(
    accepted: datetime,
    limit: Limit,
    calendar: WorkCalendar,
    hours: OfficeHours,
    pauses: Sequence[Pause] = (),
    extension: int = 0,
    *,
    fixed: bool = False,
) -> Deadline:
    """The due moment of what was accepted at `accepted` (aware).

    `extension` adds to the same count. `fixed` leaves a last calendar day where it falls, as
    for complaints (4.3). Raises ValueError, with a sentence for the clerk, for what cannot be.
    """
    _check(accepted, pauses, extension, fixed)
    start = accepted.astimezone(OFFICE_ZONE)
    count = _Count(start.date(), limit, calendar, pauses)
    if limit.amount == 0:
        closed = start.time() > hours.closing(start.date())
        count.settle("受理时已下班" if closed else "", leave=closed)
    count.run(limit.amount + extension)
    if limit.unit == Unit.DAY and not fixed:
        count.settle("期满日放假（民法典第二百零三条）")
    days, counted = tuple(count.days), tuple(count.counted)
    if count.stopped:
        left = limit.amount + extension - len(counted)
        return Deadline(limit, None, False, counted, left, days)
    due = datetime.combine(count.day, hours.closing(count.day), OFFICE_ZONE)
    years = range(start.year, due.year + 1)
    provisional = not fixed and not all(calendar.is_published(year) for year in years)
    return Deadline(limit, due, provisional, counted, None, days)


def _check(accepted: datetime, pauses: Sequence[Pause], extension: int, fixed: bool) -> None:
    if accepted.tzinfo is None:
        raise ValueError("受理时间没有时区，无法计算期限。")
    if accepted.astimezone(OFFICE_ZONE).year not in range(FIRST_YEAR, LAST_YEAR + 1):
        raise ValueError(f"受理时间应在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间。")
    if not 0 <= extension <= MOST:
        raise ValueError(f"延长的天数应在 0 到 {MOST} 之间，现在是 {extension}。")
    if fixed and pauses:
        raise ValueError("投诉的答复期限不因特别程序停止计算。")
    if any(pause.start < accepted.astimezone(OFFICE_ZONE).date() for pause in pauses):
        raise ValueError("特别程序不能在受理之前开始。")


@dataclass
class _Count:
    """A count under way: the day it has come to, and what every day so far did to it."""

    day: date
    limit: Limit
    calendar: WorkCalendar
    pauses: Sequence[Pause]
    days: list[DayReason] = field(init=False)
    counted: list[date] = field(default_factory=list)

    def __post_init__(self) -> None:
        why = "受理当日不计入（民法典第二百零一条）" if self.limit.amount else "当场办结"
        self.days = [DayReason(self.day, Mark.ACCEPTED, why)]

    @property
    def stopped(self) -> bool:
        """Whether the count has come into a special procedure that has no end yet."""
        return any(pause.resume is None and pause.covers(self.day) for pause in self.pauses)

    def run(self, amount: int) -> None:
        """Go on until `amount` days are counted, or stopped."""
        while len(self.counted) < amount and not self.stopped:
            reason = self._step()
            if reason.mark in COUNTING:
                self.counted.append(reason.day)
            self.days.append(reason)

    def settle(self, why: str, *, leave: bool = False) -> None:
        """Stay on this day if the office can act on it; else, or if `leave`, go on to the next
        day on which it can. `why` explains the move."""
        moved = False
        while (leave and not moved or not self._can_act()) and not self.stopped:
            if moved:
                ...
            moved = True

    def _step(self) -> DayReason: ...
