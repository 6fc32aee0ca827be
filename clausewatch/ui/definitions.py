"""What each figure is, all in one place."""

from __future__ import annotations

import streamlit as st

from clausewatch import measures
from clausewatch.language import has
from clausewatch.ui.page import Page


def show(page: Page) -> None:
    """Every measure that stands on a page, with its definition and its meaning."""
    st.header(page.text("ui.definitions.title"), anchor=False)
    st.markdown(page.text("ui.definitions.says"))
    for name in measures.catalogue():
        if not has(f"measure.{name}.meaning"):
            continue
        with st.expander(page.text(f"measure.{name}.title")):
            st.markdown(page.text(f"measure.{name}.definition"))
            st.markdown(page.text(f"measure.{name}.meaning"))
