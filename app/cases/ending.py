"""撤回, 终止 and 送达."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app import documents, identity, texts
from app.case_table import Outcome
from app.cases.common import BY_HAND, Done, Signing, ended, fetch, file, moved, signed
from app.errors import FieldError, RuleError
from app.forms import decisions
from app.journal import Transaction, operation
from models.cases import Delivery


class Ground(StrEnum):
    """Grounds that end any case; those of single matters stand in the catalogue."""

    DEATH = "申请人死亡"
    GONE = "申请的标的已不存在"
    DUPLICATE = "重复申请"
    POLICY = "政策已停止执行"


@dataclass(frozen=True)
class DeliveryInput:
    """How the result reached the citizen; which fields are read follows from `way`."""

    way: str
    recipient: str = ""
    agent_reason: str = ""
    id_number: str = ""
    witness: str = ""
    signing: Signing = BY_HAND


IN_PERSON, BY_AGENT, REFUSED, POST, TRANSFER = "本人领取", "代领", "拒收", "邮寄", "资金直达免送达"
WAYS = (IN_PERSON, BY_AGENT, REFUSED, POST, TRANSFER)


@operation("撤回")
def withdraw(tx: Transaction, case: str, reason: str, signing: Signing) -> Done:
    """End an open case on the applicant's own signed request."""
    row = fetch(tx, "撤回", case)
    row.reason = texts.clean("reason", "撤回原因", reason, limit=300, lines=True)
    row.signing = signed(signing, agent=bool(row.agent))
    if row.signing["kind"] == "拒签":
        raise FieldError("signing", "撤回要由申请人或代理人签字，不能记为拒签。")
    row.result = "申请人撤回"
    ended(tx, row, "撤回", Outcome.WITHDRAWN)
    tx.save(row)
    paper = decisions.withdrawal(tx.desk, file(tx, row))
    return Done(file(tx, row), (documents.issue(tx, paper, case=row),))


@operation("终止")
def terminate(tx: Transaction, case: str, ground: Ground, facts: str, basis: str) -> Done:
    """End an open case that can no longer be decided. Lateness alone is no ground."""
    row = fetch(tx, "终止", case)
    told = texts.clean("facts", "有关情况", facts, limit=500, lines=True)
    row.reason = f"{Ground(ground).value}。{told}"
    row.basis = texts.clean("basis", "依据", basis, limit=500, lines=True)
    row.result = "终止办理"
    ended(tx, row, "终止", Outcome.TERMINATED)
    tx.save(row)
    paper = decisions.termination(tx.desk, file(tx, row))
    return Done(file(tx, row), (documents.issue(tx, paper, case=row),))


@operation("送达")
def deliver(tx: Transaction, case: str, given: DeliveryInput, *, stub: bool = True) -> Done:
    """Record that the result reached the citizen; `stub` makes the 送达回证 to sign."""
    row = fetch(tx, "送达", case)
    seen = file(tx, row)
    if row.outcome == Outcome.RETURNED and seen.report is not None and not seen.report.decision:
        raise RuleError(
            "退回件通知书还没有出具，不能送达。",
            clause="1.4",
            instead="先报后退：请分管领导批示否定报备后再送达。",
        )
    delivery = _checked(tx, row, given)
    tx.save(delivery)
    row.signing = {
        "kind": delivery.signature,
        "reader": delivery.reader,
        "witness": delivery.witness,
    }
    moved(row, "送达")
    tx.save(row)
    papers: tuple[str, ...] = ()
    if stub:
        paper = decisions.delivery(tx.desk, file(tx, row), delivery)
        papers = (documents.issue(tx, paper, case=row),)
    return Done(file(tx, row), papers)


def _checked(tx: Transaction, row: Any, given: DeliveryInput) -> Any:
    way = given.way
    if way not in WAYS:
        raise FieldError("way", "请选择送达方式。")
    agent = way == BY_AGENT
    recipient, number, why = row.applicant.name, "", ""
    if agent:
        recipient = texts.clean("recipient", "代领人姓名", given.recipient, limit=60)
        number = texts.clean("id_number", "代领人证件号码", given.id_number, limit=40)
        if len(number) in (15, 18):
            number = identity.resident("id_number", number, tx.now.date()).number
        why = texts.clean("agent_reason", "代领原因", given.agent_reason, limit=100)
    in_hand = way in (IN_PERSON, BY_AGENT)
    signing = (
        signed(given.signing, agent=agent)
        if in_hand
        else signed(
            Signing("拒签", witness=given.witness) if way == REFUSED else Signing(), agent=False
        )
    )
    return Delivery(
        case=row,
        way=way,
        recipient=recipient,
        id_number=number,
        at=tx.now,
        agent_reason=why,
        witness=signing["witness"],
        reader=signing["reader"],
        signature=signing["kind"] if way in (*WAYS[:3],) else "",
    )
