"""Due moments against a recount written another way, and the odd cases. The examples worked by
hand stand in test_deadline_examples.py."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import OFFICE_ZONE, office_time
from app.deadlines import (
    Deadline,
    LightKind,
    Limit,
    Mark,
    Pause,
    Unit,
    date_text,
    deadline,
    light,
    moment_text,
    paper_text,
    working_days_after,
    working_days_between,
)
from app.workdays import DayChange, OfficeHours, WorkCalendar

CALENDAR = WorkCalendar()
HOURS = OfficeHours()


def read_pauses(text: str) -> list[Pause]:
    pairs = [span.split("..") for span in text.split()]
    return [
        Pause(date.fromisoformat(start), date.fromisoformat(resume) if resume else None)
        for start, resume in pairs
    ]


def workdays(accepted: str, limit: int, pauses: str = "", extension: int = 0) -> Deadline:
    return deadline(
        office_time(accepted),
        Limit(limit, Unit.WORKDAY),
        CALENDAR,
        HOURS,
        read_pauses(pauses),
        extension,
    )


def days(accepted: str, limit: int, *, fixed: bool = False, pauses: str = "") -> Deadline:
    return deadline(
        office_time(accepted),
        Limit(limit, Unit.DAY),
        CALENDAR,
        HOURS,
        read_pauses(pauses),
        fixed=fixed,
    )


# ---- a recount, written another way -------------------------------------------------------

accepted_moments = st.datetimes(
    datetime.fromisoformat("2024-06-01T00:00"),
    datetime.fromisoformat("2027-06-30T23:59"),
    timezones=st.just(OFFICE_ZONE),
)

# The first look at a year's calendar is slow; that is no finding.
unhurried = settings(deadline=None)


@st.composite
def closed_pauses(draw: st.DrawFn, accepted: date) -> list[Pause]:
    spans = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=3))
    return [
        Pause(accepted + timedelta(days=after), accepted + timedelta(days=after + length))
        for after, length in spans
    ]


@st.composite
def questions(draw: st.DrawFn) -> tuple[datetime, int, list[Pause], int]:
    accepted = draw(accepted_moments)
    limit = draw(st.one_of(st.integers(0, 60), st.just(400)))
    return accepted, limit, draw(closed_pauses(accepted.date())), draw(st.integers(0, 15))


def recount(
    accepted: datetime, limit: int, unit: Unit, pauses: list[Pause], extension: int
) -> date:
    """The due day by striking days off a list of six years."""
    today = accepted.date()
    ahead = [today + timedelta(days=n) for n in range(2200)]
    free = [d for d in ahead if not any(p.start <= d < (p.resume or date.max) for p in pauses)]
    open_days = [d for d in free if CALENDAR.is_working(d)]
    whole = limit + extension
    if whole == 0:
        closed = accepted.time() > time(17, 30)
        return min(d for d in open_days if d > today or not closed)
    pool = open_days if unit == Unit.WORKDAY else free
    last = [d for d in pool if d > today][whole - 1]
    return min(d for d in open_days if d >= last)


@unhurried
@given(questions(), st.sampled_from(Unit))
def test_a_due_day_is_what_a_recount_finds(
    question: tuple[datetime, int, list[Pause], int], unit: Unit
) -> None:
    accepted, limit, pauses, extension = question
    due = deadline(accepted, Limit(limit, unit), CALENDAR, HOURS, pauses, extension)
    assert due.due is not None
    assert due.due.date() == recount(accepted, limit, unit, pauses, extension)
    assert due.due.time() == time(17, 30)
    assert len(due.counted) == limit + extension


@unhurried
@given(questions(), st.integers(1, 20), st.sampled_from(Unit))
def test_a_longer_limit_is_never_due_earlier(
    question: tuple[datetime, int, list[Pause], int], more: int, unit: Unit
) -> None:
    accepted, limit, pauses, extension = question
    short = deadline(accepted, Limit(limit, unit), CALENDAR, HOURS, pauses, extension)
    long = deadline(accepted, Limit(limit + more, unit), CALENDAR, HOURS, pauses, extension)
    assert short.due is not None and long.due is not None
    assert short.due <= long.due


@unhurried
@given(questions(), st.sampled_from(Unit))
def test_a_due_moment_is_always_one_at_which_the_office_can_act(
    question: tuple[datetime, int, list[Pause], int], unit: Unit
) -> None:
    accepted, limit, pauses, extension = question
    due = deadline(accepted, Limit(limit, unit), CALENDAR, HOURS, pauses, extension)
    assert due.due is not None and due.due >= accepted
    assert CALENDAR.is_working(due.due.date())
    assert not any(pause.covers(due.due.date()) for pause in pauses)


@unhurried
@given(questions(), st.integers(0, 60))
def test_what_is_left_when_a_procedure_opens_is_what_it_uses_after_resuming(
    question: tuple[datetime, int, list[Pause], int], opens: int
) -> None:
    accepted, limit, pauses, extension = question
    start = accepted.date() + timedelta(days=opens)
    stopped = deadline(
        accepted, Limit(limit, Unit.WORKDAY), CALENDAR, HOURS, [*pauses, Pause(start, None)],
        extension,
    )  # fmt: skip
    if stopped.due is None:
        assert stopped.left == limit + extension - len(stopped.counted)
        assert all(day < start for day in stopped.counted)
    else:
        assert stopped.left is None and stopped.due.date() < start


@unhurried
@given(questions(), st.sampled_from(Unit))
def test_every_day_from_acceptance_to_due_is_explained_once(
    question: tuple[datetime, int, list[Pause], int], unit: Unit
) -> None:
    accepted, limit, pauses, extension = question
    due = deadline(accepted, Limit(limit, unit), CALENDAR, HOURS, pauses, extension)
    assert due.due is not None
    span = (due.due.date() - accepted.date()).days
    assert [one.day for one in due.days] == [
        accepted.date() + timedelta(days=n) for n in range(span + 1)
    ]
    assert all(one.why for one in due.days)


# ---- the odd cases ------------------------------------------------------------------------


def test_each_day_says_what_it_does_and_why() -> None:
    due = workdays("2026-09-18T10:00", 4, "2026-09-22..2026-09-24", extension=1)
    assert [(one.day.day, one.mark, one.why) for one in due.days] == [
        (18, Mark.ACCEPTED, "受理当日不计入（民法典第二百零一条）"),
        (19, Mark.WEEKEND, "周末"),
        (20, Mark.MAKEUP, "调休上班"),
        (21, Mark.COUNTED, "工作日"),
        (22, Mark.PAUSED, "特别程序，不计时限"),
        (23, Mark.PAUSED, "特别程序，不计时限"),
        (24, Mark.COUNTED, "工作日"),
        (25, Mark.HOLIDAY, "中秋节"),
        (26, Mark.HOLIDAY, "中秋节"),
        (27, Mark.HOLIDAY, "中秋节"),
        (28, Mark.COUNTED, "工作日"),
        (29, Mark.EXTENDED, "工作日"),
    ]


def test_a_last_calendar_day_that_moves_says_by_which_article() -> None:
    due = days("2026-09-11T10:00", 15)
    assert [(one.mark, one.why) for one in due.days[-3:]] == [
        (Mark.COUNTED, "中秋节"),
        (Mark.HOLIDAY, "中秋节"),
        (Mark.MOVED, "期满日是休息日，顺延（民法典第二百零三条）"),
    ]


@pytest.mark.clause("4.3")
@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2026-09-11T10:00", "2026-09-26T17:30"),  # Mid-Autumn Saturday
        ("2026-09-16T10:00", "2026-10-01T17:30"),  # National Day
        ("2026-12-18T10:00", "2027-01-02T17:30"),  # a Saturday whose year is not published
    ],
)
def test_the_fifteen_days_of_a_complaint_never_move(accepted: str, due: str) -> None:
    answer = days(accepted, 15, fixed=True)
    assert answer.due == office_time(due)
    assert not answer.provisional


def test_a_special_procedure_cannot_hold_a_complaint_up() -> None:
    with pytest.raises(ValueError, match="投诉"):
        days("2026-09-11T10:00", 15, fixed=True, pauses="2026-09-12..2026-09-13")


def test_the_offices_own_day_off_is_not_counted_and_its_own_saturday_is() -> None:
    calendar = WorkCalendar(
        {
            date(2026, 8, 3): DayChange(False, "那达慕"),
            date(2026, 8, 8): DayChange(True, "补那达慕"),
        }
    )
    due = deadline(
        office_time("2026-07-31T10:00"), Limit(5, Unit.WORKDAY), calendar, HOURS
    )  # 8/4, 5, 6, 7 and Saturday 8/8
    assert due.due == office_time("2026-08-08T17:30")


def test_a_due_moment_is_at_the_closing_time_of_its_own_season() -> None:
    hours = OfficeHours(summer=((time(8, 0), time(12, 0)), (time(15, 0), time(18, 0))))
    accepted = office_time("2026-09-29T10:00")
    for limit, due in ((1, "2026-09-30T18:00"), (2, "2026-10-08T17:30")):
        found = deadline(accepted, Limit(limit, Unit.WORKDAY), CALENDAR, hours)
        assert found.due == office_time(due)
    after_winter_closing = office_time("2026-09-29T17:45")
    found = deadline(after_winter_closing, Limit(0, Unit.WORKDAY), CALENDAR, hours)
    assert found.due == office_time("2026-09-29T18:00")


def test_a_limit_reads_as_a_clerk_says_it() -> None:
    assert Limit(0, Unit.WORKDAY).text == Limit(0, Unit.DAY).text == "当场"
    assert Limit(20, Unit.WORKDAY).text == "20 个工作日"
    assert Limit(15, Unit.DAY).text == "15 日"


def test_a_due_moment_reads_as_on_paper() -> None:
    assert paper_text(workdays("2026-11-23T14:02", 20)) == "2026年12月21日（星期一）17:30 前"
    assert paper_text(workdays("2026-12-31T10:00", 1)) == "2027年1月4日（星期一）17:30 前（暂定）"
    assert paper_text(workdays("2026-11-02T10:00", 5, "2026-11-04..")) == (
        "特别程序期间不计时限，恢复后尚余 4 个工作日"
    )
    assert moment_text(office_time("2026-11-23T14:02")) == "2026年11月23日 14:02"
    assert date_text(date(2026, 1, 4)) == "2026年1月4日"


@pytest.mark.parametrize(
    ("now", "kind", "text"),
    [
        ("2026-11-20T10:00", LightKind.NORMAL, "正常"),
        ("2026-11-24T10:00", LightKind.NORMAL, "正常"),
        ("2026-11-25T00:00", LightKind.NEAR, "剩 2 个工作日"),
        ("2026-11-26T23:59", LightKind.NEAR, "剩 1 个工作日"),
        ("2026-11-27T00:00", LightKind.TODAY, "今日到期"),
        ("2026-11-27T17:30", LightKind.TODAY, "今日到期"),
        ("2026-11-27T17:31", LightKind.OVERDUE, "超期，不足 1 个工作日"),
        ("2026-11-29T10:00", LightKind.OVERDUE, "超期，不足 1 个工作日"),
        ("2026-11-30T10:00", LightKind.OVERDUE, "超期 1 个工作日"),
        ("2026-12-07T10:00", LightKind.OVERDUE, "超期 6 个工作日"),
    ],
)
@pytest.mark.clause("3.1")
def test_the_light_tells_how_near_it_is(now: str, kind: LightKind, text: str) -> None:
    due = workdays("2026-11-20T10:00", 5)  # due Friday 2026-11-27
    shown = light(due, office_time(now), CALENDAR)
    assert (shown.kind, shown.text) == (kind, text)


def test_a_weekend_between_does_not_make_it_less_near() -> None:
    due = workdays("2026-11-20T10:00", 6)  # due Monday 2026-11-30
    assert light(due, office_time("2026-11-27T10:00"), CALENDAR).text == "剩 1 个工作日"
    assert light(due, office_time("2026-11-28T10:00"), CALENDAR).text == "剩 1 个工作日"


def test_days_of_a_procedure_still_to_come_are_not_left_to_act_in() -> None:
    due = workdays("2026-11-20T10:00", 2, "2026-11-24..2026-11-26")  # due 2026-11-26
    assert light(due, office_time("2026-11-23T10:00"), CALENDAR).text == "剩 1 个工作日"


def test_a_moment_from_another_zone_is_read_as_office_time() -> None:
    accepted = datetime.fromisoformat("2026-11-05T16:30+00:00")  # Friday 00:30 at the office
    due = deadline(accepted, Limit(1, Unit.WORKDAY), CALENDAR, HOURS)
    assert due.due == office_time("2026-11-09T17:30")
    now = datetime.fromisoformat("2026-11-08T16:30+00:00")  # Monday 00:30 at the office
    assert light(due, now, CALENDAR).kind == LightKind.TODAY


def test_calendar_days_are_left_up_to_the_day_it_moved_to() -> None:
    due = days("2026-11-20T10:00", 8)  # Saturday 2026-11-28, moved to Monday
    assert light(due, office_time("2026-11-27T10:00"), CALENDAR, near=3).text == "剩 3 日"
    assert light(due, office_time("2026-11-28T10:00"), CALENDAR).text == "剩 2 日"


def test_what_came_in_after_closing_on_the_spot_is_near_until_its_day() -> None:
    due = workdays("2026-11-20T18:00", 0)
    assert light(due, office_time("2026-11-20T18:01"), CALENDAR).text == "剩 1 个工作日"
    assert light(due, office_time("2026-11-23T09:00"), CALENDAR).kind == LightKind.TODAY


def test_in_a_special_procedure_the_light_tells_what_is_left_in_the_limits_unit() -> None:
    now = office_time("2026-11-10T10:00")
    due = workdays("2026-11-02T10:00", 7, "2026-11-04..")
    assert light(due, now, CALENDAR).text == "特别程序 · 剩 6 个工作日"
    due = days("2026-11-02T10:00", 7, pauses="2026-11-04..")
    shown = light(due, now, CALENDAR)
    assert (shown.kind, shown.text) == (LightKind.PAUSED, "特别程序 · 剩 6 日")


@pytest.mark.parametrize(
    ("near", "kind"), [(0, LightKind.NORMAL), (4, LightKind.NEAR), (3, LightKind.NORMAL)]
)
def test_how_near_is_near_can_be_set(near: int, kind: LightKind) -> None:
    due = workdays("2026-11-20T10:00", 5)
    assert light(due, office_time("2026-11-23T10:00"), CALENDAR, near=near).kind == kind


def test_five_working_days_over_a_holiday_and_a_make_up_sunday() -> None:
    assert working_days_after(date(2026, 9, 18), 5, CALENDAR) == date(2026, 9, 24)
    assert working_days_after(date(2026, 9, 28), 5, CALENDAR) == date(2026, 10, 10)
    assert working_days_between(date(2026, 9, 28), date(2026, 10, 10), CALENDAR) == 5
    assert working_days_between(date(2026, 10, 10), date(2026, 9, 28), CALENDAR) == 0


def test_a_limit_of_400_working_days_comes_to_an_end() -> None:
    due = workdays("2025-01-02T10:00", 400)
    assert len(due.counted) == 400
    assert due.due is not None and due.due.year == 2026


# ---- what cannot be is refused, in Chinese ------------------------------------------------


@pytest.mark.parametrize("amount", [-1, 3661, 10**9])
def test_a_limit_that_cannot_be_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="期限应在"):
        Limit(amount, Unit.WORKDAY)


@pytest.mark.parametrize("extension", [-1, 10**9])
def test_an_extension_that_cannot_be_is_refused(extension: int) -> None:
    with pytest.raises(ValueError, match="延长的天数"):
        workdays("2026-11-02T10:00", 5, extension=extension)


def test_a_special_procedure_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="恢复日期不能早于"):
        Pause(date(2026, 11, 4), date(2026, 11, 3))


def test_a_special_procedure_before_acceptance_is_refused() -> None:
    with pytest.raises(ValueError, match="受理之前"):
        workdays("2026-11-02T10:00", 5, "2026-11-01..2026-11-03")


def test_a_special_procedure_without_a_reasonable_end_is_refused() -> None:
    with pytest.raises(ValueError, match="超出了日历"):
        workdays("2026-11-02T10:00", 5, "2026-11-03..9999-12-31")


@pytest.mark.parametrize("accepted", ["0001-01-01T00:00", "1999-12-31T10:00", "9999-12-31T10:00"])
def test_an_acceptance_outside_the_calendar_is_refused(accepted: str) -> None:
    with pytest.raises(ValueError, match="受理时间应在"):
        workdays(accepted, 5)


def test_a_moment_without_a_zone_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="时区"):
        naive = datetime.fromisoformat("2026-11-02T10:00")
        deadline(naive, Limit(5, Unit.WORKDAY), CALENDAR, HOURS)
