"""The sites of a map, and which of them a view shows."""

from __future__ import annotations

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
