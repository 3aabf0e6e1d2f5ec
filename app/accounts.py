"""Everyone has an account of their own; nobody's password is kept (design §8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import passwords, texts
from app.clock import Clock
from app.desk import Desk, StaffMember
from app.errors import FieldError, RuleError
from app.journal import OWN_PASSWORD, Transaction, operation
from app.passwords import hashed
from app.pinyin import initials
from app.rights import Role
from models.office import Staff

PEOPLE = (Role.CLERK, Role.LEADER, Role.DISCIPLINE, Role.ADMIN)


@dataclass(frozen=True)
class AccountView:
    """An account as its administrator sees it; `locked_until` None while it is not locked."""

    uuid: str
    name: str
    login: str
    role: Role
    post: str
    active: bool
    must_change: bool
    has_recovery: bool
    locked_until: datetime | None

    @property
    def state(self) -> str:
        """在用, 停用, 已锁定到 09:15 or 须改密码."""
        if not self.active:
            return "停用"
        if self.locked_until is not None:
            return f"已锁定到 {self.locked_until:%H:%M}"
        return "须改密码" if self.must_change else "在用"


# Signing on ---------------------------------------------------------------------------------------


def sign_on(clock: Clock, login: str, password: str) -> StaffMember:
    """Who `login` is, given the right `password`.

    Five wrong passwords lock the account for a quarter of an hour. Raises FieldError with one
    sentence for both an unknown name and a wrong password; RuleError while locked.
    """
    wrong = FieldError("password", "用户名或密码不对。请重新输入。")
    return member(passwords.prove(clock, login, password, lambda row: row.password, wrong))


def leader_in_person(clock: Clock, login: str, password: str) -> StaffMember:
    """The leader in charge, who types the password at somebody else's window (1.4).

    A wrong one counts against the leader's account. Raises as `sign_on` does, and FieldError for
    anybody else and for a password that somebody else has set.
    """
    who = sign_on(clock, login, password)
    if who.role != Role.LEADER:
        raise FieldError("login", "这不是分管领导的账号，请输入分管领导的用户名。")
    if who.must_change:
        raise FieldError("password", "这是管理员给的临时密码，请领导先登录，改成自己的。")
    return who


def member(row: Any) -> StaffMember:
    """The row as a plain value."""
    return StaffMember(row.id, row.uuid, row.name, Role(row.role), row.login, row.must_change)


def everybody() -> tuple[StaffMember, ...]:
    """All active accounts, in the order they were made."""
    rows = Staff.select().where(Staff.active == True).order_by(Staff.id)  # noqa: E712
    return tuple(member(row) for row in rows)


def listed(clock: Clock) -> tuple[AccountView, ...]:
    """All accounts, those in use first."""
    now = clock.now()
    return tuple(
        AccountView(
            row.uuid, row.name, row.login, Role(row.role), row.post, row.active, row.must_change,
            bool(row.recovery), passwords.locked_until(row, now),
        )
        for row in Staff.select().order_by(Staff.active.desc(), Staff.id)
    )  # fmt: skip


# What an administrator does -----------------------------------------------------------------------


def check(name: str, login: str, password: str) -> tuple[str, str]:
    """Name and login as they will be stored. Raises FieldError for what no account can have."""
    shown = texts.clean("name", "姓名", name, limit=60)
    sign = texts.clean("login", "用户名", login, limit=30)
    if Staff.get_or_none(Staff.login == sign) is not None:
        raise FieldError("login", "这个用户名已有人使用，请换一个。")
    passwords.checked(password, sign, shown)
    return shown, sign


@operation("增加人员")
def add(
    tx: Transaction, name: str, login: str, password: str, role: Role, post: str = "",
    *, temporary: bool = False,
) -> str:  # fmt: skip
    """Give somebody an account; returns its UUID. A `temporary` password has to be replaced by
    its owner at the first sign-on. Raises FieldError."""
    shown, sign = check(name, login, password)
    row = Staff(
        name=shown,
        login=sign,
        password=hashed(password),
        role=role_of(role).value,
        pinyin=initials(shown),
        post=_post(post),
        must_change=temporary,
    )
    tx.save(row)
    return str(row.uuid)


@operation("更改人员")
def change(tx: Transaction, staff: str, name: str, post: str, role: Role, *, active: bool) -> None:
    """Change who somebody is and what they may do; the user name stays.

    Raises FieldError; RuleError where nobody would be left to administer, or for oneself
    deactivated.
    """
    row = fetch(staff)
    row.name = texts.clean("name", "姓名", name, limit=60)
    row.pinyin = initials(row.name)
    row.post = _post(post)
    if not active and row.uuid == tx.desk.staff.uuid:
        raise RuleError("不能停用自己的账号。", instead="请由另一位管理员停用。", field="active")
    steps_down = row.role == Role.ADMIN and role != Role.ADMIN
    if (steps_down or not active) and _is_last_admin(row):
        raise RuleError(
            "这是最后一位在用的管理员，不能停用，也不能改成别的角色。",
            instead="请先增加或启用另一位管理员。",
            field="role" if steps_down else "active",
        )
    row.role = role_of(role).value
    row.active = active
    if not active or role != Role.ADMIN:
        row.recovery = ""  # the sheet in the safe opens nothing any more
    tx.save(row)


@operation("重设密码")
def reset_password(tx: Transaction, staff: str, password: str) -> None:
    """Give somebody a temporary password, and unlock the account. Raises FieldError, RuleError."""
    row = fetch(staff)
    if row.uuid == tx.desk.staff.uuid:
        raise RuleError("这是您自己的账号。", instead="请点窗口上方自己的名字改密码。")
    row.password = hashed(passwords.checked(password, row.login, row.name))
    row.must_change = True
    row.failures, row.locked_until = 0, None
    tx.save(row)


def fetch(uuid: str) -> Any:
    """The account's row. Raises RuleError where there is none."""
    row = Staff.get_or_none(Staff.uuid == uuid)
    if row is None:
        raise RuleError("没有这个账号。", instead="请在“人员”里重新选择。")
    return row


def _post(post: str) -> str:
    return texts.clean("post", "岗位", post, limit=60, required=False)


def role_of(words: str) -> Role:
    """The role of a person that is called so. Raises FieldError."""
    if words not in PEOPLE:
        raise FieldError("role", "请选择角色。")
    return Role(words)


def _is_last_admin(row: Any) -> bool:
    others = Staff.select().where(
        Staff.role == Role.ADMIN.value, Staff.active == True, Staff.id != row.id  # noqa: E712
    )  # fmt: skip
    return row.role == Role.ADMIN and row.active and not others.exists()


# What everybody does ------------------------------------------------------------------------------


def change_password(desk: Desk, old: str, new: str) -> None:
    """Whoever is signed on gets a new password for the `old` one.

    A wrong old one counts as a failed sign-on. Raises FieldError; RuleError while locked.
    """
    wrong = FieldError("old", "原来的密码不对。请重新输入。")
    passwords.prove(desk.real, desk.staff.login, old, lambda row: row.password, wrong)
    _take_password(desk, new, old)


@operation(OWN_PASSWORD)
def _take_password(tx: Transaction, new: str, old: str) -> None:
    row = fetch(tx.desk.staff.uuid)
    row.password = hashed(passwords.checked(new, row.login, row.name, old))
    row.must_change = False
    tx.save(row)
