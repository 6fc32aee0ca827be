"""A dot and its interval a row, the counts at the right edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clausewatch.charts import ticks, words
from clausewatch.charts.beside import beside, references_within
from clausewatch.charts.canvas import (
    SIZE,
    SMALL,
    UNFADED,
    Canvas,
    Figure,
    breadth,
    citations,
    letter,
    lines_of,
    readable,
    wrapped,
)
from clausewatch.charts.chart import Point, Reference, Series, Standing, Unit

_ROW = 34.0
_LINE = 19.0
_AXIS = 26.0
_TOP = 12.0
_GAP = 10.0
_HEADING = 24.0
_INSET = 14.0
"""Room for half a mark, and for half of the word under it, at the edge of a telephone."""


@dataclass(frozen=True)
class _Row:
    """A row: its words, where its mark lies, and from where to where it reaches (pixels)."""

    series: Series
    point: Point
    label: str
    y: float
    top: float
    bottom: float

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where a dashed line beside the mark runs, clear of words over it."""
        return self.y - min(12.0, self.bottom - self.y - 6), self.y + 12


def draw(board: Canvas) -> Figure:
    """The figure of a chart of kind INTERVALS."""
    rows = _rows(board)
    depth = rows[-1].bottom if rows else _ROW
    top = _reach(board)
    values, said = ticks.values(top, board.chart.unit, board.language, 4 if board.narrow else 5)
    limit = max(values[-1], top)
    left = _INSET if board.narrow else _left(board, rows)
    columns = _columns(board, rows)
    right = 6.0 if board.narrow else _GAP + sum(columns) + 4

    references = _references(board, rows)
    cited, below = citations(board, [(mark, r) for mark, r, _ in references], left, _AXIS)
    layout = board.layout(
        height=_TOP + depth + _AXIS + below + 6,
        margin={"l": left, "r": right, "t": _TOP, "b": _AXIS + below + 6},
    )
    layout["xaxis"] = board.axis(
        range=[0, limit * 1.005], tickvals=values, ticktext=said, tickmode="array"
    )
    layout["yaxis"] = board.axis(range=[depth, 0], showgrid=False, showticklabels=False)
    layout["shapes"] = [_zero(board)]
    layout["annotations"] = [
        *_headings(board, rows, left),
        *(note for row in rows for note in _words(board, row, columns)),
        *(note for mark, r, spans in references for note in _tags(board, mark, r, spans)),
        *cited,
    ]
    data = [_dashes(board, references), *_withheld(board, rows, limit), *_dots(board, rows)]
    return {"data": [trace for trace in data if trace], "layout": layout}


def _rows(board: Canvas) -> list[_Row]:
    rows: list[_Row] = []
    at = 0.0
    named = words.series_named(board.chart)
    for series in board.chart.series:
        at += _HEADING if named else 0
        for point in series.points:
            label = board.label(point.label)
            if board.narrow:
                room = board.width - breadth(_counts(board, point)) - 24
                label = wrapped(label, int(room))
                head = _LINE * lines_of(label)
                rows.append(_Row(series, point, label, at + head + 11, at, at + head + 26))
            else:
                label = wrapped(label, 230)
                height = max(_ROW, _LINE * lines_of(label) + 8)
                rows.append(_Row(series, point, label, at + height / 2, at, at + height))
            at = rows[-1].bottom
    return rows


def _left(board: Canvas, rows: list[_Row]) -> float:
    names = [row.label for row in rows]
    if words.series_named(board.chart):
        names += [board.label(series.label) for series in board.chart.series]
    return max((breadth(name) for name in names), default=0) + 14


def _counts(board: Canvas, point: Point) -> str:
    """The words at the right edge; the counts in parentheses are all there is with few checks."""
    said = words.shown(point, board.chart.unit, board.language)
    if point.standing in (Standing.FIRM, Standing.PROVISIONAL) and point.n is not None:
        said += "  " + words.k_of_n(point, board.language)
    return said


