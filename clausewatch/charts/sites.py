"""The sites of a map: which of them a view shows, and which are too near to tell apart."""

from __future__ import annotations

import math
from typing import Literal

from clausewatch.charts.chart import Chart, Point, Standing
from clausewatch.charts.geography import COPENHAGEN

View = Literal["world", "copenhagen"]


def sites_in(chart: Chart, view: View) -> tuple[Point, ...]:
    """The sites a view shows, those with the most checks first."""
    if len(chart.series) < 2:
        return ()
    found = [
        point
        for point in chart.series[1].points
        if point.latitude is not None
        and point.longitude is not None
        and (view == "world" or COPENHAGEN.holds(point.longitude, point.latitude))
    ]
    return tuple(sorted(found, key=lambda point: -checks(point)))


def checks(point: Point) -> int:
    """How many checks a site has had, open ones included; 0 where that is hidden."""
    return 0 if point.standing is Standing.HIDDEN else (point.n or 0) + (point.open or 0)


def gathered(points: tuple[Point, ...], degrees: float = 1.0) -> list[tuple[Point, ...]]:
    """Sites too near each other to be told apart on a map of the world, together.

    Returns: groups of the sites in one cell of so many degrees, those with most checks first.
    """
    cells: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        cell = (
            math.floor((point.longitude or 0.0) / degrees),
            math.floor((point.latitude or 0.0) / degrees),
        )
        cells.setdefault(cell, []).append(point)
    groups = [tuple(group) for group in cells.values()]
    return sorted(groups, key=lambda group: -sum(map(checks, group)))
