"""补录: what happened while the computer could not be used, and the strip that says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import back_entry, texts
from app.desk import Desk
from ui.form_sheet import FormSheet
from ui.pages.visit_cards import PICK
from ui.shell import Shell
from ui.widgets.basics import Button, row
from ui.widgets.fields import Field
from ui.widgets.strip import Strip

KEY = "Ctrl+B"
REASONS = ("停电", "电脑故障", "打印机和电脑搬动", "上门办理", "集中下嘎查办理", "夜间急事")


class BackEntry(FormSheet):
    """When it happened, and why it is entered only now; `begun` tells the desk and the reason."""

    begun = Signal(object, str)

    def __init__(self, over: QWidget, shell: Shell) -> None:
        super().__init__(
            over, "补录以前的事",
            "来访、收件、受理照常填写，时间按这里填的算；文书上印“补录”，补录本身报分管领导知道。",
            "开始补录", 620, 470,
        )  # fmt: skip
        self._shell = shell
        today = shell.desk.real.now().date().isoformat()
        self.fields |= {"day": Field("哪一天"), "time": Field("几点", hint="例如 14:20")}
        self.fields["day"].set_text(today)
        self.inside.addWidget(row(*self.fields.values(), gap=16, even=True))
        self.add("why", Field("为什么当时没有录", hint=PICK, choices=REASONS))
        self.inside.addStretch(1)
        self.submitted.connect(self._begin)

    def _begin(self) -> None:
        typed = self.typed()

        def work(desk: Desk) -> Desk:
            day = texts.day("day", typed["day"])
            moment = texts.moment("time", f"{day} {typed['time'].strip()}", desk.real.now())
            return back_entry.begin(desk, moment, typed["why"])

        def begun(desk: Desk) -> None:
            self.begun.emit(desk, typed["why"].strip())
            self.accept()

        self._shell.act(self, work, begun)


class BackEntryStrip(Strip):
    """Stands above everything for as long as something earlier is being entered; the shell's desk
    is then the one at that time. `turned` tells what has changed."""

    turned = Signal(str)

    def __init__(self, over: QWidget, shell: Shell) -> None:
        super().__init__("triangle-alert")
        self._over, self._shell = over, shell
        button = Button("结束补录", kind="bare", key=KEY)
        button.clicked.connect(self.turn)
        self.line.addWidget(button)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; "" while hidden."""
        return "" if self.isHidden() else self.says.text()

    def turn(self) -> None:
        """Begin, or end what was begun."""
        if self._shell.desk.entered is not None:
            self._shell.desk = self._shell.desk.present
            self.hide()
            self.turned.emit("补录已经结束，现在照常办理。")
        else:
            sheet = BackEntry(self._over, self._shell)
            sheet.begun.connect(self._begin)
            sheet.open()

    def _begin(self, desk: Desk, why: str) -> None:
        self._shell.desk = desk
        moment = desk.clock.now()
        year = f"{moment.year}年" if moment.year != desk.real.now().year else ""
        when = f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"
        self.says.setText(f"正在补录 {when} 发生的事 · {why}")
        self.show()
        self.turned.emit("从现在起办的都按这个时间记，办完请结束补录。")
