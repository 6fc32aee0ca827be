"""One register for many tests, with its truth."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import pytest

from clausewatch.demonstration import Demonstration


@dataclass(frozen=True)
class Register:
    """A generated register, its truth, and checks with ``counts`` (has a violation) beside them."""

    frames: dict[str, pl.DataFrame]
    checks: pl.DataFrame
    cases: pl.DataFrame
    expected: pl.DataFrame

    @property
    def visits(self) -> pl.DataFrame:
        return self.frames["visits"]

    @property
    def violations(self) -> pl.DataFrame:
        return self.frames["violations"]

    @property
    def counted(self) -> pl.DataFrame:
        """Checks with whether they have a violation that counts."""
        standing = self.violations.filter(~pl.col("status").eq_missing("withdrawn"))
        return self.visits.with_columns(
            counts=pl.col("visit_id").is_in(standing["visit_id"].unique().implode())
        )


def made(count: int, seed: int = 2026) -> Register:
    demonstration = Demonstration(count, seed, truth=True)
    chunks = list(demonstration.chunks())
    frames = {
        "contracts": demonstration.contracts,
        "visits": pl.concat([chunk.visits for chunk in chunks]),
        "violations": pl.concat([chunk.violations for chunk in chunks]),
        **demonstration.small_tables(),
    }
    checks = pl.concat([chunk.checks for chunk in chunks])
    cases = pl.concat([chunk.cases for chunk in chunks])
    return Register(frames, checks, cases, demonstration.expected)


@pytest.fixture(scope="session")
def register() -> Register:
    """The demonstration register as everybody gets it."""
    return made(6500)


@pytest.fixture(scope="session")
def large() -> Register:
    """The same with enough checks for chance to be small."""
    return made(40_000)
