"""The command `verify`: a data folder, a backup, an exported ledger or a stick full of them."""

import sqlite3
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TextIO

from app import arguments, chain_check, ledger_check
from app.errors import EnvironmentFault
from app.faults import fault_of
from app.store import DATABASE, refuse_lost
from app.system import FolderLock
from app.tasks import AtOnce
from models.connection import APPLICATION_ID, SCHEMA_VERSION

INTACT, FINDINGS = 0, 1
_NOT_SAVED = "，没有保存"


def add_arguments(parser: ArgumentParser) -> None:
    """Name what `verify` takes."""
    parser.add_argument(
        "path", type=arguments.path, metavar="PATH", help="数据文件夹、备份文件或导出的台账"
    )


def run(args: Namespace, out: TextIO) -> int:
    """Print every finding on a line of its own. 0 intact, 1 findings; raises EnvironmentFault
    for what cannot be read, InUse for a folder that the window has open."""
    try:
        findings, facts = verify(args.path)
    except (OSError, sqlite3.Error, EnvironmentFault) as error:
        raise _reading(error) from error
    for line in findings or facts:
        print(line, file=out)
    return FINDINGS if findings else INTACT


def _reading(error: Exception) -> EnvironmentFault:
    """The fault without a word of saving: nothing was to be saved."""
    fault = error if isinstance(error, EnvironmentFault) else fault_of(error)
    if _NOT_SAVED not in fault.message:
        return fault
    words = fault.message.replace(_NOT_SAVED, "")
    return EnvironmentFault(words, instead="没有核验成，请检查磁盘、位置和权限后重试。")


def verify(path: Path) -> tuple[list[str], list[str]]:
    """What is wrong with `path`, the first bad place first, and what was looked at."""
    database = path / DATABASE
    if path.is_dir() and not (database.exists() and database.stat().st_size):
        refuse_lost(path)
    if database.is_file():
        with FolderLock(path):
            return _database(database, path)
    if (path / ledger_check.MANIFEST).is_file():
        return _ledgers([path])
    if path.is_dir():
        folders = sorted(one.parent for one in path.glob(f"便民台账_*/{ledger_check.MANIFEST}"))
        if folders:
            return _ledgers([one for one in folders if one.suffix != ".part"])
    if path.is_file():
        return _database(path, None)
    raise EnvironmentFault(
        f"{path} 里没有可核验的内容。", instead="请指定数据文件夹、备份文件或导出的台账文件夹。"
    )


def _ledgers(folders: list[Path]) -> tuple[list[str], list[str]]:
    findings: list[str] = []
    checked = []
    for folder in folders:
        one = ledger_check.check(folder)
        prefix = f"{folder.name}：" if len(folders) > 1 else ""
        findings += [prefix + text for text in one.findings]
        checked.append(one)
    findings += ledger_check.continuity(checked)
    facts = [f"台账完整：{one.office} {one.day}，窗口指纹 {one.fingerprint}" for one in checked]
    return findings, facts


def _database(path: Path, folder: Path | None) -> tuple[list[str], list[str]]:
    """Check a backup or, with all that lies beside it, the database of a data `folder`."""
    with opened(path) as connection:
        work = (
            chain_check.of_folder(connection, folder)
            if folder
            else chain_check.check(connection, None)
        )
        found = AtOnce().slices(work, _silent).result()
        (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
    return [one.text for one in found], [f"记录校验正常：{count} 个事件，全部记录与事件一致。"]


def _silent(_: Any) -> None:
    """Nobody watches the progress of a command."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A database of ours for reading only. Raises EnvironmentFault for any other file."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as connection:
            connection.execute("PRAGMA query_only = 1")
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                raise EnvironmentFault("这不是便民窗口的数据文件。", instead="请检查路径。")
            if version != SCHEMA_VERSION:
                raise EnvironmentFault(
                    "数据文件和程序的版本不同。", instead="请用写它的那个版本核验，或先升级。"
                )
            yield connection
    except sqlite3.Error as error:
        raise fault_of(error) from error
