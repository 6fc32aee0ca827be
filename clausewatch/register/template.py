"""A workbook to fill in, made from the model: headings, notes, drop-downs, code lists."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from clausewatch.language import Code, Items, label, message, text
from clausewatch.model.codes import CODE_LISTS
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.tables import TABLES, Column, Kind, Table
from clausewatch.model.viewer import Language
from clausewatch.register.findings import bounds
from clausewatch.register.values import LISTS, NUMERIC

#: How far down drop-downs and formats reach.
_LAST_ROW = 20_000
_GUIDE = ("what", "headings", "ids", "lists", "codes", "money", "check")
_SHADES = {"required": "#1F4E79", "optional": "#5B7C99"}


def write_template(path: Path, language: Language = Language.ENGLISH) -> None:
    """Write the workbook; its sheets, headings and notes are in ``language``.

    Raises:
        ClauseWatchError: it cannot be written there.
    """
    book = xlsxwriter.Workbook(path)
    _fill(book, language)
    try:
        book.close()
    except FileCreateError as error:
        raise ClauseWatchError(
            message("template.not_written", why=str(error)), where=str(path)
        ) from error


def _fill(book: Workbook, language: Language) -> None:
    _guide(book, language)
    sheets = [book.add_worksheet(_sheet_name(table, language)) for table in TABLES.values()]
    ranges = _codes(book, language)
    for table, sheet in zip(TABLES.values(), sheets, strict=True):
        _table(book, sheet, table, language, ranges)


def _sheet_name(table: Table, language: Language) -> str:
    return text(f"table.{table.name}", language)


def _guide(book: Workbook, language: Language) -> None:
    sheet = book.add_worksheet(text("register.sheet_guide", language))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    title = book.add_format({"bold": True, "font_size": 16})
    sheet.write_string(0, 0, text("register.guide.title", language), title)
    row = 2
    for part in _GUIDE:
        sheet.merge_range(row, 0, row, 1, text(f"register.guide.{part}", language), wrap)
        sheet.set_row(row, 32)
        row += 1
    row += 1
    sheet.write_string(row, 0, text("register.guide.sheet", language), bold)
    sheet.write_string(row, 1, text("register.guide.contents", language), bold)
    for table in TABLES.values():
        row += 1
        name = _sheet_name(table, language)
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, text(f"table.{table.name}.help", language), wrap)


def _codes(book: Workbook, language: Language) -> dict[str, str]:
    """Write the code lists; the cells of each list's labels, for drop-downs."""
    name = text("register.sheet_codes", language)
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, key in enumerate(("list", "code", "english", "danish")):
        sheet.write_string(0, place, text(f"register.codes.{key}", language), bold)
    sheet.set_column(0, 3, 34)
    sheet.freeze_panes(1, 0)
    used = {column.codes for table in TABLES.values() for column in table.columns if column.codes}
    ranges, row = {}, 1
    # The drop-downs offer the words of the reader's own language.
    shown = "C" if language is Language.ENGLISH else "D"
    for codes in (key for key in CODE_LISTS if key in used):
        first = row
        for code in CODE_LISTS[codes]:
            words = [label(codes, code.value, each) for each in (Language.ENGLISH, Language.DANISH)]
            for place, cell in enumerate((codes, code.value, *words)):
                sheet.write_string(row, place, cell)
            row += 1
        ranges[codes] = f"='{name}'!${shown}${first + 1}:${shown}${row}"
    return ranges


def _table(
    book: Workbook, sheet: Worksheet, table: Table, language: Language, ranges: dict[str, str]
) -> None:
    headings = {
        shade: book.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": colour, "text_wrap": True,
             "valign": "top", "border": 1}
        )
        for shade, colour in _SHADES.items()
    }  # fmt: skip
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    for place, column in enumerate(table.columns):
        heading = text(f"column.{table.name}.{column.name}", language)
        shade = "required" if column.required else "optional"
        starred = f"{heading} *" if column.required else heading
        sheet.write_string(0, place, starred, headings[shade])
        note = note_of(table, column, language)
        sheet.write_comment(0, place, note, {"x_scale": 2.2, "y_scale": 1 + len(note) / 150})
        sheet.set_column(place, place, max(12, len(starred) + 2), _format(book, column))
        _validate(sheet, place, column, language, ranges)
    sheet.autofilter(0, 0, _LAST_ROW, len(table.columns) - 1)


def note_of(table: Table, column: Column, language: Language) -> str:
    """What a column holds, in words: meaning, kind, whether it must be filled, what is allowed."""
    parts = [text(f"column.{table.name}.{column.name}.help", language)]
    if column.codes:
        labels = Items(tuple(Code(column.codes, code) for code in column.allowed), "or")
        parts.append(text("register.note.allowed", language, allowed=labels))
    elif column.kind in NUMERIC:
        parts.append(text(f"register.kind.{column.kind}", language, bounds=bounds(column)))
    elif column.kind is not Kind.TEXT_LIST:
        parts.append(text(f"register.kind.{column.kind}", language))
    if column.references:
        parent = message(f"table.{column.references[0]}")
        parts.append(text("register.note.reference", language, parent=parent))
    if column.kind in LISTS:
        parts.append(text("register.note.list", language))
    if table.key == (column.name,):
        parts.append(text("register.note.key", language))
    demand = "required" if column.required else "optional"
    parts.append(text(f"register.note.{demand}", language))
    return " ".join(parts)


def _format(book: Workbook, column: Column) -> Format:
    """Ids and codes as text, so that a company number keeps its noughts; days and money as such."""
    formats = {
        Kind.DATE: "dd-mm-yyyy",
        Kind.INTEGER: "0",
        Kind.NUMBER: "General",
        Kind.MONEY: "#,##0.00",
        Kind.BOOLEAN: "General",
    }
    return book.add_format({"num_format": formats.get(column.kind, "@")})


def _validate(
    sheet: Worksheet, place: int, column: Column, language: Language, ranges: dict[str, str]
) -> None:
    """A drop-down for a single code; a list of codes is typed, for a cell holds one choice."""
    if column.kind is not Kind.CODE or column.codes is None:
        return
    sheet.data_validation(
        1,
        place,
        _LAST_ROW,
        place,
        {
            "validate": "list",
            "source": ranges[column.codes],
            "error_title": text("register.invalid_title", language),
            "error_message": text("register.invalid_text", language),
        },
    )
