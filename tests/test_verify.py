"""`verify` names the first bad place, and is silent where nothing is wrong."""

import io
import json
import shutil
import sqlite3
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app import accounts, chain_check, commands, demo, receptions, verify
from app.__main__ import main
from app.anchor import ANCHOR
from app.clock import SetClock, office_time
from app.desk import seat
from app.people import PersonInput
from app.rights import Role
from app.store import DATABASE, open_folder
from app.system import FolderLock
from app.tasks import AtOnce
from tests.tools.harm import change

pytestmark = pytest.mark.xdist_group("verify")  # they share what is slow to make

UNTIL = date(2026, 11, 23)


@pytest.fixture(scope="module", params=[1, 2, 3])
def untouched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week's work of a made-up office; three different ones."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    demo.fill(folder, 12, 8, UNTIL, request.param)
    return folder


@pytest.fixture
def folder(untouched: Path, tmp_path: Path) -> Path:
    """A copy that may be harmed."""
    return Path(shutil.copytree(untouched, tmp_path / "data"))


def one(folder: Path, query: str) -> object:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return database.execute(query).fetchone()[0]


def first(path: Path) -> str:
    """The first finding, as the command prints it."""
    out = io.StringIO()
    assert commands.run("verify", Namespace(path=path), out) == verify.FINDINGS
    return out.getvalue().splitlines()[0]


def test_an_untouched_folder_is_intact(folder: Path) -> None:
    out = io.StringIO()
    assert commands.run("verify", Namespace(path=folder), out) == verify.INTACT
    assert out.getvalue().startswith("记录校验正常：")


def test_a_changed_row_is_named_with_its_last_event(folder: Path) -> None:
    number = one(folder, "SELECT number FROM cases WHERE id = 3")
    seq = one(
        folder,
        "SELECT max(seq) FROM event JOIN cases ON entity_uuid = cases.uuid WHERE cases.id = 3",
    )
    change(folder, "UPDATE cases SET result = '已经给钱了' WHERE id = 3")
    assert first(folder) == f"办件 {number}：与第 {seq} 号事件的记载不一致，被改动。"


def test_a_deleted_row_is_named(folder: Path) -> None:
    uuid = str(one(folder, "SELECT uuid FROM enquiry LIMIT 1"))
    change(folder, f"DELETE FROM enquiry WHERE uuid = '{uuid}'")
    assert first(folder).startswith(f"咨询件（{uuid[:8]}）被删除")


def test_an_inserted_row_is_named(folder: Path) -> None:
    columns = "channel, opened_at, clerk_id, agent_kind, agent_relation, agent_authority,"
    columns += " caller, caller_phone, outcome, note, disputed, salt"
    change(
        folder,
        f"INSERT INTO reception (uuid, {columns}) "
        f"SELECT 'feedbeef-0000', {columns} FROM reception WHERE id = 1",
    )
    assert first(folder).startswith("接待记录 feedbeef：没有任何事件记载过它")


def test_a_cut_tail_is_named(folder: Path) -> None:
    last = int(str(one(folder, "SELECT max(seq) FROM event")))
    change(
        folder,
        f"DELETE FROM event WHERE seq > {last - 5}",
        f"DELETE FROM event_body WHERE seq > {last - 5}",
    )
    expected = f"记录只到第 {last - 5} 号事件，而旁注已到第 {last} 号：末尾被截去，或换成了旧文件。"
    assert first(folder) == expected


def next_morning(folder: Path) -> None:
    """One more visitor comes: two rows, two events."""
    store = open_folder(folder)
    clerk = next(one for one in accounts.everybody() if one.role == Role.CLERK)
    desk = seat(store, SetClock(office_time("2026-11-24T09:00")), clerk)
    receptions.open_visit(desk, PersonInput(name="图门乌力吉"))
    store.close()
    assert verify.verify(folder)[0] == []


