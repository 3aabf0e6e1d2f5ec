"""What holds for every page of the window."""

from pathlib import Path

import pytest

from app import accounts, setup
from app.clock import SetClock
from app.printing import FolderPrinter
from app.rights import Role
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.start import Session, application


@pytest.mark.parametrize("role", accounts.PEOPLE)
def test_a_page_is_made_without_a_flash(office: TestOffice, tmp_path: Path, role: Role) -> None:
    by = setup.command_desk(office.store, office.clock)
    accounts.add(by, "白雪莲", "bxl", PASSWORD, role, "主任")
    office.store.close()
    application()
    session = Session(office.store.folder, SetClock(START), FolderPrinter(tmp_path / "papers"))
    hand = Hand(session)
    hand.sign_on("bxl", PASSWORD)
    with windows.no_other():
        for key in hand.window.keys:
            hand.window.page(key)
    windows.close(session)
