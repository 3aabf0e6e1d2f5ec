"""收件审核: the checklist, and what follows from it (1.2, 1.3, 1.4)."""

from collections.abc import Callable, Mapping
from typing import Any

from app import casefile, cases, journal, matters, receptions, tellings
from app.case_parts import ItemView
from app.case_table import State
from app.casefile import CaseFile
from app.cases import Batch, Done, Signing
from app.catalogue import Matter, Need
from app.checklist import LACKS, ItemInput
from app.desk import Desk
from app.receptions import ReceptionView
from ui.pages.checklist import Checklist
from ui.pages.decision_card import ACCEPT, ASK, AT_ONCE, GAP, GO_ON, LATER, RETURN, DecisionCard
from ui.pages.signing_card import SigningCard
from ui.pages.situations import SituationNote
from ui.pages.visit import STEPS
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, label, row
from ui.widgets.pictures import LightLabel, StepBar

Work = Callable[[Desk], Done]


class PapersPage(FormPage):
    """One page for the first papers, for papers under review and for papers brought later."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "收件审核")
        self.top.addWidget(StepBar(STEPS, 2))
        self._reception = self._matter_uuid = self._case = ""
        self._seen: ReceptionView | None = None
        self._matter: Matter | None = None
        self._awaiting = self._accepted = False
        self._situation: Mapping[str, str] = {}
        self._untold: frozenset[int] = frozenset()
        self._light = LightLabel()
        self.head.addWidget(self._light)
        self.list = Checklist()
        self.list.answered.connect(self._answered)
        self._note = SituationNote(self)
        self._note.ask.connect(self._ask_again)
        self._note.changed.connect(self.start_case)
        self.main.addWidget(self.list)
        self._decide = DecisionCard(self)
        self._decide.chosen.connect(self._arrange)
        self._decide.chosen.connect(self._changed)
        self.main.addWidget(self._decide)
        self._clause = ClauseNote("1.2")
        self.side.addWidget(self._clause)
        self.side.addWidget(self._note)
        self._paper = Card("核对完将打印")
        self._paper_words = label("", wrap=True)
        self._paper.body.addWidget(self._paper_words)
        self._show_paper = Button("预览", kind="link")
        self._show_paper.clicked.connect(self._preview)
        self._paper.body.addWidget(row(self._show_paper, None))
        self.side.addWidget(self._paper)
        self._signing = SigningCard(self)
        self.side.addWidget(self._signing)
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submit)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self.side.addWidget(self._go)
        self.side.addWidget(row(back, None))

    # What is shown ----------------------------------------------------------------------------

    def open(self, what: Mapping[str, Any]) -> None:
        if "uuid" in what:
            self.start_case(what["uuid"])
        else:
            self.start_new(what["reception"], what["matter"], what.get("situation"))

    def start_new(
        self, reception: str, matter: str, situation: Mapping[str, str] | None = None
    ) -> None:
        """Papers of a visitor who was told; there is no case yet."""
        self._reset()
        self._reception, self._matter_uuid = reception, matter

        def work() -> tuple[Matter, ReceptionView, Mapping[str, str]]:
            view, desk = matters.view(matters.fetch(matter)), self.shell.desk
            known = tellings.known(desk, reception, matter).situation
            return view.matter, receptions.load(desk, reception), situation or known

        self.shell.read(work, self._show_new)

    def start_case(self, uuid: str) -> None:
        """Papers of a case under review or waiting for a supplement."""
        self._reset()
        self._case = uuid

        def work() -> tuple[CaseFile, frozenset[int]]:
            desk = self.shell.desk
            return casefile.load(desk, uuid), cases.untold(desk, uuid)

        self.shell.read(work, self._show_case)

    def _reset(self) -> None:
        self.banner.clear()
        self._reception = self._matter_uuid = self._case = ""
        self._awaiting, self._accepted, self._seen = False, False, None
        self._situation, self._untold = {}, frozenset()
        self._decide.reset()
        self.fields = {name: field for name, field in self.fields.items() if name[:5] != "item."}
        for name, field in self.fields.items():
            field.clear_error()
            field.set_text("本人" if name == "signing" else "")
        self._signing.arrange()

    def _show_new(self, found: tuple[Matter, ReceptionView, Mapping[str, str]]) -> None:
        self._matter, self._seen, self._situation = found
        self._note.show_situation(self._matter, self._situation)
        self._signing.show()
        self._signing.kind.set_text("代理" if self._seen.agent else "本人")
        many = f"为 {len(self._seen.parties)} 人代办，一次核对" if self._seen.batch else ""
        self.set_head(
            self._matter.name, dotted(self._seen.visitor, many, "还没有收件，编号在收件时产生")
        )
        self._light.show_light(None, "未收件")
        self._show_items([
            ItemView(n, material, "", 0, "", "", False, "")
            for n, material in self._matter.asked_for(self._situation)
        ])  # fmt: skip
        self.keep_draft(f"papers:{self._reception}:{self._matter_uuid}")

    def _show_case(self, found: tuple[CaseFile, frozenset[int]]) -> None:
        case, self._untold = found
        self._matter = case.matter
        self._note.show_situation(case.matter, case.situation, case)
        self._signing.hide()  # how the papers were signed for was said when they came in
        self._awaiting = case.state == State.AWAITING
        self._accepted = case.accepted_at is not None
        self.set_head(
            case.matter.name, dotted(case.applicant.name, case.applicant.line, case.number)
        )
        self._light.show_light(None, case.state.value)
        shown = [item for item in case.items if item.asked_in] if self._awaiting else case.items
        self._show_items(shown)
        self.keep_draft(f"papers:{case.uuid}" + (":brought" if self._awaiting else ""))

    def _show_items(self, items: Any) -> None:
        assert self._matter is not None
        self.fields["why_not_at_once"].set_text(self._matter.not_at_once)
        self.list.show_items(items)
        for line in self.list.lines:
            self.add_field(f"item.{line.item.position}", line)
        self._decide.setVisible(not self._awaiting)
        self._answered()
        self.take_keyboard()

    def focus_first(self) -> None:
        self.list.focus_first()

    def _answered(self) -> None:
        if self._awaiting:
            self._clause.show_clauses("1.3")
            self._paper_words.setText("收件回执")
            brought = any(line.answer.value and line.answer.value not in ("缺少", "需更正")
                          for line in self.list.lines)  # fmt: skip
            self._show_paper.setVisible(brought)
            self._go.offer("收到材料并打印回执", "" if brought else "还没有收到补充的材料")
            return
        now, matter = self.list.standing, self._matter
        assert matter is not None
        if self._batch:
            self._offer(*[LATER] * bool(now.brought))
            return
        options: list[str] = []
        if self._accepted:  # neither returned nor finished at once
            options += [GO_ON] if now.complete else [] if now.unanswered else [ASK]
            self._offer(*options)
            return
        if now.complete:
            if not matter.not_at_once:
                options.append(AT_ONCE)
            options.append(ACCEPT)
        elif not now.unanswered:
            if self.shell.desk.office.allow_gaps and self._only_later_lacking():
                options.append(GAP)
            options.append(ASK)
        if now.brought:
            options.append(RETURN)
            if not self._case:
                options.append(LATER)
        self._offer(*options)

    def _only_later_lacking(self) -> bool:
        lacking = [one.item.material for one in self.list.lines if one.answer.value in LACKS]
        return all(material.need == Need.LATER for material in lacking)

    def decide(self, decision: str) -> None:
        """Choose what is to be done with the papers."""
        self._decide.choose(decision)

    def _offer(self, *options: str) -> None:
        self._decide.offer(options)
        self._arrange()

    def _arrange(self) -> None:
        self._decide.ask(second=self._second())
        decision, chosen = self._decide.decision, self._decide.value
        self._clause.show_clauses(decision.clause)
        self._paper_words.setText(decision.paper)
        now = self.list.standing
        missing = ""
        if not chosen:
            missing = f"还有 {now.unanswered} 项未核对" if now.unanswered else "请选择怎么处理"
            if not now.unanswered and not now.brought:
                missing = "一份材料都没有收到"
        self._show_paper.setVisible(not missing and chosen != AT_ONCE)
        prefix = "" if self._case or chosen == LATER else "收件，"
        if self._seen is not None and self._batch:
            prefix = f"为 {len(self._seen.parties)} 人"
        self._go.offer(prefix + decision.button, missing)

    def _second(self) -> bool:
        """Whether something is asked for that nobody was told of before (1.3)."""
        lacking = {line.item.position for line in self.list.lines if line.lacks}
        return bool(lacking & self._untold)

    def _ask_again(self) -> None:
        self.shell.go("telling", reception=self._reception, matter=self._matter_uuid)

    def draft(self) -> dict[str, Any]:
        return super().draft() | {"decision": self._decide.value}

    def set_draft(self, body: dict[str, Any]) -> None:
        super().set_draft(body)
        self._decide.choose(body.get("decision", ""))

    # What is done -----------------------------------------------------------------------------

    def submit(self) -> None:
        """Carry out the decision."""
        if self.busy:
            return
        if self._batch:
            self.shell.act(self, self._first_of_many(), self._done_for_many)
        else:
            self.shell.act(self, self._work(), self._done)

    def _work(self) -> Work:
        """What is to be done with the papers as they stand."""
        if self._case:
            return self._next(self._case, self.list.inputs())
        if self._decide.value == LATER:
            return self._first(receipt=True)
        first, decided = self._first(receipt=False), self._decide.work()

        def work(desk: Desk) -> Done:
            with journal.together(desk) as (asked, after):
                return decided(after, first(asked).case.uuid)

        return work

    def _preview(self) -> None:
        work: Callable[[Desk], Done | Batch]
        work = self._first_of_many() if self._batch else self._work()
        self.shell.preview(self, lambda desk: work(desk).documents)

    def _first(self, *, receipt: bool) -> Work:
        given, situation = self._given(), self._situation
        return lambda desk: cases.receive(desk, *given, receipt=receipt, situation=situation)

    @property
    def _batch(self) -> bool:
        return self._seen is not None and self._seen.batch

    def _first_of_many(self) -> Callable[[Desk], Batch]:
        given, situation = self._given(), self._situation
        return lambda desk: cases.receive_batch(desk, *given, situation=situation)

    def _given(self) -> tuple[str, str, list[ItemInput], Signing]:
        """Whose papers, for what, which of them, and how they are signed for."""
        return self._reception, self._matter_uuid, self.list.inputs(), self._signing.signing

    def _done_for_many(self, done: Batch) -> None:
        assert self._seen is not None
        self.shell.send_to_printer(done.documents)
        self.shell.go("search", text=self._seen.visitor, said=f"已收件 {done.text}。")

    def _next(self, case: str, items: list[ItemInput]) -> Work:
        """What is decided about `case`, after writing down the answers in `items`."""
        if self._awaiting:
            return lambda desk: cases.bring_papers(desk, case, items)
        decided = self._decide.work()

        def work(desk: Desk) -> Done:
            with journal.together(desk) as (asked, after):
                cases.answer(after, case, items)
                return decided(asked, case)

        return work

    def _done(self, done: Done) -> None:
        self.shell.send_to_printer(done.documents)
        self.shell.go(
            "case",
            uuid=done.case.uuid,
            said=f"{done.case.applicant.name} {done.case.number} {done.case.state.value}。",
        )
