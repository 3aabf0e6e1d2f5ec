"""A scan opens its record and lands in no field; what a hand types goes where it was typed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import documents
from models.days import Absence
from models.office import Staff
from tests.office import PASSWORD
from ui.hand import Hand


def scan(hand: Hand, code: str, into: QWidget | None = None) -> None:
    """As a scanner does: the whole code at once, into the window in front, then Enter."""
    handle = (into or hand.window).windowHandle()
    assert handle is not None
    for digit in code:
        QTest.keyClick(handle, Qt.Key(ord(digit)))
    QTest.keyClick(handle, Qt.Key.Key_Return)
    hand.settle()


def machine_numbers(hand: Hand) -> dict[str, str]:
    found: list[Any] = []
    hand.session.runner.run(documents.listed, found.append)
    hand.settle()
    return {row.kind: row.machine_number for row in found[0]}


def test_a_scan_opens_the_case_from_the_middle_of_a_form(hand: Hand) -> None:
    hand.visit("12", name="特木尔")
    hand.press("给一份印好的告知单")
    hand.press("收件审核")
    hand.take((3, "缺少", ""), decision="补充件")
    code = machine_numbers(hand)["补充件通知书"]
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉兰", "phone": "138"})
    hand.form.fields["phone"].setFocus()
    scan(hand, code)
    assert "固便办〔2026〕1号" in hand.page.heading
    hand.key(Qt.Key.Key_Escape)
    assert hand.page.objectName() == "visit"
    assert [hand.form.fields[name].text for name in ("name", "phone")] == ["包玉兰", "138"]


def test_a_paper_without_a_case_is_shown(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F6)
    hand.fill({"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"})
    hand.press("记下并打印")
    hand.printed()
    scan(hand, machine_numbers(hand)["咨询件受理通知书"])
    assert hand.sheet_title == "咨询件受理通知书"
    hand.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("typed", ["13847512345", "2611010000504", "12"])
def test_what_is_no_machine_number_stays_where_it_was_typed(hand: Hand, typed: str) -> None:
    hand.key(Qt.Key.Key_F2)
    field = hand.form.fields["phone"]
    field.setFocus()
    handle = hand.window.windowHandle()
    assert handle is not None
    for digit in typed:
        QTest.keyClick(handle, Qt.Key(ord(digit)))
    hand.wait(lambda: field.text == typed, "the digits")
    assert hand.page.objectName() == "visit"


def test_an_answer_is_not_changed_by_a_scan(hand: Hand) -> None:
    hand.visit("12", name="特木尔")
    hand.press("给一份印好的告知单")
    hand.press("收件审核")
    page: Any = hand.page
    line = page.list.lines[0]
    line.answer.setFocus()
    scan(hand, "2611010000505")
    assert line.answer.value == ""


def test_no_digit_of_a_fast_hand_is_lost(hand: Hand) -> None:
    """Keys came back as other objects now and then, after some hundreds, where Python held on to
    parts of a layout that Qt had thrown away."""
    hand.key(Qt.Key.Key_F2)
    field = hand.form.fields["phone"]
    handle = hand.window.windowHandle()
    assert handle is not None
    for n in range(25):
        hand.fill({"on_behalf": ("本人", "代办")[n % 2]})  # pieces come and go
        QTest.keyClick(hand.form.fields["name"].editor, Qt.Key.Key_Return)  # the page is walked
        field.set_text("")
        field.setFocus()
        for digit in "152326196503071234":
            QTest.keyClick(handle, Qt.Key(ord(digit)))
            QApplication.processEvents()
        hand.wait(lambda: len(field.text) == 18, "the digits")
        assert field.text == "152326196503071234"
    code = some_paper(hand)
    scan(hand, code)
    assert hand.sheet_title == "咨询件受理通知书"
    hand.key(Qt.Key.Key_Escape)


# What lies over the page, and what stands before it --------------------------------------------


def some_paper(hand: Hand) -> str:
    """The number on a paper that belongs to no case."""
    hand.key(Qt.Key.Key_F6)
    hand.fill({"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"})
    hand.press("记下并打印")
    hand.printed()
    return machine_numbers(hand)["咨询件受理通知书"]


def front(hand: Hand) -> QWidget:
    over = QApplication.activeModalWidget()
    assert over is not None
    return over


def count(hand: Hand, model: Any) -> int:
    found: list[int] = []
    hand.session.runner.run(lambda: model.select().count(), found.append)
    hand.settle()
    return found[0]


def test_a_scan_names_no_reason_for_leaving_the_desk(hand: Hand) -> None:
    code = some_paper(hand)
    hand.key(Qt.Key.Key_F8)
    assert hand.sheet_title == "离岗"
    scan(hand, code, front(hand))
    assert count(hand, Absence) == 0
    assert hand.window.isVisible() and hand.sheet_title == "咨询件受理通知书"
    hand.key(Qt.Key.Key_Escape)


def test_a_scan_takes_nothing_half_typed_away(hand: Hand) -> None:
    code = some_paper(hand)
    hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    hand.fill({"old": "half-typed"})
    scan(hand, code, front(hand))
    sheet: Any = front(hand)
    assert sheet.windowTitle() == "改自己的密码" and sheet.fields["old"].text == "half-typed"
    assert "扫到了文书上的码" in sheet.banner.words()
    hand.key(Qt.Key.Key_Escape)


def test_a_scan_on_the_lock_page_is_no_password(hand: Hand) -> None:
    code = some_paper(hand)
    for _ in range(6):
        if hand.window.isVisible():
            hand.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        scan(hand, code, hand.session.top)
    gate: Any = hand.session.gate
    assert "请先登录，再扫一次" in gate.banner.words()
    assert gate.fields["password"].text == ""
    failures: list[int] = []
    hand.session.runner.run(lambda: [row.failures for row in Staff.select()], failures.extend)
    hand.settle()
    assert set(failures) == {0}
    hand.type(gate.fields["password"], PASSWORD)
    QTest.keyClick(gate.fields["password"].editor, Qt.Key.Key_Return)
    hand.settle()
    assert hand.window.isVisible()
