"""A half-filled form survives `kill -9`; a submitted one is never there twice, and never gone.

The program under the knife is the real one in a process of its own, which this file runs as
`python -m tests.test_half_filled`. What is left of it is opened again here.
"""

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app import batches, cases, drafts, matter_files, tellings, verify
from app.case_parts import ItemView
from app.clock import SetClock
from app.parties import GACHA, AgentInput
from app.people import PersonInput
from app.printing import FolderPrinter
from tests import office as offices
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui import hand as hands
from ui.hand import Hand
from ui.pages.case import CasePage
from ui.pages.checklist import Line
from ui.pages.make_good import MakeGoodPage
from ui.pages.papers import PapersPage
from ui.pages.visit import VisitPage
from ui.start import Session, application
from ui.widgets.basics import Button
from ui.widgets.fields import Segmented
from ui.widgets.rows import RowList

PENSION, TRANSFER = "02", "16"
# Text that a careless store would mend, cut or read as something else.
ODD = "=1+1<b>&\"'\\{name}%s"
Do = Callable[[Hand], None]


@dataclass(frozen=True)
class Form:
    """One form: what it is about, how it is filled, and what a whole one is submitted with.

    `half` ends in the text field `last`; `pick` is a last touch that is no typing. `state` asks
    the file how far a submitted form got (0 nothing of it), `key` under which draft the page
    would look for it then; at `done` no draft may be left.
    """

    page: str
    about: Callable[[TestOffice], Mapping[str, str]]
    half: Do
    last: tuple[str, str]
    pick: Do
    whole: Do
    state: str
    key: Callable[[Mapping[str, str], int], str]
    done: int = 1


# The forms ----------------------------------------------------------------------------------------


def narrowing(hand: Hand) -> QLineEdit:
    """Where the list of matters is narrowed down."""
    every: Any = hand.page.findChildren(QLineEdit)
    found: QLineEdit = next(one for one in every if "首字母" in one.placeholderText())
    return found


def visitor(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, VisitPage)
    hand.fill({"kind": "单位", "on_behalf": "代办"})
    narrowing(hand).setFocus()
    QTest.keyClicks(narrowing(hand), "jy")
    page.choose_code("21")
    hand.fill({"name": ODD, "id_number": "9115", "phone": "138", "gacha": "查干", "address": ODD,
               "contact": "何文彬", "agent.kind": "监护人",
               "agent.name": "萨日娜", "agent.id_number": "1101", "agent.phone": "0475-42",
               "agent.relation": "女儿"})  # fmt: skip


def household(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, VisitPage)
    hand.fill({"name": "李明", "phone": "13847500001"})
    page.choose_code(TRANSFER)
    for n, name in enumerate(("王秀英", ODD)):
        hand.press("共同申请人")
        hand.fill({f"party.{n}.name": name, f"party.{n}.id_number": "1505"})
    hand.fill({"party.0.relation": "配偶"})


def one_more(hand: Hand) -> None:
    hand.press("共同申请人")


def whole_household(hand: Hand) -> None:
    whole_visitor(hand)
    hand.press("共同申请人")
    hand.fill({"party.0.name": "李明", "party.0.relation": "配偶"})


def many(hand: Hand) -> None:
    hand.fill({"on_behalf": "嘎查代办（多人）", "gacha": "固日班花嘎查", "agent.name": "乌云",
               "agent.relation": "嘎查会计", "agent.authority": ODD})  # fmt: skip


def whole_many(hand: Hand) -> None:
    many(hand)
    pick_matter(hand)
    hand.fill({"batch": "王秀英\n李明\t13847500001"})


def pick_matter(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, VisitPage)
    narrowing(hand).clear()
    page.choose_code(TRANSFER)


def whole_visitor(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, VisitPage)
    page.choose_code(TRANSFER)
    hand.fill({"name": "包玉兰", "phone": "13847500001"})


def answers(hand: Hand, **odd: str) -> list[Line]:
    page = hand.page
    assert isinstance(page, PapersPage)
    for line in page.list.lines:
        hand.choose(line.answer, odd.get(f"n{line.item.position}", line.answer.answers[0]))
    return page.list.lines


