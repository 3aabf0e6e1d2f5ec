"""Paper: sizes, type sizes, and pages that are first laid out and then drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab import rl_config
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.fonts import font, runs, width

# Nothing on a notice comes from anywhere but the notice.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []

BLACK = HexColor("#000000")
INK = HexColor("#111111")
LABEL = HexColor("#41505f")
FAINT = HexColor("#8a8f96")
RULE = HexColor("#111111")
HAIR = HexColor("#a9afb6")
WATER = HexColor("#ececec")
SHADE = HexColor("#e4e7ea")


@dataclass(frozen=True)
class Format:
    """A paper with its type sizes, all in points. A slip is as long as its text."""

    width: float
    height: float | None
    margin: float
    body: float
    label: float
    title: float
    leading: float
    single: bool  # one column only

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def closer(self) -> "Format":
        """The same paper set a little smaller and closer, still easy to read."""
        return replace(
            self, body=self.body - 1.2, label=self.label - 0.6, leading=self.leading - 3.4
        )


FORMATS = {
    "A4": Format(210 * mm, 297 * mm, 18 * mm, 11, 9.2, 21, 16.8, False),
    "A5": Format(148 * mm, 210 * mm, 12 * mm, 10, 8.4, 17, 16, False),
    "slip": Format(80 * mm, None, 5 * mm, 9, 8, 13, 13.5, True),
}

Draw = Callable[["Pen"], None]


@lru_cache(maxsize=256)
def _qr_bars(value: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The QR code of `value`: modules per side, and every dark run in a row as (row from the top,
    first column, length). Each copy of a paper bears the same one."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(value)
    code.make()
    bars = []
    for row, modules in enumerate(code.modules):
        column = 0
        for dark, run in groupby(map(bool, modules)):
            long = len(list(run))
            if dark:
                bars.append((row, column, long))
            column += long
    return code.getModuleCount(), tuple(bars)


class Pen:
    """A canvas that knows the bundled fonts."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(
        self, x: float, y: float, words: str, face: str, size: float, *, ink: Any = INK,
        align: str = "left", spread: float = 0,
    ) -> None:  # fmt: skip
        """Set `words` with their baseline at `y`; `spread` adds space between characters."""
        if align != "left":
            wide = width(words, face, size) + spread * max(0, len(words) - 1)
            x -= wide if align == "right" else wide / 2
        self.canvas.setFillColor(ink)
        for name, part in runs(words, face):
            font(name)
            self.canvas.setFont(name, size)
            self.canvas.drawString(x, y, part, charSpace=spread)
            x += width(part, name, size) + spread * len(part)

    def rule(self, x: float, y: float, to_x: float, *, ink: Any = RULE, thick: float = 0.8) -> None:
        """A horizontal line."""
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(thick)
        self.canvas.line(x, y, to_x, y)

    def frame(self, x: float, y: float, wide: float, high: float) -> None:
        """A rounded box whose lower left corner is (x, y)."""
        self.canvas.setStrokeColor(INK)
        self.canvas.setLineWidth(1)
        self.canvas.roundRect(x, y, wide, high, 3)

    def square(
        self, x: float, y: float, wide: float, high: float, *, ground: Any = None, thick: float = 0
    ) -> None:
        """A day of a calendar whose lower left corner is (x, y): on a `ground`, in a frame."""
        if ground is not None:
            self.canvas.setFillColor(ground)
            self.canvas.rect(x, y, wide, high, stroke=0, fill=1)
        if thick:
            self.canvas.setStrokeColor(INK)
            self.canvas.setLineWidth(thick)
            self.canvas.rect(x, y, wide, high)

    def qr(self, x: float, y: float, side: float, value: str) -> None:
        """A QR code whose lower left corner is (x, y): one path. As a drawing of reportlab's own
        it would bring a Helvetica along, and take most of the time that a paper takes."""
        size, dark = _qr_bars(value)
        module = side / size
        path = self.canvas.beginPath()
        for row, column, long in dark:
            path.rect(x + column * module, y + (size - row - 1) * module, long * module, module)
        self.canvas.setFillColor(BLACK)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def vertical(self, x: float, y: float, words: str, size: float) -> None:
        """Traditional Mongolian: shaped as a line, then stood on its end, top to bottom."""
        font("Mongolian")
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(-90)
        self.canvas.setFillColor(INK)
        self.canvas.setFont("Mongolian", size)
        self.canvas.drawString(0, 0, words, shaping=True)
        self.canvas.restoreState()

    def watermark(self, words: str, wide: float, high: float) -> None:
        """`words` large and pale across the page."""
        self.canvas.saveState()
        self.canvas.translate(wide / 2, high / 2)
        self.canvas.rotate(35)
        size = wide / 4
        self.text(0, -size / 3, words, "SansBold", size, ink=WATER, align="middle")
        self.canvas.restoreState()


@dataclass
class Flow:
    """Text flowing down pages between `top` and `bottom`; what is drawn waits until the number
    of pages is known. `y` is the lower edge of what has been set so far."""

    format: Format
    top: float
    bottom: float
    y: float = field(init=False)
    pages: list[list[Draw]] = field(default_factory=lambda: [[]])

    def __post_init__(self) -> None:
        self.y = self.top

    def need(self, high: float) -> bool:
        """Make sure `high` points are left on this page; says whether a new one was begun."""
        if self.y - high >= self.bottom or self.y == self.top:
            return False
        self.pages.append([])
        self.y = self.top
        return True

    def down(self, high: float) -> float:
        """Move down by `high` and return the new edge."""
        self.y -= high
        return self.y

    def draw(self, action: Draw) -> None:
        """Remember `action` for the present page."""
        self.pages[-1].append(action)


def canvas(target: BytesIO, size: tuple[float, float], title: str) -> Canvas:
    """A canvas without a trace of Helvetica, the clock or the producer's machine."""
    font("Serif")
    made = Canvas(target, pagesize=size, invariant=1, initialFontName="Serif", pageCompression=1)
    made.setTitle(title)
    made.setAuthor("")
    made.setCreator("")
    return made
