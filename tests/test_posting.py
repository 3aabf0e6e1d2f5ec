"""公示: up for its whole period, with what may be said of somebody and nothing else."""

from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest

from app import cases, documents, public_content
from app.casefile import CaseFile, load
from app.cases.steps import NO_OBJECTION, OBJECTIONS
from app.clock import office_time
from app.errors import FieldError, RuleError
from models.cases import Step
from tests.office import TestOffice, beside, printed

ALLOWANCE, DESTITUTE, LAND, HOMESTEAD = "05", "06", "25", "12"
VISIT, CHECK, POSTING = 0, 1, 2  # the steps of ALLOWANCE
MONDAY = date(2026, 11, 23)
PERSON = {"id_number": "11010519491231002X", "phone": "13812346021", "gacha": "平安地嘎查"}
CONTENT = "申请人姓名：王秀英\n家庭人数：3人\n保障金额："


@pytest.fixture
def case(office: TestOffice) -> str:
    """An application for the minimum allowance, up to its 公示 of 7 days."""
    case = office.accepted(ALLOWANCE, name="王秀英", **PERSON)
    for step in (VISIT, CHECK):
        cases.record_step(office.clerk, case, step, MONDAY, MONDAY, "", "属实")
    return case


def post(
    office: TestOffice, case: str, *, started: date = MONDAY, until: date | None = None,
    content: str = CONTENT, place: str = "平安地嘎查公示栏", step: int = POSTING,
) -> CaseFile:  # fmt: skip
    return cases.start_step(office.clerk, case, step, started, until, place, content).case


def end(
    office: TestOffice, case: str, ended: date, objections: str = NO_OBJECTION, findings: str = "",
    step: int = POSTING,
) -> CaseFile:  # fmt: skip
    return cases.end_step(office.clerk, case, step, ended, objections, findings).case


@pytest.mark.clause("3.1")
def test_a_sheet_for_the_board_says_who_what_how_long_and_where_to_object(
    office: TestOffice, case: str
) -> None:
    step = post(office, case).steps[POSTING]
    assert (step.started, step.until, step.ended) == (MONDAY, date(2026, 11, 30), None)
    assert (step.number, step.place) == ("固便示〔2026〕1号", "平安地嘎查公示栏")
    assert beside("公示", "申请人姓名") == "王秀英"
    assert beside("公示", "家庭人数") == "3人"
    assert beside("公示", "张贴地点") == "平安地嘎查公示栏"
    said = "".join(printed("公示"))
    assert "保障金额" not in said  # nothing is known of it yet
    assert "2026年11月23日至2026年11月30日" in said
    assert "0475-4212345" in said and "提出异议" in said


@pytest.mark.clause("5.1")
def test_nothing_but_the_fields_of_the_matter_goes_up(office: TestOffice, case: str) -> None:
    for content in (
        "申请人姓名：王秀英\n病情：糖尿病", "王秀英", "申请人姓名：王秀英（13812346021）",
        "申请人姓名：王秀英\n家庭人数：11010519491231002X", "申请人姓名：王秀英 150525196803051111",
        "申请人姓名：" + "甲" * 101, "申请人姓名：\n家庭人数：", "",
    ):  # fmt: skip
        with pytest.raises(FieldError) as refusal:
            post(office, case, content=content)
        assert refusal.value.field == "content", content
    assert Step.select().where(Step.position == POSTING).count() == 0
    post(office, case)
    said = "".join(printed("公示"))
    assert PERSON["id_number"] not in said and PERSON["phone"] not in said


def test_a_landline_kept_for_the_applicant_does_not_go_up_either(office: TestOffice) -> None:
    case = office.accepted(LAND, name="绿源公司", phone="0475-4212399")
    with pytest.raises(FieldError, match="电话号码"):
        post(office, case, step=1, content="地块位置：东梁，电话0475-4212399")


def test_what_is_known_is_filled_in(office: TestOffice, case: str) -> None:
    assert public_content.offered(load(office.clerk, case)) == (
        "申请人姓名：王秀英\n家庭人数：\n保障金额："
    )
    other = office.accepted(DESTITUTE, name="王秀英", **PERSON)
    assert public_content.offered(load(office.clerk, other)) == (
        "申请人姓名：王秀英\n所在嘎查：平安地嘎查"
    )


