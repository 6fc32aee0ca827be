"""Units side by side without a league table: which find more, or less, than chance puts there.

A unit is held against what its own checks let one expect: each check at the overall rate of its
way of looking and trigger. Order is by the pulled rate, so that luck with few checks leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, Counted, Counts, counted, notes, total
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ColumnKind, ResultColumn
from clausewatch.measures.terms import NARROWS, label_of
from clausewatch.model.codes import Trigger
from clausewatch.model.dimension import Dimension
from clausewatch.model.message import Code, Items, Message, Number, Value, message
from clausewatch.statistics.clustered import clustered
from clausewatch.statistics.funnel import Funnel, funnel, judged
from clausewatch.statistics.shrinkage import Shrunk, shrink
from clausewatch.statistics.tails import tails

MOST_UNITS = 5000
"""Of more units, those with most checks are in the answer; all of them make the limits."""

UNITS = {
    "sector": Dimension.SECTOR,
    "country": Dimension.COUNTRY,
    "supplier": Dimension.SUPPLIER,
    "contract": Dimension.CONTRACT,
    "buyer": Dimension.BUYER,
}
NAMED = ("supplier", "contract")
"""Units that name firms or what they were hired for: for the full scope only."""

POSITIONS = ("inside", "low_95", "high_95", "low_998", "high_998")
"""In the order they are drawn: what stands out lies on top."""

_MOST_NAMES = 4
_STEPS = 80
_BEYOND = 0.002
"""The share of units chance alone puts outside the wider limits."""
_CHANCE = 0.05
_WORTH_SAYING = 1.05
_NUMBERS = (
    "expected",
    "rate",
    "lower_95",
    "upper_95",
    "lower_998",
    "upper_998",
)
_PULLED = ("shrunk_rate", "shrunk_low", "shrunk_high")
_CHECKS = ("visits_completed", "with_violation")
_COLUMNS = (*_CHECKS, *_NUMBERS, "position", *_PULLED)
_KINDS = {
    "sector": ResultColumn("unit", ColumnKind.CODE, "sector"),
    "country": ResultColumn("unit", ColumnKind.COUNTRY),
}


@dataclass(frozen=True)
class _Unit:
    """One unit.

    Attributes:
        key: of its rows.
        label: what it is called.
        counts: its completed checks.
        expected: the share expected of them.
        sigmas: how far what was found lies from what was expected, as independent checks vary.
        position: where that puts it.
    """

    key: Any
    label: Value
    counts: Counts
    expected: float
    sigmas: float
    position: str


def _units(question: Question) -> Figures:
    name = question.params["unit"]
    seen = counted(question)
    everything = total(seen.groups.values())
    frame = _expected(_strata(question, UNITS[name]))
    found, checked = frame["with_violation"].to_numpy(), frame["visits_completed"].to_numpy()
    placed = funnel(
        found,
        checked,
        frame["expected"].to_numpy(),
        frame["variance"].to_numpy(),
        _design_effect(question, name, seen),
    )
    pulled = shrink(found, checked)
    frame = _placed(frame, placed, pulled)
    kept = _ordered(frame.top_k(MOST_UNITS, by=["visits_completed", "key"]))
    units = _named(question, UNITS[name], kept)
    rows = kept.select(pl.col("key").alias("unit"), *_COLUMNS)
    if name in NAMED:
        labels = [unit.label for unit in units]
        rows = rows.with_columns(pl.Series("label", labels, pl.String))
    of = message(f"phrase.units_{name}", n=frame.height)
    finding = _finding(units, of, frame.height, everything)
    return Figures(
        *concealed(rows, question.scope),
        finding,
        _chart(question, units, placed, everything.n, finding) if len(units) > 1 else None,
        (*_said(units, frame, placed, pulled), *_of_checks(question, seen)),
    )


def _said(
    units: Sequence[_Unit], frame: pl.DataFrame, placed: Funnel, pulled: Shrunk
) -> list[Message]:
    """How units are to be read: what the comparison says, and what makes it careful."""
    said = [message("note.units_caption")]
    if len(units) < 2:  # there is nothing to compare, nor to explain
        return said
    said.append(message("note.units_expected"))
    outside = sum(1 for position in placed.position if position != "inside")
    if outside:
        by_chance = Number(0.05 * frame.height, 0 if frame.height >= 100 else 1)
        said.append(message("note.units_outside", n=outside, by_chance=by_chance))
    if (wider := placed.overdispersion**0.5) >= _WORTH_SAYING:
        said.append(message("note.units_overdispersion", ratio=Number(wider, 1)))
    if frame.height > MOST_UNITS:
        said.append(message("note.units_cut", n=frame.height, most=MOST_UNITS))
    if pulled.reason:
        said.append(message(f"note.units_{pulled.reason}"))
    if few := sum(1 for unit in units if unit.counts.standing is Standing.FEW):
        said.append(message("note.few", n=few, limit=FEW))
    return said


def _of_checks(question: Question, seen: Counted) -> list[Message]:
    """What is said beside every rate, as far as it holds here."""
    elsewhere = ("note.clustered", "note.few")
    return [note for note in notes(question, seen) if note.key not in elsewhere]


def _design_effect(question: Question, name: str, seen: Counted) -> float:
    """How many checks tell as much as one independent check.

    Checks cluster by supplier. Suppliers and contracts are themselves such clusters, and that they
    differ is the question; within them checks cluster by case.
    """
    if name in NAMED:
        cases = _strata(question, Dimension.CASE).group_by("key_1").agg(pl.col(_CHECKS).sum())
        if cases.is_empty():
            return 1.0
        found = clustered(cases[_CHECKS[1]].to_numpy(), cases[_CHECKS[0]].to_numpy())
        return max(1.0, found.design_effect or 1.0)
    found_by_supplier = seen.groups.get((1, 1), Counts()).clustered
    return max(1.0, (found_by_supplier and found_by_supplier.design_effect) or 1.0)


def _strata(question: Question, dimension: Dimension) -> pl.DataFrame:
    return question.engine.query(
        "unit_strata",
        question.snapshot,
        question.filters,
        dimensions=(dimension,),
        with_follow_up=Trigger.FOLLOW_UP in question.filters.trigger,
    )


def _expected(strata: pl.DataFrame) -> pl.DataFrame:
    """One row a unit: its checks, what they found, what was expected of them and its variance."""
    n, k = pl.col("visits_completed"), pl.col("with_violation")
    way = ("method_group", "trigger")
    rate = pl.col("overall")
    return (
        strata.with_columns(overall=k.sum().over(way) / n.sum().over(way))
        .group_by("key_1", maintain_order=True)
        .agg(
            pl.col("label").max(),
            n.sum(),
            k.sum(),
            (n * rate).sum().alias("expected"),
            (n * rate * (1 - rate)).sum().alias("variance"),
        )
        .rename({"key_1": "key"})
    )


def _placed(frame: pl.DataFrame, placed: Funnel, pulled: Shrunk) -> pl.DataFrame:
    limits = ("lower_95", "upper_95", "lower_998", "upper_998")
    return frame.with_columns(
        (pl.col("with_violation") / pl.col("visits_completed")).alias("rate"),
        *(pl.Series(name, getattr(placed, name), pl.Float64) for name in limits),
        pl.Series("position", placed.position, pl.String),
        pl.Series("shrunk_rate", pulled.rate, pl.Float64),
        pl.Series("shrunk_low", pulled.low, pl.Float64),
        pl.Series("shrunk_high", pulled.high, pl.Float64),
    )


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """By the pulled rate, then by checks and key."""
    return frame.sort(
        ["shrunk_rate", "visits_completed", "key"],
        descending=[True, True, False],
        nulls_last=True,
    )


def _named(question: Question, dimension: Dimension, frame: pl.DataFrame) -> list[_Unit]:
    """The units of a frame, in its order, as people call them."""
    titles: dict[Any, Any] = {}
    if dimension is Dimension.CONTRACT:
        contracts = question.table("contracts")
        if contracts is not None:
            titles = dict(contracts.select("contract_id", "title").iter_rows())
    elif dimension is Dimension.SUPPLIER:
        titles = dict(frame.select("key", "label").iter_rows())
    units = []
    for row in frame.iter_rows(named=True):
        key, variance = row["key"], row["variance"]
        apart = row["with_violation"] - row["expected"]
        label = label_of(dimension, key)
        if key is not None and dimension in (Dimension.CONTRACT, Dimension.SUPPLIER):
            label = str(titles.get(key) or key)
        units.append(
            _Unit(
                key,
                label,
                Counts(n=row["visits_completed"], k=row["with_violation"]),
                row["expected"] / row["visits_completed"],
                apart / variance**0.5 if variance > 0 else 0.0,
                row["position"],
            )
        )
    return units


def _finding(units: Sequence[_Unit], of: Message, n: int, everything: Counts) -> Message:
    """Which units lie outside the wider limits, or that none does."""
    if not everything.n:
        key = "finding.none_completed" if everything.open else "finding.no_checks"
        return message(key, n=everything.open)
    if not everything.k:
        return message("finding.units_zero", n=everything.n)
    if n == 1:
        only = units[0]
        return message("finding.units_one", unit=only.label, k=only.counts.k, n=only.counts.n)
    outside = [unit for unit in units if unit.position in ("low_998", "high_998")]
    firm = [unit for unit in outside if unit.counts.standing is Standing.FIRM]
    if not outside:
        return message("finding.units_inside", units=of)
    if not firm:
        return message("finding.units_only_few", units=of, n=len(outside), limit=FEW)
    many = tails(np.array([float(len(outside))]), np.array([float(n)]), np.array([_BEYOND]))[1][0]
    if many > _CHANCE:
        return message("finding.units_by_chance", units=of, n=len(outside), which=_names(firm))
    high = [unit for unit in firm if unit.position == "high_998"]
    low = [unit for unit in firm if unit.position == "low_998"]
    if high and low:
        return message("finding.units_both", units=of, high=_names(high), low=_names(low))
    side = "high" if high else "low"
    return message(f"finding.units_{side}", units=of, which=_names(firm))


def _names(units: Sequence[_Unit]) -> Items:
    """Those furthest out by name, the others by their number."""
    ordered = sorted(units, key=lambda unit: -abs(unit.sigmas))
    named: list[Value] = [unit.label for unit in ordered[:_MOST_NAMES]]
    if len(ordered) > _MOST_NAMES:
        named.append(message("phrase.units_more", n=len(ordered) - _MOST_NAMES))
    return Items(tuple(named))


def _chart(
    question: Question, units: Sequence[_Unit], placed: Funnel, n: int, finding: Message
) -> Chart:
    """Limits around the overall rate, and each unit as far from it as from what was expected."""
    by_position = {
        position: tuple(
            _point(unit, placed, question.params["unit"])
            for unit in units
            if unit.position == position
        )
        for position in POSITIONS
    }
    return Chart(
        kind=ChartKind.FUNNEL,
        title=finding,
        subtitle=message("chart.units.subtitle", n=n),
        unit=Unit.SHARE,
        series=(
            *_limits(units, placed),
            *(
                Series(
                    position,
                    Code("position", position),
                    points,
                    Role.CONTEXT if position == "inside" else Role.ON_SITE,
                )
                for position, points in by_position.items()
                if points
            ),
        ),
        narrows=NARROWS.get(UNITS[question.params["unit"]]),
    )


def _point(unit: _Unit, placed: Funnel, name: str) -> Point:
    middle, n = placed.overall, unit.counts.n
    height = middle + unit.sigmas * (middle * (1 - middle) / n) ** 0.5
    return Point(
        label=unit.label,
        # There is no filter for contracts.
        key=None if unit.key is None or name == "contract" else str(unit.key),
        value=unit.counts.rate,
        k=unit.counts.k,
        n=n,
        standing=unit.counts.standing,
        expected=unit.expected,
        height=min(1.0, max(0.0, height)),
    )


def _limits(units: Sequence[_Unit], placed: Funnel) -> list[Series]:
    """The lines of the funnel, from the unit with fewest checks to the one with most."""
    checks = [unit.counts.n for unit in units]
    grid = np.unique(np.geomspace(min(checks) / 1.15, max(checks) * 1.15, _STEPS))
    series = []
    for name in ("998", "95"):
        lower, upper = judged(placed.overall, grid, name, placed.overdispersion)
        series.append(
            Series(
                f"limits_{name}",
                Code("limits", name),
                tuple(
                    Point("", placed.overall, low=low, high=high, along=at)
                    for at, low, high in zip(
                        grid.tolist(), lower.tolist(), upper.tolist(), strict=True
                    )
                ),
                Role.CONTEXT,
                marked=False,
            )
        )
    return series


def _columns(params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    unit = params["unit"]
    first = _KINDS.get(unit) or ResultColumn("unit", ColumnKind.TEXT)
    return (first, *columns(*_COLUMNS, *(("label",) if unit in NAMED else ())))


MEASURES = (
    Measure(
        "unit_funnel_plot",
        _columns,
        {"unit": tuple(UNITS)},
        False,
        _units,
        inside_only={"unit": NAMED},
    ),
)
