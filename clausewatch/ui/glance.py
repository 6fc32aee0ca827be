"""Small figures that lead to the page where they are large."""

from __future__ import annotations

import streamlit as st

from clausewatch.ui import drawing, drawn, menu
from clausewatch.ui.page import Page
from clausewatch.ui.words import plain

_HEIGHT = 280


def countries(page: Page) -> None:
    """Where: a small map."""
    _show(page, "sites" if page.may_run("sites") else "rate_by_country", "countries")


def trends(page: Page) -> None:
    """Over time: a small trend."""
    _show(page, "rate_over_time", "trends", grain="year")


def _show(page: Page, measure: str, leads_to: str, **params: str) -> None:
    result = page.run(measure, **params)
    with st.container(key=f"glance-{leads_to}", gap="small"):
        st.header(plain(page.render(result.finding)), anchor=False)
        if result.chart and not result.frame.is_empty():
            chart = drawn.alone(result.chart)
            drawing.show(page, chart, f"glance-{measure}", width="narrow", height=_HEIGHT)
        menu.link(leads_to, page.text(f"ui.glance.{leads_to}"), page.address)
