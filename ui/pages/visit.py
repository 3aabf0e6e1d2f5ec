"""来访登记: who came, for whom, for what (2.1, 2.5.2)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QResizeEvent

from app import batches, matters, receptions
from app.matters import MatterView
from app.parties import GUARDIAN
from app.people import OtherName
from app.receptions import ReceptionView
from ui.dispute import dispute_link
from ui.page import NARROW
from ui.pages.acquaintances import SECTIONS, Acquaintances
from ui.pages.matter_rows import HINT, matter_rows
from ui.pages.offers import Offers
from ui.pages.visit_cards import (
    DEFAULTS,
    FOR_ANOTHER,
    SELF,
    AgentCard,
    ApplicantCard,
    PartiesCard,
)
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, row
from ui.widgets.fields import Field
from ui.widgets.pictures import StepBar
from ui.widgets.rows import RowList

STEPS = ("来访登记", "一次性告知", "收件审核", "处理决定", "打印送达")
DRAFT = "visit"


class VisitPage(FormPage):
    """The form that opens a reception."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "来访登记", "您好，请问您要办什么事？")
        self.top.addWidget(StepBar(STEPS, 0))
        self._matters: tuple[MatterView, ...] = ()
        self._matter = self._wanted = ""
        more = Button("共同申请人", kind="link", key="F7")
        more.clicked.connect(self._add_party)
        self._applicant = ApplicantCard(more)
        self._parties, self._agent = PartiesCard(), AgentCard()
        for card in (self._applicant, self._parties, self._agent):
            for name, field in card.fields.items():
                self.add_field(name, field)
            self.main.addWidget(card)
        self._applicant.arranged.connect(self._arrange)
        self.main.addWidget(self._matter_card())
        self.side.addWidget(ClauseNote("2.1"))
        self._offers = Offers(*SECTIONS)
        self._go_on = Button("下一步：一次性告知", kind="primary", key="Enter")
        self._go_on.clicked.connect(self._submit)
        ask = Button("只是咨询")
        ask.clicked.connect(lambda: self._go_to("enquiry"))
        elsewhere = Button("不是本窗口的事")
        elsewhere.clicked.connect(self._elsewhere)
        quarrel = dispute_link()
        quarrel.clicked.connect(lambda: self._go_to("enquiry", dispute=True))
        tally = Button("简单询问", kind="link", key="F5")
        tally.setToolTip("问一句就答完的（厕所在哪、几点下班），只计数，不登记")
        tally.clicked.connect(shell.tally)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self.side.addWidget(self._go_on)
        self.side.addWidget(row(ask, elsewhere, None))
        self.side.addWidget(row(back, None))
        self.side.addWidget(row(tally, None, quarrel))
        if shell.may("补录"):
            earlier = Button("补录以前的事", kind="link", key="Ctrl+B")
            earlier.clicked.connect(shell.back_entry_wanted)
            self.side.addWidget(row(earlier, None))
        self.side.addWidget(self._offers)
        self._who = Acquaintances(self, self._applicant, self._parties, self._agent, self._offers)
        self._who.onward.connect(self._filter.setFocus)
        self._who.settled.connect(self._go_on.setFocus)

    def _matter_card(self) -> Card:
        card = Card("要办的事项", "↑ ↓ 选择 · Enter 下一步")
        self._filter = Field("", hint=HINT)
        self._filter.changed.connect(self._filter_matters)
        self._filter.changed.connect(self._changed)
        self._filter.left.connect(self.save_draft)
        self._list = RowList("事项", most=6, lead=100, share=0.55, asks=True)
        self._list.acted.connect(self._pick_and_go)
        self._list.selectionModel().currentChanged.connect(self._picked)
        card.body.addWidget(self._filter)
        card.body.addWidget(self._list)
        return card

    def open(self, what: Mapping[str, Any]) -> None:
        """An empty form, or the one that a power cut interrupted."""
        for name, field in self.fields.items():
            field.clear_error()
            field.set_text(DEFAULTS.get(name, ""))
        self._parties.show_rows(0)
        self._who.forget()
        self.banner.clear()
        self.verticalScrollBar().setValue(0)
        self._filter.set_text("")
        self._wanted = ""
        self.keep_draft(DRAFT)

    def focus_first(self) -> None:
        self.fields["name"].setFocus()

    def refresh(self) -> None:
        self._applicant.set_gachas(self.shell.desk.office.gachas)
        self.shell.read(matters.in_force, self._show_matters)

    def _show_matters(self, found: tuple[MatterView, ...]) -> None:
        self._matters = found
        self._filter_matters()
        self._choose(self._wanted)

    def _filter_matters(self) -> None:
        typed = self._filter.text
        self._list.show_rows(matter_rows(self._matters, typed), first=bool(typed.strip()))
        self._picked()

    def _picked(self, *_: Any) -> None:
        index = self._list.currentIndex()
        rows = self._list.rows.rows
        self._matter = rows[index.row()].key if index.isValid() and rows else ""
        self._changed()

    def draft(self) -> dict[str, Any]:
        return super().draft() | {
            "filter": self._filter.text, "matter": self._matter, "known": self._who.known,
            "parties": self._parties.shown,
        }  # fmt: skip

    def set_draft(self, body: dict[str, Any]) -> None:
        self._parties.show_rows(body.get("parties", 0))
        super().set_draft(body)
        self._who.known = dict(body.get("known", {}))
        self._filter.set_text(body.get("filter", ""))
        self._wanted = body.get("matter", "")
        self._choose(self._wanted)

    def _choose(self, uuid: str) -> None:
        for n, one in enumerate(self._list.rows.rows):
            if one.key == uuid:
                self._list.setCurrentIndex(self._list.rows.index(n))

    def _pick_and_go(self, uuid: str) -> None:
        self._matter = uuid
        self._submit()

    def choose_code(self, code: str) -> None:
        """Choose a matter by its code."""
        (uuid,) = (one.uuid for one in self._matters if one.matter.code == code)
        for n, one in enumerate(self._list.rows.rows):
            if one.key == uuid:
                self._list.setCurrentIndex(self._list.rows.index(n))

    def _add_party(self) -> None:
        self._who.add_party()
        self._changed()

    def _arrange(self) -> None:
        """Show what this way of coming asks for."""
        way = self._applicant.way.text or SELF
        if way == FOR_ANOTHER and self._agent.isHidden() and self._who.is_minor():
            self._agent.kind.set_text(GUARDIAN)
        self._agent.arrange(way)
        self._who.look_at_age()
        self._parties.setVisible(self._parties.shown > 0 and not self._applicant.many)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offers stand beside the form, or, where it is narrow, right below what is typed."""
        super().resizeEvent(event)
        if self.viewport().width() < NARROW:
            self.main.insertWidget(1, self._offers)
        else:
            self.side.addWidget(self._offers)

    def show_refusal(self, error: Exception) -> None:
        super().show_refusal(error)
        if isinstance(error, OtherName):
            self._who.ask_which_name(error)

    def _open(self, *, nameless: bool = False) -> Any:
        """The operation that records this visit as typed."""
        known = self._who.known
        agent = None if self._agent.isHidden() else self._agent.agent(known.get("agent.", ""))
        if self._applicant.many:
            assert agent is not None
            lines, gacha = self.fields["batch"].text, self.fields["gacha"].text
            return lambda desk: batches.open_batch(desk, agent, lines, gacha)
        person = None if nameless else self._applicant.applicant(known.get("", ""))
        parties = self._parties.parties(known)
        return lambda desk: receptions.open_visit(desk, person, agent, parties)

    def _submit(self) -> None:
        if self.busy:
            return
        if not self._matter:
            self.banner.say("请选择要办的事项。只是来问问题的，按“只是咨询”。", "warn")
            return
        matter = self._matter

        def opened(reception: ReceptionView) -> None:
            self.shell.go("telling", reception=reception.uuid, matter=matter)

        self.shell.act(self, self._open(), opened)

    def _elsewhere(self) -> None:
        looked_for = self._filter.text.strip()
        self._go_to("elsewhere", matter=self._matter if looked_for else "", text=looked_for)

    def _go_to(self, page: str, **what: Any) -> None:
        """Record the visit, nameless if nothing is typed, and go on with it on another page."""
        if self.busy:
            return
        typed = any(field.text.strip() for name, field in self.fields.items()
                    if name not in DEFAULTS)  # fmt: skip

        def opened(reception: ReceptionView) -> None:
            self.shell.go(page, reception=reception.uuid, **what)

        self.shell.act(self, self._open(nameless=not typed), opened)
