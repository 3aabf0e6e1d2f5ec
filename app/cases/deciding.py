"""After acceptance and the matter's steps: 准予 or 不予."""

from typing import Any

from app import documents, leads, texts
from app.case_table import Outcome
from app.cases.common import Done, ended, fetch, file, late, reason_and_basis
from app.cases.refusing import report
from app.errors import RuleError
from app.forms import decisions
from app.journal import Transaction, operation


@operation("准予")
def grant(
    tx: Transaction, case: str, result: str, *, late_reason: str = "", late_owner: str = ""
) -> Done:
    """Decide in the applicant's favour. Raises RuleError while a compulsory step is open, or
    when it is late and nobody says why (3.1)."""
    row = fetch(tx, "准予", case)
    _steps_done(tx, row)
    late(tx, row, late_reason, late_owner)
    row.result = texts.clean("result", "办理结果", result, limit=500)
    row.deciding_organ = file(tx, row).matter.organ
    ended(tx, row, "准予", Outcome.GRANTED)
    tx.save(row)
    leads.watch(tx, row, "准予")
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
    leads.watch(tx, row, "不予")
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
