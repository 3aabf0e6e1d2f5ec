"""Sheets about accounts: one's own password, the leader's at the counter, somebody's account."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import accounts
from app.accounts import PEOPLE, AccountView
from app.desk import StaffMember
from app.rights import Role
from ui.form_sheet import FormSheet
from ui.pages.passwords import DIFFERENT, HINT
from ui.shell import Shell
from ui.widgets.basics import Button, ClauseNote, label
from ui.widgets.fields import Choice, Field
from ui.widgets.sheet import Sheet

IN_USE, OUT_OF_USE = "在用", "停用"
TEMPORARY = "临时密码，至少 8 个字符；本人登录后必须换掉"


class OwnPassword(FormSheet):
    """Whoever is signed on sets another password; `changed` when it is done."""

    changed = Signal()

    def __init__(self, over: QWidget, shell: Shell) -> None:
        staff = shell.desk.staff
        super().__init__(over, "改自己的密码", f"{staff.name}（{staff.role.value}）", "改密码")
        self._shell = shell
        self.add("old", Field("原来的密码", secret=True))
        self.add("password", Field("新密码", hint=HINT, secret=True))
        self.add("again", Field("再输一次新密码", secret=True))
        self.inside.addStretch(1)
        self.submitted.connect(self._change)

    def _change(self) -> None:
        typed = self.typed()
        if typed["password"] != typed["again"]:
            self.fields["again"].set_error(DIFFERENT)
            return

        def done(_: None) -> None:
            self.changed.emit()
            self.accept()

        self._shell.act(
            self,
            lambda desk: accounts.change_password(desk, typed["old"], typed["password"]),
            done,
        )


class LeaderAtCounter(FormSheet):
    """The leader in charge types the password at the clerk's window; `proved` tells who it was."""

    proved = Signal(object)

    def __init__(self, over: QWidget, shell: Shell, about: str, clause: str) -> None:
        """`about`: whose case it is and what the leader decides; `clause`: by what."""
        super().__init__(
            over, "领导本人批示", "请分管领导本人输入用户名和密码；批示记在领导名下。", "批示"
        )
        self.inside.addWidget(label(about, "strong", wrap=True))
        self._shell = shell
        self.add("login", Field("分管领导的用户名"))
        self.add("password", Field("密码", secret=True))
        self.inside.addWidget(ClauseNote(clause))
        self.inside.addStretch(1)
        self.submitted.connect(self._prove)
        shell.read(accounts.everybody, self._fill_in)

    def _fill_in(self, people: tuple[StaffMember, ...]) -> None:
        """Where there is one leader only, nobody has to type the user name."""
        leaders = [one for one in people if one.role == Role.LEADER]
        if len(leaders) == 1 and not self.fields["login"].text:
            self.fields["login"].set_text(leaders[0].login)
            self.fields["password"].setFocus()

    def _prove(self) -> None:
        typed, clock = self.typed(), self._shell.desk.real
        self.forget_errors()
        self.set_busy(True)
        self._shell.runner.run(
            lambda: accounts.leader_in_person(clock, typed["login"], typed["password"]),
            self._proved, self._refused,
        )  # fmt: skip

    def _proved(self, who: StaffMember) -> None:
        self.accept()
        self.proved.emit(who)

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        self.show_refusal(error)


class Account(FormSheet):
    """Who somebody is and what they may do: a new account, or the one of `view`."""

    def __init__(self, over: QWidget, view: AccountView | None = None) -> None:
        subtitle = f"用户名 {view.login}" if view else "密码由本人第一次登录时换成自己的。"
        title, action = ("更改人员", "保存") if view else ("增加人员", "增加")
        super().__init__(over, title, subtitle, action, 640, 680)
        self.add("name", Field("姓名", required=True)).set_text(view.name if view else "")
        self.add("post", Field("岗位", hint="例如：窗口")).set_text(view.post if view else "")
        self.add("role", Choice("角色", [one.value for one in PEOPLE], view.role if view else ""))
        if view is None:
            self.add("login", Field("用户名", hint="例如姓名拼音", required=True))
            self.add("password", Field("临时密码", hint=TEMPORARY, secret=True, required=True))
        else:
            state = IN_USE if view.active else OUT_OF_USE
            self.add("active", Choice("账号", (IN_USE, OUT_OF_USE), state))
        self.inside.addWidget(ClauseNote("4.1.2"))
        self.inside.addStretch(1)


class Reset(FormSheet):
    """A temporary password for somebody who forgot theirs."""

    def __init__(self, over: QWidget, view: AccountView) -> None:
        super().__init__(over, "重设密码", f"{view.name}（用户名 {view.login}）", "重设")
        self.add("password", Field("临时密码", hint=TEMPORARY, secret=True, required=True))
        self.inside.addWidget(ClauseNote("4.1.2"))
        self.inside.addStretch(1)


class SealedEnvelope(Sheet):
    """Before a recovery sheet is printed: that the one before ends, and what is needed now."""

    wanted = Signal()

    def __init__(self, over: QWidget, view: AccountView) -> None:
        super().__init__(over, "打印恢复单", f"{view.name}（用户名 {view.login}）", 560, 400)
        inside = self.scrolled()
        if view.has_recovery:
            inside.addWidget(
                label("以前打印的恢复单随即作废，请取出来当场销毁。", "strong", wrap=True)
            )
        inside.addWidget(
            label("恢复单上有一次有效的恢复码，管理员忘了密码时用它设新密码。", wrap=True)
        )
        inside.addWidget(
            label("请先备好信封，守在打印机旁：打印后当场封好，锁进保险柜。", wrap=True)
        )
        inside.addWidget(label("恢复码只印在纸上，程序里不留，也不能补打。", wrap=True))
        inside.addStretch(1)
        go = Button("打印", kind="primary", key="F9", icon="printer")
        go.clicked.connect(self.accept)
        go.clicked.connect(self.wanted)
        self.foot.addWidget(go)
        go.setFocus()
