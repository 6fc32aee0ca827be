"""Units by how many checks each had, between limits that narrow with them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from clausewatch.charts import ticks
from clausewatch.charts.canvas import SMALL, UNFADED, Canvas, Figure, breadth
from clausewatch.charts.chart import Point, Role, Series, Standing
from clausewatch.charts.palette import rgba
from clausewatch.language import formats, text

_PLOT = 360.0
_TOP = 14.0
_BELOW = 46.0
_LINE = 16.0
_AWAY = 9.0
"""From a mark's middle to its words, in pixels."""

_STEPS = {(1, 2, 5): math.log10(2), (1, 3): math.log10(3), (1,): 1.0}
"""What is written of each decade, and the narrowest step of it."""

_SHAPES = {
    "inside": ("circle", False),
    "low_95": ("triangle-down", True),
    "high_95": ("triangle-up", True),
    "low_998": ("triangle-down", False),
    "high_998": ("triangle-up", False),
}
"""The shape of each position, and whether it is hollow: colour never says it alone."""


@dataclass(frozen=True)
class _Plot:
    """Where things lie: checks on a scale on which each doubling is as long, shares upright."""

    first: float
    last: float
    top: float
    pixels: float

    def x(self, checks: float) -> float:
        return math.log10(checks)

    def across(self, checks: float) -> float:
        """Pixels from the left edge, as far as the width is known."""
        return (self.x(checks) - self.first) / (self.last - self.first) * self.pixels

    def up(self, share: float) -> float:
        """Pixels from the bottom."""
        return share / self.top * _PLOT


def draw(board: Canvas) -> Figure:
    """The figure of a chart of kind FUNNEL."""
    chart = board.chart
    if chart.empty:
        return {"data": [], "layout": board.layout(height=120, margin=dict.fromkeys("lrtb", 0))}
    limits, units = of(chart.series)
    top = _reach(limits, units)
    values, said = ticks.values(top, chart.unit, board.language, 4 if board.narrow else 5)
    left = max(breadth(word, SMALL) for word in said) + 12
    middle = limits[0].points[0].value or 0.0
    overall = text("chart.funnel.overall", board.language, value=board.quantity(middle))
    edges = [overall, *(board.label(series.label) for series in limits)]
    right = 10.0 + max(breadth(edge, SMALL) for edge in edges)
    checks = [point.along or 1.0 for series in limits for point in series.points]
    plot = _Plot(
        math.log10(min(checks)),
        math.log10(max(checks)),
        max(values[-1], top),
        board.width - left - right,
    )
    layout = board.layout(
        height=_TOP + _PLOT + _BELOW, margin={"l": left, "r": right, "t": _TOP, "b": _BELOW}
    )
    layout["xaxis"] = _along(board, plot)
    layout["yaxis"] = board.axis(range=[0, plot.top], tickvals=values, ticktext=said)
    layout["annotations"] = [
        *_edges(board, plot, limits, middle),
        *_names(board, plot, units, middle),
        board.words(
            text("chart.funnel.along", board.language),
            muted=True,
            xref="paper",
            yref="paper",
            x=1,
            y=0,
            xanchor="right",
            yanchor="top",
            yshift=-24,
        ),
    ]
    bands = [trace for series in limits for trace in _band(board, plot, series)]
    centre = _line(board, plot, limits[0], [middle] * len(limits[0].points), "solid", 1.5)
    return {
        "data": [*bands, centre, *(_marks(board, plot, series) for series in units)],
        "layout": layout,
    }


def of(series: tuple[Series, ...]) -> tuple[list[Series], list[Series]]:
    """The limits of a funnel, and its units."""
    return [each for each in series if not each.marked], [each for each in series if each.marked]


