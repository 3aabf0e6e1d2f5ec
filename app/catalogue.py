"""Matters as an office describes them: read from files that anybody can edit, checked hard.

Each matter names its legal bases, every material with issuer and count, every step with its
limit. What was not read in the text itself stands under 须核对 and keeps the matter disabled
until an administrator confirms it (4.1.1).
"""

import json
import tomllib
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from app.deadlines import Limit, Unit
from app.resources import resource
from models.fields import canonical_json


class MatterKind(StrEnum):
    """事项类型; what the licensing law says follows for 许可 alone."""

    LICENCE = "许可"
    CONFIRMATION = "确认"
    BENEFIT = "给付"
    SERVICE = "公共服务"
    OTHER = "其他"


class Need(StrEnum):
    """How a material may be given."""

    REQUIRED = "必要"
    VERIFIED = "核验免交"
    PROMISE = "告知承诺"
    LATER = "可容缺"


@dataclass(frozen=True)
class Basis:
    """A legal basis; `read` says whether its text was consulted."""

    document: str
    article: str
    dated: str
    read: bool

    @property
    def text(self) -> str:
        """As printed: `《土地管理法》第六十二条`."""
        return f"《{self.document}》{self.article}"


@dataclass(frozen=True)
class Material:
    """One line of the checklist. `copies` 0: shown and handed back."""

    name: str
    form: str
    copies: int
    issuer: str
    need: Need
    where: str


@dataclass(frozen=True)
class Step:
    """A step of the matter; `counts` whether its time runs within the whole limit."""

    name: str
    who: str
    limit: Limit | None
    counts: bool
    compulsory: bool


@dataclass(frozen=True)
class Termination:
    """A ground of termination that this matter's own basis names."""

    ground: str
    basis: str


@dataclass(frozen=True)
class Matter:
    """One matter, whole. Stored as an immutable version; running cases keep theirs."""

    code: str
    name: str
    kind: MatterKind
    organ: str
    organ_kind: str
    way: str
    delegation: str
    bases: tuple[Basis, ...]
    conditions: tuple[str, ...]
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    statutory: Limit | None
    promised: Limit | None
    supplement_days: int
    benefit_from: str
    citizen_deadline: str
    fee: str
    result: str
    remedy: str
    termination: tuple[Termination, ...]
    publish: bool
    publish_form: str
    public_fields: tuple[str, ...]
    notes: tuple[str, ...]
    tags: tuple[str, ...]
    unconfirmed: tuple[str, ...]

    @property
    def needs_check(self) -> bool:
        """Whether something must be confirmed before the matter may be used."""
        return bool(self.unconfirmed)

    @property
    def procedure(self) -> str:
        """As printed: `提出申请 → 审核材料 → … → 承诺 15 个工作日办结`."""
        names = [step.name for step in self.steps]
        return " → ".join(["提出申请", "审核材料", *names, "办结送达"])

    @property
    def remedy_refusal(self) -> str:
        """What can be done against a refusal."""
        return remedies()[self.remedy]["refusal"].format(organ=self.organ)


class BadFile(Exception):
    """A matter's file cannot be used; the text names file, field and fault."""


VAGUE = ("其他材料", "其它材料", "有关材料", "相关材料", "等材料", "有关手续", "相关手续")
WAYS = ("本级", "下放委托", "初审转报")


@cache
def remedies() -> dict[str, dict[str, str]]:
    """Remedy texts by type R1–R5, for `refusal` and for `silence`."""
    with resource("remedy.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def starter_catalogue() -> tuple[Matter, ...]:
    """The matters that come with the program, by code."""
    return tuple(load(path) for path in sorted(resource("catalogue").glob("*.toml")))


def load(path: Path) -> Matter:
    """Read and check one file. Raises BadFile."""
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name}：格式有误（{error}）。") from None
    return _checked(_matter(_Reader(path.name, "", table)), path.name)


def to_json(matter: Matter) -> str:
    """Canonical JSON, as stored and hashed."""
    return canonical_json(asdict(matter))


@lru_cache(maxsize=512)
def from_json(text: str) -> Matter:
    """The reverse of `to_json`."""
    return _matter(_Reader("数据库", "", json.loads(text)))


