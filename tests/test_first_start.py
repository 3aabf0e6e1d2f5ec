"""The first start: ten screens, left and resumed at any of them; then an office, or a draft."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app import first_start, sample_office, verify
from app.clock import SetClock
from app.first_start import Account, Plan, offers
from app.office_sections import SECTIONS
from app.printing import FolderPrinter
from app.rights import Role
from app.setup import command_desk
from app.store import DATABASE, open_folder
from tests.office import PASSWORD, START
from tests.tools import windows
from ui.hand import Hand
from ui.pages.first_start import FirstStart
from ui.start import Session, application

ACCOUNT = {"name": "斯琴高娃", "login": "sqgw", "password": PASSWORD, "again": PASSWORD}
SCREENS = ("welcome", "unit", "contact", "gachas", "people", "matters", "papers", "printers",
           "safety", "done")  # fmt: skip


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Hand]]:
    """Opens a folder, a new one unless it is named."""
    application()
    opened: list[Session] = []

    def begin(folder: Path = tmp_path / "new") -> Hand:
        session = Session(folder, SetClock(START), FolderPrinter(tmp_path / "papers"))
        opened.append(session)
        hand = Hand(session)
        hand.wait(lambda: session.gate is not None, "the first page")
        hand.settle()
        return hand

    yield begin
    windows.close(*opened)


def front(hand: Hand) -> FirstStart:
    gate = hand.session.gate
    assert isinstance(gate, FirstStart)
    return gate


def go_to(hand: Hand, key: str) -> FirstStart:
    """Enter, screen by screen, as far as `key`."""
    gate = front(hand)
    while gate.front.key != key:
        if gate.front is gate.people and not gate.people.people[Role.ADMIN].name:
            fill_people(hand)
        before = gate.front
        onward(hand)
        assert gate.front is not before, hand.said()
    return gate


def onward(hand: Hand) -> None:
    button = front(hand).next_button()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    hand.settle()


def fill_people(hand: Hand) -> None:
    fields = front(hand).people.fields
    for who, name in (("admin", "白雪莲"), ("clerk", "斯琴高娃"), ("leader", "巴特尔")):
        for part, words in (("name", name), ("password", PASSWORD), ("again", PASSWORD)):
            hand.type(fields[f"{who}.{part}"], words)


def rows(folder: Path, select: str) -> list[Any]:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return [row[0] for row in database.execute(f"SELECT {select}")]


# The way through ----------------------------------------------------------------------------------


def test_ten_screens_make_an_office_and_the_clerk_goes_to_work(
    start: Callable[..., Hand], tmp_path: Path
) -> None:
    hand = start()
    gate = front(hand)
    assert tuple(screen.key for screen in gate.screens) == SCREENS and len(SCREENS) <= 10
    go_to(hand, "unit")
    hand.type(gate.fields["short"], "奈便")
    hand.type(gate.fields["mongolian"], "ᠮᠣᠩᠭᠣᠯ")
    assert "第 2 步，共 10 步" in gate.front.heading
    go_to(hand, "people")
    fill_people(hand)
    assert gate.people.people[Role.CLERK].login == "sqgw"  # from the name
    go_to(hand, "matters")
    gate.fields["matters"].set_text("11 16")
    go_to(hand, "papers")
    assert gate.fields["numbers.收件回执"].text == "奈便收〔{年}〕{序号}号"
    go_to(hand, "done")
    assert "奈便办〔2026〕1号" in "".join(dict(first_start.summary(
        gate.shell.desk, gate._plan(len(SCREENS))
    )).values())  # fmt: skip
    onward(hand)
    hand.wait(lambda: hand.session.window is not None, "the window")
    hand.settle()
    desk = hand.window.shell.desk
    assert (desk.staff.login, desk.staff.role) == ("sqgw", Role.CLERK)
    assert (desk.office.short, desk.office.numbers) == ("奈便", {})
    assert desk.office.mongolian == ("ᠮᠣᠩᠭᠣᠯ",)
    hand.session.close()
    folder = tmp_path / "new"
    assert rows(folder, "login FROM staff ORDER BY id") == ["bxl", "sqgw", "bte"]
    assert rows(folder, "code FROM matter_version WHERE enabled") == ["11", "16"]
    assert rows(folder, "code FROM matter_version WHERE NOT enabled") == [
        one.code for one in offers() if one.code not in ("11", "16")
    ]
    assert set(rows(folder, "confirmed_by FROM matter_version WHERE enabled")) == {"白雪莲"}
    assert rows(folder, "count(*) FROM draft") == [0]
    assert rows(folder, "count(*) FROM office") == [1]
    assert verify.verify(folder)[0] == []


def test_the_leader_may_be_added_later(start: Callable[..., Hand], tmp_path: Path) -> None:
    hand = start()
    hand.first_start(ACCOUNT)
    hand.session.close()
    assert rows(tmp_path / "new", "role FROM staff ORDER BY id") == [
        Role.ADMIN.value,
        Role.CLERK.value,
    ]


def test_what_is_wrong_is_said_beside_its_field_and_goes_no_further(
    start: Callable[..., Hand],
) -> None:
    hand = start()
    gate = go_to(hand, "contact")
    hand.type(gate.fields["phone"], "421")
    onward(hand)
    assert gate.front.key == "contact" and "座机号" in hand.said()
    hand.type(gate.fields["phone"], "0475-4212345")
    go_to(hand, "people")
    fill_people(hand)
    for name, words, said in (
        ("clerk.again", "something-else", "不一样"),
        ("clerk.login", "bxl", "前面已经用了"),
        ("admin.password", "短", "至少"),
        ("leader.name", "", "请填写姓名"),
    ):
        before = gate.fields[name].text
        hand.type(gate.fields[name], words)
        onward(hand)
        assert gate.front.key == "people" and said in hand.said(), name
        hand.type(gate.fields[name], before)
    go_to(hand, "matters")
    gate.fields["matters"].set_text("11")
    hand.type(gate.fields["confirmed_by"], "")
    onward(hand)
    assert gate.front.key == "matters" and "请填写是谁核对的" in hand.said()
    QTest.keyClick(gate.front, Qt.Key.Key_Escape)
    assert gate.front.key == "people"


def test_the_test_page_is_printed_before_there_is_an_office(
    start: Callable[..., Hand], tmp_path: Path
) -> None:
    hand = start()
    gate = go_to(hand, "printers")
    (test,) = [one for one in gate.front.findChildren(type(gate.next_button()))
               if one.words() == "打印测试页"]  # fmt: skip
    test.click()
    hand.wait(lambda: gate.banner.words(), "the printer")
    assert "已打印" in gate.banner.words()
    assert len(list((tmp_path / "papers").iterdir())) == 1


# Left and resumed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", SCREENS[1:])
def test_left_at_any_screen_it_goes_on_there(
    start: Callable[..., Hand], tmp_path: Path, key: str
) -> None:
    hand = start()
    gate = go_to(hand, "unit")
    hand.type(gate.fields["name"], "巴彦花苏木便民服务中心")
    gate = go_to(hand, key)
    hand.session.close()
    data = (tmp_path / "new" / DATABASE).read_bytes()
    assert PASSWORD.encode() not in data
    hand = start()
    gate = front(hand)
    late = SCREENS.index(key) > SCREENS.index("people")
    assert gate.front.key == ("people" if late else key)
    texts = gate.screens[SCREENS.index("unit")].fields
    assert texts["name"].text == "巴彦花苏木便民服务中心"
    if late:
        assert "请重新输入" in gate.banner.words()
        assert gate.people.people[Role.CLERK].name == "斯琴高娃"
        assert gate.people.people[Role.CLERK].password == ""
        fill_people(hand)
        onward(hand)
        assert gate.front.key == key
    go_to(hand, "done")
    onward(hand)
    hand.wait(lambda: hand.session.window is not None, "the window")
    hand.settle()
    assert hand.window.shell.desk.office.name == "巴彦花苏木便民服务中心"


def test_a_cleared_field_stays_cleared(start: Callable[..., Hand]) -> None:
    hand = start()
    gate = go_to(hand, "gachas")
    hand.type(gate.fields["gachas"], "")
    go_to(hand, "people")
    hand.session.close()
    hand = start()
    assert front(hand).screens[SCREENS.index("gachas")].fields["gachas"].text == ""


def plan() -> Plan:
    people = {
        Role.ADMIN: Account("白雪莲", "bxl", PASSWORD, PASSWORD),
        Role.CLERK: Account("斯琴高娃", "sqgw", PASSWORD, PASSWORD),
        Role.LEADER: Account("巴特尔", "bte", PASSWORD, PASSWORD),
    }
    return Plan({}, people, ("11", "16"), "白雪莲")


def test_a_power_cut_at_any_instant_leaves_the_draft_or_the_whole_office(
    start: Callable[..., Hand], tmp_path: Path
) -> None:
    """The folder is copied before every statement of the last step; each copy is one death. What
    is still a draft can be gone on with, and nothing is there twice."""
    hand = start()
    go_to(hand, "done")
    hand.session.close()
    folder = tmp_path / "new"
    store = open_folder(folder)
    desk = command_desk(store, SetClock(START))
    whole = replace(plan(), sections=first_start.preset_texts(desk))
    deaths: dict[str, Path] = {}
    commits = []

    def die(statement: str) -> None:
        if statement.startswith("COMMIT"):
            commits.append(statement)
        copy = tmp_path / f"death-{len(deaths)}"
        shutil.copytree(folder, copy)
        marks = [one.read_bytes() for one in sorted(copy.glob("window.db*"))]
        digest = hashlib.sha256(b"|".join(marks)).hexdigest()
        if digest in deaths:
            shutil.rmtree(copy)
        else:
            deaths[digest] = copy

    store.database.connection().set_trace_callback(die)
    first_start.found(desk, whole)
    store.database.connection().set_trace_callback(None)
    store.close()
    assert len(commits) == 1
    states = [state(one) for one in (*deaths.values(), folder)]
    assert states[0] == "draft" and states[-1] == "office" and set(states) == {"draft", "office"}
    first = next(iter(deaths.values()))
    hand = start(first)
    assert "请重新输入" in front(hand).banner.words()
    fill_people(hand)
    onward(hand)
    assert front(hand).front.key == "done"
    onward(hand)
    hand.wait(lambda: hand.session.window is not None, "the window")
    hand.session.close()
    assert state(first) == "office"
    assert rows(first, "count(*) FROM office") == [1]
    assert rows(first, "count(*) FROM staff WHERE login = 'sqgw'") == [1]
    assert verify.verify(first)[0] == []


def state(folder: Path) -> str:
    offices, staff, matters, drafts, events = (
        rows(folder, f"count(*) FROM {table}")[0]
        for table in ("office", "staff", "matter_version", "draft", "event")
    )
    if not offices:
        assert (staff, matters, events) == (0, 0, 0) and drafts > 0
        return "draft"
    assert (offices, staff, matters, drafts) == (1, 3, len(offers()), 0)
    return "office"


# The sample ---------------------------------------------------------------------------------------


def test_the_sample_says_that_it_is_one_and_one_key_leads_back(
    start: Callable[..., Hand], tmp_path: Path
) -> None:
    hand = start()
    front(hand).sample_wanted.emit()
    hand.wait(lambda: not isinstance(hand.session.gate, FirstStart), "the sample")
    hand.settle()
    gate: Any = hand.session.gate
    assert "sqgw" in gate.banner.words() and "bianmin-2026" in gate.banner.words()
    assert shown(hand.session.top)
    QTest.keyClick(gate.fields["password"].editor, Qt.Key.Key_Return)
    hand.wait(lambda: hand.session.window is not None, "the window")
    hand.settle()
    assert shown(hand.window)
    assert hand.window.shell.desk.store.folder == tmp_path / "new-示例"
    hand.go("directory")
    assert "9 个站所" in hand.page.heading
    hand.key(Qt.Key.Key_F12)
    hand.wait(lambda: isinstance(hand.session.gate, FirstStart), "the way back")
    hand.settle()
    assert front(hand).front.key == "welcome"
    hand.session.close()
    assert rows(tmp_path / "new", "count(*) FROM office") == [0]
    assert verify.verify(tmp_path / "new-示例")[0] == []


def shown(window: Any) -> bool:
    """Whether the strip is in sight."""
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return sample_office.STRIP in labels


def test_another_folder_of_that_name_is_left_alone(
    start: Callable[..., Hand], tmp_path: Path
) -> None:
    other = tmp_path / "new-示例"
    other.mkdir()
    (other / "照片.txt").write_text("")
    hand = start()
    front(hand).sample_wanted.emit()
    hand.wait(lambda: "没有改动它" in hand.said(), "the refusal")
    assert [one.name for one in other.iterdir()] == ["照片.txt"]
    hand.first_start(ACCOUNT)  # the folder of one's own is open again


def test_every_section_but_the_watch_is_a_screen() -> None:
    assert set(SECTIONS) - set(SCREENS) == {"watch"}
