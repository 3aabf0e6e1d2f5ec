"""By when a case must move on, and how near that is: one place for the window, the papers and the
ledger.

Four clocks, of which at most one runs: five working days while papers are under review, the
date of a supplement, the promised limit once accepted, the limit of the authority above once
forwarded. Nothing here is stored; all of it follows from dates, limit and calendar.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import deadlines
from app.case_table import State
from app.catalogue import Matter
from app.clock import OFFICE_ZONE
from app.deadlines import Deadline, Light, LightKind, Limit, Mark, Pause, Unit
from app.workdays import ONE_DAY, OfficeHours, WorkCalendar
from models.cases import Extension, Forwarded, SpecialProcedure, Step

TELL_WITHIN = 5  # working days after the papers came in (行政许可法 §32, taken over for all)
STEP_WHY = "{name}，依法不计入办理期限"
AWAY_WHY = "已上报，本窗口的时限停止计算"


@dataclass(frozen=True)
class Facts:
    """What besides its own row decides about a case's clocks."""

    pauses: tuple[Pause, ...] = ()
    extension: int = 0
    forwarded_at: datetime | None = None  # since when it lies with the authority above


Past = Callable[[Any], Any]  # a row as it stood at some earlier event, or None


def facts(rows: Iterable[Any], matters: Mapping[int, Matter], past: Past | None = None,
          ) -> dict[int, Facts]:  # fmt: skip
    """The facts of every case in `rows`, by its id, in four queries; `matters` by the case's id.

    `past` puts a row back as it stood when a day was closed.
    """
    ids = [row.id for row in rows]

    def of(model: Any) -> Iterable[Any]:
        found = model.select().where(model.case.in_(ids)).order_by(model.id)
        return found if past is None else filter(None, map(past, list(found)))

    pauses: defaultdict[int, list[Pause]] = defaultdict(list)
    away: dict[int, datetime] = {}
    for one in of(SpecialProcedure):
        pauses[one.case_id].append(Pause(one.started, one.resumed))
    for one in of(Forwarded):
        at = one.forwarding.at
        pauses[one.case_id].append(Pause(at.date(), one.resumed, Mark.AWAY, AWAY_WHY))
        if not one.answer:
            away[one.case_id] = at
    for one in of(Step):
        step = matters[one.case_id].steps[one.position]
        if not step.counts:
            last = one.ended or one.until
            resume = last + ONE_DAY if last else None
            why = STEP_WHY.format(name=step.name)
            pauses[one.case_id].append(Pause(one.started, resume, Mark.STEP, why))
    longer = {one.case_id: one.days for one in of(Extension)}
    return {id: Facts(tuple(pauses[id]), longer.get(id, 0), away.get(id)) for id in ids}


def limit_of(matter: Matter) -> Limit:
    """The limit that counts: the promised one, else the statutory one, else on the spot."""
    return matter.promised or matter.statutory or Limit(0, Unit.WORKDAY)


def own_deadline(
    row: Any, limit: Limit, known: Facts, calendar: WorkCalendar, hours: OfficeHours
) -> Deadline | None:
    """The window's own due moment of the case `row`, once accepted."""
    if row.accepted_at is None:
        return None
    pauses, extension = known.pauses, known.extension
    return deadlines.deadline(row.accepted_at, limit, calendar, hours, pauses, extension)


@dataclass(frozen=True)
class CaseClock:
    """`own` and `higher` are the limits with all that explains them, once they have begun;
    `light` and `due` belong to the clock that runs, if one does."""

    limit: Limit
    own: Deadline | None = None
    higher: Deadline | None = None
    tell_by: date | None = None
    due: datetime | None = None
    light: Light | None = None


def clock(
    row: Any, matter: Matter, known: Facts, calendar: WorkCalendar, hours: OfficeHours,
    now: datetime, near: int,
) -> CaseClock:  # fmt: skip
    """The clocks of the case `row` at `now`; `near` days left or fewer are 临近."""
    limit, state = limit_of(matter), State(row.state)

    def at_closing(day: date) -> datetime:
        return datetime.combine(day, hours.closing(day), OFFICE_ZONE)

    higher = tell_by = due = light = None
    own = own_deadline(row, limit, known, calendar, hours)
    if known.forwarded_at is not None and matter.higher is not None:
        higher = deadlines.deadline(known.forwarded_at, matter.higher, calendar, hours)
    if state == State.URGENT:
        light = Light(LightKind.NEAR, "急难，待补办手续")
    elif state in (State.ACCEPTED, State.SPECIAL) and own is not None:
        due, light = own.due, deadlines.light(own, now, calendar, near=near)
    elif state == State.FORWARDED:
        light = Light(LightKind.NORMAL, "已上报")
        if higher is not None:
            due, shown = higher.due, deadlines.light(higher, now, calendar, near=near)
            words = "办理中" if shown.kind == LightKind.NORMAL else shown.text
            light = Light(shown.kind, f"上级{words}")
    elif state == State.REVIEWING:
        tell_by = deadlines.working_days_after(row.papers_at.date(), TELL_WITHIN, calendar)
        due = at_closing(tell_by)
        light = _five_days(due, now, calendar, near)
    elif state == State.AWAITING and row.supplement_due is not None:
        due = at_closing(row.supplement_due)
        if now > due:
            light = Light(LightKind.OVERDUE, "到期未补齐")
    return CaseClock(limit, own, higher, tell_by, due, light)


def _five_days(due: datetime, now: datetime, calendar: WorkCalendar, near: int) -> Light:
    left = deadlines.working_days_between(now.date(), due.date(), calendar)
    if now > due:
        return Light(LightKind.OVERDUE, "超过五个工作日")
    if left == 0:
        return Light(LightKind.TODAY, "今日须告知或受理")
    kind = LightKind.NEAR if left <= near else LightKind.NORMAL
    return Light(kind, f"审核中 · 剩 {left} 个工作日")
