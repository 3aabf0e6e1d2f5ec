"""The guided demo: a made-up office, and a day in it through the real window.

    python -m tests.guided out/demo [WIDTH HEIGHT]

Leaves pictures of every page, the papers as PDF and the exported ledger, and lists them.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import demo, directory, documents, matter_workbook, verify
from app.clock import SetClock, office_time
from app.documents import DocumentRow
from app.matter_files import starter_catalogue
from app.office_sections import SECTIONS
from app.printing import FolderPrinter
from tests import guided_ways as ways
from ui.case_forms.base import IN_PERSON
from ui.hand import Hand, Stuck
from ui.pages.case import CasePage
from ui.pages.catalogue import CataloguePage
from ui.pages.directory import DUTIES, PEOPLE, DirectoryPage
from ui.pages.first_start import FirstStart
from ui.pages.papers import PapersPage
from ui.pages.settings import SettingsPage
from ui.pages.staff import StaffPage
from ui.pages.visit import VisitPage
from ui.start import Session, application

DAY = date(2026, 11, 24)


class Guide:
    """Takes the visitor round, with a picture at every stop."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.folder, self.size = folder, size
        self.shots = 0

    def run(self) -> None:
        """Make the office, live the day, say what there is to see."""
        shutil.rmtree(self.folder, ignore_errors=True)
        data, stick = self.folder / "data", self.folder / "stick"
        stick.mkdir(parents=True)
        demo.fill(data, 90, 40, DAY, 7)
        application()
        with self.opened(self.folder / "new", "T08:20"):
            self.first_start()
        with self.opened(data, "T08:30"):
            self.hand.sign_on("bxl", demo.PASSWORD)
            self.hand.window.resize(*self.size)
            self.administrator()
        with self.opened(data, "T16:40"):
            self.shot("登录")
            self.hand.sign_on("sqgw", demo.PASSWORD)
            self.hand.window.resize(*self.size)
            self.day(stick)
            listed = self.papers()
        self.tell(data, stick, listed)

    @contextmanager
    def opened(self, folder: Path, at: str) -> Iterator[None]:
        """The program on `folder`, up to its first page."""
        clock = SetClock(office_time(f"{DAY}{at}"))
        session = Session(folder, clock, FolderPrinter(self.folder / "papers"))
        self.hand = Hand(session)
        try:
            self.hand.wait(lambda: session.gate is not None)
            session.top.resize(*self.size)
            self.hand.settle()
            yield
        finally:
            session.close()

    def shot(self, name: str) -> None:
        window = self.hand.session.window
        if window is not None and (window.width(), window.height()) != self.size:
            raise Stuck(f"{name}: the window has grown to {window.width()}×{window.height()}")
        self.shots += 1
        self.hand.shot(self.folder / "screens" / f"{self.shots:02d}-{name}.png")

    def first_start(self) -> None:
        """Every screen of the first start, as it comes up."""
        gate = self.hand.session.gate
        assert isinstance(gate, FirstStart)
        people = (("admin", "白雪莲"), ("clerk", "斯琴高娃"), ("leader", "巴特尔"))
        for screen in gate.screens:
            assert gate.front is screen, self.hand.said()
            if screen is gate.people:
                for who, name in people:
                    for part in ("name", "password", "again"):
                        words = name if part == "name" else demo.PASSWORD
                        self.hand.type(screen.fields[f"{who}.{part}"], words)
            elif screen is gate.matters:
                screen.fields["matters"].set_text("05 11 16")
            self.shot(f"首次使用-{screen.title}")
            gate.next_button().setFocus()
            if screen is not gate.screens[-1]:
                QTest.keyClick(gate.next_button(), Qt.Key.Key_Return)
            self.hand.settle()

    def administrator(self) -> None:
        """What only the administrator sees, and the directory."""
        hand = self.hand
        hand.go("settings")
        page = hand.page
        assert isinstance(page, SettingsPage)
        for key, section in SECTIONS.items():
            page.show_section(key)
            self.shot(f"设置-{section.title}")
        page.show_section("unit")
        hand.settle()
        hand.press("看样张")
        self.shot("设置-样张")
        hand.key(Qt.Key.Key_Escape)
        hand.go("directory")
        self.shot("通讯录")
        hand.press("从表格粘贴")
        self.shot("通讯录-粘贴")
        hand.key(Qt.Key.Key_Escape)
        people = hand.page
        assert isinstance(people, DirectoryPage)
        people.turn_to(DUTIES)
        self.shot("职责分工")
        hand.key(Qt.Key.Key_Return)
        self.shot("职责分工-选人")
        hand.key(Qt.Key.Key_Escape)
        people.turn_to(PEOPLE)
        person = directory_key(hand)
        hand.window.go("colleague", {"uuid": person})
        self.shot("通讯录-人员")
        self.catalogue()

    def catalogue(self) -> None:
        """The matters: looked at, changed, brought in from a workbook."""
        hand = self.hand
        hand.go("catalogue")
        self.shot("事项目录")
        hand.window.go("matter", {"code": "18"})
        self.shot("事项")
        hand.press("服务指南")
        self.shot("服务指南")
        hand.key(Qt.Key.Key_Escape)
        hand.window.go("matter_edit", {"code": "12"})
        hand.settle()
        self.shot("修改事项")
        hand.fill({"收费": "不收任何费用", "补正期限": "很久"})
        hand.press("看改了什么，保存")
        self.shot("修改事项-有错")
        hand.fill({"补正期限": "60"})
        hand.press("看改了什么，保存")
        self.shot("修改事项-改了什么")
        hand.key(Qt.Key.Key_Escape)
        hand.go("catalogue")
        page = hand.page
        assert isinstance(page, CataloguePage)
        first, *rest = starter_catalogue()
        changed = replace(first, fee="不收任何费用"), replace(rest[0], code="99", name="新事项")
        vague = replace(first.materials[1], name="其他材料")
        wrong = replace(first, materials=(*first.materials, vague), fee="")
        for name, matters in (("可以导入", (*changed, *rest)), ("有错", (wrong, *rest))):
            path = self.folder / f"{name}的表格.xlsx"
            path.write_bytes(matter_workbook.written(matters))
            page.import_from(path)
            self.shot(f"事项目录-{name}")
            hand.key(Qt.Key.Key_Escape)

    def day(self, stick: Path) -> None:
        """Every page once, with something on it."""
        hand = self.hand
        self.shot("今日")
        hand.key(Qt.Key.Key_F2)
        hand.fill({"name": "包玉兰", "id_number": "11010519491231002", "phone": "138"})
        hand.press("下一步：一次性告知")
        self.shot("来访登记-有错")
        hand.fill({"id_number": "11010519491231002X", "phone": "13812346021"})
        hand.fill({"gacha": "固日班花嘎查"})
        self.shot("来访登记")
        hand.visit("12", name="包玉兰", id_number="11010519491231002X", phone="13812346021",
                   gacha="固日班花嘎查")  # fmt: skip
        self.shot("一次性告知")
        hand.press("预览告知单")
        self.shot("告知单预览")
        hand.key(Qt.Key.Key_Escape)
        for key, name in (
            (Qt.Key.Key_F1, "查阅"), (Qt.Key.Key_F4, "投诉渠道"), (Qt.Key.Key_F8, "离岗"),
        ):  # fmt: skip
            hand.key(key)
            self.shot(name)
            hand.key(Qt.Key.Key_Escape)
        hand.press("打印告知单")
        hand.printed()
        hand.press("收件审核")
        page = hand.page
        assert isinstance(page, PapersPage)
        for line in page.list.lines[:3]:
            hand.choose(line.answer, line.answer.answers[0])
        self.shot("收件审核")
        hand.take((3, "缺少", "嘎查还没有开会"), decision="补充件")
        self.shot("待补正")
        self.many(hand)
        hand.visit("16", name="奈曼旗绿源农牧业有限公司", kind="单位")
        hand.press("给一份印好的告知单")
        hand.press("收件审核")
        hand.take(decision="受理", why_not_at_once="须录入旗里的系统")
        hand.act("撤回", reason="合同要重签")
        hand.visit("12", {"name": "萨日娜", "relation": "女儿", "authority": "户口簿"},
                   name="敖登格日乐")  # fmt: skip
        hand.press("打印告知单")
        hand.printed()
        hand.press("收件审核")
        hand.take(decision="受理", signing="代理", why_not_at_once="须联审踏勘")
        self.shot("已受理")
        hand.visit("05", name="王秀英", phone="13812340000")
        hand.press("给一份印好的告知单")
        hand.press("收件审核")
        hand.take(decision="退回", reason="户籍不在本苏木", basis="社会救助暂行办法第十一条")
        self.shot("退回")
        page = hand.page
        assert isinstance(page, CasePage)
        page.act_on.choose("领导批示")
        hand.fill({"by": IN_PERSON, "opinion": "同意，请做好解释。"})
        page.submit()
        self.shot("领导本人批示")
        hand.key(Qt.Key.Key_Escape)
        hand.key(Qt.Key.Key_F6)
        hand.fill({"caller": "李老师", "matter": "生育登记", "question": "要带什么？",
                   "answer": "不知道", "satisfaction": "满意"})  # fmt: skip
        hand.press("记下并打印")
        self.shot("来电-不能这样答复")
        hand.fill({"answer": "带夫妻双方的身份证，其余窗口自己查，当场办好。"})
        hand.press("记下并打印")
        hand.printed()
        for way in (ways.first_asked, ways.urgent, ways.above, ways.clocks, ways.earlier):
            way(hand, self.shot)
        hand.go("cases")
        self.shot("办件")
        hand.window.search_submitted.emit("sr")
        self.shot("查找")
        hand.go("papers_list")
        self.shot("文书")
        hand.go("day_close")
        self.shot("日结前")
        hand.close_day(stick)
        self.shot("日结台账")
        hand.window.switching.emit()
        self.shot("换人")
        hand.sign_on("bxl", demo.PASSWORD)
        hand.go("staff")
        staff = hand.page
        assert isinstance(staff, StaffPage)
        staff.choose("bxl")
        hand.press("打印恢复单")
        hand.press("打印")
        hand.printed()
        self.shot("人员")

    def many(self, hand: Hand) -> None:
        """A family that applies together, and a 嘎查 that comes for several."""
        hand.key(Qt.Key.Key_F2)
        hand.fill({"name": "图门乌力吉", "phone": "13847540011", "gacha": "平安地嘎查"})
        hand.key(Qt.Key.Key_F7)
        hand.fill({"party.0.name": "乌兰图雅", "party.0.relation": "配偶"})
        hand.key(Qt.Key.Key_F7)
        hand.fill({"party.1.name": "朝鲁", "party.1.relation": "子女"})
        self.shot("来访登记-一家人")
        page = hand.page
        assert isinstance(page, VisitPage)
        page.choose_code("05")
        hand.press("下一步：一次性告知")
        hand.press("打印告知单")
        hand.printed()
        hand.press("收件审核")
        hand.take(decision="受理", why_not_at_once="须入户调查和公示")
        self.shot("已受理-一家人")
        hand.key(Qt.Key.Key_F2)
        page = hand.page
        assert isinstance(page, VisitPage)
        hand.fill({"on_behalf": "嘎查代办（多人）", "agent.name": "那顺巴图",
                   "agent.relation": "嘎查会计", "agent.authority": "代办登记表",
                   "batch": "哈斯巴根\t\t13847540012\n萨仁\t\t13847540013\n布和"})  # fmt: skip
        page.choose_code("17")
        self.shot("来访登记-嘎查代办")
        hand.press("下一步：一次性告知")
        self.shot("一次性告知-多人")
        hand.press("打印告知单")
        hand.printed()
        hand.press("收件审核")
        self.shot("收件审核-多人")
        hand.take(decision="先收件", signing="代理")
        self.shot("收件后-多人")

    def papers(self) -> tuple[DocumentRow, ...]:
        """The day's papers, from the program's own list."""
        found: list[tuple[DocumentRow, ...]] = []
        self.hand.session.runner.run(documents.listed, found.append)
        self.hand.settle()
        return tuple(row for row in found[0] if row.made_at.date() == DAY)

    def tell(self, data: Path, stick: Path, listed: tuple[DocumentRow, ...]) -> None:
        """What lies where."""
        for place in (data, stick):
            findings, facts = verify.verify(place)
            print(*(findings or facts), sep="\n")
        for path in sorted((self.folder / "screens").iterdir()):
            print(f"界面\t{path}")
        for row in reversed(listed):
            path = self.folder / "papers" / f"{row.machine_number}.pdf"
            if path.exists():
                print(f"文书\t{path}\t{row.kind} {row.number}")
        for path in sorted((self.folder / "papers").glob("????????-??????-*.pdf")):
            print(f"文书\t{path}\t不留底的")
        for path in sorted((self.folder / "papers").glob("????????-??????.pdf")):
            print(f"台账\t{path}")
        for path in sorted(stick.rglob("*")):
            if path.is_file():
                print(f"导出\t{path}")


def directory_key(hand: Hand) -> str:
    """Somebody in the directory."""
    found: list[str] = []
    hand.session.runner.run(lambda: directory.colleagues()[1].uuid, found.append)
    hand.settle()
    return found[0]


if __name__ == "__main__":
    wide, high = (int(one) for one in sys.argv[2:4]) if len(sys.argv) > 3 else (1366, 768)
    Guide(Path(sys.argv[1]), (wide, high)).run()
