"""From the first paper to acceptance: 收件, 核对, 当场办结, 受理, 补充."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app import (
    catalogue,
    checklist,
    documents,
    leads,
    matters,
    numbers,
    receptions,
    tellings,
    texts,
)
from app.case_table import Outcome, State
from app.cases import second_telling
from app.cases.common import (
    Done,
    Signing,
    decided_here,
    ended,
    fetch,
    file,
    matter_of,
    moved,
    not_accepted_yet,
    signed,
)
from app.catalogue import Matter
from app.checklist import LACKS, Answer, ItemInput
from app.errors import FieldError, RuleError
from app.forms import decisions, forwarding, notices
from app.journal import Transaction, operation
from models.cases import Case, Forwarded, Item
from models.office import MatterVersion


@dataclass(frozen=True)
class Received:
    """Papers that may be taken in: whose reception, for which version, in which situation, the
    checked answers."""

    seen: Any
    version: Any
    situation: dict[str, str]
    items: tuple[ItemInput, ...]


def may_receive(
    tx: Transaction,
    reception: str,
    matter: str,
    items: Sequence[ItemInput],
    situation: Mapping[str, str] | None = None,
) -> Received:
    """What stands before the first papers, checked: a written telling (1.1) of all that applies
    in `situation` (that of the telling if None), and some paper.

    Raises RuleError; FieldError on `item.<n>`.
    """
    seen, version = receptions.fetch(reception), matters.fetch(matter)
    if seen.channel == receptions.CALL:
        raise RuleError("电话里不能收件。", clause="1.1", instead="请告知来电人带材料来窗口。")
    now = tellings.applying(seen, version, situation)
    entry = catalogue.from_json(version.body)
    if entry.refer_to:
        raise RuleError(
            f"“{entry.name}”不在本窗口办理，不能收件。", clause="2.3", instead=entry.refer_to
        )
    answers = checked(entry, now, items)
    if not any(item.answer in checklist.BROUGHT for item in answers):
        raise RuleError(
            "一份材料都没有收到，办件还不能开始。",
            clause="1.2",
            instead="请群众备齐材料再来，本次记为“咨询件（已告知）”。",
        )
    return Received(seen, version, now, tuple(answers))


def _not_received_yet(first: Received, applicant: Any) -> None:
    before = (
        Case.select(Case, MatterVersion)
        .join(MatterVersion)
        .where(
            Case.reception == first.seen,
            Case.applicant == applicant,
            MatterVersion.code == first.version.code,
        )
        .first()
    )
    if before is not None:
        raise RuleError(
            f"这次来访已经为{applicant.name}收过这件事的材料，编号 {before.number}。",
            clause="1.2",
            instead="请打开那个办件接着办；确实要另办一件的，请重新登记来访。",
        )


def opened(tx: Transaction, first: Received, applicant: Any, agent: Any, signing: Signing) -> Any:
    """The row of a new case with its number and its checklist. Raises RuleError where this telling
    has led to a case for `applicant` already."""
    _not_received_yet(first, applicant)
    row = begun(tx, first.seen, first.version, applicant, agent)
    row.signing = signed(signing, agent=bool(agent))
    row.situation = first.situation
    tx.save(row)
    write_answers(tx, row, first.items)
    return row


def begun(tx: Transaction, seen: Any, version: Any, applicant: Any, agent: Any) -> Any:
    """A new case with its number, not yet saved, under review from now."""
    number = numbers.take(numbers.Kind.CASE, tx.entered.date(), tx.desk.office)
    return Case(
        number=number.text,
        machine_number=number.machine,
        reception=seen,
        matter=version,
        applicant=applicant,
        agent=agent,
        agent_kind=seen.agent_kind if agent else "",
        agent_relation=seen.agent_relation if agent else "",
        agent_authority=seen.agent_authority if agent else "",
        clerk=tx.desk.staff.id,
        state=State.REVIEWING.value,
        received_at=tx.now,
        papers_at=tx.now,
    )


@operation("收件")
def receive(
    tx: Transaction,
    reception: str,
    matter: str,
    items: Sequence[ItemInput],
    signing: Signing,
    *,
    receipt: bool = False,
    situation: Mapping[str, str] | None = None,
) -> Done:
    """Take the first papers: the case begins and gets its number.

    `matter` is a version's UUID, `items` the answers so far, `situation` that of the telling if
    None. Raises RuleError before a written telling (1.1) or without any paper; FieldError on
    `item.<n>`, also for a line that does not apply to this visitor.
    """
    first = may_receive(tx, reception, matter, items, situation)
    if first.seen.applicant is None:
        raise RuleError(
            "还没有登记申请人，不能收件。", clause="2.1", instead="请先登记申请人的姓名。"
        )
    row = opened(tx, first, first.seen.applicant, first.seen.agent, signing)
    receptions.close(tx, first.seen, receptions.CASE)
    papers: tuple[str, ...] = ()
    if receipt:
        papers = (documents.issue(tx, notices.receipt(tx.desk, file(tx, row)), case=row),)
    return Done(file(tx, row), papers)


@operation("核对材料")
def answer(tx: Transaction, case: str, items: Sequence[ItemInput]) -> Done:
    """Change answers of the checklist while the case is under review (1.2)."""
    row = fetch(tx, "核对材料", case)
    write(tx, row, items)
    return Done(file(tx, row))


def write(tx: Transaction, row: Any, items: Sequence[ItemInput]) -> None:
    """Check these answers and write them down. Raises FieldError on `item.<n>`."""
    write_answers(tx, row, checked(matter_of(row), row.situation, items))


@operation("当场办结")
def finish_at_once(tx: Transaction, case: str, result: str, *, receipt: bool = False) -> Done:
    """Complete papers, nothing to wait for: done on the spot (1.2).

    `receipt` prints 办结通知书 for a visitor who wants one. Raises RuleError while a line is
    open or lacking, a compulsory step stands before the decision, or that is not this office's.
    """
    row = fetch(tx, "当场办结", case)
    not_accepted_yet(row, "当场办结")
    _must_be_complete(tx, row)
    seen = file(tx, row)
    decided_here(seen)
    if seen.open_steps:
        names = "、".join(step.name for step in seen.open_steps)
        raise RuleError(
            f"这个事项必须先经过“{names}”，不能当场办结。",
            clause="1.2",
            instead="请受理，并写明不能当场办结的原因。",
        )
    row.result = texts.clean("result", "办理结果", result, limit=500)
    ended(tx, row, "当场办结", Outcome.AT_ONCE)
    tx.save(row)
    leads.watch(tx, row, "当场办结")
    papers: tuple[str, ...] = ()
    if receipt:
        papers = (documents.issue(tx, decisions.completion(tx.desk, file(tx, row)), case=row),)
    return Done(file(tx, row), papers)


@operation("受理")
def accept(tx: Transaction, case: str, why_not_at_once: str) -> Done:
    """Accept complete papers; the clock starts, the notice's time proves it (3.2)."""
    row = fetch(tx, "受理", case)
    not_accepted_yet(row, "受理")
    _must_be_complete(tx, row)
    row.why_not_at_once = texts.clean(
        "why_not_at_once", "不能当场办结的原因", why_not_at_once, limit=300
    )
    moved(row, "受理")
    row.accepted_at = tx.now
    tx.save(row)
    leads.watch(tx, row, "受理")
    seen = file(tx, row)
    return Done(seen, (documents.issue(tx, notices.acceptance(tx.desk, seen), case=row),))


