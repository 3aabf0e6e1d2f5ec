"""How what was begun goes on in a made-up office: steps, reports, decisions, those of the authority
above, delivery.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app import cases, documents, public_content, tellings
from app.case_parts import StepView
from app.case_table import State
from app.casefile import CaseFile, load
from app.cases import DeliveryInput, Done, FromAbove, Ground, Signing
from app.cases.common import ABOVE
from app.cases.second_telling import OTHER
from app.cases.steps import NO_OBJECTION
from app.catalogue import LICENSING_LAW, Material, Need
from app.checklist import Answer, ItemInput
from app.clock import SetClock
from app.demo_people import words
from app.desk import Desk
from app.first_asked import transfer_list, transfers
from app.identity import RESIDENT
from app.people import PersonInput


@dataclass
class Running:
    """A case on its way: what becomes of it, and when somebody next looks at it."""

    uuid: str
    fate: str
    next_on: date


class Course:
    """The clerk at the `desk` and the leader, with what is running."""

    def __init__(self, chance: Random, clock: SetClock, desk: Desk, leader: Desk) -> None:
        self.chance, self.clock, self.desk, self.leader = chance, clock, desk, leader
        self.running: list[Running] = []

    def later(self, one: Running) -> None:
        """Somebody looks at it again in some days."""
        slow = one.fate in ("slow", "more")
        days = self.chance.randrange(6, 13) if slow else self.chance.randrange(1, 6)
        one.next_on = self.clock.now().date() + timedelta(days=days)
        if one not in self.running:
            self.running.append(one)

    def go_on(self, one: Running) -> None:
        """The next thing that happens to a running case."""
        case = load(self.desk, one.uuid)
        if case.state == State.DELIVERED or one.fate in ("forgotten", "waits"):
            self.running.remove(one)
            return
        if case.report is not None and not case.report.decision:
            self.decide_report(case)
        elif case.outcome:
            self.deliver(case)
        elif case.state == State.URGENT:
            self.make_good(case)
        elif case.state == State.SPECIAL:
            self.printed(cases.resume(self.desk, case.uuid, "专家组同意选址").documents)
        elif case.state == State.AWAITING:
            asked = [item for item in case.items if item.asked_in]
            brought = [self.item(item.position, item.material, False) for item in asked]
            self.printed(cases.bring_papers(self.desk, case.uuid, brought).documents)
            one.fate = "grant" if one.fate == "more" else one.fate
        elif case.state == State.REVIEWING and one.fate == "again":
            self.ask_again(case)
            one.fate = "more"
        elif case.state == State.REVIEWING and case.accepted_at is not None:
            self.printed(cases.go_on(self.desk, case.uuid).documents)
        elif case.state == State.REVIEWING:
            why = case.matter.not_at_once or "须核对补交的材料"
            self.printed(cases.accept(self.desk, case.uuid, why).documents)
        else:
            self.decide(case, one.fate)
        self.later(one)

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

    def ask_again(self, case: CaseFile) -> None:
        """Something was overlooked the first time: a second telling, with its reason (1.3)."""
        last = case.items[-1]
        cases.answer(self.desk, case.uuid, [self.item(last.position, last.material, True)])
        why = "上次核对时没有翻到背面，没看出来"
        done = cases.ask_more(self.desk, case.uuid, later_kind=OTHER, later_why=why)
        self.printed(done.documents)

    def decide_report(self, case: CaseFile) -> None:
        agree = self.chance.random() < 0.8
        opinion = "同意，请做好解释。" if agree else "情况不同，应予受理。"
        done = cases.decide_report(self.leader, case.uuid, agree=agree or case.outcome == "不予",
                                   opinion=opinion)  # fmt: skip
        self.printed(done.documents)

    def decide(self, case: CaseFile, fate: str) -> None:
        """An accepted case: its steps, one at a time, then the decision, here or above."""
        if fate == "withdraw":
            done = cases.withdraw(self.desk, case.uuid, "家里另有安排，暂时不办了", Signing())
        elif fate == "terminate":
            basis = case.matter.bases[0].text
            done = cases.terminate(
                self.desk, case.uuid, Ground.DUPLICATE, "", basis, other="旗政务大厅已受理的一件"
            )
        elif fate != "refuse" and case.open_steps:
            done = self.take_step(case, case.open_steps[0])
        elif (put_off := self.put_off(case, fate)) is not None:
            done = put_off
        elif case.matter.decided_here or case.state == State.FORWARDED:
            done = self.concluded(case, fate)
        else:
            return  # goes up with the next batch
        self.printed(done.documents)

    def put_off(self, case: CaseFile, fate: str) -> Done | None:
        """What takes longer, by law: an opinion of experts, or one extension."""
        if fate != "slow" or case.state != State.ACCEPTED or self.is_late(case):
            return None
        if case.matter.under_licensing_law and not case.specials:
            law = f"《{LICENSING_LAW}》第四十五条"
            return cases.start_special(self.desk, case.uuid, "专家评审", law, 10)
        if case.matter.extension is not None and case.extension is None:
            law = case.matter.bases[0].text
            return cases.extend(self.leader, case.uuid, 5, "四至有争议，要再次踏勘", law)
        return None

    def send_up_all(self) -> None:
        """All that is ready goes up, a list for every authority that decides."""
        ready: defaultdict[str, list[CaseFile]] = defaultdict(list)
        for one in self.running:
            case = load(self.desk, one.uuid)
            if case.state == State.ACCEPTED and one.fate != "forgotten":
                ready[case.matter.organ].append(case)
        for batch in ready.values():
            self.send_up(batch)

    def send_up(self, batch: list[CaseFile]) -> None:
        """What of it is decided above, and for which all is done here."""
        going = [one for one in batch if not one.matter.decided_here and not one.open_steps]
        if going:
            why = ("入户核查人手不够", "窗口") if any(map(self.is_late, going)) else ("", "")
            uuids = [one.uuid for one in going]
            done = cases.forward(
                self.desk, uuids, "材料齐全，初审符合条件", late_reason=why[0], late_owner=why[1]
            )
            self.printed(done.documents)

    def is_late(self, case: CaseFile) -> bool:
        due = case.clock.due
        return due is not None and self.clock.now() > due

    def make_good(self, case: CaseFile) -> None:
        """The family comes with the papers, and is told what else there is to know."""
        self.printed((tellings.tell(
            self.desk, case.reception, case.version, tellings.Way.PRINTED
        ).document,))  # fmt: skip
        items = [self.item(one.position, one.material, False) for one in case.items]
        person = PersonInput(name=case.applicant.name, gacha=self.desk.office.gachas[0])
        result = words()["results"][case.matter.code]
        cases.sign_urgent(self.leader, case.uuid)
        done = cases.finish_urgent(self.desk, case.uuid, person, items, Signing(), result)
        self.printed(done.documents)

    def follow_up(self) -> None:
        """Ask after what was passed on to colleagues: taken over, in touch, done."""
        now = f"{self.clock.now():%Y-%m-%d %H:%M}"
        for one in transfer_list.listed(self.desk):
            if self.chance.random() < 0.3:
                continue
            if one.state == transfer_list.HANDED:
                transfers.received(self.desk, one.uuid, one.responsible, now)
            elif one.state == transfer_list.RECEIVED:
                said = f"{one.responsible}打电话说明了情况，约好来办的时间"
                transfers.contacted(self.desk, one.uuid, now, said)
            else:
                transfers.conclude(self.desk, one.uuid, "已当面办好，群众没有别的要求。")

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
        """Decided here, or by the authority above and noted here."""
        today, late, above = self.clock.now().date(), {}, None
        if self.is_late(case):
            reasons = ("上级系统停机三天", ABOVE), ("经办人外出培训", "窗口")
            reason, owner = self.chance.choice(reasons)
            late = {"late_reason": reason, "late_owner": owner}
        if case.state == State.FORWARDED:
            above = FromAbove(today, f"奈批〔{today.year}〕{self.chance.randrange(1, 400)}号")
            if fate == "slow" and len(case.forwarded) == 1:
                return self.sent_back(case, above)
        if fate == "refuse":
            reason = words()["refusals"][case.matter.code]
            basis = case.matter.bases[0].text
            return cases.refuse(self.desk, case.uuid, reason, basis, above, **late)
        result = words()["results"][case.matter.code]
        return cases.grant(self.desk, case.uuid, result, above, **late)

    def sent_back(self, case: CaseFile, above: FromAbove) -> Done:
        """The authority above wants one paper mended."""
        place, problem = case.items[0].position, self.chance.choice(words()["wrong"])
        wrong = [ItemInput(place, Answer.WRONG, problem=problem)]
        return cases.send_back(self.desk, case.uuid, problem, above.on, above.paper, wrong)

    def deliver(self, case: CaseFile) -> None:
        given = DeliveryInput("本人领取")
        agent = case.agent
        if agent is not None and agent.person.id_kind == RESIDENT:
            why = f"{agent.relation}，本人年老，行动不便"
            given = DeliveryInput("代领", agent.person.name, why, agent.person.id_number,
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
