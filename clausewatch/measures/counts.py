"""Counts of checks and what follows from them: rate, interval, standing, notes.

Every rate of the software is made here, so none travels without its numerator, denominator and
interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from clausewatch.charts import Standing
from clausewatch.measures.registry import Question
from clausewatch.model.codes import Trigger
from clausewatch.model.dimension import Dimension
from clausewatch.model.message import Code, Items, Message, Share, message
from clausewatch.statistics import wilson
from clausewatch.statistics.clustered import Clustered, Sums, of_sums

FEW = 10
"""Under so many completed checks a rate says little: "k of n" is shown, pale."""

PROVISIONAL = 0.10
"""With a larger share of its checks open, a period is provisional."""

RATE_COLUMNS = (
    "visits_completed",
    "with_violation",
    "rate",
    "rate_low",
    "rate_high",
    "visits_open",
)

CLUSTER_COLUMNS = (
    "rate_low_clustered",
    "rate_high_clustered",
    "design_effect",
)

_CLUSTER_QUERIES = {"visit": "rate_clusters", "case": "rate_clusters_by_case"}
_UNITS = {"case": Dimension.CASE, "supplier": Dimension.SUPPLIER}


@dataclass(frozen=True)
class Counts:
    """Checks (or cases, or suppliers) of one group.

    Attributes:
        visits: all of them.
        n: completed.
        k: completed, with a violation.
        open: not completed.
        clustered: how the completed ones cluster by supplier; None where suppliers are counted,
            and where nothing is completed.
    """

    visits: int = 0
    n: int = 0
    k: int = 0
    open: int = 0
    clustered: Clustered | None = None

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.visits + other.visits, self.n + other.n, self.k + other.k, self.open + other.open
        )

    @property
    def rate(self) -> float | None:
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | tuple[None, None]:
        return wilson(self.k, self.n) if self.n else (None, None)

    @property
    def widest(self) -> tuple[float | None, float | None]:
        """The interval, or the one that allows for clusters where that is wider."""
        low, high = self.interval
        found = self.clustered
        if low is None or high is None or not found or found.low is None or found.high is None:
            return low, high
        return (found.low, found.high) if found.high - found.low > high - low else (low, high)

    @property
    def possible(self) -> tuple[float, float] | None:
        """The range the rate ends in, whatever the open checks find."""
        total = self.n + self.open
        return (self.k / total, (self.k + self.open) / total) if total else None

    @property
    def provisional(self) -> bool:
        return self.open > PROVISIONAL * (self.n + self.open)

    @property
    def standing(self) -> Standing:
        if not self.n:
            return Standing.NO_DATA
        return Standing.FEW if self.n < FEW else Standing.FIRM

    @property
    def row(self) -> tuple[Any, ...]:
        """The values of ``RATE_COLUMNS``."""
        return (self.n, self.k, self.rate, *self.interval, self.open)

    @property
    def spread(self) -> tuple[Any, ...]:
        """The values of ``CLUSTER_COLUMNS``."""
        found = self.clustered
        return (found.low, found.high, found.design_effect) if found else (None, None, None)


def total(counts: Iterable[Counts]) -> Counts:
    """All groups together; for units that lie in several groups this counts them in each."""
    return sum(counts, Counts())


@dataclass(frozen=True)
class Counted:
    """The groups of a question.

    Attributes:
        groups: by their key, those a rate can be made of.
        follow_up: checks made because of a suspicion, left out of the groups; None where they
            were asked for.
        outside: checks that are in no rate: reconnaissance, no access, withdrawn.
    """

    groups: dict[tuple[Any, Any], Counts]
    follow_up: Counts | None
    outside: int


def counted(question: Question, *dimensions: Dimension) -> Counted:
    """Count the checks of a question by up to two dimensions.

    Follow-up checks stay out unless a trigger filter or a trigger column names them.
    """
    unit = _UNITS.get(question.params.get("count", "visit"))
    frame = question.engine.query(
        "rates_by_unit" if unit else "rates",
        question.snapshot,
        question.filters,
        dimensions=dimensions,
        unit=unit,
    )
    named = Trigger.FOLLOW_UP in question.filters.trigger or Dimension.TRIGGER in dimensions
    groups: dict[tuple[Any, Any], Counts] = {}
    follow_up = Counts()
    outside = 0
    for key_1, key_2, is_follow_up, visits, n, k, still_open in frame.iter_rows():
        counts = Counts(visits, n, k, still_open)
        outside += visits - n - still_open
        if is_follow_up and not named:
            follow_up += counts
        elif n or still_open:
            groups[key_1, key_2] = groups.get((key_1, key_2), Counts()) + counts
    for key, found in _clusters(question, dimensions, named).items():
        groups[key] = replace(groups[key], clustered=found)
    return Counted(groups, None if named else follow_up, 0 if unit else outside)


def _clusters(
    question: Question, dimensions: tuple[Dimension, ...], with_follow_up: bool
) -> dict[tuple[Any, Any], Clustered]:
    """How the completed checks of each group cluster by supplier."""
    name = _CLUSTER_QUERIES.get(question.params.get("count", "visit"))
    if name is None:
        return {}
    frame = question.engine.query(
        name,
        question.snapshot,
        question.filters,
        dimensions=dimensions,
        with_follow_up=with_follow_up,
    )
    return {
        (row.pop("key_1"), row.pop("key_2")): of_sums(Sums(**row))
        for row in frame.iter_rows(named=True)
    }


def notes(question: Question, seen: Counted) -> tuple[Message, ...]:
    """What must be said beside rates: who is counted, who is not, and what the rate is not."""
    everything = total(seen.groups.values())
    count = question.params.get("count", "visit")
    said = [message(f"note.count_{count}")] if count != "visit" else []
    said.append(message("note.hit_rate"))
    if everything.open:
        said.append(message(f"note.open_{count}", n=everything.open))
    if seen.follow_up and seen.follow_up.n + seen.follow_up.open:
        said.append(
            message(
                "note.follow_up",
                n=seen.follow_up.n,
                k=seen.follow_up.k,
                open=seen.follow_up.open,
            )
        )
    if any(counts.widest != counts.interval for counts in seen.groups.values()):
        said.append(message("note.clustered"))
    if seen.outside:
        said.append(message("note.outside", n=seen.outside))
    said += numerator_notes(question)
    few = sum(1 for counts in seen.groups.values() if 0 < counts.n < FEW)
    if few:
        said.append(message("note.few", n=few, limit=FEW))
    return tuple(said)


def numerator_notes(question: Question) -> list[Message]:
    """Which violations count, where the filters name some."""
    filters = question.filters
    said = []
    for name in ("category", "severity"):
        if values := getattr(filters, name):
            items = Items(tuple(Code(name, value) for value in values), "or")
            said.append(message(f"note.only_{name}", values=items))
    return said


def share_of(counts: Counts) -> Share:
    """A group's rate as it is written."""
    return Share(counts.rate or 0.0, counts.n)


def rate_frame(
    keys: dict[str, pl.DataType], rows: list[tuple[Any, ...]], *more: tuple[str, pl.DataType]
) -> pl.DataFrame:
    """A frame of rate rows: the key columns, ``RATE_COLUMNS``, then more."""
    schema: dict[str, pl.DataType] = {
        **keys,
        "visits_completed": pl.Int64(),
        "with_violation": pl.Int64(),
        "rate": pl.Float64(),
        "rate_low": pl.Float64(),
        "rate_high": pl.Float64(),
        "visits_open": pl.Int64(),
        **dict(more),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
