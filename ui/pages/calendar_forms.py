"""Changes of the calendar on a form: the State Council's notice, the office's own days."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app import holiday_notice, office_calendar
from app.desk import Desk
from app.errors import FieldError
from app.office_calendar import CLOSED, OPEN, Changed
from ui.pages.calendar import ask_and_change
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, label, row
from ui.widgets.fields import Choice, Field


class _ChangePage(FormPage):
    """A card with fields and one button, which first tells whose date moves."""

    def __init__(self, shell: Shell, title: str, subtitle: str, key: str) -> None:
        super().__init__(shell, title, subtitle)
        self._key = key
        self.card = Card()
        self.main.addWidget(self.card)
        go = Button("看哪些日期变动", kind="primary", icon="check")
        go.clicked.connect(self.submit)
        self.main.addWidget(row(go, None))

    def add_line(self, **fields: Any) -> None:
        """Fields side by side, by name."""
        for name, field in fields.items():
            self.add_field(name, field)
        self.card.body.addWidget(row(*fields.values(), gap=16, even=True))

    def explain(self, *lines: str) -> None:
        """What to know, beside the form."""
        note = Card("说明")
        for words in lines:
            note.body.addWidget(label(words, wrap=True))
        self.side.addWidget(note)
        self.side.addWidget(ClauseNote("3.2"))

    def open(self, what: Mapping[str, Any]) -> None:
        self.stop_keeping()
        self.forget_errors()
        self._loading = True
        for field in self.fields.values():
            field.set_text("")
        self._loading = False
        self.keep_draft(self._key)

    def focus_first(self) -> None:
        next(iter(self.fields.values())).setFocus()

    def change(self, typed: Mapping[str, str], desk: Desk) -> Changed:
        """What the button does with what was typed."""
        raise NotImplementedError

    def submit(self) -> None:
        """Rehearse the change, and carry it out once that is confirmed."""
        if self.busy:
            return
        typed = {name: field.text for name, field in self.fields.items()}
        ask_and_change(self, lambda desk: self.change(typed, desk), self.year(typed))

    def year(self, typed: Mapping[str, str]) -> int:
        """The year that is shown afterwards."""
        raise NotImplementedError


class CalendarNoticePage(_ChangePage):
    """The notice as it was published, pasted or from a text file."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, "导入放假通知", "每年秋天，国务院办公厅公布下一年的放假安排。", "calendar_notice"
        )
        self.add_line(notice=Field("通知全文", hint="复制通知的全文，到这里粘贴", lines=11))
        self.add_line(source=Field("文号", hint="国办发明电〔2025〕7号；全文里有的不用填"))
        pick = Button("从文本文件读入", icon="folder-open")
        pick.clicked.connect(self._pick)
        self.card.body.addWidget(row(pick, None))
        self.explain(
            "粘贴中国政府网上“国务院办公厅关于……年部分节假日安排的通知”的全文，带标题。",
            "程序逐句核对日期、星期和天数；有一句对不上就不导入，并说明是哪一句。",
            "导入以后，这一年的日期不再是暂定的；日期有变动的在办件先列出来，确认后才更改。",
        )

    def _pick(self) -> None:
        dialog = QFileDialog(self, "选择通知的文本文件", "", "文本文件 (*.txt)")
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Put the text of a file into the field, to be looked at."""
        try:
            self.fields["notice"].set_text(holiday_notice.decoded(path.read_bytes()))
        except FieldError as error:
            self.show_refusal(error)
        except OSError:
            self.fields["notice"].set_error("这个文件读不出来，请打开通知后复制全文粘贴。")

    def change(self, typed: Mapping[str, str], desk: Desk) -> Changed:
        return office_calendar.take_notice(desk, typed["notice"], typed["source"])

    def year(self, typed: Mapping[str, str]) -> int:
        return holiday_notice.year_of(typed["notice"]) or self.shell.today.year


class CalendarDaysPage(_ChangePage):
    """Days on which this office is closed or open, other than the country."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, "本单位放假或上班", "当地民族节日、临时停办、另外加开的日子。", "calendar_days"
        )
        self.add_line(
            first=Field("从哪天", hint="2026-08-03", required=True),
            last=Field("到哪天", hint="只有一天的空着"),
        )
        self.add_line(what=Choice("怎么安排", (CLOSED, OPEN)))
        self.add_line(reason=Field("原因", hint="例如 那达慕大会、停电检修", required=True))
        self.explain(
            "放假：这些天不办公，不计入工作日。上班：这些天照常办公，计入工作日。",
            "本单位的安排在国家放假安排之上：两处不一样的，以这里为准。",
            "当地的法定节日放假应有自治区或旗人民政府的文件。",
        )

    def change(self, typed: Mapping[str, str], desk: Desk) -> Changed:
        return office_calendar.change_days(
            desk, typed["first"], typed["last"], typed["what"], typed["reason"]
        )

    def year(self, typed: Mapping[str, str]) -> int:
        year = typed["first"].strip()[:4]
        return int(year) if year.isascii() and year.isdigit() else self.shell.today.year
