"""What papers and pages say about a matter, in one wording everywhere."""

from collections.abc import Mapping

from app.catalogue import Material, Matter, Need, Step
from app.forms import promise
from app.forms.parts import NUMBERS
from app.wording import say
from reports.sheet import Block, Heading, Table

Pairs = tuple[tuple[str, str], ...]


def numbered(lines: tuple[str, ...]) -> str:
    """`① …　② …`; a single line stands for itself."""
    if len(lines) == 1:
        return lines[0]
    return "".join(f"{NUMBERS[n]} {line}　" for n, line in enumerate(lines))


def materials(matter: Matter, situation: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    """The list of materials under its heading: what `situation` asks for, or all of them; none
    where nothing is to be brought. What depends on something still unknown says on what."""
    given = situation or {}
    asked = matter.asked_for(given)
    if not asked:
        return ()
    rows = tuple(
        (str(number), named(one, given), requirement(one), one.where)
        for number, (_, one) in enumerate(asked, 1)
    )
    heads = ("序号", "材料", "要求", "从哪里取得")
    return Heading("需要的材料"), Table(heads, (0.8, 5, 3.2, 6), rows)


def situation(matter: Matter, given: Mapping[str, str]) -> str:
    """What was said about the visitor, in the order of the questions: `有残疾人，本人办理`."""
    return "，".join(matter.answers(given).values())


def condition(material: Material, given: Mapping[str, str] | None = None) -> str:
    """When a material is needed, as far as that is not answered yet: `转让的`; "": in any case."""
    wanted: dict[str, list[str]] = {}
    for line in material.when:
        question, _, option = line.partition("：")
        if not (given or {}).get(question):
            wanted.setdefault(question, []).append(option)
    return "，".join("、".join(options) + "的" for options in wanted.values())


def named(material: Material, given: Mapping[str, str] | None = None) -> str:
    """The material with its condition, if one is open: `原不动产权证（翻建的）`."""
    only = condition(material, given)
    return f"{material.name}（{only}）" if only else material.name


def requirement(material: Material) -> str:
    """`原件 1 份`, `窗口核验，不用带`, `原件核验，看后退回（可书面承诺代替）`."""
    if material.need == Need.VERIFIED:
        return say("一次性告知单", "verified")
    text = f"{material.form} {material.copies} 份" if material.copies else material.form
    if material.need == Need.PROMISE:
        text += f"（{say('一次性告知单', 'promise')}）"
    return text


def limit(matter: Matter) -> str:
    """`承诺 15 个工作日（法定：20 个工作日）`, of the window's own part."""
    statutory = matter.statutory.text if matter.statutory else "法律没有统一规定"
    if matter.promised is None:
        return f"法定：{statutory}" if matter.statutory else ""
    return f"承诺 {matter.promised.text}（法定：{statutory}）"


def procedure(matter: Matter) -> Pairs:
    """The way through the office; none for what is not done here."""
    return () if matter.refer_to else (("程序", matter.procedure),)


def limits(matter: Matter) -> Pairs:
    """Every limit that the citizen should know, theirs and ours: by when it is decided, or goes up
    and is decided there."""
    special = "；".join(f"{one.when} {one.limit.text}" for one in matter.special_limits)
    return _said(
        ("办理期限" if matter.decided_here else "初审上报", limit(matter)),
        ("特殊情形", special),
        ("上级决定", promise.above(matter)),
        ("您要注意", "；".join(matter.citizen_deadlines)),
    )


def refused(matter: Matter) -> str:
    """What a decision against the applicant says: `不予行政许可`, `不予给付`, `不予办理`."""
    return say("不予的用语", matter.kind.value)


def refusal_paper(matter: Matter) -> str:
    """What the paper of such a decision is called: `不予行政许可决定书`, `不予办理告知书`."""
    return say("不予的文书", matter.kind.value)


def results(matter: Matter) -> Pairs:
    """What comes of it, and from when."""
    return _said(("结果", matter.result), ("从何时起", matter.benefit_from))


def step_limit(step: Step) -> str:
    """`7 日（计入）`, `10 个工作日（另计）`."""
    if step.limit is None:
        return "—" if not step.counts else "计入办理期限"
    return f"{step.limit.text}（{'计入' if step.counts else '另计'}）"


def _said(*pairs: tuple[str, str]) -> Pairs:
    return tuple(pair for pair in pairs if pair[1])
