"""Whether an effect is the same in all strata, or one number must not stand for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clausewatch.statistics.mantel_haenszel import Array, Strata, pool

LARGE_ENOUGH = 5.0


@dataclass(frozen=True)
class Heterogeneity:
    """Whether the odds ratio is the same in all strata.

    Attributes:
        statistic: chi-square.
        freedom: its degrees of freedom.
        p: how often chance alone gives a statistic as large, 0 to 1.
    """

    statistic: float
    freedom: float
    p: float


@dataclass(frozen=True)
class _Moments:
    """Of the findings on site in each stratum, given its margins and the odds ratio."""

    mean: Array
    variance: Array
    third: Array
    fourth: Array


def heterogeneity(strata: Strata, design_effect: float = 1.0) -> Heterogeneity | None:
    """Whether the odds ratio differs between strata by more than chance, for strata of any size.

    Breslow and Day's test where every expected count is 5 or more. Else their statistic with
    Tarone's correction, but from the exact conditional distribution in each stratum: its mean and
    variance take the place of the approximate ones, and the statistic is held against a scaled
    chi-square of the same mean and variance. In many small strata the plain test calls nearly
    everything different: with 150 strata of three cases that do not differ, in 94 of 100 trials.

    Args:
        strata: counts of cases; strata without both ways and both outcomes say nothing and are
            left out.
        design_effect: how many cases tell as much as one independent case; the statistic is
            divided by it.

    Returns:
        The test; None with fewer than two strata that can tell, without a common odds ratio, or
        where the strata are so small that they could not look different.

    Source:
        Breslow and Day 1980; Tarone 1985; the moments as in Liang and Self 1985, Biometrika
        72:353-358; Satterthwaite 1946 for the scale; Rao and Scott 1981, Journal of the American
        Statistical Association 76:221-230, for the design effect.
    """
    telling, odds = _telling(strata)
    if odds is None:
        return None
    if _expected(telling, odds).min() >= LARGE_ENOUGH:
        test = breslow_day(telling)
        assert test is not None
        return _held(test.statistic / design_effect, test.freedom)
    moments = _moments(telling, odds)
    apart = telling.k1 - moments.mean
    information = float(moments.variance.sum())
    statistic = float((apart**2 / moments.variance).sum()) - float(apart.sum()) ** 2 / information
    expected = len(telling.n1) - 1
    # What estimating the odds ratio takes away from the spread of the statistic stands last.
    spread = float((moments.fourth / moments.variance**2 - 1).sum())
    spread -= float((moments.third / moments.variance).sum()) ** 2 / information
    if spread < 1e-6:
        return None
    scale = spread / (2 * expected)
    return _held(max(0.0, statistic) / scale / design_effect, expected / scale)


def breslow_day(strata: Strata, *, tarone: bool = False) -> Heterogeneity | None:
    """Breslow and Day's test of one odds ratio for all strata, for few large strata.

    Args:
        strata: counts of cases; strata without both ways and both outcomes say nothing and are
            left out.
        tarone: subtract Tarone's correction.

    Returns:
        The test; None with fewer than two strata that can tell, or without a common odds ratio.

    Source:
        Breslow and Day 1980, Statistical Methods in Cancer Research 1:142-146; Tarone 1985,
        Biometrika 72:91-95.
    """
    telling, odds = _telling(strata)
    if odds is None:
        return None
    cells = _expected(telling, odds)
    inverse = (1 / cells).sum(0)
    apart = telling.k1 - cells[0]
    statistic = float((apart**2 * inverse).sum())
    if tarone:
        statistic -= float(apart.sum()) ** 2 / float((1 / inverse).sum())
    return _held(statistic, len(telling.n1) - 1)


def _held(statistic: float, freedom: float) -> Heterogeneity:
    """The statistic against its chi-square."""
    from scipy.special import chdtrc  # noqa: PLC0415 - slow to load, and few pages test

    return Heterogeneity(statistic, freedom, float(chdtrc(freedom, statistic)))


def _telling(strata: Strata) -> tuple[Strata, float | None]:
    """The strata that can tell and their odds ratio; None where there is nothing to test."""
    found = strata.k1 + strata.k0
    telling = strata.only(strata.both & (found > 0) & (found < strata.n1 + strata.n0))
    odds = pool(telling).odds_ratio.value
    return telling, (odds if odds and len(telling.n1) > 1 else None)


def _expected(strata: Strata, odds: float) -> Array:
    """The four cells of each stratum as the odds ratio and its margins expect them, 4 x strata."""
    n1, n0 = strata.n1, strata.n0
    found = strata.k1 + strata.k0
    a = 1 - odds
    b = odds * (n1 + found) + n0 - found
    root = np.sqrt(b**2 + 4 * a * odds * n1 * found)
    # Of the two forms of the root, the one that subtracts nothing; b <= 0 happens for a > 0 only.
    positive = b > 0
    steady = 2 * odds * n1 * found / np.where(positive, b + root, 1)
    other = (root - b) / (2 * a) if a > 0 else steady
    first = np.where(positive, steady, other)
    return np.stack([first, n1 - first, found - first, n0 - found + first])


def _moments(strata: Strata, odds: float) -> _Moments:
    """Mean and central moments of the noncentral hypergeometric distribution in each stratum."""
    from scipy.special import gammaln  # noqa: PLC0415 - slow to load, and few pages test

    n1, n0 = strata.n1, strata.n0
    found = strata.k1 + strata.k0
    lowest = np.maximum(0, found - n0)
    length = (np.minimum(n1, found) - lowest + 1).astype(int)
    starts = np.concatenate([[0], np.cumsum(length)[:-1]])
    at = np.repeat(np.arange(len(length)), length)
    x = lowest[at] + np.arange(length.sum()) - starts[at]
    m1, m0, m = n1[at], n0[at], found[at]
    logs = x * np.log(odds) - (
        gammaln(x + 1) + gammaln(m1 - x + 1) + gammaln(m - x + 1) + gammaln(m0 - m + x + 1)
    )
    weights = np.exp(logs - np.maximum.reduceat(logs, starts)[at])
    weights /= np.add.reduceat(weights, starts)[at]
    mean = np.add.reduceat(weights * x, starts)
    apart = x - mean[at]
    second, third, fourth = (np.add.reduceat(weights * apart**i, starts) for i in (2, 3, 4))
    return _Moments(mean, second, third, fourth)
