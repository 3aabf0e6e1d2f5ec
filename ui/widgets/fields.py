"""Form fields: a label, what is typed, and a sentence beside it when that is wrong."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import label
from ui.widgets.lines import ManyLines, OneLine, SecretLine

CAPITALS = "大写锁定（Caps Lock）开着。"
_ENDS = {0x2028: "\n", 0x2029: "\n"}


class Field(QWidget):
    """One line or several (`lines`) of text. It takes any length: what is too long is refused
    with a sentence, never cut."""

    changed = Signal()
    left = Signal()

    def __init__(
        self, title: str, *, hint: str = "", lines: int = 1, required: bool = False,
        secret: bool = False, choices: Sequence[str] = (), entries: bool = False,
    ) -> None:  # fmt: skip
        """`entries`: each of its lines is an entry of a list."""
        super().__init__()
        self.required = required
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._title = label(title + ("（必填）" if required else ""), "head")
        box.addWidget(self._title)
        self._title.setVisible(bool(title))
        self.secret = secret
        self.editor: QLineEdit | QPlainTextEdit
        if lines == 1:
            self.editor = SecretLine() if secret else OneLine()
            self.editor.textChanged.connect(self._edited)
            self.editor.editingFinished.connect(self.left)
            if isinstance(self.editor, SecretLine):
                self.editor.capitals.connect(lambda on: self.set_note(CAPITALS if on else ""))
            if choices:
                self.set_choices(choices)
        else:
            self.editor = ManyLines()
            self.editor.entries = entries
            self.editor.left.connect(self.left)
            self.editor.setTabChangesFocus(True)
            self.editor.setFixedHeight(lines * 24 + 18)
            self.editor.textChanged.connect(self._edited)
        self.editor.setPlaceholderText(hint)
        self.editor.setAccessibleName(title or hint)
        box.addWidget(self.editor)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        box.addWidget(self._error)
        self._note = label("", "small", wrap=True)
        self._note.hide()
        box.addWidget(self._note)
        self.setFocusProxy(self.editor)

    def set_title(self, title: str) -> None:
        """Ask for something else."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.editor.setAccessibleName(title)

    def set_note(self, words: str) -> None:
        """Remark on what was typed, which is taken all the same; "" takes the remark away."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def note(self) -> str:
        """The remark, or ""."""
        return self._note.text()

    def _edited(self) -> None:
        self.clear_error()
        self.changed.emit()

    def set_choices(self, choices: Sequence[str]) -> None:
        """Offer these while typing, and all of them for the down arrow; anything else may
        still be typed."""
        assert isinstance(self.editor, QLineEdit)
        if (before := self.editor.completer()) is not None:
            before.deleteLater()
        completer = QCompleter(list(choices), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editor.setCompleter(completer)

    @property
    def text(self) -> str:
        """What was typed."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.text()
        # toPlainText() would turn hard blanks into soft ones.
        return self.editor.document().toRawText().translate(_ENDS)

    def set_text(self, words: str) -> None:
        """Put `words` in place of what was typed."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(words)
        else:
            self.editor.setPlainText(words)

    def set_fixed(self, fixed: bool) -> None:
        """Show what stands there without letting it be changed."""
        self.editor.setReadOnly(fixed)
        self.editor.setFocusPolicy(Qt.FocusPolicy.NoFocus if fixed else Qt.FocusPolicy.StrongFocus)
        self.editor.setProperty("fixed", fixed)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def set_error(self, sentence: str) -> None:
        """Say beside the field what is wrong, and go there."""
        self._error.setText(sentence)
        self._error.show()
        self._mark(True)
        self.editor.setFocus()
        self.select_secret()

    def select_secret(self) -> None:
        """What was refused is replaced by what is typed next: nobody can mend what they do not
        see."""
        if self.secret:
            self.editor.selectAll()

    def clear_error(self) -> None:
        """Take the sentence away."""
        if not self._error.isHidden():
            self._error.hide()
            self._mark(False)

    def error(self) -> str:
        """The sentence that stands beside the field, or ""."""
        return "" if self._error.isHidden() else self._error.text()

    def _mark(self, wrong: bool) -> None:
        self.editor.setProperty("wrong", wrong)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


class Segmented(QWidget):
    """A few answers side by side, one of which may be chosen.

    Arrow keys left and right move a ring over the answers without choosing; Space or the
    answer's number chooses; so nothing changes by passing over it.
    """

    asks = True  # Enter stops here
    chosen = Signal(str)
    focused = Signal(bool)

    COLOURS: ClassVar[dict[str, str]] = {
        "已收": theme.NORMAL, "已核验": theme.NORMAL, "已承诺": theme.NORMAL,
        "缺少": theme.OVERDUE, "需更正": theme.TODAY, "不涉及": theme.PAUSED,
    }  # fmt: skip

    def __init__(self, answers: Sequence[str], value: str = "", *, name: str = "") -> None:
        super().__init__()
        self.answers = tuple(answers)
        self._value = value
        self._at = self.answers.index(value) if value in self.answers else 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setFixedWidth(self.sizeHint().width())

    @property
    def value(self) -> str:
        """The chosen answer, or ""."""
        return self._value

    def choose(self, answer: str) -> None:
        """Choose `answer` and tell."""
        self._value, self._at = answer, self.answers.index(answer)
        self.setAccessibleDescription(answer)
        self.update()
        self.chosen.emit(answer)

    def reset(self) -> None:
        """Choose nothing."""
        self._value, self._at = "", 0
        self.update()

    def _widths(self) -> list[int]:
        font = self.font()
        font.setPixelSize(theme.BODY)
        font.setBold(True)
        metrics = QFontMetrics(font)
        return [metrics.horizontalAdvance(answer) + 26 for answer in self.answers]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 8, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        number = key - Qt.Key.Key_1
        if 0 <= number < len(self.answers):
            self.choose(self.answers[number])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -1 if key == Qt.Key.Key_Left else 1
            self._at = (self._at + step) % len(self.answers)
            self.update()
        elif key == Qt.Key.Key_Space:
            self.choose(self.answers[self._at])
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = 4
        for answer, wide in zip(self.answers, self._widths(), strict=True):
            if x <= event.position().x() < x + wide:
                self.setFocus()
                self.choose(answer)
                return
            x += wide

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = self._widths()
        frame = self.rect().adjusted(4, 4, -4, -4)
        painter.setPen(QPen(QColor(theme.FIELD_LINE), 1))
        painter.setBrush(QColor(theme.CARD))
        painter.drawRoundedRect(frame, 6, 6)
        x = frame.left()
        for n, (answer, wide) in enumerate(zip(self.answers, widths, strict=True)):
            cell = frame.adjusted(x - frame.left(), 0, 0, 0)
            cell.setWidth(wide)
            self._cell(painter, cell, answer, n)
            x += wide
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.ACTION), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def _cell(self, painter: QPainter, cell: QRect, answer: str, n: int) -> None:
        font = painter.font()
        font.setPixelSize(theme.BODY)
        chosen = answer == self._value
        font.setBold(chosen)
        painter.setFont(font)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.COLOURS.get(answer, theme.ACTION)))
            painter.drawRoundedRect(cell, 6, 6)
        elif n:
            painter.setPen(QPen(QColor(theme.LINE), 1))
            painter.drawLine(cell.topLeft(), cell.bottomLeft())
        painter.setPen(QColor(theme.ON_DARK if chosen else theme.INK))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, answer)
        if self.hasFocus() and n == self._at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QColor(theme.ON_DARK if chosen else theme.ACTION)
            painter.setPen(QPen(ring, 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(cell.adjusted(3, 3, -3, -3), 4, 4)


class Labelled(QWidget):
    """Something to answer with under its title, and room for a sentence when that is wrong."""

    changed = Signal()

    def lay_out(self, title: str, inner: QWidget) -> None:
        """Put `inner` under its title; it has the keyboard."""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        if title:
            box.addWidget(label(title, "head"))
        box.addWidget(inner)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        box.addWidget(self._error)
        self.setFocusProxy(inner)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, and go there."""
        self._error.setText(sentence)
        self._error.show()
        self.setFocus()

    def clear_error(self) -> None:
        """Take the sentence away."""
        self._error.hide()

    def error(self) -> str:
        """The sentence beside it, or ""."""
        return "" if self._error.isHidden() else self._error.text()


class Choice(Labelled):
    """A labelled `Segmented` for forms."""

    def __init__(
        self, title: str, answers: Sequence[str], value: str = "", *, name: str = ""
    ) -> None:
        """`name`: what it is called where its title stands elsewhere."""
        super().__init__()
        self.segments = Segmented(answers, value, name=title or name)
        self.lay_out(title, self.segments)
        self.segments.chosen.connect(self.clear_error)
        self.segments.chosen.connect(self.changed)

    @property
    def text(self) -> str:
        """The chosen answer, or ""."""
        return self.segments.value

    def offer(self, answers: Sequence[str]) -> None:
        """Let one of these be chosen; what is chosen stays so where it still may."""
        self.segments.answers = tuple(answers)
        if self.text not in answers:
            self.segments.reset()
        self.segments.setFixedWidth(self.segments.sizeHint().width())

    def set_text(self, answer: str) -> None:
        """Choose `answer`; "" chooses nothing."""
        if not answer:
            self.segments.reset()
        elif answer in self.segments.answers:
            self.segments.choose(answer)
