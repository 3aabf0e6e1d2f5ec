"""The transfers as the pages and the ledger show them: how far each has come, and how urgent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import deadlines
from app.deadlines import Deadline, Light, LightKind
from app.desk import Desk
from app.first_asked.transfers import contact_due
from models.documents import Document
from models.first_asked import Transfer

HANDED, RECEIVED, CONTACTED, DONE = "已转交", "已接收", "已联系", "已有结果"
FILTERS = OPEN, ENDED = "未办结", "已办结"
# What comes next, as the button and the row say it.
NEXT = {HANDED: "登记接收", RECEIVED: "登记联系", CONTACTED: "登记结果", DONE: "查看"}


@dataclass(frozen=True)
class TransferView:
    """A transfer with everything known of it. Moments are aware, in office time."""

    uuid: str
    number: str
    reception: str
    first_asked: str
    visitor: str
    phone: str
    address: str
    matter: str
    message: str
    absent: str  # who was away, "" where the directory does not know them
    absent_why: str
    responsible: str
    responsible_phone: str
    papers: tuple[str, ...]
    handed_at: datetime
    received_at: datetime | None
    received_by: str
    contacted_at: datetime | None
    contact: str
    result: str
    result_at: datetime | None
    due: Deadline
    light: Light | None

    @property
    def state(self) -> str:
        """How far it has come."""
        return state(self)

    @property
    def late(self) -> bool:
        """Whether the first contact came after it was due."""
        return bool(self.contacted_at and self.due.due and self.contacted_at > self.due.due)


def state(row: Any) -> str:
    """How far a transfer, the row or its view, has come."""
    if row.result_at is not None:
        return DONE
    if row.contacted_at is not None:
        return CONTACTED
    return RECEIVED if row.received_at is not None else HANDED


def paper_text(paper: dict[str, Any]) -> str:
    """`身份证复印件 2 页 1 份`."""
    return f"{paper['name']} {paper['pages']} 页 {paper['count']} 份"


def light(desk: Desk, row: Any, now: datetime) -> Light | None:
    """How near the first contact is due at `now`; none once it was made."""
    if row.contacted_at is not None:
        return None
    due = contact_due(desk, row)
    shown = deadlines.light(due, now, desk.calendar, near=desk.office.warn_days)
    if shown.kind == LightKind.TODAY:
        return Light(shown.kind, "今日须联系")
    return shown


def view(desk: Desk, row: Any) -> TransferView:
    """The row as a plain value, its light as of now."""
    return TransferView(
        uuid=row.uuid,
        number=row.number,
        reception=row.reception.uuid,
        first_asked=row.reception.clerk.name,
        visitor=row.visitor,
        phone=row.phone,
        address=row.address,
        matter=row.matter,
        message=row.message,
        absent=row.colleague.name if row.colleague else "",
        absent_why=row.absent_why,
        responsible=row.responsible,
        responsible_phone=row.responsible_phone,
        papers=tuple(map(paper_text, row.papers)),
        handed_at=row.handed_at,
        received_at=row.received_at,
        received_by=row.received_by,
        contacted_at=row.contacted_at,
        contact=row.contact,
        result=row.result,
        result_at=row.result_at,
        due=contact_due(desk, row),
        light=light(desk, row, desk.real.now()),
    )


def on_paper(desk: Desk, machine_number: str) -> TransferView | None:
    """The transfer whose 首问转办单 bears this machine number."""
    paper = Document.select(Document.number).where(Document.machine_number == machine_number)
    row = Transfer.get_or_none(Transfer.number.in_(paper))
    return view(desk, row) if row is not None else None


def load(desk: Desk, uuid: str) -> TransferView:
    """The transfer with this UUID."""
    return view(desk, Transfer.get(Transfer.uuid == uuid))


def listed(desk: Desk, which: str = OPEN, most: int = 500) -> tuple[TransferView, ...]:
    """Those without a result by urgency, those not yet contacted first; or the ended ones,
    newest first."""
    if which == ENDED:
        rows = Transfer.select().where(Transfer.result_at.is_null(False))
        return tuple(view(desk, row) for row in rows.order_by(Transfer.id.desc()).limit(most))
    rows = Transfer.select().where(Transfer.result_at.is_null()).order_by(Transfer.id)
    found = [view(desk, row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.contacted_at is not None, one.handed_at)))


def waiting() -> int:
    """In how many transfers nobody has got in touch with the visitor yet."""
    return int(Transfer.select().where(Transfer.contacted_at.is_null()).count())


def overdue(desk: Desk) -> tuple[str, ...]:
    """The numbers of those whose first contact is due today or overdue."""
    pressing = (LightKind.TODAY, LightKind.OVERDUE)
    rows = Transfer.select().where(Transfer.contacted_at.is_null()).order_by(Transfer.id)
    found = [(row.number, light(desk, row, desk.real.now())) for row in rows]
    return tuple(number for number, shown in found if shown and shown.kind in pressing)
