"""What a manifest says about where a register came from and what was wrong with it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from clausewatch.register import Level, Reading
from clausewatch.snapshots import FindingGroup, Findings, Rejected, SourceFile


def source_files(source: Path, mapping: Path | None) -> tuple[SourceFile, ...]:
    """The files of a source and of its mapping, by name; hidden ones are none of it."""
    files = [source] if source.is_file() else _files(source)
    found = [_source_file(path.name, path) for path in files]
    if mapping is not None:
        found += [_source_file(f"{mapping.name}/{path.name}", path) for path in _files(mapping)]
    return tuple(found)


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~"))
    )


def _source_file(name: str, path: Path) -> SourceFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return SourceFile(name, file.tell(), digest)


def findings_of(reading: Reading) -> Findings:
    """What the check found, in the form a manifest keeps."""
    groups = tuple(
        FindingGroup(
            level=group.finding.level.value,
            file=group.finding.file,
            table=group.finding.table,
            column=group.finding.column,
            problem=group.finding.problem,
            remedy=group.finding.remedy,
            count=group.n,
            rows=group.rows,
        )
        for group in reading.grouped()
    )
    return Findings.of(
        reading.findings.count(Level.ERROR), reading.findings.count(Level.WARNING), groups
    )


def rejects_of(reading: Reading) -> dict[str, Rejected]:
    """How many rows of each table are left out, for their own fault and for their parent's."""
    return {
        name: Rejected(
            rejected=int((~frame["orphaned_by_reject"]).sum()),
            orphaned=int(frame["orphaned_by_reject"].sum()),
        )
        for name, frame in reading.rejects.items()
    }
