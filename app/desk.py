"""The desk: everything an operation needs besides what the clerk typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.clock import Clock
from app.rights import Role
from app.store import Store
from app.workdays import DayChange, OfficeHours, WorkCalendar, YearSchedule
from models.office import CalendarChange, Office, Schedule


@dataclass(frozen=True)
class StaffMember:
    """Whoever is signed on; `must_change` while the password is one that somebody else set."""

    id: int
    uuid: str
    name: str
    role: Role
    login: str = ""
    must_change: bool = False


@dataclass(frozen=True)
class OfficeInfo:
    """The office as printed on paper and shown at the head of the window."""

    name: str
    short: str
    organ: str
    banner: str
    window_no: int
    window_uuid: str
    address: str
    phone: str
    complaint_phone: str
    mongolian: tuple[str, ...]
    hours: OfficeHours
    gachas: tuple[str, ...]
    printer: str
    backup_place: str
    warn_days: int
    report_first: bool
    seals: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    printers: Mapping[str, str] = field(default_factory=dict)
    stick_name: str = ""
    idle_minutes: int = 5
    allow_gaps: bool = False
    contact_days: int = 1


@dataclass(frozen=True)
class Desk:
    """Who acts, at which window, at what time, under which calendar.

    `request` is the client-made UUID of the action about to be taken; it becomes the uuid of
    the action's first event, so that a save whose answer got lost can be looked up. Where
    `entered` is set, what is done here happened earlier, at `clock`, and is entered now (补录).
    `began` is where the chain ended before the action, or what is done together with it, began.
    """

    store: Store
    clock: Clock
    staff: StaffMember
    office: OfficeInfo
    calendar: WorkCalendar
    request: str = ""
    draft: str = ""
    entered: Clock | None = None
    began: int | None = None

    def asking(self, request: str, draft: str = "") -> "Desk":
        """The same desk, about to act under `request`; `draft` is the key of the half-typed form
        that the action makes real: it goes in the same transaction."""
        return replace(self, request=request, draft=self.own(draft) if draft else "")

    def own(self, draft: str) -> str:
        """The key under which this person's half-typed form `draft` lies: everyone has theirs."""
        return f"{self.staff.uuid}/{draft}"

    @property
    def real(self) -> Clock:
        """What time it really is, also while something earlier is being entered."""
        return self.entered or self.clock

    @property
    def present(self) -> "Desk":
        """The same desk, request and form, at the time that it really is."""
        return replace(self, clock=self.real, entered=None)

    def taken_by(self, staff: StaffMember) -> "Desk":
        """The same desk, request and form, with `staff` acting, who is there in person."""
        return replace(self, staff=staff)


def office_info() -> OfficeInfo:
    """Read the office's one row. Raises peewee's DoesNotExist in a folder not yet set up."""
    row: Any = Office.get()
    return OfficeInfo(
        name=row.name,
        short=row.short,
        organ=row.organ,
        banner=row.banner,
        window_no=row.window_no,
        window_uuid=row.window_uuid,
        address=row.address,
        phone=row.phone,
        complaint_phone=row.complaint_phone,
        mongolian=tuple(row.mongolian),
        hours=OfficeHours.from_dict(row.hours),
        gachas=tuple(row.gachas),
        printer=row.printer,
        backup_place=row.backup_place,
        warn_days=row.warn_days,
        report_first=row.report_first,
        seals=row.seals,
        numbers=row.numbers,
        printers=row.printers,
        stick_name=row.stick_name,
        idle_minutes=row.idle_minutes,
        allow_gaps=row.allow_gaps,
        contact_days=row.contact_days,
    )


def office_calendar() -> WorkCalendar:
    """The published calendar with the schedules that the office brought in, and its own changes
    on top (design §5)."""
    return WorkCalendar(
        {row.day: DayChange(row.working, row.reason)
         for row in CalendarChange.select().where(CalendarChange.active)},
        {row.year: YearSchedule.from_stored(row.off, row.make_up) for row in Schedule},
    )  # fmt: skip


def seat(store: Store, clock: Clock, staff: StaffMember) -> Desk:
    """Put `staff` at the window of an opened folder."""
    return Desk(store, clock, staff, office_info(), office_calendar())


def reseat(desk: Desk) -> Desk:
    """The same desk after a change of settings."""
    return replace(desk, office=office_info(), calendar=office_calendar())
