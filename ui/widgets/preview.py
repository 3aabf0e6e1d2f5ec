"""Papers as they will come out of the printer, or as they did."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.basics import Button
from ui.widgets.sheet import SHARE, Sheet

WIDE, EDGES = 760, 120  # px, of a page, and beside it


def paper_room(over: QWidget) -> tuple[float, float]:
    """How wide a page may be over the window of `over`, and the pixel ratio there."""
    return min(WIDE, over.window().width() * SHARE - EDGES), over.devicePixelRatioF()


class Preview(Sheet):
    """All pages below one another; `print_wanted` where there is something to print."""

    print_wanted = Signal()

    def __init__(
        self, over: QWidget, title: str, subtitle: str, pages: Sequence[QImage], action: str = ""
    ) -> None:
        super().__init__(over, title, subtitle, WIDE + EDGES)
        column = self.scrolled("desk", gap=20)
        for number, page in enumerate(pages, 1):
            shown = QLabel()
            shown.setPixmap(QPixmap.fromImage(page))
            shown.setProperty("tone", "paper")
            shown.setAccessibleName(f"第 {number} 页，共 {len(pages)} 页")
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        if action:
            go = Button(action, kind="primary", key="F9", icon="printer")
            go.clicked.connect(self.print_wanted)
            go.clicked.connect(self.accept)
            self.foot.addWidget(go)
