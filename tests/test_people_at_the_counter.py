"""Households, guardians, whole 嘎查 and people written in two ways, through the real window and
by keyboard."""

import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app import verify
from models.cases import Case, Party, Reception
from models.people import Person
from tests.office import beside, printed
from tests.test_batch import LIST, ONE, TWO
from tests.test_people import company, resident
from ui.hand import Hand
from ui.pages.offers import Offers
from ui.pages.papers import PapersPage
from ui.pages.visit import VisitPage
from ui.widgets.basics import Button
from ui.widgets.fields import Field

HOMESTEAD, BIRTH, TRANSFER = "12", "11", "16"
MAN, WIFE = resident("19680305", order="111"), resident("19700101", order="124")
CHILD = resident("20150601", order="113")
NEXT = "下一步：一次性告知"
ALT = Qt.KeyboardModifier.AltModifier


def visit_page(hand: Hand) -> VisitPage:
    page = hand.page
    assert isinstance(page, VisitPage)
    return page


def offers(hand: Hand) -> list[str]:
    """What is offered with Alt and a digit, in order, as it stands once nothing is looked up."""
    hand.settle()
    end = time.monotonic() + 0.4  # typing is looked up once it has paused
    while time.monotonic() < end:
        QApplication.processEvents()
    hand.settle()
    (card,) = visit_page(hand).findChildren(Offers)
    return [one.words() for one in card.findChildren(Button) if one.isVisible()]


def take(hand: Hand, title: str) -> None:
    """Alt and the digit of what is offered as `title`."""
    number = offers(hand).index(title)
    hand.key(Qt.Key(Qt.Key.Key_1.value + number), ALT)


def typed(hand: Hand, *names: str) -> list[str]:
    return [hand.fields[name].text for name in names]


def rows(hand: Hand, query: Any) -> list[Any]:
    found: list[Any] = []
    hand.session.runner.run(lambda: list(query.tuples()), found.append)
    hand.settle()
    return list(found[0])


def reads(hand: Hand, read: Any) -> Any:
    found: list[Any] = []
    hand.session.runner.run(read, found.append)
    hand.settle()
    return found[0]


def comes(hand: Hand, code: str = TRANSFER, **person: str) -> None:
    """Somebody came before, and went home with the sheet."""
    hand.visit(code, **person)
    if hand.page.objectName() == "telling" and hand.form.fields["refused"].isVisible():
        hand.press("给一份印好的告知单")
    hand.press("群众回去准备材料")


def family(hand: Hand) -> None:
    """李明 came with 王秀英 and their child; told, they went home for the papers."""
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "李明", "id_number": MAN, "phone": "13847500001"})
    hand.key(Qt.Key.Key_F7)
    hand.fill({"party.0.name": "王秀英", "party.0.id_number": WIFE, "party.0.relation": "配偶"})
    hand.key(Qt.Key.Key_F7)
    hand.fill({"party.1.name": "李小花", "party.1.id_number": CHILD, "party.1.relation": "女儿"})
    visit_page(hand).choose_code(HOMESTEAD)
    hand.press(NEXT)
    hand.press("给一份印好的告知单")


# The ordinary visitor ---------------------------------------------------------------------------


def test_a_single_visitor_costs_no_key_more(hand: Hand) -> None:
    """Name, number, phone, gacha, address, matter: an Enter each, and the page is left."""
    hand.key(Qt.Key.Key_F2)
    page = visit_page(hand)
    seen = []
    for _ in range(6):
        at = QApplication.focusWidget()
        assert at is not None
        seen.append(at.accessibleName())
        QTest.keyClick(at, Qt.Key.Key_Return)
    assert seen == ["姓名（必填）", "证件号码", "电话", "嘎查", "住址",
                    "输入名称或拼音首字母，例如：低保、zjd"]  # fmt: skip
    assert offers(hand) == []
    shown = [field for field in page.fields.values() if field.isVisible()]
    assert len(shown) == 7  # those five, 个人 and 本人


