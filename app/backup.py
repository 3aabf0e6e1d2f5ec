"""Backups: whole, reopened and verified before they count, kept for two years (design §8)."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from app import chain_check, journal, keys, setup, swap
from app.anchor import Note, add_note, anchor_notes, begin_notes
from app.backup_heads import RESTORED
from app.clock import OFFICE_ZONE, SystemClock
from app.desk import Desk
from app.errors import EnvironmentFault, FieldError
from app.faults import fault_of
from app.journal import Head, Transaction, operation
from app.store import BACKUPS, DATABASE, Store, open_folder
from app.system import FolderLock, drop, flush_file, flush_placed, safe_write
from app.tasks import AtOnce, Slices
from app.verify import opened
from models.journal import Event
from models.office import Office

DAILY, WEEKLY, MONTHLY = 14, 8, 24  # how many of each are kept
PATTERN = "备份_*.db"
_NOT_RESTORED = "没有恢复，原来的数据没有动。请换一份备份。"
KEY_SUFFIX = ".key"  # the window's signing key lies beside each backup


def daily(desk: Desk) -> Slices[Path]:
    """The backup that follows a day close, beside the data and, where the office has named a
    place, there too; older ones are thinned out. Returns the last one made.

    Raises EnvironmentFault; where only the named place is at fault, it says so.
    """
    made = yield from _into(desk, desk.store.folder / BACKUPS)
    if not desk.office.backup_place:
        return made
    try:
        return (yield from _into(desk, Path(desk.office.backup_place)))
    except EnvironmentFault as fault:
        raise EnvironmentFault(
            f"本机上的备份已做好；{desk.office.backup_place} 里的没有做成：{fault.message}",
            instead=fault.instead,
        ) from fault


def _into(desk: Desk, folder: Path) -> Slices[Path]:
    made = yield from backup_slices(desk, folder / f"备份_{desk.real.now():%Y-%m-%d_%H%M%S}.db")
    for path in superseded(folder):
        path.unlink(missing_ok=True)
        path.with_suffix(KEY_SUFFIX).unlink(missing_ok=True)
    return made


def check_place(data: Path, typed: str) -> str:
    """Look whether backups of the folder `data` can go to `typed`; returns what to mind.

    Raises FieldError for a place that is none, lies with the data, or cannot be written.
    """
    place = Path(typed)
    if not place.is_absolute():
        raise FieldError("backup_place", "请写完整的路径，例如 /media/备份盘 或 E:\\备份。")
    if place.resolve().is_relative_to(data.resolve()):
        raise FieldError(
            "backup_place", "这个位置在数据文件夹里面，数据丢了备份也没了。请选别的磁盘。"
        )
    try:
        place.mkdir(exist_ok=True)
        safe_write(place / ".便民窗口", b"")
        drop(place / ".便民窗口")
        same = place.stat().st_dev == data.stat().st_dev
    except (OSError, ValueError, EnvironmentFault):
        raise FieldError(
            "backup_place", "这个位置写不进去。请核对路径，看看磁盘是否插好、有没有写入权限。"
        ) from None
    return "备份和数据在同一个磁盘上，磁盘坏了两样都会丢，最好换到另一个磁盘。" if same else ""


def backup_slices(desk: Desk, target: Path) -> Slices[Path]:
    """Copy the open database to `target`, which then is a whole and verified backup or not there.

    Raises EnvironmentFault: the place is gone, full, or gives back something else.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        drop(part)
        _copy(desk.store.database.connection(), part)
        yield
        head = yield from _verified(part)
        part.replace(target)
        key = desk.store.folder / keys.KEY
        if key.exists():
            shutil.copyfile(key, target.with_suffix(KEY_SUFFIX))
    except (OSError, sqlite3.Error) as error:
        drop(part)
        raise fault_of(error) from error
    except EnvironmentFault:
        drop(part)
        raise
    flush_placed(target)
    _noted(desk, target.name, head)
    return target


def last() -> datetime | None:
    """When the newest backup was made; None before the first."""
    event: Any = Event.select().where(Event.action == "备份").order_by(Event.seq.desc()).first()
    return event.at_utc.astimezone(OFFICE_ZONE) if event else None


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    flush_file(target)


def _verified(path: Path, instead: str = "备份没有留下，请联系管理员。") -> Slices[Head]:
    """The head of the chain in the backup `path`. Raises EnvironmentFault for a bad one."""
    with opened(path) as connection:
        found = yield from chain_check.readable(chain_check.check(connection, None))
        if found:
            raise EnvironmentFault(f"备份没有通过核验：{found[0].text}", instead=instead)
        row = connection.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        return Head(row[0], row[1]) if row else Head(0, journal.GENESIS)


@operation("备份")
def _noted(tx: Transaction, name: str, head: Head) -> None:
    """Leave in the chain up to where the backup reaches."""
    tx.note(Office.get(), file=name, head_seq=head.seq, head=head.hash.hex())


