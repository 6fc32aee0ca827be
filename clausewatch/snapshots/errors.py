"""What can go wrong with a store, each with a sentence a person can use."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clausewatch.model.errors import ClauseWatchError, WrongUse
from clausewatch.model.message import Message, message

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}


class NoSuchSnapshot(WrongUse):
    """No snapshot has this id, or several begin with it."""


class NoSnapshot(WrongUse):
    """The store holds no snapshot at all."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message("snapshots.none"),
            where=str(folder),
            remedy=message("snapshots.none.remedy"),
        )


class DamagedSnapshot(ClauseWatchError):
    """A snapshot is not what was published.

    Attributes:
        id: which one.
        reason: what is wrong; names the file.
    """

    def __init__(self, id: str, reason: Message, path: Path) -> None:
        self.id = id
        self.reason = reason
        super().__init__(
            message("snapshots.damaged", id=id, reason=reason),
            where=str(path),
            remedy=message("snapshots.damaged.remedy"),
        )


class StoreFault(ClauseWatchError):
    """The store's folder cannot be written or read: full, denied, no folder."""


class StoreBusy(ClauseWatchError):
    """Another publisher has held the store for too long."""


@contextmanager
def faults(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a StoreFault that names the place."""
    try:
        yield
    except OSError as error:
        raise StoreFault(
            _fault(error),
            where=str(error.filename or folder),
            remedy=message("snapshots.fault.remedy"),
        ) from error


def _fault(error: OSError) -> Message:
    if error.errno in _FULL:
        return message("snapshots.fault.full")
    if error.errno in _DENIED:
        return message("snapshots.fault.denied")
    if error.errno in _NO_FOLDER:
        return message("snapshots.fault.no_folder")
    return message("snapshots.fault.other", reason=error.strerror or str(error))
