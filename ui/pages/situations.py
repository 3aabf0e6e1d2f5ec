"""情形: the matter's questions, by number key; the answers say what the visitor needs (1.1)."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from app import cases
from app.case_table import State
from app.casefile import CaseFile
from app.cases import Done
from app.catalogue import Matter
from app.desk import Desk
from app.forms import about
from ui.form_sheet import FormSheet
from ui.shell import FormPage
from ui.widgets.basics import Button, Card, clear, label, row
from ui.widgets.fields import Choice, Field

FIELD = "situation."


class Situations(Card):
    """The questions as choices, which are fields of `page`. Those that the reception answers by
    itself (谁来办) only stand there. `answered` fires on every answer."""

    answered = Signal()

    def __init__(self, page: FormPage) -> None:
        super().__init__("先问清情形", "数字键选择 · Enter 下一题")
        self._page = page
        self._matter: Matter | None = None
        self._plain: Mapping[str, str] = {}
        self._choices: dict[str, Choice] = {}
        self.hide()

    def show_questions(
        self, matter: Matter | None, given: Mapping[str, str], plain: Mapping[str, str]
    ) -> None:
        """Ask the questions of `matter`, those in `given` answered already; what is in `plain` to
        see is not asked."""
        clear(self.body)
        kept = {name: one for name, one in self._page.fields.items() if FIELD not in name}
        self._page.fields = kept
        self._matter, self._plain, self._choices = matter, plain, {}
        for n, one in enumerate(matter.questions if matter else ()):
            if one.question in plain:
                words = label(plain[one.question], "strong")
                self.body.addWidget(row(label(one.question, "head"), words, None, gap=12))
                continue
            choice = Choice(one.question, one.options, given.get(one.question, ""))
            choice.changed.connect(self.answered)
            self._choices[one.question] = choice
            self._page.add_field(f"{FIELD}{n}", choice)
            self.body.addWidget(choice)
        self.setVisible(bool(self.body.count()))

    @property
    def answers(self) -> dict[str, str]:
        """What is answered so far, with what is plain to see."""
        given = {question: one.text for question, one in self._choices.items()}
        return self._matter.answers({**given, **self._plain}) if self._matter else {}

    def focus_first(self) -> bool:
        """Go to the first open question; False where there is none."""
        for one in self._choices.values():
            if not one.text:
                one.setFocus()
                return True
        return False


class SituationNote(Card):
    """On the checklist: the situation that it was made for, and the way to another one. Before
    there is a case `ask` wants the questions asked anew where they were; `changed` tells the case
    whose checklist is another one now."""

    ask = Signal()
    changed = Signal(str)

    def __init__(self, page: FormPage) -> None:
        super().__init__("群众的情形")
        self._page = page
        self._case: CaseFile | None = None
        self._words = label("", wrap=True)
        self._change = Button("情形有变", kind="link")
        self._change.clicked.connect(self._ask)
        self.body.addWidget(self._words)
        self.body.addWidget(row(self._change, None))

    def show_situation(
        self, matter: Matter, given: Mapping[str, str], case: CaseFile | None = None
    ) -> None:
        """Show it; nothing where the matter asks nothing."""
        self._case = case
        self.setVisible(bool(matter.questions))
        self._words.setText(about.situation(matter, given) or "还没有问，清单列出全部材料。")
        self._change.setVisible(case is None or case.state == State.REVIEWING)

    def _ask(self) -> None:
        if self._case is None:
            self.ask.emit()
            return
        self._page.save_draft()
        sheet, uuid = SituationSheet(self._page, self._case), self._case.uuid

        sheet.ask(self._page.shell, sheet.work, lambda _: self.changed.emit(uuid))


class SituationSheet(FormSheet):
    """The questions anew, for a case under review, and why."""

    def __init__(self, over: FormPage, case: CaseFile) -> None:
        subtitle = "材料清单跟着变；告知单上没有的，再要就是二次告知"
        super().__init__(
            over, "情形有变", subtitle, "改好", high=250 + 80 * len(case.matter.questions)
        )
        self._case = case
        for n, one in enumerate(case.matter.questions):
            given = case.situation.get(one.question, "")
            self.add(f"{FIELD}{n}", Choice(one.question, one.options, given))
        self.add("why", Field("为什么和告知时不同", required=True))

    def work(self, desk: Desk, typed: Mapping[str, str]) -> Done:
        """The change, as `typed`."""
        questions = enumerate(self._case.matter.questions)
        answers = {one.question: typed[f"{FIELD}{n}"] for n, one in questions}
        return cases.change_situation(desk, self._case.uuid, answers, typed["why"])
