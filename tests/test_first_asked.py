"""The first person asked is responsible: guided, passed on, or told where else; never sent away."""

from typing import Any

import pytest

from app import accounts, cases, directory, duties, enquiries, receptions, tellings, texts
from app.clock import office_time
from app.deadlines import LightKind
from app.desk import Desk, seat
from app.directory_changes import ColleagueInput, save_colleague
from app.directory_paste import paste
from app.enquiries import EnquiryInput
from app.errors import FieldError, RuleError
from app.first_asked import (
    ABSENCES,
    GuidanceInput,
    OutsideInput,
    PaperInput,
    TransferInput,
    conclude,
    contacted,
    guide,
    guide_outside,
    received,
    transfer,
    transfer_list,
    whom,
)
from app.parties import AgentInput
from app.people import PersonInput
from app.rights import Role
from models.cases import Reception
from models.first_asked import Referral, Transfer
from tests.office import TestOffice, beside, printed

TABLE = """民政办\t特木尔\t主任\t低保、特困\t203\t0475-4212301
民政办\t单秀英\t干事\t残疾人两项补贴\t203\t0475-4212302
派出所\t\t\t户口、身份证\t政府东侧\t0475-4212110"""
BENEFIT, TRANSFER, STUDENT = "05", "16", "32"


@pytest.fixture
def filled(office: TestOffice) -> TestOffice:
    """An office with a directory in which 单秀英 stands in for 特木尔."""
    admin = office.leader_as(Role.ADMIN)
    paste(admin, TABLE)
    away, other = who("特木尔"), who("单秀英")
    save_colleague(admin, away.uuid, ColleagueInput(
        away.department.uuid, away.name, away.post, away.duties, away.own_room, away.own_phone,
        other.uuid,
    ))  # fmt: skip
    return office


def who(name: str) -> directory.ColleagueView:
    return next(one for one in directory.colleagues() if one.name == name)


def to_civil_affairs(**other: Any) -> GuidanceInput:
    given: dict[str, Any] = {
        "matter": "低保年审", "office": "民政办", "place": "203", "called": "特木尔",
        "called_at": "08:58", "present": True, "colleague": who("特木尔").uuid,
    }  # fmt: skip
    return GuidanceInput(**given | other)


def passed_on(**other: Any) -> TransferInput:
    given: dict[str, Any] = {
        "matter": "低保年审", "message": "想问收入证明还要不要重新开。", "visitor": "包玉兰",
        "phone": "13847500001", "address": "固日班花嘎查三组", "absent_why": "开会",
        "responsible": "特木尔", "responsible_phone": "0475-4212301",
        "colleague": who("特木尔").uuid,
        "papers": (PaperInput("身份证复印件", "2", "1"), PaperInput("", "", "")),
    }  # fmt: skip
    return TransferInput(**given | other)


def handed(office: TestOffice, **other: Any) -> str:
    """A transfer just handed over; returns its UUID."""
    number = transfer(office.clerk, office.visit(), passed_on(**other)).documents[0]
    return str(Transfer.get(Transfer.number == number).uuid)


def light(office: TestOffice, uuid: str) -> LightKind | None:
    shown = transfer_list.load(office.clerk, uuid).light
    return shown.kind if shown else None


def outcome(reception: str) -> str:
    return str(Reception.get(Reception.uuid == reception).outcome)


# Whose it is --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first"),
    [("tme", "特木尔"), ("户口", "派出所"), ("4212302", "单秀英"), ("", "民政办")],
)
def test_the_one_who_does_it_is_found(filled: TestOffice, words: str, first: str) -> None:
    assert whom.look().search(words)[0].entry.name == first


def test_who_handles_a_matter_comes_first(filled: TestOffice) -> None:
    """By a word that citizens use, although it stands in nobody's duties."""
    duties.assign(filled.leader_as(Role.ADMIN), BENEFIT, "A岗", who("单秀英").uuid)
    (first, *_) = whom.look().search("最低生活")
    assert (first.entry.name, first.why) == ("单秀英", "最低生活保障审核确认（A岗）")


