"""What is drawn, and that what is taken away is what is seen."""

from __future__ import annotations

import csv
import io

from playwright.sync_api import Locator, expect

from clausewatch.language import text
from clausewatch.model.viewer import Language
from tests.browser.conftest import Open

ENGLISH = Language.ENGLISH
DISTINCT_COLOURS = 24
"""A blank map has one or two; coast lines, countries and points have many."""


def _view(figure: Locator, name: str) -> None:
    figure.get_by_role("radio", name=text(f"ui.view.{name}", ENGLISH)).click()


def test_the_map_is_drawn(open_at: Open):
    page = open_at("countries", lang="en")
    page.get_by_test_id("stDeckGlJsonChart").first.scroll_into_view_if_needed()
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    expect(canvas).to_be_visible()

    # What WebGL drew is gone from the canvas after each frame; the screenshot has it.
    from PIL import Image

    def colours() -> int:
        picture = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")
        return len(picture.getcolors(maxcolors=picture.width * picture.height) or [])

    for _ in range(20):
        if colours() >= DISTINCT_COLOURS:
            break
        page.wait_for_timeout(250)
    assert colours() >= DISTINCT_COLOURS


def test_the_download_equals_the_screen(open_at: Open):
    page = open_at("sectors", lang="en", **{"from": "2020"})
    figure = page.locator(".st-key-figure-rate_by_sector-world")

    _view(figure, "table")
    shown = _cells(figure)
    _view(figure, "download")
    with page.expect_download() as started:
        figure.get_by_role("button", name=text("ui.download.csv", ENGLISH)).click()
    taken = _table_in(started.value.path().read_text(encoding="utf-8-sig"))

    assert len(taken) == len(shown)
    labels = [row[0] for row in shown]
    assert [row[0] for row in taken] == labels
    for on_screen, in_file in zip(shown, taken, strict=True):
        for number in on_screen[1:3]:  # completed checks, with a violation
            assert number.replace(",", "") in in_file


def _cells(figure: Locator) -> list[list[str]]:
    """The rows of the table as a screen reader finds them."""
    grid = figure.get_by_test_id("stDataFrame").locator("[role=grid]")
    expect(grid.locator("tbody tr").first).to_be_attached()
    rows: list[list[str]] = grid.evaluate(
        "grid => [...grid.querySelectorAll('tbody tr')]"
        ".map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
    )
    return rows


def _table_in(text_of_file: str) -> list[list[str]]:
    """The rows of figures in a CSV file that says first where it comes from."""
    rows = list(csv.reader(io.StringIO(text_of_file)))
    widest = max(len(row) for row in rows)
    figures = [row for row in rows if len(row) == widest]
    return figures[1:]
