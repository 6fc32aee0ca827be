"""A workbook: the table, typed and formatted, and a sheet that says where it comes from."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from clausewatch.export.provenance import provenance
from clausewatch.export.table import headings, table_frame
from clausewatch.language import text
from clausewatch.measures import ColumnKind, Result
from clausewatch.model.viewer import Language

_FORMATS = {
    ColumnKind.COUNT: "#,##0",
    ColumnKind.DKK: "#,##0",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.COORDINATE: "0.000",
    ColumnKind.NUMBER: "0.00",
}
#: A file must not differ because it was made at another time.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


def xlsx_bytes(result: Result, language: Language) -> bytes:
    """A workbook with two sheets: the table (header frozen, filters on) and its origin.

    Numbers are numbers; a spreadsheet shows them as its own language does. Hidden values are the
    word for hidden.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties(
            {"title": text(f"measure.{result.measure}.title", language), "created": _CREATED}
        )
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        styles = {kind: book.add_format({"num_format": f}) for kind, f in _FORMATS.items()}
        sheet = book.add_worksheet(text("workbook.figures", language))
        sheet.freeze_panes(1, 0)
        for place, (column, heading) in enumerate(
            zip(result.columns, headings(result, language), strict=True)
        ):
            style = styles.get(column.kind)
            sheet.set_column(place, place, 14 if style else 30, style)
            sheet.write_string(0, place, heading, bold)
        shown = table_frame(result, language)
        hidden_word = text("word.hidden", language)
        for number, (row, hidden) in enumerate(
            zip(shown.iter_rows(), result.hidden.iter_rows(), strict=True), start=1
        ):
            for place, (value, is_hidden) in enumerate(zip(row, hidden, strict=True)):
                _write(sheet, number, place, hidden_word if is_hidden else value)
        sheet.autofilter(0, 0, max(shown.height, 1), max(shown.width - 1, 0))
        about = book.add_worksheet(text("workbook.about", language))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 100)
        for number, (what, said) in enumerate(provenance(result, language)):
            about.write_string(number, 0, what, bold)
            about.write_string(number, 1, said, wrapped)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)
