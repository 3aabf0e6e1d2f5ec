"""台账.xlsx: the page as the first sheet, the lists behind it with filters.

Texts go in as texts, always: a name that begins with “=” is no formula, an identity number no
floating-point one. Moments are real dates, so that they can be sorted and filtered by month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reports.ledger import Ledger, Page

FONT = "微软雅黑"
DAY, MOMENT = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"d"日" hh:mm'


@dataclass(frozen=True)
class Column:
    """A column: its head, the line's field, its width in characters."""

    head: str
    field: str
    wide: float


CASES = (
    Column("办件编号", "number", 20), Column("事项", "matter", 30),
    Column("事项类型", "matter_kind", 10), Column("决定机关", "organ", 22),
    Column("申请人", "applicant", 14), Column("申请人类别", "applicant_kind", 11),
    Column("嘎查", "gacha", 14), Column("代办", "agent", 14), Column("经办人", "clerk", 11),
    Column("当日办理", "moves", 20), Column("收件时间", "received_at", 20),
    Column("受理时间", "accepted_at", 20), Column("承诺时限", "limit", 13),
    Column("到期时间", "due_at", 20), Column("是否暂定", "provisional", 10),
    Column("上报时间", "forwarded_at", 20), Column("批回时间", "answered_at", 20),
    Column("办结时间", "closed_at", 20), Column("送达时间", "delivered_at", 20),
    Column("状态", "state", 10),
    Column("结果", "outcome", 10), Column("亮灯", "light", 18),
    Column("用时（工作日）", "days_used", 14), Column("超期责任", "late_owner", 10),
    Column("超期原因", "late_reason", 24), Column("外部流水号", "external_number", 18),
)  # fmt: skip
RECEPTIONS = (
    Column("接待序号", "number", 15), Column("方式", "channel", 8),
    Column("开始", "opened_at", 20), Column("结束", "closed_at", 20),
    Column("首问责任人", "clerk", 12), Column("群众", "visitor", 14), Column("代办", "agent", 14),
    Column("结果", "outcome", 18), Column("办件编号", "case_number", 20),
    Column("咨询编号", "enquiry_number", 20), Column("事项", "matter", 30),
    Column("满意程度", "satisfaction", 10), Column("咨询内容", "question", 36),
    Column("答复", "answer", 36), Column("引导、转交去向", "sent_to", 22),
    Column("引导、转办单编号", "slip_number", 20), Column("争议", "disputed", 24),
)  # fmt: skip
TRANSFERS = (
    Column("转办单编号", "number", 20), Column("首问责任人", "first_asked", 12),
    Column("群众", "visitor", 14), Column("电话", "phone", 14), Column("责任人", "responsible", 14),
    Column("不在的原因", "absent_why", 12), Column("材料（种）", "papers", 10),
    Column("转交时间", "handed_at", 20), Column("接收时间", "received_at", 20),
    Column("最迟联系", "due_at", 20), Column("首次联系", "contacted_at", 20),
    Column("结果时间", "result_at", 20), Column("进展", "state", 10), Column("亮灯", "light", 18),
    Column("拟办事项", "matter", 30), Column("留言", "message", 36), Column("结果", "result", 36),
)  # fmt: skip
DOCUMENTS = (
    Column("文书", "document", 18), Column("编号", "number", 20),
    Column("机读编号", "machine_number", 16), Column("办件编号", "case_number", 20),
    Column("生成时间", "made_at", 20), Column("状态", "state", 10),
    Column("校验码", "check_code", 12),
)  # fmt: skip
REPORTS = (
    Column("报备编号", "number", 20), Column("办件编号", "case_number", 20),
    Column("事项", "matter", 30), Column("申请人", "applicant", 14), Column("电话", "phone", 14),
    Column("拟办", "outcome", 8), Column("报备时间", "reported_at", 20),
    Column("领导决定", "decision", 10), Column("领导", "leader", 12),
    Column("决定时间", "decided_at", 20),
)  # fmt: skip
BALANCE = (
    Column("", "period", 0), Column("期初在办", "carried", 0), Column("＋新收", "received", 0),
    Column("＋恢复办理", "reopened", 0), Column("－当场办结", "at_once", 0),
    Column("－准予", "granted", 0), Column("－不予", "refused", 0),
    Column("－退回", "returned", 0), Column("－撤回", "withdrawn", 0),
    Column("－终止", "terminated", 0), Column("＝在办", "open", 0),
)  # fmt: skip
URGENT = (
    Column("编号", "number", 0), Column("群众", "applicant", 0), Column("事项", "matter", 0),
    Column("情况", "what", 0), Column("期限", "due", 0),
)  # fmt: skip
RANGES = (
    Column("文书", "document", 0), Column("份数", "count", 0), Column("起", "first", 0),
    Column("止", "last", 0),
)  # fmt: skip


