"""Each query through the engine, against the same SQL by hand in DuckDB, against polars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
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
    polars: float | None

    @property
    def overhead(self) -> float:
        """What the engine adds to the SQL by hand, as a share of it."""
        return self.engine / self.by_hand - 1

    @property
    def to_polars(self) -> float | None:
        """How many times as long polars takes; None where it was not asked."""
        return None if self.polars is None else self.polars / self.engine


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
        for table in snapshot.manifest.rows:
            path = snapshot.path(table)
            assert path is not None
            self._files[table] = path
        self._connection = _plain_connection(self._files, settings)
        facts, violations = (self._files[name] for name in ("facts", "violation_facts"))
        self._frames = Frames(pl.scan_parquet(facts), pl.scan_parquet(violations))

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
        """The same answer by polars, streaming; only for subjects with a twin."""
        assert subject.twin is not None
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
            ways = [three.engine, three.by_hand, *([three.polars] if subject.twin else [])]
            times = medians([partial(way, subject) for way in ways], seconds)
            yield Compared(subject.title, times[0], times[1], times[2] if subject.twin else None)
