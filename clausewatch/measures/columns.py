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
    "cases",
    "cases_used",
    "cases_left_out",
    "strata_used",
    "strata_total",
    "pairs",
    "both",
    "only_on_site",
    "only_desk",
    "neither",
    "desk_first",
    "on_site_first",
    "left_out_follow_up",
    "count",
    "phase",
    "cases_completed",
    "known_for",
    "months",
    "contracts",
    "contracts_seen",
    "months_since",
    "contracts_not_seen",
    "checks_planned",
    "findings_low",
    "findings_high",
)
_SHARES = (
    "share_seen",
    "share_of_value",
    "ranked_right",
    "ranked_right_low",
    "ranked_right_high",
    "found_in_first_fifth",
    "share_checked",
    "share_found",
    "share_found_low",
    "share_found_high",
    "share_found_perfect",
    "centre",
    "lower",
    "upper",
    "lower_95",
    "upper_95",
    "lower_998",
    "upper_998",
    "shrunk_rate",
    "shrunk_low",
    "shrunk_high",
    "share_missed_by_desk",
    "share_missed_low",
    "share_missed_high",
    "share_of_previous",
    "rate_on_site",
    "rate_desk",
    "risk_difference",
    "risk_difference_low",
    "risk_difference_high",
    "rate",
    "rate_low",
    "rate_high",
    "rate_low_clustered",
    "rate_high_clustered",
    "rate_possible_low",
    "rate_possible_high",
    "largest_case_share",
)
_NUMBERS = (
    "expected",
    "design_effect",
    "risk_ratio",
    "risk_ratio_low",
    "risk_ratio_high",
    "odds_ratio",
    "odds_ratio_low",
    "odds_ratio_high",
    "heterogeneity_p",
    "p_exact",
    "findings_expected",
    "mean_score",
    "lift",
    "lift_low",
    "lift_high",
    "checks_per_finding",
    "checks_per_worker",
    "hours_per_finding",
)
_AMOUNTS = (
    "claimed_dkk",
    "claimed_median_per_case",
    "repaid_dkk",
    "cost_per_finding",
    "value_dkk",
    "value_seen_dkk",
)
_TEXTS = (
    "partner",
    "buyer",
    "team",
    "place",
    "field",
    "value",
    "label",
    "contract_id",
    "contract_title",
    "supplier_name",
    "last_seen_on",
    "contract_end",
)

COLUMNS: dict[str, ResultColumn] = {
    **{name: ResultColumn(name, ColumnKind.COUNT) for name in _COUNTS},
    **{name: ResultColumn(name, ColumnKind.SHARE) for name in _SHARES},
    **{name: ResultColumn(name, ColumnKind.NUMBER) for name in _NUMBERS},
    **{name: ResultColumn(name, ColumnKind.DKK) for name in _AMOUNTS},
    **{name: ResultColumn(name, ColumnKind.COORDINATE) for name in ("latitude", "longitude")},
    **{name: ResultColumn(name, ColumnKind.TEXT) for name in _TEXTS},
    "signal": ResultColumn("signal", ColumnKind.CODE, "signal"),
    "score": ResultColumn("score", ColumnKind.CODE, "score"),
    "visit_reason": ResultColumn("visit_reason", ColumnKind.CODE, "visit_reason"),
    "last_seen_by": ResultColumn("last_seen_by", ColumnKind.CODE, "performed_by"),
    "risk_band": ResultColumn("risk_band", ColumnKind.CODE, "risk_band"),
    "position": ResultColumn("position", ColumnKind.CODE, "position"),
    "step": ResultColumn("step", ColumnKind.CODE, "step"),
    "country": ResultColumn("country", ColumnKind.COUNTRY),
    "period": ResultColumn("period", ColumnKind.PERIOD),
    "provisional": ResultColumn("provisional", ColumnKind.FLAG),
    "pooled": ResultColumn("pooled", ColumnKind.FLAG),
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
