"""A result as one JSON object."""

from __future__ import annotations

from typing import Any

from clausewatch.export.table import HIDDEN
from clausewatch.language import describe, render, text
from clausewatch.measures import Result
from clausewatch.model.viewer import Language


def as_json(result: Result, language: Language) -> dict[str, Any]:
    """The object ``measure --format json`` prints.

    ``rows`` hold codes and plain numbers whatever the language, shares between 0 and 1, periods
    as ``2026``, ``2026Q3`` or ``2026-03``; hidden values are the string ``hidden``.
    """
    names = [column.name for column in result.columns]
    return {
        "measure": result.measure,
        "title": text(f"measure.{result.measure}.title", language),
        "definition": text(f"measure.{result.measure}.definition", language),
        "finding": render(result.finding, language),
        "snapshot": result.snapshot,
        "register_date": result.register_date.isoformat(),
        "synthetic": result.synthetic,
        "parameters": dict(result.params),
        "filters": result.filters.to_words(),
        "described": describe(result.filters, language),
        "columns": [{"name": column.name, "type": column.kind.value} for column in result.columns],
        "rows": [
            {
                name: HIDDEN if is_hidden else value
                for name, value, is_hidden in zip(names, row, hidden, strict=True)
            }
            for row, hidden in zip(result.frame.iter_rows(), result.hidden.iter_rows(), strict=True)
        ],
        "notes": [render(note, language) for note in result.notes],
    }
