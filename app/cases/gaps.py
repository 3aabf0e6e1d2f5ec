"""容缺: accepted although something is still to come, on a written promise with a date (1.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import documents, texts
from app.case_table import OPEN
from app.cases.common import Done, fetch, file, moved, not_accepted_yet
from app.cases.receiving import write
from app.catalogue import Need
from app.checklist import LACKS, ItemInput
from app.deadlines import Light, LightKind, Unit, count_text, date_text, working_days_between
from app.desk import Desk
from app.errors import FieldError, RuleError
from app.forms import gaps, notices
from app.journal import Transaction, operation
from models.cases import Case

OPEN_GAP = "容缺的材料还没有补齐"


@operation("容缺受理")
def accept_with_gap(
    tx: Transaction, case: str, why_not_at_once: str, promise: str, due: date
) -> Done:
    """Accept although lines that may come later are lacking; the clock starts all the same (3.2).

    `promise` is what the applicant has promised in writing, `due` until when. Raises RuleError
    where the office does not do so, or where anything else is lacking; FieldError.
    """
    row = fetch(tx, "容缺受理", case)
    not_accepted_yet(row, "容缺受理")
    seen = file(tx, row)
    if not tx.desk.office.allow_gaps:
        raise RuleError(
            "本窗口没有开通容缺受理。", clause="1.2", instead="请发补充件通知书，补齐后受理。"
        )
    if seen.standing.unanswered:
        raise RuleError(
            f"还有 {seen.standing.unanswered} 项材料没有核对。",
            clause="1.2",
            instead="请逐项核对后再办理。",
        )
    if not seen.lacking:
        raise RuleError("材料已经齐全，不用容缺。", clause="1.2", instead="请直接受理。")
    needed = [one.material.name for one in seen.lacking if one.material.need != Need.LATER]
    if needed:
        raise RuleError(
            f"“{'、'.join(needed)}”不是可容缺的材料。",
            clause="1.3",
            instead="请发补充件通知书，一次列明所缺的全部材料。",
        )
    row.why_not_at_once = texts.clean(
        "why_not_at_once", "不能当场办结的原因", why_not_at_once, limit=300
    )
    row.gap_note = texts.clean("promise", "申请人的书面承诺", promise, limit=300)
    row.gap_due = _until(tx, due, tx.now.date())
    moved(row, "容缺受理")
    row.accepted_at = tx.now
    tx.save(row)
    now = file(tx, row)
    paper = notices.acceptance(tx.desk, now, gaps.lacking(tx.desk, now))
    return Done(now, (documents.issue(tx, paper, case=row),))


@operation("容缺补齐")
def fill_gap(tx: Transaction, case: str, items: Sequence[ItemInput]) -> Done:
    """What was promised is brought: all of it, or some, and the rest stays promised."""
    row = fetch(tx, "容缺补齐", case)
    _must_be_open(row)
    lacking = {one.position for one in file(tx, row).lacking}
    for item in items:
        if item.position not in lacking:
            raise FieldError(f"item.{item.position}", "这一项不在容缺承诺里，不用再交。")
    brought = [item for item in items if item.answer not in LACKS]
    if not brought:
        raise FieldError("brought", "请选择收到了哪一项材料。")
    write(tx, row, brought)
    rest = file(tx, row).lacking
    if not rest:
        row.gap_due = None
        tx.save(row)
    else:
        tx.note(row, brought=[item.position for item in brought])
    now = file(tx, row)
    paper = gaps.receipt(tx.desk, now, tuple(one.position for one in brought))
    return Done(now, (documents.issue(tx, paper, case=row),))


@operation("容缺延期")
def prolong_gap(tx: Transaction, case: str, due: date, reason: str) -> Done:
    """Put off once until when what is lacking has to come, for a reason."""
    row = fetch(tx, "容缺延期", case)
    _must_be_open(row)
    if prolonged(row.gap_note):
        raise RuleError(
            "容缺补交已经延期过一次，不能再延。",
            clause="1.2",
            instead="请提醒申请人尽快补交；确实交不来的，依法作出决定或由申请人撤回。",
        )
    why = texts.clean("gap_reason", "延期的原因", reason, limit=200)
    until = _until(tx, due, max(row.gap_due, tx.now.date()))
    row.gap_note = f"{row.gap_note}\n由{date_text(row.gap_due)}延至{date_text(until)}：{why}"
    row.gap_due = until
    tx.save(row)
    return Done(file(tx, row))


def prolonged(note: str) -> bool:
    """Whether the promise, as noted, was put off already."""
    return "\n" in note


def must_be_filled(row: Any) -> None:
    """Nothing is granted while something is still to come. Raises RuleError."""
    if row.gap_due is not None:
        raise RuleError(
            f"{OPEN_GAP}（承诺{date_text(row.gap_due)}前补交），不能准予。",
            clause="1.2",
            instead="请先在“容缺补齐”里记下补交的材料。",
        )


def _must_be_open(row: Any) -> None:
    if row.gap_due is None:
        raise RuleError("这个办件没有容缺的材料。", clause="1.2", instead="请核对是不是这个办件。")


def _until(tx: Transaction, due: date, after: date) -> date:
    if due <= after:
        raise FieldError("gap_due", f"补交的日期应在{date_text(after)}之后。")
    return tx.desk.calendar.first_working_day(due)


@dataclass(frozen=True)
class OverdueGap:
    """Something promised that has not come in time: it goes to the leader."""

    uuid: str
    number: str
    name: str
    matter: str
    due: date
    prolonged: bool
    light: Light


def overdue(desk: Desk) -> tuple[OverdueGap, ...]:
    """Every open case whose promised papers are late, the latest first."""
    today = desk.real.now().date()
    late = Case.select().where(
        Case.state.in_([state.value for state in OPEN]), Case.gap_due < today
    )
    found = []
    for row in late.order_by(Case.gap_due, Case.id):
        days = working_days_between(row.gap_due, today, desk.calendar)
        words = f"容缺超期 {count_text(days, Unit.WORKDAY)}" if days else "容缺超期"
        found.append(
            OverdueGap(
                row.uuid,
                row.number,
                row.applicant.name,
                row.matter.name,
                row.gap_due,
                prolonged(row.gap_note),
                Light(LightKind.OVERDUE, words),
            )
        )
    return tuple(found)
