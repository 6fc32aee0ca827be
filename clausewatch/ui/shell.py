"""The frame of every page, and its gate: viewer, snapshot, menu, filters, source.

Every page begins with ``with shell.page("methods") as page:`` and does nothing before it. Pages are
reached one by one, also as the first request of a fresh server, so nothing may be left to
``app.py``.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import cast

import streamlit as st

from clausewatch import access, measures
from clausewatch.charts.palette import ThemeName
from clausewatch.language import message, text
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.settings import PROJECT, Settings
from clausewatch.model.viewer import Language, Viewer
from clausewatch.snapshots import Current, DamagedSnapshot, NoSnapshot, Store
from clausewatch.ui import address, banners, errors, filter_bar, menu, style
from clausewatch.ui.address import Address
from clausewatch.ui.page import Page

_LANGUAGE = "clausewatch.language"


@contextmanager
def page(name: str, *, filtered: bool = True) -> Iterator[Page]:
    """Draw the frame around a page.

    Args:
        name: the page's name.
        filtered: whether its figures follow the filters.

    Yields:
        The page. Without any snapshot the page says how to get one and ends here.
    """
    where = _address()
    language = cast(Language, where.language)
    viewer = access.viewer_at(
        st.get_option("server.address"), st.context.headers.to_dict(), language
    )
    st.set_page_config(
        page_title=f"{text(f'ui.page.{name}', language)} – ClauseWatch",
        page_icon=str(PROJECT / "static" / "icon.png"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    theme = _theme()
    style.apply(theme)
    narrow = _narrow()
    menu.show(name, where, narrow=narrow)
    try:
        settings = Settings.from_environment()
        current = _current(settings, viewer)
        snapshot = current.snapshot
        with st.spinner(text("ui.preparing", language)):
            measures.prepare(snapshot)
        drawn = Page(name, where, viewer, settings, snapshot, theme, narrow)
        banners.show(drawn, current)
        if filtered:
            filter_bar.show(drawn)
        yield drawn
        _source(drawn)
        _spare_collector()
    except ClauseWatchError as error:
        errors.show(error, language)


def _address() -> Address:
    """The address, with the language of the session or the browser where it names none."""
    found = address.read()
    if found.language is None:
        browser = (st.context.locale or "").lower().startswith("da")
        default = Language.DANISH if browser else Language.ENGLISH
        found = replace(found, language=st.session_state.get(_LANGUAGE, default))
    st.session_state[_LANGUAGE] = found.language
    return found


def _current(settings: Settings, viewer: Viewer) -> Current:
    try:
        return Store(settings.snapshots).current()
    except (NoSnapshot, DamagedSnapshot) as error:
        banners.no_snapshot(error, viewer, settings)
        st.stop()


def _theme() -> ThemeName:
    return "dark" if st.context.theme.type == "dark" else "light"


def _narrow() -> bool:
    """Whether charts are drawn for a narrow screen: as the browser said, else as it looks."""
    said = st.context.cookies.get(menu.NARROW_COOKIE)
    return said == "1" if said else "Mobi" in (st.context.headers.get("User-Agent") or "")


@cache
def _spare_collector() -> None:
    """Take what the first page loaded out of the garbage collector's sight, once a process.

    Streamlit collects all garbage after every run, and most of what it then looks through is
    modules and figures that stay.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # otherwise what is frozen is reported as leaked at the end


def _source(drawn: Page) -> None:
    manifest = drawn.snapshot.manifest
    line = message(
        "ui.source",
        snapshot=drawn.snapshot.id,
        day=manifest.register_date,
        published=manifest.published_at.date(),
    )
    with st.container(key="source"):
        st.caption(drawn.render(line))
        if manifest.synthetic:
            st.caption(drawn.text("ui.synthetic"))
