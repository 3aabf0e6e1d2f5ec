"""Windows that a test opened: which there are, and gone for good."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.start import Session


def close(*sessions: Session) -> None:
    """Close them and what they had on the screen: a window left over would be dressed anew with
    every window that opens later."""
    for session in sessions:
        session.close()
        QApplication.processEvents()  # the last answers, while there is somebody to hear them
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def no_other() -> Iterator[None]:
    """No window opens inside. A piece of a page that is shown before it has its place is one, for
    a moment: it flashes up and takes the keyboard away."""
    program = QApplication.instance()
    assert program is not None
    watch = _Watch()
    program.installEventFilter(watch)
    try:
        yield
    finally:
        program.removeEventFilter(watch)
    assert watch.seen == []


class _Watch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False
