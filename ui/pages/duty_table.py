"""The duty table: matters below one another, A岗 and B岗 beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.duties import PARTS, DutyLine
from ui import theme
from ui.keys import ENTER

HIGH, WIDE = 40, 150  # px, of a row, and of a column of names
MOST = 11  # rows shown at once


class DutyTable(QTableWidget):
    """Arrow keys move about; Enter asks for somebody, Delete for nobody: `wanted` and `cleared`
    tell the matter's code and the part."""

    wanted = Signal(str, str)
    cleared = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(0, 1 + len(PARTS))
        self.lines: tuple[DutyLine, ...] = ()
        self.setHorizontalHeaderLabels(["事项", *PARTS])
        self.setAccessibleName("职责分工")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 1 + len(PARTS)):
            self.setColumnWidth(column, WIDE)
        self.verticalHeader().setDefaultSectionSize(HIGH)
        self.cellActivated.connect(self._ask)
        self.cellClicked.connect(self._ask)

    def show_lines(self, lines: Sequence[DutyLine]) -> None:
        """Show other lines; the cursor stays where it was."""
        row, column = max(0, self.currentRow()), max(1, self.currentColumn())
        self.lines = tuple(lines)
        self.setRowCount(len(lines))
        for n, line in enumerate(lines):
            for place, words in enumerate((line.matter, *line.texts)):
                item = QTableWidgetItem(words if place == 0 else words or "未安排")
                flags = Qt.ItemFlag.ItemIsEnabled
                item.setFlags(flags | Qt.ItemFlag.ItemIsSelectable if place else flags)
                item.setForeground(QColor(theme.INK if words else theme.SECOND))
                item.setToolTip(words)
                self.setItem(n, place, item)
        if lines:
            self.setCurrentCell(min(row, len(lines) - 1), column)
        high = self.horizontalHeader().sizeHint().height() + 4
        self.setFixedHeight(high + HIGH * min(max(len(lines), 1), MOST))

    def _ask(self, row: int, column: int) -> None:
        if column > 0:
            self.wanted.emit(self.lines[row].code, PARTS[column - 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self.currentRow(), self.currentColumn()
        key = event.key()
        if key in ENTER:
            self._ask(row, column)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0 and column > 0:
            self.cleared.emit(self.lines[row].code, PARTS[column - 1])
        else:
            super().keyPressEvent(event)
