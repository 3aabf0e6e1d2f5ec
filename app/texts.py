"""What the clerk types: taken as typed, or refused with a sentence. Never altered on the way.

Blanks before and after a text are no part of it; everything else stays as it is.
"""

import re
import unicodedata
from datetime import date, time

from app.errors import FieldError
from reports.fonts import missing_glyphs

# Mongolian script is steered by these format characters, so they are text there.
_MONGOLIAN_FORMAT = frozenset("\u180e\u200c\u200d")


def clean(
    field: str, label: str, value: str, *, limit: int, required: bool = True, lines: bool = False
) -> str:
    """`value` without outer blanks, checked. Lengths are counted in characters.

    Raises FieldError: empty though required, longer than `limit`, invisible characters, or one
    that no paper could show.
    """
    text = value.strip()
    if not text:
        if required:
            raise FieldError(field, f"请填写{label}。")
        return ""
    if len(text) > limit:
        raise FieldError(field, f"{label}太长：现有 {len(text)} 个字，最多 {limit} 个字。")
    for character in text:
        if character == "\n" and lines:
            continue
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            if character in _MONGOLIAN_FORMAT:
                continue
            raise FieldError(
                field,
                f"{label}里有看不见的字符（U+{ord(character):04X}），请删去后重新输入。",
            )
    if lost := missing_glyphs(text):
        raise FieldError(
            field,
            f"“{lost}”打印不出来。请核对{label}是否输错，没有输错的用拼音或别的写法并注明。",
        )
    return text


def day(field: str, value: str) -> date:
    """A date as typed, `2026-11-25`. Raises FieldError."""
    text = value.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FieldError(field, f"“{text[:20]}”不是日期，应写成 2026-11-25 的样子。") from None


_HOUR = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)", re.ASCII)


def hour(field: str, value: str) -> time:
    """A time of day as typed, `14:20`. Raises FieldError."""
    found = _HOUR.fullmatch(value.strip())
    if found is None:
        raise FieldError(field, f"“{value.strip()[:20]}”不是时间，应写成 14:20 的样子。")
    return time(int(found[1]), int(found[2]))


_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{2,3}-?[1-9]\d{6,7}", re.ASCII)


def phone(field: str, value: str, *, required: bool = False) -> str:
    """A mobile or land-line number as typed. Raises FieldError."""
    text = clean(field, "电话", value, limit=30, required=required)
    if text and not (_MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text)):
        raise FieldError(
            field, "电话应是 11 位手机号，或带区号的座机号，例如 0475-4212345。请核对。"
        )
    return text


# 2.5.4: nobody is sent away with one of these.
_BRUSH_OFF = ("不知道", "不清楚", "不归我管", "我还有事", "不了解", "不晓得", "没办法")
_FILLER = re.compile(r"[\s，。、；！？!?,.~…啊呀吧呢哦嗯我也的这个事情这事]+")


def is_brush_off(answer: str) -> bool:
    """Whether `answer` consists of nothing but the phrases that clause 2.5.4 forbids."""
    rest = answer
    for phrase in _BRUSH_OFF:
        rest = rest.replace(phrase, "")
    return rest != answer and not _FILLER.sub("", rest)


def mask_id(number: str) -> str:
    """`1505**********2846`: the first four and the last four stay."""
    return number if len(number) <= 8 else number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(number: str) -> str:
    """`138****6021`; shorter numbers keep only their last four digits."""
    if len(number) == 11:
        return number[:3] + "****" + number[-4:]
    return "*" * max(0, len(number) - 4) + number[-4:]


def mask_name(name: str) -> str:
    """`王**`: what leaves the office shows the first character only."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""
