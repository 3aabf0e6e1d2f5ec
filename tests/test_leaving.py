"""F8, F4: leaving the desk in two keystrokes, and the complaint channel from everywhere."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app import absences, accounts, day, ledger
from app.errors import FieldError, RuleError
from app.rights import Role
from app.tasks import AtOnce
from models.days import Absence
from tests import office as offices
from tests.office import TestOffice
from ui.hand import Hand


def duty(office: TestOffice) -> str:
    closed = day.close(office.clerk)
    page = AtOnce().slices(ledger.paper(office.clerk, closed.day), lambda _: None).result()
    return dict(page.duty)["离岗"]


@pytest.mark.clause("7.4.3")
def test_an_absence_is_recorded_from_and_to_and_stands_in_the_ledger(office: TestOffice) -> None:
    accounts.add(office.leader_as(Role.ADMIN), "王秀英", "wxy", offices.PASSWORD, Role.CLERK)
    absences.leave(office.clerk, "开会", "王秀英")
    office.clock.advance(minutes=25)
    back = absences.come_back(office.clerk)
    assert back is not None and back.text == "斯琴高娃 09:00–09:25 开会（王秀英替岗）"
    office.clock.advance(minutes=60)
    absences.leave(office.clerk, "休息")
    assert duty(office) == ("斯琴高娃 09:00–09:25 开会（王秀英替岗）；斯琴高娃 10:25–未返 休息")


@pytest.mark.clause("7.4.3")
def test_nobody_leaves_twice_or_without_a_reason(office: TestOffice) -> None:
    with pytest.raises(FieldError):
        absences.leave(office.clerk, "")
    with pytest.raises(FieldError):
        absences.leave(office.clerk, "开会", "斯琴高娃")
    absences.leave(office.clerk, "开会")
    with pytest.raises(RuleError) as refused:
        absences.leave(office.clerk, "休息")
    assert refused.value.clause == "7.4.3"
    assert absences.come_back(office.clerk) is not None
    assert absences.come_back(office.clerk) is None


def test_a_day_without_absences_says_so(office: TestOffice) -> None:
    assert duty(office) == "无"


@pytest.mark.clause("7.4.3")
def test_two_keys_lock_the_window_and_signing_on_ends_the_absence(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "包玉兰"})
    hand.key(Qt.Key.Key_F8)
    hand.key(Qt.Key.Key_2)
    hand.wait(lambda: not hand.window.isVisible(), "the lock")
    gate: Any = hand.session.gate
    assert "斯琴高娃 09:00–未返 下嘎查" in gate.banner.words()
    assert gate.fields["login"].text == "sqgw"
    hand.type(gate.fields["password"], offices.PASSWORD)
    gate.submit()
    hand.wait(hand.window.isVisible, "the window")
    hand.settle()
    assert "已返岗" in hand.page.banner.words()
    assert hand.form.fields["name"].text == "包玉兰"
    rows: list[Any] = []
    hand.session.runner.run(lambda: list(Absence.select()), rows.append)
    hand.settle()
    assert [row.back_at is not None for row in rows[0]] == [True]


@pytest.mark.clause("4.3")
def test_the_complaint_channel_is_one_key_away(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F4)
    assert hand.sheet_title == "投诉渠道"
    hand.key(Qt.Key.Key_Escape)
    assert hand.sheet_title == ""
