"""The app as people meet it: started in a process of its own, opened in a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from clausewatch.ui.menu import PAGES

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
START_SECONDS = 120
PATIENCE = 120_000
"""Milliseconds until a page that is not drawn counts as broken; generous, for busy machines."""

LANGUAGES = ("da", "en")
THEMES = ("light", "dark")

FLAGS = (
    "--use-gl=angle",  # maps are drawn without a graphics card
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-dev-shm-usage",
)
"""What Chromium is told so that it draws the same everywhere."""


class NotStarted(RuntimeError):
    """The app did not answer; holds what it wrote."""


def path_of(page: str) -> str:
    """The path of a page of the menu in the address."""
    return "/" if page == "overview" else f"/{page}"


PATHS: Mapping[str, str] = {page: path_of(page) for page in PAGES}
"""The path of every page of the menu."""


@dataclass(frozen=True)
class App:
    """A running app.

    Attributes:
        address: without a slash at the end.
        group: the process group that is all of it.
    """

    address: str
    group: int

    def memory_mb(self) -> float | None:
        """The memory its processes hold, in MB; None where the system does not tell."""
        if not (ps := shutil.which("ps")):
            return None
        listed = subprocess.run(
            [ps, "-A", "-o", "pgid=,rss="], capture_output=True, text=True, check=False
        )
        rows = (line.split() for line in listed.stdout.splitlines())
        held = [int(row[1]) for row in rows if len(row) == 2 and row[0] == str(self.group)]
        return sum(held) / 1024 if held else None


@contextmanager
def running(data: Path) -> Iterator[App]:
    """The app on a free port of this machine; ended, and only it, when done.

    Args:
        data: its data folder.

    Raises:
        NotStarted: it ended, or did not answer in time.
    """
    port = _free_port()
    serve = ["serve", "--address", HOST, "--port", str(port)]
    command = [sys.executable, "-m", "clausewatch", "--data", str(data), *serve]
    with tempfile.TemporaryFile() as written:
        app = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            address = f"http://{HOST}:{port}"
            if not _answers(app, f"{address}/_stcore/health"):
                written.seek(0)
                raise NotStarted(written.read().decode(errors="replace") or "It wrote nothing.")
            yield App(address, app.pid)
        finally:
            end(app)


def end(app: subprocess.Popen[bytes]) -> None:
    """End a process started with ``start_new_session``, and what it started."""
    if app.poll() is None:
        os.killpg(app.pid, signal.SIGTERM)
        try:
            app.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(app.pid, signal.SIGKILL)
            app.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


def _answers(app: subprocess.Popen[bytes], address: str) -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and app.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own app
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


def demonstration(data: Path, *arguments: str) -> None:
    """Make the demonstration register in a data folder; arguments as of ``clausewatch demo``."""
    command = [sys.executable, "-m", "clausewatch", "--data", str(data), "demo", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def launch_options(executable: Path) -> dict[str, Any]:
    """What playwright needs to start the browser."""
    # As root, in containers, Chromium has no sandbox to offer.
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": str(executable), "args": [*FLAGS, *alone]}


def settled(page: Page) -> None:
    """Wait until the app has run to its end and everything it sent is drawn."""
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=PATIENCE
    )
    page.wait_for_selector("h1", timeout=PATIENCE)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')",
        timeout=PATIENCE,
    )


def opened(page: Page, address: str) -> Page:
    """Open an address of the app and wait until it is drawn."""
    page.goto(address, timeout=PATIENCE)
    settled(page)
    return page
