"""Windows that a test opened, gone for good."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui.start import Session


def close(*sessions: Session) -> None:
    """Close them and what they had on the screen: a window left over would be dressed anew with
    every window that opens later."""
    for session in sessions:
        session.close()
        QApplication.processEvents()  # the last answers, while there is somebody to hear them
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
