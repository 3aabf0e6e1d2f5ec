"""核对材料, where the visitor turns out to be in another situation than they were told for."""

from collections.abc import Mapping

from app import texts
from app.cases.common import Done, fetch, file, matter_of
from app.errors import RuleError
from app.journal import Transaction, operation


@operation("核对材料")
def change_situation(tx: Transaction, case: str, answers: Mapping[str, str], why: str) -> Done:
    """Answer the matter's questions anew while the case is under review; the checklist follows.

    Lines that apply only now are asked for by a second telling, unless they were told of.
    Raises FieldError without a reason; RuleError where nothing would change.
    """
    row = fetch(tx, "核对材料", case)
    matter = matter_of(row)
    now = matter.answers({**row.situation, **answers})
    if now == row.situation:
        raise RuleError("情形和原来的一样。", clause="1.2", instead="没有变化的，请直接核对材料。")
    row.situation = now
    row.situation_why = texts.clean("why", "情形变更的原因", why, limit=200)
    tx.save(row)
    return Done(file(tx, row))
