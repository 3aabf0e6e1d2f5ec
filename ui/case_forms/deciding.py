"""准予, 不予, and what the leader signs: refusal reports, help that was given first."""

from datetime import date

from app import cases, texts
from app.case_table import State
from app.casefile import CaseFile
from app.cases import FromAbove
from app.cases.common import ABOVE, LATE_OWNERS
from app.cases.urgent import SIGNED_BY
from app.errors import FieldError
from ui.case_forms.base import ActionForm, Fields, Given, Work, hidden_approval, hidden_late
from ui.widgets.fields import Choice, Field

GRANT, REFUSE, REPORT, SIGN = "准予", "不予", "领导批示", "领导补签"
AGREE, OVERTURN = "同意", "撤销退回"
LATE = ("late_reason", "late_owner")
FROM_ABOVE = ("answered", "paper")

FIELDS: Fields = {
    "answered": lambda: Field("上级哪天决定的"),
    "paper": lambda: Field("上级文书的文号"),
    "result": lambda: Field("办理结果", hint="会印在办结通知书上"),
    "late_reason": lambda: Field("超期原因"),
    "late_owner": lambda: Choice("超期是谁的原因", LATE_OWNERS),
    "decision": lambda: Choice("领导批示", (AGREE, OVERTURN), AGREE),
    "opinion": lambda: Field("领导意见", lines=2),
}
PAIRS = (FROM_ABOVE, ("late_reason", "late_owner"))


def _decidable(case: CaseFile) -> bool:
    if case.state == State.ACCEPTED:
        return case.matter.decided_here
    return case.state == State.FORWARDED


def _above(given: Given) -> FromAbove | None:
    """What is typed of the decision from above, where the case lies there."""
    if given.case.state != State.FORWARDED:
        return None
    return FromAbove(texts.day("answered", given.text["answered"]), given.text["paper"])


def _grant(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.grant(
        desk, given.case.uuid, text["result"], _above(given), late_reason=text["late_reason"],
        late_owner=text["late_owner"],
    )  # fmt: skip


def _refuse(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.refuse(
        desk, given.case.uuid, text["reason"], text["basis"], _above(given),
        late_reason=text["late_reason"], late_owner=text["late_owner"],
    )  # fmt: skip


def _report(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.decide_report(
        given.desk(desk), given.case.uuid, agree=text["decision"] == AGREE,
        opinion=text["opinion"], leader=text["leader"], from_paper=given.from_paper,
    )  # fmt: skip


def _sign(given: Given) -> Work:
    return lambda desk: cases.sign_urgent(
        given.desk(desk), given.case.uuid, leader=given.text["leader"],
        from_paper=given.from_paper,
    )  # fmt: skip


def _hidden(given: Given) -> set[str]:
    """What the authority above decided is late by the day of its decision."""
    if given.case.state != State.FORWARDED:
        return {*FROM_ABOVE, *hidden_late(given)}
    try:
        on = texts.day("answered", given.text["answered"])
    except FieldError:
        return hidden_late(given)
    due = given.case.clock.due
    late = due is not None and on > due.date()
    return set() if late or (on == given.now.date() and given.late) else set(LATE)


def _decided_today(case: CaseFile, today: date) -> dict[str, str]:
    """The authority above has most likely decided today, and a late one is late itself."""
    if case.state != State.FORWARDED:
        return {}
    return {"answered": today.isoformat(), "late_owner": ABOVE}


FORMS = (
    ActionForm(
        GRANT, "办结并打印", "3.1", (*FROM_ABOVE, "result", *LATE),
        lambda case: _decidable(case) and not case.open_steps, _grant,
        hidden=_hidden, prefill=_decided_today, prints=True,
    ),
    ActionForm(
        REFUSE, "不予并打印", "1.4", (*FROM_ABOVE, "reason", "basis", *LATE), _decidable, _refuse,
        hidden=_hidden, prefill=_decided_today, prints=True,
    ),
    ActionForm(
        REPORT, "记下领导批示", "1.4", ("decision", "by", "leader", "opinion"),
        lambda case: case.report is not None and not case.report.decision, _report,
        hidden=hidden_approval, approval=True, action="批示否定报备",
    ),
    ActionForm(
        SIGN, "记下领导签字", "2.2", ("by", "leader"),
        lambda case: bool(case.urgent) and SIGNED_BY not in case.urgent, _sign,
        hidden=hidden_approval, approval=True, rare=True, action="急难签字",
    ),
)  # fmt: skip
