"""Runs the queries of ``queries/`` over a snapshot. Knows no viewer and no language."""

from clausewatch.engine.derived import Report
from clausewatch.engine.engine import Engine, QueryStopped
from clausewatch.engine.queries import Query, catalogue

__all__ = ["Engine", "Query", "QueryStopped", "Report", "catalogue"]
