"""A password is typed unseen: what was refused is replaced, and what nobody sees is said."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.office import PASSWORD
from ui.hand import Hand
from ui.widgets.fields import CAPITALS

ENTER, CTRL, SHIFT = (
    Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


def lock(hand: Hand) -> Any:
    hand.key(Qt.Key.Key_L, CTRL)
    gate: Any = hand.session.gate
    hand.wait(gate.isVisible, "the lock page")
    return gate


def at(gate: Any) -> QLineEdit:
    """What has the keyboard."""
    editor = gate.window().focusWidget()
    assert isinstance(editor, QLineEdit)
    return editor


def test_the_second_try_replaces_the_first(hand: Hand) -> None:
    gate = lock(hand)
    QTest.keyClicks(at(gate), "wrong-wrong")
    QTest.keyClick(at(gate), ENTER)
    hand.settle()
    assert "再错 4 次" in gate.fields["password"].error()
    QTest.keyClicks(at(gate), PASSWORD)
    assert gate.fields["password"].text == PASSWORD
    QTest.keyClick(at(gate), ENTER)
    hand.settle()
    assert hand.window.isVisible()


def test_the_password_of_a_locked_account_is_replaced_too(hand: Hand) -> None:
    gate = lock(hand)
    for n in range(6):
        QTest.keyClicks(at(gate), f"wrong-{n}")
        QTest.keyClick(at(gate), ENTER)
        hand.settle()
    assert "已锁定" in gate.banner.words()
    QTest.keyClicks(at(gate), "x")
    assert gate.fields["password"].text == "x"


def test_a_sheet_replaces_it_as_well(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M, CTRL)
    hand.fill({"old": "wrong-wrong", "password": "another-word-2027", "again": "another-word-2027"})
    hand.press("改密码")
    fields = hand.fields
    assert "原来的密码不对" in fields["old"].error()
    QTest.keyClicks(fields["old"].editor, PASSWORD)
    assert fields["old"].text == PASSWORD
    hand.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("letter, modifier, on", [
    ("A", Qt.KeyboardModifier.NoModifier, True), ("a", SHIFT, True),
    ("a", Qt.KeyboardModifier.NoModifier, False), ("A", SHIFT, False),
])  # fmt: skip
def test_caps_lock_is_said(hand: Hand, letter: str, modifier: Any, on: bool) -> None:
    gate = lock(hand)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
    QApplication.sendEvent(at(gate), event)
    assert gate.fields["password"].note() == (CAPITALS if on else "")


def test_a_look_at_it_ends_with_it(hand: Hand) -> None:
    gate = lock(hand)
    editor = at(gate)
    QTest.keyClicks(editor, "half")
    QTest.keyClick(editor, Qt.Key.Key_E, CTRL)
    assert editor.echoMode() == QLineEdit.EchoMode.Normal
    QTest.keyClick(editor, Qt.Key.Key_E, CTRL)
    assert editor.echoMode() == QLineEdit.EchoMode.Password
    QTest.keyClick(editor, Qt.Key.Key_E, CTRL)
    editor.clear()
    assert editor.echoMode() == QLineEdit.EchoMode.Password


def test_the_key_for_somebody_else_leaves_what_is_typed(hand: Hand) -> None:
    """Ctrl+U, the key before, empties a line of text on some desktops."""
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉兰"})
    hand.fields["name"].setFocus()
    hand.key(Qt.Key.Key_F11)
    assert not hand.window.isVisible()
    gate: Any = hand.session.gate
    gate.fields["login"].set_text("sqgw")
    gate.fields["password"].setFocus()
    QTest.keyClicks(gate.fields["password"].editor, PASSWORD)
    QTest.keyClick(gate.fields["password"].editor, ENTER)
    hand.settle()
    assert hand.window.isVisible() and hand.fields["name"].text == "包玉兰"
