"""A list of things to choose some of, each with a line about it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.deadlines import LightKind
from ui.keys import ENTER
from ui.widgets.fields import Labelled
from ui.widgets.rows import Row, RowList

HIGH = 48  # px, of a line


class _List(RowList):
    """Space or a click chooses; Enter goes on."""

    asks = True  # with any row, none or all of them chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space:
            self.clicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class TickList(Labelled):
    """A field whose `text` are the keys of the chosen rows, with blanks between. A row's lead
    says `on` or `off`; `current` tells the key of the row that the keyboard is on."""

    current = Signal(str)

    def __init__(
        self, title: str, rows: Sequence[Row], on: str, off: str, most: int, high: int = HIGH
    ) -> None:
        super().__init__()
        self._rows, self._words, self._chosen = tuple(rows), (off, on), set[str]()
        self.list = _List(title, most=most, lead=110, high=high, share=0.55)
        self.list.acted.connect(self._turn)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.lay_out(title, self.list)
        self._show()

    def offer(self, rows: Sequence[Row]) -> None:
        """Offer other rows; those that were chosen stay chosen where they are among them."""
        self._rows = tuple(rows)
        self._show()

    def turn_to(self, key: str) -> None:
        """Put the keyboard on the row with this key."""
        place = next(n for n, one in enumerate(self._rows) if one.key == key)
        self.list.setCurrentIndex(self.list.rows.index(place))

    def choose_all(self) -> None:
        """Choose every row; where all are chosen, none."""
        every = " ".join(one.key for one in self._rows)
        self.set_text("" if self.text == every else every)

    def _show(self) -> None:
        at = max(0, self.list.currentIndex().row())
        self.list.show_rows([
            replace(one, lead=self._words[one.key in self._chosen],
                    light=LightKind.NORMAL if one.key in self._chosen else None)
            for one in self._rows
        ])  # fmt: skip
        if self._rows:
            self.list.setCurrentIndex(self.list.rows.index(min(at, len(self._rows) - 1)))

    def _turn(self, key: str) -> None:
        self._chosen ^= {key}
        self._show()
        self.clear_error()
        self.changed.emit()

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.current.emit(self._rows[index.row()].key)

    @property
    def text(self) -> str:
        """The keys that are chosen, in the order of the list."""
        return " ".join(one.key for one in self._rows if one.key in self._chosen)

    def set_text(self, keys: str) -> None:
        """Choose these and no others."""
        self._chosen = set(keys.split())
        self._show()
        self.changed.emit()
