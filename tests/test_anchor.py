"""The notes beside the database: torn, missed or lost ones accuse nobody, a cut chain is found."""

import errno
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app import backup, paths, setup, verify
from app.__main__ import main
from app.anchor import ANCHOR, anchor_notes
from app.clock import SetClock
from app.errors import EnvironmentFault
from app.store import BACKUPS, DATABASE, open_folder
from app.tasks import AtOnce
from models.connection import open_database
from tests.office import START, TestOffice


def findings(office: TestOffice) -> list[str]:
    office.store.close()
    return verify.verify(office.store.folder)[0]


@pytest.mark.parametrize("torn", ["2", "29", "29 ", "29 abc", "29\0\0\0", f"29 {'0' * 63}"])
def test_a_torn_note_stays_apart_from_the_next(office: TestOffice, torn: str) -> None:
    file = office.store.folder / ANCHOR
    file.write_text(file.read_text() + torn)
    before = len(anchor_notes(office.store.folder))
    office.visit("王秀英")
    assert len(anchor_notes(office.store.folder)) == before + 1
    assert findings(office) == []


@pytest.mark.parametrize("torn", ["2", "29", "1", "9999"])
def test_a_torn_note_that_ran_together_with_the_next_is_known_for_what_it_is(
    office: TestOffice, torn: str
) -> None:
    """As an earlier version of the program wrote them."""
    file = office.store.folder / ANCHOR
    office.visit("王秀英")
    lines = file.read_text().splitlines()
    for n in (3, len(lines) - 1):
        file.write_text("\n".join([*lines[:n], torn + lines[n], *lines[n + 1 :]]) + "\n")
        assert findings(office) == []


