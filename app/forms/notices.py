"""Papers on the way to a decision: telling, receipt, acceptance, supplement."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from app import deadlines
from app.case_parts import ItemView
from app.casefile import CaseFile
from app.catalogue import Matter
from app.clock import OFFICE_ZONE
from app.desk import Desk
from app.documents import Paper
from app.forms import about, parts, promise, signing
from app.numbers import Kind
from app.wording import say
from reports.sheet import Block, Box, Fields, Heading, Paragraph, Signatures, Table


def telling(
    desk: Desk, matter: Matter, visitor: str, refused: str = "",
    situation: Mapping[str, str] | None = None,
) -> Paper:  # fmt: skip
    """一次性告知单: everything about a matter in one go (1.1), as far as it applies in the
    visitor's `situation`; `refused` goes on the stub."""
    office, form = desk.office, Kind.TELLING.value
    box = Box(
        say(form, "box_lead"),
        say(form, "box_strong", window=office.window_no),
        say(form, "box_tail", phone=office.phone),
    )
    if matter.refer_to:
        box = Box(say(form, "refer_lead"), matter.refer_to, say(form, "refer_tail"))
    blocks: list[Block] = [
        Fields(
            (
                ("事项", matter.name),
                ("事项类型", matter.kind.value),
                ("来访人", visitor),
                ("决定机关", matter.organ),
                ("告知时间", deadlines.moment_text(desk.clock.now())),
                ("收费", matter.fee),
            )
        ),
        Paragraph(_lead(matter, situation or {})),
        Heading("办理条件"),
        Paragraph(about.numbered(matter.conditions), indent=False),
        *about.materials(matter, situation),
        box,
        Fields(
            (
                ("地点", f"{office.address}（{office.hours.text}）"),
                *about.procedure(matter),
                *about.limits(matter),
                *about.results(matter),
                ("依据", parts.basis(matter)),
                ("注意事项", about.numbered(matter.notes) or "无"),
                parts.contact(desk, desk.staff.name),
            ),
            columns=1,
        ),
        Signatures(
            (say("通用", "sign_clerk"), parts.day(desk.clock.now().date())),
            (say(form, "refused", why=refused),)
            if refused
            else (say("通用", "received"), say(form, "sign")),
        ),
    ]
    return Paper(Kind.TELLING, tuple(blocks), ("申请人联", "存根"))


def _lead(matter: Matter, given: Mapping[str, str]) -> str:
    """What the sheet is, and for which situation it was made."""
    form = Kind.TELLING.value
    if matter.refer_to:
        return say(form, "refer")
    answers = about.situation(matter, given)
    return say(form, "situation", answers=answers) if answers else say(form, "lead")


def receipt(desk: Desk, case: CaseFile) -> Paper:
    """收件回执: what was handed in first, and by when the citizen will hear (1.2)."""
    again = case.papers_at if case.papers_at != case.received_at else None
    lead = say(Kind.RECEIPT.value, "lead")
    return _receipt(desk, case, again, lead, case.brought, hear_by(desk, case))


def receipt_again(desk: Desk, case: CaseFile, positions: Collection[int]) -> Paper:
    """收件回执 for what was brought after a supplement notice, at these lines, and what follows:
    five working days once all is there (1.3), else what is still to come."""
    form = Kind.RECEIPT.value
    brought = [item for item in case.brought if item.position in positions]
    if case.supplement_due is not None:
        rest = "、".join(item.material.name for item in case.lacking)
        until = parts.before_closing(desk, case.supplement_due)
        follows: tuple[Block, ...] = (Paragraph(say(form, "again_rest", items=rest, date=until)),)
    else:
        then = say(form, "again_all")
        if case.accepted_at is not None:
            then = say(form, "again_above", date=parts.day(case.accepted_at.date()))
        follows = Paragraph(then), hear_by(desk, case)
    return _receipt(desk, case, case.papers_at, say(form, "again_lead"), brought, *follows)


def _receipt(
    desk: Desk, case: CaseFile, again: datetime | None, lead: str, items: Iterable[ItemView],
    *follows: Block,
) -> Paper:  # fmt: skip
    return Paper(
        Kind.RECEIPT,
        (
            parts.head(case, again),
            Paragraph(lead),
            received(items),
            *follows,
            Fields((parts.contact(desk, case.clerk),), columns=1),
            parts.privacy(),
            signing.signatures(desk, case),
        ),
    )


