"""The first person asked at the real window: guided, passed on and followed to the result."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import verify
from app.clock import SetClock, office_time
from app.directory_paste import paste
from app.printing import FolderPrinter
from app.rights import Role
from models.cases import Reception, Telling
from models.first_asked import Referral, Transfer
from models.record import Record
from tests import office as offices
from tests.test_first_asked import TABLE
from tests.test_scanner import scan
from tests.tools import windows
from ui.hand import Hand
from ui.pages.elsewhere import ElsewherePage
from ui.pages.transfers import TransfersPage
from ui.start import Session, application
from ui.widgets.rows import RowList


@pytest.fixture
def hand(template: Path, tmp_path: Path) -> Iterator[Hand]:
    """A clerk at the window of an office that has a directory."""
    application()
    office = offices.copy(template, tmp_path / "data")
    paste(office.leader_as(Role.ADMIN), TABLE)
    office.store.close()
    printer = FolderPrinter(tmp_path / "papers")
    session = Session(tmp_path / "data", SetClock(offices.START), printer)
    made = Hand(session)
    made.sign_on("sqgw", offices.PASSWORD)
    yield made
    windows.close(session)


def rows(hand: Hand, model: type[Record]) -> list[Any]:
    """The records, with their receptions and who was asked first, as the window has left them."""

    def work() -> list[Any]:
        found: list[Any] = list(model.select().order_by(model.id))
        for row in found:
            (row if isinstance(row, Reception) else row.reception).clerk.login  # noqa: B018
        return found

    read: list[list[Any]] = []
    hand.session.runner.run(work, read.append)
    hand.settle()
    return read[0]


def elsewhere(hand: Hand) -> ElsewherePage:
    page = hand.page
    assert isinstance(page, ElsewherePage), hand.said()
    return page


def look_for(hand: Hand, words: str) -> None:
    """Type into the search, Enter, Enter: the first that is found."""
    page = elsewhere(hand)
    hand.type(page.search, words)
    QTest.keyClick(page.search.editor, Qt.Key.Key_Return)
    hand.key(Qt.Key.Key_Return)


def next_step(hand: Hand, step: str, **fields: str) -> None:
    """Open the first transfer of the list and register what comes next."""
    page = hand.page
    assert isinstance(page, TransfersPage)
    page.focus_first()
    hand.key(Qt.Key.Key_Return)
    assert "固便转〔2026〕1号" in hand.sheet_title
    hand.fill(fields)
    hand.press(step)
    assert hand.page.banner.words() == f"固便转〔2026〕1号：{step}，已保存。"


@pytest.mark.clause("2.3", "2.4")
def test_a_colleague_is_at_a_meeting_and_the_visitor_hears_all_the_same(
    hand: Hand, tmp_path: Path
) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉兰", "phone": "13847500001", "gacha": "固日班花嘎查"})
    hand.press("不是本窗口的事")
    look_for(hand, "tme")
    fields = elsewhere(hand).fields
    assert (fields["office"].text, fields["place"].text) == ("民政办", "203")
    assert (fields["called"].text, fields["called_at"].text) == ("特木尔", "09:00")
    hand.fill({"matter": "低保年审", "present": "不在"})
    assert (fields["visitor"].text, fields["phone"].text) == ("包玉兰", "13847500001")
    assert (fields["address"].text, fields["responsible"].text) == ("固日班花嘎查", "特木尔")
    hand.press("转交并打印转办单")
    assert "请选择本人为什么不在" in hand.said()
    hand.fill({"absent_why": "开会", "message": "不知道"})
    hand.press("转交并打印转办单")
    assert "不能用“不知道”答复群众" in hand.said()
    hand.fill({"message": "收入证明要不要重新开？", "paper.0.name": "户口簿复印件",
               "paper.0.pages": "4", "paper.0.count": "1"})  # fmt: skip
    hand.press("转交并打印转办单")
    hand.printed()
    assert hand.page.objectName() == "today" and "已转交特木尔" in hand.page.banner.words()
    (paper,) = (tmp_path / "papers").iterdir()
    pages = [page.extract_text() for page in pypdf.PdfReader(paper).pages]
    assert [name for name, page in zip(("群众联", "责任人联", "存根"), pages, strict=True)
            if name in page] == ["群众联", "责任人联", "存根"]  # fmt: skip
    for words in ("首问转办单", "固便转〔2026〕1号", "户口簿复印件", "特木尔不在岗：开会",
                  "2026年11月24日（星期二）17:30"):  # fmt: skip
        assert words in pages[0].replace(" ", "")

    scan(hand, paper.stem)
    assert "固便转〔2026〕1号" in hand.sheet_title and hand.page.objectName() == "transfers"
    hand.key(Qt.Key.Key_Escape)

    clock = hand.session._clock
    assert isinstance(clock, SetClock)
    clock.set(office_time("2026-11-24T18:00"))
    hand.go("transfers")
    (shown,) = (one for one in hand.page.findChildren(RowList) if one.isVisible())
    assert shown.rows.rows[0].lead == "超期，不足 1 个工作日"
    next_step(hand, "登记接收", at="2026-11-24 09:00")
    next_step(hand, "登记联系", at="2026-11-24 10:00", words="电话联系，约好周三来。")
    next_step(hand, "登记结果", result="已办好年审，不用重新开证明。")
    assert "未办结 0 件" in hand.page.heading
    (row,) = rows(hand, Transfer)
    assert (row.received_by, row.contact) == ("特木尔", "电话联系，约好周三来。")
    assert row.reception.outcome == "转交" and row.reception.clerk.login == "sqgw"
    hand.session.close()
    assert verify.verify(tmp_path / "data")[0] == []


@pytest.mark.clause("2.3")
def test_a_nameless_visitor_is_guided_and_takes_a_slip_along(hand: Hand, tmp_path: Path) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.press("不是本窗口的事")
    look_for(hand, "户口")
    hand.fill({"matter": "孩子上户口", "called": "值班民警", "called_at": "08:59"})
    hand.press("记下引导")
    assert "请先打电话联系" in hand.said()
    hand.fill({"present": "在"})
    hand.press("记下引导")
    hand.printed()
    (row,) = rows(hand, Referral)
    assert row.words == "请到派出所（政府东侧）找值班民警，电话已经打过，那边有人等您。"
    assert row.reception.applicant_id is None and row.reception.outcome == "引导"
    assert len(list((tmp_path / "papers").iterdir())) == 1


def test_a_caller_is_carried_over_and_told_where_else(hand: Hand, tmp_path: Path) -> None:
    hand.key(Qt.Key.Key_F6)
    hand.fill({"caller": "李老师", "phone": "13900001234", "question": "驾驶证丢了怎么补？"})
    hand.press("不是本窗口的事")
    assert "李老师 · 13900001234" in hand.page.heading
    hand.fill({"where": "苏木以外的单位", "office": "旗交管大队", "words": "带身份证去车管所。"})
    hand.press("记下指引")
    hand.printed()
    (row,) = rows(hand, Referral)
    assert (row.matter, row.number) == ("驾驶证丢了怎么补？", None)
    assert row.reception.channel == "来电" and row.reception.outcome == "辖区外指引"
    assert not (tmp_path / "papers").exists() or not list((tmp_path / "papers").iterdir())
    assert len(rows(hand, Reception)) == 1


def test_a_matter_that_is_done_elsewhere_leads_there_filled_in(hand: Hand) -> None:
    hand.visit("32", name="包玉兰")
    hand.press("给一份印好的告知单")
    hand.press("记下去哪里办")
    fields = elsewhere(hand).fields
    assert fields["matter"].text == "家庭经济困难学生证明"
    assert fields["where"].text == "苏木以外的单位"
    assert "就读学校" in fields["words"].text
    hand.fill({"office": "就读的学校"})
    hand.press("记下指引")
    assert [row.outcome for row in rows(hand, Reception)] == ["辖区外指引"]


def test_a_simple_question_is_one_key_and_disturbs_nothing(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉"})
    for _ in range(2):
        hand.key(Qt.Key.Key_F5)
    hand.press("简单询问")
    assert hand.page.objectName() == "visit" and hand.form.fields["name"].text == "包玉"
    assert "已记今天第 3 次简单询问" in hand.window._states["tally"].text()
    assert [row.outcome for row in rows(hand, Reception)] == ["简单询问"] * 3


@pytest.mark.clause("2.5.6")
def test_a_quarrel_is_noted_from_the_desk_the_telephone_and_the_case(hand: Hand) -> None:
    said = {"explained": "说明了核算办法。", "basis": "核算办法第八条"}
    hand.key(Qt.Key.Key_F2)
    hand.press("记录争议")
    assert hand.sheet_title == "记录争议"
    hand.fill({"explained": "不归我管", "basis": "办法"})
    hand.press("记下")
    assert "不能用“不归我管”" in hand.fields["explained"].error()
    hand.fill(said)
    hand.press("记下")
    assert "争议已记下" in hand.page.banner.words() and hand.page.objectName() == "enquiry"
    hand.press("群众中途离开")
    hand.key(Qt.Key.Key_F6)
    hand.fill({"caller": "李老师", "question": "为什么没批？"})
    hand.press("记录争议")
    hand.fill(said)
    hand.press("记下")
    assert hand.form.fields["question"].text == "为什么没批？"
    assert "李老师" in hand.page.heading
    hand.fill({"matter": "生育登记", "answer": "说明了要带的材料。", "satisfaction": "未表态",
               "read_out": "已逐项念完"})  # fmt: skip
    hand.press("记下并打印")
    hand.printed()
    assert [row.way for row in rows(hand, Telling)] == ["口头（电话）"]
    hand.visit("11", name="包玉兰")
    hand.press("记录争议")
    hand.fill(said)
    hand.press("记下")
    hand.press("给一份印好的告知单")
    hand.press("收件审核")
    hand.take(decision="当场办结", result="已登记")
    hand.open_case("包玉兰")
    hand.press("记录争议")
    hand.fill(said)
    hand.press("记下")
    noted = [row.disputed.count("出示依据：核算办法第八条") for row in rows(hand, Reception)]
    assert noted == [1, 1, 2]


def test_what_was_asked_on_the_telephone_survives_a_second_look(hand: Hand) -> None:
    """Esc and back again: the reception is open, and what was typed is still there."""
    hand.key(Qt.Key.Key_F6)
    hand.fill({"caller": "李老师", "question": "驾驶证丢了怎么补？"})
    hand.press("不是本窗口的事")
    hand.fill({"office": "旗交管大队"})
    about = {"reception": rows(hand, Reception)[0].uuid}
    hand.go("today")
    hand.window.go("elsewhere", about)
    hand.settle()
    fields = elsewhere(hand).fields
    assert (fields["matter"].text, fields["office"].text) == ("驾驶证丢了怎么补？", "旗交管大队")
