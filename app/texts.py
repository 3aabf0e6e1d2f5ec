"""What the clerk types: taken as typed, or refused with a sentence. Never altered on the way.

Blanks before and after a text are no part of it; everything else stays as it is.
"""

import re
import unicodedata
from datetime import date, datetime, time

from app.clock import OFFICE_ZONE
from app.errors import FieldError, RuleError
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


_CLOCK = re.compile(r"(?:(\d{4}-\d{2}-\d{2})\s+)?(\d{1,2})[:：](\d{2})", re.ASCII)


def moment(field: str, value: str, now: datetime) -> datetime:
    """A moment up to `now` as typed: `15:20`, which is of the day of `now`, or
    `2026-11-25 15:20`. Raises FieldError."""
    found = _CLOCK.fullmatch(value.strip())
    try:
        if found is None:
            raise ValueError(value)
        day = date.fromisoformat(found[1]) if found[1] else now.date()
        typed = datetime.combine(day, time(int(found[2]), int(found[3])), OFFICE_ZONE)
    except ValueError:
        raise FieldError(
            field, f"“{value.strip()[:20]}”不是时间，应写成 15:20 或 2026-11-25 15:20 的样子。"
        ) from None
    if typed > now:
        raise FieldError(field, f"时间不能晚于现在（{now:%H:%M}）。请核对。")
    return typed


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


# 2.5.4: nobody is sent away with one of these, however it is wrapped.
_BRUSH_OFF = re.compile(
    "不知道|不(?:太|大|怎么)?(?:清楚|了解)|不晓得|说不清楚?|不懂|没办法|没法办"
    "|不归(?:我们?|咱们?|这里|这儿|本?窗口|本?中心)(?:来)?(?:管|负责)"
    "|不(?:由|是)我们?(?:管|负责)的?|不是我们?的?(?:事情?|业务)|不关我们?的?事|管不(?:了|着)"
    "|我?还有(?:别的|其他)?(?:事情?|工作)|没(?:有)?(?:空|时间)|(?:很|正|在|正在)忙着?"
    "|(?:去|自己|您|你)*(?:问|找)问?(?:别人|别处|其他人|其他部门)"
)
_FILLER = re.compile(
    "对不起|不好意思|抱歉|现在|目前|[啊呀吧呢哦嗯哈了的地得是真都也就很我你您们它这那个件事情]"
)


def is_brush_off(answer: str) -> bool:
    """Whether `answer` consists of nothing but the phrases that clause 2.5.4 forbids."""
    said = "".join(one for one in answer if unicodedata.category(one)[0] in "LMN")
    rest = _BRUSH_OFF.sub("", said)
    return rest != said and not _FILLER.sub("", rest)


_SAY_MORE = "请写明具体做了什么、怎么答复的；不归本窗口的，写明去哪个部门、找谁。"


def answer(
    field: str, label: str, value: str, *, limit: int, required: bool = True, lines: bool = False,
    instead: str = _SAY_MORE,
) -> str:  # fmt: skip
    """`clean` for what is said to a citizen. Raises RuleError where it only sends them away."""
    words = clean(field, label, value, limit=limit, required=required, lines=lines)
    if is_brush_off(words):
        raise RuleError(
            f"不能用“{words[:30]}”答复群众。", clause="2.5.4", instead=instead, field=field
        )
    return words


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
