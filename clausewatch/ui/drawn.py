"""Charts as the components take them, drawn once for each chart, language and ground.

Checking a figure and writing a map as JSON are most of what a page costs, and the same for every
reader of the same result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from plotly.graph_objects import Figure

from clausewatch.charts import Chart, deck, plotly
from clausewatch.charts.deck import View
from clausewatch.charts.palette import ThemeName
from clausewatch.model.viewer import Language

Width = Literal["wide", "narrow"]
"""Whether a chart has most of a wide screen, or a column of it."""

_KEPT = 256


@dataclass(frozen=True, eq=False)
class _Same:
    """A chart that is compared by being the same object.

    Results are kept by snapshot, scope and filters, so the same object is the same selection seen
    by the same scope; comparing thousands of points would cost more than drawing them.
    """

    chart: Chart

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.chart is self.chart

    def __hash__(self) -> int:
        return id(self.chart)


def figure(
    chart: Chart, language: Language, theme: ThemeName, width: Width, height: int | None
) -> Figure:
    """A chart that is no map; ``height`` in pixels, None leaves it to the chart."""
    return _figure(_Same(chart), language, theme, width, height)


def map_of(
    chart: Chart, language: Language, theme: ThemeName, area: View, width: Width, height: int
) -> Any:
    """A map as a pydeck deck."""
    return _map(_Same(chart), language, theme, area, width, height)


def without_references(chart: Chart) -> Chart:
    """The chart without published figures."""
    return _without(_Same(chart), milestones=True) if chart.references else chart


def alone(chart: Chart) -> Chart:
    """The chart with nothing beside its own values, for a place too small for more."""
    return (
        _without(_Same(chart), milestones=False) if chart.references or chart.milestones else chart
    )


@lru_cache(_KEPT)
def _figure(
    same: _Same, language: Language, theme: ThemeName, width: Width, height: int | None
) -> Figure:
    described = plotly.figure(same.chart, language, theme, width)
    if height:
        described["layout"]["height"] = height
    return Figure(described)


@lru_cache(_KEPT // 8)
def _map(
    same: _Same, language: Language, theme: ThemeName, area: View, width: Width, height: int
) -> Any:
    drawn = deck.deck(same.chart, language, theme, area, width_hint=width, height=height)
    written = drawn.to_json()
    drawn.to_json = lambda: written
    return drawn


@lru_cache(_KEPT)
def _without(same: _Same, *, milestones: bool) -> Chart:
    kept = same.chart.milestones if milestones else ()
    return replace(same.chart, references=(), milestones=kept)
