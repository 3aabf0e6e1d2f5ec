"""One transfer on a sheet: what was passed on, and the step that comes next (2.3, 2.4)."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.deadlines import moment_text, paper_text
from app.desk import Desk
from app.first_asked import conclude, contacted, received
from app.first_asked.transfer_list import CONTACTED, HANDED, NEXT, RECEIVED, TransferView
from app.texts import mask_phone
from ui.form_sheet import FormSheet
from ui.shell import Shell
from ui.widgets.basics import Button, ClauseNote, label, row, rule
from ui.widgets.fields import Field
from ui.widgets.sheet import Sheet

LOOK = "查看转办单"


def facts(one: TransferView) -> tuple[tuple[str, str], ...]:
    """Everything known of `one`, line by line; the number of the visitor stands on the paper."""
    away = f"{one.absent}（{one.absent_why}）" if one.absent else one.absent_why
    late = "，超过期限" if one.late else ""
    found = (
        ("群众", f"{one.visitor}　{mask_phone(one.phone)}　{one.address}"),
        ("事项", one.matter),
        ("留言", one.message),
        ("材料", "、".join(one.papers) or "没有移交材料"),
        ("不在的", away),
        ("责任人", f"{one.responsible}　{one.responsible_phone}"),
        ("首问责任人", one.first_asked),
        ("转交", moment_text(one.handed_at)),
        ("最迟联系", "" if one.contacted_at else paper_text(one.due)),
        ("接收", f"{moment_text(one.received_at)}，{one.received_by}" if one.received_at else ""),
        (
            "首次联系",
            f"{moment_text(one.contacted_at)}{late}。{one.contact}" if one.contacted_at else "",
        ),
        ("结果", f"{moment_text(one.result_at)}。{one.result}" if one.result_at else ""),
    )
    return tuple(pair for pair in found if pair[1])


def _show(inside: QVBoxLayout, one: TransferView) -> None:
    for title, words in facts(one):
        head = label(title, "small")
        head.setFixedWidth(78)
        inside.addWidget(row(head, label(words, wrap=True), gap=8, wide=1))


class TransferDone(Sheet):
    """A transfer with its result, or one that whoever is signed on may only look at."""

    paper_wanted = Signal()

    def __init__(self, over: QWidget, one: TransferView) -> None:
        super().__init__(over, f"转交 {one.number}", one.state, 720, 620)
        inside = self.scrolled(gap=8)
        _show(inside, one)
        inside.addStretch(1)
        look = Button(LOOK)
        look.clicked.connect(self.accept)
        look.clicked.connect(self.paper_wanted)
        self.foot.addWidget(look)
        look.setFocus()


class TransferStep(FormSheet):
    """The next step of `one`; `noted` when it is saved, with what to say of it."""

    noted = Signal(str)
    paper_wanted = Signal()

    def __init__(self, over: QWidget, shell: Shell, one: TransferView) -> None:
        due = one.light.text if one.light else one.state
        super().__init__(over, f"转交 {one.number}", due, NEXT[one.state], 720, 680)
        self._shell, self._one = shell, one
        now = f"{shell.desk.clock.now():%H:%M}"
        when = "15:20；不是今天的写 2026-11-25 15:20"
        if one.state == HANDED:
            self.add("who", Field("谁接收的", required=True)).set_text(one.responsible)
            self.add("at", Field("几点接收的", hint=when, required=True)).set_text(now)
        elif one.state == RECEIVED:
            self.add("at", Field("责任人几点联系的群众", hint=when, required=True)).set_text(now)
            self.add("words", Field("怎么联系的、怎么说的", lines=2, required=True))
        else:
            assert one.state == CONTACTED
            self.add("result", Field("责任人办得怎么样", lines=3, required=True))
        self.inside.addWidget(rule())
        _show(self.inside, one)
        self.inside.addWidget(ClauseNote("2.4"))
        self.inside.addStretch(1)
        look = Button(LOOK, kind="link")
        look.clicked.connect(self.reject)
        look.clicked.connect(self.paper_wanted)
        self.foot.insertWidget(0, look)
        self.submitted.connect(self._note)

    def _work(self) -> Callable[[Desk], None]:
        uuid, typed = self._one.uuid, self.typed()
        if self._one.state == HANDED:
            return lambda desk: received(desk, uuid, typed["who"], typed["at"])
        if self._one.state == RECEIVED:
            return lambda desk: contacted(desk, uuid, typed["at"], typed["words"])
        return lambda desk: conclude(desk, uuid, typed["result"])

    def _note(self) -> None:
        said = f"{self._one.number}：{NEXT[self._one.state]}，已保存。"

        def done(_: None) -> None:
            self.noted.emit(said)
            self.accept()

        self._shell.act(self, self._work(), done)
