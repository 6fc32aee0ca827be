"""From a source to a snapshot: read, check, decide about rejects, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clausewatch.model.errors import DataError
from clausewatch.model.message import Items, Message, message
from clausewatch.model.settings import Settings
from clausewatch.model.tables import TABLES
from clausewatch.publishing.provenance import findings_of, rejects_of, source_files
from clausewatch.register import Reading, read
from clausewatch.snapshots import Commit, Meta, Snapshot, Store
from clausewatch.state import Event, Log

Report = Callable[[Message, float], None]
"""Told what is being done and how much of everything is done, 0 to 1."""

_READING = 0.6
"""The share of the time that reading and checking takes."""

_NEVER_EMPTY = ("contracts", "visits")


class Blocked(DataError):
    """The register may not be published as it is; ``reading`` says why."""

    def __init__(self, reading: Reading, what: Message, remedy: Message) -> None:
        self.reading = reading
        super().__init__(what, where=str(reading.source), remedy=remedy)


@dataclass(frozen=True)
class Published:
    """A register that was published; not ``created`` where the same content was there already."""

    snapshot: Snapshot
    reading: Reading
    created: bool


def publish(
    source: Path,
    settings: Settings,
    *,
    mapping: Path | None = None,
    allow_rejects: bool = False,
    as_of: date | None = None,
    note: str = "",
    by: str = "",
    report: Report | None = None,
) -> Published:
    """Read a register, check it and make it the current snapshot.

    Args:
        source: as ``register.read``.
        mapping: as ``register.read``.
        settings: whose data folder it goes to.
        allow_rejects: leave out rows with errors, and rows that belong to them, and say so.
        as_of: the "now" of its figures; otherwise the newest date in the data.
        note: a remark kept with it.
        by: who publishes it.
        report: told how far it is.

    Raises:
        WrongUse: as ``register.read``.
        DataError: the data cannot be read, or are ``Blocked``; nothing is changed then.
        StoreFault, StoreBusy, StateFault: the data folder cannot be written.
    """
    tell = report or (lambda _what, _done: None)
    reading = read(
        source,
        mapping=mapping,
        report=lambda _file, done: tell(message("publish.reading"), done * _READING),
    )
    return publish_reading(
        reading,
        settings,
        mapping=mapping,
        allow_rejects=allow_rejects,
        as_of=as_of,
        note=note,
        by=by,
        report=lambda what, done: tell(what, _READING + done * (1 - _READING)),
    )


def publish_reading(
    reading: Reading,
    settings: Settings,
    *,
    mapping: Path | None = None,
    allow_rejects: bool = False,
    as_of: date | None = None,
    note: str = "",
    by: str = "",
    report: Report | None = None,
) -> Published:
    """Publish what was read and checked before; its source must still be there.

    Takes and raises what ``publish`` does.
    """
    tell = report or (lambda _what, _done: None)
    _decide(reading, allow_rejects=allow_rejects)
    log = Log(settings.state)
    log.prepare()
    meta = Meta(
        by=by,
        note=note,
        register_date=as_of,
        sources=source_files(reading.source, mapping),
        findings=findings_of(reading),
        rejects=rejects_of(reading),
    )
    commit = _write(Store(settings.snapshots), reading, meta, tell)
    log.add(by, Event.PUBLISH, snapshot=commit.snapshot.id, note=note)
    return Published(commit.snapshot, reading, commit.created)


def use(id: str, settings: Settings, *, by: str = "") -> Snapshot:
    """Let readers get this snapshot from now on, and log it; raises as ``Store.use``."""
    log = Log(settings.state)
    log.prepare()
    snapshot = Store(settings.snapshots).use(id)
    log.add(by, Event.USE, snapshot=snapshot.id)
    return snapshot


def _decide(reading: Reading, *, allow_rejects: bool) -> None:
    if reading.blocked and not allow_rejects:
        raise Blocked(reading, message("publish.blocked"), message("publish.blocked.remedy"))
    empty = {name for name in _NEVER_EMPTY if reading.tables[name].is_empty()}
    lacking = [name for name in TABLES if name in empty or name in reading.missing]
    if lacking:
        tables = Items(tuple(message(f"table.{name}") for name in lacking))
        raise Blocked(
            reading,
            message("publish.nothing_left", tables=tables),
            message("publish.nothing_left.remedy"),
        )


def _write(store: Store, reading: Reading, meta: Meta, tell: Report) -> Commit:
    rows = sum(frame.height for frame in reading.tables.values())
    done = 0
    with store.draft() as draft:
        for name, frame in reading.tables.items():
            tell(message("publish.writing"), done / rows)
            draft.write(name, frame)
            done += frame.height
        for name, frame in reading.rejects.items():
            draft.write_rejects(name, frame)
        return draft.commit(meta)
