"""Bad input at every field: a sentence beside it, or stored and printed exactly as typed.

Every scene opens one form of the real window. First each of its fields gets everything it cannot
take; then all are filled with what looks like markup, a formula or a template, which is text like
any other. What became of that is read back with other libraries.
"""

import json
import logging
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from stdnum.cn import ric, uscc

from app import (
    accounts,
    cases,
    day,
    directory,
    directory_paste,
    enquiries,
    export,
    matters,
    tellings,
    verify,
)
from app import office as office_settings
from app.catalogue import BY_AGENT
from app.checklist import Answer, ItemInput
from app.clock import SetClock, office_time
from app.enquiries import EnquiryInput
from app.matter_files import starter_catalogue
from app.office_sections import GAPS, NO_GAPS
from app.parties import AgentInput
from app.people import PersonInput
from app.printing import FolderPrinter
from app.receptions import left, open_call, open_visit
from app.rights import Role
from models.cases import Case
from tests import office as offices
from tests.notices import MADE_UP_2027, NOTICE_2025
from tests.office import PASSWORD, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.pages.day_close import DayClosePage
from ui.pages.first_screens import SectionScreen
from ui.pages.first_start import FirstStart
from ui.pages.make_good import MakeGoodPage
from ui.pages.matter_edit import MatterEditPage
from ui.pages.papers import PapersPage
from ui.pages.settings import SettingsPage
from ui.pages.visit import VisitPage
from ui.shell import FormPage
from ui.start import Session, application
from ui.widgets.fields import Choice, Field, Segmented
from ui.widgets.picker import Picker
from ui.widgets.ticks import TickList

BENEFIT, BIRTH, HOMESTEAD, PENSION, TRANSFER = "05", "11", "12", "02", "16"
HOUSE, ALLOTMENT = "24", "25"


def resident(body: str) -> str:
    """A resident number with the right check digit."""
    return body + ric.calc_check_digit(body + "0")


def organisation(body: str) -> str:
    return body + uscc.calc_check_digit(body)


# Text like any other. It fits into every field: the shortest takes 30 characters.
TYPED = ("=1+1<b>&\"'\\{name}%s", '<img src="/etc/passwd">')
# What no field takes. A lone surrogate is not among it: PySide hands over "?" in its place.
LONG = "甲" * 10_000
UNSEEN = ("a\x00b", "a\u202eb", "a\tb")
UNPRINTABLE = ("\U0003134f", "😀")
JUNK = (LONG, *UNSEEN, *UNPRINTABLE)

GOOD_IDS = (resident("15232619900101123"), "11010519491231002X")
BAD_IDS = (
    "110105194912310021",  # the check digit is X
    "11010519491231002",
    resident("11010519990231002"),  # 31 February
    resident("11010520990101002"),  # not born yet
    "11010519491231ABCX",
)
BAD_DATES = ("2026-02-31", "yesterday", "2026/11/25", *TYPED)


@dataclass(frozen=True)
class Takes:
    """What a field refuses, and what it takes in the first and in the second round."""

    bad: tuple[str, ...] = ()
    good: tuple[str, str] = TYPED


def text(*bad: str) -> Takes:
    """One line of text."""
    return Takes((*bad, *JUNK, "a\nb"))


def lines(*bad: str) -> Takes:
    """Text of several lines."""
    return Takes((*bad, *JUNK), (f"{TYPED[0]}\n{TYPED[1]}", TYPED[1]))


def choice(*good: str, bad: tuple[str, ...] = ()) -> Takes:
    """An answer among a few; `bad` where none or an impossible one can be chosen."""
    return Takes(bad, (good[0], good[-1]))


def day_typed(first: str, second: str, *bad: str) -> Takes:
    return Takes((*bad, *BAD_DATES, *JUNK), (first, second))


PHONE = Takes(("1380000abcd", "12345", *TYPED, *JUNK), ("13812345678", "0475-4212399"))
EXTENSION = Takes(("电话", *TYPED, *JUNK), ("0475-4212345转801", "421 2345"))
RESIDENT = Takes((*BAD_IDS, *TYPED, *JUNK), GOOD_IDS)
COMPANY = Takes(
    ("91150525MA0ABCDE10", "123", *TYPED, *JUNK),
    (organisation("91150525MA0ABCDE1"), organisation("91150525MA0ABCDF9")),
)
Go = Callable[[Hand], None]
Prepare = Callable[[TestOffice], Mapping[str, str]]


@dataclass(frozen=True)
class Scene:
    """One form: how it is reached, what it is filled with, what each field takes.

    `prepare` says what the page is about, once for each of the two rounds; `ready` does what
    comes before typing, `then` what follows on the saved form. A field of the checklist is
    `item.<n>/problem` or `item.<n>/bring`. `stored` gives the SELECT that must yield what was
    typed, `printed` the paper that must show it.
    """

    id: str
    page: str
    takes: Mapping[str, Takes]
    prepare: Prepare = lambda office: {}
    ready: Go = lambda hand: None
    base: Mapping[str, str] = field(default_factory=dict)
    submit: Go = lambda hand: submitted(hand)
    then: Go = lambda hand: None
    stored: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    at: str = "2026-11-25T10:00"
    login: str = "sqgw"


# How a form is worked ---------------------------------------------------------------------------


def submitted(hand: Hand) -> None:
    page: Any = hand.page
    page.submit()
    hand.settle()


def pressing(words: str) -> Go:
    return lambda hand: hand.press(words)


def put(hand: Hand, name: str, words: str) -> None:
    """Type or choose `words` where `name` says; it has to be in sight, and to take them."""
    name, _, part = name.partition("/")
    found: Any = hand.form.fields[name]
    if isinstance(found, Choice):
        assert found.isVisible(), name
        if words:
            hand.choose(found.segments, words)
        else:
            found.set_text("")
        return
    if isinstance(found, Picker):
        assert found.box.findText(words) >= 0, (name, words)
        found.box.setCurrentIndex(found.box.findText(words))
        return
    target = getattr(found, part) if part else found
    if isinstance(target, TickList):
        hand.tick(target, words.split())
        return
    assert isinstance(target, Field) and target.isVisible(), name
    hand.type(target, words)
    assert target.text == words, name


def fill(hand: Hand, values: Mapping[str, str]) -> None:
    for name, words in values.items():
        put(hand, name, words)


def visiting(code: str) -> Go:
    def ready(hand: Hand) -> None:
        page = hand.page
        assert isinstance(page, VisitPage)
        page.choose_code(code)

    return ready


def with_others(code: str) -> Go:
    def ready(hand: Hand) -> None:
        visiting(code)(hand)
        hand.key(Qt.Key.Key_F7)

    return ready


def deciding(decision: str, odd: Mapping[int, str] | None = None) -> Go:
    """All lines with their first answer but the `odd` ones, then the decision."""

    def ready(hand: Hand) -> None:
        page = hand.page
        assert isinstance(page, PapersPage)
        for line in page.list.lines:
            answer = (odd or {}).get(line.item.position, line.answer.answers[0])
            hand.choose(line.answer, answer)
        if decision:
            page.decide(decision)
        hand.settle()

    return ready


def acting(action: str) -> Go:
    def ready(hand: Hand) -> None:
        found: Any = hand.page.findChildren(Segmented)
        (actions,) = (one for one in found if one.isVisible() and action in one.answers)
        hand.choose(actions, action)
        hand.settle()

    return ready


def take(decision: str, press: str = "打印告知单", **fields: str) -> Go:
    """From the telling on: the papers, and what is decided."""

    def then(hand: Hand) -> None:
        hand.press(press)
        hand.printed()
        hand.press("收件审核")
        hand.take(decision=decision, **fields)

    return then


# What a form is about -----------------------------------------------------------------------------


def telling(office: TestOffice) -> Mapping[str, str]:
    return {"reception": office.visit(), "matter": office.matter(BIRTH)}


def papers(code: str) -> Prepare:
    return lambda office: {"reception": office.told(code), "matter": office.matter(code)}


def accepted(code: str) -> Prepare:
    return lambda office: {"uuid": office.accepted(code)}


def to_post(office: TestOffice) -> Mapping[str, str]:
    """All done but the 公示, for which the matter names what it may say."""
    case = office.accepted(ALLOTMENT)
    today = office.clock.now().date()
    cases.record_step(office.clerk, case, 0, today, today, "", "属实")
    return {"uuid": case}


def posted(office: TestOffice) -> Mapping[str, str]:
    case, today = to_post(office)["uuid"], office.clock.now().date()
    cases.start_step(office.clerk, case, 1, today, None, "嘎查公示栏", "地块位置：东梁")
    return {"uuid": case}


def paused(office: TestOffice) -> Mapping[str, str]:
    case = office.accepted(HOMESTEAD)
    cases.start_special(office.clerk, case, "听证", "《行政许可法》第四十五条", 20)
    return {"uuid": case}


def paused_before(office: TestOffice) -> Mapping[str, str]:
    case = paused(office)["uuid"]
    cases.resume(office.clerk, case, "已经听证")
    return {"uuid": case}


