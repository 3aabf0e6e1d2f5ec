"""批回: what lies with the authority above, and what it decided, for many in one go."""

from collections.abc import Callable, Mapping
from typing import Any

from app import above, cases, texts
from app.above import LyingBatch
from app.cases import DoneForMany, FromAbove
from app.cases.common import ABOVE, LATE_OWNERS
from app.deadlines import date_text
from app.desk import Desk
from app.errors import FieldError
from app.lists import CaseRow
from ui.pages.forwarding import BACK, MOST, halves, is_late, tickable
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, empty, label, row
from ui.widgets.fields import Choice, Field
from ui.widgets.picker import Picker
from ui.widgets.rows import HIGH
from ui.widgets.ticks import TickList


class AnswersPage(FormPage):
    """A list that lies above: tick what was granted, with result and paper; open what was
    refused or sent back on its own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "上报批回")
        self._batches: tuple[LyingBatch, ...] = ()
        self._at = ""  # the case that the keyboard is on
        self.head.addWidget(halves(shell, BACK))
        card = self._card = Card()
        self._batch = self.add_field("batch", Picker("哪一批"))
        self._batch.changed.connect(self._narrow)
        self._ticks = self.add_field(
            "cases", TickList("上级准予的办件", (), "准予", "未批回", MOST, HIGH)
        )  # fmt: skip
        every = Button("全选", kind="link", key="F7")
        every.clicked.connect(self._ticks.choose_all)
        self._ticks.changed.connect(self._arrange)
        self._ticks.current.connect(self._turn_to)
        for part in (self._batch, self._ticks, row(every, None)):
            card.body.addWidget(part)
        self._none = Card()
        self._none.body.addWidget(empty("没有等待上级批回的办件。"))
        self.main.addWidget(self._none)
        self.main.addWidget(card)
        self._say = Card("上级的决定")
        answered = self.add_field("answered", Field("上级哪天决定的"))
        answered.left.connect(self._arrange)
        paper = self.add_field("paper", Field("上级文书的文号"))
        self._say.body.addWidget(row(answered, paper, gap=16, even=True))
        result = self.add_field("result", Field("办理结果", hint="会印在每一份办结通知书上"))
        self._say.body.addWidget(result)
        reason = self.add_field("late_reason", Field("超期原因"))
        owner = self.add_field("late_owner", Choice("超期是谁的原因", LATE_OWNERS))
        self._say.body.addWidget(row(reason, owner, gap=16, even=True))
        self.main.addWidget(self._say)
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submit)
        self._preview = Button("预览办结通知书", kind="link")
        self._preview.clicked.connect(
            lambda: shell.preview(self, lambda desk: self._work()(desk).documents)
        )
        self.side.addWidget(self._go)
        self.side.addWidget(row(self._preview, None))
        self._one = Card("光标所在的这一件")
        self._about = label("", wrap=True)
        self._one.body.addWidget(self._about)
        other = Button("不予、补正或单独办 ›", key="F9")
        other.clicked.connect(lambda: shell.go("case", uuid=self._at))
        self._one.body.addWidget(other)
        self.side.addWidget(self._one)
        self.side.addWidget(ClauseNote("3.1"))

    def open(self, what: Mapping[str, Any]) -> None:
        self._start()

    def _start(self) -> None:
        self.banner.clear()
        for name in ("cases", "paper", "result", "late_reason"):
            self.fields[name].set_text("")
        self.fields["answered"].set_text(self.shell.today.isoformat())
        self.fields["late_owner"].set_text(ABOVE)
        self.forget_errors()
        self.keep_draft("answers")

    def refresh(self) -> None:
        self.shell.read(lambda: above.lying(self.shell.desk), self._show)

    def focus_first(self) -> None:
        self._batch.setFocus()

    def _show(self, batches: tuple[LyingBatch, ...]) -> None:
        self._batches = batches
        self._batch.set_choices([
            (one.number, f"{one.number}　{one.organ}　{date_text(one.at.date())}上报，"
             f"{len(one.rows)} 件未批回")
            for one in batches
        ])  # fmt: skip
        numbers = [one.number for one in batches]
        if numbers and self._batch.text not in numbers:
            self._batch.set_text(numbers[0])
        for part in (self._card, self._say, self._one, self._go):
            part.setVisible(bool(batches))
        self._none.setVisible(not batches)
        rows = [one for batch in batches for one in batch.rows]
        late = sum(map(is_late, rows))
        words = f"{len(rows)} 件等待上级批回" if rows else ""
        self.set_head("上报批回", f"{words}，其中 {late} 件上级超期。" if late else words)
        self._narrow()

    @property
    def _rows(self) -> tuple[CaseRow, ...]:
        """What of the chosen list still lies above."""
        found = (one.rows for one in self._batches if one.number == self._batch.text)
        return next(found, ())

    def _narrow(self) -> None:
        self._ticks.offer([tickable(one) for one in self._rows])
        if not self._rows:
            self._turn_to("")
        self._arrange()

    def _turn_to(self, key: str) -> None:
        self._at = key
        case = next((one for one in self._rows if one.uuid == key), None)
        self._one.setVisible(case is not None)
        if case is not None:
            self._about.setText(dotted(case.name, case.number))

    def _arrange(self) -> None:
        chosen = self._ticks.text.split()
        late = any(self._late(one) for one in self._rows if one.uuid in chosen)
        for name in ("late_reason", "late_owner"):
            self.fields[name].setVisible(late)
        self._go.set_words(f"准予 {len(chosen)} 件并打印" if chosen else "准予并打印")
        self._preview.setVisible(bool(chosen))

    def _late(self, case: CaseRow) -> bool:
        """Whether the authority decided late, which the paper may have needed days to say."""
        try:
            on = texts.day("answered", self.fields["answered"].text)
        except FieldError:
            return is_late(case)
        return is_late(case) and (on > case.due.date() or on >= self.shell.today)

    def _work(self) -> Callable[[Desk], DoneForMany]:
        chosen = self._ticks.text.split()
        text = {name: one.text for name, one in self.fields.items()}

        def work(desk: Desk) -> DoneForMany:
            decision = FromAbove(texts.day("answered", text["answered"]), text["paper"])
            return cases.decide_batch(
                desk, chosen, text["result"], decision,
                late_reason=text["late_reason"], late_owner=text["late_owner"],
            )  # fmt: skip

        return work

    def submit(self) -> None:
        """Grant what is ticked, and print a notice for each."""
        if self.busy:
            return

        def done(result: DoneForMany) -> None:
            self.shell.send_to_printer(result.documents)
            self._start()
            self.banner.say(f"{len(result.cases)} 件已记为准予，办结通知书正在打印。", "good")
            self.refresh()

        self.shell.act(self, self._work(), done)
