"""期限是怎么算的: the days of a case's clocks as a small calendar, and the few sentences."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.due_days import Explanation, Tone
from ui import theme
from ui.widgets.basics import Button, Card, clear, label, row, rule
from ui.widgets.months import Months, Square

INKS = {
    Tone.START: (theme.INK, theme.INFO_GROUND),
    Tone.COUNTED: (theme.NORMAL, theme.GOOD_GROUND),
    Tone.OFF: (theme.SECOND, theme.GROUND),
    Tone.STOPPED: (theme.INK, theme.WARN_GROUND),
    Tone.DUE: (theme.ON_DARK, theme.ACTION),
}
READ = "按方向键或点一天，看那一天的理由。"


class WhyDate(Card):
    """The card. `print_wanted` asks for the sheet of one explanation."""

    print_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("期限是怎么算的")

    def show_clocks(self, found: Sequence[Explanation]) -> None:
        """Explain these, the one that runs first."""
        clear(self.body)
        self.setVisible(bool(found))
        for n, one in enumerate(found):
            if n:
                self.body.addWidget(rule())
            self._add(one)

    def _add(self, one: Explanation) -> None:
        head = f"{one.clock.value}：{one.deadline.limit.text}"
        self.body.addWidget(label(head, "small", wrap=True))
        self.body.addWidget(label(one.result, "strong", wrap=True))
        months = Months(head, across=3, least=252, high=36)
        months.show_days({day.day: Square(day.sign, day.text, *INKS[day.tone]) for day in one.days})
        reading = label(READ, "small", wrap=True)
        months.told.connect(reading.setText)
        self.body.addWidget(months)
        self.body.addWidget(reading)
        self.body.addWidget(label(one.summary, wrap=True))
        paper = Button("打印这一页", kind="link")
        paper.clicked.connect(lambda: self.print_wanted.emit(one))
        self.body.addWidget(row(paper, None))
