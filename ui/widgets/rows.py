"""Lists: a thin model over frozen rows, each drawn in two lines with its light and its action."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.deadlines import LightKind
from ui import theme
from ui.icons import light
from ui.keys import ENTER

Index = QModelIndex | QPersistentModelIndex
HIGH, HEAD = 60, 30  # px, of a row and of the heads above the rows
SIDES, ACTION = 14, 110  # px, beside the columns, and of the last one


@dataclass(frozen=True)
class Row:
    """One line: `key` is what `activated` tells. `light` None shows `lead` without a shape."""

    key: str
    light: LightKind | None
    lead: str
    title: str
    below: str
    second: str
    second_below: str
    action: str


INKS = {
    LightKind.NORMAL: theme.NORMAL,
    LightKind.NEAR: theme.NEAR,
    LightKind.TODAY: theme.TODAY,
    LightKind.OVERDUE: theme.OVERDUE,
    LightKind.PAUSED: theme.PAUSED,
}


class RowModel(QAbstractListModel):
    """A tuple of rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            parts = (row.lead, row.title, row.below, row.second, row.second_below, row.action)
            return "，".join(part for part in parts if part)
        if role == Qt.ItemDataRole.UserRole:
            return row
        return None


def columns(area: QRect, lead: int, share: float, action: int) -> tuple[QRect, ...]:
    """The four columns of a row: lead, what it is about, the rest, the action at its end."""
    lead = min(lead, int(area.width() * 0.24))
    rest = area.width() - lead - action
    first = int(rest * share)
    x, top, high = area.left(), area.top(), area.height()
    return (
        QRect(x, top, lead - 8, high),
        QRect(x + lead, top, first - 12, high),
        QRect(x + lead + first, top, rest - first - 12, high),
        QRect(area.right() - action, top, action, high),
    )


class _Heads(QWidget):
    """What the columns are, above them."""

    def __init__(self, owner: QListView, heads: Sequence[str], lead: int, share: float) -> None:
        super().__init__(owner)
        self._heads, self._lead, self._share = tuple(heads), lead, share

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().adjusted(SIDES, 0, -SIDES, 0)
        places = columns(area, self._lead, self._share, ACTION)
        _set(painter, theme.SMALL, theme.SECOND)
        for words, place in zip(self._heads, places, strict=False):
            _draw(painter, place, words)
        painter.setPen(QPen(QColor(theme.LINE), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


class _Delegate(QStyledItemDelegate):
    def __init__(self, owner: QListView, lead: int, high: int, share: float) -> None:
        super().__init__(owner)
        self._lead_width, self._high, self._share = lead, high, share

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(400, self._high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.light == LightKind.OVERDUE:
            painter.fillRect(area, QColor("#fff5f4"))
        state = option.state  # type: ignore[attr-defined]
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & QStyle.StateFlag.State_MouseOver or current:
            painter.fillRect(area, QColor(theme.FOCUS_ROW))
        painter.setPen(QPen(QColor(theme.LINE), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._columns(painter, area.adjusted(SIDES, 0, -SIDES, 0), row)
        if current:
            painter.setPen(QPen(QColor(theme.ACTION), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), 6, 6)
        painter.restore()

    def _columns(self, painter: QPainter, area: QRect, row: Row) -> None:
        share = self._share if row.second or row.second_below else 1
        lead, first, second, action = columns(
            area, self._lead_width, share, ACTION if row.action else 0
        )
        self._lead(painter, lead, row)
        _pair(painter, first, row.title, row.below, bold=True)
        _pair(painter, second, row.second, row.second_below, bold=False)
        if row.action:
            _set(painter, theme.BODY, theme.ACTION)
            painter.drawText(action, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             row.action + " ›")  # fmt: skip

    def _lead(self, painter: QPainter, area: QRect, row: Row) -> None:
        x = area.left()
        if row.light is not None:
            painter.drawPixmap(x, area.center().y() - 5, light(row.light))
            x += 19
        _set(painter, 14, INKS.get(row.light, theme.SECOND) if row.light else theme.SECOND,
             bold=row.light is not None)  # fmt: skip
        _draw(painter, QRect(x, area.top(), area.right() - x, area.height()), row.lead)


def _set(painter: QPainter, size: int, ink: str, *, bold: bool = False) -> None:
    font = painter.font()
    font.setPixelSize(size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(ink))


def _draw(painter: QPainter, area: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _pair(painter: QPainter, area: QRect, above: str, below: str, *, bold: bool) -> None:
    _set(painter, theme.BODY, theme.INK, bold=bold)
    if not below:
        _draw(painter, area, above)
        return
    half = QRect(area.left(), area.top() + 8, area.width(), 24)
    _draw(painter, half, above)
    _set(painter, theme.SMALL, theme.SECOND)
    _draw(painter, half.translated(0, 23), below)


class RowList(QListView):
    """The list itself. Enter or a click acts on a row; it grows with its rows up to `most`.

    `lead` is the width of the first column, `share` what the second takes of the rest; `heads`
    stand above the columns.
    """

    acted = Signal(str)

    def __init__(
        self, name: str, *, most: int = 0, lead: int = 180, high: int = HIGH, share: float = 0.42,
        heads: Sequence[str] = (), asks: bool = False,
    ) -> None:  # fmt: skip
        """`asks`: choosing a row is one of the questions of a form."""
        super().__init__()
        self._asks = asks
        self._most, self._high = most, high
        self.rows = RowModel()
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self, lead, high, share))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._act)
        self._heads = _Heads(self, heads, lead, share) if heads else None
        self._above = HEAD if heads else 0
        self.setViewportMargins(0, self._above, 0, 0)

    @property
    def asks(self) -> bool:
        """Whether Enter stops here, on the row that it would choose."""
        return self._asks and self.currentIndex().isValid()

    def show_rows(self, rows: Sequence[Row], *, first: bool = True) -> None:
        """Show `rows`; the `first` one is current, or none: where nobody has looked for anything,
        Enter chooses nothing."""
        self.rows.show(rows)
        if rows and first:
            self.setCurrentIndex(self.rows.index(0))
        if self._most:
            self.setFixedHeight(min(len(rows), self._most) * self._high + self._above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._heads is not None:
            self._heads.setGeometry(0, 0, self.viewport().width(), self._above)

    def _act(self, index: QModelIndex) -> None:
        self.acted.emit(self.rows.rows[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in ENTER and index.isValid():
            if not event.isAutoRepeat():  # held down, Enter comes this far and no further
                self._act(index)
        else:
            super().keyPressEvent(event)
