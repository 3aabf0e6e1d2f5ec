"""The rarer ways through the window, with a picture at each."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import demo
from ui.case_forms.base import IN_PERSON
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.pages.elsewhere import ElsewherePage
from ui.pages.make_good import MakeGoodPage
from ui.widgets.basics import Button
from ui.widgets.fields import Segmented
from ui.widgets.rows import RowList

Shot = Callable[[str], None]


def first_asked(hand: Hand, shot: Shot) -> None:
    """A colleague is away, a question belongs elsewhere, two disagree (2.3 to 2.5)."""
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "苏布道", "phone": "13847540021", "gacha": "平安地嘎查"})
    hand.press("不是本窗口的事")
    page = hand.page
    assert isinstance(page, ElsewherePage)
    shot("不是本窗口的事")
    hand.type(page.search, "tme")
    QTest.keyClick(page.search.editor, Qt.Key.Key_Return)
    hand.key(Qt.Key.Key_Return)
    hand.fill({"matter": "低保年审", "present": "不在"})
    paper = {"paper.0.name": "户口簿复印件", "paper.0.pages": "4", "paper.0.count": "1"}
    hand.fill({"absent_why": "开会", "message": "收入证明要不要重新开？", **paper})
    shot("转交")
    hand.press("转交并打印转办单")
    hand.printed()
    hand.go("transfers")
    shot("转交-跟进")
    _first_of_list(hand)
    shot("转交-登记")
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_F6)
    hand.fill({"caller": "李老师", "phone": "13900001234", "question": "驾驶证丢了怎么补？"})
    hand.press("不是本窗口的事")
    hand.fill({"where": "苏木以外的单位", "office": "旗交管大队", "words": "带身份证去车管所。"})
    shot("辖区外指引")
    hand.press("记下指引")
    hand.key(Qt.Key.Key_F6)
    hand.fill({"caller": "敖登", "question": "要带什么？", "matter": "生育登记"})
    shot("来电-照着念")
    hand.key(Qt.Key.Key_F5)
    shot("简单询问")


def urgent(hand: Hand, shot: Shot) -> None:
    """Help first (2.2), and what was left undone is made good."""
    hand.key(Qt.Key.Key_F10)
    hand.fill({"who": "六十岁上下、穿灰棉袄的男子", "situation": "晕倒在集市上",
               "relief": "送卫生院，垫付 300 元", "leader": "巴特尔"})  # fmt: skip
    shot("急难救助")
    hand.press("记下急难救助")
    shot("急难办理")
    hand.press("补办手续")
    page = hand.page
    assert isinstance(page, MakeGoodPage)
    hand.press("打印告知单")
    hand.printed()
    hand.fill({"name": "白长命", "id_number": "11010519491231002X"})
    for line in page.list.lines[:2]:
        hand.choose(line.answer, line.answer.answers[0])
    shot("补办手续")


def above(hand: Hand, shot: Shot) -> None:
    """Cases go up in batches and come back decided, or for more."""
    hand.visit("10", name="海日汗", gacha="平安地嘎查")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="受理")
    hand.act("办理环节", findings="年满八十周岁，户籍在本苏木")
    shot("已受理-待上报")
    hand.go("forwarding")
    hand.fill({"organ": "奈曼旗民政局"})
    hand.key(Qt.Key.Key_F7)
    hand.fill({"review": "符合条件，拟同意"})
    shot("成批上报")
    hand.press(next(one for one in _buttons(hand) if one.startswith("上报 ")))
    hand.printed()
    _switch(hand, "等批回")
    hand.key(Qt.Key.Key_F7)
    hand.fill({"result": "已审核，从申请当月起按月发放", "paper": "奈民批〔2026〕41号"})
    shot("等批回")
    hand.open_case("海日汗")
    shot("已上报")
    hand.act("上级要求补正")
    hand.fill({"demand": "请补充本人近期照片。", "paper": "奈民补〔2026〕3号"})
    shot("上级要求补正")


def clocks(hand: Hand, shot: Shot) -> None:
    """A special procedure, an extension, the days one by one, the office's calendar."""
    hand.open_case("敖登格日乐")
    page = hand.page
    assert isinstance(page, CasePage)
    page.act_on.choose("特别程序")
    hand.fill({"special_ground": "专家评审", "special_days": "14"})
    shot("特别程序")
    page.submit()
    hand.printed()
    shot("特别程序-不计时")
    hand.act("恢复办理", findings="专家组同意选址，请避开沟坎")
    page.act_on.choose("延长期限")
    hand.fill({"extra_days": "5", "reason": "须补充地质勘察", "by": IN_PERSON})
    shot("延长期限")
    page.submit()
    hand.settle()
    hand.fill({"password": demo.PASSWORD})
    hand.press("批示")
    hand.printed()
    page.act_on.choose("终止")
    shot("终止")
    hand.go("calendar")
    shot("工作日历")
    hand.press("2027年 ›")
    shot("工作日历-明年")


def earlier(hand: Hand, shot: Shot) -> None:
    """What happened while the power was off is entered with its true time; the leads."""
    hand.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    hand.fill(
        {"day": str(hand.window.shell.desk.clock.now().date()), "time": "14:35", "why": "停电"}
    )
    shot("补录")
    hand.press("开始补录")
    hand.visit("16", name="格日勒图")
    shot("补录-一次性告知")
    hand.press("打印告知单")
    hand.printed()
    hand.press("群众回去准备材料")
    hand.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    hand.go("leads")
    shot("线索")
    _first_of_list(hand)
    shot("线索-说明情况")
    hand.key(Qt.Key.Key_Escape)


def _first_of_list(hand: Hand) -> None:
    lists: Any = hand.page.findChildren(RowList)
    front = next(one for one in lists if one.isVisible() and one.rows.rows)
    front.acted.emit(front.rows.rows[0].key)
    hand.settle()


def _buttons(hand: Hand) -> list[str]:
    every: Any = hand.page.findChildren(Button)
    return [one.words() for one in every if one.isVisible()]


def _switch(hand: Hand, to: str) -> None:
    every: Any = hand.page.findChildren(Segmented)
    hand.choose(next(one for one in every if one.isVisible() and to in one.answers), to)
    hand.settle()
