"""A chart on the page. A click narrows the page to what was clicked on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import streamlit as st

from clausewatch.charts import Chart, ChartKind, alt_text, deck, plotly
from clausewatch.charts.deck import View
from clausewatch.model.filters import FIELDS
from clausewatch.ui import address, drawn
from clausewatch.ui.drawn import Width
from clausewatch.ui.page import Page
from clausewatch.ui.words import html

_MAP_HEIGHT, _PHONE_MAP_HEIGHT = 460, 300


def show(
    page: Page,
    chart: Chart,
    key: str,
    *,
    width: Width = "wide",
    height: int | None = None,
    area: View = "world",
) -> None:
    """Draw a chart.

    Args:
        page: the page it stands on.
        chart: what is drawn.
        key: tells it from others on the page.
        width: how wide its place is on a wide screen; a phone is always narrow.
        height: in pixels; None leaves it to the chart.
        area: what a map shows.
    """
    room: Width = "narrow" if page.phone else width
    # A new key for a new selection: a mark clicked before must not stay chosen in other figures.
    key = f"{key}.{_digest(page)}"
    if chart.kind is ChartKind.MAP:
        _map(page, chart, key, room, height, area)
    else:
        _figure(page, chart, key, room, height)


def _figure(page: Page, chart: Chart, key: str, room: Width, height: int | None) -> None:
    clicks: dict[str, Any] = {}
    if chart.narrows in FIELDS:
        clicks = {
            "on_select": lambda: _clicked(key, str(chart.narrows)),
            "selection_mode": "points",
        }
    st.plotly_chart(
        drawn.figure(chart, page.language, page.theme, room, height),
        theme=None,
        config=plotly.config(page.language),
        alt=alt_text.alt_text(chart, page.language),
        key=key,
        **clicks,
    )


def _map(page: Page, chart: Chart, key: str, room: Width, height: int | None, area: View) -> None:
    """A map with its legend. It answers no click; the list beside it and the filters do."""
    pixels = height or (_PHONE_MAP_HEIGHT if page.phone else _MAP_HEIGHT)
    st.pydeck_chart(
        drawn.map_of(chart, page.language, page.theme, area, room, pixels),
        height=pixels,
        alt=alt_text.alt_text(chart, page.language),
        key=f"{key}.{area}",
    )
    entries = "".join(
        f'<li><i style="background:{entry.colour};border-color:{entry.outline}"></i>'
        f"{html(entry.name)} <span>{html(entry.values)}</span></li>"
        for entry in deck.legend(chart, page.language, page.theme, area)
    )
    if entries:
        st.html(f'<ul class="cw-legend">{entries}</ul>')


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
