"""A sheet with fields: errors go beside them, as on a page."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import RuleError
from ui.shell import Input, Shell, sentence_of
from ui.widgets.basics import Banner
from ui.widgets.sheet import Sheet


class FormSheet(Sheet):
    """Fill `column` and `foot`; what is typed here is no draft: it is said in one go."""

    def __init__(
        self, shell: Shell, over: QWidget, title: str, subtitle: str = "", wide: int = 0,
        high: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(over, title, subtitle, wide, high)
        self.shell = shell
        self.fields: dict[str, Input] = {}
        self.banner = Banner()
        self.column = self.scrolled(gap=14)
        self.column.addWidget(self.banner)
        self._busy = False

    def add_field(self, name: str, field: Any) -> Any:
        """Know `field` by the name that FieldError uses."""
        self.fields[name] = field
        return field

    @property
    def busy(self) -> bool:
        """Whether an action is under way."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """While an action is under way its button must not start another."""
        self._busy = busy

    def forget_errors(self) -> None:
        """Before another try."""
        self.banner.clear()
        for field in self.fields.values():
            field.clear_error()

    def show_refusal(self, error: Exception) -> None:
        """Say what is wrong: beside the field if there is one, else above."""
        field = self.fields.get(getattr(error, "field", ""))
        if field is not None:
            field.set_error(sentence_of(error))
            self.reveal(field)
        else:
            kind = "warn" if isinstance(error, RuleError) else "bad"
            self.banner.say(sentence_of(error), kind)

    def reveal(self, field: Any) -> None:
        """Go to `field`, however low the screen is, once it has its place."""
        assert self.scroller is not None
        show = self.scroller.ensureWidgetVisible

        def go() -> None:
            field.setFocus()
            show(field, 0, 24)

        QTimer.singleShot(0, self, go)

    def stop_keeping(self) -> str:
        """Nothing is kept."""
        return ""

    def go_on_keeping(self) -> None:
        """Nothing is kept."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(self.focusWidget(), QLineEdit):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)