@pytest.mark.clause("2.2")
def test_what_is_ones_own_is_done_and_not_passed_on(filled: TestOffice) -> None:
    """Nobody sends a visitor to themselves; told, received and accepted it ends as a case."""
    admin, home = filled.leader_as(Role.ADMIN), directory.departments()[0].uuid
    me = save_colleague(admin, "", ColleagueInput(home, "斯琴高娃", staff=filled.clerk.staff.uuid))
    visit = filled.visit()
    with pytest.raises(RuleError) as guided:
        guide(filled.clerk, visit, to_civil_affairs(colleague=me))
    with pytest.raises(RuleError):
        transfer(filled.clerk, visit, passed_on(colleague=me))
    assert guided.value.clause == "2.2"
    assert outcome(visit) == ""
    tellings.tell(filled.clerk, visit, filled.matter(TRANSFER), tellings.Way.SHEET)
    items = filled.all_received(TRANSFER)
    matter = filled.matter(TRANSFER)
    case = cases.receive(filled.clerk, visit, matter, items, cases.Signing()).case.uuid
    assert cases.accept(filled.clerk, case, "须核对").case.accepted_at == filled.clock.now()
    assert outcome(visit) == "办件"


# 引导 -----------------------------------------------------------------------------------------


@pytest.mark.clause("2.3")
def test_a_visitor_is_guided_to_somebody_who_is_there(filled: TestOffice) -> None:
    visit = filled.visit()
    sent = guide(filled.clerk, visit, to_civil_affairs(bring="户口簿"))
    row: Any = Referral.get()
    assert (row.place, row.called, row.number) == ("203", "特木尔", "固便引〔2026〕1号")
    assert row.called_at == office_time("2026-11-23T08:58")
    assert sent.documents == ("固便引〔2026〕1号",)
    assert outcome(visit) == "引导"
    assert beside("引导单", "要带的材料") == "户口簿"
    assert "民政办　203" in printed("引导单")
    assert any("08:58 已与特木尔联系" in one for one in printed("引导单"))


@pytest.mark.clause("2.3")
def test_nobody_is_sent_to_an_empty_room(filled: TestOffice) -> None:
    visit = filled.visit()
    with pytest.raises(RuleError, match="不能让群众白跑") as refused:
        guide(filled.clerk, visit, to_civil_affairs(present=False))
    assert refused.value.field == "present" and "转交" in refused.value.instead
    with pytest.raises(FieldError) as unasked:
        guide(filled.clerk, visit, to_civil_affairs(present=None))
    assert unasked.value.field == "present"
    for missing in ("office", "place", "called", "called_at", "matter"):
        with pytest.raises(FieldError) as error:
            guide(filled.clerk, visit, to_civil_affairs(**{missing: ""}))
        assert error.value.field == missing
    assert outcome(visit) == "" and not Referral.select().exists()


def test_a_call_that_was_not_made_yet_is_no_call(filled: TestOffice) -> None:
    with pytest.raises(FieldError, match="不能晚于现在"):
        guide(filled.clerk, filled.visit(), to_civil_affairs(called_at="09:01"))
    for odd in ("9点", "25:00", "9:60", "2026-11-31 09:00"):
        with pytest.raises(FieldError, match="不是时间"):
            guide(filled.clerk, filled.visit(), to_civil_affairs(called_at=odd))


def test_without_a_slip_no_number_is_used(filled: TestOffice) -> None:
    call = receptions.open_call(filled.clerk, "", "").uuid
    assert guide(filled.clerk, call, to_civil_affairs(), slip=False).documents == ()
    guide(filled.clerk, filled.visit(), to_civil_affairs(), slip=False)
    assert guide(filled.clerk, filled.visit(), to_civil_affairs()).documents == (
        "固便引〔2026〕1号",
    )


@pytest.mark.clause("2.3")
def test_where_no_office_of_the_sumu_does_it_the_way_is_told(filled: TestOffice) -> None:
    visit = filled.visit()
    given = OutsideInput("补办驾驶证", "奈曼旗公安局交管大队", "带身份证到车管所补领。")
    with pytest.raises(RuleError) as refused:
        guide_outside(filled.clerk, visit, OutsideInput("补办驾驶证", "旗里", "不归我们管。"))
    assert (refused.value.clause, refused.value.field) == ("2.5.4", "words")
    sent = guide_outside(filled.clerk, visit, given, slip=True)
    assert outcome(visit) == "辖区外指引"
    assert "办事指引单" in printed("引导单") and sent.documents


