"""送达: how the result reached the citizen, and whose result still waits."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app import case_parts, documents, identity, texts
from app.case_parts import ReminderView, Served
from app.case_table import DELIVERABLE, Outcome
from app.casefile import CaseFile
from app.cases import grounds
from app.cases.common import BY_HAND, Done, Signing, fetch, file, matter_of, moved, signed
from app.catalogue import Matter, MatterKind
from app.errors import FieldError, RuleError
from app.forms import delivery as forms
from app.journal import Transaction, operation
from models.cases import Case, Delivery, RefusalReport, Reminder
from models.office import MatterVersion
from models.people import Person


@dataclass(frozen=True)
class DeliveryInput:
    """How the result reached the citizen; which fields are read follows from `way`. `recipient`:
    who fetched it, or refused it or has it sent to them where that is not the applicant, with
    what they are to them; `place`: where it was handed over, "" for the window; `agent_reason`:
    what whoever fetched it is to the applicant, and why they did."""

    way: str
    recipient: str = ""
    agent_reason: str = ""
    id_number: str = ""
    witness: str = ""
    signing: Signing = BY_HAND
    address: str = ""
    post_number: str = ""
    place: str = ""
    refused_why: str = ""


IN_PERSON, BY_AGENT, REFUSED, POST, TRANSFER = WAYS = tuple(one.value for one in Served)
IN_HAND = (IN_PERSON, BY_AGENT, REFUSED)
_FAVOURABLE = (Outcome.GRANTED, Outcome.AT_ONCE)


def ways(matter: Matter, outcome: str, *, died: bool = False) -> tuple[str, ...]:
    """How the result of such a case may reach the citizen, or the next of kin of one who has
    `died`. Money on an account is no paper: where anything but a grant was decided, that is
    always served."""
    paid = matter.kind == MatterKind.BENEFIT and outcome in _FAVOURABLE
    never = {one for one, no in ((TRANSFER, not paid), (IN_PERSON, died)) if no}
    return tuple(way for way in WAYS if way not in never)


@operation("送达")
def deliver(tx: Transaction, case: str, given: DeliveryInput, *, stub: bool = True) -> Done:
    """Record that the result reached the citizen; `stub` makes the 送达回证 to sign."""
    row = fetch(tx, "送达", case)
    seen = file(tx, row)
    if _held(seen):
        raise RuleError(
            "退回件通知书还没有出具，不能送达。",
            clause="1.4",
            instead="先报后退：请分管领导批示否定报备后再送达。",
        )
    died = grounds.died(seen)
    delivery = _checked(tx, row, given, died)
    tx.save(delivery)
    row.signing = {
        "kind": delivery.signature,
        "reader": delivery.reader,
        "witness": delivery.witness,
    }
    moved(row, "送达")
    tx.save(row)
    papers: tuple[str, ...] = ()
    if stub:
        paper = forms.receipt(tx.desk, file(tx, row), delivery, died=died)
        papers = (documents.issue(tx, paper, case=row),)
    return Done(file(tx, row), papers)


def _checked(tx: Transaction, row: Any, given: DeliveryInput, died: bool) -> Any:
    way = given.way
    if way not in WAYS:
        raise FieldError("way", "请选择送达方式。")
    if died and way == IN_PERSON:
        raise FieldError("way", "申请人已经去世，不能本人领取；由近亲属领取的，请选“代领”。")
    if way not in ways(matter_of(row), row.outcome, died=died):
        raise FieldError(
            "way", "只有给付事项办成、资金直接到账的可以免送达；这一件要送达，请选别的方式。"
        )
    agent = way == BY_AGENT
    recipient, number, why = _recipient(row, given, died), "", ""
    if agent:
        number = texts.clean("id_number", "代领人证件号码", given.id_number, limit=40)
        if len(number) in (15, 18):
            number = identity.resident("id_number", number, tx.now.date()).number
        theirs = row.applicant.id_number  # names alone are often the same
        if died and (number == theirs or (not theirs and recipient == row.applicant.name)):
            raise FieldError("recipient", "申请人已经去世，请填来领取的近亲属。")
        why = texts.clean("agent_reason", "关系和代领原因", given.agent_reason, limit=100)
    elif way == REFUSED:
        why = texts.clean("refused_why", "拒收的事由", given.refused_why, limit=100)
    address = post_number = ""
    if way == POST:
        address = texts.clean("post_address", "邮寄地址", given.address, limit=120)
        post_number = texts.clean("post_number", "邮件号码", given.post_number, limit=40)
    elif way in IN_HAND:
        address = texts.clean("served_where", "送达地点", given.place, limit=120, required=False)
    signing = signed(_signing(given), agent=agent)
    return Delivery(
        case=row,
        way=way,
        recipient=recipient,
        id_number=number,
        at=tx.now,
        agent_reason=why,
        witness=signing["witness"],
        reader=signing["reader"],
        signature=signing["kind"] if way in IN_HAND else "",
        address=address,
        post_number=post_number,
    )


# Whom it was put before, where that may be somebody else, and what they are called.
_OTHERS = {
    REFUSED: ("refused_by", "拒收的人（姓名、和申请人的关系）"),
    POST: ("post_to", "收件人（姓名、和申请人的关系）"),
}


def _recipient(row: Any, given: DeliveryInput, died: bool) -> str:
    """Who took it, or would not; nothing is put before the dead. Raises FieldError."""
    if given.way == BY_AGENT:
        return texts.clean("recipient", "代领人姓名", given.recipient, limit=60)
    if given.way not in _OTHERS:
        return str(row.applicant.name)
    field, label = _OTHERS[given.way]
    name = texts.clean(field, label, given.recipient, limit=60, required=died)
    if died and name == row.applicant.name:
        raise FieldError(field, "申请人已经去世，请填近亲属的姓名和关系。")
    return name or str(row.applicant.name)


def _signing(given: DeliveryInput) -> Signing:
    """How it is signed for: whoever fetches it for the applicant signs for themselves."""
    if given.way == REFUSED:
        return Signing("拒签", witness=given.witness)
    if given.way not in IN_HAND:
        return BY_HAND
    if given.way == BY_AGENT and given.signing.kind == BY_HAND.kind:
        return replace(given.signing, kind="代理")
    return given.signing


@dataclass(frozen=True)
class Uncollected:
    """A result that nobody has fetched, since when, and when the applicant last heard of it."""

    uuid: str
    number: str
    name: str
    phone: str
    matter: str
    since: datetime
    reminder: ReminderView | None


def uncollected() -> tuple[Uncollected, ...]:
    """Every result that waits to be fetched, the oldest first; a return that the leader has yet
    to agree to is none."""
    states = [state.value for state in DELIVERABLE]
    waits = RefusalReport.select(RefusalReport.case).where(RefusalReport.decision == "")
    held = (Case.outcome == Outcome.RETURNED.value) & Case.id.in_(waits)
    found = Case.select(Case, Person, MatterVersion).join(Person, on=(Case.applicant == Person.id))
    found = found.switch(Case).join(MatterVersion).where(Case.state.in_(states), ~held)
    rows = list(found.order_by(Case.closed_at, Case.id))
    said = Reminder.select().where(Reminder.case.in_([row.id for row in rows]))
    last = {one.case.id: one for one in said.order_by(Reminder.id)}
    return tuple(_uncollected(row, last.get(row.id)) for row in rows)


def _held(case: CaseFile) -> bool:
    open_report = case.report is not None and not case.report.decision
    return open_report and case.outcome == Outcome.RETURNED


def _uncollected(row: Any, reminder: Any) -> Uncollected:
    return Uncollected(
        row.uuid,
        row.number,
        row.applicant.name,
        texts.mask_phone(row.applicant.phone),
        row.matter.name,
        row.closed_at,
        case_parts.reminder(reminder) if reminder and reminder.at >= row.closed_at else None,
    )
