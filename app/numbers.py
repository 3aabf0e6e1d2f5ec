"""Numbers without gaps: one sequence per kind and year, taken in the action's transaction."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from stdnum import luhn

from app.desk import OfficeInfo
from app.errors import EnvironmentFault
from models.documents import Sequence


class Kind(StrEnum):
    """Everything that carries a number, by the name printed on it."""

    CASE = "办件"
    TELLING = "一次性告知单"
    RECEIPT = "收件回执"
    ACCEPTANCE = "受理通知书"
    ENQUIRY = "咨询件受理通知书"
    SUPPLEMENT = "补充件通知书"
    RETURN = "退回件通知书"
    REVOCATION = "撤销退回通知书"
    REFUSAL_REPORT = "否定报备表"
    COMPLETION = "办结通知书"
    REFUSAL = "不予决定书"
    WITHDRAWAL = "撤回确认书"
    TERMINATION = "终止告知书"
    DELIVERY = "送达回证"
    FORWARDING = "上报移交清单"
    NOTICE = "公示"
    SPECIAL = "特别程序告知书"
    RESUMPTION = "恢复办理通知书"
    EXTENSION = "延长办理期限告知书"
    NEW_DATE = "办理期限变更告知书"
    REFERRAL = "引导单"
    TRANSFER = "首问转办单"
    DAY = "日台账"


# What stays in the office, or goes to another one.
INTERNAL = frozenset({Kind.REFUSAL_REPORT, Kind.FORWARDING})

# The character after the office's short name, and the two digits in the machine number.
_MARKS: dict[Kind, tuple[str, int]] = {
    Kind.CASE: ("办", 10),
    Kind.TELLING: ("告", 11),
    Kind.RECEIPT: ("收", 12),
    Kind.ACCEPTANCE: ("受", 13),
    Kind.ENQUIRY: ("咨", 14),
    Kind.SUPPLEMENT: ("补", 15),
    Kind.RETURN: ("退", 16),
    Kind.REVOCATION: ("销", 17),
    Kind.REFUSAL_REPORT: ("否", 18),
    Kind.COMPLETION: ("结", 19),
    Kind.REFUSAL: ("不", 20),
    Kind.WITHDRAWAL: ("撤", 21),
    Kind.TERMINATION: ("终", 22),
    Kind.DELIVERY: ("送", 23),
    Kind.FORWARDING: ("报", 24),
    Kind.NOTICE: ("示", 25),
    Kind.SPECIAL: ("特", 26),
    Kind.RESUMPTION: ("恢", 27),
    Kind.EXTENSION: ("延", 28),
    Kind.NEW_DATE: ("变", 29),
    Kind.DAY: ("账", 30),
    Kind.REFERRAL: ("引", 31),
    Kind.TRANSFER: ("转", 32),
}


@dataclass(frozen=True)
class Number:
    """One number in its two spellings: for people, `固便办〔2026〕1号`; for machines, digits."""

    text: str
    machine: str
    year: int
    serial: int


YEAR, SERIAL = "{年}", "{序号}"
_MOST = 999_999  # what the machine number has room for
# Digits apart from these two would make a printed number unreadable for `parts`.
_TEMPLATE = re.compile(r"(.*[^0-9])?\{年\}[^0-9{}]+\{序号\}[^0-9{}]*")
_PRINTED = re.compile(r"(?:.*[^0-9])?([0-9]{4})[^0-9]+([0-9]+)[^0-9]*")


def preset(kind: Kind, short: str) -> str:
    """The template of a kind that has none of its own: `固便办〔{年}〕{序号}号`."""
    return f"{short}{_MARKS[kind][0]}〔{YEAR}〕{SERIAL}号"


def template(kind: Kind, office: OfficeInfo) -> str:
    """How this office writes the numbers of `kind`."""
    return office.numbers.get(kind.value) or preset(kind, office.short)


def readable(template: str) -> bool:
    """Whether year and serial can be told from every number that `template` makes."""
    return (
        _TEMPLATE.fullmatch(template) is not None
        and template.count(YEAR) == template.count(SERIAL) == 1
    )


def written(template: str, year: int, serial: int) -> str:
    """The number as printed."""
    return template.replace(YEAR, str(year)).replace(SERIAL, str(serial))


def take(kind: Kind, day: date, office: OfficeInfo) -> Number:
    """The next number of `kind` in the year of `day`. Call within the transaction that uses it:
    if that fails, the number was never given out. The sequence goes on through a change of
    template. Raises EnvironmentFault where the last one is none the program gives out."""
    serial = _last(kind, day.year) + 1
    Sequence.replace(kind=kind.value, year=day.year, last=serial).execute()
    return Number(
        text=written(template(kind, office), day.year, serial),
        machine=machine_number(day.year, _MARKS[kind][1], office.window_no, serial),
        year=day.year,
        serial=serial,
    )


def _last(kind: Kind, year: int) -> int:
    """The last serial given out, 0 before the first."""
    row: Any = Sequence.get_or_none(Sequence.kind == kind.value, Sequence.year == year)
    if row is None:
        return 0
    if not (isinstance(row.last, int) and 0 < row.last < _MOST):
        raise EnvironmentFault(
            f"{year} 年{kind.value}的编号记录不对，没有编号，没有保存。",
            instead="请联系管理员核验数据（verify），或用最近的备份恢复（restore）。",
        )
    last: int = row.last
    return last


def parts(text: str) -> tuple[int, int]:
    """Year and serial of a printed number, whatever its template. Raises ValueError."""
    found = _PRINTED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1]), int(found[2])


def machine_number(year: int, digits: int, window_no: int, serial: int) -> str:
    """13 digits: year (2), kind (2), window (2), serial (6), Luhn check digit."""
    body = f"{year % 100:02d}{digits:02d}{window_no:02d}{serial:06d}"
    return body + str(luhn.calc_check_digit(body))


def is_machine_number(text: str) -> bool:
    """Whether `text` is one of ours, check digit included."""
    return len(text) == 13 and text.isascii() and text.isdigit() and luhn.is_valid(text)
