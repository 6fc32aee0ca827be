"""Maps on the screen: countries shaded, sites as points, with nothing fetched from anywhere.

There is no background map: the land is ours, and a map style, even None, would make Streamlit fetch
one. Draw the deck with any theme; its ground is the
page's own.
"""

from __future__ import annotations

import json
import math
from html import escape
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from clausewatch.charts import words
from clausewatch.charts.canvas import readable
from clausewatch.charts.chart import Chart, Point, Series, Standing, Unit
from clausewatch.charts.classes import LegendEntry, breaks, colour_of, legend
from clausewatch.charts.geography import around_copenhagen, countries
from clausewatch.charts.hexagons import Hexagon, hexagons
from clausewatch.charts.palette import FONT, THEMES, Theme, ThemeName, rgb
from clausewatch.charts.sites import View, checks, sites_in
from clausewatch.language import text
from clausewatch.model.viewer import Language

__all__ = ["LegendEntry", "View", "deck", "legend", "sites_in"]

DENSE = 250
"""With more sites than this in view, the city's are gathered into hexagons."""

_VIEWS = {
    "world": {"latitude": 30.0, "longitude": 14.0, "zoom": 0.75, "min_zoom": 0.3, "max_zoom": 9},
    "copenhagen": {
        "latitude": 55.668,
        "longitude": 12.545,
        "zoom": 9.9,
        "min_zoom": 8.5,
        "max_zoom": 14,
    },
}


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck that travels without the indentation pydeck puts in: a seventh of the size."""

    def to_json(self) -> str:
        """The deck as JSON."""
        return json.dumps(self, default=default_serialize, separators=(",", ":"))


def deck(
    chart: Chart, language: Language, theme: ThemeName, view: View = "world", height: int = 480
) -> pdk.Deck:
    """A chart of kind MAP.

    Layers are called ``land``, ``countries``, ``small`` (countries too small to see, as points),
    ``sites`` and ``hexagons``; all but the land can be picked, and a picked object carries ``key``
    (``Point.key``) and ``text`` (HTML).

    Args:
        chart: its first series is countries by ISO code, its second sites.
        language: of the words at the pointer.
        theme: the ground it stands on.
        view: the world, or Copenhagen without shading.
        height: pixels.
    """
    colours = THEMES[theme]
    if view == "world":
        layers = [*_countries(chart, language, colours), *_sites(chart, language, colours)]
    else:
        layers = [_city_land(colours), *_city(chart, language, colours)]
    return CompactDeck(
        layers=layers,
        initial_view_state=pdk.ViewState(**_VIEWS[view], pitch=0, bearing=0),
        map_provider=None,
        height=height,
        tooltip={
            "html": "{text}",
            "style": {
                "fontFamily": FONT,
                "fontSize": "14px",
                "color": colours.text,
                "backgroundColor": colours.ground,
                "border": f"1px solid {colours.axis}",
                "borderRadius": "4px",
                "padding": "6px 10px",
            },
        },
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
        fill = [*rgb(colour_of(point, bounds, theme)), 255]
        said = words.details(chart, series, point, language) if point else ""
        properties = {"fill": fill, "key": country.code, "text": said}
        if country.drawn:
            feature = {"type": "Feature", "properties": properties, "geometry": country.geometry}
            (shaded if point else plain).append(feature)
        if point and country.small:
            small.append({**properties, "position": [country.longitude, country.latitude]})
    border = [*rgb(theme.border), 255]
    land = _shapes("land", plain, border, [*rgb(theme.land), 255], pickable=False)
    layers = [land, _shapes("countries", shaded, border, "properties.fill", pickable=True)]
    if small:
        layers.append(
            pdk.Layer(
                "ScatterplotLayer",
                id="small",
                data=small,
                pickable=True,
                get_position="position",
                get_fill_color="fill",
                get_radius=5,
                radius_units="'pixels'",
                stroked=True,
                get_line_color=[*rgb(theme.axis), 255],
                line_width_units="'pixels'",
                get_line_width=1,
            )
        )
    return layers


def _shapes(
    name: str, features: list[Any], border: list[int], fill: list[int] | str, *, pickable: bool
) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=name,
        data={"type": "FeatureCollection", "features": features},
        pickable=pickable,
        auto_highlight=pickable,
        highlight_color=[255, 255, 255, 70],
        filled=True,
        stroked=True,
        get_fill_color=fill,
        get_line_color=border,
        line_width_units="'pixels'",
        get_line_width=0.6,
    )


def _sites(chart: Chart, language: Language, theme: Theme, view: View = "world") -> list[pdk.Layer]:
    points = sites_in(chart, view)
    if not points:
        return []
    series = chart.series[1]
    most = max(1, *(checks(point) for point in points))
    largest = 13 if view == "world" else 20
    data = [
        {
            "key": point.key,
            "text": _site_text(chart, series, point, language),
            "position": [point.longitude, point.latitude],
            "radius": 3 + (largest - 3) * math.sqrt(checks(point) / most),
            "fill": _site_fill(point, theme),
        }
        for point in points
    ]
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id="sites",
            data=data,
            pickable=True,
            auto_highlight=True,
            get_position="position",
            get_radius="radius",
            radius_units="'pixels'",
            get_fill_color="fill",
            stroked=True,
            get_line_color=[*rgb(theme.outline), 255],
            line_width_units="'pixels'",
            get_line_width=1.2,
        )
    ]


def _site_fill(point: Point, theme: Theme) -> list[int]:
    """Dark enough to stand out from every class; withheld sites in grey."""
    hidden = point.standing is Standing.HIDDEN
    return [*rgb(theme.withheld if hidden else theme.text), 190]


def _site_text(chart: Chart, series: Series, point: Point, language: Language) -> str:
    """What a site is, how often it was checked, and what was found."""
    lines = [f"<b>{escape(words.label(point.label, language))}</b>"]
    if number := checks(point):
        lines.append(text("chart.checks", language, n=number))
    if readable(point) or point.standing is Standing.HIDDEN:
        value = words.shown(point, chart.unit, language)
        counted = chart.unit is Unit.SHARE and point.standing is not Standing.FEW
        k_of_n = words.k_of_n(point, language) if counted and readable(point) else ""
        lines.append(f"{value} ({k_of_n})" if k_of_n else value)
    return "<br>".join(lines)


def _city_land(theme: Theme) -> pdk.Layer:
    border = [*rgb(theme.axis), 255]
    fill = [*rgb(theme.land), 255]
    return _shapes("land", list(around_copenhagen()), border, fill, pickable=False)


def _city(chart: Chart, language: Language, theme: Theme) -> list[pdk.Layer]:
    points = sites_in(chart, "copenhagen")
    if len(points) <= DENSE:
        return _sites(chart, language, theme, "copenhagen")
    cells = hexagons(
        [(point.longitude or 0.0, point.latitude or 0.0, checks(point)) for point in points]
    )
    most = max(cell.checks for cell in cells)
    return [
        pdk.Layer(
            "PolygonLayer",
            id="hexagons",
            data=[
                {
                    "key": None,
                    "polygon": [list(corner) for corner in cell.corners],
                    "fill": [*rgb(_cell_colour(cell, most, theme)), 235],
                    "text": _cell_text(cell, language),
                }
                for cell in cells
            ],
            pickable=True,
            auto_highlight=True,
            get_polygon="polygon",
            get_fill_color="fill",
            stroked=True,
            get_line_color=[*rgb(theme.ground), 255],
            line_width_units="'pixels'",
            get_line_width=1,
        )
    ]


def _cell_colour(cell: Hexagon, most: int, theme: Theme) -> str:
    """Five steps by the root of the number of checks, as area grows with it elsewhere."""
    return theme.classes[min(4, int(5 * math.sqrt(cell.checks / most) - 1e-9))]


def _cell_text(cell: Hexagon, language: Language) -> str:
    sites = text("map.sites", language, n=cell.sites)
    return f"<b>{text('chart.checks', language, n=cell.checks)}</b><br>{sites}"
