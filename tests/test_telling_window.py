"""Telling through the real window: questions by number key, the sheet, the script on the phone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app import documents
from app.case_table import State
from app.checklist import Answer
from models.cases import Case, Telling
from models.leads import Lead
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.pages.papers import PapersPage
from ui.pages.telling import TellingPage
from ui.widgets.fields import Segmented
from ui.widgets.script import Script

BENEFIT = "最低生活保障审核确认"
Enter, One, Two = Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_2


def asked(hand: Hand, work: Callable[[], Any]) -> Any:
    """Something out of the database, which the window's own thread reads."""
    found: list[Any] = []
    hand.session.runner.run(work, found.append)
    hand.settle()
    return found[0]


def keys(hand: Hand, *typed: Qt.Key) -> None:
    for one in typed:
        hand.key(one)


def material_names(hand: Hand) -> list[str]:
    """What the page lists, numbered."""
    labels: Any = hand.page.findChildren(QLabel)
    shown = (one.text() for one in labels if one.isVisible() and one.property("tone") == "strong")
    return [words for words in shown if words[0].isdigit()]


def test_questions_by_number_key_and_enter_to_the_paper(hand: Hand) -> None:
    hand.visit("05", name="包玉兰")
    assert "4. 家庭成员的残疾人证（有残疾人的）" in material_names(hand)
    keys(hand, Two)
    assert not any("残疾人证" in one for one in material_names(hand))
    keys(hand, Enter, One, Enter)
    assert material_names(hand)[3:] == ["4. 重病诊断证明"]
    keys(hand, Enter)  # on the button now
    hand.printed()
    assert asked(hand, lambda: [one.kind for one in documents.listed()]) == ["一次性告知单"]
    # More turns out to apply: another sheet. Less: none.
    hand.fill({"situation.0": "有残疾人"})
    hand.press("打印告知单")
    hand.printed()
    hand.fill({"situation.1": "没有重病患者"})
    hand.press("收件审核")
    page = hand.page
    assert isinstance(page, PapersPage)
    assert [line.item.position for line in page.list.lines] == [0, 1, 2, 3]
    assert asked(hand, lambda: Telling.select().count()) == 2


def test_two_papers_missing_come_one_after_the_other(hand: Hand) -> None:
    """No second telling, no lead, and the case goes on when the last one is there."""
    hand.visit("12", name="敖登格日乐")
    hand.fill({"situation.0": "新建", "situation.1": "不共墙"})
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    lacking = Answer.LACKING.value
    hand.take((3, lacking, "嘎查还没有开会"), (4, lacking, "图样还没有选"), decision="补充件")
    page: Any = hand.page
    for position, state in ((3, State.AWAITING), (4, State.REVIEWING)):
        assert isinstance(page, CasePage)
        hand.press("补交材料")
        papers = hand.page
        assert isinstance(papers, PapersPage)
        lines = {line.item.position: line for line in papers.list.lines}
        assert not papers.fields["later_kind"].isVisible()
        hand.choose(lines[position].answer, "已收")
        papers.submit()
        hand.printed()
        assert asked(hand, lambda: Case.get().state) == state
        page = hand.page
    hand.press("继续审核材料")
    papers = hand.page
    assert isinstance(papers, PapersPage)
    papers.decide("受理")
    hand.fill({"why_not_at_once": "须联审踏勘"})
    papers.submit()
    hand.printed()
    assert asked(hand, lambda: (Case.get().state, Lead.select().count())) == (State.ACCEPTED, 0)


def test_a_caller_hears_everything_and_gets_the_sheet_when_they_come(hand: Hand) -> None:
    keys(hand, Qt.Key.Key_F6)
    assert "您好，固日班花苏木便民服务中心" in hand.page.heading
    hand.fill({"caller": "王秀英", "phone": "13847500001", "matter": BENEFIT})
    at = hand.form.fields["matter"]
    at.setFocus()
    keys(hand, Enter, Two, Enter, Two, Enter, One, Enter)
    script = QApplication.focusWidget()
    assert isinstance(script, Script)
    count = int(script.progress.split("共 ")[1].split(" ")[0])
    assert count > 10
    QTest.keyClick(script, Qt.Key.Key_Up)
    for n in range(1, count):
        assert script.progress.startswith(f"第 {n} 句")
        keys(hand, Enter)
    keys(hand, Enter)
    over = QApplication.focusWidget()
    assert isinstance(over, Segmented) and over.answers[0] == "已逐项念完"
    hand.fill({"question": "低保要带什么？", "satisfaction": "满意"})
    hand.fill({"answer": "已逐项告知。"})
    hand.press("记下并打印")
    assert "请选择是否已经逐项念给来电人听" in hand.said()
    hand.fill({"read_out": "已逐项念完"})
    hand.press("记下并打印")
    hand.printed()
    assert asked(hand, lambda: Telling.get().way) == "口头（电话）"
    hand.visit("05", name="王秀英", phone="13847500001")
    hand.fill({"situation.0": "没有残疾人", "situation.1": "没有重病患者"})
    hand.press("打印告知单")  # what was heard does not stand on paper
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="先收件")
    made = asked(hand, lambda: [one.kind for one in reversed(documents.listed())])
    assert made == ["咨询件受理通知书", "一次性告知单", "收件回执"]


def test_another_answer_begins_the_script_anew(hand: Hand) -> None:
    keys(hand, Qt.Key.Key_F6)
    hand.fill({"matter": BENEFIT, "situation.0": "有残疾人", "read_out": "已逐项念完"})
    fields = hand.form.fields
    assert fields["answer"].text.startswith("已口头逐项告知")
    hand.fill({"situation.0": "没有残疾人"})
    assert fields["read_out"].text == ""
    hand.fill({"read_out": "已逐项念完", "matter": "生育登记"})
    assert fields["read_out"].text == "" and "situation.0" not in hand.form.fields


def test_the_situation_is_changed_on_the_checklist(hand: Hand) -> None:
    hand.visit("05", name="包玉兰")
    hand.fill({"situation.0": "没有残疾人", "situation.1": "没有重病患者"})
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.press("情形有变")  # no case yet: back to the questions
    assert isinstance(hand.page, TellingPage)
    hand.press("收件审核")
    hand.take(decision="先收件")
    hand.press("继续审核材料")
    hand.press("情形有变")
    hand.fill({"situation.1": "有重病患者"})
    hand.press("改好")
    hand.fill({"why": "母亲昨天住院"})
    hand.press("改好")
    page: Any = hand.page
    assert isinstance(page, PapersPage)
    assert [line.item.position for line in page.list.lines] == [0, 1, 2, 4]
    hand.choose(page.list.lines[3].answer, "缺少")
    page.decide("补充件")
    page.submit()
    hand.settle()
    assert "二次告知" in page.fields["later_kind"].error()
    hand.fill({"later_kind": "情况变化"})
    page.submit()
    hand.printed()
    assert asked(hand, lambda: Lead.get().reason) == "情况变化"
