"""A folder that looks like a real office, made by the program's own actions.

Day by day people come and call; what was begun goes on as `demo_course` says. Every day but the
last is closed.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from app import (  # fmt: skip
    accounts,
    cases,
    day,
    demo_office,
    demo_people,
    enquiries,
    matters,
    receptions,
    setup,
    tellings,
)
from app.casefile import CaseFile
from app.cases import Signing
from app.cases.urgent import Emergency, benefits
from app.checklist import Answer
from app.clock import OFFICE_ZONE, SetClock
from app.demo_course import Course, Running
from app.demo_people import words
from app.desk import Desk, seat
from app.enquiries import SATISFACTION, EnquiryInput
from app.errors import EnvironmentFault
from app.first_asked import ABSENCES, transfers
from app.matters import MatterView
from app.people import PersonInput
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
MINUTES = 345  # of a day, in which something may begin
# How a case goes, and how often.
_FATES = {"grant": 54, "slow": 9, "more": 14, "again": 3, "waits": 6, "refuse": 3, "return": 4,
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


class _Office(Course):
    """The people of the office, day after day."""

    def __init__(
        self, chance: Random, clock: SetClock, clerks: tuple[Desk, ...], leader: Desk
    ) -> None:
        super().__init__(chance, clock, clerks[0], leader)
        self.clerks = clerks
        self.matters = [one for one in matters.in_force() if one.matter.code in words()["seasons"]]
        self.spare = 0.0  # minutes that something at the desk takes

    def live(self, today: date, count: int, until: datetime) -> None:
        """One working day, or as much of it as is before `until`, with `count` new cases and
        whatever else is due."""
        self.desk = self.clerks[today.toordinal() // 7 % len(self.clerks)]
        acts: list[Callable[[], None]] = [self.receive] * count
        acts += [self.ask] * self.chance.choice((0, 1, 1, 2, 3))
        acts += [self.tell_only] * (self.chance.random() < 0.3)
        acts += [self.follow_up]
        acts += [self.pass_on] * (self.chance.random() < 0.15)
        acts += [self.help] * (self.chance.random() < 0.08)
        due = [one for one in self.running if one.next_on <= today]
        acts += [lambda one=one: self.go_on(one) for one in due]  # type: ignore[misc]
        self.chance.shuffle(acts)
        acts += [self.send_up_all] * (today.weekday() in (1, 3))  # the day's last errand
        self.spare = min(2.5, MINUTES / 3 / len(acts))
        for place, act in enumerate(acts):
            moment = _moment(today, place, len(acts))
            if moment + timedelta(minutes=2 * self.spare) > until:  # nothing happens after it
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
        self.clock.advance(minutes=self.spare)
        return seen.uuid, wanted

    def tell_only(self) -> None:
        """Told everything, the visitor goes home for the papers."""
        reception, _ = self.arrive()
        tellings.went_home(self.desk, reception)

    def receive(self) -> None:
        """A new case, and what is decided about it at the desk."""
        reception, wanted = self.arrive()
        fate = self.chance.choices(list(_FATES), list(_FATES.values()))[0]
        short = fate in ("more", "again", "waits")
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
        elif not case.matter.not_at_once and fate == "grant":
            self.clock.advance(minutes=self.spare)
            cases.finish_at_once(self.desk, case.uuid, words()["results"][wanted.matter.code])
        else:
            why = case.matter.not_at_once or "上级系统停机，当天无法录入"
            accepted = cases.accept(self.desk, case.uuid, why)
            self.printed(accepted.documents)
            if not accepted.case.limit.amount and fate != "forgotten":
                self.send_up([accepted.case])  # what is promised on the spot
        self.later(Running(case.uuid, fate, case.received_at.date()))

    def turn_down(self, case: CaseFile) -> None:
        """Returned: the report waits for the leader."""
        reason = words()["refusals"][case.matter.code]
        cases.return_case(self.desk, case.uuid, reason, case.matter.bases[0].text)

    def pass_on(self) -> None:
        """Whoever is responsible is away: the matter is passed on to them (2.3)."""
        asked = self.chance.choice(words()["passed_on"])
        who = PersonInput(name=demo_people.name(self.chance), phone=demo_people.phone(self.chance))
        seen = receptions.open_visit(self.desk, who)
        given = transfers.TransferInput(
            asked["matter"], asked["message"], who.name, who.phone,
            self.chance.choice(words()["addresses"]), self.chance.choice(ABSENCES),
            asked["responsible"],
            papers=(transfers.PaperInput("身份证复印件", "1", "1"),),
        )  # fmt: skip
        self.printed(transfers.transfer(self.desk, seen.uuid, given).documents)

    def help(self) -> None:
        """Somebody is in need: helped first, made good later (2.2)."""
        matter, now = benefits()[0], self.clock.now()
        given = Emergency(**self.chance.choice(words()["urgent"]), leader=STAFF[2][0],
                          phoned_at=now)  # fmt: skip
        case = cases.receive_urgent(self.desk, matter.uuid, given).case
        self.later(Running(case.uuid, "grant", now.date()))


def _moment(today: date, place: int, count: int) -> datetime:
    """The working hours, shared out: three in the morning, three in the afternoon."""
    minute = 5 + MINUTES * place // max(1, count)
    start = time(8, 30) if minute < 175 else time(14, 30)
    shift = minute if minute < 175 else minute - 175
    return datetime.combine(today, start, OFFICE_ZONE) + timedelta(minutes=shift)
