"""Everyone has an account of their own; nobody's password is kept (design §8)."""

from datetime import timedelta
from typing import Any

import nacl.exceptions
from nacl.pwhash import argon2id

from app import texts
from app.clock import Clock
from app.desk import StaffMember
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.pinyin import initials
from app.rights import Role
from models.office import Staff

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
SHORTEST = 8

# Hashing against this costs an unknown name as much time as a wrong password.
_NOBODY = argon2id.str(
    b"nobody", opslimit=argon2id.OPSLIMIT_INTERACTIVE, memlimit=argon2id.MEMLIMIT_INTERACTIVE
)


def hashed(password: str) -> str:
    """The argon2id hash as stored."""
    return argon2id.str(
        password.encode(),
        opslimit=argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=argon2id.MEMLIMIT_INTERACTIVE,
    ).decode()


def _fits(stored: bytes, password: str) -> bool:
    try:
        return bool(argon2id.verify(stored, password.encode()))
    except nacl.exceptions.InvalidkeyError:
        return False


def sign_on(clock: Clock, login: str, password: str) -> StaffMember:
    """Who `login` is, given the right `password`.

    Five wrong passwords lock the account for a quarter of an hour. Raises FieldError with one
    sentence for both an unknown name and a wrong password; RuleError while locked.
    """
    row: Any = Staff.get_or_none(Staff.login == login.strip(), Staff.active == True)  # noqa: E712
    now = clock.now()
    if row is not None and row.locked_until is not None and now < row.locked_until:
        raise RuleError(
            f"输错次数太多，账号已锁定到 {row.locked_until:%H:%M}。",
            instead="请稍后再试，或由另一位工作人员登录。",
        )
    if not _fits(row.password.encode() if row else _NOBODY, password) or row is None:
        if row is not None:
            row.failures += 1
            if row.failures >= TRIES:
                row.failures, row.locked_until = 0, now + LOCKED_FOR
            row.save()
        raise FieldError("password", "用户名或密码不对。请重新输入。")
    if row.failures:
        row.failures = 0
        row.save()
    return member(row)


def member(row: Any) -> StaffMember:
    """The row as a plain value."""
    return StaffMember(row.id, row.uuid, row.name, Role(row.role), row.login)


def everybody() -> tuple[StaffMember, ...]:
    """All active accounts, in the order they were made."""
    rows = Staff.select().where(Staff.active == True).order_by(Staff.id)  # noqa: E712
    return tuple(member(row) for row in rows)


def check(name: str, login: str, password: str) -> tuple[str, str]:
    """Name and login as they will be stored. Raises FieldError for what no account can have."""
    shown = texts.clean("name", "姓名", name, limit=60)
    sign = texts.clean("login", "用户名", login, limit=30)
    if Staff.get_or_none(Staff.login == sign) is not None:
        raise FieldError("login", "这个用户名已有人使用，请换一个。")
    if len(password) < SHORTEST:
        raise FieldError("password", f"密码至少 {SHORTEST} 个字符。")
    return shown, sign


@operation("增加人员")
def add(tx: Transaction, name: str, login: str, password: str, role: Role, post: str = "") -> str:
    """Give somebody an account; returns its UUID. Raises FieldError."""
    shown, sign = check(name, login, password)
    row = Staff(
        name=shown,
        login=sign,
        password=hashed(password),
        role=role.value,
        pinyin=initials(shown),
        post=texts.clean("post", "岗位", post, limit=60, required=False),
    )
    tx.save(row)
    return str(row.uuid)
