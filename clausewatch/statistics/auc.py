"""How well a score ranks: the chance that a case with a violation scored above one without."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

from clausewatch.statistics.intervals import Z_95

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Auc:
    """The area under the curve of a score, which one half is for a score that says nothing.

    Attributes:
        found: cases with a violation.
        without: cases without one.
        value: the chance that one of the first scored above one of the second, ties half; 0 to 1.
        low: lower limit, 95 %.
        high: upper limit.
    """

    found: int
    without: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """How much better one score ranks than another, on the same cases.

    Attributes:
        value: the first area minus the second, -1 to 1.
        low: lower limit, 95 %.
        high: upper limit.
    """

    value: float
    low: float
    high: float


def auc(score: npt.ArrayLike, found: npt.ArrayLike, z: float = Z_95) -> Auc:
    """The area under the curve with its interval.

    Args:
        score: one number a case, as known when the case was chosen.
        found: as long as ``score``; true or 1 where the completed case had a violation.
        z: the normal quantile; 1.959964 for 95 %.

    Returns:
        The area; DeLong's variance on the log odds of the area, so that limits stay within 0 and
        1. Where every pair is ranked right (or every one wrong) that variance is zero, and the
        limits are Newcombe's.

    Assumes:
        Cases are independent; several cases at a supplier make the interval too narrow.

    Raises:
        ValueError: lengths differ, a score is not a number, or all cases or none had a violation.

    Not to be used:
        To say how good a score is among contracts that were never checked.

    Source:
        DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837-845; by ranks as Sun and Xu 2014,
        IEEE Signal Processing Letters 21:1389-1393; Newcombe 2006, Statistics in Medicine
        25:559-573, method 5.
    """
    above, below = _placements(score, found)
    m, n = len(above), len(below)
    value = float(above.mean())
    variance = _variance(above) + _variance(below)
    if variance <= 0 or value in (0.0, 1.0):
        return Auc(m, n, value, *_newcombe(value, m, n, z))
    odds = log(value / (1 - value))
    half = z * sqrt(variance) / (value * (1 - value))
    return Auc(m, n, value, 1 / (1 + exp(half - odds)), 1 / (1 + exp(-half - odds)))


def auc_difference(
    first: npt.ArrayLike, second: npt.ArrayLike, found: npt.ArrayLike, z: float = Z_95
) -> Difference:
    """How much better the first score ranks the same cases than the second.

    Args:
        first: one number a case.
        second: another number for each case, as long as ``first``.
        found: as long; true or 1 where the completed case had a violation.
        z: the normal quantile; 1.959964 for 95 %.

    Returns:
        The difference; its interval knows that both scores judge the same cases.

    Assumes:
        As ``auc``.

    Raises:
        ValueError: as ``auc``.

    Source:
        DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837-845.
    """
    (above, below), (above2, below2) = _placements(first, found), _placements(second, found)
    up, down = above - above2, below - below2
    value = float(up.mean())
    half = z * sqrt(_variance(up) + _variance(down))
    return Difference(value, max(-1.0, value - half), min(1.0, value + half))


def _placements(score: npt.ArrayLike, found: npt.ArrayLike) -> tuple[Array, Array]:
    """For each case with a violation the share of those without that it beats, and the reverse."""
    from scipy.stats import rankdata  # noqa: PLC0415 - slow to load, and one page ranks

    values, hit = np.asarray(score, float), np.asarray(found, float)
    if values.ndim != 1 or values.shape != hit.shape or np.any((hit != 0) & (hit != 1)):
        raise ValueError("every case needs one score and one outcome")
    if not np.isfinite(values).all():
        raise ValueError("a case without a score cannot be ranked")
    with_it, without = values[hit == 1], values[hit == 0]
    if not (len(with_it) and len(without)):
        raise ValueError("nothing to rank: all cases or none had a violation")
    ranks = rankdata(np.concatenate((with_it, without)))
    m, n = len(with_it), len(without)
    above: Array = (ranks[:m] - rankdata(with_it)) / n
    below: Array = 1 - (ranks[m:] - rankdata(without)) / m
    return above, below


def _variance(placements: Array) -> float:
    """The variance of the mean; with one case its own spread is not known and counts as none."""
    size = len(placements)
    return float(placements.var(ddof=1)) / size if size > 1 else 0.0


def _newcombe(value: float, m: int, n: int, z: float) -> tuple[float, float]:
    """The areas from which the one seen lies z standard errors away."""
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to load, and seldom needed

    more = (m + n) / 2 - 1

    def away(area: float) -> float:
        spread = 1 + more * ((1 - area) / (2 - area) + area / (1 + area))
        return float((area - value) ** 2 - z * z * area * (1 - area) * spread / (m * n))

    low = 0.0 if value == 0 else brentq(away, 0.0, value - 1e-12)
    high = 1.0 if value == 1 else brentq(away, value + 1e-12, 1.0)
    return float(low), float(high)
