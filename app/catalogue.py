"""Matters as an office describes them: plain values, and the starter catalogue.

Each matter names its legal bases, every material with issuer and count, every step with its
limit. What was not read in the text itself stands under 须核对 and keeps the matter disabled
until an administrator confirms it (4.1.1). How matters are read from files and checked is
`app.matter_files`.
"""

import json
import tomllib
import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from app.deadlines import Limit
from app.pinyin import initials
from app.resources import resource
from models.fields import canonical_json


class MatterKind(StrEnum):
    """事项类型; what the licensing law says follows for 许可 alone."""

    LICENCE = "许可"
    CONFIRMATION = "确认"
    BENEFIT = "给付"
    SERVICE = "公共服务"
    OTHER = "其他"


class Way(StrEnum):
    """实施方式: whose decision it is, and on whose authority."""

    OWN = "本级"
    DELEGATED = "下放委托"
    FORWARDED = "初审转报"


class Need(StrEnum):
    """How a material may be given."""

    REQUIRED = "必要"
    VERIFIED = "核验免交"
    PROMISE = "告知承诺"
    LATER = "可容缺"


class Stage(StrEnum):
    """When a step happens; only those of 办理中 are the window's to record."""

    BEFORE = "受理前"
    OWN = "办理中"
    HIGHER = "上级办理"
    AFTER = "办结后"


class OrganKind(StrEnum):
    """机关性质: not everybody who decides is an administrative organ."""

    ORGAN = "行政机关"
    INSTITUTION = "事业单位"
    GROUP = "群团组织"
    SELF_GOVERNING = "自治组织"
    COLLECTIVE = "集体经济组织"
    PARTIES = "当事人"


@dataclass(frozen=True)
class Basis:
    """A legal basis; `read` says whether its text was consulted. Dates are ISO texts or ""."""

    document: str
    number: str
    article: str
    dated: str
    until: str
    read: bool

    @property
    def text(self) -> str:
        """As printed: `《土地管理法》第六十二条`, `《…意见》（民发〔2021〕57号）第四条`."""
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{self.article}"

    @property
    def short(self) -> str:
        """The same with a law by its usual name, as notices cite it: `《社会救助法》第二十条`."""
        return self.text.replace("《中华人民共和国", "《", 1)


@dataclass(frozen=True)
class Question:
    """情形: what to ask the visitor, so that they are told what they need and nothing else."""

    question: str
    options: tuple[str, ...]


# This one is answered by who came.
WHO, IN_PERSON, BY_GUARDIAN, BY_AGENT = "谁来办", "本人办理", "监护人办理", "代办"


@dataclass(frozen=True)
class Material:
    """One line of the checklist. `copies` 0: shown and handed back. `when` names the situations
    that ask for it, as `问题：选项`; none: always."""

    name: str
    form: str
    copies: int
    issuer: str
    need: Need
    where: str
    when: tuple[str, ...] = ()

    def applies(self, situation: Mapping[str, str]) -> bool:
        """Whether a visitor with these answers needs it: one of the options of every question
        that it depends on. A question not answered leaves it in: better told than missed."""
        wanted: dict[str, set[str]] = {}
        for line in self.when:
            question, _, option = line.partition("：")
            wanted.setdefault(question, set()).add(option)
        return all(situation.get(one, "") in {"", *options} for one, options in wanted.items())


POSTED = ("公示", "公告")
LICENSING_LAW = "行政许可法"


@dataclass(frozen=True)
class Step:
    """A step of the matter; `counts` whether its time runs within the window's own limit,
    `compulsory` whether it must be recorded before the decision."""

    name: str
    who: str
    stage: Stage
    limit: Limit | None
    counts: bool
    compulsory: bool

    @property
    def posted(self) -> bool:
        """Whether it is a 公示: put up for everybody to see and to object to."""
        return any(word in self.name for word in POSTED)


@dataclass(frozen=True)
class SpecialLimit:
    """A statutory limit that holds in one circumstance only."""

    when: str
    limit: Limit
    basis: str


@dataclass(frozen=True)
class Termination:
    """A ground of termination that this matter's own basis names."""

    ground: str
    basis: str


