"""通讯录: whom to send a visitor to, where they sit, and who handles which matter."""

from app import directory, duties, rights
from app.directory import ColleagueView, DepartmentView, Entry
from app.duties import DutyLine
from ui.pages.duty_table import DutyTable
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, empty
from ui.widgets.chooser import Chooser
from ui.widgets.fields import Field, Segmented
from ui.widgets.rows import HEAD, HIGH, Row, RowList

PEOPLE, DUTIES = "通讯录", "职责分工"
NOBODY = "不安排"


class DirectoryPage(FormPage):
    """The directory and the duty table. Everybody may look; the administrator changes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, PEOPLE)
        role = shell.desk.staff.role
        self._edits = rights.may("维护通讯录", role)
        self._assigns = rights.may("分配职责", role)
        self._entries: tuple[Entry, ...] = ()
        self._which = Segmented((PEOPLE, DUTIES), PEOPLE, name="看什么")
        self._which.chosen.connect(self._turn)
        self.head.addWidget(self._which)
        self._people = Card()
        self.filter = Field("", hint="姓名、拼音首字母、职责里的词、电话")
        self.filter.changed.connect(self._narrow)
        self._list = RowList(
            "通讯录", lead=140, share=0.32, heads=("站所", "姓名职务", "职责和地点")
        )
        self._list.setMinimumHeight(7 * HIGH + HEAD)
        self._list.acted.connect(self._edit)
        self._none = empty("")
        for part in (self.filter, self._list, self._none):
            self._people.body.addWidget(part)
        self.main.addWidget(self._people)
        self._duties = Card(DUTIES, "方向键移动，Enter 选人，Delete 清除" if self._assigns else "")
        self._table = DutyTable()
        self._table.wanted.connect(self._ask_who)
        self._table.cleared.connect(lambda code, part: self._assign(code, part, ""))
        self._no_duties = empty("还没有启用的事项。")
        self._duties.body.addWidget(self._table)
        self._duties.body.addWidget(self._no_duties)
        self._duties.hide()
        self.main.addWidget(self._duties)
        if self._edits:
            for words, page in (
                ("新增人员", "colleague"), ("新增站所", "department"),
                ("从表格粘贴", "directory_paste"),
            ):  # fmt: skip
                add = Button(words)
                add.clicked.connect(lambda _=False, page=page: shell.go(page, uuid=""))
                self.side.addWidget(add)
        if rights.may("打印", role):
            prints = Button("打印", key="F9", icon="printer")
            prints.clicked.connect(self._print)
            self.side.addWidget(prints)
        self.side.addWidget(ClauseNote("1.5"))

    def focus_first(self) -> None:
        (self.filter if self._which.value == PEOPLE else self._table).setFocus()

    def refresh(self) -> None:
        self.shell.read(directory.entries, self._show)
        self.shell.read(duties.table, self._show_duties)

    def turn_to(self, which: str) -> None:
        """Turn to the directory or to the duty table."""
        self._which.choose(which)

    def _turn(self, which: str) -> None:
        self._people.setVisible(which == PEOPLE)
        self._duties.setVisible(which == DUTIES)
        self.take_keyboard()

    # The directory ------------------------------------------------------------------------------

    def _show(self, found: tuple[Entry, ...]) -> None:
        self._entries = found
        people = sum(isinstance(one, ColleagueView) for one in found)
        self.set_head(PEOPLE, f"{len(found) - people} 个站所，{people} 人。")
        self._narrow()

    def _narrow(self) -> None:
        found = directory.search(self._entries, self.filter.text)
        self._list.show_rows([self._row(one) for one in found])
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._none.setText(
            "没有找到。换一个词试试。" if self._entries
            else "通讯录还是空的。请管理员新增站所和人员，或从电子表格粘贴。"
        )  # fmt: skip

    def _row(self, one: Entry) -> Row:
        action = "修改" if self._edits else ""
        if isinstance(one, DepartmentView):
            where = dotted(one.room, one.phone)
            return Row(
                f"department:{one.uuid}", None, "站所", one.name, "", one.duties, where, action
            )
        stand_in = f"B岗 {one.stand_in_name}" if one.stand_in_name else ""
        return Row(f"colleague:{one.uuid}", None, one.department.name, one.name, one.post,
                   one.duties, dotted(one.room, one.phone, stand_in), action)  # fmt: skip

    def _edit(self, key: str) -> None:
        if self._edits:
            page, _, uuid = key.partition(":")
            self.shell.go(page, uuid=uuid)

    # The duty table -----------------------------------------------------------------------------

    def _show_duties(self, lines: tuple[DutyLine, ...]) -> None:
        self._table.show_lines(lines)
        self._table.setVisible(bool(lines))
        self._no_duties.setVisible(not lines)

    def _ask_who(self, code: str, part: str) -> None:
        if not self._assigns:
            return
        rows = [
            Row(one.uuid, None, one.department.name, one.name, "", one.post, "", "")
            for one in self._entries
            if isinstance(one, ColleagueView)
        ]
        nobody = Row("", None, "", NOBODY, "", "", "", "")
        matter = next(line.matter for line in self._table.lines if line.code == code)
        chooser = Chooser(self, f"{part}由谁办", matter, [*rows, nobody])
        chooser.chosen.connect(lambda who: self._assign(code, part, who))
        chooser.open()

    def _assign(self, code: str, part: str, who: str) -> None:
        if self._assigns and not self.busy:
            self.shell.act(
                self, lambda desk: duties.assign(desk, code, part, who), lambda _: self.refresh()
            )

    def _print(self) -> None:
        desk, which = self.shell.desk, self._which.value
        make = duties.directory_sheet if which == PEOPLE else duties.duty_sheet
        self.shell.print_sheet(which, lambda: make(desk))
