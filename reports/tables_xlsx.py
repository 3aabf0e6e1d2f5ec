"""Tables of texts as a workbook that somebody fills in and gives back."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import xlsxwriter

_FONT = {"font_name": "Noto Sans SC", "font_size": 11, "valign": "top"}
_SPARE = 2000  # rows below the last that still offer their choices


@dataclass(frozen=True)
class SheetColumn:
    """One column: its head, its width in characters, what may be chosen in it, if few."""

    head: str
    width: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextTable:
    """One sheet: texts under heads; the first row stays in sight. `plain` is a page to read,
    without heads."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[str]]
    plain: bool = field(default=False)


def workbook(tables: Sequence[TextTable]) -> bytes:
    """The workbook. Every cell is text: a leading = is no formula, a number keeps its zeros."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    text = book.add_format({**_FONT, "text_wrap": True, "num_format": "@"})
    head = book.add_format({**_FONT, "bold": True, "bg_color": "#E3EDF4", "border": 1,
                            "border_color": "#B7C2CE", "text_wrap": True})  # fmt: skip
    for table in tables:
        sheet = book.add_worksheet(table.name)
        first = 0 if table.plain else 1
        for n, column in enumerate(table.columns):
            sheet.set_column(n, n, column.width, text)
            if not table.plain:
                sheet.write_string(0, n, column.head, head)
            if column.choices:
                sheet.data_validation(1, n, len(table.rows) + _SPARE, n, {
                    "validate": "list", "source": list(column.choices),
                    "error_title": column.head, "error_message": "请从列表里选一个。",
                })  # fmt: skip
        for y, row in enumerate(table.rows, first):
            for x, words in enumerate(row):
                if words:
                    sheet.write_string(y, x, words, head if table.plain and len(row) == 1 else text)
        if table.plain:
            sheet.hide_gridlines(2)
        else:
            sheet.freeze_panes(1, 2)
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    book.close()
    return out.getvalue()