@dataclass(frozen=True)
class Matter:
    """One matter, whole. Stored as an immutable version; running cases keep theirs.

    `promised` is the window's own limit; `higher` that of the authority it is forwarded to.
    `refer_to` is set where the window never issues this itself and says where to go instead.
    """

    code: str
    name: str
    kind: MatterKind
    organ: str
    organ_kind: OrganKind
    way: Way
    delegation: str
    delegated_from: str
    delegated_until: str
    by_batch: bool
    refer_to: str
    conditions: tuple[str, ...]
    statutory: Limit | None
    promised: Limit | None
    higher: Limit | None
    extension: Limit | None
    deemed_basis: str
    supplement_days: int
    benefit_from: str
    citizen_deadlines: tuple[str, ...]
    fee: str
    result: str
    remedy: str
    publish: bool
    publish_form: str
    public_fields: tuple[str, ...]
    notes: tuple[str, ...]
    tags: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    bases: tuple[Basis, ...]
    questions: tuple[Question, ...]
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    special_limits: tuple[SpecialLimit, ...]
    termination: tuple[Termination, ...]

    @property
    def goes_up(self) -> bool:
        """Whether the authority above decides after a first review here."""
        return self.way == Way.FORWARDED or self.higher is not None

    @property
    def decided_here(self) -> bool:
        """Whether this office may decide at all, by law or because it was delegated to it."""
        return self.way != Way.FORWARDED

    @property
    def not_at_once(self) -> str:
        """Why it is never done on the spot; "" where it may be (1.2)."""
        if names := "、".join(step.name for step in self.steps if step.compulsory):
            return f"须先经过{names}"
        return "" if self.decided_here else f"须上报{self.organ}决定"

    @property
    def to_check(self) -> tuple[str, ...]:
        """What must be confirmed before the matter may be used, a sentence each."""
        return (*self.unconfirmed, *self._doubts())

    def asked_for(self, situation: Mapping[str, str]) -> tuple[tuple[int, Material], ...]:
        """The materials that a visitor with these answers needs, with their positions."""
        return tuple(
            (position, one) for position, one in enumerate(self.materials) if one.applies(situation)
        )

    def answers(self, given: Mapping[str, str]) -> dict[str, str]:
        """Those of the `given` answers that this matter asks for, in the order of its questions."""
        return {
            one.question: given[one.question]
            for one in self.questions
            if given.get(one.question) in one.options
        }

    def lapsed(self, today: date) -> tuple[str, ...]:
        """What no longer holds on this day, a sentence each: bases, the delegation."""
        day = today.isoformat()
        gone = [
            f"《{one.document}》自 {one.until} 起失效"
            for one in self.bases
            if "" < one.until <= day
        ]
        if "" < self.delegated_until < day:
            gone.append(f"委托已于 {self.delegated_until} 到期")
        return tuple(gone)

    def _doubts(self) -> list[str]:
        promised, statutory = self.promised, self.statutory
        if promised is None or statutory is None or promised.unit != statutory.unit:
            return []
        if promised.amount <= statutory.amount:
            return []
        return [f"承诺时限（{promised.text}）长于法定时限（{statutory.text}）"]

    @property
    def silence_accepts(self) -> str:
        """The basis on which an application is accepted by itself where five working days pass
        in silence; "" where none says so."""
        if self.deemed_basis or self.kind != MatterKind.LICENCE:
            return self.deemed_basis
        return f"《{LICENSING_LAW}》第三十二条"

    @property
    def under_licensing_law(self) -> bool:
        """Whether what the licensing law says of limits holds here."""
        return self.kind == MatterKind.LICENCE or any(
            LICENSING_LAW in one.document for one in self.bases
        )

    def answers_to(self, key: str) -> bool:
        """Whether a clerk who types `key`, in small letters, may mean this matter: by its name,
        what citizens call it, or their initials."""
        words = (self.name, *self.tags)
        return key in " ".join(words).lower() or any(key in initials(word) for word in words)

    @property
    def procedure(self) -> str:
        """As printed: `集体讨论（受理前）→ 提出申请 → … → 办结送达 → 竣工核查`."""
        names = [step.name for step in self.steps if step.stage in (Stage.OWN, Stage.HIGHER)]
        before = [step.name for step in self.steps if step.stage == Stage.BEFORE]
        after = [step.name for step in self.steps if step.stage == Stage.AFTER]
        return " → ".join([*before, "提出申请", "审核材料", *names, "办结送达", *after])

    @property
    def remedy_refusal(self) -> str:
        """What can be done against a refusal."""
        return remedies()[self.remedy]["refusal"].format(organ=self.organ)

    @property
    def remedy_silence(self) -> str:
        """What can be done when no answer comes."""
        return remedies()[self.remedy]["silence"].format(organ=self.organ)


# No name of a single thing: whoever is told this has to come again.
VAGUE = (
    "其他材料", "其它材料", "有关材料", "相关材料", "等材料", "其他证明", "其它证明", "有关证明",
    "相关证明", "其他手续", "其它手续", "有关手续", "相关手续",
)  # fmt: skip


@cache
def remedies() -> Mapping[str, Mapping[str, str]]:
    """Remedy texts by type R1–R5, for `refusal` and for `silence`."""
    with resource("remedy.toml").open("rb") as file:
        return tomllib.load(file)


def to_json(matter: Matter) -> str:
    """Canonical JSON, as stored and hashed."""
    return canonical_json(asdict(matter))


@lru_cache(maxsize=1024)
def from_json(text: str) -> Matter:
    """The reverse of `to_json`."""
    matter: Matter = _thawed(Matter, json.loads(text))
    return matter


def _thawed(kind: Any, plain: Any) -> Any:
    """`plain` JSON as the value of type `kind` that it was made of."""
    if isinstance(kind, types.UnionType):
        return None if plain is None else _thawed(get_args(kind)[0], plain)
    if get_origin(kind) is tuple:
        return tuple(_thawed(get_args(kind)[0], one) for one in plain)
    if is_dataclass(kind):
        return kind(**{name: _thawed(hint, plain[name]) for name, hint in _hints(kind).items()})  # type: ignore[operator,arg-type]
    return kind(plain)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
