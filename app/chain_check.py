"""Is the database what the program wrote? Walks the chain of events and compares every row.

Reads through a plain sqlite3 connection, so that a backup can be checked while the window's own
database is open. Written in slices: a save slips in between and is checked as it then stands.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from app import numbers
from app.documents import check_code
from app.faults import fault_of
from app.journal import GENESIS, HEADER, header_hash, salted_hash
from app.store import ANCHOR, Store
from app.tasks import Slices
from models.connection import CHAINED
from models.record import Record
from reports import sheet

T = TypeVar("T")

_BATCH = 200  # events or rows read in one slice
_TITLES = {
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


@dataclass(frozen=True, order=True)
class Finding:
    """Something that is not as the program left it; `seq` is the event it shows at."""

    seq: int
    text: str


Note = tuple[int, str]  # of the anchor: event number, hex hash


def anchor_notes(folder: Path) -> list[Note]:
    """What `chain.anchor` notes; a line that a power cut left half written says nothing."""
    path = folder / ANCHOR
    text = path.read_text(encoding="ascii", errors="replace") if path.exists() else ""
    lines = re.findall(r"^(\d{1,18}) ([0-9a-f]{64})$", text, re.MULTILINE)
    return [(int(seq), digest) for seq, digest in lines]


def of_store(store: Store) -> Slices[tuple[Finding, ...]]:
    """The whole check of the open folder, the newest part first: since the last day close."""
    connection = store.database.connection()
    found = yield from readable(
        check(connection, anchor_notes(store.folder), last_close(connection))
    )
    if found:
        return found
    return (yield from readable(check(connection, anchor_notes(store.folder))))


def readable(work: Slices[T]) -> Slices[T]:
    """`work`, with SQLite's own complaints turned into an EnvironmentFault."""
    try:
        return (yield from work)
    except sqlite3.Error as error:
        raise fault_of(error) from error


def last_close(connection: sqlite3.Connection) -> int:
    """The event up to which the last day close reaches; 0 before the first."""
    row = connection.execute("SELECT max(head_seq) FROM day_close").fetchone()
    return int(row[0] or 0)


def check(
    connection: sqlite3.Connection, notes: Sequence[Note] | None, since: int = 0
) -> Slices[tuple[Finding, ...]]:
    """Everything wrong, the first bad place first; () for an intact database. What is wrong
    with the chain comes before what that means for the rows, their numbers and papers.

    `notes` are the anchor's, None for a backup, which has none. With `since` only the events
    after that one and the rows they touch are looked at: what a start has time for. Raises
    sqlite3.DatabaseError where the file cannot be read at all.
    """
    found: list[Finding] = []
    latest: dict[str, _State] = {}
    if not since:
        found += yield from _structure(connection)
    found += yield from _chain(connection, since, latest)
    if notes is not None:
        found += yield from _anchor(connection, [note for note in notes if note[0] >= since])
    found += sorted((yield from _rows(connection, latest, whole=not since)))
    if not since:
        found += _sequences(connection)
        yield
        found += yield from _check_codes(connection)
        found += _day_closes(connection)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class _State:
    """How an event left its row."""

    seq: int
    entity: str
    hash: bytes


def _records(connection: sqlite3.Connection, query: str, *values: Any) -> list[dict[str, Any]]:
    """The rows by column. Text that is damaged is read all the same: its hash tells."""
    connection.text_factory = lambda data: data.decode(errors="replace")
    try:
        cursor = connection.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
    finally:
        connection.text_factory = str


