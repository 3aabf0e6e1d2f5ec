"""A folder that looks like a real office, made by the program's own actions.

Day by day the clerk receives, asks for more, decides and delivers; people wait, papers come
late, some cases are forgotten. Every day but the last is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from app import (  # fmt: skip
    accounts,
    cases,
    day,
    demo_office,
    demo_people,
    documents,
    enquiries,
    matters,
    public_content,
    receptions,
    setup,
    tellings,
)
from app.case_parts import StepView
from app.case_table import State
from app.casefile import CaseFile, load
from app.cases import DeliveryInput, Done, Ground, Signing
from app.cases.steps import NO_OBJECTION
from app.catalogue import Material, Need
from app.checklist import Answer, ItemInput
from app.clock import OFFICE_ZONE, SetClock
from app.demo_people import words
from app.desk import Desk, seat
from app.enquiries import SATISFACTION, EnquiryInput
from app.errors import EnvironmentFault
from app.identity import RESIDENT
from app.matters import MatterView
from app.rights import Role
from app.store import DATABASE, open_folder
from app.system import flush_file
from app.tasks import AtOnce, Slices
from app.workdays import WorkCalendar

PASSWORD = "bianmin-2026"
STAFF = (
    ("斯琴高娃", "sqgw", Role.CLERK, "窗口工作人员"),
    ("王秀英", "wxy", Role.CLERK, "窗口工作人员"),
    ("巴特尔", "bte", Role.LEADER, "分管副苏木达"),
    ("白雪莲", "bxl", Role.ADMIN, "便民服务中心主任"),
)
# How a case goes, and how often.
_FATES = {"grant": 55, "slow": 9, "more": 16, "waits": 6, "refuse": 3, "return": 4,
          "withdraw": 2, "terminate": 1, "forgotten": 4}  # fmt: skip


def fill(folder: Path, count: int, days: int, until: date, seed: int = 1) -> int:
    """Make `folder` an office in which `count` cases were received on the working days of the
    `days` before and including `until`; returns how many. Raises EnvironmentFault where the
    folder already holds data."""
    end = datetime.combine(until, time(23, 59), OFFICE_ZONE)
    return AtOnce().slices(fill_slices(folder, count, days, end, seed), lambda _: None).result()


def fill_slices(folder: Path, count: int, days: int, until: datetime, seed: int = 1) -> Slices[int]:
    """The same up to a moment; yields after each day how many are made, and of how many."""
    if (folder / DATABASE).exists():
        raise EnvironmentFault(f"{folder} 里已有数据，没有改动它。", instead="请指定一个新文件夹。")
    opened, last = WorkCalendar({}), until.date()
    span = [last - timedelta(days=n) for n in range(days, -1, -1)]
    dates = [one for one in span if opened.is_working(one) or one == last]
    clock = SetClock(datetime.combine(dates[0], time(8), OFFICE_ZONE))
    store = open_folder(folder)
    try:
        store.database.pragma("synchronous", 0)  # nobody would miss it after a power cut
        desk = setup.set_up(store, clock, setup.OfficeInput(), confirmed_by=STAFF[-1][0])
        for name, login, role, post in STAFF:
            accounts.add(desk, name, login, PASSWORD, role, post)
        demo_office.furnish(desk)
        people = {one.login: one for one in accounts.everybody()}
        clerks = (seat(store, clock, people["sqgw"]), seat(store, clock, people["wxy"]))
        office = _Office(Random(seed), clock, clerks, seat(store, clock, people["bte"]))
        for place, today in enumerate(dates):
            due = count * (place + 1) // len(dates) - count * place // len(dates)
            office.live(today, due, until)
            if today != last:
                clock.set(datetime.combine(today, time(17, 32)))
                day.close(office.desk, ticked=day.TICKS)
            yield place + 1, len(dates)
    finally:
        store.close()
    flush_file(folder / DATABASE)
    return count


@dataclass
class _Running:
    """A case on its way: what becomes of it, and when somebody next looks at it."""

    uuid: str
    fate: str
    next_on: date


class _Office:
    """The people of the office, day after day."""

    def __init__(
        self, chance: Random, clock: SetClock, clerks: tuple[Desk, ...], leader: Desk
    ) -> None:
        self.chance, self.clock, self.clerks, self.leader = chance, clock, clerks, leader
        self.desk = clerks[0]
        self.matters = [one for one in matters.in_force() if one.matter.code in words()["seasons"]]
        self.running: list[_Running] = []

    def live(self, today: date, count: int, until: datetime) -> None:
        """One working day, or as much of it as is before `until`, with `count` new cases and
        whatever else is due."""
        self.desk = self.clerks[today.toordinal() // 7 % len(self.clerks)]
        acts: list[Callable[[], None]] = [self.receive] * count
        acts += [self.ask] * self.chance.choice((0, 1, 1, 2, 3))
        acts += [self.tell_only] * (self.chance.random() < 0.3)
        due = [one for one in self.running if one.next_on <= today]
        acts += [lambda one=one: self.go_on(one) for one in due]  # type: ignore[misc]
        self.chance.shuffle(acts)
        for place, act in enumerate(acts):
            moment = _moment(today, place, len(acts))
            if moment > until:
                break
            self.clock.set(moment)
            act()

    def ask(self) -> None:
        """A question at the desk or on the telephone."""
        asked = self.chance.choice(words()["questions"])
        name = demo_people.name(self.chance)
        if self.chance.random() < 0.5:
            reception = receptions.open_call(self.desk, name, "").uuid
        else:
            reception = receptions.open_visit(self.desk, None).uuid
        satisfied = self.chance.choices(SATISFACTION[:3], (8, 2, 3))[0]
        given = EnquiryInput(asked["question"], asked["answer"], satisfied)
        self.printed(enquiries.answer(self.desk, reception, given).documents)

    def arrive(self) -> tuple[str, MatterView]:
        """Somebody comes for a matter of the season and is told."""
        today = self.clock.now().date()
        seasons = words()["seasons"]
        weights = [seasons[one.matter.code][today.month - 1] for one in self.matters]
        wanted = self.chance.choices(self.matters, weights)[0]
        gachas = self.desk.office.gachas
        who = demo_people.visitor(self.chance, gachas, today, wanted.matter.code)
        seen = receptions.open_visit(self.desk, who.applicant, who.agent)
        way = self.chance.choice((tellings.Way.PRINTED, tellings.Way.SHEET))
        told = tellings.tell(self.desk, seen.uuid, wanted.uuid, way)
        if told.document:
            self.printed((told.document,))
        return seen.uuid, wanted

    def tell_only(self) -> None:
        """Told everything, the visitor goes home for the papers."""
        reception, _ = self.arrive()
        tellings.went_home(self.desk, reception)

    def receive(self) -> None:
        """A new case, and what is decided about it at the desk."""
        reception, wanted = self.arrive()
        fate = self.chance.choices(list(_FATES), list(_FATES.values()))[0]
        short = fate in ("more", "waits")
        known = tellings.known(self.desk, reception, wanted.uuid)
        asked = wanted.matter.asked_for(known.situation)
        missing = self.chance.choice(asked)[0] if short else None
        items = [self.item(place, material, place == missing) for place, material in asked]
        if not any(item.answer in (Answer.RECEIVED, Answer.VERIFIED) for item in items):
            items = [self.item(place, material, False) for place, material in asked]
            short, fate = False, "grant"
        signing = Signing("代理") if receptions.load(self.desk, reception).agent else Signing()
        case = cases.receive(self.desk, reception, wanted.uuid, items, signing).case
        if short:
            self.printed(cases.ask_more(self.desk, case.uuid).documents)
        elif fate == "return":
            self.turn_down(case)
        elif not case.open_steps and fate == "grant":
            cases.finish_at_once(self.desk, case.uuid, words()["results"][wanted.matter.code])
            fate = "grant"
        else:
            why = "须经“" + "、".join(step.name for step in case.open_steps) + "”后办理"
            why = why if case.open_steps else "上级系统停机，当天无法录入"
            self.printed(cases.accept(self.desk, case.uuid, why).documents)
        self.later(_Running(case.uuid, fate, case.received_at.date()))

    def item(self, place: int, material: Material, lacks: bool) -> ItemInput:
        """The answer to one line of the checklist."""
        if not lacks:
            checked = material.need == Need.VERIFIED
            return ItemInput(place, Answer.VERIFIED if checked else Answer.RECEIVED,
                             max(1, material.copies))  # fmt: skip
        if self.chance.random() < 0.5:
            return ItemInput(place, Answer.WRONG, problem=self.chance.choice(words()["wrong"]))
        said = words()["lacking"]
        problem = said[-1] if material.need == Need.VERIFIED else self.chance.choice(said[:-1])
        return ItemInput(place, Answer.LACKING, problem=problem)

    def turn_down(self, case: CaseFile) -> None:
        """Returned: the report waits for the leader."""
        reason = words()["refusals"][case.matter.code]
        cases.return_case(self.desk, case.uuid, reason, case.matter.bases[0].text)

    def later(self, one: _Running) -> None:
        """Somebody looks at it again in some days."""
        slow = one.fate in ("slow", "more")
        days = self.chance.randrange(6, 13) if slow else self.chance.randrange(1, 6)
        one.next_on = self.clock.now().date() + timedelta(days=days)
        if one not in self.running:
            self.running.append(one)

    def go_on(self, one: _Running) -> None:
        """The next thing that happens to a running case."""
        case = load(self.desk, one.uuid)
        if case.state == State.DELIVERED or one.fate in ("forgotten", "waits"):
            self.running.remove(one)
            return
        if case.report is not None and not case.report.decision:
            self.decide_report(case)
        elif case.outcome:
            self.deliver(case)
        elif case.state == State.AWAITING:
            asked = [item for item in case.items if item.asked_in]
            brought = [self.item(item.position, item.material, False) for item in asked]
            self.printed(cases.bring_papers(self.desk, case.uuid, brought).documents)
            one.fate = "grant"
        elif case.state == State.REVIEWING:
            self.printed(cases.accept(self.desk, case.uuid, "须核对补交的材料").documents)
        else:
            self.decide(case, one.fate)
        self.later(one)

    def decide_report(self, case: CaseFile) -> None:
        agree = self.chance.random() < 0.8
        opinion = "同意，请做好解释。" if agree else "情况不同，应予受理。"
        done = cases.decide_report(self.leader, case.uuid, agree=agree or case.outcome == "不予",
                                   opinion=opinion)  # fmt: skip
        self.printed(done.documents)

    def decide(self, case: CaseFile, fate: str) -> None:
        """An accepted case: its steps, one at a time, then the decision."""
        if fate == "withdraw":
            done = cases.withdraw(self.desk, case.uuid, "家里另有安排，暂时不办了", Signing())
        elif fate == "terminate":
            basis = case.matter.bases[0].text
            done = cases.terminate(
                self.desk, case.uuid, Ground.DUPLICATE, "", basis, other="旗政务大厅已受理的一件"
            )
        elif fate != "refuse" and case.open_steps:
            done = self.take_step(case, case.open_steps[0])
        else:
            done = self.concluded(case, fate)
        self.printed(done.documents)

    def take_step(self, case: CaseFile, step: StepView) -> Done:
        """Recorded once it is done; a 公示 goes up first and stays up for its whole period."""
        assert case.accepted_at is not None
        today, place = self.clock.now().date(), case.applicant.gacha or self.desk.office.gachas[0]
        if not step.posted:
            began = case.accepted_at.date()
            return cases.record_step(
                self.desk, case.uuid, step.position, began, today, place, "情况属实"
            )
        if step.until is None:
            content = public_content.offered(case)
            board = f"{place}公示栏"
            return cases.start_step(
                self.desk, case.uuid, step.position, today, None, board, content
            )
        if today < step.until:
            return Done(case)
        return cases.end_step(self.desk, case.uuid, step.position, today, NO_OBJECTION)

    def concluded(self, case: CaseFile, fate: str) -> Done:
        assert case.deadline is not None
        late = {}
        if case.deadline.due is not None and self.clock.now() > case.deadline.due:
            reasons = ("上级系统停机三天", "上级机关"), ("经办人外出培训", "窗口")
            reason, owner = self.chance.choice(reasons)
            late = {"late_reason": reason, "late_owner": owner}
        if fate == "refuse":
            reason = words()["refusals"][case.matter.code]
            return cases.refuse(self.desk, case.uuid, reason, case.matter.bases[0].text, **late)
        return cases.grant(self.desk, case.uuid, words()["results"][case.matter.code], **late)

    def deliver(self, case: CaseFile) -> None:
        given = DeliveryInput("本人领取")
        agent = case.agent.person if case.agent else None
        if agent is not None and agent.id_kind == RESIDENT:
            given = DeliveryInput("代领", agent.name, "本人年老，行动不便", agent.id_number,
                                  signing=Signing("代理"))  # fmt: skip
        done = cases.deliver(self.desk, case.uuid, given, stub=self.chance.random() < 0.4)
        self.printed(done.documents)

    def printed(self, numbers: tuple[str, ...]) -> None:
        """The papers come out of the printer, most of them at once, and are handed over."""
        for number in numbers:
            if self.chance.random() < 0.97:
                machine = documents.describe(number).machine_number
                documents.record_print(self.desk, number, "counter", machine, "已完成", "")
                if self.chance.random() < 0.98:
                    documents.hand_over(self.desk, number)


def _moment(today: date, place: int, count: int) -> datetime:
    """The working hours, shared out: three in the morning, three in the afternoon."""
    minute = 5 + 345 * place // max(1, count)
    start = time(8, 30) if minute < 175 else time(14, 30)
    shift = minute if minute < 175 else minute - 175
    return datetime.combine(today, start, OFFICE_ZONE) + timedelta(minutes=shift)
