"""How far the chain of events reached, noted beside the database at every save (design §8).

A database that is later swapped for an older copy, or cut at its end, no longer reaches the last
note. A note may be behind the database, which is harmless, but never ahead of it.

The notes are begun before the first event, or nothing is saved at all; later they are only added
to. So a folder with events and without notes has lost them, however that came about, and this
stays to be seen until a backup is restored, which the chain then tells of. What cannot be told
apart: notes cut back by hand to where an older database ends look like notes that were never
written. Only the backups beside the data (`backup_heads`), a printed day close or an exported
ledger speak against those.
"""

import errno
import os
import re
from pathlib import Path
from typing import BinaryIO

from app.faults import fault_of
from app.system import flush_directory

ANCHOR = "chain.anchor"
Note = tuple[int, str]  # event number, hex hash
_NOTE = re.compile(rb"\d{1,18} [0-9a-f]{64}\r?\n")


def anchor_notes(folder: Path) -> list[Note]:
    """What `chain.anchor` notes; a line that was left half written says nothing.

    Raises EnvironmentFault where the file is there and cannot be read.
    """
    path = folder / ANCHOR
    try:
        text = path.read_text(encoding="ascii", errors="replace") if path.is_file() else ""
    except OSError as error:
        raise fault_of(error) from error
    lines = re.findall(r"^(\d{1,18}) ([0-9a-f]{64})$", text, re.MULTILINE)
    return [(int(seq), digest) for seq, digest in lines]


def begin_notes(folder: Path, note: Note) -> None:
    """Make the file with its first note, and flush it, so that no power cut takes all of it.
    Raises OSError."""
    with (folder / ANCHOR).open("wb") as file:
        file.write(note_line(note))
        file.flush()
        os.fsync(file.fileno())
    flush_directory(folder)


def add_note(folder: Path, note: Note) -> None:
    """Append `note` to a file that begins with one. Raises OSError, also where it does not: what
    was lost is not begun anew as if nothing had been.

    A half-written line before it is closed first: running together, the two would name an event
    that never was. Nothing is flushed, a note may be behind.
    """
    with (folder / ANCHOR).open("r+b") as file:
        if not _NOTE.match(file.read(100)):
            raise OSError(errno.EINVAL, "no notes to add to")
        if _last_byte(file) != b"\n":
            file.write(b"\n")
        file.write(note_line(note))


def note_line(note: Note) -> bytes:
    """The note as it stands in the file."""
    return f"{note[0]} {note[1]}\n".encode()


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)
