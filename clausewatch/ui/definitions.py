"""What each figure is, all in one place."""

from __future__ import annotations

import streamlit as st

from clausewatch import measures
from clausewatch.ui.page import Page


def show(page: Page) -> None:
    """Every measure, with its definition and its meaning."""
    st.header(page.text("ui.definitions.title"), anchor=False)
    st.markdown(page.text("ui.definitions.says"))
    with st.container(gap=None):
        for name in measures.catalogue():
            with st.expander(page.text(f"measure.{name}.title"), type="compact"):
                st.markdown(page.text(f"measure.{name}.definition"))
                st.markdown(page.text(f"measure.{name}.meaning"))
