"""A chart drawn on the page. A click narrows the page to what was clicked on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import streamlit as st

from clausewatch.charts import Chart, ChartKind, alt_text, deck, plotly
from clausewatch.charts.deck import View
from clausewatch.charts.palette import ThemeName
from clausewatch.model.filters import FIELDS
from clausewatch.model.viewer import Language
from clausewatch.ui import address
from clausewatch.ui.page import Page
from clausewatch.ui.words import html

Width = Literal["wide", "narrow"]
"""Whether a chart has most of a wide screen, or a column of it."""

_MAP_HEIGHT, _PHONE_MAP_HEIGHT = 460, 300


def show(page: Page, chart: Chart, key: str, *, width: Width = "wide", height: int | None) -> None:
    """Draw a chart that is no map.

    Args:
        page: the page it stands on.
        chart: what is drawn.
        key: tells it from others on the page.
        width: how wide its place is on a wide screen; a phone is always narrow.
        height: in pixels; None leaves it to the chart.
    """
    if chart.kind is ChartKind.MAP:
        show_map(page, chart, key, "world", width=width, height=height)
        return
    # A new key for a new selection: a mark clicked before must not stay chosen in other figures.
    drawn = f"{key}.{_digest(page)}"
    figure = plotly.figure(chart, page.language, page.theme, _room(page, width))
    if height:
        figure["layout"]["height"] = height
    clicks: dict[str, Any] = {}
    if chart.narrows in FIELDS:
        clicks = {
            "on_select": lambda: _clicked(drawn, str(chart.narrows)),
            "selection_mode": "points",
        }
    st.plotly_chart(
        figure,
        theme=None,
        config=plotly.config(page.language),
        alt=alt_text.alt_text(chart, page.language),
        key=drawn,
        **clicks,
    )


def show_map(
    page: Page,
    chart: Chart,
    key: str,
    area: View,
    *,
    width: Width = "wide",
    height: int | None = None,
) -> None:
    """Draw a map with its legend; the list beside it is what a click is elsewhere."""
    pixels = height or (_PHONE_MAP_HEIGHT if page.phone else _MAP_HEIGHT)
    st.pydeck_chart(
        _deck(_Same(chart), page.language, page.theme, area, _room(page, width), pixels),
        height=pixels,
        alt=alt_text.alt_text(chart, page.language),
        key=f"{key}.{area}.{_digest(page)}",
    )
    if area == "world":
        entries = "".join(
            f'<li><i style="background:{entry.colour}"></i>{html(entry.name)} '
            f"<span>{html(entry.values)}</span></li>"
            for entry in deck.legend(chart, page.language, page.theme)
        )
        st.html(f'<ul class="cw-legend">{entries}</ul>')


@dataclass(frozen=True, eq=False)
class _Same:
    """A chart that is compared by being the same object.

    Results are kept by snapshot, scope and filters, so the same object is the same selection seen
    by the same scope; comparing thousands of points would cost more than drawing them.
    """

    chart: Chart

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.chart is self.chart

    def __hash__(self) -> int:
        return id(self.chart)


@lru_cache(maxsize=32)
def _deck(
    same: _Same, language: Language, theme: ThemeName, area: View, room: Width, pixels: int
) -> Any:
    """A deck that is written as JSON once, for that is most of what a map costs."""
    drawn = deck.deck(same.chart, language, theme, area, width_hint=room, height=pixels)
    written = drawn.to_json()
    drawn.to_json = lambda: written
    return drawn


def _room(page: Page, width: Width) -> Width:
    return "narrow" if page.phone else width


def _digest(page: Page) -> str:
    seen = repr((page.filters, sorted(page.address.choices.items()), page.snapshot.id))
    return hashlib.blake2s(seen.encode(), digest_size=6).hexdigest()


def _clicked(key: str, name: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    values = {value for point in points if (value := _key_of(point)) is not None}
    if values:
        address.narrow(**{name: tuple(values)})


def _key_of(point: Mapping[str, Any]) -> str | None:
    """What a point narrows to: the first of what it carries; None where it narrows nothing."""
    carried = point.get("customdata")
    if isinstance(carried, list | tuple):
        carried = carried[0] if carried else None
    return str(carried) if carried not in (None, "") else None
