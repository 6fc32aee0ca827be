"""CSV: for people with a spreadsheet in their language, and plain for programs."""

from __future__ import annotations

import csv
import io
from typing import Any

from clausewatch.export.provenance import provenance
from clausewatch.export.table import HIDDEN, headings, table_frame
from clausewatch.measures import Result
from clausewatch.model.viewer import Language


def csv_bytes(result: Result, language: Language) -> bytes:
    """A table as a spreadsheet of that language opens it, where it comes from below it.

    UTF-8 with a byte order mark. Danish: semicolons and decimal commas. English: commas and
    decimal points. Shares are between 0 and 1 at full precision; hidden values say ``hidden``.
    """
    danish = language is Language.DANISH
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if danish else ",", lineterminator="\r\n")
    writer.writerow(headings(result, language))
    shown = table_frame(result, language)
    for row, hidden in zip(shown.iter_rows(), result.hidden.iter_rows(), strict=True):
        writer.writerow(
            HIDDEN if is_hidden else _number(value, danish)
            for value, is_hidden in zip(row, hidden, strict=True)
        )
    writer.writerow([])
    writer.writerows((what, _safe(said)) for what, said in provenance(result, language))
    return out.getvalue().encode("utf-8-sig")


def csv_plain(result: Result) -> str:
    """A table for programs: names and codes, commas, decimal points, the table only."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in result.columns)
    for row, hidden in zip(result.frame.iter_rows(), result.hidden.iter_rows(), strict=True):
        writer.writerow(
            HIDDEN if is_hidden else value for value, is_hidden in zip(row, hidden, strict=True)
        )
    return out.getvalue()


def _number(value: Any, danish: bool) -> Any:
    if isinstance(value, str):
        return _safe(value)
    if isinstance(value, float) and danish:
        return str(value).replace(".", ",")
    return value


def _safe(said: str) -> str:
    """Text that a spreadsheet would take for a formula gets a quote in front."""
    return "'" + said if said[:1] in "=+-@\t\r" and said[:1] else said
