"""A raw table made into the model's types, with a finding for every value that is none."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from clausewatch.model.codes import SECTOR_OF_CPV_DIVISION
from clausewatch.model.tables import Column, Table
from clausewatch.register import numbers, values
from clausewatch.register.findings import Collector, Level
from clausewatch.register.numbers import Evidence
from clausewatch.register.raw import NOTE, ROW, Raw


@dataclass(frozen=True)
class Typed:
    """A table in the model's types: its columns and ``ROW``, rows as they stood in the source.

    What could not be converted is null; its finding says what stood there.
    """

    raw: Raw
    frame: pl.DataFrame

    @property
    def table(self) -> Table:
        return self.raw.table


def convert(raw: Raw, findings: Collector) -> Typed:
    """Make the model's types of a raw table.

    Checks what a single column tells: type, code, range, and whether a value must be there.
    """
    table, source = raw.table, values.trim(raw.frame)
    present = [column for column in table.columns if column.name in source.columns]
    of_file = Evidence()
    for column in present:
        if column.kind in values.NUMERIC and source[column.name].dtype == pl.String:
            of_file |= numbers.evidence(numbers.tidy(source[column.name]))
    made: dict[str, pl.Series] = {}
    wrong: dict[str, pl.Series] = {}
    for column in present:
        stands = source[column.name]
        converted, problems = values.convert(
            stands,
            column,
            comma=raw.comma,
            evidence=of_file,
            numbered_days=raw.numbered_days,
        )
        for problem, marked in problems:
            rows = marked.fill_null(False)
            add(findings, raw, problem, rows, column.name)
            known = wrong.get(column.name)
            wrong[column.name] = rows if known is None else known | rows
        made[column.name] = converted
    rows = source[ROW]
    frame = pl.DataFrame({ROW: rows}).with_columns(
        made[column.name].alias(column.name)
        if column.name in made
        else pl.lit(None, column.dtype).alias(column.name)
        for column in table.columns
    )
    if table.name == "contracts":
        frame = frame.with_columns(_sector())
    for column in present:
        _required(column, frame, wrong.get(column.name), raw, findings)
        _range(column, frame, raw, findings)
    if table.name == "contracts" and "sector" not in made and "cpv" in made:
        add(findings, raw, "required", frame["sector"].is_null(), "sector")
    if NOTE in source.columns:
        notes = values.as_text(source[NOTE])
        noted = pl.DataFrame({"row": rows, "value": notes}).drop_nulls("value")
        findings.add_rows(
            "mapping_note",
            noted,
            file=raw.file,
            table=table.name,
            column=NOTE,
            level=Level.WARNING,
        )
    return Typed(raw, frame)


def add(
    findings: Collector,
    raw: Raw,
    problem: str,
    rows: pl.Series,
    column: str,
    *,
    level: Level = Level.ERROR,
    details: pl.Series | None = None,
) -> None:
    """A finding at each row that is marked, with what stands in the source there."""
    rows = rows.fill_null(False)
    if not rows.any():
        return
    at = pl.DataFrame({"row": raw.frame[ROW].filter(rows)})
    if column in raw.frame.columns:
        at = at.with_columns(shown(raw.frame[column].filter(rows)).alias("value"))
    else:
        at = at.with_columns(pl.lit("").alias("value"))
    if details is not None:
        at = at.with_columns(details.filter(rows).alias("details"))
    findings.add_rows(problem, at, file=raw.file, table=raw.table.name, column=column, level=level)


def shown(stands: pl.Series) -> pl.Series:
    """What stands in a source as text, unchanged where it is text."""
    return stands if stands.dtype == pl.String else values.as_text(stands)


def _sector() -> pl.Expr:
    """A contract's sector: as given, else from the first two digits of its CPV code."""
    division = pl.col("cpv").str.slice(0, 2)
    sectors = {key: sector.value for key, sector in SECTOR_OF_CPV_DIVISION.items()}
    from_cpv = division.replace_strict(sectors, default=None, return_dtype=pl.String)
    return pl.coalesce("sector", from_cpv).alias("sector")


def _required(
    column: Column, frame: pl.DataFrame, wrong: pl.Series | None, raw: Raw, findings: Collector
) -> None:
    if not column.required:
        return
    missing = frame[column.name].is_null()
    if column.kind in values.LISTS:
        missing = missing | (frame[column.name].list.len() == 0).fill_null(True)
    if wrong is not None:
        missing = missing & ~wrong
    add(findings, raw, "required", missing, column.name)


def _range(column: Column, frame: pl.DataFrame, raw: Raw, findings: Collector) -> None:
    number = frame[column.name]
    outside = pl.Series([False]).new_from_index(0, len(number))
    if column.minimum is not None:
        outside = outside | (number < column.minimum)
    if column.maximum is not None:
        outside = outside | (number > column.maximum)
    add(findings, raw, "range", outside, column.name)