# The household ------------------------------------------------------------------------------------


def test_a_household_is_typed_told_received_and_printed(hand: Hand, tmp_path: Path) -> None:
    family(hand)
    hand.press("收件审核")
    hand.take(decision="受理", why_not_at_once="须联审踏勘")
    shown: Any = hand.page.findChildren(QLabel)
    words = [one.text() for one in shown]
    assert "王秀英（配偶）、李小花（女儿）" in words
    assert reads(hand, lambda: beside("受理通知书", "共同申请人")) == (
        "王秀英（配偶）、李小花（女儿）"
    )
    hand.session.close()
    assert verify.verify(tmp_path / "data")[0] == []


def test_a_known_person_and_their_household_are_taken_over_with_a_key_each(hand: Hand) -> None:
    family(hand)
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "王秀"})
    take(hand, "王秀英")
    assert typed(hand, "name", "id_number") == ["王秀英", WIFE]
    assert offers(hand) == ["李明（配偶）", "李小花（子女）"]
    take(hand, "李小花（子女）")
    assert typed(hand, "party.0.name", "party.0.id_number", "party.0.relation") == [
        "李小花", CHILD, "子女",
    ]  # fmt: skip
    assert offers(hand) == ["李明（配偶）"]
    take(hand, "李明（配偶）")
    assert offers(hand) == []
    visit_page(hand).choose_code(HOMESTEAD)
    hand.press(NEXT)
    hand.press("收件审核")  # told before, with the others
    assert len(rows(hand, Person.select(Person.id))) == 3
    assert len(rows(hand, Party.select(Party.id))) == 4


def test_whoever_is_typed_with_their_number_fills_in_what_was_left_empty(hand: Hand) -> None:
    family(hand)
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "李明", "id_number": MAN})
    assert offers(hand) == ["王秀英（配偶）", "李小花（子女）"]
    assert typed(hand, "phone") == ["13847500001"]


def test_a_wrong_line_of_the_household_is_said_beside_it(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "李明"})
    hand.key(Qt.Key.Key_F7)
    assert QApplication.focusWidget() is visit_page(hand).fields["party.0.name"].editor  # type: ignore[attr-defined]
    hand.fill({"party.0.name": "王秀英", "party.0.id_number": "123"})
    visit_page(hand).choose_code(TRANSFER)
    hand.press(NEXT)
    assert "18 位" in hand.fields["party.0.id_number"].error()
    hand.fill({"party.0.name": "", "party.0.id_number": ""})
    hand.press(NEXT)
    assert hand.page.objectName() == "telling"


def test_there_is_an_end_of_lines(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    for n in range(8):
        hand.key(Qt.Key.Key_F7)
        hand.fill({f"party.{n}.name": f"甲{n}"})
    hand.key(Qt.Key.Key_F7)
    assert "最多加 8 位" in hand.said()
    assert typed(hand, "party.7.name") == ["甲7"]


def test_the_next_visitor_begins_with_an_empty_form(hand: Hand) -> None:
    family(hand)
    hand.key(Qt.Key.Key_F2)
    page = visit_page(hand)
    assert not page.fields["party.0.name"].isVisible()
    assert not any(field.text for name, field in page.fields.items()
                   if name not in ("kind", "on_behalf", "agent.kind"))  # fmt: skip
    assert offers(hand) == []


# Agents and guardians -----------------------------------------------------------------------------


def test_for_a_minor_a_guardian_is_offered(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "李小花", "id_number": CHILD})
    assert offers(hand) == ["由监护人代办"]
    note = visit_page(hand).fields["id_number"]
    assert isinstance(note, Field) and note.note() == "男，2015-06-01 出生"
    take(hand, "由监护人代办")
    assert typed(hand, "on_behalf", "agent.kind") == ["代办", "监护人"]
    assert offers(hand) == []
    hand.fill({"agent.name": "王秀英"})
    visit_page(hand).choose_code(BIRTH)
    hand.press(NEXT)
    assert "请填写与申请人关系" in hand.fields["agent.relation"].error()
    for name, words in (("agent.relation", "父亲"), ("agent.authority", "户口簿")):
        hand.fields[name].setFocus()
        hand.key(Qt.Key.Key_Down)  # all that is usual, the likeliest first
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        popup = hand.fields[name].editor.completer().popup()
        popup.hide()
        assert typed(hand, name) == [words]
    hand.press(NEXT)
    hand.press("给一份印好的告知单")
    hand.press("收件审核")
    hand.take(decision="先收件")
    assert reads(hand, lambda: beside("收件回执", "监护人")) == "王秀英（父亲，凭户口簿）"
    assert "监护人（王秀英）签字：" in reads(hand, lambda: printed("收件回执"))


