"""Units against what is expected of them: which lie further out than chance alone puts them.

No ranking: a unit with few checks has wide limits and stays quiet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from clausewatch.statistics.intervals import Z_95
from clausewatch.statistics.tails import tails

Array = npt.NDArray[np.float64]
Position = Literal["low_998", "low_95", "inside", "high_95", "high_998"]

Z_998 = 3.090232
"""The 99.9 % point of the normal distribution, to the digits the definitions name."""
WINSOR = 0.1
FEWEST_UNITS = 2
_HALVINGS = 30
OF_WINSORISED_NORMAL = 0.678655
"""The mean square of a standard normal value once its outer tenths are drawn in."""


@dataclass(frozen=True)
class Funnel:
    """Units and their limits; all arrays are as long as there are units.

    Attributes:
        overall: found of checked over all units, 0 to 1.
        overdispersion: by how much units vary more than independent checks let them, 1 or more;
            limits are widened by its root.
        expected: findings expected of each unit.
        lower_95: lower 95 % limit of its rate, around the rate expected of it; NaN without checks,
            as are the three below.
        upper_95: upper 95 % limit.
        lower_998: lower 99.8 % limit.
        upper_998: upper 99.8 % limit.
        position: where its rate lies.
    """

    overall: float
    overdispersion: float
    expected: Array
    lower_95: Array
    upper_95: Array
    lower_998: Array
    upper_998: Array
    position: tuple[Position, ...]


def limits(
    rate: npt.ArrayLike, n: npt.ArrayLike, z: float = Z_95, overdispersion: float = 1.0
) -> tuple[Array, Array]:
    """Control limits around a rate; for many ``n``, the lines of the funnel.

    Args:
        rate: the rate expected, 0 to 1; one for all or one each.
        n: how many checks; NaN comes back where there are none.
        z: the normal quantile; 1.959964 for 95 %, 3.090232 for 99.8 %.
        overdispersion: how much wider in variance, 1 or more.

    Returns:
        Lower and upper limit, within 0 and 1.

    Source:
        Spiegelhalter 2005, Statistics in Medicine 24:1185-1202.
    """
    checked, middle = np.asarray(n, float), np.asarray(rate, float)
    return _around(middle, _sigma(checked, middle * (1 - middle) * checked, overdispersion), z)


def overdispersion(z: npt.ArrayLike, winsor: float = WINSOR) -> float:
    """How much units vary more than independent checks let them.

    Args:
        z: how many sigmas each unit lies from what is expected of it.
        winsor: the share at each end that is drawn in to the quantile there, so that the few units
            that do lie apart do not hide themselves; 0.1 or 0.

    Returns:
        The mean square; where drawn in, over what it is for normal values, so that units which
        differ by chance only give 1. May be below 1. 1 for fewer than two units.

    Raises:
        ValueError: another share.

    Source:
        Spiegelhalter 2005, Quality and Safety in Health Care 14:347-351. The division is ours:
        without it, where checks of a case agree, one unit in ten lies outside its 95 % limits.
    """
    if winsor not in (0, WINSOR):
        raise ValueError(f"a share of {winsor} is not drawn in")
    values = np.asarray(z, float)
    if len(values) < FEWEST_UNITS:
        return 1.0
    if not winsor:
        return float((values**2).mean())
    low, high = np.quantile(values, (winsor, 1 - winsor))
    return float((np.clip(values, low, high) ** 2).mean()) / OF_WINSORISED_NORMAL


def judged(
    rate: float, n: npt.ArrayLike, limit: Literal["95", "998"], overdispersion: float = 1.0
) -> tuple[Array, Array]:
    """The lines a unit has to cross to be outside: the normal limits, and the exact chance.

    Args:
        rate: the rate expected, 0 to 1.
        n: how many checks, each above 0.
        limit: which lines.
        overdispersion: how much wider in variance, 1 or more.

    Returns:
        The lowest and the highest rate that is still inside, each as long as ``n``.
    """
    checked = np.asarray(n, float)
    z, chance = (Z_95, 0.025) if limit == "95" else (Z_998, 0.001)
    lower, upper = limits(rate, checked, z, overdispersion)
    seen, middle = checked / overdispersion, np.full(checked.shape, rate)
    low_in, low_out = middle.copy(), np.zeros(checked.shape)
    high_in, high_out = middle.copy(), np.ones(checked.shape)
    for _ in range(_HALVINGS):
        low, high = (low_in + low_out) / 2, (high_in + high_out) / 2
        few, many = tails(low * seen, seen, middle)[0], tails(high * seen, seen, middle)[1]
        low_in, low_out = np.where(few > chance, low, low_in), np.where(few > chance, low_out, low)
        high_in = np.where(many > chance, high, high_in)
        high_out = np.where(many > chance, high_out, high)
    return np.minimum(lower, low_in), np.maximum(upper, high_in)


def funnel(
    k: npt.ArrayLike,
    n: npt.ArrayLike,
    expected: npt.ArrayLike | None = None,
    variance: npt.ArrayLike | None = None,
    design_effect: float = 1.0,
    *,
    plain: bool = False,
) -> Funnel:
    """Units against what is expected of them.

    Args:
        k: with a violation, one number a unit.
        n: completed checks.
        expected: findings expected of each unit: its checks, each at the overall rate of its kind.
            Without it, all at the overall rate.
        variance: of the findings expected: rate times (1 - rate), summed over its checks. Without
            it, as if all its checks had the same rate, which is a little too wide.
        design_effect: how many checks tell as much as one independent check, as far as known from
            elsewhere; the overdispersion is at least this.
        plain: limits as published, as if all checks were independent.

    Returns:
        The units. Where few findings are expected the normal limits promise too much: a unit is
        then outside only if the exact chance agrees. Units without checks are inside.

    Assumes:
        Units differ by their mix of checks as ``expected`` says, else by chance. With few units a
        single one that lies apart widens the limits of all.

    Not to be used:
        To say who obeys the law: units were chosen for checks by suspicion.

    Raises:
        ValueError: lengths differ, more found or expected than checked, or a design effect below 1.

    Source:
        Spiegelhalter 2005, Statistics in Medicine 24:1185-1202.
    """
    found, checked = np.asarray(k, float), np.asarray(n, float)
    if found.shape != checked.shape or np.any((found < 0) | (found > checked)):
        raise ValueError("a unit has more found than checked")
    if design_effect < 1:
        raise ValueError(f"no design effect of {design_effect}")
    total = float(checked.sum())
    overall = float(found.sum()) / total if total else 0.0
    awaited = overall * checked if expected is None else np.asarray(expected, float)
    if awaited.shape != checked.shape or np.any((awaited < 0) | (awaited > checked + 1e-9)):
        raise ValueError("a unit has more expected than checked")
    rate = np.divide(awaited, checked, out=np.zeros(len(checked)), where=checked > 0)
    rate = np.minimum(rate, 1.0)
    spread = checked * rate * (1 - rate) if variance is None else np.asarray(variance, float)

    known = spread > 0
    wide = 1.0
    if not plain:
        apart = (found[known] - awaited[known]) / np.sqrt(spread[known])
        wide = max(design_effect, overdispersion(apart))
    sigma = _sigma(checked, spread, wide)
    lower_95, upper_95 = _around(rate, sigma, Z_95)
    lower_998, upper_998 = _around(rate, sigma, Z_998)
    sigmas = np.divide(found - awaited, checked * sigma, out=np.zeros(len(found)), where=known)
    few, many = tails(found / wide, checked / wide, rate)
    return Funnel(
        overall=overall,
        overdispersion=wide,
        expected=awaited,
        lower_95=lower_95,
        upper_95=upper_95,
        lower_998=lower_998,
        upper_998=upper_998,
        position=tuple(_position(*unit) for unit in zip(sigmas, few, many, strict=True)),
    )


def _sigma(checked: Array, variance: Array, wide: float) -> Array:
    """One sigma of a rate."""
    sigma: Array = np.full(checked.shape, np.nan)
    np.divide(np.sqrt(variance * wide), checked, out=sigma, where=checked > 0)
    return sigma


def _around(rate: Array, sigma: Array, z: float) -> tuple[Array, Array]:
    low: Array = np.maximum(0.0, rate - z * sigma)
    high: Array = np.minimum(1.0, rate + z * sigma)
    return low, high


def _position(sigmas: float, few: float, many: float) -> Position:
    """Beyond a limit, and the exact chance on that side as small as the limit says."""
    if sigmas > Z_998 and many <= 0.001:
        return "high_998"
    if sigmas > Z_95 and many <= 0.025:
        return "high_95"
    if sigmas < -Z_998 and few <= 0.001:
        return "low_998"
    if sigmas < -Z_95 and few <= 0.025:
        return "low_95"
    return "inside"