def named() -> str:
    """A name that nobody before had."""
    return "甲" if not Case.select().exists() else "乙"


def to_forward(office: TestOffice) -> Mapping[str, str]:
    office.accepted(PENSION, name=named())
    return {}


def ticking_first(hand: Hand) -> None:
    ticks: Any = hand.form.fields["cases"]
    hand.tick(ticks, [ticks.list.rows.rows[0].title])


def lying_above(office: TestOffice) -> Mapping[str, str]:
    case = office.accepted(PENSION, name=named())
    cases.forward(office.clerk, [case], "符合条件")
    return {"uuid": case}


def asked(office: TestOffice) -> Mapping[str, str]:
    case = office.received(HOMESTEAD, 0, 1)
    cases.ask_more(office.clerk, case)
    return {"uuid": case}


def brought(office: TestOffice) -> Mapping[str, str]:
    """Asked for a supplement, and all of it brought: another demand would be a second telling."""
    case = asked(office)["uuid"]
    cases.bring_papers(office.clerk, case, [ItemInput(n, Answer.RECEIVED) for n in (0, 1)])
    return {"uuid": case}


def returned(office: TestOffice) -> Mapping[str, str]:
    case = office.received(TRANSFER)
    cases.return_case(office.clerk, case, "户籍不在本苏木", "办法第十三条")
    return {"uuid": case}


def finished(office: TestOffice) -> Mapping[str, str]:
    return {"uuid": cases.finish_at_once(office.clerk, office.received(BIRTH), "已登记").case.uuid}


def deceased(office: TestOffice) -> Mapping[str, str]:
    """A case that ended because its applicant is dead."""
    ended = cases.terminate(
        office.clerk, office.accepted(TRANSFER), cases.Ground.DEATH, "", "第三十六条",
        died_on="2026-11-20", known_from="嘎查来电",
    )  # fmt: skip
    return {"uuid": ended.case.uuid}


def gaps_allowed(office: TestOffice) -> Mapping[str, str]:
    """An office that accepts on a promise, and a matter in which something may wait."""
    if office_settings.shown("watch")["allow_gaps"] != GAPS:
        typed = office_settings.shown("watch") | {"allow_gaps": GAPS}
        office_settings.change(office.leader_as(Role.ADMIN), "watch", typed)
    return papers(HOMESTEAD)(office)


def with_gap(office: TestOffice) -> Mapping[str, str]:
    case = office.received(HOMESTEAD, 4)
    desk, due = office.changed(allow_gaps=True), office_time("2026-12-10").date()
    cases.accept_with_gap(desk, case, "须踏勘", "按期补交", due)
    return {"uuid": case}


def helped(office: TestOffice) -> Mapping[str, str]:
    """Somebody was helped first, and has been told since."""
    given = cases.Emergency("灰棉袄老人", "晕倒", "送医", "巴特尔", office.clock.now())
    case = cases.receive_urgent(office.clerk, office.matter("31"), given).case
    tellings.tell(office.clerk, case.reception, case.version, tellings.Way.SHEET)
    return {"uuid": case.uuid}


def all_brought(hand: Hand) -> None:
    page = hand.page
    assert isinstance(page, MakeGoodPage)
    for line in page.list.lines:
        hand.choose(line.answer, line.answer.answers[0])


SIGNED = {"signing": choice("捺印", bad=("代理",)), "signing.reader": text(""),
          "signing.witness": text("")}  # fmt: skip
ON_CASE = {
    "signing.reader": "json_extract(signing, '$.reader') FROM cases",
    "signing.witness": "json_extract(signing, '$.witness') FROM cases",
}