@operation("继续办理")
def go_on(tx: Transaction, case: str) -> Done:
    """What the authority above sent back for more is complete: it was accepted before, and its
    clock goes on from today with what was left of it, in writing (3.1)."""
    row = fetch(tx, "继续办理", case)
    if row.accepted_at is None:
        raise RuleError("这个办件还没有受理过。", clause="3.2", instead="材料齐全的，请受理。")
    _must_be_complete(tx, row)
    for one in Forwarded.select().where(Forwarded.case == row, Forwarded.resumed.is_null()):
        one.resumed = tx.now.date()
        tx.save(one)
    moved(row, "继续办理")
    tx.save(row)
    seen = file(tx, row)
    return Done(seen, (documents.issue(tx, forwarding.resumed(tx.desk, seen), case=row),))


@operation("通知补充")
def ask_more(
    tx: Transaction, case: str, due: date | None = None, *, later_kind: str = "",
    later_why: str = "",
) -> Done:  # fmt: skip
    """Name everything that is lacking, once, in writing (1.3, 3.3.2).

    `due` is until when it should be brought (the matter's own period if None). A line that no
    earlier notice (before the first one: no 告知单) named is a second telling: it needs
    `later_kind`, with `later_why` in words, and becomes a lead.
    """
    row = fetch(tx, "通知补充", case)
    seen = file(tx, row)
    if seen.standing.unanswered:
        raise RuleError(
            f"还有 {seen.standing.unanswered} 项材料没有核对，不能发补充件通知书。",
            clause="1.3",
            instead="请把每一项都核对完，一次说全。",
        )
    if not seen.lacking:
        raise RuleError(
            "材料已经齐全，没有要补充的。",
            clause="1.2",
            instead="请当场办结；不能当场办结的，请受理。",
        )
    why = second_telling.checked(tx, row, seen, later_kind, later_why)
    row.supplement_due = supplement_due(tx, seen.matter, due)
    moved(row, "通知补充")
    tx.save(row)
    number = documents.issue(tx, notices.supplement(tx.desk, file(tx, row), why), case=row)
    lacking = [item.position for item in seen.lacking if not item.asked_in]
    for item in Item.select().where(Item.case == row, Item.position.in_(lacking)):
        item.asked_in, item.asked_later_why = number, why
        tx.save(item)
    return Done(file(tx, row), (number,))


