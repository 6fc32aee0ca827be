"""``clausewatch publish``: check a register and make it the current snapshot."""

from __future__ import annotations

import getpass
from datetime import datetime
from pathlib import Path

import click

from clausewatch.cli.common import data_option, progress, settings_of
from clausewatch.model.message import Message, message
from clausewatch.snapshots.manifest import Manifest


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of SQL that selects our tables from the source's files.",
)
@click.option(
    "--allow-rejects",
    is_flag=True,
    help="Leave out rows with errors, and rows that belong to them; their count stays visible.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The register date, 2026-09-30; otherwise the newest date in the data.",
)
@click.option("--note", default="", metavar="TEXT", help="A remark kept with the snapshot.")
@data_option
@click.pass_context
def command(
    ctx: click.Context,
    source: Path,
    mapping: Path | None,
    allow_rejects: bool,
    as_of: datetime | None,
    note: str,
    data: str | None,
) -> None:
    """Check a register and publish it as a snapshot. Prints the snapshot's id.

    Ends with 1, and changes nothing, where the register has errors.
    """
    from clausewatch.cli.check import print_grouped
    from clausewatch.language import render
    from clausewatch.model.viewer import Language
    from clausewatch.publishing import Blocked, publish

    language = Language.ENGLISH
    try:
        with progress() as report:
            published = publish(
                source,
                settings_of(ctx, data),
                mapping=mapping,
                allow_rejects=allow_rejects,
                as_of=as_of.date() if as_of else None,
                note=note,
                by=user(),
                report=lambda what, done: report(render(what, language), done),
            )
    except Blocked as blocked:
        print_grouped(blocked.reading, language, err=True)
        raise
    if len(published.reading.findings):
        print_grouped(published.reading, language, err=True)
    for line in _said(published.snapshot.manifest, created=published.created):
        click.echo(render(line, language), err=True)
    click.echo(published.snapshot.id)


def _said(manifest: Manifest, *, created: bool) -> list[Message]:
    lines = [
        message(
            "publish.published",
            register_date=manifest.register_date,
            **{
                name: message(f"publish.{name}", n=manifest.rows[name])
                for name in ("visits", "violations", "contracts")
            },
        )
    ]
    if manifest.rejected:
        lines.append(message("publish.rejected", n=manifest.rejected))
    if manifest.orphaned:
        lines.append(message("publish.orphaned", n=manifest.orphaned))
    if not created:
        lines.append(message("publish.there_already"))
    return lines


def user() -> str:
    """Who is at the terminal; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # what it raises where nobody is named differs by version
        return ""
