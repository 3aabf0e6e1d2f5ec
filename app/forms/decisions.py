"""Papers that end a case, and what follows an end."""

from app import deadlines
from app.case_parts import DECIDED, ReportView
from app.casefile import CaseFile
from app.catalogue import Matter
from app.desk import Desk
from app.documents import Paper
from app.forms import about, parts, signing
from app.numbers import Kind
from app.wording import say
from reports.sheet import Box, Fields, Paragraph, Signatures


def completion(desk: Desk, case: CaseFile) -> Paper:
    """办结通知书: the result and how to get it."""
    form, matter = Kind.COMPLETION.value, case.matter
    assert case.closed_at is not None
    facts = [
        ("办结时间", deadlines.moment_text(case.closed_at)),
        ("办理方式", _way(case)),
    ]
    lines = [*_from_above(case)]
    if case.urgent:
        lines.insert(0, ("先行救助", case.urgent["relief"]))
    if matter.benefit_from:
        lines.append((say(form, "benefit"), matter.benefit_from))
    if case.late_reason:
        lines.append(("超期原因", f"{case.late_reason}（{case.late_owner}）"))
    lines.append(parts.contact(desk, case.clerk))
    return Paper(
        Kind.COMPLETION,
        (
            parts.head(case),
            Paragraph(say(form, "lead")),
            Fields(tuple(facts)),
            Box(say(form, "box_lead"), case.result, ""),
            Fields(tuple(lines), columns=1),
            signing.signatures(desk, case, organ=matter.organ),
        ),
    )


def _way(case: CaseFile) -> str:
    if case.accepted_at is None:
        return "急难先行救助，事后补办手续" if case.urgent else "当场办结"
    return "初审后上报办结" if _from_above(case) else "受理后办结"


def _from_above(case: CaseFile) -> tuple[tuple[str, str], ...]:
    """The paper by which the authority above decided, where it did."""
    last = case.forwarded[-1] if case.forwarded else None
    return (("上级文书", parts.from_above(last)),) if last and last.answer == DECIDED else ()


def returned(desk: Desk, case: CaseFile) -> Paper:
    """退回件通知书: reason, basis and what can be done against it (1.4, 3.3.3)."""
    form = Kind.RETURN.value
    return Paper(
        Kind.RETURN,
        (
            parts.head(case),
            Paragraph(say(form, "lead")),
            _why(case),
            Box(say(form, "box_lead"), say(form, "box_strong"), say(form, "box_tail")),
            Fields((("救济途径", remedy(case.matter)), parts.contact(desk, case.clerk)), columns=1),
            *parts.given_back(desk, case),
            signing.signatures(desk, case),
        ),
    )


def refusal(desk: Desk, case: CaseFile) -> Paper:
    """不予决定书, in the name of the organ that decides, called by the kind of what is refused and,
    below, by its name."""
    form, matter = Kind.REFUSAL.value, case.matter
    paper = about.refusal_paper(matter)
    return Paper(
        Kind.REFUSAL,
        (
            parts.head(case),
            Paragraph(say(form, "lead", matter=matter.name, refused=about.refused(matter))),
            Fields((("决定机关", matter.organ), *_from_above(case)), columns=1),
            _why(case),
            Box(say(form, "box_lead"), say(form, "box_strong"),
                say(form, "box_tail", paper=paper[-3:])),
            Fields((("救济途径", remedy(matter)), parts.contact(desk, case.clerk)), columns=1),
            signing.signatures(desk, case, organ=matter.organ),
        ),
        title=f"{paper}\n{matter.name}",
    )  # fmt: skip


def remedy(matter: Matter) -> str:
    """What can be done against a refusal, for this kind of matter."""
    return matter.remedy_refusal


def _why(case: CaseFile) -> Fields:
    return Fields((("理由", case.reason), ("依据", case.basis)), columns=1)


def refusal_report(desk: Desk, case: CaseFile, situation: str) -> Paper:
    """否定报备表, internal, for the leader's opinion (1.4)."""
    form, person = Kind.REFUSAL_REPORT.value, case.applicant
    needed = parts.papers(case.brought) or "无"
    return Paper(
        Kind.REFUSAL_REPORT,
        (
            Fields(
                (
                    ("窗口", f"{desk.office.name} {desk.office.window_no} 号窗口"),
                    ("经办人", desk.staff.name),
                    ("申请人", person.name),
                    ("电话", person.phone or "未留"),
                    ("事项", case.matter.name),
                    ("办件编号", case.number),
                )
            ),
            Fields(
                (
                    ("住址", person.place or "未留"),
                    *parts.identified(person),
                    *parts.others(case),
                ),
                columns=1,
            ),
            Paragraph(say(form, "lead")),
            Fields(
                (
                    ("情况", situation),
                    ("理由", case.reason),
                    ("依据", case.basis),
                    ("所交材料", needed),
                ),
                columns=1,
            ),
            Signatures(
                (say(form, "opinion"), "", say(form, "leader_sign"), say("通用", "blank_date")),
                (say("通用", "sign_clerk"), parts.day(desk.clock.now().date())),
            ),
        ),
        ("内部留存",),
    )


def revocation(desk: Desk, case: CaseFile, notice: str, report: ReportView) -> Paper:
    """撤销退回通知书: a return notice that was already out is taken back in writing (1.4)."""
    form = Kind.REVOCATION.value
    return Paper(
        Kind.REVOCATION,
        (
            parts.head(case),
            Paragraph(say(form, "lead", date=parts.day(report.reported_at.date()), number=notice)),
            Box(say(form, "box_lead"), say(form, "box_strong"), say(form, "box_tail")),
            Fields((("复核意见", report.opinion), parts.contact(desk, case.clerk)), columns=1),
            signing.signatures(desk, case),
        ),
    )


def withdrawal(desk: Desk, case: CaseFile) -> Paper:
    """撤回确认书, on the applicant's signed request."""
    form = Kind.WITHDRAWAL.value
    return Paper(
        Kind.WITHDRAWAL,
        (
            parts.head(case),
            Paragraph(say(form, "lead")),
            Fields((("撤回原因", case.reason), parts.contact(desk, case.clerk)), columns=1),
            *parts.given_back(desk, case),
            signing.signatures(desk, case),
        ),
    )


def termination(desk: Desk, case: CaseFile, *, died: bool) -> Paper:
    """终止告知书: the ground, and that a new application stays possible; where the applicant has
    `died` somebody else signs for it."""
    form = Kind.TERMINATION.value
    signs = signing.signatures(desk, case)
    if died:
        family = say(form, "sign_family"), say(form, "family"), say("通用", "blank_date")
        signs = signing.by_clerk(desk, family)
    return Paper(
        Kind.TERMINATION,
        (
            parts.head(case),
            Paragraph(say(form, "lead")),
            _why(case),
            Box(say(form, "box_lead"), say(form, "box_strong"), say(form, "box_tail")),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            signs,
        ),
    )
