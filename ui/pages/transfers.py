"""转交: what was passed on and whether the visitor has heard from anybody (2.3, 2.4)."""

from collections.abc import Mapping
from typing import Any

from app.deadlines import moment_text
from app.first_asked import transfer_list
from app.first_asked.transfer_list import DONE, FILTERS, NEXT, OPEN, TransferView
from ui.shell import FormPage, Shell
from ui.transfer_sheets import TransferDone, TransferStep
from ui.widgets.basics import Card, ClauseNote, dotted, empty
from ui.widgets.fields import Segmented
from ui.widgets.rows import HEAD, HIGH, Row, RowList


class TransfersPage(FormPage):
    """Open transfers by urgency, ended ones newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "转交")
        self._acts = shell.may("登记转交接收")
        self._rows: dict[str, TransferView] = {}
        self._filter = Segmented(FILTERS, OPEN, name="筛选")
        self._filter.chosen.connect(lambda _: self.refresh())
        self.head.addWidget(self._filter)
        card = Card()
        self._list = RowList("转交", heads=("联系群众", "群众", "责任人和事项"))
        self._list.setMinimumHeight(8 * HIGH + HEAD)
        self._list.acted.connect(lambda uuid: self._ask(self._rows[uuid]))
        self._none = empty("")
        card.body.addWidget(self._list)
        card.body.addWidget(self._none)
        self.main.addWidget(card)
        self.side.addWidget(ClauseNote("2.4"))

    def open(self, what: Mapping[str, Any]) -> None:
        """With `what["transfer"]`, a UUID, its sheet over the list."""
        if uuid := what.get("transfer"):
            self.shell.read(lambda: transfer_list.load(self.shell.desk, uuid), self._ask)

    def focus_first(self) -> None:
        self._list.setFocus()

    def refresh(self) -> None:
        which, desk = self._filter.value, self.shell.desk
        self.shell.read(lambda: transfer_list.listed(desk, which), self._show)

    def _show(self, found: tuple[TransferView, ...]) -> None:
        which = self._filter.value
        silent = sum(one.contacted_at is None for one in found)
        waits = f"，其中 {silent} 件群众还没有等到联系" if silent else ""
        self.set_head("转交", f"{which} {len(found)} 件{waits}。")
        self._rows = {one.uuid: one for one in found}
        self._list.show_rows([self._row(one) for one in found])
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._none.setText("没有等着联系的转交。" if which == OPEN else "还没有办结的转交。")

    def _row(self, one: TransferView) -> Row:
        if one.light is not None:
            lead = one.light.text
            when = f"最迟 {moment_text(one.due.due)} 联系" if one.due.due else ""
        else:
            lead = one.state
            when = moment_text(one.result_at or one.contacted_at or one.handed_at) + lead[1:]
        action = NEXT[one.state] if self._acts else NEXT[DONE]
        return Row(one.uuid, one.light.kind if one.light else None, lead, one.visitor, one.number,
                   dotted(one.responsible, one.matter), when, action)  # fmt: skip

    def _ask(self, one: TransferView) -> None:
        """What comes next, or all there is."""
        sheet: TransferDone | TransferStep
        if one.state == DONE or not self._acts:
            sheet = TransferDone(self, one)
        else:
            sheet = TransferStep(self, self.shell, one)
            sheet.noted.connect(lambda said: self.shell.go("transfers", said=said))
        sheet.paper_wanted.connect(lambda: self.shell.show_paper(self, one.number))
        sheet.open()