# 转交 -----------------------------------------------------------------------------------------


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("why", ABSENCES)
def test_if_the_colleague_is_away_everything_is_passed_on(filled: TestOffice, why: str) -> None:
    visit = filled.visit()
    sent = transfer(filled.clerk, visit, passed_on(absent_why=why))
    assert sent.documents == ("固便转〔2026〕1号",) and outcome(visit) == "转交"
    form = "首问转办单"
    assert beside(form, "群众姓名") == "包玉兰"
    assert beside(form, "联系电话") == "13847500001"
    assert beside(form, "住址") == "固日班花嘎查三组"
    assert beside(form, "拟办事项") == "低保年审"
    assert beside(form, "群众留言") == "想问收入证明还要不要重新开。"
    assert beside(form, "为何转交") == f"特木尔不在岗：{why}"
    assert beside(form, "身份证复印件") == "2"
    assert "2026年11月24日（星期二）17:30 前" in printed(form)
    assert {"群众联", "责任人联", "存根"} <= set(printed(form))


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("missing", ["matter", "message", "visitor", "phone", "address",
                                     "absent_why", "responsible"])  # fmt: skip
def test_what_the_colleague_needs_cannot_be_left_out(filled: TestOffice, missing: str) -> None:
    with pytest.raises(FieldError) as refused:
        transfer(filled.clerk, filled.visit(), passed_on(**{missing: ""}))
    assert refused.value.field == missing


def test_a_caller_takes_no_paper_along(filled: TestOffice) -> None:
    call = receptions.open_call(filled.clerk, "李老师", "13900001234").uuid
    transfer(filled.clerk, call, passed_on(visitor="李老师", papers=()))
    assert "群众联" not in printed("首问转办单")
    assert "没有移交材料。" in printed("首问转办单")


