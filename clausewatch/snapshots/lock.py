"""Locks between processes that end with their owner, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clausewatch.model.message import message
from clausewatch.snapshots.errors import StoreBusy

PATIENCE = 120.0
"""Seconds to wait for another publisher; one holds the lock for moments only."""

_PAUSE = 0.02


def try_lock(path: Path) -> int | None:
    """Lock a file, made if it is not there; None where another owner lives.

    Returns:
        The open file descriptor; closing it lets go.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a lock; raises StoreBusy where another owner keeps it for longer than that."""
    until = time.monotonic() + patience
    while (descriptor := try_lock(path)) is None:
        if time.monotonic() >= until:
            raise StoreBusy(
                message("snapshots.busy"),
                where=str(path.parent),
                remedy=message("snapshots.busy.remedy"),
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        os.close(descriptor)
