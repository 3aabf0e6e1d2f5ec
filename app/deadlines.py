"""Due moments: derived from dates, limit and calendar, never stored as a running count (3.1, 3.2).

The day of acceptance is not counted (民法典 §201). Working days: the n-th counted day. Calendar
days: a last day that is no working day moves to the next one (§203). What does not count, a
special procedure first of all, covers its first day up to, not including, the day of resuming.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from app.clock import OFFICE_ZONE
from app.workdays import ONE_DAY, WEEKDAYS, WEEKEND, OfficeHours, WorkCalendar

PROVISIONAL = "（暂定）"
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


class Mark(StrEnum):
    """What one day does to the count."""

    ACCEPTED = "受理当日"
    COUNTED = "计入"
    MAKEUP = "调休上班，计入"
    EXTENDED = "延长，计入"
    PAUSED = "特别程序"
    AWAY = "已上报"
    STEP = "不计入的环节"
    WEEKEND = "周末"
    HOLIDAY = "放假"
    MOVED = "顺延至此"


@dataclass(frozen=True)
class Pause:
    """Days that do not count, from `start` until `resume` (not included) or still open: a
    special procedure, a case that lies with the authority above, a step outside the limit."""

    start: date
    resume: date | None
    mark: Mark = Mark.PAUSED
    why: str = "特别程序，不计时限"

    def __post_init__(self) -> None:
        if self.resume is not None and self.resume < self.start:
            raise ValueError("恢复日期不能早于开始日期。")

    def covers(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return self.start <= day and (self.resume is None or day < self.resume)


COUNTING = (Mark.COUNTED, Mark.MAKEUP, Mark.EXTENDED)
STANDING_STILL = (Mark.PAUSED, Mark.AWAY, Mark.STEP)


@dataclass(frozen=True)
class DayReason:
    """One day between acceptance and due moment, with its reason for the citizen."""

    day: date
    mark: Mark
    why: str


@dataclass(frozen=True)
class Deadline:
    """A due moment with everything that explains it.

    `due` is None while the count stands still with no end in sight; `left` then says what remains
    of the limit, in its unit, and `stopped` why. `counted` are the days that used the limit up;
    `days` explains each day from acceptance to due moment, in order.
    """

    limit: Limit
    due: datetime | None
    provisional: bool
    counted: tuple[date, ...]
    left: int | None
    days: tuple[DayReason, ...]
    stopped: Mark | None = None


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
    whole = limit.amount + extension
    why = "受理当日不计入（民法典第二百零一条）" if whole else "当日到期"
    first = DayReason(start.date(), Mark.ACCEPTED, why)
    count = _Count(first.day, limit, calendar, pauses, [first])
    if whole:
        count.run(whole)
    else:
        closed = start.time() > hours.closing(start.date())
        count.settle("受理时已下班或当日不办公，顺延", leave=closed)
    if limit.unit == Unit.DAY and not fixed:
        count.settle("期满日是休息日，顺延（民法典第二百零三条）")
    days, counted = tuple(count.days), tuple(count.counted)
    if count.stopped:
        left = whole - len(counted)
        return Deadline(limit, None, False, counted, left, days, count.stopped.mark)
    due = datetime.combine(count.day, hours.closing(count.day), OFFICE_ZONE)
    provisional = not fixed and not calendar.is_published(due.year)
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
    days: list[DayReason]
    counted: list[date] = field(default_factory=list)

    @property
    def pause(self) -> Pause | None:
        """What keeps the day from counting."""
        return next((pause for pause in self.pauses if pause.covers(self.day)), None)

    @property
    def stopped(self) -> Pause | None:
        """What has come on the day and has no end yet."""
        still = (one for one in self.pauses if one.resume is None and one.covers(self.day))
        return next(still, None)

    def run(self, amount: int) -> None:
        """Go on until `amount` days are counted, or stopped."""
        while len(self.counted) < amount and not self.stopped:
            reason = self._step()
            if self.limit.unit == Unit.DAY and reason.mark in (Mark.WEEKEND, Mark.HOLIDAY):
                reason = replace(reason, mark=Mark.COUNTED)
            if reason.mark in COUNTING:
                if len(self.counted) >= self.limit.amount:
                    reason = replace(reason, mark=Mark.EXTENDED)
                self.counted.append(self.day)
            self.days.append(reason)

    def settle(self, why: str, *, leave: bool = False) -> None:
        """Stay on this day if the office can act on it; else, or if told to `leave` it, go on
        to the next on which it can. `why` explains the move."""
        while not self.stopped and (leave or self.pause or not self.calendar.is_working(self.day)):
            leave = False
            self.days.append(self._step())
            if self.days[-1].mark in COUNTING:
                self.days[-1] = DayReason(self.day, Mark.MOVED, why)

    def _step(self) -> DayReason:
        """Go on to the next day, and say what the calendar makes of it."""
        self.day += ONE_DAY
        if self.day.year > LAST_YEAR:
            raise ValueError(f"到期日超出了日历（到 {LAST_YEAR} 年为止），请核对日期和期限。")
        if (pause := self.pause) is not None:
            return DayReason(self.day, pause.mark, pause.why)
        why, weekend = self.calendar.why(self.day), self.day.weekday() >= 5
        if self.calendar.is_working(self.day):
            return DayReason(self.day, Mark.MAKEUP if weekend else Mark.COUNTED, why)
        return DayReason(self.day, Mark.WEEKEND if why == WEEKEND else Mark.HOLIDAY, why)


def working_days_after(day: date, count: int, calendar: WorkCalendar) -> date:
    """The `count`-th working day after `day`."""
    for _ in range(count):
        day = calendar.next_working_day(day)
    return day


def working_days_between(first: date, last: date, calendar: WorkCalendar) -> int:
    """How many working days lie after `first` up to and including `last`; 0 if none."""
    span = (last - first).days
    return sum(calendar.is_working(first + n * ONE_DAY) for n in range(1, span + 1))


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
    """How near `due` is at `now` (aware); `near` days left or fewer, in the unit of the limit,
    are 临近."""
    unit = due.limit.unit
    if due.due is None:
        why = due.stopped or Mark.PAUSED
        return Light(LightKind.PAUSED, f"{why.value} · 剩 {count_text(due.left or 0, unit)}")
    today, last = now.astimezone(OFFICE_ZONE).date(), due.due.date()
    if now > due.due:
        late = working_days_between(last, today, calendar)
        return Light(
            LightKind.OVERDUE, f"超期 {late} 个工作日" if late else "超期，不足 1 个工作日"
        )
    if today == last:
        return Light(LightKind.TODAY, LightKind.TODAY.value)
    left = _left(due, today)
    if left > near:
        return Light(LightKind.NORMAL, LightKind.NORMAL.value)
    return Light(LightKind.NEAR, f"剩 {count_text(left, unit)}")


def _left(due: Deadline, today: date) -> int:
    """How many days there are after `today` to act in, in the unit of the limit."""
    skipped = set(STANDING_STILL)
    if due.limit.unit == Unit.WORKDAY:
        skipped |= {Mark.WEEKEND, Mark.HOLIDAY}
    return sum(one.day > today and one.mark not in skipped for one in due.days)


def count_text(amount: int, unit: Unit) -> str:
    """`20 个工作日` or `15 日`."""
    return f"{amount} 个工作日" if unit == Unit.WORKDAY else f"{amount} 日"


def date_text(day: date) -> str:
    """`2026年11月23日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_text(first: date, last: date) -> str:
    """`2026年8月3日`, `2026年8月3日至5日`, `2026年8月30日至9月2日`."""
    if first == last:
        return date_text(first)
    if first.year != last.year:
        return f"{date_text(first)}至{date_text(last)}"
    month = "" if first.month == last.month else f"{last.month}月"
    return f"{date_text(first)}至{month}{last.day}日"


def moment_text(moment: datetime) -> str:
    """`2026年11月23日 14:02`."""
    return f"{date_text(moment.date())} {moment:%H:%M}"


def weekday_text(day: date) -> str:
    """`2027年2月22日（星期一）`."""
    return f"{date_text(day)}（星期{WEEKDAYS[day.weekday()]}）"


def due_text(moment: datetime) -> str:
    """`2027年2月22日（星期一）17:30 前`."""
    return f"{weekday_text(moment.date())}{moment:%H:%M} 前"


def day_text(day: date, calendar: WorkCalendar) -> str:
    """`2027年2月22日`, with （暂定） where that year's schedule is not published."""
    return date_text(day) + ("" if calendar.is_published(day.year) else PROVISIONAL)


def paper_text(due: Deadline) -> str:
    """As on paper: `2027年2月22日（星期一）17:30 前`, with （暂定） where the year is not
    published; what is left where there is no due moment."""
    if due.due is None:
        left = count_text(due.left or 0, due.limit.unit)
        if due.stopped == Mark.AWAY:
            return f"已上报，本窗口的时限停止计算，尚余 {left}"
        if due.stopped == Mark.STEP:
            return f"正在进行的环节不计入期限，结束后尚余 {left}"
        return f"特别程序期间不计时限，恢复后尚余 {left}"
    text = due_text(due.due)
    return text + PROVISIONAL if due.provisional else text
