"""上报: accepted cases go to the authority above, as many at once as the clerk ticks."""

from collections.abc import Callable, Mapping
from typing import Any

from app import above, cases
from app.above import Waiting
from app.cases import DoneForMany
from app.cases.common import LATE_OWNERS
from app.deadlines import LightKind
from app.desk import Desk
from app.lists import CaseRow
from app.numbers import Kind
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, empty, label, row
from ui.widgets.fields import Choice, Field, Segmented
from ui.widgets.picker import Picker
from ui.widgets.rows import HIGH, Row
from ui.widgets.ticks import TickList

UP, BACK = "待上报", "等批回"
PAGES = {UP: "forwarding", BACK: "answers"}
MOST = 5  # lines of the list shown at once


def halves(shell: Shell, here: str) -> Segmented:
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


class ForwardingPage(FormPage):
    """An organ, the cases that it decides, one opinion for all but those that have their own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "上报批回")
        self._waiting: tuple[Waiting, ...] = ()
        self._own: dict[str, str] = {}
        self._at = ""  # the case that the keyboard is on
        self.head.addWidget(halves(shell, UP))
        card = Card()
        self._organ = self.add_field("organ", Picker("报给哪个机关"))
        self._organ.changed.connect(self._narrow)
        self._all = Button("全选", kind="link", key="F7")
        self._ticks = self.add_field(
            "cases", TickList("要上报的办件", (), "上报", "不报", MOST, HIGH)
        )  # fmt: skip
        self._all.clicked.connect(self._ticks.choose_all)
        self._ticks.changed.connect(self._arrange)
        self._ticks.current.connect(self._turn_to)
        self._steps = label("", "small", wrap=True)
        for part in (self._organ, self._ticks, row(self._all, None), self._steps):
            card.body.addWidget(part)
        self._card = card
        self._none = Card()
        self._none.body.addWidget(empty("没有等着上报的办件。"))
        self.main.addWidget(self._none)
        self.main.addWidget(card)
        self._say = Card("初审")
        self._review = self.add_field(
            "review", Field("初审意见", lines=2, hint="会印在移交清单上，所选办件共用")
        )
        self.add_field("receiver", Field("接收人（不知道的可以不填，交接时签字）"))
        self.add_field("late_reason", Field("超期原因"))
        self.add_field("late_owner", Choice("超期是谁的原因", LATE_OWNERS))
        for name in ("review", "receiver", "late_reason", "late_owner"):
            self._say.body.addWidget(self.fields[name])  # type: ignore[arg-type]
        self.main.addWidget(self._say)
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submit)
        self._preview = Button("预览移交清单", kind="link")
        self._preview.clicked.connect(
            lambda: shell.preview(self, lambda desk: self._work()(desk).documents)
        )
        self.side.addWidget(self._go)
        self.side.addWidget(row(self._preview, None))
        self._one = Card("光标所在的这一件")
        self._about = label("", wrap=True)
        self._alone = self.add_field("own", Field("它自己的初审意见", hint="与其他相同的不用填"))
        self._alone.changed.connect(self._keep_own)
        self._one.body.addWidget(self._about)
        self._one.body.addWidget(self._alone)
        self.side.addWidget(self._one)
        self.side.addWidget(ClauseNote("3.1"))

    def open(self, what: Mapping[str, Any]) -> None:
        self._start()

    def _start(self) -> None:
        self.banner.clear()
        self._own.clear()
        for name in ("cases", "own", "review", "receiver", "late_reason", "late_owner"):
            self.fields[name].set_text("")
            self.fields[name].clear_error()
        self.keep_draft("forwarding")

    def refresh(self) -> None:
        self.shell.read(lambda: above.waiting(self.shell.desk), self._show)

    def focus_first(self) -> None:
        self._organ.setFocus()

    def draft(self) -> dict[str, Any]:
        return super().draft() | {"owns": {key: words for key, words in self._own.items() if words}}

    def set_draft(self, body: dict[str, Any]) -> None:
        super().set_draft({name: words for name, words in body.items() if name != "own"})
        self._own.update(body.get("owns", {}))
        self._turn_to(self._at)

    def _show(self, waiting: tuple[Waiting, ...]) -> None:
        self._waiting = waiting
        ready = [one.organ for one in waiting if not one.steps]
        organs = list(dict.fromkeys(one.organ for one in waiting))
        organs.sort(key=lambda one: -ready.count(one))
        self._organ.set_choices([(one, f"{one}（{ready.count(one)} 件可报）") for one in organs])
        if organs and self._organ.text not in organs:
            self._organ.set_text(organs[0])
        self._card.setVisible(bool(waiting))
        self._none.setVisible(not waiting)
        self._narrow()

    def _narrow(self) -> None:
        """Offer what the chosen organ decides."""
        here = [one for one in self._waiting if one.organ == self._organ.text]
        self._ticks.offer([tickable(one.row) for one in here if not one.steps])
        held = [f"{one.row.name}（{'、'.join(one.steps)}）" for one in here if one.steps]
        words = f"必经环节没有办完，还不能上报：{'，'.join(held[:3])}"
        more = f"等 {len(held)} 件" if len(held) > 3 else ""
        self._steps.setText(f"{words}{more}。" if held else "")
        self._steps.setVisible(bool(held))
        ready = sum(not one.steps for one in self._waiting)
        self.set_head("上报批回", f"{ready} 件可以上报。" if self._waiting else "")
        some = len(held) < len(here)
        for part in (self._ticks, self._all, self._say, self._go):
            part.setVisible(some)
        if not some:
            self._turn_to("")
        self._arrange()

    def _row(self, key: str) -> CaseRow | None:
        return next((one.row for one in self._waiting if one.row.uuid == key), None)

    def _turn_to(self, key: str) -> None:
        """Show the case that the keyboard is on, with its own opinion."""
        self._at, case = key, self._row(key)
        self._one.setVisible(case is not None)
        if case is not None:
            self._about.setText(dotted(case.name, case.number, case.due_text))
            if self._alone.text != self._own.get(key, ""):
                self._loading = True
                self._alone.set_text(self._own.get(key, ""))
                self._loading = False

    def _keep_own(self) -> None:
        if self._at:
            self._own[self._at] = self._alone.text

    def _chosen(self) -> tuple[str, ...]:
        return tuple(self._ticks.text.split())

    def _arrange(self) -> None:
        chosen = self._chosen()
        rows = [one for one in map(self._row, chosen) if one is not None]
        for name in ("late_reason", "late_owner"):
            self.fields[name].setVisible(any(map(is_late, rows)))
        self._go.set_words(f"上报 {len(chosen)} 件并打印" if chosen else "上报并打印")
        self._preview.setVisible(bool(chosen))

    def show_refusal(self, error: Exception) -> None:
        field = getattr(error, "field", "")
        if field.startswith("review."):  # one of its own: go to the case, say it there
            self._ticks.turn_to(field.removeprefix("review."))
            self._alone.set_error(str(getattr(error, "message", error)))
        else:
            super().show_refusal(error)

    def _work(self) -> Callable[[Desk], DoneForMany]:
        chosen, text = self._chosen(), {name: one.text for name, one in self.fields.items()}
        own = {key: words for key, words in self._own.items() if key in chosen}
        return lambda desk: cases.forward(
            desk, chosen, text["review"], text["receiver"], own=own,
            late_reason=text["late_reason"], late_owner=text["late_owner"],
        )  # fmt: skip

    def submit(self) -> None:
        """Hand over what is ticked."""
        if self.busy:
            return

        def done(result: DoneForMany) -> None:
            self.shell.send_to_printer(result.documents)
            self._start()
            words = f"已上报 {len(result.cases)} 件，{Kind.FORWARDING.value}{result.documents[0]}。"
            self.banner.say(words, "good")
            self.refresh()

        self.shell.act(self, self._work(), done)
