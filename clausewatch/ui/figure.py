"""A figure on a page: what to see, the chart, the same as a table, the same to take away."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from clausewatch import export
from clausewatch.access import Action, can
from clausewatch.charts import Chart, ChartKind, alt_text, deck, plotly
from clausewatch.measures.result import Result
from clausewatch.model.filters import FIELDS
from clausewatch.ui import address, table
from clausewatch.ui.page import Page
from clausewatch.ui.words import plain

Width = Literal["wide", "narrow"]
"""Whether a figure has most of a wide screen, or a column of it."""


def headline(page: Page, result: Result) -> None:
    """The page's first line: the finding; under it what it rests on."""
    st.title(plain(page.render(result.finding)), anchor=False)
    day = page.text("ui.data_of", day=page.snapshot.register_date)
    parts = [page.render(result.chart.subtitle)] if result.chart else []
    st.html(f'<p class="cw-under">{" · ".join([*parts, day])}</p>')


def show(
    page: Page,
    result: Result,
    *,
    width: Width = "wide",
    titled: bool = True,
    area: str = "world",
) -> None:
    """Draw one figure.

    Args:
        page: the page it stands on.
        result: what is drawn.
        width: how wide its place is on a wide screen.
        titled: False where the page's first line says what it says already.
        area: what a map shows.
    """
    key = f"{result.measure}.{area}"
    chart = _chart(page, result)
    with st.container(key=f"figure-{result.measure}-{area}", gap="small"):
        if titled:
            st.header(plain(page.render(result.finding)), anchor=False)
            if chart:
                st.html(f'<p class="cw-under">{page.render(chart.subtitle)}</p>')
        views = ["chart", "table", "download"] if chart else ["table", "download"]
        if not can(page.viewer, Action.DOWNLOAD):
            views.remove("download")
        place = st.container(gap="small")
        view = st.segmented_control(
            page.text("ui.view", what=page.text(f"measure.{result.measure}.title")),
            views,
            format_func=lambda name: page.text(f"ui.view.{name}"),
            default=views[0],
            required=True,
            key=f"{key}.view",
            label_visibility="collapsed",
        )
        with place:
            if result.frame.is_empty():
                st.info(page.text("ui.nothing"), icon=":material/info:")
            elif view == "chart" and chart:
                draw(page, chart, key, width=width, area=area)
            elif view == "table":
                table.show(page, result, key)
            else:
                _downloads(page, result, key)
        _meaning(page, result)


def draw(
    page: Page,
    chart: Chart,
    key: str,
    *,
    width: Width = "wide",
    area: str = "world",
    height: int | None = None,
) -> None:
    """Draw a chart alone; a click on a point narrows the page where the chart says to what."""
    alt = alt_text.alt_text(chart, page.language)
    # A new key for a new selection: a mark chosen before must not stay chosen in other figures.
    drawn = f"{key}.{_digest(page)}"
    if chart.kind is ChartKind.MAP:
        st.pydeck_chart(
            deck.deck(chart, page.language, page.theme, area), height=height or 460, alt=alt
        )
        return
    room: Width = "narrow" if page.phone else width
    figure = plotly.figure(chart, page.language, page.theme, room)
    if height:
        figure["layout"]["height"] = height
    narrows: Any = {"on_select": "ignore"}
    if chart.narrows in FIELDS:
        narrows = {
            "on_select": lambda: _clicked(drawn, str(chart.narrows)),
            "selection_mode": "points",
        }
    st.plotly_chart(
        figure, theme=None, config=plotly.config(page.language), alt=alt, key=drawn, **narrows
    )


def _chart(page: Page, result: Result) -> Chart | None:
    chart = result.chart
    if chart and page.address.choice("references") == "off":
        return replace(chart, references=())
    return chart


def _digest(page: Page) -> str:
    seen = repr((page.filters, page.address.choices, page.snapshot.id, page.language))
    return hashlib.blake2s(seen.encode(), digest_size=6).hexdigest()


def _clicked(key: str, name: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    values = {value for point in points if (value := _key_of(point)) is not None}
    if values:
        address.narrow(**{name: tuple(values)})


def _key_of(point: Any) -> str | None:
    carried = point.get("customdata")
    while isinstance(carried, list | tuple):
        carried = carried[0] if carried else None
    return str(carried) if carried not in (None, "") else None


def _downloads(page: Page, result: Result, key: str) -> None:
    st.markdown(page.text("ui.download.says"))
    name = f"clausewatch-{result.measure.replace('_', '-')}-{result.register_date.isoformat()}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            page.text("ui.download.csv"),
            lambda: export.csv_bytes(result, page.language),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{key}.csv",
        )
        st.download_button(
            page.text("ui.download.xlsx"),
            lambda: export.xlsx_bytes(result, page.language),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            key=f"{key}.xlsx",
        )


def _meaning(page: Page, result: Result) -> None:
    for note in result.notes:
        st.caption(plain(page.render(note)))
    with st.expander(page.text("ui.meaning")):
        st.markdown(page.text(f"measure.{result.measure}.definition"))
        st.markdown(page.text(f"measure.{result.measure}.meaning"))
