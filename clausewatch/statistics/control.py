"""Charts over time: whether a period lies further out than chance alone puts it.

Limits come from the periods themselves and are worked out anew only at named changes. The four
rules are those of the NHS programme "Making Data Count"; every member of a run is marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clausewatch.statistics.rules import Points, Signal, signals
from clausewatch.statistics.tails import tails

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SIGMAS = 3.0
"""How many sigmas a limit lies from the centre; two thirds of that is near it."""
BEYOND_THREE, BEYOND_TWO = 0.00135, 0.02275
"""How often chance alone puts a normal value beyond three and beyond two sigmas on one side."""
PER_RANGE = 2.66
"""Three sigmas in mean moving ranges, rounded as the NHS programme rounds it (3 / 1.128)."""
RANGE_PER_SIGMA = 1.128
"""The mean moving range of independent normal values, in sigmas."""
WILD_RANGE = 3.267
"""A moving range this many times the mean one is itself beyond its limit."""


@dataclass(frozen=True)
class Chart:
    """A chart; all arrays are as long as there are periods.

    Attributes:
        value: what is drawn; NaN where there is nothing.
        centre: the phase's mean; NaN in a phase in which no period counts.
        lower: lower limit.
        upper: upper limit.
        signal: the rule that the period breaks, the strongest of them.
        phase: 0 up to the first named change, then 1, and so on.
        counted: whether the period counts towards centre, limits and rules.
        dispersion: how much wider than a plain chart's the limits are, one number a phase; 1 for
            values, whose limits come from their own spread.
    """

    value: Array
    centre: Array
    lower: Array
    upper: Array
    signal: tuple[Signal, ...]
    phase: npt.NDArray[np.int64]
    counted: Flags
    dispersion: tuple[float, ...]


def rates(
    k: npt.ArrayLike,
    n: npt.ArrayLike,
    breaks: Sequence[int] = (),
    provisional: npt.ArrayLike | None = None,
    design_effect: float = 1.0,
    *,
    plain: bool = False,
) -> Chart:
    """A chart of rates with uneven numbers of checks: p-chart, or Laney's p' where checks agree.

    Args:
        k: with a violation, one number a period in the order of time.
        n: completed checks; a period without any has no point.
        breaks: indices of the periods at which a named change begins a new phase.
        provisional: whether a period is still filling; it is drawn, but counts for nothing.
        design_effect: how many checks tell as much as one independent check, as far as known from
            elsewhere; the limits are wider by at least its root.
        plain: Shewhart's limits as published, as if all checks were independent; the design
            effect then counts for nothing.

    Returns:
        The chart; limits lie within 0 and 1. A phase is widened by the spread of its standardised
        rates (mean moving range over 1.128) where that is above 1 and above the design effect's.
        Where few findings are expected the normal limits promise too much: a point is then outside,
        or near, only if the exact chance agrees; and one less than half an independent finding from
        the centre is on neither side of it.

    Assumes:
        Periods follow each other and are independent. Limits from under a dozen points are
        uncertain.

    Raises:
        ValueError: lengths differ, more found than checked, a break that is no later period, or a
            design effect below 1.

    Source:
        Shewhart's p-chart; Laney 2002, Quality Engineering 14:531-537 (p'); NHS England, Making
        Data Count (rules).
    """
    found, checked = np.asarray(k, float), np.asarray(n, float)
    if found.shape != checked.shape or np.any((found < 0) | (found > checked)):
        raise ValueError("a period has more found than checked")
    if design_effect < 1:
        raise ValueError(f"no design effect of {design_effect}")
    phase = _phases(len(found), breaks)
    counted = _counted(checked > 0, provisional)
    value = np.divide(found, checked, out=np.full(len(found), np.nan), where=checked > 0)
    centre, sigma = np.full(len(found), np.nan), np.full(len(found), np.nan)
    dispersion: list[float] = []
    for number in range(int(phase.max(initial=0)) + 1):
        points, here = (phase == number) & counted, phase == number
        wide = 1.0 if plain else float(np.sqrt(design_effect))
        if points.any():
            mean = float(found[points].sum() / checked[points].sum())
            narrow = np.sqrt(mean * (1 - mean) / np.maximum(checked, 1))
            if not plain:
                wide = max(wide, _spread(value[points] - mean, narrow[points]))
            centre[here] = mean
            sigma[here] = np.where(checked[here] > 0, narrow[here] * wide, np.nan)
        dispersion.append(wide)
    judged = _judged(found, checked, centre, sigma, np.array(dispersion)[phase] ** 2)
    signal = _by_phase(judged, phase, counted)
    lower = np.maximum(0.0, centre - SIGMAS * sigma)
    upper = np.minimum(1.0, centre + SIGMAS * sigma)
    return Chart(value, centre, lower, upper, signal, phase, counted, tuple(dispersion))


def values(
    value: npt.ArrayLike,
    breaks: Sequence[int] = (),
    provisional: npt.ArrayLike | None = None,
    *,
    screen: bool = False,
    floor: float | None = 0.0,
) -> Chart:
    """A chart of counts or amounts, one a period: XmR.

    Args:
        value: one number a period in the order of time; NaN where there is none.
        breaks: indices of the periods at which a named change begins a new phase.
        provisional: whether a period is still filling; it is drawn, but counts for nothing.
        screen: leave out moving ranges that are themselves beyond their limit, and take the mean
            of the rest.
        floor: what a value cannot fall below; None where it can.

    Returns:
        The chart; limits are the mean and 2.66 mean moving ranges on either side. A phase of one
        point has a centre and no limits.

    Assumes:
        Periods are of the same length and independent; amounts in which one case weighs much have
        limits too narrow or too wide.

    Raises:
        ValueError: a break that is no later period.

    Source:
        NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2; NHS England, Making Data Count.
    """
    drawn = np.asarray(value, float)
    phase = _phases(len(drawn), breaks)
    counted = _counted(~np.isnan(drawn), provisional)
    centre, sigma = np.full(len(drawn), np.nan), np.full(len(drawn), np.nan)
    phases = int(phase.max(initial=0)) + 1
    for number in range(phases):
        here = phase == number
        points = drawn[here & counted]
        if len(points) == 0:
            continue
        centre[here] = points.mean()
        if len(points) > 1:
            ranges = np.abs(np.diff(points))
            if screen:
                ranges = ranges[ranges <= WILD_RANGE * ranges.mean()]
            sigma[here] = PER_RANGE * ranges.mean() / SIGMAS
    apart = drawn - centre
    outside = np.abs(apart) > SIGMAS * sigma
    near = ~outside & (np.abs(apart) > 2 * sigma)
    # A value of a flat series may lie a rounding off their mean; it is on neither side.
    side = np.where(np.abs(apart) <= 1e-9 * np.abs(centre), 0.0, np.sign(apart))
    beside = side != 0
    signal = _by_phase(Points(drawn, side, outside & beside, near & beside), phase, counted)
    lower, upper = centre - SIGMAS * sigma, centre + SIGMAS * sigma
    if floor is not None:
        lower = np.maximum(floor, lower)
    return Chart(drawn, centre, lower, upper, signal, phase, counted, (1.0,) * phases)


def _phases(periods: int, breaks: Sequence[int]) -> npt.NDArray[np.int64]:
    if any(not 0 < index < periods for index in breaks):
        raise ValueError(f"a change must begin at a later one of {periods} periods")
    return np.searchsorted(np.unique(np.asarray(breaks, int)), np.arange(periods), side="right")


def _counted(there: Flags, provisional: npt.ArrayLike | None) -> Flags:
    return there if provisional is None else there & ~np.asarray(provisional, bool)


def _judged(found: Array, checked: Array, centre: Array, sigma: Array, weight: Array) -> Points:
    """The rates as the rules see them; ``weight`` checks tell as much as one independent check."""
    value = np.divide(found, checked, out=np.full(len(found), np.nan), where=checked > 0)
    apart = value - centre
    few, many = tails(found / weight, checked / weight, np.nan_to_num(centre))
    chance = np.where(apart > 0, many, few)
    outside = (np.abs(apart) > SIGMAS * sigma) & (chance <= BEYOND_THREE)
    near = ~outside & (np.abs(apart) > 2 * sigma) & (chance <= BEYOND_TWO)
    side = np.where(np.abs(apart) * checked < weight / 2, 0.0, np.sign(apart))
    return Points(value, side, outside, near)


def _spread(apart: Array, sigma: Array) -> float:
    """How much further standardised rates move than independent checks let them, at least 1."""
    if len(apart) < 2 or not np.all(sigma > 0):
        return 1.0
    return max(1.0, float(np.abs(np.diff(apart / sigma)).mean()) / RANGE_PER_SIGMA)


def _by_phase(points: Points, phase: npt.NDArray[np.int64], counted: Flags) -> tuple[Signal, ...]:
    """The rules, anew in each phase; periods that do not count are skipped."""
    found: list[Signal] = ["none"] * len(phase)
    for number in np.unique(phase):
        rows = np.flatnonzero((phase == number) & counted)
        for row, name in zip(rows, signals(points.only(rows)), strict=True):
            found[row] = name
    return tuple(found)