@operation("补交材料")
def bring_papers(
    tx: Transaction, case: str, items: Sequence[ItemInput], *, receipt: bool = True
) -> Done:
    """Papers came in. All that was asked for: back to review, five new days. Some: the rest
    stays asked for, without a second telling (1.3)."""
    row = fetch(tx, "补交材料", case)
    asked = {item.position for item in file(tx, row).items if item.asked_in}
    for item in items:
        if item.position not in asked:
            raise FieldError(f"item.{item.position}", "这一项不在补充件通知书上，不用再交。")
    brought = checked(matter_of(row), row.situation, items)
    if not any(item.answer not in LACKS for item in brought):
        raise RuleError("没有收到补充的材料。", clause="1.3", instead="请在收到的材料旁选“已收”。")
    write_answers(tx, row, brought)
    row.papers_at = tx.now
    if not file(tx, row).lacking:
        moved(row, "补交材料")
        row.supplement_due = None
    tx.save(row)
    papers: tuple[str, ...] = ()
    if receipt:
        came = [item.position for item in brought if item.answer not in LACKS]
        paper = notices.receipt_again(tx.desk, file(tx, row), came)
        papers = (documents.issue(tx, paper, case=row),)
    return Done(file(tx, row), papers)


def supplement_due(tx: Transaction, entry: Matter, due: date | None) -> date:
    """Until when what is asked for should be brought: `due`, or the matter's own period, on a
    working day. Raises FieldError."""
    today = tx.now.date()
    until = due or today + timedelta(days=entry.supplement_days)
    if until <= today:
        raise FieldError("due", "补齐的日期应在今天之后。")
    return tx.desk.calendar.first_working_day(until)


def checked(
    entry: Matter, situation: Mapping[str, str], items: Sequence[ItemInput]
) -> list[ItemInput]:
    """These answers, checked against the lines that they are about. Raises FieldError on
    `item.<n>`, also for a line that does not apply in this situation."""
    return [checklist.checked(item, _material(entry, item, situation)) for item in items]


def _material(entry: Matter, item: ItemInput, situation: Mapping[str, str]) -> catalogue.Material:
    if not 0 <= item.position < len(entry.materials):
        raise FieldError(f"item.{item.position}", "材料清单里没有这一项。")
    asked = entry.materials[item.position]
    if not asked.applies(situation):
        raise FieldError(f"item.{item.position}", f"按群众的情形，不用交“{asked.name}”。")
    return asked


def write_answers(tx: Transaction, row: Any, items: Sequence[ItemInput]) -> None:
    """Put the checked answers into the checklist of `row`."""
    known = {item.position: item for item in Item.select().where(Item.case == row)}
    for given in items:
        item = known.get(given.position) or Item(case=row, position=given.position)
        wanted = {
            "answer": Answer(given.answer).value,
            "count": given.count,
            "problem": given.problem,
            "bring": given.bring,
            "handed_back": given.handed_back,
        }
        for name, value in wanted.items():
            if getattr(item, name) != value:
                setattr(item, name, value)
        tx.save(item)


def _must_be_complete(tx: Transaction, row: Any) -> None:
    now = file(tx, row).standing
    if now.unanswered:
        raise RuleError(
            f"还有 {now.unanswered} 项材料没有核对。", clause="1.2", instead="请逐项核对后再办理。"
        )
    if now.lacking:
        raise RuleError(
            f"还有 {now.lacking} 项材料不齐。",
            clause="1.3",
            instead="请发补充件通知书，一次列明所缺的全部材料。",
        )
