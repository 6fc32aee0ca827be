"""A result's table with labels instead of codes, and its cells as a person reads them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import polars as pl

from clausewatch.language import Code, Country, Period, formats, term, text
from clausewatch.measures import ColumnKind, Result, ResultColumn
from clausewatch.model.viewer import Language

HIDDEN = "hidden"
"""What stands for a hidden value in JSON and CSV, in every language."""

_PERIOD = re.compile(r"(\d{4})(?:Q(\d)|-(\d{2}))?")
_DECIMALS = {ColumnKind.COORDINATE: 3, ColumnKind.NUMBER: 2}
_WORDS = (ColumnKind.CODE, ColumnKind.COUNTRY, ColumnKind.PERIOD, ColumnKind.FLAG, ColumnKind.TEXT)


def headings(result: Result, language: Language) -> list[str]:
    """The headings of a result's columns as people read them."""
    return [text(f"result.{column.name}", language) for column in result.columns]


def table_frame(result: Result, language: Language) -> pl.DataFrame:
    """The result's frame with labels in place of codes, countries, periods and flags.

    Column names stay as they are; numbers stay numbers, shares between 0 and 1; hidden values are
    null (see ``Result.hidden``).
    """
    return result.frame.with_columns(
        pl.Series(
            column.name,
            [label_text(column, value, language) for value in result.frame[column.name]],
            dtype=pl.String(),
        )
        for column in result.columns
        if column.kind in _WORDS
    )


def label_text(column: ResultColumn, value: Any, language: Language) -> str:
    """The words for a value of a column of words."""
    match column.kind:
        case ColumnKind.CODE:
            return term(Code(str(column.codes), value), language)
        case ColumnKind.COUNTRY:
            return term(Country(value), language)
        case ColumnKind.PERIOD:
            return term(period(value), language)
        case ColumnKind.FLAG:
            return "" if value is None else text("word.yes" if value else "word.no", language)
    if value is None:
        return text("word.no_partner" if column.name == "partner" else "word.not_stated", language)
    return str(value)


def cell_text(column: ResultColumn, value: Any, hidden: bool, language: Language) -> str:
    """One cell as a person reads it; empty where there is no value."""
    if hidden:
        return text("word.hidden", language)
    if column.kind in _WORDS:
        return label_text(column, value, language)
    if value is None:
        return ""
    if column.kind is ColumnKind.SHARE:
        return formats.decimal(100 * value, language, 1) + formats.NO_BREAK + "%"
    return formats.decimal(value, language, _DECIMALS.get(column.kind, 0))


def period(written: str) -> Period:
    """A period from how results write it: ``2026``, ``2026Q3``, ``2026-03``."""
    found = _PERIOD.fullmatch(written)
    if not found:
        raise ValueError(f"{written!r} is not a period")
    year = int(found[1])
    if found[2]:
        return Period(date(year, 3 * int(found[2]) - 2, 1), "quarter")
    if found[3]:
        return Period(date(year, int(found[3]), 1), "month")
    return Period(date(year, 1, 1), "year")
