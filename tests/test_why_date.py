"""Why this date: the days, the articles and the sentences, on screen and on the sheet."""

from datetime import date
from io import BytesIO

import pypdf
import pytest

from app import casefile, cases, documents, due_days
from app.clock import office_time
from app.due_days import DueDay, Explanation, Tone
from app.forms import why_date
from app.moved_dates import Clock
from models.cases import Case, Extension, Forwarded, Forwarding, SpecialProcedure
from reports.render import render
from reports.sheet import Months, Sheet, from_json, to_json
from tests.office import TestOffice

AID, ALLOWANCE, HOUSE, LEGAL, TRANSFER = "05", "08", "12", "28", "16"


def explained(office: TestOffice, uuid: str) -> tuple[Explanation, ...]:
    return due_days.explanations(office.clerk, casefile.load(office.clerk, uuid))


def by_day(found: Explanation) -> dict[date, DueDay]:
    return {one.day: one for one in found.days}


def sheet_of(office: TestOffice, uuid: str, found: Explanation) -> Sheet:
    case = casefile.load(office.clerk, uuid)
    made = why_date.blocks(case, found)
    return documents.unnumbered(office.clerk.office, office.clock.now(), why_date.TITLE, made)


def pages(sheet: Sheet) -> list[str]:
    read = pypdf.PdfReader(BytesIO(render(sheet))).pages
    return ["".join(page.extract_text().split()) for page in read]


@pytest.mark.clause("3.1")
@pytest.mark.clause("3.2")
def test_every_day_has_its_number_its_reason_and_its_article(office: TestOffice) -> None:
    office.clock.set(office_time("2026-09-16T10:00"))
    (found,) = explained(office, office.accepted(HOUSE))
    assert (found.clock, found.result) == (Clock.OWN, "2026年10月13日（星期二）17:30 前")
    days = by_day(found)
    assert len(days) == 28
    for day, tone, sign, article in (
        (date(2026, 9, 16), Tone.START, "受理", "《民法典》第二百零一条"),
        (date(2026, 9, 17), Tone.COUNTED, "1", "《行政许可法》第八十二条"),
        (date(2026, 9, 19), Tone.OFF, "休", "《国务院关于职工工作时间的规定》第七条"),
        (date(2026, 9, 20), Tone.COUNTED, "3", "国务院办公厅当年节假日安排通知：调休上班"),
        (date(2026, 9, 25), Tone.OFF, "假", "国务院办公厅当年节假日安排通知：放假"),
        (date(2026, 10, 13), Tone.DUE, "到期", "《行政许可法》第八十二条"),
    ):
        assert (days[day].tone, days[day].sign) == (tone, sign)
        assert days[day].article.startswith(article)
    assert days[date(2026, 10, 13)].text.startswith("10月13日（星期二）：第15日，工作日（")
    assert found.summary == (
        "2026年9月16日（星期三）受理，当日不计入，从第二天起算 15 个工作日。"
        "其中周末 2 天、放假 10 天，不计。调休上班 2 天计入。"
    )


def test_the_licensing_law_is_cited_for_licences_only(office: TestOffice) -> None:
    (found,) = explained(office, office.accepted(AID))
    assert not any("行政许可法" in one.article for one in found.days)


@pytest.mark.clause("3.1")
def test_a_special_procedure_and_an_extension_are_shown_with_their_own_basis(
    office: TestOffice,
) -> None:
    uuid = office.accepted(TRANSFER)  # Monday 2026-11-23
    row = Case.get(Case.uuid == uuid)
    SpecialProcedure.create(
        case=row, ground="鉴定", basis="《农村土地经营权流转管理办法》第十八条", days=3,
        started=date(2026, 11, 24), resumed=date(2026, 11, 26), number="特1",
    )  # fmt: skip
    Extension.create(
        case=row, days=1, reason="材料多", basis="本单位服务承诺第三条", approver="巴特尔",
        number="延1", at=office.clock.now(),
    )  # fmt: skip
    (found,) = explained(office, uuid)
    days = by_day(found)
    stopped = days[date(2026, 11, 24)]
    assert (stopped.tone, stopped.sign) == (Tone.STOPPED, "停")
    assert stopped.article == "《农村土地经营权流转管理办法》第十八条"
    last = days[date(2026, 12, 1)]
    assert (last.tone, last.count) == (Tone.DUE, "第4日（延长）")
    assert last.article == "本单位服务承诺第三条"
    assert "特别程序期间 2 天不计。" in found.sentences
    assert "经批准延长 1 个工作日，接着往下数。" in found.sentences


def test_while_it_stands_still_it_says_what_is_left(office: TestOffice) -> None:
    uuid = office.accepted(TRANSFER)
    SpecialProcedure.create(
        case=Case.get(Case.uuid == uuid), ground="鉴定", basis="《办法》第一条", days=30,
        started=date(2026, 11, 25), number="特1",
    )  # fmt: skip
    (found,) = explained(office, uuid)
    assert found.result == "特别程序期间不计时限，恢复后尚余 2 个工作日"
    assert [one.sign for one in found.days] == ["受理", "1", "停"]


