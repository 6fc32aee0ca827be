"""Server time of a page's rerun, in a process of its own: ``python -m benchmarks.pages DATA``.

AppTest runs the page's script as the server does, without the browser and the network. Prints one
JSON object: for each page the first run, a rerun of the same view and a rerun with a selection
nobody asked for before, in milliseconds; and the most memory the process held, in MB.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from streamlit.testing.v1 import AppTest

from clausewatch.model.settings import PROJECT
from clausewatch.ui.menu import PAGES

AGAIN, ANEW = 7, 5
TIMEOUT = 300.0


def measured(data: Path) -> dict[str, Any]:
    """What this module prints, for a data folder."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages"],
        cwd=PROJECT,
        env=os.environ | {"CLAUSEWATCH_DATA": str(data)},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _page(path: str, days: int) -> dict[str, float]:
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=TIMEOUT)
    if path != "app.py":
        app.switch_page(path)
    app.query_params["lang"] = "en"
    first = _run(app)
    again = [_run(app) for _ in range(AGAIN)]
    anew = []
    for turn in range(ANEW):
        app.query_params["from"] = str(date(2015, 1, 1) + timedelta(days=days + turn))
        anew.append(_run(app))
    if app.exception:
        raise RuntimeError(f"{path}: {app.exception[0].message}")
    return {"first": first, "again": median(again), "anew": median(anew)}


def _run(app: Any) -> float:
    started = time.perf_counter()
    app.run()
    return 1000 * (time.perf_counter() - started)


def main() -> int:
    """Measure and print; returns the exit code."""
    # Every page gets selections of its own, so that none finds what another has asked for.
    pages = {name: _page(path, place * ANEW) for place, (name, path) in enumerate(PAGES.items())}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    in_mb = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"pages": pages, "peak_mb": in_mb}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
