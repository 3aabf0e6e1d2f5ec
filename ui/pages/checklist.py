"""The checklist as a widget: one line per material, answers by number key, details below."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.case_parts import ItemView
from app.checklist import LACKS, Answer, ItemInput, Standing, answers, default_bring, standing
from app.forms.about import requirement
from ui.widgets.basics import Card, label
from ui.widgets.fields import Field, Segmented


class Line(QFrame):
    """One material with its answer. `error` of the operation lands on it."""

    changed = Signal()
    left = Signal()

    def __init__(self, item: ItemView, number: int) -> None:
        super().__init__()
        self.item = item
        self.setProperty("tone", "line")
        material = item.material
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 4, 8)
        box.setSpacing(6)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(material.name, "strong", wrap=True))
        words.addWidget(label(f"{requirement(material)} · {material.issuer}", "small", wrap=True))
        place = label(str(number), "second")
        place.setFixedWidth(24)
        head.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        given = [answer.value for answer in answers(material)]
        self.answer = Segmented(given, item.answer, name=material.name)
        self.answer.chosen.connect(self._chosen)
        self.answer.focused.connect(self._mark)
        head.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        self.problem = Field("哪里有问题（会印在通知书上）")
        self.bring = Field("请群众补什么")
        self.problem.set_text(item.problem)
        self.bring.set_text(item.bring)
        self.back = QCheckBox("原件已看，当场退回")
        self.back.setChecked(item.handed_back or material.copies == 0)
        self.back.toggled.connect(self.changed)
        for field in (self.problem, self.bring):
            field.changed.connect(self.changed)
            field.left.connect(self.left)
        self._details = QWidget()
        details = QHBoxLayout(self._details)
        details.setContentsMargins(30, 0, 0, 4)
        details.setSpacing(12)
        details.addWidget(self.problem)
        details.addWidget(self.bring)
        box.addWidget(self._details)
        box.addWidget(self.back)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        box.addWidget(self._error)
        self._arrange()

    def _mark(self, here: bool) -> None:
        self.setProperty("current", here)
        self.style().unpolish(self)
        self.style().polish(self)

    def _chosen(self, _: str) -> None:
        self._arrange()
        self.clear_error()
        if self.answer.value in LACKS and not self.bring.text:
            self.bring.set_text(default_bring(self.item.material))
        self.changed.emit()

    def _arrange(self) -> None:
        self._details.setVisible(self.lacks)
        self.back.setVisible(
            self.answer.value == Answer.RECEIVED and self.item.material.copies == 0
        )

    @property
    def lacks(self) -> bool:
        """Whether it is missing or wrong."""
        return self.answer.value in LACKS

    @property
    def input(self) -> ItemInput | None:
        """The line as answered, or None."""
        if not self.answer.value:
            return None
        return ItemInput(
            self.item.position, Answer(self.answer.value), max(1, self.item.material.copies),
            self.problem.text, self.bring.text, self.back.isChecked(),
        )  # fmt: skip

    # What a draft keeps of it, as if it were a field.
    @property
    def text(self) -> str:
        """Answer and texts in one line, for the draft."""
        return json.dumps([self.answer.value, self.problem.text, self.bring.text,
                           self.back.isChecked()])  # fmt: skip

    def set_text(self, words: str) -> None:
        """The reverse of `text`."""
        answer, problem, bring, back = json.loads(words)
        if answer in self.answer.answers:
            self.answer.choose(answer)
        self.problem.set_text(problem)
        self.bring.set_text(bring)
        self.back.setChecked(back)

    def set_error(self, sentence: str) -> None:
        """Say below the line what is wrong with it."""
        self._error.setText(sentence)
        self._error.show()
        (self.problem if self._details.isVisible() else self.answer).setFocus()

    def clear_error(self) -> None:
        """Take the sentence away."""
        self._error.hide()

    def error(self) -> str:
        """The sentence below the line, or ""."""
        return "" if self._error.isHidden() else self._error.text()


class Checklist(Card):
    """All lines. `answered` fires on every change."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__("材料齐不齐？逐项核对", "数字键选择 · Enter 下一项")
        self.lines: list[Line] = []
        self.body.setSpacing(0)

    def show_items(self, items: Sequence[ItemView]) -> None:
        """Show these lines anew."""
        for line in self.lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [Line(item, number) for number, item in enumerate(items, 1)]
        for line in self.lines:
            self.body.addWidget(line)
            line.changed.connect(self.answered)

    def focus_first(self) -> None:
        """Go to the first unanswered line."""
        for line in self.lines:
            if not line.answer.value:
                line.answer.setFocus()
                return
        if self.lines:
            self.lines[0].answer.setFocus()

    @property
    def standing(self) -> Standing:
        """What the answers amount to."""
        return standing((line.answer.value for line in self.lines), len(self.lines))

    def inputs(self) -> list[ItemInput]:
        """The answered lines."""
        given: list[Any] = [line.input for line in self.lines]
        return [one for one in given if one is not None]
