"""What a chart shows, in sentences made from what is drawn."""

from __future__ import annotations

from clausewatch.charts import funnel, words
from clausewatch.charts.beside import milestones_within, references_within
from clausewatch.charts.canvas import readable
from clausewatch.charts.chart import Chart, ChartKind, Point, Role, Series, Standing
from clausewatch.charts.sites import sites_in
from clausewatch.language import formats, render, term, text
from clausewatch.model.viewer import Language

_BEWARE = {
    Standing.FEW: "alt.few",
    Standing.PROVISIONAL: "alt.provisional",
    Standing.HIDDEN: "alt.hidden",
    Standing.NO_DATA: "alt.no_data",
}

_MOST_NAMES = 8
"""Of units outside a funnel's limits, so many are named."""


def alt_text(chart: Chart, language: Language) -> str:
    """What kind of chart it is, what it plots, its highest and lowest value, and what to beware.

    A value is named with the counts behind it and its interval; hidden values are counted only.
    """
    subtitle = _sentence(render(chart.subtitle, language))
    if chart.empty:
        return f"{text('alt.empty', language)} {subtitle}"
    if chart.kind is ChartKind.FUNNEL:
        return " ".join(_funnel(chart, subtitle, language))
    said = [_kind(chart, language), subtitle]
    drawn = chart.series[:1] if chart.kind is ChartKind.MAP else chart.series
    named = words.series_named(chart) and len(drawn) > 1
    if chart.kind is ChartKind.INTERVALS or not named:
        said += _values(chart, [point for series in drawn for point in series.points], language)
    else:
        said += [
            text("alt.series", language, series=words.label(series.label, language), said=sentences)
            for series in drawn
            if (sentences := " ".join(_values(chart, list(series.points), language)))
        ]
    said += _beware(drawn, language)
    said += _beside(chart, language)
    # An abbreviation at the end of a sentence has its full stop already.
    return " ".join(said).replace("..", ".")


def _funnel(chart: Chart, subtitle: str, language: Language) -> list[str]:
    """How many units lie where, those outside the limits by name."""
    limits, units = funnel.of(chart.series)
    overall = words.quantity(limits[0].points[0].value or 0.0, chart.unit, language)
    n = sum(len(series.points) for series in units)
    said = [text("alt.funnel", language, n=n, overall=overall), subtitle]
    for series in reversed(units):
        position, count = words.label(series.label, language), len(series.points)
        if series.role is Role.CONTEXT:
            said.append(text("alt.funnel_position", language, position=position, n=count))
            continue
        names = [words.label(point.label, language) for point in series.points[:_MOST_NAMES]]
        said.append(
            text(
                "alt.funnel_named",
                language,
                position=position,
                n=count,
                names=formats.listing(names, language)
                if count <= _MOST_NAMES
                else ", ".join(names) + ", …",
            )
        )
    return said


def _kind(chart: Chart, language: Language) -> str:
    points = [point for series in chart.series for point in series.points]
    periods = sorted({point.at: point.label for point in points if point.at}.items())
    if chart.kind is ChartKind.MAP:
        return text("alt.map", language, n=len([p for p in chart.series[0].points if readable(p)]))
    if periods:
        key = "alt.line_band" if chart.kind is ChartKind.LINE_BAND else "alt.columns"
        first, last = periods[0][1], periods[-1][1]
        return text(key, language, n=len(periods), first=first, last=last)
    rows = {(point.key, point.label) for point in points}
    return text(f"alt.{chart.kind.value}", language, n=len(rows))


def _values(chart: Chart, points: list[Point], language: Language) -> list[str]:
    """The highest and the lowest, and over time the first and the last."""
    seen = [point for point in points if readable(point)]
    if not seen:
        return []
    if len(seen) == 1:
        return [
            text(
                "alt.only",
                language,
                label=words.label(seen[0].label, language),
                value=_value(chart, seen[0], language),
            )
        ]
    # Few checks would be the highest and the lowest by chance.
    firm = [point for point in seen if point.standing is not Standing.FEW] or seen
    highest = max(firm, key=lambda point: point.value or 0.0)
    lowest = min(firm, key=lambda point: point.value or 0.0)
    said = []
    if all(point.at for point in seen):
        said.append(
            text(
                "alt.trend",
                language,
                first=seen[0].label,
                first_value=_value(chart, seen[0], language),
                last=seen[-1].label,
                last_value=_value(chart, seen[-1], language),
            )
        )
    if highest.value == lowest.value:
        return [*said, text("alt.same", language, value=_value(chart, highest, language))]
    return [
        *said,
        text(
            "alt.range",
            language,
            highest=highest.label,
            highest_value=_value(chart, highest, language),
            lowest=lowest.label,
            lowest_value=_value(chart, lowest, language),
        ),
    ]


def _value(chart: Chart, point: Point, language: Language) -> str:
    """A value, the counts behind it and its interval."""
    value = words.shown(point, chart.unit, language)
    if point.standing is Standing.FEW:
        return value
    behind = [words.k_of_n(point, language)]
    if interval := words.interval(point, chart.unit, language):
        behind.append(text("chart.interval", language, range=interval))
    said = ", ".join(part for part in behind if part)
    return f"{value} ({said})" if said else value


def _beware(drawn: tuple[Series, ...], language: Language) -> list[str]:
    points = [point for series in drawn for point in series.points]
    said = []
    for standing, key in _BEWARE.items():
        found = [point for point in points if point.standing is standing]
        # A period is provisional once, however many series it has.
        periods = {point.at or point for point in found}
        if found:
            n = len(periods if standing is Standing.PROVISIONAL else found)
            said.append(text(key, language, n=n))
    return said


def _beside(chart: Chart, language: Language) -> list[str]:
    """Sites, published figures and milestones, as far as they are drawn."""
    said = []
    if chart.kind is ChartKind.MAP and (sites := sites_in(chart, "world")):
        said.append(text("alt.sites", language, n=len(sites)))
    if references := references_within(chart):
        labels = [term(reference.label, language) for reference in references]
        figures = "; ".join(labels)
        said.append(text("alt.references", language, n=len(references), figures=figures))
    if milestones := milestones_within(chart):
        listed = [
            text(
                "alt.dated",
                language,
                label=term(milestone.label, language),
                period=str(milestone.at.year),
            )
            for milestone in milestones
        ]
        said.append(text("alt.milestones", language, milestones=formats.listing(listed, language)))
    return said


def _sentence(said: str) -> str:
    return said if said.endswith((".", "!", "?")) else said + "."
