"""A homestead case through the National Day holiday of 2026, at the real window.

Matter 12: 15 working days, extended by at most 10. Off are 25–27 September and 1–7 October;
10 October, a Saturday, is worked.
"""

from datetime import date

import pytest

from app.casefile import CaseFile
from app.clock import office_time
from tests.office import PASSWORD
from ui.case_forms.base import IN_PERSON
from ui.hand import Hand
from ui.pages.case import CasePage


def at(hand: Hand, moment: str) -> None:
    hand.session._clock.set(office_time(moment))  # type: ignore[attr-defined]


def shown(hand: Hand) -> CaseFile:
    page = hand.page
    assert isinstance(page, CasePage) and page._case is not None
    return page._case


def receive(hand: Hand, code: str, name: str, why: str, **person: str) -> None:
    hand.visit(code, name=name, **person)
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="受理", why_not_at_once=why)


@pytest.mark.clause("3.1", "3.2")
def test_over_the_holiday_to_the_experts_and_back(hand: Hand) -> None:
    at(hand, "2026-09-21T09:00")
    receive(hand, "12", "包玉兰", "须联审踏勘")
    deadline = shown(hand).deadline
    # 22–24, 28–30 September, 8–10, 12–16, 19 October.
    assert deadline is not None and deadline.due == office_time("2026-10-19T17:30")

    at(hand, "2026-09-28T09:00")
    hand.open_case("包玉兰")
    hand.act("特别程序", special_ground="专家评审", special_days="14")
    case = shown(hand)
    assert case.state == "特别程序", hand.said()
    assert case.specials[0].basis == "《行政许可法》第四十五条"
    assert case.deadline is not None and (case.deadline.due, case.deadline.left) == (None, 12)

    at(hand, "2026-10-12T09:00")
    hand.open_case("包玉兰")
    hand.act("恢复办理", findings="专家组同意选址，请避开沟坎")
    deadline = shown(hand).deadline
    # 22–24 September, 12–16, 19–23 and 26–27 October.
    assert deadline is not None and deadline.due == office_time("2026-10-27T17:30")

    at(hand, "2026-10-26T15:00")
    hand.open_case("包玉兰")
    page = hand.page
    assert isinstance(page, CasePage)
    page.act_on.choose("延长期限")
    hand.fill({"extra_days": "5", "reason": "须补充地质勘察", "by": IN_PERSON})
    page.submit()
    hand.settle()
    hand.fill({"password": PASSWORD})
    hand.press("批示")
    hand.printed()
    case = shown(hand)
    assert case.extension is not None, hand.said()
    assert (case.extension.approver, case.extension.days) == ("巴特尔", 5)
    # And 28–30 October, 2–3 November.
    assert case.deadline is not None and case.deadline.due == office_time("2026-11-03T17:30")
    assert {one.kind: one.state for one in case.documents} == dict.fromkeys(
        ("受理通知书", "特别程序告知书", "恢复办理通知书", "延长办理期限告知书"), "已送打印"
    )
    page.act_on.choose("特别程序")
    with pytest.raises(StopIteration):
        page.act_on.choose("延长期限")  # no second time


@pytest.mark.clause("3.1")
def test_a_posting_goes_up_and_comes_down(hand: Hand) -> None:
    receive(hand, "25", "绿源公司", "须论证和公告", gacha="平安地嘎查")
    hand.act("办理环节", findings="选址不占基本农田")
    hand.act("开始公示", content="经营者姓名或者单位名称：绿源公司\n地块位置：东梁")
    step = shown(hand).steps[1]
    # 24–27 and 30 November.
    assert (step.place, step.until) == ("平安地嘎查公示栏", date(2026, 11, 30)), hand.said()
    at(hand, "2026-11-27T10:00")
    hand.open_case("绿源公司")
    hand.act("办理环节", ended="2026-11-27", objections="无异议")
    assert "2026年11月30日才满" in hand.said()
    at(hand, "2026-11-30T17:00")
    hand.act("办理环节", ended="2026-11-30", objections="无异议")
    assert shown(hand).steps[1].findings == "无异议"
