"""The columns results are made of, each declared once."""

from __future__ import annotations

from clausewatch.measures.result import ColumnKind, ResultColumn
from clausewatch.model.codes import CODE_LISTS

_COUNTS = (
    "visits",
    "visits_completed",
    "with_violation",
    "visits_open",
    "violations",
    "cases_with_violation",
    "cases_with_claim",
    "workers_affected",
    "violations_without_worker_count",
    "verified_closed",
    "tier",
)
_SHARES = (
    "rate",
    "rate_low",
    "rate_high",
    "rate_low_clustered",
    "rate_high_clustered",
    "rate_possible_low",
    "rate_possible_high",
    "largest_case_share",
)
_AMOUNTS = ("claimed_dkk", "claimed_median_per_case", "repaid_dkk")

COLUMNS: dict[str, ResultColumn] = {
    **{name: ResultColumn(name, ColumnKind.COUNT) for name in _COUNTS},
    **{name: ResultColumn(name, ColumnKind.SHARE) for name in _SHARES},
    **{name: ResultColumn(name, ColumnKind.DKK) for name in _AMOUNTS},
    **{name: ResultColumn(name, ColumnKind.COORDINATE) for name in ("latitude", "longitude")},
    **{
        name: ResultColumn(name, ColumnKind.TEXT)
        for name in ("partner", "buyer", "team", "place", "field", "value", "label")
    },
    "design_effect": ResultColumn("design_effect", ColumnKind.NUMBER),
    "country": ResultColumn("country", ColumnKind.COUNTRY),
    "period": ResultColumn("period", ColumnKind.PERIOD),
    "provisional": ResultColumn("provisional", ColumnKind.FLAG),
}
"""Every column of every result that is not a code."""


def column(name: str) -> ResultColumn:
    """The column of a name; a code list's column is called as the list."""
    return COLUMNS.get(name) or ResultColumn(name, ColumnKind.CODE, _codes(name))


def columns(*names: str) -> tuple[ResultColumn, ...]:
    """Several columns by name, in order."""
    return tuple(column(name) for name in names)


def _codes(name: str) -> str:
    if name not in CODE_LISTS:
        raise KeyError(f"no column of results is called {name}")
    return name