def test_a_grown_up_comes_without_a_guardian(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "李明", "id_number": MAN})
    assert offers(hand) == []
    hand.fill({"on_behalf": "代办"})
    assert typed(hand, "agent.kind") == ["委托代理"]


def test_what_an_agent_is_asked_for_goes_by_their_kind(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"on_behalf": "代办"})
    asked = {}
    for kind in ("委托代理", "监护人", "嘎查代办"):
        hand.fill({"agent.kind": kind})
        asked[kind] = [hand.fields[f"agent.{name}"].editor.accessibleName()
                       for name in ("name", "relation", "authority")]  # fmt: skip
    assert asked == {
        "委托代理": ["代理人姓名", "与申请人关系", "凭什么代办（授权委托书、公证委托书等）"],
        "监护人": ["监护人姓名", "与申请人关系", "凭什么代办（户口簿、出生医学证明等）"],
        "嘎查代办": ["代办人姓名", "职务", "凭什么代办（申请人委托书、嘎查介绍信等）"],
    }


def test_a_known_agent_is_taken_over(hand: Hand) -> None:
    comes(hand, name="萨日娜", id_number=WIFE, phone="13847500009")
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "敖登格日乐", "on_behalf": "代办", "agent.name": "萨日"})
    take(hand, "萨日娜")
    assert typed(hand, "agent.name", "agent.id_number", "agent.phone") == [
        "萨日娜", WIFE, "13847500009",
    ]  # fmt: skip
    assert typed(hand, "name", "agent.kind") == ["敖登格日乐", "委托代理"]


# Organisations ------------------------------------------------------------------------------------


def test_an_organisation_is_asked_for_what_it_has(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    fields = visit_page(hand).fields
    assert not fields["contact"].isVisible()
    titles = {}
    for kind in ("单位", "个体工商户"):
        hand.fill({"kind": kind})
        titles[kind] = [hand.fields[name].editor.accessibleName()
                        for name in ("name", "id_number", "contact")]  # fmt: skip
        assert fields["contact"].isVisible()
    assert titles == {
        "单位": ["单位名称（必填）", "统一社会信用代码", "联系人"],
        "个体工商户": ["字号名称（必填）", "统一社会信用代码", "经营者"],
    }


def test_a_known_organisation_comes_with_whoever_speaks_for_it(hand: Hand) -> None:
    comes(hand, kind="单位", name="绿源农牧业有限公司", id_number=company(), contact="何文彬",
          phone="0475-4212399")  # fmt: skip
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "何文彬"})
    take(hand, "绿源农牧业有限公司")
    assert typed(hand, "kind", "name", "id_number", "contact", "phone") == [
        "单位", "绿源农牧业有限公司", company(), "何文彬", "0475-4212399",
    ]  # fmt: skip


def test_a_gacha_from_elsewhere_is_remarked_on_and_taken(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "李明", "gacha": "外地嘎查"})
    hand.fields["address"].setFocus()
    assert "不在本苏木的嘎查名单里" in hand.fields["gacha"].note()
    hand.fill({"gacha": "固日班花嘎查"})
    hand.fields["address"].setFocus()
    assert hand.fields["gacha"].note() == ""
    hand.fill({"gacha": "外地嘎查"})
    visit_page(hand).choose_code(TRANSFER)
    hand.press(NEXT)
    assert rows(hand, Person.select(Person.gacha)) == [("外地嘎查",)]


