"""不是本窗口的事: find whose it is, call them, and send the visitor there or pass it on (2.3)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox

from app import matters, receptions
from app.desk import Desk
from app.directory import ColleagueView
from app.first_asked import (
    GuidanceInput,
    OutsideInput,
    Sent,
    TransferInput,
    guide,
    guide_outside,
    transfer,
)
from app.first_asked import whom as directory_of
from app.first_asked.whom import Whereto, Whom
from app.matters import MatterView
from app.receptions import CALL, ReceptionView
from ui.dispute import Dispute, dispute_link
from ui.pages.elsewhere_cards import (
    AWAY,
    HERE,
    OUTSIDE,
    PRESET,
    CallCard,
    PapersCard,
    TransferCard,
    WhoseCard,
)
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, label, row
from ui.widgets.fields import Field

GUIDE, PASS_ON, POINT = "记下引导", "转交并打印转办单", "记下指引"


class ElsewherePage(FormPage):
    """For a visitor or caller whose reception is open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "不是本窗口的事", "先问清楚要办什么，再找对人，不让群众白跑。")
        self._reception = self._matter = self._chosen = ""
        self._whom = Whom((), (), {})
        self._seen: ReceptionView | None = None
        self._whose = WhoseCard()
        self._whose.chosen.connect(self._choose)
        self._whose.where.changed.connect(self._arrange)
        self._whose.filter.changed.connect(self._changed)
        self._whose.filter.left.connect(self.save_draft)
        self._call, self._transfer, self._papers = CallCard(), TransferCard(), PapersCard()
        for card in (self._whose, self._call, self._transfer, self._papers):
            for name, field in card.fields.items():
                self.add_field(name, field)
            self.main.addWidget(card)
        self._call.arranged.connect(self._answered)
        self.side.addWidget(ClauseNote("2.3"))
        self._away = Card(kind="info")
        self._away_words = label("", wrap=True)
        self._instead = Button("改问 B岗", kind="link")
        self._instead.clicked.connect(self._ask_stand_in)
        self._away.body.addWidget(self._away_words)
        self._away.body.addWidget(row(self._instead, None))
        self.side.addWidget(self._away)
        self._slip = QCheckBox("打印引导单给群众")
        self._slip.toggled.connect(self._changed)
        self.side.addWidget(self._slip)
        self._go = Button(GUIDE, kind="primary")
        self._go.clicked.connect(self.submit)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self._preview = Button("预览", kind="link")
        self._preview.clicked.connect(self._show_draft)
        ask = Button("转为咨询", kind="link")
        ask.clicked.connect(lambda: shell.go("enquiry", reception=self._reception))
        quarrel = dispute_link()
        quarrel.clicked.connect(self._dispute)
        self.side.addWidget(self._go)
        self.side.addWidget(row(back, None, self._preview))
        self.side.addWidget(row(quarrel, None, ask))

    @property
    def search(self) -> Field:
        """Where the directory is searched."""
        return self._whose.filter

    # What it is about ---------------------------------------------------------------------------

    def open(self, what: Mapping[str, Any]) -> None:
        """Send on the visitor of `what["reception"]`; `what["matter"]` is a version's UUID,
        `what["text"]` what was already looked for, `what["question"]` what they asked, where
        there is such."""
        self._reception, self._chosen = what["reception"], ""
        self._matter = what.get("matter", "")
        self._seen = None
        self.banner.clear()
        self.stop_keeping()
        for name, field in self.fields.items():
            field.clear_error()
            field.set_text(PRESET.get(name, ""))
        self._papers.show_rows(1)
        self._whose.filter.set_text(what.get("text", ""))
        self.fields["matter"].set_text(what.get("question", ""))
        self._slip.setChecked(True)
        self.verticalScrollBar().setValue(0)
        self._arrange()
        self.keep_draft(f"elsewhere:{self._reception}")
        self._touched = bool(what.get("question"))
        self.save_draft()

    def focus_first(self) -> None:
        self.fields["matter"].setFocus()

    def refresh(self) -> None:
        desk, reception, matter = self.shell.desk, self._reception, self._matter

        def work() -> tuple[Whom, ReceptionView, MatterView | None]:
            view = matters.view(matters.fetch(matter)) if matter else None
            return directory_of.look(), receptions.load(desk, reception), view

        self.shell.read(work, self._show)

    def _show(self, found: tuple[Whom, ReceptionView, MatterView | None]) -> None:
        fresh = self._seen is None
        self._whom, seen, matter = found
        self._seen = seen
        self.set_head(
            "不是本窗口的事", dotted(f"{seen.channel}人 {seen.visitor or '未留姓名'}", seen.phone)
        )
        self._loading = True  # what is filled in here is nobody's half-typed form
        self._whose.show_whom(self._whom, self._chosen)
        if fresh:
            self._transfer.show_visitor(seen)
            if matter is not None and not self.fields["office"].text:
                self._fill_in(matter)
        self._loading = False
        self._offer()
        self._arrange()

    def _fill_in(self, matter: MatterView) -> None:
        if not self.fields["matter"].text:
            self.fields["matter"].set_text(matter.matter.name)
        to = self._whom.handling(matter)
        if matter.matter.refer_to:
            self._whose.where.set_text(OUTSIDE)
            self.fields["words"].set_text(matter.matter.refer_to)
        elif to is not None:
            self._take(to)

    # Whom to ask --------------------------------------------------------------------------------

    def _choose(self, to: Whereto) -> None:
        self._take(to)
        self._arrange()
        self.fields["present" if to.colleague else "called"].setFocus()
        self._changed()

    def _take(self, to: Whereto) -> None:
        self._chosen = to.entry.uuid
        self._call.choose(to, f"{self.shell.desk.clock.now():%H:%M}")
        self.fields["responsible"].set_text("")
        self.fields["responsible_phone"].set_text("")
        self._offer()

    def _colleague(self) -> ColleagueView | None:
        return self._whom.colleague(self._chosen)

    def _stand_in(self) -> ColleagueView | None:
        one = self._colleague()
        return self._whom.colleague(one.stand_in) if one else None

    def _offer(self) -> None:
        """Who may take it over: the stand-in first, then whoever is away."""
        people = (self._stand_in(), self._colleague())
        self._transfer.offer({one.name: one.phone for one in people if one is not None})

    def _ask_stand_in(self) -> None:
        if (other := self._stand_in()) is not None:
            self._take(Whereto(other))
            self._arrange()
            self.fields["present"].setFocus()

    def _answered(self) -> None:
        """Somebody answered the telephone, or nobody did."""
        if self._call.present.text == HERE:
            self._call.suggest()
        elif self._call.present.text == AWAY and not self._loading:
            self._transfer.suggest()
        self._arrange()

    # The form -----------------------------------------------------------------------------------

    @property
    def _way(self) -> str:
        """What is going to be done."""
        if self._whose.where.text == OUTSIDE:
            return POINT
        return PASS_ON if self._call.present.text == AWAY else GUIDE

    def _arrange(self) -> None:
        """Show what the way chosen asks for."""
        self._whose.arrange()
        self._call.arrange(self._whose.where.text)
        way, other = self._way, self._stand_in()
        for card in (self._transfer, self._papers):
            card.setVisible(way == PASS_ON)
        self._away.setVisible(way == PASS_ON and other is not None)
        if other is not None:
            self._away_words.setText(f"B岗 {other.name}可能在，先打电话问一问：{other.phone}")
            self._instead.set_words(f"改问{other.name} ›")
        call = self._seen is not None and self._seen.channel == CALL
        self._slip.setVisible(way != PASS_ON and not call)
        self._slip.setText("打印引导单给群众" if way == GUIDE else "打印办事指引单给群众")
        self._preview.setVisible(way == PASS_ON or not call)
        self._go.set_words(way)

    def draft(self) -> dict[str, Any]:
        return super().draft() | {
            "filter": self._whose.filter.text, "chosen": self._chosen, "papers": self._papers.shown,
            "slip": self._slip.isChecked(),
        }  # fmt: skip

    def set_draft(self, body: dict[str, Any]) -> None:
        self._chosen = body.get("chosen", "")
        self._whose.filter.set_text(body.get("filter", ""))
        self._papers.show_rows(body.get("papers", 1))
        self._slip.setChecked(body.get("slip", True))
        super().set_draft(body)
        for name in ("words", "responsible", "responsible_phone"):  # as typed, even if emptied
            self.fields[name].set_text(body.get(name, ""))
        self._arrange()

    def _work(self, *, slip: bool) -> Any:
        """The operation that carries out what is typed."""
        reception, way = self._reception, self._way
        text = {name: field.text for name, field in self.fields.items()}
        colleague = self._chosen if self._colleague() else ""
        if way == POINT:
            outside = OutsideInput(text["matter"], text["office"], text["words"], text["place"],
                                   text["office_phone"], text["bring"])  # fmt: skip
            return lambda desk: guide_outside(desk, reception, outside, slip=slip)
        if way == GUIDE:
            guidance = GuidanceInput(
                text["matter"], text["office"], text["place"], text["called"], text["called_at"],
                True if text["present"] == HERE else None, colleague, text["office_phone"],
                text["words"], text["bring"],
            )  # fmt: skip
            return lambda desk: guide(desk, reception, guidance, slip=slip)
        passed_on = TransferInput(
            text["matter"], text["message"], text["visitor"], text["phone"], text["address"],
            text["absent_why"], text["responsible"], text["responsible_phone"], colleague,
            self._papers.papers(),
        )  # fmt: skip
        return lambda desk: transfer(desk, reception, passed_on)

    def submit(self) -> None:
        """Carry it out."""
        if self.busy:
            return
        way = self._way
        slip = self._slip.isVisible() and self._slip.isChecked()

        def done(sent: Sent) -> None:
            self.shell.send_to_printer(sent.documents)
            number = "、".join(sent.documents)
            said = {
                GUIDE: f"已引导到{sent.office}。", POINT: f"已指引到{sent.office}。",
                PASS_ON: f"{number} 已转交{sent.office}，到“转交”里登记接收和联系。",
            }[way]  # fmt: skip
            self.shell.go("today", said=said)

        self.shell.act(self, self._work(slip=slip), done)

    def _show_draft(self) -> None:
        work = self._work(slip=True)

        def papers(desk: Desk) -> tuple[str, ...]:
            sent: Sent = work(desk)
            return sent.documents

        self.shell.preview(self, papers)

    def _dispute(self) -> None:
        visitor = self._seen.visitor if self._seen else ""
        sheet = Dispute(self, self.shell, self._reception, visitor)
        sheet.noted.connect(lambda: self.banner.say("争议已记下。", "good"))
        sheet.open()
