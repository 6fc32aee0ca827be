"""Write docs/data-model.md from the model: tables, columns, code lists, in both languages."""

from __future__ import annotations

import sys
from pathlib import Path

from clausewatch.language import label, text
from clausewatch.model.codes import CODE_LISTS, SECTOR_OF_CPV_DIVISION, Method
from clausewatch.model.tables import TABLES, Column, Kind, Mark, Table
from clausewatch.model.viewer import Language

PATH = Path(__file__).resolve().parents[1] / "docs" / "data-model.md"

_KINDS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "number",
    Kind.MONEY: "DKK",
    Kind.DATE: "date",
    Kind.BOOLEAN: "yes or no",
    Kind.COUNTRY: "country, ISO 3166-1 alpha-2",
    Kind.CODE: "code",
    Kind.TEXT_LIST: "list of texts",
    Kind.CODE_LIST: "list of codes",
}
_MARKS = {Mark.OPEN: "open", Mark.INTERNAL: "internal", Mark.PERSONAL: "personal"}

_INTRODUCTION = """\
# Data model

*Written by `make docs` from `clausewatch/model`; a test fails where it is out of date.*

A register is three tables, **contracts**, **visits** and **violations**, and a few small ones it
may have beside them. In a workbook each is a sheet, elsewhere a file. Headings may be the names
below or their labels in Danish or English; the order of columns does not matter, and columns that
are not required may be absent.

- Ids are any text that is not empty. Lists are separated by `|`. Money is nominal DKK.
- Dates are `2026-03-31`, or as Danish spreadsheets write them, `31-03-2026`.
- **Who** says who a column may be shown to: *open* to everyone, *internal* to the team,
  *personal* only where a person or firm must be named.
- A row of **visits** is one follow-up activity, desk work included; people read *check*
  (*kontrol*). *Visit* (*besøg*) is kept for the methods on site.
"""


def data_model() -> str:
    """The page as Markdown."""
    parts = [_INTRODUCTION]
    parts += [_table(table) for table in TABLES.values()]
    parts.append("## Code lists\n")
    parts += [_code_list(name) for name in CODE_LISTS]
    parts.append(_sectors())
    return "\n".join(parts)


def _table(table: Table) -> str:
    needed = "required" if table.required else "optional"
    lines = [
        f"## {table.name}",
        "",
        f"{_both(f'table.{table.name}')}; {needed}."
        + (f" Rows are told apart by {_names(table.key)}." if table.key else ""),
        "",
        "| column | English | Danish | holds | required | who |",
        "|---|---|---|---|---|---|",
    ]
    for column in table.columns:
        key = f"column.{table.name}.{column.name}"
        cells = [
            f"`{column.name}`",
            text(key, Language.ENGLISH),
            text(key, Language.DANISH),
            _holds(column),
            "yes" if column.required else "",
            _MARKS[column.mark],
        ]
        lines.append(f"| {' | '.join(cells)} |")
    if table.date_order:
        pairs = (f"`{later}` not before `{earlier}`" for earlier, later in table.date_order)
        lines += ["", f"Dates in order: {', '.join(pairs)}."]
    return "\n".join([*lines, ""])


def _holds(column: Column) -> str:
    parts = [_KINDS[column.kind]]
    if column.codes:
        parts = [f"[{column.codes}](#{column.codes})" + (", a list" * _is_list(column))]
    if column.minimum is not None and column.maximum is not None:
        parts.append(f"{column.minimum:g} to {column.maximum:g}")
    elif column.minimum is not None:
        parts.append(f"{column.minimum:g} or more")
    if column.references:
        parts.append(f"one of `{'.'.join(column.references)}`")
    return ", ".join(parts)


def _is_list(column: Column) -> bool:
    return column.kind in (Kind.CODE_LIST, Kind.TEXT_LIST)


def _code_list(name: str) -> str:
    lines = [f"### {name}", "", "| code | English | Danish |", "|---|---|---|"]
    if name == "method":
        lines = [f"### {name}", "", "| code | English | Danish | group |", "|---|---|---|---|"]
    for code in CODE_LISTS[name]:
        cells = [f"`{code}`", *(label(name, code, language) for language in _LANGUAGES)]
        if isinstance(code, Method):
            cells.append(f"`{code.group}`")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _sectors() -> str:
    lines = [
        "### Sectors of CPV divisions",
        "",
        "Where a contract names no sector, the first two digits of its CPV code give it; every "
        "other division is `other`.",
        "",
        "| division | sector |",
        "|---|---|",
    ]
    lines += [f"| {division} | `{name}` |" for division, name in SECTOR_OF_CPV_DIVISION.items()]
    return "\n".join([*lines, ""])


_LANGUAGES = (Language.ENGLISH, Language.DANISH)


def _both(key: str) -> str:
    english, danish = (text(key, language) for language in _LANGUAGES)
    return f"{english} (*{danish}*)"


def _names(columns: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in columns)


def main() -> int:
    """Write the page; returns the exit code."""
    PATH.write_text(data_model(), encoding="utf-8")
    print(f"Wrote {PATH.relative_to(PATH.parents[1])}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
