"""What is done leaves the way back; what is somebody else's or being saved takes no key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import accounts, cases, enquiries, setup
from app.clock import SetClock
from app.errors import EnvironmentFault, RuleError
from app.printing import FolderPrinter
from app.rights import Role
from models.cases import Case
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.start import Session, application

ESC, F9 = Qt.Key.Key_Escape, Qt.Key.Key_F9


def take_in(hand: Hand, code: str, name: str, decision: str, **fields: str) -> None:
    """A visitor with all papers, up to the decision."""
    hand.visit(code, name=name)
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision=decision, **fields)


# Once only ---------------------------------------------------------------------------------------


@pytest.mark.clause("1.2")
@pytest.mark.parametrize("first", [cases.withdraw, None])
def test_one_telling_leads_to_one_case(office: TestOffice, first: Any) -> None:
    """Whatever came of it: a second one begins with a visit of its own."""
    reception = office.told("01")
    items = office.all_received("01")

    def receive() -> Any:
        return cases.receive(office.clerk, reception, office.matter("01"), items, cases.Signing())

    done = receive()
    if first is not None:
        first(office.clerk, done.case.uuid, "不办了", cases.Signing())
    with pytest.raises(RuleError, match=r"已经为包玉兰收过这件事的材料，编号 固便办〔2026〕1号"):
        receive()
    assert Case.select().count() == 1
    assert cases.receive(
        office.clerk, office.told("01"), office.matter("01"), items, cases.Signing()
    )


@pytest.mark.parametrize("decision, fields", [
    ("当场办结", {"result": "已参保"}), ("退回", {"reason": "户籍在外地", "basis": "《办法》"}),
])  # fmt: skip
def test_no_way_leads_back_to_a_step_that_is_done(
    hand: Hand, decision: str, fields: dict[str, str]
) -> None:
    take_in(hand, "01", "包玉兰", decision, **fields)
    assert hand.page.objectName() == "case"
    hand.key(ESC)
    assert hand.page.objectName() == "today"
    hand.key(ESC)
    assert hand.page.objectName() == "today"


def test_from_an_earlier_case_the_way_back_leads_to_it(hand: Hand) -> None:
    take_in(hand, "01", "包玉兰", "当场办结", result="已参保")
    first = hand.page.heading
    take_in(hand, "01", "特木尔", "当场办结", result="已参保")
    assert "特木尔" in hand.page.heading
    hand.key(ESC)
    assert hand.page.heading == first
    hand.key(ESC)
    assert hand.page.objectName() == "today"


def test_a_visit_that_is_recorded_is_not_recorded_again(hand: Hand) -> None:
    hand.visit("01", name="包玉兰")
    assert hand.page.objectName() == "telling"
    hand.key(ESC)
    assert hand.page.objectName() == "today"


# Nobody's page under somebody else's name --------------------------------------------------------


def test_a_page_shows_nothing_of_the_case_before(hand: Hand) -> None:
    take_in(hand, "01", "包玉兰", "当场办结", result="已参保")
    take_in(hand, "12", "特木尔", "受理", why_not_at_once="须现场核查")
    case = hand.page
    assert isinstance(case, CasePage)
    uuid = case._uuid
    hand.key(ESC)
    assert "包玉兰" in hand.page.heading
    hand.window.go("case", {"uuid": uuid})
    assert case.veiled  # nothing has been read yet
    chosen = case.act_on.action
    QTest.keyClick(hand.window.focusWidget(), Qt.Key.Key_2)
    assert case.veiled and case.act_on.action == chosen  # not of her case
    hand.settle()
    assert not case.veiled and "特木尔" in hand.page.heading
    assert case.act_on.action == case.act_on._rows_of_choice[0].answers[1]  # but of his


@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_Backspace])
def test_while_it_saves_a_form_takes_no_key(hand: Hand, key: Qt.Key) -> None:
    hand.key(Qt.Key.Key_F6)
    hand.fill({"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"})
    page = hand.form
    page.fields["answer"].setFocus()
    page._submit()  # type: ignore[attr-defined]
    assert page.busy
    before = page.draft()
    at = hand.window.focusWidget()
    assert at is not None
    QTest.keyClick(at, key)
    assert page.draft() == before
    hand.settle()
    assert hand.page.objectName() == "today" and "已记下" in hand.said()


def test_a_refused_form_has_the_keyboard_again(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F6)
    hand.fill({"question": "几点下班？", "answer": "不知道", "satisfaction": "满意"})
    hand.fields["question"].setFocus()
    hand.form._submit()  # type: ignore[attr-defined]
    hand.settle()
    assert hand.window.focusWidget() is hand.fields["answer"].editor


def test_whoever_has_turned_to_somebody_else_stays_there(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F6)
    hand.fill({"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"})
    hand.form._submit()  # type: ignore[attr-defined]
    hand.window.go("visit", {})  # F2, before it is saved
    hand.settle()
    assert hand.page.objectName() == "visit"
    assert "已记下" in hand.page.banner.words()
    hand.key(ESC)
    assert hand.page.objectName() == "today"


def test_a_step_done_while_somebody_else_is_served_leaves_the_way_back_too(hand: Hand) -> None:
    hand.visit("01", name="包玉兰")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    page: Any = hand.page
    for line in page.list.lines:
        hand.choose(line.answer, line.answer.answers[0])
    page.decide("当场办结")
    hand.fill({"result": "已参保"})
    page.submit()
    hand.window.go("visit", {})
    hand.settle()
    assert (hand.page.objectName(), "包玉兰 固便办〔2026〕1号" in hand.said()) == ("visit", True)
    hand.key(ESC)
    assert hand.page.objectName() == "today"


def test_whoever_turns_away_while_a_case_is_saved_keeps_the_keyboard(hand: Hand) -> None:
    take_in(hand, "12", "特木尔", "受理", why_not_at_once="须现场核查")
    case: Any = hand.page
    case.act_on.choose("撤回")
    hand.fill({"reason": "不办了"})
    case.submit()
    hand.window.go("visit", {})
    hand.settle()
    name = hand.fields["name"]
    assert hand.window.focusWidget() is name.editor
    QTest.keyClicks(hand.window.focusWidget(), "abc")
    assert name.text == "abc"
    assert "撤回，已保存" in hand.said()


def test_a_refusal_is_said_where_the_clerk_is(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F6)
    hand.fill({"question": "几点下班？", "answer": "不知道", "satisfaction": "满意"})
    hand.form._submit()  # type: ignore[attr-defined]
    hand.window.go("visit", {})
    hand.settle()
    assert hand.page.objectName() == "visit"
    assert "刚才的没有保存" in hand.said() and "不知道" in hand.said()
    hand.key(ESC)
    assert hand.fields["answer"].text == "不知道"


def test_a_fault_of_the_disk_is_said_where_the_clerk_is(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enquiries, "answer", out_of_paper)
    hand.key(Qt.Key.Key_F6)
    hand.fill({"question": "几点下班？", "answer": "五点半。", "satisfaction": "满意"})
    hand.form._submit()  # type: ignore[attr-defined]
    hand.window.go("visit", {})
    hand.settle()
    assert hand.page.objectName() == "visit"
    assert "刚才的没有保存" in hand.said() and "缺纸" in hand.said()


def test_what_was_told_is_not_said_on_the_next_visitors_page(hand: Hand) -> None:
    hand.visit("01", name="包玉兰")
    telling: Any = hand.page
    telling._print.click()
    hand.window.go("today", {})
    hand.settle()
    hand.visit("01", name="特木尔")
    assert hand.page is telling and not telling._told


# Where the keyboard is ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["transfers", "day_close", "leads", "papers_list", "cases"])
def test_a_page_with_nothing_to_begin_with_keeps_the_keyboard_out_of_the_search(
    hand: Hand, page: str
) -> None:
    hand.go(page)
    at = hand.window.focusWidget()
    assert at is hand.page or hand.page.isAncestorOf(at)
    hand.key(Qt.Key.Key_F3)
    assert hand.window.focusWidget() is hand.window.search
    hand.key(ESC)
    at = hand.window.focusWidget()
    assert at is hand.page or hand.page.isAncestorOf(at)
    hand.key(ESC)
    assert hand.page.objectName() == "today"


@pytest.mark.parametrize("open_", ["visit", "another", "elsewhere"])
def test_a_search_left_empty_chooses_nothing(hand: Hand, open_: str) -> None:
    if open_ == "another":
        hand.visit("01", name="包玉兰")
        hand.press("打印告知单")
        hand.printed()
        before = hand.page.heading
        hand.key(Qt.Key.Key_F7)
        for _ in range(4):
            hand.key(Qt.Key.Key_Return)
        assert hand.sheet_title == "还要办别的" and hand.page.heading == before
        hand.key(ESC)
        return
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉兰"})
    if open_ == "elsewhere":
        hand.press("不是本窗口的事")
    else:
        hand.fields["name"].setFocus()
    for _ in range(14):
        QTest.keyClick(hand.window.focusWidget(), Qt.Key.Key_Return)
        hand.settle()
    if open_ == "visit":
        assert "请选择要办的事项" in hand.said()
    else:
        assert hand.fields["office"].text == ""


def test_an_answer_to_a_key_is_said_in_sight(hand: Hand) -> None:
    hand.window.resize(1024, 500)
    hand.key(Qt.Key.Key_F2)
    page = hand.page
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    hand.key(F9)
    hand.settle()
    seen = page.viewport().rect()
    place = page.banner.mapTo(page.viewport(), page.banner.rect().center())
    assert "没有可以打印" in page.banner.words() and seen.contains(place)


def test_an_enter_that_comes_again_at_once_is_one_held_down(hand: Hand) -> None:
    """As a desktop under load sends it: without saying so."""
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉兰"})
    hand.fields["name"].setFocus()
    handle = hand.window.windowHandle()
    for n in range(30):
        press = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"
        )
        press.setTimestamp(100_000 + 40 * n)
        QApplication.sendEvent(handle, press)
        hand.settle()
    assert hand.page.objectName() == "visit" and hand.page.banner.words() == ""


# No key without a word ----------------------------------------------------------------------------


def test_f9_on_a_case_prints_what_was_not_printed_or_says_why_not(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(hand, "01", "包玉兰", "当场办结", result="已参保")
    hand.key(F9)
    assert hand.page.banner.words() == "这个办件还没有文书。"
    with monkeypatch.context() as broken:
        broken.setattr(FolderPrinter, "submit", out_of_paper)
        take_in(hand, "12", "特木尔", "受理", why_not_at_once="须现场核查")
    assert "缺纸" in hand.page.banner.words()
    before = set((tmp_path / "papers").iterdir())
    hand.key(F9)
    hand.printed()
    assert len(set((tmp_path / "papers").iterdir()) - before) == 1
    hand.key(F9)
    hand.printed()
    assert "都打印过了" in hand.page.banner.words()
    assert len(set((tmp_path / "papers").iterdir()) - before) == 1


def test_a_fault_in_one_paper_does_not_keep_the_next_from_printing(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(FolderPrinter, "submit", lambda: None)  # which is an error of ours
        hand.visit("12", name="特木尔")
        hand.press("打印告知单")
        hand.printed()
    assert "程序出错了" in hand.page.banner.words()
    take_in(hand, "12", "包玉兰", "受理", why_not_at_once="须现场核查")
    assert list((tmp_path / "papers").iterdir())


def out_of_paper(*_: Any, **__: Any) -> Any:
    raise EnvironmentFault("打印机缺纸。", instead="请加纸。")


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN])
def test_every_key_of_the_frame_does_something_or_says_why_not(
    office: TestOffice, tmp_path: Path, role: Role
) -> None:
    by = setup.command_desk(office.store, office.clock)
    accounts.add(by, "白雪莲", "bxl", PASSWORD, role, "主任")
    office.store.close()
    application()
    session = Session(office.store.folder, SetClock(START), FolderPrinter(tmp_path / "papers"))
    hand = Hand(session)
    hand.sign_on("bxl", PASSWORD)
    control = Qt.KeyboardModifier.ControlModifier
    presses: list[Callable[[], None]] = [
        *(lambda key=key: hand.key(key) for key in (
            Qt.Key.Key_F5, Qt.Key.Key_F7, Qt.Key.Key_F8, F9, Qt.Key.Key_F10,
        )),
        lambda: hand.key(Qt.Key.Key_B, control),
    ]  # fmt: skip
    for press in presses:
        hand.page.banner.clear()
        before = hand.page.objectName()
        press()
        told = hand.page.banner.words() or hand.sheet_title or hand.page.objectName() != before
        assert told or QApplication.activeModalWidget(), press
    windows.close(session)
