"""急难: help first, all else afterwards (design §4). Nothing is told, signed or printed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from app import catalogue, documents, matters, people, receptions, tellings, texts
from app.case_table import Outcome
from app.casefile import CaseFile
from app.cases.common import Done, Signing, approver, ended, fetch, file, moved, signed
from app.cases.receiving import begun, write
from app.catalogue import MatterKind
from app.checklist import ItemInput
from app.desk import Desk
from app.errors import FieldError, RuleError
from app.forms import decisions, notices
from app.journal import Transaction, operation
from app.matters import MatterView
from app.people import PersonInput
from models.cases import Case, Reception, Step

RELIEF = "先行救助"  # the step of a matter that the help itself fulfils
TOLD, PAPERS, SIGNED = "告知", "材料", "签字"
SIGNED_BY, SIGNED_ON = "signed_by", "signed_on"  # which leader signed afterwards, on which day
CHANNELS = (receptions.VISIT, receptions.CALL)


@dataclass(frozen=True)
class Emergency:
    """What happened to whom, what was done about it, and which leader knows since when. `who`
    is a name, or what the person looks like where nobody knows it."""

    who: str
    situation: str
    relief: str
    leader: str
    phoned_at: datetime
    phone: str = ""
    channel: str = receptions.VISIT


def benefits() -> tuple[MatterView, ...]:
    """The matters under which urgent help may be given, those made for it first."""
    found = [one for one in matters.in_force() if one.matter.kind == MatterKind.BENEFIT]
    return tuple(sorted(found, key=lambda one: "急难" not in one.matter.name))


@operation("急难收件")
def receive_urgent(tx: Transaction, matter: str, given: Emergency) -> Done:
    """Somebody is in need: reception and case at once, at any hour (2.2). `matter` is a
    version's UUID. Raises RuleError for a matter that gives nothing, FieldError."""
    version = matters.fetch(matter)
    entry = catalogue.from_json(version.body)
    if entry.kind != MatterKind.BENEFIT:
        raise RuleError(
            f"“{entry.name}”不是给付事项，不能按急难办理。",
            clause="2.2",
            instead="请选择急难型临时救助或别的给付事项。",
            field="matter",
        )
    if given.channel not in CHANNELS:
        raise FieldError("channel", "请选择是当面求助还是电话求助。")
    if given.phoned_at > tx.now:
        raise FieldError("phoned_at", "电话报告的时间不能晚于现在。")
    who = PersonInput(
        texts.clean("who", "受助人姓名或特征", given.who, limit=60), phone=given.phone
    )
    facts = {
        "leader": texts.clean("leader", "电话报告的领导", given.leader, limit=60),
        "phoned_at": given.phoned_at.isoformat(timespec="minutes"),
        "situation": texts.clean("situation", "遇到的难事", given.situation, limit=500, lines=True),
        "relief": texts.clean(
            "relief", "给了什么、怎么安排的", given.relief, limit=500, lines=True
        ),
    }
    person = people.record(tx, who)
    seen = Reception(channel=given.channel, opened_at=tx.now, clerk=tx.desk.staff.id,
                     applicant=person)  # fmt: skip
    if given.channel == receptions.CALL:
        seen.caller, seen.caller_phone = person.name, person.phone
    seen.outcome, seen.closed_at = receptions.CASE, tx.now
    tx.save(seen)
    row = begun(tx, seen, version, person, None)
    row.urgent = facts
    moved(row, "急难收件")
    tx.save(row)
    _note_relief(tx, row, facts["relief"])
    return Done(file(tx, row))


def _note_relief(tx: Transaction, row: Any, relief: str) -> None:
    """The help given is the matter's step of that name, done today."""
    today = tx.now.date()
    for step in file(tx, row).steps:
        if step.name == RELIEF:
            done = Step(case=row, position=step.position, started=today, ended=today)
            done.findings = relief
            tx.save(done)


def missing(desk: Desk, case: CaseFile) -> tuple[str, ...]:
    """What an urgent case still lacks: 告知, 材料, 签字."""
    parts = []
    if not tellings.was_told(desk, case.reception, case.version):
        parts.append(TOLD)
    if not case.standing.complete:
        parts.append(PAPERS)
    if not case.signing.get("kind"):
        parts.append(SIGNED)
    return tuple(parts)


