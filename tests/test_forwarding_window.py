"""A 低保 batch goes to the banner and back through the real window: ten up, one sent back, nine
granted at once, the tenth after its paper came."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app import cases, matters, verify
from app.catalogue import Way
from app.clock import SetClock, office_time
from app.deadlines import Limit, Unit
from app.printing import FolderPrinter
from app.rights import Role
from models.cases import Case
from tests import office as offices
from tests.tools import windows
from ui.hand import Hand
from ui.pages.answers import AnswersPage
from ui.pages.demand import DemandPage
from ui.pages.forwarding import ForwardingPage
from ui.start import Session, application

BENEFIT, BANNER = "05", "奈曼旗民政局"
NAMES = [
    "包玉兰",
    "王秀英",
    "乌力吉",
    "特木尔",
    "娜仁花",
    "哈斯巴根",
    "萨日娜",
    "青格勒",
    "布和",
    "吉日嘎拉",
]


def prepare(office: offices.TestOffice) -> None:
    """An office to which the banner has not handed the decision down; ten cases whose steps are
    done by Monday the 30th."""
    admin = office.leader_as(Role.ADMIN)
    own = next(one.matter for one in matters.in_force() if one.matter.code == BENEFIT)
    above = replace(
        own, organ=BANNER, way=Way.FORWARDED, delegation="", higher=Limit(15, Unit.WORKDAY),
        unconfirmed=(),
    )  # fmt: skip
    matters.adopt(admin, (above,), "测试管理员")
    today = office.clock.now().date()
    content = f"{above.public_fields[0]}：平安地嘎查"
    posted = []
    for name in NAMES:
        case = office.accepted(BENEFIT, name=name, phone="13847500001")
        for position, step in enumerate(above.steps):
            if step.posted and step.compulsory:
                cases.start_step(office.clerk, case, position, today, None, "公示栏", content)
                posted.append((case, position))
            elif step.compulsory:
                cases.record_step(office.clerk, case, position, today, today, "", "属实")
    office.clock.set(office_time("2026-11-30T10:00"))
    for case, position in posted:
        cases.end_step(office.clerk, case, position, office.clock.now().date(), "无异议")


@pytest.fixture
def above(template: Path, tmp_path: Path) -> Iterator[Hand]:
    """A clerk signed on at the window of that office."""
    application()
    office = offices.copy(template, tmp_path / "data")
    prepare(office)
    office.store.close()
    session = Session(
        tmp_path / "data", SetClock(office_time("2026-11-30T10:00")),
        FolderPrinter(tmp_path / "papers"),
    )  # fmt: skip
    hand = Hand(session)
    hand.sign_on("sqgw", offices.PASSWORD)
    yield hand
    windows.close(session)


def clock(hand: Hand) -> SetClock:
    found: Any = hand.session._clock
    assert isinstance(found, SetClock)
    return found


def asked(hand: Hand, work: Any) -> Any:
    """What the database says, on its own thread."""
    found: list[Any] = []
    hand.session.runner.run(work, found.append)
    hand.settle()
    return found[0]


def states(hand: Hand) -> Counter[str]:
    return asked(hand, lambda: Counter(row.state for row in Case.select()))


def shown(hand: Hand) -> str:
    """Everything that the page in front says."""
    every: Any = hand.page.findChildren(QLabel)
    return "\n".join(one.text() for one in every if one.isVisible())


@pytest.mark.timeout(200)
@pytest.mark.clause("3.1", "1.3")
def test_a_batch_goes_up_and_comes_back(above: Hand, tmp_path: Path) -> None:
    hand = above
    hand.go("cases")
    hand.press("成批上报")
    page = hand.page
    assert isinstance(page, ForwardingPage)
    assert "10 件可以上报" in page.heading
    hand.press("上报并打印")
    assert "请选择要上报的办件" in hand.said()
    hand.key(Qt.Key.Key_F7)
    hand.press("上报 10 件并打印")
    assert "请填写初审意见" in hand.said()
    page.fields["cases"].turn_to(page.fields["cases"].list.rows.rows[2].key)  # type: ignore[attr-defined]
    hand.fill({"own": "家中有三级智力残疾人，建议从宽"})
    hand.fill({"review": "符合条件，拟同意", "receiver": "王科长"})
    hand.press("上报 10 件并打印")
    hand.printed()
    assert "已上报 10 件，上报移交清单固便报〔2026〕1号" in hand.said()
    assert states(hand) == {"已上报": 10}

    # Wednesday: one is sent back for more.
    clock(hand).set(office_time("2026-12-02T15:00"))
    hand.open_case("吉日嘎拉")
    assert "上级办理" in shown(hand)
    hand.act("上级要求补正")
    assert isinstance(hand.page, DemandPage)
    hand.fill({"demand": "请补充近一年银行流水。", "paper": "奈民补〔2026〕3号"})
    hand.press("发通知并打印")
    assert "还没有标出要补什么" in hand.said()
    line = hand.page.list.lines[0]
    hand.choose(line.answer, "需更正")
    hand.type(line.problem, "上级要求附近一年银行流水")
    hand.type(line.bring, "近一年银行流水 1 份（开户银行打印）")
    hand.press("发通知并打印")
    hand.printed()
    assert states(hand) == {"已上报": 9, "待补正": 1}
    said = asked(hand, lambda: offices.printed("补充件通知书"))
    assert "请补充近一年银行流水。" in said
    assert "需更正：上级要求附近一年银行流水" in said

    # The banner decides on the other nine, a day before its paper comes.
    clock(hand).set(office_time("2026-12-22T09:00"))
    hand.go("forwarding")
    back: Any = hand.page.findChildren(type(line.answer))
    switch = next(one for one in back if one.isVisible() and "等批回" in one.answers)
    hand.choose(switch, "等批回")
    hand.settle()
    page = hand.page
    assert isinstance(page, AnswersPage)
    assert "9 件等待上级批回，其中 9 件上级超期。" in page.heading
    hand.key(Qt.Key.Key_F7)
    hand.fill({"result": "准予，自2027年1月起发放", "paper": "奈民批〔2026〕41号"})
    hand.press("准予 9 件并打印")
    assert "上级机关的办理时限" in hand.said()
    hand.fill({"answered": "2026-12-21"})
    QTest.keyClick(page.fields["answered"].editor, Qt.Key.Key_Tab)  # type: ignore[attr-defined]
    assert not page.fields["late_reason"].isVisible()
    hand.press("准予 9 件并打印")
    hand.printed()
    assert states(hand) == {"已办结": 9, "待补正": 1}
    assert len(list((tmp_path / "papers").glob("2619*.pdf"))) == 9

    # The tenth brings its paper: accepted again, with what was left of its time.
    clock(hand).set(office_time("2026-12-23T10:00"))
    hand.open_case("吉日嘎拉")
    hand.press("补交材料")
    (brought,) = hand.page.list.lines  # type: ignore[attr-defined]
    hand.choose(brought.answer, "已收")
    hand.press("收到材料并打印回执")
    hand.printed()
    hand.press("继续审核材料")
    hand.take(decision="恢复办理")
    assert states(hand) == {"已办结": 9, "已受理": 1}
    assert asked(hand, lambda: offices.beside("恢复办理通知书", "剩余时限")) == "16 个工作日"
    assert "2027年1月14日（星期四）17:30 前" in shown(hand)
    hand.act("上报", review="流水已补，符合条件")
    assert states(hand) == {"已办结": 9, "已上报": 1}
    hand.act("准予", result="准予，自2027年1月起发放", paper="奈民批〔2026〕42号")
    assert states(hand) == {"已办结": 10}
    numbers = asked(
        hand, lambda: [row.number for row in Case.select().where(Case.outcome == "准予")]
    )
    assert numbers == [f"固便办〔2026〕{n}号" for n in range(1, 11)]
    lists_ = asked(hand, lambda: offices.printed("上报移交清单"))
    assert "固便报〔2026〕2号" in lists_ and "流水已补，符合条件" in lists_
    hand.session.close()
    assert verify.verify(tmp_path / "data")[0] == []
