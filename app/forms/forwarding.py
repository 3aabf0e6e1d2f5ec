"""Papers of what goes up to the authority above and comes back: list, demand, resumption."""

from collections.abc import Sequence

from app import deadlines, seals
from app.casefile import CaseFile
from app.deadlines import count_text
from app.desk import Desk
from app.documents import Paper
from app.forms import notices, parts, promise, signing
from app.numbers import Kind
from app.wording import say
from reports.sheet import Fields, Paragraph, Signatures, Table

_FROM_ABOVE = "补充件通知书（上级要求）"
_RESUMED = "恢复办理通知书（补正后）"


def handed_over(
    desk: Desk, organ: str, receiver: str, cases: Sequence[CaseFile], opinions: Sequence[str]
) -> Paper:
    """上报移交清单: which cases go to `organ`, with the opinion on each; both sides sign."""
    form, office = Kind.FORWARDING.value, desk.office
    rows = tuple(
        (
            str(n),
            case.number,
            case.applicant.name,
            case.matter.name,
            f"{len(case.brought)} 件",
            opinion,
        )
        for n, (case, opinion) in enumerate(zip(cases, opinions, strict=True), 1)
    )
    return Paper(
        Kind.FORWARDING,
        (
            Fields(
                (
                    ("报送单位", office.name),
                    ("接收单位", organ),
                    ("上报时间", deadlines.moment_text(desk.clock.now())),
                    ("接收人", receiver),
                    ("件数", f"{len(cases)} 件"),
                    ("经办人", desk.staff.name),
                )
            ),
            Paragraph(say(form, "lead", organ=organ)),
            Table(
                ("序号", "办件编号", "申请人", "事项", "材料", "初审意见"),
                (0.9, 4.1, 2.85, 3.8, 1.1, 4.3),
                rows,
            ),
            Paragraph(say(form, "tail", phone=office.phone), indent=False),
            Signatures(
                (
                    say(form, "given"),
                    say("通用", "blank_date"),
                    seals.area(office, seals.CENTRE),
                ),
                (say(form, "taken"), say("通用", "blank_date"), say(form, "taken_seal")),
            ),
        ),
        ("接收单位联", "存根"),
    )


def demanded(desk: Desk, case: CaseFile) -> Paper:
    """补充件通知书 for what the authority above wants: its words, and that nobody here forgot to
    say so before (1.3)."""
    last = case.forwarded[-1]
    return Paper(
        Kind.SUPPLEMENT,
        (
            parts.head(case),
            Paragraph(say(_FROM_ABOVE, "lead", organ=last.organ)),
            Fields(
                (
                    ("上级文书", parts.from_above(last)),
                    ("上级的要求", last.demand),
                ),
                columns=1,
            ),
            *notices.asked_for(desk, case),
            Paragraph(say(_FROM_ABOVE, "note"), indent=False),
            signing.signatures(desk, case),
        ),
    )


def resumed(desk: Desk, case: CaseFile) -> Paper:
    """恢复办理通知书: papers that were demanded from above are complete, the own time goes on."""
    due, last = case.deadline, case.forwarded[-1]
    assert due is not None and case.accepted_at is not None
    today = desk.clock.now().date()
    left = sum(one >= today for one in due.counted)
    return Paper(
        Kind.RESUMPTION,
        (
            parts.head(case),
            Paragraph(say(_RESUMED, "lead", organ=last.organ)),
            Fields(
                (
                    ("受理时间", deadlines.moment_text(case.accepted_at)),
                    ("恢复办理日期", parts.day(today)),
                    (promise.limit_label(case.matter), case.limit.text),
                    ("剩余时限", count_text(left, due.limit.unit)),
                )
            ),
            Fields((("已收材料", parts.papers(case.brought)),), columns=1),
            promise.box(desk, case.matter, due, "resumed"),
            Fields(
                (
                    ("不计入的时间", say(_RESUMED, "away", organ=last.organ)),
                    ("程序", case.matter.procedure),
                    ("依据", parts.basis(case.matter)),
                    parts.contact(desk, case.clerk),
                ),
                columns=1,
            ),
            signing.signatures(desk, case),
        ),
    )
