"""The rules of the model as an assertion of the tests' own, so that it stands beside the check."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clausewatch.model.tables import TABLES, Column, Kind


def broken_rules(frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """What in a register breaks a rule of the model: empty for a register in order."""
    found = []
    for name, frame in frames.items():
        table = TABLES[name]
        if frame.schema != table.schema:
            found.append(f"{name}: {frame.schema}")
            continue
        if table.key and frame.select(table.key).is_duplicated().any():
            found.append(f"{name}: repeated key")
        by = list(table.sorted_by)
        if not frame.equals(frame.sort(by, nulls_last=True, maintain_order=True)):
            found.append(f"{name}: not in order")
        for column in table.columns:
            found += [f"{name}.{column.name}: {what}" for what in _broken(column, frame, frames)]
        for earlier, later in table.date_order:
            if (frame[later] < frame[earlier]).any():
                found.append(f"{name}: {later} before {earlier}")
    return found


def _broken(column: Column, frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> list[str]:
    values = frame[column.name]
    found = []
    if column.required and values.null_count():
        found.append("empty")
    if column.kind in {Kind.CODE_LIST, Kind.TEXT_LIST}:
        if (values.list.len() == 0).any():
            found.append("an empty list")
        values = values.explode()
    values = values.drop_nulls()
    if values.dtype == pl.String and (values.str.strip_chars() != values).any():
        found.append("blanks around")
    if column.allowed and not values.is_in(list(column.allowed)).all():
        found.append("unknown code")
    if column.kind is Kind.COUNTRY and not values.str.contains("^[A-Z]{2}$").all():
        found.append("no country")
    if values.dtype == pl.Float64 and not values.is_finite().all():
        found.append("no number")
    if column.minimum is not None and (values < column.minimum).any():
        found.append("too small")
    if column.maximum is not None and (values > column.maximum).any():
        found.append("too big")
    if column.references:
        table, target = column.references
        if not values.is_in(frames[table][target].implode()).all():
            found.append("refers to nothing")
    return found
