"""期限计算说明: every day from the start of a limit to its end, with its reason and its article.
It explains and decides nothing, so it has no number."""

from datetime import date, timedelta

from app.casefile import CaseFile
from app.due_days import DUE, DueDay, Explanation, Tone
from app.forms import parts
from app.wording import say
from app.workdays import WEEKDAYS
from reports.sheet import Block, Box, Fields, Heading, Months, Paragraph, Table, Texts

TITLE = "期限计算说明"
_ACROSS = 3  # days beside one another in the table
_Weeks = tuple[tuple[Texts, ...], ...]


def blocks(case: CaseFile, found: Explanation) -> tuple[Block, ...]:
    """What stands on the sheet."""
    limit = found.deadline.limit.text
    return (
        Fields(
            (
                ("申请人", case.applicant.name),
                ("办件编号", case.number),
                ("事项", case.matter.name),
                ("期限", f"{found.clock.value}：{limit}"),
            )
        ),
        Box(say(TITLE, "box_lead"), found.result, ""),
        months(found),
        Paragraph(found.summary),
        Heading(say(TITLE, "each_day")),
        *_table(found),
    )


def months(found: Explanation) -> Months:
    """The months from the first day to the last, every day with its sign."""
    known = {one.day: one for one in found.days}
    first, last = found.days[0].day, found.days[-1].day
    made = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        made.append((f"{year}年{month}月", _weeks(year, month, known)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    grey = {one.sign for one in found.days if one.tone in (Tone.OFF, Tone.STOPPED)}
    return Months(tuple(WEEKDAYS), tuple(made), tuple(sorted(grey)), (DUE,))


def _weeks(year: int, month: int, known: dict[date, DueDay]) -> _Weeks:
    first = date(year, month, 1)
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day < first or day.month == month:
        week: list[Texts] = []
        for n in range(7):
            one = day + timedelta(days=n)
            found = known.get(one)
            sign = found.sign if found else ""
            week.append((str(one.day), sign) if one.month == month else ())
        weeks.append(tuple(week))
        day += timedelta(days=7)
    return tuple(weeks)


def _table(found: Explanation) -> tuple[Block, ...]:
    """Every day, three columns of them, and the articles that they point to; days in a row that
    do not count for the same reason share a line."""
    articles = tuple(dict.fromkeys(one.article for one in found.days if one.article))
    lines: list[Texts] = [_line(days, articles) for days in _alike(found.days)]
    high = -(-len(lines) // _ACROSS)
    lines += [("", "", "")] * (high * _ACROSS - len(lines))
    rows = tuple(sum((lines[row + n * high] for n in range(_ACROSS)), ()) for row in range(high))
    table = Table(("日期", "计算", "原因") * _ACROSS, (3.5, 2.0, 3.7) * _ACROSS, rows)
    notes = (f"{parts.NUMBERS[n]} {article}" for n, article in enumerate(articles))
    return table, Paragraph("\n".join(notes), indent=False)


def _alike(days: tuple[DueDay, ...]) -> list[list[DueDay]]:
    runs: list[list[DueDay]] = []
    for one in days:
        last = runs[-1][-1] if runs else None
        if last and one.tone in (Tone.OFF, Tone.STOPPED) and last.why == one.why:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _line(days: list[DueDay], articles: Texts) -> Texts:
    first, last = days[0], days[-1]
    when = f"{first.day.month}月{first.day.day}"
    if last.day.month != first.day.month:
        when += f"日–{last.day.month}月{last.day.day}"
    elif last is not first:
        when += f"–{last.day.day}"
    note = parts.NUMBERS[articles.index(first.article)] if first.article else ""
    due = "，到期" if first.tone == Tone.DUE else ""
    return f"{when}日", first.count, first.why + note + due
