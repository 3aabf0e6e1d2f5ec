"""The fields of a matter as an office writes them: one description for the files, the workbook,
the editing page and the comparison of two versions.

Every field is written as text. A kind reads the text and refuses what it cannot take with a
sentence; `show` is its reverse.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from app import texts
from app.catalogue import (
    Basis,
    Material,
    MatterKind,
    Need,
    OrganKind,
    Question,
    SpecialLimit,
    Stage,
    Step,
    Termination,
    Way,
    remedies,
)
from app.deadlines import Limit, Unit
from app.errors import FieldError


class Kind(Protocol):
    """How a field's text becomes its value."""

    hint: str
    blank: Any  # the value of an empty text

    def read(self, label: str, text: str) -> Any:
        """The value. Raises FieldError."""
        ...

    def show(self, value: Any) -> str:
        """The text that `read` takes back."""
        ...


class Text:
    """One line of text, at most `limit` characters."""

    hint, blank = "文字", ""

    def __init__(self, limit: int = 300) -> None:
        self._limit = limit

    def read(self, label: str, text: str) -> str:
        return texts.clean("", label, text, limit=self._limit)

    def show(self, value: str) -> str:
        return value


class Lines:
    """Several texts, each on a line of its own."""

    hint, blank = "一行写一条", ()

    def read(self, label: str, text: str) -> tuple[str, ...]:
        lines = [line for line in text.splitlines() if line.strip()]
        return tuple(texts.clean("", label, line, limit=300) for line in lines)

    def show(self, value: tuple[str, ...]) -> str:
        return "\n".join(value)


class Whole:
    """A whole number between `low` and `high`."""

    blank = 0

    def __init__(self, low: int, high: int) -> None:
        self._low, self._high = low, high
        self.hint = f"{low} 到 {high} 的整数"

    def read(self, label: str, text: str) -> int:
        number = text.strip()
        plain = number.isascii() and number.isdigit() and len(number) <= 6
        if plain and self._low <= int(number) <= self._high:
            return int(number)
        raise FieldError("", f"{label}应是{self.hint}，“{text[:20]}”不是。")

    def show(self, value: int) -> str:
        return str(value)


class OneOf:
    """One of a few words."""

    blank = None

    def __init__(self, *words: str, make: Any = str) -> None:
        self.words, self._make = words, make
        self.hint = "、".join(words) + "之一"

    def read(self, label: str, text: str) -> Any:
        if text.strip() not in self.words:
            raise FieldError("", f"{label}应是{self.hint}，“{text[:20]}”不是。")
        return self._make(text.strip())

    def show(self, value: Any) -> str:
        return str(value)


class YesNo(OneOf):
    """是 or 否."""

    def __init__(self) -> None:
        super().__init__("是", "否")

    def read(self, label: str, text: str) -> bool:
        return bool(super().read(label, text) == "是")

    def show(self, value: bool) -> str:
        return "是" if value else "否"


class LimitText:
    """当场, 20个工作日, 7日; "" is none."""

    hint, blank = "当场、20个工作日 或 7日", None

    def read(self, label: str, text: str) -> Limit:
        plain = re.sub(r"\s", "", text)
        if plain == "当场":
            return Limit(0, Unit.WORKDAY)
        found = re.fullmatch(r"(\d{1,4})(个工作日|日)", plain, re.ASCII)
        if found is None or not 0 < int(found[1]) <= 365:
            raise FieldError("", f"{label}应写成{self.hint}（不超过 365），“{text[:20]}”看不懂。")
        return Limit(int(found[1]), Unit.DAY if found[2] == "日" else Unit.WORKDAY)

    def show(self, value: Limit | None) -> str:
        return "" if value is None else value.text.replace(" ", "")


