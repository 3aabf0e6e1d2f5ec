"""What every page is made of: a head, a main column, a side column, the same grid everywhere."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui import onward
from ui.keys import ENTER, copy_of
from ui.widgets.basics import Banner, area, label

SIDE = 330
SIGHT = 72  # px kept visible above and below what has the keyboard
BLINK = 150  # ms
NARROW = 900  # below this many pixels the side column goes under the main one


class Page(QScrollArea):
    """A page with `main` and `side` to fill. Enter moves on, Esc asks to go `back`.

    `walk` is what Enter stays inside, down to its primary button: the page, unless that button
    stands in the frame around it.
    """

    back = Signal()

    def __init__(self, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.walk: QWidget = self
        self._veil = _Veil(self)
        self._coming = False  # it reads what it is about
        self._keys: list[QKeyEvent] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = area("page")
        self.setWidget(ground)
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        self._title = label(title, "title", wrap=True)
        self._subtitle = label(subtitle, "second", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.head)
        whole.addLayout(head)
        self.top = QVBoxLayout()
        self.top.setSpacing(14)
        whole.addLayout(self.top)
        self.banner = Banner()
        whole.addWidget(self.banner)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        main, self.main = _column()
        self._side, self.side = _column()
        self._columns.addWidget(main, 1)
        self._columns.addWidget(self._side)
        whole.addLayout(self._columns)
        whole.addStretch(1)
        self._veil.raise_()

    def set_head(self, title: str, subtitle: str = "") -> None:
        """Change what stands at the top."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    @property
    def heading(self) -> str:
        """What stands at the top."""
        return f"{self._title.text()} {self._subtitle.text()}"

    def has_focus(self) -> bool:
        """Whether the keyboard is somewhere on this page."""
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

    def open(self, what: Mapping[str, Any]) -> None:
        """Be about `what` from now on; called before the page comes to the front."""

    def refresh(self) -> None:
        """Read anew what the page shows; called whenever it comes to the front."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""

    def take_keyboard(self) -> None:
        """Put the keyboard where work begins, if the page is still in front."""
        if self.isVisible():
            self.focus_first()

    def tell(self, words: str, kind: str = "info") -> None:
        """Answer a key: where the clerk sees it, however far down the page they are."""
        self.banner.say(words, kind)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.banner))

    def print_all(self) -> None:
        """F9, where no button of the page has it."""
        self.tell("这一页上没有可以打印的文书。")

    # While it reads and while it saves ------------------------------------------------------------

    def come(self, *, cover: bool) -> None:
        """Come to the front and read what it is about. What is typed meanwhile waits; `cover` hides
        what it was about before."""
        self._coming = True
        self._keys.clear()
        if not self.banner.lasts:
            self.banner.clear()
        if cover:
            self.verticalScrollBar().setValue(0)
            self._veil.cover()
        self.setFocus()

    def arrive(self) -> None:
        """It is about what was asked for: show it, and give on what was typed meanwhile."""
        self._coming = False
        self._veil.hide()
        if self._has_keyboard() and self.isVisible():
            self.focus_first()
        keys, self._keys = self._keys, []
        for key in keys:
            if (at := QApplication.focusWidget()) is not None and at is not self:
                QApplication.sendEvent(at, key)

    @property
    def veiled(self) -> bool:
        """Whether it still shows nothing of what it is about."""
        return not self._veil.isHidden()

    def hold_keys(self) -> QWidget | None:
        """Take the keyboard from whatever has it on this page: what is typed now was meant for no
        field of it. Returns what had it."""
        at = self.window().focusWidget()
        if at is None or not self.isAncestorOf(at):
            return None
        self.setFocus()
        return at

    def give_keys_back(self, at: QWidget | None) -> None:
        """The reverse of `hold_keys`, unless the keyboard is elsewhere by now."""
        if self._has_keyboard() and at is not None and isValid(at):
            at.setFocus()

    def _has_keyboard(self) -> bool:
        """Whether the page itself has it; also while another program is in front."""
        return self.window().focusWidget() is self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.viewport().geometry())
        narrow = self.viewport().width() < NARROW
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(wanted)
        has_side = self.side.count() > 0
        self._side.setVisible(has_side)
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16777215)
        else:
            self._side.setFixedWidth(SIDE if has_side else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.back.emit()
        elif key in ENTER:
            self._enter(event)
        elif self._has_keyboard() and event.text().isprintable() and event.text():
            if self._coming:
                self._keys.append(copy_of(event))
        else:
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        """Held down, Enter leads on but works no button."""
        at = self.window().focusWidget()
        if isinstance(at, QPushButton):
            if not event.isAutoRepeat():
                at.click()
        elif at is not self:
            onward.advance(self.walk)


class _Veil(QWidget):
    """Ground over a page; where it lies there for longer than a blink, it says why."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(self)
        self._words = label("正在打开，请稍等。", "second")
        box.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        self._blink = QTimer(self)
        self._blink.setSingleShot(True)
        self._blink.setInterval(BLINK)
        self._blink.timeout.connect(self._words.show)
        self.hide()

    def cover(self) -> None:
        """Lie over the page as it stands now."""
        self._words.hide()
        self._blink.start()
        self.show()
        self.raise_()


def _column() -> tuple[QWidget, QVBoxLayout]:
    """A column whose content stays at its top."""
    holder = QWidget()
    outer = QVBoxLayout(holder)
    outer.setContentsMargins(0, 0, 0, 0)
    inner = QVBoxLayout()
    inner.setSpacing(14)
    outer.addLayout(inner)
    outer.addStretch(1)
    return holder, inner
