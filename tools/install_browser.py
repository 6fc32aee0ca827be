"""Find Chromium for browser tests and screenshots, and install it where there is none.

In this order: the browser that CLAUSEWATCH_CHROMIUM names, one that is installed, the system's
package manager where this user may use it, playwright's own download.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "CLAUSEWATCH_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
MANAGERS = {
    "apt-get": (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"),
    ),
    "dnf": (("dnf", "install", "-y", "-q", "chromium"),),
    "pacman": (("pacman", "-S", "--noconfirm", "--needed", "chromium"),),
    "apk": (("apk", "add", "--quiet", "chromium"),),
}
"""What each package manager is told; all of them want to be root."""


def find_chromium() -> Path | None:
    """A browser that starts; None where there is none.

    Raises:
        FileNotFoundError: CLAUSEWATCH_CHROMIUM names something that does not start.
    """
    if named := os.environ.get(VARIABLE):
        if not _starts(Path(named)):
            raise FileNotFoundError(f"{VARIABLE} names {named}, which does not start")
        return Path(named)
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    candidates = itertools.chain(on_path, PLACES, _of_playwright())
    return next((path for path in candidates if _starts(path)), None)


def main() -> int:
    """Find or install a browser; returns the exit code."""
    try:
        found = find_chromium()
    except FileNotFoundError as error:
        return _fail(f"{error}.")
    if found:
        print(f"Browser: {found}")
        return 0
    for step in (_by_package_manager, _by_playwright):
        step()
        if found := find_chromium():
            print(f"Browser: {found}")
            return 0
    return _fail(
        "There is no Chromium or Chrome here and none could be installed (see above).\n"
        f"Install one by hand, or name one: {VARIABLE}=/path/to/chromium make test\n"
        "Without a browser, `make quick` runs every other quick test."
    )


def _starts(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _of_playwright() -> Iterator[Path]:
    """Where playwright keeps the browser it fetched; asked last, for it takes a moment."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and seldom needed

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _by_package_manager() -> None:
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    if not manager:
        print("No package manager known here.")
        return
    as_root: tuple[str, ...] = ()
    if os.geteuid() != 0:
        as_root = ("sudo", "-n")
        if not shutil.which("sudo") or _run((*as_root, "true")) != 0:
            print(f"Not root, and sudo asks for a password: leaving {manager} alone.")
            return
    for command in MANAGERS[manager]:
        print(f"Installing Chromium: {' '.join(command)}", flush=True)
        if _run((*as_root, *command)) != 0:
            print(f"{manager} could not install Chromium.")
            return


def _by_playwright() -> None:
    print("Installing Chromium: playwright install chromium", flush=True)
    if _run((sys.executable, "-m", "playwright", "install", "chromium")) != 0:
        print("playwright could not fetch Chromium.")


def _run(command: tuple[str, ...]) -> int:
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        command, env=os.environ | quiet, check=False, stdin=subprocess.DEVNULL
    ).returncode


def _fail(what: str) -> int:
    print(what, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
