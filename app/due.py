"""The command `due`: a due moment worked out in front of the asker, day by day (design §5, 3.2).

It takes its arguments as text and judges them itself, so that what is wrong with them is said
in Chinese too.
"""

import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date, datetime
from typing import TextIO

from app.clock import office_time
from app.deadlines import (
    COUNTING,
    Deadline,
    Limit,
    Mark,
    Pause,
    Unit,
    count_text,
    deadline,
    moment_text,
    paper_text,
    weekday_text,
)
from app.errors import FieldError
from app.workdays import OfficeHours, WorkCalendar

UNITS = {"workday": Unit.WORKDAY, "day": Unit.DAY}
NAMES = {
    "accepted": "受理时间",
    "limit": "时限",
    "unit": "单位",
    "pause": "特别程序",
    "extend": "延长的天数",
}
FINAL, PROVISIONAL = 0, 1


def add_arguments(parser: ArgumentParser) -> None:
    """Name what `due` takes."""
    parser.add_argument("--accepted", metavar="TIME", help="受理时间，如 2026-09-18T10:00")
    parser.add_argument("--limit", metavar="N", help="时限的天数，0 是当场")
    parser.add_argument(
        "--unit", metavar="workday|day", default="workday", help="工作日（默认）或日"
    )
    parser.add_argument(
        "--pause", metavar="A..B", action="append", default=[],
        help="特别程序从 A 起，B 恢复（B 不含在内）；还没恢复的写 A..；可写多次",
    )  # fmt: skip
    parser.add_argument("--extend", metavar="K", default="0", help="延长的天数")
    parser.add_argument("--strict", action="store_true", help="结果是暂定时，退出码为 1")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: Namespace, out: TextIO) -> int:
    """Print when it is due and why. 0; with `--strict` 1 for a provisional date. Raises
    FieldError for what cannot be read or cannot be."""
    accepted = _moment(args.accepted)
    amount, extension = _days("limit", args.limit), _days("extend", args.extend)
    if args.unit not in UNITS:
        raise _unreadable("unit", args.unit, "workday（工作日）或 day（日）")
    try:
        limit = Limit(amount, UNITS[args.unit])
        pauses = [_pause(text) for text in args.pause]
        due = deadline(accepted, limit, WorkCalendar(), OfficeHours(), pauses, extension)
    except ValueError as error:
        raise FieldError("due", str(error)) from error
    if args.json:
        print(json.dumps(_plain(due)), file=out)
    else:
        for line in _lines(accepted, due, extension):
            print(line, file=out)
    return PROVISIONAL if args.strict and due.provisional else FINAL


def _moment(text: str | None) -> datetime:
    try:
        return office_time(text or "")
    except (ValueError, OverflowError):
        raise _unreadable("accepted", text, "2026-09-18T10:00") from None


def _days(name: str, text: str | None) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text or ""):
        raise _unreadable(name, text, "20")
    return int(text or "")


def _pause(text: str) -> Pause:
    start, separator, resume = text.partition("..")
    try:
        if not separator:
            raise ValueError
        span = date.fromisoformat(start), date.fromisoformat(resume) if resume else None
    except ValueError:
        raise _unreadable("pause", text, "2026-09-21..2026-09-24") from None
    return Pause(*span)


def _unreadable(name: str, text: str | None, example: str) -> FieldError:
    told = f"“{text[:40]}”看不懂" if text else "没有填写"
    return FieldError(name, f"{NAMES[name]}{told}，应写成 --{name} {example}。")


def _plain(due: Deadline) -> dict[str, object]:
    plain: dict[str, object] = {
        "due": due.due and due.due.replace(tzinfo=None).isoformat(timespec="minutes"),
        "provisional": due.provisional,
        "counted": [day.isoformat() for day in due.counted],
    }
    return plain if due.due else plain | {"left": due.left}


def _lines(accepted: datetime, due: Deadline, extension: int) -> Iterator[str]:
    extended = f"，延长 {count_text(extension, due.limit.unit)}" if extension else ""
    yield f"受理：{moment_text(accepted)}"
    yield f"时限：{due.limit.text}{extended}"
    number = 0
    for one in due.days:
        number += one.mark in COUNTING
        yield f"{weekday_text(one.day)}\t{_effect(one.mark, number)}\t{one.why}"
    yield f"到期：{paper_text(due)}"


def _effect(mark: Mark, number: int) -> str:
    """What a day does to the count that stands at `number`."""
    if mark in COUNTING:
        return f"第 {number} 日" + ("（延长）" if mark == Mark.EXTENDED else "")
    return mark.value if mark == Mark.MOVED else "不计"