def first_papers(hand: Hand) -> None:
    lines = answers(hand, n1="需更正", n2="已收", n3="缺少")
    hand.type(lines[1].problem, f"签字处 {ODD}")
    hand.type(lines[1].bring, "重新签字")
    hand.type(lines[3].problem, "没有带来")
    lines[2].back.click()  # the original stays here
    page = hand.page
    assert isinstance(page, PapersPage)
    page.decide("退回")
    hand.fill({"signing": "捺印", "signing.reader": "斯琴高娃", "signing.witness": "乌兰图雅",
               "reason": f"{ODD}\n第二行"})  # fmt: skip


def decide(decision: str) -> Do:
    def pick(hand: Hand) -> None:
        page = hand.page
        assert isinstance(page, PapersPage)
        page.decide(decision)

    return pick


def complete(hand: Hand) -> None:
    answers(hand)
    decide("受理")(hand)
    hand.fill({"why_not_at_once": "须录入旗里系统"})


def later_papers(hand: Hand) -> None:
    lines = answers(hand, n0="需更正", n4="不涉及")
    hand.type(lines[0].problem, ODD)
    decide("退回")(hand)
    hand.fill({"reason": ODD})


def pick_answer(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, PapersPage)
    hand.choose(page.list.lines[3].answer, "不涉及")


def return_it(hand: Hand) -> None:
    decide("退回")(hand)
    hand.fill({"reason": "超过承包期", "basis": "承包法第三十八条"})


def question(hand: Hand) -> None:
    hand.fill({"satisfaction": "不满意", "matter": "生育登", "question": f"{ODD}\n第二行",
               "follow_up": "补贴", "follow_up_by": "2026-1", "head_explained": ODD})  # fmt: skip


def pick_satisfaction(hand: Hand) -> None:
    hand.fill({"satisfaction": "未表态"})


def answered(hand: Hand) -> None:
    hand.fill({"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"})


def situation(hand: Hand) -> None:
    hand.fill({"situation.0": "没有残疾人"})


def pick_situation(hand: Hand) -> None:
    hand.fill({"situation.1": "有重病患者"})


def reading(hand: Hand) -> None:
    hand.fill({"caller": "李老师", "matter": "最低生活保障审核确认"})
    situation(hand)
    hand.fill({"read_out": "来电人不听完", "question": ODD})


def whole_reading(hand: Hand) -> None:
    reading(hand)
    hand.fill({"answer": "请他改天再来电。", "satisfaction": "未表态"})


def call(hand: Hand) -> None:
    hand.fill({"caller": ODD, "phone": "1390"})
    question(hand)


def whole_call(hand: Hand) -> None:
    hand.fill({"caller": "李老师", "phone": "13900001234"})
    answered(hand)


def asked(office: TestOffice) -> str:
    return cases.ask_more(office.clerk, office.received("12", 0, 3)).case.uuid


def told(office: TestOffice) -> Mapping[str, str]:
    return {"reception": office.told(TRANSFER), "matter": office.matter(TRANSFER)}


def told_many(office: TestOffice) -> Mapping[str, str]:
    agent = AgentInput(PersonInput("乌云"), "嘎查会计", "嘎查介绍信", GACHA)
    reception = batches.open_batch(office.clerk, agent, "王秀英\n李明").uuid
    matter = office.matter(TRANSFER)
    tellings.tell(office.clerk, reception, matter, tellings.Way.SHEET)
    return {"reception": reception, "matter": matter}


def first_of_many(hand: Hand) -> None:
    answers(hand)
    hand.fill({"signing": "捺印", "signing.reader": "斯琴高娃"})


def pick_many(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, PapersPage)
    hand.choose(page.list.lines[2].answer, "不涉及")


def whole_of_many(hand: Hand) -> None:
    answers(hand)


def brought(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, PapersPage)
    lines = {line.item.position: line for line in page.list.lines}
    hand.choose(lines[0].answer, "已收")
    hand.choose(lines[3].answer, "需更正")


def pick_brought(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, PapersPage)
    hand.choose(page.list.lines[0].answer, "不涉及")


def whole_brought(hand: Hand) -> None:
    answers(hand)


def on_the_case(action: str) -> Do:
    def pick(hand: Hand) -> None:
        page = hand.page
        assert isinstance(page, CasePage)
        page.act_on.choose(action)

    return pick


def terminating(hand: Hand) -> None:
    on_the_case("终止")(hand)
    hand.fill({"ground": "政策已停止执行", "facts": f"{ODD}\n第二行"})


def urgent(hand: Hand) -> None:
    hand.fill({"who": ODD, "phone": "138", "situation": f"{ODD}\n第二行", "relief": "送医",
               "phoned_at": "8:"})  # fmt: skip


