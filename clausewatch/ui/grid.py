"""A table that sorts by value and reads as the language writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pandas as pd
import streamlit as st

_ROW_PIXELS, _HEAD_PIXELS = 35, 37


@dataclass(frozen=True)
class GridColumn:
    """A column: what it is called, what it sorts by, what is written, and on which side."""

    label: str
    values: Sequence[Any]
    written: Sequence[str]
    numeric: bool = False

    @classmethod
    def of_words(cls, label: str, words: Sequence[str]) -> GridColumn:
        """A column of words, sorted as they are read."""
        return cls(label, words, words)


def show(columns: Sequence[GridColumn], *, alt: str, key: str, rows: int | None = None) -> None:
    """Draw a table.

    Args:
        columns: of equal length.
        alt: what it is, for those who do not see it.
        key: tells it from others on the page.
        rows: how many are seen at once; None for all.
    """
    there = len(columns[0].values)
    seen = there if rows is None else min(there, rows)
    st.dataframe(
        _styled(columns),
        hide_index=True,
        height=_HEAD_PIXELS + _ROW_PIXELS * max(seen, 1),
        alt=alt,
        column_config={column.label: _config(column) for column in columns},
        key=key,
    )


def _config(column: GridColumn) -> Any:
    if column.numeric:
        return st.column_config.NumberColumn(column.label, alignment="right")
    return st.column_config.Column(column.label, alignment="left")


def _styled(columns: Sequence[GridColumn]) -> Any:
    styler = pd.DataFrame({column.label: list(column.values) for column in columns}).style
    for column in columns:
        # A formatter sees values one by one from the top; what is written depends on the place.
        styler = styler.format(_in_order(column.written), subset=[column.label])
    return styler


def _in_order(written: Sequence[str]) -> Callable[[Any], str]:
    places = cycle(written)
    return lambda _value: next(places)
