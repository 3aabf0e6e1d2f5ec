"""The lists of a day's ledger, line by line, from the records as the day close left them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import case_clock, catalogue, deadlines
from app.case_clock import CaseClock, limit_of
from app.case_parts import DECIDED
from app.case_table import DELIVERABLE, OPEN, Outcome
from app.catalogue import Matter
from app.closed import DayView
from app.desk import Desk
from app.first_asked import transfer_list
from app.first_asked.transfers import contact_due
from app.history import actions_on, as_of, born, then, uuids
from app.people import ORGANISATION
from app.receptions import SIMPLE
from app.texts import mask_name, mask_phone
from models.cases import Case, Delivery, Enquiry, Forwarded, Reception, RefusalReport, Telling
from models.documents import Document
from models.first_asked import Referral, Transfer
from reports.ledger import CaseLine, DocumentLine, ReceptionLine, ReportLine, TransferLine

# 批示否定报备 touches the case itself only where the leader overturns.
_MOVES = {"批示否定报备": "撤销退回"}


@dataclass(frozen=True)
class Day:
    """A closed day and who reads of it: `full` names everybody, else persons are masked and
    free text, which may name them, stays in the house."""

    desk: Desk
    view: DayView
    full: bool

    @property
    def seq(self) -> int:
        """The last event of the day."""
        return self.view.head_seq

    def name(self, name: str, kind: str = "") -> str:
        """A name as it may be read; organisations are no persons."""
        return name if self.full or kind == ORGANISATION else mask_name(name)

    def text(self, text: str) -> str:
        """Free text as it may be read."""
        return text if self.full else ""


def watch(day: Day, row: Any, matter: Matter) -> CaseClock:
    """The clocks of `row` as they stood at the end of the day."""

    def past(one: Any) -> Any:
        return then(one, day.seq)

    known = case_clock.facts([row], {row.id: matter}, past)[row.id]
    office, until = day.desk.office, day.view.span.until
    return case_clock.clock(
        row, matter, known, day.desk.calendar, office.hours, until, office.warn_days
    )


def cases(day: Day) -> Iterator[CaseLine]:
    """Every case that moved on the day, or was 在办 or waiting to be fetched at its end."""
    done = actions_on(Case, day.view.span)
    live = OPEN | DELIVERABLE
    wanted = Case.state.in_([state.value for state in live])
    wanted |= Case.uuid.in_(uuids(Case, day.view.span))
    for row in as_of(Case, day.seq, wanted):
        if row.state in live or row.uuid in done:
            yield _case(day, row, done.get(row.uuid, ()))


def _case(day: Day, row: Any, done: tuple[str, ...]) -> CaseLine:
    matter = catalogue.from_json(row.matter.body)
    applicant = then(row.applicant, day.seq)
    seen = watch(day, row, matter)
    forwarded_at, answered_at = _above(day, row)
    used = None
    if row.accepted_at and row.closed_at:
        start, end = row.accepted_at.date(), row.closed_at.date()
        used = deadlines.working_days_between(start, end, day.desk.calendar)
    return CaseLine(
        number=row.number,
        matter=matter.name,
        matter_kind=matter.kind.value,
        organ=matter.organ,
        applicant=day.name(applicant.name, applicant.kind),
        applicant_kind=applicant.kind,
        gacha=applicant.gacha,
        agent=f"代办（{row.agent_relation}）" if row.agent_id else "",
        clerk=row.clerk.name,
        moves="、".join(dict.fromkeys(_MOVES.get(action, action) for action in done)),
        received_at=row.received_at,
        accepted_at=row.accepted_at,
        limit=limit_of(matter).text,
        due_at=seen.due,
        provisional=_provisional(day, seen.due),
        forwarded_at=forwarded_at,
        answered_at=answered_at,
        closed_at=row.closed_at,
        delivered_at=_delivered(day, row),
        state=row.state,
        outcome=row.outcome,
        light=seen.light.text if seen.light else "",
        days_used=used,
        late_owner=row.late_owner,
        late_reason=day.text(row.late_reason),
        external_number=row.external_number,
    )


def _provisional(day: Day, due: datetime | None) -> str:
    final = due is None or day.desk.calendar.is_published(due.year)
    return "" if final else "暂定"


def _above(day: Day, row: Any) -> tuple[datetime | None, datetime | None]:
    """When the case last went up, and when the decision on it was made there."""
    rows = Forwarded.select().where(Forwarded.case == row.id).order_by(Forwarded.id)
    past = [one for one in (then(row, day.seq) for row in rows) if one is not None]
    if not past:
        return None, None
    last = past[-1]
    return last.forwarding.at, last.answered_at if last.answer == DECIDED else None


def _delivered(day: Day, row: Any) -> datetime | None:
    delivery = Delivery.get_or_none(Delivery.case == row.id)
    past = delivery and then(delivery, day.seq)
    return past.at if past else None


def receptions(day: Day) -> Iterator[ReceptionLine]:
    """Every visit and call of the day, numbered in the order in which they were opened; what
    was only tallied is in the figures."""
    opened = (row for row in born(Reception, day.view.span) if row.outcome != SIMPLE)
    for place, row in enumerate(opened, 1):
        yield _reception(day, then(row, day.seq), f"{day.view.day:%Y%m%d}-{place:03d}")


def _of(day: Day, model: Any, reception: Any) -> list[Any]:
    """The rows of `model` that the reception had led to by the end of the day."""
    rows = model.select().where(model.reception == reception.id).order_by(model.id)
    past = (then(row, day.seq) for row in rows)
    return [row for row in past if row is not None]


def _reception(day: Day, row: Any, number: str) -> ReceptionLine:
    made, asked, told = (_of(day, model, row) for model in (Case, Enquiry, Telling))
    guided, passed_on = _of(day, Referral, row), _of(day, Transfer, row)
    sent_to = (*(one.office for one in guided), *(one.responsible for one in passed_on))
    slips = (one.number for one in (*guided, *passed_on) if one.number)
    person = row.agent or row.applicant
    matters = [one.matter.name for one in (*made, *asked, *told) if one.matter]
    return ReceptionLine(
        number=number,
        channel=row.channel,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        clerk=row.clerk.name,
        visitor=day.name(person.name, person.kind) if person else day.name(row.caller),
        agent=f"代办（{row.agent_relation}）" if row.agent else "",
        outcome=row.outcome or "还没有结果",
        case_number="、".join(one.number for one in made),
        enquiry_number="、".join(one.number for one in asked),
        matter="、".join(dict.fromkeys(matters)),
        satisfaction="、".join(one.satisfaction for one in asked),
        question=day.text("；".join(one.question for one in asked)),
        answer=day.text("；".join(one.answer for one in asked)),
        sent_to="、".join(sent_to),
        slip_number="、".join(slips),
        disputed=(day.text(row.disputed) or "有争议") if row.disputed else "",
    )


def transfers(day: Day) -> Iterator[TransferLine]:
    """Every transfer that moved on the day or had no result at its end."""
    done = actions_on(Transfer, day.view.span)
    wanted = Transfer.result_at.is_null() | Transfer.uuid.in_(uuids(Transfer, day.view.span))
    for row in as_of(Transfer, day.seq, wanted):
        if row.result_at is None or row.uuid in done:
            shown = transfer_list.light(day.desk, row, day.view.span.until)
            yield TransferLine(
                number=row.number,
                first_asked=row.reception.clerk.name,
                visitor=day.name(row.visitor),
                phone=row.phone if day.full else mask_phone(row.phone),
                matter=day.text(row.matter),
                responsible=row.responsible,
                absent_why=row.absent_why,
                papers=len(row.papers),
                handed_at=row.handed_at,
                received_at=row.received_at,
                due_at=contact_due(day.desk, row).due,
                contacted_at=row.contacted_at,
                result_at=row.result_at,
                state=transfer_list.state(row),
                light=shown.text if shown else "",
                message=day.text(row.message),
                result=day.text(row.result),
            )


def documents(day: Day) -> Iterator[DocumentLine]:
    """Every paper made on the day."""
    for row in born(Document, day.view.span):
        past = then(row, day.seq)
        yield DocumentLine(
            number=past.number,
            machine_number=past.machine_number,
            document=past.kind,
            case_number=past.case.number if past.case else "",
            made_at=past.made_at,
            state="已作废" if past.void_reason else past.state,
            check_code=past.check_code,
        )


def reports(day: Day) -> Iterator[ReportLine]:
    """Every refusal report that waited at the end of the day or was decided on it."""
    done = actions_on(RefusalReport, day.view.span)
    waits = RefusalReport.decision == ""
    wanted = waits | RefusalReport.uuid.in_(uuids(RefusalReport, day.view.span))
    for row in as_of(RefusalReport, day.seq, wanted):
        if row.decision and row.uuid not in done:
            continue
        applicant = then(row.case.applicant, day.seq)
        yield ReportLine(
            number=row.number,
            case_number=row.case.number,
            matter=row.case.matter.name,
            applicant=day.name(applicant.name, applicant.kind),
            phone=applicant.phone if day.full else mask_phone(applicant.phone),
            outcome=then(row.case, day.seq).outcome or Outcome.RETURNED.value,
            reported_at=row.reported_at,
            decision=row.decision,
            leader=row.leader,
            decided_at=row.decided_at,
        )
