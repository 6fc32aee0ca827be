"""What a check finds: kept as one compact frame, worded only where a person reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from clausewatch.model.message import Code, Items, Message, Number, Value, message
from clausewatch.model.tables import TABLES, Column, Kind


class Level(StrEnum):
    """An error keeps a row out of a snapshot; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or looks wrong, in one place.

    Attributes:
        file: the file's name.
        table: the table's name in the model; empty for a finding about a whole file.
        row: the row as a person sees it; the heading is row 1.
        column: the column's name in the model, or the heading as it stands.
        value: what stands there.
        problem: what is wrong with it.
        remedy: what would be right.
        level: whether it keeps the row out.
    """

    file: str
    table: str
    row: int
    column: str
    value: str
    problem: Message
    remedy: Message
    level: Level


@dataclass(frozen=True)
class FindingGroup:
    """The same problem in the same column of the same file, once.

    Attributes:
        finding: the first of them.
        n: how many there are.
        rows: the first rows, at most five.
    """

    finding: Finding
    n: int
    rows: tuple[int, ...]


#: level, file, table, column and problem repeat endlessly: four bytes each instead of a text.
SCHEMA = pl.Schema(
    {
        "level": pl.Categorical(),
        "file": pl.Categorical(),
        "table": pl.Categorical(),
        "row": pl.Int64(),
        "column": pl.Categorical(),
        "value": pl.String(),
        "problem": pl.Categorical(),
        "details": pl.String(),
    }
)
_PLACE = ("level", "file", "table", "column", "problem")
#: No value is worth more than this in a list of findings.
_LONGEST_VALUE = 200


class Findings:
    """Every finding of one reading, errors first, in the order of file and row.

    ``frame`` has a row a finding: ``level``, ``file``, ``table``, ``row``, ``column``, ``value``,
    ``problem`` (a key under ``finding.`` in the catalogue) and ``details`` (JSON: the values its
    text names beside what the model says of the column; may be empty).
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __len__(self) -> int:
        return self.frame.height

    def __iter__(self) -> Iterator[Finding]:
        for row in self.frame.iter_rows(named=True):
            yield _finding(row)

    def count(self, level: Level) -> int:
        """How many findings there are of a level."""
        return int((self.frame["level"] == level.value).sum())

    def grouped(self) -> tuple[FindingGroup, ...]:
        """The findings with repeats put together, in the order of their first."""
        groups = self.frame.group_by(_PLACE, maintain_order=True).agg(
            pl.len().alias("n"),
            pl.col("row").head(5).alias("rows"),
            pl.col("row", "value", "details").first(),
        )
        return tuple(
            FindingGroup(_finding(row), row["n"], tuple(row["rows"]))
            for row in groups.iter_rows(named=True)
        )


class Collector:
    """Takes findings while a source is read and checked."""

    def __init__(self) -> None:
        self._frames: list[pl.DataFrame] = []
        self._muted: dict[str, list[int]] = {}

    def mute(self, table: str, rows: list[int]) -> None:
        """Take no more findings at rows of a table that could not be taken apart into cells."""
        self._muted[table] = rows

    def add(
        self,
        problem: str,
        *,
        file: str,
        table: str = "",
        row: int = 1,
        column: str = "",
        value: str = "",
        level: Level = Level.ERROR,
        **details: str | int,
    ) -> None:
        """One finding."""
        rows = pl.DataFrame(
            {"row": [row], "value": [value], "details": [json.dumps(details) if details else None]},
            schema={"row": pl.Int64, "value": pl.String, "details": pl.String},
        )
        self.add_rows(problem, rows, file=file, table=table, column=column, level=level)

    def add_rows(
        self,
        problem: str,
        rows: pl.DataFrame,
        *,
        file: str,
        table: str,
        column: str = "",
        level: Level = Level.ERROR,
    ) -> None:
        """The same finding at many rows; ``rows`` has ``row``, ``value`` and maybe ``details``."""
        if table in self._muted:
            rows = rows.filter(~pl.col("row").is_in(self._muted[table]))
        if rows.is_empty():
            return
        details = pl.col("details") if "details" in rows.columns else pl.lit(None, pl.String)
        self._frames.append(
            rows.select(
                pl.lit(level.value).alias("level"),
                pl.lit(file).alias("file"),
                pl.lit(table).alias("table"),
                pl.col("row").cast(pl.Int64),
                pl.lit(column).alias("column"),
                pl.col("value").fill_null("").str.slice(0, _LONGEST_VALUE),
                pl.lit(problem).alias("problem"),
                details.alias("details"),
            ).cast(SCHEMA)
        )

    def errors(self, table: str) -> pl.DataFrame:
        """The errors of a table: ``row``, ``column``, ``problem``."""
        frames = [
            frame.select("row", "column", "problem")
            for frame in self._frames
            if frame["table"][0] == table and frame["level"][0] == Level.ERROR.value
        ]
        columns = {name: SCHEMA[name] for name in ("row", "column", "problem")}
        return pl.concat(frames) if frames else pl.DataFrame(schema=columns)

    def finish(self) -> Findings:
        """All findings in order: errors first, then by table, row and column."""
        if not self._frames:
            return Findings(pl.DataFrame(schema=SCHEMA))
        frame = pl.concat(self._frames)
        tables = {name: place for place, name in enumerate(("", *TABLES))}
        return Findings(
            frame.sort(
                pl.col("level").cast(pl.String),
                pl.col("table").cast(pl.String).replace_strict(tables, return_dtype=pl.Int64),
                "row",
                maintain_order=True,
            )
        )


def _finding(row: dict[str, Any]) -> Finding:
    problem, table, column = row["problem"], row["table"], row["column"]
    values: dict[str, Value] = {
        "value": row["value"],
        "column": column,
        "table": table,
        "name": column or table,
    }
    if table:
        values["table"] = message(f"table.{table}")
        if column in TABLES[table].names:
            values["column"] = message(f"column.{table}.{column}")
            values |= _expectations(TABLES[table][column])
    values |= json.loads(row["details"]) if row["details"] else {}
    if "earlier" in values:
        values["earlier"] = message(f"column.{table}.{values['earlier']}")
    return Finding(
        file=row["file"],
        table=table,
        row=row["row"],
        column=column,
        value=row["value"],
        problem=message(f"finding.{problem}", **values),
        remedy=message(f"finding.{problem}.remedy", **values),
        level=Level(row["level"]),
    )


def _expectations(column: Column) -> dict[str, Value]:
    """What the model says of a column, for the texts of findings."""
    expected: dict[str, Value] = {}
    if column.codes:
        labels = tuple(Code(column.codes, code) for code in column.allowed)
        expected["allowed"] = Items(labels, "or")
        expected["codes"] = ", ".join(column.allowed)
    if column.references:
        expected["parent"] = message(f"table.{column.references[0]}")
    if column.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY):
        expected["bounds"] = bounds(column)
    return expected


def bounds(column: Column) -> Message:
    """The bounds of a number in words."""
    low, high = (
        Number(value, 0) if value is not None else "" for value in (column.minimum, column.maximum)
    )
    if column.maximum is None:
        key = "register.any_number" if column.minimum is None else "register.at_least"
        return message(key, low=low)
    return message("register.between", low=low, high=high)
