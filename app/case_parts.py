"""What belongs to one case besides its own row, as plain values: checklist, steps, special
procedures, extension, forwardings, reminders, refusal report."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app import history
from app.catalogue import Material, Matter
from models.cases import (
    Case,
    Extension,
    Forwarded,
    Item,
    RefusalReport,
    Reminder,
    SpecialProcedure,
    Step,
)


class Served(StrEnum):
    """How a result reached the citizen."""

    IN_PERSON = "本人领取"
    BY_AGENT = "代领"
    REFUSED = "拒收"
    POST = "邮寄"
    TRANSFER = "资金直达免送达"


# What came back from the authority above.
DECIDED, SENT_BACK = "批回", "退回补正"


@dataclass(frozen=True)
class ItemView:
    """One line of the checklist with the material it asks for."""

    position: int
    material: Material
    answer: str
    count: int
    problem: str
    bring: str
    handed_back: bool
    asked_in: str


@dataclass(frozen=True)
class StepView:
    """A step of the matter, and when and how it was done; `started` None before it has begun,
    `ended` None while it is open. `until` is the last day planned, `posted` a 公示."""

    position: int
    name: str
    compulsory: bool
    counts: bool
    posted: bool
    started: date | None
    until: date | None
    ended: date | None
    place: str
    findings: str
    number: str


@dataclass(frozen=True)
class SpecialView:
    """A special procedure; `resumed` None while it lasts."""

    ground: str
    basis: str
    days: int
    started: date
    resumed: date | None = None
    findings: str = ""
    number: str = ""
    resume_number: str = ""


@dataclass(frozen=True)
class ExtensionView:
    """The one extension of a case, in the unit of its limit."""

    days: int
    reason: str
    basis: str
    approver: str
    number: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class ForwardedView:
    """The case in a batch that went up, and what came back; `answer` "" while it lies there."""

    number: str
    organ: str
    at: datetime
    opinion: str
    answer: str
    answered_at: datetime | None
    paper: str
    demand: str


@dataclass(frozen=True)
class ReminderView:
    """The applicant was reminded."""

    about: str
    way: str
    words: str
    answer: str
    at: datetime


@dataclass(frozen=True)
class ReportView:
    """The refusal report of a case (1.4)."""

    uuid: str
    number: str
    reported_at: datetime
    decision: str
    opinion: str
    leader: str
    decided_at: datetime | None


def items(row: Any, matter: Matter) -> tuple[ItemView, ...]:
    """The checklist: the materials that this case's situation asks for."""
    known = {item.position: item for item in Item.select().where(Item.case == row)}
    views = []
    for position, material in matter.asked_for(row.situation):
        item = known.get(position) or Item(position=position)
        views.append(
            ItemView(
                position,
                material,
                item.answer,
                item.count,
                item.problem,
                item.bring,
                item.handed_back,
                item.asked_in,
            )
        )
    return tuple(views)


def handed_back(case: str) -> dict[int, datetime]:
    """When it was noted of each original that it went back to its owner, by the position of its
    line in the checklist of `case` (a UUID)."""
    noted = Item.select().join(Case).where(Case.uuid == case, Item.handed_back)
    position = {one.uuid: one.position for one in noted}
    when = history.became_true(list(position), "handed_back")
    return {position[uuid]: at for uuid, at in when.items()}


def steps(row: Any, matter: Matter) -> tuple[StepView, ...]:
    """Every step of the matter, done or not."""
    known = {step.position: step for step in Step.select().where(Step.case == row)}
    views = []
    for position, step in enumerate(matter.steps):
        done = known.get(position) or Step()
        views.append(
            StepView(
                position,
                step.name,
                step.compulsory,
                step.counts,
                step.posted,
                done.started,
                done.until,
                done.ended,
                done.place,
                done.findings,
                done.number,
            )
        )
    return tuple(views)


def specials(row: Any) -> tuple[SpecialView, ...]:
    """The special procedures, in order."""
    return tuple(
        SpecialView(
            one.ground,
            one.basis,
            one.days,
            one.started,
            one.resumed,
            one.findings,
            one.number,
            one.resume_number,
        )
        for one in SpecialProcedure.select()
        .where(SpecialProcedure.case == row)
        .order_by(SpecialProcedure.id)
    )


def extension(row: Any) -> ExtensionView | None:
    """The extension, if the case was given one."""
    one: Any = Extension.get_or_none(Extension.case == row)
    if one is None:
        return None
    return ExtensionView(one.days, one.reason, one.basis, one.approver, one.number, one.at)


def forwarded(row: Any) -> tuple[ForwardedView, ...]:
    """How often the case went up, and what came back."""
    return tuple(
        ForwardedView(
            one.forwarding.number,
            one.forwarding.organ,
            one.forwarding.at,
            one.opinion,
            one.answer,
            one.answered_at,
            one.paper,
            one.demand,
        )
        for one in Forwarded.select().where(Forwarded.case == row).order_by(Forwarded.id)
    )


def reminders(row: Any) -> tuple[ReminderView, ...]:
    """How the applicant was reminded, in order."""
    rows = Reminder.select().where(Reminder.case == row).order_by(Reminder.id)
    return tuple(reminder(one) for one in rows)


def reminder(row: Any) -> ReminderView:
    """The row as a plain value."""
    return ReminderView(row.about, row.way, row.words, row.answer, row.at)


def report(row: Any) -> ReportView | None:
    """The newest refusal report."""
    one: Any = (
        RefusalReport.select()
        .where(RefusalReport.case == row)
        .order_by(RefusalReport.id.desc())
        .first()
    )
    if one is None:
        return None
    return ReportView(
        one.uuid,
        one.number,
        one.reported_at,
        one.decision,
        one.opinion,
        one.leader,
        one.decided_at,
    )