def pick_channel(hand: Hand) -> None:
    hand.fill({"channel": "来电"})


def whole_urgent(hand: Hand) -> None:
    hand.fill({"who": "灰棉袄老人", "situation": "晕倒", "relief": "送医", "leader": "巴特尔"})


def helped(office: TestOffice) -> str:
    given = cases.Emergency("灰棉袄老人", "晕倒", "送医", "巴特尔", office.clock.now())
    case = cases.receive_urgent(office.clerk, office.matter("31"), given).case
    tellings.tell(office.clerk, case.reception, case.version, tellings.Way.SHEET)
    return case.uuid


def making_good(hand: Hand) -> None:
    whole_made_good(hand)
    hand.fill({"then": "直接办结", "signing": "捺印", "signing.reader": "斯琴高娃",
               "name": ODD, "id_number": "1101", "gacha": "查干"})  # fmt: skip


def pick_review(hand: Hand) -> None:
    hand.fill({"then": "转入审核"})


def whole_made_good(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, MakeGoodPage)
    for line in page.list.lines:
        hand.choose(line.answer, line.answer.answers[0])


def whole_grant(hand: Hand) -> None:
    on_the_case("准予")(hand)
    hand.fill({"result": "已备案"})


def guided(hand: Hand) -> None:
    hand.fill({"matter": ODD, "office": "民政办", "place": "203", "called": "特木尔",
               "called_at": "8:5", "present": "不在", "absent_why": "出差", "visitor": ODD,
               "phone": "138", "message": f"{ODD}\n第二行", "paper.0.name": "户口簿"})  # fmt: skip
    hand.press("增加一份材料")
    hand.fill({"paper.1.name": ODD, "paper.1.pages": "2"})


def pick_reason(hand: Hand) -> None:
    hand.fill({"absent_why": "病假"})


def whole_guidance(hand: Hand) -> None:
    hand.fill({"matter": "低保年审", "office": "民政办", "place": "203", "called": "特木尔",
               "called_at": "08:50", "present": "在"})  # fmt: skip


def to_post(office: TestOffice) -> Mapping[str, str]:
    case, today = office.accepted("25"), START.date()
    cases.record_step(office.clerk, case, 0, today, today, "", "属实")
    return {"uuid": case}


def posting(hand: Hand) -> None:
    on_the_case("不予")(hand)
    hand.fill({"reason": ODD})
    on_the_case("开始公示")(hand)
    hand.fill({"posted_from": "2026-12-", "posted_to": ODD, "board": ODD})


def whole_posting(hand: Hand) -> None:
    on_the_case("开始公示")(hand)
    hand.fill({"board": "嘎查公示栏", "content": "地块位置：东梁"})


def pausing(hand: Hand) -> None:
    on_the_case("特别程序")(hand)
    hand.fill({"special_ground": "专家评审", "special_basis": ODD})


def pick_ground(hand: Hand) -> None:
    hand.fill({"special_ground": "听证"})


def whole_pause(hand: Hand) -> None:
    on_the_case("特别程序")(hand)
    hand.fill({"special_ground": "听证", "special_days": "20"})


def extending(hand: Hand) -> None:
    on_the_case("延长期限")(hand)
    hand.fill({"extra_days": "5", "extra_basis": ODD, "leader": "巴特尔"})


def pick_in_person(hand: Hand) -> None:
    hand.fill({"by": "领导本人在窗口输入密码"})


def whole_extension(hand: Hand) -> None:
    extending(hand)
    hand.fill({"reason": "须补充勘察"})


def forwarded(office: TestOffice) -> str:
    case = office.accepted(PENSION)
    cases.forward(office.clerk, [case], "符合条件")
    return case


def to_forward(office: TestOffice) -> Mapping[str, str]:
    office.accepted(PENSION)
    return {}


def lying_above(office: TestOffice) -> Mapping[str, str]:
    forwarded(office)
    return {}


def going_up(hand: Hand) -> None:
    hand.fill({"cases": "包玉兰", "own": ODD, "receiver": ODD})


def all_of_them(hand: Hand) -> None:
    hand.press("全选")


def whole_list(hand: Hand) -> None:
    all_of_them(hand)
    hand.fill({"review": "符合条件"})


def coming_back(hand: Hand) -> None:
    hand.fill({"cases": "包玉兰", "answered": "2026-1", "paper": ODD})


