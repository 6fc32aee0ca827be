"""The small tables beside the register: capacity, targets, tips, releases."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from clausewatch.demonstration.arrays import Random, dates
from clausewatch.demonstration.cases import Rows
from clausewatch.demonstration.starts import TRIGGERS
from clausewatch.demonstration.visits import TEAMS, numbered
from clausewatch.demonstration.world import World
from clausewatch.model.codes import TargetDirection, Trigger
from clausewatch.model.tables import CAPACITY, RELEASES, TARGETS, TIPS

TIPS_KEPT = 50_000
"""Tips are kept in memory until the end, so a register of millions of checks has no more."""

_TIP = TRIGGERS.index(Trigger.TIP)
_CHANNELS = ("hotline", "e-mail", "fagforening", "byggeplads", "presse")
_TARGETS: tuple[tuple[str, float, TargetDirection], ...] = (
    ("share_on_site", 0.45, TargetDirection.AT_LEAST),
    ("share_unannounced", 0.6, TargetDirection.AT_LEAST),
    ("high_risk_seen_24_months", 0.7, TargetDirection.AT_LEAST),
    ("remedy_on_time", 0.75, TargetDirection.AT_LEAST),
    ("median_days_found_to_verified", 90, TargetDirection.AT_MOST),
    ("repaid_of_claimed", 0.8, TargetDirection.AT_LEAST),
    ("tips_acted_on_in_14_days", 0.8, TargetDirection.AT_LEAST),
    ("checks_per_full_time_equivalent", 55, TargetDirection.AT_LEAST),
)


class Tips:
    """Collects the tips behind cases, and those nothing came of."""

    def __init__(self, expected: float, first_day: int) -> None:
        self._keep = min(1.0, TIPS_KEPT / max(expected, 1.0))
        self._first_day = first_day
        self._parts: list[pl.DataFrame] = []

    def note(self, rng: Random, world: World, rows: Rows, ids: pl.Series) -> None:
        """Tips behind the first checks among some rows; ``ids`` are the rows' visit ids."""
        led = (rows["trigger"] == _TIP) & (rows["step"] == 0)
        which = np.flatnonzero(led & (rng.random(len(rows)) < self._keep))
        if not len(which):
            return
        lag = np.exp(rng.normal(np.log(9), 0.8, len(which))).astype(np.int64)
        contract = world.contract[rows["site"][which]]
        quiet = rng.random(len(which)) < 0.3
        known = world.contracts["contract_id"].gather(pl.Series(contract))
        acted = pl.DataFrame(
            {
                "day": np.maximum(rows["day"][which] - lag, self._first_day),
                "channel": rng.integers(len(_CHANNELS), size=len(which)),
                "contract_id": known,
                "visit_id": ids.gather(pl.Series(which.astype(np.uint32))),
            }
        )
        unheeded = acted.filter(pl.Series(quiet)).with_columns(
            pl.col("day") + 1,
            contract_id=pl.when(pl.int_range(pl.len()) % 2 == 0).then("contract_id"),
            visit_id=pl.lit(None, dtype=pl.String),
        )
        self._parts.append(pl.concat([acted, unheeded]))

    def table(self) -> pl.DataFrame:
        """The table of tips, in the order of a snapshot."""
        if not self._parts:
            return TIPS.empty()
        tips = pl.concat(self._parts).sort("day", maintain_order=True)
        return pl.DataFrame(
            {
                "tip_id": numbered("T", np.arange(1, len(tips) + 1), 6),
                "received_on": dates("received_on", tips["day"].to_numpy()),
                "channel": pl.Series(_CHANNELS).gather(tips["channel"]),
                "contract_id": tips["contract_id"],
                "visit_id": tips["visit_id"],
            },
            schema=TIPS.schema,
            strict=False,
        )


def capacity(visits: int, last_year: int) -> pl.DataFrame:
    """Full-time equivalents and budget by team from 2018, to the scale of the register."""
    scale = max(1.0, visits / 6500)
    rows = []
    for year in range(2018, last_year + 1):
        staff = (4.0, 3.0 + 0.5 * (year >= 2020), 0.5 + 1.5 * (year >= 2021) + 0.5 * (year >= 2024))
        for team, number in zip(TEAMS, staff, strict=True):
            people = round(number * scale, 1)
            rows.append((year, team, people, round(people * 690_000 * 1.02 ** (year - 2018), -3)))
    return pl.DataFrame(rows, schema=CAPACITY.schema, orient="row").sort(CAPACITY.sorted_by)


def targets(last_year: int) -> pl.DataFrame:
    """Targets of the last three years, for all teams."""
    rows = [
        (kpi, str(year), value, direction.value, None)
        for year in range(last_year - 2, last_year + 1)
        for kpi, value, direction in _TARGETS
    ]
    return pl.DataFrame(rows, schema=TARGETS.schema, orient="row").sort(
        TARGETS.sorted_by, nulls_last=True
    )


def releases(cases: list[tuple[int, int]], today: date) -> pl.DataFrame:
    """Cases that are public already: the year each was found in, and its number."""
    ids = numbered("S", np.array([case for _, case in cases], dtype=np.int64), 9)
    rows = [
        (case, "Direktionen", min(date(year + 1, 3, 15), today), "Sagen er omtalt offentligt.")
        for case, (year, _) in zip(ids, cases, strict=True)
    ]
    return pl.DataFrame(rows, schema=RELEASES.schema, orient="row").sort(RELEASES.sorted_by)
