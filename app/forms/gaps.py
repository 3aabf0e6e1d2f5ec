"""What papers say of a gap: what is still to come, and what has come (容缺)."""

from collections.abc import Collection

from app.casefile import CaseFile
from app.desk import Desk
from app.documents import Paper
from app.forms import notices, parts, signing
from app.numbers import Kind
from app.wording import say
from reports.sheet import Block, Fields, Heading, Paragraph, Table


def lacking(desk: Desk, case: CaseFile) -> tuple[Block, ...]:
    """For 受理通知书（容缺）: every line that is to come, until when, and what was promised."""
    form = Kind.ACCEPTANCE.value
    assert case.gap_due is not None
    rows = tuple(
        (str(n), item.material.name, f"{item.answer}：{item.problem}", item.bring)
        for n, item in enumerate(case.lacking, 1)
    )
    return (
        Heading(say(form, "gap_heading")),
        Table(("序号", "材料", "现在的情况", "请补交"), (1, 4, 4, 4), rows),
        Fields(
            (
                (say(form, "gap_until"), parts.before_closing(desk, case.gap_due)),
                (say(form, "gap_promise"), case.gap_note),
            ),
            columns=1,
        ),
        Paragraph(say(form, "gap_warning"), indent=False),
    )


def receipt(desk: Desk, case: CaseFile, positions: Collection[int]) -> Paper:
    """收件回执 for what was brought later, at these lines, and what is still to come."""
    form = Kind.RECEIPT.value
    then = say(form, "gap_done")
    if case.gap_due is not None:
        rest = "、".join(item.material.name for item in case.lacking)
        then = say(form, "gap_rest", items=rest, date=parts.before_closing(desk, case.gap_due))
    return Paper(
        Kind.RECEIPT,
        (
            parts.head(case, desk.clock.now()),
            Paragraph(say(form, "gap_lead")),
            notices.received([item for item in case.brought if item.position in positions]),
            Paragraph(then),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            parts.privacy(),
            signing.signatures(desk, case),
        ),
    )
