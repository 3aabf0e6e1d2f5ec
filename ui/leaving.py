"""F8: leaving the desk, in two keystrokes (7.4.3)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.absences import NOBODY, REASONS
from ui.widgets.basics import ClauseNote, label
from ui.widgets.fields import Choice
from ui.widgets.sheet import Sheet


class Leaving(Sheet):
    """The reason's number is the second key: it records the absence and locks the window."""

    left = Signal(str, str)  # reason, stand-in

    def __init__(self, over: QWidget, stand_ins: tuple[str, ...]) -> None:
        super().__init__(over, "离岗", "选了原因就登记并锁定；回来登录时记为返岗。", 720, 540)
        self.reason = Choice("为什么离岗", REASONS)
        self.stand_in = Choice("谁替岗", (*stand_ins, NOBODY), NOBODY)
        self.reason.changed.connect(self._go)
        inside = self.scrolled(gap=14)
        inside.addWidget(self.reason)
        inside.addWidget(label("数字键直接选；替岗的人要先选（Tab 键移过去）。", "small"))
        inside.addWidget(self.stand_in)
        inside.addWidget(ClauseNote("7.4.3"))
        inside.addStretch(1)
        self.reason.setFocus()

    def _go(self) -> None:
        stand_in = self.stand_in.text
        self.left.emit(self.reason.text, "" if stand_in == NOBODY else stand_in)
        self.accept()
