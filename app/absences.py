"""离岗: who left the desk, why, from when to when, and who stood in (7.4.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.rights import Role
from models.days import Absence
from models.office import Staff

REASONS = ("开会", "下嘎查", "送取材料", "休息", "身体不适", "其他公务")
NOBODY = "无人替岗"


@dataclass(frozen=True)
class AbsenceView:
    """One absence; `back_at` None while it lasts. Moments are aware, in office time."""

    name: str
    reason: str
    stand_in: str
    left_at: datetime
    back_at: datetime | None

    @property
    def text(self) -> str:
        """As the ledger says it: `斯琴高娃 10:05–10:30 开会`."""
        until = f"{self.back_at:%H:%M}" if self.back_at else "未返"
        stand_in = f"（{self.stand_in}替岗）" if self.stand_in else ""
        return f"{self.name} {self.left_at:%H:%M}–{until} {self.reason}{stand_in}"


@operation("离岗登记")
def leave(tx: Transaction, reason: str, stand_in: str = "") -> AbsenceView:
    """Whoever is signed on leaves the desk, now. `stand_in` is another clerk's name or "".

    Raises FieldError for a reason or stand-in that is none; RuleError for somebody away.
    """
    if reason not in REASONS:
        raise FieldError("reason", "请选择离岗的原因。")
    if stand_in and stand_in not in stand_ins(tx.desk):
        raise FieldError("stand_in", "替岗人应是另一位窗口工作人员。")
    if _open(tx.desk) is not None:
        raise RuleError("已经登记了离岗。", clause="7.4.3", instead="登录后就记为返岗。")
    row = Absence(staff=tx.desk.staff.id, reason=reason, stand_in=stand_in, left_at=tx.now)
    tx.save(row)
    return view(row)


@operation("返岗登记")
def come_back(tx: Transaction) -> AbsenceView | None:
    """Whoever has signed on is back, where an absence of theirs is open; says which it was."""
    row = _open(tx.desk)
    if row is None:
        return None
    row.back_at = tx.now
    tx.save(row)
    return view(row)


def stand_ins(desk: Desk) -> tuple[str, ...]:
    """The other clerks, who may stand in."""
    rows = Staff.select().where(
        Staff.active == True,  # noqa: E712
        Staff.role == Role.CLERK.value,
        Staff.id != desk.staff.id,
    )
    return tuple(row.name for row in rows.order_by(Staff.id))


def view(row: Any) -> AbsenceView:
    """The row as a plain value."""
    return AbsenceView(row.staff.name, row.reason, row.stand_in, row.left_at, row.back_at)


def _open(desk: Desk) -> Any:
    return Absence.get_or_none(Absence.staff == desk.staff.id, Absence.back_at.is_null())
