"""The lock, and who comes back after it: nothing typed is lost, nobody sees another's work."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app import accounts, cases, recovery, setup
from app.clock import SetClock
from app.desk import seat
from app.printing import FolderPrinter, Job, PrintState, Report
from app.rights import Role
from models.cases import RefusalReport
from models.office import Office
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.idle import Idle
from ui.pages.passwords import NewPassword, Recover
from ui.pages.sign_on import SignOn
from ui.start import Session, application
from ui.widgets.sheet import Sheet

NEW = "another-word-2027"
CTRL = Qt.KeyboardModifier.ControlModifier


class Slow(FolderPrinter):
    """A printer that takes its time while it is `slow`."""

    slow = False

    def report(self, job: Job) -> Report:
        return Report(PrintState.WAITING, "") if self.slow else super().report(job)


@pytest.fixture
def counter(office: TestOffice, tmp_path: Path) -> Any:
    """Two clerks, a leader and an administrator; the first clerk has signed on."""
    by = setup.command_desk(office.store, office.clock)
    accounts.add(by, "王秀英", "wxy", PASSWORD, Role.CLERK, "窗口")
    accounts.add(by, "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
    office.store.close()
    application()
    session = Session(office.store.folder, SetClock(START), Slow(tmp_path / "papers"))
    hand = Hand(session)
    hand.sign_on("sqgw", PASSWORD)
    yield hand
    windows.close(session)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def locked(hand: Hand) -> SignOn:
    hand.wait(lambda: not hand.window.isVisible(), "the lock")
    hand.settle()
    gate = hand.session.gate
    assert isinstance(gate, SignOn) and gate.isVisible()
    return gate


def come_in(hand: Hand, password: str = PASSWORD) -> None:
    """The password of whoever stands in the sign-on page, and Enter."""
    gate: Any = hand.session.gate
    hand.type(gate.fields["password"], password)
    QTest.keyClick(gate.fields["password"].editor, Qt.Key.Key_Return)
    hand.settle()


def at_focus(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key, modifier)


def names(gate: SignOn) -> list[str]:
    return [button.words() for button in gate.names._buttons]


# Idle ---------------------------------------------------------------------------------------------


def test_a_window_that_nobody_touches_locks_itself_and_keeps_the_form(counter: Hand) -> None:
    counter.key(Qt.Key.Key_F2)
    counter.fill({"name": "包玉兰", "phone": "138"})
    timer = counter.window._idle.timer
    assert timer.isActive() and timer.interval() == 5 * 60_000
    timer.setInterval(1)  # as if the five minutes were over
    gate = locked(counter)
    assert gate.fields["login"].text == "sqgw"
    assert "没填完的内容都在" in gate.banner.words()
    window = counter.window
    come_in(counter)
    assert counter.window is window and window.isVisible()
    assert [counter.form.fields[one].text for one in ("name", "phone")] == ["包玉兰", "138"]


@pytest.mark.parametrize("touch", ["key", "click", "move", "wheel"])
def test_every_touch_begins_the_time_anew(counter: Hand, touch: str) -> None:
    timer, page = counter.window._idle.timer, counter.page.viewport()
    counter.settle()
    timer.start(3_600_000)
    middle = QPoint(20, 20)
    if touch == "key":
        QTest.keyClick(counter.window, Qt.Key.Key_Shift)
    elif touch == "click":
        QTest.mousePress(page, Qt.MouseButton.RightButton, pos=middle)
    elif touch == "move":
        QTest.mouseMove(page, middle)
        QTest.mouseMove(page, middle + QPoint(5, 5))
        counter.wait(lambda: timer.interval() < 3_600_000, "the mouse")
    else:
        wheel = QWheelEvent(
            middle.toPointF(), page.mapToGlobal(middle).toPointF(), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QCoreApplication.sendEvent(page, wheel)
    assert timer.interval() == 5 * 60_000


def test_other_events_are_no_touch_and_no_minutes_are_never(counter: Hand) -> None:
    minutes = 0
    idle = Idle(lambda: minutes, counter.window)
    QTest.keyClick(counter.window, Qt.Key.Key_Shift)
    assert not idle.timer.isActive()
    minutes = 7
    QTest.keyClick(counter.window, Qt.Key.Key_Shift)
    assert idle.timer.isActive() and idle.timer.interval() == 7 * 60_000
    idle.timer.start(3_600_000)
    counter.go("cases")
    assert idle.timer.interval() == 3_600_000
    idle.stop()


def test_the_office_says_after_how_many_minutes(office: TestOffice, tmp_path: Path) -> None:
    Office.update(idle_minutes=0).execute()
    office.store.close()
    application()
    session = Session(office.store.folder, SetClock(START), FolderPrinter(tmp_path / "papers"))
    hand = Hand(session)
    hand.sign_on("sqgw", PASSWORD)
    assert not hand.window._idle.timer.isActive()
    windows.close(session)


def test_no_sheet_stays_in_sight_behind_the_lock(counter: Hand) -> None:
    counter.key(Qt.Key.Key_M, CTRL)
    assert counter.sheet_title == "改自己的密码"
    sheet: Any = QApplication.activeModalWidget()
    counter.type(sheet.fields["old"], PASSWORD)
    counter.window._idle.reached.emit()
    locked(counter)
    assert not [one for one in QApplication.topLevelWidgets()
                if isinstance(one, Sheet) and one.isVisible()]  # fmt: skip
    assert counter.sheet_title == ""
    come_in(counter)
    assert counter.sheet_title == "改自己的密码"
    assert sheet.fields["old"].text == ""  # a secret does not wait
    counter.key(Qt.Key.Key_Escape)


# Somebody else ------------------------------------------------------------------------------------


def test_two_clerks_change_places_in_four_keys(counter: Hand) -> None:
    counter.key(Qt.Key.Key_F2)
    counter.fill({"name": "包玉兰"})
    counter.key(Qt.Key.Key_F11)
    gate = locked(counter)
    assert names(gate) == ["巴特尔", "王秀英", "白雪莲"]
    at_focus(Qt.Key.Key_2)
    assert gate.fields["login"].text == "wxy"
    assert QApplication.focusWidget() is gate.fields["password"].editor
    QTest.keyClicks(gate.fields["password"].editor, PASSWORD)  # its digits choose nobody
    assert gate.fields["login"].text == "wxy"
    at_focus(Qt.Key.Key_Return)
    counter.settle()
    assert counter.window.shell.desk.staff.name == "王秀英"
    assert counter.page.objectName() == "today"
    assert counter.window._states["records"].text() == "● 记录校验正常"  # known from before
    counter.key(Qt.Key.Key_F2)
    assert counter.form.fields["name"].text == ""  # this form is another's
    counter.fill({"name": "特木尔"})
    counter.key(Qt.Key.Key_F11)
    gate = locked(counter)
    assert names(gate) == ["斯琴高娃", "巴特尔", "白雪莲"]
    at_focus(Qt.Key.Key_1)
    come_in(counter)
    assert counter.window.shell.desk.staff.name == "斯琴高娃"
    assert counter.page.objectName() == "visit"  # where she was
    assert counter.form.fields["name"].text == "包玉兰"
    counter.key(Qt.Key.Key_Escape)
    assert counter.page.objectName() == "today"


def test_the_lock_page_offers_the_others_too(counter: Hand) -> None:
    counter.key(Qt.Key.Key_L, CTRL)
    gate = locked(counter)
    assert QApplication.focusWidget() is gate.fields["password"].editor
    at_focus(Qt.Key.Key_F11)
    assert QApplication.focusWidget() is gate.names._buttons[0]
    at_focus(Qt.Key.Key_9)  # nobody has this number
    assert gate.fields["login"].text == "sqgw"
    QTest.mouseClick(gate.names._buttons[1], Qt.MouseButton.LeftButton)
    assert gate.fields["login"].text == "wxy"
    come_in(counter)
    assert counter.window.shell.desk.staff.name == "王秀英"


def test_the_window_of_whoever_left_goes_with_its_ears(counter: Hand) -> None:
    counter.key(Qt.Key.Key_F6)
    counter.fill({"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"})
    old, page = counter.window, counter.page
    counter.press("记下并打印")  # and nobody waits for the printer
    counter.window.switching.emit()
    gate = locked(counter)
    gate.fields["login"].set_text("wxy")
    come_in(counter)
    counter.wait(lambda: not isValid(old) and not isValid(page), "the old window's end")
    counter.printed()
    assert counter.window.isVisible()

    def broken() -> None:
        raise RuntimeError

    counter.session.runner.run(broken, lambda _: None)
    counter.settle()
    assert "程序出错了" in counter.page.banner.words()
    frames = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Window"]
    assert frames == [counter.window]


def test_what_is_printing_goes_on_and_only_then_the_window_goes(counter: Hand) -> None:
    printer = counter.session._printer
    assert isinstance(printer, Slow)
    printer.slow = True
    counter.key(Qt.Key.Key_F6)
    counter.fill({"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"})
    old = counter.window
    counter.press("记下并打印")
    page = counter.page
    page.banner.clear()
    counter.window.switching.emit()
    locked(counter).fields["login"].set_text("wxy")
    come_in(counter)
    counter.settle()
    assert counter.window is not old and isValid(old) and old.is_printing

    def broken() -> None:
        raise RuntimeError

    counter.session.runner.run(broken, lambda _: None)
    counter.settle()
    assert "程序出错了" in counter.page.banner.words()
    assert page.banner.words() == ""  # it is no longer spoken to
    printer.slow = False
    counter.wait(lambda: not isValid(old), "the old window's end")
    counter.go("papers_list")
    assert "未打印 0 份" in counter.page.heading


def test_the_same_person_with_another_role_gets_another_window(counter: Hand) -> None:
    old = counter.window
    store, clock = old.shell.desk.store, old.shell.desk.clock
    who = old.shell.desk.staff

    def promote() -> None:
        admin = next(one for one in accounts.everybody() if one.login == "bxl")
        desk = seat(store, clock, admin)
        accounts.change(desk, who.uuid, who.name, "", Role.LEADER, active=True)

    counter.window.lock_requested.emit()
    locked(counter)
    counter.session.runner.run(promote, lambda _: None)
    come_in(counter)
    assert counter.window is not old
    assert counter.window.shell.desk.staff.role == Role.LEADER


# Temporary and forgotten passwords ----------------------------------------------------------------


def as_admin(hand: Hand, work: Any) -> Any:
    """What `work` gives for the administrator's desk, on the database's thread."""
    store, clock = hand.window.shell.desk.store, hand.window.shell.desk.clock
    made: list[Any] = []

    def do() -> Any:
        admin = next(one for one in accounts.everybody() if one.login == "bxl")
        return work(seat(store, clock, admin))

    hand.session.runner.run(do, made.append)
    hand.settle()
    return made[0]


def test_a_temporary_password_is_replaced_before_anything_else(counter: Hand) -> None:
    def reset(desk: Any) -> None:
        wxy = next(one for one in accounts.everybody() if one.login == "wxy")
        accounts.reset_password(desk, wxy.uuid, NEW)

    as_admin(counter, reset)
    old = counter.window
    counter.window.switching.emit()
    locked(counter).fields["login"].set_text("wxy")
    come_in(counter, NEW)
    gate = counter.session.gate
    assert isinstance(gate, NewPassword) and counter.window is old
    for password, again, field in (
        ("short", "short", "password"), (NEW, NEW, "password"), ("wxy", "wxy", "password"),
        ("third-word-2028", "third", "again"),
    ):  # fmt: skip
        counter.type(gate.fields["password"], password)
        counter.type(gate.fields["again"], again)
        gate.submit()
        counter.settle()
        assert gate.fields[field].error() and counter.session.gate is gate
    gate.left.emit()  # somebody else was meant
    assert isinstance(counter.session.gate, SignOn)
    counter.session.gate.fields["login"].set_text("wxy")
    come_in(counter, NEW)
    gate = counter.session.gate
    assert isinstance(gate, NewPassword)
    for name in ("password", "again"):
        counter.type(gate.fields[name], "third-word-2028")
    QTest.keyClick(gate.fields["again"].editor, Qt.Key.Key_Return)
    counter.settle()
    assert counter.window.shell.desk.staff.name == "王秀英"
    counter.key(Qt.Key.Key_F2)
    counter.fill({"name": "特木尔"})
    counter.press("只是咨询")
    assert counter.page.objectName() == "enquiry"


def test_a_forgotten_administrator_comes_in_by_the_sheet(counter: Hand) -> None:
    made = as_admin(counter, lambda desk: recovery.issue(desk, desk.staff.uuid))
    counter.window.switching.emit()
    locked(counter).forgotten.emit()
    gate = counter.session.gate
    assert isinstance(gate, Recover)
    typed = {"login": "bxl", "code": "ABCD-EFGH", "password": NEW, "again": "x"}
    short = {"code": made.code, "password": "x", "again": "x"}
    for change, field in (({}, "again"), ({"again": NEW}, "code"), (short, "password")):
        for name, words in (typed | change).items():
            counter.type(gate.fields[name], words)
        gate.submit()
        counter.settle()
        assert [one for one in gate.fields if gate.fields[one].error()] == [field]
        for one in gate.fields.values():
            one.clear_error()
    for name, words in (typed | {"code": made.code, "again": NEW}).items():
        counter.type(gate.fields[name], words)
    gate.submit()
    counter.settle()
    assert counter.window.shell.desk.staff.name == "白雪莲"
    assert "恢复单已经用掉" in counter.page.banner.words()


# The leader at the counter ------------------------------------------------------------------------


@pytest.fixture
def returned(counter: Hand) -> Hand:
    """A case that was returned and waits for the leader, in front of the clerk."""
    desk = counter.window.shell.desk
    office = TestOffice(desk.store, desk.clock, desk, desk)  # type: ignore[arg-type]
    made: list[str] = []

    def prepare() -> str:
        case = office.received("05", name="哈斯巴根")
        cases.return_case(desk, case, "户籍不在本苏木", "办法第十三条")
        return case

    counter.session.runner.run(prepare, made.append)
    counter.settle()
    counter.window.go("case", {"uuid": made[0]})
    counter.settle()
    page: Any = counter.page
    page.act_on.choose("领导批示")
    counter.settle()
    return counter


def reports(hand: Hand) -> list[tuple[str, str, bool]]:
    found: list[Any] = []
    hand.session.runner.run(lambda: list(RefusalReport.select()), found.append)
    hand.settle()
    return [(one.decision, one.leader, one.recorded_from_paper) for one in found[0]]


@pytest.mark.clause("1.4")
def test_the_leader_decides_at_the_clerks_window_by_password(
    returned: Hand, tmp_path: Path
) -> None:
    hand = returned
    assert hand.form.fields["leader"].isVisible()
    hand.fill({"by": "领导本人在窗口输入密码", "opinion": "同意，请做好解释。"})
    assert not hand.form.fields["leader"].isVisible()
    page: Any = hand.page
    page.submit()
    hand.settle()
    assert hand.sheet_title == "领导本人批示"
    sheet: Any = QApplication.activeModalWidget()
    assert sheet.fields["login"].text == "bte"  # there is only one
    tries = (("bte", "wrong", "password"), ("sqgw", PASSWORD, "login"), ("x", "x", "password"))
    for login, password, field in tries:
        hand.type(sheet.fields["login"], login)
        hand.type(sheet.fields["password"], password)
        hand.press("批示")
        assert [one for one in sheet.fields if sheet.fields[one].error()] == [field]
        assert reports(hand) == [("", "", False)]
    hand.type(sheet.fields["login"], "bte")
    hand.type(sheet.fields["password"], PASSWORD)
    at_focus(Qt.Key.Key_Return)
    hand.printed()
    assert hand.sheet_title == ""
    assert reports(hand) == [("同意", "巴特尔", False)]
    assert "领导批示，已保存" in hand.page.banner.words()
    assert hand.window.shell.desk.staff.name == "斯琴高娃"  # the window is still the clerk's
    (notice,) = (tmp_path / "papers").iterdir()
    assert notice.stem.startswith("2616")  # 退回件通知书
    assert [line.who for line in page._case.history[-2:]] == ["斯琴高娃", "巴特尔"]


def test_wrong_passwords_at_the_counter_lock_the_leaders_account(returned: Hand) -> None:
    hand = returned
    hand.fill({"by": "领导本人在窗口输入密码", "opinion": "同意"})
    page: Any = hand.page
    page.submit()
    hand.settle()
    sheet: Any = QApplication.activeModalWidget()
    for _ in range(5):
        hand.type(sheet.fields["password"], "wrong-wrong")
        hand.press("批示")
    hand.type(sheet.fields["password"], PASSWORD)
    hand.press("批示")
    assert "已锁定到 09:15" in sheet.banner.words()
    assert reports(hand) == [("", "", False)]
    hand.key(Qt.Key.Key_Escape)
    assert hand.form.fields["opinion"].text == "同意"
    hand.fill({"by": "按签好的纸质件录入", "leader": "巴特尔"})
    page.submit()
    hand.printed()
    assert reports(hand) == [("同意", "巴特尔", True)]


def test_what_the_leader_forgot_is_said_beside_the_field(returned: Hand) -> None:
    hand = returned
    hand.fill({"by": "领导本人在窗口输入密码"})
    page: Any = hand.page
    page.submit()
    hand.settle()
    sheet: Any = QApplication.activeModalWidget()
    hand.type(sheet.fields["password"], PASSWORD)
    hand.press("批示")
    opinion: Any = hand.form.fields["opinion"]
    assert "请填写领导意见" in opinion.error()
    assert reports(hand) == [("", "", False)]
