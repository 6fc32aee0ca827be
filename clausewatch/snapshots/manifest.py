"""What a snapshot says about itself: ``manifest.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from clausewatch.model.message import Message
from clausewatch.snapshots.messages import message_from_json, to_json

SCHEMA_VERSION = 1
"""Raised whenever a reader of older snapshots would misread a newer one."""

MANIFEST = "manifest.json"
GROUPS_KEPT = 200
"""How many groups of findings a manifest keeps; the counts are always of all."""


@dataclass(frozen=True)
class SourceFile:
    """A file the register was read from: its name, size and hash when it was read."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class FindingGroup:
    """What the check said about one kind of fault.

    Attributes:
        level: ``error`` or ``warning``.
        file, table, column: where; column may be empty.
        problem, remedy: what is wrong, and what to do about it.
        count: how many rows it was found in.
        rows: the first of them, as a person counts (the heading is row 1).
    """

    level: str
    file: str
    table: str
    column: str
    problem: Message
    remedy: Message | None
    count: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Findings:
    """What the check found: how many errors and warnings, and the first groups of them."""

    errors: int = 0
    warnings: int = 0
    grouped: tuple[FindingGroup, ...] = ()
    groups_left_out: int = 0

    @classmethod
    def of(cls, errors: int, warnings: int, groups: tuple[FindingGroup, ...]) -> Findings:
        """Findings with no more groups than a manifest keeps."""
        return cls(errors, warnings, groups[:GROUPS_KEPT], max(0, len(groups) - GROUPS_KEPT))


@dataclass(frozen=True)
class Rejected:
    """Rows left out of a table: for their own fault, and because their parent was left out."""

    rejected: int = 0
    orphaned: int = 0


@dataclass(frozen=True)
class Manifest:
    """Everything known about a snapshot besides its rows.

    Attributes:
        id: the snapshot's id, which is its folder's name.
        schema_version: of the tables and of this file.
        content: hash of what the figures rest on; the same for the same content, whoever
            publishes it and when.
        published_at: UTC.
        register_date: the "now" of every figure.
        synthetic: whether the register is made up.
        rows: of each table.
        sha256, sizes: hash and bytes of each file, by its path within the folder.
        rejects: by table, where there are any.
    """

    id: str
    schema_version: int
    content: str
    published_at: datetime
    published_by: str
    note: str
    register_date: date
    synthetic: bool
    rows: Mapping[str, int]
    sha256: Mapping[str, str]
    sizes: Mapping[str, int]
    sources: tuple[SourceFile, ...] = ()
    findings: Findings = field(default_factory=Findings)
    rejects: Mapping[str, Rejected] = field(default_factory=dict)

    @property
    def rejected(self) -> int:
        """Rows left out for their own fault, over all tables."""
        return sum(each.rejected for each in self.rejects.values())

    @property
    def orphaned(self) -> int:
        """Rows left out because their parent was, over all tables."""
        return sum(each.orphaned for each in self.rejects.values())

    def content_now(self) -> str:
        """What ``content`` must be for this manifest."""
        return content_of(self.register_date, self.synthetic, self.sha256, self.schema_version)

    def to_json(self) -> bytes:
        """The text of ``manifest.json``."""
        return json.dumps(as_object(self), ensure_ascii=False, indent=2).encode() + b"\n"

    @staticmethod
    def from_json(text: bytes) -> Manifest:
        """Read a manifest; raises ValueError where it is none."""
        return _parsed(text)


def content_of(
    register_date: date,
    synthetic: bool,
    sha256: Mapping[str, str],
    schema_version: int = SCHEMA_VERSION,
) -> str:
    """The hash of everything figures rest on, as 64 hex digits."""
    parts = {
        "schema_version": schema_version,
        "register_date": register_date.isoformat(),
        "synthetic": synthetic,
        "sha256": dict(sha256),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def as_object(manifest: Manifest) -> dict[str, Any]:
    """A manifest as plain JSON values."""
    findings = manifest.findings
    return {
        "id": manifest.id,
        "schema_version": manifest.schema_version,
        "content": manifest.content,
        "published_at": manifest.published_at.astimezone(UTC).isoformat(),
        "published_by": manifest.published_by,
        "note": manifest.note,
        "register_date": manifest.register_date.isoformat(),
        "synthetic": manifest.synthetic,
        "rows": dict(manifest.rows),
        "sha256": dict(manifest.sha256),
        "bytes": dict(manifest.sizes),
        "sources": [vars(source) for source in manifest.sources],
        "findings": {
            "errors": findings.errors,
            "warnings": findings.warnings,
            "grouped": [_group_as_object(group) for group in findings.grouped],
            "groups_left_out": findings.groups_left_out,
        },
        "rejects": {table: vars(rejected) for table, rejected in manifest.rejects.items()},
    }


def _group_as_object(group: FindingGroup) -> dict[str, Any]:
    remedy = None if group.remedy is None else to_json(group.remedy)
    return vars(group) | {
        "problem": to_json(group.problem),
        "remedy": remedy,
        "rows": list(group.rows),
    }


@lru_cache(maxsize=64)
def _parsed(text: bytes) -> Manifest:
    # Parsed once for each text: the app asks for the current snapshot at every rerun.
    try:
        return _from_object(json.loads(text))
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(f"no manifest: {error!r}") from error


def _from_object(value: dict[str, Any]) -> Manifest:
    found = value["findings"]
    return Manifest(
        id=str(value["id"]),
        schema_version=int(value["schema_version"]),
        content=str(value["content"]),
        published_at=datetime.fromisoformat(value["published_at"]).astimezone(UTC),
        published_by=str(value["published_by"]),
        note=str(value["note"]),
        register_date=date.fromisoformat(value["register_date"]),
        synthetic=bool(value["synthetic"]),
        rows=_counts(value["rows"]),
        sha256=MappingProxyType({str(k): str(v) for k, v in value["sha256"].items()}),
        sizes=_counts(value["bytes"]),
        sources=tuple(SourceFile(**source) for source in value["sources"]),
        findings=Findings(
            int(found["errors"]),
            int(found["warnings"]),
            tuple(_group_from_object(group) for group in found["grouped"]),
            int(found["groups_left_out"]),
        ),
        rejects=MappingProxyType(
            {table: Rejected(**rejected) for table, rejected in value["rejects"].items()}
        ),
    )


def _counts(value: dict[str, Any]) -> Mapping[str, int]:
    return MappingProxyType({str(name): int(count) for name, count in value.items()})


def _group_from_object(value: dict[str, Any]) -> FindingGroup:
    remedy = value["remedy"]
    return FindingGroup(
        level=str(value["level"]),
        file=str(value["file"]),
        table=str(value["table"]),
        column=str(value["column"]),
        problem=message_from_json(value["problem"]),
        remedy=None if remedy is None else message_from_json(remedy),
        count=int(value["count"]),
        rows=tuple(int(row) for row in value["rows"]),
    )
