"""Visits and calls. The first person asked opens the record and stays responsible (2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import people, texts
from app.deadlines import moment_text
from app.desk import Desk
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.parties import (
    GUARDIAN,
    AgentInput,
    AgentView,
    PartyInput,
    PartyView,
    add_agent,
    add_parties,
    agent_of,
    parties_of,
)
from app.people import PersonInput, PersonView
from models.cases import Reception

VISIT, CALL = "来访", "来电"

# What a reception may end in (2.2, 2.3, 2.5.4).
CASE, ENQUIRY, TOLD, LEFT = "办件", "咨询件", "咨询件（已告知）", "群众中途离开"
GUIDED, TRANSFERRED, OUTSIDE = "引导", "转交", "辖区外指引"
SIMPLE = "简单询问"  # counted, but nobody's reception: where is the toilet


@dataclass(frozen=True)
class ReceptionView:
    """A reception as the pages show it."""

    uuid: str
    channel: str
    opened_at: datetime
    clerk: str
    applicant: PersonView | None
    agent: AgentView | None
    parties: tuple[PartyView, ...]
    caller: str
    caller_phone: str
    outcome: str
    disputed: str

    @property
    def batch(self) -> bool:
        """Whether a 嘎查 applies for several people, each of whom gets a case."""
        return self.applicant is None and bool(self.parties)

    @property
    def person(self) -> PersonView | None:
        """Who stands at the desk."""
        return self.agent.person if self.agent else self.applicant

    @property
    def visitor(self) -> str:
        """Who is to be addressed."""
        return self.person.name if self.person else self.caller

    @property
    def phone(self) -> str:
        """Under which number they can be reached."""
        return self.person.phone if self.person else self.caller_phone


@operation("来访来电登记")
def open_visit(
    tx: Transaction,
    applicant: PersonInput | None,
    agent: AgentInput | None = None,
    parties: Sequence[PartyInput] = (),
) -> ReceptionView:
    """Record who came, for whom; None for somebody who only asks and gives no name.

    `parties` apply together with the applicant. Raises FieldError (an agent's fields as
    `agent.name`, …, those of the parties as `party.0.name`, …).
    """
    row = Reception(channel=VISIT, opened_at=tx.now, clerk=tx.desk.staff.id)
    if applicant is not None:
        row.applicant = people.record(tx, applicant)
    if agent is not None:
        add_agent(tx, row, agent)
        if row.applicant is not None and row.agent == row.applicant:
            raise FieldError("agent.name", "代理人和申请人是同一个人，请取消代办。")
        if agent.kind == GUARDIAN and row.applicant and row.applicant.kind != people.PERSON:
            raise FieldError("agent.kind", "单位没有监护人，请选“委托代理”。")
    tx.save(row)
    add_parties(tx, row, parties)
    return view(row)


@operation("来访来电登记")
def open_call(tx: Transaction, caller: str, phone: str) -> ReceptionView:
    """Record a call; the caller may stay nameless (2.5.1)."""
    row = Reception(
        channel=CALL,
        opened_at=tx.now,
        clerk=tx.desk.staff.id,
        caller=texts.clean("caller", "来电人", caller, limit=60, required=False),
        caller_phone=texts.phone("phone", phone),
    )
    tx.save(row)
    return view(row)


@operation("结束接待")
def left(tx: Transaction, reception: str, note: str) -> None:
    """群众中途离开: the one end that is nobody's answer. The note says what was still open."""
    row = fetch(reception)
    row.note = texts.answer(
        "note", "说明", note, limit=200,
        instead="请写明群众要办什么、说到哪里离开的。",
    )  # fmt: skip
    close(tx, row, LEFT)


@operation("简单询问")
def ask_simply(tx: Transaction) -> int:
    """Tally a question that is answered in one breath; returns how many there were today."""
    tx.save(
        Reception(
            channel=VISIT, opened_at=tx.now, closed_at=tx.now, clerk=tx.desk.staff.id,
            outcome=SIMPLE,
        )
    )  # fmt: skip
    today = tx.now.replace(hour=0, minute=0, second=0)
    since = Reception.opened_at.between(today, tx.now)
    return int(Reception.select().where(Reception.outcome == SIMPLE, since).count())


@operation("记录争议")
def dispute(tx: Transaction, reception: str, explained: str, basis: str) -> None:
    """有争议: the visitor sees it otherwise, or wants what cannot be; what was explained to them,
    and which basis they were shown (2.5.6). What was noted before stays."""
    row = fetch(reception)
    words = texts.answer("explained", "怎么解释的", explained, limit=1000, lines=True)
    shown = texts.clean("basis", "出示的依据", basis, limit=300, lines=True)
    noted = f"{moment_text(tx.now)} {words}（出示依据：{shown}）"
    row.disputed = "\n".join(filter(None, (row.disputed, noted)))
    tx.save(row)


def close(tx: Transaction, row: Any, outcome: str) -> None:
    """End `row` in `outcome`, unless it already ended in something as real."""
    if row.outcome in ("", TOLD):
        row.outcome, row.closed_at = outcome, tx.now
        tx.save(row)


def fetch(uuid: str) -> Any:
    """The row. Raises RuleError where there is none."""
    row = Reception.get_or_none(Reception.uuid == uuid)
    if row is None:
        raise RuleError("没有这条接待记录。", clause="2.1", instead="请先做来访登记或来电登记。")
    return row


def load(desk: Desk, uuid: str) -> ReceptionView:
    """The reception with this UUID."""
    return view(fetch(uuid))


def view(row: Any) -> ReceptionView:
    """The row as a plain value."""
    return ReceptionView(
        uuid=row.uuid,
        channel=row.channel,
        opened_at=row.opened_at,
        clerk=row.clerk.name,
        applicant=people.view(row.applicant) if row.applicant else None,
        agent=agent_of(row),
        parties=parties_of(row),
        caller=row.caller,
        caller_phone=row.caller_phone,
        outcome=row.outcome,
        disputed=row.disputed,
    )


def unfinished() -> tuple[ReceptionView, ...]:
    """Receptions that have not ended in anything yet: the day cannot close over them (2.5.4)."""
    return tuple(view(row) for row in Reception.select().where(Reception.outcome == ""))