def administrator(office: TestOffice) -> Mapping[str, str]:
    """Somebody who may change the office; the scene signs on as `bxl`."""
    if not any(one.login == "bxl" for one in accounts.everybody()):
        desk = office.leader_as(Role.ADMIN)
        accounts.add(desk, "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
    return {}


def section(key: str) -> Go:
    def ready(hand: Hand) -> None:
        page = hand.page
        assert isinstance(page, SettingsPage)
        page.show_section(key)
        hand.settle()

    return ready


def townspeople(office: TestOffice) -> Mapping[str, str]:
    """An administrator and a directory; the scene is about a new entry."""
    administrator(office)
    if not directory.entries():
        directory_paste.paste(office.leader_as(Role.ADMIN), "民政办\t特木尔\n派出所\t那顺巴图")
    return {"uuid": ""}


def waiting(office: TestOffice) -> Mapping[str, str]:
    """A matter whose new version waits to be checked; another one each time."""
    administrator(office)
    lines = (one for one in matters.listed() if one.in_force == one.newest)
    matter = next(lines).newest.matter
    matters.write(office.leader_as(Role.ADMIN), (replace(matter, unconfirmed=("请核对文号",)),))
    return {"code": matter.code}


def in_use(office: TestOffice) -> Mapping[str, str]:
    """A matter that is offered; another one for the second round."""
    first = not any(one.login == "bxl" for one in accounts.everybody())
    administrator(office)
    return {"code": BIRTH if first else TRANSFER}


def homestead(hand: Hand) -> None:
    """A whole matter in the form, for the fields to be changed one by one."""
    page = hand.page
    assert isinstance(page, MatterEditPage)
    page.show_matter(next(one for one in starter_catalogue() if one.code == HOMESTEAD))
    hand.settle()


def saving(hand: Hand) -> None:
    hand.press("看改了什么，保存")
    if hand.sheet_title:
        hand.press("保存为新的版本")


def rescheduling(hand: Hand) -> None:
    hand.press("看哪些日期变动")
    if hand.sheet_title:
        hand.press("确认更改")


# Fields of a matter that differ in nothing but their place.
WORDS, MAYBE = Takes(("", "a\tb", UNPRINTABLE[0]), TYPED), Takes(("a\tb",), TYPED)
LIMIT = Takes(("二十天", "0日", "-1", "400个工作日", "a\tb"), ("15个工作日", "7日"))


def number(short: str) -> Takes:
    """The template of a number."""
    bad = ("固便", "{年}", "{序号}{年}", "{年}{序号}", "{年}-{序号}-{序号}", *TYPED, *JUNK)
    return Takes(bad, (short + "〔{年}〕{序号}号", short + "[{年}]第{序号}号"))


def changed(name: str) -> str:
    """Every value that a setting has had."""
    return f"json_extract(change, '$.{name}') FROM event_body"


def visited(office: TestOffice) -> Mapping[str, str]:
    return {"reception": office.visit()}


def away(hand: Hand) -> None:
    """Nobody answered the telephone: the fields of the transfer come up."""
    put(hand, "present", "不在")


COUNT = Takes(("", "0", "1000", "两页", "-1", *TYPED, *JUNK), ("2", "12"))
CALLED = {"matter": "低保年审", "office": "民政办", "place": "203", "called": "特木尔",
          "called_at": "09:40", "present": "在"}  # fmt: skip
CALL_AT = Takes(("", "10:01", "25:00", "9点", *TYPED, *JUNK), ("09:40", "2026-11-25 08:59"))
ASKED = {"question": "几点下班？", "answer": "下午五点半。", "satisfaction": "满意"}

SCENES = (
    Scene(
        "a visitor", "visit",
        {"kind": choice("个人"), "on_behalf": choice("本人"), "name": text(""),
         "id_number": RESIDENT, "phone": PHONE, "gacha": text(), "address": text()},
        ready=visiting(BENEFIT), base={"name": "包玉兰"},
        submit=pressing("下一步：一次性告知"),
        then=take("退回", reason="户籍不在本苏木", basis="办法第十三条"),
        stored={name: f"{name} FROM person"
                for name in ("name", "id_number", "phone", "gacha", "address")},
        printed={"name": "一次性告知单", "phone": "否定报备表", "gacha": "否定报备表",
                 "address": "否定报备表"},
    ),
    Scene(
        "an agent", "visit",
        {"agent.kind": choice("监护人", "嘎查代办", bad=("",)),
         "agent.name": text(""), "agent.id_number": RESIDENT, "agent.phone": PHONE,
         "agent.relation": text(""), "agent.authority": text("")},
        ready=visiting(TRANSFER),
        base={"name": "包玉兰", "on_behalf": "代办", "agent.name": "萨日娜",
              "agent.relation": "女儿", "agent.authority": "委托书"},
        submit=pressing("下一步：一次性告知"), then=take("先收件", signing="代理"),
        stored={"agent.kind": "agent_kind FROM reception",
                "agent.name": "name FROM person", "agent.id_number": "id_number FROM person",
                "agent.phone": "phone FROM person",
                "agent.relation": "agent_relation FROM reception",
                "agent.authority": "agent_authority FROM reception"},
        printed={"agent.name": "收件回执", "agent.relation": "收件回执"},
    ),
    Scene(
        "an organisation", "visit",
        {"name": text(""), "id_number": COMPANY, "contact": text()},
        ready=visiting(TRANSFER), base={"kind": "单位", "name": "绿源公司"},
        submit=pressing("下一步：一次性告知"), then=pressing("打印告知单"),
        stored={name: f"{name} FROM person" for name in ("name", "id_number", "contact")},
        printed={"name": "一次性告知单"},
    ),
    Scene(
        "a household", "visit",
        {"party.0.name": text(""), "party.0.id_number": RESIDENT, "party.0.relation": text("")},
        ready=with_others(TRANSFER),
        base={"name": "包玉兰", "party.0.name": "李明", "party.0.relation": "配偶",
              "party.0.id_number": resident("15052519680305111")},
        submit=pressing("下一步：一次性告知"), then=take("先收件"),
        stored={"party.0.name": "name FROM person", "party.0.id_number": "id_number FROM person",
                "party.0.relation": "relation FROM party"},
        printed={"party.0.name": "收件回执", "party.0.relation": "收件回执"},
    ),
    Scene(
        "the list of a 嘎查", "visit",
        {"batch": Takes(
            ("", "姓名\t电话", "甲 123", "甲 13847500001\n甲 13847500001", "乙 丙", *JUNK),
            (f"{TYPED[0]}\t{GOOD_IDS[0]}", f"{TYPED[1]}\t{GOOD_IDS[1]}"),
        )},
        ready=visiting(TRANSFER),
        base={"on_behalf": "嘎查代办（多人）", "agent.name": "乌云", "agent.relation": "嘎查会计",
              "agent.authority": "嘎查介绍信"},
        submit=pressing("下一步：一次性告知"), then=take("先收件"),
        stored={"batch": "name || char(9) || id_number FROM person"},
    ),
    Scene(
        "a telling", "telling", {"refused": text()}, prepare=telling,
        submit=pressing("打印告知单"),
        stored={"refused": "refused_note FROM telling"}, printed={"refused": "一次性告知单"},
    ),
    Scene(
        "a visitor's situation", "telling", {"situation.0": choice("有残疾人", "没有残疾人")},
        prepare=lambda office: {"reception": office.visit(), "matter": office.matter(BENEFIT)},
        submit=pressing("打印告知单"),
        stored={"situation.0": "json_extract(situation, '$.\"家里有残疾人吗？\"') FROM telling"},
        printed={"situation.0": "一次性告知单"},
    ),
    Scene(
        "lacking papers", "papers",
        {"item.0/problem": text("", "缺其他材料"), "item.0/bring": text(),
         "item.2/problem": text(""), **SIGNED},
        prepare=papers(HOMESTEAD), ready=deciding("补充件", {0: "需更正", 2: "缺少"}),
        base={"item.0/problem": "签字处空着", "item.2/problem": "窗口查询无记录",
              "signing": "捺印", "signing.reader": "斯琴高娃", "signing.witness": "乌兰"},
        stored={"item.0/problem": "problem FROM item WHERE position = 0",
                "item.0/bring": "bring FROM item WHERE position = 0",
                "item.2/problem": "problem FROM item WHERE position = 2", **ON_CASE},
        printed=dict.fromkeys(("item.0/problem", "item.0/bring", "item.2/problem",
                               "signing.reader", "signing.witness"), "补充件通知书"),
    ),
    Scene(
        "finished at once", "papers", {"result": text("")}, prepare=papers(BIRTH),
        ready=deciding("当场办结"), stored={"result": "result FROM cases"},
    ),
    Scene(
        "accepted", "papers", {"why_not_at_once": text("")}, prepare=papers(TRANSFER),
        ready=deciding("受理"), stored={"why_not_at_once": "why_not_at_once FROM cases"},
        printed={"why_not_at_once": "受理通知书"},
    ),
    Scene(
        "returned", "papers", {"reason": lines(""), "basis": lines("")},
        prepare=papers(TRANSFER), ready=deciding("退回"),
        base={"reason": "户籍不在本苏木", "basis": "办法第十三条"},
        stored={"reason": "reason FROM cases", "basis": "basis FROM cases"},
        printed={"reason": "否定报备表", "basis": "否定报备表"},
    ),
    Scene(
        "another demand", "papers",
        {"later_kind": choice("其他", bad=("",)), "later_why": text("", "还要其他材料")},
        prepare=brought, ready=deciding("补充件", {3: "缺少"}), base={"later_kind": "其他"},
        stored={"later_why": "asked_later_why FROM item"}, printed={"later_why": "补充件通知书"},
    ),
    Scene(
        "papers brought", "papers", {"item.1/problem": text(""), "item.1/bring": text()},
        prepare=asked, ready=deciding("", {1: "需更正"}), base={"item.1/problem": "没有签字"},
        stored={"item.1/problem": "problem FROM item WHERE position = 1",
                "item.1/bring": "bring FROM item WHERE position = 1"},
    ),
    Scene(
        "a question", "enquiry",
        {"matter": Takes((*TYPED, *JUNK), ("生育登记", "就业失业登记")),
         "question": lines(""), "answer": lines(""), "follow_up": text(""),
         "follow_up_by": day_typed("2026-11-25", "2026-12-01", "", "2026-11-24"),
         "satisfaction": choice("满意", "基本满意", bad=("",)), "head_explained": text()},
        prepare=lambda office: {"reception": office.visit()},
        base={**ASKED, "follow_up": "补贴标准", "follow_up_by": "2026-11-27"},
        submit=pressing("记下并打印"),
        stored={name: f"{name} FROM enquiry" for name in
                ("question", "answer", "follow_up", "follow_up_by", "satisfaction",
                 "head_explained")},
        printed=dict.fromkeys(("question", "answer", "follow_up"), "咨询件受理通知书"),
    ),
    Scene(
        "an answer that is none", "enquiry",
        {"answer": lines("不知道", "带齐相关材料"), "head_explained": text("")},
        prepare=lambda office: {"reception": office.visit()},
        base={**ASKED, "satisfaction": "不满意", "head_explained": "所长当面说明了"},
        submit=pressing("记下并打印"),
        stored={name: f"{name} FROM enquiry" for name in ("answer", "head_explained")},
        printed={"answer": "咨询件受理通知书"},
    ),
    Scene(
        "a call", "call", {"caller": text(), "phone": PHONE}, base=ASKED,
        submit=pressing("记下并打印"),
        stored={"caller": "caller FROM reception", "phone": "caller_phone FROM reception"},
        printed={"caller": "咨询件受理通知书", "phone": "咨询件受理通知书"},
    ),
    Scene(
        "a caller who is told", "call",
        {"situation.0": choice("有残疾人", "没有残疾人"),
         "read_out": choice("已逐项念完", "来电人不听完", bad=("",))},
        base={"matter": "最低生活保障审核确认", **ASKED, "read_out": "已逐项念完"},
        submit=pressing("记下并打印"),
    ),
    Scene(
        # A clerk who has to mend the answer mends the name as well.
        "a call with a bad answer", "call", {"answer": lines(""), "caller": text()},
        base={**ASKED, "caller": "李老师"}, submit=pressing("记下并打印"),
        stored={"answer": "answer FROM enquiry", "caller": "caller FROM reception"},
        printed={"caller": "咨询件受理通知书"},
    ),
    Scene(
        "guided", "elsewhere",
        {"matter": text(""), "where": choice("苏木的站所、同事"), "office": text(""),
         "place": text(""), "office_phone": text(), "called": text(""), "called_at": CALL_AT,
         "present": choice("在", bad=("",)), "words": lines("不归我管。"), "bring": text()},
        prepare=visited, base=CALLED,
        stored={name: f"{column} FROM referral" for name, column in
                (("matter", "matter"), ("office", "office"), ("place", "place"),
                 ("office_phone", "phone"), ("called", "called"), ("words", "words"),
                 ("bring", "bring"))},
        printed=dict.fromkeys(("matter", "office", "place", "office_phone", "called", "words",
                               "bring"), "引导单"),
    ),
    Scene(
        "shown the way", "elsewhere",
        {"office": text(""), "place": text(), "words": lines("", "不知道")}, prepare=visited,
        base={"where": "苏木以外的单位", "matter": "补办驾驶证", "office": "旗交管大队",
              "words": "带身份证去车管所。"},
        stored={name: f"{name} FROM referral" for name in ("office", "place", "words")},
        printed=dict.fromkeys(("office", "place", "words"), "引导单"),
    ),
    Scene(
        "passed on", "elsewhere",
        {"matter": text(""), "absent_why": choice("开会", "联系不上", bad=("",)),
         "visitor": text(""), "phone": Takes(("", *PHONE.bad), PHONE.good), "address": text(""),
         "message": lines("", "不清楚"), "responsible": text(""), "responsible_phone": text(),
         "paper.0.name": text(""), "paper.0.pages": COUNT, "paper.0.count": COUNT},
        prepare=visited, ready=away,
        base={"matter": "低保年审", "absent_why": "开会", "visitor": "包玉兰",
              "phone": "13847500001", "address": "三组", "message": "请回电话。",
              "responsible": "特木尔", "paper.0.name": "身份证复印件", "paper.0.pages": "1",
              "paper.0.count": "1"},
        stored={**{name: f"{name} FROM transfer" for name in
                   ("matter", "absent_why", "visitor", "phone", "address", "message",
                    "responsible", "responsible_phone")},
                "paper.0.name": "json_extract(papers, '$[0].name') FROM transfer"},
        printed=dict.fromkeys(("matter", "absent_why", "visitor", "phone", "address", "message",
                               "responsible", "responsible_phone", "paper.0.name"), "首问转办单"),
    ),
    Scene(
        "a step", "case",
        {"started": day_typed("2026-11-23", "2026-11-24", "", "2026-11-20"),
         "ended": day_typed("2026-11-24", "2026-11-25", "", "2026-11-22", "2026-12-31"),
         "place": text(), "findings": lines("")},
        prepare=accepted(HOMESTEAD), ready=acting("办理环节"),
        base={"started": "2026-11-23", "ended": "2026-11-24", "findings": "符合规划"},
        stored={name: f"{name} FROM step" for name in ("started", "ended", "place", "findings")},
    ),
    Scene(
        "a posting", "case",
        {"posted_from": day_typed("2026-11-25", "2026-12-01", "", "2026-11-24", "2027-01-25"),
         "posted_to": Takes(("2026-12-01", "2028-01-01", *BAD_DATES, *JUNK),
                            ("2026-12-04", "2026-12-14")),
         "board": text(""),
         "content": Takes(("", "地块位置", "病情：重", "地块位置：13812345678", *TYPED, *JUNK),
                          (f"地块位置：{TYPED[0]}", f"地块位置：{TYPED[1]}"))},
        prepare=to_post, ready=acting("开始公示"),
        base={"posted_from": "2026-11-25", "posted_to": "2026-12-03", "board": "公示栏",
              "content": "地块位置：东梁"},
        stored={"posted_from": "started FROM step", "posted_to": "until FROM step",
                "board": "place FROM step"},
        printed={"board": "公示"},
    ),
    Scene(
        "objections", "case",
        {"ended": day_typed("2026-12-01", "2026-12-02", "", "2026-11-29", "2026-12-31"),
         "objections": choice("有异议", bad=("",)), "findings": lines("")},
        prepare=posted, ready=acting("办理环节"), at="2026-12-02T10:00",
        base={"ended": "2026-12-01", "objections": "有异议", "findings": "地界不清，已重新指界"},
        stored={"ended": "ended FROM step", "findings": "substr(findings, 5) FROM step",
                "objections": "substr(findings, 1, 3) FROM step"},
    ),
    Scene(
        "stopped by law", "case",
        {"special_ground": choice("听证", "专家评审", bad=("", "事项的环节")),
         "special_basis": text(""),
         "special_days": Takes(("", "0", "366", "二十", *TYPED, *JUNK), ("20", "365"))},
        prepare=accepted(HOMESTEAD), ready=acting("特别程序"),
        base={"special_ground": "鉴定", "special_days": "20"},
        stored={"special_ground": "ground FROM special_procedure",
                "special_basis": "basis FROM special_procedure",
                "special_days": "CAST(days AS TEXT) FROM special_procedure"},
        printed={"special_ground": "特别程序告知书", "special_basis": "特别程序告知书"},
    ),
    Scene(
        "stopped by the matter's own step", "case",
        {"special_step": Takes(("", "公示", *TYPED, *JUNK), ("房屋安全鉴定", "房屋安全鉴定"))},
        prepare=accepted(HOUSE), ready=acting("特别程序"),
        base={"special_ground": "事项的环节", "special_basis": "鉴定标准", "special_days": "20"},
        stored={"special_step": "ground FROM special_procedure"},
        printed={"special_step": "特别程序告知书"},
    ),
    Scene(
        "stopped again", "case", {"again_why": text("")}, prepare=paused_before,
        ready=acting("特别程序"), base={"special_ground": "鉴定", "special_days": "20"},
        stored={"again_why": "reason FROM lead WHERE kind = '重复特别程序'"},
    ),
    Scene(
        "going on", "case", {"findings": lines("")}, prepare=paused, ready=acting("恢复办理"),
        stored={"findings": "findings FROM special_procedure"},
        printed={"findings": "恢复办理通知书"},
    ),
    Scene(
        "more time", "case",
        {"extra_days": Takes(("", "0", "11", "五", *TYPED, *JUNK), ("1", "10")),
         "extra_basis": text(""), "reason": lines(""), "by": choice("按签好的纸质件录入"),
         "leader": text("")},
        prepare=accepted(HOMESTEAD), ready=acting("延长期限"),
        base={"extra_days": "5", "reason": "须补充勘察", "leader": "巴特尔"},
        stored={"extra_days": "CAST(days AS TEXT) FROM extension",
                "extra_basis": "basis FROM extension", "reason": "reason FROM extension",
                "leader": "approver FROM extension"},
        printed=dict.fromkeys(("extra_basis", "reason", "leader"), "延长办理期限告知书"),
    ),
    Scene(
        "granted", "case", {"result": text("")}, prepare=accepted(TRANSFER),
        ready=acting("准予"), stored={"result": "result FROM cases"},
        printed={"result": "办结通知书"},
    ),
    Scene(
        "granted late", "case",
        {"late_reason": text(""), "late_owner": choice("窗口", "上级机关", bad=("",))},
        prepare=accepted(TRANSFER), ready=acting("准予"), at="2026-12-07T10:00",
        base={"result": "已备案", "late_reason": "系统停机", "late_owner": "窗口"},
        stored={"late_reason": "late_reason FROM cases", "late_owner": "late_owner FROM cases"},
        printed={"late_reason": "办结通知书"},
    ),
    Scene(
        "refused", "case", {"reason": lines(""), "basis": lines("")},
        prepare=accepted(TRANSFER), ready=acting("不予"),
        base={"reason": "超过承包期", "basis": "承包法第三十八条"},
        stored={"reason": "reason FROM cases", "basis": "basis FROM cases"},
        printed={"reason": "不予决定书", "basis": "不予决定书"},
    ),
    Scene(
        "forwarded", "case", {"review": text(""), "receiver": text()},
        prepare=accepted(PENSION), ready=acting("上报"), base={"review": "符合条件"},
        stored={"review": "opinion FROM forwarded", "receiver": "receiver FROM forwarding"},
        printed={"review": "上报移交清单", "receiver": "上报移交清单"},
    ),
    Scene(
        "granted above", "case",
        {"answered": day_typed("2026-11-24", "2026-11-25", "", "2026-11-20", "2026-12-31"),
         "paper": text("")},
        prepare=lying_above, ready=acting("准予"), base={"result": "已核定", "paper": "1号"},
        stored={"answered": "substr(answered_at, 1, 10) FROM forwarded",
                "paper": "paper FROM forwarded"},
        printed={"paper": "办结通知书"},
    ),
    Scene(
        "many forwarded", "forwarding",
        {"organ": Takes((), ("奈曼旗社会保险经办机构（2 件可报）",
                             "奈曼旗社会保险经办机构（1 件可报）")),
         "cases": Takes(("",), ("甲", "乙")), "review": text(""), "receiver": text()},
        prepare=to_forward, base={"cases": "甲", "review": "符合条件"},
        stored={"receiver": "receiver FROM forwarding", "review": "opinion FROM forwarded"},
        printed={"review": "上报移交清单", "receiver": "上报移交清单"},
    ),
    Scene(
        "forwarded late, each with its opinion", "forwarding",
        {"own": text(), "late_reason": text(""),
         "late_owner": choice("窗口", "申请人", bad=("",))},
        prepare=to_forward, ready=ticking_first, at="2026-12-21T10:00",
        base={"review": "符合条件", "late_reason": "经办人病假", "late_owner": "窗口"},
        stored={"late_reason": "late_reason FROM cases", "own": "opinion FROM forwarded"},
        printed={"own": "上报移交清单"},
    ),
    Scene(
        "many granted above", "answers",
        {"batch": Takes((), ("固便报〔2026〕1号　奈曼旗社会保险经办机构　2026年11月23日上报，"
                             "1 件未批回",
                             "固便报〔2026〕2号　奈曼旗社会保险经办机构　2026年11月23日上报，"
                             "1 件未批回")),
         "cases": Takes(("",), ("甲", "乙")), "paper": text(""), "result": text(""),
         "answered": day_typed("2026-11-24", "2026-11-25", "", "2026-11-20", "2026-12-31")},
        prepare=lying_above, base={"cases": "甲", "result": "已核定", "paper": "1号"},
        stored={"paper": "paper FROM forwarded", "result": "result FROM cases",
                "answered": "substr(answered_at, 1, 10) FROM forwarded"},
        printed={"paper": "办结通知书", "result": "办结通知书"},
    ),
    Scene(
        "granted late above", "answers",
        {"late_reason": text(""), "late_owner": choice("窗口", "上级机关", bad=())},
        prepare=lying_above, ready=ticking_first, at="2026-12-21T10:00",
        base={"result": "已核定", "paper": "1号", "late_reason": "上级调档"},
        stored={"late_reason": "late_reason FROM cases", "late_owner": "late_owner FROM cases"},
        printed={"late_reason": "办结通知书"},
    ),
    Scene(
        "wanted above", "demand",
        {"demand": lines(""), "paper": text(""),
         "answered": day_typed("2026-11-24", "2026-11-25", "", "2026-11-20", "2026-12-31"),
         "due": day_typed("2026-12-01", "2026-12-02", "2026-11-25"),
         "item.1/problem": text("", "缺其他材料"), "item.1/bring": text()},
        prepare=lying_above,
        ready=lambda hand: hand.choose(hand.page.list.lines[1].answer, "需更正"),
        base={"demand": "请补充缴费明细。", "paper": "1号", "item.1/problem": "缺缴费明细"},
        submit=pressing("发通知并打印"),
        stored={"demand": "demand FROM forwarded", "paper": "paper FROM forwarded",
                "due": "supplement_due FROM cases", "item.1/problem": "problem FROM item",
                "item.1/bring": "bring FROM item"},
        printed=dict.fromkeys(("paper", "item.1/problem", "item.1/bring"), "补充件通知书"),
    ),
    Scene(
        "withdrawn", "case", {"reason": lines(""), **SIGNED}, prepare=accepted(TRANSFER),
        ready=acting("撤回"),
        base={"reason": "不流转了", "signing": "捺印", "signing.reader": "斯琴高娃",
              "signing.witness": "乌兰"},
        stored={"reason": "reason FROM cases", **ON_CASE},
        printed=dict.fromkeys(("reason", "signing.reader", "signing.witness"), "撤回确认书"),
    ),
    Scene(
        "terminated", "case",
        {"ground": choice("政策已停止执行", "申请的标的已不存在", bad=("请选择",)),
         "facts": lines(""), "basis": lines("")},
        prepare=accepted(TRANSFER), ready=acting("终止"),
        base={"ground": "政策已停止执行", "facts": "补贴已取消", "basis": "规定第九条"},
        stored={"ground": "substr(reason, 1, instr(reason, '。') - 1) FROM cases",
                "facts": "substr(reason, instr(reason, '。') + 1) FROM cases",
                "basis": "basis FROM cases"},
        printed={"facts": "终止告知书", "basis": "终止告知书"},
    ),
    Scene(
        "a death", "case", {"died_on": text(""), "known_from": text("")},
        prepare=accepted(TRANSFER), ready=acting("终止"),
        base={"ground": "申请人死亡", "died_on": "11月20日", "known_from": "嘎查来电",
              "basis": "规定第九条"},
        stored={"died_on": "substr(reason, instr(reason, '去世日期：') + 5, instr(reason, "
                           "'；得知途径：') - instr(reason, '去世日期：') - 5) FROM cases",
                "known_from": "substr(reason, instr(reason, '得知途径：') + 5) FROM cases"},
        printed={"died_on": "终止告知书", "known_from": "终止告知书"},
    ),
    Scene(
        "applied twice", "case", {"other": text("")}, prepare=accepted(TRANSFER),
        ready=acting("终止"), base={"ground": "重复申请", "other": "1号", "basis": "第九条"},
        stored={"other": "substr(reason, instr(reason, '另一办件：') + 5) FROM cases"},
        printed={"other": "终止告知书"},
    ),
    Scene(
        "reminded", "case",
        {"about": choice("配合核查", bad=("请选择",)), "reminded_by": choice("上门", "书面"),
         "words": lines(""), "said": text()},
        prepare=accepted(TRANSFER), ready=acting("提醒申请人"), base={"words": "请来窗口"},
        stored={"about": "about FROM reminder", "reminded_by": "way FROM reminder",
                "words": "words FROM reminder", "said": "answer FROM reminder"},
    ),
    Scene(
        "a promise kept", "case", {"brought": choice("建房图样", bad=("请选择",))},
        prepare=with_gap, ready=acting("容缺补齐"),
    ),
    Scene(
        "a promise put off", "case",
        {"gap_due": day_typed("2026-12-11", "2026-12-18", "", "2026-12-10"),
         "gap_reason": text("")},
        prepare=with_gap, ready=acting("容缺延期"),
        base={"gap_due": "2026-12-18", "gap_reason": "图纸返工"},
        stored={"gap_due": "gap_due FROM cases",
                "gap_reason": "substr(gap_note, instr(gap_note, '：') + 1) FROM cases"},
    ),
    Scene(
        "accepted on a promise", "papers",
        {"promise": text(""), "gap_due": day_typed("2026-12-11", "2026-12-18", "", "2026-11-25")},
        prepare=gaps_allowed, ready=deciding("容缺受理", {4: "缺少"}),
        base={"why_not_at_once": "须踏勘", "promise": "按期补交", "gap_due": "2026-12-18"},
        stored={"promise": "gap_note FROM cases", "gap_due": "gap_due FROM cases"},
        printed={"promise": "受理通知书"},
    ),
    Scene(
        "somebody in need", "urgent",
        {"who": text(""), "phone": PHONE, "situation": lines(""), "relief": lines(""),
         "leader": text(""), "phoned_at": Takes(("", "25:00", "下午", "10:01", *JUNK),
                                                ("9:50", "10:00")),
         "channel": choice("来访", "来电"),
         "matter": choice("急难型临时救助", "最低生活保障审核确认")},
        base={"who": "灰棉袄老人", "situation": "晕倒", "relief": "送医", "leader": "巴特尔"},
        submit=pressing("记下急难救助"),
        stored={"who": "name FROM person", "phone": "phone FROM person",
                **{name: f"json_extract(urgent, '$.{name}') FROM cases"
                   for name in ("situation", "relief", "leader")}},
    ),
    Scene(
        "made good", "make_good",
        {"name": text(""), "id_number": RESIDENT, "phone": PHONE, "gacha": text(),
         "address": text(), "then": choice("直接办结"), "result": text(""),
         "signing": choice("捺印"), "signing.reader": text(""), "signing.witness": text("")},
        prepare=helped, ready=all_brought,
        base={"name": "白长命", "then": "直接办结", "result": "已发放", "signing": "捺印",
              "signing.reader": "斯琴高娃", "signing.witness": "乌兰"},
        stored={**{name: f"{name} FROM person"
                   for name in ("name", "id_number", "phone", "gacha", "address")},
                "result": "result FROM cases", **ON_CASE},
        printed=dict.fromkeys(("name", "result", "signing.reader", "signing.witness"),
                              "办结通知书"),
    ),
    Scene(
        "sent by post", "case",
        {"way": choice("邮寄"), "post_address": text(""),
         "post_number": text("")},
        prepare=finished, ready=acting("送达"),
        base={"way": "邮寄", "post_address": "固日班花嘎查", "post_number": "XA1"},
        stored={"post_address": "address FROM delivery",
                "post_number": "post_number FROM delivery"},
        printed={"post_address": "送达回证", "post_number": "送达回证"},
    ),
    Scene(
        "sent to the next of kin", "case", {"post_to": text("", "包玉兰")},
        prepare=deceased, ready=acting("送达"),
        base={"way": "邮寄", "post_address": "固日班花嘎查", "post_number": "XA1"},
        stored={"post_to": "recipient FROM delivery"}, printed={"post_to": "送达回证"},
    ),
    Scene(
        "fetched by somebody else", "case",
        {"way": choice("代领"), "recipient": text(""),
         "id_number": text("", *BAD_IDS[:1], *BAD_IDS[2:]), "agent_reason": text(""),
         "signing": choice("捺印"), "signing.reader": text(""), "signing.witness": text("")},
        prepare=finished, ready=acting("送达"),
        base={"way": "代领", "recipient": "何文彬", "id_number": "E12345678",
              "agent_reason": "人在外地", "signing": "捺印", "signing.reader": "斯琴高娃",
              "signing.witness": "乌兰"},
        stored={"recipient": "recipient FROM delivery", "id_number": "id_number FROM delivery",
                "agent_reason": "agent_reason FROM delivery",
                "signing.reader": "reader FROM delivery",
                "signing.witness": "witness FROM delivery"},
        printed=dict.fromkeys(("recipient", "agent_reason", "signing.reader",
                               "signing.witness"), "送达回证"),
    ),
    Scene(
        "not taken", "case",
        {"signing.witness": text(""), "refused_by": text(), "refused_why": text(""),
         "served_where": text()},
        prepare=finished, ready=acting("送达"), base={"way": "拒收", "refused_why": "不认这个结果"},
        stored={"signing.witness": "witness FROM delivery",
                "refused_why": "agent_reason FROM delivery",
                "refused_by": "recipient FROM delivery",
                "served_where": "address FROM delivery"},
        printed=dict.fromkeys(("signing.witness", "refused_why", "served_where"), "送达回证"),
    ),
    Scene(
        "the leader's word", "case",
        {"decision": choice("同意"), "by": choice("按签好的纸质件录入"), "leader": text(""),
         "opinion": lines("")},
        prepare=returned, ready=acting("领导批示"), base={"leader": "巴特尔", "opinion": "同意"},
        stored={"leader": "leader FROM refusal_report", "opinion": "opinion FROM refusal_report"},
    ),
    Scene(
        "the office", "settings",
        {"name": text(""), "short": Takes(("", "a/b", *TYPED, *JUNK), ("奈便", "奈固便")),
         "organ": text(""), "banner": text(""),
         "window_no": Takes(("", "0", "100", "一", *TYPED, *JUNK), ("2", "12")),
         "mongolian": Takes(("固日班花", "ᠮ\nᠣ\nᠩ", *TYPED, *JUNK), ("ᠮᠣᠩᠭᠣᠯ", "ᠪᠢᠴᠢᠭ"))},
        prepare=administrator, ready=section("unit"), login="bxl",
        stored={name: changed(name) for name in ("name", "short", "organ", "banner")},
    ),
    Scene(
        "where and when", "settings",
        {"address": text(""), "phone": Takes(("", *PHONE.bad), PHONE.good),
         "complaint_phone": Takes(("", *PHONE.bad), PHONE.good),
         "hours": Takes(("", "8点", "9:00-8:00", "8:00-24:30", *TYPED, *JUNK),
                        ("8:00-12:00", "9:00-12:00 13:00-17:00")),
         "summer": Takes(("9:00-8:00", *TYPED, *JUNK), ("8:00-18:00", "7:30-18:00")),
         "summer_from": Takes(("", "2月30日", *TYPED, *JUNK), ("5月2日", "4月1日")),
         "summer_to": Takes(("", "13月1日", "4月1日", *TYPED, *JUNK), ("9月29日", "8月1日"))},
        prepare=administrator, ready=section("contact"), base={"summer": "8:00-12:00"},
        login="bxl", stored={name: changed(name) for name in ("address", "phone")},
    ),
    Scene(
        "villages", "settings",
        {"gachas": Takes(("甲\n甲", "甲" * 31, *JUNK), TYPED)},
        prepare=administrator, ready=section("gachas"), login="bxl",
        stored={"gachas": "json_extract(json_extract(change, '$.gachas'), '$[0]') FROM event_body"},
    ),
    Scene(
        "numbers and seals", "settings",
        {"numbers.办件": number("奈办"), "numbers.收件回执": number("奈收"),
         "seals": Takes(("本中心", "：", "甲：乙\n甲：丙", *JUNK),
                        (f"{TYPED[0]}：{TYPED[1]}", f"{TYPED[1]}：{TYPED[0]}"))},
        prepare=administrator, ready=section("papers"), login="bxl",
    ),
    Scene(
        "printers", "settings",
        {"printer": choice("PDF", "系统默认（PDF）"), "printers.收件回执": choice("PDF", "同上")},
        prepare=administrator, ready=section("printers"), login="bxl",
    ),
    Scene(
        "backups and sticks", "settings",
        {"backup_place": Takes(("备份", "/proc/备份", *TYPED, *JUNK), ("", "")),
         "stick_name": text()},
        prepare=administrator, ready=section("safety"), login="bxl",
        stored={"stick_name": changed("stick_name")},
    ),
    Scene(
        "somebody in the directory", "colleague",
        {"name": text(""), "department": choice("民政办", "派出所"), "post": text(),
         "phone": EXTENSION, "duties": Takes((*JUNK,), TYPED), "room": text(),
         "stand_in": choice("没有", "那顺巴图"), "staff": choice("没有", "斯琴高娃"),
         "active": choice("在岗")},
        prepare=townspeople, base={"name": "单秀英", "department": "民政办"}, login="bxl",
        stored={name: f"{name} FROM colleague"
                for name in ("name", "post", "phone", "duties", "room")},
    ),
    Scene(
        "a department", "department",
        {"name": text(""), "duties": Takes((*JUNK,), TYPED), "room": text(),
         "phone": EXTENSION, "active": choice("在用")},
        prepare=townspeople, base={"name": "农经站"}, login="bxl",
        stored={name: f"{name} FROM department" for name in ("name", "duties", "room", "phone")},
    ),
    Scene(
        "a spreadsheet", "directory_paste",
        {"pasted": Takes(("", "部门\t姓名", "\t张三", "甲\t乙\t\t\t\t电话", "甲\t乙\n甲\t乙",
                          LONG, "a\x00b", "a\u202eb", *UNPRINTABLE), TYPED)},
        prepare=townspeople, submit=pressing("收进通讯录"), login="bxl",
        stored={"pasted": "name FROM department"},
    ),
    Scene(
        "what was checked", "matter", {"confirmed_by": text("")}, prepare=waiting,
        submit=pressing("已核对，启用"), login="bxl",
        stored={"confirmed_by": "confirmed_by FROM matter_version"},
    ),
    Scene(
        "why it is no longer offered", "matter", {"reason": text("")}, prepare=in_use,
        submit=pressing("停用这个事项"), login="bxl",
        stored={"reason": "retired FROM matter_version"},
    ),
    Scene(
        "a matter", "matter_edit",
        {"编号": Takes(("", "11", "a\tb"), ("T1", "T2")), "名称": text(""),
         "类型": choice("许可", "其他", bad=("",)), "决定机关": WORDS,
         "机关性质": choice("行政机关", "当事人", bad=("",)),
         "实施方式": choice("本级", "初审转报", bad=("",)),
         "委托文件": text(), "委托起始": Takes(BAD_DATES, ("2025-01-01", "2026-01-01")),
         "委托截止": Takes((*BAD_DATES, "2024-12-31"), ("2026-12-31", "2027-12-31")),
         "按批办理": choice("是", "否", bad=("",)), "引导去向": text(), "条件": lines(""),
         "法定时限": LIMIT, "承诺时限": LIMIT, "上级时限": LIMIT, "最长延长": LIMIT,
         "视为受理依据": text(),
         "补正期限": Takes(("", "0", "366", "三十", "3.5", *TYPED), ("30", "60")),
         "待遇起算": MAYBE, "群众期限": MAYBE, "收费": WORDS, "结果": WORDS,
         "救济": choice("R1", "R5", bad=("",)), "依法公告": choice("是", "否", bad=("",)),
         "公告方式": Takes(("", "a\tb"), TYPED), "公示内容": Takes(("", "a\tb"), TYPED),
         "提示": MAYBE, "关键词": MAYBE, "须核对": MAYBE},
        prepare=lambda office: {**administrator(office), "code": ""}, ready=homestead,
        base={"编号": "T0", "依法公告": "是", "公告方式": "公开栏", "公示内容": "户主姓名",
              "委托起始": "2025-01-01"},
        submit=saving, login="bxl",
        stored={label: f"json_extract(body, '$.{name}') FROM matter_version" for label, name in
                (("名称", "name"), ("决定机关", "organ"), ("委托文件", "delegation"),
                 ("引导去向", "refer_to"), ("视为受理依据", "deemed_basis"),
                 ("收费", "fee"), ("结果", "result"),
                 ("待遇起算", "benefit_from"), ("公告方式", "publish_form"))},
    ),
    Scene(
        "the State Council's notice", "calendar_notice",
        {"notice": Takes(
            ("", MADE_UP_2027.replace("共9天", "共8天"), MADE_UP_2027[:400], *TYPED, *JUNK),
            (MADE_UP_2027.strip(), NOTICE_2025.strip())),
         "source": Takes(("七号", "国办发明电〔2026〕10号", *TYPED, *JUNK),
                         ("国办发明电〔2026〕9号", "国办发明电〔2024〕12号"))},
        prepare=administrator, base={"notice": MADE_UP_2027.strip()}, submit=rescheduling,
        login="bxl", stored={"notice": "text FROM schedule", "source": "source FROM schedule"},
    ),
    Scene(
        "the office's own days", "calendar_days",
        {"first": day_typed("2027-01-05", "2027-01-09", "", "1999-12-31"),
         "last": day_typed("2027-01-06", "2027-01-10", "2027-01-01", "2027-03-31"),
         "what": choice("放假", "上班", bad=("",)), "reason": text("")},
        prepare=administrator, submit=rescheduling, login="bxl",
        base={"first": "2027-01-05", "last": "2027-01-06", "what": "放假", "reason": "检修"},
        stored={"reason": "reason FROM calendar_change"},
    ),
    Scene(
        "watch", "settings",
        {"idle_minutes": Takes(("", "0", "61", "五", *TYPED, *JUNK), ("3", "10")),
         "warn_days": Takes(("", "-1", "11", *TYPED, *JUNK), ("0", "10")),
         "contact_days": Takes(("", "0", "11", "一", *TYPED, *JUNK), ("1", "10")),
         "report_first": choice("先报后退", "先退后报"), "allow_gaps": choice(NO_GAPS, GAPS)},
        prepare=administrator, ready=section("watch"), login="bxl",
    ),
)  # fmt: skip


# The counter --------------------------------------------------------------------------------------


@dataclass
class Counter:
    """A folder, what is printed from it, and how to open its window."""

    folder: Path
    paper: Path
    sessions: list[Session]

    def open(self, at: str = "2026-11-25T10:00", login: str = "sqgw") -> Hand:
        """The window, with somebody signed on unless `login` is empty."""
        session = Session(self.folder, SetClock(office_time(at)), FolderPrinter(self.paper))
        self.sessions.append(session)
        hand = Hand(session)
        if login:
            hand.sign_on(login, PASSWORD)
        return hand

    def close(self) -> None:
        windows.close(*self.sessions)
        self.sessions.clear()

    def rows(self, select: str) -> list[Any]:
        """What lies in the closed file, read without the program."""
        with closing(sqlite3.connect(f"file:{self.folder / 'window.db'}?mode=ro", uri=True)) as db:
            return [row[0] for row in db.execute(f"SELECT {select}")]

    def papers(self, kind: str) -> tuple[set[str], str]:
        """The strings of all papers of a kind as stored, and the text of their PDFs."""
        strings: set[str] = set()
        printed = ""
        for sheet in self.rows(f"sheet FROM document WHERE kind = '{kind}' AND prints"):
            plain = json.loads(sheet)
            strings.update(strings_in(plain))
            file = self.paper / f"{plain['machine_number']}.pdf"
            printed += "".join(map(columns, pypdf.PdfReader(file).pages))
        return strings, re.sub(r"\s+", "", printed)


def columns(page: pypdf.PageObject) -> str:
    """The page's text column by column, as lines that begin at the same place: read line by line
    what goes on in the next line would be torn apart by the column beside it."""
    found: dict[int, str] = {}

    def see(words: str, _: Any, matrix: list[float], *__: Any) -> None:
        found[round(matrix[4])] = found.get(round(matrix[4]), "") + words

    page.extract_text(visitor_text=see)
    return "".join(found.values())


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings_in(one)


@pytest.fixture(scope="module")
def program() -> QApplication:
    return application()


@pytest.fixture
def counter(
    program: QApplication,
    template: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Counter]:  # fmt: skip
    """A set-up folder; whatever is typed, nothing may go wrong inside."""
    offices.copy(template, tmp_path / "data").store.close()
    thrown: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: thrown.append(what))
    made = Counter(tmp_path / "data", tmp_path / "paper", [])
    yield made
    made.close()
    assert not thrown
    wrong = [one for one in caplog.records if one.name in ("operation", "qt")]
    assert not [one for one in wrong if one.levelno >= logging.WARNING]


