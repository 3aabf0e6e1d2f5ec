"""The barcode scanner: it types like a keyboard, only faster than any hand.

Digits that reach the window are held back for a moment. A whole machine number with Enter at
its end is a scan: it opens the record and lands in no field. Anything else goes on to where it
was typed.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from app.numbers import is_machine_number

GAP = 45  # ms between two keys; scanners need less than 20, hands more than 60
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Scanner(QObject):
    """Listens on one window. `scanned` tells the machine number."""

    scanned = Signal(str)

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self._window = window
        self._held: list[QKeyEvent] = []
        self._passing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(GAP)
        self._pause.timeout.connect(self._pass_on)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._passing or event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        if _is_digit(event):
            self._held.append(event.clone())
            self._pause.start()
            return True
        text = "".join(key.text() for key in self._held)
        if event.key() in _ENTER and is_machine_number(text):
            self._pause.stop()
            self._held.clear()
            self.scanned.emit(text)
            return True
        self._pass_on()
        return False

    def _pass_on(self) -> None:
        self._pause.stop()
        held, self._held = self._held, []
        self._passing = True
        for key in held:
            QCoreApplication.sendEvent(self._window, key)
        self._passing = False


def _is_digit(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return plain and len(event.text()) == 1 and event.text() in "0123456789"
