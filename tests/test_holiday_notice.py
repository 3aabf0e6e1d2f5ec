"""The State Council's notice: its own words are understood, and what cannot be is named."""

from datetime import date, timedelta

import pytest

from app.errors import FieldError
from app.holiday_notice import Notice, decoded, read
from app.workdays import WorkCalendar, YearSchedule, known_schedule
from tests.notices import MADE_UP_2027, NOTICE_2023, NOTICE_2024, NOTICE_2025, NOTICE_2026

PUBLISHED = {2023: NOTICE_2023, 2024: NOTICE_2024, 2025: NOTICE_2025, 2026: NOTICE_2026}


def calendar_of(*notices: Notice) -> WorkCalendar:
    """A calendar that goes by these notices."""
    return WorkCalendar(
        schedules={
            one.year: YearSchedule.from_stored(
                {day.isoformat(): name for day, name in one.off.items()},
                [day.isoformat() for day in one.make_up],
            )
            for one in notices
        }
    )


def refused(text: str, source: str = "") -> FieldError:
    with pytest.raises(FieldError) as caught:
        read(text, source)
    return caught.value


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("year", PUBLISHED)
def test_a_published_notice_says_day_by_day_what_the_library_knows(year: int) -> None:
    notice = read(PUBLISHED[year])
    brought, known = calendar_of(notice), WorkCalendar()
    assert set(notice.make_up) == known_schedule(year).make_up
    day = date(year - 1, 12, 1)
    while day.year <= year:
        assert brought.is_working(day) == known.is_working(day), day
        assert set(brought.why(day).split("、")) == set(known.why(day).split("、")), day
        day += timedelta(days=1)


def test_a_notice_that_begins_in_december_holds_there() -> None:
    brought = calendar_of(read(NOTICE_2023))
    assert read(NOTICE_2023).off[date(2022, 12, 31)] == "元旦"
    assert brought.why(date(2022, 12, 31)) == "元旦"
    told = NOTICE_2026.replace(
        "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
        "2025年12月31日（周三）至2026年1月2日（周五）放假调休，共3天。2025年12月28日（周日）上班。",
    )
    brought = calendar_of(read(told))
    assert brought.why(date(2025, 12, 31)) == "元旦"
    assert brought.why(date(2025, 12, 28)) == "调休上班"
    assert brought.is_working(date(2025, 12, 30)) and brought.is_published(2025)


@pytest.mark.parametrize("year", PUBLISHED)
def test_line_ends_blanks_and_half_width_marks_make_no_difference(year: int) -> None:
    text = PUBLISHED[year]
    plain = read(text)
    narrow = text.translate(str.maketrans("：，（）", ":,()"))
    for other in (text.replace("\n", ""), narrow, "\r\n　".join(text.split("\n")),
                  "首页 > 正文\n新华社北京11月4日电\n" + text):  # fmt: skip
        again = read(other)
        assert (again.off, again.make_up, again.source) == (
            plain.off, plain.make_up, plain.source,
        )  # fmt: skip


def test_the_number_is_typed_where_the_text_does_not_give_it() -> None:
    bare = NOTICE_2026.replace("国办发明电〔2025〕7号\n", "")
    assert read(bare, " 国办发明电〔2025〕7号 ").source == "国办发明电〔2025〕7号"
    for text, typed, told in (
        (bare, "", "通知里没有文号"), (bare, "七号", "文号应写成"),
        (NOTICE_2026, "国办发明电〔2025〕8号", "不一样"),
    ):  # fmt: skip
        error = refused(text, typed)
        assert error.field == "source" and told in error.message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("5月9日（周六）上班", "5月9日（周日）上班", "2026年5月9日是星期六，不是星期日"),
        ("5月9日（周六）上班", "5月8日（周五）上班", "2026年5月8日不是周末，本来就上班"),
        ("（周五）至5日（周二）", "（周五）至5日（周三）", "5月5日是星期二，不是星期三"),
        ("放假调休，共9天", "放假调休，共8天", "写的是 8 天，按日期数是 9 天"),
        ("至23日（农历正月初七、周一）", "至13日（周五）", "结束的日期早于开始的日期"),
        ("6月19日（周五）", "6月31日（周五）", "没有“6月31日（周五）”这一天"),
        ("4月4日（周六）至6日", "2027年4月4日（周日）至6日", "2027年4月4日不在 2026 年的安排之内"),
        ("6月19日（周五）至21日（周日）放假，", "5月4日（周一）至6日（周三）放假，",
         "2026年5月4日已经排在劳动节假期里"),
        ("9月20日（周日）、", "10月4日（周日）、", "2026年10月4日既写了放假，又写了上班。"),
        ("5月9日（周六）上班", "2月28日（周六）上班", "2026年2月28日写了两次上班。"),
        ("5月9日（周六）上班", "5月9日（周六）照常", "看不出是放假还是上班"),
        ("五、端午节：6月19日（周五）至21日（周日）放假，共3天。", "", "没有端午节的安排"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_its_sentence(old: str, new: str, told: str) -> None:
    assert old in NOTICE_2026
    error = refused(NOTICE_2026.replace(old, new))
    assert error.field == "notice" and told in error.message
    if "。" not in told and new:
        assert "“" in error.message


def test_every_contradiction_is_named_at_once() -> None:
    wrong = NOTICE_2026.replace("共9天", "共8天").replace("5月9日（周六）", "5月9日（周日）")
    lines = refused(wrong).message.split("\n")
    assert len(lines) == 3
    assert "放假调休，共8天”" in lines[1] and "5月9日（周日）上班" in lines[2]


@pytest.mark.parametrize("text", ["", "明年放假安排还没有出来。", "关于1999年部分节假日安排的通知"])
def test_what_is_no_notice_is_not_taken_for_one(text: str) -> None:
    assert refused(text, "国办发明电〔2025〕7号").field == "notice"


def test_half_a_notice_is_not_taken() -> None:
    half = MADE_UP_2027[: MADE_UP_2027.index("四、劳动节")]
    assert "没有劳动节、端午节、中秋节、国庆节的安排" in refused(half).message


def test_a_file_is_read_in_the_spellings_that_editors_save() -> None:
    assert decoded(NOTICE_2026.encode("gb18030")) == NOTICE_2026
    assert decoded(b"\xef\xbb\xbf" + NOTICE_2026.encode()) == NOTICE_2026
    with pytest.raises(FieldError, match="不是文本文件"):
        decoded(b"PK\x03\x04\xff\xff\x81")
