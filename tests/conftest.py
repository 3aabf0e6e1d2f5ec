"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.clock import SetClock
from app.printing import FolderPrinter
from tests import office as offices
from tests.tools import windows
from ui.hand import Hand
from ui.start import Session, application

pytest_plugins = ["tests.clauses", "tests.tools.cups", "tests.tools.disks"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set-up data folder, built once."""
    folder = tmp_path_factory.mktemp("template") / "data"
    offices.build(folder)
    return folder


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Iterator[offices.TestOffice]:
    """A fresh office of this test's own."""
    opened = offices.copy(template, tmp_path / "data")
    yield opened
    opened.store.close()


@pytest.fixture
def hand(template: Path, tmp_path: Path) -> Iterator[Hand]:
    """A clerk signed on at the real window; papers go to `tmp_path / "papers"`."""
    application()
    offices.copy(template, tmp_path / "data").store.close()
    printer = FolderPrinter(tmp_path / "papers")
    session = Session(tmp_path / "data", SetClock(offices.START), printer)
    made = Hand(session)
    made.sign_on("sqgw", offices.PASSWORD)
    yield made
    windows.close(session)
