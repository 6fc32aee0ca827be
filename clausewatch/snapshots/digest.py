"""The sha256 of files, computed once in a process for each state a file has been in."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path

_KEPT = 4096
_State = tuple[int, int, int, int, int]
_known: OrderedDict[_State, str] = OrderedDict()
_lock = threading.Lock()


def sha256_of(path: Path, *, fresh: bool = False) -> str:
    """The sha256 of a file as 64 hex digits.

    A file whose device, inode, size and times have not changed is not read again, unless
    ``fresh``. Raises OSError where it cannot be read.
    """
    with path.open("rb") as file:
        state = _state(path)
        if not fresh:
            with _lock:
                if state in _known:
                    _known.move_to_end(state)
                    return _known[state]
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with _lock:
        _known[state] = digest
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return digest


def _state(path: Path) -> _State:
    # The time of change (not of modification) tells a file edited with its old date put back.
    stat = path.stat()
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
