"""人员: who has an account, what they may do, and what to do when a password is forgotten."""

from collections.abc import Callable

from app import accounts, recovery
from app.accounts import AccountView
from app.deadlines import LightKind
from app.desk import Desk
from app.forms import recovery as form
from app.recovery import Recovery
from app.rights import Role
from ui.account_sheets import IN_USE, Account, Reset, SealedEnvelope
from ui.form_sheet import FormSheet
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, label
from ui.widgets.rows import Row, RowList

Typed = dict[str, str]
ABOUT_RECOVERY = "唯一的管理员忘了密码，没有人能重设。请打印一张恢复单，密封后锁进保险柜。"


class StaffPage(FormPage):
    """The list of accounts, with what may be done to the one that is chosen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "人员")
        self._views: tuple[AccountView, ...] = ()
        add = Button("增加人员", kind="primary", icon="user-plus")
        add.clicked.connect(self._add)
        self.head.addWidget(add)
        card = Card()
        heads = ("账号", "姓名和用户名", "角色和岗位")
        self._list = RowList("人员", most=9, lead=150, heads=heads)
        self._list.acted.connect(lambda uuid: self._change(self._view(uuid)))
        self._list.selectionModel().currentChanged.connect(self._offer)
        card.body.addWidget(self._list)
        self.main.addWidget(card)
        self._chosen = Card("选中的人")
        self._who = label("", "strong", wrap=True)
        self._reset = Button("重设密码")
        self._reset.clicked.connect(lambda: self._reset_password(self._current()))
        self._paper = Button("打印恢复单", icon="printer")
        self._paper.clicked.connect(lambda: self._print_recovery(self._current()))
        self._note = label(ABOUT_RECOVERY, "small", wrap=True)
        for widget in (self._who, self._reset, self._paper, self._note):
            self._chosen.body.addWidget(widget)
        self.side.addWidget(self._chosen)
        self.side.addWidget(ClauseNote("4.1.2"))

    def choose(self, login: str) -> None:
        """Choose whose account it is, by the user name."""
        place = next(n for n, one in enumerate(self._views) if one.login == login)
        self._list.setCurrentIndex(self._list.rows.index(place))

    def focus_first(self) -> None:
        self._list.setFocus()

    def refresh(self) -> None:
        self.shell.read(lambda: accounts.listed(self.shell.desk.real), self._show)

    def _show(self, views: tuple[AccountView, ...]) -> None:
        at = self._list.currentIndex().row()
        self._views = views
        in_use = sum(one.active for one in views)
        self.set_head("人员", f"在用 {in_use} 个账号，停用 {len(views) - in_use} 个")
        self._list.show_rows([_row(one) for one in views])
        if 0 < at < len(views):
            self._list.setCurrentIndex(self._list.rows.index(at))
        self._offer()

    def _view(self, uuid: str) -> AccountView:
        return next(one for one in self._views if one.uuid == uuid)

    def _current(self) -> AccountView:
        return self._views[self._list.currentIndex().row()]

    def _offer(self, *_: object) -> None:
        if not self._list.currentIndex().isValid():
            return
        view = self._current()
        own = view.uuid == self.shell.desk.staff.uuid
        self._who.setText(view.name)
        self._reset.offer("重设密码", "改密码请点右上角自己的名字" if own else "")
        admin = view.role == Role.ADMIN and view.active
        self._paper.setVisible(admin)
        self._note.setVisible(admin)

    # What is done -------------------------------------------------------------------------------

    def _add(self) -> None:
        def work(desk: Desk, typed: Typed) -> None:
            role = accounts.role_of(typed["role"])
            accounts.add(desk, typed["name"], typed["login"], typed["password"], role,
                         typed["post"], temporary=True)  # fmt: skip

        self._open(
            Account(self), work,
            lambda typed: f"已增加 {typed['name']}，第一次登录时要换成自己的密码。",
        )  # fmt: skip

    def _change(self, view: AccountView) -> None:
        def work(desk: Desk, typed: Typed) -> None:
            accounts.change(desk, view.uuid, typed["name"], typed["post"],
                            accounts.role_of(typed["role"]),
                            active=typed["active"] == IN_USE)  # fmt: skip

        sheet = Account(self, view)
        self._open(sheet, work, lambda typed: f"{typed['name']} 的账号已更改。")
        if view.uuid == self.shell.desk.staff.uuid:
            sheet.accepted.connect(lambda: self.shell.lock("您自己的账号已更改，请重新登录。"))

    def _reset_password(self, view: AccountView) -> None:
        def work(desk: Desk, typed: Typed) -> None:
            accounts.reset_password(desk, view.uuid, typed["password"])

        self._open(
            Reset(self, view), work, lambda _: f"{view.name} 的密码已重设，登录时要换成自己的。"
        )

    def _open(
        self, sheet: FormSheet, work: Callable[[Desk, Typed], None], said: Callable[[Typed], str]
    ) -> None:
        """Open `sheet`, and do `work` when it is submitted; what is refused is said there."""

        def done(_: None) -> None:
            self._say(said(sheet.typed()))
            self.refresh()

        sheet.ask(self.shell, work, done)

    def _say(self, words: str) -> None:
        self.banner.say(words, "good")
        self.ensureWidgetVisible(self.banner)

    def _print_recovery(self, view: AccountView) -> None:
        def made(one: Recovery) -> None:
            desk = self.shell.desk
            self.shell.print_sheet(f"{one.name}的恢复单", lambda: form.sheet(desk, one))
            self._say("恢复单只印这一次：请当场装进信封密封，锁进保险柜。")
            self.refresh()

        envelope = SealedEnvelope(self, view)
        envelope.wanted.connect(
            lambda: self.shell.act(self, lambda desk: recovery.issue(desk, view.uuid), made)
        )
        envelope.open()


def _row(view: AccountView) -> Row:
    marked = LightKind.NEAR if view.locked_until is not None or view.must_change else None
    sheet = "有恢复单" if view.has_recovery else "还没有恢复单"
    below = dotted(view.post, sheet if view.role == Role.ADMIN and view.active else "")
    return Row(view.uuid, marked if view.active else None, view.state, view.name, view.login,
               view.role.value, below, "更改")  # fmt: skip
