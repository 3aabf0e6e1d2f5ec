"""The office's settings and the one action that changes them, a section at a time.

A section is typed as a whole, on the settings page as well as at the first start.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app import backup, matters, moved_dates, numbers, seals
from app.desk import Desk, OfficeInfo, office_info
from app.errors import FieldError
from app.journal import Transaction, operation
from app.numbers import Kind
from app.office_sections import SECTIONS, Typed, Values
from app.workdays import OfficeHours
from models.cases import Case
from models.documents import Document
from models.office import Office


def check(desk: Desk, section: str, typed: Typed) -> tuple[Values, str]:
    """What `typed` means, by column of the office, and what to mind about it ("" for nothing).

    Raises FieldError.
    """
    values = SECTIONS[section].read(typed, desk.office)
    renamed = {name: values[name] for name in ("short", "numbers") if name in values}
    if renamed:
        _check_numbers(desk.office, replace(desk.office, **renamed), typed)
    place = values.get("backup_place", "")
    return values, backup.check_place(desk.store.folder, place) if place else ""


def as_typed(desk: Desk, sections: Mapping[str, Typed]) -> OfficeInfo:
    """The office of `desk` as it would be with these sections. Raises FieldError."""
    for section, typed in sections.items():
        values, _ = check(desk, section, typed)
        desk = replace(desk, office=replace(desk.office, **plain(values)))
    return desk.office


def plain(values: Values) -> Values:
    """Columns of the office as OfficeInfo holds them."""
    made: Values = {
        name: tuple(one) if isinstance(one, list) else one for name, one in values.items()
    }
    if "hours" in made:
        made["hours"] = OfficeHours.from_dict(made["hours"])
    return made


@operation("更改设置")
def change(tx: Transaction, section: str, typed: Typed) -> str:
    """Take a section as it was typed; returns what to mind about it. Raises FieldError."""
    row: Any = Office.get()
    values, warning = check(replace(tx.desk, office=office_info()), section, typed)
    before = replace(tx.desk, office=office_info())
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    tx.save(row)
    return warning + _moved_by_hours(before, office_info().hours)


def _moved_by_hours(before: Desk, hours: OfficeHours) -> str:
    """Whose due moment moves with the closing time: who has to be told."""
    moved = moved_dates.between(before, before.calendar, before.calendar, hours)
    if not moved:
        return ""
    lines = [f"{one.number} {one.name}（{one.clock}）：{one.text}" for one in moved]
    return "\n".join([f"下班时间变了，{len(moved)} 个到期时刻随之变动，请告知当事人：", *lines])


def shown(section: str) -> dict[str, str]:
    """The texts of a section as the office has it now."""
    organs = dict.fromkeys(one.matter.organ for one in matters.in_force())
    return SECTIONS[section].show(seals.with_organs(office_info(), organs))


def _check_numbers(old: OfficeInfo, new: OfficeInfo, typed: Typed) -> None:
    """No two kinds are written alike, and no number that was given out comes again elsewhere."""
    seen: dict[str, Kind] = {}
    for kind in Kind:
        template, field = numbers.template(kind, new), f"numbers.{kind.value}"
        field = field if field in typed else "short"
        if template in seen:
            raise FieldError(field, f"和“{seen[template].value}”的写法一样，请改成不同的。")
        seen[template] = kind
        if template != numbers.template(kind, old) and (used := _used(kind, template)):
            raise FieldError(field, f"{used}已经用在别的文书上，请换一种写法。")


def _used(kind: Kind, template: str) -> str:
    """A number of another kind that `template` would make too, or ""."""
    start = template.partition(numbers.YEAR)[0]
    papers = Document.select(Document.number).where(
        Document.kind != kind.value, Document.number.startswith(start)
    )
    given = [row.number for row in papers]
    if kind != Kind.CASE:
        given += [row.number for row in Case.select().where(Case.number.startswith(start))]
    alike = (one for one in given if numbers.written(template, *numbers.parts(one)) == one)
    return next(alike, "")
