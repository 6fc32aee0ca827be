"""What keeps a screen reader or a keyboard out, found by axe-core on every page."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext

from tools import live

STREAMLITS_OWN: dict[str, str] = {}
"""Rules that Streamlit's own parts break, by what of it does; nothing of ours is excused."""

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.fixture(params=live.THEMES)
def browser_context_args(browser_context_args: dict[str, Any], request: pytest.FixtureRequest):
    return browser_context_args | {"color_scheme": request.param}


@pytest.mark.parametrize("language", live.LANGUAGES)
@pytest.mark.parametrize("name", live.PATHS)
def test_axe_finds_nothing_of_ours(context: BrowserContext, app: str, name: str, language: str):
    page = live.opened(context.new_page(), f"{app}{live.PATHS[name]}?lang={language}")

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARD}}).response
    ours = {
        violation["id"]: [node["html"][:200] for node in violation["nodes"]]
        for violation in found["violations"]
        if violation["id"] not in STREAMLITS_OWN
    }

    assert ours == {}
