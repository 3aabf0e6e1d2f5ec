"""The leader at the counter: decides in person, and does nobody else's work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import cases
from app.clock import SetClock
from app.printing import FolderPrinter
from tests import office as offices
from tests.office import START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.start import Session, application
from ui.widgets.basics import Button


@pytest.fixture
def leader(office: TestOffice, tmp_path: Path) -> Iterator[Hand]:
    """The leader signed on, with one returned case waiting for the decision."""
    case = office.received("05", name="哈斯巴根")
    cases.return_case(office.clerk, case, "户籍不在本苏木", "办法第十三条")
    office.store.close()
    application()
    printer = FolderPrinter(tmp_path / "papers")
    session = Session(office.store.folder, SetClock(START), printer)
    hand = Hand(session)
    hand.sign_on("bte", offices.PASSWORD)
    yield hand
    windows.close(session)


@pytest.mark.clause("1.4")
def test_the_leader_decides_in_person_and_the_notice_is_printed(
    leader: Hand, tmp_path: Path
) -> None:
    link = "等领导批示否定报备 1 件 ›"
    leader.press(link)
    assert not leader.form.fields["leader"].isVisible()  # nobody asks who signed
    page = leader.page
    assert isinstance(page, CasePage)
    assert [form.name for form in page.act_on._forms] == ["领导批示"]  # the rest is the clerk's
    leader.act("领导批示", decision="同意", opinion="同意，请做好解释。")
    assert "已退回" in leader.page.banner.words() or "批示" in leader.page.banner.words()
    (notice,) = (tmp_path / "papers").iterdir()
    assert notice.stem.startswith("2616")  # 退回件通知书


@pytest.mark.clause("4.1.2")
def test_the_leader_does_not_receive_visitors(leader: Hand) -> None:
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F6):
        leader.key(key)
        assert "不在分管领导的权限内" in leader.said()
        assert "请由窗口工作人员办理" in leader.said()
        assert leader.page.objectName() == "today"
    words = {one.words() for one in leader.page.findChildren(Button) if one.isVisible()}
    assert not words & {"来访登记", "来电登记"}
