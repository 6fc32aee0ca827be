"""Relations made from a snapshot once and kept: facts, one row a check, and the violations.

They lie beside the snapshots, in ``derived/<snapshot>/<hash of their SQL>/``, and can be made again
at any time; a damaged file is thrown away and made again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import duckdb

from clausewatch.engine.queries import catalogue
from clausewatch.language import Message, message
from clausewatch.snapshots import Snapshot
from clausewatch.snapshots.digest import sha256_of

RELATIONS = ("facts", "violation_facts", "case_facts")
"""What is made, in this order: a later one may read an earlier one."""

_ROWS_A_GROUP = 122_880
_log = logging.getLogger(__name__)

Report = Callable[[Message, float], None]


def ensure(snapshot: Snapshot, memory_mb: int, report: Report | None = None) -> Path:
    """The folder of a snapshot's derived relations, made if it is not there or damaged.

    Args:
        snapshot: what they are made from.
        memory_mb: how much memory making them may take; what does not fit goes to disk.
        report: called with what is done and how much of it, 0 to 1.

    Returns:
        A folder with ``<relation>.parquet`` for each of ``RELATIONS``.
    """
    home = snapshot.folder.parent.parent / "derived" / snapshot.id / _version()
    if home.exists():
        if _intact(home):
            return home
        _log.warning("derived data of %s are damaged and are made again", snapshot.id)
        shutil.rmtree(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = home.parent / f".draft-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    draft.mkdir()
    try:
        _make(snapshot, draft, memory_mb, report or (lambda _what, _done: None))
        try:
            draft.rename(home)
        except OSError:
            if not _intact(home):  # else another process made the same in the meantime
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return home


def _version() -> str:
    text = "\n".join(catalogue()[f"derived/{name}"].sql for name in RELATIONS)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _make(snapshot: Snapshot, draft: Path, memory_mb: int, report: Report) -> None:
    temporary = draft / "spill"
    with duckdb.connect(
        config={"memory_limit": f"{memory_mb}MB", "temp_directory": str(temporary)}
    ) as connection:
        for table in ("contracts", "visits", "violations"):
            path = snapshot.path(table)
            assert path is not None
            connection.read_parquet(str(path)).create_view(table)
        for number, name in enumerate(RELATIONS):
            report(message("progress.derived"), number / len(RELATIONS))
            made = draft / f"{name}.parquet"
            connection.sql(catalogue()[f"derived/{name}"].sql).write_parquet(
                str(made), compression="zstd", row_group_size=_ROWS_A_GROUP
            )
            connection.read_parquet(str(made)).create_view(name)
    shutil.rmtree(temporary, ignore_errors=True)
    hashes = {f"{name}.parquet": sha256_of(draft / f"{name}.parquet") for name in RELATIONS}
    (draft / "derived.json").write_text(json.dumps(hashes, indent=1), encoding="utf-8")
    report(message("progress.derived"), 1.0)


def _intact(home: Path) -> bool:
    try:
        hashes = json.loads((home / "derived.json").read_text(encoding="utf-8"))
        return all(
            sha256_of(home / f"{name}.parquet") == hashes[f"{name}.parquet"] for name in RELATIONS
        )
    except (OSError, ValueError, KeyError) as problem:
        _log.warning("derived data in %s: %s", home.name, problem)
        return False
