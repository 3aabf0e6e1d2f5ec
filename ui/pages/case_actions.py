"""现在办什么: what a case allows, with the fields that each action needs."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.case_table import State
from app.casefile import CaseFile
from app.desk import StaffMember
from ui.case_forms import FIELDS, PAIRS, offered
from ui.case_forms.base import IN_PERSON, ActionForm, Given, Work
from ui.case_forms.delivering import DELIVER
from ui.onward import ASIDE
from ui.shell import Input
from ui.widgets.basics import Button, Card, clear, dotted, label, row
from ui.widgets.fields import Choice, Field, Segmented
from ui.widgets.picker import Picker

# States in which the papers themselves come first, on a page of their own.
CONTINUED = {
    State.REVIEWING: "继续审核材料", State.AWAITING: "补交材料", State.URGENT: "补办手续",
}  # fmt: skip


class CaseActions(Card):
    """The card. `submitted` and `preview_wanted` ask the page to carry out `work()`."""

    submitted = Signal()
    preview_wanted = Signal()
    papers_wanted = Signal()
    arranged = Signal(str)  # the clause of what is chosen
    chosen = Signal()  # by the clerk: an action, or whether to print the stub

    def __init__(self, may: Callable[[str], bool], *, leader: bool) -> None:
        """`may` tells which actions are offered; `leader`: whoever is signed on is the leader and
        decides in person."""
        super().__init__("现在办什么")
        self._may, self._leader = may, leader
        self._case: CaseFile | None = None
        self._now: datetime | None = None
        self._forms: tuple[ActionForm, ...] = ()
        self._rows_of_choice: tuple[Segmented, ...] = ()
        self._wanted = ""  # what a draft had chosen, until the case is shown
        self._followed: dict[str, str] = {}  # what a choice has filled in elsewhere
        self._continue = Button("继续审核材料", kind="primary", key="Enter")
        self._continue.clicked.connect(self.papers_wanted)
        self._continue_row = row(self._continue, None)
        self.body.addWidget(self._continue_row)
        self._choice = QVBoxLayout()
        self.body.addLayout(self._choice)
        self.fields: dict[str, Input] = {name: make() for name, make in FIELDS.items()}
        self._defaults = {name: field.text for name, field in self.fields.items()}
        for field in self.fields.values():
            if isinstance(field, Choice | Picker):
                field.changed.connect(self._follow)
            elif isinstance(field, Field):
                field.left.connect(self._arrange)  # a date may decide what else is asked
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)
        self._rows: list[tuple[QWidget, tuple[Any, ...]]] = []
        self._lay_out()
        self._stub = QCheckBox("打印送达回证（当面签字登记的可以不打）")
        self._stub.setChecked(True)
        self._stub.toggled.connect(self.chosen)
        self.body.addWidget(self._stub)
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submitted)
        self._preview = Button("预览", kind="link")
        self._preview.clicked.connect(self.preview_wanted)
        self.body.addWidget(row(self._go, self._preview, None, gap=12))

    def _lay_out(self) -> None:
        partner = dict(PAIRS)
        for name, field in self.fields.items():
            if name in partner.values():
                continue
            parts = (field, self.fields[partner[name]]) if name in partner else (field,)
            line = row(*parts, gap=16, even=True)
            self._rows.append((line, parts))
            self._lines.addWidget(line)

    def _order(self, form: ActionForm) -> None:
        """Put the lines into the order in which this action asks for them."""
        place = {id(self.fields[name]): n for n, name in enumerate(form.fields)}
        wanted = sorted(self._rows, key=lambda one: place.get(id(one[1][0]), len(place)))
        if wanted != self._rows:
            self._rows = wanted
            for line, _ in wanted:
                self._lines.removeWidget(line)
                self._lines.addWidget(line)

    def reset(self) -> None:
        """An empty form."""
        self._forms, self._rows_of_choice, self._wanted = (), (), ""
        self._followed.clear()
        self._stub.setChecked(True)
        for name, field in self.fields.items():
            field.set_text(self._defaults[name])
            field.clear_error()

    def show_case(self, case: CaseFile, now: datetime) -> None:
        """Offer what `case` allows at `now`."""
        self._case, self._now = case, now
        review = case.state in CONTINUED and self._may("核对材料")
        forms = tuple(form for form in offered(case) if self._may(form.right))
        for form in forms:
            for name, answers in form.choices(case).items():
                field = self.fields[name]
                if isinstance(field, Choice):
                    field.offer(answers)
                    continue
                assert isinstance(field, Picker)
                field.set_choices([("", "请选择"), *((one, one) for one in answers)])
        before, self._wanted = self._wanted or self.action, ""
        if not self._rows_of_choice or self._forms != forms:
            self._forms = forms
            self._prefill(now.date())
            self._offer(before, review)
        self.setVisible(bool(forms) or review)
        self._continue_row.setVisible(review)
        self._continue.set_words(CONTINUED.get(case.state, ""))
        self._arrange()

    def _prefill(self, today: date) -> None:
        assert self._case is not None
        for form in self._forms:
            for name, words in form.prefill(self._case, today).items():
                if self.fields[name].text == self._defaults[name]:
                    self.fields[name].set_text(words)

    def _offer(self, before: str, review: bool) -> None:
        clear(self._choice)
        usual = [form.name for form in self._forms if not form.rare]
        rare = [form.name for form in self._forms if form.rare]
        first = before if before in (*usual, *rare) else ""
        if not first and usual and not review:
            first = usual[0]
        made = []
        for title, names in (("", usual), ("少用的", rare)):
            if not names:
                continue
            one = Segmented(names, first if first in names else "", name=title or "办什么")
            one.chosen.connect(lambda _, one=one: self._chosen(one))
            made.append(one)
            head = [label(title, "small")] if title and usual else []
            self._choice.addWidget(row(*head, one, None, gap=8))
        self._rows_of_choice = tuple(made)
        for one in made:
            one.setProperty(ASIDE, bool(first) and not one.value)

    def _chosen(self, here: Segmented) -> None:
        for one in self._rows_of_choice:
            if one is not here:
                one.reset()
            one.setProperty(ASIDE, one is not here)  # what else might be done was answered there
        self._arrange()
        self.chosen.emit()

    def draft(self) -> dict[str, Any]:
        """What is chosen here besides the fields, for the draft."""
        return {"action": self.action, "stub": self._stub.isChecked()}

    def set_draft(self, body: dict[str, Any]) -> None:
        """Put back what `draft` gave, before the case is shown."""
        self._wanted = body.get("action", "")
        self._stub.setChecked(body.get("stub", True))

    @property
    def action(self) -> str:
        """What is chosen, or ""."""
        return next((one.value for one in self._rows_of_choice if one.value), "")

    @property
    def clause(self) -> str:
        """The clause of what is chosen."""
        return self._form.clause if self._form else "3.1"

    @property
    def _form(self) -> ActionForm | None:
        return next((form for form in self._forms if form.name == self.action), None)

    def choose(self, action: str) -> None:
        """Choose what to do."""
        next(one for one in self._rows_of_choice if action in one.answers).choose(action)

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        if self._continue_row.isVisible():
            self._continue.setFocus()
        elif self._rows_of_choice:
            self._rows_of_choice[0].setFocus()

    def _arrange(self) -> None:
        form = self._form
        shown: set[str] = set()
        if form is not None and self._case is not None:
            self._order(form)
            shown = set(form.fields) - set(form.hidden(self._given()))
        for name, field in self.fields.items():
            field.setVisible(name in shown)
        for line, parts in self._rows:
            line.setVisible(any(not part.isHidden() for part in parts))
        self._stub.setVisible(form is not None and form.name == DELIVER)
        self._go.setVisible(form is not None)
        self._preview.setVisible(form is not None and form.prints and not self.wants_leader)
        if form is not None and self._case is not None:
            self._go.set_words(form.words(self._case) if form.words else form.button)
        self.arranged.emit(self.clause)

    def _follow(self) -> None:
        """After a choice: what follows from it, wherever the clerk has typed nothing else."""
        form = self._form
        if form is not None and self._case is not None:
            for name, words in form.follow(self._given()).items():
                now = self.fields[name].text
                if words != now == self._followed.get(name, self._defaults[name]):
                    self._followed[name] = words
                    self.fields[name].set_text(words)
        self._arrange()

    def _given(self, leader: StaffMember | None = None) -> Given:
        assert self._case is not None and self._now is not None
        text = {name: field.text for name, field in self.fields.items()}
        return Given(self._case, self._now, text, self._leader, leader, self._stub.isChecked())

    @property
    def wants_leader(self) -> bool:
        """Whether the leader has to prove to be here before it is carried out."""
        form = self._form
        asked = form is not None and form.approval and not self._leader
        return asked and self.fields["by"].text == IN_PERSON

    @property
    def about(self) -> str:
        """Whose case it is and what would be decided, for whoever decides."""
        case, decided = self._case, self.fields["decision"]
        assert case is not None
        choice = decided.text if decided.isVisible() else ""
        return dotted(case.applicant.name, case.matter.name, case.number, choice or self.action)

    def work(self, leader: StaffMember | None = None) -> Work:
        """The chosen action with what is typed now; raises FieldError when it is carried out.
        `leader` is here in person, at the clerk's window."""
        assert self._form is not None and self._form.work is not None
        return self._form.work(self._given(leader))

    @property
    def page(self) -> str:
        """The page on which the chosen action is asked for, or "" where that is here."""
        return self._form.page if self._form else ""
