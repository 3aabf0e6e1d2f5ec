"""The strip that never lets a sample be taken for the real thing."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.sample_office import STRIP
from ui import theme
from ui.widgets.basics import Button, area, label, picture

BACK = "F12"


class SampleStrip(QWidget):
    """Stands above everything; F12 leads `back` to the first start, where there is one."""

    back = Signal()

    def __init__(self, *, leads_back: bool) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        strip = area("strip")
        outer.addWidget(strip)
        line = QHBoxLayout(strip)
        line.setContentsMargins(20, 4, 20, 4)
        line.setSpacing(10)
        line.addWidget(picture("info", theme.INK))
        line.addWidget(label(STRIP, "strong"))
        line.addStretch(1)
        if leads_back:
            button = Button("回到首次使用", kind="bare", key=BACK)
            button.clicked.connect(self.back)
            QShortcut(QKeySequence(BACK), self).activated.connect(self.back)
            line.addWidget(button)