def _reach(board: Canvas) -> float:
    """The largest value anything in the chart has."""
    ends = [
        max(point.high or 0.0, point.value or 0.0)
        for series in board.chart.series
        for point in series.points
        if readable(point)
    ]
    top = max([*ends, *(r.value for r in board.chart.references)], default=0.0)
    if board.chart.unit is Unit.SHARE:
        return min(1.0, top) or 0.1
    return top or 1.0


def _columns(board: Canvas, rows: list[_Row]) -> tuple[float, float, float]:
    """The widths of the columns at the right edge: the value, "k of n", open checks."""
    points = [row.point for row in rows]
    firm = [p for p in points if p.standing in (Standing.FIRM, Standing.PROVISIONAL)]
    value = max((breadth(board.quantity(p.value or 0, p.n)) for p in firm), default=0) + 6
    counts = max(
        (breadth(words.k_of_n(p, board.language) or _counts(board, p)) for p in points), default=0
    )
    other = [p for p in points if p.standing in (Standing.HIDDEN, Standing.NO_DATA)]
    counts = max([counts, *(breadth(_counts(board, p)) - value for p in other)]) + 14
    still_open = max((breadth(_open(board, p), SMALL) for p in points if p.open), default=0)
    return value, counts, still_open + 8 if still_open else 0


def _open(board: Canvas, point: Point) -> str:
    return "+" + words.open_checks(point.open or 0, board.language)


def _words(board: Canvas, row: _Row, columns: tuple[float, float, float]) -> list[Figure]:
    """The words of a row: what it is, how much, of how many."""
    point = row.point
    pale = point.standing in (Standing.FEW, Standing.HIDDEN, Standing.NO_DATA)
    place: dict[str, Any] = {"xref": "paper", "yref": "y"}
    if board.narrow:
        at = {**place, "y": row.top, "yanchor": "top"}
        head, gap, tail = _counts(board, point).partition("  ")
        said = head if pale else f"<b>{head}</b>{gap}{tail}"
        return [
            board.words(row.label, x=0, xanchor="left", xshift=-_INSET, align="left", **at),
            _muted(board, board.words(said, x=1, xanchor="right", **at), pale),
        ]
    at = {**place, "y": row.y, "yanchor": "middle"}
    edge = {**at, "x": 1, "xanchor": "right"}
    value, counts, still_open = columns
    notes = [board.words(row.label, x=0, xanchor="right", xshift=-10, align="right", **at)]
    said = words.shown(point, board.chart.unit, board.language)
    if pale:
        notes.append(_muted(board, board.words(said, xshift=_GAP + value + counts, **edge), True))
    else:
        notes.append(board.words(f"<b>{said}</b>", xshift=_GAP + value, **edge))
        if counted := words.k_of_n(point, board.language):
            notes.append(board.words(counted, xshift=_GAP + value + counts, **edge))
    if point.open and point.standing is not Standing.HIDDEN:
        shift = _GAP + value + counts + still_open
        notes.append(board.words(_open(board, point), muted=True, xshift=shift, **edge))
    return notes


def _headings(board: Canvas, rows: list[_Row], left: float) -> list[Figure]:
    """The name of each series over its first row, where names tell series apart."""
    if not words.series_named(board.chart):
        return []
    notes = []
    for series in board.chart.series:
        first = next((row for row in rows if row.series is series), None)
        if first:
            note = board.words(
                f"<b>{board.label(series.label)}</b>",
                xref="paper",
                yref="y",
                x=0,
                y=first.top,
                xanchor="left" if board.narrow else "right",
                xshift=-left if board.narrow else -_GAP,
                yanchor="bottom",
            )
            note["font"] = {"size": SMALL, "color": board.mark(series.role).colour}
            notes.append(note)
    return notes


def _muted(board: Canvas, note: Figure, muted: bool) -> Figure:
    if muted:
        note["font"] = {"size": SIZE, "color": board.theme.muted}
    return note


