"""A value over time with its interval, at real distances."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any

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
    readable,
)
from clausewatch.charts.chart import Point, Role, Series, Standing, Unit
from clausewatch.charts.palette import rgba
from clausewatch.charts.timeline import (
    Timeline,
    drawn_references,
    milestone_marks,
    reference_lines,
    timeline,
)

_PLOT = 280.0
_LABEL_LINE = 17.0
_LATE = 0.85
"""From this part of the axis on, words over a mark lie left of it."""


def draw(board: Canvas) -> Figure:
    """The figure of a chart of kind LINE_BAND."""
    chart = board.chart
    if chart.empty:
        return {"data": [], "layout": board.layout(height=120, margin=dict.fromkeys("lrtb", 0))}
    line = timeline(board.chart)
    references = drawn_references(board, line)
    top = _reach(board, [r.value for _, r, _ in references])
    values, said = ticks.values(top, chart.unit, board.language, 4 if board.narrow else 5)
    limit = max(values[-1], top)
    left = max(breadth(text, SMALL) for text in said) + 12
    ends, right = _ends(board, line, limit)
    marks, above = milestone_marks(board, line)
    cited, below = citations(board, [(mark, r) for mark, r, _ in references], left, line.below)
    layout = board.layout(height=0, margin={"l": left, "r": right, "t": 0, "b": line.below + below})
    head = above + 12 + (legend(board, layout) if board.narrow else 0)
    layout["margin"]["t"] = head
    layout["height"] = round(head + _PLOT + line.below + below)
    layout["xaxis"] = line.axis(board)
    layout["yaxis"] = board.axis(range=[0, limit], tickvals=values, ticktext=said)
    layout["shapes"] = marks["shapes"]
    dashes, tags = reference_lines(board, references, board.theme.muted)
    layout["annotations"] = [
        *marks["annotations"],
        *tags,
        *ends,
        *cited,
        *_hidden_words(board, line, limit),
    ]
    data = [*dashes]
    for series in chart.series:
        data += _series(board, line, series, limit)
    return {"data": data, "layout": layout}


def _reach(board: Canvas, others: list[float]) -> float:
    ends = [
        max(point.high or 0.0, point.value or 0.0, (point.possible or (0.0, 0.0))[1])
        for series in board.chart.series
        for point in series.points
        if readable(point)
    ]
    top = max([*ends, *others], default=0.0) or 0.1
    return min(top, 1.0) if board.chart.unit is Unit.SHARE else top


def _series(board: Canvas, line: Timeline, series: Series, limit: float) -> list[Figure]:
    traces = [*_band(board, line, series), *_withheld(board, line, series, limit)]
    traces += _possible(board, line, series)
    for dashed in (False, True) if series.joined else ():
        if path := _path(board, line, series, dashed):
            traces.append(path)
    if traces and not series.marked and _first_of_its_name(board, series):
        # What has no marks is named in the legend by its line.
        traces[-1] |= {"name": board.label(series.label), "showlegend": True}
    return [*traces, *(_points(board, line, series) if series.marked else ())]


def _first_of_its_name(board: Canvas, series: Series) -> bool:
    return next(each for each in board.chart.series if each.label == series.label) is series


def runs(points: tuple[Point, ...]) -> list[list[Point]]:
    """Points that follow each other without a gap."""
    found: list[list[Point]] = [[]]
    for point in points:
        if readable(point):
            found[-1].append(point)
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def _band(board: Canvas, line: Timeline, series: Series) -> list[Figure]:
    """The intervals: one closed shape a run, a thin line where a run is a single period."""
    colour = board.mark(series.role).colour
    x: list[str | None] = []
    y: list[float | None] = []
    alone: list[tuple[str, float, float]] = []
    for run in runs(series.points):
        known = [
            (line.middle(p).isoformat(), p.low, p.high)
            for p in run
            if p.low is not None and p.high is not None
        ]
        if len(known) == 1:
            alone += known
        elif known:
            x += [at for at, _, _ in known] + [at for at, _, _ in reversed(known)] + [None]
            y += [high for _, _, high in known] + [low for _, low, _ in reversed(known)] + [None]
    traces: list[Figure] = []
    single = len(board.chart.series) == 1
    if x:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "fill": "toself",
                # Bands of several series lie on each other.
                "fillcolor": rgba(colour, 0.16 if single or not series.marked else 0.09),
                "line": {"width": 0},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    if alone:
        traces.append(_sticks(alone, {"color": rgba(colour, 0.35), "width": 5}))
    return traces


def _sticks(ends: list[tuple[str, float, float]], drawn: Figure) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for at, _, _ in ends for x in (at, at, None)],
        "y": [y for _, low, high in ends for y in (low, high, None)],
        "line": drawn,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _possible(board: Canvas, line: Timeline, series: Series) -> list[Figure]:
    """Where a provisional value may end, once its open checks are completed."""
    ends = [
        (line.middle(point).isoformat(), *point.possible)
        for point in series.points
        if point.possible and readable(point)
    ]
    if not ends:
        return []
    colour = board.mark(series.role).colour
    return [_sticks(ends, {"color": colour, "width": 1.5, "dash": "2px,2px"})]


def _path(board: Canvas, line: Timeline, series: Series, dashed: bool) -> Figure | None:
    """The line from point to point; dashed where either end is provisional."""
    x: list[str | None] = []
    y: list[float | None] = []
    for run in runs(series.points):
        for a, b in pairwise(run):
            if dashed is (Standing.PROVISIONAL in (a.standing, b.standing)):
                x += [line.middle(a).isoformat(), line.middle(b).isoformat(), None]
                y += [a.value, b.value, None]
    if not x:
        return None
    width = 2 if series.marked else 1.25
    drawn: Figure = {"color": board.mark(series.role).colour, "width": width}
    if dashed:
        drawn["dash"] = "5px,4px"
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": drawn,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _points(board: Canvas, line: Timeline, series: Series) -> list[Figure]:
    """Filled where firm, pale with few checks, hollow where provisional."""
    mark = board.mark(series.role)
    points = [point for point in series.points if readable(point)]
    if not points:
        return []
    size = 8 if len(points) <= 40 else 5
    if not series.joined:
        size = 10
    ground = board.theme.ground
    hollow = (Standing.PROVISIONAL, Standing.FEW)
    edge = [mark.pale if p.standing is Standing.FEW else mark.colour for p in points]
    fill = [ground if p.standing in hollow else mark.colour for p in points]
    trace: Figure = {
        "type": "scatter",
        "mode": "markers",
        "name": board.label(series.label),
        "x": [line.middle(point).isoformat() for point in points],
        "y": [point.value for point in points],
        "customdata": [[point.key, series.key] for point in points],
        "hovertext": [board.details(series, point) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": mark.symbol,
            "size": size,
            "color": fill,
            "line": {"color": edge, "width": 1.5},
        },
        **UNFADED,
    }
    return [trace]


def _withheld(board: Canvas, line: Timeline, series: Series, limit: float) -> list[Figure]:
    hidden = [point for point in series.points if point.standing is Standing.HIDDEN]
    if not hidden:
        return []
    place: dict[str, Any] = {
        "x": [line.middle(point).isoformat() for point in hidden],
        "y": [limit] * len(hidden),
        "width": [line.days(point) * DAY_MS for point in hidden],
        "customdata": [[point.key, series.key] for point in hidden],
        "hovertext": [board.details(series, point) for point in hidden],
    }
    return [board.withheld(showlegend=False, **place)]


def _hidden_words(board: Canvas, line: Timeline, limit: float) -> list[Figure]:
    """The word "hidden", upright, once for each stretch of hidden periods."""
    said = words.phrase("word.hidden", board.language)
    stretches = [
        [line.middle(point) for point in stretch]
        for series in board.chart.series
        for hidden, stretch in groupby(series.points, lambda p: p.standing is Standing.HIDDEN)
        if hidden
    ]
    return [
        board.words(
            said,
            muted=True,
            x=(stretch[0] + (stretch[-1] - stretch[0]) / 2).isoformat(),
            y=limit / 2,
            xref="x",
            yref="y",
            textangle=-90,
            bgcolor=board.plate(),
            borderpad=1,
        )
        for stretch in stretches
    ]


def _ends(board: Canvas, line: Timeline, limit: float) -> tuple[list[Figure], float]:
    """Each line's last value at its end, with its name where there are several and room for it.

    A line that ends before the others has its value over its band, clear of what follows; marks
    that no line joins have their name beside the last of them.

    Returns: annotations, and the pixels they take right of the plot.
    """
    named = words.series_named(board.chart) and not board.narrow
    ends = []
    annotations = []
    newest = max(point.at for series in board.chart.series for point in series.points if point.at)
    for series in board.chart.series:
        seen = [point for point in series.points if readable(point)]
        if not seen:
            continue
        last = seen[-1]
        said = words.shown(last, board.chart.unit, board.language)
        if not series.joined:
            if named:
                annotations.append(_beside(board, line, series, last))
        elif not series.marked and last.at != newest:
            annotations.append(_over(board, line, series, last, said))
        else:
            said = f"<b>{said}</b>"
            if named:
                said += " " + board.label(series.label)
            ends.append((last.value or 0.0, said, series, last))
    ends.sort(key=lambda end: end[0])
    floor = -_LABEL_LINE
    right = 8.0
    for value, said, series, last in ends:
        pixel = max(value / limit * _PLOT, floor + _LABEL_LINE)
        floor = pixel
        colour = _ink(board, series)
        note = board.words(
            said,
            x=line.middle(last).isoformat(),
            xref="x",
            xanchor="left",
            xshift=8,
            y=value,
            yref="y",
            yshift=pixel - value / limit * _PLOT,
        )
        note["font"] = {"size": SMALL + 0.5, "color": colour}
        annotations.append(note)
        right = max(right, breadth(said.replace("<b>", "").replace("</b>", ""), SMALL) + 16)
    return annotations, right


def _over(board: Canvas, line: Timeline, series: Series, last: Point, said: str) -> Figure:
    """The value of a line that ends early, over the end of its band."""
    note = board.words(
        said,
        x=line.middle(last).isoformat(),
        xref="x",
        xanchor="right",
        y=last.high if last.high is not None else last.value,
        yref="y",
        yanchor="bottom",
        yshift=1,
    )
    note["font"] = {"size": SMALL + 0.5, "color": _ink(board, series)}
    return note


def _beside(board: Canvas, line: Timeline, series: Series, last: Point) -> Figure:
    """The name of marks that no line joins, at the last of them, away from what is expected."""
    below = any(
        point.at == last.at and (point.value or 0.0) > (last.value or 0.0)
        for each in board.chart.series
        if not each.marked
        for point in each.points
    )
    note = board.words(
        board.label(series.label),
        x=line.middle(last).isoformat(),
        xref="x",
        xanchor="right" if line.part(line.middle(last).date()) > _LATE else "center",
        y=last.value,
        yref="y",
        yanchor="top" if below else "bottom",
        yshift=-8 if below else 8,
        bgcolor=board.plate(),
        borderpad=1,
    )
    note["font"] = {"size": SMALL + 0.5, "color": _ink(board, series)}
    return note


def _ink(board: Canvas, series: Series) -> str:
    """The colour of words about a series; what is grey as a mark would be too faint to read."""
    grey = series.role is Role.CONTEXT
    return board.theme.muted if grey else board.mark(series.role).colour
