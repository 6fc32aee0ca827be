"""How many findings to expect in checks not yet made.

The rate behind past checks is not known exactly, and even if it were, the next checks would still
find by chance. A prediction holds both; an interval of the rate, times the checks, holds only the
first and is too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

PRIOR = 0.5
"""Jeffreys' prior, Beta(1/2, 1/2): half a finding and half a check without one.

Uniform, Beta(1, 1), pulls towards one half, and findings at the desk are one in two hundred: of 0
in 30 it expects 3.1 % to be found, Jeffreys 1.6 %. At such rates Jeffreys also covers closer to
what it promises (Brown, Cai and DasGupta 2001, for intervals).
"""


@dataclass(frozen=True)
class Past:
    """What is known of one kind of check, and how many more are planned.

    Attributes:
        found: past cases with a violation.
        cases: past cases completed, at least one.
        planned: checks to come, zero or more.

    Raises:
        ValueError: no past cases, more found than cases, or fewer than zero planned.
    """

    found: int
    cases: int
    planned: int

    def __post_init__(self) -> None:
        if self.cases < 1 or not 0 <= self.found <= self.cases or self.planned < 0:
            raise ValueError(
                f"no prediction from {self.found} of {self.cases} for {self.planned} checks"
            )


@dataclass(frozen=True)
class Prediction:
    """Findings to expect.

    Attributes:
        planned: in how many checks.
        expected: findings on average, not a whole number.
        low: with 95 % certainty at least so many.
        high: and at most so many.
    """

    planned: int
    expected: float
    low: int
    high: int


def predict(found: int, cases: int, planned: int, level: float = 0.95) -> Prediction:
    """Findings to expect in checks of one kind.

    Args:
        found: past cases with a violation.
        cases: past cases completed, at least one.
        planned: checks to come, zero or more.
        level: how often the interval is to hold what comes.

    Returns:
        The beta-binomial prediction with Jeffreys' prior; equal tails, so each end is passed with
        a chance of at most (1 - level) / 2. It is a little wider than promised, for findings come
        whole.

    Assumes:
        What is checked next resembles what was checked: the same way of looking, the same band of
        the score, the same time. Cases are independent; several at a supplier ask for a wider one.

    Raises:
        ValueError: no past cases, more found than cases, or fewer than zero planned.

    Not to be used:
        For a band or a way of looking without enough past cases of its own: the prior would speak
        instead of the data. The page asks for thirty.

    Source:
        Gelman et al. 2013, Bayesian Data Analysis, 3rd edition, section 2.4 and appendix A
        (beta-binomial); Brown, Cai and DasGupta 2001, Statistical Science 16:101-133 (prior).
    """
    return predict_sum([Past(found, cases, planned)], level)


def predict_sum(parts: Sequence[Past], level: float = 0.95) -> Prediction:
    """Findings to expect in a plan of several kinds of checks together.

    The limits of kinds do not add up: not all of them end low in the same year. So the whole
    distribution of the sum is worked out, exactly.

    Args:
        parts: past and plan of each kind.
        level: how often the interval is to hold what comes.

    Returns:
        The prediction of the sum; zero findings in zero checks where there are no parts.

    Assumes:
        As ``predict``; and that what is not known of one kind's rate says nothing of another's.

    Raises:
        ValueError: the level does not lie between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"no certainty of {level}")
    chances: Array = np.ones(1)
    for part in parts:
        chances = np.convolve(chances, _chances(part))
    expected = sum(part.planned * (part.found + PRIOR) / (part.cases + 2 * PRIOR) for part in parts)
    up_to, tail = np.cumsum(chances), (1 - level) / 2
    # The sum of many chances may end a rounding short of 1; the last number is then the limit.
    last = len(chances) - 1
    low = min(last, int(np.searchsorted(up_to, tail)))
    high = min(last, int(np.searchsorted(up_to, 1 - tail)))
    return Prediction(sum(part.planned for part in parts), expected, low, high)


def _chances(part: Past) -> Array:
    """The chance of 0, 1, ... findings in the checks planned."""
    from scipy.special import betaln  # noqa: PLC0415 - slow to load, and one page predicts

    a, b = part.found + PRIOR, part.cases - part.found + PRIOR
    x = np.arange(part.planned + 1)
    rest = part.planned - x
    ways = -np.log(part.planned + 1) - betaln(rest + 1, x + 1)
    chances: Array = np.exp(ways + betaln(x + a, rest + b) - betaln(a, b))
    return chances