class _Reader:
    """A table whose fields are taken out one by one, each with its sentence when it is wrong."""

    def __init__(self, file: str, place: str, table: dict[str, Any]) -> None:
        self._file, self._place, self._left = file, place, dict(table)

    def take(self, name: str, kind: type, default: Any = ...) -> Any:
        value = self._left.pop(name, default)
        if value is ...:
            self.fail(name, "缺少这一项")
        if value is not default and not isinstance(value, kind):
            self.fail(name, f"应是{_KIND_NAMES[kind]}")
        return value

    def text(self, name: str, default: Any = ...) -> str:
        value: str = self.take(name, str, default)
        if not value.strip() and default is ...:
            self.fail(name, "不能为空")
        return value

    def texts(self, name: str, default: Any = ...) -> tuple[str, ...]:
        values = self.take(name, list, default)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.fail(name, "每一行都要有文字")
        return tuple(values)

    def choice(self, name: str, choices: Any) -> Any:
        value = self.text(name)
        try:
            return choices(value)
        except ValueError:
            return self.fail(name, f"“{value}”不是{'、'.join(choices)}之一")

    def limit(self, name: str) -> Limit | None:
        table = self.take(name, dict, None)
        if table is None:
            return None
        part = _Reader(self._file, f"{self._place}{name}.", table)
        limit = Limit(part.take("amount", int), part.choice("unit", Unit))
        part.finish()
        return limit

    def tables(self, name: str, default: Any = ...) -> "list[_Reader]":
        rows = self.take(name, list, default)
        return [
            _Reader(self._file, f"{self._place}{name}[{n}].", row) for n, row in enumerate(rows, 1)
        ]

    def finish(self) -> None:
        for name in self._left:
            self.fail(name, "不认识这一项")

    def fail(self, name: str, fault: str) -> Any:
        raise BadFile(f"{self._file}：{self._place}{name}：{fault}。")


_KIND_NAMES = {str: "文字", int: "整数", bool: "true 或 false", list: "列表", dict: "表"}


def _matter(read: _Reader) -> Matter:
    matter = Matter(
        code=read.text("code"),
        name=read.text("name"),
        kind=read.choice("kind", MatterKind),
        organ=read.text("organ"),
        organ_kind=read.text("organ_kind"),
        way=read.text("way"),
        delegation=read.text("delegation", ""),
        bases=tuple(_part(row, _basis) for row in read.tables("bases")),
        conditions=read.texts("conditions"),
        materials=tuple(_part(row, _material) for row in read.tables("materials")),
        steps=tuple(_part(row, _step) for row in read.tables("steps", [])),
        statutory=read.limit("statutory"),
        promised=read.limit("promised"),
        supplement_days=read.take("supplement_days", int),
        benefit_from=read.text("benefit_from", ""),
        citizen_deadline=read.text("citizen_deadline", ""),
        fee=read.text("fee"),
        result=read.text("result"),
        remedy=read.text("remedy"),
        termination=tuple(_part(row, _termination) for row in read.tables("termination", [])),
        publish=read.take("publish", bool),
        publish_form=read.text("publish_form", ""),
        public_fields=read.texts("public_fields", []),
        notes=read.texts("notes", []),
        tags=read.texts("tags", []),
        unconfirmed=read.texts("unconfirmed", []),
    )
    read.finish()
    return matter


def _part(read: _Reader, make: Any) -> Any:
    made = make(read)
    read.finish()
    return made


def _basis(read: _Reader) -> Basis:
    return Basis(
        read.text("document"), read.text("article"), read.text("dated"), read.take("read", bool)
    )


def _material(read: _Reader) -> Material:
    return Material(
        read.text("name"), read.text("form"), read.take("copies", int), read.text("issuer"),
        read.choice("need", Need), read.text("where"),
    )  # fmt: skip


def _step(read: _Reader) -> Step:
    return Step(
        read.text("name"), read.text("who"), read.limit("limit"), read.take("counts", bool),
        read.take("compulsory", bool),
    )  # fmt: skip


def _termination(read: _Reader) -> Termination:
    return Termination(read.text("ground"), read.text("basis"))


def _checked(matter: Matter, file: str) -> Matter:
    def fail(field: str, fault: str) -> None:
        raise BadFile(f"{file}：{field}：{fault}。")

    if not matter.bases:
        fail("bases", "没有依据的事项不能启用")
    if matter.way not in WAYS:
        fail("way", f"“{matter.way}”不是{'、'.join(WAYS)}之一")
    if matter.remedy not in remedies():
        fail("remedy", f"“{matter.remedy}”不是{'、'.join(remedies())}之一")
    for number, material in enumerate(matter.materials, 1):
        if any(word in material.name for word in VAGUE):
            fail(f"materials[{number}].name", f"“{material.name}”不是具体的材料")
        if not 0 <= material.copies <= 20:
            fail(f"materials[{number}].copies", "份数应在 0 到 20 之间")
    if not 1 <= matter.supplement_days <= 365:
        fail("supplement_days", "补正期限应在 1 到 365 天之间")
    if matter.publish and not (matter.publish_form and matter.public_fields):
        fail("publish_form", "依法须公告的，要写明其他公告形式和可以公开的内容")
    return matter
