"""延长办理期限: once, within what the matter allows, in writing, before the time is up (3.1)."""

from app import documents, texts
from app.case_parts import ExtensionView
from app.cases.common import Done, approver, deadline_if, fetch, file, in_time
from app.errors import FieldError, RuleError
from app.forms import limits
from app.journal import Transaction, operation
from models.cases import Extension


@operation("延长期限")
def extend(
    tx: Transaction, case: str, days: int, reason: str, basis: str, *, leader: str = "",
    from_paper: bool = False,
) -> Done:  # fmt: skip
    """Add `days`, in the unit of the limit, to the same count, and tell the applicant why.

    A leader approves in person; a clerk records the signed paper (`from_paper`, naming the
    `leader`). Raises RuleError where the matter allows none, it was extended before, or it is
    too late; FieldError.
    """
    row = fetch(tx, "延长期限", case)
    seen = file(tx, row)
    most = seen.matter.extension
    if most is None or most.unit != seen.limit.unit:
        raise RuleError(
            "这个事项没有可以延长期限的规定。", clause="3.1", instead="请在承诺时限内办结。"
        )
    if seen.extension is not None:
        raise RuleError(
            f"这个办件已经延长过一次（{seen.extension.number}），不能再延长。",
            clause="3.1",
            instead="请在延长后的期限内办结。",
        )
    in_time(tx, seen, "不能再延长")
    by = approver(tx, "延长期限", "3.1", leader, from_paper=from_paper)
    if not 0 < days <= most.amount:
        raise FieldError("extra_days", f"这个事项最多延长 {most.text}，请重新填写。")
    given = ExtensionView(
        days,
        texts.clean("reason", "延长的原因", reason, limit=500, lines=True),
        texts.clean("extra_basis", "依据", basis, limit=300),
        by,
    )
    later = deadline_if(tx, row, extension=days)
    number = documents.issue(tx, limits.extension(tx.desk, seen, given, later), case=row)
    tx.save(
        Extension(
            case=row,
            days=given.days,
            reason=given.reason,
            basis=given.basis,
            approver=given.approver,
            recorded_from_paper=from_paper,
            number=number,
            at=tx.now,
        )
    )
    return Done(file(tx, row), (number,))
