"""What must be known before a figure is read: made up, incomplete, or not the chosen snapshot."""

from __future__ import annotations

import streamlit as st

from clausewatch.access import Action, can
from clausewatch.language import Message, message, text
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.settings import Settings
from clausewatch.model.viewer import Viewer
from clausewatch.snapshots import Current, NoSnapshot
from clausewatch.ui import address, errors, menu, publish
from clausewatch.ui.page import Page
from clausewatch.ui.words import html, plain


def show(page: Page, current: Current) -> None:
    """The banners of a page, most important first."""
    manifest = current.snapshot.manifest
    if manifest.synthetic:
        st.html(f'<p class="cw-synthetic" role="note">{html(page.text("ui.synthetic"))}</p>')
    for id, reason in current.passed_over:
        _warn(page, message("ui.passed_over", snapshot=id, reason=reason, used=page.snapshot.id))
    if manifest.rejects:
        _warn(page, message("ui.rejects", n=manifest.rejected, orphaned=manifest.orphaned))
        if page.name != "data":
            menu.link("data", page.text("ui.rejects.link"), page.address)
    refused = st.session_state.pop(address.REFUSED, None)
    wrong = [*page.address.wrong, *([refused] if refused else [])]
    if wrong:
        sentences = " ".join(page.render(sentence) for sentence in wrong)
        _warn(page, message("ui.address.wrong", sentences=sentences))


def _warn(page: Page, sentence: Message) -> None:
    st.warning(plain(page.render(sentence)), icon=":material/info:")


def no_snapshot(error: ClauseWatchError, viewer: Viewer, settings: Settings) -> None:
    """The page of an app without data: the two ways to get some."""
    language = viewer.language
    st.title(text("ui.no_snapshot.title", language), anchor=False)
    if not isinstance(error, NoSnapshot):
        errors.show(error, language)
    st.markdown(text("ui.no_snapshot.demo", language))
    st.code("clausewatch demo", language=None)
    st.markdown(text("ui.no_snapshot.own", language))
    st.code(
        "clausewatch template --out register.xlsx\nclausewatch publish register.xlsx", language=None
    )
    if can(viewer, Action.PUBLISH):
        st.markdown(text("ui.no_snapshot.upload", language))
        publish.tool(viewer, settings)
