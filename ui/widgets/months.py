"""Calendar months: a sign and a colour in every day, and its reason in words for whoever points
at it or goes there with the arrow keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.workdays import WEEKDAYS
from ui import theme

_TITLE, _HEADS, _GAP = 26, 20, 16  # px
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip


@dataclass(frozen=True)
class Square:
    """How one day looks, and what is said of it."""

    sign: str
    words: str
    ink: str = theme.INK
    ground: str = theme.CARD


class Months(QWidget):
    """The months from the first to the last of the days shown, up to `across` beside one
    another, each at least `least` wide with weeks `high`. `told` says what the day is."""

    told = Signal(str)

    def __init__(self, name: str, *, across: int, least: int, high: int) -> None:
        super().__init__()
        self._across, self._least, self._high = across, least, high
        self._squares: dict[date, Square] = {}
        self._months: list[date] = []
        # Of each month, the first week that has a day shown, and the last.
        self._first_week: dict[date, int] = {}
        self._last_week: dict[date, int] = {}
        self._at: date | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, squares: Mapping[date, Square], at: date | None = None) -> None:
        """Show these days; the keyboard starts at `at`, else at the first."""
        self._squares = dict(sorted(squares.items()))
        self._first_week, self._last_week = {}, {}
        for day in self._squares:
            month = day.replace(day=1)
            self._first_week.setdefault(month, _week(day))
            self._last_week[month] = _week(day)
        self._months = list(self._first_week)
        self._at = at if at in self._squares else next(iter(self._squares), None)
        self._fit()
        self.update()

    @property
    def squares(self) -> Mapping[date, Square]:
        """What is shown."""
        return self._squares

    @property
    def at(self) -> date | None:
        """The day that the keyboard is on."""
        return self._at

    def words(self) -> str:
        """What is said of that day."""
        return self._squares[self._at].words if self._at else ""

    # Where things are ---------------------------------------------------------------------------

    def _columns(self) -> int:
        room = (self.width() + _GAP) // (self._least + _GAP)
        return max(1, min(self._across, room, len(self._months) or 1))

    def _month_width(self) -> int:
        columns = self._columns()
        return min((self.width() - _GAP * (columns - 1)) // columns, self._least * 3 // 2)

    def _tops(self) -> list[int]:
        """Where each row of months begins, and where the last one ends."""
        columns, tops = self._columns(), [0]
        for start in range(0, len(self._months), columns):
            weeks = max(map(self._weeks, self._months[start : start + columns]))
            tops.append(tops[-1] + _TITLE + _HEADS + weeks * self._high + 8)
        return tops

    def _fit(self) -> None:
        self.setFixedHeight(max(self._tops()[-1], 1))

    def sizeHint(self) -> QSize:
        return QSize(self._least, self._tops()[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _place(self, n: int) -> tuple[int, int]:
        """The upper left corner of the `n`-th month."""
        columns = self._columns()
        return (n % columns) * (self._month_width() + _GAP), self._tops()[n // columns]

    def _square(self, day: date) -> QRect:
        """Where `day` is."""
        month = day.replace(day=1)
        x, y = self._place(self._months.index(month))
        wide, week = self._month_width() // 7, _week(day) - self._first_week[month]
        top = y + _TITLE + _HEADS + week * self._high
        return QRect(x + day.weekday() * wide, top, wide, self._high)

    def _weeks(self, month: date) -> int:
        """How many weeks of the month are shown."""
        return self._last_week[month] - self._first_week[month] + 1

    def _day_at(self, x: int, y: int) -> date | None:
        return next((day for day in self._squares if self._square(day).contains(x, y)), None)

    # Keys, mouse --------------------------------------------------------------------------------

    def _go(self, day: date) -> None:
        if day in self._squares:
            self._at = day
            self.setAccessibleDescription(self.words())
            self.told.emit(self.words())
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if self._at is not None and step is not None:
            self._go(self._at + timedelta(days=step))
        elif self._at is not None and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            days = list(self._squares)
            self._go(days[0] if event.key() == Qt.Key.Key_Home else days[-1])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is not None:
            self._go(self._at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(int(event.position().x()), int(event.position().y()))
        if day is not None:
            self._go(day)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self._squares[day].words if day else "", self)
            return True
        return super().event(event)

    # Drawing ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for n, month in enumerate(self._months):
            self._head(painter, *self._place(n), month)
        for day, square in self._squares.items():
            self._draw(painter, self._square(day).adjusted(1, 1, -1, -1), day, square)

    def _head(self, painter: QPainter, x: int, y: int, month: date) -> None:
        wide = self._month_width() // 7
        _set(painter, theme.BODY, theme.INK, bold=True)
        title = QRect(x + 4, y, wide * 7, _TITLE)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, f"{month.year}年{month.month}月")
        _set(painter, 12, theme.SECOND)
        for n, name in enumerate(WEEKDAYS):
            place = QRect(x + n * wide, y + _TITLE, wide, _HEADS)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)

    def _draw(self, painter: QPainter, place: QRect, day: date, square: Square) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(square.ground))
        painter.drawRoundedRect(place, 4, 4)
        half = place.height() // 2
        _set(painter, 12, square.ink)
        upper = place.adjusted(0, 0, 0, -half if square.sign else 0)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, str(day.day))
        _set(painter, 11, square.ink, bold=True)
        lower = place.adjusted(0, place.height() - half - 1, 0, -1)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, square.sign)
        if self.hasFocus() and day == self._at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.ACTION), 2))
            painter.drawRoundedRect(place, 4, 4)


def _week(day: date) -> int:
    """In which week of its month the day is, from 0."""
    return (day.replace(day=1).weekday() + day.day - 1) // 7


def _set(painter: QPainter, size: int, ink: str, *, bold: bool = False) -> None:
    font = painter.font()
    font.setPixelSize(size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(ink))