def whole_answer(hand: Hand) -> None:
    all_of_them(hand)
    hand.fill({"paper": "奈民批〔2026〕9号", "result": "已核定"})


def wanted_above(hand: Hand) -> None:
    line: Line = hand.fields["item.1"]
    hand.choose(line.answer, "需更正")
    hand.type(line.problem, ODD)
    hand.fill({"paper": ODD, "due": "2026-1"})


def pick_line(hand: Hand) -> None:
    hand.choose(hand.fields["item.0"].answer, "缺少")


def whole_demand(hand: Hand) -> None:
    line: Line = hand.fields["item.1"]
    hand.choose(line.answer, "需更正")
    hand.type(line.problem, "缺缴费明细")
    hand.fill({"demand": "请补充缴费明细。", "paper": "奈民补〔2026〕3号"})


FORMS = {
    "going up": Form(
        "forwarding", to_forward, going_up, ("review", ODD), all_of_them, whole_list,
        "SELECT count(*) FROM cases WHERE state = '已上报'", lambda about, state: "forwarding",
    ),
    "coming back": Form(
        "answers", lying_above, coming_back, ("result", ODD), all_of_them, whole_answer,
        "SELECT count(*) FROM cases WHERE state = '已办结'", lambda about, state: "answers",
    ),
    "wanted above": Form(
        "demand", lambda office: {"uuid": forwarded(office)}, wanted_above,
        ("demand", f"{ODD}\n第二行"), pick_line, whole_demand,
        "SELECT count(*) FROM cases WHERE state = '待补正'",
        lambda about, state: f"demand:{about['uuid']}",
    ),
    "visit": Form(
        "visit", lambda office: {}, visitor, ("agent.authority", "委托书"), pick_matter,
        whole_visitor, "SELECT count(*) FROM reception", lambda about, state: "visit",
    ),
    "household": Form(
        "visit", lambda office: {}, household, ("party.1.relation", "子女"), one_more,
        whole_household, "SELECT count(*) FROM reception", lambda about, state: "visit",
    ),
    "many": Form(
        "visit", lambda office: {}, many, ("batch", f"王秀英\t1505\n{ODD}"), pick_matter,
        whole_many, "SELECT count(*) FROM reception", lambda about, state: "visit",
    ),
    "papers of many": Form(
        "papers", told_many, first_of_many, ("signing.witness", ODD), pick_many, whole_of_many,
        "SELECT count(*) FROM cases",
        lambda about, state: f"papers:{about['reception']}:{about['matter']}", done=2,
    ),
    "first papers": Form(
        "papers", told, first_papers, ("basis", f"第一条\n{ODD}"), decide("补充件"), complete,
        "SELECT count(*) + count(nullif(state, '审核中')) FROM cases",
        # Once the papers are received the case is there, and its page looks under its name.
        lambda about, state: (
            "papers:{case}" if state else f"papers:{about['reception']}:{about['matter']}"
        ),
        done=2,
    ),
    "under review": Form(
        "papers", lambda office: {"uuid": office.received(TRANSFER)}, later_papers,
        ("basis", ODD), pick_answer, return_it,
        "SELECT count(*) FROM cases WHERE state = '已退回'",
        lambda about, state: f"papers:{about['uuid']}",
    ),
    "papers brought": Form(
        "papers", lambda office: {"uuid": asked(office)}, brought, ("item.3", ODD),
        pick_brought, whole_brought,
        "SELECT count(*) FROM cases WHERE state = '审核中'",
        lambda about, state: f"papers:{about['uuid']}:brought",
    ),
    "decision": Form(
        "case", lambda office: {"uuid": office.accepted(TRANSFER)}, terminating,
        ("basis", f"{ODD}\n第二行"), on_the_case("不予"), whole_grant,
        "SELECT count(*) FROM cases WHERE state = '已办结'",
        lambda about, state: f"case:{about['uuid']}",
    ),
    "urgent": Form(
        "urgent", lambda office: {}, urgent, ("leader", "巴"), pick_channel, whole_urgent,
        "SELECT count(*) FROM cases", lambda about, state: "urgent",
    ),
    "make good": Form(
        "make_good", lambda office: {"uuid": helped(office)}, making_good, ("result", ODD),
        pick_review, whole_made_good, "SELECT count(*) FROM cases WHERE state = '审核中'",
        lambda about, state: f"make_good:{about['uuid']}",
    ),
    "telling": Form(
        "telling", lambda office: {"reception": office.visit(), "matter": office.matter("05")},
        situation, ("refused", ODD), pick_situation, situation,
        "SELECT count(*) FROM telling",
        lambda about, state: f"telling:{about['reception']}:{about['matter']}",
    ),
    "a caller who is told": Form(
        "call", lambda office: {}, reading, ("answer", ODD), pick_situation, whole_reading,
        "SELECT count(*) + 2 * (SELECT count(*) FROM enquiry) FROM reception",
        lambda about, state: "enquiry:" if state == 0 else "no page would find it", done=3,
    ),
    "posting": Form(
        "case", to_post, posting, ("content", f"地块位置：{ODD}\n第二行"), on_the_case("不予"),
        whole_posting, "SELECT count(*) FROM step WHERE number <> ''",
        lambda about, state: f"case:{about['uuid']}",
    ),
    "pause": Form(
        "case", lambda office: {"uuid": office.accepted("12")}, pausing, ("special_days", ODD),
        pick_ground, whole_pause, "SELECT count(*) FROM special_procedure",
        lambda about, state: f"case:{about['uuid']}",
    ),
    "extension": Form(
        "case", lambda office: {"uuid": office.accepted("12")}, extending,
        ("reason", f"{ODD}\n第二行"), pick_in_person, whole_extension,
        "SELECT count(*) FROM extension", lambda about, state: f"case:{about['uuid']}",
    ),
    "question": Form(
        "enquiry", lambda office: {"reception": office.visit()}, question,
        ("answer", f"{ODD}\n第二行"), pick_satisfaction, answered,
        "SELECT count(*) FROM enquiry", lambda about, state: f"enquiry:{about['reception']}",
    ),
    "elsewhere": Form(
        "elsewhere", lambda office: {"reception": office.visit()}, guided, ("paper.1.count", "3"),
        pick_reason, whole_guidance, "SELECT count(*) FROM referral",
        lambda about, state: f"elsewhere:{about['reception']}",
    ),
    "call": Form(
        "call", lambda office: {}, call, ("answer", ODD), pick_satisfaction, whole_call,
        # A call on record without its answer is a second one as soon as the draft comes back.
        "SELECT count(*) + 2 * (SELECT count(*) FROM enquiry) FROM reception",
        lambda about, state: "enquiry:" if state == 0 else "no page would find it", done=3,
    ),
}  # fmt: skip


