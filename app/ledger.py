"""The ledger of a closed day: one page for the leader's signature, and the lists behind it.

Built from the records as the day close left them, so that it says the same whenever it is made.
There is no daily count of complaints in it: on a quiet day that would name the complainant.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from app import absences, closed, ledger_lines
from app.case_table import DELIVERABLE, Outcome
from app.closed import DayView
from app.deadlines import PROVISIONAL, date_text, moment_text
from app.desk import Desk
from app.errors import RuleError
from app.history import born, then
from app.ledger_lines import Day
from app.numbers import Kind
from app.rights import Role
from app.tasks import Slices
from models.days import Absence
from models.journal import Event
from models.office import Staff
from reports.ledger import (
    BalanceLine,
    CaseLine,
    Group,
    Ledger,
    Page,
    RangeLine,
    ReportLine,
    TransferLine,
    UrgentLine,
)

MOST_URGENT = 10
_MOST_ABSENCES = 4
_FLOWS = (
    "received", "reopened", "at_once", "granted", "refused", "returned", "withdrawn", "terminated",
)  # fmt: skip

# The page's figures: what is printed beside which count.
_FIGURES: dict[str, tuple[tuple[str, str], ...]] = {
    "接待": (
        ("来访", "visits"), ("来电", "calls"), ("咨询件", "enquiries"), ("一次性告知", "tellings"),
        ("已告知，回家备件", "told"), ("引导、转交", "sent_on"), ("群众中途离开", "left"),
    ),
    "办理": (
        ("收件", "received"), ("受理", "accepted"), ("当场办结", "at_once"),
        ("补充件通知", "supplements"), ("补交材料", "papers_brought"), ("送达", "delivered"),
        ("上报", "forwarded"), ("特别程序", "special"), ("急难", "urgent"),
    ),
    "满意度": (
        ("满意", "satisfied"), ("基本满意", "fairly_satisfied"), ("未表态", "no_opinion"),
        ("不满意", "dissatisfied"),
    ),
    "留痕": (
        ("更正", "corrections"), ("作废", "voided"), ("补录", "backdated"), ("补打", "reprints"),
    ),
}  # fmt: skip
_TICKS = (("设备", "7.5.1"), ("门窗电源", "7.5.2"), ("贵重物品和资料", "7.5.3"))


def build(desk: Desk, day: date, *, full: bool = False) -> Slices[Ledger]:
    """The ledger of the closed `day`, in slices, persons masked unless `full`.

    Raises RuleError for a day not closed, or where anybody but the leader wants it in full.
    """
    if full and desk.staff.role != Role.LEADER:
        raise RuleError(
            "完整台账（不隐去姓名）只能由分管领导导出。",
            clause="4.1.2",
            instead="请分管领导登录后导出，或导出隐去姓名的台账。",
        )
    return (yield from _build(Day(desk, closed.fetch(day), full)))


def paper(desk: Desk, day: date) -> Slices[Page]:
    """The page as it is printed at the window for signature: it names those whom the leader
    has to call, with their telephone numbers. Raises RuleError for a day not closed."""
    whole = yield from _build(Day(desk, closed.fetch(day), full=True))
    return whole.page


def _build(day: Day) -> Slices[Ledger]:
    cases = yield from _collected(ledger_lines.cases(day))
    receptions = yield from _collected(ledger_lines.receptions(day))
    transfers = yield from _collected(ledger_lines.transfers(day))
    documents = yield from _collected(ledger_lines.documents(day))
    reports = yield from _collected(ledger_lines.reports(day))
    waiting = tuple(report for report in reports if not report.decision)
    page = _page(day, waiting, _urgent(day, cases, transfers, waiting))
    counts, totals = day.view.counts, day.view.totals
    return Ledger(page, counts, totals, cases, receptions, transfers, documents, reports)


def _collected(lines: Iterator[Any]) -> Slices[tuple[Any, ...]]:
    """All of `lines`, a slice each."""
    found = []
    for line in lines:
        found.append(line)
        yield
    return tuple(found)


def _page(day: Day, waiting: tuple[ReportLine, ...], urgent: tuple[UrgentLine, ...]) -> Page:
    office, view = day.desk.office, day.view
    return Page(
        office=office.name,
        window_no=office.window_no,
        window=office.window_uuid,
        day=view.day,
        number=view.ledger_number,
        closed_at=view.closed_at,
        clerk=view.clerk,
        balances=_balances(view),
        groups=_figures(view),
        duty=_duty(day),
        to_sign=waiting,
        urgent=urgent,
        ranges=tuple(
            RangeLine(kind, *part) for kind, part in view.documents.items() if kind != Kind.DAY
        ),
        head_seq=view.head_seq,
        head=view.head,
        previous_head=view.previous_head,
    )


def _balances(view: DayView) -> tuple[BalanceLine, ...]:
    """Of the day, and of its month and year so far: the running totals less those before."""
    first_of_month, new_year = view.day.replace(day=1), view.day.replace(month=1, day=1)
    lines = []
    for period, first in (("本日", view.day), ("本月", first_of_month), ("本年", new_year)):
        before = closed.closed_before(first)
        earlier = before.totals if before else {}
        flows = {name: view.totals[name] - earlier.get(name, 0) for name in _FLOWS}
        carried = before.counts["open"] if before else 0
        lines.append(BalanceLine(period, carried, open=view.counts["open"], **flows))
    assert all(line.adds_up for line in lines)
    return tuple(lines)


def _figures(view: DayView) -> tuple[Group, ...]:
    groups = {
        title: tuple((label, str(view.counts[key])) for label, key in lines)
        for title, lines in _FIGURES.items()
    }
    decided = view.counts["granted"] + view.counts["refused"]
    on_time = decided - view.counts["late"]
    rate = f"{on_time}/{decided}" if decided else "—"
    groups["办理"] += (("按时办结", rate),)
    return tuple(groups.items())


def _duty(day: Day) -> tuple[tuple[str, str], ...]:
    view = day.view
    acted = Event.select(Event.staff).where(Event.seq > view.span.after, Event.seq <= view.head_seq)
    clerks = Staff.select().where(Staff.uuid.in_(acted), Staff.role == Role.CLERK.value)
    ticks = (f"{label}{'已查' if view.counts[id] else '未勾'}" for label, id in _TICKS)
    return (
        ("当日经办", "、".join(row.name for row in clerks.order_by(Staff.id)) or "无"),
        ("离岗", _absences(day)),
        ("收工检查", "，".join(ticks)),
        ("未日结", _unclosed(day)),
    )


def _absences(day: Day) -> str:
    """Who left the desk, the first few in words, as the day close left it (7.4.3)."""
    rows = [then(row, day.seq) for row in born(Absence, day.view.span)]
    said = [absences.view(row).text for row in rows if row is not None]
    more = f"，另有 {len(said) - _MOST_ABSENCES} 次" if len(said) > _MOST_ABSENCES else ""
    return "；".join(said[:_MOST_ABSENCES]) + more or "无"


def _unclosed(day: Day) -> str:
    """Working days since the last close that have no record; and whether this one came late."""
    view, missing = day.view, []
    if view.previous_day is not None:
        between = (view.day - view.previous_day).days
        dates = [view.previous_day + timedelta(days=n) for n in range(1, between)]
        missing = [date_text(one) for one in dates if day.desk.calendar.is_working(one)]
    parts = ["、".join(missing) + "（无记录）"] if missing else []
    if view.late:
        parts.append(f"本日于{moment_text(view.closed_at)}补日结")
    return "；".join(parts) or "无"


def _urgent(
    day: Day, cases: tuple[CaseLine, ...], transfers: tuple[TransferLine, ...],
    waiting: tuple[ReportLine, ...],
) -> tuple[UrgentLine, ...]:  # fmt: skip
    """What cannot wait: overdue and due by the next working day, soonest first, be it a case or
    a colleague's first contact; then results that nobody has fetched, oldest first."""
    soon = day.desk.calendar.next_working_day(day.view.day)
    pressing = [
        (line.due_at, line.light or "待补正，将到期", PROVISIONAL if line.provisional else "",
         line.number, line.matter, line.applicant)
        for line in cases
        if line.due_at and line.due_at.date() <= soon
    ]  # fmt: skip
    pressing += [
        (line.due_at, "转交未联系", "", line.number, line.matter, line.visitor)
        for line in transfers
        if line.due_at and not line.contacted_at and line.due_at.date() <= soon
    ]
    # The notice of a return waits for the leader, not for the citizen.
    held = {report.case_number for report in waiting if report.outcome == Outcome.RETURNED}
    uncollected = [
        (line.closed_at, "待领取", "", line.number, line.matter, line.applicant)
        for line in cases
        if line.closed_at and line.state in DELIVERABLE and line.number not in held
    ]
    ranked = sorted(pressing, key=itemgetter(0)) + sorted(uncollected, key=itemgetter(0))
    return tuple(
        UrgentLine(number, matter, who, what, _short(due, day.view.day) + provisional)
        for due, what, provisional, number, matter, who in ranked[:MOST_URGENT]
    )


def _short(moment: datetime, day: date) -> str:
    """`11月23日 17:30`; with its year where that is not the day's."""
    return moment_text(moment).removeprefix(f"{day.year}年")
