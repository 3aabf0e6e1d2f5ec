"""Why this date: every day from the start of a limit to its end, with what it does to the count,
the reason in words and the article behind it. The screen and the sheet show the same days."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app import deadlines
from app.case_clock import TELL_WITHIN
from app.case_table import State
from app.casefile import CaseFile
from app.catalogue import MatterKind
from app.deadlines import (
    COUNTING,
    Deadline,
    Limit,
    Mark,
    Unit,
    count_text,
    paper_text,
    weekday_text,
)
from app.desk import Desk
from app.moved_dates import Clock
from app.workdays import WEEKDAYS

DUE = "到期"
NOTICE = "国务院办公厅当年节假日安排通知"
OWN = "本单位安排"
EVERY_DAY = "《民法典》第二百条：期限按日计算的，休息日也计入"
_OWN_WHY = "本单位安排："

# The usual articles; a matter's own basis goes before them.
ARTICLES: Mapping[Mark, str] = {
    Mark.ACCEPTED: "《民法典》第二百零一条：开始的当日不计入，自下一日开始计算",
    Mark.WEEKEND: "《国务院关于职工工作时间的规定》第七条：星期六和星期日为周休息日",
    Mark.HOLIDAY: f"{NOTICE}：放假",
    Mark.MAKEUP: f"{NOTICE}：调休上班",
    Mark.MOVED: "《民法典》第二百零三条：最后一日是休息日的，以其后第一个工作日为最后一日",
}
_LICENCE: Mapping[Mark, str] = {
    Mark.COUNTED: "《行政许可法》第八十二条：期限以工作日计算，不含法定节假日",
    Mark.PAUSED: "《行政许可法》第四十五条：依法需要听证、检验、鉴定等的，所需时间不计算在内",
    Mark.STEP: "《行政许可法》第四十五条：依法需要听证、检验、鉴定等的，所需时间不计算在内",
}


class Tone(StrEnum):
    """How a day looks, on screen and on paper."""

    START = "起算"
    COUNTED = "计入"
    OFF = "休息"
    STOPPED = "停止计算"
    DUE = "到期"


@dataclass(frozen=True)
class DueDay:
    """One day. `sign` fits into a square of the calendar, `count` and `why` are its words;
    `article` is "" for an ordinary day, `number` 0 for one that does not count."""

    day: date
    tone: Tone
    sign: str
    count: str
    why: str
    article: str
    number: int = 0

    @property
    def text(self) -> str:
        """As read aloud: `11月24日（星期二）：第1日，工作日`."""
        when = f"{self.day.month}月{self.day.day}日（星期{WEEKDAYS[self.day.weekday()]}）"
        article = f"（{self.article}）" if self.article else ""
        return f"{when}：{self.count}，{self.why}{article}"


@dataclass(frozen=True)
class Explanation:
    """One clock of a case, explained. `days` is what `deadline` was made of; `sentences` are the
    few that matter."""

    clock: Clock
    start: str
    deadline: Deadline
    days: tuple[DueDay, ...]
    sentences: tuple[str, ...]

    @property
    def result(self) -> str:
        """What it comes to, as on paper."""
        return paper_text(self.deadline)

    @property
    def summary(self) -> str:
        """The sentences in one piece."""
        return "".join(self.sentences)


STARTS = {
    Clock.OWN: "受理", Clock.HIGHER: "上报", Clock.TELLING: "收件", Clock.SUPPLEMENT: "通知补正",
}  # fmt: skip
_SIGNS = {
    Mark.PAUSED: "停", Mark.AWAY: "报", Mark.STEP: "环节", Mark.WEEKEND: "休", Mark.HOLIDAY: "假",
    Mark.MOVED: "顺延",
}  # fmt: skip


def explanations(desk: Desk, case: CaseFile) -> tuple[Explanation, ...]:
    """Every clock of `case` that has begun and can be explained, the one that runs first."""
    calendar, hours = desk.calendar, desk.office.hours
    found: list[tuple[Clock, Deadline]] = []
    if case.clock.higher is not None:
        found.append((Clock.HIGHER, case.clock.higher))
    if case.state == State.REVIEWING:
        limit = Limit(TELL_WITHIN, Unit.WORKDAY)
        found.append((Clock.TELLING, deadlines.deadline(case.papers_at, limit, calendar, hours)))
    if case.state == State.AWAITING and (asked := _asked_at(case)) is not None:
        found.append((Clock.SUPPLEMENT, _supplement(desk, case, asked)))
    if case.deadline is not None:
        found.append((Clock.OWN, case.deadline))
    return tuple(_explanation(desk, clock, due, _articles(case, clock)) for clock, due in found)


def _asked_at(case: CaseFile) -> datetime | None:
    """When the papers were last asked for."""
    asked = (line.at for line in case.history if line.action in ("通知补充", "上级要求补正"))
    return max(asked, default=None)


def _supplement(desk: Desk, case: CaseFile, asked: datetime) -> Deadline:
    """The days to the date on the supplement notice: the matter's own period if it comes to that
    date, else as many as were given."""
    assert case.supplement_due is not None
    days = [case.matter.supplement_days, (case.supplement_due - asked.date()).days]
    made = [
        deadlines.deadline(asked, Limit(n, Unit.DAY), desk.calendar, desk.office.hours)
        for n in days
    ]
    own, given = made
    return own if own.due and own.due.date() == case.supplement_due else given


def _articles(case: CaseFile, clock: Clock) -> Mapping[Mark, str]:
    """The articles that hold for this clock of the case."""
    found = dict(ARTICLES)
    if clock == Clock.TELLING:
        found[Mark.COUNTED] = "《行政许可法》第三十二条，本中心对所有事项照此办理：五日内一次告知"
    if clock == Clock.OWN and case.matter.kind == MatterKind.LICENCE:
        found |= _LICENCE
    if clock == Clock.OWN:
        if case.specials:
            found[Mark.PAUSED] = "、".join(dict.fromkeys(one.basis for one in case.specials))
        if case.extension is not None:
            found[Mark.EXTENDED] = case.extension.basis
    return found


def _explanation(
    desk: Desk, clock: Clock, due: Deadline, articles: Mapping[Mark, str]
) -> Explanation:
    start = STARTS[clock]
    days = tuple(_days(start, due, articles))
    return Explanation(clock, start, due, days, tuple(_sentences(start, due, days)))


def _days(start: str, due: Deadline, articles: Mapping[Mark, str]) -> Iterator[DueDay]:
    number = 0
    for reason in due.days:
        mark, why = reason.mark, reason.why
        number += mark in COUNTING
        article = articles.get(mark, "")
        if mark == Mark.COUNTED and due.limit.unit == Unit.DAY and why != "工作日":
            article = EVERY_DAY
        if why.startswith(_OWN_WHY):
            article = OWN
        if mark == Mark.ACCEPTED:
            day = DueDay(reason.day, Tone.START, start, "不计入", f"{start}当日", article)
            if due.limit.amount == 0 and len(due.days) == 1:
                day = replace(day, count="当日到期", article="")
        elif mark in COUNTING:
            extended = mark == Mark.EXTENDED
            sign = f"{number}延" if extended else str(number)
            count = f"第{number}日" + ("（延长）" if extended else "")
            day = DueDay(reason.day, Tone.COUNTED, sign, count, why, article, number)
        elif mark == Mark.MOVED:
            day = DueDay(
                reason.day, Tone.COUNTED, "顺延", "顺延至此", why.partition("（")[0], article
            )
        else:
            still = mark in deadlines.STANDING_STILL
            tone = Tone.STOPPED if still else Tone.OFF
            day = DueDay(reason.day, tone, _SIGNS[mark], "不计", why, article)
        if due.due is not None and reason.day == due.due.date():
            day = replace(day, tone=Tone.DUE, sign=DUE)
        yield day


def _sentences(start: str, due: Deadline, days: tuple[DueDay, ...]) -> Iterator[str]:
    """The few sentences that say it all without the days."""
    counts = Counter(one.mark for one in due.days)
    unit, limit = due.limit.unit, due.limit
    extended = counts[Mark.EXTENDED]
    if limit.amount == 0 and not extended:
        yield f"{weekday_text(days[0].day)}{start}，应在当日办完。"
    else:
        yield (f"{weekday_text(days[0].day)}{start}，当日不计入，从第二天起算 {limit.text}。")
    if unit == Unit.WORKDAY:
        off = [
            f"{name} {counts[mark]} 天"
            for name, mark in (("周末", Mark.WEEKEND), ("放假", Mark.HOLIDAY))
            if counts[mark]
        ]
        if off:
            yield f"其中{'、'.join(off)}，不计。"
        if made_up := sum(one.why == "调休上班" and one.count.startswith("第") for one in days):
            yield f"调休上班 {made_up} 天计入。"
    for mark, words in (
        (Mark.PAUSED, "特别程序期间"), (Mark.STEP, "依法不计入的环节"), (Mark.AWAY, "上报以后"),
    ):  # fmt: skip
        if counts[mark]:
            yield f"{words} {counts[mark]} 天不计。"
    if extended:
        yield f"经批准延长 {count_text(extended, unit)}，接着往下数。"
    if counts[Mark.MOVED] and limit.amount:
        yield "期满日是休息日，顺延到下一个工作日。"
    elif counts[Mark.MOVED]:
        yield "当时已下班或不办公，顺延到下一个工作日。"
    if due.provisional and due.due is not None:
        yield f"{due.due.year} 年的放假安排还没有公布，到期时间是暂定的，"
        yield "公布后有变动的另行书面告知。"
