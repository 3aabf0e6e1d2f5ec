"""Restoring puts a verified database in place in one step; whatever fails leaves the old state."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app import backup, keys, verify
from app.__main__ import main
from app.anchor import ANCHOR
from app.clock import office_time
from app.errors import EnvironmentFault
from app.store import DATABASE, open_folder
from app.system import FolderLock, InUse, safe_write
from app.tasks import AtOnce
from models.people import Person
from tests import office as offices

NOW = office_time("2026-11-24T08:00")
JOURNAL = f"{DATABASE}-journal"

# A program that dies in the middle of a save whose pages have gone to the disk already.
DYING = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE person SET name = 'half done'")
database.execute("UPDATE matter_version SET body = body || ' ', name = 'half done'")
os._exit(0)
"""


@pytest.fixture(scope="module")
def made(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder, closed, with a backup beside it; a visitor came after that."""
    whole = tmp_path_factory.mktemp("restore")
    office = offices.copy(template, whole / "data")
    office.visit("王秀英")
    keys.load_or_create(office.store.folder)
    work = backup.backup_slices(office.clerk, whole / "usb" / "one.db")
    AtOnce().slices(work, lambda _: None).result()
    office.visit("后来的人")
    office.store.close()
    return whole


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "all")) / "data"


@pytest.fixture
def source(folder: Path) -> Path:
    return folder.parent / "usb" / "one.db"


def names(folder: Path) -> list[str]:
    store = open_folder(folder)
    try:
        return [row.name for row in Person.select()]
    finally:
        store.close()


def state(folder: Path) -> dict[str, bytes]:
    """Everything in the folder, but the lock, which holds nothing."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.name != "window.lock"]
    return {one.name: one.read_bytes() for one in files}


def die_in_a_save(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", DYING, folder / DATABASE], check=True)
    assert (folder / JOURNAL).stat().st_size > 1024


def test_what_was_half_saved_is_undone_in_the_old_file_and_does_not_reach_the_new(
    folder: Path, source: Path
) -> None:
    die_in_a_save(folder)
    kept = backup.restore(folder, source, NOW)
    assert kept is not None and verify.verify(kept)[0] == []
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT count(*) FROM person WHERE name = '后来的人'").fetchone() == (1,)
    assert verify.verify(folder)[0] == []
    assert names(folder) == ["王秀英"]


def test_a_journal_that_cannot_be_rolled_back_goes_with_its_database(
    folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_in_a_save(folder)
    journal = (folder / JOURNAL).read_bytes()
    monkeypatch.setattr("app.swap.recover", lambda _: None)  # as where another holds the file
    kept = backup.restore(folder, source, NOW)
    assert kept is not None
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == journal
    assert verify.verify(kept)[0] == []  # opened again, it is whole
    assert verify.verify(folder)[0] == []


def test_a_backup_from_a_folder_that_died_is_read_with_its_journal(
    folder: Path, tmp_path: Path
) -> None:
    die_in_a_save(folder)
    backup.restore(tmp_path / "new pc", folder / DATABASE, NOW)
    assert verify.verify(tmp_path / "new pc")[0] == []
    assert names(tmp_path / "new pc") == ["王秀英", "后来的人"]


@pytest.mark.parametrize("name", ["rename", "replace"])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("dead", [False, True], ids=["closed", "died"])
def test_whatever_fails_leaves_the_old_state(
    folder: Path, source: Path, name: str, count: int, dead: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if dead:
        die_in_a_save(folder)
        monkeypatch.setattr("app.swap.recover", lambda _: None)
    before, calls = state(folder), [0]
    works: Callable[..., Any] = getattr(Path, name)

    def failing(path: Path, target: Path) -> Any:
        calls[0] += 1
        if calls[0] == count:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return works(path, target)

    monkeypatch.setattr(Path, name, failing)
    try:
        backup.restore(folder, source, NOW)
    except EnvironmentFault:
        assert state(folder) == before
    else:
        assert calls[0] < count
        assert names(folder) == ["王秀英"]
    assert verify.verify(folder)[0] == []


@pytest.mark.skipif(sys.platform == "win32", reason="not run: no folder is flushed there")
@pytest.mark.parametrize("call", ["fsync", "open"])
def test_what_is_in_place_is_restored_though_the_disk_reports_an_error(
    folder: Path, source: Path, call: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    replace, works = Path.replace, getattr(os, call)

    def failing(what: Any, *args: Any) -> Any:
        if call == "fsync" or what == folder:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return works(what, *args)

    def placed(path: Path, target: Path) -> Any:
        done = replace(path, target)
        if target.name == DATABASE:
            monkeypatch.setattr(os, call, failing)
        return done

    monkeypatch.setattr(Path, "replace", placed)
    status = main(["restore", "--data-dir", str(folder), "--from", str(source)])
    monkeypatch.setattr(os, call, works)
    said = capsys.readouterr()
    assert status == 0 and said.err == ""
    assert f"已用 {source} 恢复。{DATABASE} 已经写好，但磁盘报告出错" in said.out
    assert verify.verify(folder)[0] == [] and names(folder) == ["王秀英"]


@pytest.mark.skipif(sys.platform == "win32", reason="not run: no folder is flushed there")
def test_a_file_that_is_written_is_not_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("app.system.flush_directory", failing)
    with pytest.raises(EnvironmentFault, match="one 已经写好，但磁盘报告出错"):
        safe_write(tmp_path / "one", b"new")
    assert (tmp_path / "one").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="not run: no flock there")
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOLCK, errno.EAGAIN, errno.EACCES])
def test_only_a_lock_that_another_has_means_in_use(
    tmp_path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("fcntl.flock", failing)
    with pytest.raises(EnvironmentFault) as raised:
        FolderLock(tmp_path).acquire()
    assert isinstance(raised.value, InUse) == (code in (errno.EAGAIN, errno.EACCES))
    assert ("正在使用中" in raised.value.message) == isinstance(raised.value, InUse)


@pytest.mark.parametrize("size", [0, 100, 8192])
def test_a_bad_backup_changes_nothing(folder: Path, source: Path, size: int) -> None:
    source.write_bytes(source.read_bytes()[:size])
    before = state(folder)
    assert main(["restore", "--data-dir", str(folder), "--from", str(source)]) == 2
    assert state(folder) == before


def test_a_forged_backup_changes_nothing(
    folder: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(source)) as database:
        database.execute("UPDATE person SET name = '别人'")
        database.commit()
    before = state(folder)
    assert main(["restore", "--data-dir", str(folder), "--from", str(source)]) == 2
    assert "没有恢复，原来的数据没有动" in capsys.readouterr().err
    assert state(folder) == before


def test_the_note_beside_it_is_true_at_every_moment(folder: Path, source: Path) -> None:
    """Of the old chain as of the new: the power may go between the two."""
    old = Path(shutil.copytree(folder, folder.with_name("old")))
    backup.restore(folder, source, NOW)
    first, *rest = (folder / ANCHOR).read_text().splitlines()
    assert len(rest) == 1
    for one in (old, folder):
        (one / ANCHOR).write_text(f"{first}\n")
        assert verify.verify(one)[0] == []
        open_folder(one).close()
        assert len((one / ANCHOR).read_text().splitlines()) == 2  # the start has caught up


def test_two_restores_within_a_second_keep_both_old_files(folder: Path, source: Path) -> None:
    kept = [backup.restore(folder, source, NOW) for _ in range(2)]
    assert len({one and one.name for one in kept}) == 2
    assert all(one and verify.verify(one)[0] == [] for one in kept)


def test_what_an_earlier_restore_left_when_it_died_is_no_hindrance(
    folder: Path, source: Path
) -> None:
    (folder / "恢复中").mkdir()
    (folder / "恢复中" / DATABASE).write_bytes(b"half")
    (folder / DATABASE).unlink()
    assert backup.restore(folder, source, NOW) is None
    assert names(folder) == ["王秀英"]
    assert not (folder / "恢复中").exists()
