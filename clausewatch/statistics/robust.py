"""Like for like where a supplier has several cases: intervals that allow for it.

Every case has an influence on the pooled effect; influences are added up by supplier, and the
spread of these sums gives the variance. Nothing is drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
import numpy.typing as npt

from clausewatch.statistics.clustered import student_t
from clausewatch.statistics.effect import Effect, Estimate
from clausewatch.statistics.mantel_haenszel import (
    Array,
    Strata,
    difference_variance,
    odds_variance,
    ratio_variance,
    spread,
)
from clausewatch.statistics.standardised import Standardised, standardise

Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Robust:
    """The pooled effect with intervals that allow for several cases at a supplier.

    Attributes:
        standardised: as for independent cases, its intervals widened where suppliers ask for it.
        suppliers: how many suppliers have a case in the strata used.
        design_effect: robust variance of the risk ratio (of the difference where there is no
            ratio) over the independent one, at least 1; None where it cannot be told.
    """

    standardised: Standardised
    suppliers: int
    design_effect: float | None


@dataclass(frozen=True)
class _Rows:
    """The rows in the strata used, and those strata; ``stratum`` points into them."""

    strata: Strata
    stratum: Codes
    supplier: Codes
    on_site: Flags
    cases: Array
    found: Array

    @property
    def weight(self) -> Array:
        """What a case of each row weighs in its group's pooled rate, but for a factor."""
        n = self.strata.n1 + self.strata.n0
        return np.where(
            self.on_site,
            (self.strata.n0 / n)[self.stratum],
            (self.strata.n1 / n)[self.stratum],
        )


def tabulate(
    stratum: npt.ArrayLike, on_site: npt.ArrayLike, cases: npt.ArrayLike, found: npt.ArrayLike
) -> Strata:
    """Add rows up by stratum.

    Args:
        stratum: the stratum of each row, any values that sort.
        on_site: whether its cases began on site (else at the desk).
        cases: how many they are.
        found: how many of them have a violation.

    Returns:
        One row a stratum, in the order of its values.
    """
    _, codes = np.unique(np.asarray(stratum), return_inverse=True)
    return _tabulate(
        codes, np.asarray(on_site, bool), np.asarray(cases, float), np.asarray(found, float)
    )


def standardise_by_supplier(
    stratum: npt.ArrayLike,
    on_site: npt.ArrayLike,
    supplier: npt.ArrayLike,
    cases: npt.ArrayLike,
    found: npt.ArrayLike,
) -> Robust:
    """On site against desk over strata, robust by supplier.

    The influence of a case is taken from its stratum's pooled rate under the common effect, with
    n/(n-1) for having estimated that rate, so that strata of one case each way count in full. A
    supplier's pull is made up for as in ``clustered``. The quantile is Student's t on the effective
    number of suppliers of the group that has fewer, less one. At each end the wider of the robust
    and the independent limit is kept. One stratum for all gives the crude effect.

    Args:
        stratum: the stratum of each row, any values that sort.
        on_site: whether its cases began on site (else at the desk).
        supplier: who was looked at, any values that sort.
        cases: how many cases the row stands for; rows may be single cases.
        found: how many of them have a violation.

    Returns:
        The effect; just as for independent cases where no supplier has two, or all have the same.

    Assumes:
        Suppliers are independent of each other. The odds ratio's interval is widened by the design
        effect of the risk ratio.

    Source:
        Liang and Zeger 1986, Biometrika 73:13-22 (sums by cluster); Greenland and Robins 1985 (the
        estimating equations); MacKinnon and White 1985, Journal of Econometrics 29:305-325 (pull).
    """
    _, codes = np.unique(np.asarray(stratum), return_inverse=True)
    visited = np.asarray(on_site, bool)
    counted, outcome = np.asarray(cases, float), np.asarray(found, float)
    strata = _tabulate(codes, visited, counted, outcome)
    plain = standardise(strata)
    keep = strata.both[codes] & (counted > 0)
    rows = _Rows(
        strata=strata.only(strata.both),
        stratum=(np.cumsum(strata.both) - 1)[codes[keep]],
        supplier=np.unique(np.asarray(supplier)[keep], return_inverse=True)[1],
        on_site=visited[keep],
        cases=counted[keep],
        found=outcome[keep],
    )
    each = np.bincount(rows.supplier, rows.cases)
    if len(each) < 2:
        return Robust(plain, len(each), None)
    if each.max() < 2:
        return Robust(plain, len(each), 1.0)
    effect, design = _widened(plain.effect, rows)
    allowed = standardise(strata, design)
    return Robust(replace(allowed, effect=effect), len(each), design)


