"""The five classes countries are shaded in, and what their colours mean in words."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from clausewatch.charts import words
from clausewatch.charts.canvas import readable
from clausewatch.charts.chart import Chart, Point, Standing, Unit
from clausewatch.charts.palette import THEMES, Theme, ThemeName
from clausewatch.language import text
from clausewatch.model.viewer import Language

Breaks = tuple[float, float, float, float]

#: Rates have the same classes in every selection, so maps can be compared.
_SHARE_BREAKS: Breaks = (0.10, 0.20, 0.35, 0.50)


@dataclass(frozen=True)
class LegendEntry:
    """One colour of the map.

    Attributes:
        colour: the fill.
        outline: the border; a country with few checks has one that shows.
        name: of the class.
        values: it stands for, in words; empty where it is no class.
    """

    colour: str
    outline: str
    name: str
    values: str


def breaks(chart: Chart) -> Breaks:
    """Where a class ends and the next begins: fixed for rates, round values for all else."""
    if chart.unit is Unit.SHARE:
        return _SHARE_BREAKS
    values = sorted(p.value or 0.0 for p in chart.series[0].points if readable(p) and p.value)
    if not values:
        return (1.0, 2.0, 3.0, 4.0)
    found: list[float] = []
    for part in (0.2, 0.4, 0.6, 0.8):
        value = _round(values[min(len(values) - 1, int(part * len(values)))])
        while found and value <= found[-1]:
            value = _next(found[-1])
        found.append(value)
    return (found[0], found[1], found[2], found[3])


def _round(value: float) -> float:
    size: float = 10.0 ** math.floor(math.log10(value))
    return max(1.0, next(step * size for step in (5, 2, 1) if step * size <= value * 1.0001))


def _next(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 and so on."""
    size: float = 10.0 ** math.floor(math.log10(value * 1.0001))
    return next(step * size for step in (2, 5, 10) if step * size > value * 1.0001)


def colour_of(point: Point | None, bounds: Breaks, theme: Theme) -> str:
    """What a country is filled with."""
    if point is None or point.standing is Standing.NO_DATA:
        return theme.land
    if point.standing is Standing.HIDDEN:
        return theme.withheld
    if point.value is None:
        return theme.land
    if point.standing is Standing.FEW:
        return theme.few
    return theme.classes[bisect_right(bounds, point.value)]


def country_legend(chart: Chart, language: Language, theme: ThemeName) -> tuple[LegendEntry, ...]:
    """The five classes, then what else countries are filled with as far as it occurs."""
    colours = THEMES[theme]
    bounds = breaks(chart)
    entries = [
        LegendEntry(colour, colours.border, text(f"map.class_{number + 1}", language), said)
        for number, (colour, said) in enumerate(
            zip(colours.classes, _ranges(bounds, chart.unit, language), strict=True)
        )
    ]
    standings = {point.standing for point in chart.series[0].points}
    if Standing.FEW in standings:
        entries.append(LegendEntry(colours.few, colours.axis, text("map.few", language), ""))
    if Standing.HIDDEN in standings:
        entries.append(
            LegendEntry(colours.withheld, colours.border, text("word.hidden", language), "")
        )
    entries.append(LegendEntry(colours.land, colours.border, text("map.no_data", language), ""))
    return tuple(entries)


def _ranges(bounds: Breaks, unit: Unit, language: Language) -> list[str]:
    said = [words.quantity(value, unit, language) for value in bounds]
    between = [text("map.from_to", language, low=a, high=b) for a, b in pairwise(said)]
    return [
        text("map.under", language, high=said[0]),
        *between,
        text("map.at_least", language, low=said[-1]),
    ]
