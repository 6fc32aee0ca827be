"""A plain risk score, fitted without looking ahead.

The register's own score is worth having if it ranks cases better than what anyone could work out
from the register itself: who was found out before, in which sector and country, how far down the
chain, and how long nobody has looked. This is that something: a logistic regression on seven
numbers, each known on the day the case began.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

FEATURES = (
    "supplier_past",
    "sector_past",
    "country_past",
    "tier",
    "tier_unknown",
    "days_since_check",
    "never_checked",
)
PRIOR_CASES = 10.0
"""A supplier, sector or country starts as if it had ten cases at the rate of all cases."""
PENALTY = 1.0
"""A coefficient of a standardised feature starts as normal around zero with variance one."""
FEWEST = 20
"""Cases with and cases without a violation below which nothing is fitted."""


class NotEnough(ValueError):
    """Too few cases with, or too few without, a violation.

    Attributes:
        found: cases with a violation.
        without: cases without one.
    """

    def __init__(self, found: int, without: int) -> None:
        super().__init__(f"not enough cases: {found} with and {without} without a violation")
        self.found = found
        self.without = without


@dataclass(frozen=True)
class Cases:
    """Completed cases as they began; all arrays have one number a case, in any order.

    Days are whole numbers counted from one day, whichever.

    Attributes:
        began: the day of the first check.
        known: the day on which the outcome was known, ``began`` or later.
        found: 1 with a violation, 0 without.
        supplier: a code of who was looked at; below zero where unknown, as for the two below.
        sector: a code.
        country: a code.
        tier: steps down the chain of suppliers; NaN where unknown.
        days_since_check: days since the supplier was last checked, by anyone, when the case
            began; NaN where never. ``days_since`` works it out.

    Raises:
        ValueError: lengths differ, an outcome is neither 0 nor 1 or was known before it began.
    """

    began: Whole
    known: Whole
    found: Array
    supplier: Whole
    sector: Whole
    country: Whole
    tier: Array
    days_since_check: Array

    def __post_init__(self) -> None:
        shape = self.began.shape
        if len(shape) != 1 or any(column.shape != shape for column in vars(self).values()):
            raise ValueError("every case needs one value in each column")
        if np.any((self.found != 0) & (self.found != 1)):
            raise ValueError("an outcome is neither found nor not found")
        if np.any(self.known < self.began):
            raise ValueError("an outcome was known before the case began")

    def __len__(self) -> int:
        return len(self.began)


def days_since(unit: Whole, day: Whole, seen_unit: Whole, seen_day: Whole) -> Array:
    """Days since a unit was last seen, before each day.

    Args:
        unit: a code for each case, below zero where unknown.
        day: the day for each case.
        seen_unit: a code for each sighting, by anyone.
        seen_day: its day; sightings on the day itself do not count.

    Returns:
        One number a case, 1 or more; NaN where the unit was never seen before or is unknown.
    """
    if not len(day) or not len(seen_day):
        return np.full(len(day), np.nan)
    first = min(int(day.min()), int(seen_day.min()))
    span = max(int(day.max()), int(seen_day.max())) - first + 1
    keys = np.sort(seen_unit[seen_unit >= 0] * span + (seen_day[seen_unit >= 0] - first))
    place = np.searchsorted(keys, unit * span + (day - first)) - 1
    if not len(keys):
        return np.full(len(day), np.nan)
    last = keys[np.maximum(place, 0)]
    seen = (unit >= 0) & (place >= 0) & (last // span == unit)
    return np.where(seen, day - first - last % span, np.nan).astype(float)


def features(cases: Cases) -> Array:
    """What was known of each case on the day it began.

    Past findings are a unit's shrunken rate against that of all cases, on the log odds: zero for
    a unit without a past, above zero for one where more was found. Only outcomes known *before*
    the day count; a case still open then tells nothing.

    Args:
        cases: those to describe, which are also one another's past.

    Returns:
        One row a case and one column a name in ``FEATURES``; NaN where tier or days are unknown.
    """
    everywhere = np.zeros(len(cases), np.int64)
    k, n = _past(cases, everywhere)
    overall = (k + 0.5) / (n + 1)
    columns = [_against(cases, unit, overall) for unit in (cases.supplier, cases.sector)]
    columns.append(_against(cases, cases.country, overall))
    tier_unknown, never = np.isnan(cases.tier), np.isnan(cases.days_since_check)
    columns += [cases.tier, tier_unknown.astype(float)]
    columns += [np.log1p(cases.days_since_check), never.astype(float)]
    return np.column_stack(columns)


class _Count(NamedTuple):
    found: Array
    cases: Array


def _past(cases: Cases, unit: Whole) -> _Count:
    """Findings and cases of the same unit whose outcome was known before each case began."""
    if not len(cases):
        return _Count(np.zeros(0), np.zeros(0))
    first = int(cases.began.min())
    span = int(cases.known.max()) - first + 1
    keys = unit * span + (cases.known - first)
    order = np.argsort(keys, kind="stable")
    keys, found = keys[order], np.concatenate(([0.0], np.cumsum(cases.found[order])))
    start = np.searchsorted(keys, unit * span)
    end = np.searchsorted(keys, unit * span + (cases.began - first))
    return _Count(found[end] - found[start], (end - start).astype(float))


def _against(cases: Cases, unit: Whole, overall: Array) -> Array:
    k, n = _past(cases, unit)
    k, n = np.where(unit < 0, 0.0, k), np.where(unit < 0, 0.0, n)
    rate = (k + PRIOR_CASES * overall) / (n + PRIOR_CASES)
    relative: Array = _log_odds(rate) - _log_odds(overall)
    return relative


def _log_odds(rate: Array) -> Array:
    odds: Array = np.log(rate / (1 - rate))
    return odds


@dataclass(frozen=True)
class Baseline:
    """A fitted score.

    Attributes:
        cases: how many it was fitted on.
        found: how many of these had a violation.
        intercept: log odds of a case that is average in everything.
        coefficients: change in log odds for one standard deviation of each feature.
        means: of each feature among the cases it was fitted on; stands in for what is unknown.
        deviations: standard deviations, 1 for a feature that did not vary.
    """

    cases: int
    found: int
    intercept: float
    coefficients: Array
    means: Array
    deviations: Array

    def score(self, rows: Array) -> Array:
        """The chance of a violation, 0 to 1, for each row of ``features``."""
        chance: Array = _chance(
            _standardised(rows, self.means, self.deviations) @ self.coefficients + self.intercept
        )
        return chance


def fit(rows: Array, found: Array) -> Baseline:
    """Fit the score: logistic regression with a ridge penalty, by Newton's method.

    The penalty keeps the coefficients finite where a feature parts the cases completely, as a
    country with one supplier does. The intercept bears none, so the score is right on average
    where it was fitted.

    Args:
        rows: of ``features``, one row a case.
        found: as many outcomes, 1 with a violation and 0 without.

    Returns:
        The score; the same for the same cases in any order, to rounding.

    Assumes:
        Log odds add up; it is a yardstick, not the best that could be done.

    Raises:
        NotEnough: fewer than 20 cases with, or 20 without, a violation.

    Source:
        le Cessie and van Houwelingen 1992, Applied Statistics 41:191-201.
    """
    hits = int(found.sum())
    if min(hits, len(found) - hits) < FEWEST:
        raise NotEnough(hits, len(found) - hits)
    known = ~np.isnan(rows)
    count = np.maximum(1, known.sum(axis=0))
    means: Array = np.where(known, rows, 0.0).sum(axis=0) / count
    squares = np.where(known, (rows - means) ** 2, 0.0).sum(axis=0) / count
    deviations: Array = np.where(squares > 1e-18, np.sqrt(squares), 1.0)

    design = np.column_stack((np.ones(len(rows)), _standardised(rows, means, deviations)))
    penalty = np.full(design.shape[1], PENALTY)
    penalty[0] = 0.0
    weights = np.zeros(design.shape[1])
    weights[0] = np.log(hits / (len(found) - hits))
    weights = _newton(design, found, penalty, weights)
    return Baseline(len(found), hits, float(weights[0]), weights[1:], means, deviations)


def _standardised(rows: Array, means: Array, deviations: Array) -> Array:
    standard: Array = np.where(np.isnan(rows), 0.0, (rows - means) / deviations)
    return standard


def _chance(log_odds: Array) -> Array:
    chance: Array = 0.5 * (1 + np.tanh(log_odds / 2))
    return chance


def _newton(design: Array, found: Array, penalty: Array, weights: Array) -> Array:
    def loss(at: Array) -> float:
        log_odds = design @ at
        return float((np.logaddexp(0, log_odds) - found * log_odds).sum() + penalty @ at**2 / 2)

    now = loss(weights)
    for _ in range(100):
        chance = _chance(design @ weights)
        slope = design.T @ (chance - found) + penalty * weights
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        # A full step may overshoot where nearly all chances are 0 or 1; the loss is convex, so
        # half of it, often enough, does not.
        while (then := loss(weights - step)) > now and np.abs(step).max() > 1e-9:
            step = step / 2
        weights, now = weights - step, then
        if np.abs(step).max() <= 1e-9:
            break
    return weights
