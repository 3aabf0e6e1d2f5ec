"""Several matters in one reception: the same person, nothing typed twice."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import receptions, tellings
from models.cases import Case, Reception, Telling
from tests.office import TestOffice
from ui.hand import Hand
from ui.pages.another_matter import AnotherMatter
from ui.pages.case import CasePage
from ui.pages.telling import TellingPage

TRANSFER, BIRTH = "16", "11"


@pytest.mark.clause("2.2")
def test_every_matter_has_its_telling_and_its_case(office: TestOffice) -> None:
    visit = office.visit()
    first, second = (office.take(code, visit) for code in (BIRTH, TRANSFER))
    rows = [Case.get(Case.uuid == one) for one in (first, second)]
    assert rows[0].reception == rows[1].reception and rows[0].number != rows[1].number
    assert Telling.select().where(Telling.reception == rows[0].reception).count() == 2
    assert receptions.load(office.clerk, visit).outcome == receptions.CASE


def test_a_second_matter_told_only_does_not_undo_the_case(office: TestOffice) -> None:
    visit = office.visit()
    office.take(BIRTH, visit)
    tellings.tell(office.clerk, visit, office.matter(TRANSFER), tellings.Way.SHEET)
    tellings.went_home(office.clerk, visit)
    assert receptions.load(office.clerk, visit).outcome == receptions.CASE


def test_a_case_after_a_matter_told_only_is_a_case(office: TestOffice) -> None:
    visit = office.told(TRANSFER)
    tellings.went_home(office.clerk, visit)
    case = office.take(BIRTH, visit)
    assert receptions.load(office.clerk, visit).outcome == receptions.CASE
    assert Case.get(Case.uuid == case).applicant.name == "包玉兰"


def test_another_matter_from_the_case_and_from_the_telling(hand: Hand) -> None:
    hand.visit(BIRTH, name="包玉兰", phone="13847500001")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="当场办结", result="已登记")
    assert isinstance(hand.page, CasePage)
    choose(hand, "土地经营权")
    page = hand.page
    assert isinstance(page, TellingPage), hand.said()
    assert "农村土地经营权流转备案" in page.heading and "包玉兰" in page.heading
    hand.press("给一份印好的告知单")
    choose(hand, "就业失业")
    assert "就业失业登记" in page.heading and "包玉兰" in page.heading
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="先收件")
    found: list[tuple[int, int, int]] = []

    def count() -> tuple[int, int, int]:
        return Reception.select().count(), Telling.select().count(), Case.select().count()

    hand.session.runner.run(count, found.append)
    hand.settle()
    assert found == [(1, 3, 2)]


def choose(hand: Hand, name: str) -> None:
    """With the keyboard alone: F7, part of the name, Enter."""
    hand.key(Qt.Key.Key_F7)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, AnotherMatter)
    hand.type(sheet.filter, name)
    QTest.keyClick(sheet.filter.editor, Qt.Key.Key_Return)
    hand.settle()