@pytest.mark.clause("3.1")
def test_it_is_up_as_long_as_the_matter_says(office: TestOffice, case: str) -> None:
    """Seven days, not counting that on which it goes up; never past a day that is none."""
    for started, least in (
        (MONDAY, date(2026, 11, 30)),  # a Monday again
        (MONDAY + timedelta(days=5), date(2026, 12, 7)),  # its last day would be a Saturday
    ):
        with pytest.raises(FieldError, match=f"{least.month}月{least.day}日") as refusal:
            post(office, case, started=started, until=least - timedelta(days=1))
        assert refusal.value.field == "posted_to"
    assert post(office, case, until=date(2026, 12, 1)).steps[POSTING].until == date(2026, 12, 1)


@pytest.mark.clause("3.1")
def test_a_period_in_working_days_counts_those(office: TestOffice) -> None:
    office.clock.set(office_time("2026-09-23T09:00"))
    case = office.accepted(LAND, name="绿源公司")
    start = date(2026, 9, 23)
    step = post(office, case, step=1, started=start, content="地块位置：东梁").steps[1]
    # 24, 28, 29, 30 September; 25–27 September and 1–7 October are off; 8 October.
    assert step.until == date(2026, 10, 8)


def test_dates_that_cannot_be_are_refused(office: TestOffice, case: str) -> None:
    for started in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=31)):
        with pytest.raises(FieldError) as refusal:
            post(office, case, started=started)
        assert refusal.value.field == "posted_from"
    with pytest.raises(FieldError, match="一年"):
        post(office, case, until=date(2028, 1, 1))


@pytest.mark.clause("3.1")
def test_it_does_not_end_before_its_last_day(office: TestOffice, case: str) -> None:
    with pytest.raises(RuleError, match="还没有张贴"):
        end(office, case, MONDAY)
    post(office, case)
    with pytest.raises(RuleError, match="已经开始"):
        post(office, case)
    office.clock.set(office_time("2026-11-29T10:00"))
    with pytest.raises(FieldError, match="11月30日才满"):
        end(office, case, date(2026, 11, 29))
    with pytest.raises(FieldError, match="不能晚于今天"):
        end(office, case, date(2026, 11, 30))
    with pytest.raises(RuleError, match="初审公示"):
        cases.grant(office.clerk, case, "准予")
    office.clock.set(office_time("2026-11-30T17:00"))
    assert end(office, case, date(2026, 11, 30)).steps[POSTING].findings == "无异议"
    assert cases.grant(office.clerk, case, "准予").case.outcome == "准予"


def test_objections_are_written_down_with_what_came_of_them(office: TestOffice, case: str) -> None:
    post(office, case)
    office.clock.set(office_time("2026-12-01T10:00"))
    day = date(2026, 12, 1)
    with pytest.raises(FieldError, match="有没有异议"):
        end(office, case, day, "")
    with pytest.raises(FieldError, match="异议和处理结果"):
        end(office, case, day, OBJECTIONS)
    step = end(office, case, day, OBJECTIONS, "反映有车，经核对属他人").steps[POSTING]
    assert step.findings == "有异议：反映有车，经核对属他人"


def test_a_posting_is_never_recorded_afterwards(office: TestOffice, case: str) -> None:
    office.clock.advance(days=10)
    with pytest.raises(RuleError, match="不能事后补记"):
        cases.record_step(office.clerk, case, POSTING, MONDAY, date(2026, 12, 1), "嘎查", "无异议")


def test_what_is_no_posting_does_not_go_up(office: TestOffice) -> None:
    with pytest.raises(RuleError, match="不用公示"):
        post(office, office.accepted(HOMESTEAD), step=0)


@pytest.mark.clause("3.1")
def test_a_posting_that_does_not_count_stops_the_clock_as_long_as_it_is_up(
    office: TestOffice,
) -> None:
    case = office.accepted(DESTITUTE, name="王秀英")
    cases.record_step(office.clerk, case, 0, MONDAY, MONDAY, "", "属实")
    before = load(office.clerk, case).deadline
    assert before is not None and before.due == office_time("2026-12-14T17:30")
    shown = post(office, case, step=1, started=MONDAY + timedelta(days=1),
                 content="申请人姓名：王秀英")  # fmt: skip
    # 24 November to 1 December: six working days, so 14 December moves on to the 22nd.
    assert shown.deadline is not None
    assert shown.deadline.due == office_time("2026-12-22T17:30")


def test_a_sheet_for_the_board_is_one_page(office: TestOffice, case: str) -> None:
    post(office, case)
    pages = pypdf.PdfReader(BytesIO(documents.pdf("固便示〔2026〕1号"))).pages
    assert len(pages) == 2  # 张贴联 and 存根
