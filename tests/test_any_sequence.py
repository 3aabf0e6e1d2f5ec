"""Any actions in any order, over many cases and a clock that moves on.

Whatever is tried, a case is only ever where design §4 allows it to be; its due moment is what
counting the days one by one gives; no number is left out; the day closes with a balance that adds
up, and the chain verifies. What may follow on what, and how days are counted, is written here
anew, from the design and not from the program.

Everything runs inside one transaction that is rolled back, so that no sequence sees another.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app import (
    case_clock,
    casefile,
    cases,
    chain_check,
    day,
    journal,
    matters,
    numbers,
    receptions,
    tellings,
)
from app.cases import DeliveryInput, Signing
from app.cases.deciding import FromAbove
from app.cases.grounds import Ground
from app.cases.reminding import topics
from app.cases.urgent import Emergency
from app.checklist import Answer, ItemInput, answers
from app.clock import OFFICE_ZONE
from app.errors import FieldError, RuleError
from app.people import PersonInput
from app.tasks import AtOnce
from models.cases import Case
from models.documents import Document
from tests import office as offices
from tests.office import TestOffice

ONE_DAY = timedelta(days=1)

# Where each action may be done, and where it leads; "=" leaves the case where it is.
OPEN = ("急难办理", "审核中", "待补正", "已受理", "特别程序", "已上报")
ENDED = ("已办结", "已退回", "已终止", "已撤回")
MAY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "急难签字": dict.fromkeys((*OPEN, *ENDED, "已送达"), ("=",)),
    "核对材料": {"审核中": ("=",)},
    "当场办结": {"审核中": ("已办结",)},
    "受理": {"审核中": ("已受理",)},
    "继续办理": {"审核中": ("已受理",)},
    "容缺受理": {"审核中": ("已受理",)},
    "容缺补齐": dict.fromkeys(("已受理", "特别程序", "已上报"), ("=",)),
    "容缺延期": dict.fromkeys(("已受理", "特别程序", "已上报"), ("=",)),
    "通知补充": {"审核中": ("待补正",)},
    "补交材料": {"待补正": ("待补正", "审核中")},
    "退回": {"审核中": ("已退回",)},
    "同意否定报备": dict.fromkeys(("已退回", "已办结", "已送达"), ("=",)),
    "撤销退回": {"已退回": ("审核中",)},
    "办理环节": {"已受理": ("=",)},
    "开始公示": {"已受理": ("=",)},
    "结束公示": {"已受理": ("=",)},
    "上报": {"已受理": ("已上报",)},
    "上级要求补正": {"已上报": ("待补正",)},
    "准予": {"已受理": ("已办结",), "已上报": ("已办结",)},
    "不予": {"已受理": ("已办结",), "已上报": ("已办结",)},
    "特别程序": {"已受理": ("特别程序",)},
    "恢复办理": {"特别程序": ("已受理",)},
    "延长期限": {"已受理": ("=",)},
    "急难补办": {"急难办理": ("审核中",)},
    "急难办结": {"急难办理": ("已办结",)},
    "撤回": dict.fromkeys(OPEN, ("已撤回",)),
    "终止": dict.fromkeys(OPEN, ("已终止",)),
    "提醒申请人": dict.fromkeys((*OPEN, *ENDED), ("=",)),
    "送达": dict.fromkeys(ENDED, ("已送达",)),
}
# 12 宅基地, 13 规划许可, 06 特困, 25 设施农业用地, 05 低保, 02 养老待遇, 16 流转, 20 检疫,
# 11 生育, 24 危房改造
MATTERS = ("12", "13", "06", "25", "05", "02", "16", "20", "11", "24")
# What ends a case, or changes nothing, is tried less often: else nothing gets far.
SELDOM = ("撤回", "终止", "退回", "不予", "提醒申请人", "急难办结", "当场办结", "送达",
          "核对材料")  # fmt: skip
# What takes several lucky steps is done as soon as it can be.
FAR_OFF = ("开始公示", "结束公示", "上级要求补正", "补交材料", "继续办理", "容缺延期", "延长期限")
NOTHING, LATER = st.just(set[int]()), st.just("可容缺")  # what may be lacking
SOME = st.sets(st.integers(0, 6), max_size=3)
MOST = 8  # cases in one sequence
LICENCES = ("12", "13", "20")  # of these: what the licensing law deems accepted
WHY, LAW = "按规定", "《某办法》第三条"


@dataclass
class Known:
    """What this test itself knows of a case: nothing of it is read from the program."""

    code: str
    state: str
    accepted: datetime | None = None
    still: list[list[date | None]] = field(default_factory=list)  # [from, until (not included)]
    extended: int = 0
    posting: bool = False


def recount(known: Known, matter: Any, working: Callable[[date], bool],
            closing: Callable[[date], time]) -> datetime | None:  # fmt: skip
    """The due moment, counted day by day; None while the count stands still without an end."""
    assert known.accepted is not None
    limit = matter.promised or matter.statutory
    amount = (limit.amount if limit else 0) + known.extended
    by_workday = limit is None or limit.unit.value == "工作日"

    def stands(day: date) -> list[date | None] | None:
        there = [one for one in known.still if one[0] <= day and (one[1] is None or day < one[1])]
        endless = [one for one in there if one[1] is None]
        return (endless or there or [None])[0]

    day, counted = known.accepted.date(), 0
    if (here := stands(day)) and here[1] is None:
        return None
    while counted < amount:
        day += ONE_DAY
        if (here := stands(day)) is not None:
            if here[1] is None:
                return None
            continue
        counted += working(day) or not by_workday
    late_today = amount == 0 and known.accepted.time() > closing(day)
    if not amount or not by_workday:
        while late_today or stands(day) or not working(day):
            late_today = False
            day += ONE_DAY
            if (here := stands(day)) is not None and here[1] is None:
                return None
    return datetime.combine(day, closing(day), OFFICE_ZONE)


class AnySequence(RuleBasedStateMachine):
    """One window, one clerk, one leader, and whatever they do."""

    office: ClassVar[TestOffice]

    def __init__(self) -> None:
        super().__init__()
        self.database = self.office.store.database
        self.outer = self.database.atomic("IMMEDIATE")
        self.whole = self.outer.__enter__()
        self.office.clock.set(offices.START)
        self.known: dict[str, Known] = {}
        self.desk, self.leader = self.office.changed(allow_gaps=True), self.office.leader
        self.done: Counter[str] = Counter()
        self.refused: set[tuple[str, str]] = set()  # since something last changed
        self.step = 0  # of its matter, that was last begun or recorded

    def teardown(self) -> None:
        try:
            self.close_the_day()
            self.look_at_the_chain()
            self.look_at_the_numbers()
            TOTALS.update(self.done)
        finally:
            self.whole.rollback()
            self.outer.__exit__(None, None, None)

    # What may be done ---------------------------------------------------------------------------

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """One rule for all of it: of several, a sequence would be given only some to try."""
        ways = [self.time_passes, self.anything_is_tried]
        if len(self.known) < MOST:
            ways += [self.somebody_brings_papers] * 2 + [self.somebody_is_in_need]
        if self.possible():
            ways += [self.something_possible_is_done] * 8
        data.draw(st.sampled_from(ways))(data)

    def time_passes(self, data: st.DataObject) -> None:
        self.wait(data.draw(st.sampled_from([1, 3, 9, 24, 24 * 3, 24 * 8])))

    def wait(self, hours: int) -> None:
        self.office.clock.advance(hours=hours)
        self.refused.clear()
        for done in cases.deem(self.desk):
            one = self.known[done.case.uuid]
            assert one.state == "审核中" and one.code in LICENCES
            one.state, one.accepted = "已受理", done.case.papers_at

    def somebody_brings_papers(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(MATTERS))
        lacking = data.draw(NOTHING | LATER | SOME)
        visit = receptions.open_visit(self.desk, PersonInput(name="包玉兰")).uuid
        version = self.version(code)
        if isinstance(lacking, str):
            materials = enumerate(self.matter(code).materials)
            lacking = {n for n, one in materials if one.need.value == lacking}
        tellings.tell(self.desk, visit, version, tellings.Way.SHEET)
        items = self.items(code, lacking)
        if all(one.answer == Answer.LACKING for one in items):
            tellings.went_home(self.desk, visit)
            return
        done = cases.receive(self.desk, visit, version, items, Signing())
        self.known[done.case.uuid] = Known(code, "审核中")

    def somebody_is_in_need(self, _: st.DataObject) -> None:
        now = self.office.clock.now()
        given = Emergency("六十岁左右的男子", "家中失火", "安排住处，送米面", "巴特尔", now)
        done = cases.receive_urgent(self.desk, self.version("31"), given)
        self.known[done.case.uuid] = Known("31", "急难办理")

    def possible(self) -> dict[str, list[str]]:
        """The cases for each action that their states allow, but for what the program has just
        refused, for reasons of its own."""
        found: dict[str, list[str]] = defaultdict(list)
        for action, froms in MAY.items():
            for uuid, one in self.known.items():
                never = {"结束公示": not one.posting, "继续办理": one.accepted is None}
                idle = never.get(action, False) or (uuid, action) in self.refused
                if one.state in froms and not idle:
                    found[action].append(uuid)
        return found

    def something_possible_is_done(self, data: st.DataObject) -> None:
        """Most often something that was not done yet; what ends a case is tried less often, else
        nothing gets far."""
        possible = self.possible()
        actions = sorted(possible)
        onward = [name for name in actions if name not in SELDOM]
        actions += 2 * onward + 6 * [name for name in onward if name not in self.done]
        actions += 10 * [name for name in actions if name in FAR_OFF]
        action = data.draw(st.sampled_from(actions))
        if action == "结束公示":
            self.wait(24 * 12)
        self.try_it(data.draw(st.sampled_from(possible[action])), action, data)

    def anything_is_tried(self, data: st.DataObject) -> None:
        """Any action on any case, whatever its state."""
        if self.known:
            action = data.draw(st.sampled_from(sorted(MAY)))
            self.try_it(data.draw(st.sampled_from(list(self.known))), action, data)

    def try_it(self, uuid: str, action: str, data: st.DataObject) -> None:
        one = self.known[uuid]
        allowed = MAY[action].get(one.state)
        number = data.draw(st.integers(0, 40))
        try:
            state = self.carry_out(action, uuid, number)
        except (RuleError, FieldError) as refusal:
            assert str(refusal), "a refusal says what is wrong"
            assert Case.get(Case.uuid == uuid).state == one.state, action
            self.refused.add((uuid, action))
            return
        assert allowed is not None, f"{action} was done in {one.state}"
        to = {one.state if target == "=" else target for target in allowed}
        assert state in to, f"{action}: {one.state} → {state}"
        self.done[action] += 1
        self.refused = {pair for pair in self.refused if pair[0] != uuid}
        self.note(one, action, state, uuid, number)
        one.state = state

    def carry_out(self, action: str, uuid: str, n: int) -> str:
        desk, code, now = self.desk, self.known[uuid].code, self.office.clock.now()
        today = now.date()
        late = {"late_reason": "等材料", "late_owner": "申请人"}
        above = FromAbove(today, "奈批〔2026〕9号") if self.known[uuid].state == "已上报" else None

        @cache
        def case() -> casefile.CaseFile:
            return casefile.load(desk, uuid)

        def at() -> int:
            steps = case().open_steps
            self.step = steps[0].position if steps else n % 5
            return self.step

        works: dict[str, Callable[[], Any]] = {
            "核对材料": lambda: cases.answer(desk, uuid, self.items(code, {n} if n < 7 else set())),
            "当场办结": lambda: cases.finish_at_once(desk, uuid, "已办好"),
            "受理": lambda: cases.accept(desk, uuid, "须现场核查"),
            "继续办理": lambda: cases.go_on(desk, uuid),
            "容缺受理": lambda: cases.accept_with_gap(
                desk, uuid, "须核查", "十日内补齐", today + ONE_DAY * 10
            ),
            "容缺补齐": lambda: cases.fill_gap(
                desk, uuid,
                [ItemInput(one.position, Answer.RECEIVED) for one in case().lacking],
            ),
            "容缺延期": lambda: cases.prolong_gap(desk, uuid, today + ONE_DAY * 30, WHY),
            "通知补充": lambda: cases.ask_more(desk, uuid, later_kind="情况变化", later_why=WHY),
            "补交材料": lambda: cases.bring_papers(
                desk, uuid,
                [ItemInput(one.position, Answer.RECEIVED) for one in case().lacking][: 1 + n % 3],
            ),
            "退回": lambda: cases.return_case(desk, uuid, "不符合条件", LAW),
            "同意否定报备": lambda: cases.decide_report(
                self.leader, uuid, agree=True, opinion="同意"
            ),
            "撤销退回": lambda: cases.decide_report(
                self.leader, uuid, agree=False, opinion="再核实"
            ),
            "办理环节": lambda: cases.record_step(desk, uuid, at(), today, today, "嘎查", "属实"),
            "开始公示": lambda: cases.start_step(
                desk, uuid, at(), today, None, "嘎查公示栏",
                "\n".join(f"{name}：东梁" for name in case().matter.public_fields),
            ),
            "结束公示": lambda: cases.end_step(desk, uuid, at(), today, "无异议"),
            "上报": lambda: cases.forward(desk, [uuid], "符合条件", **late),
            "上级要求补正": lambda: cases.send_back(
                desk, uuid, "补一份说明", today, "奈补〔2026〕1号",
                [ItemInput(0, Answer.WRONG, problem="没有签字")],
            ),
            "准予": lambda: cases.grant(desk, uuid, "同意", above, **late),
            "不予": lambda: cases.refuse(desk, uuid, "不符合条件", LAW, above, **late),
            "特别程序": lambda: cases.start_special(
                desk, uuid, "专家评审", LAW, 10, again_why="专家改期"
            ),
            "恢复办理": lambda: cases.resume(desk, uuid, "评审通过"),
            "延长期限": lambda: cases.extend(self.leader, uuid, 1 + n % 10, "情况复杂", LAW),
            "急难签字": lambda: cases.sign_urgent(self.leader, uuid),
            "急难补办": lambda: self.make_good(uuid, finish=False),
            "急难办结": lambda: self.make_good(uuid, finish=True),
            "撤回": lambda: cases.withdraw(desk, uuid, "不办了", Signing()),
            "终止": lambda: cases.terminate(desk, uuid, Ground.POLICY, "文件已废止", LAW),
            "提醒申请人": lambda: cases.remind(
                desk, uuid, next(iter(topics(case())), WHY), "电话", "请来窗口"
            ),
            "送达": lambda: cases.deliver(desk, uuid, DeliveryInput("本人领取")),
        }  # fmt: skip
        done = works[action]()
        found = getattr(done, "case", None) or done.cases[0]
        return str(found.state.value)

    def make_good(self, uuid: str, *, finish: bool) -> Any:
        case = casefile.load(self.desk, uuid)
        tellings.tell(self.desk, case.reception, case.version, tellings.Way.SHEET)
        person = PersonInput(name="陈巴图", gacha="平安地嘎查")
        items = self.items("31", set())
        if finish:
            return cases.finish_urgent(self.desk, uuid, person, items, Signing(), "已给救助")
        return cases.make_good(self.desk, uuid, person, items, Signing())

    def note(self, one: Known, action: str, state: str, uuid: str, n: int) -> None:
        """What the action means for the count, as the design says it."""
        now = self.office.clock.now()
        today = now.date()
        matter = self.matter(one.code)
        if action in ("受理", "容缺受理"):
            assert one.accepted is None
            one.accepted = now
        elif action == "继续办理":
            for span in one.still:
                span[1] = span[1] or today  # back from above
        elif action in ("特别程序", "上报"):
            one.still.append([today, None])
        elif action == "恢复办理":
            one.still[-1][1] = today
        elif action == "延长期限":
            one.extended = 1 + n % 10
        elif action in ("开始公示", "结束公示", "办理环节"):
            one.posting = action == "开始公示"
            if matter.steps[self.step].counts:
                return
            step = casefile.load(self.desk, uuid).steps[self.step]
            if action == "结束公示":
                assert step.until is not None
                planned = [step.started, step.until + ONE_DAY]
                next(span for span in one.still if span == planned)[1] = today + ONE_DAY
            else:
                last = step.until if one.posting else today
                assert last is not None
                one.still.append([today, last + ONE_DAY])

    # What must hold -----------------------------------------------------------------------------

    @invariant()
    def every_due_moment_is_what_counting_gives(self) -> None:
        calendar, hours = self.desk.calendar, self.desk.office.hours
        rows = list(Case.select())
        assert {row.uuid for row in rows} == set(self.known)
        entries = {row.id: self.matter(self.known[row.uuid].code) for row in rows}
        facts = case_clock.facts(rows, entries)
        for row in rows:
            one, matter = self.known[row.uuid], entries[row.id]
            assert (row.state, row.accepted_at) == (one.state, one.accepted)
            if one.accepted is not None:
                limit = case_clock.limit_of(matter)
                own = case_clock.own_deadline(row, limit, facts[row.id], calendar, hours)
                assert own is not None
                due = recount(one, matter, calendar.is_working, hours.closing)
                assert own.due == due, (one, own)

    def close_the_day(self) -> None:
        for reception in receptions.unfinished():
            receptions.left(self.desk, reception.uuid, "没有等")
        view = day.close(self.desk)
        assert view.counts["open"] == sum(one.state in OPEN for one in self.known.values())

    def look_at_the_chain(self) -> None:
        end = journal.head()
        whole = chain_check.check(self.database.connection(), [(end.seq, end.hash.hex())])
        found = AtOnce().slices(whole, lambda _: None).result()
        assert found == (), found

    def look_at_the_numbers(self) -> None:
        serials: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for row in Document.select():
            serials[row.kind, row.year].append(row.serial)
        for row in Case.select():
            year, serial = numbers.parts(row.number)
            serials["办件", year].append(serial)
        for kind, given in serials.items():
            assert sorted(given) == list(range(1, len(given) + 1)), kind

    # Small helps --------------------------------------------------------------------------------

    def matter(self, code: str) -> Any:
        return next(one.matter for one in self.in_force() if one.matter.code == code)

    def version(self, code: str) -> str:
        return next(one.uuid for one in self.in_force() if one.matter.code == code)

    def in_force(self) -> tuple[matters.MatterView, ...]:
        if not hasattr(self, "_in_force"):
            self._in_force = matters.in_force()
        return self._in_force

    def items(self, code: str, lacking: set[int]) -> list[ItemInput]:
        """Every line that may apply, those in `lacking` as 缺少."""
        given = {"谁来办": "本人办理"}
        return [
            ItemInput(n, Answer.LACKING, problem="窗口查不到") if n in lacking
            else ItemInput(n, answers(one)[0])
            for n, one in self.matter(code).asked_for(self.matter(code).answers(given))
        ]  # fmt: skip


TOTALS: Counter[str] = Counter()
SEQUENCES = 500 if os.environ.get("CI") == "true" else 60
PARTS = 4  # tests that try as many together, side by side


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all processes in which these tests run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sequences"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.mark.timeout(1200)
@pytest.mark.clause("3.1", "3.2")
@pytest.mark.parametrize("part", range(PARTS))
def test_any_sequence_of_actions_keeps_every_rule(
    part: int, office: TestOffice, together: Path
) -> None:
    TOTALS.clear()
    AnySequence.office = office
    run_state_machine_as_test(
        AnySequence,
        settings=settings(
            max_examples=SEQUENCES // PARTS, stateful_step_count=50, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    (together / f"{part}.json").write_text(json.dumps(TOTALS), "utf-8")
    found = [json.loads(file.read_text("utf-8")) for file in together.iterdir()]
    if len(found) == PARTS and SEQUENCES >= 500:  # in fewer, some may never have had their turn
        done = {action for one in found for action in one}
        assert set(MAY) <= done, f"never done: {set(MAY) - done}"
