"""``clausewatch check``: what is wrong in a register, and what would be right."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import click

from clausewatch.cli.common import progress
from clausewatch.language import message, render
from clausewatch.model.viewer import Language
from clausewatch.register import Finding, FindingGroup, Level, Reading, read

_FORMATS = ("table", "json", "csv")
FIELDS = ("file", "table", "row", "column", "value", "problem", "remedy", "level")
"""The keys of a finding, in every format but the grouped one."""


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of SQL that selects our tables from the source's files.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="table groups repeats; json and csv list every finding.",
)
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    default=Language.ENGLISH.value,
    show_default=True,
)
def command(source: Path, mapping: Path | None, form: str, language: str) -> int:
    """Check a register: a workbook, a folder of CSV or Parquet, or files with a mapping.

    Ends with 1 where an error keeps rows out of a snapshot, with 0 where there are only warnings.
    """
    with progress() as report:
        reading = read(source, mapping=mapping, report=report)
    reader = Language(language)
    if form == "json":
        _print_json(reading, reader)
    elif form == "csv":
        _print_csv(reading, reader)
    else:
        print_grouped(reading, reader)
    return 1 if reading.blocked else 0


def as_dict(finding: Finding, language: Language) -> dict[str, str | int]:
    """A finding in words, by ``FIELDS``."""
    return {
        "file": finding.file,
        "table": finding.table,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "problem": render(finding.problem, language),
        "remedy": render(finding.remedy, language),
        "level": finding.level.value,
    }


def _print_json(reading: Reading, language: Language) -> None:
    """A list of one object a finding, one a line, written as they come."""
    separator = "["
    for finding in reading.findings:
        words = json.dumps(as_dict(finding, language), ensure_ascii=False)
        sys.stdout.write(f"{separator}\n{words}")
        separator = ","
    sys.stdout.write("\n]\n" if len(reading.findings) else "[]\n")


def _print_csv(reading: Reading, language: Language) -> None:
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(as_dict(finding, language) for finding in reading.findings)


def print_grouped(reading: Reading, language: Language, *, err: bool = False) -> None:
    """Each problem once: how often, in which rows, and what would be right."""
    rows = sum(reading.rows.values())
    if not len(reading.findings):
        click.echo(render(message("check.passed", rows=rows), language), err=err)
        return
    for group in reading.grouped():
        click.echo(_worded(group, language) + "\n", err=err)
    summary = message(
        "check.summary",
        errors=message("check.errors", n=reading.findings.count(Level.ERROR)),
        warnings=message("check.warnings", n=reading.findings.count(Level.WARNING)),
        rows=rows,
    )
    click.secho(render(summary, language), bold=True, err=err)
    if reading.rejected:
        click.echo(render(message("check.rows_rejected", n=reading.rejected), language), err=err)
    if reading.orphaned:
        click.echo(render(message("check.rows_orphaned", n=reading.orphaned), language), err=err)


def _worded(group: FindingGroup, language: Language) -> str:
    finding = group.finding
    is_error = finding.level is Level.ERROR
    level = render(message("check.error" if is_error else "check.warning"), language)
    table = render(message(f"table.{finding.table}"), language) if finding.table else ""
    place = " · ".join(part for part in (finding.file, table, finding.column) if part)
    rows = ", ".join(str(row) for row in group.rows) + (" …" if group.n > len(group.rows) else "")
    times = render(message("check.times", n=group.n, rows=rows), language)
    return (
        f"{click.style(level, fg='red' if is_error else 'yellow', bold=True)}  "
        f"{click.style(place, bold=True)}  {times}\n"
        f"  {render(finding.problem, language)}\n"
        f"  {render(finding.remedy, language)}"
    )
