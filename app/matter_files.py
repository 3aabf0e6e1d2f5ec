"""Reading matters: every fault is found and named with its place, none half-taken.

A matter comes as rows of texts, from a TOML file that anybody can edit or from a workbook
(`app.matter_workbook`); what may stand in it is `app.matter_fields`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.catalogue import (
    BY_AGENT,
    BY_GUARDIAN,
    IN_PERSON,
    VAGUE,
    WHO,
    Basis,
    Material,
    Matter,
    Need,
    Question,
    Stage,
    Step,
    Way,
)
from app.errors import FieldError
from app.matter_fields import CODE, MAIN, PARTS, TABLES, Column, Table
from app.resources import resource

# 民发〔2020〕20号: what no village committee may be asked to certify.
NOT_CERTIFIED = (
    "亲属关系", "居民身份信息", "户口登记项目变更", "养犬", "无犯罪记录", "社区戒毒", "人员失踪",
    "婚姻状况", "出生", "健在", "生存", "死亡", "疾病状况", "残疾状况", "婚育状况", "就业状况",
    "无业", "个人档案", "财产", "遗产继承", "市场主体住所", "证件遗失",
)  # fmt: skip

WHO_OPTIONS = (IN_PERSON, BY_GUARDIAN, BY_AGENT)


@dataclass(frozen=True)
class Fault:
    """Something that cannot be used: where it stands, and a sentence."""

    place: str
    sentence: str

    @property
    def text(self) -> str:
        """As listed: `工作表“材料”第 5 行“份数”：…`."""
        return f"{self.place}：{self.sentence}"


class BadFile(Exception):
    """Nothing of the file was taken; `faults` says why, each with its place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class RawRow:
    """A row of texts by label, and how its place is called; `letters` are its columns', if it
    has any."""

    place: str
    cells: Mapping[str, str]
    letters: Mapping[str, str] = field(default_factory=dict)

    def at(self, label: str) -> str:
        """The place of one of its cells."""
        return f"{self.place}{self.letters.get(label, '')}“{label}”"


@dataclass
class RawMatter:
    """A matter as it was found: its own row, and the rows of its lists by table."""

    main: RawRow
    parts: dict[str, list[RawRow]] = field(default_factory=dict)


def parsed(raw: RawMatter, faults: list[Fault]) -> Matter | None:
    """The matter; everything that is wrong with it is added to `faults`, and then there is none."""
    own: list[Fault] = []
    values = _values(MAIN, raw.main, own)
    if values is not None:
        own.extend(_doubts(raw, values))
    lists: dict[str, Any] = {}
    for part in PARTS:
        made, names = [], set()
        for row in raw.parts.get(part.name, []):
            if (found := _values(part, row, own)) is not None:
                made.append(part.make(**found))
                own.extend(_doubts_of(row, made[-1]))
            if part.attribute == "materials":
                if (name := row.cells.get("名称", "")) in names:
                    own.append(Fault(row.at("名称"), f"“{name}”写了两遍，请删去一条。"))
                names.add(name)
        lists[part.attribute] = tuple(made)
    own.extend(_unknown_situations(raw, lists["questions"]))
    faults.extend(own)
    return None if own or values is None else Matter(**values, **lists)


def _values(part: Table, row: RawRow, faults: list[Fault]) -> dict[str, Any] | None:
    """The values of a row by attribute, or None where one of them cannot be read."""
    values, before = {}, len(faults)
    for one in part.columns:
        try:
            values[one.attribute] = _value(one, row.cells.get(one.label, ""))
        except FieldError as error:
            faults.append(Fault(row.at(one.label), error.message))
    return values if len(faults) == before else None


def _value(column: Column, text: str) -> Any:
    if text.strip():
        return column.kind.read(column.label, text)
    if column.required:
        raise FieldError("", f"请填写{column.label}。")
    return column.kind.blank