# Several people at once --------------------------------------------------------------------------


def test_a_gacha_comes_for_many_from_the_list_to_the_cases(hand: Hand, tmp_path: Path) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"on_behalf": "嘎查代办（多人）"})
    fields = visit_page(hand).fields
    assert not any(fields[name].isVisible() for name in ("name", "id_number", "agent.kind"))
    hand.fill({
        "gacha": "固日班花嘎查", "batch": LIST + "\n敖登\t12\n李明", "agent.name": "乌云",
        "agent.relation": "嘎查会计", "agent.authority": "嘎查介绍信",
    })  # fmt: skip
    assert hand.fields["batch"].note() == "5 人"
    visit_page(hand).choose_code(TRANSFER)
    hand.press(NEXT)
    said = hand.fields["batch"].error().split("\n")
    assert [line[:6] for line in said] == ["第 4 行：", "第 5 行："]
    hand.fill({"batch": LIST})
    hand.press(NEXT)
    assert "来访人 乌云 · 为 3 人代办" in hand.page.heading
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    page = hand.page
    assert isinstance(page, PapersPage) and "为 3 人代办，一次核对" in page.heading
    for line in page.list.lines:
        hand.choose(line.answer, line.answer.answers[0])
    hand.settle()
    assert hand.fields["signing"].text == "代理"
    hand.press("预览")
    assert hand.sheet_title == "打印预览"
    hand.key(Qt.Key.Key_Escape)
    assert rows(hand, Case.select(Case.id)) == []
    hand.press("为 3 人收件并打印回执")
    hand.printed()
    assert hand.page.objectName() == "search"
    assert "已收件 3 件，固便办〔2026〕1号至固便办〔2026〕3号" in hand.page.banner.words()
    assert "“乌云” 找到 3 件" in hand.page.heading
    hand.key(Qt.Key.Key_Return)
    hand.press("继续审核材料")
    hand.take(decision="受理", why_not_at_once="须核对")
    assert "代办人" in reads(hand, lambda: printed("受理通知书"))
    assert rows(hand, Reception.select(Reception.outcome)) == [("办件",)]
    hand.session.close()
    assert verify.verify(tmp_path / "data")[0] == []


def test_a_scan_of_the_receipt_brings_all_of_them_up(hand: Hand) -> None:
    from tests.test_scanner import machine_numbers, scan

    hand.key(Qt.Key.Key_F2)
    hand.fill({"on_behalf": "嘎查代办（多人）", "batch": f"王秀英\t{ONE}\n李明\t{TWO}",
               "agent.name": "乌云", "agent.relation": "嘎查会计",
               "agent.authority": "嘎查介绍信"})  # fmt: skip
    visit_page(hand).choose_code(TRANSFER)
    hand.press(NEXT)
    hand.press("给一份印好的告知单")
    hand.press("收件审核")
    hand.take(decision="先收件")
    hand.go("today")
    scan(hand, machine_numbers(hand)["收件回执"])
    assert "找到 2 件" in hand.page.heading


def test_whoever_only_asks_for_many_is_recorded_with_them(hand: Hand) -> None:
    hand.key(Qt.Key.Key_F2)
    hand.fill({"on_behalf": "嘎查代办（多人）", "batch": f"王秀英\t{ONE}",
               "agent.name": "乌云", "agent.relation": "嘎查会计",
               "agent.authority": "嘎查介绍信"})  # fmt: skip
    hand.press("只是咨询")
    assert "来访人 乌云" in hand.page.heading
    hand.fill({"question": "几点下班？", "answer": "五点半。", "satisfaction": "满意"})
    hand.press("记下并打印")
    assert reads(hand, lambda: beside("咨询件受理通知书", "咨询人")) == "乌云"


