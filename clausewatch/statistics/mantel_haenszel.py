"""On site against desk pooled over strata: ratio, difference and odds ratio.

The formulas are short and vectorised, so they are written out: the library that holds some of them
(statsmodels) needs seconds to load. Tests hold them against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

from clausewatch.statistics.effect import Effect, Estimate
from clausewatch.statistics.intervals import Z_95, newcombe

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Strata:
    """Counts of cases, one number a stratum; all arrays are as long as there are strata.

    Attributes:
        k1: found on site.
        n1: looked at on site.
        k0: found at the desk.
        n0: looked at at the desk.
    """

    k1: Array
    n1: Array
    k0: Array
    n0: Array

    @classmethod
    def of(
        cls, k1: npt.ArrayLike, n1: npt.ArrayLike, k0: npt.ArrayLike, n0: npt.ArrayLike
    ) -> Strata:
        """Check and keep the counts.

        Raises:
            ValueError: lengths differ, a count is negative or more were found than looked at.
        """
        a, b, c, d = (np.atleast_1d(np.asarray(x, float)) for x in (k1, n1, k0, n0))
        if not a.shape == b.shape == c.shape == d.shape or a.ndim != 1:
            raise ValueError("strata need counts of the same length")
        if np.any((a < 0) | (a > b) | (c < 0) | (c > d)):
            raise ValueError("a stratum has more found than looked at")
        return cls(a, b, c, d)

    @property
    def both(self) -> npt.NDArray[np.bool_]:
        """The strata in which both ways were used: only these compare like with like."""
        return (self.n1 > 0) & (self.n0 > 0)

    def only(self, which: npt.NDArray[np.bool_]) -> Strata:
        """Some of the strata."""
        return Strata(self.k1[which], self.n1[which], self.k0[which], self.n0[which])


def pool(used: Strata) -> Effect:
    """The pooled effect over strata that all hold both ways; empty over none.

    Rates are weighted with n1 n0 / n, so that their ratio is the Mantel-Haenszel risk ratio and
    their difference the Mantel-Haenszel risk difference, exactly. Variances: risk ratio
    Greenland-Robins; risk difference Sato, which holds for few large and for many small strata
    (Newcombe's interval where there is one stratum or Sato's variance is nil, as when nothing was
    found at all); odds ratio Robins-Breslow-Greenland.

    Assumes:
        Within a stratum, the two ways looked at cases that do not otherwise differ; cases are
        independent.

    Source:
        Mantel and Haenszel 1959; Greenland and Robins 1985, Biometrics 41:55-68; Sato 1989,
        Biometrics 45:1323-1324; Robins, Breslow and Greenland 1986, Biometrics 42:311-323.
    """
    if len(used.n1) == 0:
        return Effect()
    k1, n1, k0, n0 = used.k1, used.n1, used.k0, used.n0
    n = n1 + n0
    weight = float((n1 * n0 / n).sum())
    over, under = float((k1 * n0 / n).sum()), float((k0 * n1 / n).sum())
    return Effect(
        rate_on_site=over / weight,
        rate_desk=under / weight,
        risk_ratio=_ratio(over, under, ratio_variance(used)),
        risk_difference=_difference(used, (over - under) / weight, weight),
        odds_ratio=_odds_ratio(used),
    )


def ratio_variance(used: Strata) -> float | None:
    """Greenland and Robins' variance of the log risk ratio; None where either found nothing."""
    k1, n1, k0, n0 = used.k1, used.n1, used.k0, used.n0
    n = n1 + n0
    product = float((k1 * n0 / n).sum() * (k0 * n1 / n).sum())
    if product == 0:
        return None
    return float((((k1 + k0) * n1 * n0 / n - k1 * k0) / n).sum()) / product


def difference_variance(used: Strata, difference: float) -> float:
    """Sato's variance of the risk difference."""
    k1, n1, k0, n0 = used.k1, used.n1, used.k0, used.n0
    n = n1 + n0
    sparse = (n1**2 * k0 - n0**2 * k1 + n1 * n0 * (n0 - n1) / 2) / n**2
    large = (k1 * (n0 - k0) + k0 * (n1 - k1)) / (2 * n)
    return float((difference * sparse + large).sum() / (n1 * n0 / n).sum() ** 2)


def odds_variance(used: Strata) -> float | None:
    """Robins, Breslow and Greenland's variance of the log odds ratio; None where it has none."""
    a, b, c, d, n = _cells(used)
    r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
    over, under = float(r.sum()), float(s.sum())
    if over == 0 or under == 0:
        return None
    cross = float((p * s + q * r).sum())
    return (
        float((p * r).sum()) / (2 * over**2)
        + cross / (2 * over * under)
        + float((q * s).sum()) / (2 * under**2)
    )


def _cells(used: Strata) -> tuple[Array, Array, Array, Array, Array]:
    return used.k1, used.n1 - used.k1, used.k0, used.n0 - used.k0, used.n1 + used.n0


def _ratio(over: float, under: float, variance: float | None) -> Estimate:
    if under == 0:
        return Estimate()
    value = over / under
    if variance is None:
        return Estimate(value)
    return spread(value, Z_95 * sqrt(variance))


def spread(value: float, half: float) -> Estimate:
    """A ratio with limits ``half`` away on the log scale."""
    return Estimate(value, exp(log(value) - half), exp(log(value) + half))


def _odds_ratio(used: Strata) -> Estimate:
    a, b, c, d, n = _cells(used)
    return _ratio(float((a * d / n).sum()), float((b * c / n).sum()), odds_variance(used))


def _difference(used: Strata, value: float, weight: float) -> Estimate:
    variance = difference_variance(used, value)
    if len(used.n1) == 1 or variance * weight < 1e-12:
        return _newcombe(used, value)
    half = Z_95 * sqrt(variance)
    estimate = Estimate(value, max(-1.0, value - half), min(1.0, value + half))
    if used.k1.sum() and used.k0.sum():
        return estimate
    # Where one side found nothing, Sato's variance knows nothing of how rare that side's finds are.
    return estimate.spanning(_newcombe(used, value))


def _newcombe(used: Strata, value: float) -> Estimate:
    """The interval of all strata as one, around the same difference."""
    counts = (int(x.sum()) for x in (used.k1, used.n1, used.k0, used.n0))
    _, low, high = newcombe(*counts)
    return Estimate(value, min(low, value), max(high, value))
