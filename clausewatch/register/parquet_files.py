"""Tables in Parquet files."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clausewatch.model.errors import DataError
from clausewatch.model.message import message
from clausewatch.model.tables import Table
from clausewatch.register.findings import Collector
from clausewatch.register.raw import ROW, Raw, rename


def read(path: Path, table: Table, findings: Collector) -> Raw:
    """A table from a Parquet file; its first row counts as row 2, as under headings.

    Raises:
        DataError: the file is damaged or is no Parquet.
    """
    try:
        frame = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise DataError(
            message("register.parquet_damaged"),
            where=path.name,
            remedy=message("register.parquet_damaged.remedy"),
        ) from error
    return of_frame(frame, table, path.name, findings)


def of_frame(frame: pl.DataFrame, table: Table, file: str, findings: Collector) -> Raw:
    """A table from a frame that has types of its own."""
    names = rename(table, file, frame.columns, findings)
    frame.columns = names
    rows = pl.int_range(2, frame.height + 2, eager=True).alias(ROW)
    return Raw(table, file, frame.insert_column(0, rows))
