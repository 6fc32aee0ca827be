"""What a chart has room for beside its own values: milestones and published figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clausewatch.charts import ticks
from clausewatch.charts.chart import Chart, Milestone, Point, Reference


@dataclass(frozen=True)
class Span:
    """The days a chart over time runs over.

    Attributes:
        first, end: the first day of the first period, the first day after the last.
        grain: how long a period is.
    """

    first: date
    end: date
    grain: str

    @classmethod
    def of(cls, chart: Chart) -> Span | None:
        """The span of a chart's periods; None where it is not over time."""
        starts = [point.at for series in chart.series for point in series.points if point.at]
        grain = chart.grain or "year"
        return cls(min(starts), ticks.after(max(starts), grain), grain) if starts else None

    def within(self, reference: Reference) -> tuple[date, date] | None:
        """The days of a published figure inside the span; None where there are none."""
        first = max(reference.first or self.first, self.first)
        end = min(reference.last + timedelta(days=1) if reference.last else self.end, self.end)
        return (first, end) if first < end else None


def milestones_within(chart: Chart) -> tuple[Milestone, ...]:
    """The milestones that lie within a chart over time."""
    span = Span.of(chart)
    if span is None:
        return ()
    return tuple(m for m in chart.milestones if span.first <= m.at < span.end)


def references_within(chart: Chart) -> tuple[Reference, ...]:
    """The published figures a chart draws: those of a period, row or series it has."""
    span = Span.of(chart)
    return tuple(
        reference
        for reference in chart.references
        if (beside(chart, reference) or reference.key is None)
        and (span is None or span.within(reference))
    )


def beside(chart: Chart, reference: Reference) -> tuple[Point, ...]:
    """The points a published figure stands beside: of its row, else of its series, else all."""
    points = [(series.key, point) for series in chart.series for point in series.points]
    if reference.key is None:
        return tuple(point for _, point in points)
    rows = tuple(point for _, point in points if point.key == reference.key)
    return rows or tuple(point for key, point in points if key == reference.key)