def _tabulate(codes: Codes, on_site: Flags, cases: Array, found: Array) -> Strata:
    size = int(codes.max()) + 1 if len(codes) else 0
    return Strata.of(
        k1=np.bincount(codes, on_site * found, size),
        n1=np.bincount(codes, on_site * cases, size),
        k0=np.bincount(codes, ~on_site * found, size),
        n0=np.bincount(codes, ~on_site * cases, size),
    )


def _widened(effect: Effect, rows: _Rows) -> tuple[Effect, float]:
    """The effect with the wider limits, and the design effect."""
    used = rows.strata
    n = used.n1 + used.n0
    t = student_t(max(1.0, _fewest_suppliers(rows) - 1))

    difference = effect.risk_difference.value
    assert difference is not None
    desk = (used.k1 + used.k0 - used.n1 * difference) / n
    influence = _influence(rows, desk + difference, desk, 1.0)
    robust = _variance(rows, influence) / float((used.n1 * used.n0 / n).sum()) ** 2
    design = _over(robust, difference_variance(used, difference))
    half = t * sqrt(robust)
    wide = Estimate(difference, max(-1.0, difference - half), min(1.0, difference + half))
    widened = replace(effect, risk_difference=effect.risk_difference.spanning(wide))

    independent, ratio = ratio_variance(used), effect.risk_ratio.value
    if independent is None or ratio is None:
        return widened, design
    desk = (used.k1 + used.k0) / (ratio * used.n1 + used.n0)
    influence = _influence(rows, ratio * desk, desk, ratio)
    robust = _variance(rows, influence) / float((used.k1 * used.n0 / n).sum()) ** 2
    design = _over(robust, independent)
    wide = spread(ratio, t * sqrt(robust))
    widened = replace(widened, risk_ratio=effect.risk_ratio.spanning(wide))

    odds, variance = effect.odds_ratio.value, odds_variance(used)
    if odds and variance:
        wide = spread(odds, t * sqrt(variance * design))
        widened = replace(widened, odds_ratio=effect.odds_ratio.spanning(wide))
    return widened, design


def _influence(rows: _Rows, on_site: Array, desk: Array, ratio: float) -> Array:
    """What each row adds to the estimating equation; rates by stratum, under the effect."""
    n = rows.strata.n1 + rows.strata.n0
    apart = np.where(
        rows.on_site,
        rows.found - rows.cases * on_site[rows.stratum],
        -ratio * (rows.found - rows.cases * desk[rows.stratum]),
    )
    estimated: Array = np.sqrt(n / (n - 1))[rows.stratum]
    return rows.weight * apart * estimated


def _variance(rows: _Rows, influence: Array) -> float:
    """The variance of the sum of influences, from their sums by supplier."""
    sums = np.bincount(rows.supplier, influence)
    weights = rows.weight * rows.cases
    share = np.bincount(rows.supplier, weights) / weights.sum()
    suppliers = len(sums)
    return float(((sums / (1 - share)) ** 2).sum()) * (suppliers - 1) / suppliers


def _fewest_suppliers(rows: _Rows) -> float:
    """The effective number of suppliers of the group that has fewer."""
    weights = rows.weight * rows.cases
    sizes = [
        np.bincount(rows.supplier[group], weights[group]) for group in (rows.on_site, ~rows.on_site)
    ]
    return min(float(size.sum() ** 2 / (size**2).sum()) for size in sizes)


def _over(robust: float, independent: float) -> float:
    return max(1.0, robust / independent) if independent > 0 else 1.0
