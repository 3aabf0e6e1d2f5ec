"""恢复单: an administrator who forgot the password gets in with a code from a sealed envelope."""

import secrets
import unicodedata
from dataclasses import dataclass, field, replace

from app import accounts, passwords
from app.clock import Clock
from app.desk import StaffMember, seat
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.rights import Role
from app.store import Store

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U, which are mistaken for others
_GROUPS, _LONG = 5, 4


@dataclass(frozen=True)
class Recovery:
    """What the sheet says. The code is nowhere else: it is shown once, on paper."""

    name: str
    login: str
    code: str = field(repr=False)


@operation("打印恢复单")
def issue(tx: Transaction, staff: str) -> Recovery:
    """A new one-time code for an administrator; the one before is good for nothing any more.

    Raises RuleError for anybody else.
    """
    row = accounts.fetch(staff)
    if row.role != Role.ADMIN or not row.active:
        raise RuleError(
            "恢复单只给在用的管理员账号。", instead="别人忘了密码，由管理员在“人员”里重设。"
        )
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(_GROUPS))
    made = Recovery(row.name, row.login, "-".join(groups))
    row.recovery = passwords.hashed(_plain(made.code))
    tx.save(row)
    return made


def recover(store: Store, clock: Clock, login: str, code: str, password: str) -> StaffMember:
    """The administrator `login` sets a new password by the code, which is used up; returns who
    that is. Counts failures and locks as `accounts.sign_on` does.

    Raises FieldError with one sentence for an unknown name and a wrong code; RuleError while
    locked.
    """
    wrong = FieldError("code", "用户名或恢复码不对。请照恢复单重新输入。")
    row = passwords.prove(
        clock,
        login,
        _plain(code),
        lambda row: row.recovery if row.role == Role.ADMIN else "",
        wrong,
    )
    who = replace(accounts.member(row), must_change=False)
    _use(seat(store, clock, who), password)
    return who


@operation("使用恢复单")
def _use(tx: Transaction, password: str) -> None:
    row = accounts.fetch(tx.desk.staff.uuid)
    row.password = passwords.hashed(passwords.checked(password, row.login, row.name))
    row.must_change, row.recovery = False, ""
    tx.save(row)


def _plain(code: str) -> str:
    """The letters alone, as typed with any keyboard: full width, small, with blanks or dashes."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", code))).upper()
