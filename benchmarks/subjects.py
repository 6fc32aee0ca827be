"""Every query of ``queries/``, and the same answer written by hand in polars.

The twins read the same files as the engine. A test compares their answers: a benchmark of two
different questions would say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from clausewatch.model.dimension import Dimension
from clausewatch.model.filters import Filters

_MOST = 1000
_FOUND = ("found_minor", "found_serious", "found_gross", "found_critical")
EVERYTHING = Filters()
SINCE = Filters(from_date=date(2020, 1, 1), sector=("cleaning", "construction"))


@dataclass(frozen=True)
class Frames:
    """Derived relations as polars reads them, lazily."""

    facts: pl.LazyFrame
    violations: pl.LazyFrame


@dataclass(frozen=True)
class Subject:
    """A query asked in one way.

    Attributes:
        title: what it is called in the report.
        query: its name in ``queries/``.
        twin: the same answer by polars, still to be collected; None where nobody has written it.
        values: parameters beside the filters.
    """

    title: str
    query: str
    twin: Callable[[Frames], pl.LazyFrame] | None
    dimensions: tuple[Dimension, ...] = ()
    unit: Dimension | None = None
    filters: Filters = EVERYTHING
    values: Mapping[str, Any] = field(default_factory=dict)


def _sum(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64).sum()


_WITH_VIOLATION = (pl.col("visits_completed") == 1) & pl.any_horizontal(
    pl.col(name) != 0 for name in _FOUND
)
_FACTS = _WITH_VIOLATION.cast(pl.Int64).alias("with_violation")
_FOLLOW_UP = (pl.col("trigger") == "follow_up").cast(pl.Int32).alias("is_follow_up")
_RATES = ("visits", "visits_completed", "with_violation", "visits_open")


def _rates(facts: pl.LazyFrame, *keys: pl.Expr) -> pl.LazyFrame:
    named = [key.alias(f"key_{place}") for place, key in enumerate(keys, 1)]
    names = [f"key_{place}" for place in range(1, len(keys) + 1)]
    return (
        facts.with_columns(_FACTS)
        .group_by(*named, _FOLLOW_UP)
        .agg(_sum(name) for name in _RATES)
        .sort([*names, "is_follow_up"], nulls_last=True)
    )


def _rates_since(frames: Frames) -> pl.LazyFrame:
    kept = (pl.col("started_on") >= SINCE.from_date) & pl.col("sector").is_in(SINCE.sector)
    return _rates(frames.facts.filter(kept), pl.col("country"))


def _by_case(frames: Frames) -> pl.LazyFrame:
    units = (
        frames.facts.with_columns(_FACTS)
        .group_by(pl.col("method").alias("key_1"), "case_id", _FOLLOW_UP)
        .agg(pl.col("visits_completed", "with_violation", "visits_open").max())
    )
    still_open = (pl.col("visits_completed") == 0) & (pl.col("visits_open") == 1)
    return (
        units.group_by("key_1", "is_follow_up")
        .agg(
            pl.len().cast(pl.Int64).alias("visits"),
            _sum("visits_completed"),
            _sum("with_violation"),
            still_open.cast(pl.Int64).sum().alias("visits_open"),
        )
        .sort("key_1", "is_follow_up", nulls_last=True)
    )


def _impact(frames: Frames) -> pl.LazyFrame:
    sums = ("violations", "without", "claimed_dkk", "repaid_dkk")
    closed = (pl.col("remedy_state") == "verified_closed").cast(pl.Int64)
    workers = pl.col("workers_affected")
    counted = pl.when(workers.count() > 0).then(workers.sum())
    money = [
        pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)
        for name in ("claimed_dkk", "repaid_dkk")
    ]
    by_category = frames.violations.group_by(
        pl.col("sector").alias("key_1"), "case_id", "contract_id", "country", "category"
    ).agg(
        pl.len().cast(pl.Int64).alias("violations"),
        counted.alias("workers_affected"),
        workers.is_null().cast(pl.Int64).sum().alias("without"),
        *money,
        closed.min().alias("is_closed"),
    )
    by_place = by_category.group_by("key_1", "case_id", "contract_id", "country").agg(
        pl.col(sums).sum(), workers.max(), pl.col("is_closed").min()
    )
    by_case = by_place.group_by("key_1", "case_id").agg(
        pl.col(sums).sum(), workers.sum(), pl.col("is_closed").min()
    )
    claimed = pl.col("claimed_dkk")
    return (
        by_case.group_by("key_1")
        .agg(
            _sum("violations"),
            pl.len().cast(pl.Int64).alias("cases_with_violation"),
            (claimed > 0).cast(pl.Int64).sum().alias("cases_with_claim"),
            _sum("workers_affected"),
            _sum("without").alias("violations_without_worker_count"),
            claimed.sum(),
            claimed.filter(claimed > 0).median().alias("claimed_median_per_case"),
            pl.col("repaid_dkk").sum(),
            _sum("is_closed").alias("verified_closed"),
            claimed.max().alias("largest_claim_dkk"),
        )
        .sort("key_1", nulls_last=True)
    )


def _sites(frames: Frames) -> pl.LazyFrame:
    position = [pl.col("latitude").round(3), pl.col("longitude").round(3)]
    return (
        frames.facts.with_columns(_FACTS)
        .filter(
            pl.col("latitude").is_not_null(),
            pl.col("longitude").is_not_null(),
            pl.col("visits_completed") + pl.col("visits_open") > 0,
        )
        .group_by("country", *position)
        .agg(
            pl.col("place").min(),
            _sum("visits_completed"),
            _sum("with_violation"),
            _sum("visits_open"),
        )
        .sort(
            ["visits_completed", "country", "latitude", "longitude"],
            descending=[True, False, False, False],
        )
        .limit(_MOST)
    )


def _suppliers(frames: Frames) -> pl.LazyFrame:
    return (
        frames.facts.filter(pl.col("supplier_id").is_not_null())
        .group_by(pl.col("supplier_id").alias("value"))
        .agg(pl.col("supplier_name").max().alias("label"), _sum("visits"))
        .sort(["visits", "value"], descending=[True, False])
        .limit(_MOST)
    )


def _joint(frames: Frames) -> pl.LazyFrame:
    return (
        frames.facts.select("visits", pl.col("joint_with").alias("value"))
        .filter(pl.col("value").list.len() > 0)
        .explode("value")
        .group_by("value")
        .agg(_sum("visits"))
        .sort(["visits", "value"], descending=[True, False])
        .limit(_MOST)
    )


_KEYS = ("key_1", "key_2")


def _completed(frames: Frames) -> pl.LazyFrame:
    return frames.facts.with_columns(_FACTS).filter(
        pl.col("visits_completed") == 1, pl.col("trigger") != "follow_up"
    )


def _clusters(frames: Frames) -> pl.LazyFrame:
    units = (
        _completed(frames)
        .group_by(pl.col("method").alias("key_1"), pl.col("sector").alias("key_2"), "supplier_id")
        .agg(
            pl.len().cast(pl.Float64).alias("checked"),
            pl.col("with_violation").sum().cast(pl.Float64).alias("found"),
        )
    )
    return _spread(units)


def _clusters_by_case(frames: Frames) -> pl.LazyFrame:
    keys = [pl.col("method").alias("key_1"), pl.col("sector").alias("key_2")]
    cases = (
        _completed(frames)
        .group_by(*keys, "case_id")
        .agg(pl.col("supplier_id").min(), pl.col("with_violation").max().alias("found"))
    )
    units = cases.group_by(*_KEYS, "supplier_id").agg(
        pl.len().cast(pl.Float64).alias("checked"), pl.col("found").sum().cast(pl.Float64)
    )
    return _spread(units)


def _spread(units: pl.LazyFrame) -> pl.LazyFrame:
    """The sums of ``statistics.clustered`` from one row a group and supplier."""
    checked, found = pl.col("checked"), pl.col("found")
    all_checked, all_found = checked.sum().over(_KEYS), found.sum().over(_KEYS)
    moved = (found - all_found / all_checked * checked) / (1 - checked / all_checked)
    return (
        units.with_columns(
            pl.when(checked < all_checked).then(moved**2).otherwise(0.0).alias("moved_squared")
        )
        .group_by(_KEYS)
        .agg(
            pl.len().cast(pl.Int64).alias("clusters"),
            found.sum(),
            checked.sum(),
            (checked**2).sum().alias("checked_squared"),
            pl.col("moved_squared").sum(),
            (found > 0).cast(pl.Int64).sum().alias("with_found"),
            (found < checked).cast(pl.Int64).sum().alias("with_unfound"),
        )
        .sort(_KEYS, nulls_last=True)
    )


def _unit_strata(frames: Frames) -> pl.LazyFrame:
    keys = ["key_1", "method_group", "trigger"]
    return (
        _completed(frames)
        .group_by(pl.col("supplier_id").alias("key_1"), "method_group", "trigger")
        .agg(
            pl.col("supplier_name").max().alias("label"),
            _sum("visits_completed"),
            _sum("with_violation"),
        )
        .sort(keys, nulls_last=True)
    )


SUBJECTS = (
    Subject(
        "rates by method and trigger",
        "rates",
        lambda frames: _rates(frames.facts, pl.col("method"), pl.col("trigger")),
        (Dimension.METHOD, Dimension.TRIGGER),
    ),
    Subject(
        "rates by month",
        "rates",
        lambda frames: _rates(frames.facts, pl.col("started_on").dt.truncate("1mo")),
        (Dimension.MONTH,),
    ),
    Subject(
        "rates by country, two sectors since 2020",
        "rates",
        _rates_since,
        (Dimension.COUNTRY,),
        filters=SINCE,
    ),
    Subject(
        "rates by method, cases",
        "rates_by_unit",
        _by_case,
        (Dimension.METHOD,),
        unit=Dimension.CASE,
    ),
    Subject(
        "clusters of suppliers by method and sector",
        "rate_clusters",
        _clusters,
        (Dimension.METHOD, Dimension.SECTOR),
        values={"with_follow_up": False},
    ),
    Subject(
        "the same, cases",
        "rate_clusters_by_case",
        _clusters_by_case,
        (Dimension.METHOD, Dimension.SECTOR),
        values={"with_follow_up": False},
    ),
    Subject("rates by month and way of looking", "rates_by_way", None, (Dimension.MONTH,)),
    Subject(
        "suppliers by way of looking and trigger",
        "unit_strata",
        _unit_strata,
        (Dimension.SUPPLIER,),
        values={"with_follow_up": False},
    ),
    Subject("strata of cases", "case_strata", None),
    Subject("cases by how they were chosen", "targeting_groups", None),
    Subject("cases by risk score", "case_scores", None),
    Subject("cases and their outcome", "case_outcomes", None),
    Subject("days suppliers were seen", "supplier_sightings", None),
    Subject(
        "contracts and when they were seen",
        "contracts_seen",
        None,
        values={"as_of": date(2024, 12, 31)},
    ),
    Subject("pairs of checks since 2020", "paired_checks", None, filters=SINCE),
    Subject("path of cases", "follow_up_funnel", None),
    Subject("evidence abroad", "evidence_abroad", None, values={"home_country": "DK"}),
    Subject("impact by sector", "impact", _impact, (Dimension.SECTOR,)),
    Subject("sites", "sites", _sites, values={"most_sites": _MOST}),
    Subject(
        "values of the supplier filter",
        "field_values",
        _suppliers,
        (Dimension.SUPPLIER,),
        values={"most_values": _MOST},
    ),
    Subject("values of the joint filter", "joint_values", _joint, values={"most_values": _MOST}),
)