def subjects(counter: Counter, template: Path, scene: Scene) -> list[Mapping[str, str]]:
    """Prepare what the form is about in both rounds."""
    counter.folder.rename(counter.folder.with_name("unused"))
    office = offices.copy(template, counter.folder)
    try:
        return [scene.prepare(office) for _ in TYPED]
    finally:
        office.store.close()


SENTENCE = re.compile(r".*[\u4e00-\u9fff].*[。）]", re.DOTALL)
WHAT_TO_DO = re.compile("请|应|不能|最多|至少")


def refuses(hand: Hand, scene: Scene, name: str, words: str) -> None:
    """`words` in the field `name`: a sentence in sight beside it, all else as it was."""
    put(hand, name, words)
    form, beside = hand.form, name.partition("/")[0]
    typed = {other: one.text for other, one in form.fields.items()}
    heading = form.heading
    scene.submit(hand)
    said: str = form.fields[beside].error()  # type: ignore[attr-defined]
    where = f"{name} = {words[:30]!a}: beside it {said!r}, on the page {hand.said()!r}"
    assert hand.page is form, where
    assert form.fields[beside].isVisible(), where
    assert SENTENCE.fullmatch(said) and WHAT_TO_DO.search(said), where
    assert len(said) < 200, where
    assert "程序出错" not in hand.said(), where
    assert not form.busy, where
    assert {other: one.text for other, one in form.fields.items()} == typed, where
    others = [other for other in form.fields.values() if other is not form.fields[beside]]
    assert not any(other.error() for other in others), where  # type: ignore[attr-defined]
    assert scene.page != "visit" or form.heading == heading, where


