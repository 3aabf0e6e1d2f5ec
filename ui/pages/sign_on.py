"""Signing on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import accounts
from app.clock import Clock
from app.desk import StaffMember
from app.errors import EnvironmentFault, FieldError
from ui import onward, theme
from ui.keys import ENTER
from ui.runner import Runner
from ui.widgets.basics import Banner, Button, Card, label, picture, row
from ui.widgets.fields import Field
from ui.widgets.names import SWITCH, Names


class Gate(QWidget):
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
        self.title = label(title, "title", wrap=True)
        self.subtitle = label(subtitle, "second", wrap=True)
        head.addWidget(self.title, 1)
        self.card.body.addLayout(head)
        self.card.body.addWidget(self.subtitle)
        self.banner = Banner()
        self.card.body.addWidget(self.banner)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(16)
        self.middle.addStretch(1)
        self.middle.addWidget(self.card)
        self.middle.addStretch(1)
        whole.addLayout(self.middle)
        whole.addStretch(3)

    def add(self, name: str, field: Field) -> Field:
        self.fields[name] = field
        self.card.body.addWidget(field)
        return field

    def begin(self) -> None:
        """Put the keyboard where something is to be typed."""
        empty = (field for field in self.fields.values() if not field.text)
        next(empty, next(iter(self.fields.values()))).setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:
        return onward.tab(self.window(), next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            at = self.focusWidget()
            if at in onward.questions(self)[:-1]:
                onward.advance(self)
            elif event.isAutoRepeat():
                pass
            elif isinstance(at, QPushButton):
                at.click()
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
            for field in self.fields.values():
                field.select_secret()


class Trouble(Gate):
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


class SignOn(Gate):
    """User name and password, and who else may be meant.

    `temporary` tells who came in with a password that they have to replace, and which;
    `forgotten` that an administrator has a recovery sheet instead.
    """

    temporary = Signal(object, str)
    forgotten = Signal()

    def __init__(self, runner: Runner, clock: Clock, office: str, last: str = "") -> None:
        """`last` is the user name of whoever has locked the window."""
        super().__init__(runner, office, "请用自己的账号登录。")
        self._clock = clock
        self.add("login", Field("用户名")).set_text(last)
        self.add("password", Field("密码", secret=True))
        button = Button("登录", kind="primary", key="Enter")
        button.clicked.connect(self.submit)
        self.card.body.addWidget(button)
        lost = Button("管理员忘了密码", kind="link")
        lost.clicked.connect(self.forgotten)
        self.card.body.addWidget(row(lost, None))
        self.card.body.addStretch(1)
        self.names = Names()
        self.names.chosen.connect(self._chosen)
        self.middle.insertWidget(2, self.names, 0, Qt.AlignmentFlag.AlignTop)
        QShortcut(QKeySequence(SWITCH), self).activated.connect(self.names.take_keyboard)
        runner.run(accounts.everybody, lambda found: self.names.show_people(found, last))

    def _chosen(self, login: str) -> None:
        self.fields["login"].set_text(login)
        self.fields["password"].set_text("")
        self.fields["password"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.names.choose(event.key() - Qt.Key.Key_1):
            super().keyPressEvent(event)

    def submit(self) -> None:
        login, password = self.fields["login"].text, self.fields["password"].text

        def signed_on(who: StaffMember) -> None:
            self.fields["password"].set_text("")
            if who.must_change:
                self.temporary.emit(who, password)
            else:
                self.signed_on.emit(who)

        self.banner.clear()
        self.runner.run(
            lambda: accounts.sign_on(self._clock, login, password), signed_on, self.refused
        )
