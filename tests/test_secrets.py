"""What is typed in confidence is in no log, whatever goes wrong with it."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from app import accounts, log, passwords, people, recovery, setup
from app.clock import SetClock
from app.desk import seat
from app.forms import recovery as form
from app.printing import FolderPrinter
from app.rights import Role
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.start import Session, application

WRONG, NEW, ID = "mistyped-word-2026", "another-word-2027", "11010519491231002X"
PHONE, CODE = "13812345678", "QQQQ-WWWW-EEEE-RRRR-TTTT"


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    """The program's log as `app.__main__` sets it up; taken down afterwards."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    log.to_file(tmp_path / "log" / "window.log")
    yield tmp_path / "log" / "window.log"
    for handler in set(root.handlers) - set(before):
        handler.close()
        root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def counter(logged: Path, office: TestOffice, tmp_path: Path) -> Iterator[Hand]:
    """The sign-on page of an office with an administrator."""
    by = setup.command_desk(office.store, office.clock)
    accounts.add(by, "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
    office.store.close()
    application()
    session = Session(office.store.folder, SetClock(START), FolderPrinter(tmp_path / "papers"))
    hand = Hand(session)
    hand.wait(lambda: session.gate is not None)
    yield hand
    windows.close(session)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def sheet() -> Any:
    return QApplication.activeModalWidget()


def wrong_everywhere(hand: Hand) -> None:
    """Passwords and codes that are refused: at the gates, and in a sheet."""
    gate: Any = hand.session.gate
    hand.sign_on("sqgw", WRONG)
    gate.forgotten.emit()
    gate = hand.session.gate
    given = {"login": "bxl", "code": CODE, "password": NEW, "again": NEW}
    for name, words in given.items():
        hand.type(gate.fields[name], words)
    gate.submit()
    hand.settle()
    assert gate.fields["code"].error()
    gate.left.emit()
    hand.sign_on("sqgw", PASSWORD)
    hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    for name, words in {"old": WRONG, "password": NEW, "again": NEW}.items():
        hand.type(sheet().fields[name], words)
    hand.press("改密码")
    assert sheet().fields["old"].error()


def test_no_password_code_or_id_number_is_logged(
    counter: Hand, logged: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    hand = counter
    wrong_everywhere(hand)

    def broken(*given: Any, **named: Any) -> Any:
        """A bug of ours, with everything that it was given in its message."""
        raise RuntimeError(f"{given} {named} {NEW} {ID}")

    monkeypatch.setattr(passwords, "checked", broken)
    hand.type(sheet().fields["old"], PASSWORD)
    hand.press("改密码")
    assert "程序出错了" in sheet().banner.words()
    hand.key(Qt.Key.Key_Escape)
    monkeypatch.setattr(people, "record", broken)
    hand.key(Qt.Key.Key_F2)
    page: Any = hand.page
    page.choose_code("11")
    hand.fill({"name": "包玉兰", "id_number": ID, "phone": PHONE})
    hand.press("下一步：一次性告知")
    assert "程序出错了" in hand.page.banner.words()
    assert hand.form.fields["id_number"].text == ID  # and it can be tried again
    desk = hand.window.shell.desk
    made: list[Any] = []

    def issue() -> Any:
        admin = next(one for one in accounts.everybody() if one.login == "bxl")
        return recovery.issue(seat(desk.store, desk.clock, admin), admin.uuid)

    hand.session.runner.run(issue, made.append)
    hand.settle()
    hand.window.shell.print_sheet("恢复单", lambda: form.sheet(desk, made[0]))
    hand.printed()
    try:
        broken(PASSWORD, code=made[0].code)
    except RuntimeError:
        log.unhandled(*sys.exc_info())  # type: ignore[arg-type]
    logging.getLogger("peewee").debug("SELECT %s", PASSWORD)  # which it does with every statement
    text = logged.read_text(encoding="utf-8") + "".join(capfd.readouterr())
    assert text.count("RuntimeError") >= 3
    assert "test_secrets.py" in text  # where it happened is told
    for secret in (PASSWORD, WRONG, NEW, ID, PHONE, CODE, made[0].code, "包玉兰"):
        assert secret not in text
        assert secret.replace("-", "") not in text


def test_the_form_in_a_sheet_can_be_submitted_again_after_a_fault(
    counter: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = counter
    hand.sign_on("sqgw", PASSWORD)
    hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    for name, words in {"old": PASSWORD, "password": NEW, "again": NEW}.items():
        hand.type(sheet().fields[name], words)
    with monkeypatch.context() as patched:
        patched.setattr(passwords, "hashed", lambda secret: 1 / 0)
        patched.setattr(accounts, "hashed", lambda secret: 1 / 0)
        hand.press("改密码")
    assert hand.sheet_title == "改自己的密码"
    hand.press("改密码")
    assert hand.sheet_title == ""


def test_what_a_power_cut_left_in_the_spool_is_taken_away(office: TestOffice) -> None:
    office.store.close()
    left = office.store.folder / "spool" / "recovery-20261123090000.pdf"
    left.parent.mkdir()
    left.write_bytes(b"%PDF")
    application()
    session = Session(office.store.folder, SetClock(START), FolderPrinter(office.store.folder))
    Hand(session).wait(lambda: session.gate is not None)
    assert not left.exists()
    windows.close(session)
