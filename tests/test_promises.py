"""By when what: decided here, or reviewed here and decided above, said alike everywhere."""

from datetime import date

import pytest

from app import back_entry, casefile, cases, matters, office_calendar, receptions, tellings
from app.case_parts import ExtensionView
from app.casefile import CaseFile
from app.catalogue import Matter
from app.clock import office_time
from app.forms import about, limits, promise, read_aloud
from app.people import PersonInput
from app.rights import Role
from reports.sheet import strings
from tests.office import TestOffice, beside, printed
from tests.papers import forwarded
from ui.pages.case_facts import facts
from ui.pages.matter_rows import matter_rows

# Decided above: ten days here and as many there; on the spot here; nothing known of the time there.
PENSION, LEGAL_AID, RELIEF = "02", "28", "07"
LOGGING, HOMESTEAD = "14", "12"
ORGAN = "奈曼旗社会保险经办机构"


def matter(code: str) -> Matter:
    return next(one.matter for one in matters.in_force() if one.matter.code == code)


def said_of(office: TestOffice, code: str) -> list[str]:
    office.accepted(code)
    return printed("受理通知书")


def no_end_promised(said: list[str]) -> bool:
    return not any(("承诺于" in one and "本窗口" not in one) or one == "办结。" for one in said)


@pytest.mark.clause("3.2")
def test_what_is_decided_above_is_promised_up_and_not_done(office: TestOffice) -> None:
    said = said_of(office, PENSION)
    at = said.index("本窗口承诺于")
    assert said[at + 1 : at + 3] == [
        "2026年12月7日（星期一）17:30 前",
        f"完成初审并上报。{ORGAN}从上报的第二天起，10 个工作日内作出决定。",
    ]
    assert no_end_promised(said) and beside("受理通知书", "初审时限") == "10 个工作日"
    assert "承诺时限" not in said


@pytest.mark.clause("3.2")
def test_nothing_is_done_on_the_spot_that_somebody_else_decides(office: TestOffice) -> None:
    said = said_of(office, LEGAL_AID)
    at = said.index("本窗口承诺于")
    assert said[at + 1] == "2026年11月23日（星期一）17:30 前"
    assert said[at + 2].startswith("完成初审并上报。奈曼旗法律援助中心从上报的第二天起，7 日内")
    assert no_end_promised(said)


def test_no_date_and_no_length_is_made_up_where_none_is_known(office: TestOffice) -> None:
    said = said_of(office, RELIEF)
    tail = said[said.index("本窗口承诺于") + 2]
    assert tail == (
        "完成初审并上报。由奈曼旗民政局作出决定，它的办理时限以它告知的为准，窗口收到决定后通知您。"
    )


@pytest.mark.parametrize("code", ["11", "12", "15", "16"])
def test_what_is_decided_here_is_promised_done(office: TestOffice, code: str) -> None:
    said = said_of(office, code)
    at = said.index("承诺于")
    assert said[at + 2] == "办结。" and "承诺时限" in said


def test_every_matter_names_the_organ_that_decides_or_none(office: TestOffice) -> None:
    for one in (entry.matter for entry in matters.in_force()):
        words = promise.above(one)
        assert (one.organ in words) != one.decided_here, one.name


# The papers that move the date -----------------------------------------------------------------


def test_silence_that_accepts_promises_no_decision_of_somebody_else(office: TestOffice) -> None:
    office.received(LOGGING)
    office.clock.set(office_time("2026-12-01T09:00"))
    cases.deem(office.clerk)
    said = printed("受理通知书")
    tail = said[said.index("本窗口承诺于") + 2]
    assert tail.startswith("完成初审并上报。奈曼旗林业和草原局从上报的第二天起")
    assert not any("申请人声明" in one for one in said)  # nobody was there


def test_a_pause_and_its_end_speak_of_the_review(office: TestOffice) -> None:
    case = office.accepted(LOGGING)
    law = "《行政许可法》第四十五条"
    cases.start_special(office.clerk, case, "专家评审", law, 10)
    assert beside("特别程序告知书", "原定上报") == "2026年12月7日（星期一）17:30 前"
    cases.resume(office.clerk, case, "同意")
    said = printed("恢复办理通知书")
    tail = said[said.index("恢复后，本窗口承诺于") + 2]
    assert tail.startswith("完成初审并上报。") and "原定办结" not in said


def test_an_extension_speaks_of_the_review(office: TestOffice) -> None:
    case = casefile.load(office.clerk, office.accepted(LOGGING))
    given = ExtensionView(5, "须补充勘察", "《行政许可法》第四十二条", "巴特尔")
    assert case.deadline is not None
    said = list(strings(limits.extension(office.clerk, case, given, case.deadline).blocks))
    tail = said[said.index("延长后，本窗口承诺于") + 2]
    assert tail.startswith("完成初审并上报。") and "原定上报" in said


