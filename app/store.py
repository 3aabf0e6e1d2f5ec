"""An opened data folder: its lock, its database, its anchor."""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from app.anchor import Note, add_note, anchor_notes, begin_notes
from app.errors import EnvironmentFault, RecordsLost
from app.faults import fault_of
from app.keys import KEY
from app.system import FolderLock
from models import connection

DATABASE = "window.db"
KEPT = "换下_"  # how the name of a database begins that a restored one has replaced
BACKUPS = "backups"  # the folder beside the data that always has them
_LOG = logging.getLogger("store")


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
        """Note the chain's head beside the database, where that can be written.

        What was saved is saved: a disk that takes no note now only leaves it behind, for the
        next save or start to catch up with.
        """
        try:
            add_note(self.folder, (seq, digest.hex()))
        except OSError as error:
            _LOG.warning("no note of event %d: %s", seq, error.strerror)

    def mend_anchor(self) -> None:
        """Begin the notes of a folder without events, or catch up with what an earlier save
        could not note. Raises EnvironmentFault where they cannot be begun: nothing may be saved
        then, or a folder whose notes were taken away would look no different.

        Notes that are gone, or that name another event than there is, stay as they are: the
        check has to find them so.
        """
        with suppress(DatabaseError):  # whoever needs the database will say so
            seq, digest = self._head("ORDER BY seq DESC LIMIT 1")
            if not seq:
                _begin_notes(self.folder)
                return
            with suppress(EnvironmentFault):  # as above
                noted = max(anchor_notes(self.folder), default=(seq, ""))
                if noted[0] < seq and self._holds(noted):
                    self.anchor(seq, digest)

    def _holds(self, noted: Note) -> bool:
        there = self._head("WHERE seq = ?", noted[0])
        return there == (noted[0], bytes.fromhex(noted[1]))

    def _head(self, which: str, *values: int) -> tuple[int, bytes]:
        rows = self.database.execute_sql(f"SELECT seq, hash FROM event {which}", values)
        return next(iter(rows), (0, bytes(32)))

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
    EnvironmentFault: in use, newer than the program, no permission; RecordsLost: damaged, or
    gone from a folder that had records.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault_of(error) from error
    lock = FolderLock(folder)
    lock.acquire()
    try:
        if not (folder / DATABASE).exists() or not (folder / DATABASE).stat().st_size:
            refuse_lost(folder)  # before there is an empty one
            _begin_notes(folder)
        database = _open(folder / DATABASE, before_migration)
    except BaseException:
        lock.release()
        raise
    store = Store(folder, database, lock)
    try:
        store.mend_anchor()
    except BaseException:
        store.close()
        raise
    return store


def _begin_notes(folder: Path) -> None:
    try:
        if not anchor_notes(folder):
            begin_notes(folder, (0, bytes(32).hex()))
    except OSError as error:
        raise fault_of(error) from error


def refuse_lost(folder: Path) -> None:
    """Raises RecordsLost where a folder without records has had some: another office founded
    there would begin its numbers anew."""
    noted = any(seq for seq, _ in anchor_notes(folder))
    files = (*(folder / BACKUPS).glob("*.db"), *folder.glob(f"{KEPT}*.db"))
    if noted or files or (folder / KEY).exists():
        raise RecordsLost(
            f"数据文件（{DATABASE}）不见了，或里面是空的。",
            instead="请用最近的备份恢复（restore），不要重新设立窗口。",
        )


def _is_empty(database: SqliteDatabase) -> bool:
    """Whether nothing was ever saved."""
    return "event" not in database.get_tables() or not next(
        iter(database.execute_sql("SELECT 1 FROM event LIMIT 1")), None
    )


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
        if _is_empty(database):
            refuse_lost(path.parent)
        if connection.pending_migrations(database):
            if known and before_migration is not None:
                before_migration(database)
            connection.migrate(database)
    except connection.MigrationsLost as error:
        database.close()
        raise RecordsLost(
            "数据文件里的升级记录不见了，没有打开它。", instead="请用最近的备份恢复（restore）。"
        ) from error
    except DatabaseError as error:
        database.close()
        raise fault_of(error) from error
    except BaseException:
        database.close()
        raise
    return database
