"""Which rows may be published, and the others with the reason."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clausewatch.register.findings import Collector
from clausewatch.register.raw import ROW
from clausewatch.register.rules import without_parent
from clausewatch.register.typed import Typed, shown

#: What stands before the original values of a rejected row.
SCHEMA = pl.Schema(
    {
        "row": pl.Int64(),
        "file": pl.String(),
        "reasons": pl.String(),
        "orphaned_by_reject": pl.Boolean(),
    }
)


def split(
    tables: Mapping[str, Typed], findings: Collector
) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """The rows that pass every rule and have all their parents, and the rejected ones.

    Returns:
        By table: the good rows in the model's schema; the rejected rows as ``SCHEMA`` says, then
        every original value as text. A row without fault whose parent is rejected is
        ``orphaned_by_reject``.
    """
    bad = {name: _bad(typed, findings) for name, typed in tables.items()}
    orphaned, parent = _orphaned(tables, bad)
    good, rejects = {}, {}
    for name, typed in tables.items():
        out = bad[name] | orphaned[name]
        good[name] = typed.frame.filter(~out).select(typed.table.names)
        rejects[name] = _rejects(typed, out, orphaned[name], parent[name], findings)
    return good, rejects


def _bad(typed: Typed, findings: Collector) -> pl.Series:
    """Rows with an error of their own, or without a column that must be there."""
    rows = findings.errors(typed.table.name)["row"].unique()
    required = [column.name for column in typed.table.columns if column.required]
    missing = typed.frame.select(pl.any_horizontal(pl.col(required).is_null())).to_series()
    return typed.frame[ROW].is_in(rows.implode()) | missing


def _orphaned(
    tables: Mapping[str, Typed], bad: Mapping[str, pl.Series]
) -> tuple[dict[str, pl.Series], dict[str, pl.Series]]:
    """Rows whose parent is rejected, until no more follow; and the column that names it."""
    orphaned = {name: rows & ~rows for name, rows in bad.items()}
    through = {name: pl.Series([""]).new_from_index(0, len(rows)) for name, rows in bad.items()}
    changed = True
    while changed:
        changed = False
        for name, typed in tables.items():
            for column in typed.table.columns:
                if column.references is None:
                    continue
                parent, key = column.references
                if parent in tables:
                    kept = ~(bad[parent] | orphaned[parent])
                    parents = tables[parent].frame[key].filter(kept).drop_nulls()
                else:
                    parents = pl.Series(dtype=pl.String)
                strays = without_parent(typed.frame, column, parents)
                new = strays & ~bad[name] & ~orphaned[name]
                if new.any():
                    changed = True
                    orphaned[name] = orphaned[name] | new
                    named = pl.Series([column.name]).new_from_index(0, len(new))
                    through[name] = named.zip_with(new, through[name])
    return orphaned, through


def _rejects(
    typed: Typed, out: pl.Series, orphaned: pl.Series, parent: pl.Series, findings: Collector
) -> pl.DataFrame:
    original = typed.raw.frame.filter(out)
    taken = set(SCHEMA.names())
    values = [
        shown(original[name]).alias(f"{name}_" if name in taken else name)
        for name in original.columns
        if name != ROW
    ]
    reasons = (
        findings.errors(typed.table.name)
        .select("row", reason=pl.concat_str("problem", pl.lit(": "), "column"))
        .group_by("row")
        .agg(pl.col("reason").unique(maintain_order=True).str.join("; ").alias("reasons"))
    )
    missing = pl.lit("column_missing")
    return (
        pl.DataFrame(
            {
                "row": original[ROW],
                "orphaned_by_reject": orphaned.filter(out),
                "parent": parent.filter(out),
            }
        )
        .join(reasons, on="row", how="left", maintain_order="left")
        .select(
            "row",
            pl.lit(typed.raw.file).alias("file"),
            pl.when("orphaned_by_reject")
            .then(pl.concat_str(pl.lit("parent_rejected: "), "parent"))
            .otherwise(pl.coalesce("reasons", missing))
            .alias("reasons"),
            "orphaned_by_reject",
        )
        .cast(SCHEMA)
        .with_columns(values)
    )
