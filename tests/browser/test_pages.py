"""Every page, by its address alone, in both languages."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from clausewatch.language import text
from clausewatch.model.viewer import Language
from tests.browser.conftest import Open
from tools import live

SYNTHETIC = {language: text("ui.synthetic", Language(language)) for language in live.LANGUAGES}


def test_a_deep_link_is_the_first_request_of_a_fresh_server(page: Page, fresh_app: str):
    live.opened(page, f"{fresh_app}/methods?lang=en&sector=cleaning")

    expect(page.locator(".st-key-filters .cw-filters")).to_contain_text("cleaning")
    expect(page.locator(".st-key-menu")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_text(SYNTHETIC["en"]).first).to_be_visible()


@pytest.mark.parametrize("language", live.LANGUAGES)
@pytest.mark.parametrize("name", live.PATHS)
def test_a_page_opens_without_an_error_and_says_its_data_are_made_up(
    open_at: Open, name: str, language: str
):
    page = open_at(name, lang=language)

    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("h1").inner_text().strip()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("[data-testid=stAlertContentError]")).to_have_count(0)
    expect(page.get_by_text(SYNTHETIC[language]).first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("name", live.PATHS)
def test_a_page_does_not_scroll_sideways_on_a_phone(page: Page, app: str, name: str):
    page.set_viewport_size({"width": 390, "height": 844})
    live.opened(page, f"{app}{live.PATHS[name]}?lang=da")

    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390


def test_filters_survive_a_page_change_and_a_reload(open_at: Open):
    page = open_at("methods", lang="en", sector="cleaning", **{"from": "2022"})
    words = page.locator(".st-key-filters .cw-filters")
    before = words.inner_text()

    page.locator(".st-key-pages").get_by_role("link", name="Trends").click()
    page.wait_for_url("**/trends?**")
    live.settled(page)
    expect(words).to_have_text(before)

    page.reload()
    live.settled(page)
    expect(words).to_have_text(before)
    query = parse_qs(urlsplit(page.url).query)
    assert query["sector"] == ["cleaning"]
    assert query["from"] == ["2022-01-01"] or query["from"] == ["2022"]


def test_the_language_switch_keeps_page_and_filters(open_at: Open):
    page = open_at("sectors", lang="en", method="document_review")

    page.locator(".st-key-menu").get_by_role(
        "link", name=text("ui.language.da", Language.ENGLISH)
    ).click()
    page.wait_for_url("**lang=da**")
    live.settled(page)

    assert urlsplit(page.url).path == "/sectors"
    assert parse_qs(urlsplit(page.url).query)["method"] == ["document_review"]
    expect(page.locator(".st-key-filters .cw-filters")).to_contain_text("dokumentkontrol")
    assert page.evaluate("document.documentElement.lang") == "da"


def test_a_word_of_the_address_that_means_nothing_is_named_and_left_aside(open_at: Open):
    page = open_at("methods", lang="en", sector="no_such_sector")

    expect(page.get_by_text("no_such_sector").first).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
