"""What the actions share: fetching the row, moving it by the table, saying what was done."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

from app import case_table, casefile, texts
from app.case_table import Outcome, State
from app.casefile import CaseFile
from app.deadlines import moment_text
from app.errors import FieldError, RuleError
from app.journal import Transaction
from models.cases import Case
from models.journal import Event

LATE_OWNERS = ("窗口", "上级机关", "申请人")


@dataclass(frozen=True)
class Done:
    """What an action did: the case as it now stands, and the papers it made."""

    case: CaseFile
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signing:
    """How the citizen signs: 本人, 代理, 捺印 (who read it aloud, who witnessed) or 拒签."""

    kind: str = "本人"
    reader: str = ""
    witness: str = ""


BY_HAND = Signing()
SIGNINGS = ("本人", "代理", "捺印", "拒签")


def signed(signing: Signing, *, agent: bool) -> dict[str, str]:
    """`signing` checked, as stored: reader and witness only where the kind asks for them.

    Raises FieldError.
    """
    if signing.kind not in SIGNINGS:
        raise FieldError("signing", "请选择签字方式。")
    if signing.kind == "代理" and not agent:
        raise FieldError("signing", "这次没有登记代理人，不能由代理人签字。")
    reader = witness = ""
    if signing.kind == "捺印":
        reader = texts.clean("signing.reader", "宣读人", signing.reader, limit=60)
    if signing.kind in ("捺印", "拒签"):
        witness = texts.clean("signing.witness", "见证人", signing.witness, limit=60)
    return {"kind": signing.kind, "reader": reader, "witness": witness}


def fetch(tx: Transaction, action: str, uuid: str) -> Any:
    """The row of a case that allows `action`, which is what `tx` does to it. Raises RuleError,
    also where what is entered later (补录) would have happened before what is known of it."""
    row = Case.get_or_none(Case.uuid == uuid)
    if row is None:
        raise RuleError("没有这个办件。", instead="请用编号或姓名重新查找。")
    case_table.check(action, State(row.state))
    if tx.desk.entered is not None:
        last = Event.select(fn.MAX(Event.effective_at)).where(Event.entity_uuid == uuid).scalar()
        if tx.now < last:
            raise RuleError(
                f"补录的时间早于这个办件已有的记录（{moment_text(last)}）。",
                clause="3.2",
                instead="请核对补录的时间。",
            )
    return row


def moved(row: Any, action: str) -> None:
    """Put `row` into the state that `action` leads to."""
    target = case_table.MOVES[action].to
    if target is not None:
        row.state = target.value


def ended(tx: Transaction, row: Any, action: str, outcome: Outcome) -> None:
    """Put `row` into the end state of `action`, now."""
    moved(row, action)
    row.outcome = outcome.value
    row.closed_at = tx.now


def file(tx: Transaction, row: Any) -> CaseFile:
    """The case as this transaction has left it so far."""
    return casefile.of_row(tx.desk, row)


def late(tx: Transaction, row: Any, reason: str, owner: str) -> None:
    """Note why a decision comes after its due moment, and whose it is (3.1).

    Raises RuleError where it is late and nothing is said.
    """
    deadline = file(tx, row).deadline
    if deadline is None or deadline.due is None or tx.now <= deadline.due:
        return
    row.late_reason = texts.clean("late_reason", "超期原因", reason, limit=300, required=False)
    if not row.late_reason or owner not in LATE_OWNERS:
        raise RuleError(
            "这个办件已经超过承诺时限，办结前要说明原因和责任方。",
            clause="3.1",
            instead="请填写超期原因，并选择是窗口、上级机关还是申请人的原因。",
            field="late_owner" if row.late_reason else "late_reason",
        )
    row.late_owner = owner


def reason_and_basis(reason: str, basis: str) -> tuple[str, str]:
    """Both, checked: nothing is refused without them (1.4). Raises FieldError."""
    return (
        texts.clean("reason", "理由", reason, limit=1000, lines=True),
        texts.clean("basis", "依据", basis, limit=500, lines=True),
    )
