"""容缺补齐 and 容缺延期."""

from collections.abc import Mapping

from app import cases, texts
from app.casefile import CaseFile
from app.cases.gaps import prolonged
from app.checklist import Answer, ItemInput
from ui.case_forms.base import ActionForm, Fields, Given, Work
from ui.widgets.fields import Field
from ui.widgets.picker import Picker

FILL, PROLONG = "容缺补齐", "容缺延期"
ALL = "全部补齐"

FIELDS: Fields = {
    "brought": lambda: Picker("收到哪一项"),
    "gap_due": lambda: Field("延到哪一天", hint="例如 2026-12-15"),
    "gap_reason": lambda: Field("延期的原因"),
}
PAIRS = (("gap_due", "gap_reason"),)


def _fill(given: Given) -> Work:
    wanted = given.text["brought"]
    items = [
        ItemInput(one.position, Answer.RECEIVED, max(1, one.material.copies))
        for one in given.case.lacking
        if wanted in (ALL, one.material.name)
    ]
    return lambda desk: cases.fill_gap(desk, given.case.uuid, items)


def _prolong(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.prolong_gap(
        desk, given.case.uuid, texts.day("gap_due", text["gap_due"]), text["gap_reason"]
    )


def _lacking(case: CaseFile) -> Mapping[str, list[str]]:
    names = [one.material.name for one in case.lacking]
    return {"brought": [ALL, *names] if len(names) > 1 else names}


FORMS = (
    ActionForm(
        FILL, "收到并打印回执", "1.2", ("brought",), lambda case: case.gap_due is not None and
        case.closed_at is None, _fill, choices=_lacking, prints=True,
    ),
    ActionForm(
        PROLONG, "记下延期", "1.2", ("gap_due", "gap_reason"),
        lambda case: case.gap_due is not None and case.closed_at is None
        and not prolonged(case.gap_note), _prolong, rare=True,
    ),
)  # fmt: skip
