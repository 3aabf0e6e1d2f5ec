"""线索: what the program noticed, the clerk's own words, and what the leader finds (1.6, 2.5.5)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app import lead_register
from app.deadlines import LightKind, moment_text
from app.desk import Desk
from app.lead_register import CLOSED, DROPPED, FINDINGS, HANDED_ON, OPEN, LeadView
from app.rights import Role
from ui.form_sheet import FormSheet
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, dotted, empty, label
from ui.widgets.fields import Choice, Field, Segmented
from ui.widgets.rows import HEAD, HIGH, Row, RowList


class Statement(FormSheet):
    """The person concerned says how it was."""

    def __init__(self, over: QWidget, lead: LeadView) -> None:
        super().__init__(over, "说明情况", f"{lead.kind.value}：{lead.facts}", "记下说明")
        self.add("statement", Field("当时的情况", lines=5, required=True))
        self.fields["statement"].set_text(lead.statement)
        self.inside.addStretch(1)


class Verification(FormSheet):
    """The leader settles a lead."""

    def __init__(self, over: QWidget, lead: LeadView) -> None:
        super().__init__(over, "核实线索", f"{lead.who} · {lead.kind.value}", "记下结论", high=560)
        said = lead.statement or "本人还没有说明。"
        for words in (lead.facts, f"当时写的原因：{lead.reason or '没有写'}", f"本人说明：{said}"):
            self.inside.addWidget(label(words, wrap=True))
        self.add("finding", Choice("结论", FINDINGS)).changed.connect(self._arrange)
        self.add("opinion", Field("核实的情况", lines=3, required=True))
        self._unheard = self.add("unheard", Field("没有听本人说明的原因"))
        self._unheard.setVisible(not lead.statement)
        self._handed = self.add("handed_to", Field("移送给（单位或人）"))
        self._handed.hide()
        self.inside.addStretch(1)

    def _arrange(self) -> None:
        self._handed.setVisible(self.fields["finding"].text == HANDED_ON)


class LeadsPage(FormPage):
    """The leads that concern whoever is signed on; the leader's are all of them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "线索", "只是线索，不是结论：本人说明，领导核实。")
        self._leading = shell.desk.staff.role == Role.LEADER
        self._views: dict[str, LeadView] = {}
        self._filter = Segmented((OPEN, CLOSED), OPEN, name="筛选")
        self._filter.chosen.connect(lambda _: self.refresh())
        self.head.addWidget(self._filter)
        card = Card()
        self._list = RowList("线索", lead=130, heads=("线索", "事情", "本人说明"), share=0.6)
        self._list.setMinimumHeight(6 * HIGH + HEAD)
        self._list.acted.connect(self._act)
        self._list.selectionModel().currentChanged.connect(self._show_chosen)
        self._none = empty("这里没有线索。")
        card.body.addWidget(self._list)
        card.body.addWidget(self._none)
        self.main.addWidget(card)
        self._detail = Card("选中的线索")
        self._words = label("", wrap=True)
        self._open = Button("打开办件", kind="link")
        self._open.clicked.connect(lambda: shell.go("case", uuid=self._chosen().case))
        self._detail.body.addWidget(self._words)
        self._detail.body.addWidget(self._open)
        self.side.addWidget(self._detail)
        self._repeated = Card("多次被推延的办件")
        self.side.addWidget(self._repeated)
        self.side.addWidget(ClauseNote("1.6", "2.5.5"))

    def focus_first(self) -> None:
        self._list.setFocus()

    def refresh(self) -> None:
        which, desk = self._filter.value, self.shell.desk

        def work() -> tuple[tuple[LeadView, ...], tuple[tuple[str, int], ...]]:
            return lead_register.listed(desk, which), lead_register.repeated(desk)

        self.shell.read(work, self._show)

    def _show(self, found: tuple[tuple[LeadView, ...], tuple[tuple[str, int], ...]]) -> None:
        views, repeated = found
        self._views = {one.uuid: one for one in views}
        self._list.show_rows([self._row(one) for one in views])
        self._list.setVisible(bool(views))
        self._none.setVisible(not views)
        clear(self._repeated.body)
        for number, count in repeated:
            self._repeated.body.addWidget(label(f"{number}　{count} 条线索"))
        self._repeated.setVisible(bool(repeated))
        self._show_chosen()

    def _row(self, one: LeadView) -> Row:
        waits = not one.statement and not one.finding
        said = one.finding or ("还没有说明" if waits else "已说明")
        action = "查看" if one.finding else "核实" if self._leading else "说明情况"
        return Row(one.uuid, LightKind.NEAR if waits else None, one.kind.value, one.facts,
                   dotted(one.who, moment_text(one.found_at)), said,
                   one.number or one.reason, action)  # fmt: skip

    def _chosen(self) -> LeadView:
        return self._views[self._list.rows.rows[self._list.currentIndex().row()].key]

    def _show_chosen(self, *_: Any) -> None:
        here = bool(self._views) and self._list.currentIndex().isValid()
        self._detail.setVisible(here)
        if not here:
            return
        one = self._chosen()
        lines = [one.facts]
        for title, words in (
            ("当时写的原因", one.reason), ("本人说明", one.statement), ("结论", one.finding),
            ("核实的情况", one.opinion), ("移送给", one.handed_to), ("核实人", one.verified_by),
        ):  # fmt: skip
            if words:
                lines.append(f"{title}：{words}")
        self._words.setText("\n".join(lines))
        self._open.setVisible(bool(one.case))

    def _act(self, uuid: str) -> None:
        lead = self._views[uuid]
        if lead.finding:
            return
        sheet: FormSheet = Verification(self, lead) if self._leading else Statement(self, lead)

        def work(desk: Desk, typed: dict[str, str]) -> LeadView:
            if not self._leading:
                return lead_register.state(desk, uuid, typed["statement"])
            return lead_register.verify(
                desk, uuid, typed["finding"], typed["opinion"], handed_to=typed["handed_to"],
                unheard=typed["unheard"],
            )  # fmt: skip

        def done(view: LeadView) -> None:
            words = {"": "已记下说明，等领导核实。", DROPPED: "已排除。"}
            self.banner.say(words.get(view.finding, f"已记下：{view.finding}。"), "good")
            self.refresh()

        sheet.ask(self.shell, work, done)
