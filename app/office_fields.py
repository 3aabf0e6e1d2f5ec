"""How each of the office's settings is typed and shown: a text becomes a value, or is refused with
a sentence that names its field."""

import re
from collections.abc import Iterable
from datetime import date, time

from app import texts
from app.errors import FieldError
from app.workdays import OfficeHours, Spans
from reports.fonts import is_mongolian

# What no file system takes in a name: the short name becomes part of the ledger's folder.
_NO_NAME = re.compile(r'[/\\:*?"<>|]')
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})", re.ASCII)
_DATE = re.compile(r"(\d{1,2})[-.月](\d{1,2})日?", re.ASCII)
_LEAP_YEAR = 2028

MONGOLIAN_LINES = 2  # as many as the margin of a notice has room for


def short_name(field: str, typed: str) -> str:
    """The word that every number begins with."""
    text = texts.clean(field, "简称", typed, limit=8)
    if _NO_NAME.search(text):
        raise FieldError(field, '简称里不能有 / \\ : * ? " < > | 这些符号，请删去。')
    return text


def lines(field: str, label: str, typed: str, *, each: int, most: int) -> tuple[str, ...]:
    """One entry a line, each of at most `each` characters, none of them twice."""
    text = texts.clean(field, label, typed, limit=(each + 1) * most, required=False, lines=True)
    found = [line.strip() for line in text.split("\n") if line.strip()]
    for number, line in enumerate(found, 1):
        if len(line) > each:
            raise FieldError(field, f"第 {number} 行太长：最多 {each} 个字，请改短。")
        if line in found[: number - 1]:
            raise FieldError(field, f"“{line}”写了两次，请删去一行。")
    if len(found) > most:
        raise FieldError(field, f"{label}最多 {most} 行，现有 {len(found)} 行，请删去一些。")
    return tuple(found)


def pairs(field: str, label: str, typed: str) -> dict[str, str]:
    """Lines of the form `甲：乙`."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines(field, label, typed, each=90, most=60), 1):
        left, mark, right = line.replace(":", "：", 1).partition("：")
        left, right = left.strip(), right.strip()
        if not (mark and left and right):
            raise FieldError(
                field, f"第 {number} 行应写成“机关：印章”的样子，中间用冒号隔开，请改正。"
            )
        if left in found:
            raise FieldError(field, f"“{left}”写了两行，请只留一行。")
        found[left] = right
    return found


def mongolian(field: str, typed: str) -> tuple[str, ...]:
    """Lines of traditional Mongolian, to be set upright."""
    found = lines(field, "蒙古文名称", typed, each=60, most=MONGOLIAN_LINES)
    for character in "".join(found):
        if not is_mongolian(character):
            raise FieldError(
                field,
                f"“{character}”不是传统蒙古文，竖排印不出来。请用蒙古文输入法输入，没有就空着。",
            )
    return found


def spans(field: str, label: str, typed: str) -> Spans:
    """`8:30-11:30 14:30-17:30`."""
    text = texts.clean(field, label, typed, limit=60)
    found = _SPAN.findall(text)
    if not found or _SPAN.sub("", text).strip(" ，,、；;　"):
        raise FieldError(field, f"{label}应写成 8:30-11:30 14:30-17:30 的样子，请改正。")
    try:
        return tuple((time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in found)
    except ValueError:
        raise FieldError(field, f"{label}里有不存在的时刻，请核对。") from None


def month_day(field: str, typed: str) -> tuple[int, int]:
    """`5月1日` or `5-1`."""
    found = _DATE.fullmatch(typed.strip())
    try:
        if found is None:
            raise ValueError
        day = date(_LEAP_YEAR, int(found[1]), int(found[2]))
    except ValueError:
        raise FieldError(field, "日期应写成 5月1日 的样子，请改正。") from None
    return day.month, day.day


def hours(usual: str, summer: str, summer_from: str, summer_to: str) -> OfficeHours:
    """The office's hours; `summer` empty where the same hold all year."""
    all_year = _in_order("hours", spans("hours", "办公时间", usual))
    if not summer.strip():
        return OfficeHours(all_year)
    in_summer = _in_order("summer", spans("summer", "夏季办公时间", summer))
    first, last = month_day("summer_from", summer_from), month_day("summer_to", summer_to)
    if last < first:
        raise FieldError("summer_to", "夏季的最后一天不能早于第一天，请改正。")
    return OfficeHours(all_year, in_summer, first, last)


def _in_order(field: str, found: Spans) -> Spans:
    try:
        return OfficeHours(found).usual
    except ValueError as error:
        raise FieldError(field, f"{error}请改正。") from None


def spans_text(found: Spans) -> str:
    """As `spans` takes it."""
    return " ".join(f"{a.hour}:{a.minute:02d}-{b.hour}:{b.minute:02d}" for a, b in found)


def month_day_text(found: tuple[int, int]) -> str:
    """As `month_day` takes it."""
    return f"{found[0]}月{found[1]}日"


def lines_text(found: Iterable[str]) -> str:
    """As `lines` takes it."""
    return "\n".join(found)
