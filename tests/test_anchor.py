"""The notes beside the database: torn, missed or lost ones accuse nobody, a cut chain is found."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from app import setup, verify
from app.anchor import ANCHOR, anchor_notes
from app.clock import SetClock
from app.store import open_folder
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


def test_a_start_covers_up_neither_lost_nor_foreign_notes(office: TestOffice) -> None:
    folder = office.store.folder
    office.store.close()
    file = folder / ANCHOR
    for text in ("", f"3 {'0' * 64}\n"):
        file.write_text(text)
        open_folder(folder).close()
        assert file.read_text() == text
        assert verify.verify(folder)[0]
    file.unlink()
    open_folder(folder).close()
    assert not file.exists()


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
