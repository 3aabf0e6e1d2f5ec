"""The directory and the duty table: who is where, who handles what, and that everybody finds it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import accounts, directory, duties, matters, verify
from app.clock import SetClock
from app.desk import Desk
from app.directory import ColleagueView
from app.directory_changes import (
    ColleagueInput,
    DepartmentInput,
    save_colleague,
    save_department,
)
from app.directory_paste import paste
from app.errors import FieldError, RuleError
from app.printing import FolderPrinter
from app.rights import Role
from models.journal import Event
from reports.render import render
from reports.sheet import strings
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.pages.directory import DUTIES, DirectoryPage
from ui.reference import Reference, entries
from ui.start import Session, application

TABLE = """部门\t姓名\t职务\t职责\t房间\t电话
派出所\t\t\t户口、身份证\t政府东侧\t0475-4212110
民政办\t特木尔\t主任\t低保、特困\t203\t0475-4212301
民政办\t单秀英\t干事\t残疾人两项补贴\t203\t
自然资源所\t那顺巴图\t所长\t宅基地\t305\t13947512345
"""


def admin(office: TestOffice) -> Desk:
    return office.leader_as(Role.ADMIN)


def person(name: str) -> ColleagueView:
    return next(one for one in directory.colleagues() if one.name == name)


@pytest.fixture
def filled(office: TestOffice) -> TestOffice:
    paste(admin(office), TABLE)
    return office


def found(words: str) -> list[str]:
    return [one.name for one in directory.search(directory.entries(), words)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("低保", ["特木尔"]),
        ("tme", ["特木尔"]),
        ("sxy", ["单秀英"]),  # 单 is shàn as a surname
        ("户口", ["派出所"]),
        ("主任", ["特木尔"]),
        ("4212301", ["特木尔"]),
        ("mzb", ["民政办", "特木尔", "单秀英"]),
        ("没有这个人", []),
    ],
)
@pytest.mark.clause("1.5")
def test_whoever_is_asked_for_is_found(filled: TestOffice, words: str, names: list[str]) -> None:
    assert found(words) == names


def test_pasting_again_brings_up_to_date_and_leaves_no_event_without_a_change(
    filled: TestOffice,
) -> None:
    desk = admin(filled)
    save_colleague(desk, person("单秀英").uuid, ColleagueInput(
        person("单秀英").department.uuid, "单秀英", "干事", "残疾人两项补贴", "203",
        stand_in=person("特木尔").uuid,
    ))  # fmt: skip
    before = Event.select().count()
    assert paste(desk, TABLE).changed == 4
    assert Event.select().count() == before
    done = paste(desk, "民政办\t单秀英\t副主任\t\t204\t\n农经站\t阿木古楞")
    assert (done.added, done.changed) == (1, 1)
    changed = person("单秀英")
    assert (changed.post, changed.room, changed.stand_in_name) == ("副主任", "204", "特木尔")
    assert person("阿木古楞").department.name == "农经站"
    filled.store.close()
    assert verify.verify(filled.store.folder)[0] == []


def test_every_wrong_line_is_named_and_none_is_taken(office: TestOffice) -> None:
    typed = (
        "民政办\t特木尔\n\t张三\n\n派出所\t李四\t\t\t\t电话\n民政办\t特木尔\n站\t甲\t\t\t\t\t\t多"
    )
    with pytest.raises(FieldError) as refused:
        paste(admin(office), typed)
    said = refused.value.message
    assert refused.value.field == "pasted"
    for line in (
        "第 2 行：没有部门",
        "第 4 行：电话",
        "第 5 行：民政办特木尔前面",
        "第 6 行：多于",
    ):
        assert line in said
    assert "第 1 行" not in said
    assert directory.entries() == ()
    with pytest.raises(FieldError, match="请先在电子表格里选中"):
        paste(admin(office), "部门\t姓名\n")


def test_an_entry_that_cannot_be_is_refused_beside_its_field(filled: TestOffice) -> None:
    desk, one = admin(filled), person("特木尔")
    home = one.department.uuid
    for field, given in (
        ("name", ColleagueInput(home, "")),
        ("name", ColleagueInput(home, "特木尔")),
        ("department", ColleagueInput("", "新人")),
        ("phone", ColleagueInput(home, "新人", phone="电话")),
    ):
        with pytest.raises(FieldError) as refused:
            save_colleague(desk, "", given)
        assert refused.value.field == field
    with pytest.raises(FieldError, match="不能由自己替岗"):
        save_colleague(desk, one.uuid, ColleagueInput(home, "特木尔", stand_in=one.uuid))
    with pytest.raises(FieldError, match="已有“派出所”"):
        save_department(desk, "", DepartmentInput("派出所"))


def test_nobody_goes_while_they_have_duties_and_no_department_with_people(
    filled: TestOffice,
) -> None:
    desk, one = admin(filled), person("特木尔")
    duties.assign(desk, "05", "A岗", one.uuid)
    gone = ColleagueInput(one.department.uuid, "特木尔", active=False)
    with pytest.raises(RuleError, match="还是05号事项的A岗") as refused:
        save_colleague(desk, one.uuid, gone)
    assert refused.value.field == "active"
    closed = DepartmentInput("民政办", active=False)
    with pytest.raises(RuleError, match="里还有特木尔、单秀英"):
        save_department(desk, one.department.uuid, closed)
    duties.assign(desk, "05", "A岗", "")
    for name in ("特木尔", "单秀英"):
        leaving = person(name)
        save_colleague(
            desk, leaving.uuid, ColleagueInput(leaving.department.uuid, name, active=False)
        )
    save_department(desk, one.department.uuid, closed)
    assert found("民政办") == []


@pytest.mark.clause("1.5")
def test_the_duty_table_names_who_handles_each_matter(filled: TestOffice) -> None:
    desk = admin(filled)
    first, second = person("特木尔"), person("单秀英")
    duties.assign(desk, "05", "A岗", first.uuid)
    with pytest.raises(RuleError, match="不能是同一个人"):
        duties.assign(desk, "05", "B岗", first.uuid)
    duties.assign(desk, "05", "B岗", second.uuid)
    line = next(one for one in duties.table() if one.code == "05")
    assert line.texts == ("特木尔", "单秀英")
    assert len(duties.table()) == len(matters.in_force())
    sheet = duties.duty_sheet(desk)
    assert "特木尔　203　0475-4212301" in set(strings(sheet))
    assert render(sheet) and render(duties.directory_sheet(desk))
    looked_up = entries([], matters.in_force(), directory.entries(), duties.handlers())
    matter = next(one for one in looked_up if "最低生活保障" in one.title)
    assert "A岗 特木尔 · 203 · 0475-4212301" in matter.text
    assert any(one.group == "通讯录" and "户口、身份证" in one.text for one in looked_up)
    filled.store.close()
    assert verify.verify(filled.store.folder)[0] == []


@pytest.mark.clause("4.1.2")
def test_the_clerk_looks_and_changes_nothing(filled: TestOffice) -> None:
    with pytest.raises(RuleError, match="不在窗口工作人员的权限内"):
        save_department(filled.clerk, "", DepartmentInput("农经站"))
    with pytest.raises(RuleError, match="不在窗口工作人员的权限内"):
        duties.assign(filled.clerk, "05", "A岗", person("特木尔").uuid)


# In the window ------------------------------------------------------------------------------------


@pytest.fixture
def sessions() -> Any:
    application()
    opened: list[Session] = []
    yield opened
    windows.close(*opened)


def at_the_window(office: TestOffice, sessions: list[Session], login: str, papers: Path) -> Hand:
    office.store.close()
    session = Session(office.store.folder, SetClock(START), FolderPrinter(papers))
    sessions.append(session)
    hand = Hand(session)
    hand.sign_on(login, PASSWORD)
    return hand


def test_the_administrator_fills_the_duty_table_with_the_keyboard(
    filled: TestOffice, sessions: list[Session], tmp_path: Path
) -> None:
    accounts.add(admin(filled), "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
    hand = at_the_window(filled, sessions, "bxl", tmp_path / "papers")
    hand.go("directory")
    page = hand.page
    assert isinstance(page, DirectoryPage)
    page._which.setFocus()
    hand.key(Qt.Key.Key_2)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):  # 05, A岗
        hand.key(key)
    assert hand.sheet_title == "A岗由谁办"
    for letter in "tme":
        hand.key(Qt.Key(ord(letter.upper())))
    hand.key(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        hand.key(key)
    assert page._table.lines[1].texts == ("特木尔", "单秀英")
    hand.key(Qt.Key.Key_Delete)
    assert page._table.lines[1].texts == ("特木尔", "")
    hand.press("打印")
    hand.printed()
    assert len(list((tmp_path / "papers").iterdir())) == 1


def test_what_is_pasted_stands_in_the_list(
    office: TestOffice, sessions: list[Session], tmp_path: Path
) -> None:
    accounts.add(admin(office), "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
    hand = at_the_window(office, sessions, "bxl", tmp_path)
    hand.go("directory")
    hand.press("从表格粘贴")
    hand.fill({"pasted": TABLE})
    hand.press("收进通讯录")
    page = hand.page
    assert isinstance(page, DirectoryPage)
    assert "新增 4 条" in page.banner.words()
    hand.type(page.filter, "宅基地")
    assert [row.title for row in page._list.rows.rows] == ["那顺巴图"]
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Return)
    hand.fill({"post": "副所长"})
    hand.press("保存")
    assert any(row.below == "副所长" for row in page._list.rows.rows)


@pytest.mark.clause("1.5")
def test_the_clerk_finds_people_and_handlers_from_anywhere(
    filled: TestOffice, sessions: list[Session], tmp_path: Path
) -> None:
    duties.assign(admin(filled), "05", "A岗", person("特木尔").uuid)
    hand = at_the_window(filled, sessions, "sqgw", tmp_path)
    hand.key(Qt.Key.Key_F2)
    hand.key(Qt.Key.Key_F1)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, Reference)
    hand.type(shown.filter, "特木尔")
    titles = [row.title for row in shown.list.rows.rows]
    assert titles == ["最低生活保障审核确认", "特木尔（民政办）"]
    hand.key(Qt.Key.Key_Escape)
    hand.go("directory")
    page = hand.page
    assert isinstance(page, DirectoryPage)
    assert [row.action for row in page._list.rows.rows] == [""] * 6
    page.turn_to(DUTIES)
    hand.settle()
    hand.key(Qt.Key.Key_Return)
    assert hand.sheet_title == ""
