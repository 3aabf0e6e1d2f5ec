"""One case as the window, the notices and the ledger see it: plain values, nothing to change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN

from app import case_clock, case_parts, catalogue, history, people
from app.case_clock import CaseClock
from app.case_parts import (
    ExtensionView,
    ForwardedView,
    ItemView,
    ReminderView,
    ReportView,
    SpecialView,
    StepView,
)
from app.case_table import State
from app.catalogue import Matter
from app.checklist import BROUGHT, LACKS, Answer, Standing, standing
from app.clock import OFFICE_ZONE
from app.deadlines import Deadline, Light, Limit
from app.desk import Desk
from app.numbers import Kind
from app.parties import AgentView, PartyView, agent_of, parties_of
from app.people import PersonView
from models.cases import (
    Case,
    Delivery,
    Extension,
    Forwarded,
    Forwarding,
    RefusalReport,
    Reminder,
    SpecialProcedure,
    Step,
)
from models.documents import Document
from models.journal import Event
from models.office import Staff

_PARTS = (Step, RefusalReport, SpecialProcedure, Extension, Forwarded, Reminder)


@dataclass(frozen=True)
class DocumentView:
    """A paper of this case."""

    kind: str
    number: str
    machine_number: str
    made_at: datetime
    state: str
    prints: int


@dataclass(frozen=True)
class HistoryLine:
    """One action on the case: when it happened, what, by whom, and whether it was entered only
    later (补录)."""

    at: datetime
    action: str
    who: str
    later: bool = False


@dataclass(frozen=True)
class CaseFile:
    """Everything known of one case. Moments are aware, in office time."""

    uuid: str
    number: str
    machine_number: str
    state: State
    outcome: str
    matter: Matter
    applicant: PersonView
    reception: str  # UUID
    agent: AgentView | None
    parties: tuple[PartyView, ...]
    clerk: str
    received_at: datetime
    papers_at: datetime
    accepted_at: datetime | None
    why_not_at_once: str
    supplement_due: date | None
    closed_at: datetime | None
    result: str
    reason: str
    basis: str
    late_reason: str
    late_owner: str
    signing: dict[str, str]
    items: tuple[ItemView, ...]
    steps: tuple[StepView, ...]
    report: ReportView | None
    documents: tuple[DocumentView, ...]
    history: tuple[HistoryLine, ...]
    version: str  # of the matter
    delivered_at: datetime | None
    situation: Mapping[str, str]
    situation_why: str
    deemed: bool
    gap_due: date | None
    gap_note: str
    urgent: Mapping[str, str]
    external_number: str
    specials: tuple[SpecialView, ...]
    extension: ExtensionView | None
    forwarded: tuple[ForwardedView, ...]
    reminders: tuple[ReminderView, ...]
    clock: CaseClock

    @property
    def limit(self) -> Limit:
        """The limit that counts."""
        return self.clock.limit

    @property
    def deadline(self) -> Deadline | None:
        """The window's own due moment with all that explains it, once accepted."""
        return self.clock.own

    @property
    def light(self) -> Light | None:
        """How near the clock that runs is to its end."""
        return self.clock.light

    @property
    def tell_by(self) -> date | None:
        """The last of the five working days, while papers are under review."""
        return self.clock.tell_by

    @property
    def standing(self) -> Standing:
        """What the checklist amounts to."""
        return standing((item.answer for item in self.items), len(self.items))

    @property
    def brought(self) -> tuple[ItemView, ...]:
        """The lines that are fulfilled."""
        return tuple(item for item in self.items if item.answer and Answer(item.answer) in BROUGHT)

    @property
    def lacking(self) -> tuple[ItemView, ...]:
        """The lines that are missing or wrong."""
        return tuple(item for item in self.items if item.answer and Answer(item.answer) in LACKS)

    @property
    def open_steps(self) -> tuple[StepView, ...]:
        """Compulsory steps not yet done; they stand between acceptance and decision."""
        return tuple(step for step in self.steps if step.compulsory and step.ended is None)


