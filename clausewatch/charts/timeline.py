"""What charts over time share: the axis, milestones above the plot, published figures in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape

from clausewatch.charts import ticks, words
from clausewatch.charts.beside import Span, milestones_within, references_within
from clausewatch.charts.canvas import SMALL, Canvas, Figure, breadth, letter, wrapped
from clausewatch.charts.chart import Chart, Milestone, Point, Reference
from clausewatch.language import term

_LABEL_LINE = 16.0

Drawn = tuple[str, Reference, tuple[date, date]]
"""A published figure: its letter, itself, and the days it is drawn over."""


@dataclass(frozen=True)
class Timeline(Span):
    """The axis of a chart over time."""

    def middle(self, point: Point) -> datetime:
        """The middle of a point's period."""
        first = self._start(point)
        begins = datetime.combine(first, time())
        return begins + (datetime.combine(ticks.after(first, self.grain), time()) - begins) / 2

    def days(self, point: Point) -> int:
        first = self._start(point)
        return (ticks.after(first, self.grain) - first).days

    def _start(self, point: Point) -> date:
        return point.at or self.first

    @property
    def below(self) -> float:
        """The pixels the words of the axis take: two lines where months are named."""
        return 30.0 if ticks.in_years(self.first, self.end) else 46.0

    def part(self, day: date) -> float:
        """Where a day lies on the axis, 0 to 1."""
        return (day - self.first) / (self.end - self.first)

    def axis(self, board: Canvas) -> Figure:
        most = 6 if board.narrow else 14
        places, said, bounds = ticks.calendar(self.first, self.end, board.language, most)
        inside = [day for day in bounds if self.first <= day <= self.end]
        kept = [
            (place, text)
            for place, text in zip(places, said, strict=True)
            if self.first <= place <= self.end
        ]
        return board.axis(
            type="date",
            range=[self.first.isoformat(), self.end.isoformat()],
            tickmode="array",
            tickvals=[place.isoformat() for place, _ in kept],
            ticktext=[text for _, text in kept],
            showgrid=False,
            showline=True,
            linecolor=board.theme.axis,
            minor={
                "tickmode": "array",
                "tickvals": [day.isoformat() for day in inside],
                "ticks": "outside",
                "ticklen": 4,
                "tickcolor": board.theme.axis,
            },
        )


def timeline(chart: Chart) -> Timeline:
    """The axis of a chart over time; raises ValueError where no point has a period."""
    span = Span.of(chart)
    if span is None:
        raise ValueError("a chart over time whose points have no period")
    return Timeline(span.first, span.end, span.grain)


@dataclass
class _Label:
    milestone: Milestone
    said: str
    start: float
    end: float
    rightward: bool
    level: int = 0


def milestone_marks(board: Canvas, line: Timeline) -> tuple[dict[str, list[Figure]], float]:
    """Milestones within the axis, as thin lines with their words above the plot.

    Words lie right of their line, an earlier one above every later one it would reach, so no line
    runs through words; near the right edge they lie left of it.

    Returns: annotations and shapes, and the pixels they take above the plot.
    """
    labels = []
    for milestone in milestones_within(board.chart):
        words_ = escape(term(milestone.label, board.language), quote=False)
        said = wrapped(words_, board.width // 2, SMALL).replace("<br>", " ")
        at = line.part(milestone.at) * board.width
        length = breadth(said, SMALL) + 10
        rightward = at + length <= board.width
        start, end = (at, at + length) if rightward else (at - length, at)
        labels.append(_Label(milestone, said, start, end, rightward))
    for number in range(len(labels) - 1, -1, -1):
        own = labels[number]
        beyond = [
            other.level
            for other in labels[number + 1 :]
            if own.start < other.end and other.start < own.end
        ]
        own.level = max(beyond, default=-1) + 1
    annotations, shapes = [], []
    for label in labels:
        day = label.milestone.at.isoformat()
        height = 4 + _LABEL_LINE * (label.level + 1)
        shapes.append(_post(board, day, 0, 1))
        shapes.append(_above(board, day, height))
        annotations.append(
            board.words(
                label.said,
                muted=True,
                x=day,
                y=1,
                xref="x",
                yref="paper",
                xanchor="left" if label.rightward else "right",
                xshift=3 if label.rightward else -3,
                yanchor="top",
                yshift=height + 2,
                bgcolor=board.plate(),
                borderpad=0,
            )
        )
    levels = max((label.level + 1 for label in labels), default=0)
    return {"annotations": annotations, "shapes": shapes}, 8 + _LABEL_LINE * levels if labels else 0


def _post(board: Canvas, day: str, y0: float, y1: float) -> Figure:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day,
        "x1": day,
        "y0": y0,
        "y1": y1,
        "line": {"color": board.theme.axis, "width": 1},
        "layer": "below",
    }


def _above(board: Canvas, day: str, height: float) -> Figure:
    """The part of a milestone's line over the plot, as long as its words are high."""
    return {
        **_post(board, day, 0, height),
        "ysizemode": "pixel",
        "yanchor": 1,
    }


def drawn_references(board: Canvas, line: Timeline) -> list[Drawn]:
    """The published figures that lie within the axis, with the days they are drawn over."""
    return [
        (letter(number), reference, days)
        for number, reference in enumerate(references_within(board.chart))
        if (days := line.within(reference))
    ]


def reference_lines(
    board: Canvas, drawn: list[Drawn], colour: str
) -> tuple[list[Figure], list[Figure]]:
    """Dashed lines over the days published figures are about, and their letters."""
    if not drawn:
        return [], []
    trace: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": [],
        "y": [],
        "hovertext": [],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": colour, "width": 1.5, "dash": "4px,3px"},
        "showlegend": False,
    }
    tags = []
    for mark, reference, (first, last) in drawn:
        cited = words.cited(reference, board.language)
        days = [first, first + (last - first) / 2, last]
        trace["x"] += [*(day.isoformat() for day in days), None]
        trace["y"] += [reference.value] * 3 + [None]
        trace["hovertext"] += [cited] * 3 + [""]
        tags.append(
            board.words(
                mark,
                muted=True,
                x=last.isoformat(),
                y=reference.value,
                xref="x",
                yref="y",
                xanchor="right",
                yanchor="bottom",
                yshift=1,
                bgcolor=board.plate(),
                borderpad=0,
            )
        )
    return [trace], tags
