"""Changes of the directory: one person or department at a time."""

import re
from dataclasses import dataclass
from typing import Any

from app import texts
from app.directory import colleagues
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.pinyin import initials
from models.office import Colleague, Department, Duty, Staff

_PHONE = re.compile(r"[0-9][0-9 \-、/]*(转 ?[0-9]+)?")


@dataclass(frozen=True)
class DepartmentInput:
    """A department as typed."""

    name: str
    duties: str = ""
    room: str = ""
    phone: str = ""
    active: bool = True


@dataclass(frozen=True)
class ColleagueInput:
    """Somebody as typed; `department`, `stand_in` and `staff` are UUIDs, the last two or ""."""

    department: str
    name: str
    post: str = ""
    duties: str = ""
    room: str = ""
    phone: str = ""
    stand_in: str = ""
    staff: str = ""
    active: bool = True


@operation("维护通讯录")
def save_department(tx: Transaction, uuid: str, given: DepartmentInput) -> str:
    """Add a department (`uuid` ""), or change one; returns its UUID.

    Raises FieldError; RuleError for one to be closed that still has people.
    """
    row: Any = Department.get(Department.uuid == uuid) if uuid else Department()
    write_department(tx, row, given)
    return str(row.uuid)


@operation("维护通讯录")
def save_colleague(tx: Transaction, uuid: str, given: ColleagueInput) -> str:
    """Add somebody (`uuid` ""), or change their entry; returns its UUID.

    Raises FieldError; RuleError for somebody who is to go and still has duties.
    """
    row: Any = Colleague.get(Colleague.uuid == uuid) if uuid else Colleague()
    write_colleague(tx, row, given)
    return str(row.uuid)


def write_department(tx: Transaction, row: Any, given: DepartmentInput) -> None:
    """Check and save; within another operation."""
    name = texts.clean("name", "站所名称", given.name, limit=40)
    same = Department.get_or_none(Department.name == name)
    if same is not None and same.id != row.id:
        raise FieldError("name", f"通讯录里已有“{name}”，请换一个名称或修改原来的。")
    if row.id and not given.active:
        _refuse_while(
            [who.name for who in colleagues() if who.department.uuid == row.uuid],
            f"{name}里还有{{}}，不能撤销。", "请先把他们改到别的站所。",
        )  # fmt: skip
    _save(
        tx, row, name=name, active=given.active,
        duties=texts.clean("duties", "职责", given.duties, limit=200, required=False),
        room=texts.clean("room", "房间", given.room, limit=40, required=False),
        phone=_phone(given.phone),
    )  # fmt: skip


def write_colleague(tx: Transaction, row: Any, given: ColleagueInput) -> None:
    """Check and save; within another operation."""
    home = Department.get_or_none(Department.uuid == given.department)
    if home is None:
        raise FieldError("department", "请选择站所；还没有的，请先新增站所。")
    name = texts.clean("name", "姓名", given.name, limit=60)
    same = Colleague.select().where(Colleague.name == name, Colleague.department == home)
    if any(other.active and other.id != row.id for other in same):
        raise FieldError("name", f"{home.name}里已有“{name}”，重名的请在姓名后加注区别。")
    if given.stand_in and given.stand_in == row.uuid:
        raise FieldError("stand_in", "不能由自己替岗，请选另一位。")
    if row.id and not given.active:
        duties = Duty.select().where(Duty.colleague == row)
        _refuse_while(
            [f"{one.code}号事项的{one.part}" for one in duties],
            f"{name}还是{{}}，不能调离。", "请先在职责分工里换人。",
        )  # fmt: skip
    _save(
        tx, row, name=name, pinyin=initials(name), department=home, active=given.active,
        post=texts.clean("post", "职务", given.post, limit=60, required=False),
        duties=texts.clean("duties", "职责", given.duties, limit=200, required=False),
        room=texts.clean("room", "房间", given.room, limit=40, required=False),
        phone=_phone(given.phone),
        stand_in=Colleague.get_or_none(Colleague.uuid == given.stand_in),
        staff=Staff.get_or_none(Staff.uuid == given.staff),
    )  # fmt: skip


def _save(tx: Transaction, row: Any, **values: Any) -> None:
    """What is as it was leaves no event."""
    for name, value in values.items():
        if not row.id or getattr(row, name) != value:
            setattr(row, name, value)
    tx.save(row)


def _refuse_while(found: list[str], message: str, instead: str) -> None:
    if found:
        names = "、".join(found[:3]) + ("等" if len(found) > 3 else "")
        raise RuleError(message.format(names), instead=instead, field="active")


def _phone(typed: str) -> str:
    text = texts.clean("phone", "电话", typed, limit=40, required=False)
    if text and not _PHONE.fullmatch(text):
        raise FieldError(
            "phone", "电话应写数字，可以带横线和“转”，例如 0475-4212345转801。请核对。"
        )
    return text
