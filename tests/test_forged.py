"""Whatever another program writes into the file is found, named, and never a crash of ours."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app import chain_check, day, numbers, verify
from app.__main__ import main
from app.errors import EnvironmentFault, RecordsLost
from app.journal import salted_hash
from app.store import DATABASE, open_folder
from app.tasks import AtOnce
from models.office import Staff
from tests import office as offices
from tests.office import START, TestOffice
from tests.tools.harm import change

SALT = bytes(16)
LAST = 2**63 - 1


@pytest.fixture(scope="module")
def closed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day with a case and its papers, closed."""
    office = offices.copy(template, tmp_path_factory.mktemp("forged") / "data")
    office.accepted("16", name="王秀英")
    day.close(office.clerk)
    office.visit("后来的人")
    office.store.close()
    return office.store.folder


@pytest.fixture
def folder(closed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(closed, tmp_path / "data"))


def read(folder: Path, query: str) -> Any:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return database.execute(query).fetchone()[0]


def write(folder: Path, statement: str, *values: Any) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("PRAGMA ignore_check_constraints = 1")
        database.execute(statement, values)
        database.commit()


def forge_administrator(folder: Path, seq: int) -> None:
    """An account of one's own, and an event with its true hash as number `seq`."""
    row: dict[str, Any] = {
        "uuid": "f0f0f0f0-0000", "salt": SALT, "name": "李鬼", "login": "ligui", "role": "管理员",
        "post": "", "password": "x", "active": 1, "must_change": 0, "recovery": "",
        "pinyin": "", "failures": 0,
    }  # fmt: skip
    insert(folder, "staff", row)
    state = salted_hash(SALT, Staff.canonical_of(row))
    none = bytes(32)
    event = {
        "seq": seq, "window": "w", "uuid": "e", "at_utc": "", "effective_at": "", "staff": "s",
        "action": "增加人员", "entity": "staff", "entity_uuid": row["uuid"], "state_hash": state,
        "body_hash": none, "prev_hash": none, "hash": none,
    }  # fmt: skip
    insert(folder, "event", event)


