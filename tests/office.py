"""A ready office in a folder of its own: founded, staffed, every matter confirmed."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from app import accounts, cases, matters, receptions, setup, tellings
from app.catalogue import IN_PERSON, WHO
from app.checklist import Answer, ItemInput
from app.clock import SetClock, office_time
from app.desk import Desk, StaffMember, seat
from app.people import PersonInput
from app.rights import Role
from app.store import Store, open_folder
from models.documents import Document
from reports import sheet

PASSWORD = "long-enough-2026"
START = office_time("2026-11-23T09:00")  # a Monday


@dataclass
class TestOffice:
    """The opened folder with its clock and its two people."""

    __test__ = False

    store: Store
    clock: SetClock
    clerk: Desk
    leader: Desk

    def matter(self, code: str) -> str:
        """The UUID of the version in force."""
        return next(one.uuid for one in matters.in_force() if one.matter.code == code)

    def changed(self, **settings: object) -> Desk:
        """The clerk's desk in an office with other settings."""
        return replace(self.clerk, office=replace(self.clerk.office, **settings))

    def leader_as(self, role: Role) -> Desk:
        """The leader's desk with another role, for what the tests have nobody for."""
        return replace(self.leader, staff=replace(self.leader.staff, role=role))

    def visit(self, name: str = "包玉兰", **person: str) -> str:
        """Somebody came; returns the reception."""
        return receptions.open_visit(self.clerk, PersonInput(name=name, **person)).uuid

    def told(self, code: str, name: str = "包玉兰", **person: str) -> str:
        """Somebody came and was told of a matter; returns the reception."""
        reception = self.visit(name, **person)
        tellings.tell(self.clerk, reception, self.matter(code), tellings.Way.SHEET)
        return reception

    def all_received(self, code: str, *lacking: int, who: str = IN_PERSON) -> list[ItemInput]:
        """Every line answered that a visitor who comes as `who` may be asked for, those in
        `lacking` as 缺少."""
        version = next(one.matter for one in matters.in_force() if one.matter.code == code)
        return [
            ItemInput(n, Answer.LACKING, problem="窗口查询无记录")
            if n in lacking
            else ItemInput(n, Answer.RECEIVED)
            for n, _ in version.asked_for({WHO: who})
        ]

    def received(self, code: str, *lacking: int, name: str = "包玉兰", **person: str) -> str:
        """A case under review, every line answered, those in `lacking` as 缺少."""
        reception = self.told(code, name, **person)
        items = self.all_received(code, *lacking)
        done = cases.receive(self.clerk, reception, self.matter(code), items, cases.Signing())
        return done.case.uuid

    def take(self, code: str, reception: str, signing: str = "本人") -> str:
        """The first paper of a visitor who is here, told now if never before, for a receipt."""
        tellings.tell(self.clerk, reception, self.matter(code), tellings.Way.SHEET)
        items, signed = [ItemInput(0, Answer.RECEIVED)], cases.Signing(signing)
        done = cases.receive(self.clerk, reception, self.matter(code), items, signed, receipt=True)
        return done.case.uuid

    def accepted(self, code: str, name: str = "包玉兰", **person: str) -> str:
        """An accepted case."""
        return cases.accept(
            self.clerk, self.received(code, name=name, **person), "须现场核查"
        ).case.uuid


def build(folder: Path) -> None:
    """Make the folder that every test gets a copy of."""
    clock = SetClock(START)
    store = open_folder(folder)
    desk = setup.set_up(store, clock, setup.OfficeInput(), confirmed_by="测试管理员")
    accounts.add(desk, "斯琴高娃", "sqgw", PASSWORD, Role.CLERK, "窗口")
    accounts.add(desk, "巴特尔", "bte", PASSWORD, Role.LEADER, "分管副苏木达")
    store.close()


def copy(template: Path, folder: Path) -> TestOffice:
    """A fresh copy of the template, opened, with its clock at `START`."""
    shutil.copytree(template, folder)
    clock = SetClock(START)
    store = open_folder(folder)
    people = {one.role: one for one in accounts.everybody()}

    def at(role: Role) -> Desk:
        member: StaffMember = people[role]
        return seat(store, clock, member)

    return TestOffice(store, clock, at(Role.CLERK), at(Role.LEADER))


def printed(kind: str) -> list[str]:
    """Every string of the newest paper of a kind, as stored."""
    row = Document.select().where(Document.kind == kind).order_by(Document.id.desc()).get()
    return list(sheet.strings(sheet.from_json(row.sheet)))


def beside(kind: str, label: str) -> str:
    """What stands beside a label on the newest paper of a kind."""
    said = printed(kind)
    return said[said.index(label) + 1]
