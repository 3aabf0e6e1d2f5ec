"""急难补办: what was left undone for the sake of speed, all on one page."""

from collections.abc import Mapping
from typing import Any

from app import casefile, cases, tellings
from app.case_parts import ItemView
from app.casefile import CaseFile
from app.cases import Done
from app.cases.common import SIGNINGS
from app.catalogue import WHO
from app.desk import Desk
from app.people import PersonInput
from app.tellings import Known, Told, Way
from ui.pages.case_facts import urgent_facts
from ui.pages.checklist import Checklist
from ui.pages.signing_card import SigningCard
from ui.pages.situations import Situations
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, label, row
from ui.widgets.fields import Choice, Field

REVIEW, FINISH = "转入审核", "直接办结"
PERSON = ("name", "id_number", "phone", "gacha", "address")


class MakeGoodPage(FormPage):
    """Who it was, the telling, the papers, the signature; then the ordinary way, or the end."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "补办手续")
        self._case: CaseFile | None = None
        self._known = Known()
        self._facts = Card("当时的情况", kind="bad")
        self.main.addWidget(self._facts)
        person = Card("受助人是谁", "查明了的，改成证件上的姓名")
        for line in (
            ("name", Field("姓名"), "id_number", Field("证件号码", hint="没有可以先不填")),
            ("phone", Field("电话"), "gacha", Field("嘎查"), "address", Field("住址")),
        ):  # fmt: skip
            for name, field in zip(line[::2], line[1::2], strict=True):
                self.add_field(name, field)
            person.body.addWidget(row(*line[1::2], gap=16, even=True))
        self.main.addWidget(person)
        self._questions = Situations(self)
        self._questions.answered.connect(self._ask_for_what_applies)
        self.main.addWidget(self._questions)
        self._telling = Card("补一次性告知")
        self._told = label("", wrap=True)
        self._print = Button("打印告知单", key="F9", icon="printer")
        self._print.clicked.connect(lambda: self._tell(Way.PRINTED))
        self._sheet = Button("给一份印好的告知单")
        self._sheet.clicked.connect(lambda: self._tell(Way.SHEET))
        self._telling.body.addWidget(self._told)
        self._telling.body.addWidget(row(self._print, self._sheet, None))
        self.main.addWidget(self._telling)
        self.list = Checklist()
        self.list.answered.connect(self._arrange)
        self.main.addWidget(self.list)
        self._then = self.add_field("then", Choice("接下来", (REVIEW, FINISH), REVIEW))
        self._result = self.add_field(
            "result", Field("办理结果", hint="例如：已发放临时救助金 500 元，情况核实无误")
        )
        end = Card("怎么处理")
        end.body.addWidget(self._then)
        end.body.addWidget(self._result)
        self.main.addWidget(end)
        self.side.addWidget(ClauseNote("1.1", "1.2"))
        self._signing = SigningCard(self, [one for one in SIGNINGS if one != "代理"])
        self.side.addWidget(self._signing)
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submit)
        show = Button("预览", kind="link")
        show.clicked.connect(self._preview)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self.side.addWidget(self._go)
        self.side.addWidget(row(back, show, None))
        self._then.changed.connect(self._arrange)

    # What is shown ----------------------------------------------------------------------------

    def open(self, what: Mapping[str, Any]) -> None:
        uuid = what["uuid"]
        self.banner.clear()
        self.fields = {name: field for name, field in self.fields.items() if name[:5] != "item."}
        for name, field in self.fields.items():
            field.clear_error()
            field.set_text({"then": REVIEW, "signing": SIGNINGS[0]}.get(name, ""))
        self._look(uuid, fresh=True)

    def _look(self, uuid: str, *, fresh: bool) -> None:
        def work() -> tuple[CaseFile, Known]:
            case = casefile.load(self.shell.desk, uuid)
            return case, tellings.known(self.shell.desk, case.reception, case.version)

        def show(found: tuple[CaseFile, Known]) -> None:
            case, self._known = found
            if fresh:
                self._show(case)
            self._show_telling(case)

        self.shell.read(work, show)

    def _show(self, case: CaseFile) -> None:
        self._case = case
        self.set_head(f"补办手续：{case.matter.name}", f"{case.applicant.name} · {case.number}")
        clear(self._facts.body)
        for title, words in urgent_facts(case):
            head = label(title, "small")
            head.setFixedWidth(90)
            self._facts.body.addWidget(row(head, label(words, wrap=True), wide=1))
        for name in PERSON:
            self.fields[name].set_text(getattr(case.applicant, name))
        known = self._known.situation
        plain = {question: said for question, said in known.items() if question == WHO}
        self._questions.show_questions(case.matter, known, plain)
        self.list.show_items(())
        self._ask_for_what_applies()
        self.keep_draft(f"make_good:{case.uuid}")
        self.take_keyboard()

    def _ask_for_what_applies(self) -> None:
        """The lines that the situation asks for; what is answered already stays answered."""
        case = self._case
        assert case is not None
        answered = {line.item.position: line.text for line in self.list.lines}
        self.list.show_items([
            ItemView(n, material, "", 0, "", "", False, "")
            for n, material in case.matter.asked_for(self._questions.answers)
        ])  # fmt: skip
        self.fields = {name: field for name, field in self.fields.items() if name[:5] != "item."}
        for line in self.list.lines:
            if said := answered.get(line.item.position):
                line.set_text(said)
            self.add_field(f"item.{line.item.position}", line)
        self._show_telling(case)
        self._arrange()

    def _show_telling(self, case: CaseFile) -> None:
        told = self._known.covers(case.matter, self._questions.answers)
        words = "已书面告知。" if told else "当时来不及告知，现在补上：打印一份，或给一份印好的。"
        self._told.setText(words)
        for button in (self._print, self._sheet):
            button.setVisible(not told)

    def _arrange(self) -> None:
        finish = self._then.text == FINISH
        self._result.setVisible(finish)
        self._signing.arrange()
        brought = self.list.standing.brought
        missing = "" if brought else "一份材料都没有核对"
        self._go.offer("办结并打印" if finish else "转入审核并打印回执", missing)

    def focus_first(self) -> None:
        self.fields["name"].setFocus()

    # What is done -----------------------------------------------------------------------------

    def _tell(self, way: Way) -> None:
        case = self._case
        if self.busy or case is None:
            return

        def told(done: Told) -> None:
            self.shell.send_to_printer((done.document,) if done.document else ())
            if self._case is not None and self._case.uuid == case.uuid:
                self._look(case.uuid, fresh=False)

        answers = self._questions.answers
        self.shell.act(
            self,
            lambda desk: tellings.tell(desk, case.reception, case.version, way, situation=answers),
            told,
            beside=True,
        )

    def _work(self) -> Any:
        case = self._case
        assert case is not None
        typed = {name: self.fields[name].text for name in PERSON}
        person = PersonInput(**typed, known=case.applicant.uuid)
        signing = self._signing.signing
        items, result = self.list.inputs(), self._result.text
        finish, now = self._then.text == FINISH, self._questions.answers

        def work(desk: Desk) -> Done:
            given = (desk, case.uuid, person, items, signing)
            if finish:
                return cases.finish_urgent(*given, result, situation=now)
            return cases.make_good(*given, situation=now)

        return work

    def submit(self) -> None:
        """Carry it out."""
        if self.busy or self._case is None or not self._go.isEnabled():
            return

        def done(result: Done) -> None:
            self.shell.send_to_printer(result.documents)
            said = f"{result.case.number} 手续已补，{result.case.state.value}。"
            self.shell.go("case", uuid=result.case.uuid, said=said)

        self.shell.act(self, self._work(), done)

    def _preview(self) -> None:
        work = self._work()
        self.shell.preview(self, lambda desk: work(desk).documents)
