"""Sentences on their way into Markdown and HTML, where data must not act as markup."""

from __future__ import annotations

import re
from html import escape

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#$~|:!])")


def plain(text: str) -> str:
    """A text that Streamlit's Markdown shows as it stands."""
    return _MARKUP.sub(r"\\\1", text)


def html(text: str) -> str:
    """A text that HTML shows as it stands."""
    return escape(text, quote=True)
