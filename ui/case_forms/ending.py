"""撤回, 终止 and 送达."""

from app import cases
from app.case_table import OPEN, Outcome, State
from app.casefile import CaseFile
from app.cases import DeliveryInput, Ground
from app.cases.ending import BY_AGENT, IN_PERSON, REFUSED, WAYS
from app.errors import FieldError
from ui.case_forms.base import ActionForm, Fields, Given, Work, hidden_signing
from ui.widgets.fields import Choice, Field

WITHDRAW, TERMINATE, DELIVER = "撤回", "终止", "送达"
SIGNING = ("signing", "signing.reader", "signing.witness")

FIELDS: Fields = {
    "ground": lambda: Choice("终止的情形", [ground.value for ground in Ground]),
    "facts": lambda: Field("有关情况", lines=2),
    "way": lambda: Choice("送达方式", WAYS, WAYS[0]),
    "recipient": lambda: Field("代领人姓名"),
    "id_number": lambda: Field("代领人证件号码"),
    "agent_reason": lambda: Field("为什么代领"),
}
PAIRS = (("recipient", "id_number"), ("signing.reader", "signing.witness"))


def _deliverable(case: CaseFile) -> bool:
    waits = case.report is not None and not case.report.decision
    unreported = waits and case.outcome == Outcome.RETURNED
    return bool(case.outcome) and case.state != State.DELIVERED and not unreported


def _withdraw(given: Given) -> Work:
    return lambda desk: cases.withdraw(desk, given.case.uuid, given.text["reason"], given.signing)


def _terminate(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.terminate(
        desk, given.case.uuid, _ground(text["ground"]), text["facts"], text["basis"]
    )


def _ground(text: str) -> Ground:
    if not text:
        raise FieldError("ground", "请选择终止的情形。")
    return Ground(text)


def _deliver(given: Given) -> Work:
    text = given.text
    delivery = DeliveryInput(
        text["way"], text["recipient"], text["agent_reason"], text["id_number"],
        text["signing.witness"], given.signing,
    )  # fmt: skip
    return lambda desk: cases.deliver(desk, given.case.uuid, delivery, stub=given.stub)


def _hidden_delivery(given: Given) -> set[str]:
    way = given.text["way"]
    hidden = hidden_signing(given)
    if way != BY_AGENT:
        hidden |= {"recipient", "id_number", "agent_reason"}
    if way not in (IN_PERSON, BY_AGENT):
        hidden |= set(SIGNING)
    return hidden - {"signing.witness"} if way == REFUSED else hidden


FORMS = (
    ActionForm(
        DELIVER, "记为已送达", "2.2", ("way", "recipient", "id_number", "agent_reason", *SIGNING),
        _deliverable, _deliver, hidden=_hidden_delivery,
    ),
    ActionForm(
        WITHDRAW, "确认撤回并打印", "3.1", ("reason", *SIGNING),
        lambda case: case.state in OPEN, _withdraw, hidden=hidden_signing, rare=True, prints=True,
    ),
    ActionForm(
        TERMINATE, "终止并打印", "3.1", ("ground", "facts", "basis"),
        lambda case: case.state in OPEN, _terminate, rare=True, prints=True,
    ),
)  # fmt: skip