def _doubts(raw: RawMatter, values: Mapping[str, Any]) -> Iterator[Fault]:
    """What no single field of the matter's own row shows."""
    at = raw.main.at
    bases = raw.parts.get("依据", [])
    if not bases:
        yield Fault(at(CODE), "没有依据的事项不能用，请在“依据”里至少写一条。")
    elif not any(row.cells.get("已查") == "是" for row in bases) and not values["unconfirmed"]:
        yield Fault(at("须核对"), "依据都没有读过条文，请写明要向谁核对什么。")
    if values["way"] == Way.DELEGATED and not values["delegation"]:
        yield Fault(at("委托文件"), "下放委托的，请写明委托文件和文号；没查到的写“待核对”。")
    if "" < values["delegated_until"] < values["delegated_from"]:
        yield Fault(at("委托截止"), "委托截止早于委托起始，请核对。")
    if not values["refer_to"]:
        if values["promised"] is None:
            yield Fault(at("承诺时限"), "请填写承诺时限；当场能办的写“当场”。")
        if not raw.parts.get("材料"):
            yield Fault(at(CODE), "一样材料都没有，请在“材料”里写明，只核验的也要写。")
    if values["publish"] and not values["publish_form"]:
        yield Fault(at("公告方式"), "依法须公告的，请写明公告的方式。")
    if values["publish"] and not values["public_fields"]:
        yield Fault(at("公示内容"), "依法须公告的，请写明可以公开的内容。")


def _unknown_situations(raw: RawMatter, questions: Sequence[Question]) -> Iterator[Fault]:
    """Materials that depend on an answer which nobody can give."""
    known = {f"{one.question}：{option}" for one in questions for option in one.options}
    for row in raw.parts.get("材料", []):
        for line in row.cells.get("情形", "").splitlines():
            if line.strip() and line.strip() not in known:
                said = f"“情形”里没有“{line.strip()}”，请写成“问题：选项”，和“情形”一致。"
                yield Fault(row.at("情形"), said)


def _doubts_of(row: RawRow, value: Any) -> Iterator[Fault]:
    """What no single field of a row shows."""
    match value:
        case Material():
            name = value.name
            if any(word in name for word in VAGUE):
                yield Fault(row.at("名称"), f"“{name}”不是具体的材料，请写明是哪一样。")
            certified = "证明" in name and any(word in name for word in NOT_CERTIFIED)
            if certified and "嘎查" in value.issuer and value.need != Need.VERIFIED:
                said = f"“{name}”不应由嘎查出具（民发〔2020〕20号），请删去或改由部门核验。"
                yield Fault(row.at("名称"), said)
        case Step() if value.stage != Stage.OWN:
            if value.compulsory:
                yield Fault(row.at("必经"), f"“{value.stage}”的步骤不由本窗口记录，应写“否”。")
            if value.counts:
                said = f"“{value.stage}”的步骤不在本窗口的时限之内，应写“否”。"
                yield Fault(row.at("计入"), said)
        case Question() if len(set(value.options)) < 2:
            yield Fault(row.at("选项"), "至少要有两个不同的选项，一行一个。")
        case Question() if value.question == WHO and set(value.options) - set(WHO_OPTIONS):
            yield Fault(row.at("选项"), f"“{WHO}”的选项只能是{'、'.join(WHO_OPTIONS)}。")
        case Question() if "：" in value.question:
            yield Fault(row.at("问题"), "问题里不能有冒号，请改用别的标点。")
        case Basis() if value.until and value.dated and value.until <= value.dated:
            yield Fault(row.at("失效"), "失效日期不能早于版本日期，请核对。")


def load(path: Path) -> Matter:
    """Read and check one TOML file. Raises BadFile."""
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile([Fault(path.name, f"格式有误（{error}）。")]) from None
    faults: list[Fault] = []
    matter = parsed(_raw(path.name, found, faults), faults)
    if faults or matter is None:
        raise BadFile(faults)
    return matter


def _raw(name: str, found: Mapping[str, Any], faults: list[Fault]) -> RawMatter:
    known = {one.name for one in TABLES}
    plain = {key: value for key, value in found.items() if key not in known}
    raw = RawMatter(_row(MAIN, f"{name}：", plain, faults))
    for part in PARTS:
        raw.parts[part.name] = [
            _row(part, f"{name}：{part.name}第 {n} 条", one, faults)
            for n, one in enumerate(found.get(part.name, []), 1)
        ]
    return raw


def _row(part: Table, place: str, plain: Mapping[str, Any], faults: list[Fault]) -> RawRow:
    row = RawRow(place, {key: _text(value) for key, value in plain.items()})
    known = {one.label for one in part.columns}
    faults.extend(
        Fault(row.at(key), "不认识这一项，请删去或核对名称。") for key in plain if key not in known
    )
    return row


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def starter_catalogue() -> tuple[Matter, ...]:
    """The matters that come with the program, by code."""
    return tuple(load(path) for path in sorted(resource("catalogue").glob("*.toml")))
