"""The catalogue as one workbook: written for somebody who fills it in, read back with every
fault named by sheet, row and column; nothing of a faulty one is taken."""

from collections.abc import Generator, Sequence
from pathlib import Path

from app import workbooks
from app.catalogue import Matter
from app.matter_fields import CODE, MAIN, PARTS, TABLES, LimitText, Lines, OneOf, Table, shown
from app.matter_files import BadFile, Fault, RawMatter, RawRow, parsed
from app.wording import say
from app.workbooks import FoundSheet, NotAWorkbook
from reports.tables_xlsx import SheetColumn, TextTable, workbook

OWNER = "事项编号"  # the first column of every list: whose row it is
GUIDE = "说明"


def written(matters: Sequence[Matter]) -> bytes:
    """The workbook that `read` takes back unchanged."""
    tables = [_guide(), TextTable(MAIN.name, _columns(MAIN), [shown(MAIN, one) for one in matters])]
    for part in PARTS:
        rows = [
            (matter.code, *shown(part, value))
            for matter in matters
            for value in getattr(matter, part.attribute)
        ]
        tables.append(TextTable(part.name, (SheetColumn(OWNER, 10), *_columns(part)), rows))
    return workbook(tables)


def _columns(part: Table) -> tuple[SheetColumn, ...]:
    columns = []
    for one in part.columns:
        words = one.kind.words if isinstance(one.kind, OneOf) else ()
        wide = 40 if isinstance(one.kind, Lines) else 14 if words else 24
        columns.append(SheetColumn(one.label, 16 if isinstance(one.kind, LimitText) else wide,
                                   tuple(words)))  # fmt: skip
    return tuple(columns)


def _guide() -> TextTable:
    """The page that explains the others."""
    rows: list[tuple[str, ...]] = [(say("事项目录表", "title"),)]
    rows += [(line, "") for line in say("事项目录表", "lines").split("\n")]
    for part in TABLES:
        rows += [("",), (f"工作表“{part.name}”",), (part.note, "")]
        if part is not MAIN:
            rows.append((OWNER, "必填", "“事项”表里的编号"))
        for one in part.columns:
            note = "。".join(words for words in (one.kind.hint, one.note) if words)
            rows.append((one.label, "必填" if one.required else "可以留空", note))
    columns = (SheetColumn("", 24), SheetColumn("", 12), SheetColumn("", 80))
    return TextTable(GUIDE, columns, rows, plain=True)


def read(path: Path) -> Generator[int, None, tuple[Matter, ...]]:
    """The matters in a workbook; yields now and then. Raises BadFile with every fault found."""
    try:
        found = yield from workbooks.read(path)
    except NotAWorkbook as error:
        raise BadFile([Fault(path.name, str(error))]) from error
    sheets = {sheet.name: sheet for sheet in found}
    faults: list[Fault] = []
    rows = {part.name: _rows(part, sheets.get(part.name), faults) for part in TABLES}
    raws = _put_together(rows, faults)
    matters = []
    for n, raw in enumerate(raws):
        if (matter := parsed(raw, faults)) is not None:
            matters.append(matter)
        if n % 10 == 0:
            yield n
    if faults:
        raise BadFile(faults)
    return tuple(matters)


def _rows(part: Table, sheet: FoundSheet | None, faults: list[Fault]) -> list[RawRow]:
    """The rows of one sheet by label; heads that are missing or unknown are faults."""
    if sheet is None:
        faults.append(Fault(f"工作表“{part.name}”", "没有这个工作表。请用导出的表格填写。"))
        return []
    labels = [one.label for one in part.columns] + ([] if part is MAIN else [OWNER])
    letters = {head: letter for letter, head in sheet.heads.items()}
    for label in labels:
        if label not in letters:
            faults.append(Fault(f"工作表“{part.name}”第 1 行“{label}”", "缺少这一列，请补上。"))
    for letter, head in sheet.heads.items():
        if head not in labels:
            place = f"工作表“{part.name}”第 1 行 {letter} 列“{head}”"
            faults.append(Fault(place, "不认识这一列，请删去或改回原来的名称。"))
    if any(label not in letters for label in labels):
        return []
    shown_letters = {head: f" {letter} 列" for head, letter in letters.items()}
    for number, letter in sheet.formulas:
        place = f"工作表“{part.name}”第 {number} 行 {letter} 列“{sheet.heads.get(letter, '')}”"
        faults.append(Fault(place, "这里是公式，请改成文字。"))
    return [
        RawRow(f"工作表“{part.name}”第 {number} 行",
               {head: cells.get(letter, "") for head, letter in letters.items()}, shown_letters)
        for number, cells in sheet.rows
    ]  # fmt: skip


def _put_together(rows: dict[str, list[RawRow]], faults: list[Fault]) -> list[RawMatter]:
    """Each matter with the rows of its lists."""
    raws: dict[str, RawMatter] = {}
    names: dict[str, str] = {}
    for row in rows[MAIN.name]:
        code, name = row.cells[CODE], row.cells["名称"]
        if code and code in raws:
            faults.append(Fault(row.at(CODE), f"编号“{code}”已经用过，请换一个。"))
            continue
        if name and name in names:
            faults.append(Fault(row.at("名称"), f"和{names[name]}的事项同名，请写清区别。"))
        names.setdefault(name, row.place)
        raws[code or row.place] = RawMatter(row)
    for part in PARTS:
        for row in rows[part.name]:
            owner = row.cells[OWNER]
            if owner in raws:
                raws[owner].parts.setdefault(part.name, []).append(row)
            else:
                said = (
                    f"“事项”表里没有编号“{owner}”，请核对。"
                    if owner
                    else "请填写是哪个事项的编号。"
                )
                faults.append(Fault(row.at(OWNER), said))
    return list(raws.values())
