"""What the actions share: fetching the row, moving it by the table, saying what was done."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from app import case_clock, case_table, casefile, catalogue, texts
from app.case_clock import Facts
from app.case_table import Outcome, State
from app.casefile import CaseFile
from app.catalogue import Matter
from app.deadlines import Deadline, moment_text
from app.errors import FieldError, RuleError
from app.journal import Transaction
from app.rights import Role
from models.cases import Case
from models.journal import Event

ABOVE = "上级机关"
LATE_OWNERS = ("窗口", ABOVE, "申请人")


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


@dataclass(frozen=True)
class DoneForMany:
    """What an action did to several cases at once."""

    cases: tuple[CaseFile, ...]
    documents: tuple[str, ...]


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


def matter_of(row: Any) -> Matter:
    """The matter as it stood when the case began."""
    return catalogue.from_json(row.matter.body)


def known(row: Any) -> Facts:
    """What besides its own row decides about the case's limits."""
    return case_clock.facts([row], {row.id: matter_of(row)})[row.id]


def deadline_if(tx: Transaction, row: Any, **changed: Any) -> Deadline:
    """The window's own due moment of an accepted case, were those of its facts `changed`."""
    facts, limit = replace(known(row), **changed), case_clock.limit_of(matter_of(row))
    calendar, hours = tx.desk.calendar, tx.desk.office.hours
    found = case_clock.own_deadline(row, limit, facts, calendar, hours)
    assert found is not None
    return found


def decided_here(case: CaseFile) -> None:
    """Raise RuleError where the decision is not this office's (4.1.2)."""
    matter = case.matter
    if not matter.decided_here:
        raise RuleError(
            f"“{matter.name}”由{matter.organ}决定，本窗口只作初审，不能自行决定。",
            clause="4.1.2",
            instead="请受理后上报，收到上级的决定再办结。",
        )


def approver(tx: Transaction, what: str, clause: str, leader: str, *, from_paper: bool) -> str:
    """Which leader says yes to `what`: whoever acts, or, where a clerk records it from the signed
    paper, the `leader` named. Raises RuleError for a clerk without paper, FieldError."""
    if from_paper:
        return texts.clean("leader", "领导姓名", leader, limit=60)
    if tx.desk.staff.role == Role.CLERK:
        raise RuleError(
            f"{what}要由分管领导批示。",
            clause=clause,
            instead="请领导本人输入密码，或按领导签字的纸质件录入。",
        )
    return tx.desk.staff.name


def in_time(tx: Transaction, case: CaseFile, refused: str) -> None:
    """Raise RuleError where the case is overdue: what is late stays late (3.1)."""
    assert case.deadline is not None
    due = case.deadline.due
    if due is not None and tx.now > due:
        raise RuleError(
            f"办理期限已过，{refused}。",
            clause="3.1",
            instead="请抓紧办结，办结时说明超期的原因和责任方。",
        )


def late(
    tx: Transaction, row: Any, seen: CaseFile, reason: str, owner: str, *,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Note why the clock that runs for the case, as `seen`, has run out before `at` (now), and
    whose it is (3.1).

    A case that lies with the authority above is late by that authority's limit, and the
    authority's unless said otherwise; what was late before is not forgotten over it. Raises
    RuleError where it is late and nothing is said.
    """
    due = seen.clock.due
    if due is None or (at or tx.now) <= due:
        return
    above = row.state == State.FORWARDED
    owner = owner or (ABOVE if above else "")
    said = texts.clean("late_reason", "超期原因", reason, limit=300, required=False)
    if not said or owner not in LATE_OWNERS:
        limit = "上级机关的办理时限" if above else "承诺时限"
        raise RuleError(
            f"办件 {row.number} 已经超过{limit}，要说明原因和责任方。",
            clause="3.1",
            instead="请填写超期原因，并选择是窗口、上级机关还是申请人的原因。",
            field="late_owner" if said else "late_reason",
        )
    row.late_reason = "；".join(dict.fromkeys(filter(None, (row.late_reason, said))))
    row.late_owner = row.late_owner or owner


def not_accepted_yet(row: Any, action: str) -> None:
    """Raise RuleError where the case was accepted before and only sent back for more: what is
    accepted is decided, neither returned nor finished as if it had just come in."""
    if row.accepted_at is not None:
        raise RuleError(
            f"这个办件已经受理，现在是按上级要求补正，不能“{action}”。",
            clause="3.1",
            instead="材料补齐的，请恢复办理后再上报；申请人不办了的，可以撤回。",
        )


def steps_done(case: CaseFile, before: str) -> None:
    """Raise RuleError while a compulsory step stands `before` what is to be done."""
    if case.open_steps:
        names = "、".join(step.name for step in case.open_steps)
        raise RuleError(
            f"“{names}”还没有办完，不能{before}。",
            clause="3.1",
            instead="请先在“办理环节”里记下它的起止日期和结果。",
        )


def reason_and_basis(reason: str, basis: str) -> tuple[str, str]:
    """Both, checked: nothing is refused without them (1.4). Raises FieldError."""
    return (
        texts.clean("reason", "理由", reason, limit=1000, lines=True),
        texts.clean("basis", "依据", basis, limit=500, lines=True),
    )