def load(desk: Desk, uuid: str) -> CaseFile:
    """The case with this UUID, lights as of now. Raises peewee's DoesNotExist."""
    return of_row(desk, Case.get(Case.uuid == uuid))


def of_row(desk: Desk, row: Any) -> CaseFile:
    """The row with everything around it."""
    matter = catalogue.from_json(row.matter.body)
    known = case_clock.facts([row], {row.id: matter})[row.id]
    office = desk.office
    ticking = case_clock.clock(
        row, matter, known, desk.calendar, office.hours, desk.clock.now(), office.warn_days
    )
    delivery = Delivery.get_or_none(Delivery.case == row)
    return CaseFile(
        uuid=row.uuid,
        number=row.number,
        machine_number=row.machine_number,
        state=State(row.state),
        outcome=row.outcome,
        matter=matter,
        applicant=_applicant(row),
        reception=row.reception.uuid,
        agent=agent_of(row),
        parties=_parties(row),
        clerk=row.clerk.name,
        received_at=row.received_at,
        papers_at=row.papers_at,
        accepted_at=row.accepted_at,
        why_not_at_once=row.why_not_at_once,
        supplement_due=row.supplement_due,
        closed_at=row.closed_at,
        result=row.result,
        reason=row.reason,
        basis=row.basis,
        late_reason=row.late_reason,
        late_owner=row.late_owner,
        signing=row.signing,
        items=case_parts.items(row, matter),
        steps=case_parts.steps(row, matter),
        report=case_parts.report(row),
        documents=_documents(row),
        history=_history(row),
        version=row.matter.uuid,
        delivered_at=delivery.at if delivery else None,
        situation=row.situation,
        situation_why=row.situation_why,
        deemed=row.deemed,
        gap_due=row.gap_due,
        gap_note=row.gap_note,
        urgent=row.urgent,
        external_number=row.external_number,
        specials=case_parts.specials(row),
        extension=case_parts.extension(row),
        forwarded=case_parts.forwarded(row),
        reminders=case_parts.reminders(row),
        clock=ticking,
    )


def _applicant(row: Any) -> PersonView:
    """The applicant; once the case has ended, under the name that its papers bear."""
    person = people.view(row.applicant)
    if row.closed_at is None:
        return person
    then = history.then(row.applicant, history.last_seq(row.closed_at + timedelta(seconds=1)))
    return replace(person, name=then.name) if then is not None else person


def _parties(row: Any) -> tuple[PartyView, ...]:
    """Who applies too; those for whom a 嘎查 came have cases of their own."""
    if row.reception.applicant is None:
        return ()
    return tuple(one for one in parties_of(row.reception) if one.person.uuid != row.applicant.uuid)


def _documents(row: Any) -> tuple[DocumentView, ...]:
    shared = Document.case.is_null() & (Document.kind == Kind.RECEIPT.value)
    shared &= Document.reception == row.reception  # the one receipt for all of a 嘎查
    lists = Forwarding.select(Forwarding.number).join(Forwarded).where(Forwarded.case == row)
    shared |= Document.number.in_(lists)
    rows = Document.select().where((Document.case == row) | shared).order_by(Document.id)
    return tuple(
        DocumentView(one.kind, one.number, one.machine_number, one.made_at, one.state, one.prints)
        for one in rows
    )


def _history(row: Any) -> tuple[HistoryLine, ...]:
    """From the chain itself: what was done to the case and its parts."""
    parts = [row.uuid]
    for model in _PARTS:
        parts += [part.uuid for part in model.select(model.uuid).where(model.case == row)]
    events: Any = (
        Event.select(Event.effective_at, Event.at_utc, Event.action, Staff.name)
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.uuid == Event.staff))
        .where(Event.entity_uuid.in_(parts))
        .order_by(Event.seq)
    )
    lines = (
        HistoryLine(at.astimezone(OFFICE_ZONE), action, who or "命令行", at < entered)
        for at, entered, action, who in events.tuples()
    )
    return tuple(dict.fromkeys(lines))  # an action that touches two rows is one line
