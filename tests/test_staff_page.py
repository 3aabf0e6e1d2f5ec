"""人员: accounts as their administrator works them, at the real window."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import accounts, setup
from app.clock import SetClock
from app.printing import FolderPrinter
from app.rights import Role
from tests.office import PASSWORD, START, TestOffice
from tests.test_bad_input import JUNK, LONG, TYPED
from tests.tools import windows
from ui.hand import Hand
from ui.pages.staff import StaffPage
from ui.start import Session, application
from ui.widgets.basics import Button
from ui.widgets.fields import Choice

NEW = "another-word-2027"


@pytest.fixture
def admin(office: TestOffice, tmp_path: Path) -> Any:
    """The administrator, in front of the page."""
    by = setup.command_desk(office.store, office.clock)
    accounts.add(by, "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
    for _ in range(5):
        with pytest.raises(Exception, match=r"密码不对|已锁定"):
            accounts.sign_on(office.clock, "bte", "wrong-wrong")
    office.store.close()
    application()
    session = Session(office.store.folder, SetClock(START), FolderPrinter(tmp_path / "papers"))
    hand = Hand(session)
    hand.sign_on("bxl", PASSWORD)
    hand.go("staff")
    yield hand
    windows.close(session)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def sheet() -> Any:
    front = QApplication.activeModalWidget()
    assert front is not None
    return front


def fill(hand: Hand, values: Mapping[str, str]) -> None:
    for name, words in values.items():
        field = sheet().fields[name]
        if isinstance(field, Choice):
            hand.choose(field.segments, words)
        else:
            hand.type(field, words)


def errors() -> dict[str, str]:
    return {name: field.error() for name, field in sheet().fields.items() if field.error()}


def rows(hand: Hand) -> list[tuple[str, str, str]]:
    page: Any = hand.page
    return [(row.lead, row.title, row.second) for row in page._list.rows.rows]


def choose(hand: Hand, login: str) -> None:
    page = hand.page
    assert isinstance(page, StaffPage)
    page.choose(login)
    hand.settle()


def change(hand: Hand, login: str) -> None:
    choose(hand, login)
    page: Any = hand.page
    page._list.setFocus()
    hand.key(Qt.Key.Key_Return)
    assert hand.sheet_title == "更改人员"


ADDED = {"name": "王秀英", "post": "窗口", "role": "窗口工作人员", "login": "wxy", "password": NEW}


def test_everybody_is_listed_with_role_and_state(admin: Hand) -> None:
    assert rows(admin) == [
        ("在用", "斯琴高娃", "窗口工作人员"),
        ("已锁定到 09:15", "巴特尔", "分管领导"),
        ("在用", "白雪莲", "管理员"),
    ]
    assert "在用 3 个账号，停用 0 个" in admin.page.heading
    assert admin.window.home == "catalogue"


def test_somebody_new_comes_in_with_a_temporary_password(admin: Hand) -> None:
    admin.press("增加人员")
    fill(admin, ADDED)
    admin.key(Qt.Key.Key_Return)  # from the last field
    assert admin.sheet_title == ""
    assert ("须改密码", "王秀英", "窗口工作人员") in rows(admin)
    assert "已增加 王秀英" in admin.page.banner.words()


def test_a_locked_account_is_reset(admin: Hand) -> None:
    choose(admin, "bte")
    admin.press("重设密码")
    fill(admin, {"password": "short"})
    admin.press("重设")
    assert list(errors()) == ["password"]
    fill(admin, {"password": NEW})
    admin.press("重设")
    assert ("须改密码", "巴特尔", "分管领导") in rows(admin)


def test_the_last_administrator_stays(admin: Hand) -> None:
    change(admin, "bxl")
    fill(admin, {"role": "窗口工作人员"})
    admin.press("保存")
    assert "最后一位" in errors()["role"]
    fill(admin, {"role": "管理员", "active": "停用"})
    admin.press("保存")
    assert "不能停用自己" in errors()["active"]
    admin.key(Qt.Key.Key_Escape)
    change(admin, "sqgw")
    fill(admin, {"active": "停用"})
    admin.press("保存")
    assert ("停用", "斯琴高娃", "窗口工作人员") in rows(admin)
    assert "在用 2 个账号，停用 1 个" in admin.page.heading


def test_whoever_changes_the_own_account_signs_on_again(admin: Hand) -> None:
    change(admin, "bxl")
    fill(admin, {"name": "白雪"})
    admin.press("保存")
    admin.wait(lambda: not admin.window.isVisible(), "the lock")
    admin.settle()
    old, gate = admin.window, admin.session.gate
    assert gate is not None and "请重新登录" in gate.banner.words()
    admin.type(gate.fields["password"], PASSWORD)
    gate.submit()
    admin.wait(lambda: admin.window is not old, "the new window")
    admin.settle()
    assert admin.window.shell.desk.staff.name == "白雪"
    assert admin.page.objectName() == "staff"


def test_the_recovery_sheet_is_printed_once_and_kept_nowhere(admin: Hand, tmp_path: Path) -> None:
    choose(admin, "sqgw")
    page: Any = admin.page
    assert not page._paper.isVisible()
    choose(admin, "bxl")
    admin.press("打印恢复单")
    words = "".join(one.text() for one in sheet().findChildren(type(page._who)))
    assert "作废" not in words
    admin.press("打印")
    admin.printed()
    (paper,) = (tmp_path / "papers").iterdir()
    text = "".join(pypdf.PdfReader(paper).pages[0].extract_text().split())
    assert "管理员账号恢复单" in text and "bxl" in text
    admin.go("papers_list")
    assert "0 份" in admin.page.heading
    admin.go("staff")
    choose(admin, "bxl")
    admin.press("打印恢复单")
    words = "".join(one.text() for one in sheet().findChildren(type(page._who)))
    assert "以前打印的恢复单随即作废" in words
    admin.key(Qt.Key.Key_Escape)
    assert len(list((tmp_path / "papers").iterdir())) == 1


def test_the_own_password_is_changed_from_the_header(admin: Hand) -> None:
    buttons: Any = admin.window.findChildren(Button)
    (own,) = (one for one in buttons if one.words() == "白雪莲")
    QTest.mouseClick(own, Qt.MouseButton.LeftButton)
    admin.settle()
    assert admin.sheet_title == "改自己的密码"
    for typed, field in (
        ({"old": PASSWORD, "password": NEW, "again": "x"}, "again"),
        ({"old": "wrong-wrong", "password": NEW, "again": NEW}, "old"),
        ({"old": PASSWORD, "password": "bxl", "again": "bxl"}, "password"),
    ):
        fill(admin, typed)
        admin.press("改密码")
        assert list(errors()) == [field]
    fill(admin, {"old": PASSWORD, "password": NEW, "again": NEW})
    admin.press("改密码")
    assert admin.sheet_title == "" and admin.page.banner.words() == "密码已改。"


# Bad input, as in test_bad_input, for the fields of the sheets ------------------------------------

ODD = "a\x00b"
Open = Callable[[Hand], None]
BAD: tuple[tuple[str, Open, Mapping[str, str], Mapping[str, tuple[str, ...]]], ...] = (
    ("增加", lambda hand: hand.press("增加人员"), ADDED,
     {"name": ("", *JUNK), "post": JUNK, "login": ("", "bxl", *JUNK),
      "password": ("", "short", "wxy", "王秀英")}),
    ("保存", lambda hand: change(hand, "sqgw"), {}, {"name": ("", *JUNK), "post": JUNK}),
    ("改密码", lambda hand: hand.window.account_requested.emit(),
     {"old": PASSWORD, "password": NEW, "again": NEW},
     {"password": ("", "short"), "again": ("", *TYPED, LONG)}),
)  # fmt: skip


@pytest.mark.parametrize("action, opening, right, bad", BAD, ids=[one[0] for one in BAD])
def test_a_field_of_a_sheet_refuses_with_a_sentence(
    admin: Hand, action: str, opening: Open, right: Mapping[str, str],
    bad: Mapping[str, tuple[str, ...]],
) -> None:  # fmt: skip
    opening(admin)
    admin.settle()
    fill(admin, right)
    for name, every in bad.items():
        kept = sheet().fields[name].text
        for words in every:
            fill(admin, {name: words})
            if name == "password" and "again" in right:
                fill(admin, {"again": words})
            admin.press(action)
            said = errors()
            assert list(said) == [name], (name, words[:20], said)
            assert said[name].endswith(("。", "）"))
            assert sheet().fields[name].text == words
        fill(admin, {name: kept})
        if name == "password" and "again" in right:
            fill(admin, {"again": kept})
    admin.press(action)
    assert admin.sheet_title == ""


def test_a_name_that_looks_like_markup_is_a_name(admin: Hand) -> None:
    admin.press("增加人员")
    fill(admin, ADDED | {"name": TYPED[0], "login": TYPED[1], "post": TYPED[1]})
    admin.press("增加")
    assert ("须改密码", TYPED[0], "窗口工作人员") in rows(admin)
    assert TYPED[0] in admin.page.banner.words()
    change(admin, TYPED[1])
    assert [sheet().fields[one].text for one in ("name", "post")] == list(TYPED)
    admin.press("保存")
    choose(admin, TYPED[1])
    admin.press("重设密码")
    fill(admin, {"password": NEW})
    admin.press("重设")
    assert f"{TYPED[0]} 的密码已重设" in admin.page.banner.words()
