"""A sheet laid over the window: a head, what it shows, and its buttons. Esc takes it away.

It is opened and emits; the page below keeps everything as it was, down to the cursor.
"""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import onward
from ui.keys import ENTER
from ui.widgets.basics import Button, area, label

SHARE = 0.9  # of the window
SIGHT = 48  # px kept visible above and below what has the keyboard
_RESTING = "resting"

_Step = QAbstractSlider.SliderAction
_SCROLLS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Down: _Step.SliderSingleStepAdd, Qt.Key.Key_Up: _Step.SliderSingleStepSub,
    Qt.Key.Key_PageDown: _Step.SliderPageStepAdd, Qt.Key.Key_PageUp: _Step.SliderPageStepSub,
}  # fmt: skip


class Sheet(QDialog):
    """Fill `body`; add buttons to `foot`."""

    def __init__(
        self, over: QWidget, title: str, subtitle: str = "", wide: int = 0, high: int = 0
    ) -> None:
        super().__init__(over.window())
        self._scroll: QScrollArea | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = over.window().size() * SHARE
        self.setFixedSize(QSize(min(wide or room.width(), room.width()),
                                min(high or room.height(), room.height())))  # fmt: skip
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = area("sheethead")
        words = QVBoxLayout(head)
        words.setContentsMargins(24, 16, 24, 14)
        words.setSpacing(2)
        words.addWidget(label(title, "title"))
        if subtitle:
            words.addWidget(label(subtitle, "second", wrap=True))
        whole.addWidget(head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self.body, 1)
        low = area("sheetfoot")
        self.foot = QHBoxLayout(low)
        self.foot.setContentsMargins(24, 12, 24, 12)
        self.foot.setSpacing(12)
        self.foot.addStretch(1)
        shut = Button("关闭", key="Esc")
        shut.clicked.connect(self.reject)
        self.foot.addWidget(shut)
        whole.addWidget(low)

    def scrolled(self, ground: str = "sheetbody", gap: int = 10) -> QVBoxLayout:
        """A column for `body` that scrolls where the screen is too low for it."""
        inside = area(ground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(gap)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.body.addWidget(scroll)
        self._scroll = scroll
        return column

    def keep_in_sight(self, _: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the keyboard, however it came by it."""
        if self._scroll is not None and now is not None and self._scroll.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, SIGHT)

    def focusNextPrevChild(self, next: bool) -> bool:
        return onward.tab(self, next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        if self._scroll is not None and event.key() in _SCROLLS:
            self._scroll.verticalScrollBar().triggerAction(_SCROLLS[event.key()])
        elif event.key() in ENTER:
            if not isinstance(at, QPushButton):
                onward.advance(self)
            elif not event.isAutoRepeat():
                at.click()
        else:
            super().keyPressEvent(event)


def put_away(window: QWidget) -> None:
    """Take every sheet over `window` out of sight, for as long as it is locked."""
    for sheet in _over(window):
        if sheet.isVisible():
            sheet.setProperty(_RESTING, True)
            sheet.hide()


def bring_back(window: QWidget) -> None:
    """Show again what `put_away` has hidden."""
    for sheet in _over(window):
        if sheet.property(_RESTING):
            sheet.setProperty(_RESTING, False)
            sheet.open()


def _over(window: QWidget) -> list[QDialog]:
    found: Any = window.findChildren(QDialog)
    return list(found)
