"""Small drawn pieces: the steps of a visit, the next ten days, a light with its words."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.deadlines import Light
from ui import theme
from ui.icons import light
from ui.widgets.basics import label
from ui.widgets.rows import INKS


class LightLabel(QWidget):
    """A light's shape with its words, for the head of a page."""

    def __init__(self) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._shape, self._words = QLabel(), label()
        box.addStretch(1)
        box.addWidget(self._shape)
        box.addWidget(self._words)

    def show_light(self, shown: Light | None, otherwise: str = "") -> None:
        """Show `shown`, or plain words where there is none."""
        self._shape.setVisible(shown is not None)
        self._words.setText(shown.text if shown else otherwise)
        ink = INKS[shown.kind] if shown else theme.HEAD
        self._words.setStyleSheet(f"color: {ink}; font-weight: 700;")
        if shown:
            self._shape.setPixmap(light(shown.kind))


class StepBar(QWidget):
    """The steps of a visit; those before the present one are ticked."""

    def __init__(self, steps: Sequence[str], at: int) -> None:
        super().__init__()
        self._steps, self._at = tuple(steps), at
        self.setFixedHeight(54)
        self.setAccessibleName(f"第 {at + 1} 步，共 {len(steps)} 步：{steps[at]}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.LINE), 1))
        painter.setBrush(QColor(theme.CARD))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 10, 10)
        font = painter.font()
        font.setPixelSize(theme.BODY)
        middle = self.height() // 2
        metrics = painter.fontMetrics()
        widths = [metrics.horizontalAdvance(step) + 46 for step in self._steps]
        gap = max(8, (self.width() - 40 - sum(widths)) // max(1, len(widths) - 1))
        x = 20
        for n, (step, wide) in enumerate(zip(self._steps, widths, strict=True)):
            font.setBold(n == self._at)
            painter.setFont(font)
            self._step(painter, QRect(x, middle - 13, 26, 26), n)
            ink = theme.ACTION if n == self._at else theme.NORMAL if n < self._at else theme.SECOND
            painter.setPen(QColor(ink))
            painter.drawText(QRect(x + 34, 0, wide, self.height()),
                             Qt.AlignmentFlag.AlignVCenter, step)  # fmt: skip
            x += wide
            if n < len(self._steps) - 1 and gap > 16:
                painter.setPen(QPen(QColor(theme.LINE), 1))
                painter.drawLine(x + 8, middle, x + gap - 12, middle)
            x += gap

    def _step(self, painter: QPainter, circle: QRect, n: int) -> None:
        done, now = n < self._at, n == self._at
        painter.setPen(Qt.PenStyle.NoPen if done or now else QPen(QColor(theme.FIELD_LINE), 1))
        ground = theme.ACTION if now else "#d8efe2" if done else theme.CARD
        painter.setBrush(QColor(ground))
        painter.drawEllipse(circle)
        painter.setPen(QColor(theme.ON_DARK if now else theme.NORMAL if done else theme.SECOND))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "✓" if done else str(n + 1))


class BarStrip(QWidget):
    """How much falls due on each of the next ten working days."""

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[tuple[date, int], ...] = ()
        self.setFixedHeight(118)

    def show_days(self, days: Sequence[tuple[date, int]]) -> None:
        """Show `days`; the first is today."""
        self._days = tuple(days)
        words = "，".join(f"{day.month}月{day.day}日 {count} 件" for day, count in days)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        base, most = self.height() - 24, max(4, *(count for _, count in self._days))
        slot = self.width() / len(self._days)
        for n, (day, count) in enumerate(self._days):
            high = (base - 20) * count / most
            left = n * slot + slot * 0.2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.TODAY if n == 0 else "#5b9ac4"))
            painter.drawRoundedRect(
                QRectF(left, base - max(high, 1), slot * 0.6, max(high, 1)), 2, 2
            )
            painter.setPen(QColor(theme.INK))
            if count:
                area = QRectF(n * slot, base - high - 18, slot, 16)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(count))
            painter.setPen(QColor(theme.SECOND))
            below = QRectF(n * slot, base + 4, slot, 18)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(day.day) if n else "今日")
        painter.setPen(QPen(QColor(theme.LINE), 1))
        painter.drawLine(0, base, self.width(), base)
