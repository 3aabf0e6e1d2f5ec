"""管理员账号恢复单: a secret on paper, hence no document with a number, and stored nowhere."""

from app.desk import Desk
from app.forms import parts
from app.recovery import Recovery
from app.wording import say
from reports.sheet import Box, Fields, Heading, Paragraph, Sheet, Signatures

_FORM = "恢复单"


def sheet(desk: Desk, made: Recovery) -> Sheet:
    """One page to be sealed in an envelope."""
    office, today = desk.office, parts.day(desk.clock.now().date())
    steps = (say(_FORM, f"step_{n}") for n in range(1, 5))
    return Sheet(
        kind=_FORM,
        title="管理员账号恢复单",
        number="",
        office=office.name,
        blocks=(
            Fields(
                (
                    ("姓名", made.name),
                    ("用户名", made.login),
                    ("窗口", f"{office.window_no} 号窗口"),
                    ("打印日期", today),
                )
            ),
            Paragraph(say(_FORM, "lead")),
            Box(say(_FORM, "box_lead"), made.code, say(_FORM, "once")),
            Heading(say(_FORM, "use")),
            *(Paragraph(step, indent=False) for step in steps),
            Signatures(
                (say(_FORM, "printed_by"), say("通用", "blank_date")),
                (say(_FORM, "keeper"), say(_FORM, "place"), say("通用", "blank_date")),
            ),
        ),
        copies=("密封保存",),
        made_at=f"生成于 {desk.clock.now():%Y-%m-%d %H:%M}",
    )
