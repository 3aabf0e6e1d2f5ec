"""Which days count: the published calendar of holidays and make-up days, and the office's own.

The State Council publishes a year's schedule in the autumn before. The `holidays` library knows
the published ones, make-up working days included; for a later year it can only guess the
holidays, so such a year is provisional (暂定) wherever it shows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from typing import Any

import holidays

WEEKDAYS = "一二三四五六日"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayChange:
    """A day on which this office differs from the published calendar."""

    working: bool
    reason: str


@dataclass(frozen=True)
class OfficeHours:
    """When the window is open; the summer's hours from May to September where they differ."""

    opens: time = time(8, 30)
    noon_from: time = time(11, 30)
    noon_to: time = time(14, 30)
    closes: time = time(17, 30)

    def closing(self, day: date) -> time:
        """When the office closes on `day`: due moments are at this time."""
        return self.closes

    @property
    def text(self) -> str:
        """As printed: `工作日 8:30–11:30，14:30–17:30`."""
        spans = ((self.opens, self.noon_from), (self.noon_to, self.closes))
        return "工作日 " + "，".join(f"{_clock(a)}–{_clock(b)}" for a, b in spans)

    def to_dict(self) -> dict[str, str]:
        """Plain texts for storage."""
        return {name: f"{getattr(self, name):%H:%M}" for name in self.__dataclass_fields__}

    @classmethod
    def from_dict(cls, stored: Mapping[str, str]) -> "OfficeHours":
        """The reverse of `to_dict`."""
        return cls(**{name: time.fromisoformat(text) for name, text in stored.items()})


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


@cache
def _published(year: int) -> Any:
    return holidays.country_holidays("CN", years=year, language="zh_CN")


@dataclass(frozen=True)
class WorkCalendar:
    """The calendar that this office goes by; its own changes have the last word."""

    changes: Mapping[date, DayChange] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether the office works on `day`."""
        if day in self.changes:
            return self.changes[day].working
        known = _published(day.year)
        if day in known.weekend_workdays:
            return True
        return day.weekday() < 5 and day not in known

    def why(self, day: date) -> str:
        """Why `day` does or does not count, in the citizen's words."""
        if day in self.changes:
            return f"本单位安排：{self.changes[day].reason}"
        known = _published(day.year)
        if day in known.weekend_workdays:
            return "调休上班"
        name = known.get(day)
        if name:
            moved = re.search(r"(\d{4})-(\d\d)-(\d\d)", name)
            if moved:
                return f"放假（与{int(moved[2])}月{int(moved[3])}日调休）"
            return str(name)
        return "周末" if day.weekday() >= 5 else "工作日"

    def is_published(self, year: int) -> bool:
        """Whether the year's schedule is known, so that its dates are final."""
        return year < 2008 or any(day.year == year for day in _published(year).weekend_workdays)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.first_working_day(day + ONE_DAY)

    def first_working_day(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one. Raises ValueError where the
        office's own changes leave none within two years."""
        for ahead in range(732):
            candidate = day + timedelta(days=ahead)
            if self.is_working(candidate):
                return candidate
        raise ValueError("两年之内没有工作日，请检查本单位的日历安排。")
