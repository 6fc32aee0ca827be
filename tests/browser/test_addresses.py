"""Every view is a link, and what is chosen stays."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from clausewatch.language import text
from clausewatch.model.viewer import Language
from tests.browser.conftest import Open
from tools import live

ENGLISH = Language.ENGLISH


def test_a_deep_link_is_the_first_request_of_a_fresh_server(page: Page, fresh_app: str):
    live.opened(page, f"{fresh_app}/methods?lang=en&sector=cleaning")

    expect(page.locator(".st-key-filters .cw-filters")).to_contain_text("cleaning")
    expect(page.locator(".st-key-menu")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_text(text("ui.synthetic", ENGLISH)).first).to_be_visible()


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

    page.locator(".st-key-menu").get_by_role("button", name=text("ui.language.da", ENGLISH)).click()
    page.wait_for_url("**lang=da**")
    page.reload()
    live.settled(page)

    assert urlsplit(page.url).path == "/sectors"
    assert parse_qs(urlsplit(page.url).query)["method"] == ["document_review"]
    expect(page.locator(".st-key-filters .cw-filters")).to_contain_text("dokumentkontrol")
    assert page.evaluate("document.documentElement.lang") == "da"


def test_the_switch_of_light_and_dark_holds_on_the_next_page(open_at: Open):
    page = open_at("impact", lang="en")
    ground = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme"
    assert page.evaluate(ground) == "light"

    page.get_by_role("button", name=text("ui.theme.to_dark", ENGLISH)).click()
    page.wait_for_function(f"{ground.removeprefix('() => ')} === 'dark'")
    live.settled(page)
    page.locator(".st-key-pages").get_by_role("link", name="Methods").click()
    page.wait_for_url("**/methods?**")
    live.settled(page)

    assert page.evaluate(ground) == "dark"


def test_a_word_of_the_address_that_means_nothing_is_named_and_left_aside(open_at: Open):
    page = open_at("methods", lang="en", sector="no_such_sector")

    expect(page.get_by_text("no_such_sector").first).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
