"""二次告知: something is asked for that should have been told the first time (1.3, 2.5.5).

Not forbidden, since policies and circumstances change; but never without a reason, and always a
lead. What the authority above demands is no second telling and does not come through here.
"""

from typing import Any

from app import casefile, checklist, leads, tellings, texts
from app.casefile import CaseFile
from app.cases.common import matter_of
from app.desk import Desk
from app.errors import FieldError, RuleError
from app.journal import Transaction
from app.leads import LeadKind
from app.numbers import Kind
from models.cases import Case

# Reasons that are nobody's fault (1.3), and the rest, which has to be put into words.
LATER_REASONS, OTHER = ("政策变化", "情况变化", "材料不实"), "其他"


def checked(tx: Transaction, row: Any, seen: CaseFile, kind: str, words: str) -> str:
    """Why the notice about to be given asks for what no earlier one named, as printed on it; ""
    where it does not. What is new is found as a lead.

    The first notice is measured by the 告知单. Raises RuleError without a reason; FieldError.
    """
    new, earlier = _new(row, seen)
    if not new:
        return ""
    names = "、".join(new)
    if not kind:
        raise RuleError(
            f"“{names}”不在{earlier}上，再提就是二次告知。",
            clause="1.3",
            instead="确要提的，请选择原因，这次会记为线索；不是非要不可的，请受理。",
            field="later_kind",
        )
    reason = _reason(kind, words)
    facts = f"{seen.number}：{earlier}没有要求“{names}”，现在才提出。"
    leads.found(tx, LeadKind.SECOND_TELLING, facts, case=row, reason=reason)
    return reason


def untold(desk: Desk, case: str) -> frozenset[int]:
    """The lines of the checklist that it would be a second telling to ask for."""
    row = Case.get(Case.uuid == case)
    return _untold(row, casefile.of_row(desk, row))


def _untold(row: Any, seen: CaseFile) -> frozenset[int]:
    if any(item.asked_in for item in seen.items):
        return frozenset(item.position for item in seen.items if not item.asked_in)
    told = tellings.told_of_case(row, matter_of(row))
    return frozenset(item.position for item in seen.items if item.position not in told)


def _new(row: Any, seen: CaseFile) -> tuple[list[str], str]:
    """What is lacking and was not named before, and the paper that should have named it."""
    positions = _untold(row, seen)
    new = [item.material.name for item in seen.lacking if item.position in positions]
    numbers = [item.asked_in for item in seen.items if item.asked_in]
    before = numbers[0] if numbers else ""
    return new, f"上次的{Kind.SUPPLEMENT.value}（{before}）" if before else Kind.TELLING.value


def _reason(kind: str, words: str) -> str:
    """`情况变化：登记结婚`, or the words alone."""
    if kind not in (*LATER_REASONS, OTHER):
        raise FieldError("later_kind", "请选择新增要求的原因。")
    more = texts.clean("later_why", "新增要求的原因", words, limit=200, required=kind == OTHER)
    checklist.specific("later_why", more)
    if kind == OTHER:
        return more
    return f"{kind}：{more}" if more else kind