@pytest.mark.parametrize("scene", SCENES, ids=[scene.id for scene in SCENES])
def test_a_field_refuses_with_a_sentence_or_keeps_what_is_typed(
    scene: Scene, counter: Counter, template: Path
) -> None:
    rounds = subjects(counter, template, scene)
    hand = counter.open(scene.at, scene.login)
    for turn, about in enumerate(rounds):
        hand.window.go(scene.page, dict(about))
        hand.settle()
        scene.ready(hand)
        fill(hand, scene.base)
        for name, takes in scene.takes.items() if turn == 0 else ():
            for words in takes.bad:
                refuses(hand, scene, name, words)
            put(hand, name, scene.base.get(name, takes.good[0] if takes.good[0] else ""))
        fill(hand, {name: takes.good[turn] for name, takes in scene.takes.items()})
        scene.submit(hand)
        hand.printed()
        assert hand.page.banner.isHidden() or hand.page.banner.property("card") == "good", (
            hand.said()
        )
        scene.then(hand)
        hand.printed()
        assert "程序出错" not in hand.said()
    counter.close()
    look_up(scene, counter)
    assert verify.verify(counter.folder)[0] == []


def look_up(scene: Scene, counter: Counter) -> None:
    """What was typed is in the file, character by character, and on paper."""
    for name, select in scene.stored.items():
        found, takes = counter.rows(select), scene.takes[name]
        assert set(takes.good) <= set(found), name
        assert not set(takes.bad) - {""} & set(found), name
    shown = {kind: counter.papers(kind) for kind in set(scene.printed.values())}
    for name, kind in scene.printed.items():
        strings, printed = shown[kind]
        for words in scene.takes[name].good:
            assert any(words in one for one in strings), (name, kind)
            assert re.sub(r"\s+", "", words) in printed, (name, kind)


