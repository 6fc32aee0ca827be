"""The list beside the map: the same countries, by keyboard."""

from __future__ import annotations

import streamlit as st

from clausewatch.charts import Point, Standing, Unit
from clausewatch.language import Amount, Message, Share, message, term
from clausewatch.measures.result import Result
from clausewatch.ui import address
from clausewatch.ui.page import Page
from clausewatch.ui.words import html, plain

FIRST = 12
"""How many countries are listed before one asks for more."""


def show(page: Page, result: Result) -> None:
    """Draw the list, highest first, countries with few checks last; a press narrows the page.

    Args:
        page: the page it stands on.
        result: the one the map is drawn from.
    """
    chart = result.chart
    assert chart is not None
    points = sorted(chart.series[0].points, key=_order)
    more = len(points) > FIRST and st.session_state.get("countries.all", False)
    st.html(f'<p class="cw-under">{html(page.text("ui.countries.title"))}</p>')
    with st.container(key="country-list", gap=None):
        for point in points if more else points[:FIRST]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(
                    plain(term(point.label, page.language)),
                    key=f"country.{point.key}",
                    type="tertiary",
                    disabled=point.key is None,
                    on_click=_chosen,
                    args=(point.key,),
                )
                st.markdown(plain(page.render(_says(point, chart.unit))), width="stretch")
    if len(points) > FIRST:
        st.toggle(page.text("ui.countries.all", n=len(points)), key="countries.all")


def _order(point: Point) -> tuple[bool, float]:
    return (point.standing is not Standing.FIRM, -(point.value or 0.0))


def _says(point: Point, unit: Unit) -> Message:
    if point.standing is Standing.HIDDEN:
        return message("word.hidden")
    of = message("ui.countries.of", k=point.k or 0, n=point.n or 0)
    if point.value is None or (unit is Unit.SHARE and point.standing is Standing.FEW):
        return of
    match unit:
        case Unit.SHARE:
            return message("ui.countries.rate", rate=Share(point.value, point.n), of=of)
        case Unit.DKK:
            return message("ui.countries.amount", amount=Amount(point.value))
    return message("ui.countries.count", n=int(point.value))


def _chosen(code: str) -> None:
    address.narrow(country=(code,))
