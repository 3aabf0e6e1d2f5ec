"""Calendar months on paper: a small grid each, with a sign in every day that has one."""

from reports.page import HAIR, INK, LABEL, SHADE, Draw, Flow, Pen
from reports.sheet import Months, Texts

_ACROSS = 3  # beside one another on a page
_GAP = 14.0  # points between two months
_HIGH = 22.0  # of a week


def months(flow: Flow, block: Months) -> None:
    """Set the months in rows; a row of them is never broken across pages."""
    layout = flow.format
    across = 1 if layout.single else _ACROSS
    wide = (layout.room - _GAP * (across - 1)) / across
    top = layout.leading + layout.label * 1.6
    for start in range(0, len(block.months), across):
        row = block.months[start : start + across]
        high = top + _HIGH * max(len(weeks) for _, weeks in row)
        flow.need(high + 8)
        edge = flow.y
        for n, (title, weeks) in enumerate(row):
            x = layout.margin + n * (wide + _GAP)
            flow.draw(_month(x, edge, wide, title, weeks, block, layout.body, layout.label))
        flow.down(high + 8)


def _month(
    x: float, edge: float, wide: float, title: str, weeks: tuple[tuple[Texts, ...], ...],
    block: Months, body: float, small: float,
) -> Draw:  # fmt: skip
    column = wide / 7

    def draw(pen: Pen) -> None:
        y = edge - body * 1.1
        pen.text(x, y, title, "SansBold", body)
        y -= small * 1.6
        for n, head in enumerate(block.heads):
            middle = x + column * (n + 0.5)
            pen.text(middle, y, head, "Sans", small - 1, ink=LABEL, align="middle")
        y -= 4
        pen.rule(x, y, x + wide, ink=HAIR, thick=0.5)
        for week in weeks:
            y -= _HIGH
            for n, day in enumerate(week):
                if day:
                    _day(pen, x + column * n, y, column, day, block, small)

    return draw


def _day(
    pen: Pen, x: float, y: float, wide: float, day: Texts, block: Months, small: float
) -> None:
    number, sign = day
    ground = SHADE if sign in block.grey else None
    thick = 1.4 if sign in block.framed else 0
    if sign:
        pen.square(x + 0.8, y + 0.8, wide - 1.6, _HIGH - 1.6, ground=ground, thick=thick)
    middle = x + wide / 2
    pen.text(middle, y + 13, number, "Sans", small - 1.4, ink=INK if sign else HAIR, align="middle")
    pen.text(middle, y + 3.6, sign, "SansBold", small - 0.6, align="middle")
