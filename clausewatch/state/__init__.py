"""What the software remembers besides snapshots: a log that is only ever added to (SQLite)."""

from clausewatch.state.database import StateFault
from clausewatch.state.log import Event, Log, LogEntry

__all__ = ["Event", "Log", "LogEntry", "StateFault"]
