"""Bars for counts and money: a row a category, or columns over time. They begin at zero."""

from __future__ import annotations

from datetime import timedelta

from clausewatch.charts import ticks, words
from clausewatch.charts.canvas import (
    DAY_MS,
    SMALL,
    UNFADED,
    Canvas,
    Figure,
    breadth,
    citations,
    legend,
    lines_of,
    readable,
    wrapped,
)
from clausewatch.charts.chart import Chart, Point, Role, Series, Standing, Unit
from clausewatch.charts.timeline import (
    Timeline,
    drawn_references,
    milestone_marks,
    reference_lines,
    timeline,
)
from clausewatch.model.message import Value

_BAR = 16.0
_LINE = 19.0
_AXIS = 26.0
_HIDDEN_PART, _HIDDEN_COLUMN = 0.18, 0.36
"""How long a bar that stands for a hidden value is, in parts of the axis: room for the word."""
_PLOT = 260.0

_WAYS_OF_LOOKING = frozenset(
    {Role.ON_SITE, Role.DESK, Role.OFF_SITE_INTERVIEW, Role.THIRD_PARTY, Role.CONTEXT}
)


def stacked(chart: Chart) -> bool:
    """Whether the series are parts of a whole: counts by way of looking are, money never is."""
    return (
        len(chart.series) > 1
        and chart.unit is Unit.COUNT
        and all(series.role in _WAYS_OF_LOOKING for series in chart.series)
    )


def draw(board: Canvas) -> Figure:
    """The figure of a chart of kind BARS."""
    over_time = any(point.at for series in board.chart.series for point in series.points)
    return _columns(board) if over_time else _rows(board)


def _marker(board: Canvas, series: Series, points: list[Point]) -> Figure:
    """Pale with few checks, hollow while provisional; a pattern where series share a plot."""
    mark = board.mark(series.role)
    fills = {Standing.FEW: mark.pale, Standing.PROVISIONAL: board.theme.ground}
    marker: Figure = {
        "color": [fills.get(point.standing, mark.colour) for point in points],
        "line": {
            "color": [
                mark.colour if point.standing is Standing.PROVISIONAL else board.theme.ground
                for point in points
            ],
            "width": [1.5 if point.standing is Standing.PROVISIONAL else 0.5 for point in points],
        },
    }
    earlier = [s for s in board.chart.series if s.role is series.role]
    if len(board.chart.series) > 1:
        turn = earlier.index(series)
        marker["pattern"] = {
            "shape": _PATTERNS[turn % len(_PATTERNS)] if turn else mark.pattern,
            "fgcolor": board.theme.ground,
            "fillmode": "overlay",
            "fgopacity": 0.28,
            "size": 6,
            "solidity": 0.22,
        }
    return marker


#: Series after the first of one role are told apart by these.
_PATTERNS = ("", "\\", "x", "-", "+")


def _rows(board: Canvas) -> Figure:
    chart = board.chart
    together = stacked(chart)
    categories: dict[tuple[str | None, Value], float] = {}
    labels: dict[tuple[str | None, Value], str] = {}
    bands = 1 if together else len(chart.series)
    at = 0.0
    for series in chart.series:
        for point in series.points:
            row = (point.key, point.label)
            if row in categories:
                continue
            said = wrapped(board.label(point.label), board.width if board.narrow else 230)
            labels[row] = said
            head = _LINE * lines_of(said) + 3 if board.narrow else 0.0
            body = max(_BAR * bands, 0 if board.narrow else _LINE * lines_of(said))
            categories[row] = at + head + body / 2
            at += head + body + 12
    sums: dict[tuple[str | None, Value], float] = {}
    for series in chart.series:
        for point in series.points:
            row, value = (point.key, point.label), point.value or 0.0
            sums[row] = sums.get(row, 0) + value if together else max(sums.get(row, 0), value)
    top = max(sums.values(), default=0) or 1.0
    values, said_values = ticks.values(top, chart.unit, board.language, 3 if board.narrow else 5)
    limit = max(values[-1], top)
    left = 2.0 if board.narrow else max((breadth(s) for s in labels.values()), default=0) + 14
    longest = max((breadth(_said(board, p)) for s in chart.series for p in s.points), default=0)
    layout = board.layout(height=0, margin={"l": left, "r": longest + 14, "t": 6, "b": _AXIS})
    head = legend(board, layout) + 6
    layout["margin"]["t"] = head
    layout["height"] = round(head + at + _AXIS)
    layout["barmode"] = "stack" if together else "overlay"
    layout["xaxis"] = board.axis(
        range=[0, limit],
        tickvals=values,
        ticktext=said_values,
        zeroline=True,
        zerolinecolor=board.theme.axis,
    )
    layout["yaxis"] = board.axis(range=[at, 0], showgrid=False, showticklabels=False)
    data = []
    for number, series in enumerate(chart.series):
        shift = 0.0 if together else (number - (bands - 1) / 2) * _BAR
        data += _bar_row(board, series, categories, shift, limit)
        if not together:
            layout["annotations"] += [
                _value(board, p, limit, categories[p.key, p.label] + shift) for p in series.points
            ]
    if together:
        layout["annotations"] += [
            board.words(
                board.quantity(total),
                x=total,
                y=categories[row],
                xref="x",
                yref="y",
                xanchor="left",
                xshift=4,
            )
            for row, total in sums.items()
        ]
    layout["annotations"] += [
        _name(board, labels[row], middle, bands) for row, middle in categories.items()
    ]
    return {"data": data, "layout": layout}


