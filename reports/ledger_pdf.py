"""台账.pdf: one A4 page, however full the day was.

Every list on it has a most; what goes beyond is counted here and stands in the workbook. A text
too wide for its place ends in …, for the same reason.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm

from reports.fonts import width
from reports.ledger import BalanceLine, Group, Page, RangeLine
from reports.page import FAINT, HAIR, INK, LABEL, RULE, Pen, canvas

WIDE, HIGH, MARGIN = 210 * mm, 297 * mm, 15 * mm
LEFT, RIGHT = MARGIN, WIDE - MARGIN
MOST_TO_SIGN = 5
_BODY, _SMALL = 9.2, 7.6
_SIGNED = MARGIN + 38  # the line to sign on
_CLOSER = (1, 0.95, 0.9, 0.85)  # a fuller day stands closer
_LABELS = 44.0  # points kept for the titles on the left
_WHOLE, _HALF = 7, 4  # figures in a band across the page, and across half of it

_BALANCE: tuple[tuple[str, Callable[[BalanceLine], int]], ...] = (
    ("期初在办", lambda line: line.carried),
    ("＋新收", lambda line: line.received),
    ("＋恢复办理", lambda line: line.reopened),
    ("－当场办结", lambda line: line.at_once),
    ("－准予", lambda line: line.granted),
    ("－不予", lambda line: line.refused),
    ("－退回", lambda line: line.returned),
    ("－撤回", lambda line: line.withdrawn),
    ("－终止", lambda line: line.terminated),
    ("＝在办", lambda line: line.open),
)


def render(page: Page) -> bytes:
    """The PDF of `page`, always one page: the same page, the same bytes.

    Raises MissingGlyph for a character that no bundled font has.
    """
    for close in _CLOSER:
        target = BytesIO()
        pen = Pen(canvas(target, (WIDE, HIGH), f"便民服务日台账 {page.number}"))
        setter = _Setter(pen, HIGH - MARGIN, close)
        _body(setter, page)
        if setter.y > _SIGNED + 16:
            break
    _signatures(pen)
    _foot(pen, page)
    pen.canvas.showPage()
    pen.canvas.save()
    return target.getvalue()


def _body(setter: "_Setter", page: Page) -> None:
    _head(setter, page)
    _balance(setter, page)
    for band in _bands(page.groups):
        _figures(setter, band)
    _to_sign(setter, page)
    _urgent(setter, page)
    _ranges(setter, page.ranges)
    _duty(setter, page)


def _fit(words: str, face: str, size: float, room: float) -> str:
    """`words` as far as they fit into `room` points, with … where they do not."""
    if width(words, face, size) <= room:
        return words
    while words and width(words + "…", face, size) > room:
        words = words[:-1]
    return words + "…"


@dataclass(frozen=True)
class _Column:
    """A column of a table, `wide` points."""

    head: str
    wide: float
    align: str = "left"
    face: str = "Serif"


@dataclass
class _Setter:
    """A pen and how far down the page it has come."""

    pen: Pen
    y: float
    close: float = 1  # how close the lines stand, of the usual distance

    def down(self, high: float) -> float:
        """Move down by `high` and return the new edge."""
        self.y -= high * self.close
        return self.y

    def text(
        self, x: float, words: str, face: str, size: float, room: float = WIDE, **how: Any
    ) -> None:
        """Set `words` on the present line, as far as there is room."""
        self.pen.text(x, self.y, _fit(words, face, size, room), face, size, **how)

    def heading(self, words: str, note: str = "") -> None:
        """A small title, with a remark beside it."""
        self.down(18.5)
        self.text(LEFT, words, "SansBold", _BODY)
        self.text(LEFT + width(words, "SansBold", _BODY) + 8, note, "Sans", _SMALL, ink=LABEL)

    def table(
        self, columns: Sequence[_Column], rows: Sequence[Sequence[str]], step: float, bold: int = -1
    ) -> None:
        """Rows under heads, one line each, a hairline below every one; column `bold` is set so."""
        self.down(14)
        edges = [LEFT + sum(one.wide for one in columns[:n]) for n in range(len(columns))]
        for x, column in zip(edges, columns, strict=True):
            self._cell(x, column, column.head, "Sans", _SMALL, LABEL)
        self.pen.rule(LEFT, self.down(4.5), RIGHT, ink=RULE, thick=0.8)
        for row in rows:
            self.down(step * 0.5 + 3)
            for n, (x, column, words) in enumerate(zip(edges, columns, row, strict=True)):
                self._cell(x, column, words, "SansBold" if n == bold else column.face, _BODY, INK)
            self.pen.rule(LEFT, self.down(step * 0.5 - 3), RIGHT, ink=HAIR, thick=0.4)

    def _cell(
        self, x: float, column: _Column, words: str, face: str, size: float, ink: Any
    ) -> None:
        room = column.wide - 6
        at = {"left": x, "middle": x + column.wide / 2, "right": x + column.wide}[column.align]
        self.text(at, words, face, size, room, ink=ink, align=column.align)


def _head(setter: _Setter, page: Page) -> None:
    setter.down(9)
    setter.text(LEFT, f"{page.office}　{page.window_no} 号窗口", "Sans", 9, ink=LABEL)
    setter.text(RIGHT, page.number, "Sans", 9, ink=LABEL, align="right")
    setter.pen.rule(LEFT, setter.down(7), RIGHT)
    setter.down(28)
    setter.text(WIDE / 2, "便民服务日台账", "SansBold", 19, align="middle", spread=4)
    setter.down(17)
    day, closed = page.day, page.closed_at
    words = (
        f"{day.year}年{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"
        f"　{closed:%Y-%m-%d %H:%M} 日结　{page.clerk}"
    )
    setter.text(WIDE / 2, words, "Serif", 10, align="middle")
    setter.down(2)


def _balance(setter: _Setter, page: Page) -> None:
    setter.heading(
        "办件平衡", "在办：还没有办结的，含已上报、特别程序、急难；恢复办理：领导撤销退回的"
    )
    first = _LABELS
    wide = (RIGHT - LEFT - first) / len(_BALANCE)
    columns = [_Column("", first, face="Sans")]
    columns += [_Column(head, wide, "middle") for head, _ in _BALANCE]
    rows = [[line.period, *(str(value(line)) for _, value in _BALANCE)] for line in page.balances]
    setter.table(columns, rows, 16, bold=len(_BALANCE))
    setter.down(5)


def _bands(groups: Sequence[Group]) -> list[list[Group]]:
    """Groups in bands across the page: two of them share one where they fit side by side."""
    bands: list[list[Group]] = []
    for group in groups:
        if bands and all(len(figures) <= _HALF for _, figures in (*bands[-1], group)):
            bands[-1].append(group)
        else:
            bands.append([group])
    return bands


def _figures(setter: _Setter, band: Sequence[Group]) -> None:
    room = (RIGHT - LEFT) / len(band)
    top = setter.y
    for n, (title, figures) in enumerate(band):
        setter.y = top
        left = LEFT + n * room
        wide = (room - _LABELS) / (_HALF if len(band) > 1 else max(_WHOLE, len(figures)))
        xs = [left + _LABELS + place * wide for place in range(len(figures))]
        setter.down(11)
        for x, (label, _) in zip(xs, figures, strict=True):
            setter.text(x, label, "Sans", _SMALL, wide - 2, ink=LABEL)
        setter.down(12)
        setter.text(left, title, "SansBold", _BODY)
        for x, (_, value) in zip(xs, figures, strict=True):
            setter.text(x, value, "Serif", 11, wide - 2)
    setter.pen.rule(LEFT, setter.down(4), RIGHT, ink=HAIR, thick=0.4)


def _beyond(count: int, most: int) -> str:
    return f"另有 {count - most} 件，见 台账.xlsx" if count > most else ""


def _to_sign(setter: _Setter, page: Page) -> None:
    reports = page.to_sign
    note = "否定报备" + (f"　{_beyond(len(reports), MOST_TO_SIGN)}" if reports else "　无")
    setter.heading("请领导签批", note)
    if not reports:
        return
    columns = [
        _Column("报备编号", 100), _Column("申请人", 62), _Column("电话", 66), _Column("事项", 108),
        _Column("拟", 26), _Column("报备时间", 58), _Column("领导意见、签字", 90),
    ]  # fmt: skip
    rows = [
        [
            report.number, report.applicant, report.phone, report.matter, report.outcome,
            f"{report.reported_at:%m-%d %H:%M}", "",
        ]
        for report in reports[:MOST_TO_SIGN]
    ]  # fmt: skip
    setter.table(columns, rows, 18)


def _urgent(setter: _Setter, page: Page) -> None:
    note = "没有超期、今明到期、没有联系或待领取的"
    if page.urgent:
        note = "超期（含上级没有按时批回的）、今明到期、转交未联系、待领取，最急的十件"
    setter.heading("最紧急的事", note)
    if not page.urgent:
        return
    columns = [
        _Column("编号", 100), _Column("群众", 82), _Column("事项", 142),
        _Column("情况", 90), _Column("期限", 96),
    ]  # fmt: skip
    rows = [[one.number, one.applicant, one.matter, one.what, one.due] for one in page.urgent]
    setter.table(columns, rows, 14)


def _ranges(setter: _Setter, ranges: Sequence[RangeLine]) -> None:
    setter.heading("文书使用", "" if ranges else "当日没有出具文书")
    half = (RIGHT - LEFT) / 2
    for start in range(0, len(ranges), 2):
        setter.down(11.4)
        for n, one in enumerate(ranges[start : start + 2]):
            x = LEFT + n * half
            setter.text(x, one.document, "Sans", _SMALL, 76, ink=LABEL)
            setter.text(x + 78, f"{one.count} 份　{_span(one)}", "Serif", 8.2, half - 84)
    if ranges:
        setter.down(3)


def _span(line: RangeLine) -> str:
    """`固便受〔2026〕12—15号`, or both numbers whole where they do not begin alike."""
    start, _, serial = line.first.rpartition("〕")
    if line.count == 1:
        return line.first
    if not line.last.startswith(f"{start}〕"):
        return f"{line.first}—{line.last}"
    return f"{start}〕{serial.removesuffix('号')}—{line.last.rpartition('〕')[2]}"


def _duty(setter: _Setter, page: Page) -> None:
    setter.heading("值守")
    for label, value in page.duty:
        setter.down(11.8)
        setter.text(LEFT, label, "Sans", _SMALL, ink=LABEL)
        setter.text(LEFT + _LABELS, value, "Serif", _BODY, RIGHT - LEFT - _LABELS)


def _signatures(pen: Pen) -> None:
    y = _SIGNED
    for x, words in ((LEFT, "经办人签字："), (WIDE / 2 + 10, "分管领导签字：")):
        pen.text(x, y, words, "Serif", 10.5)
        start = x + width(words, "Serif", 10.5) + 4
        pen.rule(start, y - 2, start + 92, thick=0.6)
        pen.text(start + 96, y, "月　　日", "Serif", 10.5)


def _foot(pen: Pen, page: Page) -> None:
    pen.rule(LEFT, MARGIN + 24, RIGHT, ink=FAINT, thick=0.5)
    for y, label, words in (
        (13, "记录链", f"第 {page.head_seq} 条　{_spaced(page.head)}"),
        (3, "上一日", _spaced(page.previous_head)),
    ):
        pen.text(LEFT, MARGIN + y, label, "Sans", 6.6, ink=LABEL)
        pen.text(LEFT + 28, MARGIN + y, words, "Sans", 6.6, ink=LABEL)
    pen.text(RIGHT, MARGIN + 3, "第 1 页，共 1 页", "Sans", 6.6, ink=LABEL, align="right")


def _spaced(digest: str) -> str:
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))
