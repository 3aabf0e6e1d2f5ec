"""An opened data folder: its lock, its database, its anchor."""

from collections.abc import Callable
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from app.errors import EnvironmentFault
from app.faults import fault_of
from app.system import FolderLock
from models import connection

DATABASE = "window.db"
ANCHOR = "chain.anchor"


class Store:
    """The folder while this program has it. `close()` gives it back.

    Meanwhile nothing but SQLite may open `window.db`: closing it elsewhere in the same process
    drops SQLite's lock.
    """

    def __init__(self, folder: Path, database: SqliteDatabase, lock: FolderLock) -> None:
        self.folder = folder
        self.database = database
        self._lock = lock

    def anchor(self, seq: int, digest: bytes) -> None:
        """Note the chain's head beside the database.

        A database that is later swapped for an older copy, or cut at its end, no longer
        reaches the last note. No flush: after a power cut the note may be behind the
        database, which is harmless, but never ahead of it.
        """
        with (self.folder / ANCHOR).open("a", encoding="ascii") as notes:
            notes.write(f"{seq} {digest.hex()}\n")

    def close(self) -> None:
        """Close the database, then release the folder."""
        self.database.close()
        self._lock.release()


def open_folder(
    folder: Path, *, before_migration: Callable[[SqliteDatabase], None] | None = None
) -> Store:
    """Lock and open `folder`, creating it where it is new.

    `before_migration` is called with the open database when an existing file is about to be
    brought to a newer schema, so that a verified backup exists first. Raises
    EnvironmentFault: in use, damaged, newer than the program, no permission.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault_of(error) from error
    lock = FolderLock(folder)
    lock.acquire()
    try:
        return Store(folder, _open(folder / DATABASE, before_migration), lock)
    except BaseException:
        lock.release()
        raise


def _open(path: Path, before_migration: Callable[[SqliteDatabase], None] | None) -> SqliteDatabase:
    known = path.exists()
    try:
        database = connection.open_database(path)
    except connection.NewerSchema as error:
        raise EnvironmentFault(
            "数据文件是更新版本的程序写的，本版本没有打开它。", instead="请安装新版本后再打开。"
        ) from error
    except connection.ForeignFile as error:
        raise EnvironmentFault(
            "这个文件不是便民窗口的数据文件。", instead="请检查数据文件夹是否选对。"
        ) from error
    except (DatabaseError, OSError) as error:
        raise fault_of(error) from error
    try:
        if connection.pending_migrations(database):
            if known and before_migration is not None:
                before_migration(database)
            connection.migrate(database)
    except BaseException:
        database.close()
        raise
    return database