def _zero(board: Canvas) -> Figure:
    line = {"color": board.theme.axis, "width": 1}
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "line": line,
        "layer": "below",
    }


def _dots(board: Canvas, rows: list[_Row]) -> list[Figure]:
    """One trace for each series and standing, so that few checks are pale and open ones hollow."""
    traces = []
    for series in board.chart.series:
        own = [row for row in rows if row.series is series and readable(row.point)]
        for standing in (Standing.FIRM, Standing.FEW, Standing.PROVISIONAL):
            if chosen := [row for row in own if row.point.standing is standing]:
                traces.append(_trace(board, series, standing, chosen))
    return traces


def _trace(board: Canvas, series: Series, standing: Standing, rows: list[_Row]) -> Figure:
    mark = board.mark(series.role)
    colour = mark.pale if standing is Standing.FEW else mark.colour
    points = [row.point for row in rows]
    values = [point.value or 0.0 for point in points]
    hollow = standing is not Standing.FIRM
    trace: Figure = {
        "type": "scatter",
        "mode": "markers",
        "name": board.label(series.label),
        "x": values,
        "y": [row.y for row in rows],
        "customdata": [[point.key, series.key] for point in points],
        "hovertext": [board.details(series, point) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": mark.symbol,
            "size": 11 if mark.symbol != "square" else 10,
            "color": board.theme.ground if hollow else colour,
            "line": {"color": colour, "width": 2 if hollow else 0},
        },
        **UNFADED,
    }
    if any(point.low is not None and point.high is not None for point in points):
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [_beyond(p.high, v) for p, v in zip(points, values, strict=True)],
            "arrayminus": [-_beyond(p.low, v) for p, v in zip(points, values, strict=True)],
            "color": colour,
            "thickness": 1.5 if standing is Standing.FEW else 2.5,
            "width": 0,
        }
    return trace


def _beyond(end: float | None, value: float) -> float:
    return 0.0 if end is None else end - value


def _withheld(board: Canvas, rows: list[_Row], limit: float) -> list[Figure]:
    hidden = [row for row in rows if row.point.standing is Standing.HIDDEN]
    if not hidden:
        return []
    trace = board.withheld(
        orientation="h",
        x=[limit] * len(hidden),
        y=[row.y for row in hidden],
        width=[14] * len(hidden),
        customdata=[[row.point.key, row.series.key] for row in hidden],
        hovertext=[board.details(row.series, row.point) for row in hidden],
    )
    return [trace]


_Spans = list[tuple[float, float]]


def _references(board: Canvas, rows: list[_Row]) -> list[tuple[str, Reference, _Spans]]:
    """The published figures that stand beside a row here, with the rows they stand beside."""
    found: list[tuple[str, Reference, _Spans]] = []
    for number, reference in enumerate(references_within(board.chart)):
        points = beside(board.chart, reference)
        spans = [row.reach for row in rows if any(row.point is point for point in points)]
        found.append((letter(number), reference, spans))
    return found


def _dashes(board: Canvas, references: list[tuple[str, Reference, _Spans]]) -> Figure | None:
    """Short dashed lines; the pointer finds them at their ends and in the middle."""
    if not references:
        return None
    x: list[Any] = []
    y: list[Any] = []
    hover: list[Any] = []
    for _, reference, spans in references:
        for top, bottom in spans:
            x += [reference.value] * 3 + [None]
            y += [top, (top + bottom) / 2, bottom, None]
            hover += [words.cited(reference, board.language)] * 3 + [""]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "line": {"color": board.theme.muted, "width": 1.5, "dash": "4px,3px"},
    }


def _tags(board: Canvas, mark: str, reference: Reference, spans: _Spans) -> list[Figure]:
    """The letter of a published figure, at its first line."""
    return [
        board.words(
            mark,
            muted=True,
            x=reference.value,
            y=spans[0][0],
            xref="x",
            yref="y",
            xanchor="left",
            yanchor="middle",
            xshift=2,
        )
    ]
