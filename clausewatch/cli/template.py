"""``clausewatch template``: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from clausewatch.language import message, render
from clausewatch.model.errors import WrongUse
from clausewatch.model.viewer import Language
from clausewatch.register import write_template


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE.xlsx",
    help="Where the workbook is written; a file that is there already is left alone.",
)
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    default=Language.ENGLISH.value,
    show_default=True,
    help="The language of its headings, notes and drop-downs.",
)
def command(out: Path, language: str) -> None:
    """Write a workbook to fill in: one sheet a table, with notes, drop-downs and code lists."""
    if out.suffix.casefold() != ".xlsx":
        raise _wrong("template.ending", out)
    if out.exists():
        raise _wrong("template.there", out)
    if not out.absolute().parent.is_dir():
        raise _wrong("template.no_folder", out)
    write_template(out, Language(language))
    click.echo(render(message("template.written", path=str(out)), Language(language)), err=True)


def _wrong(key: str, out: Path) -> WrongUse:
    return WrongUse(message(key), where=str(out), remedy=message(f"{key}.remedy"))