def _structure(connection: sqlite3.Connection) -> Slices[list[Finding]]:
    found = []
    tables = _records(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")
    for table in tables:
        lines = _records(connection, f'PRAGMA quick_check("{table["name"]}")')
        found += [
            Finding(0, f"数据文件结构损坏（{line['quick_check']}）。")
            for line in lines
            if line["quick_check"] != "ok"
        ]
        yield
    for line in _records(connection, "PRAGMA foreign_key_check"):
        found.append(Finding(0, f"{_title(line['table'])}引用的记录不见了。"))
    return found


def _title(table: str) -> str:
    return _TITLES.get(table, table)


def _chain(
    connection: sqlite3.Connection, since: int, latest: dict[str, _State]
) -> Slices[list[Finding]]:
    """Walk the headers after `since`; tell the first break, note in `latest` every row's state."""
    found: list[Finding] = []
    (before,) = _records(connection, "SELECT hash FROM event WHERE seq = ?", since) or [{}]
    previous, expected = bytes(before.get("hash", GENESIS)), since + 1
    while rows := _records(
        connection,
        "SELECT event.*, body.salt, body.change FROM event "
        "LEFT JOIN event_body AS body USING (seq) WHERE seq >= ? ORDER BY seq LIMIT ?",
        expected, _BATCH,
    ):  # fmt: skip
        for row in rows:
            if not found and (wrong := _link(row, expected, previous)):
                found.append(wrong)
            latest[row["entity_uuid"]] = _State(row["seq"], row["entity"], row["state_hash"])
            previous, expected = row["hash"], row["seq"] + 1
        yield expected - 1
    return found


def _link(row: dict[str, Any], expected: int, previous: bytes) -> Finding | None:
    """What is wrong with this link of the chain."""
    if row["seq"] != expected:
        return Finding(expected, f"第 {expected} 号事件不见了。")
    plain = {k: v.hex() if isinstance(v, bytes) else v for k, v in row.items() if k in HEADER}
    if row["prev_hash"] != previous:
        return Finding(expected, f"第 {expected} 号事件接不上前一号，前后次序被改动。")
    if header_hash(plain) != row["hash"]:
        return Finding(expected, f"第 {expected} 号事件（{row['action']}）被改动。")
    if row["salt"] is None:
        return Finding(expected, f"第 {expected} 号事件（{row['action']}）的内容不见了。")
    if salted_hash(row["salt"], row["change"]) != row["body_hash"]:
        return Finding(expected, f"第 {expected} 号事件（{row['action']}）的内容被改动。")
    return None


def _rows(
    connection: sqlite3.Connection, latest: dict[str, _State], *, whole: bool
) -> Slices[list[Finding]]:
    """Compare rows with the state that their last event gives them."""
    found: list[Finding] = []
    missing = {uuid: state for uuid, state in latest.items() if state.entity in _TITLES}
    for model in CHAINED:
        table = model._meta.table_name
        touched = [uuid for uuid, state in latest.items() if state.entity == table]
        for rows in _batches(connection, table, None if whole else touched):
            for row in rows:
                missing.pop(row["uuid"], None)
                if wrong := _row(connection, model, row, latest.get(row["uuid"])):
                    found.append(wrong)
            yield
    for uuid, state in missing.items():
        words = f"{_title(state.entity)}（{uuid[:8]}）被删除，最后的记载是第 {state.seq} 号事件。"
        found.append(Finding(state.seq, words))
    return found


def _batches(
    connection: sqlite3.Connection, table: str, touched: list[str] | None
) -> Iterator[list[dict[str, Any]]]:
    """The rows of `table`, all of them or only those `touched`, some at a time."""
    if touched is not None:
        for start in range(0, len(touched), _BATCH):
            part = touched[start : start + _BATCH]
            marks = ", ".join("?" * len(part))
            yield _records(connection, f'SELECT * FROM "{table}" WHERE uuid IN ({marks})', *part)
        return
    last = -(2**63)
    query = f'SELECT * FROM "{table}" WHERE id > ? ORDER BY id LIMIT ?'
    while rows := _records(connection, query, last, _BATCH):
        yield rows
        last = rows[-1]["id"]


def _row(
    connection: sqlite3.Connection, model: type[Record], row: dict[str, Any], state: _State | None
) -> Finding | None:
    if state is not None and state.hash == _state_hash(model, row):
        return None
    newest = _records(
        connection,
        "SELECT seq, entity, state_hash FROM event WHERE entity_uuid = ? ORDER BY seq DESC LIMIT 1",
        row["uuid"],
    )
    table = model._meta.table_name
    name = f"{_title(table)} {row.get('number') or row['uuid'][:8]}"
    if not newest or newest[0]["entity"] != table:
        return Finding(2**62, f"{name}：没有任何事件记载过它，是从程序以外加进来的。")
    event = newest[0]
    if event["state_hash"] == _state_hash(model, row):
        return None  # saved while we were walking
    return Finding(event["seq"], f"{name}：与第 {event['seq']} 号事件的记载不一致，被改动。")


def _state_hash(model: type[Record], row: dict[str, Any]) -> bytes | None:
    try:
        return salted_hash(row["salt"], model.canonical_of(row))
    except TypeError:  # a value of a kind that no row of ours holds
        return None


def _anchor(connection: sqlite3.Connection, notes: Sequence[Note]) -> Slices[list[Finding]]:
    """Compare with what was noted beside the database at every save."""
    last = int(connection.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])
    if not notes and last:
        return [Finding(last, f"旁注文件 {ANCHOR} 不见了或是空的。")]
    newest = max((seq for seq, _ in notes), default=0)
    if newest > last:
        words = f"记录只到第 {last} 号事件，而旁注已到第 {newest} 号：末尾被截去，或换成了旧文件。"
        return [Finding(last + 1, words)]
    for start in range(0, len(notes), _BATCH):
        for seq, digest in notes[start : start + _BATCH]:
            row = connection.execute("SELECT hash FROM event WHERE seq = ?", (seq,)).fetchone()
            if row is not None and row[0].hex() != digest:
                return [Finding(seq, f"第 {seq} 号事件与当时的旁注不一致，记录被整段重写。")]
        yield
    return []


