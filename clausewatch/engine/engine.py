"""One connection a process, one cursor a query."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from clausewatch.engine import derived
from clausewatch.engine.parameters import parameters
from clausewatch.engine.queries import prepared
from clausewatch.language import message
from clausewatch.model.dimension import Dimension
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.filters import Filters
from clausewatch.model.settings import Settings
from clausewatch.snapshots import Snapshot


class Engine:
    """Answers queries about snapshots. Safe to share between threads.

    Args:
        settings: the limits of one query.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._schemas: dict[Path, str] = {}
        self._connection = duckdb.connect(
            config={
                "memory_limit": f"{settings.query_memory_mb}MB",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        self._connection.execute("set global parquet_metadata_cache = true")
        self._connection.execute(f"set max_execution_time = {settings.query_seconds * 1000}")

    def prepare(self, snapshot: Snapshot, report: derived.Report | None = None) -> None:
        """Make what queries about a snapshot read, if it is not there. Cheap the second time."""
        self._schema(snapshot, report)

    def query(
        self,
        name: str,
        snapshot: Snapshot,
        filters: Filters,
        *,
        dimensions: tuple[Dimension, ...] = (),
        unit: Dimension | None = None,
        **values: Any,
    ) -> pl.DataFrame:
        """What a query of ``queries/`` returns.

        Args:
            name: the query's path below ``queries/`` without its ending.
            snapshot: whose data.
            filters: which checks.
            dimensions: what stands for ``dimension_1`` and ``dimension_2``.
            unit: what stands for ``counted_unit``.
            values: further parameters by name.

        Raises:
            QueryStopped: it took too long, too much memory, or returned too many rows.
        """
        bound = {**parameters(filters), **values}
        idle = frozenset(key for key, value in bound.items() if value is None)
        sql = prepared(name, dimensions, unit, idle)
        wanted = _parameter_names(sql)
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"use {self._schema(snapshot)}")
            frame: pl.DataFrame = cursor.sql(sql, params={key: bound[key] for key in wanted}).pl()
        except (duckdb.InterruptException, duckdb.OutOfMemoryException) as stopped:
            raise QueryStopped(name, self._settings) from stopped
        finally:
            cursor.close()
        if frame.height > self._settings.query_rows:
            raise QueryStopped(name, self._settings)
        return frame

    def _schema(self, snapshot: Snapshot, report: derived.Report | None = None) -> str:
        """The schema of the connection that holds a snapshot's relations."""
        if found := self._schemas.get(snapshot.folder):
            return found
        with self._lock:
            if found := self._schemas.get(snapshot.folder):
                return found
            home = derived.ensure(snapshot, self._settings.query_memory_mb, report)
            schema = f"snapshot_{len(self._schemas)}"
            with self._connection.cursor() as cursor:
                cursor.execute(f"create schema {schema}")
                cursor.execute(f"use {schema}")
                for name in derived.RELATIONS:
                    cursor.read_parquet(str(home / f"{name}.parquet")).create_view(name)
                for table in snapshot.manifest.rows:
                    path = snapshot.path(table)
                    assert path is not None
                    cursor.read_parquet(str(path)).create_view(table)
            self._schemas[snapshot.folder] = schema
            return schema


class QueryStopped(ClauseWatchError):
    """A query ran into one of its limits."""

    def __init__(self, name: str, settings: Settings) -> None:
        super().__init__(
            message(
                "error.query_stopped",
                name=name,
                seconds=settings.query_seconds,
                rows=settings.query_rows,
                memory=settings.query_memory_mb,
            ),
            remedy=message("error.query_stopped.remedy"),
        )


@lru_cache(maxsize=1024)
def _parameter_names(sql: str) -> frozenset[str]:
    (statement,) = duckdb.extract_statements(sql)
    return frozenset(statement.named_parameters)
