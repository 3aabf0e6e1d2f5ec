"""Due moments worked by hand, each with its reasoning, and a recount day by day that knows
nothing of the program's own calendar or count."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import OFFICE_ZONE, office_time
from app.deadlines import Limit, Pause, Unit, deadline
from app.holiday_notice import read
from app.workdays import DayChange, OfficeHours, WorkCalendar
from tests.notices import MADE_UP_2027
from tests.test_holiday_notice import calendar_of
from tests.test_workdays import HOLIDAYS, MAKE_UP

UNITS = {"workday": Unit.WORKDAY, "day": Unit.DAY}
WEEKDAYS = "一二三四五六日"
CLOSING = time(17, 30)
ONE = timedelta(days=1)
Gap = tuple[date, date | None]

# What 2027 is guessed to be, and what the made-up notice says of it, as read by a person.
GUESSED = ((date(2027, 1, 1), date(2027, 1, 1)), (date(2027, 2, 5), date(2027, 2, 10)))
NOTICED = (
    (date(2027, 1, 1), date(2027, 1, 4)), (date(2027, 2, 5), date(2027, 2, 13)),
    (date(2027, 4, 3), date(2027, 4, 5)), (date(2027, 5, 1), date(2027, 5, 5)),
    (date(2027, 6, 9), date(2027, 6, 9)), (date(2027, 9, 15), date(2027, 9, 15)),
    (date(2027, 10, 1), date(2027, 10, 7)),
)  # fmt: skip
NOTICED_WORK = (
    date(2027, 1, 9), date(2027, 1, 31), date(2027, 2, 14), date(2027, 5, 8), date(2027, 9, 26),
    date(2027, 10, 9),
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One entry of the file."""

    accepted: datetime
    limit: int
    unit: str
    reasoning: str
    gaps: tuple[Gap, ...] = ()
    extend: int = 0
    own: tuple[tuple[date, bool], ...] = ()
    notice: bool = False
    due: datetime | None = None
    left: int | None = None
    provisional: bool = False

    @property
    def first(self) -> date:
        return self.accepted.date()

    @property
    def last(self) -> date:
        return self.due.date() if self.due else self.first


def gap(text: str) -> Gap:
    start, _, end = text.partition("..")
    return date.fromisoformat(start), date.fromisoformat(end) if end else None


def examples() -> list[Example]:
    path = Path(__file__).parent / "data" / "deadline_examples.toml"
    found = []
    for one in tomllib.loads(path.read_text("utf-8"))["example"]:
        own = (text.split(" ") for text in one.pop("own", ()))
        found.append(
            Example(
                accepted=office_time(one.pop("accepted")),
                gaps=tuple(map(gap, one.pop("pauses", ()))),
                own=tuple((date.fromisoformat(day), what == "上班") for day, what in own),
                due=office_time(one.pop("due")) if "due" in one else None,
                **one,
            )
        )
    return found


EXAMPLES = examples()
BY_HAND = pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{n}-{one.first}+{one.limit}" for n, one in enumerate(EXAMPLES)]
)


# ---- the recount ----------------------------------------------------------------------------


def works(day: date, own: dict[date, bool], *, notice: bool) -> bool:
    """Whether the office works on `day`, by the notices as transcribed."""
    if day in own:
        return own[day]
    spans = [(first, last) for _, first, last in HOLIDAYS] + list(NOTICED if notice else GUESSED)
    if any(first <= day <= last for first, last in spans):
        return False
    return day.weekday() < 5 or day in (*MAKE_UP, *(NOTICED_WORK if notice else ()))


def recount(example: Example) -> tuple[date | None, int]:
    """The due day, or None and what is left; going on day by day with a finger on the calendar."""
    own = dict(example.own)

    def stopped(day: date) -> bool:
        return any(end is None and start <= day for start, end in example.gaps)

    def free(day: date) -> bool:
        return not any(start <= day < (end or date.max) for start, end in example.gaps)

    def open_on(day: date) -> bool:
        return free(day) and works(day, own, notice=example.notice)

    day, left = example.first, example.limit + example.extend
    leave = left == 0 and example.accepted.time() > CLOSING
    while left:
        if stopped(day):
            return None, left
        day += ONE
        if free(day) and (example.unit == "day" or works(day, own, notice=example.notice)):
            left -= 1
    while leave or not open_on(day):
        if stopped(day):
            return None, 0
        day, leave = day + ONE, False
    return day, 0


# ---- the examples ---------------------------------------------------------------------------


