"""Whose date moves when the calendar or the office hours change: the running cases, before
and after."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app import case_clock, catalogue
from app.case_clock import Facts
from app.case_table import OPEN, State
from app.catalogue import Matter
from app.clock import OFFICE_ZONE
from app.deadlines import PROVISIONAL, due_text, weekday_text
from app.desk import Desk
from app.workdays import OfficeHours, WorkCalendar
from models.cases import Case


class Clock(StrEnum):
    """Which date of a case it is."""

    OWN = "办理期限"
    HIGHER = "上级办理期限"
    TELLING = "五个工作日"
    SUPPLEMENT = "补正期限"
    GAP = "容缺补交期限"


# Which of them are on record, as a day, and where; the others follow from what is.
ON_RECORD = {Clock.SUPPLEMENT: "supplement_due", Clock.GAP: "gap_due"}


@dataclass(frozen=True)
class Moved:
    """One date of a running case as it was and as it will be."""

    uuid: str
    number: str
    name: str
    matter: str
    clock: Clock
    old: datetime
    new: datetime
    was_provisional: bool = False

    @property
    def old_text(self) -> str:
        """As it stood on paper."""
        return due_text(self.old) + (PROVISIONAL if self.was_provisional else "")

    @property
    def text(self) -> str:
        """`2027年2月22日（星期一）17:30 → 2027年2月24日（星期三）17:30`."""
        old, new = (f"{weekday_text(one.date())}{one:%H:%M}" for one in (self.old, self.new))
        return f"{old} → {new}"


def between(
    desk: Desk, before: WorkCalendar, after: WorkCalendar, hours: OfficeHours | None = None
) -> tuple[Moved, ...]:
    """The dates that differ between two calendars, and between the office's hours and `hours`
    where those change too; by case number."""
    rows = list(Case.select().where(Case.state.in_([one.value for one in OPEN])).order_by(Case.id))
    matters = {row.id: catalogue.from_json(row.matter.body) for row in rows}
    known = case_clock.facts(rows, matters)
    moved: list[Moved] = []
    for row in rows:
        matter, facts = matters[row.id], known[row.id]
        old = _dates(desk, row, matter, facts, before, desk.office.hours)
        for name in ON_RECORD.values():  # the citizen, too, may act on the next one that is worked
            if (day := getattr(row, name)) is not None:
                setattr(row, name, after.first_working_day(day))
        new = _dates(desk, row, matter, facts, after, hours or desk.office.hours)
        moved += [
            Moved(
                row.uuid, row.number, row.applicant.name, matter.name, one, old[one], new[one],
                not before.is_published(old[one].year),
            )
            for one in Clock
            if one in old and one in new and old[one] != new[one]
        ]  # fmt: skip
    return tuple(moved)


def _dates(
    desk: Desk, row: Any, matter: Matter, known: Facts, calendar: WorkCalendar, hours: OfficeHours
) -> dict[Clock, datetime]:
    """The dates that run for a case, by what they are."""
    now, near = desk.clock.now(), desk.office.warn_days
    clock = case_clock.clock(row, matter, known, calendar, hours, now, near)
    gap = row.gap_due and datetime.combine(row.gap_due, hours.closing(row.gap_due), OFFICE_ZONE)
    found = {
        Clock.OWN: clock.own.due if clock.own else None,
        Clock.HIGHER: clock.higher.due if clock.higher else None,
        Clock.TELLING: clock.due if clock.tell_by else None,
        Clock.SUPPLEMENT: clock.due if row.state == State.AWAITING else None,
        Clock.GAP: gap,
    }
    return {name: due for name, due in found.items() if due is not None}
