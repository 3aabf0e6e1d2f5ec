"""补录: entered later with its true time, and everything else at the time that it really is."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app import (
    absences,
    accounts,
    back_entry,
    cases,
    day,
    documents,
    drafts,
    lists,
    receptions,
    tellings,
    today,
    verify,
)
from app import (
    office as office_settings,
)
from app.case_table import State
from app.clock import SetClock, office_time
from app.desk import Desk, reseat
from app.errors import FieldError, RuleError
from app.people import PersonInput
from app.rights import Role
from models.cases import Case, Reception
from models.days import Absence, Draft
from models.documents import Document
from models.journal import Event
from models.leads import BackEntry, Lead
from models.office import Staff
from tests import office as offices
from tests.office import START, TestOffice
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.pages.day_close import DayClosePage

TRANSFER, BIRTH = "16", "11"
DARK = office_time("2026-11-23T14:20")  # the power was gone
NEXT_DAY = office_time("2026-11-24T09:00")


@pytest.fixture
def desk(office: TestOffice) -> Desk:
    """The clerk, the day after, entering what happened in the dark."""
    office.clock.set(NEXT_DAY)
    return back_entry.begin(office.clerk, DARK, "停电")


def received(office: TestOffice, desk: Desk) -> str:
    reception = receptions.open_visit(desk, PersonInput("包玉兰")).uuid
    tellings.tell(desk, reception, office.matter(TRANSFER), tellings.Way.SHEET)
    items = office.all_received(TRANSFER)
    done = cases.receive(desk, reception, office.matter(TRANSFER), items, cases.Signing())
    return done.case.uuid


@pytest.mark.clause("3.2")
def test_the_clock_runs_from_when_it_happened(office: TestOffice, desk: Desk) -> None:
    seen = cases.accept(desk, received(office, desk), "须核对合同").case
    assert (seen.received_at, seen.accepted_at) == (DARK, DARK)
    assert seen.deadline is not None and seen.deadline.due is not None
    assert seen.deadline.due.date().isoformat() == "2026-11-26"
    assert [(line.at, line.later) for line in seen.history] == [(DARK, True)] * 2
    paper = Document.get(Document.kind == "受理通知书")
    assert paper.made_at == NEXT_DAY
    assert "（补录，办理时间 2026-11-23 14:20）" in paper.sheet
    lead = Lead.get()
    assert (lead.kind, lead.reason, lead.found_at) == ("补录", "停电", NEXT_DAY)
    assert BackEntry.get().happened_at == DARK


def test_the_future_cannot_be_entered(office: TestOffice) -> None:
    with pytest.raises(FieldError, match="不能晚于现在"):
        back_entry.begin(office.clerk, START + timedelta(minutes=1), "停电")
    with pytest.raises(FieldError, match="补录的原因"):
        back_entry.begin(office.clerk, START, "")
    assert not BackEntry.select().exists()


def test_it_does_not_happen_before_what_is_known_of_the_case(office: TestOffice) -> None:
    case = office.accepted(TRANSFER)
    office.clock.set(NEXT_DAY)
    desk = back_entry.begin(office.clerk, START - timedelta(hours=1), "停电")
    with pytest.raises(RuleError, match="早于这个办件已有的记录"):
        cases.grant(desk, case, "已备案")


def test_afterwards_the_desk_is_in_the_present(office: TestOffice, desk: Desk) -> None:
    after = back_entry.end(desk)
    assert (after.entered, after.clock.now()) == (None, NEXT_DAY)
    again = back_entry.begin(desk, DARK - timedelta(hours=1), "停电")
    assert (again.real.now(), again.clock.now()) == (NEXT_DAY, DARK - timedelta(hours=1))


def test_no_day_is_closed_meanwhile(office: TestOffice, desk: Desk) -> None:
    with pytest.raises(RuleError, match="不能日结"):
        day.close(desk)
    day.close(desk.present)


def test_what_only_ever_happens_now_does(office: TestOffice, desk: Desk) -> None:
    """Leaving the desk, coming back, printing, one's own password: nobody does that yesterday."""
    absences.leave(desk, "开会")
    office.clock.advance(minutes=5)
    absences.come_back(desk)
    (away,) = Absence.select()
    assert (away.left_at, away.back_at) == (NEXT_DAY, NEXT_DAY + timedelta(minutes=5))
    accounts.change_password(desk, offices.PASSWORD, "another-long-2026")
    case = received(office, desk)
    (number,) = cases.accept(desk, case, "须核对合同").documents
    documents.record_print(desk, number, "PDF", "1", "已完成", "")
    documents.hand_over(desk, number)
    drafts.save(desk, "visit", {"name": "包"})
    assert Draft.get().saved_at == office.clock.now()
    names = ("离岗登记", "返岗登记", "改自己的密码", "打印", "交付文书", "补录")
    for event in Event.select().where(Event.action.in_(names)):
        assert event.effective_at == event.at_utc, event.action
    assert Staff.get(Staff.login == "sqgw").failures == 0


