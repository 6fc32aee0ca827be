"""A figure on a page: what to see, the chart, the same as a table, the same to take away."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from clausewatch import export
from clausewatch.access import Action, can
from clausewatch.charts import Chart
from clausewatch.charts.deck import View
from clausewatch.measures.result import Result
from clausewatch.ui import drawing, drawn, table
from clausewatch.ui.drawn import Width
from clausewatch.ui.page import Page
from clausewatch.ui.words import html, plain

Title = Literal["finding", "measure", "none"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def headline(page: Page, result: Result) -> None:
    """The page's first line: the finding; under it what it rests on."""
    st.title(plain(page.render(result.finding)), anchor=False)
    day = page.text("ui.data_of", day=page.snapshot.register_date)
    parts = [page.render(result.chart.subtitle).rstrip(".")] if result.chart else []
    st.html(f'<p class="cw-under">{html(" · ".join([*parts, day]))}</p>')


def show(
    page: Page,
    result: Result,
    *,
    width: Width = "wide",
    title: Title = "finding",
    area: View = "world",
    apart: str = "",
) -> None:
    """Draw one figure.

    Args:
        page: the page it stands on.
        result: what is drawn.
        width: how wide its place is on a wide screen.
        title: what stands above it; none where the page's first line is its finding.
        area: what a map shows.
        apart: tells it from another figure of the same measure on the page.
    """
    chart = _chart(page, result)
    key = "-".join(part for part in ("figure", result.measure, apart, area) if part)
    with st.container(key=key, gap="small"):
        _title(page, result, chart, title)
        with st.container(gap="small"):
            place = st.container(gap="small")
            view = _view(page, result, chart, key)
            with place:
                if result.frame.is_empty():
                    st.info(page.text("ui.nothing"), icon=":material/info:")
                elif view == "chart" and chart:
                    drawing.show(page, chart, key, width=width, area=area)
                elif view == "download":
                    _downloads(page, result, key)
                else:
                    table.show(page, result, key)
        _notes(page, result)
        with st.expander(page.text("ui.meaning"), type="compact"):
            st.markdown(page.text(f"measure.{result.measure}.definition"))
            st.markdown(page.text(f"measure.{result.measure}.meaning"))


def _chart(page: Page, result: Result) -> Chart | None:
    if result.chart and page.address.choice("references") == "off":
        return drawn.without_references(result.chart)
    return result.chart


def _title(page: Page, result: Result, chart: Chart | None, title: Title) -> None:
    if title == "none":
        return
    named = title == "measure"
    words = page.text(f"measure.{result.measure}.title") if named else page.render(result.finding)
    st.header(plain(words), anchor=False)
    if chart:
        st.html(f'<p class="cw-under">{html(page.render(chart.subtitle))}</p>')


def _view(page: Page, result: Result, chart: Chart | None, key: str) -> str:
    views = ["chart"] if chart else []
    views.append("table")
    if can(page.viewer, Action.DOWNLOAD):
        views.append("download")
    return st.segmented_control(
        page.text("ui.view", what=page.text(f"measure.{result.measure}.title")),
        views,
        format_func=lambda name: page.text(f"ui.view.{name}"),
        default=views[0],
        required=True,
        key=f"{key}.view",
        label_visibility="collapsed",
    )


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
            mime=_XLSX,
            on_click="ignore",
            key=f"{key}.xlsx",
        )


def _notes(page: Page, result: Result) -> None:
    """What must be said beside the figures; what this page has said already is not said again."""
    notes = [said for note in result.notes if (said := page.render(note)) not in page.said]
    page.said.update(notes)
    if notes:
        st.html(f'<p class="cw-note">{html(" ".join(notes))}</p>')