@pytest.mark.parametrize("paper, field", [
    (PaperInput("", "2", "1"), "paper.0.name"), (PaperInput("户口簿", "", "1"), "paper.0.pages"),
    (PaperInput("户口簿", "2", "０"), "paper.0.count"), (PaperInput("户口簿", "1000", "1"),
                                                     "paper.0.pages"),
])  # fmt: skip
def test_papers_are_counted(filled: TestOffice, paper: PaperInput, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        transfer(filled.clerk, filled.visit(), passed_on(papers=(paper,)))
    assert refused.value.field == field


@pytest.mark.clause("2.4")
def test_the_light_turns_until_somebody_gets_in_touch(filled: TestOffice) -> None:
    """Handed over on Monday, due at closing time of the first working day after it."""
    uuid = handed(filled)
    assert light(filled, uuid) == LightKind.NEAR
    assert transfer_list.waiting() == 1 and transfer_list.overdue(filled.clerk) == ()
    filled.clock.set(office_time("2026-11-24T09:00"))
    assert light(filled, uuid) == LightKind.TODAY
    filled.clock.set(office_time("2026-11-24T17:31"))
    assert light(filled, uuid) == LightKind.OVERDUE
    assert transfer_list.overdue(filled.clerk) == ("固便转〔2026〕1号",)
    received(filled.clerk, uuid, "特木尔", "2026-11-24 08:30")
    assert light(filled, uuid) == LightKind.OVERDUE
    contacted(filled.clerk, uuid, "17:30", "电话说明不用重开。")
    assert light(filled, uuid) is None and transfer_list.waiting() == 0
    one = transfer_list.load(filled.clerk, uuid)
    assert not one.late
    assert (one.handed_at, one.received_at, one.contacted_at) == (
        office_time("2026-11-23T09:00"), office_time("2026-11-24T08:30"),
        office_time("2026-11-24T17:30"),
    )  # fmt: skip


@pytest.mark.clause("2.4")
def test_the_steps_follow_one_another_each_once(filled: TestOffice) -> None:
    uuid, clerk = handed(filled), filled.clerk
    filled.clock.advance(minutes=40)
    with pytest.raises(RuleError, match="还没有登记谁接收"):
        contacted(clerk, uuid, "09:30", "电话联系了。")
    with pytest.raises(FieldError, match="不能早于转交的时间"):
        received(clerk, uuid, "特木尔", "08:59")
    received(clerk, uuid, "特木尔", "09:10")
    with pytest.raises(RuleError, match="已经登记过接收"):
        received(clerk, uuid, "特木尔", "09:20")
    with pytest.raises(RuleError, match="还没有和群众联系"):
        conclude(clerk, uuid, "已办好年审。")
    with pytest.raises(FieldError, match="不能早于接收的时间"):
        contacted(clerk, uuid, "09:09", "电话联系了。")
    contacted(clerk, uuid, "09:30", "电话联系，约好周三来。")
    with pytest.raises(RuleError, match="已经登记过首次联系"):
        contacted(clerk, uuid, "09:31", "又打了一次。")
    conclude(clerk, uuid, "已办好年审，不用再交证明。")
    with pytest.raises(RuleError, match="已经登记过结果"):
        conclude(clerk, uuid, "又办了一次。")
    assert [one.uuid for one in transfer_list.listed(clerk, transfer_list.ENDED)] == [uuid]
    assert transfer_list.listed(clerk) == ()


@pytest.mark.clause("2.5.5")
def test_whoever_took_it_over_cannot_shirk_either_and_delay_is_seen(filled: TestOffice) -> None:
    uuid, clerk = handed(filled), filled.clerk
    received(clerk, uuid, "特木尔", "09:00")
    with pytest.raises(RuleError) as put_off:
        contacted(clerk, uuid, "09:00", "还有事，没时间。")
    assert put_off.value.clause == "2.5.4"
    filled.clock.set(office_time("2026-11-26T10:00"))
    (first,) = transfer_list.listed(clerk)
    assert first.light is not None and first.light.text == "超期 2 个工作日"
    contacted(clerk, uuid, "09:00", "电话联系，约好来办。")
    assert transfer_list.load(clerk, uuid).late
    with pytest.raises(RuleError) as shirked:
        conclude(clerk, uuid, "不归我管。")
    assert (shirked.value.clause, shirked.value.field) == ("2.5.4", "result")


@pytest.mark.clause("2.1")
def test_whoever_was_asked_first_stays_responsible(filled: TestOffice) -> None:
    """A colleague at the same window registers the rest and takes the case."""
    admin = filled.leader_as(Role.ADMIN)
    accounts.add(admin, "王秀英", "wxy", "long-enough-2026", Role.CLERK, "窗口")
    (member,) = (one for one in accounts.everybody() if one.login == "wxy")
    colleague: Desk = seat(filled.store, filled.clock, member)
    visit = filled.told(TRANSFER)
    number = transfer(filled.clerk, visit, passed_on()).documents[0]
    uuid = Transfer.get(Transfer.number == number).uuid
    received(colleague, uuid, "特木尔", "09:00")
    contacted(colleague, uuid, "09:00", "电话联系了。")
    conclude(colleague, uuid, "请来办备案。")
    done = cases.receive(
        colleague, visit, filled.matter(TRANSFER), filled.all_received(TRANSFER), cases.Signing()
    )
    assert done.case.clerk == "王秀英"
    seen = receptions.load(filled.clerk, visit)
    assert (seen.clerk, seen.outcome) == ("斯琴高娃", "转交")
    assert transfer_list.load(filled.clerk, uuid).first_asked == "斯琴高娃"


@pytest.mark.clause("2.3")
def test_an_outcome_stands_and_who_left_is_not_passed_on(filled: TestOffice) -> None:
    visit = filled.visit()
    guide(filled.clerk, visit, to_civil_affairs())
    transfer(filled.clerk, visit, passed_on())
    assert outcome(visit) == "引导"
    gone = filled.visit()
    receptions.left(filled.clerk, gone, "有急事先走了")
    with pytest.raises(RuleError, match="群众中途离开"):
        guide(filled.clerk, gone, to_civil_affairs())


# Never sent away ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [
    "不知道", "不知道。", "我不知道！", " 不 知 道 ", "不清楚", "不太清楚……", "这个事情我不清楚",
    "不归我管", "不归我们管。", "这个不归本窗口管，对不起", "我还有事", "我还有事，没时间",
    "不知道，不清楚；不归我管", "没办法啊", "您去问别人吧", "“不知道”", "不知道\n不清楚",
    "抱歉，管不了。",
])  # fmt: skip
@pytest.mark.clause("2.5.4")
def test_what_only_sends_people_away_is_no_answer(filled: TestOffice, words: str) -> None:
    assert texts.is_brush_off(words)
    desk, visit = filled.clerk, filled.visit()
    uuid = handed(filled)
    received(desk, uuid, "特木尔", "09:00")
    answers = (
        lambda: enquiries.answer(desk, visit, EnquiryInput("低保怎么办？", words, "满意")),
        lambda: guide(desk, visit, to_civil_affairs(words=words)),
        lambda: guide_outside(desk, visit, OutsideInput("驾驶证", "车管所", words)),
        lambda: transfer(desk, visit, passed_on(message=words)),
        lambda: receptions.dispute(desk, visit, words, "办法第十条"),
        lambda: contacted(desk, uuid, "09:00", words),
    )
    for answer in answers:
        with pytest.raises(RuleError) as refused:
            answer()
        assert refused.value.clause == "2.5.4" and refused.value.field
    contacted(desk, uuid, "09:00", "电话联系了。")
    with pytest.raises(RuleError, match="不能用"):
        conclude(desk, uuid, words)
    if "\n" not in words:
        with pytest.raises(RuleError, match="不能用"):
            receptions.left(desk, visit, words)
    assert outcome(visit) == ""


