"""Passwords and recovery codes: kept as argon2id only, and proved in one and the same time (§8)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import nacl.exceptions
from nacl.pwhash import argon2id
from peewee import DatabaseError

from app.clock import Clock
from app.errors import FieldError, RuleError
from app.faults import fault_of
from models.days import Draft
from models.office import Staff

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
SHORTEST = 8

# Made of a secret that nobody kept: what is wrong in any other way takes as long as a wrong word.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=2,p=1$F7parHKTTxX9IGfAGrq58g"
    "$atmKGKAWKWO9QOWhMmntxc3W0G66BKvqqMNI5su/jLY"
)
_STRANGER = "sign-on"


def hashed(secret: str) -> str:
    """The argon2id hash as stored."""
    return argon2id.str(
        secret.encode(),
        opslimit=argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=argon2id.MEMLIMIT_INTERACTIVE,
    ).decode()


def fits(stored: str, secret: str) -> bool:
    """Whether `stored` was made of `secret`; "" was made of nothing, and takes as long."""
    try:
        argon2id.verify((stored or _NOBODY).encode(), secret.encode())
    except nacl.exceptions.InvalidkeyError:
        return False
    return bool(stored)


def checked(password: str, login: str, name: str, old: str = "") -> str:
    """`password`, if it may become that of `login`; `old` is the one it replaces.

    Raises FieldError.
    """
    if len(password) < SHORTEST:
        raise FieldError("password", f"密码至少 {SHORTEST} 个字符。")
    if password.strip().casefold() in (login.casefold(), name.casefold()):
        raise FieldError("password", "密码不能和用户名或姓名相同，请换一个。")
    if password == old:
        raise FieldError("password", "新密码不能和原来的相同，请换一个。")
    return password


def prove(
    clock: Clock, login: str, secret: str, stored: Callable[[Any], str], refusal: FieldError
) -> Any:
    """The row of the active account `login`, where `secret` fits what is `stored` in it.

    Five failures lock the account for a quarter of an hour. Raises `refusal` for an unknown name
    and a wrong secret alike; RuleError while locked, whether or not the secret is right. Every
    refusal hashes once and writes once, so that none is quicker than the others. Of a known
    account it says how many tries are left: who has one is on the sign-on page for all to see.
    """
    row: Any = Staff.get_or_none(Staff.login == login.strip(), Staff.active == True)  # noqa: E712
    right = fits(stored(row) if row is not None else "", secret)
    if row is None:
        _kept(lambda: Draft.replace(key=_STRANGER, body={}, saved_at=clock.now()).execute())
        raise refusal
    now = clock.now()
    locked = locked_until(row, now) is not None
    if not locked and row.locked_until is not None:
        row.failures, row.locked_until = 0, None
    if right and not locked:
        if row.failures or row.dirty_fields:
            row.failures = 0
            _kept(row.save)
        return row
    row.failures += 1
    if row.failures >= TRIES and not locked:
        row.locked_until, locked = now + LOCKED_FOR, True
    _kept(row.save)
    if locked:
        raise RuleError(
            f"输错次数太多，账号已锁定到 {row.locked_until:%H:%M}。",
            instead="请稍后再试，或由另一位工作人员登录。",
        )
    left = TRIES - row.failures
    lock = f"账号就锁定 {LOCKED_FOR.seconds // 60} 分钟。"
    raise FieldError(refusal.field, f"{refusal.message}再错 {left} 次，{lock}")


def locked_until(row: Any, now: datetime) -> datetime | None:
    """When the account's lock ends; None where it is not locked. No clock that was set back
    locks anybody out for longer than the quarter of an hour."""
    until: datetime | None = row.locked_until
    return until if until is not None and timedelta(0) < until - now <= LOCKED_FOR else None


def _kept(write: Callable[[], Any]) -> None:
    try:
        write()
    except DatabaseError as error:
        raise fault_of(error) from error
