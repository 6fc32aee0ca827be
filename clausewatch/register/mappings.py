"""Registers of another shape: SQL that selects our tables from the source's files.

A mapping is a folder with ``contracts.sql``, ``visits.sql``, ``violations.sql`` and, where wanted,
the small tables. Each file is one statement in DuckDB's SQL; it names the source's files by their
bare names (``from 'inspections.csv'``). A row may carry a ``mapping_note``: why it needs a look.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl

from clausewatch.model.errors import DataError, WrongUse
from clausewatch.model.message import Message, message
from clausewatch.model.tables import TABLES
from clausewatch.register.findings import Collector
from clausewatch.register.headings import table_called
from clausewatch.register.parquet_files import of_frame
from clausewatch.register.raw import Raw

_LINE = re.compile(r"^LINE (\d+):", re.MULTILINE)


def read(
    source: Path, mapping: Path, findings: Collector, report: Callable[[str, float], None]
) -> dict[str, Raw]:
    """Every table a mapping selects, by name. A row is the line of the result; headings are row 1.

    Raises:
        WrongUse: the folder holds no SQL for a table of ours.
        DataError: a statement is wrong, with the file and line, or is no select.
    """
    files = {name: path for path in sorted(mapping.glob("*.sql")) if (name := _table(path))}
    if not files:
        raise WrongUse(
            message("register.mapping_empty"),
            where=str(mapping),
            remedy=message("register.mapping_empty.remedy"),
        )
    found: dict[str, Raw] = {}
    with _connect(source if source.is_dir() else source.parent) as connection:
        for done, (name, path) in enumerate(files.items()):
            report(path.name, done / len(files))
            frame = _select(connection, path)
            found[name] = of_frame(frame, TABLES[name], path.name, findings)
    return found


def _table(path: Path) -> str | None:
    return table_called(path.stem)


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection that reads the source's files by bare name, loads nothing and writes nothing.

    DuckDB resolves bare names only with access to files; that it cannot write is ensured by
    allowing nothing but one select.
    """
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        }
    )
    path = str(folder.absolute()).replace("'", "''")
    connection.execute(f"set file_search_path = '{path}'")
    connection.execute("set lock_configuration = true")
    return connection


def _select(connection: duckdb.DuckDBPyConnection, path: Path) -> pl.DataFrame:
    try:
        sql = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("register.sql_not_utf8", path.name) from error
    try:
        statements = duckdb.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise _refused("register.sql_not_one_select", path.name)
        return _run(connection, sql)
    except duckdb.Error as error:
        line = _LINE.search(str(error))
        raise DataError(
            message("register.sql_wrong", why=str(error).strip()),
            where=f"{path.name}:{line.group(1)}" if line else path.name,
            remedy=message("register.sql_wrong.remedy"),
        ) from error


def _run(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    try:
        return pl.DataFrame(connection.sql(sql).pl())
    except duckdb.BinderException:
        connection.execute(sql)  # fails in the same way, but says in which line
        raise


def _refused(key: str, where: str) -> DataError:
    remedy: Message = message(f"{key}.remedy")
    return DataError(message(key), where=where, remedy=remedy)
