"""The barcode scanner: it types like a keyboard, only faster than any hand.

Digits that reach any window of the program, what lies over it and the sign-on page included, are
held back for a moment. A whole machine number with Enter at its end is a scan: it lands in no
field, chooses nothing and tries no password. Anything else goes on to where it was typed.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from shiboken6 import isValid

from app.numbers import is_machine_number
from ui.keys import ENTER, application, copy_of

GAP = 45  # ms between two keys; scanners need less than 20, hands more than 60


class Scanner(QObject):
    """Listens on the whole program until it is to `stop`. `scanned` tells the machine number."""

    scanned = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None  # the one that the keys held back were meant for
        self._held: list[QKeyEvent] = []
        self._passing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(GAP)
        self._pause.timeout.connect(self._pass_on)
        application().installEventFilter(self)

    def stop(self) -> None:
        """Listen no longer."""
        application().removeEventFilter(self)
        self._pause.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or self._passing:
            return False
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if watched is not self._window:
            self._pass_on()
            self._window = watched
        if _is_digit(event):
            self._held.append(copy_of(event))
            self._pause.start()
            return True
        text = "".join(key.text() for key in self._held)
        if event.key() in ENTER and is_machine_number(text):
            self._pause.stop()
            self._held.clear()
            self.scanned.emit(text)
            return True
        self._pass_on()
        return False

    def _pass_on(self) -> None:
        self._pause.stop()
        held, self._held = self._held, []
        if self._window is None or not isValid(self._window):
            return
        self._passing = True
        try:
            for key in held:
                QCoreApplication.sendEvent(self._window, key)
        finally:
            self._passing = False  # whatever becomes of a key, the next scan is heard


def _is_digit(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return plain and len(event.text()) == 1 and event.text() in "0123456789"
