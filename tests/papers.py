"""One of every numbered paper, made by what makes it, for tests that look at all of them."""

from dataclasses import replace
from datetime import date

from app import cases, enquiries, matters, office_calendar, tellings
from app.cases import DeliveryInput, FromAbove, Ground, Signing
from app.checklist import Answer, ItemInput
from app.enquiries import EnquiryInput
from app.first_asked import OutsideInput, TransferInput, guide_outside, transfer
from app.rights import Role
from tests.office import TestOffice

PENSION, RELIEF, BENEFIT, BIRTH, HOMESTEAD, TRANSFER = "02", "06", "05", "11", "12", "16"
LAW = "《行政许可法》第四十五条"


def stepped(office: TestOffice, code: str, name: str = "包玉兰") -> str:
    """An accepted case whose compulsory steps are done."""
    case, today = office.accepted(code, name=name), office.clock.now().date()
    matter = next(one.matter for one in matters.in_force() if one.matter.code == code)
    for position, step in enumerate(matter.steps):
        if step.compulsory:
            cases.record_step(office.clerk, case, position, today, today, "", "属实")
    return case


def forwarded(office: TestOffice, code: str = PENSION) -> str:
    """A case that lies with the authority above."""
    case = stepped(office, code)
    cases.forward(office.clerk, [case], "符合条件")
    return case


def from_above(office: TestOffice) -> FromAbove:
    """Its decision of today."""
    return FromAbove(office.clock.now().date(), "奈民批〔2026〕9号")


def granted(office: TestOffice, code: str, result: str = "已备案") -> str:
    """A case that ended well."""
    return cases.grant(office.clerk, stepped(office, code), result).case.uuid


def refused(office: TestOffice, code: str) -> str:
    """A case that was refused here or, where it goes up, above."""
    matter = next(one.matter for one in matters.in_force() if one.matter.code == code)
    case = stepped(office, code) if matter.decided_here else forwarded(office, code)
    above = None if matter.decided_here else from_above(office)
    return cases.refuse(office.clerk, case, "不符合条件", "第六十二条", above).case.uuid


def every_paper(office: TestOffice) -> None:
    """Make at least one of every kind."""
    desk, leader = office.clerk, office.leader
    tellings.tell(desk, office.visit(), office.matter(HOMESTEAD), tellings.Way.PRINTED)
    enquiries.answer(desk, office.visit(), EnquiryInput("几点上班", "八点半", "满意"))
    elsewhere = OutsideInput("补办驾驶证", "旗交管大队", "带身份证去车管所。")
    guide_outside(desk, office.visit(), elsewhere, slip=True)
    transfer(desk, office.visit(), TransferInput(
        "低保年审", "还要不要重新开证明", "包玉兰", "13847500001", "三组", "开会", "特木尔",
        "0475-4212301",
    ))  # fmt: skip
    # Papers of a way to the end: asked for more, brought, accepted, refused, handed over.
    case = office.received(TRANSFER, 1)
    cases.ask_more(desk, case)
    cases.bring_papers(desk, case, [ItemInput(1, Answer.RECEIVED)])
    cases.accept(desk, case, "须核对")
    cases.terminate(desk, case, Ground.GONE, "草场已被征用", "第三十六条")
    cases.withdraw(desk, office.accepted(TRANSFER), "不办了", Signing())
    cases.deliver(desk, granted(office, TRANSFER), DeliveryInput("本人领取"))
    refused(office, HOMESTEAD)
    first = replace(desk, office=replace(desk.office, report_first=False))
    cases.return_case(first, returned := office.received(TRANSFER), "不符", "第一条")
    cases.decide_report(leader, returned, agree=False, opinion="应予受理")
    forwarded(office)
    # What stops the limit, lengthens it, moves it.
    house = office.accepted(HOMESTEAD)
    cases.start_special(desk, house, "专家评审", LAW, 10)
    cases.resume(desk, house, "专家组同意选址")
    cases.extend(leader, house, 5, "须补充勘察", "《行政许可法》第四十二条")
    aid = office.accepted(BENEFIT)
    today = office.clock.now().date()
    for step in (0, 1):
        cases.record_step(desk, aid, step, today, today, "", "属实")
    cases.start_step(desk, aid, 2, today, None, "公示栏", "申请人姓名：包玉兰")
    admin = office.leader_as(Role.ADMIN)
    office_calendar.change_days(admin, date(2026, 12, 1).isoformat(), "", "放假", "停电检修")
