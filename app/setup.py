"""Making a new data folder into an office's own."""

import uuid
from dataclasses import dataclass

from app import matters
from app.catalogue import Matter
from app.clock import Clock
from app.desk import Desk, OfficeInfo, StaffMember, office_calendar, office_info
from app.errors import RecordsLost
from app.journal import Transaction, head, operation
from app.matter_files import starter_catalogue
from app.rights import Role
from app.store import Store
from app.system import user_name
from app.workdays import OfficeHours, WorkCalendar
from models.office import Office


@dataclass(frozen=True)
class OfficeInput:
    """What an office says of itself when it is set up."""

    name: str = "固日班花苏木便民服务中心"
    short: str = "固便"
    organ: str = "固日班花苏木人民政府"
    banner: str = "奈曼旗"
    window_no: int = 1
    address: str = "固日班花苏木人民政府一楼便民服务大厅"
    phone: str = "0475-4212345"
    complaint_phone: str = "0475-4212346"
    mongolian: tuple[str, ...] = ()
    gachas: tuple[str, ...] = (
        "固日班花嘎查",
        "巴彦花嘎查",
        "查干朝鲁嘎查",
        "哈日干吐嘎查",
        "东奈曼营子嘎查",
        "希勃图嘎查",
        "舍力虎嘎查",
        "平安地嘎查",
    )
    report_first: bool = True


def is_set_up() -> bool:
    """Whether the opened folder already belongs to an office."""
    return bool(Office.select().count())


def command_desk(store: Store, clock: Clock) -> Desk:
    """The desk of the command line: it acts as `cli:<OS user>`, never as a person.

    In a folder not yet set up it has an empty office, good for nothing but `found`. Raises
    RecordsLost where there are records, but of no office.
    """
    ready = is_set_up()
    if not ready and head().seq:  # not a new folder: somebody took the office out of it
        raise RecordsLost(
            "数据文件里没有本单位的设置，被改动或损坏了。",
            instead="请用最近的备份恢复（restore），不要重新设立窗口。",
        )
    identity = StaffMember(0, f"cli:{user_name()}", "命令行", Role.COMMAND)
    office = office_info() if ready else _nowhere()
    calendar = office_calendar() if ready else WorkCalendar({})
    return Desk(store, clock, identity, office, calendar)


def _nowhere() -> OfficeInfo:
    return OfficeInfo(
        "", "", "", "", 1, str(uuid.uuid4()), "", "", "", (), OfficeHours(), (), "", "", 2, True
    )


@operation("设立窗口")
def found(tx: Transaction, given: OfficeInput) -> None:
    """Write the office's one row: from here on the folder is this window's."""
    tx.save(
        Office(
            name=given.name,
            short=given.short,
            organ=given.organ,
            banner=given.banner,
            window_no=given.window_no,
            window_uuid=tx.desk.office.window_uuid,
            address=given.address,
            phone=given.phone,
            complaint_phone=given.complaint_phone,
            mongolian=list(given.mongolian),
            gachas=list(given.gachas),
            hours=OfficeHours().to_dict(),
            report_first=given.report_first,
        )
    )


def starters() -> tuple[Matter, ...]:
    """The matters that come with the program, by code."""
    return starter_catalogue()


def set_up(store: Store, clock: Clock, given: OfficeInput, *, confirmed_by: str = "") -> Desk:
    """Found the office and adopt the starter catalogue; what is 须核对 in it is enabled only
    where `confirmed_by` names who checked it. Returns the desk to go on with."""
    found(command_desk(store, clock), given)
    desk = command_desk(store, clock)
    matters.adopt(desk, starters(), confirmed_by)
    return desk
