"""A sheet laid over the window: a head, what it shows, and its buttons. Esc takes it away.

It is opened and emits; the page below keeps everything as it was, down to the cursor.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.basics import Button, area, label

SHARE = 0.9  # of the window


class Sheet(QDialog):
    """Fill `body`; add buttons to `foot`."""

    def __init__(
        self, over: QWidget, title: str, subtitle: str = "", wide: int = 0, high: int = 0
    ) -> None:
        super().__init__(over.window())
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(at, QPushButton):
                at.click()
        else:
            super().keyPressEvent(event)
