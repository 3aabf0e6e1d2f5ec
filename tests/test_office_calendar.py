"""Changes of the office's calendar: rehearsed, carried out, and whose date moves with them."""

from datetime import date

import pytest

from app import casefile, cases, documents, due_days, lists, office_calendar, verify
from app import office as settings
from app.casefile import CaseFile
from app.clock import office_time
from app.desk import Desk, seat
from app.errors import FieldError, RuleError
from app.moved_dates import Clock
from app.office_calendar import Changed, DayKind
from app.rights import Role
from models.documents import Document
from models.journal import Event
from models.office import CalendarChange, Schedule
from tests.notices import MADE_UP_2027
from tests.office import TestOffice, beside, printed

HOUSE, TRANSFER = "12", "16"  # 15 and 3 working days
NEW_DATE = "办理期限变更告知书"


def admin(office: TestOffice) -> Desk:
    return office.leader_as(Role.ADMIN)


def seated(office: TestOffice) -> None:
    """Everybody goes by the calendar as it now is."""
    office.clerk = seat(office.store, office.clock, office.clerk.staff)
    office.leader = seat(office.store, office.clock, office.leader.staff)


def closed(office: TestOffice, first: str, last: str = "", why: str = "停电检修") -> Changed:
    done = office_calendar.change_days(admin(office), first, last, "放假", why)
    seated(office)
    return done


def noticed(office: TestOffice) -> Changed:
    done = office_calendar.take_notice(admin(office), MADE_UP_2027)
    seated(office)
    return done


def case_of(office: TestOffice, uuid: str) -> CaseFile:
    return casefile.load(office.clerk, uuid)


def due(office: TestOffice, uuid: str) -> str:
    found = case_of(office, uuid).clock.due
    assert found is not None
    return f"{found:%Y-%m-%dT%H:%M}"


def winter(office: TestOffice) -> None:
    office.clock.set(office_time("2026-12-16T10:00"))


@pytest.mark.clause("3.1")
@pytest.mark.clause("3.2")
def test_a_notice_moves_the_date_and_tells_the_applicant_why(office: TestOffice) -> None:
    winter(office)
    uuid = office.accepted(HOUSE)
    assert due(office, uuid) == "2027-01-07T17:30"
    done = noticed(office)
    (moved,) = done.moved
    assert (moved.uuid, moved.clock, moved.name) == (uuid, Clock.OWN, "包玉兰")
    assert moved.text == "2027年1月7日（星期四）17:30 → 2027年1月8日（星期五）17:30"
    assert due(office, uuid) == "2027-01-08T17:30"
    assert [documents.describe(one).kind for one in done.documents] == [NEW_DATE]
    assert beside(NEW_DATE, "原定办结") == "2027年1月7日（星期四）17:30 前（暂定）"
    assert "国办发明电〔2026〕9号" in beside(NEW_DATE, "变更原因")
    assert "2027年1月8日（星期五）17:30 前" in printed(NEW_DATE)
    assert NEW_DATE in [one.kind for one in case_of(office, uuid).documents]
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []


@pytest.mark.clause("3.1")
def test_a_rehearsal_tells_the_same_and_leaves_nothing(office: TestOffice) -> None:
    winter(office)
    uuid = office.accepted(HOUSE)
    before = Event.select().count(), Document.select().count()
    told = office_calendar.rehearse(
        admin(office), lambda desk: office_calendar.take_notice(desk, MADE_UP_2027)
    )
    assert (Event.select().count(), Document.select().count()) == before
    assert not Schedule.select().exists() and due(office, uuid) == "2027-01-07T17:30"
    assert noticed(office) == told


def test_the_same_notice_again_changes_nothing(office: TestOffice) -> None:
    winter(office)
    office.accepted(HOUSE)
    noticed(office)
    events = Event.select().count()
    assert noticed(office).moved == () and Event.select().count() == events


def test_a_notice_that_does_not_fit_leaves_nothing(office: TestOffice) -> None:
    events = Event.select().count()
    with pytest.raises(FieldError):
        office_calendar.take_notice(admin(office), MADE_UP_2027.replace("共9天", "共7天"))
    assert Event.select().count() == events and not Schedule.select().exists()


@pytest.mark.clause("3.1")
def test_a_closed_day_moves_every_clock_that_runs(office: TestOffice) -> None:
    own = office.accepted(TRANSFER)  # Monday 2026-11-23, due Thursday
    review = office.received(HOUSE, name="王秀英")
    asked = office.received(TRANSFER, 0, name="李明")
    cases.ask_more(office.clerk, asked, date(2026, 11, 27))
    done = closed(office, "2026-11-25", "2026-11-27", "雪灾停办")
    assert {(one.uuid, one.clock): one.new.date() for one in done.moved} == {
        (own, Clock.OWN): date(2026, 12, 1),
        (review, Clock.TELLING): date(2026, 12, 3),
        (asked, Clock.SUPPLEMENT): date(2026, 11, 30),
    }
    assert len(done.documents) == 1  # only what was accepted has a promise on paper
    assert beside(NEW_DATE, "变更原因") == "本单位安排：2026年11月25日至27日放假（雪灾停办）"
    assert case_of(office, asked).supplement_due == date(2026, 11, 30)
    assert due(office, own) == "2026-12-01T17:30"


def test_a_case_that_has_ended_moves_no_more(office: TestOffice) -> None:
    uuid = office.accepted(TRANSFER)
    cases.refuse(office.clerk, uuid, "不符合条件", "《农村土地承包法》第三十六条")
    assert closed(office, "2026-11-25").moved == ()


