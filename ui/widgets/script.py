"""Sentences to be read aloud, in large type: the one that is due stands out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ui.widgets.basics import clear, label

SAID, DUE, TO_COME = "said", "due", "tocome"


class Script(QFrame):
    """Enter or a click goes on to the next sentence, ↑ back to the one before; after the last one
    Enter tells `finished`. `moved` tells which sentence has its turn."""

    asks = True  # Enter stops here, sentence by sentence
    finished = Signal()
    moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("tone", "script")
        self.setAccessibleName("照着念")
        self._lines: list[QLabel] = []
        self._at = 0
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(10, 8, 10, 8)
        self._box.setSpacing(6)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Begin anew with these."""
        clear(self._box)
        self._lines = [label(words, TO_COME, wrap=True) for words in sentences]
        for one in self._lines:
            self._box.addWidget(one)
        self._at = 0
        self._mark()

    @property
    def progress(self) -> str:
        """`第 3 句，共 12 句`."""
        return f"第 {self._at + 1} 句，共 {len(self._lines)} 句" if self._lines else ""

    def _mark(self) -> None:
        for n, one in enumerate(self._lines):
            one.setProperty("tone", SAID if n < self._at else DUE if n == self._at else TO_COME)
            one.style().unpolish(one)
            one.style().polish(one)
        if self._lines:
            self.setAccessibleDescription(self._lines[self._at].text())
            self.moved.emit(self._lines[self._at])

    def _go(self, step: int) -> None:
        if self._at + step >= len(self._lines):
            self.finished.emit()
            return
        self._at = max(0, self._at + step)
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self._go(1)
        elif key == Qt.Key.Key_Up:
            self._go(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self._go(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._lines:
            self.moved.emit(self._lines[self._at])
