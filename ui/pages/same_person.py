"""Sheets for one person who is written in two ways, or recorded twice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app import merging, texts
from app.merging import CHOICES, Pair, Side
from app.people import PersonView
from ui.form_sheet import FormSheet
from ui.shell import Shell
from ui.widgets.basics import label
from ui.widgets.fields import Choice, Field
from ui.widgets.rows import Row, RowList
from ui.widgets.sheet import Sheet

PICK = "↓ 选，也可以填"
LEFT, RIGHT = "左边", "右边"
_TITLES = {"name": "姓名", "phone": "电话", "gacha": "嘎查", "address": "住址"}


class NameSheet(FormSheet):
    """更正姓名: as the papers have it, with the reason."""

    corrected = Signal(object)  # the person, a PersonView

    def __init__(self, shell: Shell, over: QWidget, known: PersonView, name: str) -> None:
        said = f"登记的是“{known.name}”，{known.line}。已经打印的文书不变。"
        super().__init__(over, "更正姓名", said, "更正姓名", 640, 420)
        self._shell, self._uuid = shell, known.uuid
        self._name = self.add("name", Field("证件上的姓名"))
        self._name.set_text(name)
        hint = f"为什么不同（{PICK}）"
        self._reason = self.add("reason", Field("原因", hint=hint, choices=merging.REASONS))
        self.inside.addStretch(1)
        self.submitted.connect(self._submit)

    def _submit(self) -> None:
        uuid, name, reason = self._uuid, self._name.text, self._reason.text

        def done(person: PersonView) -> None:
            self.corrected.emit(person)
            self.accept()

        self._shell.act(
            self, lambda desk: merging.correct_name(desk, uuid, name, reason), done, beside=True
        )


class MergeSheet(FormSheet):
    """合并人员: both records side by side, what stays, and why."""

    merged = Signal(object)  # the record that stays, a PersonView

    def __init__(self, shell: Shell, over: QWidget, pair: Pair) -> None:
        super().__init__(
            over, "是同一个人吗？合并人员",
            "核对证件后再合并。在办的归到留下的记录，已经结束和打印过的都不变。", "合并", 0, 0,
        )  # fmt: skip
        self._shell = shell
        self._sides: tuple[Side, Side] | None = None
        self._choices: dict[str, Choice] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        for n in (1, 2):
            self._grid.setColumnStretch(n, 1)
        self.inside.addLayout(self._grid)
        hint = f"为什么有两条（{PICK}）"
        reasons = ("登记了两次", "先没带证件，后补了号码", *merging.REASONS)
        self._reason = self.add("reason", Field("原因", hint=hint, choices=reasons))
        self.inside.addStretch(1)
        self.submitted.connect(self._submit)
        self.set_busy(True)  # until both records are there
        one, other = (side.uuid for side in pair)
        shell.runner.run(lambda: merging.compare(one, other), self._show, self.show_refusal)

    def _show(self, sides: tuple[Side, Side]) -> None:
        self._sides = sides
        self.set_busy(False)
        left, right = (side.person for side in sides)
        self._line(0, "", "左边：留下的记录", "右边：并过去的记录", tone="head")
        for n, name in enumerate(CHOICES, 1):
            one, other = getattr(left, name), getattr(right, name)
            self._line(n, _TITLES[name], one or "没有", other or "没有")
            if one != other:
                choice = Choice("", (LEFT, RIGHT), LEFT if one else RIGHT)
                self._choices[name] = self.fields[name] = choice
                self._grid.addWidget(choice, n, 3, Qt.AlignmentFlag.AlignTop)
        n = len(CHOICES) + 1
        self._line(
            n, "证件号码", *(texts.mask_id(one.id_number) or "没有" for one in (left, right))
        )
        self._line(n + 1, "办件", *("、".join(side.cases) or "没有" for side in sides))
        self._line(n + 2, "接待", *(f"{side.receptions} 次" for side in sides))
        self.fields["reason"] = self.fields.pop("reason")  # the last of them
        next(iter(self._choices.values()), self._reason).setFocus()

    def _line(self, n: int, title: str, one: str, other: str, *, tone: str = "") -> None:
        for place, (words, ink) in enumerate(((title, "small"), (one, tone), (other, tone))):
            shown = label(words, ink, wrap=place > 0)
            shown.setMinimumHeight(28)
            self._grid.addWidget(shown, n, place, Qt.AlignmentFlag.AlignTop)

    def _submit(self) -> None:
        assert self._sides is not None
        left, right = (side.person for side in self._sides)
        stays = {
            name: getattr(left if choice.text == LEFT else right, name)
            for name, choice in self._choices.items()
        }
        reason = self._reason.text

        def done(person: PersonView) -> None:
            self.merged.emit(person)
            self.accept()

        self._shell.act(
            self, lambda desk: merging.merge(desk, left.uuid, right.uuid, stays, reason), done,
            beside=True,
        )  # fmt: skip


class SuspectsSheet(Sheet):
    """疑似重复: every pair of records that may be one person."""

    def __init__(self, shell: Shell, over: QWidget) -> None:
        super().__init__(
            over, "疑似重复", "同名，电话或嘎查也相同，证件号码不矛盾。是不是同一个人，要核对证件。"
        )
        self._shell = shell
        self._pairs: dict[str, Pair] = {}
        column = self.scrolled()
        self._none = label("没有疑似重复的记录。", "second")
        self._list = RowList("疑似重复", most=8, lead=160)
        self._list.acted.connect(self._merge)
        column.addWidget(self._none)
        column.addWidget(self._list)
        column.addStretch(1)
        self._look()

    def _look(self) -> None:
        self._shell.read(merging.suspects, self._show)

    def _show(self, pairs: tuple[Pair, ...]) -> None:
        self._pairs = {one.uuid + other.uuid: (one, other) for one, other in pairs}
        self._list.show_rows([
            Row(key, None, one.name, one.line, "", other.line, "", "对照")
            for key, (one, other) in self._pairs.items()
        ])  # fmt: skip
        self._list.setVisible(bool(pairs))
        self._none.setVisible(not pairs)
        self._list.setFocus()

    def _merge(self, key: str) -> None:
        sheet = MergeSheet(self._shell, self, self._pairs[key])
        sheet.merged.connect(lambda _: self._look())
        sheet.open()
