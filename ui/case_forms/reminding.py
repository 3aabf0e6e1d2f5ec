"""提醒申请人."""

from collections.abc import Mapping

from app import cases
from app.casefile import CaseFile
from app.cases.reminding import WAYS, topics
from ui.case_forms.base import ActionForm, Fields, Given, Work
from ui.widgets.fields import Choice, Field
from ui.widgets.picker import Picker

REMIND = "提醒申请人"

FIELDS: Fields = {
    "about": lambda: Picker("提醒什么"),
    "reminded_by": lambda: Choice("怎么提醒的", WAYS, WAYS[0]),
    "words": lambda: Field("提醒的内容", lines=2),
    "said": lambda: Field("申请人怎么说", hint="没有接通的，写明拨打的时间和次数"),
}
PAIRS = (("about", "reminded_by"),)


def _remind(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.remind(
        desk, given.case.uuid, text["about"], text["reminded_by"], text["words"], text["said"]
    )


def _topics(case: CaseFile) -> Mapping[str, tuple[str, ...]]:
    return {"about": topics(case)}


def _likeliest(case: CaseFile, _: object) -> Mapping[str, str]:
    return {"about": next(iter(topics(case)), "")}


FORMS = (
    ActionForm(
        REMIND, "记下提醒", "1.3", ("about", "reminded_by", "words", "said"),
        lambda case: bool(topics(case)), _remind, choices=_topics, prefill=_likeliest, rare=True,
    ),
)  # fmt: skip
