"""The matter's own steps between acceptance and decision: 核查, 公示 and the like."""

from datetime import date, datetime, time, timedelta
from typing import Any

from app import deadlines, documents, public_content, texts
from app.case_parts import StepView
from app.casefile import CaseFile
from app.cases.common import Done, fetch, file
from app.catalogue import Stage
from app.clock import OFFICE_ZONE
from app.deadlines import date_text
from app.errors import FieldError, RuleError
from app.forms import limits
from app.journal import Transaction, operation
from models.cases import Step

AHEAD = timedelta(days=30)  # how long before it goes up a sheet is printed at the most
LONGEST = timedelta(days=366)
NO_OBJECTION, OBJECTIONS = "无异议", "有异议"


@operation("开始环节")
def start_step(
    tx: Transaction,
    case: str,
    position: int,
    started: date,
    until: date | None,
    place: str,
    content: str,
) -> Done:
    """Begin a 公示: `content` goes up at `place` from `started` to `until`, both included, and
    its sheet is printed.

    `until` None is the last day of the shortest period that the matter allows. Raises
    FieldError for dates that cannot be or are too short, and for content that is not public.
    """
    row = fetch(tx, "开始环节", case)
    seen = file(tx, row)
    step = _open(seen, position)
    if not step.posted:
        raise RuleError(
            f"“{step.name}”不用公示。", clause="3.1", instead="办完以后直接记下起止日期和结果。"
        )
    if step.started is not None:
        raise RuleError(
            f"“{step.name}”已经开始（{step.number}）。", clause="3.1", instead="期满后记下结果。"
        )
    if not tx.now.date() <= started <= tx.now.date() + AHEAD:
        raise FieldError("posted_from", "公示从张贴之日算起，应在今天到 30 天以后之间。")
    last = _last(tx, seen, position, started, until)
    board = texts.clean("board", "张贴地点", place, limit=100)
    public = public_content.checked("content", content, seen)
    paper = limits.posting(tx.desk, seen, public, started, last, board)
    number = documents.issue(tx, paper, case=row)
    tx.save(
        Step(case=row, position=position, started=started, until=last, place=board, number=number)
    )
    return Done(file(tx, row), (number,))


@operation("办理环节")
def end_step(
    tx: Transaction, case: str, position: int, ended: date, objections: str, findings: str = ""
) -> Done:
    """End a 公示 that has been up for its whole period: `NO_OBJECTION`, or `OBJECTIONS` with what
    they were and what came of them. Raises FieldError."""
    row = fetch(tx, "办理环节", case)
    step = _open(file(tx, row), position)
    if step.started is None or step.until is None:
        raise RuleError(
            f"“{step.name}”还没有张贴公示，不能记结果。",
            clause="3.1",
            instead="请先打印公示并张贴，期满以后再记。",
        )
    if ended < step.until:
        raise FieldError("ended", f"公示到{date_text(step.until)}才满，结束日期不能更早。")
    _not_to_come(tx, ended)
    if objections not in (NO_OBJECTION, OBJECTIONS):
        raise FieldError("objections", "请选择公示期间有没有异议。")
    said = NO_OBJECTION
    if objections == OBJECTIONS:
        what = texts.clean("findings", "异议和处理结果", findings, limit=1000, lines=True)
        said = f"{OBJECTIONS}：{what}"
    begun: Any = Step.get(Step.case == row, Step.position == position)
    begun.ended, begun.findings = ended, said
    tx.save(begun)
    return Done(file(tx, row))


@operation("办理环节")
def record_step(
    tx: Transaction,
    case: str,
    position: int,
    started: date,
    ended: date,
    place: str,
    findings: str,
) -> Done:
    """Record a step of the matter as done, from `started` to `ended`, both included.

    Raises FieldError for dates that cannot be: before acceptance, after today, reversed; and
    RuleError for a 公示, which has to be up first.
    """
    row = fetch(tx, "办理环节", case)
    step = _open(file(tx, row), position)
    if step.posted:
        raise RuleError(
            f"“{step.name}”要先打印公示并张贴，不能事后补记。",
            clause="3.1",
            instead="请先开始公示，期满以后再记结果。",
        )
    if started < row.accepted_at.date():
        raise FieldError("started", "开始日期不能早于受理日期。")
    if ended < started:
        raise FieldError("ended", "结束日期不能早于开始日期。")
    _not_to_come(tx, ended)
    tx.save(
        Step(
            case=row,
            position=position,
            started=started,
            ended=ended,
            place=texts.clean("place", "地点", place, limit=100, required=False),
            findings=texts.clean("findings", "结果", findings, limit=1000, lines=True),
        )
    )
    return Done(file(tx, row))


def _open(case: CaseFile, position: int) -> StepView:
    """A step that is this window's to record, and not recorded yet. Raises RuleError."""
    if not 0 <= position < len(case.steps):
        raise RuleError("这个事项没有这个环节。", clause="3.1")
    step = case.matter.steps[position]
    if step.stage != Stage.OWN:
        raise RuleError(
            f"“{step.name}”属于{step.stage}，不由本窗口记录。",
            clause="3.1",
            instead="它不影响本窗口的办理时限；需要说明的，写在办理结果里。",
        )
    if case.steps[position].ended is not None:
        raise RuleError(
            "这个环节已经记过了。", clause="3.1", instead="有差错的，请在办理结果里说明。"
        )
    return case.steps[position]


def _not_to_come(tx: Transaction, ended: date) -> None:
    if ended > tx.now.date():
        raise FieldError("ended", "结束日期不能晚于今天，办完再记。")


def _last(
    tx: Transaction, case: CaseFile, position: int, started: date, until: date | None
) -> date:
    """The last day of a 公示; the day on which it goes up is not counted (民法典 §201)."""
    limit = case.matter.steps[position].limit
    if limit is None:
        if until is None:
            raise FieldError("posted_to", "事项目录没有写公示几天，请填写截止日期。")
        shortest = started
    else:
        morning = datetime.combine(started, time(), OFFICE_ZONE)
        due = deadlines.deadline(morning, limit, tx.desk.calendar, tx.desk.office.hours).due
        assert due is not None
        shortest = due.date()
    last = until or shortest
    if last < shortest:
        period = f"公示期为 {limit.text}，张贴当日不算，" if limit else ""
        raise FieldError("posted_to", f"{period}截止日期不能早于{date_text(shortest)}。")
    if last > started + LONGEST:
        raise FieldError("posted_to", "公示不能超过一年，请核对截止日期。")
    return last