@pytest.mark.clause("3.1")
@pytest.mark.clause("3.2")
@BY_HAND
def test_a_due_moment_is_as_worked_by_hand(example: Example) -> None:
    base = calendar_of(read(MADE_UP_2027)) if example.notice else WorkCalendar()
    changes = {day: DayChange(working, "本单位") for day, working in example.own}
    due = deadline(
        example.accepted, Limit(example.limit, UNITS[example.unit]),
        WorkCalendar(changes, base.schedules), OfficeHours(),
        [Pause(*one) for one in example.gaps], example.extend,
    )  # fmt: skip
    assert (due.due, due.left, due.provisional) == (
        example.due, example.left, example.provisional,
    )  # fmt: skip


@BY_HAND
def test_a_recount_day_by_day_comes_to_the_same(example: Example) -> None:
    day, left = recount(example)
    assert day == (example.due.date() if example.due else None)
    assert left == (example.left or 0)
    assert example.due is None or example.due.time() == CLOSING


@BY_HAND
def test_the_reasoning_can_be_followed_to_the_end(example: Example) -> None:
    """It names the last day, and as many counted days as the limit has, where it counts them."""
    said = example.reasoning
    assert len(said) >= 10
    if example.due:
        last = f"{example.last.month}/{example.last.day}"
        assert (
            last in said or f"{example.last.day}{'一二三四五六日'[example.last.weekday()]}" in said
        )


def over(example: Example, first: date, last: date) -> bool:
    return example.first <= last and example.last >= first


SITUATIONS = {
    "special procedure over a weekend": lambda one: any(
        end and any((start + n * ONE).weekday() >= 5 for n in range((end - start).days))
        for start, end in one.gaps
    ),
    "special procedure over a make-up day": lambda one: any(
        end and any(start <= day < end for day in MAKE_UP) for start, end in one.gaps
    ),
    "special procedure without an end": lambda one: any(end is None for _, end in one.gaps),
    "special procedure inside an extension": lambda one: one.extend and one.gaps,
    "extension": lambda one: one.extend and not one.gaps,
    "accepted on a make-up Sunday": lambda one: one.first in MAKE_UP and one.first.weekday() == 6,
    "accepted after closing time": lambda one: one.accepted.time() > CLOSING,
    "on the spot": lambda one: one.limit == 0,
    "calendar days that end on a holiday": lambda one: (
        one.unit == "day" and one.limit and not one.gaps
        and any(a <= one.first + one.limit * ONE <= b for _, a, b in HOLIDAYS)
    ),
    "31 December": lambda one: (one.first.month, one.first.day) == (12, 31),
    "provisional year": lambda one: one.provisional,
    "imported schedule": lambda one: one.notice and not one.provisional,
    "own day off": lambda one: any(not working for _, working in one.own),
    "own day of opening": lambda one: any(working for _, working in one.own),
}  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_examples_cover_the_situation(situation: str) -> None:
    assert any(SITUATIONS[situation](one) for one in EXAMPLES)


def test_the_examples_are_many_and_go_around_every_holiday_and_make_up_day() -> None:
    assert len(EXAMPLES) >= 80
    days = [first + n * ONE for _, first, last in HOLIDAYS for n in range((last - first).days + 1)]
    for unit in UNITS:
        those = [one for one in EXAMPLES if one.unit == unit]
        for day in (*days, *MAKE_UP):
            assert any(over(one, day, day) for one in those), f"no example in {unit} over {day}"


# ---- any question ---------------------------------------------------------------------------

days_of_two_years = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@st.composite
def questions(draw: st.DrawFn) -> Example:
    """Any case of two published years, with whatever may come between."""
    day, hour = draw(days_of_two_years), draw(st.sampled_from((time(9), time(17, 30), time(18))))
    spans = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 15)), max_size=2))
    changes = draw(st.dictionaries(st.integers(0, 60), st.booleans(), max_size=6))
    return Example(
        datetime.combine(day, hour, OFFICE_ZONE),
        draw(st.integers(0, 40)),
        draw(st.sampled_from(tuple(UNITS))),
        "",
        tuple((day + after * ONE, day + (after + long) * ONE) for after, long in spans),
        draw(st.integers(0, 10)),
        tuple((day + after * ONE, working) for after, working in changes.items()),
    )


@settings(deadline=None, max_examples=150)
@given(questions())
def test_any_due_day_is_what_the_recount_finds(question: Example) -> None:
    changes = {day: DayChange(working, "本单位") for day, working in question.own}
    due = deadline(
        question.accepted, Limit(question.limit, UNITS[question.unit]), WorkCalendar(changes),
        OfficeHours(), [Pause(*one) for one in question.gaps], question.extend,
    )  # fmt: skip
    assert due.due is not None
    assert (due.due.date(), 0) == recount(question)
    assert due.due.time() == CLOSING and not due.provisional
