"""The rate of a part against the rate of the whole it belongs to."""

from __future__ import annotations

from math import sqrt

from clausewatch.statistics.effect import Estimate
from clausewatch.statistics.intervals import Z_95
from clausewatch.statistics.mantel_haenszel import spread


def part_of_whole(k: int, n: int, k_all: int, n_all: int, z: float = Z_95) -> Estimate:
    """How many times as often something was found in a part as in all, the part included.

    The part is in both rates, so they rise and fall together, and the interval of two independent
    rates would be too wide for a part that is most of the whole. The delta method on the log gives
    (1 - p)/k + (1 - P)/K - 2 (1 - p)/K, with small letters for the part.

    Args:
        k: found in the part.
        n: cases in the part, at least one.
        k_all: found in all.
        n_all: cases in all.
        z: the normal quantile; 1.959964 for 95 %.

    Returns:
        The ratio; empty where nothing was found in all, without limits where nothing was found in
        the part.

    Assumes:
        Cases are independent. Where rates of parts differ much, the interval is a little wider
        than promised: it allows for the size of the part as if that were chance too.

    Raises:
        ValueError: the part is empty or does not lie within the whole.

    Source:
        The delta method; derived here and held against simulation in the tests.
    """
    if not (0 <= k <= n and n > 0 and k <= k_all and n - k <= n_all - k_all):
        raise ValueError(f"no part of a whole: {k} of {n} in {k_all} of {n_all}")
    if not k_all:
        return Estimate()
    rate, overall = k / n, k_all / n_all
    if not k:
        return Estimate(0.0)
    variance = (1 - rate) / k + (1 - overall) / k_all - 2 * (1 - rate) / k_all
    return spread(rate / overall, z * sqrt(max(0.0, variance)))