# What a page shows --------------------------------------------------------------------------------


def seen(hand: Hand) -> list[list[Any]]:
    """Everything on the page in front that can be typed, chosen, ticked or picked, as it stands."""
    found: list[list[Any]] = []
    every: Any = hand.page.findChildren(QWidget)
    for one in every:
        if not one.isVisible():
            continue
        if isinstance(one, QLineEdit):
            found.append([one.accessibleName(), one.text()])
        elif isinstance(one, QPlainTextEdit):
            found.append([one.accessibleName(), one.toPlainText()])
        elif isinstance(one, Segmented):
            found.append([one.accessibleName(), one.value])
        elif isinstance(one, QCheckBox):
            found.append([one.text(), one.isChecked()])
        elif isinstance(one, RowList):
            row = one.currentIndex().row()
            found.append([one.accessibleName(), one.rows.rows[row].title if row >= 0 else ""])
    return found


def show(hand: Hand, form: Form, about: Mapping[str, str]) -> None:
    hand.window.go(form.page, dict(about))
    hand.settle()


# The program that is killed -----------------------------------------------------------------------


def tell(word: str, what: object = None) -> None:
    print(word, json.dumps(what, ensure_ascii=False), flush=True)


def work(hand: Hand, form: Form, about: Mapping[str, str], mode: str) -> None:
    """Fill `form` as `mode` says, tell what the page shows, and stay until the kill."""
    show(hand, form, about)
    if mode == "submitted":
        form.whole(hand)
        wait_until_kept(hand)
        stop_at_every_statement(hand)
        submit(hand)
        hand.printed()
        tell("DONE")
    else:
        form.half(hand)
        hand.fill(dict([form.last]))
        if mode == "left":
            leave()
            hand.settle()
        else:
            kept = wait_until_kept(hand)
            tell("STAYED", kept)
            form.pick(hand)
            wait_until_kept(hand)
        tell("READY", seen(hand))
    sys.stdin.readline()  # until the kill; nothing happens any more, no timer goes off


