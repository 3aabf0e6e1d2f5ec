"""Due moments: derived from dates, limit and calendar, never stored as a running count (3.1, 3.2).

The day of acceptance is not counted. Working days: the n-th counted day. Calendar days: a last
day that is no working day moves to the next one (民法典 §203). Days of a special procedure are
not counted (行政许可法 §45); it covers its first day up to, not including, the day of resuming.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.clock import OFFICE_ZONE
from app.workdays import ONE_DAY, WEEKDAYS, OfficeHours, WorkCalendar

MOST = 3660  # days; more than any lawful limit


class Unit(StrEnum):
    """What a limit counts."""

    WORKDAY = "工作日"
    DAY = "日"


@dataclass(frozen=True)
class Limit:
    """`amount` of `unit`; 0 means on the spot."""

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
    PAUSED = "特别程序"
    OFF = "不计入"
    MOVED = "顺延"


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
    in its unit.
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
    for complaints (4.3). Raises ValueError for an extension that cannot be.
    """
    if not 0 <= extension <= MOST:
        raise ValueError(f"延长的天数应在 0 到 {MOST} 之间，现在是 {extension}。")
    start = accepted.astimezone(OFFICE_ZONE)
    wanted = limit.amount + extension
    if wanted == 0:
        return _on_the_spot(start, limit, calendar, hours)
    days = [DayReason(start.date(), Mark.ACCEPTED, "受理当日不计入")]
    counted: list[date] = []
    day = start.date()
    while len(counted) < wanted:
        day += ONE_DAY
        if any(pause.resume is None and pause.covers(day) for pause in pauses):
            left = wanted - len(counted)
            days.append(DayReason(day, Mark.PAUSED, "特别程序，不计时限"))
            return Deadline(limit, None, False, tuple(counted), left, tuple(days))
        days.append(_judge(day, limit.unit, calendar, pauses))
        if days[-1].mark == Mark.COUNTED:
            counted.append(day)
    if limit.unit == Unit.DAY and not fixed:
        while not calendar.is_working(day):
            day += ONE_DAY
            why = f"期满日{calendar.why(day - ONE_DAY)}，顺延（民法典第二百零三条）"
            days.append(DayReason(day, Mark.MOVED, why))
    return Deadline(limit, _at_closing(day, hours), _provisional(days, calendar), tuple(counted),
                    None, tuple(days))  # fmt: skip


def _judge(day: date, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause]) -> DayReason:
    if any(pause.covers(day) for pause in pauses):
        return DayReason(day, Mark.PAUSED, "特别程序，不计时限（行政许可法第四十五条）")
    if unit == Unit.DAY or calendar.is_working(day):
        return DayReason(day, Mark.COUNTED, calendar.why(day))
    return DayReason(day, Mark.OFF, calendar.why(day))


def _on_the_spot(
    start: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours
) -> Deadline:
    day = start.date()
    days = [DayReason(day, Mark.ACCEPTED, "当场办结")]
    if not calendar.is_working(day) or start.time() > hours.closing(day):
        day = calendar.next_working_day(day)
        days.append(DayReason(day, Mark.MOVED, "受理时已下班，顺延到下一个工作日"))
    return Deadline(limit, _at_closing(day, hours), _provisional(days, calendar), (), None,
                    tuple(days))  # fmt: skip


def _at_closing(day: date, hours: OfficeHours) -> datetime:
    return datetime.combine(day, hours.closing(day), OFFICE_ZONE)


def _provisional(days: Sequence[DayReason], calendar: WorkCalendar) -> bool:
    return not all(calendar.is_published(year) for year in {one.day.year for one in days})


def working_days_after(day: date, count: int, calendar: WorkCalendar) -> date:
    """The `count`-th working day after `day`."""
    for _ in range(count):
        day = calendar.next_working_day(day)
    return day


def working_days_between(first: date, last: date, calendar: WorkCalendar) -> int:
    """How many working days lie after `first` up to and including `last`; 0 if none."""
    span = (last - first).days
    return sum(calendar.is_working(first + timedelta(days=n)) for n in range(1, span + 1))


class LightKind(StrEnum):
    """The five lights; each has a shape of its own besides its colour."""

    NORMAL = "正常"
    NEAR = "临近"
    TODAY = "今日到期"
    OVERDUE = "超期"
    PAUSED = "特别程序"


@dataclass(frozen=True)
class Light:
    """A light and what stands beside it."""

    kind: LightKind
    text: str


def light(due: Deadline, now: datetime, calendar: WorkCalendar, *, near: int = 2) -> Light:
    """How near `due` is at `now`; `near` counted days or fewer are 临近."""
    unit = due.limit.unit
    if due.due is None:
        return Light(LightKind.PAUSED, f"特别程序 · 剩 {count_text(due.left or 0, unit)}")
    today, last = now.astimezone(OFFICE_ZONE).date(), due.due.date()
    if now > due.due:
        late = working_days_between(last, today, calendar)
        text = f"超期 {late} 个工作日" if late else "今日已过时限"
        return Light(LightKind.OVERDUE, text)
    if today == last:
        return Light(LightKind.TODAY, "今日到期")
    left = sum(day > today for day in due.counted) or (last - today).days
    kind = LightKind.NEAR if left <= near else LightKind.NORMAL
    return Light(kind, f"剩 {count_text(left, unit)}")


def count_text(amount: int, unit: Unit) -> str:
    """`20 个工作日` or `15 日`."""
    return f"{amount} 个工作日" if unit == Unit.WORKDAY else f"{amount} 日"


def date_text(day: date) -> str:
    """`2026年11月23日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_text(moment: datetime) -> str:
    """`2026年11月23日 14:02`."""
    return f"{date_text(moment.date())} {moment:%H:%M}"


def weekday_text(day: date) -> str:
    """`2027年2月22日（星期一）`."""
    return f"{date_text(day)}（星期{WEEKDAYS[day.weekday()]}）"


def paper_text(due: Deadline) -> str:
    """As on paper: `2027年2月22日（星期一）17:30 前`, with （暂定） where the year is not
    published; what is left where there is no due moment."""
    if due.due is None:
        return f"特别程序期间不计时限，恢复后尚余 {count_text(due.left or 0, due.limit.unit)}"
    text = f"{weekday_text(due.due.date())}{due.due:%H:%M} 前"
    return text + "（暂定）" if due.provisional else text