@pytest.mark.parametrize("words", [
    "户口归派出所管，在政府东侧。", "这个我不清楚，已经打电话问了旗民政局，下午三点前回复您。",
    "不知道具体金额的，请看告知单第二项。", "好的", "已经办好。", "不用交。", "1200 元",
])  # fmt: skip
def test_an_answer_may_say_what_is_not_known(words: str) -> None:
    assert not texts.is_brush_off(words)


@pytest.mark.clause("2.5.6")
def test_a_dispute_is_noted_with_what_was_explained_and_shown(filled: TestOffice) -> None:
    visit = filled.visit()
    receptions.dispute(filled.clerk, visit, "耐心说明了收入核算的办法。", "核算办法第八条")
    filled.clock.advance(minutes=5)
    receptions.dispute(filled.clerk, visit, "又说明了一遍。", "核算办法第九条")
    assert receptions.load(filled.clerk, visit).disputed.split("\n") == [
        "2026年11月23日 09:00 耐心说明了收入核算的办法。（出示依据：核算办法第八条）",
        "2026年11月23日 09:05 又说明了一遍。（出示依据：核算办法第九条）",
    ]
    assert outcome(visit) == ""  # whoever quarrels gets an answer all the same
    for given, field in ((("", "第八条"), "explained"), (("说明了办法。", ""), "basis")):
        with pytest.raises(FieldError) as refused:
            receptions.dispute(filled.clerk, visit, *given)
        assert refused.value.field == field


def test_a_simple_question_is_tallied_and_is_nobodys_reception(filled: TestOffice) -> None:
    assert [receptions.ask_simply(filled.clerk) for _ in range(3)] == [1, 2, 3]
    filled.clock.set(office_time("2026-11-24T09:00"))
    assert receptions.ask_simply(filled.clerk) == 1
    assert receptions.unfinished() == ()


def test_who_is_asked_first_may_have_come_for_somebody(filled: TestOffice) -> None:
    """The slip addresses whoever stands at the desk."""
    agent = AgentInput(PersonInput("萨日娜"), "女儿", "委托书")
    visit = receptions.open_visit(filled.clerk, PersonInput("敖登格日乐"), agent).uuid
    guide(filled.clerk, visit, to_civil_affairs())
    assert beside("引导单", "来访人") == "萨日娜"
