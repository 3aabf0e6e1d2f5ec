"""How far the chain of events reached, noted beside the database at every save (design §8).

A database that is later swapped for an older copy, or cut at its end, no longer reaches the last
note. A note may be behind the database, which is harmless, but never ahead of it.
"""

import os
import re
from pathlib import Path
from typing import BinaryIO

from app.faults import fault_of
from app.system import flush_directory

ANCHOR = "chain.anchor"
Note = tuple[int, str]  # event number, hex hash


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


def add_note(folder: Path, note: Note) -> None:
    """Append `note`. Raises OSError.

    A half-written line before it is closed first: running together, the two would name an event
    that never was. The file is flushed when it is made, so that no power cut takes all of it;
    later notes are not, they may be behind.
    """
    path = folder / ANCHOR
    new = not path.exists()
    with path.open("a+b") as file:
        if file.tell() and _last_byte(file) != b"\n":
            file.write(b"\n")
        file.write(note_line(note))
        if new:
            file.flush()
            os.fsync(file.fileno())
    if new:
        flush_directory(folder)


def note_line(note: Note) -> bytes:
    """The note as it stands in the file."""
    return f"{note[0]} {note[1]}\n".encode()


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)
