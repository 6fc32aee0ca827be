"""The one SQLite file of the state folder, safe with several processes at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.message import message

FILE = "clausewatch.sqlite"
_PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""

_SCHEMA = """
create table if not exists log (
    id integer primary key autoincrement,
    at text not null,
    who text not null,
    what text not null,
    detail text not null
) strict;
create trigger if not exists log_is_not_changed before update on log
begin select raise(abort, 'the log is only added to'); end;
create trigger if not exists log_is_not_shortened before delete on log
begin select raise(abort, 'the log is only added to'); end;
"""


class StateFault(ClauseWatchError):
    """The state folder or its database cannot be used."""


@contextmanager
def connected(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one transaction; commits unless an error leaves the block.

    Raises:
        StateFault: the folder cannot be written, the disk is full, the file is no database.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(folder / FILE, timeout=_PATIENCE)) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(_SCHEMA)
            with connection:
                yield connection
    except (sqlite3.Error, OSError) as error:
        raise StateFault(
            message("state.fault", reason=str(error)),
            where=str(folder / FILE),
            remedy=message("state.fault.remedy"),
        ) from error