def _sequences(connection: sqlite3.Connection) -> list[Finding]:
    """Numbers run from 1 to the last one given out, without gaps."""
    used: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in _records(connection, "SELECT kind, year, serial FROM document"):
        used[row["kind"], row["year"]].add(row["serial"])
    ledgers = [
        json.loads(row["documents"])[numbers.Kind.DAY][0]
        for row in _records(connection, "SELECT documents FROM day_close")
    ]
    cases = [row["number"] for row in _records(connection, "SELECT number FROM cases")]
    for kind, texts in ((numbers.Kind.CASE, cases), (numbers.Kind.DAY, ledgers)):
        for year, serial in map(numbers.parts, texts):
            used[kind.value, year].add(serial)
    lasts = {
        (row["kind"], row["year"]): row["last"]
        for row in _records(connection, "SELECT kind, year, last FROM sequence")
    }
    found = []
    for key in sorted(used.keys() | lasts.keys()):
        expected = set(range(1, lasts.get(key, 0) + 1))
        if used[key] != expected:
            odd = min(used[key] ^ expected)
            found.append(Finding(2**62, f"{key[0]} {key[1]} 年的编号对不上，从 {odd} 号起。"))
    return found


def _check_codes(connection: sqlite3.Connection) -> Slices[list[Finding]]:
    """The code printed on each paper still follows from what is stored of it."""
    found = []
    for rows in _batches(connection, "document", None):
        for row in rows:
            try:
                page = sheet.from_json(row["sheet"])
            except (ValueError, TypeError, KeyError):
                found.append(Finding(2**62, f"文书 {row['number']} 的内容读不出来。"))
                continue
            plain = sheet.to_json(replace(page, check_code=""))
            if not row["check_code"] == page.check_code == check_code(row["salt"], plain):
                found.append(Finding(2**62, f"文书 {row['number']} 的校验码与内容不符。"))
        yield
    return found


def _day_closes(connection: sqlite3.Connection) -> list[Finding]:
    """Day closes follow on one another, and each holds the head that the chain had then."""
    found: list[Finding] = []
    before: dict[str, Any] = {"number": 0, "day": "", "totals": "{}"}
    for row in _records(connection, "SELECT * FROM day_close ORDER BY number"):
        name = f"{row['day']} 的日结"
        if row["number"] != before["number"] + 1 or row["day"] <= before["day"]:
            found.append(Finding(row["head_seq"], f"{name}：次序对不上，前面少了日结。"))
        counts, totals = json.loads(row["counts"]), json.loads(row["totals"])
        earlier = json.loads(before["totals"])
        if any(totals[key] != earlier.get(key, 0) + counts[key] for key in totals):
            found.append(Finding(row["head_seq"], f"{name}：累计数对不上。"))
        event = connection.execute(
            "SELECT hash FROM event WHERE seq = ?", (row["head_seq"],)
        ).fetchone()
        if (event[0] if event else GENESIS).hex() != row["head"]:
            found.append(Finding(row["head_seq"], f"{name}：链头与事件记载不一致。"))
        before = row
    return found
