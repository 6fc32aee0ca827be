"""The app in a real browser, on a demonstration register of its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tools import live
from tools.install_browser import find_chromium

HERE = Path(__file__).parent

Open = Callable[..., Page]


@dataclass(frozen=True)
class Shown:
    """A page of the app in a language, drawn and left as it is."""

    name: str
    language: str
    page: Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium as it is found on this machine; without one, every test here fails saying so."""
    executable = find_chromium()
    if executable is None:
        pytest.fail("There is no Chromium here; `make browser` installs one", pytrace=False)
    return browser_type_launch_args | live.launch_options(executable)


@pytest.fixture(scope="session")
def demonstration_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration register; read only."""
    folder = tmp_path_factory.mktemp("demonstration")
    live.demonstration(folder)
    return folder


@pytest.fixture(scope="session")
def app(demonstration_data: Path) -> Iterator[str]:
    """The address of an app that all tests share."""
    with live.running(demonstration_data) as running:
        yield running.address


@pytest.fixture
def fresh_app(demonstration_data: Path) -> Iterator[str]:
    """The address of an app that nobody has opened yet."""
    with live.running(demonstration_data) as running:
        yield running.address


@contextmanager
def asking_nobody_else(context: BrowserContext) -> Iterator[None]:
    """Fails at the end if any page of a browser asked anybody but the app."""
    asked: list[str] = []
    context.set_default_timeout(live.PATIENCE)
    context.on("request", lambda request: asked.append(request.url))
    yield
    outside = [url for url in asked if not _local(url)]
    assert asked, "no request was seen at all, so nothing was proven"
    assert outside == []


def _local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == live.HOST


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser of its own for each test, which asks nobody but the app."""
    with asking_nobody_else(context):
        yield context


@pytest.fixture
def open_at(page: Page, app: str) -> Open:
    """Opens a page of the shared app: ``open_at("methods", lang="da", sector="cleaning")``."""

    def opened(name: str, **words: str) -> Page:
        query = "&".join(f"{word.replace('_', '-')}={value}" for word, value in words.items())
        return live.opened(page, f"{app}{live.PATHS[name]}?{query}")

    return opened


@pytest.fixture(
    scope="module",
    params=itertools.product(live.PATHS, live.LANGUAGES),
    ids="-".join,
)
def shown(request: pytest.FixtureRequest, browser: Browser, app: str) -> Iterator[Shown]:
    """Every page in both languages, opened once for all tests of a module that only look."""
    name, language = request.param
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    with asking_nobody_else(context):
        page = live.opened(context.new_page(), f"{app}{live.PATHS[name]}?lang={language}")
        yield Shown(name, language, page)
    context.close()
