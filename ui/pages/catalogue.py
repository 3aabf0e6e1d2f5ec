"""事项目录: every matter of this office, used or not; a workbook out and in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app import matter_workbook, matters
from app.deadlines import LightKind
from app.forms.promise import promised_line
from app.matter_changes import Change
from app.matters import IN_FORCE, RETIRED, WAITING, Examined, MatterLine
from app.system import safe_write
from ui.pages.catalogue_import import ChangesSheet, FaultsSheet
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, empty, label
from ui.widgets.fields import Field, Segmented
from ui.widgets.rows import HEAD, HIGH, Row, RowList

ALL = "全部"
FILTERS = (ALL, IN_FORCE, WAITING, RETIRED)
LIGHTS = {IN_FORCE: LightKind.NORMAL, WAITING: LightKind.NEAR, RETIRED: LightKind.PAUSED}
WORKBOOK = "表格 (*.xlsx)"


class CataloguePage(FormPage):
    """The list of matters; whoever may change it finds the ways at the side."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "事项目录")
        self._lines: tuple[MatterLine, ...] = ()
        self._filter = Segmented(FILTERS, ALL, name="筛选")
        self._filter.chosen.connect(lambda _: self._narrow())
        self.head.addWidget(self._filter)
        card = Card()
        self._text = Field("", hint="输入名称、编号或拼音首字母，例如：低保、zjd")
        self._text.changed.connect(self._narrow)
        self._list = RowList("事项目录", lead=110, share=0.64, heads=("状态", "事项", "决定机关"))
        self._list.setMinimumHeight(8 * HIGH + HEAD)
        self._list.acted.connect(lambda code: shell.go("matter", code=code))
        self._none = empty("没有这样的事项。")
        for part in (self._text, self._list, self._none):
            card.body.addWidget(part)
        self.main.addWidget(card)
        self.side.addWidget(ClauseNote("4.1.1"))
        if shell.may("修改事项"):
            self._offer_changes()

    def _offer_changes(self) -> None:
        card = Card("修改目录")
        card.body.addWidget(
            label(
                "逐项改：打开一个事项，按“修改”。成批改：导出表格，改好后导入。", "small", wrap=True
            )
        )
        for words, icon, act in (
            ("新增事项", "", lambda: self.shell.go("matter_edit", code="")),
            ("导出表格", "usb", self._ask_where),
            ("导入表格", "folder-open", self._ask_which),
        ):
            button = Button(words, icon=icon)
            button.clicked.connect(act)
            card.body.addWidget(button)
        self.side.addWidget(card)

    def focus_first(self) -> None:
        self._text.setFocus()

    def refresh(self) -> None:
        self.shell.read(matters.listed, self._show)

    def _show(self, lines: tuple[MatterLine, ...]) -> None:
        self._lines = lines
        used = sum(line.in_force is not None for line in lines)
        waiting = sum(line.state == WAITING for line in lines)
        more = f"，{waiting} 个待核对" if waiting else ""
        self.set_head("事项目录", f"共 {len(lines)} 个事项，启用 {used} 个{more}。")
        self._narrow()

    def _narrow(self) -> None:
        key, wanted = self._text.text.strip().lower(), self._filter.value
        today = self.shell.today
        found = [one for one in self._lines if wanted in (ALL, one.state) and _fits(one, key)]
        rows = [_as_row(one, today) for one in found]
        self._list.show_rows(rows)
        self._list.setVisible(bool(rows))
        self._none.setVisible(not rows)

    # A workbook out and in ----------------------------------------------------------------------

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "导出到哪里", f"事项目录-{self.shell.today.isoformat()}.xlsx",
                             WORKBOOK)  # fmt: skip
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the newest version of every matter to a workbook."""

        def work() -> int:
            newest = [line.newest.matter for line in matters.listed()]
            safe_write(path, matter_workbook.written(newest))
            return len(newest)

        def written(count: int) -> None:
            self.banner.say(f"已导出 {count} 个事项：{path.name}。第一张工作表写明怎么填。", "good")

        self.shell.runner.run(work, written, self.show_refusal)

    def _ask_which(self) -> None:
        dialog = QFileDialog(self, "导入哪个表格", "", WORKBOOK)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_from(Path(path)))
        dialog.open()

    def import_from(self, path: Path) -> None:
        """Read a workbook and show what it would change, or what is wrong with it."""
        if self.busy:
            return
        self.set_busy(True)
        self.banner.say(f"正在检查 {path.name} …", "info")

        def look(found: Examined) -> None:
            self.set_busy(False)
            self.banner.clear()
            if found.faults:
                FaultsSheet(self, path.name, found.faults).open()
                return
            sheet = ChangesSheet(self, f"导入 {path.name}", found.changes)
            sheet.agreed.connect(lambda: self._take(found.changes))
            sheet.open()

        def refused(error: Exception) -> None:
            self.set_busy(False)
            self.show_refusal(error)

        self.shell.runner.slices(matters.examine(path), lambda _: None, look, refused)

    def _take(self, changes: Sequence[Change]) -> None:
        new = tuple(change.matter for change in changes)

        def taken(count: int) -> None:
            waiting = sum(bool(one.matter.to_check) for one in changes if one.changes)
            more = f"，其中 {waiting} 个有须核对的内容，核对后才能启用" if waiting else ""
            self.banner.say(f"已导入：{count} 个事项有了新版本{more}。", "good")
            self.refresh()

        self.shell.act(self, lambda desk: matters.write(desk, new), taken)


def _fits(line: MatterLine, key: str) -> bool:
    matter = line.newest.matter
    return key in matter.code.lower() or matter.answers_to(key)


def _as_row(line: MatterLine, today: date) -> Row:
    matter = line.newest.matter
    gone = "依据或委托已失效" if matter.lapsed(today) and line.state == IN_FORCE else ""
    light = LightKind.OVERDUE if gone else LIGHTS[line.state]
    limit = promised_line(matter) if matter.promised else "引导到别处"
    below = f"{matter.code} · {matter.kind} · {matter.way}"
    return Row(matter.code, light, line.state, matter.name, below, matter.organ,
               gone or line.remark or limit, "查看")  # fmt: skip
