"""What an import would do, before it does it; or why it does nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.matter_changes import CHANGED, NEW, Change, Difference
from app.matter_files import Fault
from ui import theme
from ui.widgets.basics import Button, column, label, picture, row, rule
from ui.widgets.sheet import Sheet


class ChangesSheet(Sheet):
    """Every matter with what changes in it; nothing is taken before somebody agrees."""

    agreed = Signal()

    def __init__(
        self, over: QWidget, name: str, changes: Sequence[Change], action: str = ""
    ) -> None:
        new = [one for one in changes if one.kind == NEW]
        changed = [one for one in changes if one.kind == CHANGED]
        same = len(changes) - len(new) - len(changed)
        said = f"新增 {len(new)} 个，修改 {len(changed)} 个，不变 {same} 个。确认以前什么都没有改。"
        super().__init__(over, name, said, 980)
        body = self.scrolled(gap=8)
        if changed:
            heads = (label(words, "head") for words in ("哪一项", "原来", "现在"))
            body.addWidget(row(*heads, gap=16, even=True))
        for change in (*changed, *new):
            body.addWidget(_change(change))
            body.addWidget(rule())
        if not (new or changed):
            body.addWidget(label("表格里的事项和目录里的一样，没有要导入的。", "second"))
        body.addStretch(1)
        if new or changed:
            words = action or f"确认导入 {len(new) + len(changed)} 个"
            go = Button(words, kind="primary")
            go.clicked.connect(self.agreed)
            go.clicked.connect(self.accept)
            self.foot.addWidget(go)
            go.setFocus()


def _change(change: Change) -> QWidget:
    head = f"{change.matter.code}　{change.matter.name}"
    tone = "normal" if change.kind == NEW else "strong"
    mark = label(change.kind, tone)
    mark.setFixedWidth(48)
    lines: list[QWidget] = [row(mark, label(head, "strong", wrap=True), wide=1)]
    if change.matter.to_check and change.kind == NEW:
        lines.append(label(f"{len(change.matter.to_check)} 处须核对，导入后先不启用", "small"))
    lines += [difference(one) for one in change.differences]
    return column(*lines, gap=4)


def difference(one: Difference) -> QWidget:
    """One field as it was and as it is."""
    what = label(one.what, "small", wrap=True)
    before = label(one.before or "（没有）", "second", wrap=True)
    after = label(one.after or "（删去）", wrap=True)
    return row(what, before, after, gap=16, even=True)


class FaultsSheet(Sheet):
    """Everything that is wrong with a file, each with its place; nothing of it was taken."""

    def __init__(self, over: QWidget, name: str, faults: Sequence[Fault]) -> None:
        said = f"找到 {len(faults)} 处要改的地方，没有导入任何内容。改好后再导入一次。"
        super().__init__(over, f"{name} 有错", said, 900)
        self._faults = tuple(faults)
        body = self.scrolled(gap=6)
        for fault in faults:
            words = column(label(fault.place, "small", wrap=True),
                           label(fault.sentence, wrap=True), gap=1)  # fmt: skip
            body.addWidget(row(picture("circle-alert", theme.OVERDUE), words, wide=1, gap=12))
            body.addWidget(rule())
        body.addStretch(1)
        copy = Button("复制清单")
        copy.clicked.connect(self._copy)
        self.foot.addWidget(copy)
        self._copy_button = copy

    def _copy(self) -> None:
        QApplication.clipboard().setText("\n".join(fault.text for fault in self._faults))
        self._copy_button.set_words("已复制")