@operation("急难补办")
def make_good(
    tx: Transaction, case: str, person: PersonInput, items: Sequence[ItemInput], signing: Signing,
    *, situation: Mapping[str, str] | None = None,
) -> Done:  # fmt: skip
    """What was left undone for the sake of speed is made good: from here on the case goes its
    ordinary way, with five working days from now. `situation` is that of the telling if None.
    Raises RuleError before a written telling (1.1) or without any paper."""
    row = fetch(tx, "急难补办", case)
    seen = _completed(tx, row, person, items, signing, situation)
    if not seen.brought:
        raise RuleError(
            "一份材料都没有收到，还不能转入审核。",
            clause="1.2",
            instead="请在已有的材料旁选“已收”；确实还没有的，办件继续列在待办里。",
        )
    row.papers_at = tx.now
    moved(row, "急难补办")
    tx.save(row)
    paper = notices.receipt(tx.desk, file(tx, row))
    return Done(file(tx, row), (documents.issue(tx, paper, case=row),))


@operation("急难办结")
def finish_urgent(
    tx: Transaction, case: str, person: PersonInput, items: Sequence[ItemInput], signing: Signing,
    result: str, *, situation: Mapping[str, str] | None = None,
) -> Done:  # fmt: skip
    """The same where everything is there and nothing is left to decide: the case ends."""
    row = fetch(tx, "急难办结", case)
    seen = _completed(tx, row, person, items, signing, situation)
    if not seen.standing.complete:
        unanswered, lacking = seen.standing.unanswered, seen.standing.lacking
        raise RuleError(
            f"材料还没有补齐：{unanswered} 项没有核对，{lacking} 项不齐。",
            clause="1.2",
            instead="请补齐后办结，或先补办转入审核，再发补充件通知书。",
        )
    if seen.open_steps:
        names = "、".join(step.name for step in seen.open_steps)
        raise RuleError(
            f"这个事项还要经过“{names}”，不能直接办结。",
            clause="1.2",
            instead="请先补办转入审核，受理后逐个环节办理。",
        )
    row.result = texts.clean("result", "办理结果", result, limit=500)
    ended(tx, row, "急难办结", Outcome.AT_ONCE)
    tx.save(row)
    paper = decisions.completion(tx.desk, file(tx, row))
    return Done(file(tx, row), (documents.issue(tx, paper, case=row),))


@operation("急难签字")
def sign_urgent(tx: Transaction, case: str, *, leader: str = "", from_paper: bool = False) -> Done:
    """The leader signs for the help that was given first (2.2): in person, or a clerk records
    the signed paper (`from_paper`, naming the `leader`). Raises RuleError where there is nothing
    to sign, or it is signed; FieldError."""
    row = fetch(tx, "急难签字", case)
    if not row.urgent:
        raise RuleError("这个办件没有急难救助，不用补签字。", clause="2.2")
    if SIGNED_BY in row.urgent:
        raise RuleError(f"{row.urgent[SIGNED_BY]}已经补签过字。", clause="2.2")
    by = approver(tx, "急难救助", "2.2", leader, from_paper=from_paper)
    row.urgent = row.urgent | {SIGNED_BY: by, SIGNED_ON: tx.now.date().isoformat()}
    tx.save(row)
    return Done(file(tx, row))


def _completed(
    tx: Transaction, row: Any, person: PersonInput, items: Sequence[ItemInput], signing: Signing,
    situation: Mapping[str, str] | None,
) -> CaseFile:  # fmt: skip
    """Who it was, the papers and the signature, written into `row`; returns how it then stands.
    Raises RuleError before a written telling of what applies."""
    _identify(tx, row, person)
    row.situation = tellings.applying(row.reception, row.matter, situation)
    write(tx, row, items)
    row.signing = signed(signing, agent=False)
    return file(tx, row)


def _identify(tx: Transaction, row: Any, person: PersonInput) -> None:
    """The applicant is whoever it turned out to be. A record that only said what somebody
    looked like is not found again."""
    before = row.applicant
    found = people.record(tx, person)
    if found == before:
        return
    row.applicant = found
    reception = row.reception
    reception.applicant = found
    tx.save(reception)
    if not before.id_number and _only_here(before, row):
        before.merged_into = found
        tx.save(before)


def _only_here(person: Any, row: Any) -> bool:
    """Whether nothing but this case and its reception is about `person`."""
    cases = Case.select().where((Case.applicant == person) | (Case.agent == person))
    seen = Reception.select().where(
        (Reception.applicant == person) | (Reception.agent == person),
        Reception.id != row.reception_id,
    )
    return not cases.where(Case.id != row.id).exists() and not seen.exists()


@dataclass(frozen=True)
class Unsigned:
    """An urgent case for which the leader who was phoned has yet to sign."""

    uuid: str
    number: str
    leader: str


def unsigned() -> tuple[Unsigned, ...]:
    """Every urgent case that no leader has signed for, the oldest first."""
    helped = fn.json_extract(Case.urgent, "$.leader").is_null(False)
    helped &= fn.json_extract(Case.urgent, f"$.{SIGNED_BY}").is_null()
    found = Case.select().where(helped).order_by(Case.received_at)
    return tuple(Unsigned(row.uuid, row.number, row.urgent["leader"]) for row in found)
