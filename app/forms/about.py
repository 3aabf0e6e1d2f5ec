"""What papers and pages say about a matter, in one wording everywhere."""

from app.catalogue import Material, Matter, Need, Step
from app.forms.parts import NUMBERS
from app.wording import say
from reports.sheet import Block, Heading, Table

Pairs = tuple[tuple[str, str], ...]


def numbered(lines: tuple[str, ...]) -> str:
    """`① …　② …`; a single line stands for itself."""
    if len(lines) == 1:
        return lines[0]
    return "".join(f"{NUMBERS[n]} {line}　" for n, line in enumerate(lines))


def materials(matter: Matter) -> tuple[Block, ...]:
    """The list of materials under its heading; none where nothing is to be brought."""
    if not matter.materials:
        return ()
    rows = tuple(
        (str(number), material.name, requirement(material), material.where)
        for number, material in enumerate(matter.materials, 1)
    )
    heads = ("序号", "材料", "要求", "从哪里取得")
    return Heading("需要的材料"), Table(heads, (0.8, 5, 3.2, 6), rows)


def requirement(material: Material) -> str:
    """`原件 1 份`, `窗口核验，不用带`, `原件核验，看后退回（可书面承诺代替）`."""
    if material.need == Need.VERIFIED:
        return say("一次性告知单", "verified")
    text = f"{material.form} {material.copies} 份" if material.copies else material.form
    if material.need == Need.PROMISE:
        text += f"（{say('一次性告知单', 'promise')}）"
    return text


def limit(matter: Matter) -> str:
    """`承诺 15 个工作日（法定：20 个工作日）`."""
    statutory = matter.statutory.text if matter.statutory else "法律没有统一规定"
    if matter.promised is None:
        return f"法定：{statutory}" if matter.statutory else ""
    return f"承诺 {matter.promised.text}（法定：{statutory}）"


def procedure(matter: Matter) -> Pairs:
    """The way through the office; none for what is not done here."""
    return () if matter.refer_to else (("程序", matter.procedure),)


def limits(matter: Matter) -> Pairs:
    """Every limit that the citizen should know, theirs and ours."""
    special = "；".join(f"{one.when} {one.limit.text}" for one in matter.special_limits)
    return _said(
        ("办理期限", limit(matter)),
        ("特殊情形", special),
        ("上级办理", matter.higher.text if matter.higher else ""),
        ("您要注意", "；".join(matter.citizen_deadlines)),
    )


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
