from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest

from clausewatch.model.settings import Settings
from tests.builders import tables, violation, visit

Source = Callable[[Mapping[str, pl.DataFrame]], Path]


@pytest.fixture
def data(tmp_path: Path) -> Settings:
    """Settings with a data folder of the test's own."""
    return Settings(data=tmp_path / "data")


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """Writes frames as a folder of CSV, the way a register arrives."""

    def write(frames: Mapping[str, pl.DataFrame]) -> Path:
        folder = tmp_path / "register"
        folder.mkdir(exist_ok=True)
        for name, frame in frames.items():
            lists = [column for column, dtype in frame.schema.items() if dtype == pl.List]
            frame.with_columns(pl.col(lists).list.join("|")).write_csv(folder / f"{name}.csv")
        return folder

    return write


@pytest.fixture
def good(source: Source) -> Path:
    return source(tables(visit(violation(claimed_dkk=1000)), visit()))


@pytest.fixture
def faulty(source: Source) -> Path:
    """Three checks; the second has no such country, and takes a violation with it."""
    return source(
        tables(visit(violation()), visit(violation(), violation(), country="Danmrk"), visit())
    )
