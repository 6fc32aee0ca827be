"""From the start of a process to its first figure, and to the first page in a browser."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from clausewatch.model.settings import PROJECT
from tools import live
from tools.install_browser import find_chromium

TIMES = 3
FIGURE = "rate_by_method_and_trigger"


@dataclass(frozen=True)
class Start:
    """Medians, in seconds, and megabytes.

    Attributes:
        first_data: from the start of a process to the answer of its first measure.
        first_page: from the start of the server to the Overview with its charts in a browser;
            None without a browser.
        memory: what the server holds after every page was opened once.
    """

    first_data: float
    first_page: float | None
    memory: float | None


def measured(data: Path) -> Start:
    """All of it, for a data folder."""
    first_data = median(_first_data(data) for _ in range(TIMES))
    executable = find_chromium()
    if executable is None:
        return Start(first_data, None, None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**live.launch_options(executable))
        opened = [_first_page(browser, data) for _ in range(TIMES)]
        browser.close()
    return Start(first_data, median(time for time, _ in opened), opened[-1][1])


def _first_data(data: Path) -> float:
    command = [sys.executable, "-m", "clausewatch", "--data", str(data), "measure", FIGURE]
    started = time.perf_counter()
    subprocess.run(
        [*command, "--format", "json"], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def _first_page(browser: Browser, data: Path) -> tuple[float, float | None]:
    """Seconds to the first page, and the memory held after every page was opened."""
    page = browser.new_page()
    started = time.perf_counter()
    with live.running(data) as app:
        live.opened(page, app.address)
        page.wait_for_selector(".js-plotly-plot .main-svg")
        taken = time.perf_counter() - started
        for path in live.PATHS.values():
            live.opened(page, f"{app.address}{path}")
        memory = app.memory_mb()
    page.close()
    return taken, memory
