"""Icons and lights as crisp pixmaps at any scaling, from the SVG files in `resources/icons`."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.deadlines import LightKind
from app.resources import resource

LIGHTS = {
    LightKind.NORMAL: "normal",
    LightKind.NEAR: "near",
    LightKind.TODAY: "today",
    LightKind.OVERDUE: "overdue",
    LightKind.PAUSED: "paused",
}


@cache
def pixmap(name: str, size: int, colour: str = "", ratio: float = 2.0) -> QPixmap:
    """The icon `name` in a square of `size` logical pixels; `colour` replaces currentColor."""
    text = resource("icons", *f"{name}.svg".split("/")).read_text(encoding="utf-8")
    if colour:
        text = text.replace("currentColor", colour)
    picture = QPixmap(int(size * ratio), int(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """The same as a QIcon, for buttons."""
    return QIcon(pixmap(name, size, colour))


def light(kind: LightKind, size: int = 12) -> QPixmap:
    """The shape of a light."""
    return pixmap(f"lights/{LIGHTS[kind]}", size)
