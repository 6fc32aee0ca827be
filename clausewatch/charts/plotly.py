"""Charts on the screen, as the plain dictionaries plotly draws.

A figure carries no title: title and subtitle are words of the page around it. Draw it with
Streamlit's own theme switched off (``theme=None``). Every word on it is ours: plotly's locale
bundles are not shipped, so ticks carry their text and hovering shows text made here.
"""

from __future__ import annotations

from typing import Any

from clausewatch.charts import bars, funnel, intervals, lines
from clausewatch.charts.canvas import Width, canvas
from clausewatch.charts.chart import Chart, ChartKind
from clausewatch.charts.palette import ThemeName
from clausewatch.model.viewer import Language

_DRAW = {
    ChartKind.INTERVALS: intervals.draw,
    ChartKind.BARS: bars.draw,
    ChartKind.LINE_BAND: lines.draw,
    ChartKind.FUNNEL: funnel.draw,
}


def figure(
    chart: Chart, language: Language, theme: ThemeName, width_hint: Width = "wide"
) -> dict[str, Any]:
    """A chart as ``{"data": [...], "layout": {...}}``.

    Each point that stands for something carries ``customdata`` ``[Point.key, Series.key]``; a
    click on it answers with that. The height is in the layout, the width is the page's.

    Args:
        chart: of any kind but MAP, which ``deck`` draws.
        language: what words and numbers are written in.
        theme: the ground it stands on.
        width_hint: "narrow" puts the words of a row above it, for a telephone.
    """
    return _DRAW[chart.kind](canvas(chart, language, theme, width_hint))


def config(language: Language) -> dict[str, Any]:
    """Plotly's settings: no buttons over the picture, no logo, no zooming by the wheel."""
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "showAxisDragHandles": False,
        "responsive": True,
        "locale": "en-US" if language is Language.ENGLISH else "da",
    }
