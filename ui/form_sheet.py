"""A sheet with a few fields: Enter goes on to the next one, and after the last one submits."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.desk import Desk
from app.errors import RuleError
from ui import onward
from ui.keys import ENTER, application
from ui.shell import Shell, refusal
from ui.widgets.basics import Banner, Button
from ui.widgets.fields import Choice, Field
from ui.widgets.sheet import Sheet

T = TypeVar("T")


class FormSheet(Sheet):
    """`submitted` asks whoever opened it to carry out what was typed, by `Shell.act` on this
    sheet; it stays until that is done. It keeps no draft."""

    submitted = Signal()

    def __init__(
        self,
        over: QWidget,
        title: str,
        subtitle: str,
        action: str,
        wide: int = 560,
        high: int = 480,
    ) -> None:
        super().__init__(over, title, subtitle, wide, high)
        self.fields: dict[str, Field | Choice] = {}
        self._as_shown: dict[str, str] | None = None  # what stood in the fields at first
        self.inside = self.scrolled(gap=14)
        self.banner = Banner()
        self.inside.addWidget(self.banner)
        self._go = Button(action, kind="primary", key="Enter")
        self._go.clicked.connect(self.submitted)
        self.foot.addWidget(self._go)
        application().focusChanged.connect(self.keep_in_sight)

    def add(self, name: str, field: Any) -> Any:
        """Know `field` by the name that FieldError uses."""
        self.fields[name] = field
        self.inside.addWidget(field)
        return field

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._as_shown is None:
            self._as_shown = self.typed()
        fields = list(self.fields.values())
        next((field for field in fields if not field.text), fields[0]).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """No half-typed password waits behind a locked window."""
        super().hideEvent(event)
        for field in self.fields.values():
            if isinstance(field, Field) and field.secret:
                field.set_text("")

    @property
    def is_touched(self) -> bool:
        """Whether anything would be lost with it."""
        return self._as_shown is not None and self.typed() != self._as_shown

    def typed(self) -> dict[str, str]:
        """What was typed and chosen, by field."""
        return {name: field.text for name, field in self.fields.items()}

    def ask(
        self, shell: Shell, work: Callable[[Desk, dict[str, str]], T], done: Callable[[T], None]
    ) -> None:
        """Open it; whenever it is submitted carry out `work` with what is typed by then. What is
        refused is said here; else it closes, and it is `done`."""

        def submit() -> None:
            typed = self.typed()

            def settled(result: T) -> None:
                self.accept()
                done(result)

            shell.act(self, lambda desk: work(desk, typed), settled)

        self.submitted.connect(submit)
        self.open()

    # What `Shell.act` needs of a form -------------------------------------------------------------

    def forget_errors(self) -> None:
        """Before another try."""
        self.banner.clear()
        for field in self.fields.values():
            field.clear_error()

    def show_refusal(self, error: Exception) -> None:
        """Say what is wrong: beside the field, or above them all."""
        field = self.fields.get(getattr(error, "field", ""))
        if field is not None:
            field.set_error(refusal(error))
        else:
            self.banner.say(refusal(error), "warn" if isinstance(error, RuleError) else "bad")
            for one in self.fields.values():
                if isinstance(one, Field):
                    one.select_secret()

    def set_busy(self, busy: bool) -> None:
        """While it is being done nothing can be asked for a second time."""
        self._go.setEnabled(not busy)

    def stop_keeping(self) -> str:
        return ""

    def go_on_keeping(self) -> None:
        pass

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        asked = onward.questions(self)
        if event.key() not in ENTER or at not in asked:
            super().keyPressEvent(event)
        elif at is not asked[-1] or isinstance(at, QPlainTextEdit):
            onward.advance(self)
        elif not event.isAutoRepeat():
            self._go.click()
