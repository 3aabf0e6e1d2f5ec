"""Each kind of block, set on a flow. Nothing is clipped: what does not fit goes on."""

from collections.abc import Callable, Sequence
from typing import Any

from reports.fonts import width
from reports.months import months
from reports.page import FAINT, HAIR, INK, LABEL, RULE, Draw, Flow
from reports.sheet import Block, Box, Fields, Heading, Months, Paragraph, Signatures, Table
from reports.text import lines


def lay_out(flow: Flow, block: Block) -> None:
    """Set one block below what is there."""
    _SETTERS[type(block)](flow, block)


def _words(x: float, y: float, words: str, face: str, size: float, ink: Any = INK,
           align: str = "left") -> Draw:  # fmt: skip
    return lambda pen: pen.text(x, y, words, face, size, ink=ink, align=align)


def _rule(x: float, y: float, to_x: float, ink: Any, thick: float) -> Draw:
    return lambda pen: pen.rule(x, y, to_x, ink=ink, thick=thick)


def _fields(flow: Flow, block: Fields) -> None:
    layout = flow.format
    columns = 1 if layout.single else block.columns
    gutter = 16.0
    wide = (layout.room - gutter * (columns - 1)) / columns
    longest = max((width(label, "Sans", layout.label) for label, _ in block.pairs), default=0)
    label_room = min(max(longest + 14, layout.body * 5.2), wide * 0.42)
    for start in range(0, len(block.pairs), columns):
        row = block.pairs[start : start + columns]
        cells = [
            (lines(label, "Sans", layout.label, label_room - 6),
             lines(value or "—", "Serif", layout.body, wide - label_room))
            for label, value in row
        ]  # fmt: skip
        for n in range(max(len(part) for cell in cells for part in cell)):
            flow.need(layout.leading)
            y = flow.down(layout.leading)
            for column, (label, value) in enumerate(cells):
                x = layout.margin + column * (wide + gutter)
                if n < len(label):
                    flow.draw(_words(x, y, label[n], "Sans", layout.label, LABEL))
                if n < len(value):
                    flow.draw(_words(x + label_room, y, value[n], "Serif", layout.body))
        flow.down(layout.leading * 0.12)
    flow.down(layout.leading * 0.4)


def _paragraph(flow: Flow, block: Paragraph) -> None:
    layout = flow.format
    indent = layout.body * 2 if block.indent else 0
    for n, line in enumerate(lines(block.text, "Serif", layout.body, layout.room, indent)):
        flow.need(layout.leading)
        x = layout.margin + (indent if n == 0 else 0)
        flow.draw(_words(x, flow.down(layout.leading), line, "Serif", layout.body))
    flow.down(layout.leading * 0.35)


def _heading(flow: Flow, block: Heading) -> None:
    layout = flow.format
    flow.need(layout.leading * 3)  # never alone at the foot of a page
    y = flow.down(layout.leading * 1.1)
    flow.draw(_words(layout.margin, y, block.text, "SansBold", layout.body))


def _table(flow: Flow, block: Table) -> None:
    layout = flow.format
    share = layout.room / sum(block.widths)
    pad, leading = 4.0, layout.leading * 0.92
    size = layout.body - 0.6
    edges = [layout.margin]
    for part in block.widths:
        edges.append(edges[-1] + part * share)

    def head() -> None:
        y = flow.down(leading)
        for x, words in zip(edges, block.heads, strict=False):
            flow.draw(_words(x + pad, y, words, "Sans", layout.label, LABEL))
        flow.draw(_rule(layout.margin, flow.down(6), edges[-1], RULE, 0.8))

    flow.need(leading * 3)
    head()
    for row in block.rows:
        cells = [
            lines(words, "Serif", size, edges[n + 1] - edges[n] - 2 * pad)
            for n, words in enumerate(row)
        ]
        _table_row(flow, cells, [x + pad for x in edges], size, leading, head)
        flow.draw(_rule(layout.margin, flow.down(7), edges[-1], HAIR, 0.5))
    flow.down(layout.leading * 0.6)


