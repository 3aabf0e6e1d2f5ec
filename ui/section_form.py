"""The fields of one section of the settings, wherever they stand: on the settings page, or on a
screen of the first start."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.numbers import Kind
from app.office_sections import GAPS, NO_GAPS, PRINTED, REPORT_FIRST, RETURN_FIRST
from app.printing import PrinterStatus
from app.system import removable_drives
from ui import theme
from ui.shell import Input, Shell
from ui.widgets.basics import Button, clear, label, picture, row
from ui.widgets.fields import Choice, Field
from ui.widgets.picker import Picker

_MAKE: Mapping[str, Callable[[], Input]] = {
    "name": lambda: Field("中心名称", required=True),
    "short": lambda: Field("简称", hint="编号开头的字，例如 固便", required=True),
    "organ": lambda: Field("所属机关", required=True),
    "banner": lambda: Field("旗县", required=True),
    "window_no": lambda: Field("窗口号", required=True),
    "mongolian": lambda: Field(
        "蒙古文名称", hint="传统蒙古文，最多两行，竖排印在左边", lines=2, entries=True
    ),
    "address": lambda: Field("地址", required=True),
    "phone": lambda: Field("办公电话", required=True),
    "complaint_phone": lambda: Field("投诉电话（苏木纪委）", required=True),
    "hours": lambda: Field("办公时间", hint="8:30-11:30 14:30-17:30", required=True),
    "summer": lambda: Field("夏季办公时间", hint="全年一样就空着"),
    "summer_from": lambda: Field("夏季从"),
    "summer_to": lambda: Field("到"),
    "gachas": lambda: Field("嘎查（一行一个）", lines=9, entries=True),
    "seals": lambda: Field("印章（一行一个机关，机关：印章）", lines=6, entries=True),
    "printer": lambda: Picker("打印机"),
    "backup_place": lambda: Field("另存备份到", hint="例如 /media/备份盘；空着只备份在本机"),
    "stick_name": lambda: Field("台账U盘的名称", hint="空着哪个U盘都可以"),
    "idle_minutes": lambda: Field("多少分钟不动就锁屏", required=True),
    "warn_days": lambda: Field("到期前几个工作日亮“临近”", required=True),
    "contact_days": lambda: Field("转交后几个工作日内要联系群众", required=True),
    "report_first": lambda: Choice("否定报备", (REPORT_FIRST, RETURN_FIRST)),
    "allow_gaps": lambda: Choice("容缺受理", (NO_GAPS, GAPS)),
    **{f"numbers.{kind.value}": partial(Field, kind.value) for kind in Kind},
    **{f"printers.{kind.value}": partial(Picker, kind.value) for kind in PRINTED},
}  # fmt: skip

COLUMNS = 3
_FOUND = "found"  # where it says what the machine has


def _table(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(names[n : n + COLUMNS]) for n in range(0, len(names), COLUMNS))


# What stands side by side; a single text is a head above what follows.
_LINES: Mapping[str, tuple[tuple[str, ...] | str, ...]] = {
    "unit": (("name", "short"), ("organ", "banner"), ("window_no", "mongolian")),
    "contact": (
        ("address",), ("phone", "complaint_phone"), ("hours", "summer"),
        ("summer_from", "summer_to"),
    ),
    "gachas": (("gachas",),),
    "papers": (("seals",), "编号", *_table([f"numbers.{kind.value}" for kind in Kind])),
    "printers": (
        ("printer",), _FOUND, "另用一台打印机的文书",
        *_table([f"printers.{kind.value}" for kind in PRINTED]),
    ),
    "safety": (("backup_place",), ("stick_name",), _FOUND),
    "watch": (("idle_minutes", "warn_days"), ("contact_days",), ("report_first", "allow_gaps")),
}  # fmt: skip


class SectionForm(QWidget):
    """Its `fields` by the names that FieldError uses. `sample_wanted` asks for a look at the
    sample page, `test_wanted` for it to be printed on the printer that is chosen."""

    sample_wanted = Signal()
    test_wanted = Signal(str)

    def __init__(self, key: str, shell: Shell) -> None:
        super().__init__()
        self.key, self._shell = key, shell
        self.fields: dict[str, Input] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self._found = QVBoxLayout()
        self._found.setSpacing(2)
        for line in _LINES[key]:
            if line == _FOUND:
                box.addLayout(self._found)
            elif isinstance(line, str):
                box.addWidget(label(line, "second"))
            else:
                box.addWidget(self._line(line))
        if key in ("unit", "papers"):
            look = Button("看样张", icon="file-text")
            look.clicked.connect(self.sample_wanted)
            box.addWidget(row(look, None))

    def _line(self, names: tuple[str, ...]) -> QWidget:
        made = [_MAKE[name]() for name in names]
        self.fields |= dict(zip(names, made, strict=True))
        parts: list[QWidget] = [one for one in made if isinstance(one, QWidget)]
        if "." in names[0]:
            parts += [QWidget() for _ in range(COLUMNS - len(names))]
        return row(*parts, gap=16, even=True)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed and chosen, by field."""
        return {name: field.text for name, field in self.fields.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Show these; empty ones too."""
        for name, words in texts.items():
            if name in self.fields:
                self.fields[name].set_text(words)

    def refresh(self) -> None:
        """See what the machine has to offer by now."""
        printer = self._shell.printer

        def queues() -> list[PrinterStatus]:
            return [printer.status(name) for name in printer.names()]

        if self.key == "printers":
            self._shell.runner.run(queues, self._show_queues, self._no_queues)
        elif self.key == "safety":
            self._shell.read(lambda: [one.label for one in removable_drives()], self._show_sticks)

    def _show_queues(self, found: list[PrinterStatus]) -> None:
        first = found[0].name if found else "没有"
        names = [(one.name, one.name) for one in found]
        for field, picker in self.fields.items():
            assert isinstance(picker, Picker)
            nothing = f"系统默认（{first}）" if field == "printer" else "同上"
            picker.set_choices([("", nothing), *names])
        clear(self._found)
        for one in found:
            sign = ("circle-check", theme.NORMAL) if one.ready else ("circle-alert", theme.OVERDUE)
            self._found.addWidget(row(picture(*sign), label(one.text), None))
        if not found:
            self._found.addWidget(label("这台电脑还没有装打印机，可以以后再选。", "second"))
        test = Button("打印测试页", icon="printer")
        test.clicked.connect(lambda: self.test_wanted.emit(self.fields["printer"].text))
        self._found.addWidget(row(test, None))

    def _no_queues(self, error: Exception) -> None:
        clear(self._found)
        self._found.addWidget(label(getattr(error, "message", str(error)), "second", wrap=True))

    def _show_sticks(self, found: list[str]) -> None:
        stick = self.fields["stick_name"]
        assert isinstance(stick, Field)
        stick.set_choices(found)
        clear(self._found)
        words = f"现在插着的U盘：{'、'.join(found)}" if found else "现在没有插U盘。"
        self._found.addWidget(label(words, "second", wrap=True))