def test_a_tail_cut_together_with_its_rows_shows_by_the_anchor_alone(folder: Path) -> None:
    next_morning(folder)
    last = int(str(one(folder, "SELECT max(seq) FROM event")))
    change(
        folder,
        "DELETE FROM reception WHERE id = (SELECT max(id) FROM reception)",
        "DELETE FROM person WHERE id = (SELECT max(id) FROM person)",
        f"DELETE FROM event WHERE seq > {last - 2}",
        f"DELETE FROM event_body WHERE seq > {last - 2}",
    )
    (found,) = verify.verify(folder)[0]
    assert "末尾被截去" in found
    (folder / ANCHOR).unlink()
    (found,) = verify.verify(folder)[0]
    assert "旁注文件" in found


def test_yesterdays_file_is_found_out(folder: Path, tmp_path: Path) -> None:
    yesterday = tmp_path / "yesterday.db"
    shutil.copyfile(folder / DATABASE, yesterday)
    next_morning(folder)
    shutil.copyfile(yesterday, folder / DATABASE)
    assert "换成了旧文件" in first(folder)


HARMS: dict[str, tuple[Callable[[int], str], str]] = {
    "a changed event": (lambda n: f"UPDATE event SET action = '送达' WHERE seq = {n}", "被改动"),
    "a removed event": (lambda n: f"DELETE FROM event WHERE seq = {n}", "不见了"),
    "a changed body": (
        lambda n: f"UPDATE event_body SET change = '{{}}' WHERE seq = {n}",
        "的内容被改动",
    ),
    "a removed body": (lambda n: f"DELETE FROM event_body WHERE seq = {n}", "的内容不见了"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_event_is_named(folder: Path, harm: str) -> None:
    statement, words = HARMS[harm]
    change(folder, statement(57))
    assert "第 57 号事件" in first(folder)
    assert words in first(folder)


def test_a_chain_written_anew_in_one_piece_does_not_fit_the_anchor(folder: Path) -> None:
    notes = (folder / ANCHOR).read_text().splitlines()
    seq, _ = notes[20].split()
    notes[20] = f"{seq} {'0' * 64}"
    (folder / ANCHOR).write_text("\n".join(notes) + "\n")
    assert first(folder) == f"第 {seq} 号事件与当时的旁注不一致，记录被整段重写。"


def test_a_half_written_note_after_a_power_cut_is_no_finding(folder: Path) -> None:
    with (folder / ANCHOR).open("a") as notes:
        notes.write("99 abc")
    assert verify.verify(folder)[0] == []
    (folder / ANCHOR).unlink()
    assert "旁注文件" in first(folder)


def test_a_missing_number_and_a_wrong_check_code_are_named(folder: Path) -> None:
    kind = one(folder, "SELECT kind FROM document WHERE serial = 2 LIMIT 1")
    change(folder, f"DELETE FROM document WHERE serial = 2 AND kind = '{kind}'")
    assert any(
        f"{kind} 2026 年的编号对不上，从 2 号起" in line for line in verify.verify(folder)[0]
    )
    number = one(folder, "SELECT number FROM document WHERE id = 1")
    change(
        folder, "UPDATE document SET sheet = replace(sheet, '固日班花', '别的地方') WHERE id = 1"
    )
    assert f"文书 {number} 的校验码与内容不符。" in verify.verify(folder)[0]


def test_a_changed_day_close_is_named(folder: Path) -> None:
    day = one(folder, "SELECT day FROM day_close WHERE number = 2")
    change(
        folder,
        "UPDATE day_close SET totals = json_set(totals, '$.received', 999) WHERE number = 2",
    )
    assert any(f"{day} 的日结：累计数对不上" in line for line in verify.verify(folder)[0])


def test_only_the_newest_part_is_looked_at_where_time_is_short(folder: Path) -> None:

    change(folder, "UPDATE event SET action = '送达' WHERE seq = 20")
    with verify.opened(folder / DATABASE) as database:
        since = chain_check.last_close(database)
        notes = chain_check.anchor_notes(folder)
        part = AtOnce().slices(chain_check.check(database, notes, since), lambda _: None)
        whole = AtOnce().slices(chain_check.check(database, notes), lambda _: None)
    assert part.result() == ()
    assert whole.result()[0].seq == 20


def run(*arguments: str | Path) -> int:

    return main([str(one) for one in arguments])


@pytest.fixture
def ledger(folder: Path, tmp_path: Path) -> Path:
    """The exported ledger of the last closed day."""
    day = one(folder, "SELECT max(day) FROM day_close")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run("export", "--data-dir", folder, "--date", str(day), "--to", stick) == 0
    return next(stick.iterdir())


def test_a_ledger_is_intact_until_somebody_changes_a_line(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify", ledger) == 0
    assert "台账完整：固日班花苏木便民服务中心" in capsys.readouterr().out
    file = ledger / "ledger.jsonl"
    lines = file.read_text("utf-8").splitlines()
    record = json.loads(lines[3])
    record["number" if "number" in record else "kind"] = "改过"
    lines[3] = json.dumps(record, ensure_ascii=False)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("verify", ledger) == 1
    assert capsys.readouterr().out == "ledger.jsonl 第 4 行与导出时不一致，被改动过。\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("台账.pdf", "台账.pdf 与导出时不一致"),
        ("台账.xlsx", "台账.xlsx 与导出时不一致"),
        ("manifest.sig", "与签名不符"),
    ],
)
def test_every_file_of_a_ledger_counts(ledger: Path, name: str, words: str) -> None:
    file = ledger / name
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert any(words in line for line in verify.verify(ledger)[0])
    file.unlink()
    assert any(f"{name} 不见了" in line for line in verify.verify(ledger)[0])


def test_a_manifest_that_lacks_something_is_unreadable(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ledger / "manifest.json"
    file.write_bytes(file.read_bytes().replace(b'"number"', b'"Number"', 1))
    assert run("verify", ledger) == 2
    assert "manifest.json 读不出来" in capsys.readouterr().err


def test_a_changed_figure_in_the_manifest_breaks_the_signature(ledger: Path) -> None:
    file = ledger / "manifest.json"
    file.write_bytes(file.read_bytes().replace(b'"window_no": 1', b'"window_no": 2'))
    (ledger / "说明.txt").write_text("x")
    assert verify.verify(ledger)[0] == [
        "manifest.json 与签名不符，被改动过。",
        "说明.txt 不是导出时写入的。",
    ]


def test_a_stick_with_several_days_is_looked_at_as_a_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        days = [row[0] for row in database.execute("SELECT day FROM day_close ORDER BY day")]
    for day in days:
        assert run("export", "--data-dir", folder, "--date", day, "--to", stick) == 0
    assert run("verify", stick) == 0
    shutil.rmtree(next(stick.glob(f"*{days[1]}")))
    capsys.readouterr()
    assert run("verify", stick) == 1
    assert capsys.readouterr().out == f"{days[0]} 与 {days[2]} 之间缺少台账。\n"


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", tmp_path / "nowhere") == 2
    (tmp_path / "text.db").write_text("这不是数据库，只是一段文字。" * 100)
    assert run("verify", tmp_path / "text.db") == 2
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
        other.commit()
    assert run("verify", tmp_path / "other.db") == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert "没有可核验的内容" in said[0]
    assert "这不是便民窗口的数据文件" in said[1] and "这不是便民窗口的数据文件" in said[2]


def test_a_folder_in_use_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:

    with FolderLock(folder):
        assert run("verify", folder) == 3
        assert run("close", "--data-dir", folder) == 3
    assert "正在使用中" in capsys.readouterr().err


def pages(folder: Path) -> int:
    """How many pages the file has."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])


def test_a_damaged_page_is_found(folder: Path) -> None:
    """Wherever it is: in the middle of a text, too, which is then no text any more."""
    file = folder / DATABASE
    whole, count = file.read_bytes(), pages(folder)
    size = len(whole) // count
    for n in range(2, count, count // 12):
        data = bytearray(whole)
        data[n * size : (n + 1) * size] = bytes(size)
        file.write_bytes(data)
        assert run("verify", folder) in (1, 2), f"page {n} of {count}"
