"""Cases as the pages list them: with their lights, by urgency, and as a search finds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import case_clock, catalogue, numbers, people
from app.case_clock import CaseClock
from app.case_table import DELIVERABLE, OPEN, State
from app.clock import OFFICE_ZONE
from app.deadlines import PROVISIONAL, Light, LightKind
from app.desk import Desk
from app.parties import APPLICANT
from app.texts import mask_phone
from models.cases import Case, Forwarded, Forwarding, Party
from models.documents import Document
from models.office import MatterVersion
from models.people import Person

FAR = datetime.max.replace(tzinfo=OFFICE_ZONE)


@dataclass(frozen=True)
class CaseRow:
    """One line of a list of cases. `action` says in words what comes next."""

    uuid: str
    number: str
    name: str
    phone: str
    matter: str
    state: State
    outcome: str
    light: Light | None
    due: datetime
    due_text: str
    received_at: datetime
    action: str


_NEXT = {
    State.URGENT: "补办手续",
    State.REVIEWING: "继续审核",
    State.AWAITING: "补交材料",
    State.ACCEPTED: "继续办理",
    State.SPECIAL: "恢复办理",
    State.FORWARDED: "登记批回",
    State.COMPLETED: "送达",
    State.RETURNED: "送达",
    State.WITHDRAWN: "送达",
    State.TERMINATED: "送达",
    State.DELIVERED: "查看",
}


def _rows(desk: Desk, found: Iterable[Any]) -> list[CaseRow]:
    """The cases as lines, with their clocks as of now."""
    rows = list(found)
    entries = {row.id: catalogue.from_json(row.matter.body) for row in rows}
    known = case_clock.facts(rows, entries)
    now, office = desk.real.now(), desk.office
    lines = []
    for row in rows:
        clock = case_clock.clock(
            row, entries[row.id], known[row.id], desk.calendar, office.hours, now, office.warn_days
        )
        state = State(row.state)
        overdue = clock.light is not None and clock.light.kind == LightKind.OVERDUE
        lines.append(
            CaseRow(
                row.uuid,
                row.number,
                row.applicant.name,
                mask_phone(row.applicant.phone),
                row.matter.name,
                state,
                row.outcome,
                clock.light,
                clock.due or FAR,
                _due_text(desk, row, state, clock),
                row.received_at,
                "说明原因" if overdue and state == State.ACCEPTED else _NEXT[state],
            )
        )
    return lines


def _due_text(desk: Desk, row: Any, state: State, clock: CaseClock) -> str:
    if state == State.AWAITING and clock.due is not None:
        return f"待补正，{_when(desk, clock.due)}前"
    if state in (State.ACCEPTED, State.SPECIAL) or clock.due is not None:
        return _when(desk, clock.due)
    return str(row.outcome or state.value)


def _when(desk: Desk, moment: datetime | None) -> str:
    if moment is None:
        return "不计时限"
    now = desk.real.now()
    if moment.date() == now.date():
        return f"今日 {moment:%H:%M}"
    year = "" if moment.year == now.year else f"{moment.year}年"
    final = desk.calendar.is_published(moment.year)
    text = f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"
    return text if final else text + PROVISIONAL


def _cases() -> Any:
    return (
        Case.select(Case, Person, MatterVersion)
        .join(Person, on=(Case.applicant == Person.id))
        .switch(Case)
        .join(MatterVersion)
    )


OPEN_STATES = [state.value for state in OPEN]
FILTERS = ("在办", "待补正", "已上报", "待送达", "已结束", "全部")


def cases(desk: Desk, which: str = "在办", most: int = 2000) -> tuple[CaseRow, ...]:
    """Cases of one of `FILTERS`: open ones by urgency, ended ones newest first."""
    query = _cases().order_by(Case.id.desc()).limit(most)
    if which == "在办":
        query = query.where(Case.state.in_(OPEN_STATES))
    elif which == "待补正":
        query = query.where(Case.state == State.AWAITING.value)
    elif which == "已上报":
        query = query.where(Case.state == State.FORWARDED.value)
    elif which == "待送达":
        query = query.where(Case.state.in_([state.value for state in DELIVERABLE]))
    elif which == "已结束":
        query = query.where(Case.state == State.DELIVERED.value)
    rows = _rows(desk, query)
    if which in ("在办", "待补正", "已上报"):
        rows.sort(key=lambda row: (row.due, row.number))
    return tuple(rows)


def of(desk: Desk, wanted: Any) -> tuple[CaseRow, ...]:
    """The cases that meet `wanted`, a condition, in the order of their numbers."""
    return tuple(_rows(desk, _cases().where(wanted).order_by(Case.id)))


def search(desk: Desk, text: str, most: int = 200) -> tuple[CaseRow, ...]:
    """Cases by number or its last digits, matter, or somebody who takes part: applicant, who
    applies too, who came for them; by name, initials, last digits of phone or ID. Open ones
    first. A scanned machine number finds its case, or the cases of its document."""
    key = text.strip()
    if not 0 < len(key) <= 100:  # nothing here is longer, and SQLite takes no endless pattern
        return ()
    if numbers.is_machine_number(key):
        paper: Any = Document.get_or_none(Document.machine_number == key)
        wanted = Case.machine_number == key
        if paper is not None:
            wanted |= Case.id == paper.case_id
        if paper is not None and paper.kind == numbers.Kind.RECEIPT and paper.case_id is None:
            wanted |= Case.reception == paper.reception_id  # the one receipt for all of a 嘎查
        if paper is not None and paper.kind == numbers.Kind.FORWARDING:
            batch = Forwarded.select(Forwarded.case).join(Forwarding)
            wanted |= Case.id.in_(batch.where(Forwarding.number == paper.number))
    else:
        wanted = Case.number.contains(key) | MatterVersion.name.contains(key) | _with(key)
        if key.isascii() and key[:-1].isdigit() and len(key) <= 18:
            wanted |= Case.number.endswith(f"〕{key}号")
    rows = _rows(desk, _cases().where(wanted).order_by(Case.id.desc()).limit(most))
    return tuple(sorted(rows, key=lambda row: row.state == State.DELIVERED))


def _with(key: str) -> Any:
    """The condition that somebody whom `key` may mean takes part in a case."""
    found = Person.select(Person.id).where(people.matches(key))
    them = Person.select(Person.id).where(Person.id.in_(found) | Person.merged_into.in_(found))
    beside = Party.select(Party.reception).where(
        Party.person.in_(them), Party.relation != APPLICANT
    )
    return Case.applicant.in_(them) | Case.agent.in_(them) | Case.reception.in_(beside)
