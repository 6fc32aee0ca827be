from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from clausewatch.snapshots import Commit, Meta, Store
from tests.builders import tables, violation, visit

Publish = Callable[..., Commit]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a minute each time it is read."""
    now = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)

    def tick() -> datetime:
        nonlocal now
        now += timedelta(minutes=1)
        return now

    return tick


@pytest.fixture
def store(tmp_path: Path, clock: Callable[[], datetime]) -> Store:
    return Store(tmp_path / "snapshots", clock)


@pytest.fixture
def register() -> dict[str, pl.DataFrame]:
    return tables(
        visit(violation(claimed_dkk=1000), started_on="2024-03-04", joint_with=["A", "B"]),
        visit(started_on="2023-02-01", completed_on=None),
    )


@pytest.fixture
def publish(store: Store) -> Publish:
    def commit(frames: Mapping[str, pl.DataFrame], **meta: object) -> Commit:
        with store.draft() as draft:
            for name, frame in frames.items():
                draft.write(name, frame)
            return draft.commit(Meta(**meta))  # type: ignore[arg-type]

    return commit
