"""一次性告知: everything about the matter, in writing, before any paper is taken (1.1)."""

from collections.abc import Callable, Mapping
from typing import Any

from app import matters, receptions, tellings
from app.catalogue import WHO, Matter
from app.desk import Desk
from app.forms.about import limits, named, procedure, requirement
from app.receptions import ReceptionView
from app.tellings import Known, Told, Way
from ui.dispute import Dispute, dispute_link
from ui.onward import ASIDE
from ui.pages.another_matter import ask_for_another
from ui.pages.situations import Situations
from ui.pages.visit import STEPS
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, dotted, label, row
from ui.widgets.fields import Field
from ui.widgets.pictures import StepBar


class TellingPage(FormPage):
    """What the visitor is told, and the paper that says so."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "一次性告知")
        self.top.addWidget(StepBar(STEPS, 1))
        self._reception = self._matter = ""
        self._told = self._referred = False
        self._entry: Matter | None = None
        self._known = Known()
        self._questions = Situations(self)
        self._questions.answered.connect(self._arrange)
        self.main.addWidget(self._questions)
        self._materials = Card("需要的材料", "逐项告诉群众")
        self._rest = Card("条件、程序、时限")
        self.main.addWidget(self._materials)
        self.main.addWidget(self._rest)
        self.side.addWidget(ClauseNote("1.1"))
        self._state = Card(kind="info")
        self._words = label("", wrap=True)
        self._state.body.addWidget(self._words)
        self.side.addWidget(self._state)
        self._refused = self.add_field("refused", Field("群众不要告知单的，写明原因"))
        self._refused.editor.setProperty(ASIDE, True)
        self.side.addWidget(self._refused)
        self._print = Button("打印告知单", kind="primary", key="F9", icon="printer")
        self._print.clicked.connect(lambda: self._tell(Way.PRINTED))
        self._sheet = Button("给一份印好的告知单")
        self._sheet.clicked.connect(lambda: self._tell(Way.SHEET))
        self._receive = Button("收件审核", kind="primary", key="Enter")
        self._receive.clicked.connect(self._to_papers)
        self._home = Button("群众回去准备材料")
        self._home.clicked.connect(self._went_home)
        self._point = Button("记下去哪里办", kind="primary", key="Enter")
        self._point.clicked.connect(
            lambda: shell.go("elsewhere", reception=self._reception, matter=self._matter)
        )
        for button in (self._print, self._sheet, self._receive, self._point, self._home):
            self.side.addWidget(button)
        ask = Button("转为咨询", kind="link")
        ask.clicked.connect(lambda: shell.go("enquiry", reception=self._reception))
        self._draft = Button("预览告知单", kind="link")
        self._draft.clicked.connect(self._preview)
        self.side.addWidget(row(self._draft, None, ask))
        quarrel = dispute_link()
        quarrel.clicked.connect(self._dispute)
        self._another = Button("这位群众还要办别的", kind="link", key="F7")
        self._another.clicked.connect(lambda: ask_for_another(self, shell, self._reception))
        self.side.addWidget(row(self._another, None, quarrel))

    def open(self, what: Mapping[str, Any]) -> None:
        """Tell the visitor of `what["reception"]` about `what["matter"]`."""
        reception, matter = what["reception"], what["matter"]
        self._reception, self._matter = reception, matter
        self.banner.clear()
        self._refused.clear_error()
        self._refused.set_text("")

        def work() -> tuple[ReceptionView, Matter, Known]:
            return (
                receptions.load(self.shell.desk, reception),
                matters.view(matters.fetch(matter)).matter,
                tellings.known(self.shell.desk, reception, matter),
            )

        self.shell.read(work, self._show)

    def focus_first(self) -> None:
        if not self._told and self._questions.focus_first():
            return
        after = self._point if self._referred else self._receive
        (after if self._told else self._print).setFocus()

    def _show(self, found: tuple[ReceptionView, Matter, Known]) -> None:
        reception, matter, known = found
        self._entry, self._known = matter, known
        many = f"为 {len(reception.parties)} 人代办" if reception.batch else ""
        self.set_head(
            f"一次性告知：{matter.name}",
            dotted(f"来访人 {reception.visitor}", many, f"决定机关 {matter.organ}"),
        )
        who = known.situation.get(WHO, "")
        self._questions.show_questions(matter, known.situation, {WHO: who} if who else {})
        clear(self._rest.body)
        times = tuple("：".join(pair) for pair in limits(matter))
        for title, lines in (
            ("条件", matter.conditions),
            ("程序", tuple(words for _, words in procedure(matter))),
            ("时限", times), ("收费", (matter.fee,)), ("注意", matter.notes),
        ):  # fmt: skip
            self._rest.body.addWidget(label(title, "small"))
            for line in lines:
                self._rest.body.addWidget(label(line, wrap=True))
        self._referred = bool(matter.refer_to)
        if matter.refer_to:
            self.banner.say(f"这件事不在本窗口办。{matter.refer_to}", "info")
        self._arrange()
        self.keep_draft(f"telling:{self._reception}:{self._matter}")
        self.take_keyboard()

    def _arrange(self) -> None:
        """Show what applies to this visitor, and whether they were told of it."""
        matter, given = self._entry, self._questions.answers
        assert matter is not None
        asked = matter.asked_for(given)
        clear(self._materials.body)
        self._materials.setVisible(bool(matter.materials))
        for number, (_, one) in enumerate(asked, 1):
            self._materials.body.addWidget(
                label(f"{number}. {named(one, given)}", "strong", wrap=True)
            )
            below = f"{requirement(one)} · {one.where}"
            self._materials.body.addWidget(label(below, "small", wrap=True))
        open_ = sum(named(one, given) != one.name for _, one in asked)
        unsure = f"其中 {open_} 样看情形，单子上写明条件" if open_ else ""
        self._materials.hint.setText(dotted(f"{len(asked)} 样", unsure, "逐项告诉群众"))
        told = self._known.covers(matter, given)
        words = ""
        if told:
            words = "这位群众以前已经书面告知过，要的材料都在那份单子上，不用再打印。"
        elif (had := self._known.named) is not None:
            more = [one.name for position, one in asked if position not in had]
            words = f"以前给过告知单，这次的情形多要：{'、'.join(more)}。请再给一份。"
        self._set_told(told, words)

    def _set_told(self, told: bool, words: str) -> None:
        self._told = told
        self._state.setVisible(bool(words))
        self._words.setText(words)
        for button in (self._print, self._sheet, self._refused, self._draft):
            button.setVisible(not told)
        self._receive.setVisible(told and not self._referred)
        self._point.setVisible(told and self._referred)
        self._home.setVisible(told and not self._referred)
        self._another.setVisible(told)

    def _preview(self) -> None:
        work = self._work(Way.PRINTED)
        self.shell.preview(self, lambda desk: (work(desk).document,))

    def _work(self, way: Way) -> Callable[[Desk], Told]:
        reception, matter, refused = self._reception, self._matter, self._refused.text
        given = self._questions.answers
        return lambda desk: tellings.tell(desk, reception, matter, way, refused, given)

    def _tell(self, way: Way) -> None:
        if self.busy:
            return
        reception, matter = self._reception, self._matter

        def told(done: Told) -> None:
            self.shell.send_to_printer((done.document,) if done.document else ())
            words = f"已生成 {done.document}。" if done.document else "已给印好的告知单。"
            then = "再记下请群众到哪里办。" if self._referred else "群众带了材料的，接着收件审核。"

            def show(known: Known) -> None:
                if (reception, matter) == (self._reception, self._matter):
                    self._known = known
                    self._set_told(True, words + then)
                    self.take_keyboard()

            self.shell.read(lambda: tellings.known(self.shell.desk, reception, matter), show)

        self.shell.act(self, self._work(way), told)

    def _dispute(self) -> None:
        sheet = Dispute(self, self.shell, self._reception)
        sheet.noted.connect(lambda: self.banner.say("争议已记下。", "good"))
        sheet.open()

    def _to_papers(self) -> None:
        self.shell.go(
            "papers", reception=self._reception, matter=self._matter,
            situation=self._questions.answers,
        )  # fmt: skip

    def _went_home(self) -> None:
        reception = self._reception
        self.shell.act(
            self, lambda desk: tellings.went_home(desk, reception),
            lambda _: self.shell.go("today", said="已告知，群众回去准备材料。"),
        )  # fmt: skip
