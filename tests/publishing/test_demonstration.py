from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clausewatch.demonstration import generate
from clausewatch.model.errors import WrongUse
from clausewatch.model.settings import Settings
from clausewatch.publishing.demonstration import MOST_VISITS, publish_demonstration
from clausewatch.register import read
from clausewatch.snapshots import Store


def test_it_publishes_what_is_generated_and_says_it_is_made_up(settings: Settings) -> None:
    seen: list[float] = []
    commit = publish_demonstration(settings, visits=400, seed=5, report=seen.append)
    manifest = commit.snapshot.manifest
    assert commit.created
    assert manifest.synthetic
    assert manifest.register_date == date(2026, 9, 30)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    for name, frame in generate(400, seed=5).items():
        stored = pl.read_parquet(settings.snapshots / commit.snapshot.id / f"{name}.parquet")
        assert stored.equals(frame), name


def test_the_same_seed_is_the_same_content(settings: Settings) -> None:
    first = publish_demonstration(settings, visits=200, seed=5)
    again = publish_demonstration(settings, visits=200, seed=5)
    other = publish_demonstration(settings, visits=200, seed=6)
    assert not again.created
    assert again.snapshot.id == first.snapshot.id
    assert other.snapshot.manifest.content != first.snapshot.manifest.content
    assert len(Store(settings.snapshots).list()) == 2


def test_the_check_finds_nothing_wrong_with_it(settings: Settings) -> None:
    commit = publish_demonstration(settings)
    reading = read(settings.snapshots / commit.snapshot.id)
    assert [*reading.findings] == []


@pytest.mark.parametrize(("visits", "seed"), [(0, 1), (MOST_VISITS + 1, 1), (10, -1)])
def test_numbers_that_cannot_be_are_refused(settings: Settings, visits: int, seed: int) -> None:
    with pytest.raises(WrongUse):
        publish_demonstration(settings, visits, seed)
    assert not settings.snapshots.exists()
