"""A strip that stands above everything for as long as something out of the ordinary holds."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import area, label, picture


class Strip(QWidget):
    """An icon and `says`; what goes to the right end is added to `line`."""

    def __init__(self, icon: str, words: str = "") -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        strip = area("strip")
        outer.addWidget(strip)
        self.line = QHBoxLayout(strip)
        self.line.setContentsMargins(20, 4, 20, 4)
        self.line.setSpacing(10)
        self.says = label(words, "strong")
        self.line.addWidget(picture(icon, theme.INK))
        self.line.addWidget(self.says)
        self.line.addStretch(1)
