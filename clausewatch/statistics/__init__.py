"""Judgement on counts: intervals and comparisons. Knows no query, no viewer and no language."""

from clausewatch.statistics.intervals import Z_95, newcombe, wilson

__all__ = ["Z_95", "newcombe", "wilson"]
