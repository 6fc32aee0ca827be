"""Maps on the screen: countries shaded, sites as points, with nothing fetched from anywhere.

There is no background map: the land is ours, and a map style, even None, would make Streamlit
fetch one. The ground is the page's own.
"""

from __future__ import annotations

import json
import math
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from clausewatch.charts import words
from clausewatch.charts.canvas import Width, readable
from clausewatch.charts.chart import Chart, Point, Standing, Unit
from clausewatch.charts.classes import LegendEntry, breaks, colour_of, country_legend
from clausewatch.charts.geography import COPENHAGEN, Box, around_copenhagen, countries, places
from clausewatch.charts.hexagons import Hexagon, hexagons
from clausewatch.charts.palette import FONT, THEMES, Theme, ThemeName, rgb
from clausewatch.charts.sites import View, checks, gathered, sites_in
from clausewatch.language import text
from clausewatch.model.viewer import Language

__all__ = ["LegendEntry", "View", "deck", "legend", "sites_in"]

DENSE = 250
"""With more sites than this in view, the city's are gathered into hexagons."""

_PIXELS: dict[Width, int] = {"wide": 860, "narrow": 358}


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck that travels without the indentation pydeck puts in: a sixth of the size."""

    def to_json(self) -> str:
        """The deck as JSON."""
        return json.dumps(self, default=default_serialize, separators=(",", ":"))


def deck(
    chart: Chart,
    language: Language,
    theme: ThemeName,
    view: View = "world",
    width_hint: Width = "wide",
    height: int = 480,
) -> pdk.Deck:
    """A chart of kind MAP.

    Layers are called ``land``, ``countries``, ``small`` (countries too small to see, as points),
    ``sites``, ``hexagons`` and ``places``. Countries and sites can be picked; a picked object
    carries ``key`` (``Point.key``), ``head`` and ``text`` (what the pointer shows).

    Args:
        chart: its first series is countries by ISO code, its second sites.
        language: of the words at the pointer.
        theme: the ground it stands on.
        view: the world with its countries shaded, or Copenhagen with its sites only.
        width_hint: how much of the map fits at first.
        height: pixels the map will have.
    """
    colours = THEMES[theme]
    if view == "world":
        layers = [*_countries(chart, language, colours), *_groups(chart, language, colours)]
        box = _extent(chart)
    else:
        layers = [_city_land(colours), *_city(chart, language, colours), _names(colours)]
        box = COPENHAGEN
    return CompactDeck(
        layers=layers,
        initial_view_state=_fitted(box, _PIXELS[width_hint], height),
        map_provider=None,
        height=height,
        tooltip={
            "html": "<b>{head}</b>\n{text}",
            "style": {
                "fontFamily": FONT,
                "fontSize": "14px",
                "lineHeight": "1.4",
                "whiteSpace": "pre-line",
                "color": colours.text,
                "backgroundColor": colours.ground,
                "border": f"1px solid {colours.axis}",
                "borderRadius": "4px",
                "padding": "6px 10px",
            },
        },
    )


def legend(
    chart: Chart, language: Language, theme: ThemeName, view: View = "world"
) -> tuple[LegendEntry, ...]:
    """What the colours of a view mean; empty where points alone are drawn."""
    if view == "world":
        return country_legend(chart, language, theme)
    cells = _cells(chart)
    most = max((cell.checks for cell in cells), default=0)
    colours = THEMES[theme]
    entries = []
    lowest = 1
    for number, colour in enumerate(colours.classes):
        highest = math.floor(most * ((number + 1) / 5) ** 2 + 1e-9)
        if cells and highest >= lowest:
            values = f"{words.count(lowest, language)}–{words.count(highest, language)}"
            said = text("map.checks", language, values=values)
            name = text(f"map.class_{number + 1}", language)
            entries.append(LegendEntry(colour, colours.border, name, said))
            lowest = highest + 1
    return tuple(entries)


def _cells(chart: Chart) -> tuple[Hexagon, ...]:
    """The city's hexagons; none while its sites can be told apart."""
    points = sites_in(chart, "copenhagen")
    if len(points) <= DENSE:
        return ()
    return hexagons([(p.longitude or 0.0, p.latitude or 0.0, checks(p)) for p in points])


