"""What somebody may do to a data folder with other programs than ours."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.store import DATABASE


def change(folder: Path, *statements: str) -> None:
    """Behind the program's back: triggers, checks and foreign keys put aside meanwhile."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys = 0")
        database.execute("PRAGMA ignore_check_constraints = 1")
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        put_back = dict(triggers.fetchall())
        for name in put_back:
            database.execute(f'DROP TRIGGER "{name}"')
        for statement in (*statements, *put_back.values()):
            database.execute(statement)