def _said(board: Canvas, point: Point) -> str:
    return words.shown(point, board.chart.unit, board.language)


def _name(board: Canvas, said: str, middle: float, bands: int) -> Figure:
    if board.narrow:
        return board.words(
            said,
            xref="paper",
            x=0,
            xanchor="left",
            align="left",
            yref="y",
            y=middle - _BAR * bands / 2 - 2,
            yanchor="bottom",
        )
    return board.words(
        said, xref="paper", x=0, xanchor="right", xshift=-10, align="right", yref="y", y=middle
    )


def _value(board: Canvas, point: Point, limit: float, y: float) -> Figure:
    """The value at the end of its bar; "hidden" and "no data" where the bar would begin."""
    hidden = point.standing is Standing.HIDDEN
    firm = readable(point) and point.standing is not Standing.FEW
    x = limit * _HIDDEN_PART if hidden else point.value or 0.0
    return board.words(
        _said(board, point), muted=not firm, x=x, y=y, xref="x", yref="y", xanchor="left", xshift=4
    )


def _bar_row(
    board: Canvas,
    series: Series,
    categories: dict[tuple[str | None, Value], float],
    shift: float,
    limit: float,
) -> list[Figure]:
    seen = [point for point in series.points if readable(point)]
    hidden = [point for point in series.points if point.standing is Standing.HIDDEN]

    def placed(points: list[Point]) -> Figure:
        return {
            "orientation": "h",
            "y": [categories[p.key, p.label] + shift for p in points],
            "width": [_BAR - 2] * len(points),
            "customdata": [[p.key, series.key] for p in points],
            "hovertext": [board.details(series, p) for p in points],
        }

    traces: list[Figure] = [
        {
            "type": "bar",
            "name": board.label(series.label),
            "x": [point.value for point in seen],
            "marker": _marker(board, series, seen),
            "hovertemplate": "%{hovertext}<extra></extra>",
            **UNFADED,
            **placed(seen),
        }
    ]
    if hidden:
        length = [limit * _HIDDEN_PART] * len(hidden)
        traces.append(board.withheld(x=length, showlegend=False, **placed(hidden)))
    return traces


def _columns(board: Canvas) -> Figure:
    chart = board.chart
    together = stacked(chart)
    line = timeline(board.chart)
    sums: dict[object, float] = {}
    for series in chart.series:
        for point in series.points:
            value = point.value or 0.0
            old = sums.get(point.at, 0.0)
            sums[point.at] = old + value if together else max(old, value)
    references = drawn_references(board, line)
    top = max([*sums.values(), *(r.value for _, r, _ in references)], default=0) or 1.0
    values, said = ticks.values(top, chart.unit, board.language, 4)
    limit = max(values[-1], top)
    left = max(breadth(text, SMALL) for text in said) + 12
    marks, above = milestone_marks(board, line)
    cited, below = citations(board, [(mark, r) for mark, r, _ in references], left, line.below)
    layout = board.layout(height=0, margin={"l": left, "r": 10, "t": 0, "b": line.below + below})
    head = legend(board, layout) + above + 10
    layout["margin"]["t"] = head
    layout["height"] = round(head + _PLOT + line.below + below)
    layout["barmode"] = "stack" if together else "overlay"
    layout["xaxis"] = line.axis(board)
    layout["yaxis"] = board.axis(
        range=[0, limit],
        tickvals=values,
        ticktext=said,
        zeroline=True,
        zerolinecolor=board.theme.axis,
    )
    layout["annotations"] = [*marks["annotations"], *cited]
    layout["shapes"] = marks["shapes"]
    bands = 1 if together else len(chart.series)
    data = [
        trace
        for number, series in enumerate(chart.series)
        for trace in _bar_columns(board, line, series, 0 if together else number, bands, limit)
    ]
    dashes, tags = reference_lines(board, references, board.theme.text)
    layout["annotations"] += tags
    return {"data": [*data, *dashes], "layout": layout}


def _bar_columns(
    board: Canvas, line: Timeline, series: Series, number: int, bands: int, limit: float
) -> list[Figure]:
    seen = [point for point in series.points if readable(point)]
    hidden = [point for point in series.points if point.standing is Standing.HIDDEN]

    def placed(points: list[Point]) -> Figure:
        widths = [0.82 * line.days(point) / bands for point in points]
        starts = [
            line.middle(point) + timedelta(days=(number - bands / 2) * width)
            for point, width in zip(points, widths, strict=True)
        ]
        return {
            "x": [start.isoformat() for start in starts],
            "offset": 0,
            "width": [width * DAY_MS for width in widths],
            "customdata": [[p.key, series.key] for p in points],
            "hovertext": [board.details(series, p) for p in points],
        }

    traces: list[Figure] = [
        {
            "type": "bar",
            "name": board.label(series.label),
            "y": [point.value for point in seen],
            "marker": _marker(board, series, seen),
            "hovertemplate": "%{hovertext}<extra></extra>",
            **UNFADED,
            **placed(seen),
        }
    ]
    if hidden:
        height = [limit * _HIDDEN_COLUMN] * len(hidden)
        said = words.phrase("word.hidden", board.language)
        traces.append(
            board.withheld(
                y=height,
                showlegend=False,
                text=[said] * len(hidden),
                textposition="inside",
                constraintext="none",
                textangle=-90,
                textfont={"color": board.theme.muted, "size": SMALL},
                **placed(hidden),
            )
        )
    return traces
