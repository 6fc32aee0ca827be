"""The style sheet, with the colours of the palette put in for the ground the page is read on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from clausewatch.charts.chart import Role
from clausewatch.charts.palette import THEMES, ThemeName, mark, mixed

_SHEET = Path(__file__).with_name("style.css")


def apply(theme: ThemeName) -> None:
    """Put the style sheet on the page."""
    st.html(f"<style>{_sheet(theme)}</style>")


@cache
def _sheet(theme: ThemeName) -> str:
    ground = THEMES[theme]
    accent = mark(Role.ON_SITE, theme).colour
    notice = mark(Role.OFF_SITE_INTERVIEW, theme).colour
    colours = {
        "ground": ground.ground,
        "text": ground.text,
        "muted": ground.muted,
        "rule": ground.grid,
        "accent": accent,
        "on-accent": THEMES["light"].ground if theme == "light" else ground.ground,
        "notice": notice,
        "notice-ground": mixed(notice, ground.ground, 0.9),
    }
    variables = "".join(f"--cw-{name}: {colour};" for name, colour in colours.items())
    return f":root {{ {variables} }}\n{_SHEET.read_text('utf-8')}"
