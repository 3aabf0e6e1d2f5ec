"""The register of leads: the clerk's side, and what the responsible person finds (1.6, 2.5.5).

A lead on a telling (system 1) that is verified is handed on: 1.6 knows administrative or legal
responsibility and none of the measures of 4.2. What is dropped stays on record as dropped.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import texts
from app.desk import Desk
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.leads import LeadKind
from app.rights import Role
from models.leads import Lead

DROPPED, VERIFIED, HANDED_ON = "排除", "核实", "核实并移送"
FINDINGS = (DROPPED, VERIFIED, HANDED_ON)
OPEN, CLOSED = "待核实", "已有结论"


@dataclass(frozen=True)
class LeadView:
    """A lead as the page shows it; `finding` "" while it is open. `case` and `number` are "" for
    what concerns none."""

    uuid: str
    kind: LeadKind
    case: str
    number: str
    who: str
    staff: str
    facts: str
    reason: str
    found_at: datetime
    statement: str
    finding: str
    opinion: str
    handed_to: str
    verified_by: str
    verified_at: datetime | None


def _view(row: Any) -> LeadView:
    return LeadView(
        uuid=row.uuid,
        kind=LeadKind(row.kind),
        case=row.case.uuid if row.case else "",
        number=row.case.number if row.case else "",
        who=row.staff.name,
        staff=row.staff.uuid,
        facts=row.facts,
        reason=row.reason,
        found_at=row.found_at,
        statement=row.statement,
        finding=row.finding,
        opinion=row.opinion,
        handed_to=row.handed_to,
        verified_by=row.verified_by,
        verified_at=row.verified_at,
    )


def _concern(desk: Desk) -> Any:
    """Everybody sees what concerns themselves, the leader sees all."""
    rows = Lead.select()
    return rows if desk.staff.role == Role.LEADER else rows.where(Lead.staff == desk.staff.id)


def listed(desk: Desk, which: str = OPEN, most: int = 500) -> tuple[LeadView, ...]:
    """Leads that are open, or have been settled; the newest first."""
    wanted = Lead.finding == "" if which == OPEN else Lead.finding != ""
    return tuple(map(_view, _concern(desk).where(wanted).order_by(Lead.id.desc()).limit(most)))


def waiting(desk: Desk) -> int:
    """How many are open."""
    return int(_concern(desk).where(Lead.finding == "").count())


def repeated(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Cases with more than one lead that was not dropped, by number, the most first: where
    somebody may have been put off again and again (2.5.5)."""
    rows = _concern(desk).where(Lead.case.is_null(False), Lead.finding != DROPPED)
    counted = Counter(row.case.number for row in rows)
    return tuple((number, count) for number, count in counted.most_common() if count > 1)


@operation("陈述线索")
def state(tx: Transaction, lead: str, statement: str) -> LeadView:
    """The person concerned states their side, before it is settled. Raises RuleError where it
    is about somebody else or settled already."""
    row = _open(lead)
    if row.staff.uuid != tx.desk.staff.uuid:
        raise RuleError("这条线索不是您的。", clause="4.1.2", instead="请由本人说明。")
    row.statement = texts.clean("statement", "情况说明", statement, limit=1000, lines=True)
    row.stated_at = tx.now
    tx.save(row)
    return _view(row)


@operation("核实线索")
def verify(
    tx: Transaction, lead: str, finding: str, opinion: str, *, handed_to: str = "",
    unheard: str = "",
) -> LeadView:  # fmt: skip
    """The responsible person settles it, having heard the other side; `unheard` says why that
    was not possible. `handed_to` is who takes it over, where it is handed on."""
    row = _open(lead)
    if finding not in FINDINGS:
        raise FieldError("finding", "请选择核实的结论。")
    if finding == VERIFIED and row.kind == LeadKind.SECOND_TELLING:
        raise FieldError("finding", "没有一次性告知的，核实后要移送追究责任，请选“核实并移送”。")
    words = texts.clean("opinion", "核实情况", opinion, limit=1000, lines=True)
    if not row.statement:
        why = texts.clean("unheard", "没有听本人说明的原因", unheard, limit=200, required=False)
        if not why:
            raise RuleError(
                "还没有听本人说明。", clause="1.6", field="unheard",
                instead="请本人先写情况说明；确实听不到的，写明原因。",
            )  # fmt: skip
        words = f"{words}（本人没有说明：{why}）"
    if finding == HANDED_ON:
        row.handed_to = texts.clean("handed_to", "移送给", handed_to, limit=60)
    row.finding, row.opinion = finding, words
    row.verified_by, row.verified_at = tx.desk.staff.name, tx.now
    tx.save(row)
    return _view(row)


def _open(uuid: str) -> Any:
    row = Lead.get_or_none(Lead.uuid == uuid)
    if row is None:
        raise RuleError("没有这条线索。", instead="请刷新后重新查找。")
    if row.finding:
        raise RuleError("这条线索已有结论。", clause="1.6", instead="要改的，请按新情况另行处理。")
    return row
