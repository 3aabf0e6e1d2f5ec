"""One answer out of many, from a list that opens: what no row of segments has room for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui.widgets.fields import Labelled


class _Box(QComboBox):
    """The wheel scrolls the page and changes nothing by the way."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Picker(Labelled):
    """A labelled list of (value, words); `text` is the chosen value. Arrow keys go through the
    answers, Alt+Down opens the list."""

    def __init__(self, title: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.box = _Box()
        self.box.setAccessibleName(title)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(6)
        self.box.currentIndexChanged.connect(self._chosen)
        self.lay_out(title, self.box)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these; what was chosen stays chosen, among them or not."""
        before = self.text
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in choices:
            self.box.addItem(words, value)
        self.box.blockSignals(False)
        self._choose(before)

    def _choose(self, value: str) -> None:
        self.box.blockSignals(True)
        if self.box.findData(value) < 0 and (value or not self.box.count()):
            self.box.addItem(f"{value}（现在没有）" if value else "", value)
        self.box.setCurrentIndex(max(0, self.box.findData(value)))
        self.box.blockSignals(False)

    def _chosen(self) -> None:
        self.clear_error()
        self.changed.emit()

    @property
    def text(self) -> str:
        """The chosen value."""
        return str(self.box.currentData() or "")

    def set_text(self, value: str) -> None:
        """Choose `value`."""
        self._choose(value)
        self._chosen()
