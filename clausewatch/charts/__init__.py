"""Charts: described here, drawn by a renderer for each place they appear."""

from clausewatch.charts.chart import (
    Chart,
    ChartKind,
    Milestone,
    Point,
    Reference,
    Role,
    Series,
    Standing,
    Unit,
)

__all__ = [
    "Chart",
    "ChartKind",
    "Milestone",
    "Point",
    "Reference",
    "Role",
    "Series",
    "Standing",
    "Unit",
]
