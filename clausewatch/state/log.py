"""Who did what, and when: added to, never changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from clausewatch.state.database import FILE, connected


class Event(StrEnum):
    """What is logged; worded under ``log.<event>`` in the catalogue."""

    PUBLISH = "publish"
    USE = "use"


@dataclass(frozen=True)
class LogEntry:
    """One line of the log; ``at`` is UTC, ``detail`` says about what."""

    at: datetime
    who: str
    what: Event
    detail: Mapping[str, str] = field(default_factory=dict)


def _now() -> datetime:
    return datetime.now(UTC)


class Log:
    """The log in a state folder; the folder is made by the first entry."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now) -> None:
        self.folder = folder
        self._clock = clock

    def prepare(self) -> None:
        """See that it can be written before something is done that must be logged.

        Raises:
            StateFault: it cannot.
        """
        with connected(self.folder) as connection:
            connection.execute("begin immediate")

    def add(self, who: str, what: Event, **detail: str) -> None:
        """Add a line; raises StateFault where that is not possible."""
        at = self._clock().astimezone(UTC).isoformat()
        with connected(self.folder) as connection:
            connection.execute(
                "insert into log (at, who, what, detail) values (?, ?, ?, ?)",
                (at, who, what.value, json.dumps(detail, ensure_ascii=False)),
            )

    def entries(self, most: int = 100) -> tuple[LogEntry, ...]:
        """The newest lines, the newest first; none where nothing was ever logged."""
        if not (self.folder / FILE).exists():
            return ()
        with connected(self.folder) as connection:
            rows = connection.execute(
                "select at, who, what, detail from log order by id desc limit ?", (most,)
            ).fetchall()
        return tuple(
            LogEntry(datetime.fromisoformat(at), who, Event(what), json.loads(detail))
            for at, who, what, detail in rows
        )
