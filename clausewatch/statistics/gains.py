"""Whether checking the highest scores first finds more than checking at random.

Everything here speaks of the cases that were checked and whose outcome is known. A case that was
never checked has no outcome, so no curve says what would have been found there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clausewatch.statistics.intervals import Z_95, wilson

Array = npt.NDArray[np.float64]

TWENTIETHS: tuple[float, ...] = tuple(i / 20 for i in range(21))
"""Where a curve is read: every 5 % of the cases."""
BAND_EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Bands of the risk score; each holds its lower edge, the last both."""


@dataclass(frozen=True)
class Gains:
    """A gains curve, read at some shares of the cases; all arrays are of one length.

    Attributes:
        cases: how many cases were ranked.
        found: how many of them had a violation.
        share_checked: share of the cases, highest scores first, 0 to 1. An order that tells
            nothing has found the same share at each point.
        share_found: share of all violations found by then.
        low: lower limit of ``share_found``, 95 %, point by point.
        high: upper limit.
        share_found_perfect: what an order that knew the outcomes would have found by then.
    """

    cases: int
    found: int
    share_checked: Array
    share_found: Array
    low: Array
    high: Array
    share_found_perfect: Array

    @property
    def lift(self) -> Array:
        """How many times as much as at random; NaN where nothing is checked yet."""
        return self._over_random(self.share_found)

    @property
    def lift_low(self) -> Array:
        """The lower limit of the lift."""
        return self._over_random(self.low)

    @property
    def lift_high(self) -> Array:
        """The upper limit of the lift."""
        return self._over_random(self.high)

    def _over_random(self, share: Array) -> Array:
        nothing = np.full_like(share, np.nan)
        return np.divide(share, self.share_checked, out=nothing, where=self.share_checked > 0)


def gains(
    score: npt.ArrayLike, found: npt.ArrayLike, at: npt.ArrayLike = TWENTIETHS, z: float = Z_95
) -> Gains:
    """The gains curve of a score.

    Cases with the same score have no order among them. A part of such a tie finds that part of
    what the whole tie finds: the average over every order, so neither luck nor the order of the
    rows decides.

    Args:
        score: one number a case, as known when the case was chosen; higher is checked first.
        found: as long as ``score``; true or 1 where the completed case had a violation.
        at: the shares of the cases at which the curve is read, each 0 to 1.
        z: the normal quantile; 1.959964 for 95 %.

    Returns:
        The curve; see ``gains_of_groups`` for its band.

    Raises:
        ValueError: lengths differ, a score is not a number, an outcome is neither 0 nor 1, or
            nothing was found.

    Not to be used:
        For cases chosen after their outcome was known, or with a score that was changed since.
    """
    values, hit = np.asarray(score, float), np.asarray(found, float)
    if values.ndim != 1 or values.shape != hit.shape:
        raise ValueError("every case needs one score and one outcome")
    if not np.isfinite(values).all():
        raise ValueError("a case without a score cannot be ranked")
    if np.any((hit != 0) & (hit != 1)):
        raise ValueError("an outcome is neither found nor not found")
    _, group = np.unique(-values, return_inverse=True)
    return gains_of_groups(np.bincount(group), np.bincount(group, weights=hit), at, z)


def gains_of_groups(
    cases: npt.ArrayLike,
    found: npt.ArrayLike,
    at: npt.ArrayLike | None = None,
    z: float = Z_95,
) -> Gains:
    """The gains curve, and the lift table, of groups that are checked one after the other.

    The band is pointwise: each point's limits hold for that point, not for the curve as a whole.
    They are Wilson's on the number of violations that tell as much as the data: the part checked
    and the rest each find a binomial number, and the share found is the first of both. Where the
    rates of the part and the rest are ``p1`` and ``p0`` and ``F`` is found, that number is
    violations / ((1 - p1)(1 - F) + (1 - p0) F): more than there are violations, for where nearly
    every case has one, no order can find more than its share.

    Args:
        cases: cases in each group, in the order of checking.
        found: with a violation, as long as ``cases``.
        at: the shares of the cases at which the curve is read; without it, at the start and at
            the end of each group, which is the lift table.
        z: the normal quantile; 1.959964 for 95 %.

    Returns:
        The curve. The band may pass the perfect order, which is that of the outcomes as they fell.

    Assumes:
        Cases are independent. Several cases of a supplier make the band too narrow.

    Raises:
        ValueError: lengths differ, a group has more found than cases, nothing was found, or a
            share lies outside 0 to 1.

    Source:
        The lift table as DTREG prints it (Lift and Gain Tables). The band is ours: the delta method
        on two binomials, and Wilson on the size it gives as in Dean and Pagano 2015, Journal of
        Survey Statistics and Methodology 3:484-503. In simulation it covers 93 to 98 %.
    """
    size, hit = np.asarray(cases, float), np.asarray(found, float)
    if size.ndim != 1 or size.shape != hit.shape or np.any((hit < 0) | (hit > size)):
        raise ValueError("a group has more found than cases")
    total, hits = float(size.sum()), float(hit.sum())
    if hits == 0:
        raise ValueError("nothing was found, so there is no share of it")
    checked = np.concatenate(([0.0], np.cumsum(size))) / total
    seen = np.concatenate(([0.0], np.cumsum(hit))) / hits
    share = checked if at is None else np.asarray(at, float)
    if not np.all((share >= 0) & (share <= 1)):
        raise ValueError("a share of the cases lies outside 0 to 1")

    curve = np.interp(share, checked, seen)
    low, high = _band(share, curve, total, hits, z)
    perfect = np.minimum(1.0, share * total / hits)
    return Gains(int(total), int(hits), share, curve, low, high, perfect)


