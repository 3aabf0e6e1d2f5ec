"""准予, 不予, and the leader's decision on a refusal report."""

from app import cases
from app.case_table import State
from app.casefile import CaseFile
from app.cases.common import LATE_OWNERS
from ui.case_forms.base import ActionForm, Fields, Given, Work, hidden_approval, hidden_late
from ui.widgets.fields import Choice, Field

GRANT, REFUSE, REPORT = "准予", "不予", "领导批示"
AGREE, OVERTURN = "同意", "撤销退回"
LATE = ("late_reason", "late_owner")

FIELDS: Fields = {
    "result": lambda: Field("办理结果", hint="会印在办结通知书上"),
    "late_reason": lambda: Field("超期原因"),
    "late_owner": lambda: Choice("超期是谁的原因", LATE_OWNERS),
    "decision": lambda: Choice("领导批示", (AGREE, OVERTURN), AGREE),
    "opinion": lambda: Field("领导意见", lines=2),
}
PAIRS = (("late_reason", "late_owner"),)


def _decidable(case: CaseFile) -> bool:
    return case.state in (State.ACCEPTED, State.FORWARDED)


def _grant(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.grant(
        desk, given.case.uuid, text["result"], late_reason=text["late_reason"],
        late_owner=text["late_owner"],
    )  # fmt: skip


def _refuse(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.refuse(
        desk, given.case.uuid, text["reason"], text["basis"], late_reason=text["late_reason"],
        late_owner=text["late_owner"],
    )  # fmt: skip


def _report(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.decide_report(
        given.desk(desk), given.case.uuid, agree=text["decision"] == AGREE,
        opinion=text["opinion"], leader=text["leader"], from_paper=given.from_paper,
    )  # fmt: skip


FORMS = (
    ActionForm(
        GRANT, "办结并打印", "3.1", ("result", *LATE),
        lambda case: _decidable(case) and not case.open_steps, _grant,
        hidden=hidden_late, prints=True,
    ),
    ActionForm(
        REFUSE, "不予并打印", "1.4", ("reason", "basis", *LATE), _decidable, _refuse,
        hidden=hidden_late, prints=True,
    ),
    ActionForm(
        REPORT, "记下领导批示", "1.4", ("decision", "by", "leader", "opinion"),
        lambda case: case.report is not None and not case.report.decision, _report,
        hidden=hidden_approval, approval=True,
    ),
)  # fmt: skip
