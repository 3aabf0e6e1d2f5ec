"""What the pages of 上报 and 批回 share: cases ticked off a list, many at once, and the one that
the keyboard is on looked at beside it."""

from collections.abc import Callable, Mapping
from typing import Any

from app.cases import DoneForMany
from app.deadlines import LightKind
from app.desk import Desk
from app.lists import CaseRow
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, empty, label, row
from ui.widgets.fields import Segmented
from ui.widgets.picker import Picker
from ui.widgets.rows import HIGH, Row
from ui.widgets.ticks import TickList

UP, BACK = "待上报", "等批回"
PAGES = {UP: "forwarding", BACK: "answers"}
MOST = 5  # lines of the list shown at once


def _halves(shell: Shell, here: str) -> Segmented:
    """The switch between what goes up and what comes back."""
    switch = Segmented((UP, BACK), here, name="上报还是批回")

    def turn(which: str) -> None:
        if which != here:
            switch.choose(here)  # where it stands when this page comes up again
            shell.go(PAGES[which])

    switch.chosen.connect(turn)
    return switch


def tickable(case: CaseRow) -> Row:
    """A case as a line to tick."""
    lit = case.light.text if case.light else ""
    return Row(case.uuid, None, "", case.name, case.number, case.matter,
               dotted(lit, case.due_text), "")  # fmt: skip


def is_late(case: CaseRow) -> bool:
    """Whether the clock that runs has run out."""
    return case.light is not None and case.light.kind == LightKind.OVERDUE


class ManyCasesPage(FormPage):
    """The list, narrowed by what is picked above it. A page adds its fields to `_say`, then lays
    out the side; it says what to do with the ticked cases and what to say of it."""

    def __init__(
        self, shell: Shell, here: str, picked: str, picker: Picker,
        ticks: tuple[str, str, str], none: str, say: str,
    ) -> None:  # fmt: skip
        """`picked` is the name of `picker`; `ticks` are the list's title and its two words."""
        super().__init__(shell, "上报批回")
        self._at = ""  # the case that the keyboard is on
        self.head.addWidget(_halves(shell, here))
        self._card = Card()
        self._picker = self.add_field(picked, picker)
        self._picker.changed.connect(self._narrow)
        self._all = Button("全选", kind="link", key="F7")
        title, yes, no = ticks
        self._ticks = self.add_field("cases", TickList(title, (), yes, no, MOST, HIGH))
        self._all.clicked.connect(self._ticks.choose_all)
        self._ticks.changed.connect(self._arrange)
        self._ticks.current.connect(self._turn_to)
        for part in (self._picker, self._ticks, row(self._all, None)):
            self._card.body.addWidget(part)
        self._none = Card()
        self._none.body.addWidget(empty(none))
        self.main.addWidget(self._none)
        self.main.addWidget(self._card)
        self._say = Card(say)
        self.main.addWidget(self._say)

    def _lay_out_side(self, preview: str) -> None:
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submit)
        self._preview = Button(preview, kind="link")
        self._preview.clicked.connect(
            lambda: self.shell.preview(self, lambda desk: self._work()(desk).documents)
        )
        self.side.addWidget(self._go)
        self.side.addWidget(row(self._preview, None))
        self._one = Card("光标所在的这一件")
        self._about = label("", wrap=True)
        self._one.body.addWidget(self._about)
        self.side.addWidget(self._one)
        self.side.addWidget(ClauseNote("3.1"))

    def open(self, what: Mapping[str, Any]) -> None:
        self._start()

    def focus_first(self) -> None:
        self._picker.setFocus()

    def _chosen(self) -> tuple[str, ...]:
        return tuple(self._ticks.text.split())

    def _show_late(self, late: bool) -> None:
        for name in ("late_reason", "late_owner"):
            self.fields[name].setVisible(late)

    def _offer(self, words: str) -> None:
        """What the one button does, with how many."""
        chosen = self._chosen()
        self._go.set_words(f"{words} {len(chosen)} 件并打印" if chosen else f"{words}并打印")
        self._preview.setVisible(bool(chosen))

    def submit(self) -> None:
        """Do to the ticked cases what this page is there for."""
        if self.busy:
            return

        def done(result: DoneForMany) -> None:
            self.shell.send_to_printer(result.documents)
            self._start()
            self.banner.say(self._said(result), "good")
            self.refresh()

        self.shell.act(self, self._work(), done)

    # What each page says of itself --------------------------------------------------------------

    def _start(self) -> None:
        """An empty form."""
        raise NotImplementedError

    def _narrow(self) -> None:
        """Offer the cases that belong to what is picked."""
        raise NotImplementedError

    def _arrange(self) -> None:
        """Show what the ticked cases ask for."""
        raise NotImplementedError

    def _turn_to(self, key: str) -> None:
        """Show the case that the keyboard is on."""
        raise NotImplementedError

    def _work(self) -> Callable[[Desk], DoneForMany]:
        """What is done to the ticked cases, with what is typed now."""
        raise NotImplementedError

    def _said(self, result: DoneForMany) -> str:
        """What to say of it."""
        raise NotImplementedError
