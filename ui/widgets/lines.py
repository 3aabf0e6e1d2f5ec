"""What a field is typed into: one line, one that nobody sees, or several."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui import theme
from ui.icons import icon
from ui.keys import ENTER

LOOK = "Ctrl+E"  # shows a password while it is typed


class ManyLines(QPlainTextEdit):
    """Several lines; tells when it is left, as QLineEdit does.

    Enter goes on as everywhere, Shift+Enter breaks the line. Where each line is an `entry` of a
    list Enter ends the entry, and goes on from an empty one.
    """

    left = Signal()
    entries = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in ENTER
        breaks = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.entries and self.textCursor().block().text().strip():
            breaks = True
        if enter and not breaks:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class OneLine(QLineEdit):
    """One line; the down arrow lays open what may be picked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completer = self.completer()
        if event.key() != Qt.Key.Key_Down or completer is None:
            super().keyPressEvent(event)
            return
        completer.setCompletionPrefix("")
        completer.complete()
        completer.popup().setCurrentIndex(completer.completionModel().index(0, 0))


class SecretLine(OneLine):
    """One line that is not seen, but for whoever wants a look at it. A letter tells whether Caps
    Lock is on: `capitals`; so does nothing any more once the line is empty."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        end = QLineEdit.ActionPosition.TrailingPosition
        self._look = self.addAction(icon("eye", theme.SECOND), end)
        self._look.setCheckable(True)
        self._look.setToolTip(f"看一眼输入的密码（{LOOK}）")
        self._look.toggled.connect(self._show)
        self.textChanged.connect(self._edited)

    def _show(self, seen: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password)

    def _edited(self, words: str) -> None:
        if not words:
            self._look.setChecked(False)
            self.capitals.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not by a shortcut: on some desktops a line keeps this chord for itself.
        if QKeySequence(event.keyCombination()) == QKeySequence(LOOK):
            self._look.toggle()
            return
        if event.text().isascii() and event.text().isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(event.text().isupper() != shift)
        super().keyPressEvent(event)
