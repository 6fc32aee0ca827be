"""Tables in a workbook, one sheet each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import fastexcel
import polars as pl

from clausewatch.language import text
from clausewatch.model.errors import DataError
from clausewatch.model.message import message
from clausewatch.model.tables import TABLES, Table
from clausewatch.model.viewer import Language
from clausewatch.register.findings import Collector, Level
from clausewatch.register.headings import heading_row, normalise, table_called
from clausewatch.register.raw import ROW, Raw, rename

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
#: The sheets of our own template that hold no table.
GUIDE_SHEETS = ("register.sheet_guide", "register.sheet_codes")
_HEAD_ROWS = 25
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL_ERROR = re.compile(r"Error\((\w+)\)")
_SHOWN = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}


def read(path: Path, findings: Collector, report: Callable[[str, float], None]) -> dict[str, Raw]:
    """Every table of a workbook by name.

    Raises:
        DataError: the file is locked with a password, damaged, or no workbook.
    """
    report(path.name, 0.0)
    try:
        book = fastexcel.read_excel(path)
        sheets = book.sheet_names
    except fastexcel.FastExcelError as error:
        raise _unreadable(path) from error
    guides = {normalise(text(key, language)) for key in GUIDE_SHEETS for language in Language}
    found: dict[str, Raw] = {}
    sheet_of: dict[str, str] = {}
    for done, sheet in enumerate(sheets):
        report(sheet, done / len(sheets))
        name = table_called(sheet)
        if name is None:
            if normalise(sheet) not in guides:
                findings.add("sheet_unknown", file=path.name, value=sheet, level=Level.WARNING)
        elif name in found:
            findings.add(
                "sheet_twice", file=path.name, table=name, value=sheet, first=sheet_of[name]
            )
        else:
            raw = _sheet(book, sheet, path, TABLES[name], findings)
            if raw is not None:
                found[name], sheet_of[name] = raw, sheet
    return found


def _sheet(
    book: fastexcel.ExcelReader, sheet: str, path: Path, table: Table, findings: Collector
) -> Raw | None:
    try:
        # Headings are looked for by us: a title may stand above them.
        loaded = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        batch, errors = loaded.to_arrow_with_errors()
    except fastexcel.FastExcelError as error:
        raise DataError(
            message("register.sheet_unreadable"),
            where=f"{path.name}, {sheet}",
            remedy=message("register.workbook_damaged.remedy"),
        ) from error
    cells = pl.DataFrame(pl.from_arrow(batch))
    if cells.is_empty() or cells.width == 0:
        if table.required:
            findings.add("sheet_empty", file=path.name, table=table.name, value=sheet)
        return None
    cells = _with_errors(cells, errors)
    head = [[cell or "" for cell in row] for row in cells.head(_HEAD_ROWS).iter_rows()]
    place, known = heading_row(table, head)
    if known == 0:
        place = next((row for row, found in enumerate(head) if any(found)), 0)
    names = rename(table, path.name, head[place], findings, place + 1)
    body = cells.slice(place + 1)
    body.columns = names
    rows = pl.int_range(place + 2, place + 2 + body.height, eager=True).alias(ROW)
    return Raw(
        table,
        path.name,
        body.insert_column(0, rows),
        numbered_days=True,
        heading_row=place + 1,
    )


def _with_errors(cells: pl.DataFrame, errors: fastexcel.CellErrors | None) -> pl.DataFrame:
    """Formulas that failed as a workbook shows them; otherwise they would pass for empty."""
    by_column: dict[int, dict[int, str]] = {}
    for error in errors.errors if errors else ():
        row, column = error.offset_position
        kind = _CELL_ERROR.search(error.detail)
        shown = _SHOWN.get(kind.group(1), "#VALUE!") if kind else "#VALUE!"
        by_column.setdefault(column, {})[row] = shown
    for column, at in by_column.items():
        values = cells.to_series(column).cast(pl.String)
        values = values.scatter(list(at), list(at.values()))
        cells = cells.with_columns(values.alias(cells.columns[column]))
    return cells


def _unreadable(path: Path) -> DataError:
    """Why a file is no workbook, from how it begins."""
    with path.open("rb") as file:
        start = file.read(1 << 16)
    if start.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        key = "register.workbook_locked"
    elif not start:
        key = "register.file_empty"
    elif start.startswith(b"PK") or start.startswith(_OLE):
        key = "register.workbook_damaged"
    else:
        key = "register.not_a_workbook"
    return DataError(message(key), where=path.name, remedy=message(f"{key}.remedy"))
