"""A sheet becomes a PDF: the same sheet, the same bytes."""

from collections.abc import Sequence
from io import BytesIO

from reports.blocks import lay_out
from reports.fonts import width
from reports.page import FAINT, FORMATS, INK, LABEL, Draw, Flow, Format, Pen, canvas
from reports.sheet import Sheet
from reports.text import lines

_HEAD, _FOOT = 36.0, 64.0  # points kept for the head and the foot of every page
_ENDLESS = 100_000.0


def render(sheet: Sheet, *, mark: str = "") -> bytes:
    """The PDF of `sheet`; `mark` (草稿, 补打第n次) stands in the head of every page.

    Raises MissingGlyph for a character that no bundled font has.
    """
    layout = FORMATS[sheet.paper]
    target = BytesIO()
    pen = Pen(canvas(target, (layout.width, layout.height or 1), _plain(sheet)))
    for copy in sheet.copies:
        pages, high = _pages(sheet, layout)
        for number, actions in enumerate(pages, 1):
            pen.canvas.setPageSize((layout.width, high))
            if mark == "草稿":
                pen.watermark(mark, layout.width, high)
            _head(pen, sheet, layout, high, copy, f"第 {number} 页，共 {len(pages)} 页", mark)
            _foot(pen, sheet, layout)
            for act in actions:
                act(pen)
            pen.canvas.showPage()
    pen.canvas.save()
    return target.getvalue()


def _pages(sheet: Sheet, layout: Format) -> tuple[list[list[Draw]], float]:
    foot = layout.margin + (_FOOT if not layout.single else 92)
    if layout.height is not None:
        flow = Flow(layout, layout.height - layout.margin - _HEAD, foot)
        _body(flow, sheet)
        if len(flow.pages) > 1:
            # Set a little closer, it may go on one page less: less paper, nothing left behind.
            close = Flow(layout.closer(), layout.height - layout.margin - _HEAD, foot)
            _body(close, sheet)
            flow = min(flow, close, key=lambda one: len(one.pages))
        return flow.pages, layout.height
    # A slip: lay it out on an endless page, then cut the paper to what was used.
    trial = Flow(layout, _ENDLESS, 0)
    _body(trial, sheet)
    high = _ENDLESS - trial.y + layout.margin + _HEAD + foot
    flow = Flow(layout, high - layout.margin - _HEAD, 0)
    _body(flow, sheet)
    return flow.pages, high


def _body(flow: Flow, sheet: Sheet) -> None:
    layout = flow.format
    middle = layout.width / 2
    title, _, object_ = sheet.title.partition("\n")
    title_y = flow.down(layout.title * 1.35)
    spread = layout.title * 0.28 if len(title) <= 8 else 0
    flow.draw(lambda pen: pen.text(middle, title_y, title, "SansBold", layout.title,
                                   align="middle", spread=spread))  # fmt: skip
    small = layout.title * 0.66
    for words in lines(object_, "SansBold", small, layout.room) if object_ else ():
        flow.draw(_centred(middle, flow.down(small * 1.6), words, small))
    _mongolian(flow, sheet.mongolian)
    if sheet.number:
        number_y = flow.down(layout.body * 1.9)
        flow.draw(lambda pen: pen.text(middle, number_y, sheet.number, "Serif", layout.body,
                                       align="middle"))  # fmt: skip
    flow.down(layout.body * 1.1)
    for block in sheet.blocks:
        lay_out(flow, block)


def _plain(sheet: Sheet) -> str:
    """What the file calls itself."""
    return f"{sheet.title} {sheet.number}".replace("\n", " ")


def _centred(x: float, y: float, words: str, size: float) -> Draw:
    return lambda pen: pen.text(x, y, words, "SansBold", size, align="middle")


def _mongolian(flow: Flow, columns: Sequence[str]) -> None:
    """Upright in the left margin, the first line outermost; a slip has no room for it."""
    layout = flow.format
    if layout.single:
        return
    size = layout.margin * 0.2
    for column, words in enumerate(reversed(columns)):
        x = layout.margin - size * (1.4 + 1.25 * column)
        flow.draw(_upright(x, flow.top - 4, words, size))


def _upright(x: float, y: float, words: str, size: float) -> Draw:
    return lambda pen: pen.vertical(x, y, words, size)


def _head(
    pen: Pen, sheet: Sheet, layout: Format, high: float, copy: str, pages: str, mark: str
) -> None:
    y = high - layout.margin - 10
    right = layout.width - layout.margin
    pen.text(layout.margin, y, sheet.office, "Sans", layout.label, ink=LABEL)
    if layout.single:
        pen.text(layout.margin, y - 13, "　".join(filter(None, (copy, mark))), "Sans",
                 layout.label, ink=LABEL)  # fmt: skip
        y -= 13
    else:
        words = "　".join(filter(None, (mark, copy, pages)))
        pen.text(right, y, words, "Sans", layout.label, ink=LABEL, align="right")
    pen.rule(layout.margin, y - 8, right)


def _foot(pen: Pen, sheet: Sheet, layout: Format) -> None:
    left, right, base = layout.margin, layout.width - layout.margin, layout.margin
    pen.rule(left, base + 50, right, ink=FAINT, thick=0.5)
    x = left
    if sheet.machine_number:
        pen.qr(left, base, 42, sheet.machine_number)
        x = left + 52
    if sheet.check_code:
        pen.text(x, base + 30, "校验码", "Sans", layout.label, ink=LABEL)
        pen.text(x + 4 * layout.label, base + 30, sheet.check_code, "SansBold", layout.label,
                 ink=INK)  # fmt: skip
        hint = "到本窗口扫码可核对本单真伪"
        pen.text(x, base + 13, hint, "Sans", layout.label - 0.7, ink=LABEL)
    small = layout.label - 0.7
    if layout.single:
        pen.text(left, base + 58, sheet.complaint, "Sans", 6.2, ink=LABEL)
        pen.text(x, base, sheet.made_at, "Sans", small, ink=LABEL)
        return
    pen.text(right, base + 13, sheet.made_at, "Sans", small, ink=LABEL, align="right")
    wide = x + 110 + width(sheet.complaint, "Sans", small) < right
    high = base + (30 if wide else 57)  # on a narrow page above the rule
    pen.text(right, high, sheet.complaint, "Sans", small, ink=LABEL, align="right")
