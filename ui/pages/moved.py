"""Whose date moves, before a change of the calendar is carried out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.moved_dates import Moved
from app.office_calendar import Changed
from ui.widgets.basics import Button, column, dotted, label, row, rule
from ui.widgets.sheet import Sheet


class MovedSheet(Sheet):
    """Every running case with its old and new date; `agreed` when the change shall be made."""

    agreed = Signal()

    def __init__(self, over: QWidget, found: Changed) -> None:
        count, papers = len(found.moved), len(found.documents)
        said = f"{found.said}。确认以前什么都没有改。"
        title = f"{count} 个在办件的日期会变动" if count else "没有在办件的日期变动"
        super().__init__(over, title, said, 980, 300 + 64 * count)
        body = self.scrolled(gap=8)
        for one in found.moved:
            body.addWidget(_line(one))
            body.addWidget(rule())
        if papers:
            words = f"确认后打印 {papers} 份《办理期限变更告知书》，请送达申请人。"
        elif count:
            words = "这些日期不在受理通知书上，请口头告知当事人。"
        else:
            words = "可以放心更改。"
        body.addWidget(label(words, "strong", wrap=True))
        body.addStretch(1)
        go = Button("确认更改", kind="primary", icon="check")
        go.clicked.connect(self.accept)
        go.clicked.connect(self.agreed)
        self.foot.addWidget(go)
        go.setFocus()


def _line(one: Moved) -> QWidget:
    who = column(
        label(dotted(one.name, one.number), "strong", wrap=True),
        label(dotted(one.matter, one.clock.value), "small", wrap=True), gap=1,
    )  # fmt: skip
    old, new = one.text.split(" → ")
    dates = column(label(f"原来 {old}", "second", wrap=True),
                   label(f"现在 {new}", "strong", wrap=True), gap=1)  # fmt: skip
    return row(who, dates, gap=16, even=True)
