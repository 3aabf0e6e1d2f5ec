"""The strip that never lets a sample be taken for the real thing."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.sample_office import STRIP
from ui.widgets.basics import Button
from ui.widgets.strip import Strip

BACK = "F12"


class SampleStrip(Strip):
    """Stands above everything; F12 leads `back` to the first start, where there is one."""

    back = Signal()

    def __init__(self, *, leads_back: bool) -> None:
        super().__init__("info", STRIP)
        if leads_back:
            button = Button("回到首次使用", kind="bare", key=BACK)
            button.clicked.connect(self.back)
            QShortcut(QKeySequence(BACK), self).activated.connect(self.back)
            self.line.addWidget(button)
