"""``clausewatch measure NAME``: one figure, in the terminal or for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from clausewatch.cli.common import data_option, progress, settings_of
from clausewatch.language import render
from clausewatch.model.filters import WORDS, Filters
from clausewatch.model.viewer import Language, Role, Viewer

if TYPE_CHECKING:
    from clausewatch.measures import Result

_PARAMETERS = ("count", "grain", "show", "unit", "by", "about", "checks")


def _filter_options(function: click.decorators.FC) -> click.decorators.FC:
    """An option for each word of the filters."""
    for word in reversed(WORDS):
        single = word in ("from", "to")
        function = click.option(
            f"--{word}",
            f"filter_{word.replace('-', '_')}",
            multiple=not single,
            metavar="DATE" if single else word.upper(),
            help="A day (2026-03-31), year, quarter (2026Q1) or month (2026-03)."
            if single
            else "May be given several times.",
        )(function)
    return function


@click.command(name="measure")
@click.argument("name")
@data_option
@click.option("--snapshot", "snapshot_id", metavar="ID", help="Otherwise the current one.")
@click.option("--as", "role", type=click.Choice([role.value for role in Role]), default="publisher")
@click.option("--language", type=click.Choice([item.value for item in Language]), default="en")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.option("--count", metavar="UNIT", help="What counts once: visit, case or supplier.")
@click.option("--grain", metavar="GRAIN", help="month, quarter or year.")
@click.option(
    "--by", metavar="KEY", help="What targeting is told apart by, where there is a choice."
)
@click.option("--unit", metavar="UNIT", help="sector, country, supplier, contract or buyer.")
@click.option("--about", metavar="FINDINGS", help="Which findings count, where there is a choice.")
@click.option("--checks", metavar="N", help="How many more checks, where there is a choice.")
@click.option("--show", metavar="FIGURE", help="What the chart shows, where there is a choice.")
@_filter_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    name: str,
    data: str | None,
    snapshot_id: str | None,
    role: str,
    language: str,
    form: str,
    **options: str | Sequence[str] | None,
) -> None:
    """Print the figures of the measure NAME (see ``clausewatch measures``)."""
    from clausewatch import export, measures
    from clausewatch.snapshots import Store

    words = {
        word: [given] if isinstance(given, str) else list(given or ())
        for word in WORDS
        for given in [options[f"filter_{word.replace('-', '_')}"]]
    }
    params = {key: str(options[key]) for key in _PARAMETERS if options[key]}
    viewer = Viewer(Role(role), Language(language))
    filters = Filters.from_words(words)
    store = Store(settings_of(ctx, data).snapshots)
    if snapshot_id:
        snapshot = store.open(snapshot_id)
    else:
        current = store.current()
        snapshot = current.snapshot
        for _, why in current.passed_over:
            click.echo(render(why, viewer.language), err=True)
    with progress() as report:
        measures.prepare(snapshot, lambda what, done: report(render(what, viewer.language), done))
    result = measures.run(name, filters, viewer, snapshot, **params)
    if form == "json":
        printed = export.as_json(result, viewer.language)
        click.echo(json.dumps(printed, ensure_ascii=False, indent=2, allow_nan=False))
    elif form == "csv":
        click.echo(export.csv_plain(result), nl=False)
    else:
        _print_table(result, viewer.language)


def _print_table(result: Result, language: Language) -> None:
    """The table as wide as it has to be, what it says above and where it comes from below."""
    from clausewatch import export
    from clausewatch.export.table import headings
    from clausewatch.measures import ColumnKind

    left = (ColumnKind.CODE, ColumnKind.COUNTRY, ColumnKind.TEXT, ColumnKind.PERIOD)
    origin = export.provenance(result, language)
    click.echo("\n".join(said for _, said in origin[:3]) + "\n")
    rows = [headings(result, language)] + [
        [
            export.cell_text(column, value, is_hidden, language)
            for column, value, is_hidden in zip(result.columns, row, hidden, strict=True)
        ]
        for row, hidden in zip(result.frame.iter_rows(), result.hidden.iter_rows(), strict=True)
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(result.columns))]
    for row in rows:
        cells = [
            cell.ljust(width) if column.kind in left else cell.rjust(width)
            for cell, width, column in zip(row, widths, result.columns, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())
    click.echo("\n" + "\n".join(f"{what}: {said}" for what, said in origin[3:]))
