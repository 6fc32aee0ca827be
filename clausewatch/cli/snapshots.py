"""``clausewatch snapshots``: list, verify, choose and compare what was published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from clausewatch.cli.common import data_option, settings_of
from clausewatch.language import render, term
from clausewatch.model.message import Value, message
from clausewatch.model.viewer import Language
from clausewatch.snapshots import (
    Comparison,
    DamagedSnapshot,
    Entry,
    NoSnapshot,
    Store,
    compare,
)
from clausewatch.snapshots.manifest import as_object

LANGUAGE = Language.ENGLISH
_COUNTED = ("contracts", "visits", "violations")

_format = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
)


@click.group()
def command() -> None:
    """List, verify, choose and compare snapshots."""


@command.command("list")
@_format
@data_option
@click.pass_context
def list_(ctx: click.Context, form: str, data: str | None) -> None:
    """All snapshots, the newest first, damaged ones with the reason."""
    entries = _store(ctx, data).list()
    if form == "json":
        click.echo(_json([_entry_as_object(entry) for entry in entries]))
        return
    if not entries:
        click.echo(_word("none"), err=True)
        return
    names = ("id", "register_date", "published_by", *_COUNTED, "left_out", "remark")
    _print_table(names, [_entry_as_row(entry) for entry in entries], right=range(3, 7))


@command.command()
@click.argument("id", required=False)
@data_option
@click.pass_context
def verify(ctx: click.Context, id: str | None, data: str | None) -> None:
    """Read every file of a snapshot, or of all of them, and compare with what was published.

    Ends with 3 where one is damaged, after having read them all.
    """
    store = _store(ctx, data)
    ids = [id] if id else [entry.id for entry in store.list()]
    if not ids:
        raise NoSnapshot(store.folder)
    damaged: list[DamagedSnapshot] = []
    for each in ids:
        try:
            click.echo(_word("is_good", id=store.verify(each).id))
        except DamagedSnapshot as found:
            damaged.append(found)
    for damage in damaged[:-1]:
        click.echo(render(damage.what, LANGUAGE), err=True)
    if damaged:
        raise damaged[-1]


@command.command()
@click.argument("id")
@data_option
@click.pass_context
def use(ctx: click.Context, id: str, data: str | None) -> None:
    """Let everybody see this snapshot from now on."""
    from clausewatch.cli.publish import user
    from clausewatch.publishing import use as choose

    snapshot = choose(id, settings_of(ctx, data), by=user())
    click.echo(_word("now_used", id=snapshot.id), err=True)
    click.echo(snapshot.id)


@command.command("compare")
@click.argument("before")
@click.argument("after")
@_format
@data_option
@click.pass_context
def compare_(ctx: click.Context, before: str, after: str, form: str, data: str | None) -> None:
    """What was added, removed and changed from one snapshot to another."""
    store = _store(ctx, data)
    comparison = compare(store.open(before), store.open(after))
    if form == "json":
        click.echo(_json(comparison_as_object(comparison)))
    else:
        _print_comparison(comparison)


def comparison_as_object(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain JSON values."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "same": comparison.same,
        "tables": [vars(each) | {"columns": dict(each.columns)} for each in comparison.tables],
        "violations_new": comparison.violations_new,
        "violations_closed": comparison.violations_closed,
    }


def _print_comparison(comparison: Comparison) -> None:
    rows = [
        [
            _worded(message(f"table.{each.table}")),
            *map(_worded, (each.rows_before, each.rows_after)),
            *map(_worded, (each.added, each.removed, each.changed)),
            ", ".join(f"{name} {_worded(n)}" for name, n in each.columns),
        ]
        for each in comparison.tables
    ]
    names = ("table", "before", "after", "added", "removed", "changed", "columns")
    _print_table(names, rows, right=range(1, 6))
    click.echo()
    if comparison.same:
        click.echo(_word("compare.same"))
    click.echo(_word("compare.violations_new", n=comparison.violations_new))
    click.echo(_word("compare.violations_closed", n=comparison.violations_closed))


def _entry_as_object(entry: Entry) -> dict[str, Any]:
    said = {} if entry.manifest is None else as_object(entry.manifest)
    return {
        "id": entry.id,
        "current": entry.current,
        "damage": render(entry.damage, LANGUAGE) if entry.damage else None,
        **{
            name: said.get(name)
            for name in (
                "register_date",
                "published_at",
                "published_by",
                "note",
                "synthetic",
                "rows",
                "rejects",
            )
        },
    }


def _entry_as_row(entry: Entry) -> list[str]:
    remarks = [_word("is_current")] if entry.current else []
    manifest = entry.manifest
    if manifest is None:
        reason = entry.damage or message("word.not_stated")
        return [entry.id, *[""] * 6, "; ".join([*remarks, _word("is_damaged", reason=reason)])]
    if manifest.synthetic:
        remarks.append(_word("synthetic"))
    if manifest.note:
        remarks.append(manifest.note)
    return [
        entry.id,
        _worded(manifest.register_date),
        manifest.published_by,
        *(_worded(manifest.rows.get(name, 0)) for name in _COUNTED),
        _worded(manifest.rejected + manifest.orphaned),
        "; ".join(remarks),
    ]


def _print_table(names: Sequence[str], rows: list[list[str]], right: range) -> None:
    """Columns side by side; never cut, whatever the width of the terminal."""
    lines = [[_word(f"heading.{name}") for name in names], *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(names))]
    for line in lines:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def _word(key: str, **values: Value) -> str:
    return render(message(f"snapshots.{key}", **values), LANGUAGE)


def _worded(value: Value) -> str:
    return term(value, LANGUAGE)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _store(ctx: click.Context, data: str | None) -> Store:
    return Store(settings_of(ctx, data).snapshots)
