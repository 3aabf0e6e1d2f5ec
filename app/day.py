"""日结: the business day ends here, with a numbered record that nobody changes afterwards.

A day runs from the last close to its own; what is entered after that belongs to the next. A
day that was forgotten is closed first, up to its own midnight, and its paper says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app import documents, figures, lists, numbers, receptions, tellings
from app.case_table import DELIVERABLE
from app.cases import urgent
from app.cases.refusing import waiting
from app.clock import OFFICE_ZONE
from app.closed import DayView, newest, span_of, view
from app.deadlines import LightKind, date_text
from app.desk import Desk
from app.errors import EnvironmentFault, RuleError
from app.first_asked import transfer_list
from app.history import Span, born, day_end, last_seq
from app.journal import GENESIS, Transaction, operation
from app.numbers import Kind
from app.rulebook import clause
from models.cases import Case, Delivery, Enquiry, Item, Reception, RefusalReport, Step, Telling
from models.days import DayClose
from models.documents import Document
from models.first_asked import Referral, Transfer
from models.journal import Event

# What makes a date a business day. A backup on a Sunday does not.
_WORK = (
    Reception, Telling, Enquiry, Referral, Transfer, Case, Item, Step, RefusalReport, Delivery,
    Document,
)  # fmt: skip
TICKS = ("7.5.1", "7.5.2", "7.5.3")


class CheckKind(StrEnum):
    """What a line asks for."""

    BLOCK = "必须先办"
    WARNING = "请留意"
    TICK = "请打勾"


@dataclass(frozen=True)
class CheckLine:
    """One line of the checklist; `clause` is the one it serves, "" for plain sense. An obstacle
    names the `reception` to go on with, and the `matter` (a version) that its visitor was told."""

    kind: CheckKind
    clause: str
    text: str
    reception: str = ""
    matter: str = ""


# Papers that stay in the house: nobody is waiting for them at the counter.
_INTERNAL = {Kind.REFUSAL_REPORT.value}
_MOST = 3  # examples named per line


def checklist(desk: Desk) -> tuple[CheckLine, ...]:
    """Everything to be seen to before 日结, as of now: obstacles first, then warnings, then
    the lines of 7.5 to tick off."""
    blocks = [
        CheckLine(
            CheckKind.BLOCK, "2.5.4",
            f"{one.opened_at:%H:%M} {one.channel}（{one.visitor or '未留姓名'}）还没有结果",
            one.uuid, tellings.last_told(one.uuid),
        )
        for one in receptions.unfinished()
    ]  # fmt: skip
    made = [f"{row.kind}{row.number}" for row in documents.listed(documents.MADE)]
    sent = [
        f"{row.kind}{row.number}"
        for row in documents.listed(documents.SENT)
        if row.kind not in _INTERNAL
    ]
    worst = {LightKind.TODAY, LightKind.OVERDUE}
    due = [row.number for row in lists.cases(desk) if row.light and row.light.kind in worst]
    reports = [number for _, number in waiting()]
    states = [state.value for state in DELIVERABLE]
    results = [row.number for row in Case.select().where(Case.state.in_(states))]
    warnings = (
        (made, "份文书已生成，还没有打印", "1.1"),
        (sent, "份文书已打印，还没有交给群众", "1.1"),
        (reports, "份否定报备等分管领导批示", "1.4"),
        ([one.number for one in urgent.unsigned()], "件急难救助等分管领导补签字", "2.2"),
        (due, "件今日到期或已超期，还在办", "3.1"),
        (transfer_list.overdue(desk), "件转交到期，责任人还没有联系群众", "2.4"),
        (results, "件已有结果，群众还没有来取", ""),
    )
    return (
        *blocks,
        *(
            CheckLine(CheckKind.WARNING, id, f"{len(found)} {text}：{_named(found)}")
            for found, text, id in warnings
            if found
        ),
        *(CheckLine(CheckKind.TICK, id, clause(id).shown) for id in TICKS),
    )


def _named(found: Sequence[str]) -> str:
    names = "、".join(found[:_MOST])
    return names if len(found) <= _MOST else f"{names} 等"


@operation("日结")
def close(tx: Transaction, day: date | None = None, ticked: Collection[str] = ()) -> DayView:
    """Close `day` (today if None); `ticked` are the clauses of 7.5 that the clerk ticked off.

    Earlier days with work on them that were never closed are closed first. Raises RuleError
    while a visitor of these days still waits for an outcome (2.5.4), for a day closed before,
    for one before the last close or in the future, and while something earlier is being entered
    (补录); EnvironmentFault where the balance of cases does not come out, which no operation of
    this program can bring about.
    """
    if tx.desk.entered is not None:
        raise RuleError("正在补录以前的事，不能日结。", instead="请先结束补录，再日结。")
    wanted = day or tx.now.date()
    _may_close(wanted, tx.now.date())
    for forgotten in _forgotten(wanted):
        _close(tx, forgotten, ())
    return view(_close(tx, wanted, ticked))


def _may_close(day: date, today: date) -> None:
    if day > today:
        raise RuleError(f"{date_text(day)}还没有到，不能日结。", instead="请核对日期。")
    last = newest()
    if last is not None and day == last.day:
        raise RuleError(
            f"{date_text(day)}已经日结，不能再结一次。",
            instead="日结之后办的事计入下一个工作日；需要台账的，请直接导出。",
        )
    if last is not None and day < last.day:
        raise RuleError(
            f"{date_text(last.day)}已经日结，不能再结更早的{date_text(day)}。",
            instead="请核对日期和电脑时钟。",
        )
    waiting = Reception.select().where(Reception.outcome == "", Reception.opened_at < day_end(day))
    if count := waiting.count():
        raise RuleError(
            f"还有 {count} 次接待没有结果，不能日结。",
            clause="2.5.4",
            instead="请给每位群众一个结果：办件、咨询答复、已告知、引导、转交；群众自己走了的，记“群众中途离开”。",
        )


def _forgotten(wanted: date) -> list[date]:
    """Dates with work on them between the last close and `wanted`, both excluded."""
    last = newest()
    tables = [model._meta.table_name for model in _WORK]
    events = Event.select(Event.at_utc).where(
        Event.seq > (last.head_seq if last else 0), Event.entity.in_(tables)
    )
    days = {event.at_utc.astimezone(OFFICE_ZONE).date() for event in events}
    return sorted(day for day in days if (last is None or last.day < day) and day < wanted)


def _close(tx: Transaction, day: date, ticked: Collection[str]) -> Any:
    last = newest()
    row: Any = DayClose(number=last.number + 1 if last else 1, day=day, closed_at=tx.now)
    row.clerk = tx.desk.staff.id or None  # the command line is nobody in person
    forgotten = day < tx.now.date()
    after = last.head_seq if last else 0
    row.head_seq = max(after, last_seq(day_end(day))) if forgotten else tx.chain_head.seq
    row.head = _hash(row.head_seq)
    span = span_of(row, last)
    counts = figures.count(span)
    expected = figures.balance(last.counts["open"] if last else 0, counts)
    if expected != counts["open"]:
        raise EnvironmentFault(
            f"{date_text(day)}的办件数对不上：按当天办理应有 {expected} 件在办，"
            f"记录里是 {counts['open']} 件。记录可能被本程序以外的途径改动过。",
            instead="请停止使用，运行核验（verify），并联系管理员。",
        )
    row.counts = counts | {tick: int(tick in ticked) for tick in TICKS}
    before = last.totals if last else {}
    row.totals = {
        key: before.get(key, 0) + count for key, count in row.counts.items() if key != "open"
    }
    row.documents = _documents(tx, day, span)
    tx.save(row)
    return row


def _hash(seq: int) -> str:
    event: Any = Event.get_or_none(Event.seq == seq)
    return (bytes(event.hash) if event else GENESIS).hex()


def _documents(tx: Transaction, day: date, span: Span) -> dict[str, list[Any]]:
    ranges: dict[str, list[Any]] = {}
    for row in born(Document, span):
        first, _, count = ranges.get(row.kind, (row.number, "", 0))
        ranges[row.kind] = [first, row.number, count + 1]
    ledger = numbers.take(Kind.DAY, day, tx.desk.office).text
    return ranges | {Kind.DAY.value: [ledger, ledger, 1]}
