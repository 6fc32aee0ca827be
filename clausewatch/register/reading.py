"""One door for every source: read it, check it, keep what is good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from clausewatch.model.tables import TABLES
from clausewatch.register import rejects as rejecting
from clausewatch.register import rules, sources, typed
from clausewatch.register.findings import Collector, FindingGroup, Findings, Level
from clausewatch.register.raw import filled

#: Tables a register without rows in them is none; violations may honestly be none.
_NEVER_EMPTY = ("contracts", "visits")


@dataclass(frozen=True)
class Reading:
    """A source that was read and checked.

    Attributes:
        source: where it was read from.
        tables: the rows that pass every rule and have all their parents, by table, in the model's
            schema and in the order of the source. contracts, visits and violations are always
            there; the small tables where the source has them.
        rejects: the other rows by table: ``row``, ``file``, ``reasons``, ``orphaned_by_reject``,
            then every original value as text. A table without rejects is not in it.
        findings: everything that was found.
        rows: how many rows were read, by table.
        missing: required tables the source does not have.
    """

    source: Path
    tables: dict[str, pl.DataFrame]
    rejects: dict[str, pl.DataFrame]
    findings: Findings
    rows: dict[str, int]
    missing: tuple[str, ...] = ()

    @property
    def findings_frame(self) -> pl.DataFrame:
        """The findings as a frame; see ``Findings.frame``."""
        return self.findings.frame

    def grouped(self) -> tuple[FindingGroup, ...]:
        """The findings with repeats put together."""
        return self.findings.grouped()

    @property
    def blocked(self) -> bool:
        """Whether any finding is an error."""
        return self.findings.count(Level.ERROR) > 0

    @property
    def rejected(self) -> int:
        """Rows with an error of their own."""
        return sum(int((~frame["orphaned_by_reject"]).sum()) for frame in self.rejects.values())

    @property
    def orphaned(self) -> int:
        """Rows without fault whose parent is rejected."""
        return sum(int(frame["orphaned_by_reject"].sum()) for frame in self.rejects.values())


def read(
    source: Path,
    *,
    mapping: Path | None = None,
    report: Callable[[str, float], None] | None = None,
    today: date | None = None,
) -> Reading:
    """Read a register and check every row of it.

    Args:
        source: a workbook, a folder of CSV or Parquet files, or with ``mapping`` any files DuckDB
            reads.
        mapping: a folder of SQL files that select our tables from the source's files.
        report: told what is being done and how much of it is done, 0 to 1.
        today: days after it are suspicious; the clock's where none is given.

    Raises:
        WrongUse: the source or the mapping does not exist, or is nothing we read.
        DataError: a file is damaged, locked, or its SQL is wrong.
    """
    tell = report or (lambda _what, _done: None)
    findings = Collector()
    raws = sources.open_source(
        Path(source), mapping, findings, lambda what, done: tell(what, done * 0.5)
    )
    tables: dict[str, typed.Typed] = {}
    for place, name in enumerate(name for name in TABLES if name in raws):
        raw = raws.pop(name)
        tell(raw.file, 0.5 + 0.3 * place / (len(raws) + place + 1))
        tables[name] = typed.convert(filled(raw), findings)
    missing = tuple(
        table.name for table in TABLES.values() if table.required and table.name not in tables
    )
    for name in missing:
        if findings.errors(name).is_empty():  # otherwise it was said already that it is empty
            findings.add("table_missing", file=Path(source).name, table=name)
    for name, table in tables.items():
        if table.frame.is_empty() and name in _NEVER_EMPTY:
            findings.add("table_empty", file=table.raw.file, table=name, row=table.raw.heading_row)
    tell("", 0.8)
    rules.check(tables, today or date.today(), findings)
    tell("", 0.95)
    good, rejects = rejecting.split(tables, findings)
    always = {name: TABLES[name].empty() for name in missing}
    found = always | good
    return Reading(
        source=Path(source),
        tables={name: found[name] for name in TABLES if name in found},
        rejects={name: frame for name, frame in rejects.items() if not frame.is_empty()},
        findings=findings.finish(),
        rows={name: table.frame.height for name, table in tables.items()},
        missing=missing,
    )
