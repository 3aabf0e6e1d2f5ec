"""The backups beside the data say how far the records reached, too."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from app.chain_walk import Finding, records
from app.store import BACKUPS
from app.tasks import Slices

RESTORED = "恢复备份"  # the action after which the records go on from an earlier place
Head = tuple[int, bytes]


def lost(connection: sqlite3.Connection, folder: Path) -> Slices[list[Finding]]:
    """The first of the backups beside the data in `folder` whose end the chain no longer holds.

    One from before the last restore says nothing: what it held may have been given up then, and
    the chain tells so. Nor does a file that cannot be read, or the backup of another window.
    """
    try:
        window = records(connection, "SELECT window FROM event WHERE seq = 1")
        restored = _head(connection, "WHERE action = ?", RESTORED)
        for path in _backups(folder):
            yield
            end = _end(path, window, restored)
            if end and not _holds(connection, end):
                words = f"备份 {path.name} 里已有第 {end[0]} 号事件，现在的记录里没有它"
                return [Finding(end[0], f"{words}：末尾被截去，或换成了旧文件。")]
    except sqlite3.Error:
        pass  # found by whoever looks at the whole
    return []


def _backups(folder: Path) -> Iterable[Path]:
    return sorted((folder / BACKUPS).glob("*.db"), reverse=True)


def _end(path: Path, window: Any, restored: Head | None) -> Head | None:
    """The end of a backup of this window, made after it was `restored`."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as backup:
            if records(backup, "SELECT window FROM event WHERE seq = 1") != window:
                return None
            if restored is not None and not _holds(backup, restored):
                return None
            return _head(backup)
    except (sqlite3.Error, OSError):
        return None


def _head(database: sqlite3.Connection, which: str = "", *values: Any) -> Head | None:
    query = f"SELECT seq, hash FROM event {which} ORDER BY seq DESC LIMIT 1"
    return next(((row["seq"], row["hash"]) for row in records(database, query, *values)), None)


def _holds(database: sqlite3.Connection, head: Head) -> bool:
    return bool(records(database, "SELECT 1 FROM event WHERE seq = ? AND hash = ?", *head))
