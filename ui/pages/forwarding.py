"""上报: accepted cases go to the authority above, as many at once as the clerk ticks."""

from collections.abc import Callable
from typing import Any

from app import above, cases
from app.above import Waiting
from app.cases import DoneForMany
from app.cases.common import LATE_OWNERS
from app.desk import Desk
from app.lists import CaseRow
from app.numbers import Kind
from ui.pages.many_cases import UP, ManyCasesPage, is_late, tickable
from ui.shell import Shell
from ui.widgets.basics import dotted, label
from ui.widgets.fields import Choice, Field
from ui.widgets.picker import Picker


class ForwardingPage(ManyCasesPage):
    """An organ, the cases that it decides, one opinion for all but those that have their own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, UP, "organ", Picker("报给哪个机关"), ("要上报的办件", "上报", "不报"),
            "没有等着上报的办件。", "初审",
        )  # fmt: skip
        self._waiting: tuple[Waiting, ...] = ()
        self._own: dict[str, str] = {}
        self._steps = label("", "small", wrap=True)
        self._card.body.addWidget(self._steps)
        self._review = self.add_field(
            "review", Field("初审意见", lines=2, hint="会印在移交清单上，所选办件共用")
        )
        self.add_field("receiver", Field("接收人（不知道的可以不填，交接时签字）"))
        self.add_field("late_reason", Field("超期原因"))
        self.add_field("late_owner", Choice("超期是谁的原因", LATE_OWNERS))
        for name in ("review", "receiver", "late_reason", "late_owner"):
            self._say.body.addWidget(self.fields[name])  # type: ignore[arg-type]
        self._lay_out_side("预览移交清单")
        self._alone = self.add_field("own", Field("它自己的初审意见", hint="与其他相同的不用填"))
        self._alone.changed.connect(self._keep_own)
        self._one.body.addWidget(self._alone)

    def _start(self) -> None:
        self.banner.clear()
        self._own.clear()
        for name in ("cases", "own", "review", "receiver", "late_reason", "late_owner"):
            self.fields[name].set_text("")
            self.fields[name].clear_error()
        self.keep_draft("forwarding")

    def refresh(self) -> None:
        self.shell.read(lambda: above.waiting(self.shell.desk), self._show)

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
        self._picker.set_choices([(one, f"{one}（{ready.count(one)} 件可报）") for one in organs])
        if organs and self._picker.text not in organs:
            self._picker.set_text(organs[0])
        self._card.setVisible(bool(waiting))
        self._none.setVisible(not waiting)
        self._narrow()

    def _narrow(self) -> None:
        """Offer what the chosen organ decides."""
        here = [one for one in self._waiting if one.organ == self._picker.text]
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

    def _arrange(self) -> None:
        rows = [one for one in map(self._row, self._chosen()) if one is not None]
        self._show_late(any(map(is_late, rows)))
        self._offer("上报")

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

    def _said(self, result: DoneForMany) -> str:
        return f"已上报 {len(result.cases)} 件，{Kind.FORWARDING.value}{result.documents[0]}。"
