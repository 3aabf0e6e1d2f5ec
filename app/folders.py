"""A folder of files onto a stick: whole under its final name, or not there at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from app.faults import fault_of
from app.system import flush_placed, safe_write

Files = Mapping[str, bytes]  # contents by name


def deliver(target: Path, name: str, files: Files) -> Path:
    """Write `files` into a new folder `name` of `target`, which must exist; returns its path.

    Everything is written under a temporary name, flushed and read back, then renamed: a stick
    pulled at any instant holds the whole folder or none of that name. A folder that already
    holds these very files is left as it is; one with others is left too, and `name(2)` made.
    Raises EnvironmentFault.
    """
    try:
        final = _free_or_same(target, name, files)
        if final.exists():
            return final
        part = target / f"{final.name}.part"
        if part.exists():  # left behind by a stick that was pulled
            shutil.rmtree(part)
        part.mkdir()
        try:
            for file, data in files.items():
                safe_write(part / file, data)
            part.rename(final)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    except OSError as error:
        raise fault_of(error) from error
    flush_placed(final)
    return final


def _free_or_same(target: Path, name: str, files: Files) -> Path:
    """The first of `name`, `name(2)`, … that is not taken, or holds these very files."""
    place, number = target / name, 1
    while place.exists() and not _same(place, files):
        number += 1
        place = target / f"{name}({number})"
    return place


def _same(folder: Path, files: Files) -> bool:
    return {one.name for one in folder.iterdir()} == set(files) and all(
        (folder / name).read_bytes() == data for name, data in files.items()
    )
