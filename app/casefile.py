"""One case as the window, the notices and the ledger see it: plain values, nothing to change."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN

from app import catalogue, deadlines, history, people
from app.case_table import State
from app.catalogue import Material, Matter
from app.checklist import BROUGHT, LACKS, Answer, Standing, standing
from app.clock import OFFICE_ZONE
from app.deadlines import Deadline, Light, Limit
from app.desk import Desk
from app.numbers import Kind
from app.parties import AgentView, PartyView, agent_of, parties_of
from app.people import PersonView
from models.cases import Case, Delivery, Item, RefusalReport, Step
from models.documents import Document
from models.journal import Event
from models.office import Staff

TELL_WITHIN = 5  # working days after the papers came in (行政许可法 §32, taken over for all)


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
    """A step of the matter, and when and how it was done; `ended` None while it is open."""

    position: int
    name: str
    compulsory: bool
    started: date | None
    ended: date | None
    place: str
    findings: str


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
    """One action on the case: when it was entered, what, by whom."""

    at: datetime
    action: str
    who: str


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
    delivered_at: datetime | None
    limit: Limit
    deadline: Deadline | None
    light: Light | None
    tell_by: date | None

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


def limit_of(matter: Matter) -> Limit:
    """The limit that counts: the promised one, else the statutory one, else on the spot."""
    return matter.promised or matter.statutory or Limit(0, deadlines.Unit.WORKDAY)


def load(desk: Desk, uuid: str) -> CaseFile:
    """The case with this UUID, lights as of now. Raises peewee's DoesNotExist."""
    return of_row(desk, Case.get(Case.uuid == uuid))


def of_row(desk: Desk, row: Any) -> CaseFile:
    """The row with everything around it."""
    matter = catalogue.from_json(row.matter.body)
    limit = limit_of(matter)
    state = State(row.state)
    deadline = light = tell_by = None
    if row.accepted_at is not None:
        deadline = deadlines.deadline(row.accepted_at, limit, desk.calendar, desk.office.hours)
        if state == State.ACCEPTED:
            light = deadlines.light(
                deadline, desk.clock.now(), desk.calendar, near=desk.office.warn_days
            )
    if state == State.REVIEWING:
        tell_by = deadlines.working_days_after(row.papers_at.date(), TELL_WITHIN, desk.calendar)
    delivery = Delivery.get_or_none(Delivery.case == row)
    return CaseFile(
        uuid=row.uuid,
        number=row.number,
        machine_number=row.machine_number,
        state=state,
        outcome=row.outcome,
        matter=matter,
        applicant=_applicant(row),
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
        items=_items(row, matter),
        steps=_steps(row, matter),
        report=_report(row),
        documents=_documents(row),
        history=_history(row),
        delivered_at=delivery.at if delivery else None,
        limit=limit,
        deadline=deadline,
        light=light,
        tell_by=tell_by,
    )


def _applicant(row: Any) -> PersonView:
    """The applicant; once the case has ended, under the name that its papers bear."""
    person = people.view(row.applicant)
    if row.closed_at is None:
        return person
    then = history.then(row.applicant, history.last_seq(row.closed_at + timedelta(seconds=1)))
    return replace(person, name=then.name)


def _parties(row: Any) -> tuple[PartyView, ...]:
    """Who applies too; those for whom a 嘎查 came have cases of their own."""
    if row.reception.applicant is None:
        return ()
    return tuple(one for one in parties_of(row.reception) if one.person.uuid != row.applicant.uuid)


def _items(row: Any, matter: Matter) -> tuple[ItemView, ...]:
    known = {item.position: item for item in Item.select().where(Item.case == row)}
    views = []
    for position, material in enumerate(matter.materials):
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


def _steps(row: Any, matter: Matter) -> tuple[StepView, ...]:
    known = {step.position: step for step in Step.select().where(Step.case == row)}
    return tuple(
        StepView(
            position,
            step.name,
            step.compulsory,
            done.started if (done := known.get(position)) else None,
            done.ended if done else None,
            done.place if done else "",
            done.findings if done else "",
        )
        for position, step in enumerate(matter.steps)
    )


def _report(row: Any) -> ReportView | None:
    report: Any = (
        RefusalReport.select()
        .where(RefusalReport.case == row)
        .order_by(RefusalReport.id.desc())
        .first()
    )
    if report is None:
        return None
    return ReportView(
        report.uuid,
        report.number,
        report.reported_at,
        report.decision,
        report.opinion,
        report.leader,
        report.decided_at,
    )


def _documents(row: Any) -> tuple[DocumentView, ...]:
    shared = Document.case.is_null() & (Document.kind == Kind.RECEIPT.value)
    shared &= Document.reception == row.reception  # the one receipt for all of a 嘎查
    rows = Document.select().where((Document.case == row) | shared).order_by(Document.id)
    return tuple(
        DocumentView(one.kind, one.number, one.machine_number, one.made_at, one.state, one.prints)
        for one in rows
    )


def _history(row: Any) -> tuple[HistoryLine, ...]:
    """From the chain itself: what was done to the case, its steps and its refusal reports."""
    parts = [row.uuid]
    for model in (Step, RefusalReport):
        parts += [part.uuid for part in model.select(model.uuid).where(model.case == row)]
    events: Any = (
        Event.select(Event.at_utc, Event.action, Staff.name)
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.uuid == Event.staff))
        .where(Event.entity_uuid.in_(parts))
        .order_by(Event.seq)
    )
    lines = (
        HistoryLine(at.astimezone(OFFICE_ZONE), action, who or "命令行")
        for at, action, who in events.tuples()
    )
    return tuple(dict.fromkeys(lines))  # an action that touches two rows is one line
