"""Reading workbooks that come from outside: refused with a sentence before they can do harm.

A workbook is a zip of XML. What it would unpack to is looked at first, entities are refused by
defusedxml (openpyxl uses it where it is installed), rows and columns beyond any honest table
are not read.
"""

import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import defusedxml.ElementTree  # noqa: F401  openpyxl looks for it; so that a bundle has it too
import openpyxl
from openpyxl.utils import get_column_letter

MOST_BYTES = 20_000_000  # of the file
MOST_UNPACKED = 100_000_000
MOST_RATIO = 150  # a table of texts packs about 10 to 1
MOST_ROWS, MOST_COLUMNS = 20_000, 100
_OLD_EXCEL = bytes.fromhex("d0cf11e0")
_SLICE = 100  # rows


class NotAWorkbook(Exception):
    """The file cannot be read as a workbook; the text says what to do."""


@dataclass(frozen=True)
class FoundSheet:
    """One sheet: its heads by column letter, and below them rows of texts with their number.

    A cell that holds a formula is in `formulas` as (row, letter), its text being "".
    """

    name: str
    heads: dict[str, str]
    rows: tuple[tuple[int, dict[str, str]], ...]
    formulas: tuple[tuple[int, str], ...]


def read(path: Path) -> Generator[int, None, tuple[FoundSheet, ...]]:
    """The sheets of a workbook, in slices; yields how many rows are read.

    Raises NotAWorkbook.
    """
    _look_at(path)
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=False)
            sheets = []
            for sheet in book.worksheets:
                sheets.append((yield from _sheet(sheet)))
            return tuple(sheets)
    except NotAWorkbook:
        raise
    except Exception as error:  # openpyxl says what is wrong in a dozen different ways
        raise NotAWorkbook(_BROKEN) from error


_BROKEN = "这个文件打不开，可能已损坏。请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。"


def _look_at(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(4)
        size = path.stat().st_size
    except OSError as error:
        raise NotAWorkbook(
            "读不到这个文件。请检查U盘是否还插着、文件是否还在，再试一次。"
        ) from error
    if start == _OLD_EXCEL:
        raise NotAWorkbook(
            "这是旧格式（.xls）或加了密码的表格。请用 WPS 或 Excel 另存为不加密的 .xlsx 再导入。"
        )
    if size > MOST_BYTES:
        raise NotAWorkbook("文件太大（超过 20 MB），不像一份事项目录。请核对是不是选错了文件。")
    if not zipfile.is_zipfile(path):
        raise NotAWorkbook("这不是 .xlsx 表格。请用本程序导出的表格填写后再导入。")
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile as error:
        raise NotAWorkbook(_BROKEN) from error
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size:
        raise NotAWorkbook(
            "文件解开后大得不正常，没有导入。请核对来源；正常的表格可以另存一份再试。"
        )


def _sheet(sheet: Any) -> Generator[int, None, FoundSheet]:
    heads: dict[str, str] = {}
    rows: list[tuple[int, dict[str, str]]] = []
    formulas: list[tuple[int, str]] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise NotAWorkbook(
                f"工作表“{sheet.title}”超过 {MOST_ROWS} 行，没有导入。请删去多余的行。"
            )
        found = {}
        for n, cell in enumerate(cells, 1):
            if cell.value is None:
                continue
            if cell.data_type == "f":
                formulas.append((number, get_column_letter(n)))
            elif words := _text(cell.value).strip():
                found[get_column_letter(n)] = words
        if number == 1:
            heads = found
        elif found:
            rows.append((number, found))
        if number % _SLICE == 0:
            yield number
    return FoundSheet(sheet.title, heads, tuple(rows), tuple(formulas))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
