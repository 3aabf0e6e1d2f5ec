"""A day at the counter: the real window, the real executor, a real print queue, a real stick.

What the test did at the counter it wrote down as it went; what the ledger says is read back with
other libraries and compared, figure by figure.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from stdnum.cn import ric, uscc

from app import verify
from app.__main__ import main
from app.clock import SetClock, office_time
from app.cups import CupsPrinter
from tests import office as offices
from tests.tools import windows
from tests.tools.cups import CupsQueue
from tests.tools.disks import ExfatStick
from ui.hand import Hand
from ui.pages.papers import PapersPage
from ui.start import Session, application
from ui.widgets.basics import Button

MATTERS = {
    "01": "城乡居民基本养老保险参保登记", "05": "最低生活保障审核确认", "11": "生育登记",
    "12": "农村宅基地和建房（规划许可）审批", "16": "农村土地经营权流转备案", "21": "就业失业登记",
}  # fmt: skip


OPEN = ("审核中", "待补正", "已受理")
_RESIDENT = "15232619900101123"
RESIDENT = _RESIDENT + ric.calc_check_digit(_RESIDENT + "0")
_COMPANY = "91150525MA0ABCDE1"
COMPANY = _COMPANY + uscc.calc_check_digit(_COMPANY)


@dataclass
class Entry:
    """One case as it went at the counter."""

    matter: str
    name: str
    kind: str = "个人"
    received: datetime | None = None
    accepted: datetime | None = None
    closed: datetime | None = None
    delivered: datetime | None = None
    state: str = "审核中"
    outcome: str = ""


@dataclass
class Clerk:
    """The clerk at the desk, and the notebook beside it."""

    hand: Hand
    clock: SetClock
    cases: dict[str, Entry] = field(default_factory=dict)
    flows: Counter[str] = field(default_factory=Counter)
    papers: Counter[str] = field(default_factory=Counter)
    last: str = ""

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def come(
        self, code: str, name: str, agent: dict[str, str] | None = None, **person: str
    ) -> None:
        """Somebody comes for a matter and is told in writing."""
        self.clock.advance(minutes=13)
        self.hand.visit(code, agent, name=name, **person)
        assert f"一次性告知：{MATTERS[code]}" in self.hand.page.heading, self.hand.said()
        self.hand.press("打印告知单")
        self.hand.printed()
        self.flows.update(("来访", "一次性告知"))
        self.papers["一次性告知单"] += 1

    def receive(
        self, code: str, name: str, *odd: tuple[int, str, str], decision: str, kind: str = "个人",
        **fields: str,
    ) -> str:  # fmt: skip
        """The papers are taken and decided upon; returns the case's number."""
        self.hand.press("收件审核")
        self.clock.advance(minutes=2)
        self.hand.take(*odd, decision=decision, **fields)
        number = f"固便办〔2026〕{len(self.cases) + 1}号"
        assert number in self.hand.page.heading, self.hand.said()
        entry = Entry(MATTERS[code], name, kind, received=self.now)
        self.cases[number] = entry
        self.flows["收件"] += 1
        self.last = number
        if decision == "受理":
            self.accepted(entry)
        elif decision == "当场办结":
            self.ended(entry, "已办结", "当场办结")
            self.flows["当场办结"] += 1
        elif decision == "补充件":
            entry.state = "待补正"
            self.flows["补充件通知"] += 1
            self.papers["补充件通知书"] += 1
        elif decision == "退回":
            self.ended(entry, "已退回", "退回")
            self.flows["－退回"] += 1
            self.papers["否定报备表"] += 1
        elif decision == "先收件":
            self.papers["收件回执"] += 1
        return number

    def accepted(self, entry: Entry) -> None:
        entry.accepted, entry.state = self.now, "已受理"
        self.flows["受理"] += 1
        self.papers["受理通知书"] += 1

    def ended(self, entry: Entry, state: str, outcome: str) -> None:
        entry.state, entry.outcome, entry.closed = state, outcome, self.now

    def open(self, number: str) -> Entry:
        """The case comes up again: found by its number."""
        self.clock.advance(minutes=3)
        self.hand.open_case(number)
        assert number in self.hand.page.heading
        return self.cases[number]

    def deliver(self, number: str, **fields: str) -> None:
        entry = self.open(number)
        self.hand.act("送达", **fields)
        entry.state, entry.delivered = "已送达", self.now
        self.flows["送达"] += 1
        self.papers["送达回证"] += 1

    def decide(self, number: str, action: str, outcome: str, paper: str, **fields: str) -> None:
        entry = self.open(number)
        self.hand.act(action, **fields)
        state = {"撤回": "已撤回", "终止": "已终止"}.get(action, "已办结")
        self.ended(entry, state, outcome)
        self.flows[f"－{action}"] += 1
        self.papers[paper] += 1

    def leader_says(self, number: str, *, agree: bool) -> None:
        """The signed paper of the leader is recorded."""
        entry = self.open(number)
        self.hand.act(
            "领导批示", decision="同意" if agree else "撤销退回", leader="巴特尔", opinion="已阅"
        )
        if agree and entry.outcome == "退回":
            self.papers["退回件通知书"] += 1
        elif not agree:
            entry.state, entry.outcome, entry.closed = "审核中", "", None
            self.flows["＋恢复办理"] += 1

    def ask(self, *, call: bool, answer: str, satisfaction: str = "满意") -> None:
        """A question, answered; a bad answer is not taken."""
        self.clock.advance(minutes=5)
        if call:
            self.hand.key(Qt.Key.Key_F6)
            self.hand.fill({"caller": "李老师", "phone": "13900001234"})
        else:
            self.hand.key(Qt.Key.Key_F2)
            self.hand.press("只是咨询")
        self.hand.fill({"question": "几点下班？", "answer": "不知道", "satisfaction": satisfaction})
        self.hand.press("记下并打印")
        assert "不能用“不知道”答复群众" in self.hand.said()
        assert "（依据：" in self.hand.said()
        self.hand.fill({"answer": answer})
        self.hand.press("记下并打印")
        self.hand.printed()
        assert self.hand.page.objectName() == "today", self.hand.said()
        self.flows.update(("来电" if call else "来访", "咨询件", satisfaction))
        self.papers["咨询件受理通知书"] += 1

    def close_day(self) -> None:
        self.clock.set(self.now.replace(hour=17, minute=32))
        self.hand.go("day_close")
        self.hand.press("日结")
        self.hand.settle()
        assert "备份已核验" in self.hand.page.banner.words(), self.hand.said()


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A set-up folder that nobody has open."""
    opened = offices.copy(template, tmp_path / "data")
    opened.store.close()
    return tmp_path / "data"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(office_time("2026-11-20T08:40"))


@pytest.fixture
def sessions(folder: Path, clock: SetClock) -> Iterator[Any]:
    """Opens the program on the folder, as often as it is asked to."""
    application()
    opened: list[Session] = []

    def start() -> Hand:
        while opened:
            opened.pop().close()
        session = Session(folder, clock, CupsPrinter())
        opened.append(session)
        hand = Hand(session)
        hand.sign_on("sqgw", offices.PASSWORD)
        return hand

    yield start
    windows.close(*opened)


@pytest.mark.root
@pytest.mark.timeout(280)
@pytest.mark.clause("2.5.1", "2.5.2", "3.3.1", "2.1")
def test_a_day_at_the_counter(
    sessions: Any,
    clock: SetClock,
    folder: Path,
    cups_queue: CupsQueue,
    stick: ExfatStick,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    counter = Clerk(sessions(), clock)
    friday(counter)
    counter.close_day()
    carried = sum(one.state in OPEN for one in counter.cases.values())
    assert carried == 3

    clock.set(office_time("2026-11-23T08:35"))
    counter.hand = sessions()
    counter.flows.clear()
    counter.papers.clear()
    monday(counter)
    hand = counter.hand
    hand.go("day_close")
    counter.close_day()
    hand.press("打印，请领导签字")
    hand.printed()
    assert cups_queue.printed("20261123").stat().st_size > 10_000
    export_button = next(words for words in buttons(hand) if words.startswith(stick.path.name))
    hand.press(export_button)
    hand.wait(lambda: "已导出" in hand.page.banner.words() or not hand.form.busy, "the export")
    assert "已导出并逐字节核对" in hand.page.banner.words(), hand.said()
    hand.session.close()

    stick.pull()
    stick.plug_in()
    (ledger,) = stick.path.iterdir()
    assert verify.verify(ledger)[0] == []
    assert verify.verify(folder)[0] == []
    compare(ledger, counter, carried)
    printed_papers(cups_queue, counter)
    stored_papers(folder, counter, tmp_path, capsys)


def buttons(hand: Hand) -> list[str]:
    found: Any = hand.page.findChildren(Button)
    return [one.words() for one in found if one.isVisible()]


def friday(counter: Clerk) -> None:
    """Three cases that Monday begins with."""
    counter.come("12", "特木尔", phone="13847500001", gacha="巴彦花嘎查")
    counter.receive("12", "特木尔", (0, "需更正", "签名处空着"), (1, "缺少", ""), decision="补充件")
    counter.come("05", "娜仁花", gacha="固日班花嘎查")
    counter.receive("05", "娜仁花", (0, "缺少", ""), (1, "缺少", "没有带来"), decision="补充件")
    counter.come("16", "白·额尔敦仓", phone="0475-4212399")
    counter.receive("16", "白·额尔敦仓", decision="受理", why_not_at_once="须录入旗里系统")


def monday(counter: Clerk) -> None:
    hand, clock = counter.hand, counter.clock
    # 1 A name with "·": finished at once, delivered into the hand.
    counter.come("11", "包·乌云毕力格", id_number=RESIDENT, phone="13847512345")
    first = counter.receive("11", "包·乌云毕力格", decision="当场办结", result="已登记")
    counter.deliver(first)
    # 2 A name with a character of extension B.
    counter.come("01", "王𠮷祥", gacha="平安地嘎查")
    second = counter.receive("01", "王𠮷祥", decision="当场办结", result="已参保")
    counter.deliver(second, way="邮寄", post_address="固日班花嘎查", post_number="XA123456789CN")
    # 3 An organisation: accepted, granted, fetched by somebody else.
    company = "奈曼旗绿源农牧业有限公司"
    counter.come("16", company, kind="单位", id_number=COMPANY)
    third = counter.receive(
        "16", company, decision="受理", kind="单位", why_not_at_once="须核对流转期限"
    )
    counter.decide(third, "准予", "准予", "办结通知书", result="合同已备案")
    counter.deliver(
        third, way="代领", recipient="何文彬", id_number="11010519491231002X",
        agent_reason="法定代表人在外地", signing="代理",
    )  # fmt: skip
    # 4 A daughter for her old mother.
    counter.come(
        "05", "敖登格日乐", {"name": "萨日娜", "relation": "女儿", "authority": "户口簿"},
        id_number="11010519491231002X", gacha="查干朝鲁嘎查",
    )  # fmt: skip
    counter.receive(
        "05", "敖登格日乐", decision="受理", signing="代理", why_not_at_once="须入户调查"
    )
    # 5 A fingerprint instead of a signature; papers are lacking.
    counter.come("12", "图门乌力吉", phone="13904750000")
    counter.receive(
        "12", "图门乌力吉", (3, "缺少", "嘎查还没有开会"), decision="补充件",
        signing="捺印", **{"signing.reader": "斯琴高娃", "signing.witness": "乌兰图雅"},
    )  # fmt: skip
    # 6 All papers brought: Friday's first; complete, it is accepted.
    entry = counter.open("固便办〔2026〕1号")
    hand.press("补交材料")
    bring(hand, {0: "已收", 1: "已收"})
    entry.state = "审核中"
    counter.flows["补交材料"] += 1
    counter.papers["收件回执"] += 1
    counter.open("固便办〔2026〕1号")
    hand.press("继续审核材料")
    hand.take(decision="受理", why_not_at_once="须联审踏勘")
    counter.accepted(entry)
    # 7 Some papers brought: the rest stays asked for.
    entry = counter.open("固便办〔2026〕2号")
    hand.press("补交材料")
    bring(hand, {0: "已收"})
    assert "待补正" in hand.page.banner.words()
    counter.flows["补交材料"] += 1
    counter.papers["收件回执"] += 1
    # 8 Returned; the leader agrees; the notice is handed over.
    counter.come("05", "哈斯巴根")
    fifth = counter.receive(
        "05", "哈斯巴根", decision="退回", reason="户籍不在本苏木", basis="办法第十三条"
    )
    counter.leader_says(fifth, agree=True)
    counter.deliver(
        fifth, way="拒收", refused_why="不认这个结果", **{"signing.witness": "乌兰图雅"}
    )
    # 9 Returned; the leader overturns; it goes on and is withdrawn.
    counter.come("21", "吉日嘎拉")
    sixth = counter.receive(
        "21", "吉日嘎拉", decision="退回", reason="不属于失业", basis="条例第五条"
    )
    counter.leader_says(sixth, agree=False)
    counter.decide(sixth, "撤回", "撤回", "撤回确认书", reason="已找到工作")
    # 10 Refused: Friday's contract.
    counter.decide(
        "固便办〔2026〕3号", "不予", "不予", "不予决定书",
        reason="合同超过剩余承包期", basis="农村土地承包法第三十八条",
    )  # fmt: skip
    counter.papers["否定报备表"] += 1
    # 11 Terminated.
    counter.come("21", "青格勒")
    seventh = counter.receive("21", "青格勒", decision="受理", why_not_at_once="系统停机")
    counter.decide(
        seventh, "终止", "终止", "终止告知书",
        ground="重复申请", other="旗里已登记的一件", basis="规定第九条",
    )  # fmt: skip
    # 12 Papers only taken in.
    counter.come("16", "布和")
    counter.receive("16", "布和", decision="先收件")
    # 13, 14 Questions at the desk and on the telephone.
    counter.ask(call=False, answer="工作日下午五点半下班。")
    counter.ask(call=True, answer="下午五点半。", satisfaction="未表态")
    # 15 Told, and home for the papers.
    counter.come("12", "阿木古楞")
    hand.press("群众回去准备材料")
    counter.flows["已告知，回家备件"] += 1
    # 16 Left without an answer.
    clock.advance(minutes=4)
    hand.key(Qt.Key.Key_F2)
    hand.press("只是咨询")
    hand.press("群众中途离开")
    counter.flows.update(("来访", "群众中途离开"))


def bring(hand: Hand, answers: dict[int, str]) -> None:
    page = hand.page
    assert isinstance(page, PapersPage)
    for line in page.list.lines:
        if line.item.position in answers:
            hand.choose(line.answer, answers[line.item.position])
    hand.press("收到材料并打印回执")
    hand.printed()


def masked(name: str, kind: str) -> str:
    return name if kind == "单位" else name[0] + "*" * (len(name) - 1)


def moment(value: datetime | None) -> datetime | None:
    return value.replace(tzinfo=None) if value else None


def compare(ledger: Path, counter: Clerk, carried: int) -> None:
    """XLSX, JSONL and PDF against the notebook."""
    flows, cases = counter.flows, counter.cases
    expected = {
        "期初在办": carried, "＋新收": flows["收件"], "＋恢复办理": flows["＋恢复办理"],
        "－当场办结": flows["当场办结"], "－准予": flows["－准予"], "－不予": flows["－不予"],
        "－退回": flows["－退回"], "－撤回": flows["－撤回"], "－终止": flows["－终止"],
        "＝在办": sum(one.state in OPEN for one in cases.values()),
    }  # fmt: skip
    came = expected["期初在办"] + expected["＋新收"] + expected["＋恢复办理"]
    gone = sum(value for key, value in expected.items() if key.startswith("－"))
    assert came - gone == expected["＝在办"]

    book = openpyxl.load_workbook(ledger / "台账.xlsx")
    first, *sheets = book.sheetnames
    assert sheets == ["办件明细", "咨询与接待", "转交", "文书使用", "否定报备"]
    page = [[cell.value for cell in row if cell.value is not None] for row in book[first].rows]
    heads = next(row for row in page if "期初在办" in row)
    line = next(row for row in page if row and row[0] == "本日")
    assert dict(zip(heads[-10:], line[-10:], strict=True)) == expected

    listed = {row["办件编号"]: row for row in rows(book["办件明细"])}
    assert set(listed) == set(cases)  # every one was open on Monday, or moved
    for number, one in cases.items():
        row = listed[number]
        assert row["申请人"] == masked(one.name, one.kind)
        assert (row["事项"], row["状态"]) == (one.matter, one.state)
        assert (row["结果"] or "") == one.outcome
        assert row["收件时间"] == moment(one.received)
        assert row["受理时间"] == moment(one.accepted)
        assert row["办结时间"] == moment(one.closed)
        assert row["送达时间"] == moment(one.delivered)
        assert row["经办人"] == "斯琴高娃"
    visits = rows(book["咨询与接待"])
    assert Counter(row["方式"] for row in visits) == Counter(
        {"来访": flows["来访"], "来电": flows["来电"]}
    )
    assert sum(row["结果"] == "咨询件" for row in visits) == flows["咨询件"]
    used = Counter(row["文书"] for row in rows(book["文书使用"]))
    assert used == counter.papers
    assert all(row["状态"] == "已送打印" for row in rows(book["文书使用"]))

    lines = [json.loads(one) for one in (ledger / "ledger.jsonl").read_text("utf-8").splitlines()]
    of_kind = {kind: [one for one in lines if one["kind"] == kind] for kind in
               {one["kind"] for one in lines}}  # fmt: skip
    assert {one["number"]: (one["state"], one["outcome"]) for one in of_kind["case"]} == {
        number: (one.state, one.outcome) for number, one in cases.items()
    }
    ranges = {one["document"]: one["count"] for one in of_kind["document_range"]}
    assert ranges == counter.papers
    assert of_kind["day"][0]["counts"]["open"] == expected["＝在办"]

    (page_,) = pypdf.PdfReader(ledger / "台账.pdf").pages
    text = page_.extract_text()
    words = [line.strip() for line in text.splitlines()]
    start = words.index("本日")
    assert words[start + 1 : start + 11] == [str(value) for value in expected.values()]
    for title, size in (("接待", 7), ("办理", 10), ("满意度", 4)):
        at = words.index(title)
        said = zip(words[at - size : at], words[at + 1 : at + 1 + size], strict=True)
        decided = flows["－准予"] + flows["－不予"]
        for label, value in said:
            shown = f"{decided}/{decided}" if label == "按时办结" else str(flows[label])
            assert value == shown, label
    everything = text + (ledger / "ledger.jsonl").read_text("utf-8")
    for one in cases.values():
        assert (one.name in everything) == (one.kind == "单位")


def rows(sheet: Any) -> list[dict[str, Any]]:
    heads, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def printed_papers(queue: CupsQueue, counter: Clerk) -> None:
    """Every paper of both days came out of the queue, each once."""
    found = [one.name.split("_")[0] for one in queue.folder.glob("26*-job_*.pdf")]
    assert len(found) == len(set(found)) > counter.papers.total() > 25


def stored_papers(folder: Path, counter: Clerk, tmp_path: Path, capsys: Any) -> None:
    """The papers say the names in full, as they were typed, and the text can be copied."""
    main(["render", "--data-dir", str(folder), "--list"])
    numbers = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    said = ""
    for number in numbers:
        target = tmp_path / "paper.pdf"
        main(["render", "--data-dir", str(folder), "--document", number, "--to", str(target)])
        said += "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    flat = re.sub(r"\s+", "", said)
    for entry in counter.cases.values():
        assert entry.name in flat
    for words in (
        "萨日娜",
        "由斯琴高娃读给申请人听",
        "见证人：乌兰图雅",
        "合同超过剩余承包期",
        "何文彬",
    ):
        assert words in flat, words
