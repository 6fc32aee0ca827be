"""Each query through the engine, against the same SQL by hand in DuckDB, against polars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.subjects import SUBJECTS, Frames, Subject
from benchmarks.timing import SECONDS, medians
from clausewatch.engine import Engine, derived
from clausewatch.engine.parameters import parameters
from clausewatch.engine.queries import prepared
from clausewatch.model.settings import Settings
from clausewatch.snapshots import Snapshot


@dataclass(frozen=True)
class Compared:
    """Median times of one subject, in milliseconds."""

    title: str
    engine: float
    by_hand: float
    polars: float

    @property
    def overhead(self) -> float:
        """What the engine adds to the SQL by hand, as a share of it."""
        return self.engine / self.by_hand - 1

    @property
    def to_polars(self) -> float:
        """How many times as long polars takes."""
        return self.polars / self.engine


class Contenders:
    """The three ways to an answer about one snapshot.

    Args:
        settings: as of the app.
        snapshot: which data.
    """

    def __init__(self, settings: Settings, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._engine = Engine(settings)
        self._engine.prepare(snapshot)
        home = derived.ensure(snapshot, settings.query_memory_mb)
        self._files = {name: home / f"{name}.parquet" for name in derived.RELATIONS}
        self._connection = _plain_connection(self._files, settings)
        self._frames = Frames(
            pl.scan_parquet(self._files["facts"]), pl.scan_parquet(self._files["violation_facts"])
        )

    def engine(self, subject: Subject) -> pl.DataFrame:
        """Through the engine, as measures ask."""
        return self._engine.query(
            subject.query,
            self._snapshot,
            subject.filters,
            dimensions=subject.dimensions,
            unit=subject.unit,
            **subject.values,
        )

    def by_hand(self, subject: Subject) -> pl.DataFrame:
        """The same SQL on a plain connection, its parameters known."""
        sql, bound = _by_hand(subject.title)
        frame: pl.DataFrame = self._connection.sql(sql, params=bound).pl()
        return frame

    def polars(self, subject: Subject) -> pl.DataFrame:
        """The same answer by polars, streaming."""
        return subject.twin(self._frames).collect(engine="streaming")

    def close(self) -> None:
        self._connection.close()


def _plain_connection(files: dict[str, Path], settings: Settings) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        config={
            "memory_limit": f"{settings.query_memory_mb}MB",
        }
    )
    connection.execute("set global parquet_metadata_cache = true")
    for name, path in files.items():
        connection.read_parquet(str(path)).create_view(name)
    return connection


@cache
def _by_hand(title: str) -> tuple[str, dict[str, object]]:
    subject = next(each for each in SUBJECTS if each.title == title)
    sql = prepared(subject.query, subject.dimensions, subject.unit)
    (statement,) = duckdb.extract_statements(sql)
    known = {**parameters(subject.filters), **subject.values}
    return sql, {name: known[name] for name in statement.named_parameters}


@contextmanager
def contenders(settings: Settings, snapshot: Snapshot) -> Iterator[Contenders]:
    """The three ways, closed when done."""
    three = Contenders(settings, snapshot)
    try:
        yield three
    finally:
        three.close()


def compare(settings: Settings, snapshot: Snapshot, seconds: float = SECONDS) -> Iterator[Compared]:
    """Every subject in turn.

    Args:
        settings: the limits of a query.
        snapshot: which data.
        seconds: how long one subject may take before repeating ends.
    """
    with contenders(settings, snapshot) as three:
        for subject in SUBJECTS:
            ways = (three.engine, three.by_hand, three.polars)
            engine, by_hand, polars = medians(
                [lambda way=way, subject=subject: way(subject) for way in ways],  # type: ignore[misc]
                seconds,
            )
            yield Compared(subject.title, engine, by_hand, polars)
