"""引导单 and 首问转办单: what a visitor takes along, and what the colleague gets (2.3)."""

from app import deadlines
from app.deadlines import Deadline
from app.desk import Desk
from app.documents import Paper
from app.forms import parts
from app.numbers import Kind
from app.receptions import CALL, GUIDED, ReceptionView
from app.wording import say
from models.first_asked import Referral, Transfer
from reports.sheet import Block, Box, Fields, Heading, Paragraph, Signatures, Table

VISITOR, RESPONSIBLE, STUB = "群众联", "责任人联", "存根"


def slip(desk: Desk, row: Referral, reception: ReceptionView) -> Paper:
    """Where to go, whom to ask for, what to bring; one small sheet."""
    form, inside = Kind.REFERRAL.value, row.kind == GUIDED
    where = "　".join(filter(None, (row.office, row.place)))
    if inside:
        box = Box(say(form, "box_lead"), where, say(form, "box_tail", who=row.called))
    else:
        box = Box(say(form, "outside_lead_box"), where, "")
    lines = [("电话", row.phone), ("怎么办", row.words), ("要带的材料", row.bring)]
    if inside:
        at = f"{row.called_at:%H:%M}"
        lines.append(("联系情况", say(form, "called", at=at, who=row.called)))
    lines += [("首问责任人", reception.clerk), parts.contact(desk, desk.staff.name)]
    blocks: tuple[Block, ...] = (
        Fields(
            (
                ("来访人", reception.visitor or "未留姓名"),
                ("时间", deadlines.moment_text(row.at)),
            )
        ),
        Fields((("要办的事", row.matter),), columns=1),
        Paragraph(say(form, "lead" if inside else "outside_lead")),
        box,
        Fields(tuple(pair for pair in lines if pair[1]), columns=1),
        Paragraph(
            say(form, "back" if inside else "outside_back", phone=desk.office.phone), indent=False
        ),
    )
    title = "" if inside else say(form, "outside_title")
    return Paper(Kind.REFERRAL, blocks, (VISITOR,), "A5", title)


def transfer(desk: Desk, row: Transfer, reception: ReceptionView, due: Deadline) -> Paper:
    """Everything the responsible person needs, and by when the visitor must hear from them. A
    caller gets no copy."""
    form = Kind.TRANSFER.value
    away = row.colleague.name if row.colleague else row.responsible
    blocks: tuple[Block, ...] = (
        Fields(
            (
                ("群众姓名", row.visitor),
                ("联系电话", row.phone),
                ("首问责任人", reception.clerk),
                ("方式", reception.channel),
                ("责任人", row.responsible),
                ("责任人电话", row.responsible_phone),
            )
        ),
        Fields((("住址", row.address),), columns=1),
        Paragraph(say(form, "lead", channel=reception.channel)),
        Fields(
            (
                ("拟办事项", row.matter),
                ("群众留言", row.message),
                ("为何转交", say(form, "absent", who=away, why=row.absent_why)),
                ("转交时间", deadlines.moment_text(row.handed_at)),
            ),
            columns=1,
        ),
        *_papers(row),
        Box(say(form, "box_lead"), deadlines.paper_text(due), say(form, "box_tail")),
        Paragraph(
            say(form, "citizen", phone=desk.office.phone, window=desk.office.window_no),
            indent=False,
        ),
        parts.privacy(),
        Signatures(
            (say(form, "sign_first"), parts.day(row.handed_at.date())),
            () if reception.channel == CALL
            else (say(form, "sign_visitor"), say("通用", "blank_date")),
        ),
        Heading(say(form, "follow")),
        Signatures(
            (say(form, "sign_received"), say(form, "contacted_at")),
            (say(form, "received_at"), say(form, "result")),
        ),
    )  # fmt: skip
    copies = (RESPONSIBLE, STUB) if reception.channel == CALL else (VISITOR, RESPONSIBLE, STUB)
    return Paper(Kind.TRANSFER, blocks, copies)


def _papers(row: Transfer) -> tuple[Block, ...]:
    form = Kind.TRANSFER.value
    if not row.papers:
        return (Paragraph(say(form, "no_papers"), indent=False),)
    rows = tuple(
        (str(n), one["name"], str(one["pages"]), str(one["count"]))
        for n, one in enumerate(row.papers, 1)
    )
    heads = ("序号", "材料", "页数", "份数")
    return Heading(say(form, "papers")), Table(heads, (1, 8, 1.5, 1.5), rows)