@pytest.mark.clause("3.1")
def test_the_authority_above_has_its_own_days(office: TestOffice) -> None:
    uuid = office.accepted(ALLOWANCE)
    row = Case.get(Case.uuid == uuid)
    sent = Forwarding.create(number="报1", organ="旗民政局", at=office_time("2026-11-24T15:00"))
    Forwarded.create(forwarding=sent, case=row, opinion="同意")
    Case.update(state="已上报").where(Case.uuid == uuid).execute()
    higher, own = explained(office, uuid)
    assert (higher.clock, higher.days[0].sign) == (Clock.HIGHER, "上报")
    assert higher.days[0].why == "上报当日" and higher.days[-1].tone == Tone.DUE
    assert own.result.startswith("已上报，本窗口的时限停止计算")


@pytest.mark.clause("1.3")
def test_the_date_of_the_supplement_is_explained(office: TestOffice) -> None:
    uuid = office.received(TRANSFER, 0)
    cases.ask_more(office.clerk, uuid, date(2026, 11, 28))  # a Saturday
    (found,) = explained(office, uuid)
    assert (found.clock, found.days[0].why) == (Clock.SUPPLEMENT, "通知补正当日")
    assert found.deadline.due is not None
    assert found.deadline.due.date() == date(2026, 11, 30)
    assert found.days[-1].day == date(2026, 11, 30)


@pytest.mark.clause("1.2")
def test_the_five_working_days_are_explained(office: TestOffice) -> None:
    uuid = office.received(TRANSFER)
    (found,) = explained(office, uuid)
    assert (found.clock, found.result) == (Clock.TELLING, "2026年11月30日（星期一）17:30 前")
    assert found.days[-1].day == casefile.load(office.clerk, uuid).tell_by
    assert "第三十二条" in found.days[1].article


def test_calendar_days_that_end_on_a_holiday_say_how_they_move(office: TestOffice) -> None:
    uuid = office.accepted(LEGAL)
    sent = Forwarding.create(number="报1", organ="旗司法局", at=office_time("2026-11-28T15:00"))
    Forwarded.create(forwarding=sent, case=Case.get(Case.uuid == uuid), opinion="同意")
    found, _ = explained(office, uuid)  # 7 days from a Saturday end on a Saturday
    days = by_day(found)
    assert days[date(2026, 11, 29)].article.startswith("《民法典》第二百条")
    assert days[date(2026, 12, 7)].tone == Tone.DUE
    assert days[date(2026, 12, 7)].article.startswith("《民法典》第二百零三条")
    assert "期满日是休息日，顺延到下一个工作日。" in found.sentences


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(("at", "due"), [
    ("2026-03-09T10:00", "4月7日"), ("2026-04-22T10:00", "5月22日"),
    ("2026-09-14T10:00", "10月16日"), ("2026-01-28T10:00", "3月3日"),
])  # fmt: skip
def test_twenty_working_days_fit_on_one_page(at: str, due: str, office: TestOffice) -> None:
    office.clock.set(office_time(at))
    uuid = office.accepted(AID)
    (found,) = explained(office, uuid)
    (page,) = pages(sheet_of(office, uuid, found))
    assert f"{due}20到期" in page
    for one in found.days:
        assert one.why in page
    for one in (one for one in found.days if one.number and one.tone != Tone.DUE):
        assert f"{one.day.month}月{one.day.day}日{one.number}" in page


def test_the_grid_of_the_sheet_has_every_day_where_it_belongs(office: TestOffice) -> None:
    office.clock.set(office_time("2026-11-23T10:00"))
    (found,) = explained(office, office.accepted(TRANSFER))
    grid = why_date.months(found)
    ((title, weeks),) = grid.months
    assert title == "2026年11月" and len(weeks) == 6
    assert all(len(week) == 7 for week in weeks)
    assert weeks[0] == ((), (), (), (), (), (), ("1", ""))
    assert weeks[4][:4] == (("23", "受理"), ("24", "1"), ("25", "2"), ("26", "到期"))
    assert weeks[5] == (("30", ""), (), (), (), (), (), ())


@pytest.mark.parametrize("paper", ["A4", "A5", "slip"])
def test_months_print_on_every_paper_and_come_back_from_storage(paper: str) -> None:
    week = tuple((str(n), "休" if n > 5 else str(n)) for n in range(1, 8))
    month = ("2026年6月", (week, ((), *week[1:])))
    block = Months(tuple("一二三四五六日"), (month,) * 14, ("休",), ("5",))
    sheet = Sheet("说明", "说明", "", "中心", (block,), paper=paper)
    assert from_json(to_json(sheet)) == sheet
    found = "".join(pages(sheet))
    assert found.count("2026年6月") == 14 and found.count("休") == 14 * 4
