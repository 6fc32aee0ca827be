"""The top of every page: name, pages, language, light or dark."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import cast

import streamlit as st

from clausewatch.language import text
from clausewatch.model.viewer import Language
from clausewatch.ui import address
from clausewatch.ui.address import Address

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "overview": "app.py",
        "methods": "pages/methods.py",
        "sectors": "pages/sectors.py",
        "countries": "pages/countries.py",
        "trends": "pages/trends.py",
        "impact": "pages/impact.py",
        "targeting": "pages/targeting.py",
        "data": "pages/data.py",
    }
)
"""The pages of the menu, in its order, and their files."""


def link(name: str, label: str, where: Address) -> None:
    """A link to a page that takes language and filters along."""
    st.page_link(PAGES[name], label=label, query_params=where.words(choices=False))


NARROW_COOKIE = "clausewatch_narrow"
NARROW_BELOW = 640
"""Under so many pixels a chart's labels stand above its rows, and not beside them."""


def show(current: str, where: Address, *, narrow: bool) -> None:
    """Draw the menu."""
    language = cast(Language, where.language)
    st.html(_document_language(language), unsafe_allow_javascript=True)
    st.html(_say_width(narrow), unsafe_allow_javascript=True)
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="brand", width="content"):
            st.html('<span class="cw-brand">ClauseWatch</span>', width="content")
        with st.container(key="pages", horizontal=True, gap=None):
            for name in PAGES:
                key = "here" if name == current else name
                with st.container(key=f"page-{key}", width="content"):
                    link(name, text(f"ui.page.{name}", language), where)
        with st.container(
            key="settings", horizontal=True, vertical_alignment="center", gap=None, width="content"
        ):
            _languages(where)
            _theme(language)


def _languages(where: Address) -> None:
    for language in Language:
        key = "language-here" if language is where.language else f"language-{language}"
        with st.container(key=key, width="content"):
            # A link to the page one is on changes the page but not the browser's address.
            st.button(
                text(f"ui.language.{language}", language),
                key=f"read-in.{language}",
                type="tertiary",
                on_click=_read_in,
                args=(language,),
            )


def _read_in(language: Language) -> None:
    address.write(replace(address.read(), language=language))


def _theme(language: Language) -> None:
    dark = st.context.theme.type == "dark"
    label = text("ui.theme.to_light" if dark else "ui.theme.to_dark", language)
    if st.button(label, key="theme", type="tertiary"):
        st.html(_switch_theme("Light" if dark else "Dark"), unsafe_allow_javascript=True)


def _document_language(language: Language) -> str:
    # Streamlit has no option for it, and a screen reader picks its voice by it.
    return f"<script>document.documentElement.lang = {json.dumps(language.value)}</script>"


def _say_width(narrow: bool) -> str:
    # The server is not told how wide the window is. A cookie says it; where charts were drawn for
    # the other width, the page is read once more, and only if the cookie was kept.
    return (
        f"<script>{{const said = `{NARROW_COOKIE}=${{Number(innerWidth < {NARROW_BELOW})}}`;"
        "document.cookie = `${said};path=/;SameSite=Lax`;"
        f"if (said !== '{NARROW_COOKIE}={int(narrow)}' && document.cookie.includes(said))"
        " location.reload()}</script>"
    )


def _switch_theme(theme: str) -> str:
    # Streamlit keeps the choice of its own settings menu by path; ours holds on every page.
    paths = ["/", *(f"/{name}" for name in PAGES if name != "overview")]
    return (
        f"<script>for (const path of {json.dumps(paths)}) "
        f"localStorage.setItem(`stActiveTheme-${{path}}-v2`, {json.dumps(json.dumps(theme))});"
        "location.reload()</script>"
    )
