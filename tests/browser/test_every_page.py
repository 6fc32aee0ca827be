"""Every page, by its address alone, in both languages: drawn, labelled, open to everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from clausewatch.language import text
from clausewatch.model.viewer import Language
from tests.browser.conftest import Shown, asking_nobody_else
from tools import live
from tools.screens import PHONE, context_options

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

STREAMLITS_OWN = {
    # The drop zone of st.file_uploader is presentation and labelled at once.
    "presentation-role-conflict": "stFileUploaderDropzone",
}
"""Findings of Streamlit's own parts: the rule, and what marks the part. Nothing else is excused."""

PREFERS = "() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"


def test_it_is_drawn_without_an_error(shown: Shown):
    expect(shown.page.locator("h1")).to_have_count(1)
    assert shown.page.locator("h1").inner_text().strip()
    expect(shown.page.get_by_test_id("stException")).to_have_count(0)
    expect(shown.page.get_by_test_id("stAlertContentError")).to_have_count(0)


def test_it_says_that_its_data_are_made_up(shown: Shown):
    words = text("ui.synthetic", Language(shown.language))

    expect(shown.page.get_by_text(words).first).to_be_visible()


def test_the_document_says_its_language(shown: Shown):
    assert shown.page.evaluate("document.documentElement.lang") == shown.language


def test_every_chart_carries_its_words_for_those_who_do_not_see_it(shown: Shown):
    for chart in shown.page.get_by_test_id("stPlotlyChart").all():
        described = chart.evaluate(
            "e => (e.closest('[aria-label]') || e.querySelector('[aria-label]'))"
            "?.getAttribute('aria-label') || ''"
        )
        assert any(letter.isdigit() for letter in described), described


@pytest.mark.parametrize("theme", live.THEMES)
def test_axe_finds_nothing_of_ours(shown: Shown, theme: str):
    if theme != shown.page.evaluate(PREFERS):
        shown.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        shown.page.reload()
        live.settled(shown.page)

    found = Axe().run(shown.page, options={"runOnly": {"type": "tag", "values": STANDARD}})
    ours = [
        f"{violation['id']}: {node['failureSummary']}\n{node['html'][:300]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
        if STREAMLITS_OWN.get(violation["id"], "nothing") not in node["html"]
    ]

    assert ours == []


@pytest.mark.parametrize("name", live.PATHS)
def test_it_does_not_scroll_sideways_on_a_phone(browser: Browser, app: str, name: str):
    context = browser.new_context(**context_options("light", PHONE))
    with asking_nobody_else(context):
        page = live.opened(context.new_page(), f"{app}{live.PATHS[name]}?lang=da")
        width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    context.close()

    assert width <= PHONE
