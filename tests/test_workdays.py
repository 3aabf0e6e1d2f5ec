"""The calendar against the State Council's notices, day by day, and the office's hours."""

from datetime import date, time, timedelta

import pytest

from app.workdays import DayChange, OfficeHours, WorkCalendar

# 国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号，2024年11月12日）
# and the one for 2026 (2025年11月4日): each holiday from–to, then the make-up days.
HOLIDAYS = (
    ("元旦", date(2025, 1, 1), date(2025, 1, 1)),
    ("春节", date(2025, 1, 28), date(2025, 2, 4)),
    ("清明节", date(2025, 4, 4), date(2025, 4, 6)),
    ("劳动节", date(2025, 5, 1), date(2025, 5, 5)),
    ("端午节", date(2025, 5, 31), date(2025, 6, 2)),
    ("国庆节、中秋节", date(2025, 10, 1), date(2025, 10, 8)),
    ("元旦", date(2026, 1, 1), date(2026, 1, 3)),
    ("春节", date(2026, 2, 15), date(2026, 2, 23)),
    ("清明节", date(2026, 4, 4), date(2026, 4, 6)),
    ("劳动节", date(2026, 5, 1), date(2026, 5, 5)),
    ("端午节", date(2026, 6, 19), date(2026, 6, 21)),
    ("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    ("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
)
MAKE_UP = (
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
)


def as_noticed(day: date) -> str:
    """What the notices make of `day`."""
    for name, first, last in HOLIDAYS:
        if first <= day <= last:
            return name
    if day in MAKE_UP:
        return "调休上班"
    return "周末" if day.weekday() >= 5 else "工作日"


@pytest.mark.clause("3.1")
def test_every_day_of_2025_and_2026_is_as_the_state_council_noticed() -> None:
    calendar = WorkCalendar()
    for n in range(730):
        day = date(2025, 1, 1) + timedelta(days=n)
        noticed = as_noticed(day)
        assert calendar.why(day) == noticed, day
        assert calendar.is_working(day) == (noticed in ("工作日", "调休上班")), day


def test_a_holiday_that_falls_together_with_another_is_named_for_both() -> None:
    assert WorkCalendar().why(date(2020, 10, 8)) == "中秋节、国庆节"


def test_a_run_of_days_off_across_new_year_is_one_holiday() -> None:
    calendar = WorkCalendar()
    assert calendar.why(date(2018, 12, 31)) == calendar.why(date(2019, 1, 1)) == "元旦"
    assert calendar.why(date(2018, 12, 29)) == "调休上班"


def test_years_are_published_up_to_the_last_schedule_known() -> None:
    calendar = WorkCalendar()
    assert all(calendar.is_published(year) for year in range(2001, 2027))
    assert not calendar.is_published(2030)


def test_the_offices_own_changes_have_the_last_word() -> None:
    calendar = WorkCalendar(
        {
            date(2026, 8, 3): DayChange(False, "那达慕"),
            date(2026, 8, 8): DayChange(True, "补那达慕"),
            date(2026, 9, 20): DayChange(False, "停电检修"),
            date(2026, 10, 1): DayChange(True, "国庆值守办公"),
        }
    )
    assert not calendar.is_working(date(2026, 8, 3))
    assert calendar.is_working(date(2026, 8, 8))
    assert not calendar.is_working(date(2026, 9, 20))
    assert calendar.is_working(date(2026, 10, 1))
    assert calendar.why(date(2026, 8, 3)) == "本单位安排：那达慕"
    assert calendar.why(date(2026, 8, 8)) == "本单位安排：补那达慕"


def test_next_is_after_the_day_and_first_may_be_the_day_itself() -> None:
    calendar = WorkCalendar()
    assert calendar.next_working_day(date(2026, 9, 19)) == date(2026, 9, 20)
    assert calendar.next_working_day(date(2026, 9, 20)) == date(2026, 9, 21)
    assert calendar.first_working_day(date(2026, 9, 20)) == date(2026, 9, 20)
    assert calendar.first_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_hours_are_the_same_all_year_unless_the_summer_has_its_own() -> None:
    hours = OfficeHours()
    assert hours.closing(date(2026, 7, 1)) == hours.closing(date(2026, 1, 5)) == time(17, 30)
    assert hours.text == "工作日 8:30–11:30，14:30–17:30"


SUMMER = OfficeHours(summer=((time(8, 0), time(12, 0)), (time(15, 0), time(18, 0))))


@pytest.mark.parametrize(
    ("day", "closing"),
    [
        (date(2026, 4, 30), time(17, 30)),
        (date(2026, 5, 1), time(18, 0)),
        (date(2026, 9, 30), time(18, 0)),
        (date(2026, 10, 1), time(17, 30)),
    ],
)
def test_summer_hours_hold_from_their_first_to_their_last_day(day: date, closing: time) -> None:
    assert SUMMER.closing(day) == closing
    assert SUMMER.spans(day)[-1][1] == closing


def test_summer_hours_stand_on_paper() -> None:
    assert SUMMER.text == (
        "工作日 8:30–11:30，14:30–17:30；5月1日至9月30日 8:00–12:00，15:00–18:00"
    )


@pytest.mark.parametrize("hours", [OfficeHours(), SUMMER])
def test_hours_come_back_from_storage_as_they_were(hours: OfficeHours) -> None:
    assert OfficeHours.from_dict(hours.to_dict()) == hours


@pytest.mark.parametrize(
    "spans",
    [
        (),
        ((time(17, 30), time(8, 30)),),
        ((time(8, 30), time(8, 30)),),
        ((time(8, 30), time(12, 0)), (time(11, 30), time(17, 30))),
    ],
)
def test_hours_that_cannot_be_are_refused_in_chinese(
    spans: tuple[tuple[time, time], ...],
) -> None:
    with pytest.raises(ValueError, match="办公时间"):
        OfficeHours(usual=spans)
