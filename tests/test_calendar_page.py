"""The calendar in the window: looked at by everybody, changed by the administrator, and what that
does to a case that is running."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app import accounts
from app.clock import SetClock, office_time
from app.office_calendar import DayKind
from app.printing import FolderPrinter
from app.rights import Role
from tests import office as offices
from tests.notices import MADE_UP_2027
from tests.office import PASSWORD, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.pages.calendar import LOOKS, CalendarPage
from ui.pages.calendar_forms import CalendarNoticePage
from ui.pages.case import CasePage
from ui.pages.why_date import WhyDate
from ui.start import Session, application
from ui.widgets.basics import Button
from ui.widgets.months import Months

HOUSE = "12"  # 15 working days
WINTER = "2026-12-16T10:00"
At = Callable[..., Hand]


@pytest.fixture
def at(template: Path, tmp_path: Path) -> Iterator[At]:
    """The window of a folder that was prepared, for whoever signs on."""
    application()
    opened: list[Session] = []

    def sign_on(login: str, prepare: Callable[[TestOffice], object] = lambda _: None) -> Hand:
        if opened:
            windows.close(opened.pop())
        folder = tmp_path / "data"
        if not folder.exists():
            office = offices.copy(template, folder)
            admin = office.leader_as(Role.ADMIN)
            accounts.add(admin, "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
            office.clock.set(office_time(WINTER))
            prepare(office)
            office.store.close()
        printer = FolderPrinter(tmp_path / "papers")
        opened.append(Session(folder, SetClock(office_time(WINTER)), printer))
        hand = Hand(opened[-1])
        hand.sign_on(login, PASSWORD)
        return hand

    yield sign_on
    for session in opened:
        windows.close(session)


def calendar(hand: Hand) -> CalendarPage:
    page = hand.page
    assert isinstance(page, CalendarPage)
    return page


def open_case(hand: Hand) -> tuple[CasePage, list[str]]:
    """The running case, and everything that its card 期限是怎么算的 says."""
    hand.open_case("包玉兰")
    page = hand.page
    assert isinstance(page, CasePage)
    return page, words_of(page.findChild(WhyDate))


def papers(tmp_path: Path) -> list[str]:
    """What was printed, without blanks."""
    found = sorted((tmp_path / "papers").glob("*.pdf"))
    texts = ("".join(page.extract_text() for page in pypdf.PdfReader(one).pages) for one in found)
    return ["".join(text.split()) for text in texts]


def words_of(widget: Any) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]


@pytest.mark.clause("3.1")
@pytest.mark.clause("3.2")
def test_a_notice_is_pasted_a_case_moves_and_its_applicant_is_told(at: At, tmp_path: Path) -> None:
    hand = at("sqgw", lambda office: office.accepted(HOUSE))
    page, words = open_case(hand)
    assert "2027年1月7日（星期四）17:30 前（暂定）" in words
    hand = at("bxl")
    hand.go("calendar")
    assert "2026年日历" in calendar(hand).heading
    hand.press("2027年 ›")
    assert "2027年日历（暂定）" in calendar(hand).heading
    hand.press("导入放假通知")
    assert isinstance(hand.page, CalendarNoticePage)
    hand.fill({"notice": MADE_UP_2027})
    hand.press("看哪些日期变动")
    assert hand.sheet_title == "1 个在办件的日期会变动"
    assert not papers(tmp_path)
    hand.press("确认更改")
    hand.printed()
    page = calendar(hand)
    assert page.heading.startswith("2027年日历 按国务院办公厅通知（国办发明电〔2026〕9号")
    assert "日历已更改" in page.banner.words()
    assert page.months.squares[date(2027, 1, 4)].sign == LOOKS[DayKind.HOLIDAY][0]
    assert page.months.squares[date(2027, 1, 9)].sign == LOOKS[DayKind.MAKE_UP][0]
    (notice,) = papers(tmp_path)
    for words in (
        "办理期限变更告知书", "原定办结2027年1月7日（星期四）17:30前（暂定）",
        "国务院办公厅公布2027年部分节假日安排（国办发明电〔2026〕9号）",
        "变动后，承诺于2027年1月8日（星期五）17:30前办结",
    ):  # fmt: skip
        assert words in notice
    hand = at("sqgw")
    _, words = open_case(hand)
    assert "2027年1月8日（星期五）17:30 前" in words
    assert not any("暂定" in one for one in words)


def test_a_sentence_that_does_not_fit_is_told_beside_the_notice(at: At) -> None:
    hand = at("bxl")
    hand.window.go("calendar_notice", {})
    hand.settle()
    hand.fill({"notice": MADE_UP_2027.replace("1月9日（周六）上班", "1月9日（周五）上班")})
    hand.press("看哪些日期变动")
    assert "2027年1月9日是星期六，不是星期五" in hand.form.fields["notice"].error()  # type: ignore[attr-defined]
    assert not hand.sheet_title


def test_a_notice_can_be_read_from_a_text_file(at: At, tmp_path: Path) -> None:
    hand = at("bxl")
    hand.window.go("calendar_notice", {})
    hand.settle()
    page = hand.page
    assert isinstance(page, CalendarNoticePage)
    file = tmp_path / "通知.txt"
    file.write_bytes(MADE_UP_2027.encode("gb18030"))
    page.read_file(file)
    assert page.fields["notice"].text == MADE_UP_2027
    page.read_file(tmp_path / "没有.txt")
    assert "读不出来" in page.fields["notice"].error()  # type: ignore[attr-defined]


def test_the_offices_own_days_come_and_go(at: At) -> None:
    hand = at("bxl")
    hand.go("calendar")
    hand.press("增加放假或上班")
    hand.fill({"first": "2026-12-25", "what": "放假", "reason": "停电检修"})
    hand.press("看哪些日期变动")
    assert hand.sheet_title == "没有在办件的日期变动"
    hand.press("确认更改")
    page = calendar(hand)
    square = page.months.squares[date(2026, 12, 25)]
    assert square.sign == LOOKS[DayKind.OWN_CLOSED][0]
    assert square.words == "12月25日（星期五）：本单位放假，本单位安排：停电检修"
    assert "2026年12月25日放假（停电检修）" in words_of(page)
    hand.press("删去")
    hand.press("确认更改")
    assert calendar(hand).months.squares[date(2026, 12, 25)].sign == ""


def test_whoever_may_not_change_the_calendar_reads_it_with_keys(at: At) -> None:
    hand = at("sqgw")
    hand.go("calendar")
    page = calendar(hand)
    buttons: Any = page.findChildren(Button)
    shown = {one.words() for one in buttons if one.isVisible()}
    assert not shown & {"导入放假通知", "增加放假或上班", "删去"}
    assert page.months.hasFocus() and page.months.at == date(2026, 12, 16)
    QTest.keyClick(page.months, Qt.Key.Key_Down)
    assert page.months.at == date(2026, 12, 23)
    QTest.keyClick(page.months, Qt.Key.Key_Left)
    assert page.months.words() == "12月22日（星期二）：工作日"
    assert page.months.words() in words_of(page)
    QTest.keyClick(page.months, Qt.Key.Key_Home)
    assert page.months.words() == "1月1日（星期四）：放假，元旦"
    hand.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert "2025年日历" in page.heading
    hand.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    hand.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert "2027年日历（暂定）" in page.heading
    for key in ("calendar_notice", "calendar_days"):
        hand.window.go(key, {})
        assert "请由管理员" in page.banner.words()


def test_a_case_shows_its_days_and_prints_them(at: At, tmp_path: Path) -> None:
    hand = at("sqgw", lambda office: office.accepted(HOUSE))
    page, _ = open_case(hand)
    months = page.findChild(Months)
    assert months.squares[date(2026, 12, 17)].sign == "1"
    assert months.squares[date(2026, 12, 19)].sign == "休"
    assert months.squares[date(2027, 1, 1)].sign == "假"
    assert months.squares[date(2027, 1, 7)].sign == "到期"
    months.setFocus()
    QTest.keyClick(months, Qt.Key.Key_End)
    assert months.words().startswith("1月7日（星期四）：第15日，工作日")
    assert months.words() in words_of(page)
    hand.press("打印这一页")
    assert hand.sheet_title == "期限计算说明"
    hand.press("打印")
    hand.printed()
    (paper,) = papers(tmp_path)
    assert "1月7日15到期②" in paper and "12月19–20日不计周末③" in paper
