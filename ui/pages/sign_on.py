"""Signing on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import accounts
from app.clock import Clock
from app.desk import StaffMember
from app.errors import EnvironmentFault, FieldError
from ui import theme
from ui.runner import Runner
from ui.widgets.basics import Banner, Button, Card, label, picture
from ui.widgets.fields import Field


class _Gate(QWidget):
    """A card in the middle of the screen."""

    signed_on = Signal(object)

    def __init__(self, runner: Runner, title: str, subtitle: str) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.runner = runner
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fields: dict[str, Field] = {}
        self.card = Card()
        self.card.setFixedWidth(420)
        head = QHBoxLayout()
        head.addWidget(picture("landmark", theme.ACTION, 32))
        head.addWidget(label(title, "title", wrap=True), 1)
        self.card.body.addLayout(head)
        self.card.body.addWidget(label(subtitle, "second", wrap=True))
        self.banner = Banner()
        self.card.body.addWidget(self.banner)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(3)

    def add(self, name: str, field: Field) -> Field:
        self.fields[name] = field
        self.card.body.addWidget(field)
        return field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at = self.focusWidget()
            before_last = [field.editor for field in self.fields.values()][:-1]
            if isinstance(at, QLineEdit) and at in before_last:
                self.focusNextPrevChild(True)
            else:
                self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        raise NotImplementedError

    def refused(self, error: Exception) -> None:
        """A sentence beside the field, or above them all."""
        if isinstance(error, FieldError) and error.field in self.fields:
            self.fields[error.field].set_error(error.message)
        else:
            words = getattr(error, "message", str(error)) + getattr(error, "instead", "")
            self.banner.say(words, "bad")


class Trouble(_Gate):
    """The folder cannot be opened: why, what to do, and another try."""

    retry = Signal()

    def __init__(self, runner: Runner, fault: EnvironmentFault) -> None:
        super().__init__(runner, "打不开数据", fault.message)
        self.card.body.addWidget(label(fault.instead, "strong", wrap=True))
        button = Button("再试一次", kind="primary", key="Enter")
        button.clicked.connect(self.submit)
        self.card.body.addWidget(button)
        self.setFocusProxy(button)

    def submit(self) -> None:
        self.retry.emit()


class SignOn(_Gate):
    """User name and password. `said` tells what happened before, such as a lock."""

    def __init__(self, runner: Runner, clock: Clock, office: str) -> None:
        super().__init__(runner, office, "请用自己的账号登录。")
        self._clock = clock
        self.add("login", Field("用户名"))
        self.add("password", Field("密码", secret=True))
        button = Button("登录", kind="primary", key="Enter")
        button.clicked.connect(self.submit)
        self.card.body.addWidget(button)

    def submit(self) -> None:
        login, password = self.fields["login"].text, self.fields["password"].text
        self.banner.clear()
        self.runner.run(
            lambda: accounts.sign_on(self._clock, login, password), self._in, self.refused
        )

    def _in(self, who: StaffMember) -> None:
        self.fields["password"].set_text("")
        self.signed_on.emit(who)
