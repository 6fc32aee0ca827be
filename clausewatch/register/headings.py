"""Knowing a table by its sheet or file name, and a column by its heading, in either language."""

from __future__ import annotations

import re
from functools import cache

from clausewatch.language import has, text
from clausewatch.model.tables import TABLES, Table
from clausewatch.model.viewer import Language

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
_PARENTHESIS = re.compile(r"\([^)]*\)\s*\*?\s*$")


def normalise(heading: str) -> str:
    """A heading without what people vary: case, spaces, hyphens, underscores, æ ø å, marks."""
    return "".join(letter for letter in heading.casefold().translate(_DANISH) if letter.isalnum())


def _spellings(key: str, name: str) -> set[str]:
    """All spellings of a name: its own and its labels, with and without a unit in brackets."""
    labels = [text(key, language) for language in Language] if has(key) else []
    plain = [_PARENTHESIS.sub("", label) for label in labels]
    return {normalise(spelling) for spelling in (name, *labels, *plain)}


@cache
def _tables() -> dict[str, str]:
    return {
        spelling: table.name
        for table in TABLES.values()
        for spelling in _spellings(f"table.{table.name}", table.name)
    }


@cache
def _columns(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in TABLES[table].names:
        for spelling in _spellings(f"column.{table}.{name}", name):
            found.setdefault(spelling, name)
    # A column's own name wins over another column's label.
    return found | {normalise(name): name for name in TABLES[table].names}


def table_called(name: str) -> str | None:
    """The table a sheet or file of this name holds; None when it is none of ours."""
    return _tables().get(normalise(name))


def column_called(table: Table, heading: str) -> str | None:
    """The column a heading means; None when the table has no such column."""
    known = _columns(table.name)
    return known.get(normalise(heading)) or known.get(normalise(_PARENTHESIS.sub("", heading)))


def heading_row(table: Table, rows: list[list[str]]) -> tuple[int, int]:
    """Which of the first rows holds the headings, and how many of them are known.

    A workbook may carry a title above its headings; the row with most known columns is taken.
    """
    known = [sum(column_called(table, cell) is not None for cell in row) for row in rows]
    best = max(range(len(rows)), key=lambda place: known[place])
    return best, known[best]
