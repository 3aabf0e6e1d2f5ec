"""Signing on, and the first start of a new folder."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import accounts, setup
from app.clock import Clock
from app.desk import StaffMember
from app.errors import EnvironmentFault, FieldError
from app.rights import Role
from app.store import Store
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


class FirstStart(_Gate):
    """A new folder: the office as preset, and the first person who works here."""

    def __init__(self, runner: Runner, clock: Clock, store: Callable[[], Store]) -> None:
        super().__init__(
            runner,
            "便民窗口 · 首次使用",
            "先给窗口工作人员建一个账号。单位信息已按固日班花苏木预填。",
        )
        self._clock, self._store = clock, store
        self.add("name", Field("姓名", required=True))
        self.add("login", Field("用户名", hint="例如姓名拼音", required=True))
        self.add("password", Field("密码", hint="至少 8 个字符", secret=True, required=True))
        self.add("again", Field("再输一次密码", secret=True, required=True))
        button = Button("开始使用", kind="primary", key="Enter")
        button.clicked.connect(self.submit)
        self.card.body.addWidget(button)

    def submit(self) -> None:
        text = {name: field.text for name, field in self.fields.items()}
        if text["password"] != text["again"]:
            self.fields["again"].set_error("两次输入的密码不一样，请重新输入。")
            return

        def work() -> StaffMember:
            store = self._store()
            accounts.check(text["name"], text["login"], text["password"])
            desk = setup.set_up(store, self._clock, setup.OfficeInput(), confirmed_by=text["name"])
            accounts.add(desk, text["name"], text["login"], text["password"], Role.CLERK, "窗口")
            return accounts.sign_on(self._clock, text["login"], text["password"])

        self.runner.run(work, self.signed_on.emit, self.refused)