def _extent(chart: Chart) -> Box:
    """What there is to see, with a margin; the inhabited world where there is nothing."""
    counted = {point.key for point in chart.series[0].points}
    at = [(c.longitude, c.latitude) for c in countries() if c.code in counted]
    at += [(site.longitude or 0.0, site.latitude or 0.0) for site in sites_in(chart, "world")]
    if not at:
        return Box(-130, -45, 155, 70)
    west, east = min(x for x, _ in at), max(x for x, _ in at)
    south, north = min(y for _, y in at), max(y for _, y in at)
    return Box(west - 8, max(south - 6, -56), east + 8, min(north + 6, 75))


def _fitted(box: Box, width: int, height: int) -> pdk.ViewState:
    """The view that holds a box in so many pixels, on Mercator's map of 512 pixels at zoom 0."""

    def up(latitude: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))

    across = width / 512 * 360 / (box.east - box.west)
    upwards = height / 512 * 2 * math.pi / (up(box.north) - up(box.south))
    zoom = math.log2(min(across, upwards))
    middle = (up(box.north) + up(box.south)) / 2
    return pdk.ViewState(
        longitude=(box.west + box.east) / 2,
        latitude=math.degrees(2 * math.atan(math.exp(middle)) - math.pi / 2),
        zoom=min(zoom, 12),
        min_zoom=min(zoom, 12) - 0.5,
        max_zoom=14,
        pitch=0,
        bearing=0,
    )


def _opaque(colour: str, opacity: int = 255) -> list[int]:
    return [*rgb(colour), opacity]


def _layer(kind: str, name: str, data: Any, theme: Theme, **settings: Any) -> pdk.Layer:
    """A layer with an outline; a pointer lightens what it rests on."""
    return pdk.Layer(
        kind,
        id=name,
        data=data,
        stroked=True,
        highlight_color=_opaque(theme.ground, 90),
        **{"pickable": True, "auto_highlight": True, "line_width_units": "'pixels'", **settings},
    )


def _countries(chart: Chart, language: Language, theme: Theme) -> list[pdk.Layer]:
    series = chart.series[0]
    points = {point.key: point for point in series.points}
    bounds = breaks(chart)
    plain: list[Any] = []
    shaded: list[Any] = []
    small: list[Any] = []
    for country in countries():
        point = points.get(country.code) if country.code else None
        properties: dict[str, Any] = {}
        if point:
            few = point.standing is Standing.FEW
            properties = {
                "key": country.code,
                "fill": _opaque(colour_of(point, bounds, theme)),
                "line": _opaque(theme.axis if few else theme.border),
                **_said(words.lines(chart, series, point, language)),
            }
        if country.drawn:
            feature = {"type": "Feature", "properties": properties, "geometry": country.geometry}
            (shaded if point else plain).append(feature)
        if point and country.small:
            small.append({**properties, "position": [country.longitude, country.latitude]})
    layers = [
        _land(plain, _opaque(theme.border), theme),
        _layer(
            "GeoJsonLayer",
            "countries",
            {"type": "FeatureCollection", "features": shaded},
            theme,
            get_fill_color="properties.fill",
            get_line_color="properties.line",
            get_line_width=0.8,
        ),
    ]
    if small:
        layers.append(
            _layer(
                "ScatterplotLayer",
                "small",
                small,
                theme,
                get_position="position",
                get_fill_color="fill",
                get_radius=5,
                radius_units="'pixels'",
                get_line_color=_opaque(theme.axis),
                get_line_width=1,
            )
        )
    return layers


def _land(features: list[Any], border: list[int], theme: Theme) -> pdk.Layer:
    return _layer(
        "GeoJsonLayer",
        "land",
        {"type": "FeatureCollection", "features": features},
        theme,
        pickable=False,
        auto_highlight=False,
        get_fill_color=_opaque(theme.land),
        get_line_color=border,
        get_line_width=0.6,
    )


def _said(lines: list[str]) -> dict[str, str]:
    """What the pointer shows; Streamlit escapes it."""
    return {"head": lines[0], "text": "\n".join(lines[1:])}