# The sign-on page, and the first start, which a folder sees once --------------------------------

GATES = {
    "SignOn": {"login": Takes(("", *TYPED, LONG, "a\x00b")),
               "password": Takes(("", TYPED[0], LONG, "a\x00b"))},
}  # fmt: skip
# Whatever is wrong with a sign-on, the sentence is the same, beside the password.
BESIDE = {"SignOn": {"login": "password"}}
SECRET = "=1+1<b>\x00甲" * 100


@pytest.mark.parametrize("gate", GATES)
def test_a_sign_on_page_refuses_beside_the_field(
    gate: str, program: QApplication, counter: Counter
) -> None:
    """An account may have an odd name and any password; it gets in with just that."""
    base: Mapping[str, str] = {"login": "sqgw", "password": PASSWORD}
    hand = counter.open(login="")
    hand.wait(lambda: hand.session.gate is not None)
    page: Any = hand.session.gate
    assert page is not None and type(page).__name__ == gate
    clock: Any = hand.session._clock
    for name, words in base.items():
        hand.type(page.fields[name], words)
    for name, takes in GATES[gate].items():
        for words in takes.bad:
            clock.advance(minutes=20)  # five wrong passwords would lock the account
            hand.type(page.fields[name], words)
            typed = {other: one.text for other, one in page.fields.items()}
            assert typed[name] == words
            page.submit()
            hand.settle()
            said = page.fields[BESIDE[gate].get(name, name)].error()
            assert SENTENCE.fullmatch(said) and WHAT_TO_DO.search(said), (name, words[:30], said)
            assert {other: one.text for other, one in page.fields.items()} == typed
            assert hand.session.window is None
        for again, words in base.items():
            hand.type(page.fields[again], words)
    page.submit()
    hand.wait(lambda: hand.session.window is not None, "the window")
    hand.settle()
    counter.close()


