"""服务指南: all about a matter, for the rack at the door (4.1.1). It belongs to nobody and has
no number."""

from app.catalogue import Matter, Way
from app.desk import Desk
from app.forms import about, parts
from app.wording import say
from reports.sheet import Block, Box, Fields, Heading, Paragraph, Table

TITLE = "服务指南"


def guide(desk: Desk, matter: Matter, version: int) -> tuple[Block, ...]:
    """The guide to `matter`; what stands under 须核对 is not for citizens and left out."""
    office = desk.office
    steps: tuple[Block, ...] = ()
    if matter.steps:
        rows = tuple(
            (step.name, step.stage.value, step.who, about.step_limit(step)) for step in matter.steps
        )
        steps = (Table(("环节", "阶段", "谁办、在哪里", "时间"), (4, 2, 5, 3), rows),)
    return (
        Fields(
            (
                ("事项", matter.name),
                ("编号", f"{matter.code}（第 {version} 版）"),
                ("事项类型", matter.kind.value),
                ("收费", matter.fee),
                ("决定机关", f"{matter.organ}（{matter.organ_kind}）"),
                ("实施方式", matter.way.value),
                *((("委托文件", matter.delegation),) if matter.way == Way.DELEGATED else ()),
            )
        ),
        *_place(matter),
        Heading("办理条件"),
        *_lines(matter.conditions),
        *about.materials(matter),
        *(() if matter.refer_to else (
            Heading("办理程序"), Paragraph(matter.procedure, indent=False), *steps,
        )),
        Heading("期限和结果"),
        Fields((*about.limits(matter), *_more(matter), *about.results(matter)), columns=1),
        Heading("依据"),
        *_lines(tuple(one.text for one in matter.bases)),
        Heading("不服决定怎么办"),
        Fields((("不予办理的", matter.remedy_refusal), ("逾期不答复的", matter.remedy_silence)),
               columns=1),
        Heading("办理地点"),
        Fields(
            (
                ("地点", f"{office.address}（{office.hours.text}）"),
                ("咨询电话", office.phone),
            ),
            columns=1,
        ),
        *((Heading("提醒您"), *_lines(matter.notes)) if matter.notes else ()),
    )  # fmt: skip


def _lines(texts: tuple[str, ...]) -> tuple[Block, ...]:
    """A numbered list, a line each."""
    if len(texts) == 1:
        return (Paragraph(texts[0], indent=False),)
    return tuple(
        Paragraph(f"{parts.NUMBERS[n]} {text}", indent=False) for n, text in enumerate(texts)
    )


def _place(matter: Matter) -> tuple[Block, ...]:
    if not matter.refer_to:
        return ()
    return (
        Box(say("一次性告知单", "refer_lead"), matter.refer_to, say("一次性告知单", "refer_tail")),
    )


def _more(matter: Matter) -> about.Pairs:
    days = say("服务指南", "supplement", days=matter.supplement_days)
    pairs = [("补充材料", days)] if not matter.refer_to else []
    if matter.extension:
        pairs.append(("最长可延长", f"{matter.extension.text}，须经批准并书面告知"))
    if matter.publish:
        shown = "、".join(matter.public_fields)
        pairs.append(("依法公告", f"{matter.publish_form}，只公开{shown}"))
    if matter.termination:
        grounds = "；".join(f"{one.ground}（{one.basis}）" for one in matter.termination)
        pairs.append(("可以终止的情形", grounds))
    return tuple(pairs)
