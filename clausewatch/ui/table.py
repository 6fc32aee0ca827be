"""A result as a table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from clausewatch import export
from clausewatch.language import formats, text
from clausewatch.measures.result import ColumnKind, Result, ResultColumn
from clausewatch.model.viewer import Language
from clausewatch.ui import grid
from clausewatch.ui.grid import GridColumn
from clausewatch.ui.page import Page

ROWS = 12
"""How many rows are seen before one asks for more."""

#: Two bounds in one column: the lower is sorted by, the upper is written beside it.
_UPPER = {
    "rate_low": "rate_high",
    "rate_low_clustered": "rate_high_clustered",
    "rate_possible_low": "rate_possible_high",
    "lower_95": "upper_95",
    "lower_998": "upper_998",
    "shrunk_low": "shrunk_high",
}
_WORDS = frozenset(
    {ColumnKind.CODE, ColumnKind.COUNTRY, ColumnKind.TEXT, ColumnKind.PERIOD, ColumnKind.FLAG}
)


def show(page: Page, result: Result, key: str) -> None:
    """Draw the table: twelve rows, more on demand."""
    there = result.frame.height
    everything = there > ROWS and st.toggle(
        page.text("ui.table.all_rows", n=there), key=f"{key}.all_rows"
    )
    grid.show(
        columns(result, page.language),
        alt=page.render(result.finding),
        key=f"{key}.table",
        rows=None if everything else ROWS,
    )


def columns(result: Result, language: Language) -> list[GridColumn]:
    """The columns of a result as they are shown."""
    uppers = set(_UPPER.values())
    return [
        _column(result, column, language) for column in result.columns if column.name not in uppers
    ]


def _column(result: Result, column: ResultColumn, language: Language) -> GridColumn:
    values = result.frame[column.name].to_list()
    hidden = result.hidden[column.name].to_list()
    written = [
        export.cell_text(column, value, covered, language)
        for value, covered in zip(values, hidden, strict=True)
    ]
    if upper := _UPPER.get(column.name):
        both = zip(values, result.frame[upper].to_list(), written, strict=True)
        written = [_interval(low, high, alone, language) for low, high, alone in both]
    label = text(f"ui.column.{column.name}" if upper else f"result.{column.name}", language)
    numeric = column.kind not in _WORDS
    # Words are sorted as they are read; periods by time, which is how results write them.
    by_value = numeric or column.kind is ColumnKind.PERIOD
    return GridColumn(label, values if by_value else written, written, numeric)


def _interval(low: Any, high: Any, alone: str, language: Language) -> str:
    """Both ends in one text; what stands for one end alone where it is hidden or unknown."""
    if low is None or high is None:
        return alone
    return formats.share_range(low, high, language)
