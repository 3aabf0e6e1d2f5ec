"""Sheets about accounts: one's own password, the leader's at the counter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import accounts
from app.desk import StaffMember
from app.rights import Role
from ui.form_sheet import FormSheet
from ui.pages.passwords import DIFFERENT, HINT
from ui.shell import Shell
from ui.widgets.basics import ClauseNote
from ui.widgets.fields import Field


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

    def __init__(self, over: QWidget, shell: Shell) -> None:
        super().__init__(
            over, "领导本人批示", "请分管领导本人输入用户名和密码；批示记在领导名下。", "批示"
        )
        self._shell = shell
        self.add("login", Field("分管领导的用户名"))
        self.add("password", Field("密码", secret=True))
        self.inside.addWidget(ClauseNote("1.4"))
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
        typed, clock = self.typed(), self._shell.desk.clock
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