class DayText:
    """A date, kept as its ISO text."""

    hint, blank = "日期，如 2026-11-25", ""

    def read(self, label: str, text: str) -> str:
        try:
            return date.fromisoformat(text.strip()).isoformat()
        except ValueError:
            raise FieldError(
                "", f"{label}应写成 2026-11-25 的样子，“{text[:20]}”不是日期。"
            ) from None

    def show(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Column:
    """One field: what it is called, whose attribute it is, what may stand in it."""

    label: str
    attribute: str
    kind: Kind
    note: str = ""
    required: bool = True


@dataclass(frozen=True)
class Table:
    """The fields of a matter (`attribute` "") or of one of its lists."""

    name: str
    attribute: str
    columns: tuple[Column, ...]
    make: Any = None
    note: str = ""


def _one_of(words: type[StrEnum]) -> OneOf:
    return OneOf(*words, make=words)


CODE = "编号"
TITLE = Text(60)
LINE = Text()
LONG = Text(500)

MAIN = Table(
    "事项",
    "",
    (
        Column(CODE, "code", Text(10), "同一编号是同一事项；再导入就是它的新版本"),
        Column("名称", "name", TITLE),
        Column("类型", "kind", _one_of(MatterKind)),
        Column("决定机关", "organ", TITLE, "作出决定的机关全称"),
        Column("机关性质", "organ_kind", _one_of(OrganKind)),
        Column("实施方式", "way", _one_of(Way)),
        Column("委托文件", "delegation", LINE, "下放委托的必填：文件名称和文号", required=False),
        Column("委托起始", "delegated_from", DayText(), required=False),
        Column("委托截止", "delegated_until", DayText(), required=False),
        Column("按批办理", "by_batch", YesNo(), "由嘎查造册成批申请的写“是”"),
        Column("引导去向", "refer_to", LINE, "本窗口不出具的，写明到哪里办", required=False),
        Column("条件", "conditions", Lines()),
        Column("法定时限", "statutory", LimitText(), "法律没有规定的留空", required=False),
        Column("承诺时限", "promised", LimitText(), "本窗口自己的时限", required=False),
        Column("上级时限", "higher", LimitText(), "上报以后由上级办理的时限", required=False),
        Column("最长延长", "extension", LimitText(), "依法可以延长的", required=False),
        Column("视为受理依据", "deemed_basis", LINE, "不是许可、逾期不告知也视为受理的，写明依据",
               required=False),
        Column("补正期限", "supplement_days", Whole(1, 365), "给群众补材料的天数"),
        Column("待遇起算", "benefit_from", LINE, "从什么时候开始享受待遇", required=False),
        Column("群众期限", "citizen_deadlines", Lines(), "群众自己要遵守的期限", required=False),
        Column("收费", "fee", LINE),
        Column("结果", "result", LINE),
        Column("救济", "remedy", OneOf(*sorted(remedies())), "R1 许可，R2 给付和确认，"
               "R3 初审和公共服务，R4 非行政机关，R5 民事合同"),
        Column("依法公告", "publish", YesNo(), "只有法律、行政法规要求公告的才写“是”"),
        Column("公告方式", "publish_form", LINE, required=False),
        Column("公示内容", "public_fields", Lines(), "公示、公告里可以写的内容", required=False),
        Column("提示", "notes", Lines(), "要提醒群众的话", required=False),
        Column("关键词", "tags", Lines(), "群众会怎么说，便于查找", required=False),
        Column("须核对", "unconfirmed", Lines(), "还没有核实的；有一条就不能启用", required=False),
    ),
    note="一行一个事项。",
)  # fmt: skip

PARTS = (
    Table("依据", "bases", (
        Column("文件", "document", Text(120), "全称，不带书名号"),
        Column("文号", "number", TITLE, required=False),
        Column("条款", "article", LINE, "第几条，或哪一部分的规定"),
        Column("版本", "dated", DayText(), "公布或最近修改的日期", required=False),
        Column("失效", "until", DayText(), "从哪天起不再有效", required=False),
        Column("已查", "read", YesNo(), "条文本身读过的写“是”"),
    ), Basis, "一行一条依据，至少一条。"),
    Table("情形", "questions", (
        Column("问题", "question", TITLE, "问群众的话；“谁来办”由程序自己填"),
        Column("选项", "options", Lines(), "至少两个"),
    ), Question, "问清情形，告知单就只列这位群众要的材料。"),
    Table("材料", "materials", (
        Column("名称", "name", TITLE, "具体的一样东西，不写“其他材料”"),
        Column("形式", "form", TITLE, "原件、复印件、原件核验看后退回、信息核验"),
        Column("份数", "copies", Whole(0, 20), "看后退回或只核验的写 0"),
        Column("出具单位", "issuer", TITLE),
        Column("要求", "need", _one_of(Need), "窗口自己能查到的写“核验免交”"),
        Column("怎么取得", "where", LINE),
        Column("情形", "when", Lines(), "只在某种情形要的：“问题：选项”，一行一条",
               required=False),
    ), Material, "一行一样材料。"),
    Table("步骤", "steps", (
        Column("名称", "name", TITLE),
        Column("谁办", "who", LINE, "谁、在哪里；公示写明公示栏"),
        Column("阶段", "stage", _one_of(Stage)),
        Column("时限", "limit", LimitText(), required=False),
        Column("计入", "counts", YesNo(), "是否算在本窗口的时限之内"),
        Column("必经", "compulsory", YesNo(), "没有记录就不能作决定的写“是”"),
    ), Step, "按先后顺序；申请、审核、送达不用写。"),
    Table("特殊时限", "special_limits", (
        Column("情形", "when", LINE),
        Column("时限", "limit", LimitText()),
        Column("依据", "basis", LINE),
    ), SpecialLimit, "法定时限在某种情形下不同的，一行一种。"),
    Table("终止", "termination", (
        Column("情形", "ground", LINE),
        Column("依据", "basis", LINE),
    ), Termination, "本事项自己的依据写明可以终止的情形。"),
)  # fmt: skip

TABLES = (MAIN, *PARTS)


def shown(part: Table, value: Any) -> tuple[str, ...]:
    """The texts of one row of `part`, in the order of its columns."""
    return tuple(one.kind.show(getattr(value, one.attribute)) for one in part.columns)


def columns_of(part: Table) -> Sequence[str]:
    """The labels of a table's columns."""
    return [one.label for one in part.columns]