def render(ledger: Ledger) -> bytes:
    """The workbook of `ledger`: the same ledger, the same bytes."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "remove_timezone": True})
    page = ledger.page
    # The time of closing instead of the PC's: what is exported twice stays the same.
    book.set_properties(
        {"title": f"便民服务日台账 {page.number}", "created": page.closed_at.replace(tzinfo=None)}
    )
    writer = _Writer(book)
    _page_sheet(writer, page)
    writer.list_sheet("办件明细", CASES, ledger.cases)
    writer.list_sheet("咨询与接待", RECEPTIONS, ledger.receptions)
    writer.list_sheet("转交", TRANSFERS, ledger.transfers)
    writer.list_sheet("文书使用", DOCUMENTS, ledger.documents)
    writer.list_sheet("否定报备", REPORTS, ledger.reports)
    book.close()
    return target.getvalue()


class _Writer:
    """A workbook with the few formats that it needs."""

    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
        line = base | {"bottom": 1, "bottom_color": "#DDE3EA"}
        self.title = book.add_format(base | {"font_size": 16, "bold": True})
        self.strong = book.add_format(base | {"bold": True})
        self.pale = book.add_format(base | {"font_color": "#5A6675"})
        self.head = book.add_format(
            line | {"bold": True, "bg_color": "#EEF2F5", "bottom_color": "#41505F"}
        )
        self.plain = book.add_format(line | {"num_format": "@"})
        self.whole = book.add_format(line | {"num_format": "0", "align": "left"})
        self.day = book.add_format(line | {"num_format": DAY, "align": "left"})
        self.moment = book.add_format(line | {"num_format": MOMENT, "align": "left"})

    def put(self, sheet: Any, row: int, column: int, value: Any) -> None:
        """Write `value` as what it is; nothing is guessed from how it looks."""
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.whole)
        elif value:
            sheet.write_string(row, column, value, self.plain)
        else:
            sheet.write_blank(row, column, None, self.plain)

    def table(self, sheet: Any, row: int, columns: Sequence[Column], lines: Sequence[Any]) -> int:
        """Heads at `row` and a line below each; returns the first free row."""
        for n, column in enumerate(columns):
            sheet.write_string(row, n, column.head, self.head)
        for place, line in enumerate(lines, row + 1):
            for n, column in enumerate(columns):
                self.put(sheet, place, n, getattr(line, column.field))
        return row + 1 + len(lines)

    def list_sheet(self, name: str, columns: Sequence[Column], lines: Sequence[Any]) -> None:
        """A sheet of its own: heads stay in view, every column can be filtered."""
        sheet = self.book.add_worksheet(name)
        for n, column in enumerate(columns):
            sheet.set_column(n, n, column.wide)
        self.table(sheet, 0, columns, lines)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(lines), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def _page_sheet(writer: _Writer, page: Page) -> None:
    sheet = writer.book.add_worksheet("台账")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 10, 21)  # as wide as a moment
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.write_string(0, 0, "便民服务日台账", writer.title)
    facts: tuple[tuple[str, Any], ...] = (
        ("单位", page.office), ("窗口", f"{page.window_no} 号窗口"), ("窗口标识", page.window),
        ("台账编号", page.number), ("日期", page.day), ("日结时间", page.closed_at),
        ("日结人", page.clerk), *page.duty,
    )  # fmt: skip
    row = _pairs(writer, sheet, 1, facts)
    row = _titled(writer, sheet, row, "办件平衡", BALANCE, page.balances)
    for title, figures in page.groups:
        sheet.write_string(row + 1, 0, title, writer.strong)
        for n, (label, value) in enumerate(figures, 1):
            sheet.write_string(row + 1, n, label, writer.head)
            writer.put(sheet, row + 2, n, int(value) if value.isdecimal() else value)
        row += 3
    row = _titled(writer, sheet, row, "请领导签批（否定报备）", REPORTS, page.to_sign)
    row = _titled(writer, sheet, row, "最紧急的事", URGENT, page.urgent)
    row = _titled(writer, sheet, row, "文书使用", RANGES, page.ranges)
    chain = (("记录链序号", page.head_seq), ("记录链", page.head), ("上一日", page.previous_head))
    _pairs(writer, sheet, row + 1, chain)


def _pairs(writer: _Writer, sheet: Any, row: int, pairs: Sequence[tuple[str, Any]]) -> int:
    for place, (label, value) in enumerate(pairs, row):
        sheet.write_string(place, 0, label, writer.pale)
        writer.put(sheet, place, 1, value)
    return row + len(pairs)


def _titled(
    writer: _Writer, sheet: Any, row: int, title: str, columns: Sequence[Column], lines: Any
) -> int:
    sheet.write_string(row + 1, 0, title, writer.strong)
    if not lines:
        sheet.write_string(row + 1, 1, "无", writer.pale)
        return row + 2
    return writer.table(sheet, row + 2, columns, lines)
