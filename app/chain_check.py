"""Is the database what the program wrote? Walks the chain of events and compares every row.

Reads through a plain sqlite3 connection, so that a backup can be checked while the window's own
database is open. Written in slices: a save slips in between and is checked as it then stands.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from app import backup_heads, numbers_check
from app.anchor import ANCHOR, Note, anchor_notes
from app.chain_walk import BATCH, ODD, TITLES, Finding, Walk, is_salt, records, shown, title
from app.faults import fault_of
from app.journal import salted_hash
from app.store import Store
from app.tasks import Slices
from models.connection import CHAINED, expected_schema, migration_names, schema_of
from models.record import Record

T = TypeVar("T")

_KINDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_NOTES_LOST = (
    "末尾有没有被截去，请对照最近的日结和备份；核对无误的，先备份，再用这份备份恢复（restore），"
    "记录里会留下记载。"
)
# What SQLite says of a value that the schema forbids: the file is sound, its content is not.
_FORBIDDEN = ("CHECK constraint failed in", "NULL value in")
_INDEX = re.compile(r" index (\w+)$")  # what it does not hold, or holds otherwise than its table


def of_store(store: Store) -> Slices[tuple[Finding, ...]]:
    """The whole check of the open folder, the newest part first: since the last day close.

    Whether each index leads to what its table holds is left to `verify` and to every backup: of
    100 000 events SQLite says that in half a second, in one piece, and a save would wait for it.
    """
    connection = store.database.connection()
    found = yield from readable(
        check(connection, anchor_notes(store.folder), last_close(connection))
    )
    if found:
        return found
    return (yield from readable(of_folder(connection, store.folder, quick=True)))


def of_folder(
    connection: sqlite3.Connection, folder: Path, *, quick: bool = False
) -> Slices[tuple[Finding, ...]]:
    """The whole check of the database in `folder`, with what lies beside it: notes, backups."""
    found = yield from check(connection, anchor_notes(folder), quick=quick)
    lost = yield from backup_heads.lost(connection, folder)
    return (*found, *lost)


def readable(work: Slices[T]) -> Slices[T]:
    """`work`, with SQLite's own complaints turned into an EnvironmentFault."""
    try:
        return (yield from work)
    except sqlite3.Error as error:
        raise fault_of(error) from error


def last_close(connection: sqlite3.Connection) -> int:
    """The event up to which the last day close reaches; 0 before the first, and where that is
    no event: the whole is looked at then."""
    (row,) = records(
        connection,
        "SELECT max(head_seq) AS seq FROM day_close WHERE head_seq IN (SELECT seq FROM event)",
    )
    seq = row["seq"]
    return seq if isinstance(seq, int) and seq > 0 else 0


def check(
    connection: sqlite3.Connection, notes: Sequence[Note] | None, since: int = 0,
    *, quick: bool = False,
) -> Slices[tuple[Finding, ...]]:  # fmt: skip
    """Everything wrong, the first bad place first; () for an intact database. What is wrong
    with the chain comes before what that means for the rows, their numbers and papers.

    `notes` are the anchor's, None for a backup, which has none. With `since` only the events
    after that one and the rows they touch are looked at: what a start has time for. `quick`
    takes the indexes' word for what they hold. Raises
    sqlite3.DatabaseError where the file cannot be read at all.
    """
    found: list[Finding] = []
    built = _schema(connection)
    if any(one.startswith("table ") and one in expected_schema() for one in built):
        return tuple(built.values())  # there is no saying what would be read
    if not since:
        found += _migrations(connection)
        found += yield from _structure(connection, "quick_check" if quick else "integrity_check")
    walk = Walk(connection, since)
    yield from walk.steps()
    found += [walk.broken] if walk.broken else []
    found += walk.outside()
    if notes is not None:
        found += yield from _anchor(connection, notes, since)
    found += sorted((yield from _rows(connection, walk, whole=not since)))
    if not since:
        found += numbers_check.sequences(connection)
        yield
        found += yield from numbers_check.check_codes(connection)
        found += numbers_check.day_closes(connection)
    found += built.values()
    return tuple(dict.fromkeys(found))


def _schema(connection: sqlite3.Connection) -> dict[str, Finding]:
    """Tables, indexes and triggers that are not as the program made them.

    A trigger does something at every save that nobody sees; without its index a number or a
    name may stand twice.
    """
    there, expected = schema_of(connection), expected_schema()
    found = {}
    for name in sorted(there.keys() | expected.keys()):
        if there.get(name) != expected.get(name):
            kind, _, own = name.partition(" ")
            words = "不见了" if name not in there else "是从程序以外加进来的"
            if name in there and name in expected:
                words = "被改动"
            found[name] = Finding(0, f"数据文件的{_KINDS[kind]} {shown(own)} {words}。")
    return found


def _migrations(connection: sqlite3.Connection) -> list[Finding]:
    """By this list a later version knows what is left to change in the file."""
    names = [row["name"] for row in records(connection, "SELECT name FROM schema_migration")]
    same = sorted(names, key=repr) == sorted(migration_names(), key=repr)
    return [] if same else [Finding(0, "数据文件里的升级记录和程序的不一致，被改动。")]


