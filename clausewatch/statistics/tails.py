"""How far out a count lies, exactly, where the normal curve promises too much."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def tails(k: Array, n: Array, p: Array) -> tuple[Array, Array]:
    """How often chance alone finds so few, and how often so many.

    Args:
        k: how many were found; need not be whole, as checks that agree count for less than one.
        n: of how many, 0 or more, not below ``k``.
        p: the rate expected, 0 to 1.

    Returns:
        The chance of ``k`` or fewer and of ``k`` or more, each as long as ``k``; where ``n`` is 0,
        both are 1. Between whole numbers the binomial is continued by the beta distribution.
    """
    from scipy.special import betainc  # noqa: PLC0415 - slow to load, and few pages judge

    few, many = np.ones(len(k)), np.ones(len(k))
    below, above = k < n, k > 0
    few[below] = 1 - betainc(k[below] + 1, n[below] - k[below], p[below])
    many[above] = betainc(k[above], n[above] - k[above] + 1, p[above])
    return few, many