def test_a_number_that_no_torn_note_explains_is_still_a_finding(office: TestOffice) -> None:
    office.visit("王秀英")
    folder = office.store.folder
    last, digest = anchor_notes(folder)[-1]
    whole = (folder / ANCHOR).read_text()
    (folder / ANCHOR).write_text(f"{whole}{last + 1} {'0' * 64}\n")
    assert "末尾被截去" in findings(office)[0]
    (folder / ANCHOR).write_text(f"{whole}{last - 1} {digest}\n")
    assert "被整段重写" in findings(office)[0]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_is_saved_is_saved_though_no_note_can_be_written(
    office: TestOffice, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.store.folder
    noted = anchor_notes(folder)
    opened = Path.open

    def failing(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if path.name == ANCHOR and mode != "r":
            raise OSError(code, os.strerror(code))
        return opened(path, mode, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing)
        office.visit("王秀英")
        office.store.close()
        assert verify.verify(folder)[0] == []
        open_folder(folder).close()  # nor does it keep the program from starting
    assert anchor_notes(folder) == noted
    open_folder(folder).close()
    ((seq, _),) = set(anchor_notes(folder)) - set(noted)
    assert seq > noted[-1][0]
    assert verify.verify(folder)[0] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not run: no full device here")
def test_a_full_disk_takes_no_note_and_is_caught_up_with(office: TestOffice) -> None:
    """The same with a device that really is full."""
    file = office.store.folder / ANCHOR
    kept = file.rename(file.with_name("kept"))
    file.symlink_to("/dev/full")
    office.visit("王秀英")
    office.store.close()
    open_folder(office.store.folder).close()
    kept.replace(file)
    before = len(anchor_notes(office.store.folder))
    assert findings(office) == []
    open_folder(office.store.folder).close()
    assert len(anchor_notes(office.store.folder)) == before + 1
    assert findings(office) == []


LOST = ["", "hello\n", "9" * 40, None]  # None: no file at all


def lose(folder: Path, text: str | None) -> None:
    (folder / ANCHOR).unlink()
    if text is not None:
        (folder / ANCHOR).write_text(text)


@pytest.mark.parametrize("text", [*LOST, f"3 {'0' * 64}\n"])
def test_neither_a_start_nor_a_save_covers_up_lost_or_foreign_notes(
    office: TestOffice, text: str | None
) -> None:
    folder = office.store.folder
    lose(folder, text)
    office.visit("王秀英")
    office.store.close()
    assert verify.verify(folder)[0]
    open_folder(folder).close()
    backup_by_command(folder)  # any action
    (found,) = verify.verify(folder)[0]
    assert "旁注" in found
    assert (folder / ANCHOR).exists() == (text is not None)


def backup_by_command(folder: Path, name: str = "one.db") -> Path:
    file = folder.parent / name
    assert main(["backup", "--data-dir", str(folder), "--to", str(file)]) == 0
    return file


@pytest.mark.parametrize("text", LOST)
def test_lost_notes_are_settled_by_a_restore_which_the_chain_tells_of(
    office: TestOffice, text: str | None
) -> None:
    folder = office.store.folder
    office.visit("王秀英")
    office.store.close()
    lose(folder, text)
    backup.restore(folder, backup_by_command(folder), START)
    backup_by_command(folder, "two.db")
    assert verify.verify(folder)[0] == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("late", [False, True])
def test_nothing_is_saved_before_the_notes_are_begun(
    tmp_path: Path, code: int, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first start that cannot begin them says so, accuses nobody, and the next one can."""
    folder = tmp_path / "data"
    opened = Path.open

    def failing(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if path.name == ANCHOR and mode != "r":
            if late:
                path.touch()
            raise OSError(code, os.strerror(code))
        return opened(path, mode, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing)
        with pytest.raises(EnvironmentFault, match="没有保存"):
            open_folder(folder)
        assert not (folder / DATABASE).exists()
        open_database(folder / DATABASE).close()  # as a start left it that died in time
        with pytest.raises(EnvironmentFault, match="没有保存"):
            open_folder(folder)
        assert verify.verify(folder)[0] == []
    store = open_folder(folder)
    setup.set_up(store, SetClock(START), setup.OfficeInput())
    store.close()
    assert verify.verify(folder)[0] == []


def test_a_backup_beside_the_data_tells_how_far_the_records_reached(office: TestOffice) -> None:
    folder = office.store.folder
    office.visit("王秀英")
    early = backup_now(office)
    office.visit("图门乌力吉")
    kept = shutil.copyfile(backup_now(office), folder.parent / "kept.db")
    assert findings(office) == []
    shutil.copyfile(early, folder / DATABASE)
    lines = (folder / ANCHOR).read_text().splitlines()
    with verify.opened(early) as database:
        last = database.execute("SELECT max(seq) FROM event").fetchone()[0]
    fitting = [one for one in lines if int(one.split()[0]) <= last]
    (folder / ANCHOR).write_text("\n".join(fitting) + "\n")  # notes that fit the older file
    (found,) = verify.verify(folder)[0]
    assert found.startswith("备份 备份_2.db 里已有第") and "换成了旧文件" in found
    backup_by_command(folder)
    assert found in verify.verify(folder)[0]
    backup.restore(folder, early, START)  # the chain tells from where it goes on
    assert verify.verify(folder)[0] == []
    backup.restore(folder, kept, START)  # back on the line that had been left
    assert verify.verify(folder)[0] == []


def backup_now(office: TestOffice) -> Path:
    folder = office.store.folder / BACKUPS
    name = f"备份_{1 + len(list(folder.glob('*.db')))}.db"
    work = backup.backup_slices(office.clerk, folder / name)
    return AtOnce().slices(work, lambda _: None).result()


def test_a_note_that_fails_is_told_to_the_log_alone(
    office: TestOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    office.store.close()
    folder = office.store.folder
    (folder / ANCHOR).unlink()
    with no_handlers():
        backup_by_command(folder)
    assert capsys.readouterr().err == ""
    assert "no note of event" in paths.log_file(folder).read_text()


@contextmanager
def no_handlers() -> Iterator[None]:
    """As in a program of its own: nobody listens to the log."""
    root = logging.getLogger()
    before, root.handlers = root.handlers, []
    try:
        yield
    finally:
        root.handlers = before


def test_the_first_note_is_on_the_disk_before_the_first_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut right after the first save finds a note behind, not none."""
    flushed: list[tuple[int, int]] = []
    sync = os.fsync

    def noted(descriptor: int) -> None:
        sync(descriptor)
        path = tmp_path / "data" / ANCHOR
        if path.exists() and os.fstat(descriptor).st_ino == path.stat().st_ino:
            flushed.extend(anchor_notes(tmp_path / "data"))

    monkeypatch.setattr(os, "fsync", noted)
    store = open_folder(tmp_path / "data")
    assert flushed == [(0, "0" * 64)]
    setup.set_up(store, SetClock(START), setup.OfficeInput())
    store.close()
    (tmp_path / "data" / ANCHOR).write_text(f"0 {'0' * 64}\n")  # the rest was not flushed
    assert verify.verify(tmp_path / "data")[0] == []
