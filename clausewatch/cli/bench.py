"""``clausewatch bench``: speed and memory, by the project's ``benchmarks`` folder."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Sequence

import click

from clausewatch.model.errors import WrongUse
from clausewatch.model.message import message
from clausewatch.model.settings import PROJECT


@click.command(name="bench")
@click.option(
    "--visits",
    multiple=True,
    type=click.IntRange(min=1000),
    help="How many checks; may be given several times. Otherwise one and ten million.",
)
@click.option("--seconds", type=float, help="Most for one query, three ways.")
def command(visits: Sequence[int], seconds: float | None) -> int:
    """Measure speed and memory at a million checks and more.

    Registers are generated into build/bench and used again the next time.
    """
    # A process of its own: benchmarks know the engine and drive a browser, commands do neither.
    if importlib.util.find_spec("playwright") is None or not (PROJECT / "benchmarks").is_dir():
        raise WrongUse(
            message("bench.not_here"),
            where=str(PROJECT / "benchmarks"),
            remedy=message("bench.not_here.remedy"),
        )
    arguments = [f"--visits={number}" for number in visits]
    if seconds is not None:
        arguments.append(f"--seconds={seconds}")
    return subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "benchmarks", *arguments], cwd=PROJECT, check=False
    ).returncode
