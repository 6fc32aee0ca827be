"""Milestones and published figures: what is known from elsewhere, never from the register."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

import polars as pl

from clausewatch.charts.chart import Milestone, Reference
from clausewatch.charts.geography import FOLDER
from clausewatch.model.message import Bilingual
from clausewatch.model.tables import MILESTONES, PUBLISHED_FIGURES, Table


def milestones(extra: pl.DataFrame | None = None) -> tuple[Milestone, ...]:
    """What happened, by date.

    Args:
        extra: a register's own table ``milestones``, added to those that come with the program.
    """
    found = {
        (row["date"], row["label_en"]): Milestone(
            row["date"], Bilingual(row["label_da"], row["label_en"])
        )
        for row in _rows(MILESTONES, extra)
    }
    return tuple(found[key] for key in sorted(found))


def references(
    measure: str, extra: pl.DataFrame | None = None, keys: Collection[str] | None = None
) -> tuple[Reference, ...]:
    """Published figures to compare a measure with, in the order of the table.

    Args:
        measure: the measure's name.
        extra: a register's own table ``published_figures``; a figure of an id that comes with
            the program replaces it.
        keys: leave out figures that stand beside any other row or series.
    """
    found = {row["figure_id"]: row for row in _rows(PUBLISHED_FIGURES, extra)}
    return tuple(
        Reference(
            value=row["value"],
            label=Bilingual(row["label_da"], row["label_en"]),
            source=row["source"],
            key=row["key"],
            first=row["period_from"],
            last=row["period_to"],
        )
        for row in found.values()
        if row["measure"] == measure and (keys is None or row["key"] in keys)
    )


def _rows(table: Table, extra: pl.DataFrame | None) -> Iterator[dict[str, Any]]:
    yield from _own(table.name)
    if extra is not None:
        yield from extra.iter_rows(named=True)


@cache
def _own(name: str) -> tuple[dict[str, Any], ...]:
    schema = {MILESTONES.name: MILESTONES, PUBLISHED_FIGURES.name: PUBLISHED_FIGURES}[name].schema
    frame = pl.read_csv(FOLDER / f"{name}.csv", schema=schema, try_parse_dates=True)
    return tuple(frame.iter_rows(named=True))
