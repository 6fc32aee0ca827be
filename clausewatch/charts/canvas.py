"""What every chart on the screen shares: fonts, margins, axes, marks for what is withheld."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, Literal

from clausewatch.charts import words
from clausewatch.charts.chart import Chart, Point, Reference, Role, Series, Standing
from clausewatch.charts.palette import FONT, THEMES, Mark, Theme, ThemeName, mark, rgba
from clausewatch.language import term
from clausewatch.model.message import Value
from clausewatch.model.viewer import Language

Width = Literal["wide", "narrow"]
Figure = dict[str, Any]

SIZE, SMALL = 14, 12.5
DAY_MS = 86_400_000
#: The average width of a letter in parts of the font's size.
_LETTER = 0.5
#: What a chart is expected to measure at least, in pixels; used to place words, never to clip.
_EXPECTED: dict[Width, int] = {"wide": 640, "narrow": 340}


@dataclass(frozen=True)
class Canvas:
    """Where a chart is drawn.

    Attributes:
        chart: what is drawn.
        language, theme: for whom.
        narrow: whether it must be read on a telephone.
    """

    chart: Chart
    language: Language
    theme: Theme
    narrow: bool

    @property
    def width(self) -> int:
        """The pixels the chart is expected to have at least."""
        return _EXPECTED["narrow" if self.narrow else "wide"]

    def mark(self, role: Role) -> Mark:
        return mark(role, self.theme.name)

    def label(self, value: Value) -> str:
        return escape(words.label(value, self.language), quote=False)

    def details(self, series: Series, point: Point) -> str:
        return words.details(self.chart, series, point, self.language)

    def quantity(self, value: float, n: int | None = None) -> str:
        return words.quantity(value, self.chart.unit, self.language, n)

    def layout(self, *, height: float, margin: dict[str, float]) -> Figure:
        """The layout all charts begin with.

        The title is not in the picture: it is a heading of the page.
        """
        theme = self.theme
        return {
            "height": round(height),
            "margin": {**margin, "pad": 0},
            "font": {"family": FONT, "size": SIZE, "color": theme.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "separators": ",." if self.language is Language.DANISH else ".,",
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": theme.ground,
                "bordercolor": theme.axis,
                "align": "left",
                "namelength": 0,
                "font": {"family": FONT, "size": SIZE, "color": theme.text},
            },
            "dragmode": False,
            "clickmode": "event+select",
            "annotations": [],
            "shapes": [],
        }

    def axis(self, **settings: Any) -> Figure:
        """A quiet axis: no line, faint grid, not to be dragged."""
        return {
            "showline": False,
            "zeroline": False,
            "showgrid": True,
            "gridcolor": self.theme.grid,
            "gridwidth": 1,
            "ticks": "",
            "tickfont": {"size": SMALL, "color": self.theme.muted},
            "fixedrange": True,
            "automargin": False,
            **settings,
        }

    def words(self, said: str, *, muted: bool = False, **place: Any) -> Figure:
        """An annotation without an arrow."""
        theme = self.theme
        font = {"size": SMALL if muted else SIZE, "color": theme.muted if muted else theme.text}
        return {"text": said, "showarrow": False, "font": font, **place}

    def withheld(self, **bar: Any) -> Figure:
        """A hatched bar that stands for hidden values; its length means nothing."""
        return {
            "type": "bar",
            "marker": {
                "color": "rgba(0,0,0,0)",
                "line": {"color": self.theme.withheld, "width": 1},
                "pattern": {
                    "shape": "/",
                    "fgcolor": self.theme.withheld,
                    "fgopacity": 0.5,
                    "size": 7,
                    "solidity": 0.18,
                },
            },
            "hovertemplate": "%{hovertext}<extra></extra>",
            **UNFADED,
            **bar,
        }

    def plate(self) -> str:
        """A ground for words that lie on something."""
        return rgba(self.theme.ground, 0.85)


UNFADED: Figure = {
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
}
"""A click narrows the page; it does not fade what was not clicked."""


def canvas(chart: Chart, language: Language, theme: ThemeName, width: Width) -> Canvas:
    """A place to draw a chart on."""
    return Canvas(chart, language, THEMES[theme], width == "narrow")


def breadth(said: str, size: float = SIZE) -> float:
    """About how many pixels a line of words takes."""
    longest = max(said.split("<br>"), key=len)
    return len(longest) * size * _LETTER


@cache
def wrapped(said: str, pixels: int, size: float = SIZE) -> str:
    """Words broken into lines of so many pixels."""
    letters = max(8, int(pixels / (size * _LETTER)))
    return "<br>".join(textwrap.wrap(said, letters, break_long_words=False)) or said


def lines_of(said: str) -> int:
    """How many lines words take."""
    return said.count("<br>") + 1


def letter(index: int) -> str:
    """The letter that ties a dashed line to its words below the chart."""
    return chr(ord("a") + index) if index < 26 else str(index)


def citations(board: Canvas, drawn: list[tuple[str, Reference]], left: float, below: float) -> Any:
    """The published figures in words under the plot.

    Returns: annotations, and the pixels they take.
    """
    annotations = []
    used = 0.0
    for mark_, reference in drawn:
        said = wrapped(
            f"{mark_}  {escape(term(reference.label, board.language), quote=False)}",
            board.width - 10,
            SMALL,
        )
        annotations.append(
            board.words(
                said,
                muted=True,
                xref="paper",
                yref="paper",
                x=0,
                y=0,
                xshift=-left,
                yshift=-(below + used),
                xanchor="left",
                yanchor="top",
                align="left",
            )
        )
        used += 17.0 * lines_of(said) + 1
    return annotations, used


def legend(board: Canvas, layout: Figure) -> float:
    """Name the series above the plot, in their order; returns the pixels that takes."""
    if not words.series_named(board.chart):
        return 0.0
    layout["showlegend"] = True
    layout["legend"] = {
        "orientation": "h",
        "x": 0,
        "xref": "container",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": SMALL},
        "bgcolor": "rgba(0,0,0,0)",
    }
    widths = [breadth(board.label(series.label), SMALL) + 45 for series in board.chart.series]
    # One row where all fit; else plotly sets them in columns as broad as the broadest.
    columns = len(widths) if sum(widths) < board.width else board.width // max(widths)
    return 21.0 * -(-len(widths) // max(1, int(columns))) + 8


def readable(point: Point) -> bool:
    """Whether a point has a value to draw."""
    return point.value is not None and point.standing not in (Standing.HIDDEN, Standing.NO_DATA)
