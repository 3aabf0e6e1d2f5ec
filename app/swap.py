"""Putting a restored database in the place of the old one: wholly, or not at all.

Until the one rename that puts it there, everything stays as it was or is put back; whatever the
old database needs to be read, its journal too, lies beside it under the name it is kept by.
"""

import os
import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from app.anchor import ANCHOR, Note, note_line
from app.errors import EnvironmentFault
from app.keys import KEY
from app.store import DATABASE, KEPT
from app.system import drop, flush_directory, safe_write

STAGE = "恢复中"  # the folder inside the data folder where the restored database is made ready
_SIDES = ("-journal", "-wal", "-shm")  # what SQLite may have left beside a database


def put_in_place(folder: Path, stamp: str, note: Note, key: bytes | None) -> Path | None:
    """Replace the database in `folder` by the one in its stage. Returns where the old one is now.

    `note` is up to where the backup reaches: true for the old chain as for the new one, it
    stands beside either whenever the power goes. `key` is the window's, for a folder without
    one. Raises OSError, EnvironmentFault: then everything is as it was. The caller flushes.
    """
    database, notes = folder / DATABASE, folder / ANCHOR
    recover(database)
    kept = _free(folder, stamp)
    had = database.exists()
    with ExitStack() as undo:
        if had:
            undo.callback(drop, kept)
            _twin(database, kept)
        for side in _SIDES:
            _aside(database.with_name(DATABASE + side), kept.with_name(kept.name + side), undo)
        before = notes.read_bytes() if notes.exists() else None
        if before is not None:
            undo.callback(drop, kept.with_suffix(".anchor"))
            safe_write(kept.with_suffix(".anchor"), before)
        undo.callback(_put_back, notes, before)
        safe_write(notes, note_line(note))
        if key is not None and not (folder / KEY).exists():
            undo.callback(drop, folder / KEY)
            safe_write(folder / KEY, key, mode=0o600)
        flush_directory(folder)
        (folder / STAGE / DATABASE).replace(database)
        undo.pop_all()
    return kept if had else None


def recover(database: Path) -> None:
    """Let SQLite undo what a program that died in the middle of a save had begun."""
    if database.exists():
        with (
            suppress(sqlite3.Error),  # too damaged for that: its journal goes where it goes
            closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)) as old,
        ):
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _free(folder: Path, stamp: str) -> Path:
    path, number = folder / f"{KEPT}{stamp}.db", 1
    while path.exists():
        number += 1
        path = folder / f"{KEPT}{stamp}({number}).db"
    return path


def _twin(file: Path, other: Path) -> None:
    """`other` is what `file` is now, and stays it when that name goes to another file."""
    try:
        os.link(file, other)
    except OSError:  # a file system that knows no second name
        shutil.copyfile(file, other)


def _aside(file: Path, other: Path, undo: ExitStack) -> None:
    if file.exists() and file.stat().st_size:  # an empty one says nothing
        file.rename(other)
        undo.callback(_put_back_name, other, file)


def _put_back_name(now: Path, before: Path) -> None:
    with suppress(OSError):
        now.rename(before)


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        drop(path)
    else:
        with suppress(OSError, EnvironmentFault):
            safe_write(path, before)