def leave() -> None:
    """On to the next field."""
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_Tab)


def submit(hand: Hand) -> None:
    """Click what the page offers first."""
    every: Any = hand.page.findChildren(Button)
    (first,) = (one for one in every if one.isVisible() and one.property("kind") == "primary")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    hand.settle()


def wait_until_kept(hand: Hand) -> bool:
    """Until the draft is as the form is; a program that never keeps it is killed all the same."""
    form, kept = hand.form, list[Any]()
    given_up = time.monotonic() + 15  # long after the two seconds in which it should be kept
    while (not kept or kept[-1] != form.draft()) and time.monotonic() < given_up:
        hand.session.runner.run(
            lambda: drafts.load(hand.window.shell.desk, form._draft_key), kept.append
        )
        hand.settle()
    return bool(kept) and kept[-1] == form.draft()


def stop_at_every_statement(hand: Hand) -> None:
    """From now on the database waits for a line before each of its statements."""

    def stop(statement: str) -> None:
        tell("AT", statement[:60])
        sys.stdin.readline()

    hands.PATIENCE = 3600  # it waits for somebody who copies its folder every time
    desk = hand.window.shell.desk
    hand.session.runner.run(
        lambda: desk.store.database.connection().set_trace_callback(stop), lambda _: None
    )
    hand.settle()


def main(folder: str, name: str, mode: str, about: str) -> None:
    application()
    session = Session(Path(folder), SetClock(START), FolderPrinter(Path(folder, "paper")))
    hand = Hand(session)
    try:
        hand.sign_on("sqgw", PASSWORD)
        work(hand, FORMS[name], json.loads(about), mode)
    finally:  # only where something is wrong: else the kill comes first
        session.close()


# The tests ----------------------------------------------------------------------------------------


@dataclass
class Victim:
    """The running program."""

    folder: Path
    form: Form
    about: Mapping[str, str]
    process: subprocess.Popen[str]

    def line(self) -> tuple[str, Any]:
        """The next line that it tells."""
        assert self.process.stdout is not None
        word, _, what = self.process.stdout.readline().partition(" ")
        assert word, (self.folder / "stderr").read_text("utf-8")[-2000:]
        return word, json.loads(what)

    def go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        assert self.process.wait() == -signal.SIGKILL
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def start(template: Path, folder: Path, name: str, mode: str) -> Victim:
    """Start the program on a fresh folder."""
    form = FORMS[name]
    office = offices.copy(template, folder)
    about = form.about(office)
    office.store.close()
    with (folder / "stderr").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.test_half_filled", str(folder), name, mode,
             json.dumps(about)],
            cwd=Path(__file__).parent.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=errors, text=True, encoding="utf-8",
        )  # fmt: skip
    return Victim(folder, form, about, process)


HALF = [(name, mode) for mode in ("left", "picked") for name in FORMS]


@pytest.fixture
def victim(name: str, mode: str, template: Path, tmp_path: Path) -> Iterator[Victim]:
    """The program with the form `name` before it, which it fills as `mode` says."""
    started = start(template, tmp_path / "victim", name, mode)
    yield started
    if started.process.poll() is None:
        started.kill()


@pytest.fixture(scope="module")
def program() -> QApplication:
    return application()


@pytest.fixture
def reopened(program: QApplication) -> Iterator[Callable[[Path], Hand]]:
    """Opens a folder in the program again."""
    opened: list[Session] = []

    def reopen(folder: Path) -> Hand:
        opened.append(Session(folder, SetClock(START), FolderPrinter(folder / "paper")))
        hand = Hand(opened[-1])
        hand.sign_on("sqgw", PASSWORD)
        return hand

    yield reopen
    windows.close(*opened)


@pytest.mark.parametrize("name, mode", HALF, ids=["-".join(one) for one in HALF])
def test_a_half_filled_form_comes_back_as_it_was(
    mode: str, victim: Victim, reopened: Callable[[Path], Hand]
) -> None:
    """After leaving a field, after two seconds in one, and after a choice in place of typing."""
    if mode == "picked":
        assert victim.line() == ("STAYED", True)
    word, before = victim.line()
    assert word == "READY"
    victim.kill()
    assert verify.verify(victim.folder)[0] == []
    hand = reopened(victim.folder)
    with windows.no_other():
        show(hand, victim.form, victim.about)
    after = seen(hand)
    assert [pair for pair in zip_longest(before, after) if pair[0] != pair[1]] == []
    assert any(ODD in str(value) for _, value in after)  # not empty twice over


