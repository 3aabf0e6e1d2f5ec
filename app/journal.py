"""Writing: one user action is one transaction, and every row it touches leaves an event.

The chain (design §8): each event's hash covers its header and the hash before it; the header
holds the hash of the row as it now stands and of what was changed. Whoever alters a row, an
event or their order later is found by walking the headers once.
"""

import functools
import hashlib
import secrets
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from peewee import DatabaseError

from app import rights
from app.desk import Desk
from app.errors import RuleError
from app.faults import fault_of
from models.days import Draft
from models.fields import canonical_json
from models.journal import Event, EventBody
from models.record import SALT_BYTES, Record

GENESIS = bytes(32)
HEADER = (
    "window", "seq", "uuid", "at_utc", "effective_at", "staff", "action", "entity",
    "entity_uuid", "state_hash", "body_hash", "prev_hash",
)  # fmt: skip

P = ParamSpec("P")
T = TypeVar("T")

OWN_PASSWORD = "改自己的密码"
# What is only ever done now, also while something earlier is being entered (补录).
NOW = frozenset({
    OWN_PASSWORD, "补录", "离岗登记", "返岗登记", "陈述线索", "打印", "交付文书", "导出台账",
    "备份",
})  # fmt: skip
OPERATIONS: dict[str, list[Callable[..., Any]]] = {}  # action: what carries it out


class AlreadyDone(Exception):
    """The request was carried out before; `entity_uuid` is what it made or changed."""

    def __init__(self, entity_uuid: str) -> None:
        super().__init__(entity_uuid)
        self.entity_uuid = entity_uuid


@dataclass(frozen=True)
class Head:
    """The newest link of the chain."""

    seq: int
    hash: bytes


def head() -> Head:
    """The chain's end; seq 0 and the genesis hash before the first event."""
    last: Any = Event.select(Event.seq, Event.hash).order_by(Event.seq.desc()).first()
    return Head(last.seq, bytes(last.hash)) if last else Head(0, GENESIS)


def plain_header(event: Any) -> dict[str, Any]:
    """The header as plain values, its hash included: moments as ISO text, digests as hex."""
    return {name: _plain(getattr(event, name)) for name in (*HEADER, "hash")}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def header_hash(plain: Mapping[str, Any]) -> bytes:
    """The hash that the event with this plain header must carry."""
    values = [plain[name] for name in HEADER]
    return hashlib.sha256(canonical_json(values).encode()).digest()


def state_hash(row: Record) -> bytes:
    """SHA-256(the row's own salt ‖ its canonical form)."""
    return salted_hash(bytes(row.salt), row.canonical())


def salted_hash(salt: bytes, text: str) -> bytes:
    """SHA-256(salt ‖ text)."""
    return hashlib.sha256(salt + text.encode()).digest()


def new_request() -> str:
    """A UUID for an action about to be asked for (`Desk.asking`)."""
    return str(uuid.uuid4())


def carried_out(request: str) -> str | None:
    """The entity that `request` made or changed, or None where it never arrived."""
    row: Any = Event.get_or_none(Event.uuid == request)
    return row.entity_uuid if row else None


class Transaction:
    """What an operation writes through. Everything goes in together or not at all.

    `now` is when it happens for the law, `entered` when it is written down: the same moment,
    but for what is entered later (补录).
    """

    def __init__(self, desk: Desk, action: str) -> None:
        self._head = head()
        self.desk = begun(desk, self._head.seq)
        self.action = action
        self.now = desk.clock.now()
        self.entered = desk.real.now()
        self._request = desk.request

    def save(self, row: Record, *, effective_at: datetime | None = None) -> None:
        """Insert or update `row` and append its event; a row without changes leaves none.

        `effective_at` is when it happened for the law, where that is not now.
        """
        change = {name: row.stored(name) for name in row.changed_fields()}
        row.save()
        if change:
            self._append(row, canonical_json(change), effective_at or self.now)

    def note(self, row: Record, **facts: Any) -> None:
        """Append an event about `row` that changes nothing in it, such as an export."""
        self._append(row, canonical_json(facts), self.now)

    def _append(self, row: Record, change: str, effective_at: datetime) -> None:
        salt = secrets.token_bytes(SALT_BYTES)
        event = Event(
            window=self.desk.office.window_uuid,
            seq=self._head.seq + 1,
            uuid=self._request or str(uuid.uuid4()),
            at_utc=self.entered.astimezone(UTC),
            effective_at=effective_at,
            staff=self.desk.staff.uuid,
            action=self.action,
            entity=row._meta.table_name,
            entity_uuid=row.uuid,
            state_hash=state_hash(row),
            body_hash=salted_hash(salt, change),
            prev_hash=self._head.hash,
        )
        event.hash = header_hash({name: _plain(getattr(event, name)) for name in HEADER})
        event.save(force_insert=True)
        EventBody.insert(seq=event.seq, salt=salt, change=change).execute()
        self._head = Head(event.seq, event.hash)
        self._request = ""

    @property
    def chain_head(self) -> Head:
        """The chain's end as this transaction has left it so far."""
        return self._head


