"""The directory out of a spreadsheet: lines of 部门, 姓名, 职务, 职责, 房间, 电话, between tabs."""

from dataclasses import dataclass
from typing import Any

from app.directory_changes import ColleagueInput, DepartmentInput, write_colleague, write_department
from app.errors import FieldError
from app.journal import Transaction, operation
from models.office import Colleague, Department

COLUMNS = ("部门", "姓名", "职务", "职责", "房间", "电话")
MOST, SHOWN = 500, 6  # lines taken at once, and wrong ones named


@dataclass(frozen=True)
class Pasted:
    """How many entries came in, and how many of those were there before."""

    added: int
    changed: int


@operation("维护通讯录")
def paste(tx: Transaction, typed: str) -> Pasted:
    """Take the lines of a spreadsheet, all of them or none; who is known is brought up to date,
    a department that is not is made. A line without a name is about the department itself.

    Raises FieldError that names every wrong line.
    """
    lines = _lines(typed)
    wrong: list[str] = []
    seen: set[tuple[str, str]] = set()
    added = 0
    for number, cells in lines:
        try:
            added += _take(tx, cells, seen)
        except FieldError as error:
            wrong.append(f"第 {number} 行：{error.message}")
    if wrong:
        more = f"另有 {len(wrong) - SHOWN} 行也不对。" if len(wrong) > SHOWN else ""
        raise FieldError("pasted", "".join(wrong[:SHOWN]) + more + "改好后请重新粘贴。")
    return Pasted(added, len(lines) - added)


def _lines(typed: str) -> list[tuple[int, list[str]]]:
    """The lines that say something, with their numbers; a head is none of them."""
    split = [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(typed.split("\n"), 1)
        if line.strip()
    ]
    lines = [(number, cells) for number, cells in split if cells[0] != COLUMNS[0]]
    if not lines:
        raise FieldError("pasted", "请先在电子表格里选中这六列，复制，再粘贴到这里。")
    if len(lines) > MOST:
        raise FieldError("pasted", f"一次最多 {MOST} 行，现有 {len(lines)} 行，请分几次粘贴。")
    return lines


def _take(tx: Transaction, cells: list[str], seen: set[tuple[str, str]]) -> bool:
    """Take one line; says whether it was news."""
    if any(cells[len(COLUMNS) :]):
        raise FieldError("pasted", f"多于 {len(COLUMNS)} 列，请核对。")
    home, name, post, duties, room, phone = (*cells, *[""] * len(COLUMNS))[: len(COLUMNS)]
    if not home:
        raise FieldError("pasted", "没有部门，请补上。")
    if (home, name) in seen:
        raise FieldError("pasted", f"{home}{name}前面已经有一行，请删去一行。")
    seen.add((home, name))
    known: Any = Department.get_or_none(Department.name == home)
    if not name:
        write_department(tx, known or Department(), DepartmentInput(home, duties, room, phone))
        return known is None
    if known is None or not known.active:
        known = known or Department()
        write_department(tx, known, DepartmentInput(home, known.duties, known.room, known.phone))
    row: Any = Colleague.get_or_none(Colleague.department == known, Colleague.name == name)
    stand_in, staff = (row.stand_in, row.staff) if row else (None, None)
    given = ColleagueInput(
        known.uuid, name, post, duties, room, phone,
        stand_in.uuid if stand_in else "", staff.uuid if staff else "",
    )  # fmt: skip
    write_colleague(tx, row or Colleague(), given)
    return row is None
