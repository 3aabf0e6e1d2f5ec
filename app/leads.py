"""线索: what the program noticed, without a judgement (1.6, 2.5.5).

A lead is found by the action that gives rise to it, in its transaction. The clerk states their
side; the responsible person verifies it or drops it. The program never pronounces a breach.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from app import catalogue
from app.deadlines import moment_text
from app.journal import Transaction
from models.leads import Lead


class LeadKind(StrEnum):
    """What may give rise to a lead."""

    SECOND_TELLING = "二次告知"
    REPEATED_SPECIAL = "重复特别程序"
    TOO_FAST = "办得过快"
    AFTER_HOURS = "非办公时间办理"
    BACK_ENTRY = "补录"


TOO_SHORT = timedelta(minutes=2)
_DECISIONS = ("准予", "不予")


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


def watch(tx: Transaction, case: Any, action: str) -> None:
    """Note what is odd about the moment of 受理, 当场办结, 准予 or 不予: one lead of a kind for a
    case. What is entered later (补录) says nothing about it."""
    if tx.desk.entered is not None:
        return
    for kind, facts in (
        (LeadKind.TOO_FAST, _too_fast(tx, case, action)),
        (LeadKind.AFTER_HOURS, _after_hours(tx, case, action)),
    ):
        known = (Lead.case == case) & (Lead.kind == kind.value)
        if facts and not Lead.select().where(known).exists():
            found(tx, kind, facts, case=case)


def _too_fast(tx: Transaction, case: Any, action: str) -> str:
    """Finished before anybody can have looked at the papers, or decided before any of the
    compulsory steps can have been taken."""
    if action == "当场办结":
        since, what = case.reception.opened_at, "接待开始"
    elif action in _DECISIONS and _has_compulsory_steps(case):
        since, what = case.accepted_at, "受理"
    else:
        return ""
    if tx.now - since >= TOO_SHORT:
        return ""
    return f"{case.number}在{what}（{moment_text(since)}）后不到 2 分钟就“{action}”。"


def _has_compulsory_steps(case: Any) -> bool:
    return any(step.compulsory for step in catalogue.from_json(case.matter.body).steps)


def _after_hours(tx: Transaction, case: Any, action: str) -> str:
    desk = tx.desk
    if desk.calendar.is_working(tx.now.date()) and desk.office.hours.are_open(tx.now):
        return ""
    return f"{case.number}于{moment_text(tx.now)}“{action}”，不在办公时间内。"
