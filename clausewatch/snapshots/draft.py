"""A snapshot being written: a folder readers do not see, with an owner who must stay alive."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from clausewatch.model.message import message
from clausewatch.model.tables import TABLES, Kind
from clausewatch.snapshots.digest import sha256_of
from clausewatch.snapshots.errors import StoreFault, faults
from clausewatch.snapshots.lock import try_lock
from clausewatch.snapshots.manifest import Findings, Rejected, SourceFile
from clausewatch.snapshots.parquet import (
    Frames,
    ParquetFile,
    Written,
    aligned,
    arrow_schema,
    in_order,
    pieces,
)
from clausewatch.snapshots.snapshot import Snapshot

PREFIX = ".draft-"
_OWNER = "owner.lock"

DATED_TABLES = ("contracts", "visits", "violations", "tips")
"""The tables whose dates say how far a register reaches; the others are about it, not of it."""


@dataclass(frozen=True)
class Meta:
    """What a publisher says about a snapshot.

    Attributes:
        register_date: the "now" of its figures; None for the newest date in the data.
    """

    by: str = ""
    note: str = ""
    synthetic: bool = False
    register_date: date | None = None
    sources: tuple[SourceFile, ...] = ()
    findings: Findings = field(default_factory=Findings)
    rejects: Mapping[str, Rejected] = field(default_factory=dict)


@dataclass(frozen=True)
class Commit:
    """What became of a draft; ``created`` is False where the same content was there already."""

    snapshot: Snapshot
    created: bool


Admit = Callable[["Draft", Meta], Commit]


class Draft:
    """Tables on their way into a snapshot. ``Store.draft`` makes one; nobody else does.

    Attributes:
        folder: where it is written; renamed when it is committed.
        written: the finished files by their path within the folder.
    """

    def __init__(self, store: Path, admit: Admit) -> None:
        self.folder = store / f"{PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
        self.written: dict[str, Written] = {}
        self._admit = admit
        self._open: dict[str, ParquetFile] = {}
        self._last: dict[str, pl.DataFrame] = {}
        self.folder.mkdir()
        self._owner = try_lock(self.folder / _OWNER)

    def write(self, table: str, frames: Frames) -> None:
        """Write a whole table in its order, in bounded memory.

        Args:
            table: its name in the model.
            frames: a frame or a lazy frame, which is sorted, or an iterator of frames that are in
                order already.

        Raises:
            OutOfOrder: the frames of an iterator are not in the table's order.
            ValueError: columns that are not the table's.
            StoreFault: the disk is full, or refuses.
        """
        file = self._begin(f"{table}.parquet", arrow_schema(TABLES[table].schema))
        for frame in pieces(frames, TABLES[table]):
            with faults(file.path):
                file.append(frame)
        self._finish(f"{table}.parquet")

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Add rows to a table, after those added before; several tables may grow side by side.

        Raises:
            OutOfOrder: the rows do not follow those added before.
            ValueError, StoreFault: as ``write``.
        """
        model, name = TABLES[table], f"{table}.parquet"
        file = self._open.get(name) or self._begin(name, arrow_schema(model.schema))
        rows = aligned(frame, model)
        before = self._last.get(table, rows.head(0))
        for _ in in_order((before, rows), model):
            pass
        with faults(file.path):
            file.append(rows)
        if len(rows):
            self._last[table] = rows.tail(1)

    def write_rejects(self, table: str, frame: pl.DataFrame) -> None:
        """Keep the rows left out of a table, with whatever columns say why."""
        name = f"rejects/{table}.parquet"
        with faults(self.folder):
            (self.folder / "rejects").mkdir(exist_ok=True)
        file = self._begin(name, arrow_schema(frame.schema))
        with faults(file.path):
            file.append(frame)
        self._finish(name)

    def commit(self, meta: Meta) -> Commit:
        """Make it a snapshot that readers get from now on, all of it or nothing.

        Raises:
            StoreFault: the disk is full or refuses, or did not keep what was written.
            StoreBusy: another publisher holds the store.
        """
        for name in list(self._open):
            self._finish(name)
        return self._admit(self, meta)

    def check(self) -> None:
        """Read everything back; raises StoreFault where the disk gives back something else."""
        for name, written in self.written.items():
            path = self.folder / name
            with faults(path):
                same = sha256_of(path) == written.sha256
                rows = pq.read_metadata(path).num_rows if same else None
            if rows != written.rows:
                raise StoreFault(
                    message("snapshots.fault.not_kept"),
                    where=str(path),
                    remedy=message("snapshots.fault.remedy"),
                )

    def register_date(self, published_on: date) -> date:
        """The newest date in the data that is not after the day of publishing."""
        newest = [
            pl.scan_parquet(self.folder / f"{table}.parquet")
            .select(
                pl.max_horizontal(
                    _newest(column.name, published_on)
                    for column in TABLES[table].columns
                    if column.kind is Kind.DATE
                )
            )
            .collect()
            .item()
            for table in DATED_TABLES
            if f"{table}.parquet" in self.written
        ]
        return max((found for found in newest if found is not None), default=published_on)

    def release(self) -> None:
        """Stop owning the folder, just before it is renamed."""
        (self.folder / _OWNER).unlink()
        self._let_go()

    def discard(self) -> None:
        """Take away whatever is left; nothing, once it was committed. Never raises."""
        for file in self._open.values():
            file.abandon()
        self._open.clear()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
        if self._owner is not None:
            os.close(self._owner)
            self._owner = None

    def _begin(self, name: str, schema: object) -> ParquetFile:
        if name in self.written or name in self._open:
            raise ValueError(f"{name} was written already")
        path = self.folder / name
        with faults(path):
            file = self._open[name] = ParquetFile(path, schema)
        return file

    def _finish(self, name: str) -> None:
        file = self._open[name]
        with faults(file.path):
            self.written[name] = file.finish()
        del self._open[name]


def _newest(column: str, until: date) -> pl.Expr:
    return pl.col(column).filter(pl.col(column) <= until).max()


def sweep(store: Path) -> None:
    """Take away drafts whose owner is dead. Only while holding the store's lock."""
    for folder in store.glob(f"{PREFIX}*"):
        lock = folder / _OWNER
        owner = try_lock(lock) if lock.exists() else None
        if owner is not None or not lock.exists():
            shutil.rmtree(folder, ignore_errors=True)
        if owner is not None:
            os.close(owner)
