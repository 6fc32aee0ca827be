"""A table as it stands in a source, before anything is made of its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from clausewatch.model.tables import Table
from clausewatch.register.findings import Collector, Level
from clausewatch.register.headings import column_called

ROW = "__row"
#: A column any mapping may add: why a row needs a look. It becomes a warning.
NOTE = "mapping_note"


@dataclass(frozen=True)
class Raw:
    """A table as it was found.

    Attributes:
        table: which table it is.
        file: the file it was found in.
        frame: the row as a person sees it under ``ROW``, then a column for each heading: named as
            in the model where it was understood, as it stands where it was not. Texts, or the
            types of Parquet and SQL.
        comma: whether a number such as 1.234 is a thousand, where the values do not tell.
        numbered_days: whether a day may be the number of days a workbook counts.
        heading_row: the row of the headings.
    """

    table: Table
    file: str
    frame: pl.DataFrame
    comma: bool = False
    numbered_days: bool = False
    heading_row: int = 1


def rename(
    table: Table, file: str, headings: Sequence[str], findings: Collector, row: int = 1
) -> list[str]:
    """Names for the columns of a frame: the model's where a heading is understood.

    A heading that is not understood is a warning, a column there twice an error (the first is
    read), a required column that is missing an error.
    """
    names: list[str] = []
    for place, heading in enumerate(headings, start=1):
        name = column_called(table, heading)
        if name is not None and name in names:
            findings.add(
                "column_twice", file=file, table=table.name, row=row, column=name, value=heading
            )
            name = None
        elif name is None and heading.strip() and heading != NOTE:
            findings.add(
                "column_unknown",
                file=file,
                table=table.name,
                row=row,
                column=heading,
                value=heading,
                level=Level.WARNING,
            )
        if name is None:
            stem = heading.strip() or f"({place})"
            name = stem if stem not in names and stem not in table.names else f"{stem} ({place})"
        names.append(name)
    for column in table.columns:
        given_by_cpv = (table.name, column.name) == ("contracts", "sector") and "cpv" in names
        if column.required and column.name not in names and not given_by_cpv:
            findings.add("column_missing", file=file, table=table.name, row=row, column=column.name)
    return names


def filled(raw: Raw) -> Raw:
    """The table without rows that hold nothing; the others keep their numbers."""
    cells = [name for name in raw.frame.columns if name != ROW]
    if not cells:
        return replace(raw, frame=raw.frame.clear())
    # Only rows without their key can be empty: one column is looked at before all of them.
    key = next((name for name in raw.table.key if name in cells), cells[0])
    suspects = raw.frame.filter(_blank(raw.frame, key))
    empty = suspects.filter(pl.all_horizontal([_blank(suspects, name) for name in cells]))
    if empty.is_empty():
        return raw
    return replace(
        raw, frame=raw.frame.join(empty.select(ROW), on=ROW, how="anti", maintain_order="left")
    )


def _blank(frame: pl.DataFrame, name: str) -> pl.Expr:
    cell = pl.col(name)
    if frame.schema[name] == pl.String:
        return cell.is_null() | (cell.str.strip_chars() == "")
    return cell.is_null()
