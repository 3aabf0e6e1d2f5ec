"""日结台账: what is still to be seen to, the day close, the ledger on paper and on a stick (§7)."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog

from app import backup, closed, day, export
from app.closed import DayView
from app.day import CheckKind, CheckLine
from app.deadlines import LightKind, date_text, moment_text
from app.desk import Desk
from app.rights import Role
from app.system import RemovableDrive
from ui import theme
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, empty, label, picture, row
from ui.widgets.rows import Row, RowList

_SIGNS = {
    CheckKind.BLOCK: ("circle-alert", theme.OVERDUE),
    CheckKind.WARNING: ("triangle-alert", theme.NEAR),
}


class DayClosePage(FormPage):
    """The end of the clerk's day, and the days before it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "日结台账")
        self._ticks: dict[str, QCheckBox] = {}
        self._ticked: set[str] = set()
        self._chosen: DayView | None = None
        self._checks = Card("下班前看一遍")
        self.main.addWidget(self._checks)
        self._close = Button("日结", kind="primary", icon="calendar-check")
        self._close.clicked.connect(self._close_day)
        self.main.addWidget(row(self._close, None))
        self._days = Card("已日结的日子", "选一天，右边打印或导出")
        self._list = RowList("已日结的日子", most=6, lead=150)
        self._list.acted.connect(self._choose_day)
        self._none = empty("还没有日结过。")
        self._days.body.addWidget(self._list)
        self._days.body.addWidget(self._none)
        self.main.addWidget(self._days)
        self.side.addWidget(ClauseNote(*day.TICKS))
        self._out = Card("台账")
        self._which = label("", "strong", wrap=True)
        self._out.body.addWidget(self._which)
        self._print = Button("打印，请领导签字", key="F9", icon="printer")
        self._print.clicked.connect(self._print_page)
        self._out.body.addWidget(self._print)
        self._full = QCheckBox("含姓名的完整台账")
        self._out.body.addWidget(self._full)
        self._full.setVisible(shell.desk.staff.role == Role.LEADER)
        self._drives = Card("导出到")
        self._out.hide()
        self._drives.hide()
        self.side.addWidget(self._out)
        self.side.addWidget(self._drives)

    def focus_first(self) -> None:
        self._close.setFocus()

    def refresh(self) -> None:
        desk = self.shell.desk

        def look() -> tuple[tuple[CheckLine, ...], tuple[DayView, ...]]:
            return day.checklist(desk), closed.recent()

        self.shell.read(look, self._show)
        self._look_for_sticks()

    def _show(self, found: tuple[tuple[CheckLine, ...], tuple[DayView, ...]]) -> None:
        lines, days = found
        today = self.shell.desk.real.now().date()
        done = bool(days) and days[0].day >= today
        self._checks.setVisible(not done)
        self._close.setVisible(not done)
        self.set_head(
            "日结台账",
            f"{date_text(today)}已日结，编号 {days[0].ledger_number}。" if done
            else f"{date_text(today)}还没有日结。日结后当天的数字不再变动。",
        )  # fmt: skip
        self._show_lines(lines)
        self._list.show_rows([_as_row(one) for one in days])
        self._list.setVisible(bool(days))
        self._none.setVisible(not days)
        if days:
            chosen = self._chosen.day if self._chosen else days[0].day
            self._offer(next((one for one in days if one.day == chosen), days[0]))
        self._known = {one.uuid: one for one in days}

    def _show_lines(self, lines: tuple[CheckLine, ...]) -> None:
        clear(self._checks.body)
        self._ticks = {}
        blocked = sum(line.kind == CheckKind.BLOCK for line in lines)
        for line in lines:
            if line.kind == CheckKind.TICK:
                box = QCheckBox(line.text)
                box.setChecked(line.clause in self._ticked)
                box.toggled.connect(self._remember)
                self._ticks[line.clause] = box
                self._checks.body.addWidget(box)
            elif line.reception:
                link = Button(f"{line.text} ›", kind="link")
                link.clicked.connect(lambda _=False, line=line: self._go_on_with(line))
                self._checks.body.addWidget(row(picture(*_SIGNS[line.kind]), link, None))
            else:
                sign = picture(*_SIGNS[line.kind])
                self._checks.body.addWidget(row(sign, label(line.text, wrap=True), wide=1))
        missing = f"还有 {blocked} 位群众没有结果，不能日结" if blocked else ""
        self._close.offer("日结", missing)

    def _go_on_with(self, line: CheckLine) -> None:
        """Back to a visitor who is still without a result: where they were left."""
        if line.matter:
            self.shell.go("telling", reception=line.reception, matter=line.matter)
        else:
            self.shell.go("enquiry", reception=line.reception)

    def _remember(self) -> None:
        self._ticked = {id for id, box in self._ticks.items() if box.isChecked()}

    def _close_day(self) -> None:
        if self.busy:
            return
        ticked = tuple(self._ticked)

        def closed_day(view: DayView) -> None:
            self._ticked, self._chosen = set(), view
            self.banner.say(f"已日结，编号 {view.ledger_number}。正在备份。", "info")
            self.refresh()
            self.shell.runner.slices(
                backup.daily(self.shell.desk), lambda _: None, self._backed_up, self.show_refusal
            )

        self.shell.act(self, lambda desk: day.close(desk, ticked=ticked), closed_day)

    def _backed_up(self, file: Path) -> None:
        self.banner.say(f"已日结，备份已核验：{file.name}。请打印台账，并导出到U盘。", "good")
        self.shell.backed_up.emit()

    # The ledger of a closed day -----------------------------------------------------------------

    def _choose_day(self, uuid: str) -> None:
        self._offer(self._known[uuid])

    def _offer(self, view: DayView) -> None:
        self._chosen = view
        self._which.setText(f"{date_text(view.day)}\n{view.ledger_number}")
        self._out.show()
        self._drives.show()

    def _print_page(self) -> None:
        if self._chosen is not None:
            self.shell.print_ledger(self._chosen.day)

    def _show_drives(self, drives: tuple[RemovableDrive, ...]) -> None:
        clear(self._drives.body)
        for drive in drives:
            button = Button(f"{drive.label}（剩 {drive.free_bytes / 1e9:.1f} GB）", icon="usb")
            button.clicked.connect(lambda _=False, path=drive.path: self.export_to(path))
            self._drives.body.addWidget(button)
        only = self.shell.desk.office.stick_name
        if not drives:
            which = f"名为“{only}”的U盘" if only else "U盘"
            words = f"没有发现{which}，插好后按“重新查找”。"
            self._drives.body.addWidget(label(words, "second", wrap=True))
        again = Button("重新查找", kind="link")
        again.clicked.connect(self._look_for_sticks)
        other = Button("其他文件夹", kind="link")
        other.clicked.connect(self._ask_folder)
        self._drives.body.addWidget(row(again, *([] if only else [other]), None))

    def _look_for_sticks(self) -> None:
        desk = self.shell.desk
        self.shell.read(lambda: export.sticks(desk), self._show_drives)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "导出到哪个文件夹")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Export the chosen day's ledger to the folder `target`."""
        if self.busy or self._chosen is None:
            return
        self.set_busy(True)
        self.banner.say("正在导出，请不要拔出U盘。", "info")
        desk: Desk = self.shell.desk
        work = export.export_slices(desk, self._chosen.day, target, full=self._full.isChecked())

        def exported(folder: Path) -> None:
            self.set_busy(False)
            self.banner.say(f"已导出并逐字节核对：{folder.name}。现在可以安全拔出U盘。", "good")

        def refused(error: Exception) -> None:
            self.set_busy(False)
            self.show_refusal(error)

        self.shell.runner.slices(work, lambda _: None, exported, refused)


def _as_row(view: DayView) -> Row:
    counts = view.counts
    return Row(
        view.uuid, LightKind.NEAR if view.late else None, date_text(view.day), view.ledger_number,
        f"{moment_text(view.closed_at)} 补日结" if view.late
        else f"{view.closed_at:%H:%M}，{view.clerk}",
        f"来访 {counts['visits']}，来电 {counts['calls']}，收件 {counts['received']}",
        f"办结 {counts['at_once'] + counts['granted'] + counts['refused']}，在办 {counts['open']}",
        "选择",
    )  # fmt: skip
