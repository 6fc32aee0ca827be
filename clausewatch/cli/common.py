"""What several commands share: the data folder, a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from clausewatch.model.settings import Settings


def settings_of(ctx: click.Context, data: str | None = None) -> Settings:
    """The settings, with the data folder named on the command line, before or after the command."""
    settings = Settings.from_environment()
    named = data or ctx.find_root().obj
    return replace(settings, data=Path(named).expanduser().absolute()) if named else settings


data_option = click.option("--data", metavar="DIR", help="The data folder.")

ProgressReport = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, 0 to 1."""


@contextmanager
def progress() -> Iterator[ProgressReport]:
    """A progress bar on stderr; silent where stderr is no terminal."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=1.0)

        def report(what: str, done: float) -> None:
            bar.update(task, description=what, completed=done)

        yield report
