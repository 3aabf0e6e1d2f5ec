"""The gates where a new password is set: in place of a temporary one, or of a forgotten one."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal

from app import accounts, recovery
from app.clock import Clock
from app.desk import Desk, StaffMember
from app.store import Store
from ui.pages.sign_on import Gate
from ui.runner import Runner
from ui.widgets.basics import Button, row
from ui.widgets.fields import Field

DIFFERENT = "两次输入的密码不一样，请重新输入。"
HINT = "至少 8 个字符，不能是用户名或姓名"


class _NewPasswordGate(Gate):
    """Ends in a new password, typed twice; `left` goes back to the sign-on page."""

    left = Signal()

    def finish(self, action: str) -> None:
        """The last two fields, and the buttons."""
        self.add("password", Field("新密码", hint=HINT, secret=True))
        self.add("again", Field("再输一次新密码", secret=True))
        button = Button(action, kind="primary", key="Enter")
        button.clicked.connect(self.submit)
        self.card.body.addWidget(button)
        back = Button("返回登录", kind="link")
        back.clicked.connect(self.left)
        self.card.body.addWidget(row(back, None))

    def submit(self) -> None:
        self.banner.clear()
        text = {name: field.text for name, field in self.fields.items()}
        if text["password"] != text["again"]:
            self.fields["again"].set_error(DIFFERENT)
        else:
            self.runner.run(lambda: self.work(text), self.signed_on.emit, self.refused)

    def work(self, text: dict[str, str]) -> StaffMember:
        """Set the password; who may come in now."""
        raise NotImplementedError


class NewPassword(_NewPasswordGate):
    """Whoever came in with a temporary password sets one that nobody else knows."""

    def __init__(
        self, runner: Runner, who: StaffMember, old: str, desk: Callable[[], Desk]
    ) -> None:
        super().__init__(
            runner,
            f"{who.name}，请设自己的密码",
            "刚才用的是管理员给的临时密码，只能用来换成新的。",
        )
        self._old, self._desk = old, desk
        self.finish("改好并进入")

    def work(self, text: dict[str, str]) -> StaffMember:
        desk = self._desk()
        accounts.change_password(desk, self._old, text["password"])
        return replace(desk.staff, must_change=False)


class Recover(_NewPasswordGate):
    """An administrator who forgot the password has the recovery sheet from the safe."""

    def __init__(self, runner: Runner, clock: Clock, store: Callable[[], Store]) -> None:
        super().__init__(
            runner, "用恢复单设新密码", "请取出密封保存的恢复单。恢复码用过一次就作废。"
        )
        self._clock, self._store = clock, store
        self.add("login", Field("管理员的用户名"))
        self.add("code", Field("恢复码", hint="例如 ABCD-EFGH-…，不分大小写"))
        self.finish("设好并进入")

    def work(self, text: dict[str, str]) -> StaffMember:
        return recovery.recover(
            self._store(), self._clock, text["login"], text["code"], text["password"]
        )
