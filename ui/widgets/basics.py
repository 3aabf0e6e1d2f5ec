"""Labels, buttons, cards: the plain pieces."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.rulebook import clause
from ui import theme
from ui.icons import pixmap


def label(words: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows `words` as typed, never as markup."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    if tone.startswith("cap"):
        made.setFixedHeight(24)
    return made


def picture(icon: str, ink: str, size: int = 20) -> QLabel:
    """An icon that only shows."""
    made = QLabel()
    made.setPixmap(pixmap(icon, size, ink))
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of `layout`."""
    while layout.count():
        item = layout.takeAt(0)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def column(
    *parts: QWidget, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QWidget:
    """Widgets below one another."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    for part in parts:
        box.addWidget(part)
    return holder


def dotted(*parts: str) -> str:
    """The parts that say something, with dots between them."""
    return " · ".join(part for part in parts if part)


def rule() -> QFrame:
    """A hairline between the parts of a card."""
    made = QFrame()
    made.setFixedHeight(1)
    made.setProperty("tone", "rule")
    return made


def area(name: str) -> QWidget:
    """An empty part of the frame that the theme knows as `name`."""
    made = QWidget()
    made.setObjectName(name)
    return made


def row(
    *parts: QWidget | None, gap: int = 8, wide: int = -1, even: bool = False, top: bool = False
) -> QWidget:
    """Widgets side by side; None is a stretch; part number `wide` takes what room there is.
    `even` shares the room among all, their tops in line, as `top` puts them without sharing."""
    holder = QWidget()
    box = QHBoxLayout(holder)
    box.setSpacing(gap)
    box.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif even:
            box.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        elif top:
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        else:
            box.addWidget(part)
    if wide >= 0:
        box.setStretch(wide, 1)
    return holder


_LOW = ("link", "bare")  # kinds of buttons no higher than a line of text


class Button(QPushButton):
    """A button of one `kind` (primary, secondary, urgent, link, bare) with an icon and its key.

    F7, F9 and Alt with a digit belong to whichever button shows them; Enter and Esc are the
    page's, the rest the frame's.
    """

    def __init__(
        self, words: str, *, kind: str = "secondary", key: str = "", icon: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setAutoDefault(False)  # in a sheet, Enter works the button it stands on, no other
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        box = self._box = QHBoxLayout(self)
        sides = 4 if kind in _LOW else 16
        box.setContentsMargins(sides, 0, sides, 0)
        box.setSpacing(10)
        box.addStretch(1)
        if icon:
            box.addWidget(picture(icon, theme.ON_DARK if kind == "primary" else theme.INK))
        self._words = label(words)
        box.addWidget(self._words)
        if key in ("F7", "F9") or key.startswith("Alt+"):
            # setShortcut() would show the button pressed for a while before it acts.
            QShortcut(QKeySequence(key), self).activated.connect(self.click)
        if key:
            box.addWidget(label(key, "capdark" if kind == "primary" else "cap"))
        box.addStretch(1)
        for child in (box.itemAt(n).widget() for n in range(box.count())):
            if child is not None:
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            # A ring that shows on the button's own ground, which no border outside it would.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.ON_DARK), 2))
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), 5, 5)

    def _colour(self) -> None:
        # A stylesheet cannot reach a label by the state of the button around it.
        kind = self.property("kind")
        if kind == "primary":
            ink = theme.ON_DARK if self.isEnabled() else theme.PALE_INK
            self._words.setStyleSheet(
                f"color: {ink}; font-weight: 700; font-size: {theme.BUTTON}px;"
            )
        elif kind == "urgent":
            self._words.setStyleSheet(f"color: {theme.OVERDUE}; font-weight: 700;")
        elif kind == "link":
            self._words.setStyleSheet(f"color: {theme.ACTION};")

    def words(self) -> str:
        """What stands on it."""
        return self._words.text()

    def set_words(self, words: str) -> None:
        """Change what stands on it."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def offer(self, words: str, missing: str = "") -> None:
        """Enable with `words`, or, where something is `missing`, disable and say what."""
        self.setEnabled(not missing)
        self.set_words(missing or words)

    def sizeHint(self) -> QSize:
        inner = self._box.sizeHint()
        return QSize(inner.width(), max(30 if self.property("kind") in _LOW else 44,
                                        inner.height()))  # fmt: skip

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Card(QFrame):
    """A white card with a head; `body` takes what belongs on it."""

    def __init__(self, title: str = "", hint: str = "", *, kind: str = "plain") -> None:
        super().__init__()
        self.setProperty("card", kind)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        self.hint = label(hint, "small")
        if title or hint:
            head = QHBoxLayout()
            head.addWidget(label(title, "head"))
            head.addStretch(1)
            head.addWidget(self.hint)
            outer.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body)


class ClauseNote(Card):
    """The clause that applies here, beside the work."""

    def __init__(self, *ids: str) -> None:
        super().__init__(kind="clause")
        self.show_clauses(*ids)

    def show_clauses(self, *ids: str) -> None:
        """Show other clauses."""
        self.ids = ids
        clear(self.body)
        for id in ids:
            one = clause(id)
            self.body.addWidget(label(f"依据：{one.cite}", "small"))
            self.body.addWidget(label(one.shown, wrap=True))


class Banner(Card):
    """A sentence across the page that stays until it is answered: what went wrong, what to do."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(kind="info")
        self.lasts = False  # a mere remark does not wait until the page is seen again
        self._icon, self._words = QLabel(), label("", wrap=True)
        shut = Button("知道了", kind="link")
        shut.clicked.connect(self.clear)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        line.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.hide()

    def say(self, words: str, kind: str = "info") -> None:
        """Show `words` as `info`, `good`, `warn` or `bad`."""
        icon, ink = {
            "info": ("info", theme.ACTION), "good": ("circle-check", theme.NORMAL),
            "warn": ("triangle-alert", theme.NEAR), "bad": ("circle-alert", theme.OVERDUE),
        }[kind]  # fmt: skip
        self.lasts = kind != "info"
        self._icon.setPixmap(pixmap(icon, 20, ink))
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setProperty("card", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def words(self) -> str:
        """What it says; "" while hidden."""
        return "" if self.isHidden() else self._words.text()

    def clear(self) -> None:
        """Take it away."""
        self.hide()
        self.closed.emit()


def empty(words: str) -> QLabel:
    """What stands where a list has nothing to show."""
    made = label(words, "second", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setContentsMargins(16, 28, 16, 28)
    return made
