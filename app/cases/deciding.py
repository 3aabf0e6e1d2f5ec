"""After acceptance: the matter's steps, then 准予 or 不予."""

from datetime import date
from typing import Any

from app import documents, texts
from app.case_table import Outcome
from app.cases import gaps
from app.cases.common import Done, ended, fetch, file, late, reason_and_basis
from app.cases.refusing import report
from app.errors import FieldError, RuleError
from app.forms import decisions
from app.journal import Transaction, operation
from models.cases import Step


@operation("办理环节")
def record_step(
    tx: Transaction,
    case: str,
    position: int,
    started: date,
    ended_on: date,
    place: str,
    findings: str,
) -> Done:
    """Record a step of the matter as done, from `started` to `ended_on`, both included.

    Raises FieldError for dates that cannot be: before acceptance, after today, reversed.
    """
    row = fetch(tx, "办理环节", case)
    seen = file(tx, row)
    if not 0 <= position < len(seen.steps):
        raise RuleError("这个事项没有这个环节。", clause="3.1")
    if seen.steps[position].ended is not None:
        raise RuleError("这个环节已经记过了。", clause="3.1", instead="有差错的，请做更正。")
    if started < row.accepted_at.date():
        raise FieldError("started", "开始日期不能早于受理日期。")
    if ended_on < started:
        raise FieldError("ended", "结束日期不能早于开始日期。")
    if ended_on > tx.now.date():
        raise FieldError("ended", "结束日期不能晚于今天，办完再记。")
    tx.save(
        Step(
            case=row,
            position=position,
            started=started,
            ended=ended_on,
            place=texts.clean("place", "地点", place, limit=100, required=False),
            findings=texts.clean("findings", "结果", findings, limit=1000, lines=True),
        )
    )
    return Done(file(tx, row))


@operation("准予")
def grant(
    tx: Transaction, case: str, result: str, *, late_reason: str = "", late_owner: str = ""
) -> Done:
    """Decide in the applicant's favour. Raises RuleError while a compulsory step is open, or
    when it is late and nobody says why (3.1)."""
    row = fetch(tx, "准予", case)
    gaps.must_be_filled(row)
    _steps_done(tx, row)
    late(tx, row, late_reason, late_owner)
    row.result = texts.clean("result", "办理结果", result, limit=500)
    row.deciding_organ = file(tx, row).matter.organ
    ended(tx, row, "准予", Outcome.GRANTED)
    tx.save(row)
    return Done(
        file(tx, row),
        (documents.issue(tx, decisions.completion(tx.desk, file(tx, row)), case=row),),
    )


@operation("不予")
def refuse(
    tx: Transaction,
    case: str,
    reason: str,
    basis: str,
    *,
    late_reason: str = "",
    late_owner: str = "",
) -> Done:
    """Refuse after acceptance: reason, basis, remedy, and the report to the leader (1.4)."""
    row = fetch(tx, "不予", case)
    late(tx, row, late_reason, late_owner)
    row.reason, row.basis = reason_and_basis(reason, basis)
    row.result = "不予" + file(tx, row).matter.kind.value
    row.deciding_organ = file(tx, row).matter.organ
    ended(tx, row, "不予", Outcome.REFUSED)
    tx.save(row)
    notice = documents.issue(tx, decisions.refusal(tx.desk, file(tx, row)), case=row)
    return Done(file(tx, row), (notice, report(tx, row, "受理后经审查不予办理。")))


def _steps_done(tx: Transaction, row: Any) -> None:
    steps = file(tx, row).open_steps
    if steps:
        names = "、".join(step.name for step in steps)
        raise RuleError(
            f"“{names}”还没有办完，不能作出决定。",
            clause="3.1",
            instead="请先在“办理环节”里记下它的起止日期和结果。",
        )
