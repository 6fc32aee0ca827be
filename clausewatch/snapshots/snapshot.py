"""A snapshot that was opened and found to be what was published."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clausewatch.model.message import Message, message
from clausewatch.snapshots.digest import sha256_of
from clausewatch.snapshots.errors import DamagedSnapshot
from clausewatch.snapshots.manifest import MANIFEST, SCHEMA_VERSION, Manifest

ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


@dataclass(frozen=True)
class Snapshot:
    """An immutable snapshot.

    Attributes:
        id: ``<UTC time>-<8 hex of content>``; ids sort by time.
        folder: where its files lie.
        manifest: what it says about itself.
    """

    id: str
    folder: Path
    manifest: Manifest = field(compare=False, repr=False)

    def path(self, table: str) -> Path | None:
        """The Parquet file of a table; None where the register has no such table."""
        name = f"{table}.parquet"
        return self.folder / name if name in self.manifest.sha256 else None

    def rejects(self, table: str) -> Path | None:
        """The Parquet file of the rows left out of a table, with reasons; None where none were."""
        name = f"rejects/{table}.parquet"
        return self.folder / name if name in self.manifest.sha256 else None

    @property
    def register_date(self) -> date:
        return self.manifest.register_date

    @property
    def synthetic(self) -> bool:
        return self.manifest.synthetic


@dataclass(frozen=True)
class Entry:
    """A line in the list of snapshots.

    Attributes:
        manifest: None where it cannot be read.
        damage: why the snapshot cannot be used; None where nothing is seen to be wrong.
        current: whether readers get this one.
    """

    id: str
    manifest: Manifest | None = field(repr=False)
    damage: Message | None = None
    current: bool = False


@dataclass(frozen=True)
class Current:
    """The snapshot readers get, and those passed over for it because they are damaged."""

    snapshot: Snapshot
    passed_over: tuple[tuple[str, Message], ...] = ()


def opened(folder: Path, *, fresh: bool = False) -> Snapshot:
    """Open a snapshot and check the hash of each file.

    A file that has not changed since this process last read it is not read again, unless ``fresh``.

    Raises:
        DamagedSnapshot: naming the file and what is wrong with it.
    """
    manifest = manifest_in(folder)
    for name, expected in manifest.sha256.items():
        if _hash(folder, name, fresh=fresh) != expected:
            raise _damaged(folder, name, "hash")
    return Snapshot(folder.name, folder, manifest)


def manifest_in(folder: Path) -> Manifest:
    """The manifest of a snapshot, after everything that can be seen without reading its files.

    Raises:
        DamagedSnapshot: the manifest is missing, unreadable or of another snapshot, or a file is
            missing or of another size.
    """
    try:
        manifest = Manifest.from_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise _damaged(folder, MANIFEST, "missing") from None
    except OSError as error:
        raise _unreadable(folder, MANIFEST, error) from error
    except ValueError as error:
        raise _damaged(folder, MANIFEST, "no_manifest") from error
    if manifest.schema_version > SCHEMA_VERSION:
        raise _damaged(folder, MANIFEST, "newer")
    named = (folder.name, manifest.content, set(manifest.sha256))
    meant = (manifest.id, manifest.content_now(), set(manifest.sizes))
    if named != meant or not manifest.id.endswith(manifest.content[:8]):
        raise _damaged(folder, MANIFEST, "foreign_manifest")
    for name, size in manifest.sizes.items():
        try:
            found = (folder / name).stat().st_size
        except FileNotFoundError:
            raise _damaged(folder, name, "missing") from None
        except OSError as error:
            raise _unreadable(folder, name, error) from error
        if found != size:
            raise DamagedSnapshot(
                folder.name,
                message("snapshots.damage.size", file=name, expected=size, found=found),
                folder / name,
            )
    return manifest


def _hash(folder: Path, name: str, *, fresh: bool) -> str:
    try:
        return sha256_of(folder / name, fresh=fresh)
    except OSError as error:
        raise _unreadable(folder, name, error) from error


def _damaged(folder: Path, name: str, how: str) -> DamagedSnapshot:
    return DamagedSnapshot(
        folder.name, message(f"snapshots.damage.{how}", file=name), folder / name
    )


def _unreadable(folder: Path, name: str, error: OSError) -> DamagedSnapshot:
    reason = message("snapshots.damage.unreadable", file=name, reason=error.strerror or str(error))
    return DamagedSnapshot(folder.name, reason, folder / name)
