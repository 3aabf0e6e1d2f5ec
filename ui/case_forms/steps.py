"""The matter's own steps: 公示 that goes up first, and what is recorded once it is done."""

from datetime import date

from app import cases, public_content, texts
from app.case_table import State
from app.casefile import CaseFile
from app.cases.steps import NO_OBJECTION, OBJECTIONS
from ui.case_forms.base import ActionForm, Fields, Given, Work
from ui.widgets.fields import Choice, Field

POST, STEP = "开始公示", "办理环节"

FIELDS: Fields = {
    "posted_from": lambda: Field("张贴日期"),
    "posted_to": lambda: Field("截止日期", hint="空着的，按规定的最短期限"),
    "board": lambda: Field("张贴地点", hint="例如：固日班花嘎查公示栏"),
    "content": lambda: Field("公示内容（一行一项，空着的不写）", lines=5, entries=True),
    "started": lambda: Field("开始日期"),
    "ended": lambda: Field("结束日期"),
    "place": lambda: Field("地点"),
    "objections": lambda: Choice("公示期间", (NO_OBJECTION, OBJECTIONS)),
    "findings": lambda: Field("结果", lines=2),
}
PAIRS = (("posted_from", "posted_to"), ("started", "ended"))


def _to_post(case: CaseFile) -> bool:
    """Whether the next step is a 公示 that is not up yet."""
    return bool(case.open_steps) and case.open_steps[0].posted and not case.open_steps[0].started


def _to_record(case: CaseFile) -> bool:
    return bool(case.open_steps) and not _to_post(case)


def _post(given: Given) -> Work:
    text, until = given.text, given.text["posted_to"]
    return lambda desk: cases.start_step(
        desk, given.case.uuid, given.case.open_steps[0].position,
        texts.day("posted_from", text["posted_from"]),
        texts.day("posted_to", until) if until.strip() else None, text["board"], text["content"],
    )  # fmt: skip


def _record(given: Given) -> Work:
    case, text = given.case, given.text
    step = case.open_steps[0]
    if step.posted:
        return lambda desk: cases.end_step(
            desk, case.uuid, step.position, texts.day("ended", text["ended"]),
            text["objections"], text["findings"],
        )  # fmt: skip
    return lambda desk: cases.record_step(
        desk, case.uuid, step.position, texts.day("started", text["started"]),
        texts.day("ended", text["ended"]), text["place"], text["findings"],
    )  # fmt: skip


def _hidden(given: Given) -> set[str]:
    """Of a 公示 it is known when and where it went up; only objections have to be described."""
    if not given.case.open_steps[0].posted:
        return {"objections"}
    quiet = given.text["objections"] != OBJECTIONS
    return {"started", "place", *(("findings",) if quiet else ())}


def _sheet(case: CaseFile, today: date) -> dict[str, str]:
    board = f"{case.applicant.gacha}公示栏" if case.applicant.gacha else ""
    return {"posted_from": today.isoformat(), "board": board,
            "content": public_content.offered(case)}  # fmt: skip


def _today(_case: CaseFile, today: date) -> dict[str, str]:
    return {"started": today.isoformat(), "ended": today.isoformat()}


FORMS = (
    ActionForm(
        POST, "打印公示", "3.1", ("posted_from", "posted_to", "board", "content"),
        lambda case: case.state == State.ACCEPTED and _to_post(case), _post, prefill=_sheet,
        words=lambda case: f"打印“{case.open_steps[0].name}”", prints=True, action="开始环节",
    ),
    ActionForm(
        STEP, "记下这个环节", "3.1", ("started", "ended", "place", "objections", "findings"),
        lambda case: case.state == State.ACCEPTED and _to_record(case), _record, hidden=_hidden,
        prefill=_today, words=lambda case: f"记下“{case.open_steps[0].name}”",
    ),
)  # fmt: skip
