"""The values of a chart as people read them: what renderers, alt text and table share."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from clausewatch.charts.chart import Chart, ChartKind, Point, Reference, Series, Standing, Unit
from clausewatch.language import formats, term, text
from clausewatch.model.message import Value
from clausewatch.model.viewer import Language


@lru_cache(8192)
def count(value: int, language: Language) -> str:
    """A whole number."""
    return formats.decimal(value, language)


@lru_cache(8192)
def quantity(value: float, unit: Unit, language: Language, n: int | None = None) -> str:
    """A value in its unit; ``n`` decides on the decimals of a share."""
    match unit:
        case Unit.SHARE:
            return formats.share(value, language, n)
        case Unit.DKK:
            return formats.amount(value, language)
        case Unit.COUNT:
            return formats.decimal(value, language)


@lru_cache(2048)
def label(value: Value, language: Language) -> str:
    """What something is called, beginning with a capital: it begins a line."""
    words = term(value, language)
    return words[:1].upper() + words[1:]


@lru_cache(1024)
def phrase(key: str, language: Language) -> str:
    """A text of the catalogue that names no value."""
    return text(key, language)


def interval(point: Point, unit: Unit, language: Language) -> str:
    """The interval of a point; empty where it has none."""
    if point.low is None or point.high is None:
        return ""
    return span(point.low, point.high, unit, language, point.n)


@lru_cache(8192)
def span(low: float, high: float, unit: Unit, language: Language, n: int | None = None) -> str:
    """Two values in one text, ``35–41 %``."""
    if unit is Unit.SHARE:
        return formats.share_range(low, high, language, n)
    return f"{quantity(low, unit, language)} – {quantity(high, unit, language)}"


def series_named(chart: Chart) -> bool:
    """Whether the series have names that tell them apart; a map shows which is which."""
    return chart.kind is not ChartKind.MAP and len({series.label for series in chart.series}) > 1


def k_of_n(point: Point, language: Language) -> str:
    """The counts behind a share, ``612 of 1,610``; empty where there are none."""
    if point.k is None or point.n is None:
        return ""
    return f"{count(point.k, language)} {phrase('chart.of', language)} {count(point.n, language)}"


def shown(point: Point, unit: Unit, language: Language) -> str:
    """The value as it stands beside its mark: with few checks the counts, never a percentage."""
    if point.standing is Standing.HIDDEN:
        return phrase("word.hidden", language)
    if point.value is None or point.standing is Standing.NO_DATA:
        return phrase("chart.no_data", language)
    if point.standing is Standing.FEW and point.n is not None:
        return k_of_n(point, language)
    return quantity(point.value, unit, language, point.n)


def standing(point: Point, unit: Unit, language: Language) -> str:
    """What must be said about reading a value; empty where it is firm."""
    match point.standing:
        case Standing.FEW:
            return phrase("chart.few", language)
        case Standing.PROVISIONAL if point.possible:
            low, high = point.possible
            possible = span(low, high, unit, language, point.n)
            return text("chart.provisional_range", language, range=possible)
        case Standing.PROVISIONAL:
            return phrase("chart.provisional", language)
        case _:
            return ""


def details(chart: Chart, series: Series, point: Point, language: Language) -> str:
    """Everything known of a point, as lines of HTML for a pointer resting on it."""
    head, *rest = (escape(line, quote=False) for line in lines(chart, series, point, language))
    return "<br>".join([f"<b>{head}</b>", *rest])


def lines(chart: Chart, series: Series, point: Point, language: Language) -> list[str]:
    """Everything known of a point: its name first, then a line for each thing."""
    value = shown(point, chart.unit, language)
    if range_ := interval(point, chart.unit, language) if _readable(point) else "":
        value += f" ({range_})"
    said = [
        label(point.label, language),
        label(series.label, language) if series_named(chart) else "",
        value,
    ]
    if point.standing in (Standing.FIRM, Standing.PROVISIONAL):
        said.append(k_of_n(point, language))
    if point.open and point.standing is not Standing.HIDDEN:
        said.append(open_checks(point.open, language))
    said.append(standing(point, chart.unit, language))
    return [line for line in said if line]


@lru_cache(1024)
def open_checks(number: int, language: Language) -> str:
    """How many checks are not completed."""
    return text("chart.open", language, n=number)


def cited(reference: Reference, language: Language) -> str:
    """A published figure and where it is from, without the address."""
    source = reference.source.partition(", http")[0]
    return f"{term(reference.label, language)}<br>{escape(source, quote=False)}"


def _readable(point: Point) -> bool:
    return point.value is not None and point.standing not in (Standing.HIDDEN, Standing.NO_DATA)