def insert(folder: Path, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    write(folder, f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())


def found(folder: Path) -> list[str]:
    """What `verify` prints, which is what the window tells of the newest part or the whole."""
    findings, _ = verify.verify(folder)
    try:
        store = open_folder(folder)
    except RecordsLost:
        return findings
    try:
        in_window = AtOnce().slices(chain_check.of_store(store), lambda _: None).result()
    finally:
        store.close()
    assert {one.text for one in in_window} <= set(findings)
    assert bool(in_window) == bool(findings)
    return findings


def test_the_folder_is_intact(folder: Path) -> None:
    assert found(folder) == []


@pytest.mark.parametrize("seq", [-1, 0, -(2**63), 2**40, LAST])
def test_an_account_whose_event_stands_outside_the_chain_is_found(folder: Path, seq: int) -> None:
    forge_administrator(folder, seq)
    findings = found(folder)
    assert f"人员账号 f0f0f0f0：只有事件链以外的第 {seq} 号事件记载过它现在的内容。" in findings
    assert any(f"第 {seq} 号" in one and "不在事件链上" in one for one in findings)


def test_an_old_row_cannot_be_explained_by_an_event_outside_either(folder: Path) -> None:
    write(folder, "UPDATE staff SET role = '管理员' WHERE login = 'sqgw'")
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.row_factory = sqlite3.Row
        (row,) = database.execute("SELECT * FROM staff WHERE login = 'sqgw'")
        (event,) = database.execute("SELECT * FROM event ORDER BY seq DESC LIMIT 1")
    state = salted_hash(row["salt"], Staff.canonical_of(dict(row)))
    outside = {"seq": -5, "uuid": "e", "entity": "staff", "entity_uuid": row["uuid"]}
    insert(folder, "event", dict(event) | outside | {"state_hash": state})
    assert any("只有事件链以外的第 -5 号事件" in one for one in found(folder))


def test_the_schema_takes_neither_such_events_nor_such_answers(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        for statement in (
            "UPDATE matter_version SET enabled = 2",
            "UPDATE office SET report_first = 'ja'",
            "INSERT INTO event_body VALUES (-1, x'00', '')",
            "INSERT INTO event SELECT -1, window, 'u', at_utc, effective_at, staff, action,"
            " entity, entity_uuid, state_hash, body_hash, prev_hash, hash FROM event LIMIT 1",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
                database.execute(statement)


@pytest.mark.parametrize("value", ["2", "-1", "'ja'", "0.5", "x'01'"])
def test_neither_yes_nor_no_is_found(folder: Path, value: str) -> None:
    """Not 1, all the same: no query for what is in force would find the matter."""
    change(folder, f"UPDATE matter_version SET enabled = {value} WHERE enabled = 1 AND id < 9")
    uuid = read(folder, "SELECT uuid FROM matter_version WHERE id = 3")
    assert any(one.startswith(f"事项 {uuid[:8]}：与第") for one in found(folder))


# Statement, and what a finding has to name.
ODD = {
    "a number that is no text": ("UPDATE cases SET number = x'ff'", "办件"),
    "a number that is another text": ("UPDATE cases SET number = '一号' || char(10)", "办件 一号"),
    "a name that is no text": ("UPDATE person SET name = x'ff'", "人员信息"),
    "a salt that is text": ("UPDATE person SET salt = hex(salt)", "人员信息"),
    "a UUID that is no text": ("UPDATE reception SET uuid = x'00' WHERE id = 1", "接待记录"),
    "a row before the first": (
        f"UPDATE person SET id = {-(2**63)}, name = 'x' WHERE name = '后来的人'", "人员信息"
    ),
    "a row after the last": (
        f"UPDATE person SET id = {LAST}, name = 'x' WHERE name = '后来的人'", "人员信息"
    ),
    "the hash of a state as text": (
        "UPDATE event SET state_hash = lower(hex(state_hash)) WHERE seq = 9", "第 9 号事件"
    ),
    "an action that is no text": ("UPDATE event SET action = x'ff' WHERE seq = 9", "第 9 号事件"),
    "an entity that is a number": (
        "UPDATE event SET entity_uuid = 5.5 WHERE seq = 9", "第 9 号事件"
    ),
    "a content that is no text": (
        "UPDATE event_body SET change = x'ff' WHERE seq = 9", "第 9 号事件"
    ),
    "a salt of the content that is text": (
        "UPDATE event_body SET salt = 'x' WHERE seq = 9", "第 9 号事件"
    ),
    "contents moved into their salts": (
        "UPDATE event_body SET salt = CAST(salt || change AS blob), change = '' "
        "WHERE seq = (SELECT max(seq) FROM event)",
        "的内容被改动",
    ),
    "a number begun at less than nothing": (
        "INSERT INTO sequence VALUES ('办件', 2027, -5)", "办件 2027 年的编号对不上"
    ),
    "a number of no paper, begun at nothing": (
        "INSERT INTO sequence VALUES ('x', 2027, 0)", "x 2027 年的编号对不上"
    ),
    "an empty list of migrations": ("DELETE FROM schema_migration", "升级记录和程序的不一致"),
    "a migration that is none": ("UPDATE schema_migration SET name = x'ff'", "升级记录"),
    "contents of no event": (
        "INSERT INTO event_body VALUES (-3, x'00', ''), (100000, x'00', '')", "第 100000 号起"
    ),
    "a day of no order": ("UPDATE day_close SET number = 'x'", "日结"),
    "an event of a day that is none": ("UPDATE day_close SET head_seq = x'00'", "日结"),
    "an event of a day beyond all": (f"UPDATE day_close SET head_seq = {LAST}", "日结"),
    "figures of another kind": ("UPDATE day_close SET counts = '[]'", "日结"),
    "papers of another kind": ("UPDATE day_close SET documents = '{}'", "日结"),
    "figures without end": (
        f"UPDATE day_close SET totals = '{'[' * 100_000}'", "日结：内容读不出来"
    ),
    "a paper that is none": ("UPDATE document SET sheet = 'null'", "的内容读不出来"),
    "a serial that is no number": ("UPDATE document SET serial = 'x' WHERE id = 1", "编号对不上"),
    "a last number that is none": ("UPDATE sequence SET last = 'x'", "编号对不上"),
    "a last number without end": (f"UPDATE sequence SET last = {LAST}", "编号对不上，从"),
    "a kind that is no text": ("UPDATE sequence SET kind = x'ff', year = year + rowid", "对不上"),
}  # fmt: skip


@pytest.mark.parametrize("harm", ODD)
def test_a_value_of_an_unheard_of_kind_is_a_finding(folder: Path, harm: str) -> None:
    statement, words = ODD[harm]
    change(folder, statement)
    findings = found(folder)
    assert any(words in one for one in findings)
    assert all("\n" not in one for one in findings)


SCHEMA = "PRAGMA writable_schema = 1; "

# What is built differently, and what a finding has to say.
BUILT = {
    "a trigger that undoes": (
        "CREATE TRIGGER t AFTER INSERT ON event WHEN new.entity = 'delivery' "
        "BEGIN DELETE FROM event WHERE seq = new.seq; END",
        "触发器 t 是从程序以外加进来的",
    ),
    "an index that is gone": ("DROP INDEX cases_number", "索引 cases_number 不见了"),
    "an index that forbids nothing": (
        "DROP INDEX staff_login; CREATE INDEX staff_login ON staff (login)",
        "索引 staff_login 被改动",
    ),
    "a trigger that is gone": ("DROP TRIGGER event_not_deleted", "event_not_deleted 不见了"),
    "a table more": ('CREATE TABLE "a ""b""" (c)', "是从程序以外加进来的"),
    "a table that is gone": ("DROP TABLE lead", "表 lead 不见了"),
    "a column more": ("ALTER TABLE lead ADD COLUMN x", "表 lead 被改动"),
    "an index by a name of SQLite": (
        SCHEMA + "CREATE INDEX z ON cases (state); UPDATE sqlite_master SET name = 'sqlite_z', "
        "sql = 'CREATE INDEX sqlite_z ON cases (state)' WHERE name = 'z'",
        "索引 sqlite_z 是从程序以外加进来的",
    ),
    "a table by a name of SQLite": (
        SCHEMA + "CREATE TABLE z (a); UPDATE sqlite_master SET name = 'sqlite_z', "
        "tbl_name = 'sqlite_z', sql = 'CREATE TABLE sqlite_z(a)' WHERE name = 'z'",
        "表 sqlite_z 是从程序以外加进来的",
    ),
    "figures about the indexes": ("ANALYZE", "表 sqlite_stat1 是从程序以外加进来的"),
    "words run together": (
        SCHEMA + "UPDATE sqlite_master SET sql = replace(sql, 'INTEGER NOT NULL PRIMARY', "
        "'INTEGERNOTNULLPRIMARY') WHERE name = 'draft' OR name = 'lead'",
        "表 lead 被改动",
    ),
    "words made into a name": (
        SCHEMA + "UPDATE sqlite_master SET sql = replace(sql, 'TEXT NOT NULL', "
        "'TEXT \"NOT\" NULL') WHERE name = 'event_body'",
        "表 event_body 被改动",
    ),
    "blanks in a text": (
        "DROP TRIGGER event_not_deleted; CREATE TRIGGER event_not_deleted BEFORE DELETE ON event "
        "BEGIN SELECT RAISE(IGNORE); END",
        "触发器 event_not_deleted 被改动",
    ),
    "an index on the list of migrations": (
        "CREATE INDEX z ON schema_migration (applied)", "索引 z 是从程序以外加进来的"
    ),
    "a view in its place": (
        "DROP TABLE lead; CREATE VIEW lead AS SELECT 1 AS id", "表 lead 不见了"
    ),
}  # fmt: skip


@pytest.mark.parametrize("harm", BUILT)
def test_a_file_that_is_built_differently_is_found(folder: Path, harm: str) -> None:
    statements, words = BUILT[harm]
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.executescript(statements)
    assert any(words in one for one in verify.verify(folder)[0])
    assert main(["verify", str(folder)]) == 1


@pytest.mark.parametrize("harm", ["DELETE FROM schema_migration", "DROP TABLE schema_migration"])
def test_without_its_list_of_migrations_a_file_is_not_opened(
    folder: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, harm)
    assert verify.verify(folder)[0]
    before = (folder / DATABASE).read_bytes()
    assert main(["close", "--data-dir", str(folder)]) == 2
    assert "升级记录不见了" in capsys.readouterr().err
    assert (folder / DATABASE).read_bytes() == before


@pytest.mark.parametrize("last", ["-5", "0", "'x'", "x'ff'", "0.5", "999999", str(LAST)])
def test_no_number_follows_on_what_is_none(office: TestOffice, last: str) -> None:
    office.store.database.execute_sql("DELETE FROM sequence")
    statement = f"INSERT INTO sequence VALUES ('{numbers.Kind.CASE.value}', 2026, {last})"
    office.store.database.execute_sql(statement)
    with pytest.raises(EnvironmentFault, match="2026 年办件的编号记录不对"):
        numbers.take(numbers.Kind.CASE, START.date(), office.clerk.office)


LYING = {
    "leaves rows out": ("reception_uuid", "{} WHERE 0"),
    "leads to other rows": (
        "document_number", "CREATE UNIQUE INDEX document_number ON document (id)"
    ),
}  # fmt: skip


@pytest.mark.parametrize("harm", LYING)
def test_an_index_that_holds_something_else_than_its_table_is_found(
    folder: Path, harm: str
) -> None:
    """What is looked up by it, a day's ledger among others, would be another."""
    name, built = LYING[harm]
    sql = read(folder, f"SELECT sql FROM sqlite_master WHERE name = '{name}'")
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as database:
        database.execute(f"DROP INDEX {name}")
        database.execute(built.format(sql))
        database.execute("PRAGMA writable_schema = 1")
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
    words = f"数据文件的索引 {name} 和表里的内容对不上，用它查不全、查不准。"
    assert verify.verify(folder)[0].count(words) == 1
    target = folder.parent / "one.db"
    assert main(["backup", "--data-dir", str(folder), "--to", str(target)]) == 2
    assert not target.exists()


def test_events_after_a_gap_are_told_as_what_they_are(folder: Path) -> None:
    """Rows that later events left so were not changed, and are not said to be; only the row of
    the lost event itself has nothing left that tells how it should be."""
    last = read(folder, "SELECT max(seq) FROM event")
    gap = read(folder, "SELECT head_seq FROM day_close") - 3
    change(folder, f"DELETE FROM event WHERE seq = {gap}")
    findings = verify.verify(folder)[0]
    assert findings[0] == f"第 {gap} 号事件不见了。"
    assert f"第 {gap + 1} 号起的 {last - gap} 个事件不在事件链上。" in findings
    accused = [one for one in findings if "一致，被改动" in one or "没有任何事件" in one]
    assert len(accused) == 1