@pytest.mark.clause("3.1")
def test_what_is_taken_back_moves_the_date_back(office: TestOffice) -> None:
    uuid = office.accepted(TRANSFER)
    closed(office, "2026-11-25", "2026-11-26")
    assert due(office, uuid) == "2026-11-30T17:30"
    done = office_calendar.take_back(admin(office), date(2026, 11, 25), date(2026, 11, 26))
    seated(office)
    assert due(office, uuid) == "2026-11-26T17:30" and len(done.documents) == 1
    assert CalendarChange.select().count() == 2  # nothing disappears
    closed(office, "2026-11-25")
    assert due(office, uuid) == "2026-11-27T17:30"


def test_only_a_whole_entry_is_taken_back(office: TestOffice) -> None:
    closed(office, "2026-11-25", "2026-11-26")
    with pytest.raises(RuleError, match="没有这一条"):
        office_calendar.take_back(admin(office), date(2026, 11, 25), date(2026, 11, 25))


def test_an_extra_day_of_opening_counts(office: TestOffice) -> None:
    uuid = office.accepted(TRANSFER)
    closed(office, "2026-11-25", "2026-11-27")
    office_calendar.change_days(admin(office), "2026-11-28", "", "上班", "补办")
    seated(office)
    assert due(office, uuid) == "2026-11-30T17:30"
    words = [one.text for one in office_calendar.own_days(office.clerk.calendar)]
    assert words == ["2026年11月25日至27日放假（停电检修）", "2026年11月28日上班（补办）"]


@pytest.mark.parametrize(
    ("first", "last", "what", "reason", "field"),
    [
        ("", "", "放假", "节日", "first"),
        ("2026-13-01", "", "放假", "节日", "first"),
        ("1999-01-01", "", "放假", "节日", "first"),
        ("2026-12-02", "2026-12-01", "放假", "节日", "last"),
        ("2026-12-01", "2027-03-01", "放假", "节日", "last"),
        ("2026-12-01", "", "", "节日", "what"),
        ("2026-12-01", "", "放假", "", "reason"),
        ("2026-12-10", "2026-12-11", "放假", "节日", "first"),  # there already
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(
    first: str, last: str, what: str, reason: str, field: str, office: TestOffice
) -> None:
    closed(office, "2026-12-11")
    with pytest.raises(FieldError) as error:
        office_calendar.change_days(admin(office), first, last, what, reason)
    assert error.value.field == field


def test_what_changes_nothing_is_refused(office: TestOffice) -> None:
    with pytest.raises(RuleError, match="本来就放假"):
        closed(office, "2026-11-28", "2026-11-29")
    with pytest.raises(RuleError, match="本来就上班"):
        office_calendar.change_days(admin(office), "2026-11-27", "", "上班", "加班")


def test_a_year_is_shown_day_by_day(office: TestOffice) -> None:
    closed(office, "2026-08-03", why="那达慕大会")
    days = {one.day: one for one in office_calendar.days_of(2026, office.clerk.calendar)}
    assert len(days) == 365
    for day, kind, why in (
        (date(2026, 8, 3), DayKind.OWN_CLOSED, "本单位安排：那达慕大会"),
        (date(2026, 8, 4), DayKind.WORKING, "工作日"),
        (date(2026, 8, 8), DayKind.WEEKEND, "周末"),
        (date(2026, 9, 20), DayKind.MAKE_UP, "调休上班"),
        (date(2026, 10, 3), DayKind.HOLIDAY, "国庆节"),
    ):
        assert (days[day].kind, days[day].why) == (kind, why)


@pytest.mark.clause("3.1")
def test_other_office_hours_name_those_whose_moment_moves(office: TestOffice) -> None:
    office.accepted(TRANSFER)
    typed = settings.shown("contact") | {"hours": "8:30-11:30 14:30-17:00"}
    said = settings.change(admin(office), "contact", typed)
    assert "1 个到期时刻随之变动" in said
    assert (
        "包玉兰（办理期限）：2026年11月26日（星期四）17:30 → 2026年11月26日（星期四）17:00" in said
    )
    assert settings.change(admin(office), "contact", typed) == ""


# 暂定 ------------------------------------------------------------------------------------------


@pytest.mark.clause("3.1")
def test_a_date_is_provisional_everywhere_until_its_year_is_published(office: TestOffice) -> None:
    office.clock.set(office_time("2026-12-29T10:00"))
    own = office.accepted(HOUSE)
    asked = office.received(TRANSFER, 0, name="李明")
    cases.ask_more(office.clerk, asked, date(2027, 1, 12))
    review = office.take(HOUSE, office.visit("王秀英"))

    def said(uuid: str) -> str:
        return next(one.due_text for one in lists.cases(office.clerk) if one.uuid == uuid)

    assert said(own) == "2027年1月20日 17:30（暂定）"
    assert said(asked) == "待补正，2027年1月12日 17:30（暂定）前"
    assert said(review) == "2027年1月6日 17:30（暂定）"
    assert "2027年1月6日（星期三）17:30 前（暂定）" in printed("收件回执")
    assert "2027年1月12日（星期二）17:30 前（暂定）" in printed("补充件通知书")
    assert "2027年1月20日（星期三）17:30 前（暂定）" in printed("受理通知书")
    for uuid in (own, asked, review):
        (found,) = due_days.explanations(office.clerk, case_of(office, uuid))
        assert found.result.endswith("（暂定）") and "还没有公布" in found.summary
    noticed(office)
    for uuid in (own, asked, review):
        (found,) = due_days.explanations(office.clerk, case_of(office, uuid))
        assert "暂定" not in said(uuid) + found.result + found.summary
