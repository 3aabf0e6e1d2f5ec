"""A folder that cannot be opened: a calm page, and another try once the cause is gone."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import accounts, backup, receptions, verify
from app.clock import SetClock, office_time
from app.desk import seat
from app.people import PersonInput
from app.printing import FolderPrinter
from app.rights import Role
from app.store import DATABASE, open_folder
from app.system import FolderLock
from app.tasks import AtOnce
from tests import office as offices
from tests.office import START
from tests.tools import windows
from ui.hand import Hand
from ui.pages.restoring import Restoring
from ui.pages.sign_on import Trouble
from ui.start import Session, application


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    offices.copy(template, tmp_path / "data").store.close()
    return tmp_path / "data"


def shown(session: Session) -> Any:
    return session.top.centralWidget()


@pytest.fixture
def start(folder: Path) -> Any:
    application()
    opened: list[Session] = []

    def begin() -> Hand:
        opened.append(Session(folder, SetClock(START), FolderPrinter(folder / "paper")))
        hand = Hand(opened[-1])
        hand.wait(lambda: shown(opened[-1]) is not None, "the first page")
        return hand

    yield begin
    windows.close(*opened)


def test_in_use_says_so_and_opens_once_it_is_free(start: Any, folder: Path) -> None:
    with FolderLock(folder):
        hand = start()
        trouble = shown(hand.session)
        assert isinstance(trouble, Trouble)
    trouble.submit()
    hand.wait(lambda: hand.session.gate is not None, "the sign-on page")
    hand.sign_on("sqgw", offices.PASSWORD)
    assert hand.page.objectName() == "today"


def test_a_foreign_file_is_left_alone(start: Any, folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"not a database at all" * 1000)
    hand = start()
    assert isinstance(shown(hand.session), Restoring)
    assert (folder / DATABASE).read_bytes().startswith(b"not a database")


# Records that are gone ----------------------------------------------------------------------------


def back_up(folder: Path, *moments: str) -> None:
    """A backup for each moment, a visitor before each."""
    store = open_folder(folder)
    clock = SetClock(START)
    people = {one.role: one for one in accounts.everybody()}
    clerk = seat(store, clock, people[Role.CLERK])
    for moment in moments:
        clock.set(office_time(moment))
        receptions.open_visit(clerk, PersonInput(name="王秀英"))
        AtOnce().slices(backup.daily(clerk), lambda _: None).result()
    store.close()


def offered(hand: Hand) -> list[str]:
    page = shown(hand.session)
    assert isinstance(page, Restoring)
    hand.settle()
    return [button.accessibleName() for button in page.offers]


def gone(folder: Path) -> None:
    (folder / DATABASE).unlink()


def empty(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")


def damaged(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"not a database at all" * 1000)


@pytest.mark.parametrize("harm", [gone, empty, damaged])
def test_lost_records_are_brought_back_from_a_backup(
    start: Any, folder: Path, harm: Callable[[Path], None]
) -> None:
    back_up(folder, "2026-11-20T17:31", "2026-11-23T17:31")
    harm(folder)
    hand = start()
    assert offered(hand) == [
        "恢复到 2026年11月23日 17:31",
        "恢复到 2026年11月20日 17:31",
    ]
    page = shown(hand.session)
    QTest.keyClick(page, Qt.Key.Key_Return)  # the newest one
    hand.settle()
    assert "已恢复到 2026年11月23日 17:31" in page.words()
    assert "补录" in page.words()
    assert verify.verify(folder)[0] == []
    QTest.keyClick(page, Qt.Key.Key_Return)
    hand.wait(lambda: hand.session.gate is not None, "the sign-on page")
    hand.sign_on("sqgw", offices.PASSWORD)
    assert hand.page.objectName() == "today"


def test_only_backups_that_verify_are_offered_and_the_chosen_one_is_taken(
    start: Any, folder: Path
) -> None:
    days = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]
    back_up(folder, *(f"{day}T17:31" for day in days))
    newest = max((folder / "backups").glob("*.db"))
    newest.write_bytes(newest.read_bytes()[:8192])
    gone(folder)
    hand = start()
    assert [words[4:15] for words in offered(hand)] == [
        "2026年11月19日", "2026年11月18日", "2026年11月17日",
    ]  # fmt: skip
    page = shown(hand.session)
    page.offers[2].click()
    hand.settle()
    assert "已恢复到 2026年11月17日" in page.words()


def test_without_a_backup_it_says_whom_to_ask_and_opens_what_is_brought_back(
    start: Any, folder: Path, tmp_path: Path
) -> None:
    (folder / DATABASE).rename(tmp_path / "elsewhere.db")
    hand = start()
    assert offered(hand) == []
    page = shown(hand.session)
    assert "联系管理员" in page.words()
    assert not (folder / DATABASE).exists()  # nothing is founded meanwhile
    (tmp_path / "elsewhere.db").rename(folder / DATABASE)
    page.submit()
    hand.wait(lambda: hand.session.gate is not None, "the sign-on page")


def test_a_restore_that_fails_can_be_tried_again(
    start: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(folder, "2026-11-23T17:31")
    gone(folder)
    hand = start()
    assert len(offered(hand)) == 1
    page = shown(hand.session)
    with monkeypatch.context() as patch:
        patch.setattr("app.swap.put_in_place", full)
        page.submit()
        hand.settle()
    assert "磁盘已满" in page.banner.words()
    page.submit()
    hand.settle()
    assert "已恢复到" in page.words() and page.banner.words() == ""


def full(*_: object) -> Path:
    raise OSError(errno.ENOSPC, "")
