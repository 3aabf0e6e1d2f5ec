"""这位群众还要办别的: one more matter for whoever is already on record, nothing typed again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import matters, receptions
from app.matters import MatterView
from app.receptions import ReceptionView
from ui.keys import ENTER
from ui.pages.matter_rows import HINT, matter_rows
from ui.shell import Shell
from ui.widgets.basics import column
from ui.widgets.fields import Field
from ui.widgets.rows import RowList
from ui.widgets.sheet import Sheet


class AnotherMatter(Sheet):
    """`chosen` tells which version of which matter."""

    chosen = Signal(str)

    def __init__(self, over: QWidget, visitor: str, found: Sequence[MatterView]) -> None:
        super().__init__(over, "还要办别的", f"{visitor}，不用重新登记，选了事项就接着告知。", 820)
        self._matters = tuple(found)
        self.filter = Field("", hint=HINT)
        self.filter.changed.connect(self._narrow)
        self.list = RowList("事项", lead=100, share=0.55)
        self.list.acted.connect(self._choose)
        self.body.addWidget(column(self.filter, self.list, margins=(24, 16, 24, 12)))
        self._narrow()
        self.filter.setFocus()

    def _narrow(self) -> None:
        typed = self.filter.text
        self.list.show_rows(matter_rows(self._matters, typed), first=bool(typed.strip()))

    def _choose(self, uuid: str) -> None:
        self.accept()
        self.chosen.emit(uuid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        choose = event.key() in ENTER and self.list.currentIndex().isValid()
        if (move or choose) and not self.list.hasFocus():
            self.list.setFocus()
            QApplication.sendEvent(self.list, event)
        else:
            super().keyPressEvent(event)


def ask_for_another(over: QWidget, shell: Shell, reception: str) -> None:
    """Let another matter be chosen for the visitor of `reception`, and go on with telling it."""

    def look() -> tuple[ReceptionView, tuple[MatterView, ...]]:
        return receptions.load(shell.desk, reception), matters.in_force()

    def ask(found: tuple[ReceptionView, tuple[MatterView, ...]]) -> None:
        seen, offered = found
        sheet = AnotherMatter(over, seen.visitor, offered)
        sheet.chosen.connect(lambda uuid: shell.go("telling", reception=reception, matter=uuid))
        sheet.open()

    shell.read(look, ask)
