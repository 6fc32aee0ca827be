"""The queries: read from ``queries/``, checked, and made ready to run.

A file holds one statement under a header (title, grain, parameters, columns). The relations of
``queries/shared/`` are put in as common table expressions; ``dimension_1``, ``dimension_2`` and
``counted_unit`` are replaced by members of ``Dimension``. Values are always bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import sqlglot
from sqlglot import exp

from clausewatch.model.dimension import Dimension
from clausewatch.model.settings import PROJECT

QUERIES = PROJECT / "queries"
HEADER = ("title", "grain", "parameters", "columns")
PLACES = ("dimension_1", "dimension_2", "counted_unit")
_HEADER_LINE = re.compile(r"^--\s+(\w+):\s*(.+)$")


class BrokenQuery(Exception):
    """A query file is not as it has to be: a mistake in the program."""


@dataclass(frozen=True)
class Query:
    """One file of ``queries/``.

    Attributes:
        name: its path below ``queries/`` without the ending.
        header: title, grain, parameters and columns.
        sql: its text.
        places: the names in it that a dimension must be put in for.
    """

    name: str
    header: Mapping[str, str]
    sql: str
    places: tuple[str, ...]


@cache
def catalogue(folder: Path = QUERIES) -> Mapping[str, Query]:
    """Every query by name, each checked.

    Raises:
        BrokenQuery: a file holds no or several statements, or a line of its header is missing.
    """
    return {
        (name := path.relative_to(folder).with_suffix("").as_posix()): _read(name, path)
        for path in sorted(folder.rglob("*.sql"))
    }


def _read(name: str, path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    matches = [_HEADER_LINE.match(line) for line in text.splitlines() if line.startswith("--")]
    header = {found[1]: found[2] for found in matches if found}
    if missing := [line for line in HEADER if line not in header]:
        raise BrokenQuery(f"{name}: the header has no {', '.join(missing)}")
    statements = [statement for statement in sqlglot.parse(text, read="duckdb") if statement]
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise BrokenQuery(f"{name}: holds {len(statements)} statements, not one select")
    used = {column.name for column in statements[0].find_all(exp.Column)}
    return Query(name, header, text, tuple(place for place in PLACES if place in used))


@lru_cache(maxsize=1024)
def prepared(
    name: str,
    dimensions: tuple[Dimension, ...] = (),
    unit: Dimension | None = None,
    idle: frozenset[str] = frozenset(),
    *,
    dialect: str = "duckdb",
) -> str:
    """The SQL of a query with its shared relations and its dimensions put in.

    Args:
        name: of the query.
        dimensions: for ``dimension_1`` and ``dimension_2``; places left over become NOTHING.
        unit: for ``counted_unit``.
        idle: parameters that are null; what stands behind ``$parameter is null or`` is left out,
            since planning it costs more than many a query.
        dialect: ``duckdb`` or ``spark``.

    Raises:
        BrokenQuery: there is no such query or it has no place for what was given.
    """
    known = catalogue()
    if name not in known:
        raise BrokenQuery(f"there is no query {name}")
    query = known[name]
    given = dict(zip(PLACES[:2], dimensions, strict=False))
    if unit:
        given["counted_unit"] = unit
    if unknown := set(given) - set(query.places):
        raise BrokenQuery(f"{name} has no {', '.join(sorted(unknown))}")
    tree = _with_dimensions(sqlglot.parse_one(query.sql, read="duckdb"), query, given)
    return _written(_without(_with_shared(tree, known), idle), dialect)


def _with_dimensions(tree: exp.Expr, query: Query, given: Mapping[str, Dimension]) -> exp.Expr:
    expressions = {
        place: sqlglot.parse_one(given.get(place, Dimension.NOTHING).expression, read="duckdb")
        for place in query.places
    }

    def replaced(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and node.name in expressions:
            return expressions[node.name].copy()
        return node

    tree = tree.transform(replaced)
    # A constant in GROUP BY would mean a position; grouping by nothing is leaving it out.
    for group in list(tree.find_all(exp.Group)):
        kept = [item for item in group.expressions if not isinstance(item, exp.Literal)]
        group.set("expressions", kept)
        if not kept:
            group.pop()
    return tree


def _with_shared(tree: exp.Expr, known: Mapping[str, Query]) -> exp.Expr:
    """Put in each relation of ``queries/shared/`` the tree names, before its own CTEs."""
    assert isinstance(tree, exp.Query)
    named = {table.name for table in tree.find_all(exp.Table)}
    shared = {name.removeprefix("shared/"): q for name, q in known.items() if "shared/" in name}
    own = tree.args.pop("with_", None)
    for name in sorted(named & set(shared)):
        tree = tree.with_(name, sqlglot.parse_one(shared[name].sql, read="duckdb"), copy=False)
    for cte in own.expressions if own else ():
        tree = tree.with_(cte.alias, cte.this, copy=False)
    return tree


def _without(tree: exp.Expr, idle: frozenset[str]) -> exp.Expr:
    """Leave out each ``($parameter is null or ...)`` whose parameter is null."""
    for choice in list(tree.find_all(exp.Or)):
        asked = choice.this
        if (
            isinstance(asked, exp.Is)
            and isinstance(asked.this, exp.Placeholder | exp.Parameter)
            and isinstance(asked.expression, exp.Null)
            and asked.this.name in idle
        ):
            choice.replace(exp.true())
    return tree


def _written(tree: exp.Expr, dialect: str) -> str:
    if dialect == "spark":
        # Spark has the function under another name than sqlglot writes.
        tree = tree.transform(
            lambda node: (
                exp.Anonymous(this="arrays_overlap", expressions=[node.this, node.expression])
                if isinstance(node, exp.ArrayOverlaps)
                else node
            )
        )
    return tree.sql(dialect=dialect, comments=False)
