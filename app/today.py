"""今日: what is due at this window, and what waits for whom; nothing else.

What presses is the clerk's own to do: due, near or late, papers that did not come in time, 急难 to
be made good. What waits for somebody else is counted by whom it waits for, with the worst light
among it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app import lead_register, lists, receptions
from app.case_table import State
from app.cases import delivering, gaps, urgent
from app.deadlines import LightKind, date_text
from app.desk import Desk
from app.first_asked import transfer_list
from app.lists import FAR, CaseRow
from models.cases import Case, Reception, RefusalReport
from models.documents import Document

_WORST = (LightKind.OVERDUE, LightKind.TODAY, LightKind.NEAR)  # what a light may warn of


@dataclass(frozen=True)
class Waiting:
    """What waits for `whom`: how much, how urgent, and where to look at it."""

    whom: str
    count: int
    words: str
    light: LightKind | None
    page: str
    what: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Today:
    """The first screen."""

    pressing: tuple[CaseRow, ...]
    normal: int
    waiting: tuple[Waiting, ...]
    unprinted: int
    unfinished: int  # receptions that ended in nothing yet
    received: int  # people seen today
    completed: int
    must_today: int
    strip: tuple[tuple[date, int], ...]  # the next ten working days and what falls due


def today(desk: Desk) -> Today:
    """Everything the first screen shows, as of now."""
    rows = lists.cases(desk)
    now = desk.real.now()
    start = now.replace(hour=0, minute=0, second=0)
    days = [now.date()]
    while len(days) < 10:
        days.append(desk.calendar.next_working_day(days[-1]))
    pressing = _pressing(rows)
    running = [row for row in rows if row.due is not FAR and row.state != State.AWAITING]
    counted = [row.due.date() for row in running]
    return Today(
        pressing=pressing,
        normal=sum(row.light is not None and row.light.kind == LightKind.NORMAL for row in rows),
        waiting=tuple(_waiting(desk, rows)),
        unprinted=_unprinted(),
        unfinished=Reception.select().where(Reception.outcome == "").count(),
        received=Reception.select().where(
            Reception.opened_at >= start, Reception.outcome != receptions.SIMPLE
        ).count(),
        completed=Case.select().where(Case.closed_at >= start).count(),
        must_today=sum(row.due.date() <= now.date() for row in running
                       if row.state != State.FORWARDED),
        strip=tuple((day, counted.count(day)) for day in days),
    )  # fmt: skip


def badges(desk: Desk) -> tuple[int, int, int]:
    """How many cases press, papers were not printed, transfers nobody has answered, for the
    navigation."""
    return len(_pressing(lists.cases(desk))), _unprinted(), transfer_list.waiting()


def _pressing(rows: Iterable[CaseRow]) -> tuple[CaseRow, ...]:
    """What this window has to see to: what lies with the authority above is not among it."""
    return tuple(
        row
        for row in rows
        if row.light and row.light.kind in _WORST and row.state != State.FORWARDED
    )


def _waiting(desk: Desk, rows: tuple[CaseRow, ...]) -> Iterable[Waiting]:
    now = desk.real.now()
    reports = list(RefusalReport.select().join(Case).where(RefusalReport.decision == ""))
    if reports:
        first, one = min(report.reported_at for report in reports), len(reports) == 1
        yield Waiting(
            "领导批示否定报备", len(reports), f"最早 {_short(first, now)}报", None,
            "case" if one else "cases", {"uuid": reports[0].case.uuid} if one else {},
        )  # fmt: skip
    if leads := lead_register.waiting(desk):
        yield Waiting("领导核实线索", leads, "", None, "leads")
    if helped := urgent.unsigned():
        words = "、".join(dict.fromkeys(one.leader for one in helped))
        yield Waiting("领导补签急难救助", len(helped), words, None, "case",
                      {"uuid": helped[0].uuid})  # fmt: skip
    if late := gaps.overdue(desk):
        yield Waiting("领导过问容缺超期", len(late), late[0].number, LightKind.OVERDUE,
                      "case", {"uuid": late[0].uuid})  # fmt: skip
    away = [one for one in transfer_list.listed(desk) if one.light is not None]
    if away:
        lights = [one.light.kind for one in away if one.light]
        words = f"最早 {_short(min(one.handed_at for one in away), now)}转交"
        yield Waiting("站所联系群众", len(away), words, _worst(lights), "transfers")
    for state, whom, filtered in (
        (State.AWAITING, "群众补材料", "待补正"), (State.FORWARDED, "上级批回", "已上报"),
    ):  # fmt: skip
        there = [row for row in rows if row.state == state]
        if there:
            yield _cases(whom, there, now, filtered)
    if results := delivering.uncollected():
        yield Waiting(
            "群众来取结果", len(results), f"最早 {_short(results[0].since, now)}办结", None,
            "cases", {"filter": "待送达"},
        )  # fmt: skip


def _cases(whom: str, rows: list[CaseRow], now: datetime, filtered: str) -> Waiting:
    kinds = [row.light.kind for row in rows if row.light]
    worst = _worst(kinds)
    soonest = min(row.due for row in rows)
    words = f"最近 {_short(soonest, now)}" if soonest is not FAR else ""
    if worst == LightKind.OVERDUE:
        words = f"{kinds.count(worst)} 件已过期"
    return Waiting(whom, len(rows), words, worst, "cases", {"filter": filtered})


def _worst(kinds: Sequence[LightKind]) -> LightKind | None:
    return next((kind for kind in _WORST if kind in kinds), None)


def _short(moment: datetime, now: datetime) -> str:
    return date_text(moment.date()).removeprefix(f"{now.year}年")


def _unprinted() -> int:
    return int(Document.select().where(Document.state == "已生成").count())
