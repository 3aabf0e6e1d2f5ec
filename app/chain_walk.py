"""Walking the chain of events, link by link, and what it says of every row.

Whatever stands in a file that somebody else has written to is read as it is: text that is none
comes as bytes, and a value of the wrong kind is a finding, never an error of ours.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from app.journal import GENESIS, HEADER, header_hash, salted_hash
from app.tasks import Slices
from models.record import SALT_BYTES

BATCH = 200  # events or rows read in one slice
TITLES = {
    "office": "办公设置", "staff": "人员账号", "calendar_change": "工作日调整",
    "matter_version": "事项", "person": "人员信息", "reception": "接待记录", "telling": "告知记录",
    "enquiry": "咨询件", "cases": "办件", "item": "材料核对", "step": "办理环节",
    "refusal_report": "否定报备", "delivery": "送达记录", "document": "文书", "day_close": "日结",
    "department": "站所", "colleague": "通讯录", "duty": "职责分工",
    "party": "共同申请人", "absence": "离岗", "schedule": "放假安排",
    "special_procedure": "特别程序", "extension": "延长期限", "forwarding": "上报移交",
    "forwarded": "上报办件", "reminder": "提醒记录", "referral": "引导记录", "transfer": "转交记录",
    "lead": "线索", "back_entry": "补录",
}  # fmt: skip
# What reading a value of an unheard-of kind may end in.
ODD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
_HASHES = frozenset({"state_hash", "body_hash", "prev_hash", "hash"})


@dataclass(frozen=True, order=True)
class Finding:
    """Something that is not as the program left it; `seq` is the event it shows at."""

    seq: int
    text: str


@dataclass(frozen=True)
class State:
    """How an event left its row."""

    seq: int
    entity: str
    hash: bytes


def records(connection: sqlite3.Connection, query: str, *values: Any) -> list[dict[str, Any]]:
    """The rows by column, as they are stored."""
    connection.text_factory = _text
    try:
        cursor = connection.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
    finally:
        connection.text_factory = str


def _text(data: bytes) -> str | bytes:
    """Damaged text stays bytes: made readable it might pass for what stood there before."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def title(table: Any) -> str:
    """What a clerk calls the table."""
    return TITLES.get(table) or shown(table) if isinstance(table, str) else shown(table)


def shown(value: Any, most: int = 40) -> str:
    """A stored value of whatever kind, as part of one line."""
    text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
    return " ".join(text.split())[:most]


class Walk:
    """The chain after event `since`: 1…n without a gap, n being `last`.

    `latest` tells how the walk's last event about a row left it. What lies before event 1 or
    beyond a gap is no part of the chain and says nothing about any row.
    """

    def __init__(self, connection: sqlite3.Connection, since: int = 0) -> None:
        self._connection = connection
        before = records(connection, "SELECT hash FROM event WHERE seq = ?", since)
        self._previous: Any = before[0]["hash"] if before else GENESIS
        self.last = since
        self.latest: dict[str, State] = {}
        self.broken: Finding | None = None  # the first bad place

    def steps(self) -> Slices[None]:
        """Walk to the end; yields now and then."""
        while self._step():
            yield self.last

    def catch_up(self) -> None:
        """Walk on over what was saved meanwhile."""
        while self._step():
            pass

    def _step(self) -> bool:
        rows = records(
            self._connection,
            "SELECT event.*, body.salt, body.change FROM event "
            "LEFT JOIN event_body AS body USING (seq) WHERE seq > ? ORDER BY seq LIMIT ?",
            self.last, BATCH,
        )  # fmt: skip
        for row in rows:
            wrong = _link(row, self.last + 1, self._previous)
            self.broken = self.broken or wrong
            if row["seq"] != self.last + 1:
                return False
            self.latest[row["entity_uuid"]] = State(row["seq"], row["entity"], row["state_hash"])
            self._previous, self.last = row["hash"], row["seq"]
        return bool(rows)

    def speaks_for(self, uuid: Any, state: bytes | None) -> bool:
        """Whether the last event about a row left it so."""
        latest = self.latest.get(uuid)
        return latest is not None and latest.hash == state

    def outside(self) -> list[Finding]:
        """Events, and contents of events, that are no part of the chain."""
        strangers = records(
            self._connection,
            "SELECT seq, action, entity, entity_uuid FROM event WHERE seq < 1 ORDER BY seq",
        )
        found = [
            Finding(
                row["seq"],
                f"第 {row['seq']} 号事件（{shown(row['action'])}，{title(row['entity'])} "
                f"{shown(row['entity_uuid'], 8)}）不在事件链上，是从程序以外加进来的。",
            )
            for row in strangers
        ]
        for table, words in (("event", "事件"), ("event_body", "事件内容")):
            ((first, count),) = self._connection.execute(
                f"SELECT min(seq), count(*) FROM {table} WHERE seq > ?", (self.last,)
            )
            if count:
                found.append(Finding(first, f"第 {first} 号起的 {count} 个{words}不在事件链上。"))
        ((first,),) = self._connection.execute("SELECT min(seq) FROM event_body WHERE seq < 1")
        if first is not None:
            found.append(Finding(first, f"第 {first} 号事件内容不在事件链上。"))
        return found

    def outside_state(self, uuid: Any, state: bytes | None) -> int | None:
        """The event off the chain, if any, by which a row would be as it is."""
        row = self._connection.execute(
            "SELECT seq FROM event WHERE entity_uuid = ? AND state_hash = ? "
            "AND NOT seq BETWEEN 1 AND ?",
            (uuid, state, self.last),
        ).fetchone()
        return row[0] if row else None


def is_salt(value: Any) -> bool:
    """Whether it is as long as the program makes them: of text moved over into a salt the hash
    stays the same."""
    return isinstance(value, bytes) and len(value) == SALT_BYTES


def _link(row: dict[str, Any], expected: int, previous: Any) -> Finding | None:
    """What is wrong with this link of the chain."""
    if row["seq"] != expected:
        return Finding(expected, f"第 {expected} 号事件不见了。")
    name = f"第 {expected} 号事件（{shown(row['action'])}）"
    kinds = {one: bytes if one in _HASHES else str for one in (*HEADER, "hash")} | {"seq": int}
    if any(not isinstance(row[one], kind) for one, kind in kinds.items()):
        return Finding(expected, f"{name}被改动。")
    if row["prev_hash"] != previous:
        return Finding(expected, f"第 {expected} 号事件接不上前一号，前后次序被改动。")
    plain = {one: row[one].hex() if one in _HASHES else row[one] for one in HEADER}
    if header_hash(plain) != row["hash"]:
        return Finding(expected, f"{name}被改动。")
    if row["salt"] is None:
        return Finding(expected, f"{name}的内容不见了。")
    try:
        same = salted_hash(row["salt"], row["change"]) == row["body_hash"] and is_salt(row["salt"])
    except ODD:
        same = False
    return None if same else Finding(expected, f"{name}的内容被改动。")
