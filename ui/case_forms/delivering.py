"""送达: how the result reaches the citizen."""

from collections.abc import Mapping

from app import cases
from app.case_table import Outcome, State
from app.casefile import CaseFile
from app.cases import DeliveryInput, grounds
from app.cases.delivering import BY_AGENT, IN_HAND, IN_PERSON, POST, REFUSED, WAYS, ways
from ui.case_forms.base import ActionForm, Fields, Given, Work, hidden_signing
from ui.widgets.fields import Choice, Field

DELIVER = "送达"
SIGNING = ("signing", "signing.reader", "signing.witness")

FIELDS: Fields = {
    "way": lambda: Choice("送达方式", WAYS, WAYS[0]),
    "recipient": lambda: Field("代领人姓名"),
    "id_number": lambda: Field("代领人证件号码"),
    "agent_reason": lambda: Field("和申请人的关系、为什么代领", hint="例如：女儿，本人行动不便"),
    "refused_by": lambda: Field("谁不收（姓名、和申请人的关系）", hint="空着的，记为申请人本人"),
    "post_to": lambda: Field("寄给哪位近亲属（姓名、和申请人的关系）"),
    "refused_why": lambda: Field("为什么不收"),
    "served_where": lambda: Field("在哪里送的", hint="空着的，记为本窗口"),
    "post_address": lambda: Field("邮寄地址"),
    "post_number": lambda: Field("邮件号码", hint="挂号信或快递单上的号码"),
}
PAIRS = (
    ("recipient", "id_number"),
    ("post_address", "post_number"),
    ("refused_why", "served_where"),
)


def _deliverable(case: CaseFile) -> bool:
    waits = case.report is not None and not case.report.decision
    unreported = waits and case.outcome == Outcome.RETURNED
    return bool(case.outcome) and case.state != State.DELIVERED and not unreported


def _deliver(given: Given) -> Work:
    text = given.text
    other = {REFUSED: "refused_by", POST: "post_to"}.get(text["way"], "recipient")
    delivery = DeliveryInput(
        text["way"], text[other], text["agent_reason"], text["id_number"],
        text["signing.witness"], given.signing, text["post_address"], text["post_number"],
        text["served_where"], text["refused_why"],
    )  # fmt: skip
    return lambda desk: cases.deliver(desk, given.case.uuid, delivery, stub=given.stub)


def _prefill(case: CaseFile, _: object) -> dict[str, str]:
    return {"post_address": case.applicant.place}


def _ways(case: CaseFile) -> Mapping[str, tuple[str, ...]]:
    return {"way": ways(case.matter, case.outcome, died=grounds.died(case))}


def _signs(given: Given) -> Mapping[str, str]:
    """Whoever fetches it for the applicant signs, not the applicant."""
    return {"signing": "代理" if given.text["way"] == BY_AGENT else "本人"}


def _hidden(given: Given) -> set[str]:
    way = given.text["way"]
    hidden = hidden_signing(given)
    if way != BY_AGENT:
        hidden |= {"recipient", "id_number", "agent_reason"}
    if way != POST:
        hidden |= {"post_address", "post_number"}
    if way != POST or not grounds.died(given.case):
        hidden.add("post_to")
    if way != REFUSED:
        hidden |= {"refused_by", "refused_why"}
    if way not in IN_HAND:
        hidden.add("served_where")
    if way not in (IN_PERSON, BY_AGENT):
        hidden |= set(SIGNING)
    return hidden - {"signing.witness"} if way == REFUSED else hidden


FORMS = (
    ActionForm(
        DELIVER, "记为已送达", "2.2",
        ("way", "recipient", "id_number", "agent_reason", "post_to", "post_address", "post_number",
         *SIGNING, "refused_by", "refused_why", "served_where"),
        _deliverable, _deliver, hidden=_hidden, prefill=_prefill, choices=_ways,
        follow=_signs,
    ),
)  # fmt: skip
