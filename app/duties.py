"""职责分工: who handles which matter, A岗 first and B岗 when that one is away (1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import directory, matters
from app.deadlines import date_text
from app.desk import Desk
from app.directory import ColleagueView, DepartmentView
from app.errors import FieldError, RuleError
from app.journal import Transaction, operation
from app.wording import say
from models.office import Colleague, Duty
from reports.sheet import Block, Fields, Heading, Paragraph, Sheet, Table

PARTS = ("A岗", "B岗")
Handlers = tuple[ColleagueView | None, ColleagueView | None]  # A岗, B岗


@dataclass(frozen=True)
class DutyLine:
    """A matter of the office and who handles it."""

    code: str
    matter: str
    people: Handlers

    @property
    def texts(self) -> tuple[str, str]:
        """The names, "" where there is nobody."""
        first, second = (one.name if one else "" for one in self.people)
        return first, second


def handlers() -> Mapping[str, Handlers]:
    """Who handles the matters that somebody handles, by the matter's code."""
    found: dict[str, list[ColleagueView | None]] = {}
    for row in Duty.select():
        if row.colleague is not None and row.colleague.active:
            both = found.setdefault(row.code, [None, None])
            both[PARTS.index(row.part)] = directory.view(row.colleague)
    return {code: (first, second) for code, (first, second) in found.items()}


def table() -> tuple[DutyLine, ...]:
    """Every matter in force, by code."""
    known = handlers()
    return tuple(
        DutyLine(one.matter.code, one.matter.name, known.get(one.matter.code, (None, None)))
        for one in matters.in_force()
    )


@operation("分配职责")
def assign(tx: Transaction, code: str, part: str, colleague: str) -> None:
    """Give a matter's A岗 or B岗 to somebody, or to nobody ("").

    Raises FieldError for a part that is none; RuleError for the same person in both.
    """
    if part not in PARTS:
        raise FieldError("part", "请选择A岗或B岗。")
    who: Any = Colleague.get(Colleague.uuid == colleague) if colleague else None
    other: Any = Duty.get_or_none(Duty.code == code, Duty.part != part)
    if who is not None and other is not None and other.colleague_id == who.id:
        raise RuleError(
            f"{who.name}已经是这个事项的{other.part}，A岗和B岗不能是同一个人。",
            clause="7.4.3", instead="请选另一位，保证有人替岗。",
        )  # fmt: skip
    row: Any = Duty.get_or_none(Duty.code == code, Duty.part == part)
    if row is None:
        row = Duty(code=code, part=part)
    if row.colleague_id != (who.id if who else None) or not row.id:
        row.colleague = who
        tx.save(row)


# On paper -----------------------------------------------------------------------------------------


def duty_sheet(desk: Desk) -> Sheet:
    """职责分工表, for the wall."""
    rows = tuple(
        (str(n), line.matter, *map(_who, line.people)) for n, line in enumerate(table(), 1)
    )
    blocks: tuple[Block, ...] = (
        Paragraph(say("职责分工表", "lead"), indent=False),
        Table(("序号", "事项", *PARTS), (1, 6, 5, 5), rows),
    )
    return _sheet(desk, "职责分工表", "张贴用", blocks)


def _who(one: ColleagueView | None) -> str:
    return "" if one is None else "　".join(filter(None, (one.name, one.room, one.phone)))


def directory_sheet(desk: Desk) -> Sheet:
    """通讯录, department by department."""
    blocks: list[Block] = []
    people = directory.colleagues()
    for home in directory.departments():
        blocks.append(Heading(home.name))
        if any(facts := _facts(home)):
            blocks.append(Fields(facts, columns=1))
        rows = tuple(
            (who.name, who.post, who.duties, who.room, who.phone)
            for who in people
            if who.department == home
        )
        if rows:
            blocks.append(Table(("姓名", "职务", "职责", "房间", "电话"), (2, 3, 6, 2, 3), rows))
    return _sheet(desk, "通讯录", "内部使用", tuple(blocks))


def _facts(home: DepartmentView) -> tuple[tuple[str, str], ...]:
    where = "　".join(filter(None, (home.room, home.phone)))
    return tuple((name, said) for name, said in (("职责", home.duties), ("地点", where)) if said)


def _sheet(desk: Desk, title: str, copy: str, blocks: tuple[Block, ...]) -> Sheet:
    office = desk.office
    return Sheet(
        kind=title, title=title, number=date_text(desk.real.now().date()), office=office.name,
        blocks=blocks, copies=(copy,), mongolian=office.mongolian,
        complaint=say("通用", "complaint", phone=office.complaint_phone),
    )  # fmt: skip
