"""Rows of a register with sensible defaults, so that a test states only what it is about.

    frames = tables(
        visit(violation(category="underpayment", claimed_dkk=1000), method="document_review"),
        visit(started_on="2024-05-01", completed_on=None),
    )

Ids that are not given are numbered in order: visits ``v1``, ``v2``, ..., each a case of its own
(``case-v1``), all on contract ``c1``; violations ``b1``, ``b2``, .... Contracts that checks name
and nobody built are made. Dates may be ISO text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from clausewatch.model.tables import TABLES, Kind, Table

Row = dict[str, Any]

_VIOLATIONS = "_violations"
"""Where a visit keeps the violations it was built with until ``tables`` takes them out."""

_CONTRACT: Row = {
    "title": "Rengøring af skoler",
    "buyer": "Økonomiforvaltningen",
    "supplier_id": "10000001",
    "supplier_name": "Leverandør 1",
    "supplier_country": "DK",
    "contract_type": "own_contract",
    "sector": "cleaning",
    "clauses": ["labour"],
    "start_date": "2020-01-01",
}

_VISIT: Row = {
    "supplier_id": "10000001",
    "supplier_name": "Leverandør 1",
    "tier": 0,
    "country": "DK",
    "method": "onsite_unannounced",
    "trigger": "random",
    "performed_by": "in_house",
    "clause": "labour",
    "started_on": "2024-03-04",
}

_VIOLATION: Row = {
    "category": "underpayment",
    "severity": "serious",
    "remedy_state": "not_started",
}


def contract(**columns: Any) -> Row:
    """A contract of cleaning in Denmark, from 2020 on."""
    return {**_CONTRACT, **columns}


def visit(*violations: Row, **columns: Any) -> Row:
    """An unannounced visit drawn at random, completed the day it started.

    Args:
        violations: what it found; their ``visit_id`` is filled in.
        columns: what differs; ``completed_on=None`` leaves it open.
    """
    row = {**_VISIT, **columns}
    row.setdefault("completed_on", row["started_on"])
    return {**row, _VIOLATIONS: violations}


def violation(**columns: Any) -> Row:
    """A serious case of underpayment, found the day the check started."""
    return {**_VIOLATION, **columns}


def tables(
    *visits: Row,
    contracts: Sequence[Row] = (),
    violations: Sequence[Row] = (),
    **others: Sequence[Row],
) -> dict[str, pl.DataFrame]:
    """The frames of a register, typed and with every column of the model.

    Args:
        visits: built by ``visit``.
        contracts: built by ``contract``; those that checks name and that are not here are added.
        violations: beside the ones the visits were built with; they name their ``visit_id``.
        others: rows of the optional tables by name, for example ``milestones=[{...}]``.

    Returns:
        contracts, visits and violations, and the optional tables that were given.
    """
    numbered: list[Row] = []
    found: list[Row] = [dict(row) for row in violations]
    for number, built in enumerate(visits, 1):
        row = {"visit_id": f"v{number}", "contract_id": "c1", **built}
        row.setdefault("case_id", f"case-{row['visit_id']}")
        for own in row.pop(_VIOLATIONS, ()):
            found.append({"visit_id": row["visit_id"], **own})
        numbered.append(row)
    started = {row["visit_id"]: row["started_on"] for row in numbered}
    found = [
        {"violation_id": f"b{number}", "found_on": started.get(row["visit_id"]), **row}
        for number, row in enumerate(found, 1)
    ]
    held = [{"contract_id": f"c{number}", **row} for number, row in enumerate(contracts, 1)]
    known = {row["contract_id"] for row in held}
    missing = dict.fromkeys(row["contract_id"] for row in numbered)
    held += [contract(contract_id=name) for name in missing if name not in known]
    rows: dict[str, Sequence[Row]] = {
        "contracts": held,
        "visits": numbered,
        "violations": found,
        **others,
    }
    return {name: frame(TABLES[name], given) for name, given in rows.items()}


def frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of a table: every column there, empty where a row says nothing.

    Raises:
        ValueError: a row has a column that the table does not.
    """
    for row in rows:
        if strange := set(row) - set(table.names):
            raise ValueError(f"{table.name} has no {', '.join(sorted(strange))}")
    columns = {
        column.name: [_value(row.get(column.name), column.kind) for row in rows]
        for column in table.columns
    }
    return pl.DataFrame(columns, schema=table.schema)


def _value(value: Any, kind: Kind) -> Any:
    if kind is Kind.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    if kind in (Kind.TEXT_LIST, Kind.CODE_LIST) and isinstance(value, str):
        return value.split("|")
    if kind in (Kind.NUMBER, Kind.MONEY) and value is not None:
        return float(value)
    return value
