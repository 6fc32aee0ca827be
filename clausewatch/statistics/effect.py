"""How two ways of looking differ: the numbers that travel together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval.

    Attributes:
        value: the number; None where the data cannot give it.
        low: lower limit; None where there is a value but no interval.
        high: upper limit.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None

    def spanning(self, other: Estimate) -> Estimate:
        """The same number with the wider of two intervals at each end."""
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return self
        return Estimate(self.value, min(self.low, other.low), max(self.high, other.high))


@dataclass(frozen=True)
class Effect:
    """On site against desk.

    Attributes:
        rate_on_site: found of checked on site, 0 to 1.
        rate_desk: found of checked at the desk, 0 to 1.
        risk_ratio: on site over desk; no value where the desk found nothing; no interval where
            on site found nothing.
        risk_difference: on site minus desk, -1 to 1.
        odds_ratio: odds on site over odds at the desk; no value where it would be infinite.
    """

    rate_on_site: float | None = None
    rate_desk: float | None = None
    risk_ratio: Estimate = Estimate()
    risk_difference: Estimate = Estimate()
    odds_ratio: Estimate = Estimate()
