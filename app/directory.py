"""通讯录: the departments visitors are sent to, and the people in them (1.5, 2.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.pinyin import initials
from models.office import Colleague, Department


@dataclass(frozen=True)
class DepartmentView:
    """A department of the directory."""

    uuid: str
    name: str
    duties: str
    room: str
    phone: str
    active: bool


@dataclass(frozen=True)
class ColleagueView:
    """Somebody in the directory. `room` and `phone` are the department's where they have none of
    their own; `own_room` and `own_phone` are as typed."""

    uuid: str
    name: str
    department: DepartmentView
    post: str
    duties: str
    own_room: str
    own_phone: str
    stand_in: str  # UUID
    stand_in_name: str
    staff: str  # UUID of the account
    active: bool
    pinyin: str

    @property
    def room(self) -> str:
        return self.own_room or self.department.room

    @property
    def phone(self) -> str:
        return self.own_phone or self.department.phone


Entry = DepartmentView | ColleagueView


def departments() -> tuple[DepartmentView, ...]:
    """Those that are still there, in the order they were added."""
    rows = Department.select().where(Department.active == True)  # noqa: E712
    return tuple(map(_department, rows.order_by(Department.id)))


def colleagues() -> tuple[ColleagueView, ...]:
    """Everybody who is still there, by department."""
    rows = Colleague.select().where(Colleague.active == True)  # noqa: E712
    found = map(view, rows.order_by(Colleague.department, Colleague.id))
    return tuple(one for one in found if one.department.active)


def entries() -> tuple[Entry, ...]:
    """The whole directory: each department, then its people."""
    people, found = colleagues(), list[Entry]()
    for home in departments():
        found.append(home)
        found += [who for who in people if who.department == home]
    return tuple(found)


def department(uuid: str) -> DepartmentView:
    """The department with this UUID."""
    return _department(Department.get(Department.uuid == uuid))


def colleague(uuid: str) -> ColleagueView:
    """The person with this UUID."""
    return view(Colleague.get(Colleague.uuid == uuid))


def search(found: Iterable[Entry], text: str) -> tuple[Entry, ...]:
    """Those of `found` that `text` fits: a name or its initials, a post, a word of the duties, a
    room, a telephone number. A department that fits brings its people."""
    key = text.strip().lower()
    return tuple(one for one in found if not key or _fits(one, key))


def _fits(one: Entry, key: str) -> bool:
    if isinstance(one, DepartmentView):
        said: tuple[str, ...] = (one.name, one.duties, one.room, one.phone)
        pinyin = initials(one.name)
    else:
        if _fits(one.department, key):
            return True
        said = (one.name, one.post, one.duties, one.own_room, one.own_phone)
        pinyin = one.pinyin
    return any(key in part.lower() for part in said) or f"|{key}" in pinyin


def _department(row: Any) -> DepartmentView:
    return DepartmentView(row.uuid, row.name, row.duties, row.room, row.phone, row.active)


def view(row: Any) -> ColleagueView:
    """The row as a plain value."""
    stand_in = row.stand_in if row.stand_in and row.stand_in.active else None
    return ColleagueView(
        row.uuid, row.name, _department(row.department), row.post, row.duties, row.room, row.phone,
        stand_in.uuid if stand_in else "", stand_in.name if stand_in else "",
        row.staff.uuid if row.staff else "", row.active, row.pinyin,
    )  # fmt: skip
