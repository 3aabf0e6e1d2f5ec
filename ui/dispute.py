"""记录争议: a visitor sees it otherwise; what was explained, what they were shown (2.5.6)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import receptions
from ui.form_sheet import FormSheet
from ui.shell import Shell
from ui.widgets.basics import Button, ClauseNote
from ui.widgets.fields import Field

LINK = "记录争议"


class Dispute(FormSheet):
    """`noted` when it is saved. The reception goes on as it was."""

    noted = Signal()

    def __init__(self, over: QWidget, shell: Shell, reception: str, visitor: str = "") -> None:
        words = f"{visitor or '群众'}对政策有不同理解，或者要求办不到：坚持原则，耐心说明。"
        super().__init__(over, LINK, words, "记下", 640, 620)
        self._shell, self._reception = shell, reception
        self.add("explained", Field("怎么解释的", lines=4, required=True))
        self.add(
            "basis",
            Field("给群众看了什么依据", hint="法规、文件的名称和条款", lines=2, required=True),
        )
        self.inside.addWidget(ClauseNote("2.5.6"))
        self.inside.addStretch(1)
        self.submitted.connect(self._note)

    def _note(self) -> None:
        typed, reception = self.typed(), self._reception

        def done(_: None) -> None:
            self.noted.emit()
            self.accept()

        self._shell.act(
            self,
            lambda desk: receptions.dispute(desk, reception, typed["explained"], typed["basis"]),
            done,
        )


def dispute_link() -> Button:
    """The way to the sheet, on the pages where people stand at the desk."""
    return Button(LINK, kind="link")
