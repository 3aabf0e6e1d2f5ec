"""文书: every paper with what the printer said of it; printed again or handed over from here."""

from app import documents
from app.deadlines import LightKind
from app.documents import DocumentRow
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, empty, label
from ui.widgets.fields import Segmented
from ui.widgets.rows import HEAD, HIGH, Row, RowList

FILTERS = ("未打印", "待交付", "全部")
STATES = {"未打印": documents.MADE, "待交付": documents.SENT, "全部": ""}


class PapersListPage(FormPage):
    """The list of papers."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "文书")
        self._filter = Segmented(FILTERS, "未打印", name="筛选")
        self._filter.chosen.connect(lambda _: self.refresh())
        self.head.addWidget(self._filter)
        card = Card()
        self._list = RowList("文书", heads=("状态", "文书", "给谁"))
        self._list.setMinimumHeight(8 * HIGH + HEAD)
        self._list.acted.connect(self._act)
        self._none = empty("这里没有文书。")
        card.body.addWidget(self._list)
        card.body.addWidget(self._none)
        self.main.addWidget(card)
        self.side.addWidget(ClauseNote("1.1"))
        self._note = Card("打印机")
        self._rows: dict[str, DocumentRow] = {}
        again = Button("全部打印", icon="printer")
        again.clicked.connect(self._print_all)
        self._again = again
        self._look = Button("查看选中的文书")
        self._look.clicked.connect(self._show_chosen)
        self.side.addWidget(self._look)
        self.side.addWidget(self._note)
        self.side.addWidget(again)

    def say_printer(self, words: str) -> None:
        """How the printer is."""
        clear(self._note.body)
        self._note.body.addWidget(label(words, wrap=True))

    def focus_first(self) -> None:
        self._list.setFocus()

    def refresh(self) -> None:
        state = STATES[self._filter.value]
        self.shell.read(lambda: documents.listed(state), self._show)

    def _show(self, found: tuple[DocumentRow, ...]) -> None:
        self._rows = {one.number: one for one in found}
        self.set_head("文书", f"{self._filter.value} {len(found)} 份")
        action = {documents.MADE: "打印", documents.SENT: "已交付", documents.HANDED: "补打"}
        self._list.show_rows([
            Row(one.number, LightKind.NEAR if one.message and one.state == documents.MADE else None,
                one.state, one.kind, one.number, one.about,
                one.message or f"{one.made_at:%m月%d日 %H:%M}", action[one.state])
            for one in found
        ])  # fmt: skip
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._look.setVisible(bool(found))
        self._again.setVisible(self._filter.value == "未打印" and bool(found))

    def _show_chosen(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self.shell.show_paper(self, self._list.rows.rows[index.row()].key)

    def _act(self, number: str) -> None:
        if self._rows[number].state == documents.SENT:
            self.shell.act(
                self, lambda desk: documents.hand_over(desk, number), lambda _: self.refresh()
            )
        else:
            self.shell.send_to_printer((number,))

    def _print_all(self) -> None:
        self.shell.send_to_printer(tuple(reversed(self._rows)))
