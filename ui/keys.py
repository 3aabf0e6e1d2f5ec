"""Keys as they are pressed: copies to keep for later, and which of them are a key held down."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = 100  # ms; a key held down comes again sooner, a hand later


def copy_of(event: QKeyEvent, *, held: bool | None = None) -> QKeyEvent:
    """The same press, to be sent later; `held` says anew whether it is one of a key held down."""
    repeats = event.isAutoRepeat() if held is None else held
    return QKeyEvent(
        QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text(), repeats, event.count()
    )


class HeldEnter(QObject):
    """Sees to it that an Enter held down is known as such everywhere in the program, until it is
    to `stop`: a desktop under load takes some of its repeats for presses of their own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = 0  # when Enter came last, in ms of the desktop's clock
        self._passing = False
        application().installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer."""
        application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or self._passing:
            return False
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in ENTER or not event.timestamp():
            return False
        soon, self._last = event.timestamp() - self._last < HELD, event.timestamp()
        if not soon or event.isAutoRepeat():
            return False
        self._passing = True
        try:
            QCoreApplication.sendEvent(watched, copy_of(event, held=True))
        finally:
            self._passing = False
        return True


def application() -> QApplication:
    """The program's own, which sees every key before anything else does."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
