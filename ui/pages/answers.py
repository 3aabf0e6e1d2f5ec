"""批回: what lies with the authority above, and what it decided, for many in one go."""

from collections.abc import Callable

from app import above, cases, texts
from app.above import LyingBatch
from app.cases import DoneForMany, FromAbove
from app.cases.common import ABOVE, LATE_OWNERS
from app.deadlines import date_text
from app.desk import Desk
from app.errors import FieldError
from app.lists import CaseRow
from ui.pages.many_cases import BACK, ManyCasesPage, is_late, tickable
from ui.shell import Shell
from ui.widgets.basics import Button, dotted, row
from ui.widgets.fields import Choice, Field
from ui.widgets.picker import Picker


class AnswersPage(ManyCasesPage):
    """A list that lies above: tick what was granted, with result and paper; open what was
    refused or sent back on its own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, BACK, "batch", Picker("哪一批"), ("上级准予的办件", "准予", "未批回"),
            "没有等待上级批回的办件。", "上级的决定",
        )  # fmt: skip
        self._batches: tuple[LyingBatch, ...] = ()
        answered = self.add_field("answered", Field("上级哪天决定的"))
        answered.left.connect(self._arrange)
        paper = self.add_field("paper", Field("上级文书的文号"))
        self._say.body.addWidget(row(answered, paper, gap=16, even=True))
        result = self.add_field("result", Field("办理结果", hint="会印在每一份办结通知书上"))
        self._say.body.addWidget(result)
        reason = self.add_field("late_reason", Field("超期原因"))
        owner = self.add_field("late_owner", Choice("超期是谁的原因", LATE_OWNERS))
        self._say.body.addWidget(row(reason, owner, gap=16, even=True))
        self._lay_out_side("预览办结通知书")
        other = Button("不予、补正或单独办 ›", key="F9")
        other.clicked.connect(lambda: shell.go("case", uuid=self._at))
        self._one.body.addWidget(other)

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

    def _show(self, batches: tuple[LyingBatch, ...]) -> None:
        self._batches = batches
        self._picker.set_choices([
            (one.number, f"{one.number}　{one.organ}　{date_text(one.at.date())}上报，"
             f"{len(one.rows)} 件未批回")
            for one in batches
        ])  # fmt: skip
        numbers = [one.number for one in batches]
        if numbers and self._picker.text not in numbers:
            self._picker.set_text(numbers[0])
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
        found = (one.rows for one in self._batches if one.number == self._picker.text)
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
        chosen = self._chosen()
        self._show_late(any(self._late(one) for one in self._rows if one.uuid in chosen))
        self._offer("准予")

    def _late(self, case: CaseRow) -> bool:
        """Whether the authority decided late, which the paper may have needed days to say."""
        try:
            on = texts.day("answered", self.fields["answered"].text)
        except FieldError:
            return is_late(case)
        return is_late(case) and (on > case.due.date() or on >= self.shell.today)

    def _work(self) -> Callable[[Desk], DoneForMany]:
        chosen = self._chosen()
        text = {name: one.text for name, one in self.fields.items()}

        def work(desk: Desk) -> DoneForMany:
            decision = FromAbove(texts.day("answered", text["answered"]), text["paper"])
            return cases.decide_batch(
                desk, chosen, text["result"], decision,
                late_reason=text["late_reason"], late_owner=text["late_owner"],
            )  # fmt: skip

        return work

    def _said(self, result: DoneForMany) -> str:
        return f"{len(result.cases)} 件已记为准予，办结通知书正在打印。"
