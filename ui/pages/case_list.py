"""办件: all cases with their lights, and what a search finds."""

from collections.abc import Mapping
from typing import Any

from app import lists
from ui.page import Page
from ui.pages.same_person import SuspectsSheet
from ui.pages.today import HEADS, as_row
from ui.shell import Shell
from ui.widgets.basics import Button, Card, empty, row
from ui.widgets.fields import Segmented
from ui.widgets.rows import HEAD, HIGH, RowList


class CaseListPage(Page):
    """Cases under one of the filters."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("办件", "按到期时间排列，越急越靠前。")
        self.shell = shell
        self._filter = Segmented(lists.FILTERS, "在办", name="筛选")
        self._filter.chosen.connect(lambda _: self.refresh())
        up = Button("成批上报")
        up.clicked.connect(lambda: shell.go("forwarding"))
        self.head.addWidget(up)
        up.setVisible(shell.may("上报"))
        self.head.addWidget(self._filter)
        card = Card()
        self._list = RowList("办件", heads=HEADS)
        self._list.setMinimumHeight(8 * HIGH + HEAD)
        self._list.acted.connect(lambda uuid: shell.go("case", uuid=uuid))
        self._none = empty("这里没有办件。")
        card.body.addWidget(self._list)
        card.body.addWidget(self._none)
        self.main.addWidget(card)

    def open(self, what: Mapping[str, Any]) -> None:
        """Under the filter that is asked for, else the one that is set."""
        if (which := what.get("filter", self._filter.value)) != self._filter.value:
            self._filter.choose(which)

    def focus_first(self) -> None:
        self._list.setFocus()

    def refresh(self) -> None:
        which = self._filter.value
        self.shell.read(lambda: lists.cases(self.shell.desk, which), self._show)

    def _show(self, rows: tuple[lists.CaseRow, ...]) -> None:
        self.set_head("办件", f"{self._filter.value} {len(rows)} 件，按到期时间排列。")
        self._list.show_rows([as_row(case) for case in rows])
        self._list.setVisible(bool(rows))
        self._none.setVisible(not rows)


class SearchPage(Page):
    """What the search box found."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("查找")
        self.shell = shell
        card = Card()
        self._list = RowList("查找结果", most=8, heads=HEADS)
        self._list.acted.connect(lambda uuid: shell.go("case", uuid=uuid))
        self._none = empty("没有找到。可以输入姓名、拼音首字母、办件编号、电话或证件后六位。")
        card.body.addWidget(self._list)
        card.body.addWidget(self._none)
        self.main.addWidget(card)
        if shell.may("合并人员"):
            twins = Button("疑似重复的人 ›", kind="link")
            twins.clicked.connect(lambda: SuspectsSheet(shell, self).open())
            self.main.addWidget(row(None, twins))
        self._text = ""

    def open(self, what: Mapping[str, Any]) -> None:
        self._text = what["text"]
        self.banner.clear()

    def refresh(self) -> None:
        text = self._text
        self.shell.read(lambda: lists.search(self.shell.desk, text), self._show)

    def focus_first(self) -> None:
        self._list.setFocus()

    def _show(self, rows: tuple[lists.CaseRow, ...]) -> None:
        self.set_head("查找", f"“{self._text[:30]}” 找到 {len(rows)} 件")
        self._list.show_rows([as_row(case) for case in rows])
        self._list.setVisible(bool(rows))
        self._none.setVisible(not rows)
