"""The day close: what it refuses, what it counts, and that its balance comes out."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app import cases, closed, day, enquiries, receptions, tellings
from app.clock import office_time
from app.day import CheckKind
from app.enquiries import EnquiryInput
from app.errors import EnvironmentFault, RuleError
from app.history import then
from app.ledger import build
from app.tasks import AtOnce
from models.cases import Case
from models.days import DayClose
from reports.ledger import Ledger
from tests.office import START, TestOffice

HOMESTEAD, ALLOWANCE, BIRTH, TRANSFER = "12", "05", "11", "16"
MONDAY = START.date()


def ledger_of(office: TestOffice, when: date) -> Ledger:
    return AtOnce().slices(build(office.clerk, when), lambda _: None).result()


@pytest.mark.clause("2.5.4")
def test_the_day_does_not_close_over_a_visitor_without_an_outcome(office: TestOffice) -> None:
    visit = office.visit("王秀英")
    (line, *_) = day.checklist(office.clerk)
    assert (line.kind, line.clause) == (CheckKind.BLOCK, "2.5.4")
    assert "王秀英" in line.text
    with pytest.raises(RuleError, match="还有 1 次接待没有结果") as refusal:
        day.close(office.clerk)
    assert refusal.value.clause == "2.5.4"
    receptions.left(office.clerk, visit, "接电话后走了")
    assert day.close(office.clerk).counts["left"] == 1


@pytest.mark.clause("7.5.1", "7.5.2", "7.5.3")
def test_the_checklist_ends_with_the_closing_duties_and_keeps_what_was_ticked(
    office: TestOffice,
) -> None:
    ticks = [line.clause for line in day.checklist(office.clerk) if line.kind == CheckKind.TICK]
    assert ticks == ["7.5.1", "7.5.2", "7.5.3"]
    view = day.close(office.clerk, ticked=("7.5.1", "7.5.3"))
    assert [view.counts[id] for id in ticks] == [1, 0, 1]
    assert ("收工检查", "设备已查，门窗电源未勾，贵重物品和资料已查") in ledger_of(
        office, MONDAY
    ).page.duty


def test_the_checklist_warns_of_papers_reports_and_cases_left(office: TestOffice) -> None:
    office.accepted(TRANSFER)  # its notice was not printed
    cases.return_case(office.clerk, office.received(BIRTH), "不在本地居住", "条例第十三条")
    office.clock.advance(days=3)
    lines = {line.clause: line for line in day.checklist(office.clerk)}
    assert lines["1.1"].text.startswith("2 份文书已生成，还没有打印")
    assert lines["1.4"].text == "1 份否定报备等分管领导批示：固便否〔2026〕1号"
    assert lines["3.1"].text == "1 件今日到期或已超期，还在办：固便办〔2026〕1号"


def test_a_day_closes_once_forwards_and_not_before_its_time(office: TestOffice) -> None:
    with pytest.raises(RuleError, match="还没有到"):
        day.close(office.clerk, MONDAY + timedelta(days=1))
    assert day.close(office.clerk).number == 1
    with pytest.raises(RuleError, match="已经日结，不能再结一次"):
        day.close(office.clerk)
    with pytest.raises(RuleError, match="不能再结更早的2026年11月20日"):
        day.close(office.clerk, MONDAY - timedelta(days=3))
    assert DayClose.select().count() == 1


def test_what_is_done_after_the_close_belongs_to_the_next_day(office: TestOffice) -> None:
    office.received(BIRTH)
    first = day.close(office.clerk)
    office.received(BIRTH)
    office.clock.advance(days=1)
    second = day.close(office.clerk)
    assert (first.counts["received"], first.counts["open"]) == (1, 1)
    assert (second.counts["received"], second.counts["open"]) == (1, 2)
    assert (second.totals["received"], second.number) == (2, 2)
    assert second.previous_head == first.head


def test_a_forgotten_day_is_closed_first_up_to_its_own_midnight(office: TestOffice) -> None:
    office.received(BIRTH)
    office.clock.set(office_time("2026-11-25T10:00"))  # Wednesday; nothing on Tuesday
    finished = office.received(BIRTH)
    cases.finish_at_once(office.clerk, finished, "已登记")
    wednesday = day.close(office.clerk)
    monday = closed.fetch(MONDAY)
    assert (monday.number, wednesday.number) == (1, 2)
    assert (monday.counts["received"], monday.counts["open"], monday.late) == (1, 1, True)
    assert (wednesday.counts["received"], wednesday.counts["at_once"]) == (1, 1)
    assert dict(ledger_of(office, MONDAY).page.duty)["未日结"] == "本日于2026年11月25日 10:00补日结"
    duty = dict(ledger_of(office, wednesday.day).page.duty)
    assert duty["未日结"] == "2026年11月24日（无记录）"


def test_the_record_names_the_first_and_last_number_of_every_paper(office: TestOffice) -> None:
    for _ in range(3):
        office.accepted(TRANSFER)
    view = day.close(office.clerk)
    assert view.documents["受理通知书"] == ("固便受〔2026〕1号", "固便受〔2026〕3号", 3)
    assert view.ledger_number == "固便账〔2026〕1号"


def test_an_overturned_return_is_counted_back_in(office: TestOffice) -> None:
    case = office.received(BIRTH)
    cases.return_case(office.clerk, case, "不在本地居住", "条例第十三条")
    assert day.close(office.clerk).counts["open"] == 0
    office.clock.advance(days=1)
    cases.decide_report(office.leader, case, agree=False, opinion="应予受理")
    view = day.close(office.clerk)
    assert (view.counts["reopened"], view.counts["open"]) == (1, 1)
    (line, _, _) = ledger_of(office, view.day).page.balances
    assert (line.carried, line.reopened, line.open) == (0, 1, 1)
    # Monday's ledger still says what Monday's records said.
    (monday,) = ledger_of(office, MONDAY).cases
    assert (monday.state, monday.outcome) == ("已退回", "退回")
    assert ledger_of(office, MONDAY).reports[0].decision == ""


def test_a_balance_that_does_not_come_out_closes_no_day(office: TestOffice) -> None:
    office.received(BIRTH)
    Case.update(state="已办结").execute()  # behind the program's back
    with pytest.raises(EnvironmentFault, match="应有 1 件在办，记录里是 0 件"):
        day.close(office.clerk)
    assert DayClose.select().count() == 0


def test_a_row_is_read_back_as_an_earlier_event_left_it(office: TestOffice) -> None:
    uuid = office.received(BIRTH)
    seq = day.close(office.clerk).head_seq
    cases.finish_at_once(office.clerk, uuid, "已登记")
    now = Case.get(Case.uuid == uuid)
    past = then(now, seq)
    assert (past.state, past.closed_at, past.applicant.name) == ("审核中", None, "包玉兰")
    assert (past.received_at, past.signing) == (now.received_at, now.signing)
    assert then(now, 1) is None


class Week:
    """A clerk who does what comes to mind, and a tally kept apart from the program."""

    def __init__(self, office: TestOffice, seed: int) -> None:
        self.office = office
        self.chance = random.Random(seed)
        self.tally: Counter[str] = Counter()
        self.open = 0
        self.reviewing: list[str] = []
        self.accepted: list[str] = []
        self.returned: list[str] = []

    def act(self) -> None:
        acts: list[Callable[[], None]] = [self.receive, self.receive, self.ask, self.leave]
        if self.reviewing:
            acts += [self.accept, self.finish, self.give_back, self.withdraw]
        if self.accepted:
            acts += [self.grant, self.refuse, self.terminate]
        if self.returned:
            acts.append(self.overturn)
        self.chance.choice(acts)()

    def taken(self, cases_: list[str]) -> str:
        return cases_.pop(self.chance.randrange(len(cases_)))

    def count(self, *keys: str, open_: int = 0) -> None:
        self.tally.update(keys)
        self.open += open_

    def receive(self) -> None:
        self.reviewing.append(self.office.received(BIRTH))
        self.count("visits", "tellings", "received", open_=1)

    def ask(self) -> None:
        call = receptions.open_call(self.office.clerk, "", "").uuid
        enquiries.answer(self.office.clerk, call, EnquiryInput("几点上班？", "八点半。", "满意"))
        self.count("calls", "enquiries", "satisfied", "documents")

    def leave(self) -> None:
        visit = self.office.told(BIRTH)
        tellings.went_home(self.office.clerk, visit)
        self.count("visits", "tellings", "told")

    def accept(self) -> None:
        self.accepted.append(self.taken(self.reviewing))
        cases.accept(self.office.clerk, self.accepted[-1], "须核查")
        self.count("accepted", "documents")

    def finish(self) -> None:
        cases.finish_at_once(self.office.clerk, self.taken(self.reviewing), "已登记")
        self.count("at_once", open_=-1)

    def give_back(self) -> None:
        self.returned.append(self.taken(self.reviewing))
        cases.return_case(self.office.clerk, self.returned[-1], "不符", "第一条")
        self.count("returned", "documents", open_=-1)

    def overturn(self) -> None:
        self.reviewing.append(self.taken(self.returned))
        cases.decide_report(self.office.leader, self.reviewing[-1], agree=False, opinion="可办")
        self.count("reopened", open_=1)

    def withdraw(self) -> None:
        cases.withdraw(self.office.clerk, self.taken(self.reviewing), "不办了", cases.Signing())
        self.count("withdrawn", "documents", open_=-1)

    def grant(self) -> None:
        late = self.decide(lambda case, why: cases.grant(self.office.clerk, case, "准予", **why))
        self.count("granted", "documents", *late, open_=-1)

    def refuse(self) -> None:
        late = self.decide(
            lambda case, why: cases.refuse(self.office.clerk, case, "不符", "第一条", **why)
        )
        self.count("refused", "documents", "documents", *late, open_=-1)

    def decide(self, act: Callable[[str, dict[str, str]], object]) -> list[str]:
        """A case of 生育登记 is due at the end of the day of acceptance."""
        case = self.taken(self.accepted)
        accepted = Case.get(Case.uuid == case).accepted_at.date()
        if accepted == self.office.clock.now().date():
            act(case, {})
            return []
        act(case, {"late_reason": "系统停机", "late_owner": "窗口"})
        return ["late"]

    def terminate(self) -> None:
        case = self.taken(self.accepted)
        cases.terminate(self.office.clerk, case, cases.Ground.GONE, "已办过", "第一条")
        self.count("terminated", "documents", open_=-1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_balance_adds_up_over_a_week_of_anything(office: TestOffice, seed: int) -> None:
    week = Week(office, seed)
    office.clock.set(office_time("2026-11-27T09:00"))  # Friday; the month ends on Monday
    totals: Counter[str] = Counter()
    for _ in range(6):
        week.tally.clear()
        before = week.open
        for _ in range(week.chance.randrange(12)):
            week.act()
            office.clock.advance(minutes=11)
        view = day.close(office.clerk)
        totals.update(week.tally)
        ticks = set(day.TICKS)
        assert Counter({k: n for k, n in view.counts.items() if k not in {*ticks, "open"}}) == (
            week.tally
        )
        assert Counter(view.totals) == totals
        assert view.counts["open"] == week.open
        page = ledger_of(office, view.day).page
        assert page.balances[0].carried == before
        assert all(line.adds_up for line in page.balances)
        office.clock.set(office_time(f"{view.day + timedelta(days=1)}T09:00"))
    december = ledger_of(office, date(2026, 12, 2)).page.balances[1]
    november = closed.fetch(date(2026, 11, 30))
    assert december.carried == november.counts["open"]
    assert december.received == totals["received"] - november.totals["received"]