@pytest.mark.parametrize("name, mode", [(name, "submitted") for name in FORMS], ids=FORMS)
def test_a_submitted_form_is_there_once_whenever_the_program_dies(
    victim: Victim, tmp_path: Path, reopened: Callable[[Path], Hand]
) -> None:
    """Saved or still a draft, never both and never neither.

    A killed process leaves its files as the system has them. So the program stops before every
    single statement after the click while its folder is copied: each copy is one death.
    """
    deaths: list[tuple[str, Path]] = []
    while (line := victim.line())[0] == "AT":
        deaths.append((line[1], tmp_path / f"{len(deaths)}"))
        shutil.copytree(victim.folder, deaths[-1][1])
        victim.go_on()
    assert line[0] == "DONE"
    victim.kill()
    deaths.append(("the end", victim.folder))
    assert sum(statement.startswith("COMMIT") for statement, _ in deaths) >= 2
    states = []
    for statement, folder in deaths:
        state, problem = state_of(folder, victim)
        assert not problem, (statement, problem)
        states.append(state)
        assert verify.verify(folder)[0] == [], statement
    assert states == sorted(states) and {states[0], states[-1]} == {0, victim.form.done}
    first = deaths[0][1]
    hand = reopened(first)
    show(hand, victim.form, victim.about)
    submit(hand)
    hand.printed()
    hand.session.close()
    assert state_of(first, victim) == (victim.form.done, "")


def state_of(folder: Path, victim: Victim) -> tuple[int, str]:
    """How far the submitted form got in this folder, and what is wrong with its draft."""
    with closing(sqlite3.connect(folder / "window.db")) as database:
        ((state,),) = database.execute(victim.form.state)
        keys = [key.partition("/")[2] for (key,) in database.execute("SELECT key FROM draft")]
        case = database.execute("SELECT uuid FROM cases").fetchone()
    wanted = victim.form.key(victim.about, state).format(case=case[0] if case else "")
    expected = [] if state == victim.form.done else [wanted]
    return state, "" if keys == expected else f"state {state}, drafts {keys}, not {expected}"


def test_a_line_of_the_checklist_comes_back_as_typed(program: QApplication) -> None:
    """Tabs too: they are refused later, with a sentence, and not moved into the next field."""
    (matter,) = (one for one in matter_files.starter_catalogue() if one.code == TRANSFER)
    item = ItemView(0, matter.materials[0], "", 0, "", "", False, "")
    line, again = Line(item, 1), Line(item, 1)
    line.answer.choose("需更正")
    line.problem.set_text("签字\t空着")
    line.bring.set_text("重新\t签字")
    again.set_text(line.text)
    assert (again.problem.text, again.bring.text) == (line.problem.text, line.bring.text)


def test_another_case_does_not_show_what_was_chosen_for_the_last(
    office: TestOffice, reopened: Callable[[Path], Hand]
) -> None:
    """Nobody is returned without somebody choosing it, for this very case."""
    first, second = office.received(TRANSFER), office.received(TRANSFER, name="王秀英")
    office.store.close()
    hand = reopened(office.store.folder)
    page = hand.window
    page.go("papers", {"uuid": first})
    hand.settle()
    return_it(hand)
    page.go("papers", {"uuid": second})
    hand.settle()
    chosen = dict(seen(hand))
    assert chosen["怎么处理"] != "退回"


def test_an_interrupted_visitor_is_found_again(
    office: TestOffice, reopened: Callable[[Path], Hand]
) -> None:
    """Told, then the power failed: from the first screen there must be a way back to this very
    reception, where the draft of its papers waits; without one the day cannot even be closed."""
    office.told(TRANSFER)
    office.store.close()
    hand = reopened(office.store.folder)
    for _ in range(3):
        if "包玉兰" in hand.page.heading:
            break
        every: Any = hand.page.findChildren(Button)
        ways = [one for one in every if one.isVisible() and one.isEnabled()]
        way = next((one for one in ways if re.search("没有结果|包玉兰", one.words())), None)
        assert way is not None, [one.words() for one in ways]
        hand.press(way.words())
    assert "包玉兰" in hand.page.heading


if __name__ == "__main__":
    main(*sys.argv[1:])