def _band(share: Array, curve: Array, total: float, hits: float, z: float) -> tuple[Array, Array]:
    inside = (share > 0) & (share < 1)
    x, f = share[inside], curve[inside]
    part, rest = hits * f / (total * x), hits * (1 - f) / (total * (1 - x))
    loose = np.maximum(0.0, (1 - part) * (1 - f) + (1 - rest) * f)
    # Wilson's limits with n = hits / loose, written so that loose = 0 closes the band.
    pull = z * z * loose / hits
    centre = (f + pull / 2) / (1 + pull)
    half = np.sqrt(pull * (f * (1 - f) + pull / 4)) / (1 + pull)
    low, high = curve.copy(), curve.copy()
    low[inside] = np.minimum(f, np.maximum(0.0, centre - half))
    high[inside] = np.maximum(f, np.minimum(1.0, centre + half))
    return low, high


@dataclass(frozen=True)
class Band:
    """One band of the score: what it promised and what was found.

    Attributes:
        start: the lower edge, which belongs to the band.
        end: the upper edge, which belongs to the next band, or to this one if it is the last.
        cases: cases whose score lies in it.
        found: with a violation.
        rate: found of cases; None without cases, as are the three below.
        low: lower limit of the rate, Wilson, 95 %.
        high: upper limit.
        mean_score: what the score said on average. Only a score that is meant as a probability
            ought to equal the rate; any score ought to rise with it.
    """

    start: float
    end: float
    cases: int
    found: int
    rate: float | None
    low: float | None
    high: float | None
    mean_score: float | None


def calibration(
    score: npt.ArrayLike, found: npt.ArrayLike, edges: tuple[float, ...] = BAND_EDGES
) -> tuple[Band, ...]:
    """What was found in each band of the score.

    Args:
        score: one number a case between the first and the last edge.
        found: as long as ``score``; true or 1 where the completed case had a violation.
        edges: rising, at least two.

    Returns:
        The bands from the lowest to the highest, those without cases too.

    Assumes:
        Cases are independent; those checked in a band stand for themselves, not for every
        contract with such a score.

    Raises:
        ValueError: lengths differ, an outcome is neither 0 nor 1 or a score lies outside.
    """
    values, hit = np.asarray(score, float), np.asarray(found, float)
    if values.ndim != 1 or values.shape != hit.shape or np.any((hit != 0) & (hit != 1)):
        raise ValueError("every case needs one score and one outcome")
    if not np.all((values >= edges[0]) & (values <= edges[-1])):
        raise ValueError(f"a score lies outside {edges[0]} to {edges[-1]}")
    bands = len(edges) - 1
    band = np.searchsorted(np.asarray(edges[1:-1]), values, side="right")
    size = np.bincount(band, minlength=bands)
    hits = np.bincount(band, weights=hit, minlength=bands)
    scores = np.bincount(band, weights=values, minlength=bands)
    return tuple(
        _filled(edges[i], edges[i + 1], int(size[i]), int(hits[i]), float(scores[i]))
        for i in range(bands)
    )


def _filled(start: float, end: float, cases: int, found: int, scores: float) -> Band:
    if cases == 0:
        return Band(start, end, 0, 0, None, None, None, None)
    low, high = wilson(found, cases)
    return Band(start, end, cases, found, found / cases, low, high, scores / cases)