def _reach(limits: list[Series], units: list[Series]) -> float:
    """As high as the units reach, and the wider limits half way along; they may run out above."""
    ends = [point.height or 0.0 for series in units for point in series.points]
    wide = limits[0].points
    ends.append(wide[len(wide) // 2].high or 0.0)
    return min(1.0, max(ends) * 1.04) or 0.1


def _along(board: Canvas, plot: _Plot) -> Figure:
    """Numbers of checks, at places that follow their logarithm."""
    least = 40 if board.narrow else 52
    decade = plot.pixels / (plot.last - plot.first)
    # The steps of a scale are alike throughout: as fine as the narrowest of them has room for.
    steps = next(
        (steps for steps, gap in _STEPS.items() if gap * decade >= least), tuple(_STEPS)[-1]
    )
    kept = [
        size * step
        for size in (10**power for power in range(7))
        for step in steps
        if plot.first <= math.log10(size * step) <= plot.last
    ]
    return board.axis(
        range=[plot.first, plot.last],
        tickmode="array",
        tickvals=[plot.x(n) for n in kept],
        ticktext=[formats.decimal(n, board.language) for n in kept],
        showgrid=False,
        showline=True,
        linecolor=board.theme.axis,
        ticks="outside",
        ticklen=4,
        tickcolor=board.theme.axis,
    )


def _band(board: Canvas, plot: _Plot, series: Series) -> list[Figure]:
    """The ground between two limits, and the limits as lines."""
    x = [plot.x(point.along or 1.0) for point in series.points]
    low = [point.low for point in series.points]
    high = [point.high for point in series.points]
    ground: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": [*x, *reversed(x)],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": rgba(board.mark(series.role).colour, 0.1),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    dash = "solid" if series is of(board.chart.series)[0][0] else "4px,3px"
    return [ground, *(_line(board, plot, series, ends, dash, 1) for ends in (low, high))]


def _line(
    board: Canvas,
    plot: _Plot,
    series: Series,
    y: list[float | None] | list[float],
    dash: str,
    width: float,
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [plot.x(point.along or 1.0) for point in series.points],
        "y": y,
        "line": {"color": board.theme.axis, "width": width, "dash": dash},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(board: Canvas, plot: _Plot, series: Series) -> Figure:
    """The units of one position."""
    mark = board.mark(series.role)
    symbol, hollow = _SHAPES[series.key]
    colours = [mark.pale if p.standing is Standing.FEW else mark.colour for p in series.points]
    ground = board.theme.ground
    quiet = series.role is Role.CONTEXT
    size = 11 if not quiet else 8 if len(series.points) <= 100 else 5
    return {
        "type": "scatter",
        "mode": "markers",
        "name": board.label(series.label),
        "x": [plot.x(point.n or 1) for point in series.points],
        "y": [point.height for point in series.points],
        "customdata": [[point.key, series.key] for point in series.points],
        "hovertext": [_details(board, series, point) for point in series.points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": symbol,
            "size": size,
            "color": ground if hollow else colours,
            "opacity": 0.75 if quiet and len(series.points) > 100 else 1,
            "line": {
                "color": colours if hollow else ground,
                "width": 2 if hollow else 0.75,
            },
        },
        **UNFADED,
    }


def _details(board: Canvas, series: Series, point: Point) -> str:
    """The unit's own share, not the height it is drawn at."""
    said = board.details(series, point)
    if point.expected is None:
        return said
    expected = board.quantity(point.expected, point.n)
    return said + "<br>" + text("chart.funnel.expected", board.language, value=expected)


def _edges(board: Canvas, plot: _Plot, limits: list[Series], middle: float) -> list[Figure]:
    """What the lines are, at their right ends."""
    said = text("chart.funnel.overall", board.language, value=board.quantity(middle))
    notes = [_edge(board, plot, said, middle, plot.up(middle))]
    floor = plot.up(middle)
    for series in reversed(limits):
        high = series.points[-1].high or 0.0
        floor = max(plot.up(high), floor + _LINE)
        notes.append(_edge(board, plot, board.label(series.label), high, floor))
    return notes


def _edge(board: Canvas, plot: _Plot, said: str, share: float, pixel: float) -> Figure:
    return board.words(
        said,
        muted=True,
        x=plot.last,
        xref="x",
        xanchor="left",
        xshift=6,
        y=share,
        yref="y",
        yshift=pixel - plot.up(share),
    )


def _names(board: Canvas, plot: _Plot, units: list[Series], middle: float) -> list[Figure]:
    """The names of units outside the limits, furthest out first, as far as there is room."""
    outside = [
        (series, point)
        for series in units
        if series.role is not Role.CONTEXT
        for point in series.points
    ]
    outside.sort(
        key=lambda unit: ("998" not in unit[0].key, -abs((unit[1].height or 0.0) - middle))
    )
    taken = [
        (plot.across(p.n or 1) - 6, plot.up(p.height or 0) - 6, 12.0, 12.0) for _, p in outside
    ]
    notes = []
    for series, point in outside:
        if point.standing is Standing.FEW:  # seen, not named
            continue
        said = board.label(point.label)
        wide = breadth(said, SMALL)
        x, y = plot.across(point.n or 1), plot.up(point.height or 0.0)
        places = [
            ("left", _AWAY, 0.0, (x + _AWAY, y - _LINE / 2, wide, _LINE)),
            ("right", -_AWAY, 0.0, (x - _AWAY - wide, y - _LINE / 2, wide, _LINE)),
            ("center", 0.0, _LINE, (x - wide / 2, y + _LINE / 2, wide, _LINE)),
            ("center", 0.0, -_LINE, (x - wide / 2, y - _LINE * 1.5, wide, _LINE)),
        ]
        for anchor, aside, above, box in places:
            fits = box[0] >= 0 and box[0] + box[2] <= plot.pixels + 4 and box[1] >= -_LINE / 2
            if fits and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                note = board.words(
                    said,
                    x=plot.x(point.n or 1),
                    xref="x",
                    xanchor=anchor,
                    xshift=aside,
                    y=point.height,
                    yref="y",
                    yshift=above,
                    bgcolor=board.plate(),
                    borderpad=0,
                )
                note["font"] = {"size": SMALL, "color": board.mark(series.role).colour}
                notes.append(note)
                break
    return notes


_Box = tuple[float, float, float, float]


def _overlap(one: _Box, other: _Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
