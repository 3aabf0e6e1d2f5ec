"""Enter alone leads through a case, Esc to where a clerk expects, Tab through everything."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from models.cases import Case
from ui import onward
from ui.hand import Hand
from ui.pages.every import PAGES
from ui.pages.matter_rows import HINT
from ui.widgets.basics import Button
from ui.widgets.fields import Segmented

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
ONE, TWO = Qt.Key.Key_1, Qt.Key.Key_2
TAB_STOPS = Qt.FocusPolicy.TabFocus


class Keys:
    """A clerk who uses nothing but the keyboard, and never looks where the mouse is."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand

    @property
    def at(self) -> QWidget:
        """What has the keyboard."""
        at = self.hand.window.focusWidget()
        assert at is not None
        return at

    @property
    def name(self) -> str:
        """How it is called: a button by what stands on it."""
        at = self.at
        return at.words() if isinstance(at, Button) else at.accessibleName()

    def press(self, *keys: Qt.Key) -> None:
        """One key after the other, each once the one before has had its effect."""
        for key in keys:
            QTest.keyClick(self.at, key)
            self.hand.printed()

    def write(self, words: str) -> None:
        """Through an input method, as Chinese is typed."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.at, event)
        self.hand.settle()

    def digit(self, answer: str) -> Qt.Key:
        """The key of an answer that is offered here."""
        assert isinstance(self.at, Segmented)
        return Qt.Key(Qt.Key.Key_1.value + self.at.answers.index(answer))

    def enter_until(self, name: str) -> list[str]:
        """Enter, until the keyboard is on `name`; what it came by on the way."""
        way = [self.name]
        while self.name != name:
            self.press(ENTER)
            assert self.name not in way, f"{way} leads back to {self.name}"
            assert self.hand.page.isAncestorOf(self.at), f"{way} leads off the page"
            way.append(self.name)
        return way

    def answer(self, *digits: Qt.Key) -> None:
        """Line by line of the checklist: the digit, then Enter to the next line."""
        for digit in digits:
            assert isinstance(self.at, Segmented), self.name
            self.press(digit, ENTER)


@pytest.fixture
def keys(hand: Hand) -> Keys:
    return Keys(hand)


def to_papers(keys: Keys, matter: str, name: str, *situation: Qt.Key) -> None:
    """From the first screen to the checklist."""
    keys.press(Qt.Key.Key_F2)
    keys.write(name)
    way = keys.enter_until(HINT)
    assert way == ["姓名（必填）", "证件号码", "电话", "嘎查", "住址", HINT]
    keys.write(matter)
    keys.press(ENTER)
    assert keys.name == "事项"
    keys.press(ENTER)
    keys.answer(*situation)
    assert keys.name == "打印告知单"
    keys.press(ENTER)
    assert keys.name == "收件审核"
    keys.press(ENTER)
    assert keys.hand.page.objectName() == "papers"


def cases(hand: Hand) -> list[tuple[str, str]]:
    found: list[Any] = []
    hand.session.runner.run(
        lambda: [(row.number, row.state) for row in Case.select().order_by(Case.id)], found.append
    )
    hand.settle()
    return list(found[0])


def reached_by_tab(keys: Keys) -> set[QWidget]:
    """Everything that Tab comes by until it comes round."""
    reached: set[QWidget] = set()
    while keys.at not in reached:
        reached.add(keys.at)
        QTest.keyClick(keys.at, TAB)
    return reached


# A whole case each ------------------------------------------------------------------------------


@pytest.mark.clause("1.2")
def test_finished_at_once_by_enter_alone_and_esc_leads_to_no_second_case(keys: Keys) -> None:
    to_papers(keys, "养老保险参保", "包玉兰")
    keys.answer(ONE, ONE, ONE)
    assert keys.name == "怎么处理"
    keys.enter_until("办理结果")
    keys.write("已参保")
    assert keys.enter_until("收件，当场办结") == ["办理结果", "签字方式", "收件，当场办结"]
    keys.press(ENTER)
    assert cases(keys.hand) == [("固便办〔2026〕1号", "已办结")]
    assert "固便办〔2026〕1号 已办结" in keys.hand.said()
    assert keys.hand.page.objectName() == "case"
    keys.press(ESC)
    assert keys.hand.page.objectName() == "today"


@pytest.mark.clause("3.2")
def test_accepted_by_enter_alone_past_the_link_to_another_situation(keys: Keys) -> None:
    to_papers(keys, "宅基地", "特木尔", ONE, TWO)
    keys.answer(*[ONE] * 5)
    assert keys.name == "怎么处理"
    keys.enter_until("不能当场办结的原因")
    keys.enter_until("收件，受理并打印")
    keys.press(ENTER)
    assert cases(keys.hand) == [("固便办〔2026〕1号", "已受理")]
    keys.press(ESC)
    assert keys.hand.page.objectName() == "today"


@pytest.mark.clause("1.4")
def test_returned_by_enter_alone_its_reason_where_it_belongs(keys: Keys) -> None:
    to_papers(keys, "养老保险参保", "娜仁花")
    keys.answer(ONE, ONE, ONE)
    keys.press(keys.digit("退回"))
    keys.enter_until("理由")
    keys.write("户籍不在本苏木")
    keys.press(ENTER)
    assert keys.name == "依据（法规名称和条款）"
    keys.write("《暂行规定》第三条")
    keys.enter_until("收件，退回并报备")
    keys.press(ENTER)
    assert cases(keys.hand) == [("固便办〔2026〕1号", "已退回")]
    assert keys.hand.window.search.text() == ""
    keys.press(ESC)
    assert keys.hand.page.objectName() == "today"


@pytest.mark.clause("1.4")
def test_the_leaders_decision_is_asked_for_in_the_order_in_which_it_stands_there(
    keys: Keys,
) -> None:
    to_papers(keys, "养老保险参保", "娜仁花")
    keys.answer(ONE, ONE, ONE)
    keys.press(keys.digit("退回"))
    keys.enter_until("理由")
    keys.write("户籍不在本苏木")
    keys.press(ENTER)
    keys.write("《暂行规定》第三条")
    keys.enter_until("收件，退回并报备")
    keys.press(ENTER)
    assert keys.enter_until("记下领导批示") == [
        "办什么", "领导批示", "怎么批示", "领导姓名（按签字的纸质件录入）", "领导意见",
        "记下领导批示",
    ]  # fmt: skip


@pytest.mark.clause("1.3")
def test_what_is_wrong_with_a_line_is_asked_before_the_next_line(keys: Keys) -> None:
    to_papers(keys, "养老保险参保", "娜仁花")
    keys.answer(ONE)
    keys.press(keys.digit("需更正"), ENTER)
    keys.write("照片看不清")
    keys.press(ENTER)
    assert keys.name == "请群众补什么"
    keys.press(ENTER)
    keys.answer(ONE)
    assert keys.name == "怎么处理"
    keys.enter_until("收件，发通知并打印")
    keys.press(ENTER)
    assert cases(keys.hand) == [("固便办〔2026〕1号", "待补正")]
    assert keys.name == "补交材料"
    keys.press(ESC)
    assert keys.hand.page.objectName() == "today"


def test_the_case_page_begins_with_what_to_do_and_passes_by_what_else_there_is(keys: Keys) -> None:
    """The rarer actions stand in a row of their own: Enter went on to them, then to the preview."""
    to_papers(keys, "宅基地", "特木尔", ONE, TWO)
    keys.answer(*[ONE] * 5)
    keys.enter_until("收件，受理并打印")
    keys.press(ENTER)
    assert keys.name == "办什么"
    before = keys.name
    keys.press(ENTER)
    assert keys.name != "少用的" and before != keys.name
    page = keys.hand.page
    assert "少用的" not in [one.accessibleName() for one in onward.questions(page)]
    everything = {one.accessibleName() for one in reached_by_tab(keys)}
    assert {"少用的", "查看", "这位群众还要办别的", "锁定"} <= everything


# What Enter does to each kind of input ------------------------------------------------------------


def test_enter_goes_on_in_a_text_and_shift_enter_breaks_its_line(keys: Keys) -> None:
    keys.press(Qt.Key.Key_F6)
    question = keys.hand.fields["question"]
    question.setFocus()
    keys.write("几点下班？")
    QTest.keyClick(keys.at, ENTER, Qt.KeyboardModifier.ShiftModifier)
    keys.write("中午休息吗？")
    keys.press(ENTER)
    assert question.text == "几点下班？\n中午休息吗？"
    assert keys.at is keys.hand.fields["answer"].editor


def test_in_a_list_enter_ends_the_entry_and_goes_on_from_an_empty_one(keys: Keys) -> None:
    keys.press(Qt.Key.Key_F2)
    keys.hand.fill({"on_behalf": "嘎查代办（多人）"})
    many = keys.hand.fields["batch"]
    many.setFocus()
    keys.write("包玉兰")
    keys.press(ENTER)
    keys.write("特木尔")
    keys.press(ENTER)
    assert (many.text, keys.at) == ("包玉兰\n特木尔\n", many.editor)
    keys.press(ENTER)
    assert keys.at is not many.editor


def test_a_held_enter_works_no_button(keys: Keys) -> None:
    keys.press(Qt.Key.Key_F2)
    keys.write("包玉兰")
    for _ in range(30):
        held = QKeyEvent(QEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(keys.at, held)
        keys.hand.settle()
    assert (keys.hand.page.objectName(), keys.name) == ("visit", "下一步：一次性告知")
    assert keys.hand.page.banner.words() == ""


def test_a_button_not_yet_to_be_had_leads_to_the_question_still_open(keys: Keys) -> None:
    to_papers(keys, "养老保险参保", "娜仁花")
    keys.press(ENTER)  # the first line stays open
    keys.answer(ONE, ONE)
    first = keys.hand.page.list.lines[0].answer  # type: ignore[attr-defined]
    for _ in range(4):
        keys.press(ENTER)
        if keys.at is first:
            return
    raise AssertionError(f"Enter ends on {keys.name}")


# Every page ---------------------------------------------------------------------------------------


def test_on_every_page_enter_asks_questions_only_and_tab_reaches_everything(keys: Keys) -> None:
    hand = keys.hand
    to_papers(keys, "宅基地", "特木尔", ONE, TWO)
    keys.answer(*[ONE] * 5)
    keys.enter_until("收件，受理并打印")
    keys.press(ENTER)
    for name in [one for one in hand.window.keys if not PAGES[one].step]:
        if name in ("case", "matter", "search"):
            continue
        hand.go(name)
        page = hand.page
        for one in onward.questions(page):
            assert not isinstance(one, QPushButton | QCheckBox), (name, one)
        reached = reached_by_tab(keys)
        for kind in (Button, Segmented, QLineEdit, QPlainTextEdit):
            for one in page.findChildren(kind):
                if one.isVisible() and one.isEnabled() and one.focusPolicy() & TAB_STOPS:
                    assert one in reached, (name, one.accessibleName())
        assert hand.window.search in reached, name  # it leads out, too
