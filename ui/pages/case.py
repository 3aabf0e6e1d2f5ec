"""One case: how it stands, what may be done with it, its papers and its history."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app import casefile, documents, due_days
from app.case_table import State
from app.casefile import CaseFile, DocumentView
from app.cases import Done, urgent
from app.due_days import Explanation
from app.forms import why_date
from app.rights import Role
from ui.account_sheets import LeaderAtCounter
from ui.case_forms.base import Work
from ui.dispute import Dispute, dispute_link
from ui.pages.another_matter import ask_for_another
from ui.pages.case_actions import CaseActions
from ui.pages.case_facts import facts
from ui.pages.why_date import WhyDate
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, dotted, label, row, rule
from ui.widgets.pictures import LightLabel


class CasePage(FormPage):
    """The page a case is opened on, from wherever."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "办件")
        self._uuid, self._fresh = "", False
        self._case: CaseFile | None = None
        self._missing: tuple[str, ...] = ()
        self._light = LightLabel()
        self.head.addWidget(self._light)
        self._clause = ClauseNote("3.1")
        self._facts = Card("办理情况")
        self.main.addWidget(self._facts)
        self.act_on = CaseActions(shell.may, leader=shell.desk.staff.role == Role.LEADER)
        for name, field in self.act_on.fields.items():
            self.add_field(name, field)
        self.act_on.chosen.connect(self._changed)
        self.act_on.submitted.connect(self.submit)
        self.act_on.preview_wanted.connect(self._preview)
        self.act_on.papers_wanted.connect(self._to_papers)
        self.act_on.arranged.connect(lambda clause: self._clause.show_clauses(clause))
        self.main.addWidget(self.act_on)
        self._items = Card("材料")
        self.main.addWidget(self._items)
        self.side.addWidget(self._clause)
        self._another = Button("这位群众还要办别的", kind="link", key="F7")
        self._another.clicked.connect(self._another_matter)
        self.side.addWidget(row(self._another, None))
        self._another.setVisible(shell.may("一次性告知"))
        quarrel = dispute_link()
        quarrel.clicked.connect(self._dispute)
        self.side.addWidget(row(quarrel, None))
        quarrel.setVisible(shell.may("记录争议"))
        self._papers = Card("文书")
        self.side.addWidget(self._papers)
        self._days = WhyDate()
        self._days.print_wanted.connect(self._print_why)
        self.side.addWidget(self._days)
        self._history = Card("经过")
        self.side.addWidget(self._history)

    def open(self, what: Mapping[str, Any]) -> None:
        self.start(what["uuid"])

    def start(self, uuid: str, said: str = "") -> None:
        """Show the case with this UUID; `said` is what has just been done to it."""
        self._uuid, self._fresh = uuid, True
        self.act_on.reset()
        self.banner.clear()
        if said:
            self.banner.say(said, "good")
        self.keep_draft(f"case:{uuid}")

    def draft(self) -> dict[str, Any]:
        return super().draft() | self.act_on.draft()

    def set_draft(self, body: dict[str, Any]) -> None:
        super().set_draft(body)
        self.act_on.set_draft(body)

    def refresh(self) -> None:
        if self._uuid:
            uuid, desk = self._uuid, self.shell.desk

            def look() -> tuple[CaseFile, tuple[str, ...], tuple[Explanation, ...]]:
                case = casefile.load(desk, uuid)
                missing = urgent.missing(desk, case) if case.state == State.URGENT else ()
                return case, missing, due_days.explanations(desk, case)

            self.shell.read(look, self._show)

    def _show(self, found: tuple[CaseFile, tuple[str, ...], tuple[Explanation, ...]]) -> None:
        case, self._missing, clocks = found
        self._case = case
        held = self.has_focus()
        self.set_head(
            case.matter.name, dotted(case.applicant.name, case.applicant.line, case.number)
        )
        told = case.outcome in case.state.value
        outcome = f"（{case.outcome}）" if case.outcome and not told else ""
        self._light.show_light(case.light, case.state.value + outcome)
        self._show_facts(case)
        self._show_items(case)
        self._show_papers(case)
        self._days.show_clocks(clocks)
        self._show_history(case)
        self.act_on.show_case(case, self.shell.desk.clock.now())
        # Shown again while papers are being printed, it leaves the cursor where somebody types.
        lost = held and not self.has_focus()
        if self._fresh or lost:
            self._fresh = False
            self.take_keyboard()

    def _show_facts(self, case: CaseFile) -> None:
        clear(self._facts.body)
        for title, words in facts(case, self.shell.desk.calendar, self._missing):
            head = label(title, "small", wrap=True)
            head.setFixedWidth(90)
            body = label(words, wrap=True)
            self._facts.body.addWidget(row(head, body, wide=1))

    def _show_items(self, case: CaseFile) -> None:
        clear(self._items.body)
        for number, item in enumerate(case.items, 1):
            words = f"{number}. {item.material.name}"
            state = item.answer or "未核对"
            self._items.body.addWidget(row(label(words, wrap=False), None, label(state, "strong")))
            if item.problem:
                self._items.body.addWidget(
                    label(f"{item.problem}；{item.bring}", "small", wrap=True)
                )

    def _show_papers(self, case: CaseFile) -> None:
        clear(self._papers.body)
        if not case.documents:
            self._papers.body.addWidget(label("还没有文书。", "second"))
        for n, paper in enumerate(case.documents):
            if n:
                self._papers.body.addWidget(rule())
            self._papers.body.addWidget(label(f"{paper.kind} · {paper.state}", wrap=True))
            self._papers.body.addWidget(self._paper_row(paper))

    def _paper_row(self, paper: DocumentView) -> QWidget:
        number = paper.number
        look = Button("查看", kind="link")
        look.clicked.connect(lambda: self.shell.show_paper(self, number))
        again = Button("补打" if paper.prints else "打印", kind="link")
        again.clicked.connect(lambda: self.shell.send_to_printer((number,)))
        parts: list[QWidget | None] = [label(number, "small"), None, look, again]
        if paper.state == documents.SENT:
            give = Button("已交付", kind="link")
            give.clicked.connect(lambda: self._hand_over(number))
            parts.append(give)
        return row(*parts, gap=4)

    def print_all(self) -> None:
        """F9: what of this case was not printed yet, or why there is nothing to print."""
        papers = self._case.documents if self._case is not None else ()
        waiting = tuple(one.number for one in papers if not one.prints)
        self.shell.send_to_printer(waiting)
        if not papers:
            self.tell("这个办件还没有文书。")
        elif not waiting:
            self.tell("这个办件的文书都打印过了；要补打的，按 Tab 移到文书旁的“补打”。")

    def _print_why(self, one: Explanation) -> None:
        desk, case = self.shell.desk, self._case
        assert case is not None
        self.shell.show_sheet(
            self,
            lambda: documents.unnumbered(
                desk.office, desk.clock.now(), why_date.TITLE, why_date.blocks(case, one)
            ),
            case.number, printed=True,
        )  # fmt: skip

    def _show_history(self, case: CaseFile) -> None:
        clear(self._history.body)
        for line in case.history:
            when = f"{line.at.month}月{line.at.day}日 {line.at:%H:%M}"
            later = "（补录）" if line.later else ""
            words = label(f"{when}　{line.action}{later}　{line.who}", "small", wrap=True)
            self._history.body.addWidget(words)

    def _to_papers(self) -> None:
        urgent = self._case is not None and self._case.state == State.URGENT
        self.shell.go("make_good" if urgent else "papers", uuid=self._uuid)

    def _another_matter(self) -> None:
        if self._case is not None:
            ask_for_another(self, self.shell, self._case.reception)

    def focus_first(self) -> None:
        self.act_on.focus_first()

    def _dispute(self) -> None:
        if self._case is not None:
            sheet = Dispute(self, self.shell, self._case.reception, self._case.applicant.name)
            sheet.noted.connect(lambda: self.banner.say("争议已记下。", "good"))
            sheet.open()

    def _hand_over(self, number: str) -> None:
        self.shell.act(
            self, lambda desk: documents.hand_over(desk, number), lambda _: self.refresh(),
            beside=True,
        )  # fmt: skip

    def submit(self) -> None:
        """Carry out the chosen action."""
        if self.busy or not self.act_on.action:
            return
        if self.act_on.page:
            self.shell.go(self.act_on.page, uuid=self._uuid)
            return
        if self.act_on.wants_leader:
            sheet = LeaderAtCounter(self, self.shell, self.act_on.about, self.act_on.clause)
            sheet.proved.connect(lambda who: self._carry_out(self.act_on.work(who)))
            sheet.open()
        else:
            self._carry_out(self.act_on.work())

    def _carry_out(self, work: Work) -> None:
        action = self.act_on.action

        def done(result: Done) -> None:
            self.shell.send_to_printer(result.documents)
            said = f"{result.case.applicant.name} {result.case.number}：{action}，已保存。"
            self.shell.go("case", uuid=result.case.uuid, said=said)

        self.shell.act(self, work, done)

    def _preview(self) -> None:
        work = self.act_on.work()
        self.shell.preview(self, lambda desk: work(desk).documents)
