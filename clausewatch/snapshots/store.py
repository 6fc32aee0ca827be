"""The store: listing, opening, choosing and adding snapshots in a folder."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clausewatch.model.message import Items, Message, message
from clausewatch.snapshots.draft import Commit, Draft, Meta, sweep
from clausewatch.snapshots.errors import DamagedSnapshot, NoSnapshot, NoSuchSnapshot, faults
from clausewatch.snapshots.lock import locked
from clausewatch.snapshots.manifest import MANIFEST, SCHEMA_VERSION, Manifest, content_of
from clausewatch.snapshots.snapshot import ID, Current, Entry, Snapshot, manifest_in, opened

_CURRENT = "CURRENT"
_LOCK = ".lock"


Entries = list[Entry]


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Snapshots in a folder. Reading needs no lock and never writes.

    Args:
        folder: where they lie; made by the first publisher.
        clock: the time of publishing, UTC.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now) -> None:
        self.folder = folder
        self._clock = clock

    def list(self) -> Entries:
        """All snapshots, the newest first, damaged ones with the reason.

        Sees what is missing or of another size without reading the files; ``verify`` reads them.
        """
        current = self._named()
        return [self._entry(id, current=id == current) for id in self._newest_first()]

    def open(self, id: str) -> Snapshot:
        """Open a snapshot by its id, or by an unambiguous beginning of it.

        Free for a snapshot this process has opened before.

        Raises:
            NoSuchSnapshot: none, or several.
            DamagedSnapshot: naming the file.
        """
        return opened(self.folder / self._one(id))

    def verify(self, id: str) -> Snapshot:
        """Read every file of a snapshot again and compare; raises as ``open``."""
        return opened(self.folder / self._one(id), fresh=True)

    def current(self) -> Current:
        """The snapshot readers get: the chosen one, or the newest good one where that is damaged.

        Raises:
            NoSnapshot: there is none.
            DamagedSnapshot: there are some, and none is good; of the first that was tried.
        """
        passed_over: dict[str, Message] = {}
        first: DamagedSnapshot | None = None
        for id in self._candidates():
            try:
                return Current(opened(self.folder / id), tuple(passed_over.items()))
            except DamagedSnapshot as damage:
                first = first or damage
                passed_over[id] = damage.reason
        raise first or NoSnapshot(self.folder)

    def use(self, id: str) -> Snapshot:
        """Let readers get this snapshot from now on.

        Raises:
            NoSuchSnapshot, DamagedSnapshot: as ``verify``; nothing is changed then.
            StoreFault: the folder cannot be written.
        """
        snapshot = self.verify(id)
        with faults(self.folder), self._locked():
            self._switch(snapshot.id)
        return snapshot

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """A new snapshot to write tables into and then commit; without a commit, nothing stays.

        Raises:
            StoreFault: the folder cannot be made or written.
        """
        with faults(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._locked():
                self._sweep()
                draft = Draft(self.folder, self._admit)
        try:
            yield draft
        finally:
            draft.discard()

    def _admit(self, draft: Draft, meta: Meta) -> Commit:
        # Long work comes before the lock, so publishers wait for each other for moments only.
        draft.check()
        with faults(self.folder):
            register_date = meta.register_date or draft.register_date(self._clock().date())
            for folder in {(draft.folder / name).parent for name in draft.written}:
                _sync(folder)
        hashes = {name: written.sha256 for name, written in sorted(draft.written.items())}
        content = content_of(register_date, meta.synthetic, hashes)
        with faults(self.folder), self._locked():
            twin = self._twin(content)
            if twin:
                self._switch(twin.id)
                return Commit(twin, created=False)
            id, published_at = self._new_id(content)
            manifest = Manifest(
                id=id,
                schema_version=SCHEMA_VERSION,
                content=content,
                published_at=published_at,
                published_by=meta.by,
                note=meta.note,
                register_date=register_date,
                synthetic=meta.synthetic,
                rows={
                    name.removesuffix(".parquet"): draft.written[name].rows
                    for name in hashes
                    if "/" not in name
                },
                sha256=hashes,
                sizes={name: draft.written[name].bytes for name in hashes},
                sources=meta.sources,
                findings=meta.findings,
                rejects=meta.rejects,
            )
            _write(draft.folder / MANIFEST, manifest.to_json())
            _sync(draft.folder)
            # What needs space comes before the rename: after it, nothing is left that can be full.
            with self._choice(id) as choice:
                draft.release()
                draft.folder.rename(self.folder / id)
                _sync(self.folder)
                choice.replace(self.folder / _CURRENT)
                _sync(self.folder)
        return Commit(opened(self.folder / id), created=True)

    def _twin(self, content: str) -> Snapshot | None:
        for id in self._names():
            if id.endswith(content[:8]):
                try:
                    found = opened(self.folder / id)
                except DamagedSnapshot:
                    continue
                if found.manifest.content == content:
                    return found
        return None

    def _new_id(self, content: str) -> tuple[str, datetime]:
        # Only a damaged twin of the same second can have the name already.
        now = self._clock().astimezone(UTC)
        while (self.folder / (id := f"{now:%Y%m%dT%H%M%SZ}-{content[:8]}")).exists():
            now += timedelta(seconds=1)
        return id, now

    def _switch(self, id: str) -> None:
        with self._choice(id) as choice:
            choice.replace(self.folder / _CURRENT)
            _sync(self.folder)

    @contextmanager
    def _choice(self, id: str) -> Iterator[Path]:
        """A file that becomes CURRENT by renaming it; gone where that did not happen."""
        path = self.folder / f".{_CURRENT}-{secrets.token_hex(4)}"
        try:
            _write(path, f"{id}\n".encode())
            yield path
        finally:
            path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        sweep(self.folder)
        for leftover in self.folder.glob(f".{_CURRENT}-*"):
            leftover.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with locked(self.folder / _LOCK):
            yield

    def _candidates(self) -> Iterator[str]:
        """The chosen snapshot, then all others, the newest first."""
        chosen = self._named()
        if chosen:
            yield chosen
        yield from (id for id in self._newest_first() if id != chosen)

    def _named(self) -> str:
        """The id in CURRENT; empty where there is no such file or it holds none."""
        with faults(self.folder):
            try:
                name = (self.folder / _CURRENT).read_text("utf-8", "replace").strip()
            except FileNotFoundError:
                return ""
        return name if ID.fullmatch(name) else ""

    def _names(self) -> Sequence[str]:
        """The ids of all snapshots, in no order."""
        with faults(self.folder):
            try:
                names = [path.name for path in self.folder.iterdir()]
            except FileNotFoundError:
                return []
        return [name for name in names if ID.fullmatch(name)]

    def _newest_first(self) -> Sequence[str]:
        names = self._names()
        in_second = Counter(map(_second, names))

        def age(id: str) -> tuple[str, str]:
            # Snapshots of one second are told apart by what their manifests say.
            if in_second[_second(id)] == 1:
                return _second(id), ""
            try:
                text = (self.folder / id / MANIFEST).read_bytes()
                return _second(id), Manifest.from_json(text).published_at.isoformat()
            except (OSError, ValueError):
                return _second(id), ""

        return sorted(names, key=age, reverse=True)

    def _one(self, start: str) -> str:
        found = [id for id in self._names() if start and id.startswith(start)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NoSuchSnapshot(
                message("snapshots.no_such", id=start),
                where=str(self.folder),
                remedy=message("snapshots.no_such.remedy"),
            )
        raise NoSuchSnapshot(
            message("snapshots.ambiguous", id=start, found=Items(tuple(sorted(found)))),
            where=str(self.folder),
            remedy=message("snapshots.ambiguous.remedy"),
        )

    def _entry(self, id: str, *, current: bool) -> Entry:
        try:
            return Entry(id, manifest_in(self.folder / id), None, current)
        except DamagedSnapshot as damage:
            return Entry(id, None, damage.reason, current)


def _second(id: str) -> str:
    """The part of an id that says when."""
    return id.partition("-")[0]


def _write(path: Path, text: bytes) -> None:
    with path.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Force a folder's names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
