"""A result as a table that sorts by value and reads as the language writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pandas as pd
import streamlit as st

from clausewatch import export
from clausewatch.language import formats, text
from clausewatch.measures.result import ColumnKind, Result, ResultColumn
from clausewatch.model.viewer import Language
from clausewatch.ui.page import Page

ROWS = 12
"""How many rows are seen before one asks for more."""

_ROW_PIXELS, _HEAD_PIXELS = 35, 37
#: Two bounds in one column: the lower is sorted by, the upper is written beside it.
_UPPER = {"rate_low": "rate_high", "rate_possible_low": "rate_possible_high"}
_NUMBERS = frozenset({ColumnKind.COUNT, ColumnKind.SHARE, ColumnKind.DKK, ColumnKind.COORDINATE})


@dataclass(frozen=True)
class _Shown:
    label: str
    values: list[Any]
    written: list[str]
    numeric: bool


def show(page: Page, result: Result, key: str) -> None:
    """Draw the table: twelve rows, more on demand."""
    columns = _columns(result, page.language)
    rows = result.frame.height
    everything = rows > ROWS and st.toggle(
        page.text("ui.table.all_rows", n=rows), key=f"{key}.all_rows"
    )
    height = rows if everything else min(rows, ROWS)
    st.dataframe(
        _styled(columns),
        hide_index=True,
        height=_HEAD_PIXELS + _ROW_PIXELS * max(height, 1),
        alt=page.render(result.finding),
        column_config={column.label: _config(column) for column in columns},
        key=f"{key}.table",
    )


def _config(column: _Shown) -> Any:
    if column.numeric:
        return st.column_config.NumberColumn(column.label, alignment="right")
    return st.column_config.TextColumn(column.label, alignment="left")


def _styled(columns: list[_Shown]) -> Any:
    frame = pd.DataFrame({column.label: column.values for column in columns})
    styler = frame.style
    for column in columns:
        # A formatter sees values one by one from the top; what is written depends on the place.
        styler = styler.format(_in_order(column.written), subset=[column.label])
    return styler


def _in_order(written: list[str]) -> Callable[[Any], str]:
    places = cycle(written)
    return lambda _value: next(places)


def _columns(result: Result, language: Language) -> list[_Shown]:
    uppers = set(_UPPER.values())
    return [
        _shown(result, column, language) for column in result.columns if column.name not in uppers
    ]


def _shown(result: Result, column: ResultColumn, language: Language) -> _Shown:
    values = result.frame[column.name].to_list()
    hidden = result.hidden[column.name].to_list()
    written = [
        export.cell_text(column, value, covered, language)
        for value, covered in zip(values, hidden, strict=True)
    ]
    if upper := _UPPER.get(column.name):
        both = zip(values, result.frame[upper].to_list(), written, strict=True)
        written = [_interval(low, high, alone, language) for low, high, alone in both]
    key = f"ui.column.{column.name}" if upper else f"result.{column.name}"
    numeric = column.kind in _NUMBERS
    # Words are sorted as they are read; periods by time, which is how results write them.
    ordered = values if numeric or column.kind is ColumnKind.PERIOD else written
    return _Shown(text(key, language), ordered, written, numeric)


def _interval(low: Any, high: Any, alone: str, language: Language) -> str:
    """Both ends in one text; what stands for one end alone where it is hidden or unknown."""
    if low is None or high is None:
        return alone
    return formats.share_range(low, high, language)
