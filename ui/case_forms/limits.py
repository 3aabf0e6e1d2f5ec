"""What stops the limit, sets it going again or lengthens it."""

from datetime import date

from app import cases, texts
from app.case_table import State
from app.casefile import CaseFile
from app.cases.special import LAWFUL, MOST_DAYS, OWN_STEP, own_steps
from app.catalogue import LICENSING_LAW, MatterKind
from ui.case_forms.base import ActionForm, Fields, Given, Work, hidden_approval
from ui.widgets.fields import Choice, Field

SPECIAL, RESUME, EXTEND = "特别程序", "恢复办理", "延长期限"

FIELDS: Fields = {
    "special_ground": lambda: Choice("什么情形（所需时间依法不计入期限）", (*LAWFUL, OWN_STEP)),
    "special_step": lambda: Field("哪个环节"),
    "special_basis": lambda: Field("依据（法规名称和条款）"),
    "special_days": lambda: Field("预计需要多少日", hint="会印在告知书上"),
    "again_why": lambda: Field("为什么再次启动", hint="会记为线索"),
    "extra_days": lambda: Field("延长多少"),
    "extra_basis": lambda: Field("延长的依据（法规名称和条款）"),
}
PAIRS = (("special_basis", "special_days"), ("extra_days", "extra_basis"))


def _start(given: Given) -> Work:
    text = given.text
    return lambda desk: cases.start_special(
        desk, given.case.uuid, text["special_ground"], text["special_basis"],
        texts.whole("special_days", "所需天数", text["special_days"], 1, MOST_DAYS),
        step=text["special_step"], again_why=text["again_why"],
    )  # fmt: skip


def _resume(given: Given) -> Work:
    return lambda desk: cases.resume(desk, given.case.uuid, given.text["findings"])


def _extend(given: Given) -> Work:
    case, text = given.case, given.text
    most = case.matter.extension.amount if case.matter.extension else 0
    return lambda desk: cases.extend(
        given.desk(desk), case.uuid,
        texts.whole("extra_days", "延长的天数", text["extra_days"], 1, most),
        text["reason"], text["extra_basis"], leader=text["leader"], from_paper=given.from_paper,
    )  # fmt: skip


def _hidden_special(given: Given) -> set[str]:
    own = given.text["special_ground"] == OWN_STEP and own_steps(given.case)
    hidden = set() if own else {"special_step"}
    return hidden if given.case.specials else hidden | {"again_why"}


def _law(case: CaseFile, article: str) -> str:
    return f"《{LICENSING_LAW}》{article}" if case.matter.kind == MatterKind.LICENCE else ""


def _prefill_special(case: CaseFile, _today: date) -> dict[str, str]:
    return {"special_step": next(iter(own_steps(case)), ""),
            "special_basis": _law(case, "第四十五条")}  # fmt: skip


def _prefill_extension(case: CaseFile, _today: date) -> dict[str, str]:
    return {"extra_basis": _law(case, "第四十二条")}


def _words(case: CaseFile) -> str:
    most = case.matter.extension
    return f"延长（最多 {most.text}）并打印" if most else "延长并打印"


FORMS = (
    ActionForm(
        RESUME, "恢复办理并打印", "3.1", ("findings",),
        lambda case: case.state == State.SPECIAL, _resume, prints=True,
    ),
    ActionForm(
        SPECIAL, "停止计时并打印", "3.1",
        ("special_ground", "special_step", "special_basis", "special_days", "again_why"),
        lambda case: case.state == State.ACCEPTED, _start, hidden=_hidden_special,
        prefill=_prefill_special, rare=True, prints=True,
    ),
    ActionForm(
        EXTEND, "延长并打印", "3.1",
        ("extra_days", "extra_basis", "reason", "by", "leader"),
        lambda case: (case.state == State.ACCEPTED and case.matter.extension is not None
                      and case.extension is None),
        _extend, hidden=hidden_approval, prefill=_prefill_extension, words=_words, rare=True,
        approval=True, prints=True,
    ),
)  # fmt: skip
