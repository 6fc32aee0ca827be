"""Generates a register, chunk by chunk in the order of time.

A chunk is a month, less where a month holds too many checks and a quarter in the smallest
registers. Checks that come later in a case wait in a pool until their day, and so do violations
until the day they are found; nothing else is carried along but what sites have learnt, so memory
is bounded by a chunk and the pools however many checks there are. Each chunk has random numbers of
its own (``SeedSequence`` with a spawn key), so the same seed and size give the same register.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from clausewatch.demonstration import cases, small_tables, violations, visits, world
from clausewatch.demonstration.arrays import (
    Floats,
    Ints,
    Random,
    dates,
    day_number,
    working_day,
)
from clausewatch.demonstration.cases import Cases, Rows
from clausewatch.demonstration.mechanism import NOTHING, Truth, Year
from clausewatch.demonstration.population import expected_rates
from clausewatch.demonstration.programme import Choice
from clausewatch.demonstration.starts import (
    CLAUSE_OF_START,
    ERAS,
    METHOD_OF_START,
    STARTS,
    TRIGGER_OF_START,
    TWIN,
    twin_of,
)
from clausewatch.demonstration.world import World
from clausewatch.model.tables import VIOLATIONS

DEMONSTRATION_DATE = date(2026, 9, 30)
"""The last day of the register: fixed, so that a seed means one register for good."""

VISITS = 6500
SEED = 2026
CHUNK_ROWS = 100_000
FEW_ROWS = 15
ROUNDS = 500
"""Tries to fill a window to the last check before the next one makes up for it."""
_MONTHS = np.array([1.0, 1.0, 1.1, 1.0, 1.1, 1.05, 0.45, 0.95, 1.15, 1.15, 1.15, 0.9])
_TWINS = [twin_of(start) for start in STARTS]
_TWIN_CHANCE = np.array([TWIN[s.performed_by] if twin_of(s) is not None else 0.0 for s in STARTS])


@dataclass(frozen=True)
class Chunk:
    """Some weeks of the register.

    Attributes:
        visits, violations: rows of these tables, in order, all after those of earlier chunks.
        checks: where the truth was asked for, that of these checks: ``visit_id``, ``case_id``,
            ``violating``, and ``probability``, the chance of a violation that counts.
        cases: likewise of the cases that began: ``case_id``, ``contract_id``, ``supplier_id``,
            ``method``, ``trigger``, ``clause``, ``started_on``, ``looked`` (whether anybody got to
            look), ``violating``, ``probability``.
    """

    visits: pl.DataFrame
    violations: pl.DataFrame
    checks: pl.DataFrame
    cases: pl.DataFrame


@dataclass(frozen=True)
class _Orders:
    """Second looks to come: how, where and when each begins."""

    starts: Ints
    sites: Ints
    days: Ints

    @classmethod
    def none(cls) -> _Orders:
        empty = np.zeros(0, dtype=np.int64)
        return cls(empty, empty, empty)

    def take(self, which: Ints) -> _Orders:
        return _Orders(self.starts[which], self.sites[which], self.days[which])

    def __add__(self, other: _Orders) -> _Orders:
        return _Orders(
            np.concatenate([self.starts, other.starts]),
            np.concatenate([self.sites, other.sites]),
            np.concatenate([self.days, other.days]),
        )


class Demonstration:
    """A register that is being generated.

    Args:
        count: how many checks.
        seed: the same seed and count give the same register.
        truth: whether to work out the truth as well; it changes nothing in the register.

    Read ``contracts`` whenever you like, go through ``chunks()`` once, then read the small tables
    and ``expected``.

    Attributes:
        contracts: the table of contracts, in order.
        expected: the truth of the whole population, complete after the last chunk: rates if every
            site had been looked at in a given way (``population.expected_rates``).
    """

    def __init__(self, count: int = VISITS, seed: int = SEED, *, truth: bool = False) -> None:
        self._count, self._seed, self._with_truth = count, seed, truth
        self._today = day_number(DEMONSTRATION_DATE)
        self._first_day = day_number(ERAS[0][0])
        self._world = world.build(count, self._random(0), DEMONSTRATION_DATE)
        self._truth = Truth(self._world, seed)
        self._choice = Choice(self._world)
        self._pool: Rows = np.zeros(0, dtype=cases.ROW)
        self._orders = _Orders.none()
        self._waiting = VIOLATIONS.empty()
        self._written = self._begun = self._found = 0
        self._landmarks = set(violations.LANDMARKS)
        self._famous: list[tuple[int, int]] = []
        self._tips = small_tables.Tips(0.08 * count, self._first_day)
        self._year: Year | None = None
        self._expected: list[pl.DataFrame] = []

    @property
    def contracts(self) -> pl.DataFrame:
        return self._world.contracts

    @property
    def world(self) -> World:
        return self._world

    @property
    def expected(self) -> pl.DataFrame:
        assert self._with_truth, "made without the truth"
        return pl.concat(self._expected)

    def small_tables(self) -> dict[str, pl.DataFrame]:
        """Capacity, targets, tips and releases; complete after the last chunk."""
        return {
            "capacity": small_tables.capacity(self._count, DEMONSTRATION_DATE.year),
            "targets": small_tables.targets(DEMONSTRATION_DATE.year),
            "tips": self._tips.table(),
            "releases": small_tables.releases(self._famous, DEMONSTRATION_DATE),
        }

    def chunks(self) -> Iterator[Chunk]:
        """The register in the order of time; exactly as many checks as asked for."""
        due = self._schedule()
        windows = self._windows(due)
        for number, (first_day, last_day) in enumerate(windows):
            rng = self._random(2, number)
            year = self._in_year(first_day)
            last = number == len(windows) - 1
            room = round(float(due[last_day - self._first_day])) - self._written
            rows, begun = self._begin(rng, year, first_day, last_day, room, last=last)
            yield self._chunk(rng, rows, begun, last_day, last=last)

    def _random(self, *key: int) -> Random:
        return np.random.default_rng(np.random.SeedSequence(self._seed, spawn_key=key))

    def _schedule(self) -> Floats:
        """How many checks there should be by the end of each day."""
        days = np.arange(self._first_day, self._today + 1)
        since = np.array([day_number(since) for since, _, _ in ERAS])
        rates = np.array([rate for _, _, rate in ERAS])
        calendar = days.astype("datetime64[D]")
        weekend = (days + 3) % 7 >= 5
        months = calendar.astype("datetime64[M]").astype(int) % 12
        daily = rates[np.searchsorted(since, days, side="right") - 1] * _MONTHS[months]
        daily = np.where(weekend, 0.05, 1.0) * daily
        return np.asarray(np.cumsum(daily) / daily.sum() * self._count)

    def _windows(self, due: Floats) -> list[tuple[int, int]]:
        """First and last days of chunks: months, or quarters where a month holds next to nothing.

        They are cut where they hold too many checks.
        """
        days = np.arange(self._first_day, self._today + 1).astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype(int)
        of_day = months if due[-1] > FEW_ROWS * (months[-1] - months[0]) else months // 3
        starts = np.flatnonzero(np.r_[True, np.diff(of_day) > 0])
        windows = []
        for start, end in zip(starts, [*starts[1:], len(days)], strict=True):
            before = due[start - 1] if start else 0.0
            parts = max(1, min(end - start, int(np.ceil((due[end - 1] - before) / CHUNK_ROWS))))
            for part in np.array_split(np.arange(start, end), parts):
                windows.append((self._first_day + int(part[0]), self._first_day + int(part[-1])))
        return windows

    def _in_year(self, day: int) -> Year:
        number = int(np.datetime64(day, "D").astype("datetime64[Y]").astype(int)) + 1970
        if self._year is None or self._year.year != number:
            self._year = self._truth.begin(number)
            if self._with_truth:
                rates = expected_rates(self._world, self._choice, self._year)
                self._expected.append(rates)
        return self._year

    def _begin(
        self, rng: Random, year: Year, first_day: int, last_day: int, room: int, *, last: bool
    ) -> tuple[Rows, list[Cases]]:
        """Rows due in a window: those that waited, second looks, and new cases to fill it."""
        batches: list[Cases] = []
        waited = self._pool["day"] <= last_day
        due, self._pool = self._pool[waited], self._pool[~waited]
        if last:
            due = due[: max(room, 0)]
        room -= len(due)
        ordered = np.flatnonzero(self._orders.days <= last_day)
        orders = self._orders.take(ordered)
        self._orders = self._orders.take(np.flatnonzero(self._orders.days > last_day))
        still = self._world.ends[self._world.contract[orders.sites]] >= orders.days
        orders = orders.take(np.flatnonzero(still))
        if room > 0 and len(orders.days):
            batch = self._fit(self._draw(rng, year, orders), last_day, room)
            batches.append(batch)
            room -= int((batch.rows["day"] <= last_day).sum())
        open_days = np.arange(first_day, last_day + 1)
        weights = np.where((open_days + 3) % 7 >= 5, 0.05, 1.0)
        for _ in range(ROUNDS):
            if room <= 0:
                break
            many = max(1, round(room / 1.1))
            days = rng.choice(open_days, many, p=weights / weights.sum())
            starts = self._choice.starts(rng, days)
            sites = self._choice.sites(rng, starts, year, first_day, last_day)
            found = np.flatnonzero(sites >= 0)
            begun = _Orders(starts[found], sites[found], days[found])
            batch = self._fit(self._draw(rng, year, begun), last_day, room)
            batches.append(batch)
            room -= int((batch.rows["day"] <= last_day).sum())
            self._orders = self._orders + self._second_looks(rng, batch, last_day)
        rows = self._number(batches)
        now = rows["day"] <= last_day
        self._pool = np.concatenate([self._pool, rows[~now & (rows["day"] <= self._today)]])
        return np.concatenate([due, rows[now]]), batches

    def _draw(self, rng: Random, year: Year, orders: _Orders) -> Cases:
        begun = (orders.starts, orders.sites, orders.days)
        return cases.begin(rng, year, *begun, truth=self._with_truth)

    @staticmethod
    def _fit(batch: Cases, last_day: int, room: int) -> Cases:
        """The first cases of a batch, as many as there is room for their checks in the window."""
        many = np.bincount(
            batch.rows["case"][batch.rows["day"] <= last_day], minlength=len(batch.days)
        )
        fits = int(np.searchsorted(np.cumsum(many), room, side="right"))
        return Cases(
            batch.rows[batch.rows["case"] < fits],
            batch.starts[:fits],
            batch.sites[:fits],
            batch.days[:fits],
            batch.looked[:fits],
            batch.violating[:fits],
            batch.chance[:fits],
        )

    def _second_looks(self, rng: Random, batch: Cases, last_day: int) -> _Orders:
        twice = np.flatnonzero(rng.random(len(batch.starts)) < _TWIN_CHANCE[batch.starts])
        twins = np.array([_TWINS[start] for start in batch.starts[twice]], dtype=np.int64)
        days = working_day(batch.days[twice] + rng.integers(15, 177, len(twice)))
        # The window that is being filled is full when they are known.
        kept = np.flatnonzero((days > last_day) & (days <= self._today))
        return _Orders(twins, batch.sites[twice], days).take(kept)

    def _number(self, batches: list[Cases]) -> Rows:
        """All rows of new cases, with numbers in the order in which the cases begin."""
        if not batches:
            return np.zeros(0, dtype=cases.ROW)
        offsets = np.cumsum([0, *[len(batch.days) for batch in batches]])
        order = np.argsort(np.concatenate([batch.days for batch in batches]), kind="stable")
        number = np.empty(len(order), dtype=np.int64)
        number[order] = self._begun + 1 + np.arange(len(order))
        self._begun += len(order)
        for batch, offset in zip(batches, offsets, strict=False):
            batch.rows["case"] = number[batch.rows["case"] + offset]
        self._numbers = number
        return np.concatenate([batch.rows for batch in batches])

    def _chunk(
        self, rng: Random, rows: Rows, begun: list[Cases], last_day: int, *, last: bool
    ) -> Chunk:
        rows = rows[np.lexsort((rows["step"], rows["case"], rows["day"]))]
        written = visits.write(rng, self._world, rows, self._written + 1, self._today)
        self._written += len(rows)
        finding = np.unique(rows["site"][(np.asarray(rows["found"]) != NOTHING).any(axis=1)])
        self._truth.note_findings(finding)
        self._choice.note_findings(finding)
        ids = written.frame["visit_id"]
        self._tips.note(rng, self._world, rows, ids)
        fresh, famous = violations.draw(
            rng, self._world, rows, written, self._today, self._landmarks
        )
        assert self._year is not None
        self._famous += [(self._year.year, case) for case in famous]
        found = self._violations(fresh, last_day, last=last)
        if not self._with_truth:
            return Chunk(written.frame, found, pl.DataFrame(), pl.DataFrame())
        checks = written.frame.select("visit_id", "case_id").with_columns(
            violating=pl.Series(rows["violating"]),
            probability=pl.Series(rows["chance"].astype(np.float64)),
        )
        return Chunk(written.frame, found, checks, self._case_truth(begun))

    def _violations(self, fresh: pl.DataFrame, last_day: int, *, last: bool) -> pl.DataFrame:
        """Violations found up to a day, in order and with ids; the others wait."""
        known = pl.concat([self._waiting, fresh])
        due = pl.lit(True) if last else pl.col("found_on") <= pl.lit(last_day).cast(pl.Date)
        self._waiting = known.filter(~due)
        now = known.filter(due).sort("found_on", "visit_id", "category")
        numbers = np.arange(self._found + 1, self._found + 1 + len(now))
        self._found += len(now)
        return now.with_columns(visits.numbered("OV", numbers, 9).alias("violation_id"))

    def _case_truth(self, begun: list[Cases]) -> pl.DataFrame:
        def all_of(name: str) -> np.ndarray:
            parts = [getattr(batch, name) for batch in begun]
            return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

        starts, sites = all_of("starts").astype(np.int64), all_of("sites").astype(np.int64)
        at = pl.Series(self._world.contract[sites])
        numbers = self._numbers if begun else starts
        return pl.DataFrame(
            {
                "case_id": visits.numbered("S", numbers, 9),
                "contract_id": self._world.contracts["contract_id"].gather(at),
                "supplier_id": self._world.supplier_id.gather(
                    pl.Series(self._world.supplier[sites])
                ),
                "method": visits.looked_up(visits.METHOD_LABELS, METHOD_OF_START[starts]),
                "trigger": visits.looked_up(visits.TRIGGER_LABELS, TRIGGER_OF_START[starts]),
                "clause": visits.looked_up(visits.CLAUSE_LABELS, CLAUSE_OF_START[starts]),
                "started_on": dates("started_on", all_of("days")),
                "looked": all_of("looked").astype(np.bool_),
                "violating": all_of("violating").astype(np.bool_),
                "probability": all_of("chance").astype(np.float64),
            }
        )


def generate(count: int = VISITS, seed: int = SEED) -> dict[str, pl.DataFrame]:
    """A whole register in memory: every table by name. For small ones; see ``Demonstration``."""
    demonstration = Demonstration(count, seed)
    chunks = list(demonstration.chunks())
    return {
        "contracts": demonstration.contracts,
        "visits": pl.concat([chunk.visits for chunk in chunks]),
        "violations": pl.concat([chunk.violations for chunk in chunks]),
        **demonstration.small_tables(),
    }
