"""撤回 and 终止."""

from collections.abc import Mapping

from app import cases
from app.case_table import OPEN
from app.casefile import CaseFile
from app.cases.grounds import Ground, grounds
from ui.case_forms.base import ActionForm, Fields, Given, Work, hidden_signing
from ui.widgets.fields import Field
from ui.widgets.picker import Picker

WITHDRAW, TERMINATE = "撤回", "终止"

FIELDS: Fields = {
    "ground": lambda: Picker("终止的情形"),
    "died_on": lambda: Field("什么时候去世的", hint="知道到哪一天写到哪一天"),
    "known_from": lambda: Field("从哪里得知", hint="例如：死亡证明、嘎查来电"),
    "other": lambda: Field("另一办件的编号", hint="在别处办的，写明哪里、什么编号"),
    "facts": lambda: Field("有关情况", lines=2),
}
PAIRS = (("died_on", "known_from"), ("signing.reader", "signing.witness"))


def _withdraw(given: Given) -> Work:
    return lambda desk: cases.withdraw(desk, given.case.uuid, given.text["reason"], given.signing)


def _terminate(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.terminate(
        desk, given.case.uuid, text["ground"], text["facts"], text["basis"], other=text["other"],
        died_on=text["died_on"], known_from=text["known_from"],
    )  # fmt: skip


def _allowed(case: CaseFile) -> Mapping[str, list[str]]:
    return {"ground": [one.text for one in grounds(case)]}


def _own_basis(given: Given) -> Mapping[str, str]:
    found = (one.basis for one in grounds(given.case) if one.text == given.text["ground"])
    return {"basis": next(found, "")}


def _hidden_facts(given: Given) -> set[str]:
    """Each ground is asked for its own facts."""
    wanted = {
        Ground.DEATH.value: {"died_on", "known_from"}, Ground.DUPLICATE.value: {"other"},
    }.get(given.text["ground"], {"facts"})  # fmt: skip
    return {"died_on", "known_from", "other", "facts"} - wanted


FORMS = (
    ActionForm(
        WITHDRAW, "确认撤回并打印", "3.1",
        ("reason", "signing", "signing.reader", "signing.witness"),
        lambda case: case.state in OPEN, _withdraw, hidden=hidden_signing, rare=True, prints=True,
    ),
    ActionForm(
        TERMINATE, "终止并打印", "3.1",
        ("ground", "died_on", "known_from", "other", "facts", "basis"),
        lambda case: case.state in OPEN, _terminate, hidden=_hidden_facts, choices=_allowed,
        follow=_own_basis, rare=True, prints=True,
    ),
)  # fmt: skip
