"""急难: help first; what was left undone is listed until it is made good."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import cases, lists, receptions, tellings, verify
from app.case_table import State
from app.cases import Emergency, Signing, urgent
from app.checklist import Answer, ItemInput
from app.clock import SetClock, office_time
from app.errors import FieldError, RuleError
from app.people import PersonInput
from models.cases import Case, Reception
from models.documents import Document
from models.people import Person
from tests import office as offices
from tests.office import TestOffice, beside, printed
from ui.hand import Hand
from ui.pages.make_good import FINISH, MakeGoodPage

RELIEF, ALLOWANCE, BIRTH = "31", "05", "11"
OLD_MAN = "穿灰棉袄的老人，约七十岁"


def emergency(office: TestOffice, **changed: object) -> Emergency:
    given = Emergency(
        OLD_MAN, "晕倒在集市上，身上没有钱", "送卫生院，先垫付 300 元", "巴特尔", office.clock.now()
    )
    return replace(given, **changed)  # type: ignore[arg-type]


def received(office: TestOffice, code: str = RELIEF, **changed: object) -> str:
    given = emergency(office, **changed)
    return cases.receive_urgent(office.clerk, office.matter(code), given).case.uuid


def told(office: TestOffice, case: str) -> None:
    row = Case.get(Case.uuid == case)
    way = tellings.Way.SHEET
    tellings.tell(office.clerk, row.reception.uuid, row.matter.uuid, way)


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("moment", ["2026-11-23T17:40", "2026-11-24T02:10", "2026-10-01T11:00"])
def test_help_waits_for_nothing_at_any_hour(office: TestOffice, moment: str) -> None:
    office.clock.set(office_time(moment))
    seen = cases.receive_urgent(office.clerk, office.matter(RELIEF), emergency(office))
    assert seen.documents == () and seen.case.state == State.URGENT
    assert seen.case.received_at == office.clock.now()
    assert (seen.case.applicant.name, seen.case.urgent["leader"]) == (OLD_MAN, "巴特尔")
    assert not Document.select().exists()
    assert receptions.unfinished() == ()  # the day can be closed over it
    assert [row.light and row.light.text for row in lists.cases(office.clerk)] == [
        "急难，待补办手续"
    ]
    assert urgent.missing(office.clerk, seen.case) == ("告知", "材料", "签字")
    assert [one.leader for one in urgent.unsigned()] == ["巴特尔"]
    assert [step.name for step in seen.case.open_steps] == []  # 先行救助 is what was given


@pytest.mark.parametrize(
    "field, words", [("who", ""), ("situation", ""), ("relief", " "), ("leader", "")]
)
def test_little_is_asked_and_that_little_is_needed(
    office: TestOffice, field: str, words: str
) -> None:
    with pytest.raises(FieldError) as refusal:
        received(office, **{field: words})
    assert refusal.value.field == field
    assert not Case.select().exists() and not Reception.select().exists()


def test_the_leader_was_phoned_by_now(office: TestOffice) -> None:
    with pytest.raises(FieldError, match="不能晚于现在"):
        received(office, phoned_at=office.clock.now() + timedelta(minutes=1))


def test_only_benefits_are_given_first(office: TestOffice) -> None:
    with pytest.raises(RuleError, match="不是给付事项"):
        received(office, BIRTH)
    offered = urgent.benefits()
    assert offered[0].matter.code == RELIEF
    assert ALLOWANCE in [one.matter.code for one in offered]


@pytest.mark.clause("1.1")
def test_what_was_left_undone_is_told_before_anything_goes_on(office: TestOffice) -> None:
    case = received(office)
    items = [ItemInput(0, Answer.RECEIVED)]
    with pytest.raises(RuleError) as refusal:
        cases.make_good(office.clerk, case, PersonInput(OLD_MAN), items, Signing())
    assert refusal.value.clause == "1.1"
    told(office, case)
    with pytest.raises(RuleError, match="一份材料都没有收到"):
        cases.make_good(office.clerk, case, PersonInput(OLD_MAN), [], Signing())


def test_made_good_it_goes_its_ordinary_way_under_the_true_name(office: TestOffice) -> None:
    case = received(office)
    told(office, case)
    office.clock.advance(days=2)
    person = PersonInput("白长命", id_number="11010519491231002X", phone="13847500001")
    done = cases.make_good(
        office.clerk, case, person, [ItemInput(0, Answer.RECEIVED)],
        Signing("捺印", reader="斯琴高娃", witness="乌兰"),
    )  # fmt: skip
    assert (done.case.state, done.documents) == (State.REVIEWING, ("固便收〔2026〕1号",))
    assert beside("收件回执", "申请人") == "白长命"
    assert beside("收件回执", "本次收件") == "2026年11月25日 09:00"
    assert done.case.papers_at == office.clock.now() > done.case.received_at
    assert receptions.load(office.clerk, done.case.reception).visitor == "白长命"
    described = Person.get(Person.name == OLD_MAN)
    assert described.merged_into.name == "白长命"
    assert len(urgent.unsigned()) == 1  # the leader's signature is another matter


def test_the_leader_signs_afterwards_in_person_or_on_paper(office: TestOffice) -> None:
    first, second = received(office), received(office, who="走失的老人")
    with pytest.raises(RuleError, match="急难救助要由分管领导批示"):
        cases.sign_urgent(office.clerk, first)
    with pytest.raises(FieldError, match="请填写领导姓名"):
        cases.sign_urgent(office.clerk, first, from_paper=True)
    cases.sign_urgent(office.leader, first)
    office.clock.advance(days=2)
    done = cases.sign_urgent(office.clerk, second, leader="巴特尔", from_paper=True).case
    assert (done.urgent["signed_by"], done.urgent["signed_on"]) == ("巴特尔", "2026-11-25")
    assert done.state == State.URGENT and urgent.unsigned() == ()
    with pytest.raises(RuleError, match="巴特尔已经补签过字"):
        cases.sign_urgent(office.leader, second)
    with pytest.raises(RuleError, match="没有急难救助"):
        cases.sign_urgent(office.leader, office.received("16"))


def test_it_ends_once_everything_is_there(office: TestOffice) -> None:
    case = received(office)
    told(office, case)
    person = PersonInput("白长命", known=Case.get(Case.uuid == case).applicant.uuid)
    work = cases.finish_urgent
    with pytest.raises(RuleError, match="4 项没有核对"):
        work(office.clerk, case, person, [ItemInput(0, Answer.RECEIVED)], Signing(), "已救助")
    items = office.all_received(RELIEF)
    with pytest.raises(FieldError, match="办理结果"):
        work(office.clerk, case, person, items, Signing(), "")
    done = work(office.clerk, case, person, items, Signing(), "已发放 300 元")
    assert done.case.state == State.COMPLETED
    assert beside("办结通知书", "办理方式") == "急难先行救助，事后补办手续"
    assert beside("办结通知书", "求助时间") == "2026年11月23日 09:00"
    assert "收件时间" not in printed("办结通知书")


def test_no_paper_of_an_urgent_case_calls_the_cry_for_help_papers_taken_in(
    office: TestOffice,
) -> None:
    case = received(office)
    told(office, case)
    office.clock.advance(days=2)
    person = PersonInput("白长命", known=Case.get(Case.uuid == case).applicant.uuid)
    cases.make_good(office.clerk, case, person, office.all_received(RELIEF), Signing())
    cases.accept(office.clerk, case, "须核查")
    cases.withdraw(office.clerk, case, "不办了", Signing())
    for kind in ("收件回执", "受理通知书", "撤回确认书"):
        assert beside(kind, "求助时间") == "2026年11月23日 09:00"
        assert "收件时间" not in printed(kind) and "首次收件" not in printed(kind)


def test_what_has_to_be_looked_into_is_not_simply_ended(office: TestOffice) -> None:
    case = received(office, ALLOWANCE)
    told(office, case)
    with pytest.raises(RuleError, match="入户调查"):
        cases.finish_urgent(
            office.clerk, case, PersonInput("白长命"), office.all_received(ALLOWANCE), Signing(),
            "已救助",
        )  # fmt: skip


def test_a_call_for_help_is_a_call(office: TestOffice) -> None:
    case = received(office, channel=receptions.CALL, phone="13847500001")
    row = Case.get(Case.uuid == case).reception
    assert (row.channel, row.caller_phone) == (receptions.CALL, "13847500001")


def test_at_twenty_to_six_without_papers_and_made_good_two_days_later(
    hand: Hand, tmp_path: Path
) -> None:
    clock = hand.session._clock
    assert isinstance(clock, SetClock)
    clock.set(office_time("2026-11-23T17:40"))
    hand.key(Qt.Key.Key_F10)
    hand.fill({"who": OLD_MAN, "situation": "晕倒在集市上", "relief": "送卫生院，垫付 300 元",
               "leader": "巴特尔"})  # fmt: skip
    hand.press("记下急难救助")
    assert "按急难记下" in hand.page.banner.words() and "巴特尔补签字" in hand.page.banner.words()
    assert hand.window.page("case") is hand.page
    clock.set(office_time("2026-11-25T09:30"))
    hand.go("today")
    hand.open_case("灰棉袄")
    hand.press("补办手续")
    page = hand.page
    assert isinstance(page, MakeGoodPage)
    hand.press("打印告知单")
    hand.printed()
    hand.fill({"name": "白长命", "id_number": "11010519491231002X"})
    for line in page.list.lines:
        hand.choose(line.answer, line.answer.answers[0])
    hand.fill({"then": FINISH, "result": "已发放 300 元"})
    hand.press("办结并打印")
    hand.printed()
    assert "白长命" in hand.page.heading and "已办结" in hand.page.banner.words()
    hand.act("领导补签", leader="巴特尔")
    assert "已保存" in hand.page.banner.words(), hand.said()
    hand.session.close()
    store = offices.open_folder(tmp_path / "data")
    try:
        row = Case.get()
        assert (row.state, row.received_at) == ("已办结", office_time("2026-11-23T17:40"))
    finally:
        store.close()
    assert verify.verify(tmp_path / "data")[0] == []
