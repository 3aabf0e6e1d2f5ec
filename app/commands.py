"""The command line of design §11: what installers, supervisors and tests call. No screen."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from app import backup, day, demo_command, documents, due, export, setup, texts, verify
from app.clock import SystemClock
from app.desk import Desk
from app.errors import EnvironmentFault, FieldError, RuleError
from app.store import DATABASE, open_folder
from app.system import InUse
from app.tasks import AtOnce

DONE, FINDINGS, UNREADABLE, IN_USE = 0, 1, 2, 3


@contextmanager
def _desk(data_dir: Path) -> Iterator[Desk]:
    if not (data_dir / DATABASE).is_file():
        raise EnvironmentFault(
            f"{data_dir} 里没有便民窗口的数据。", instead="请核对 --data-dir 指的文件夹。"
        )
    store = open_folder(data_dir, before_migration=backup.before_migration)
    try:
        yield setup.command_desk(store, SystemClock())
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
    with _desk(args.data_dir) as desk:
        file = AtOnce().slices(backup.backup_slices(desk, args.to), lambda _: None).result()
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
        args.to.write_bytes(documents.pdf(args.document))
        print(f"已生成：{args.to}", file=out)
    return DONE


def _folder(parser: ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, required=True, metavar="DIR", help="数据文件夹")


def _close_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--date", metavar="D", help="日结哪一天，默认今天")


def _export_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--date", required=True, metavar="D", help="导出哪一天的台账")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="导出到哪里")


def _backup_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="备份到哪个文件")


def _restore_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE",
                        help="用哪个备份")  # fmt: skip


def _restore(args: Namespace, out: TextIO) -> int:
    kept = backup.restore(args.data_dir, args.source, SystemClock().now())
    print(f"已用 {args.source} 恢复。", file=out)
    if kept is not None:
        print(f"原来的文件留在 {kept}。", file=out)
    return DONE


def _render_arguments(parser: ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--document", metavar="NUMBER", help="文书编号，或 13 位机读编号")
    parser.add_argument("--to", type=Path, metavar="FILE.pdf", help="存成哪个文件")
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


def run(name: str, args: Namespace, out: TextIO) -> int:
    """Run one command; every refusal becomes one Chinese sentence on stderr."""
    try:
        return COMMANDS[name][2](args, out)
    except InUse as error:
        return _say(error.message, error.instead, IN_USE)
    except (RuleError, EnvironmentFault) as error:
        return _say(error.message, error.instead, UNREADABLE)
    except FieldError as error:
        return _say(error.message, "", UNREADABLE)


def _say(message: str, instead: str, code: int) -> int:
    print(message + instead, file=sys.stderr)
    return code
