"""Small registers as files, so that a test states only the cell it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from clausewatch.register import Finding, Reading, read
from tests.builders import tables, violation, visit

TODAY = date(2026, 1, 15)
Rows = list[dict[str, Any]]


def register(**frames: pl.DataFrame) -> dict[str, Rows]:
    """A contract, a check and a violation as rows of text; ``frames`` replace tables."""
    built = tables(visit(violation(claimed_dkk=1000))) | frames
    return {name: as_text(frame) for name, frame in built.items()}


def as_text(frame: pl.DataFrame) -> Rows:
    """Rows as a person would type them; columns without any value are left out."""
    rows = []
    for row in frame.iter_rows(named=True):
        cells: dict[str, str] = {}
        for name, value in row.items():
            if value is None:
                continue
            if isinstance(value, list):
                cells[name] = "|".join(value)
            elif isinstance(value, bool):
                cells[name] = "ja" if value else "nej"
            else:
                cells[name] = str(value)
        rows.append(cells)
    return rows


def lines(rows: Sequence[Mapping[str, Any]], delimiter: str = ",") -> str:
    """Rows as CSV, every text with the delimiter between quotation marks."""
    names = list(dict.fromkeys(name for row in rows for name in row))

    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        quoted = any(mark in text for mark in (delimiter, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    body = [names, *([row.get(name) for name in names] for row in rows)]
    return "".join(delimiter.join(map(cell, row)) + "\n" for row in body)


def csv_folder(folder: Path, **tables_: Rows | str | bytes) -> Path:
    """A folder of CSV: the small register, with tables replaced by rows, text or bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (register() | tables_).items():
        text = lines(content) if isinstance(content, list) else content
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def check(source: Path, **options: Any) -> Reading:
    """Read it on a day that does not change."""
    return read(source, today=TODAY, **options)


def problems(reading: Reading) -> list[tuple[str, int, str, str]]:
    """The findings as (table, row, column, problem)."""
    return [(found.table, found.row, found.column, problem_of(found)) for found in reading.findings]


def problem_of(finding: Finding) -> str:
    """The problem's key without what all of them begin with."""
    return finding.problem.key.removeprefix("finding.")


def with_cell(table: str, column: str, value: object) -> dict[str, Rows]:
    """One table of the small register with one cell changed in its first row."""
    rows = register()[table]
    rows[0] = {**rows[0], column: value}
    return {table: rows}