def received(items: Iterable[ItemView]) -> Table:
    """What was handed in, line by line."""
    rows = tuple(
        (
            str(n),
            item.material.name,
            item.answer,
            str(item.count or "—"),
            say(Kind.RECEIPT.value, "handed_back") if item.handed_back else "—",
        )
        for n, item in enumerate(items, 1)
    )
    return Table(("序号", "材料", "情况", "份数", "原件"), (1, 6, 2, 1.5, 3), rows)


def hear_by(desk: Desk, case: CaseFile) -> Box:
    """By when the citizen will hear."""
    form = Kind.RECEIPT.value
    tell_by = deadlines.working_days_after(case.papers_at.date(), 5, desk.calendar)
    closing = datetime.combine(tell_by, desk.office.hours.closing(tell_by), OFFICE_ZONE)
    late = "_late" if closing < desk.real.now() else ""  # entered only afterwards
    return Box(
        say(form, f"box_lead{late}"),
        parts.before_closing(desk, tell_by),
        say(form, f"box_tail{late}", phone=desk.office.phone),
    )


def acceptance(desk: Desk, case: CaseFile, gap: tuple[Block, ...] = ()) -> Paper:
    """受理通知书: the proof from which the clock runs, with its due moment (3.2); `gap` says
    what is still to come where it was accepted all the same (容缺)."""
    form = Kind.ACCEPTANCE.value
    assert case.deadline is not None and case.accepted_at is not None
    return Paper(
        Kind.ACCEPTANCE,
        (
            parts.head(case),
            Paragraph(say(form, "lead_gap") if gap else _why_accepted(case)),
            Fields(
                (
                    ("受理时间", deadlines.moment_text(case.accepted_at)),
                    (promise.limit_label(case.matter), case.limit.text),
                )
            ),
            Fields(
                (
                    ("已收材料", parts.papers(case.brought)),
                    *((("不能当场办结的原因", case.why_not_at_once),) if not case.deemed else ()),
                ),
                columns=1,
            ),
            *gap,
            promise.box(desk, case.matter, case.deadline),
            Fields(
                (
                    ("程序", case.matter.procedure),
                    ("依据", parts.basis(case.matter)),
                    ("领取结果", say(form, "collect")),
                    parts.contact(desk, case.clerk),
                ),
                columns=1,
            ),
            *_declared(case),
            parts.privacy(),
            signing.served_apart(desk) if case.deemed else signing.signatures(desk, case),
        ),
        title=say(form, "title_gap") if gap else "",
    )


def _declared(case: CaseFile) -> tuple[Block, ...]:
    """What the applicant declares by signing; nobody is there to do so when silence accepts."""
    if case.deemed or case.signing.get("kind") == "拒签":
        return ()
    return (Paragraph(say(Kind.ACCEPTANCE.value, "truth"), indent=False),)


def _why_accepted(case: CaseFile) -> str:
    form = Kind.ACCEPTANCE.value
    if not case.deemed:
        return say(form, "lead")
    day = parts.day(case.papers_at.date())
    return say(form, "deemed", date=day, basis=case.matter.silence_accepts)


def supplement(desk: Desk, case: CaseFile, later_why: str) -> Paper:
    """补充件通知书: all that is lacking, at once, with what was received (1.3, 3.3.2)."""
    form = Kind.SUPPLEMENT.value
    blocks: list[Block] = [
        parts.head(case),
        Paragraph(say(form, "lead")),
        *asked_for(desk, case),
        signing.signatures(desk, case),
    ]
    if later_why:
        blocks.insert(4, Paragraph(say(form, "later", why=later_why), indent=False))
    return Paper(Kind.SUPPLEMENT, tuple(blocks))


def asked_for(desk: Desk, case: CaseFile) -> tuple[Block, ...]:
    """What was received, what is lacking, until when it should come, and on what basis."""
    form, received = Kind.SUPPLEMENT.value, parts.papers(case.brought)
    assert case.supplement_due is not None
    return (
        Paragraph(
            say(form, "received", items=received) if received else say(form, "nothing"),
            indent=False,
        ),
        Table(
            ("序号", "材料", "问题", "请补充"),
            (1, 4, 4, 4),
            tuple(
                (str(n), item.material.name, f"{item.answer}：{item.problem}", item.bring)
                for n, item in enumerate(case.lacking, 1)
            ),
        ),
        Box(
            say(form, "box_lead"),
            parts.before_closing(desk, case.supplement_due),
            say(form, "box_tail", window=desk.office.window_no),
        ),
        Fields(
            (
                ("依据", parts.basis(case.matter)),
                ("程序", case.matter.procedure),
                parts.contact(desk, case.clerk),
            ),
            columns=1,
        ),
    )
