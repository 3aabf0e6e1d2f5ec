"""The office's own calendar (design §5): the State Council's schedules brought in as they are
published, and the days on which this office differs.

Every change moves due dates. So it is first rehearsed (`journal.rehearsal`), which tells whose
date moves, and then carried out together with the notices that tell the applicants.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app import documents, holiday_notice, moved_dates, texts
from app.casefile import of_row
from app.deadlines import FIRST_YEAR, LAST_YEAR, span_text
from app.desk import Desk, office_calendar
from app.errors import FieldError, RuleError
from app.forms import new_date
from app.journal import Transaction, operation, rehearsal, unasked
from app.moved_dates import ON_RECORD, Clock, Moved
from app.workdays import ONE_DAY, WorkCalendar
from models.cases import Case
from models.office import CalendarChange, Schedule

CLOSED, OPEN = "放假", "上班"
MOST_DAYS = 60  # in one change


@dataclass(frozen=True)
class Changed:
    """What a change of the calendar did: the entry that it made, whose dates moved, and the
    notices that say so."""

    said: str
    moved: tuple[Moved, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True)
class OwnDays:
    """Days in a row on which the office differs, for one reason."""

    first: date
    last: date
    working: bool
    reason: str

    @property
    def text(self) -> str:
        """`2026年8月3日至5日放假（那达慕大会）`."""
        what = OPEN if self.working else CLOSED
        return f"{span_text(self.first, self.last)}{what}（{self.reason}）"


@operation("更改日历")
def take_notice(tx: Transaction, text: str, source: str = "") -> Changed:
    """Bring in a year's schedule as the State Council published it, by the notice's own text.

    Raises FieldError where a sentence of it does not fit the calendar, and then takes nothing.
    """
    notice = holiday_notice.read(text, source)
    before = office_calendar()
    row: Any = Schedule.get_or_none(Schedule.year == notice.year) or Schedule(year=notice.year)
    off = {day.isoformat(): name for day, name in sorted(notice.off.items())}
    make_up = [day.isoformat() for day in notice.make_up]
    for name, value in (("off", off), ("make_up", make_up), ("text", notice.text),
                        ("source", notice.source)):  # fmt: skip
        if getattr(row, name) != value:
            setattr(row, name, value)
    tx.save(row)
    said = f"国务院办公厅公布{notice.year}年部分节假日安排（{notice.source}）"
    return _settled(tx, before, said)


@operation("更改日历")
def change_days(tx: Transaction, first: str, last: str, what: str, reason: str) -> Changed:
    """Close or open the office from `first` to `last` (the same day where that is empty), both
    included. Raises FieldError, RuleError where that changes nothing."""
    start, end = _span(first, last)
    if what not in (CLOSED, OPEN):
        raise FieldError("what", "请选择放假还是上班。")
    why = texts.clean("reason", "原因", reason, limit=30)
    before, working = office_calendar(), what == OPEN
    days = tuple(start + n * ONE_DAY for n in range((end - start).days + 1))
    if taken := next((day for day in days if day in before.changes), None):
        known = next(one for one in own_days(before) if one.first <= taken <= one.last)
        raise FieldError("first", f"{known.text}已经在日历里，请先删去那一条。")
    if all(before.is_working(day) == working for day in days):
        raise RuleError(
            f"{span_text(start, end)}本来就{what}，不用另外安排。", instead="请核对日期。"
        )
    for day in days:
        row: Any = CalendarChange.get_or_none(CalendarChange.day == day) or CalendarChange(day=day)
        row.working, row.reason, row.active = working, why, True
        tx.save(row)
    return _settled(tx, before, f"本单位安排：{OwnDays(start, end, working, why).text}")


@operation("更改日历")
def take_back(tx: Transaction, first: date, last: date) -> Changed:
    """Take the office's own days from `first` to `last` back: the published calendar holds."""
    before = office_calendar()
    gone = next((one for one in own_days(before) if (one.first, one.last) == (first, last)), None)
    if gone is None:
        raise RuleError("日历里没有这一条本单位安排。", instead="请重新打开日历看一看。")
    for row in CalendarChange.select().where(CalendarChange.day.between(first, last)):
        row.active = False
        tx.save(row)
    return _settled(tx, before, f"本单位安排取消：{gone.text}")


def rehearse(desk: Desk, change: Callable[[Desk], Changed]) -> Changed:
    """What `change` (an operation with all but its desk) would do; nothing of it stays."""
    with rehearsal(desk):
        return change(unasked(desk))


def own_days(calendar: WorkCalendar) -> tuple[OwnDays, ...]:
    """The office's own days, those in a row with one reason together."""
    found: list[OwnDays] = []
    for day, change in sorted(calendar.changes.items()):
        last = found[-1] if found else None
        alike = last and (last.working, last.reason) == (change.working, change.reason)
        if last and alike and last.last + ONE_DAY == day:
            found[-1] = replace(last, last=day)
        else:
            found.append(OwnDays(day, day, change.working, change.reason))
    return tuple(found)


def sources() -> dict[int, str]:
    """The number of the notice, for every year that the office brought in itself."""
    return {row.year: row.source for row in Schedule.select().order_by(Schedule.year)}


def _span(first: str, last: str) -> tuple[date, date]:
    start = texts.day("first", first)
    end = texts.day("last", last) if last.strip() else start
    for name, day in (("first", start), ("last", end)):
        if day.year not in range(FIRST_YEAR, LAST_YEAR + 1):
            raise FieldError(name, f"日期应在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，请核对。")
    if end < start:
        raise FieldError("last", "最后一天不能早于第一天，请改正。")
    if (end - start).days >= MOST_DAYS:
        raise FieldError("last", f"一次最多安排 {MOST_DAYS} 天，请核对日期。")
    return start, end


def _settled(tx: Transaction, before: WorkCalendar, said: str) -> Changed:
    """Follow the change through: dates on record, whose date moves, who is told in writing."""
    after = office_calendar()
    moved = moved_dates.between(tx.desk, before, after)
    desk = replace(tx.desk, calendar=after)
    papers = []
    for one in moved:
        row: Any = Case.get(Case.uuid == one.uuid)
        if one.clock in ON_RECORD:
            setattr(row, ON_RECORD[one.clock], one.new.date())
            tx.save(row)
        elif one.clock == Clock.OWN:
            papers.append(
                documents.issue(tx, new_date.notice(desk, of_row(desk, row), one, said), case=row)
            )
    return Changed(said, moved, tuple(papers))


class DayKind(StrEnum):
    """What a day of the year is, for the page of the calendar."""

    WORKING = "工作日"
    WEEKEND = "周末"
    HOLIDAY = "放假"
    MAKE_UP = "调休上班"
    OWN_CLOSED = "本单位放假"
    OWN_OPEN = "本单位上班"


@dataclass(frozen=True)
class CalendarDay:
    """One day with what it is and why."""

    day: date
    kind: DayKind
    why: str


def days_of(year: int, calendar: WorkCalendar) -> Iterator[CalendarDay]:
    """Every day of a year, in order."""
    day = date(year, 1, 1)
    while day.year == year:
        yield CalendarDay(day, _kind(day, calendar), calendar.why(day))
        day += ONE_DAY


def _kind(day: date, calendar: WorkCalendar) -> DayKind:
    working = calendar.is_working(day)
    if day in calendar.changes:
        return DayKind.OWN_OPEN if working else DayKind.OWN_CLOSED
    if working:
        return DayKind.WORKING if day.weekday() < 5 else DayKind.MAKE_UP
    return DayKind.WEEKEND if calendar.why(day) == DayKind.WEEKEND else DayKind.HOLIDAY
