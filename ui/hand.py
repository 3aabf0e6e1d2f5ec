"""A hand that works the window as a clerk does, with keys and mouse: for `smoke`, the guided
demo, the screenshots and the end-to-end tests."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.first_start import offers
from ui.form_sheet import FormSheet
from ui.page import Page
from ui.pages.case import CasePage
from ui.pages.checklist import Line
from ui.pages.day_close import DayClosePage
from ui.pages.first_start import FirstStart
from ui.pages.papers import PapersPage
from ui.pages.visit import VisitPage
from ui.shell import FormPage, Input
from ui.start import Session
from ui.widgets.basics import Button
from ui.widgets.fields import Choice, Field, Segmented
from ui.widgets.picker import Picker
from ui.widgets.rows import RowList
from ui.widgets.ticks import TickList
from ui.window import Window

PATIENCE = 30.0  # seconds


class Stuck(AssertionError):
    """What was waited for did not come."""


class Hand:
    """One clerk's hand on one session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def window(self) -> Window:
        """The window, once somebody has signed on."""
        assert self.session.window is not None
        return self.session.window

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.window.current_page()

    @property
    def form(self) -> FormPage:
        """The page in front, where it is a form."""
        page = self.page
        assert isinstance(page, FormPage)
        return page

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of the sheet that lies over the window, else of the form in front."""
        over = QApplication.activeModalWidget()
        return over.fields if isinstance(over, FormSheet) else self.form.fields

    @property
    def sheet_title(self) -> str:
        """The title of the sheet that lies over the window, or ""."""
        over = QApplication.activeModalWidget()
        return over.windowTitle() if over is not None else ""

    def wait(self, until: Callable[[], object], what: str = "") -> None:
        """Let the window work `until` something is true. Raises Stuck."""
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                raise Stuck(f"{what or until}: {self.said()}")
            QApplication.processEvents()
            time.sleep(0.002)

    def said(self) -> str:
        """Everything that the page in front says is wrong."""
        front: Any = self.page if self.session.window else self.session.gate
        errors = [field.error() for field in getattr(front, "fields", {}).values()]
        return " ".join(filter(None, [front.banner.words(), *errors])) if front else ""

    def settle(self) -> None:
        """Wait until every answer has come back and been shown."""
        self.wait(lambda: self.session.runner.idle, "an answer")
        for _ in range(3):
            QApplication.processEvents()
            self.wait(lambda: self.session.runner.idle, "an answer")

    def printed(self) -> None:
        """Wait until nothing is being printed."""
        self.settle()
        self.wait(lambda: not self.window.is_printing, "the printer")
        self.settle()

    def sign_on(self, login: str, password: str) -> None:
        """Through the sign-on page, from its first field to Enter."""
        self.wait(lambda: self.session.gate is not None, "the sign-on page")
        gate: Any = self.session.gate
        self.type(gate.fields["login"], login)
        self.type(gate.fields["password"], password)
        QTest.keyClick(gate.fields["password"].editor, Qt.Key.Key_Return)
        self.wait(lambda: gate.fields["password"].error() or self.session.window is not None)
        self.settle()

    def first_start(self, account: Mapping[str, str]) -> None:
        """Through the first start as it is prefilled, with every matter in use; ends with the
        clerk, whose `account` it is, at the window."""
        self.wait(lambda: self.session.gate is not None, "the first page")
        gate = self.session.gate
        assert isinstance(gate, FirstStart)
        self.settle()
        while self.session.window is None:
            front = gate.front
            if front is gate.people:
                for name, words in account.items():
                    self.type(front.fields[f"clerk.{name}"], words)
                    own = f"{words}-admin" if name == "login" else words
                    self.type(front.fields[f"admin.{name}"], own)
            elif front is gate.matters:
                front.fields["matters"].set_text(" ".join(one.code for one in offers()))
            gate.next_button().setFocus()
            QTest.keyClick(gate.next_button(), Qt.Key.Key_Return)
            self.settle()
            if gate.front is front and self.session.window is None:
                raise Stuck(f"{front.title}: {self.said()}")

    def type(self, field: Input, words: str) -> None:
        """Replace what stands in `field`: letters as keys, all else through an input method."""
        assert isinstance(field, Field)
        editor = field.editor
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        if words.isascii() and words.isprintable():
            QTest.keyClicks(editor, words)
        elif words:
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(editor, event)
        if isinstance(editor, QLineEdit) and editor.completer() is not None:
            QApplication.processEvents()  # let the popup come, or it takes the keyboard later
            editor.completer().popup().hide()
            self._to_front(editor.window())

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill fields and choices of the form or sheet in front, by the names that FieldError
        uses; of a line of the checklist, what is wrong with it."""
        for name, words in values.items():
            field = self.fields[name]
            if isinstance(field, Choice):
                self.choose(field.segments, words)
            elif isinstance(field, Picker):
                place = field.box.findData(words)
                if place < 0:
                    place = field.box.findText(words, Qt.MatchFlag.MatchStartsWith)
                assert place >= 0, (name, words)
                field.box.setCurrentIndex(place)
            elif isinstance(field, TickList):
                self.tick(field, words.split())
            elif isinstance(field, Line):
                self.type(field.problem, words)
            else:
                assert isinstance(field, Field)
                self.type(field, words)

    def tick(self, field: TickList, names: Sequence[str]) -> None:
        """Tick the rows with these titles and no others, by Space."""
        field.list.setFocus()
        for n, row in enumerate(field.list.rows.rows):
            if (row.title in names) != (row.key in field.text.split()):
                field.list.setCurrentIndex(field.list.rows.index(n))
                QTest.keyClick(field.list, Qt.Key.Key_Space)

    def choose(self, segments: Segmented, answer: str) -> None:
        """Choose by the answer's number key."""
        segments.setFocus()
        key = Qt.Key(Qt.Key.Key_1.value + segments.answers.index(answer))
        QTest.keyClick(segments, key)

    def press(self, words: str) -> None:
        """Click the visible button of the page in front that says `words`."""
        buttons: Any = (QApplication.activeModalWidget() or self.page).findChildren(Button)
        found = [one for one in buttons if one.isVisible()]
        wanted = [one for one in found if one.words() == words]
        if not wanted:
            raise Stuck(f"no button {words}: {[one.words() for one in found]}")
        assert wanted[0].isEnabled(), words
        QTest.mouseClick(wanted[0], Qt.MouseButton.LeftButton)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
            ) -> None:  # fmt: skip
        """A key, wherever the focus is."""
        front = QApplication.activeModalWidget() or self.window
        self._to_front(front)
        at = QApplication.focusWidget() or front
        QTest.keyClick(at, key, modifier)
        self.settle()

    def _to_front(self, window: QWidget) -> None:
        """A desktop does so by itself when a sheet or a popup comes or goes."""
        window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is window, "the window in front")

    def go(self, page: str) -> None:
        """Through the navigation."""
        self.window.page_requested.emit(page)
        self.settle()

    # A visit, as it goes ------------------------------------------------------------------------

    def visit(self, code: str, agent: Mapping[str, str] | None = None, **person: str) -> None:
        """F2, the person, the matter; ends on the telling."""
        self.key(Qt.Key.Key_F2)
        page = self.page
        assert isinstance(page, VisitPage), page.objectName()
        self.settle()
        self.fill(person)
        if agent:
            self.choose(page.fields["on_behalf"].segments, "代办")  # type: ignore[attr-defined]
            self.fill({f"agent.{name}": words for name, words in agent.items()})
        page.choose_code(code)
        self.press("下一步：一次性告知")

    def take(self, *odd: tuple[int, str, str], decision: str, **fields: str) -> None:
        """收件审核: every line 已收 or 已核验 but the `odd` ones (line, answer, problem), then the
        decision with its fields."""
        page = self.page
        assert isinstance(page, PapersPage)
        different = {line: (answer, problem) for line, answer, problem in odd}
        for line in page.list.lines:
            answer, problem = different.get(line.item.position, (line.answer.answers[0], ""))
            self.choose(line.answer, answer)
            if problem:
                self.type(line.problem, problem)
        page.decide(decision)
        self.fill(fields)
        page.submit()
        self.printed()

    def act(self, action: str, **fields: str) -> None:
        """One action of the case in front."""
        page = self.page
        assert isinstance(page, CasePage), self.page.objectName()
        page.act_on.choose(action)
        self.settle()
        self.fill(fields)
        page.submit()
        self.printed()

    def open_case(self, text: str) -> None:
        """F3, look for `text`, open the first that is found."""
        self.window.activateWindow()
        QTest.keyClick(self.window, Qt.Key.Key_F3)
        self.window.search.setText(text)
        QTest.keyClick(self.window.search, Qt.Key.Key_Return)
        self.settle()
        lists: Any = self.page.findChildren(RowList)
        found = lists[0]
        if not found.rows.rows:
            raise Stuck(f"nothing found for {text}")
        QTest.keyClick(found, Qt.Key.Key_Return)
        self.settle()

    def close_day(self, stick: Path) -> None:
        """日结, the page for signature, and the ledger onto `stick`."""
        self.go("day_close")
        self.press("日结")
        self.press("打印，请领导签字")
        self.printed()
        page = self.page
        assert isinstance(page, DayClosePage)
        page.export_to(stick)
        self.settle()

    def shot(self, path: Path) -> None:
        """A picture of the window as it stands, with the sheet that lies over it."""
        self.settle()
        window = self.session.window
        top = window if window is not None and window.isVisible() else self.session.top
        picture = top.grab()
        if (over := QApplication.activeModalWidget()) is not None:
            painter = QPainter(picture)
            painter.fillRect(top.rect(), QColor(20, 30, 42, 110))
            at = top.rect().center() - over.rect().center()
            painter.drawPixmap(at, over.grab())
            painter.end()
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(str(path))