# The sections of the settings are tried on their own page; these stand on the first start alone.
FIRST = {
    **{f"{who}.{part}": takes for who in ("admin", "clerk", "leader") for part, takes in (
        ("name", text("")), ("login", text("")), ("password", Takes(("", "短"))),
        ("again", Takes(("", *TYPED, *JUNK)))
    )},
    "confirmed_by": Takes(("",), TYPED), "matters": Takes(),
}  # fmt: skip


def test_the_first_start_refuses_beside_the_field(program: QApplication, counter: Counter) -> None:
    """An account may have an odd name and any password; it gets in with just that."""
    counter.folder = counter.folder.with_name("new")
    hand = counter.open(login="")
    hand.wait(lambda: hand.session.gate is not None)
    hand.settle()
    gate = hand.session.gate
    assert isinstance(gate, FirstStart)
    own = [one for one in gate.screens if not isinstance(one, SectionScreen)]
    assert {name for one in own for name in one.fields} == set(FIRST)

    def onward() -> None:
        gate.submit()
        hand.settle()

    while gate.front is not gate.people:
        onward()
    for who, login in (("admin", "bxl"), ("clerk", "jc"), ("leader", "bte")):
        base = {"name": "检查", "login": login, "password": SECRET, "again": SECRET}
        for part, words in base.items():
            hand.type(gate.fields[f"{who}.{part}"], words)
    for page, ready in ((gate.people, ""), (gate.matters, "11")):
        assert gate.front is page, hand.said()
        if ready:
            page.fields["matters"].set_text(ready)
        for name in page.fields:
            before = page.fields[name].text
            for words in FIRST[name].bad:
                hand.type(page.fields[name], words)
                onward()
                said: str = page.fields[name].error()  # type: ignore[attr-defined]
                assert SENTENCE.fullmatch(said) and WHAT_TO_DO.search(said), (
                    name,
                    words[:30],
                    said,
                )
                assert gate.front is page
            if name != "matters":
                hand.type(page.fields[name], before)
        onward()
    gate.go_back()
    hand.type(gate.fields["confirmed_by"], TYPED[1])
    gate.go_back()
    hand.type(gate.fields["clerk.name"], TYPED[0])
    hand.type(gate.fields["clerk.login"], TYPED[1])
    while hand.session.window is None:
        onward()
    counter.close()
    assert counter.rows("name FROM staff WHERE role = '窗口工作人员'") == [TYPED[0]]
    assert set(counter.rows("confirmed_by FROM matter_version WHERE enabled")) == {TYPED[1]}
    hand = counter.open(login="")
    hand.sign_on(TYPED[1], SECRET)


