"""A folder that cannot be opened: a calm page, and another try once the cause is gone."""

from pathlib import Path
from typing import Any

import pytest

from app.clock import SetClock
from app.printing import FolderPrinter
from app.store import DATABASE
from app.system import FolderLock
from tests import office as offices
from tests.office import START
from tests.tools import windows
from ui.hand import Hand
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
    assert isinstance(shown(hand.session), Trouble)
    assert (folder / DATABASE).read_bytes().startswith(b"not a database")
