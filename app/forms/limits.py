"""Papers about the limit while a case is under way: what stops it, what lengthens it, 公示."""

from datetime import date, timedelta

from app import seals
from app.case_parts import ExtensionView, SpecialView
from app.casefile import CaseFile
from app.catalogue import Way
from app.deadlines import Deadline, count_text, paper_text, weekday_text
from app.desk import Desk
from app.documents import Paper
from app.forms import parts, promise, signing
from app.numbers import Kind
from app.public_content import Content
from app.wording import say
from reports.sheet import Box, Fields, Paragraph, Signatures


def _organ(desk: Desk, case: CaseFile) -> str:
    """In whose name the window acts while it has the case: for what goes up, its own organ."""
    return desk.office.organ if case.matter.way == Way.FORWARDED else case.matter.organ


def _was_due(case: CaseFile) -> tuple[str, str]:
    assert case.deadline is not None
    return promise.was_label(case.matter), paper_text(case.deadline)


def special(desk: Desk, case: CaseFile, given: SpecialView, stopped: Deadline) -> Paper:
    """特别程序告知书: why, on which basis and how long the count stands still."""
    form, end = Kind.SPECIAL.value, given.started + timedelta(days=given.days)
    return Paper(
        Kind.SPECIAL,
        (
            parts.head(case),
            Paragraph(say(form, "lead", ground=given.ground)),
            Fields(
                (
                    ("情形", given.ground),
                    ("依据", given.basis),
                    ("预计所需", say(form, "days", days=given.days, end=parts.day(end))),
                    _was_due(case),
                ),
                columns=1,
            ),
            Box(
                say(form, "box_lead"),
                say(form, "box_strong", date=weekday_text(given.started)),
                say(form, "box_tail", left=count_text(stopped.left or 0, stopped.limit.unit)),
            ),
            Paragraph(say(form, "later"), indent=False),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            signing.signatures(desk, case, organ=_organ(desk, case)),
        ),
    )


def resumption(desk: Desk, case: CaseFile, before: Deadline) -> Paper:
    """恢复办理通知书: what came of it, and the new due moment beside the one `before`."""
    form, ended = Kind.RESUMPTION.value, case.specials[-1]
    assert case.deadline is not None and ended.resumed is not None
    return Paper(
        Kind.RESUMPTION,
        (
            parts.head(case),
            Paragraph(say(form, "lead", ground=ended.ground, date=parts.day(ended.resumed))),
            Fields(
                (
                    ("告知书", ended.number),
                    ("特别程序", say(form, "span", start=parts.day(ended.started),
                                 end=parts.day(ended.resumed))),
                    ("结果", ended.findings),
                    (promise.was_label(case.matter), paper_text(before)),
                ),
                columns=1,
            ),
            promise.box(desk, case.matter, case.deadline, "resumed"),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            signing.signatures(desk, case, organ=_organ(desk, case)),
        ),
    )  # fmt: skip


def extension(desk: Desk, case: CaseFile, given: ExtensionView, later: Deadline) -> Paper:
    """延长办理期限告知书: why, by how much, who approved it, until when."""
    form = Kind.EXTENSION.value
    return Paper(
        Kind.EXTENSION,
        (
            parts.head(case),
            Paragraph(say(form, "lead")),
            Fields(
                (
                    ("延长原因", given.reason),
                    ("依据", given.basis),
                    ("延长", count_text(given.days, later.limit.unit)),
                    ("批准人", given.approver),
                    _was_due(case),
                ),
                columns=1,
            ),
            promise.box(desk, case.matter, later, "extended"),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            signing.signatures(desk, case, organ=_organ(desk, case)),
        ),
    )


def posting(
    desk: Desk, case: CaseFile, content: Content, started: date, until: date, place: str
) -> Paper:
    """公示, for the board: whom it concerns in what, from when to when, where to object."""
    form, office = Kind.NOTICE.value, desk.office
    return Paper(
        Kind.NOTICE,
        (
            Paragraph(say(form, "lead", matter=case.matter.name, basis=case.matter.bases[0].short)),
            Fields((("事项", case.matter.name), *content), columns=1),
            Box(
                say(form, "box_lead"),
                say(form, "box_strong", start=parts.day(started), end=parts.day(until)),
                "",
            ),
            Paragraph(say(form, "object")),
            Fields(
                (
                    ("张贴地点", place),
                    ("受理异议", say(form, "where", office=office.name, address=office.address)),
                    parts.contact(desk, case.clerk),
                ),
                columns=1,
            ),
            Signatures(
                (
                    _organ(desk, case),
                    parts.day(desk.clock.now().date()),
                    seals.area(office, _organ(desk, case)),
                ),
                (say(form, "posted_by"), say(form, "taken_down")),
            ),
        ),
        ("张贴联", "存根"),
    )
