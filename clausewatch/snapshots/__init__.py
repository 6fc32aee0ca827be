"""The store of snapshots: published registers that never change again.

A snapshot is a folder ``<UTC time>-<8 hex of content>`` of Parquet files and a manifest. It is
written beside, verified and renamed in one step, so a reader never sees half of one.
"""

from clausewatch.snapshots.compare import Comparison, TableChange, compare
from clausewatch.snapshots.draft import Commit, Draft, Meta
from clausewatch.snapshots.errors import (
    DamagedSnapshot,
    NoSnapshot,
    NoSuchSnapshot,
    StoreBusy,
    StoreFault,
)
from clausewatch.snapshots.manifest import (
    SCHEMA_VERSION,
    FindingGroup,
    Findings,
    Manifest,
    Rejected,
    SourceFile,
)
from clausewatch.snapshots.snapshot import Current, Entry, Snapshot
from clausewatch.snapshots.store import Store

__all__ = [
    "SCHEMA_VERSION",
    "Commit",
    "Comparison",
    "Current",
    "DamagedSnapshot",
    "Draft",
    "Entry",
    "FindingGroup",
    "Findings",
    "Manifest",
    "Meta",
    "NoSnapshot",
    "NoSuchSnapshot",
    "Rejected",
    "Snapshot",
    "SourceFile",
    "Store",
    "StoreBusy",
    "StoreFault",
    "TableChange",
    "compare",
]
