"""Every page as people see it: both languages, light and dark, wide and on a phone.

Writes ``build/screens/<page>-<language>-<theme>-<width>.png``, the whole page each.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, cast

import click
from playwright.sync_api import Browser, sync_playwright

from tools import live
from tools.install_browser import find_chromium

FOLDER = live.ROOT / "build" / "screens"
DATA = live.ROOT / "build" / "screens-data"
PORTRAIT = live.ROOT / "docs" / "screenshot.png"
_REDRAW = 400
"""Milliseconds charts take to fit themselves to a new height."""

WIDE, PHONE = 1440, 390
WIDTHS = (WIDE, PHONE)
Shot = tuple[str, str, str, int]
"""A page, a language, a theme and a width."""

_HEIGHTS = {WIDE: 900, PHONE: 844}


def context_options(theme: str, width: int) -> dict[str, Any]:
    """The browser a reader with this theme and width has."""
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": _HEIGHTS[width]},
        "color_scheme": cast(Literal["light", "dark"], theme),
    }
    if width == PHONE:
        # At two pixels a point a long page outgrows what Chromium paints in one picture.
        options |= {"is_mobile": True, "has_touch": True}
        options["user_agent"] = (
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Mobile Safari/537.36"
        )
    return options


def take(browser: Browser, base: str, shot: Shot) -> Path:
    """One screenshot of one page, from its top to its end."""
    page, language, theme, width = shot
    context = browser.new_context(**context_options(theme, width))
    try:
        shown = context.new_page()
        live.opened(shown, f"{base}{live.PATHS[page]}?lang={language}")
        shown.wait_for_load_state("networkidle")
        # Streamlit scrolls inside the page: a window as high as its content shows all of it.
        height = shown.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        shown.set_viewport_size({"width": width, "height": max(int(height), _HEIGHTS[width])})
        live.settled(shown)
        shown.wait_for_timeout(_REDRAW)
        path = FOLDER / f"{page}-{language}-{theme}-{width}.png"
        shown.screenshot(path=path)
        return path
    finally:
        context.close()


def portrait(browser: Browser, base: str) -> Path:
    """The first sight of the Overview, for the README."""
    context = browser.new_context(**context_options("light", WIDE))
    try:
        shown = live.opened(context.new_page(), f"{base}/?lang=en")
        shown.wait_for_load_state("networkidle")
        shown.wait_for_timeout(_REDRAW)
        shown.screenshot(path=PORTRAIT)
        return PORTRAIT
    finally:
        context.close()


@click.command()
@click.option("--readme", is_flag=True, help="Only docs/screenshot.png, for the README.")
@click.option("--page", "pages", multiple=True, type=click.Choice(list(live.PATHS)))
@click.option("--language", "languages", multiple=True, type=click.Choice(live.LANGUAGES))
@click.option("--theme", "themes", multiple=True, type=click.Choice(live.THEMES))
@click.option("--width", "widths", multiple=True, type=click.Choice([str(w) for w in WIDTHS]))
@click.option("--data", type=click.Path(path_type=Path), help="Another data folder.")
def main(
    *,
    readme: bool,
    pages: Sequence[str],
    languages: Sequence[str],
    themes: Sequence[str],
    widths: Sequence[str],
    data: Path | None,
) -> None:
    """Take the screenshots; without options, all of them on the demonstration register."""
    executable = find_chromium()
    if executable is None:
        raise click.ClickException("There is no Chromium here: make browser")
    FOLDER.mkdir(parents=True, exist_ok=True)
    if data is None and not any(DATA.glob("snapshots/*/manifest.json")):
        click.echo("Making the demonstration register ...")
        live.demonstration(DATA)
    wanted = list(
        itertools.product(
            pages or live.PATHS,
            languages or live.LANGUAGES,
            themes or live.THEMES,
            [int(width) for width in widths] or WIDTHS,
        )
    )
    with live.running(data or DATA) as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**live.launch_options(executable))
        if readme:
            click.echo(portrait(browser, app.address).relative_to(live.ROOT))
            return
        for number, shot in enumerate(wanted, 1):
            path = take(browser, app.address, shot)
            click.echo(f"{number:>3} of {len(wanted)}  {path.relative_to(live.ROOT)}")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