def test_lists_say_how_things_stand_now(office: TestOffice, desk: Desk) -> None:
    office.clock.set(NEXT_DAY)
    case = received(office, desk)
    (row,) = lists.cases(desk)
    assert row.uuid == case and row.light is not None
    assert row.light.text == lists.cases(desk.present)[0].light.text  # type: ignore[union-attr]
    assert today.today(desk) == today.today(desk.present)


def test_a_change_of_settings_does_not_end_it(office: TestOffice, desk: Desk) -> None:
    typed = office_settings.shown("watch") | {"warn_days": "3"}
    office_settings.change(office.leader_as(Role.ADMIN), "watch", typed)
    after = reseat(desk)
    assert after.office.warn_days == 3
    assert (after.clock.now(), after.entered) == (DARK, desk.entered)


def test_after_a_power_cut_the_visit_is_entered_with_its_papers(hand: Hand, tmp_path: Path) -> None:
    clock = hand.session._clock
    assert isinstance(clock, SetClock)
    clock.set(NEXT_DAY)
    hand.key(Qt.Key.Key_F2)
    hand.press("补录以前的事")
    assert hand.sheet_title == "补录以前的事"
    hand.fill({"day": "2026-11-23", "time": "25:00", "why": "停电"})
    hand.press("开始补录")
    assert "不是时间" in hand.fields["time"].error()
    hand.fill({"time": "14:20"})
    hand.press("开始补录")
    strip = hand.window._earlier
    assert strip.words == "正在补录 11月23日 14:20 发生的事 · 停电"
    hand.visit(TRANSFER, name="包玉兰")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="受理", why_not_at_once="须核对合同")
    page = hand.page
    assert isinstance(page, CasePage), hand.said()
    lines: Any = page.findChildren(QLabel)
    shown = [one.text() for one in lines]
    assert any("11月23日 14:20　收件（补录）" in one for one in shown), shown
    hand.go("day_close")
    closing = hand.page
    assert isinstance(closing, DayClosePage)
    assert "2026年11月24日" in closing.heading
    hand.press("日结")
    assert "先结束补录" in hand.said()
    hand.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert strip.words == "" and "补录已经结束" in hand.page.banner.words()
    hand.visit(BIRTH, name="王秀英")
    hand.session.close()
    store = offices.open_folder(tmp_path / "data")
    try:
        row = Case.get()
        assert (row.state, row.received_at) == (State.ACCEPTED, DARK)
        moments: list[datetime] = [one.opened_at for one in Reception.select()]
        assert moments == [DARK, NEXT_DAY]
        assert Document.get(Document.kind == "受理通知书").number == "固便受〔2026〕1号"
    finally:
        store.close()
    assert verify.verify(tmp_path / "data")[0] == []


def test_the_lock_keeps_what_is_being_entered(hand: Hand) -> None:
    clock = hand.session._clock
    assert isinstance(clock, SetClock)
    clock.set(NEXT_DAY)
    hand.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    hand.fill({"day": "2026-11-23", "time": "14:20", "why": "停电"})
    hand.press("开始补录")
    hand.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hand.sign_on("sqgw", offices.PASSWORD)
    assert hand.window._earlier.words and hand.window.shell.desk.clock.now() == DARK
