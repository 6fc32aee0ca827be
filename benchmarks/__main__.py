"""``python -m benchmarks``: all of it, for each number of checks, in one run."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks import pages, queries, start
from clausewatch.model.settings import PROJECT, Settings
from clausewatch.snapshots import Store
from tools import live

FOLDER = PROJECT / "build" / "bench"
SIZES = (1_000_000, 10_000_000)


@click.command()
@click.option("--visits", multiple=True, type=click.IntRange(min=1000), default=SIZES)
@click.option("--seconds", default=6.0, show_default=True, help="Most for one query, three ways.")
def main(visits: Sequence[int], seconds: float) -> None:
    """Measure speed and memory and print medians."""
    console = Console(width=100)
    for number in visits:
        data = _generated(console, number)
        console.rule(f"{number:,} checks")
        _queries(console, data, seconds)
        _pages(console, data)
        _start(console, data)


def _generated(console: Console, number: int) -> Path:
    """The data folder with a register of that size, made if it is not there."""
    data = FOLDER / str(number)
    if not any(data.glob("snapshots/*/manifest.json")):
        console.print(f"Generating {number:,} checks in {data.relative_to(PROJECT)} ...")
        started = time.perf_counter()
        live.demonstration(data, "--visits", str(number))
        console.print(f"Generated in {time.perf_counter() - started:.0f} s.")
    return data


def _queries(console: Console, data: Path, seconds: float) -> None:
    settings = Settings(data=data)
    snapshot = Store(settings.snapshots).current().snapshot
    table = _table("Queries, ms", "engine", "by hand", "engine adds", "polars", "polars/engine")
    for found in queries.compare(settings, snapshot, seconds):
        table.add_row(
            found.title,
            f"{found.engine:.1f}",
            f"{found.by_hand:.1f}",
            f"{found.engine - found.by_hand:+.1f} ms, {found.overhead:+.0%}",
            "" if found.polars is None else f"{found.polars:.1f}",
            "" if found.to_polars is None else f"{found.to_polars:.1f}",
        )
    console.print(table)


def _pages(console: Console, data: Path) -> None:
    found = pages.measured(data)
    table = _table("Pages, ms of server time", "first", "again", "new selection")
    for name, times in found["pages"].items():
        table.add_row(name, *(f"{times[way]:.0f}" for way in ("first", "again", "anew")))
    console.print(table)
    console.print(f"Most memory while rerunning pages: {found['peak_mb']:.0f} MB")


def _start(console: Console, data: Path) -> None:
    found = start.measured(data)
    console.print(f"Process start to first figure: {found.first_data:.1f} s")
    if found.first_page is None:
        console.print("First page: not measured, there is no Chromium here (make browser)")
    else:
        console.print(f"Server start to first page in a browser: {found.first_page:.1f} s")
    if found.memory is not None:
        console.print(f"Memory of the server after every page: {found.memory:.0f} MB")


def _table(title: str, *columns: str) -> Table:
    table = Table(title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table


if __name__ == "__main__":
    sys.exit(main())
