"""F4: where anybody may complain at any time, for the clerk to show the visitor (4.3, 6.1)."""

from PySide6.QtWidgets import QWidget

from app.desk import OfficeInfo
from app.rulebook import clause, clauses
from ui.widgets.basics import ClauseNote, label
from ui.widgets.sheet import Sheet


class ComplaintChannel(Sheet):
    """Whom to call and what may be complained of. What is said there never comes to this desk."""

    def __init__(self, over: QWidget, office: OfficeInfo) -> None:
        super().__init__(over, "投诉渠道", "任何人随时可以投诉，不影响办事。", 720)
        inside = self.scrolled()
        inside.addWidget(label(f"苏木纪委　{office.complaint_phone}", "title"))
        inside.addWidget(
            label("可以不留姓名；一般在 15 日内答复。本窗口看不到投诉的内容。", wrap=True)
        )
        inside.addWidget(label("可以投诉的事情", "head"))
        for id in clauses():
            if id.startswith("6.1."):
                inside.addWidget(label(f"· {clause(id).shown.rstrip('；。')}", wrap=True))
        inside.addStretch(1)
        inside.addWidget(ClauseNote("4.3"))