# One person, written otherwise or recorded twice --------------------------------------------------


def mistaken(hand: Hand) -> None:
    """李明 came before; now his number is typed under another name."""
    comes(hand, name="李明", id_number=MAN)
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "李铭", "id_number": MAN})
    visit_page(hand).choose_code(TRANSFER)
    hand.press(NEXT)
    assert "已登记为“李明”" in hand.fields["id_number"].error()


def test_another_name_for_a_known_number_is_corrected_with_its_reason(hand: Hand) -> None:
    mistaken(hand)
    take(hand, "更正为：李铭")
    assert hand.sheet_title == "更正姓名"
    hand.press("更正姓名")
    assert "请填写更正的原因" in hand.fields["reason"].error()
    hand.fill({"reason": "登记时写错"})
    hand.press("更正姓名")
    assert hand.sheet_title == "" and hand.said() == ""
    hand.key(Qt.Key.Key_Return)
    assert "来访人 李铭" in hand.page.heading
    assert rows(hand, Person.select(Person.name)) == [("李铭",)]


def test_or_the_name_on_record_is_taken(hand: Hand) -> None:
    mistaken(hand)
    take(hand, "用登记的：李明")
    assert typed(hand, "name") == ["李明"] and hand.said() == ""
    hand.key(Qt.Key.Key_Return)
    assert "来访人 李明" in hand.page.heading


@pytest.mark.parametrize("words", ["", "a\x00b", "甲" * 101, "😀"])
def test_a_reason_that_is_none_is_refused_on_the_sheet(hand: Hand, words: str) -> None:
    mistaken(hand)
    take(hand, "更正为：李铭")
    hand.fill({"reason": words})
    hand.press("更正姓名")
    assert "请" in hand.fields["reason"].error() or "最多" in hand.fields["reason"].error()
    hand.fill({"reason": "异体字", "name": ""})
    hand.press("更正姓名")
    assert "请填写姓名" in hand.fields["name"].error()
    hand.key(Qt.Key.Key_Escape)
    assert rows(hand, Person.select(Person.name)) == [("李明",)]


def twice(hand: Hand) -> None:
    comes(hand, name="宝音", phone="13847501111")
    comes(hand, BIRTH, name="宝音", id_number=MAN, phone="13847501111", gacha="固日班花嘎查")


def test_records_that_look_alike_are_compared_and_made_one(hand: Hand) -> None:
    twice(hand)
    hand.key(Qt.Key.Key_F2)
    hand.fill({"name": "宝音"})
    assert offers(hand) == ["宝音", "宝音", "宝音：两条记录"]
    take(hand, "宝音：两条记录")
    assert hand.sheet_title == "是同一个人吗？合并人员"
    assert set(hand.fields) == {"reason", "gacha"}
    hand.press("合并")
    assert "请填写合并的原因" in hand.fields["reason"].error()
    hand.fill({"reason": "登记了两次"})
    hand.press("合并")
    assert hand.sheet_title == "" and offers(hand) == ["宝音"]
    take(hand, "宝音")
    assert typed(hand, "id_number", "gacha") == [MAN, "固日班花嘎查"]


def test_the_list_of_look_alikes_is_one_click_from_a_search(hand: Hand) -> None:
    twice(hand)
    hand.window.search_submitted.emit("宝音")
    hand.settle()
    hand.press("疑似重复的人 ›")
    assert hand.sheet_title == "疑似重复"
    hand.key(Qt.Key.Key_Return)
    assert hand.sheet_title == "是同一个人吗？合并人员"
    hand.fill({"reason": "登记了两次"})
    hand.press("合并")
    assert hand.sheet_title == "疑似重复"
    hand.key(Qt.Key.Key_Escape)
    assert hand.sheet_title == ""
    assert len(rows(hand, Person.select(Person.id).where(Person.merged_into.is_null()))) == 1
