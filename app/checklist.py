"""The material checklist: which answers a line allows, and what the whole of them means (1.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app import texts
from app.catalogue import VAGUE, Material, Need
from app.errors import FieldError


class Answer(StrEnum):
    """What the clerk found for one line."""

    RECEIVED = "已收"
    VERIFIED = "已核验"
    PROMISED = "已承诺"
    LACKING = "缺少"
    WRONG = "需更正"
    NOT_NEEDED = "不涉及"


LACKS = frozenset({Answer.LACKING, Answer.WRONG})
BROUGHT = frozenset({Answer.RECEIVED, Answer.VERIFIED, Answer.PROMISED})


@dataclass(frozen=True)
class ItemInput:
    """The answer to line `position` (from 0) of the matter's materials."""

    position: int
    answer: Answer
    count: int = 1
    problem: str = ""
    bring: str = ""
    handed_back: bool = False


def answers(material: Material) -> tuple[Answer, ...]:
    """The answers that fit, in the order of the keys 1, 2, 3, …

    What the office can check itself is 已核验 first (L32 §7: nothing may be asked for that
    data sharing yields); a written promise replaces only what the matter says it may.
    """
    first = {
        Need.VERIFIED: (Answer.VERIFIED, Answer.RECEIVED),
        Need.PROMISE: (Answer.RECEIVED, Answer.PROMISED),
    }.get(material.need, (Answer.RECEIVED,))
    return (*first, Answer.LACKING, Answer.WRONG, Answer.NOT_NEEDED)


def default_bring(material: Material) -> str:
    """What to bring, as it will stand on the supplement notice unless the clerk says more."""
    count = f" {material.copies} 份" if material.copies else ""
    return f"{material.form}{count}（{material.issuer}）"


def specific(field: str, text: str) -> str:
    """`text`, unless it names no single thing: whoever is told that has to come again (1.1).
    Raises FieldError."""
    if found := [word for word in VAGUE if word in text]:
        raise FieldError(field, f"不能写“{found[0]}”一类的话，请写明具体是什么材料。")
    return text


def checked(item: ItemInput, material: Material) -> ItemInput:
    """`item` with its texts checked. Raises FieldError on field `item.<position>`."""
    field = f"item.{item.position}"
    if item.answer not in answers(material):
        raise FieldError(field, f"“{material.name}”不能选“{item.answer.value}”。")
    if not 0 <= item.count <= 999:
        raise FieldError(field, f"“{material.name}”的份数应在 0 到 999 之间。")
    problem = texts.clean(field, "问题说明", item.problem, limit=200, required=False)
    bring = texts.clean(field, "请补充的内容", item.bring, limit=200, required=False)
    for text in (problem, bring):
        specific(field, text)
    if item.answer == Answer.WRONG and not problem:
        raise FieldError(field, f"请写明“{material.name}”哪里要更正，让群众一次改对。")
    if item.answer == Answer.LACKING:
        if material.need == Need.VERIFIED and not problem:
            raise FieldError(
                field,
                f"“{material.name}”应由窗口核验。确实查不到的，请写明查了哪里、为什么查不到。",
            )
        problem = problem or "未提交"
    if item.answer in LACKS:
        bring = bring or default_bring(material)
    return ItemInput(
        item.position,
        item.answer,
        item.count if item.answer == Answer.RECEIVED else 0,
        problem if item.answer in LACKS else "",
        bring if item.answer in LACKS else "",
        item.handed_back and item.answer == Answer.RECEIVED,
    )


@dataclass(frozen=True)
class Standing:
    """What the answers of one checklist amount to."""

    unanswered: int
    lacking: int
    brought: int

    @property
    def complete(self) -> bool:
        """Every line answered and none lacking: it must be accepted or finished (1.2)."""
        return self.unanswered == 0 and self.lacking == 0


def standing(given: Iterable[Answer | str], lines: int) -> Standing:
    """Count `given` (empty texts are open lines) against the matter's number of `lines`."""
    known = [Answer(answer) for answer in given if answer]
    return Standing(
        unanswered=lines - len(known),
        lacking=sum(answer in LACKS for answer in known),
        brought=sum(answer in BROUGHT for answer in known),
    )
