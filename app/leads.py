"""线索: what the program noticed, without a judgement (1.6, 2.5.5).

A lead is found by the action that gives rise to it, in its transaction. The clerk states their
side; the responsible person verifies it or drops it. The program never pronounces a breach.
"""

from enum import StrEnum
from typing import Any

from app.journal import Transaction
from models.leads import Lead


class LeadKind(StrEnum):
    """What may give rise to a lead."""

    SECOND_TELLING = "二次告知"
    REPEATED_SPECIAL = "重复特别程序"
    TOO_FAST = "办得过快"
    AFTER_HOURS = "非办公时间办理"
    BACK_ENTRY = "补录"


def found(
    tx: Transaction, kind: LeadKind, facts: str, *, case: Any = None, reception: Any = None,
    reason: str = "",
) -> None:  # fmt: skip
    """Note a lead on whoever acts; `reason` is what they gave for it when they did."""
    tx.save(
        Lead(
            kind=kind.value,
            case=case,
            reception=reception,
            staff=tx.desk.staff.id,
            facts=facts,
            reason=reason,
            found_at=tx.entered,
        )
    )
