"""A register as CSV, published, written as CSV and published again is the same snapshot."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from clausewatch.demonstration import generate
from clausewatch.model.settings import Settings
from clausewatch.publishing import publish
from clausewatch.snapshots import Snapshot
from tests.register.support import as_text, csv_folder, lines


def written(folder: Path, frames: dict[str, pl.DataFrame], delimiter: str) -> Path:
    return csv_folder(
        folder, **{name: lines(as_text(frame), delimiter) for name, frame in frames.items()}
    )


def kept(snapshot: Snapshot) -> dict[str, pl.DataFrame]:
    return {
        name: pl.read_parquet(path)
        for name in snapshot.manifest.rows
        if (path := snapshot.path(name)) is not None
    }


def test_csv_to_snapshot_to_csv_loses_nothing(settings: Settings, tmp_path: Path):
    register = generate(count=250, seed=7)

    first = publish(written(tmp_path / "first", register, ";"), settings)
    frames = kept(first.snapshot)
    again = publish(written(tmp_path / "second", frames, ","), settings)

    assert first.created
    assert not again.created
    assert again.snapshot == first.snapshot
    assert set(frames) == set(register)
    for name, frame in frames.items():
        given = register[name]
        assert_frame_equal(frame, given, check_row_order=False)
