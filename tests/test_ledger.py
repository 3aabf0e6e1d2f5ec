"""The ledger, read back with other libraries: page, workbook, and who is named where."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pypdf
import pytest

from app import cases, day, documents, enquiries, ledger, receptions
from app.clock import office_time
from app.desk import Desk
from app.enquiries import EnquiryInput
from app.errors import RuleError
from app.numbers import Kind
from app.parties import AgentInput
from app.people import PersonInput
from app.tasks import AtOnce
from models.documents import Document
from reports import ledger_pdf, ledger_xlsx
from reports.ledger import Ledger, Page, RangeLine, ReportLine, UrgentLine
from tests.office import START, TestOffice

HOMESTEAD, ALLOWANCE, BIRTH, TRANSFER = "12", "05", "11", "16"
MONDAY = START.date()


def built(desk: Desk, when: date = MONDAY, *, full: bool = False) -> Ledger:
    return AtOnce().slices(ledger.build(desk, when, full=full), lambda _: None).result()


def signed(desk: Desk, when: date = MONDAY) -> Page:
    return AtOnce().slices(ledger.paper(desk, when), lambda _: None).result()


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def sheets(workbook: bytes) -> dict[str, list[dict[str, Any]]]:
    """Every list sheet as rows by head."""
    book = openpyxl.load_workbook(BytesIO(workbook))
    found = {}
    for sheet in book.worksheets[1:]:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


@pytest.fixture
def busy(office: TestOffice) -> TestOffice:
    """A day with one of many things on it, closed."""
    clerk = office.clerk
    cases.finish_at_once(clerk, office.received(BIRTH, name="=1+1", phone="13847506021"), "已登记")
    office.clock.advance(minutes=5)
    office.accepted(TRANSFER, name="奈曼旗塔拉合作社", kind="单位")
    cases.return_case(
        clerk, office.received(ALLOWANCE, name="包玉兰", phone="13847506021"), "不符", "第十条"
    )
    call = receptions.open_call(clerk, "乌云其木格", "13847506021").uuid
    enquiries.answer(
        clerk, call, EnquiryInput("王秀英的低保批了吗？", "=已批，请本人来取。", "基本满意")
    )
    agent = AgentInput(PersonInput(name="包乌云"), "女儿", "委托书")
    visit = receptions.open_visit(clerk, PersonInput(name="包·巴图"), agent).uuid
    receptions.left(clerk, visit, "有急事")
    office.clock.set(office_time("2026-11-23T17:35"))
    day.close(clerk)
    return office


def test_the_workbook_says_what_was_done_at_the_counter(busy: TestOffice) -> None:
    lists = sheets(ledger_xlsx.render(built(busy.clerk)))
    by_number = {row["办件编号"]: row for row in lists["办件明细"]}
    born, transfer, allowance = by_number.values()
    assert list(by_number) == [f"固便办〔2026〕{n}号" for n in (1, 2, 3)]
    assert (born["当日办理"], born["结果"]) == ("收件、当场办结", "当场办结")
    assert transfer["到期时间"].isoformat() == "2026-11-26T17:30:00"
    assert transfer["受理时间"].isoformat() == "2026-11-23T09:05:00"
    assert (transfer["申请人"], transfer["事项"]) == ("奈曼旗塔拉合作社", "农村土地经营权流转备案")
    assert allowance["结果"] == "退回"
    visits = lists["咨询与接待"]
    assert [row["接待序号"] for row in visits] == [f"20261123-{n:03d}" for n in range(1, 6)]
    assert [row["结果"] for row in visits] == ["办件", "办件", "办件", "咨询件", "群众中途离开"]
    assert (visits[3]["咨询编号"], visits[3]["满意程度"]) == ("固便咨〔2026〕1号", "基本满意")
    assert visits[4]["代办"] == "代办（女儿）"
    assert [row["文书"] for row in lists["文书使用"]] == [
        "受理通知书", "否定报备表", "咨询件受理通知书",
    ]  # fmt: skip
    assert lists["文书使用"][0]["校验码"] == Document.get().check_code
    assert len(lists["文书使用"][0]["机读编号"]) == 13
    assert lists["否定报备"][0]["领导决定"] is None


def test_texts_are_texts_and_dates_are_dates(busy: TestOffice) -> None:
    book = openpyxl.load_workbook(BytesIO(ledger_xlsx.render(built(busy.leader, full=True))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {"=1+1", "=已批，请本人来取。"} <= {c.value for c in cells if c.data_type == "s"}
    machine = [c for c in cells if c.value and str(c.value).startswith("2613")]
    assert machine and all(cell.data_type == "s" for cell in machine)
    moments = [cell for cell in cells if isinstance(cell.value, datetime)]
    assert moments and {"年" in cell.number_format for cell in moments} == {True}
    detail = book["办件明细"]
    assert detail.freeze_panes == "B2"
    assert detail.auto_filter.ref.startswith("A1:")


def test_persons_are_masked_unless_the_leader_wants_them_in_full(busy: TestOffice) -> None:
    masked = built(busy.clerk)
    for words in (repr(masked), text_of(ledger_pdf.render(masked.page))):
        for name in ("包玉兰", "乌云其木格", "巴图", "王秀英", "13847506021", "=1+1", "请本人来取"):
            assert name not in words
        assert "包**" in words
        assert "138****6021" in words
    assert masked.cases[1].applicant == "奈曼旗塔拉合作社"
    with pytest.raises(RuleError, match="只能由分管领导"):
        built(busy.clerk, full=True)
    whole = built(busy.leader, full=True)
    assert whole.receptions[3].visitor == "乌云其木格"
    assert whole.receptions[3].answer == "=已批，请本人来取。"


def test_the_signed_page_names_those_whom_the_leader_has_to_call(busy: TestOffice) -> None:
    text = text_of(ledger_pdf.render(signed(busy.clerk)))
    assert "包玉兰" in text
    assert "13847506021" in text
    assert "固便否〔2026〕1号" in text


def test_the_page_shows_the_figures_of_the_day(busy: TestOffice) -> None:
    page = built(busy.clerk).page
    figures = {title: dict(pairs) for title, pairs in page.groups}
    assert (figures["接待"]["来访"], figures["接待"]["来电"]) == ("4", "1")
    assert figures["接待"]["咨询件"] == figures["接待"]["群众中途离开"] == "1"
    assert (figures["办理"]["收件"], figures["办理"]["当场办结"]) == ("3", "1")
    assert figures["满意度"]["基本满意"] == "1"
    first = page.balances[0]
    assert (first.carried, first.received, first.at_once, first.returned, first.open) == (
        0, 3, 1, 1, 1,
    )  # fmt: skip
    text = text_of(ledger_pdf.render(page))
    for words in ("便民服务日台账", "固便账〔2026〕1号", "2026年11月23日（星期一）", "斯琴高娃"):
        assert words in text
    assert page.head[:8] in text
    assert "投诉" not in text


def test_the_most_urgent_come_first_and_a_return_waits_for_the_leader(office: TestOffice) -> None:
    office.accepted(TRANSFER)
    office.clock.set(office_time("2026-11-26T10:00"))
    fetched = office.received(BIRTH)
    cases.finish_at_once(office.clerk, fetched, "已登记")
    office.accepted(BIRTH)
    cases.return_case(office.clerk, office.received(BIRTH), "不符", "第一条")
    office.clock.set(office_time("2026-11-26T17:40"))
    when = day.close(office.clerk).day
    urgent = built(office.clerk, when).page.urgent
    assert [(line.number[-2], line.what) for line in urgent] == [
        ("1", "超期，不足 1 个工作日"),
        ("3", "超期，不足 1 个工作日"),
        ("2", "待领取"),
    ]


def test_the_ledger_of_a_day_says_the_same_whenever_it_is_made(busy: TestOffice) -> None:
    before = built(busy.clerk)
    busy.clock.advance(days=2)
    cases.withdraw(busy.clerk, busy.accepted(TRANSFER), "不办了", cases.Signing())
    for row in documents.listed():
        documents.record_print(busy.clerk, row.number, "counter", "1", "已完成", "")
        documents.hand_over(busy.clerk, row.number)
    day.close(busy.clerk)
    after = built(busy.clerk)
    assert after == before
    assert ledger_pdf.render(after.page) == ledger_pdf.render(before.page)
    assert ledger_xlsx.render(after) == ledger_xlsx.render(before)


def test_a_very_full_day_is_still_one_page(office: TestOffice) -> None:
    clerk = office.clerk
    for n in range(15):
        name = f"阿拉坦其其格乌力吉{n}"
        cases.return_case(clerk, office.received(BIRTH, name=name), "不符", "第一条")
        office.accepted(HOMESTEAD, name=name)
        cases.ask_more(clerk, office.received(HOMESTEAD, 3, name=name))
        cases.finish_at_once(clerk, office.received(BIRTH, name=name), "已登记", receipt=True)
    office.clock.set(office_time("2026-11-23T17:40"))
    day.close(office.clerk)
    page = signed(office.clerk)
    assert len(page.to_sign) == 15
    assert len(page.urgent) == 10
    # Every kind of paper that there is, and the longest texts.
    ranges = tuple(
        RangeLine(kind.value, "固便受〔2026〕1001号", "固便受〔2026〕1060号", 60)
        for kind in Kind
        if kind not in (Kind.DAY, Kind.CASE)
    )
    duty = tuple((label, value * 20) for label, value in page.duty)
    pdf = ledger_pdf.render(replace(page, ranges=ranges, duty=duty))
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) == 1
    assert "另有 10 件，见 台账.xlsx" in text_of(pdf)


def test_nothing_on_the_full_page_lies_over_the_signatures(office: TestOffice) -> None:
    office.received(BIRTH)
    day.close(office.clerk)
    page = signed(office.clerk)
    line = ("固便办〔2026〕1号", "事项", "包玉兰", "今日到期", "11月23日 17:30")
    full = replace(
        page,
        urgent=(UrgentLine(*line),) * ledger.MOST_URGENT,
        to_sign=(
            ReportLine("固便否〔2026〕1号", "", "事项", "包玉兰", "", "退回", START, "", "", None),
        )
        * 9,
        ranges=tuple(RangeLine(kind.value, "1号", "1号", 1) for kind in Kind)[:-2],
    )
    heights: list[float] = []

    def note(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            heights.append(tm[5])

    pypdf.PdfReader(BytesIO(ledger_pdf.render(full))).pages[0].extract_text(visitor_text=note)
    signature = ledger_pdf.MARGIN + 38
    assert min(y for y in heights if y > signature + 1) > signature + 12


@pytest.mark.clause("3.1")
def test_a_date_in_a_year_that_is_not_published_is_provisional_in_the_workbook(
    office: TestOffice,
) -> None:
    office.accepted("16")
    day.close(office.clerk)
    office.clock.set(office_time("2026-12-30T10:00"))
    office.accepted("16", name="王秀英")
    last = day.close(office.clerk).day
    first, second = sheets(ledger_xlsx.render(built(office.clerk, last)))["办件明细"]
    assert (first["是否暂定"], second["是否暂定"]) == (None, "暂定")
    assert second["到期时间"].year == 2027
