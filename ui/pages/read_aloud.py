"""照着念: a caller is told everything about a matter by word of mouth (1.1, 2.5.1)."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from app.catalogue import Matter
from app.desk import Desk
from app.enquiries import NOT_READ, READ_OUT
from app.forms import read_aloud
from ui.shell import FormPage
from ui.widgets.basics import Card
from ui.widgets.fields import Choice
from ui.widgets.script import Script


class ReadAloud(Card):
    """The `script`, and whether the caller heard all of it. `heard` once that is said."""

    heard = Signal()

    def __init__(self, page: FormPage) -> None:
        super().__init__("照着念", "Enter 下一句 · ↑ 上一句")
        self.script = Script()
        self.script.moved.connect(self._moved)
        self._page = page
        self._over = Choice("念完了吗", (READ_OUT, NOT_READ))
        page.add_field("read_out", self._over)
        self.script.finished.connect(self._over.setFocus)
        self._over.changed.connect(self._chosen)
        self.body.addWidget(self.script)
        self.body.addWidget(self._over)
        self.hide()

    def show_script(self, desk: Desk, matter: Matter, situation: Mapping[str, str]) -> None:
        """What to read about `matter`."""
        self.script.show_sentences(read_aloud.sentences(desk, matter, situation))
        self.show()

    def focus_first(self) -> None:
        """Begin to read."""
        self.script.setFocus()

    def _moved(self, line: object) -> None:
        self.hint.setText(f"{self.script.progress} · Enter 下一句 · ↑ 上一句")
        if self.script.hasFocus():
            self._page.ensureWidgetVisible(line)  # type: ignore[arg-type]

    def _chosen(self) -> None:
        if self._over.text:
            self.heard.emit()
