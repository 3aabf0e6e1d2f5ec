"""After acceptance and the matter's steps: 准予 or 不予, here or by the authority above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import documents, leads, texts
from app.case_parts import DECIDED
from app.case_table import Outcome, State
from app.casefile import CaseFile
from app.cases import gaps, lying
from app.cases.common import (
    Done,
    DoneForMany,
    decided_here,
    ended,
    fetch,
    file,
    late,
    reason_and_basis,
    steps_done,
)
from app.cases.refusing import report
from app.errors import FieldError
from app.forms import about, decisions
from app.journal import Transaction, operation


@dataclass(frozen=True)
class FromAbove:
    """The decision of the authority above: the day it was made, the number of its paper."""

    on: date
    paper: str


@operation("准予")
def grant(
    tx: Transaction,
    case: str,
    result: str,
    above: FromAbove | None = None,
    /,
    *,
    late_reason: str = "",
    late_owner: str = "",
) -> Done:
    """Decide in the applicant's favour; `above` is the authority's decision on a case that lies
    there. Raises RuleError while a compulsory step is open, where the decision is not this
    office's (4.1.2), or when it is late and nobody says why (3.1)."""
    return _granted(tx, case, result, above, late_reason, late_owner)


@operation("准予")
def decide_batch(
    tx: Transaction,
    cases: Sequence[str],
    result: str,
    above: FromAbove,
    *,
    late_reason: str = "",
    late_owner: str = "",
) -> DoneForMany:
    """The authority above granted several at once: the same result for all, a 办结通知书 each.
    All are granted, or none. Raises what `grant` raises; FieldError on `cases` for none."""
    if not cases:
        raise FieldError("cases", "请选择上级准予的办件。")
    done = [
        _granted(tx, case, result, above, late_reason, late_owner) for case in dict.fromkeys(cases)
    ]
    papers = tuple(number for one in done for number in one.documents)
    return DoneForMany(tuple(one.case for one in done), papers)


def _granted(
    tx: Transaction, case: str, result: str, above: FromAbove | None, reason: str, owner: str
) -> Done:
    row = fetch(tx, "准予", case)
    gaps.must_be_filled(row)
    seen = file(tx, row)
    steps_done(seen, "作出决定")
    _come_back(tx, row, seen, above, reason, owner)
    row.result = texts.clean("result", "办理结果", result, limit=500)
    row.deciding_organ = seen.matter.organ
    ended(tx, row, "准予", Outcome.GRANTED)
    tx.save(row)
    leads.watch(tx, row, "准予")
    now = file(tx, row)
    return Done(now, (documents.issue(tx, decisions.completion(tx.desk, now), case=row),))


def _come_back(
    tx: Transaction, row: Any, seen: CaseFile, above: FromAbove | None, reason: str, owner: str
) -> None:
    """Note what came from above, where the case lay there, and why it is late, if it is. An
    authority that decided in time is not late because its paper took long."""
    if row.state != State.FORWARDED:
        decided_here(seen)
        late(tx, row, seen, reason, owner)
        return
    if above is None:
        raise FieldError("answered", "请填写上级作出决定的日期。")
    one = lying.answered(tx, row, DECIDED, above.on, above.paper)
    late(tx, row, seen, reason, owner, at=one.answered_at)
    tx.save(one)


@operation("不予")
def refuse(
    tx: Transaction,
    case: str,
    reason: str,
    basis: str,
    above: FromAbove | None = None,
    /,
    *,
    late_reason: str = "",
    late_owner: str = "",
) -> Done:
    """Refuse after acceptance: reason, basis, remedy, and the report to the leader (1.4);
    `above` as in `grant`."""
    row = fetch(tx, "不予", case)
    seen = file(tx, row)
    _come_back(tx, row, seen, above, late_reason, late_owner)
    row.reason, row.basis = reason_and_basis(reason, basis)
    row.result = about.refused(seen.matter)
    row.deciding_organ = seen.matter.organ
    ended(tx, row, "不予", Outcome.REFUSED)
    tx.save(row)
    leads.watch(tx, row, "不予")
    notice = documents.issue(tx, decisions.refusal(tx.desk, file(tx, row)), case=row)
    situation = f"受理后经审查决定{row.result}。"
    if seen.state == State.FORWARDED:
        situation = f"受理并上报后，{row.deciding_organ}决定{row.result}。"
    return Done(file(tx, row), (notice, report(tx, row, situation)))
