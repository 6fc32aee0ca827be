"""Intervals of proportions.

They are written out here because they are short and every figure needs one: the library that
holds them takes longer to load than the first page may. Tests hold them against it.
"""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959964
"""The 97.5 % point of the normal distribution, to the digits the definitions name."""


def wilson(k: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a proportion.

    Args:
        k: how many have it.
        n: of how many, above zero.
        z: the normal quantile; 1.959964 for 95 %.

    Returns:
        The lower and the upper limit, within 0 and 1.

    Raises:
        ValueError: n is not above zero or k lies outside 0 to n.

    Source:
        Wilson 1927; Newcombe 1998, Statistics in Medicine 17:857-872, method 3.
    """
    if n <= 0 or not 0 <= k <= n:
        raise ValueError(f"no proportion: {k} of {n}")
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4)
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return low, high


def newcombe(k1: int, n1: int, k0: int, n0: int, z: float = Z_95) -> tuple[float, float, float]:
    """The difference of two independent proportions with its hybrid score interval.

    Args:
        k1: how many of the first have it.
        n1: of how many.
        k0: how many of the second, which is subtracted, have it.
        n0: of how many.
        z: the normal quantile; 1.959964 for 95 %.

    Returns:
        Difference, lower and upper limit, within -1 and 1.

    Source:
        Newcombe 1998, Statistics in Medicine 17:873-890, method 10.
    """
    (l1, u1), (l0, u0) = wilson(k1, n1, z), wilson(k0, n0, z)
    p1, p0 = k1 / n1, k0 / n0
    difference = p1 - p0
    low = difference - sqrt((p1 - l1) ** 2 + (u0 - p0) ** 2)
    high = difference + sqrt((u1 - p1) ** 2 + (p0 - l0) ** 2)
    return difference, low, high
