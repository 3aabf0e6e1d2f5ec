"""A counter that nobody touches for a while: the window locks itself (design §8)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from ui.keys import application

_TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
})  # fmt: skip


class Idle(QObject):
    """`reached` after so many `minutes` without a key, a click or move of the mouse, or its
    wheel, anywhere in the program; never where they are 0."""

    reached = Signal()

    def __init__(self, minutes: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.reached)
        application().installEventFilter(self)
        self._again()

    def stop(self) -> None:
        """Watch no longer."""
        self.timer.stop()
        application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._again()
        return False

    def _again(self) -> None:
        if minutes := self._minutes():
            self.timer.start(minutes * 60_000)
        else:
            self.timer.stop()
