"""Backups count once they verify; restoring keeps what was there and tells what was lost."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import accounts, backup, day, keys, receptions, verify
from app.__main__ import main
from app.clock import OFFICE_ZONE, office_time
from app.errors import EnvironmentFault
from app.people import PersonInput
from app.store import DATABASE, Store, open_folder
from app.tasks import AtOnce
from models.connection import SCHEMA_VERSION
from models.journal import Event, EventBody
from models.people import Person
from tests.office import TestOffice


def made(office: TestOffice, target: Path) -> Path:
    return AtOnce().slices(backup.backup_slices(office.clerk, target), lambda _: None).result()


def test_a_backup_is_whole_verified_and_leaves_an_event(office: TestOffice, tmp_path: Path) -> None:
    office.accepted("16")
    keys.load_or_create(office.store.folder)
    file = made(office, tmp_path / "outside" / "one.db")
    assert verify.verify(file)[0] == []
    assert sorted(one.name for one in file.parent.iterdir()) == ["one.db", "one.key"]
    assert Event.select().order_by(Event.seq.desc()).first().action == "备份"
    assert backup.last() == office.clock.now()


def test_a_place_that_is_full_or_gone_leaves_nothing_behind(
    office: TestOffice, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EnvironmentFault):
        made(office, tmp_path / "file" / "one.db")
    assert backup.last() is None


def test_a_backup_of_tampered_records_does_not_count(office: TestOffice, tmp_path: Path) -> None:
    office.visit("王秀英")
    Person.update(name="别人").execute()
    with pytest.raises(EnvironmentFault, match="备份没有通过核验：人员信息"):
        made(office, tmp_path / "one.db")
    assert not list(tmp_path.glob("*.db*"))


def test_the_day_close_backup_goes_to_the_named_place_and_old_ones_go(
    office: TestOffice, tmp_path: Path
) -> None:
    place = tmp_path / "other disk"
    desk = office.changed(backup_place=str(place))
    for n in range(20):
        office.clock.set(office_time("2026-11-23T17:31") + timedelta(days=n))
        day.close(desk)
        AtOnce().slices(backup.daily(desk), lambda _: None).result()
    names = [one.name[3:13] for one in sorted(place.glob("*.db"))]
    newest = [str(date(2026, 12, 12) - timedelta(days=n)) for n in range(14)]
    assert set(names) == {*newest, "2026-11-29"}  # the 14 newest, and the Sunday of a week past


@given(st.sets(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=400))
def test_what_is_kept_is_the_newest_days_weeks_and_months(days: set[date]) -> None:
    keep = backup.kept(days)
    ordered = sorted(days)
    assert keep <= days
    assert keep >= set(ordered[-14:])
    assert len(keep) <= 14 + 8 + 24
    newest_months = sorted({(one.year, one.month) for one in days})[-24:]
    for year, month in newest_months:
        assert max(d for d in days if (d.year, d.month) == (year, month)) in keep


@pytest.fixture
def backed_up(office: TestOffice, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder, closed, whose last visitor came after the backup."""
    office.visit("王秀英")
    file = made(office, tmp_path / "usb" / "one.db")
    office.visit("后来的人")
    office.store.close()
    yield office.store.folder, file


def test_restore_brings_back_keeps_the_old_file_and_tells_what_is_lost(
    backed_up: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = backed_up
    assert main(["restore", "--data-dir", str(folder), "--from", str(file)]) == 0
    assert "原来的文件留在" in capsys.readouterr().out
    assert verify.verify(folder)[0] == []
    (old,) = folder.glob("换下_*.db")
    assert verify.verify(old)[0] == []
    store = open_folder(folder)
    assert [row.name for row in Person.select()] == ["王秀英"]
    event = Event.select().order_by(Event.seq.desc()).first()
    assert event.action == "恢复备份"
    assert '"lost_seq"' in EventBody.get(EventBody.seq == event.seq).change
    store.close()


def test_a_bad_backup_is_not_restored(
    backed_up: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = backed_up
    before = (folder / DATABASE).read_bytes()
    file.write_bytes(file.read_bytes()[:8192])
    assert main(["restore", "--data-dir", str(folder), "--from", str(file)]) == 2
    assert capsys.readouterr().err
    assert (folder / DATABASE).read_bytes() == before


def test_a_backup_on_a_new_pc_brings_the_windows_key(office: TestOffice, tmp_path: Path) -> None:
    key = bytes(keys.load_or_create(office.store.folder))
    file = made(office, tmp_path / "usb" / "one.db")
    folder = tmp_path / "new pc"
    backup.restore(folder, file, office.clock.now())
    assert bytes(keys.load_or_create(folder)) == key
    assert len(accounts_in(folder)) == 2


def accounts_in(folder: Path) -> tuple[object, ...]:
    store: Store = open_folder(folder)
    found = accounts.everybody()
    store.close()
    return found


def test_before_a_migration_the_old_file_is_kept(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(template, tmp_path / "data"))
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        names = [r[0] for r in database.execute("SELECT name FROM sqlite_master")]
        table = next(name for name in names if "migration" in name.lower())
        database.execute(f'UPDATE "{table}" SET name = name || "x"')
        database.execute("PRAGMA user_version = 0")
        database.commit()
    before = (folder / DATABASE).read_bytes()
    monkeypatch.setattr("models.connection.migrate", lambda _: [])
    open_folder(folder, before_migration=backup.before_migration).close()
    (kept,) = (folder / "backups").glob("升级前_*.db")
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (0,)
    assert len(kept.read_bytes()) == len(before)


def test_a_newer_schema_is_refused_and_not_touched(template: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(template, tmp_path / "data"))
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(EnvironmentFault, match="更新版本的程序"):
        open_folder(folder)
    assert (folder / DATABASE).read_bytes() == before


def test_times_are_the_offices_own(office: TestOffice, tmp_path: Path) -> None:
    receptions.open_visit(office.clerk, PersonInput(name="王秀英"))
    made(office, tmp_path / "one.db")
    moment = backup.last()
    assert moment is not None and moment.tzinfo == OFFICE_ZONE
