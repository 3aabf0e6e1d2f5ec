"""Choosing one out of many on a sheet: type a name or its initials, Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.pinyin import initials
from ui.keys import ENTER
from ui.widgets.basics import column
from ui.widgets.fields import Field
from ui.widgets.rows import Row, RowList
from ui.widgets.sheet import Sheet


class Chooser(Sheet):
    """Rows under a filter; `chosen` tells the key of the one that Enter or a click takes."""

    chosen = Signal(str)

    def __init__(self, over: QWidget, title: str, subtitle: str, rows: Sequence[Row]) -> None:
        super().__init__(over, title, subtitle, 640, 560)
        self._rows = tuple(rows)
        self.filter = Field("", hint="姓名或拼音首字母")
        self.filter.changed.connect(self._narrow)
        self.list = RowList(title, lead=120, high=44)
        self.list.acted.connect(self._choose)
        self.body.addWidget(column(self.filter, self.list, margins=(16, 14, 16, 12)))
        self._narrow()
        self.filter.setFocus()

    def _narrow(self) -> None:
        key = self.filter.text.strip().lower()
        self.list.show_rows(
            [one for one in self._rows if key in one.title or f"|{key}" in initials(one.title)]
        )

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in ENTER
        move = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        if (enter or move) and self.filter.editor.hasFocus():
            QApplication.sendEvent(self.list, event)
        else:
            super().keyPressEvent(event)