@contextmanager
def transaction(desk: Desk, action: str) -> Iterator[Transaction]:
    """Check the right to `action`, then write under one short IMMEDIATE transaction.

    Raises RuleError, also for whoever has yet to replace a temporary password; AlreadyDone; or
    EnvironmentFault where the disk or file is at fault.
    """
    rights.check(action, desk.staff.role)
    if action in NOW:
        desk = desk.present
    if desk.staff.must_change and action != OWN_PASSWORD:
        raise RuleError(
            "现在的密码是管理员给的，要先改成自己的才能办理。", instead="请重新登录，改好密码再办。"
        )
    try:
        with desk.store.database.atomic("IMMEDIATE"):
            if desk.request and (done := carried_out(desk.request)):
                raise AlreadyDone(done)
            tx = Transaction(desk, action)
            yield tx
            _drop_draft(desk)
    except (DatabaseError, sqlite3.Error, OSError) as error:
        raise fault_of(error) from error
    if not desk.store.database.in_transaction():  # else it is a rehearsal
        desk.store.anchor(tx.chain_head.seq, tx.chain_head.hash)


@contextmanager
def rehearsal(desk: Desk) -> Iterator[None]:
    """Operations inside do all they do, and nothing of it stays: no row, event or number."""
    with desk.store.database.atomic("IMMEDIATE") as outer:
        try:
            yield
        finally:
            outer.rollback()


def _drop_draft(desk: Desk) -> None:
    if desk.draft:
        Draft.delete().where(Draft.key == desk.draft).execute()


@contextmanager
def together(desk: Desk) -> Iterator[tuple[Desk, Desk]]:
    """Operations inside are one: all of them are carried out, or none.

    Yields the desk for the one that carries the request, and the desk for the others.
    """
    try:
        with desk.store.database.atomic("IMMEDIATE"):
            shared = begun(desk, head().seq)
            yield replace(shared, draft=""), unasked(shared)
            _drop_draft(desk)
            end = head()
    except (DatabaseError, sqlite3.Error, OSError) as error:
        raise fault_of(error) from error
    if not desk.store.database.in_transaction():  # else it is a rehearsal
        desk.store.anchor(end.seq, end.hash)


def operation(
    action: str,
) -> Callable[[Callable[Concatenate[Transaction, P], T]], Callable[Concatenate[Desk, P], T]]:
    """Make a function of a transaction into a user action of a desk, known in `OPERATIONS`."""

    def wrap(
        function: Callable[Concatenate[Transaction, P], T],
    ) -> Callable[Concatenate[Desk, P], T]:
        @functools.wraps(function)
        def act(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> T:
            with transaction(desk, action) as tx:
                return function(tx, *args, **kwargs)

        OPERATIONS.setdefault(action, []).append(act)
        return act

    return wrap


def begun(desk: Desk, seq: int) -> Desk:
    """The desk at which something begins where the chain ends with `seq`; within what is done
    together it has begun already."""
    return desk if desk.began is not None else replace(desk, began=seq)


def unasked(desk: Desk) -> Desk:
    """The desk without a pending request, for what follows on an action."""
    return replace(desk, request="", draft="")
