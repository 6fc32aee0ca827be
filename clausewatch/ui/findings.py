"""What the check of a register found, as a table and to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from clausewatch.language import render, term, text
from clausewatch.model.tables import TABLES
from clausewatch.model.viewer import Language
from clausewatch.register import Finding, FindingGroup, Findings
from clausewatch.snapshots import FindingGroup as StoredGroup
from clausewatch.ui import grid
from clausewatch.ui.grid import GridColumn

_COLUMNS = ("level", "n", "table", "column", "rows", "value", "problem", "remedy", "file")
_CSV_COLUMNS = ("level", "file", "table", "row", "column", "value", "problem", "remedy")
_ROWS = 12

_Row = dict[str, str | int]


def show(groups: Sequence[FindingGroup], language: Language, key: str) -> None:
    """A table of the findings of a reading, repeats put together."""
    _table([_group(group, language) for group in groups], language, key)


def show_stored(groups: Sequence[StoredGroup], language: Language, key: str) -> None:
    """A table of the findings a snapshot was published with."""
    rows: list[_Row] = [
        {
            "level": text(f"ui.level.{group.level}", language),
            "n": group.count,
            "table": _table_name(group.table, language),
            "column": _column_name(group.table, group.column, language),
            "rows": _rows(group.rows, group.count),
            "problem": render(group.problem, language),
            "remedy": render(group.remedy, language) if group.remedy else "",
            "file": group.file,
        }
        for group in groups
    ]
    _table(rows, language, key)


def as_csv(findings: Findings, language: Language) -> bytes:
    """Every finding, one a line, as Excel opens it where that language is spoken."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if language is Language.DANISH else ",")
    writer.writerow(text(f"ui.finding.{name}", language) for name in _CSV_COLUMNS)
    writer.writerows(_line(finding, language) for finding in findings)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _line(finding: Finding, language: Language) -> Iterable[str | int]:
    return (
        text(f"ui.level.{finding.level}", language),
        finding.file,
        finding.table,
        finding.row,
        finding.column,
        # A cell that begins like a formula must not become one.
        f"'{finding.value}" if finding.value[:1] in {"=", "+", "-", "@"} else finding.value,
        render(finding.problem, language),
        render(finding.remedy, language),
    )


def _group(group: FindingGroup, language: Language) -> _Row:
    finding = group.finding
    return {
        "level": text(f"ui.level.{finding.level}", language),
        "n": group.n,
        "table": _table_name(finding.table, language),
        "column": _column_name(finding.table, finding.column, language),
        "rows": _rows(group.rows, group.n),
        "value": finding.value,
        "problem": render(finding.problem, language),
        "remedy": render(finding.remedy, language),
        "file": finding.file,
    }


def _rows(first: Sequence[int], n: int) -> str:
    shown = ", ".join(str(row) for row in first)
    return f"{shown} …" if n > len(first) else shown


def _table_name(table: str, language: Language) -> str:
    return text(f"table.{table}", language) if table in TABLES else table


def _column_name(table: str, column: str, language: Language) -> str:
    known = table in TABLES and column in TABLES[table].names
    return text(f"column.{table}.{column}", language) if known else column


def _table(rows: Sequence[_Row], language: Language, key: str) -> None:
    if not rows:
        return
    columns = []
    for name in (name for name in _COLUMNS if name in rows[0]):
        values, label = [row[name] for row in rows], text(f"ui.finding.{name}", language)
        words = [term(value, language) for value in values]
        columns.append(GridColumn(label, values, words, numeric=name == "n"))
    grid.show(columns, alt=text("ui.findings.table", language), key=key, rows=_ROWS)