def _table_row(
    flow: Flow, cells: Sequence[list[str]], xs: Sequence[float], size: float, leading: float,
    head: Any,
) -> None:  # fmt: skip
    high = max(len(cell) for cell in cells)
    # A short row stays whole; a long one may break anywhere, under a repeated head.
    if flow.need(leading * min(high, 6) + 10):
        head()
    flow.down(2)
    for n in range(high):
        if n and flow.need(leading + 8):
            head()
        y = flow.down(leading)
        for x, cell in zip(xs, cells, strict=False):
            if n < len(cell):
                flow.draw(_words(x, y, cell[n], "Serif", size))


def _box(flow: Flow, block: Box) -> None:
    layout = flow.format
    pad, strong = 13.0, layout.body * 1.22
    room = layout.room - 2 * pad
    gap = layout.body * 0.6
    whole = (
        width(block.lead, "Serif", layout.body) + width(block.strong, "SansBold", strong)
        + width(block.tail, "Serif", layout.body) + 2 * gap
    )  # fmt: skip
    if whole <= room and "\n" not in block.lead + block.strong + block.tail:
        rows = [[(block.lead, "Serif", layout.body), (block.strong, "SansBold", strong),
                 (block.tail, "Serif", layout.body)]]  # fmt: skip
    else:
        rows = [
            [(line, face, size)]
            for words, face, size in (
                (block.lead, "Serif", layout.body), (block.strong, "SansBold", strong),
                (block.tail, "Serif", layout.body),
            )
            for line in lines(words, face, size, room)
            if line
        ]  # fmt: skip
    step = layout.leading * 1.12
    high = step * len(rows) + 2 * pad - (step - layout.body)
    flow.need(high + 12)
    bottom = flow.down(high + 6)
    flow.draw(lambda pen: pen.frame(layout.margin, bottom, layout.room, high))
    y = bottom + high - pad - layout.body * 0.9
    for row in rows:
        x = layout.margin + pad
        for words, face, size in row:
            if words:
                flow.draw(_words(x, y, words, face, size))
                x += width(words, face, size) + gap
        y -= step
    flow.down(layout.leading * 0.8)


def _signatures(flow: Flow, block: Signatures) -> None:
    layout = flow.format
    sides = (block.left + block.right, ()) if layout.single else (block.left, block.right)
    step = layout.leading * 1.3
    wide = layout.room if layout.single else layout.room / 2 - 10
    set_lines = [
        [
            (line, words, n == len(broken) - 1)
            for words in side
            for broken in [_with_room(lines(words, "Serif", layout.body, wide), wide, layout.body)]
            for n, line in enumerate(broken)
        ]
        for side in sides
    ]
    high = max(len(side) for side in set_lines)
    flow.need(step * high + 8)
    flow.down(6)
    for n in range(high):
        flow.need(step)
        y = flow.down(step)
        for column, side in enumerate(set_lines):
            if n < len(side):
                x = layout.margin + column * (layout.room / 2 + 10)
                _signature_line(flow, x, y, side[n], x + wide)
    flow.down(layout.leading * 0.6)


_ROOM_TO_SIGN = 100.0  # points


def _with_room(broken: list[str], wide: float, size: float) -> list[str]:
    """What is to be signed beside, with a line of its own below where its words leave no room."""
    short = wide - width(broken[-1], "Serif", size) < _ROOM_TO_SIGN if broken else False
    return [*broken, ""] if short and broken[-1].endswith("：") else broken


def _signature_line(
    flow: Flow, x: float, y: float, line: tuple[str, str, bool], right: float
) -> None:
    words, whole, last = line
    size = flow.format.body
    if whole.startswith("（") and whole.endswith("）"):
        flow.draw(_words(x, y, words, "Serif", size - 1.5, FAINT))
        return
    flow.draw(_words(x, y, words, "Serif", size))
    if last and whole.endswith("："):
        start = x + width(words, "Serif", size) + (4 if words else 0)
        flow.draw(_rule(start, y - 2, right, RULE, 0.6))


_SETTERS: dict[type, Callable[[Flow, Any], None]] = {
    Fields: _fields,
    Paragraph: _paragraph,
    Heading: _heading,
    Table: _table,
    Box: _box,
    Signatures: _signatures,
    Months: months,
}