def _groups(chart: Chart, language: Language, theme: Theme) -> list[pdk.Layer]:
    """The sites of the world; those too near to tell apart are one point."""
    rows = []
    for group in gathered(sites_in(chart, "world")):
        first = group[0]
        lines = _site_lines(chart, first, language) if len(group) == 1 else []
        number = sum(map(checks, group))
        if not lines:
            lines = [text("map.sites", language, n=len(group))]
            if number:
                lines.append(text("chart.checks", language, n=number))
        hidden = all(point.standing is Standing.HIDDEN for point in group)
        position = [_mean([p.longitude for p in group]), _mean([p.latitude for p in group])]
        key = first.key if len(group) == 1 else None
        rows.append((number, hidden, {"key": key, "position": position, **_said(lines)}))
    return _dots(rows, theme, largest=12)


def _mean(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4)


def _dots(
    rows: list[tuple[int, bool, dict[str, Any]]], theme: Theme, *, largest: float
) -> list[pdk.Layer]:
    """Points whose area grows with the number of checks; withheld ones are grey."""
    if not rows:
        return []
    most = max(number for number, _, _ in rows) or 1
    data = [
        {
            **row,
            "radius": round(max(3.0, largest * math.sqrt(number / most)), 1),
            "fill": _opaque(theme.withheld if hidden else theme.text, 130),
        }
        for number, hidden, row in rows
    ]
    return [
        _layer(
            "ScatterplotLayer",
            "sites",
            data,
            theme,
            get_position="position",
            get_radius="radius",
            radius_units="'pixels'",
            get_fill_color="fill",
            get_line_color=_opaque(theme.outline),
            get_line_width=1.2,
        )
    ]


def _site_lines(chart: Chart, point: Point, language: Language) -> list[str]:
    """What a site is, how often it was checked, and what was found."""
    lines = [words.label(point.label, language)]
    if number := checks(point):
        lines.append(text("chart.checks", language, n=number))
    value = words.shown(point, chart.unit, language)
    if readable(point) and chart.unit is Unit.SHARE and point.standing is not Standing.FEW:
        value += f" ({words.k_of_n(point, language)})"
    if readable(point) or point.standing is Standing.HIDDEN:
        lines.append(value)
    return lines


def _city_land(theme: Theme) -> pdk.Layer:
    return _land(list(around_copenhagen()), _opaque(theme.axis), theme)


def _names(theme: Theme) -> pdk.Layer:
    """Names to find one's way by."""
    return pdk.Layer(
        "TextLayer",
        id="places",
        data=[{"name": p.name, "position": [p.longitude, p.latitude]} for p in places()],
        get_position="position",
        get_text="name",
        get_color=_opaque(theme.text),
        get_size=13,
        font_family=f'"{FONT}"',
        character_set="'auto'",
        background=True,
        get_background_color=_opaque(theme.land, 190),
        background_padding=[3, 1],
    )


def _city(chart: Chart, language: Language, theme: Theme) -> list[pdk.Layer]:
    cells = _cells(chart)
    if not cells:
        rows = [
            (
                checks(point),
                point.standing is Standing.HIDDEN,
                {
                    "key": point.key,
                    "position": [point.longitude, point.latitude],
                    **_said(_site_lines(chart, point, language)),
                },
            )
            for point in sites_in(chart, "copenhagen")
        ]
        return _dots(rows, theme, largest=18)
    most = max(1, cells[0].checks)
    data = [
        {
            "polygon": [list(corner) for corner in cell.corners],
            "fill": _opaque(_cell_colour(cell, most, theme), 235),
            "head": text("chart.checks", language, n=cell.checks),
            "text": text("map.sites", language, n=cell.sites),
        }
        for cell in cells
    ]
    return [
        _layer(
            "PolygonLayer",
            "hexagons",
            data,
            theme,
            get_polygon="polygon",
            get_fill_color="fill",
            get_line_color=_opaque(theme.ground),
            get_line_width=1,
        )
    ]


def _cell_colour(cell: Hexagon, most: int, theme: Theme) -> str:
    """Five steps by the root of the number of checks, as the area of points grows with it."""
    step = math.ceil(5 * math.sqrt(cell.checks / most) - 1e-9) - 1
    return theme.classes[max(0, min(4, step))]
