"""Previews: what would be printed, drawn from a rehearsal that leaves nothing behind."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from app import cases, documents
from app.errors import RuleError
from tests.office import TestOffice
from ui.hand import Hand
from ui.pages.papers import PapersPage
from ui.reference import Reference
from ui.widgets.preview import Preview


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def everything(office: TestOffice) -> tuple[Any, ...]:
    dump = "\n".join(office.store.database.connection().iterdump())
    return dump, (office.store.folder / "chain.anchor").read_text()


def test_a_draft_says_what_the_paper_will_and_leaves_nothing(office: TestOffice) -> None:
    case = office.received("12", 3)
    before = everything(office)
    (draft,) = documents.drafts(office.clerk, lambda desk: cases.ask_more(desk, case).documents)
    assert everything(office) == before
    (number,) = cases.ask_more(office.clerk, case).documents
    assert number == "固便补〔2026〕1号"
    drawn, printed = words(draft), words(documents.pdf(number))
    assert "草稿" in drawn and number not in drawn and "校验码" not in drawn
    body = slice(printed.index("您的申请符合规定"), printed.index("经办人签字"))
    assert printed[body] in drawn


def test_what_is_refused_has_no_draft(office: TestOffice) -> None:
    case = office.received("12")
    before = everything(office)
    with pytest.raises(RuleError, match="没有要补充的"):
        documents.drafts(office.clerk, lambda desk: cases.ask_more(desk, case).documents)
    assert everything(office) == before


def sheet() -> Any:
    return QApplication.activeModalWidget()


def test_the_form_below_a_preview_stays_as_it_was(hand: Hand, tmp_path: Path) -> None:
    hand.visit("12", name="包玉兰")
    hand.press("给一份印好的告知单")
    hand.press("收件审核")
    page = hand.page
    assert isinstance(page, PapersPage)
    for line in page.list.lines:
        hand.choose(line.answer, "缺少" if line.item.position == 3 else line.answer.answers[0])
    hand.type(page.list.lines[3].problem, "嘎查还没有开会")
    hand.press("预览")
    shown = sheet()
    assert isinstance(shown, Preview)
    hand.key(Qt.Key.Key_PageDown)
    assert shown.findChildren(QScrollArea)[0].verticalScrollBar().value() > 0
    hand.key(Qt.Key.Key_Escape)
    assert sheet() is None
    assert page.list.lines[3].problem.text == "嘎查还没有开会"
    assert "还没有收件" in page.heading
    page.submit()
    hand.printed()
    assert "固便办〔2026〕1号" in hand.page.heading
    hand.press("查看")
    hand.key(Qt.Key.Key_F9)
    hand.wait(lambda: sheet() is None, "the button that F9 presses")
    hand.printed()
    first, again = sorted((tmp_path / "papers").iterdir(), key=lambda path: len(path.name))
    assert "补打第1次" in words(again.read_bytes()) and again.stem == first.stem + "-2"


@pytest.mark.clause("1.5")
def test_f1_looks_up_rules_and_matters_from_a_half_filled_form(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉兰"})
    hand.key(Qt.Key.Key_F1)
    shown = sheet()
    assert isinstance(shown, Reference)
    assert "首问责任制度（一）" in shown.list.rows.rows[0].title
    hand.type(shown.filter, "dbz")
    assert [row.title for row in shown.list.rows.rows] == []
    hand.type(shown.filter, "zdshbz")
    assert [row.title for row in shown.list.rows.rows] == ["最低生活保障审核确认"]
    hand.key(Qt.Key.Key_Escape)
    assert hand.form.fields["name"].text == "包玉兰"
