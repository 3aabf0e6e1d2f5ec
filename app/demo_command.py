"""The command `demo`: a new folder full of made-up records."""

import re
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TextIO

from app import arguments, demo, sample_office, texts
from app.clock import SystemClock
from app.errors import FieldError

_MOST, _MOST_DAYS = 100_000, 3_660  # more of either no machine would come to the end of
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


def add_arguments(parser: ArgumentParser) -> None:
    """Name what `demo` takes."""
    parser.add_argument(
        "--data-dir", type=arguments.path, required=True, metavar="DIR", help="新文件夹"
    )
    parser.add_argument("--cases", default="120", metavar="N", help="办件数，默认 120")
    parser.add_argument("--days", default="45", metavar="D", help="往前多少天，默认 45")
    parser.add_argument("--until", metavar="DATE", help="最后一天，默认今天")
    parser.add_argument("--seed", default="1", metavar="S", help="随机数种子，默认 1")


def run(args: Namespace, out: TextIO) -> int:
    """Make the folder and say how to sign on. Raises FieldError, EnvironmentFault."""
    until = texts.day("until", args.until) if args.until else SystemClock().now().date()
    if not _FIRST <= until <= _LAST:
        raise FieldError("until", f"--until 应在 {_FIRST} 到 {_LAST} 之间。")
    count, days = _number("cases", args.cases, _MOST), _number("days", args.days, _MOST_DAYS)
    made = demo.fill(args.data_dir, count, days, until, _number("seed", args.seed, _MOST))
    sample_office.mark(args.data_dir)
    print(f"示例数据已生成：{args.data_dir}，{made} 件办件，到 {until} 为止。", file=out)
    for name, login, role, _ in demo.STAFF:
        print(f"{role.value}\t{name}\t用户名 {login}\t密码 {demo.PASSWORD}", file=out)
    return 0


def _number(field: str, text: str, most: int) -> int:
    if not (re.fullmatch(r"[0-9]{1,6}", text) and int(text) <= most):
        raise FieldError(field, f"--{field} 应是 0 到 {most} 的整数，“{text[:20]}”看不懂。")
    return int(text)
