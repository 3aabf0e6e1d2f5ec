"""咨询件受理通知书: one small sheet with what was asked and told (3.3.1)."""

from collections.abc import Sequence

from app import deadlines
from app.desk import Desk
from app.documents import Paper
from app.forms import parts
from app.numbers import Kind
from app.receptions import CALL
from app.wording import say
from models.cases import Enquiry
from reports.sheet import Block, Fields, Paragraph, Signatures

DISSATISFIED = "不满意"


def enquiry(
    desk: Desk, row: Enquiry, *, channel: str, who: str, phone: str, matter: str,
    heard: Sequence[str] = (), unheard: bool = False,
) -> Paper:  # fmt: skip
    """The enquiry as recorded, for the person who asked; `heard` are the materials that were read
    out to a caller, `unheard` where a caller did not hear all that should have been."""
    form = Kind.ENQUIRY.value
    lines = [("咨询内容", row.question), ("答复", row.answer)]
    if heard:
        listed = "，".join(f"{n}. {name}" for n, name in enumerate(heard, 1))
        lines.append(("口头告知", say(form, "heard", materials=listed)))
    if row.basis:
        lines.append(("依据", row.basis))
    if row.follow_up:
        until = parts.before_closing(desk, row.follow_up_by)
        lines.append(("待查后答复", say(form, "follow_up", what=row.follow_up, date=until)))
    lines.append(("满意程度", row.satisfaction))
    if row.head_explained:
        lines.append((say(form, "head_explained"), row.head_explained))
    lines += [parts.contact(desk, desk.staff.name)]
    blocks: tuple[Block, ...] = (
        Fields(
            (
                ("咨询人", who or "未留姓名"),
                ("方式", channel),
                ("电话", phone or "未留"),
                ("时间", deadlines.moment_text(row.at)),
                ("事项", matter or "一般咨询"),
            )
        ),
        Fields(tuple(lines), columns=1),
        Paragraph(_told(row, unheard), indent=False),
        parts.privacy(),
        Signatures(
            (say("通用", "sign_clerk"), parts.day(row.at.date())),
            (say(form, "by_phone"),)
            if channel == CALL
            else ("咨询人签字：", say("通用", "blank_date")),
        ),
    )
    return Paper(Kind.ENQUIRY, blocks, ("咨询人联",), "A5")


def _told(row: Enquiry, unheard: bool) -> str:
    """What came of it: all explained, but only where nothing says otherwise."""
    said = ["not_read"] if unheard else []
    if row.satisfaction == DISSATISFIED:
        said.append("not_satisfied")
    if not said:
        said.append("told_partly" if row.follow_up else "told")
    if row.follow_up:
        said.append("later")
    return "".join(say(Kind.ENQUIRY.value, one) for one in said)
