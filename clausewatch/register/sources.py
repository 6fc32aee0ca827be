"""Finding the tables in a source: a workbook, a folder of CSV or Parquet files, or SQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clausewatch.model.errors import WrongUse
from clausewatch.model.message import Message, message
from clausewatch.model.tables import TABLES
from clausewatch.register import csv_files, mappings, parquet_files, workbooks
from clausewatch.register.findings import Collector, Level
from clausewatch.register.headings import table_called
from clausewatch.register.raw import Raw

_READERS = {
    ".csv": csv_files.read,
    ".txt": csv_files.read,
    ".tsv": csv_files.read,
    ".parquet": parquet_files.read,
}


def open_source(
    source: Path,
    mapping: Path | None,
    findings: Collector,
    report: Callable[[str, float], None],
) -> dict[str, Raw]:
    """Every table of a source by name, as it stands.

    Raises:
        WrongUse: the source or the mapping does not exist, or is nothing we read.
        DataError: a file is damaged, locked, or its SQL is wrong.
    """
    if not source.exists():
        raise _wrong("register.source_missing", source)
    if mapping is not None:
        if not mapping.is_dir():
            raise _wrong("register.mapping_missing", mapping)
        return mappings.read(source, mapping, findings, report)
    if source.is_dir():
        return _folder(source, findings, report)
    if source.suffix.casefold() in workbooks.SUFFIXES:
        return workbooks.read(source, findings, report)
    raise _wrong("register.source_unknown", source)


def _folder(
    folder: Path, findings: Collector, report: Callable[[str, float], None]
) -> dict[str, Raw]:
    files = sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.casefold() in _READERS and not path.name.startswith(".")
    )
    if not files:
        raise _wrong("register.folder_without_tables", folder)
    found: dict[str, Raw] = {}
    for done, path in enumerate(files):
        report(path.name, done / len(files))
        name = table_called(path.stem)
        if name is None:
            findings.add("file_unknown", file=path.name, value=path.name, level=Level.WARNING)
        elif name in found:
            findings.add(
                "table_twice", file=path.name, table=name, value=path.name, first=found[name].file
            )
        else:
            found[name] = _READERS[path.suffix.casefold()](path, TABLES[name], findings)
    return found


def _wrong(key: str, place: Path) -> WrongUse:
    remedy: Message = message(f"{key}.remedy")
    return WrongUse(message(key), where=str(place), remedy=remedy)