def test_a_moved_date_is_that_of_the_review(office: TestOffice) -> None:
    office.accepted(PENSION)
    admin = office.leader_as(Role.ADMIN)
    office_calendar.change_days(admin, date(2026, 12, 1).isoformat(), "", "放假", "停电检修")
    said = printed("办理期限变更告知书")
    at = said.index("变动后，本窗口承诺于")
    assert said[at + 1] == "2026年12月8日（星期二）17:30 前"
    assert said[at + 2].startswith("完成初审并上报。") and "原定上报" in said
    assert "本单另行送达。" in said and not any("本人已收到" in one for one in said)


# A date that has passed ---------------------------------------------------------------------------

LATE = ("应于", "2026年12月14日（星期一）17:30 前", "办结，现已超期，将尽快办理。")


@pytest.mark.clause("3.2")
def test_silence_that_accepts_promises_no_day_that_has_passed(office: TestOffice) -> None:
    office.received(HOMESTEAD)
    office.clock.set(office_time("2027-01-12T09:00"))
    cases.deem(office.clerk)
    said = printed("受理通知书")
    assert tuple(said[said.index("应于") :][:3]) == LATE and "承诺于" not in said


@pytest.mark.clause("3.2")
def test_what_is_entered_only_afterwards_promises_no_day_that_has_passed(
    office: TestOffice,
) -> None:
    """Neither at acceptance nor on the receipt, whose five days are over as well."""
    then = office.clock.now()
    office.clock.set(office_time("2027-01-12T09:00"))
    desk = back_entry.begin(office.clerk, then, "停电")
    reception = receptions.open_visit(desk, PersonInput("包玉兰")).uuid
    tellings.tell(desk, reception, office.matter(HOMESTEAD), tellings.Way.SHEET)
    items, matter_uuid = office.all_received(HOMESTEAD), office.matter(HOMESTEAD)
    done = cases.receive(desk, reception, matter_uuid, items, cases.Signing(), receipt=True)
    assert "窗口应于" in printed("收件回执") and "请于" not in printed("收件回执")
    cases.accept(desk, done.case.uuid, "须踏勘")
    said = printed("受理通知书")
    assert tuple(said[said.index("应于") :][:3]) == LATE and "承诺于" not in said


def test_no_caller_can_forget_that_a_date_has_passed(office: TestOffice) -> None:
    case = casefile.load(office.clerk, office.accepted(PENSION))
    assert case.deadline is not None
    for after in ("", "resumed", "extended", "moved"):
        assert "承诺于" in promise.box(office.clerk, case.matter, case.deadline, after).lead
    office.clock.set(office_time("2027-01-12T09:00"))
    for after in ("", "resumed", "extended", "moved"):
        box = promise.box(office.clerk, case.matter, case.deadline, after)
        assert box.lead.endswith("本窗口应于") and "现已超期，将尽快办理" in box.tail


# Before anything was handed in, and on the screen -------------------------------------------------


def test_the_citizen_is_told_both_parts_of_the_way(office: TestOffice) -> None:
    tellings.tell(office.clerk, office.visit(), office.matter(PENSION), tellings.Way.PRINTED)
    assert beside("一次性告知单", "初审上报").startswith("承诺 10 个工作日")
    assert beside("一次性告知单", "上级决定") == f"{ORGAN}从上报的第二天起，10 个工作日内作出决定"
    assert "办理期限" not in printed("一次性告知单")
    spoken = "".join(read_aloud.sentences(office.clerk, matter(PENSION), {}))
    assert f"上级决定，{ORGAN}从上报的第二天起" in spoken and "。；" not in spoken
    assert ("办理期限", "承诺 15 个工作日（法定：20 个工作日）") in about.limits(matter(HOMESTEAD))


def test_the_lists_of_matters_say_up_and_not_done(office: TestOffice) -> None:
    told = {one.code: promise.promised_line(one) for one in map(matter, (LEGAL_AID, HOMESTEAD))}
    assert told == {LEGAL_AID: "承诺 当场上报", HOMESTEAD: "承诺 15 个工作日"}
    (row,) = matter_rows(matters.in_force(), "法律援助")
    assert row.below == "承诺 当场上报"


def lines_of(office: TestOffice, case: CaseFile) -> dict[str, str]:
    return dict(facts(case, office.clerk.calendar, ()))


def test_the_case_shows_what_is_promised_by_whom(office: TestOffice) -> None:
    here = casefile.load(office.clerk, office.accepted(HOMESTEAD))
    assert "承诺办结" in lines_of(office, here) and "上级决定" not in lines_of(office, here)
    up = lines_of(office, casefile.load(office.clerk, office.accepted(PENSION)))
    assert "承诺办结" not in up and up["承诺上报"].startswith("2026年12月7日（星期一）17:30 前")
    assert up["上级决定"] == f"{ORGAN}从上报的第二天起，10 个工作日内作出决定"
    away = lines_of(office, casefile.load(office.clerk, forwarded(office, PENSION)))
    assert away["上级决定"] == "2026年12月7日（星期一）17:30 前"
