"""Tables as Parquet: one way to write them, so the same rows give the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from clausewatch.model.tables import Table

ROWS_A_GROUP = 120_000
Frames = pl.DataFrame | pl.LazyFrame | Iterable[pl.DataFrame]
"""Rows in one frame, still to be computed, or piece by piece in the table's order."""


@dataclass(frozen=True)
class Written:
    """A finished file: its rows, size and the sha256 of the bytes handed to the disk."""

    rows: int
    bytes: int
    sha256: str


class OutOfOrder(ValueError):
    """Pieces that do not follow the table's order: a mistake in the program that made them."""


class _HashedFile(io.BufferedWriter):
    """A new file that knows the hash of what was written to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path, "xb"), 1 << 20)
        self.digest = hashlib.sha256()

    def write(self, data: Any, /) -> int:
        self.digest.update(data)
        return super().write(data)


class ParquetFile:
    """A Parquet file being written, in zstd and groups of exactly ``ROWS_A_GROUP`` rows.

    Grouping does not depend on how the rows arrive, which makes the bytes depend on the rows only.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self._schema = schema
        self._rows = 0
        self._waiting: list[pl.DataFrame] = []
        self._file = _HashedFile(path)
        self._writer = pq.ParquetWriter(
            self._file, schema, compression="zstd", compression_level=3, version="2.6"
        )

    def append(self, frame: pl.DataFrame) -> None:
        """Add rows; raises OSError where the disk refuses."""
        self._waiting.append(frame)
        if sum(map(len, self._waiting)) >= ROWS_A_GROUP:
            frame = pl.concat(self._waiting)
            full = len(frame) // ROWS_A_GROUP * ROWS_A_GROUP
            for group in frame.head(full).iter_slices(ROWS_A_GROUP):
                self._write(group)
            self._waiting = [frame[full:]]

    def finish(self) -> Written:
        """Write what is left, close, and force it to the disk."""
        rest = pl.concat(self._waiting) if self._waiting else pl.DataFrame()
        if len(rest):
            self._write(rest)
        self._waiting = []
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        size = self._file.tell()
        self._file.close()
        return Written(self._rows, size, self._file.digest.hexdigest())

    def abandon(self) -> None:
        """Let go of the file as it is; never raises."""
        # Closing would try to write the footer, on a disk that may be full.
        self._writer.is_open = False
        self._file.raw.close()

    def _write(self, group: pl.DataFrame) -> None:
        table = group.to_arrow().cast(self._schema).combine_chunks()
        self._writer.write_table(table, row_group_size=ROWS_A_GROUP)
        self._rows += len(group)


def arrow_schema(schema: pl.Schema) -> pa.Schema:
    """The Arrow types of polars' types, with the plain text and lists every reader knows."""
    return pa.schema([(name, _arrow(dtype)) for name, dtype in schema.items()])


def _arrow(dtype: pl.DataType) -> pa.DataType:
    if isinstance(dtype, pl.List):
        return pa.list_(pa.field("element", _arrow(dtype.inner)))  # type: ignore[arg-type]
    if dtype == pl.String:
        return pa.string()
    return pl.DataFrame(schema={"column": dtype}).to_arrow().schema.field(0).type


def aligned(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """A frame with exactly the table's columns and types; absent optional ones are empty.

    Raises:
        ValueError: a column the table does not have, or a required one is absent.
    """
    strange = set(frame.columns) - set(table.names)
    absent = [c.name for c in table.columns if c.required and c.name not in frame.columns]
    if strange or absent:
        raise ValueError(f"{table.name}: strange {sorted(strange)}, absent {absent}")
    return frame.select(
        pl.col(column.name).cast(column.dtype)
        if column.name in frame.columns
        else pl.lit(None, dtype=column.dtype).alias(column.name)
        for column in table.columns
    )


def pieces(frames: Frames, table: Table) -> Iterator[pl.DataFrame]:
    """The rows in the table's order, in pieces of bounded size.

    A frame is sorted. Pieces must come in order, which is checked and not repaired: sorting them
    would need all of them at once.
    """
    by = list(table.sorted_by)
    if isinstance(frames, pl.DataFrame):
        if not by:
            yield aligned(frames, table)
            return
        order = aligned(frames.select(by), _only(table, by)).select(
            pl.arg_sort_by(by, nulls_last=True, maintain_order=True)
        )
        for some in order.to_series().to_frame().iter_slices(ROWS_A_GROUP):
            yield aligned(frames[some.to_series()], table)
    elif isinstance(frames, pl.LazyFrame):
        ordered = frames.sort(by, nulls_last=True, maintain_order=True) if by else frames
        for frame in ordered.collect_batches(chunk_size=ROWS_A_GROUP, engine="streaming"):
            yield aligned(frame, table)
    else:
        yield from in_order((aligned(frame, table) for frame in frames), table)


def _only(table: Table, names: list[str]) -> Table:
    return Table(table.name, tuple(table[name] for name in names))


def in_order(frames: Iterable[pl.DataFrame], table: Table) -> Iterator[pl.DataFrame]:
    """The same pieces; raises OutOfOrder at the first that breaks the table's order."""
    last: pl.DataFrame | None = None
    by = list(table.sorted_by)
    for frame in frames:
        if len(frame) and by:
            keys = frame.select(by) if last is None else pl.concat([last, frame.select(by)])
            if not _sorted(keys):
                raise OutOfOrder(f"{table.name} is not in the order of {', '.join(by)}")
            last = keys.tail(1)
        yield frame


def _sorted(keys: pl.DataFrame) -> bool:
    """Whether rows follow each other; nothing comes last, as in a sort."""

    def step(name: str, following: pl.Expr) -> pl.Expr:
        here, before = pl.col(name), pl.col(name).shift(1)
        after = (here > before).fill_null(here.is_null() & before.is_not_null())
        return after | (here.eq_missing(before) & following)

    follows = reduce(lambda rest, name: step(name, rest), reversed(keys.columns), pl.lit(True))
    return bool(keys.select(follows.slice(1).all()).item())
