"""The command line of design §11: what installers, supervisors and tests call. No screen."""

import io
import logging
import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from peewee import DatabaseError

from app import (
    arguments,
    backup,
    console,
    day,
    demo_command,
    documents,
    due,
    export,
    log,
    paths,
    setup,
    texts,
    verify,
)
from app.anchor import ANCHOR
from app.clock import SystemClock
from app.desk import Desk
from app.errors import EnvironmentFault, FieldError, RuleError
from app.faults import fault_of
from app.store import DATABASE, open_folder, refuse_lost
from app.system import LOCK, InUse, safe_write
from app.tasks import AtOnce

_PDF = b"%PDF-"
DONE, FINDINGS, UNREADABLE, IN_USE = 0, 1, 2, 3


@contextmanager
def _desk(data_dir: Path) -> Iterator[Desk]:
    database = data_dir / DATABASE
    nothing = EnvironmentFault(
        f"{data_dir} 里没有便民窗口的数据。", instead="请核对 --data-dir 指的文件夹。"
    )
    if not database.is_file() or not database.stat().st_size:
        refuse_lost(data_dir)
        raise nothing
    store = open_folder(data_dir, before_migration=backup.before_migration)
    try:
        desk = setup.command_desk(store, SystemClock())
        if not setup.is_set_up():
            raise nothing
        yield desk
    finally:
        store.close()


def _close(args: Namespace, out: TextIO) -> int:
    with _desk(args.data_dir) as desk:
        closed = day.close(desk, texts.day("date", args.date) if args.date else None)
        print(f"已日结 {closed.day.isoformat()}，编号 {closed.ledger_number}。", file=out)
    return DONE


def _export(args: Namespace, out: TextIO) -> int:
    with _desk(args.data_dir) as desk:
        folder = export.export(desk, texts.day("date", args.date), args.to)
        print(f"已导出并核对：{folder}", file=out)
    return DONE


def _backup(args: Namespace, out: TextIO) -> int:
    target = _free(args.to)
    with _desk(args.data_dir) as desk:
        file = AtOnce().slices(backup.backup_slices(desk, target), lambda _: None).result()
        print(f"已备份并核验：{file}", file=out)
    return DONE


def _render(args: Namespace, out: TextIO) -> int:
    with _desk(args.data_dir):
        if args.list:
            for row in documents.listed(most=1_000_000):
                print(row.number, row.machine_number, row.kind, sep="\t", file=out)
            return DONE
        if not (args.document and args.to):
            raise FieldError("document", "请用 --document 写明编号，用 --to 写明存到哪里。")
        safe_write(_free(args.to, _PDF), documents.pdf(args.document))
        print(f"已生成：{args.to}", file=out)
    return DONE


def _free(target: Path, replaces: bytes = b"") -> Path:
    """`target`, where it is no file yet, or one that begins with `replaces`: a paper may be made
    again, but nothing else is ever written over."""
    elsewhere = "请换一个文件名或位置。"
    if target.is_dir():
        raise EnvironmentFault(f"{target} 是一个文件夹。", instead="请在后面写明文件名。")
    ours = (target.parent / LOCK).exists() and target.name.startswith(("window.", ANCHOR))
    if ours:
        raise EnvironmentFault(f"{target} 是数据文件夹自己的文件名。", instead=elsewhere)
    if target.exists() and not (replaces and _begins(target, replaces)):
        raise EnvironmentFault(f"已有 {target}，没有覆盖它。", instead=elsewhere)
    return target


def _begins(path: Path, signature: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(signature)) == signature


def _folder(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=arguments.path, required=True, metavar="DIR", help="数据文件夹"
    )


def _close_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--date", metavar="D", help="日结哪一天，默认今天")


def _export_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--date", required=True, metavar="D", help="导出哪一天的台账")
    parser.add_argument(
        "--to", type=arguments.path, required=True, metavar="FOLDER", help="导出到哪里"
    )


def _backup_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument(
        "--to", type=arguments.path, required=True, metavar="FILE", help="备份到哪个文件"
    )


def _restore_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--from", dest="source", type=arguments.path, required=True, metavar="FILE",
                        help="用哪个备份")  # fmt: skip


def _restore(args: Namespace, out: TextIO) -> int:
    troubles: list[str] = []
    kept = backup.restore(args.data_dir, args.source, SystemClock().now(), troubles.append)
    print(f"已用 {args.source} 恢复。", *troubles, sep="", file=out)
    if kept is not None:
        print(f"原来的文件留在 {kept}。", file=out)
    return DONE


def _render_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--document", type=arguments.readable, metavar="NUMBER",
                        help="文书编号，或 13 位机读编号")  # fmt: skip
    parser.add_argument("--to", type=arguments.path, metavar="FILE.pdf", help="存成哪个文件")
    parser.add_argument("--list", action="store_true", help="列出全部文书")


Command = tuple[str, Callable[[ArgumentParser], None], Callable[[Namespace, TextIO], int]]

COMMANDS: dict[str, Command] = {
    "demo": ("建一个装满示例数据的新文件夹", demo_command.add_arguments, demo_command.run),
    "close": ("日结", _close_arguments, _close),
    "export": ("导出一天的台账", _export_arguments, _export),
    "verify": ("核验数据文件夹、备份或台账", verify.add_arguments, verify.run),
    "backup": ("备份", _backup_arguments, _backup),
    "restore": ("用备份恢复", _restore_arguments, _restore),
    "due": ("计算到期时间并逐日说明", due.add_arguments, due.run),
    "render": ("把文书存成 PDF", _render_arguments, _render),
}


def run(name: str, args: Namespace, out: TextIO | None) -> int:
    """Run one command; every refusal becomes one Chinese sentence on stderr.

    What the command has to say is written in one piece when all is done, so that a full disk or
    a reader gone away never breaks off the work, and never looks like findings.
    """
    said = io.StringIO()
    try:
        with log.only_to_file(paths.log_file(_home(getattr(args, "data_dir", None)))):
            code = COMMANDS[name][2](args, said)
    except Exception as error:
        return refused(error, getattr(args, "data_dir", None))
    if not console.write(out, said.getvalue()):
        return _say(
            "命令已执行完，但结果没有全部写出来。",
            "请检查输出的去处：磁盘是否已满，接收的程序是否已退出。", UNREADABLE,
        )  # fmt: skip
    return code


def refused(error: Exception, data_dir: Path | None) -> int:
    """Say why not, in one sentence; what nobody has foreseen goes to the log. Never 1."""
    if isinstance(error, InUse):
        return _say(error.message, error.instead, IN_USE)
    if isinstance(error, RuleError | EnvironmentFault):
        return _say(error.message, error.instead, UNREADABLE)
    if isinstance(error, FieldError):
        return _say(error.message, "", UNREADABLE)
    if isinstance(error, OSError | sqlite3.Error | DatabaseError):
        with suppress(OSError, sqlite3.Error, DatabaseError):  # none of those we know
            return refused(fault_of(error), data_dir)
    file = paths.log_file(_home(data_dir))
    logged = log.to_file(file)
    where = log.places(error.__traceback__)
    logging.getLogger("command").error("%s at %s", type(error).__name__, where)
    words = f"已记入日志 {file}。" if logged else ""
    return _say("程序出错了，命令没有完成。", f"{words}请联系管理员。", UNREADABLE)


def _home(data_dir: Path | None) -> Path:
    return data_dir if data_dir and data_dir.is_dir() else paths.default_data_dir()


def _say(message: str, instead: str, code: int) -> int:
    console.write(sys.stderr, f"{message}{instead}\n")
    return code