def test_the_table_names_every_field_of_the_window(counter: Counter, template: Path) -> None:
    """A field without a row here is a field that nobody has tried."""
    office = offices.copy(template, counter.folder.with_name("office"))
    administrator(office)
    papers_about, benefit = papers(HOMESTEAD)(office), office.matter(BENEFIT)
    demand_about = lying_above(office)
    office.store.close()
    counter.folder = office.store.folder
    shown: dict[str, set[str]] = {}
    gates: dict[str, set[str]] = {}
    for login in ("sqgw", "bxl"):
        hand = counter.open(login=login)
        if login == "sqgw":
            hand.window.go("papers", dict(papers_about))
            hand.window.go("telling", {**papers_about, "matter": benefit})
            hand.window.go("call", {})
            hand.settle()
            fill(hand, {"matter": "最低生活保障审核确认"})
            hand.window.go("demand", dict(demand_about))
        hand.settle()
        pages = [hand.window.page(key) for key in hand.window.keys]
        shown |= {page.objectName(): {plain(name) for name in page.fields}
                  for page in pages if isinstance(page, FormPage) and page.fields}  # fmt: skip
        gates |= {type(gate).__name__: set(gate.fields) for gate in [hand.session.gate] if gate}
        counter.close()
    known: dict[str, set[str]] = {}
    for scene in SCENES:
        page = {"call": "enquiry"}.get(scene.page, scene.page)
        known.setdefault(page, set()).update(plain(name) for name in scene.takes)
    assert known == shown
    assert gates == {gate: set(fields) for gate, fields in GATES.items()}


def plain(name: str) -> str:
    """The lines of a checklist are one field, however many; so are the questions about a visitor,
    those of a kind of setting, those of everybody who applies too and of every paper passed on."""
    head = name.partition(".")[0]
    if head in ("party", "paper"):
        return f"{head}." + name.rpartition(".")[2]
    return head if head in ("item", "numbers", "printers", "situation") else name


# What is no field of a form ---------------------------------------------------------------------


def test_whatever_is_looked_for_is_a_text(counter: Counter, template: Path) -> None:
    subjects(counter, template, Scene("a case to compare with", "", {}, accepted(TRANSFER)))
    hand = counter.open()
    for words in (*TYPED, *JUNK, "%", "_", "'", "\\", "a" * 30_000, "甲" * 30_000):
        hand.window.search.setText(words)
        hand.window.search.returnPressed.emit()
        hand.settle()
        assert "找到 0 件" in hand.page.heading, words[:30]
        assert hand.page.banner.isHidden(), hand.said()


@pytest.mark.parametrize("where", ["no/such", "<b>&", "=1+1"])
def test_a_place_that_cannot_be_written_is_named(counter: Counter, where: str) -> None:
    hand = counter.open()
    hand.go("day_close")
    hand.press("日结")
    page = hand.page
    assert isinstance(page, DayClosePage)
    page.export_to(counter.folder / where)
    hand.wait(lambda: not page.busy, "the export")
    said = page.banner.words()
    assert SENTENCE.fullmatch(said) and "程序出错" not in said
    assert "已导出" not in said


def test_a_hard_blank_stays_one(counter: Counter, template: Path) -> None:
    """Pasted from a web page, text is full of U+00A0."""
    scene = next(one for one in SCENES if one.id == "a question")
    (about, _) = subjects(counter, template, scene)
    hand = counter.open()
    hand.window.go("enquiry", dict(about))
    hand.settle()
    words = "每月\u00a0500\u00a0元"
    fill(hand, {**ASKED, "head_explained": words, "answer": words})
    hand.press("记下并打印")
    counter.close()
    assert counter.rows("head_explained FROM enquiry") == [words]
    assert counter.rows("answer FROM enquiry") == [words]


HIDDEN = (
    ("papers", papers(TRANSFER), deciding("先收件"), {"signing": "捺印", "signing.reader": "a\tb"},
     {"signing": "本人"}, "json_extract(signing, '$.reader') FROM cases"),
    ("case", finished, acting("送达"),
     {"way": "代领", "recipient": "何文彬", "id_number": BAD_IDS[0], "agent_reason": "住院"},
     {"way": "本人领取"}, "agent_reason || id_number FROM delivery"),
    ("case", finished, acting("送达"), {"way": "代领", "id_number": GOOD_IDS[0],
     "agent_reason": "住院"}, {"way": "本人领取"}, "agent_reason || id_number FROM delivery"),
)  # fmt: skip


@pytest.mark.parametrize(
    "page, prepare, ready, before, after, select",
    HIDDEN,
    ids=["who read it aloud", "a wrong number", "why somebody else came"],
)
def test_what_is_no_longer_in_sight_is_neither_refused_nor_stored(
    counter: Counter, template: Path, page: str, prepare: Prepare, ready: Go,
    before: Mapping[str, str], after: Mapping[str, str], select: str,
) -> None:  # fmt: skip
    """A clerk who chooses again must not stumble over what the first choice had asked for."""
    (about, _) = subjects(counter, template, Scene("hidden", page, {}, prepare=prepare))
    hand = counter.open()
    hand.window.go(page, dict(about))
    hand.settle()
    ready(hand)
    fill(hand, before)
    fill(hand, after)
    submitted(hand)
    hand.printed()
    hidden = [name for name, one in hand.form.fields.items()
              if one.error() and not one.isVisible()]  # type: ignore[attr-defined]  # fmt: skip
    assert not hidden, hand.said()
    counter.close()
    assert counter.rows(select) == [""]


def test_who_only_asks_is_recorded_as_typed_or_asked_for_a_name(counter: Counter) -> None:
    """只是咨询 with a telephone number but no name: the number must not vanish."""
    hand = counter.open()
    hand.window.go("visit", {})
    hand.settle()
    fill(hand, {"phone": PHONE.good[0]})
    form = hand.form
    hand.press("只是咨询")
    refused = hand.page is form and form.fields["name"].error()  # type: ignore[attr-defined]
    counter.close()
    assert refused or counter.rows("phone FROM person") == [PHONE.good[0]]


def test_a_formula_in_the_ledger_is_a_text(office: TestOffice, tmp_path: Path) -> None:
    """Every text that reaches 台账.xlsx, masked or in full, as each sheet's own cells say."""
    typed = {name: f"={n}+{n}" for n, name in enumerate(
        ("name", "gacha", "relation", "agent", "caller", "question", "answer", "late"), 11)
    }  # fmt: skip
    person = PersonInput(name=typed["name"], kind="单位", gacha=typed["gacha"], address="=99+1")
    agent = AgentInput(PersonInput(name=typed["agent"]), typed["relation"], "=98+1")
    reception = open_visit(office.clerk, person, agent).uuid
    tellings.tell(office.clerk, reception, office.matter(TRANSFER), tellings.Way.SHEET)
    items = office.all_received(TRANSFER, who=BY_AGENT)
    case = cases.receive(
        office.clerk, reception, office.matter(TRANSFER), items, cases.Signing()
    ).case.uuid
    cases.accept(office.clerk, case, "=97+1")
    office.clock.set(office_time("2026-12-07T10:00"))
    cases.grant(office.clerk, case, "=96+1", late_reason=typed["late"], late_owner="窗口")
    call = open_call(office.clerk, typed["caller"], "").uuid
    asked_for = EnquiryInput(typed["question"], typed["answer"], "满意")
    enquiries.answer(office.clerk, call, asked_for)
    opened = open_visit(office.clerk, person, agent).uuid
    left(office.clerk, opened, "=95+1")
    office.clock.set(office_time("2026-12-07T17:35"))
    day.close(office.clerk)
    for full, desk in ((False, office.clerk), (True, office.leader)):
        folder = export.export(desk, office.clock.now().date(), tmp_path, full=full)
        book = openpyxl.load_workbook(folder / "台账.xlsx")
        cells = [cell for sheet in book for row in sheet.rows for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        begin = {cell.value for cell in cells if str(cell.value).startswith("=")}
        said = "".join(str(cell.value) for cell in cells)
        assert begin >= ({typed["name"], typed["gacha"]} if not full else
                         set(typed.values()) - {typed["relation"], typed["agent"]})  # fmt: skip
        assert f"代办（{typed['relation']}）" in said
        assert (typed["question"] in said) == full
