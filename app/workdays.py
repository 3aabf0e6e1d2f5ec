"""Which days count: the published calendar of holidays and make-up days, and the office's own.

The State Council publishes a year's schedule in the autumn before. The `holidays` library knows
the published ones, make-up working days included; for a later year it can only guess the
holidays, so such a year is provisional (暂定) wherever it shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import holidays

WEEKDAYS = "一二三四五六日"
ONE_DAY = timedelta(days=1)
WEEKEND = "周末"

Span = tuple[time, time]
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class DayChange:
    """A day on which this office differs from the published calendar."""

    working: bool
    reason: str


@dataclass(frozen=True)
class OfficeHours:
    """When the window is open on a working day, and the summer's hours where they differ.

    `summer` is empty where the same hours hold all year; `summer_from` and `summer_to` are
    (month, day), both included. Raises ValueError where the hours cannot be.
    """

    usual: Spans = ((time(8, 30), time(11, 30)), (time(14, 30), time(17, 30)))
    summer: Spans = ()
    summer_from: tuple[int, int] = (5, 1)
    summer_to: tuple[int, int] = (9, 30)

    def __post_init__(self) -> None:
        if not self.usual:
            raise ValueError("请填写办公时间。")
        for spans in (self.usual, self.summer):
            moments = [moment for span in spans for moment in span]
            if any(later <= earlier for earlier, later in pairwise(moments)):
                raise ValueError("办公时间应从早到晚填写，各段不能重叠。")

    def spans(self, day: date) -> Spans:
        """From when to when the window is open on `day`, if it is a working day."""
        in_summer = self.summer_from <= (day.month, day.day) <= self.summer_to
        return self.summer if self.summer and in_summer else self.usual

    def closing(self, day: date) -> time:
        """When the office closes on `day`: due moments are at this time."""
        return self.spans(day)[-1][1]

    @property
    def text(self) -> str:
        """As printed: `工作日 8:30–11:30，14:30–17:30`, with the summer's hours where they
        differ."""
        usual = f"工作日 {_spans_text(self.usual)}"
        if not self.summer:
            return usual
        (first_month, first), (last_month, last) = self.summer_from, self.summer_to
        season = f"{first_month}月{first}日至{last_month}月{last}日"
        return f"{usual}；{season} {_spans_text(self.summer)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and texts for storage."""
        return {
            "usual": [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in self.usual],
            "summer": [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in self.summer],
            "summer_from": list(self.summer_from),
            "summer_to": list(self.summer_to),
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "OfficeHours":
        """The reverse of `to_dict`."""
        usual, summer = (
            tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in stored[name])
            for name in ("usual", "summer")
        )
        first, last = stored["summer_from"], stored["summer_to"]
        return cls(usual, summer, (first[0], first[1]), (last[0], last[1]))


def _spans_text(spans: Spans) -> str:
    return "，".join(f"{a.hour}:{a.minute:02d}–{b.hour}:{b.minute:02d}" for a, b in spans)


@dataclass(frozen=True)
class YearSchedule:
    """One year of the country's calendar: days off with the names of their holidays (none for a
    day moved by 调休), and the weekend days that are worked. `published` is False where the
    schedule is not out yet and `off` a guess."""

    off: Mapping[date, tuple[str, ...]]
    make_up: frozenset[date]
    published: bool = True

    def names(self, day: date) -> bool:
        """Whether `day` is one that it says something of."""
        return day in self.off or day in self.make_up

    @classmethod
    def from_stored(cls, off: Mapping[str, str], make_up: Sequence[str]) -> "YearSchedule":
        """As the office brought it in: ISO days with their festivals, ISO days that are worked."""
        return cls(
            {date.fromisoformat(day): (name,) for day, name in off.items()},
            frozenset(map(date.fromisoformat, make_up)),
        )


@cache
def known_schedule(year: int) -> YearSchedule:
    """The schedule that the library knows. Every schedule so far has make-up days; a year
    without any is one that it has yet to learn."""
    known = holidays.country_holidays("CN", years=year, language="zh_CN")
    # The set also names make-up days of other years.
    make_up = frozenset(day for day in known.weekend_workdays if day.year == year)
    off = {day: tuple(_festivals(text)) for day, text in known.items()}
    return YearSchedule(off, make_up, bool(make_up))


def _festivals(text: str) -> Iterator[str]:
    """The festivals in the library's name of a day off, as the State Council's notice has them."""
    for name in text.split("; "):
        festival = name.removesuffix("（补假）")
        if festival == "农历除夕":
            yield "春节"
        elif not festival.startswith("休息日"):
            yield festival


@dataclass(frozen=True)
class WorkCalendar:
    """The calendar that this office goes by: the published schedules, those it brought in itself
    before the library's, and its own changes, which have the last word."""

    changes: Mapping[date, DayChange] = field(default_factory=dict)
    schedules: Mapping[int, YearSchedule] = field(default_factory=dict)

    def schedule(self, year: int) -> YearSchedule:
        """The schedule of a year that holds here."""
        return self.schedules.get(year) or known_schedule(year)

    def _of(self, day: date) -> YearSchedule:
        """The schedule that has the say over `day`: its year's, or the next one's where the
        office brought that in and it reaches back into December, as 2023's did."""
        ahead = self.schedules.get(day.year + 1)
        return ahead if ahead and ahead.names(day) else self.schedule(day.year)

    def is_working(self, day: date) -> bool:
        """Whether the office works on `day`."""
        change = self.changes.get(day)
        return change.working if change else not self._is_off(day)

    def why(self, day: date) -> str:
        """Why `day` is worked or not, as a citizen says it: `工作日`, `周末`, `春节`,
        `国庆节、中秋节`, `调休上班`, `本单位安排：…`."""
        change = self.changes.get(day)
        if change:
            return f"本单位安排：{change.reason}"
        if self._is_off(day):
            return self._holiday(day) or WEEKEND
        return "调休上班" if day in self._of(day).make_up else "工作日"

    def _is_off(self, day: date) -> bool:
        known = self._of(day)
        return day not in known.make_up and (day.weekday() >= 5 or day in known.off)

    def _holiday(self, day: date) -> str:
        """The festivals of the unbroken run of days off around `day`; "" for a mere weekend.

        The notice names a whole run for its festivals, the weekend and the moved days in it too.
        """
        first = last = day
        while self._is_off(first - ONE_DAY):
            first -= ONE_DAY
        while self._is_off(last + ONE_DAY):
            last += ONE_DAY
        run = (first + n * ONE_DAY for n in range((last - first).days + 1))
        names = (name for one in run for name in self._of(one).off.get(one, ()))
        return "、".join(dict.fromkeys(names))

    def is_published(self, year: int) -> bool:
        """Whether the year's schedule is known, so that its dates are final."""
        return self.schedule(year).published

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.first_working_day(day + ONE_DAY)

    def first_working_day(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one."""
        while not self.is_working(day):
            day += ONE_DAY
        return day
