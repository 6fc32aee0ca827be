"""An error as a page says it: what happened, where, what to do."""

from __future__ import annotations

import streamlit as st

from clausewatch.language import render
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.viewer import Language
from clausewatch.ui.words import plain


def show(error: ClauseWatchError, language: Language) -> None:
    """One block in the place of what could not be shown."""
    lines = [f"**{plain(render(error.what, language))}**"]
    if error.where:
        lines.append(plain(error.where))
    if error.remedy:
        lines.append(plain(render(error.remedy, language)))
    st.error("\n\n".join(lines), icon=":material/error:")