def superseded(folder: Path) -> list[Path]:
    """The backups in `folder` that are neither among the newest days, weeks nor months."""
    by_day = {date.fromisoformat(path.name[3:13]): path for path in sorted(folder.glob(PATTERN))}
    keep = kept(by_day)
    return [
        path
        for path in sorted(folder.glob(PATTERN))
        if by_day[date.fromisoformat(path.name[3:13])] != path
        or date.fromisoformat(path.name[3:13]) not in keep
    ]


def kept(days: Iterable[date]) -> set[date]:
    """Of these days the newest 14, and the last one of each of 8 weeks and 24 months."""
    newest_first = sorted(days, reverse=True)
    keep = set(newest_first[:DAILY])
    for period, most in (("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        last: dict[str, date] = {}
        for day in newest_first:
            last.setdefault(day.strftime(period), day)
        keep |= set(list(last.values())[:most])
    return keep


@dataclass(frozen=True)
class Restorable:
    """A backup that verifies, and when the last thing in it was entered."""

    path: Path
    until: datetime


def restorable(folder: Path, most: int = 3) -> Slices[tuple[Restorable, ...]]:
    """The newest backups beside the data in `folder` that verify, the newest first."""
    found: list[Restorable] = []
    for path in sorted((folder / BACKUPS).glob(PATTERN), reverse=True):
        try:
            yield from _verified(path)
            with opened(path) as connection:
                row = connection.execute("SELECT at_utc FROM event ORDER BY seq DESC").fetchone()
            until = datetime.fromisoformat(row[0]).astimezone(OFFICE_ZONE)
        except (EnvironmentFault, TypeError, ValueError):  # TypeError: nothing in it yet
            continue
        found.append(Restorable(path, until))
        if len(found) == most:
            break
    return tuple(found)


def before_migration(database: SqliteDatabase) -> None:
    """Keep the file as the older version of the program left it, before it is changed."""
    file = Path(database.database)
    now = SystemClock().now()
    target = file.parent / BACKUPS / f"升级前_{now:%Y-%m-%d_%H%M%S}.db"
    target.parent.mkdir(exist_ok=True)
    _copy(database.connection(), target)
    with closing(sqlite3.connect(target)) as copy:
        (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
    if answer != "ok":
        raise EnvironmentFault(
            "升级前的备份没有通过检查，没有升级。", instead="请联系管理员，先检查磁盘。"
        )


def restore(
    folder: Path, source: Path, now: datetime, mind: Callable[[str], None] = lambda _: None
) -> Path | None:
    """Put the backup `source` in the place of the database in `folder`.

    The file that was there is kept under another name, which is returned; what it held after
    the backup is lost, and the chain says so. Raises EnvironmentFault for a backup that does
    not verify, and wherever else it cannot be done: then the old state stands. What goes wrong
    after it was done is told to `mind`.
    """
    key = source.with_suffix(KEY_SUFFIX)
    with opened(source) as backup:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FolderLock(folder):
                return _restore(folder, source.name, backup, now, _bytes(key), mind)
        except (OSError, sqlite3.Error) as error:
            raise fault_of(error) from error


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _restore(
    folder: Path, name: str, backup: sqlite3.Connection, now: datetime, key: bytes | None,
    mind: Callable[[str], None],
) -> Path | None:  # fmt: skip
    """The same in a locked folder: all is made ready in a stage, then put in place."""
    stage = folder / swap.STAGE
    shutil.rmtree(stage, ignore_errors=True)  # of a restore that died
    try:
        stage.mkdir()
        _copy(backup, stage / DATABASE)
        head = AtOnce().slices(_verified(stage / DATABASE, _NOT_RESTORED), lambda _: None).result()
        begin_notes(stage, (head.seq, head.hash.hex()))
        store = open_folder(stage)
        try:
            last = _tell(store, name, folder)
        finally:
            store.close()
        note = (head.seq, head.hash.hex())
        kept = swap.put_in_place(folder, f"{now:%Y-%m-%d_%H%M%S}", note, key)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    try:
        flush_placed(folder / DATABASE)
    except EnvironmentFault as fault:
        mind(f"{fault.message}{fault.instead}")
    with suppress(OSError):  # what is in place is so; the next start notes it otherwise
        add_note(folder, (last.seq, last.hash.hex()))
    return kept


def _tell(store: Store, name: str, folder: Path) -> Head:
    """Leave in the chain what was restored and what is lost by it; returns its new end."""
    if not setup.is_set_up():
        raise EnvironmentFault("这份备份里还没有设立窗口。", instead=_NOT_RESTORED)
    lost: Note = (0, "")
    with suppress(EnvironmentFault):  # notes that nobody can read are lost as well
        lost = max(anchor_notes(folder), default=lost)
    _restored(setup.command_desk(store, SystemClock()), name, lost)
    return journal.head()


@operation(RESTORED)
def _restored(tx: Transaction, name: str, lost: Note) -> None:
    tx.note(Office.get(), file=name, lost_after=tx.chain_head.seq, lost_seq=lost[0], lost=lost[1])