def _structure(connection: sqlite3.Connection, pragma: str) -> Slices[list[Finding]]:
    found = []
    tables = records(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")
    for table in tables:
        quoted = table["name"].replace('"', '""')
        for line in records(connection, f'PRAGMA {pragma}("{quoted}")'):
            said = str(line[pragma])
            if index := _INDEX.search(said):
                words = f"数据文件的索引 {index[1]} 和表里的内容对不上，用它查不全、查不准。"
            elif said.startswith(_FORBIDDEN):
                words = f"{title(table['name'])}里有程序不会写入的内容（{said}）。"
            else:
                words = f"数据文件结构损坏（{said}）。"
            if said != "ok":
                found.append(Finding(0, words))
        yield
    for line in records(connection, "PRAGMA foreign_key_check"):
        found.append(Finding(0, f"{title(line['table'])}引用的记录不见了。"))
    return found


def _rows(connection: sqlite3.Connection, walk: Walk, *, whole: bool) -> Slices[list[Finding]]:
    """Compare rows with the state that their last event gives them."""
    found: list[Finding] = []
    missing = {uuid: state for uuid, state in walk.latest.items() if state.entity in TITLES}
    for model in CHAINED:
        table = model._meta.table_name
        touched = [uuid for uuid, state in walk.latest.items() if state.entity == table]
        for rows in (
            numbers_check.batches(connection, table)
            if whole
            else _touched(connection, table, touched)
        ):
            for row in rows:
                missing.pop(row["uuid"], None)
                if wrong := _row(walk, model, row):
                    found.append(wrong)
            yield
    for uuid, state in missing.items():
        name = f"{title(state.entity)}（{shown(uuid, 8)}）"
        words = f"{name}被删除，最后的记载是第 {state.seq} 号事件。"
        found.append(Finding(state.seq, words))
    return found


def _touched(
    connection: sqlite3.Connection, table: str, uuids: list[str]
) -> Iterator[list[dict[str, Any]]]:
    """The rows of `table` with these `uuids`, some at a time."""
    for start in range(0, len(uuids), BATCH):
        part = uuids[start : start + BATCH]
        marks = ", ".join("?" * len(part))
        yield records(connection, f'SELECT * FROM "{table}" WHERE uuid IN ({marks})', *part)


def _row(walk: Walk, model: type[Record], row: dict[str, Any]) -> Finding | None:
    """What is wrong with a row. Only the walked chain speaks for it: an event that stands
    elsewhere, with whatever hashes, does not."""
    table, uuid, own = model._meta.table_name, row["uuid"], _state_hash(model, row)
    if walk.speaks_for(uuid, own):
        return None
    walk.catch_up()  # it may have been saved while we were walking
    if walk.speaks_for(uuid, own):
        return None
    state = walk.latest.get(uuid)
    name = f"{title(table)} {shown(row.get('number') or shown(uuid, 8))}"
    elsewhere = walk.outside_state(uuid, own)
    if elsewhere is not None:
        return Finding(2**62, f"{name}：只有事件链以外的第 {elsewhere} 号事件记载过它现在的内容。")
    if state is None or state.entity != table:
        return Finding(2**62, f"{name}：没有任何事件记载过它，是从程序以外加进来的。")
    return Finding(state.seq, f"{name}：与第 {state.seq} 号事件的记载不一致，被改动。")


def _state_hash(model: type[Record], row: dict[str, Any]) -> bytes | None:
    try:
        state = salted_hash(row["salt"], model.canonical_of(row))
        return state if is_salt(row["salt"]) else None
    except ODD:  # a value of a kind that no row of ours holds
        return None


def _anchor(
    connection: sqlite3.Connection, notes: Sequence[Note], since: int
) -> Slices[list[Finding]]:
    """Compare with what was noted beside the database at every save."""
    last = int(connection.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])
    if not notes and last:
        return [Finding(last, f"旁注文件 {ANCHOR} 不见了或是空的。{_NOTES_LOST}")]
    notes = [note for note in notes if note[0] >= since]
    for start in range(0, len(notes), BATCH):
        for seq, digest in notes[start : start + BATCH]:
            there = _digest(connection, seq)
            if there == digest or _ran_together(connection, seq, digest):
                continue
            if there is not None:
                return [Finding(seq, f"第 {seq} 号事件与当时的旁注不一致，记录被整段重写。")]
            if seq > last:
                newest = max(noted for noted, _ in notes)
                words = f"记录只到第 {last} 号事件，而旁注已到第 {newest} 号"
                return [Finding(last + 1, f"{words}：末尾被截去，或换成了旧文件。")]
        yield
    return []


def _digest(connection: sqlite3.Connection, seq: int) -> str | None:
    rows = records(connection, "SELECT hash FROM event WHERE seq = ?", seq)
    if not rows:
        return None
    digest = rows[0]["hash"]
    return digest.hex() if isinstance(digest, bytes) else shown(digest)


def _ran_together(connection: sqlite3.Connection, seq: int, digest: str) -> bool:
    """Whether a half-written line and the note after it stand as one: 29 and 292 as 29292."""
    digits = str(seq)
    return any(_digest(connection, int(digits[n:])) == digest for n in range(1, len(digits)))
