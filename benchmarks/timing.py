"""Medians of wall time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

Work = Callable[[], object]

LEAST, MOST = 3, 15
"""How often each piece of work is repeated."""

SECONDS = 6.0
"""How long all pieces that are compared may take together before repeating ends."""


def medians(
    works: Sequence[Work], seconds: float = SECONDS, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """The median time of each piece of work, in milliseconds.

    They take turns, each time with another one first, so that whatever else the machine does and
    whatever one leaves in memory falls on all alike. A turn to warm up is not counted.
    """
    for work in works:
        work()
    taken: list[list[float]] = [[] for _ in works]
    until = clock() + seconds
    for turn in range(MOST):
        if turn >= LEAST and clock() > until:
            break
        first = turn % len(works)
        pairs = list(zip(works, taken, strict=True))
        for work, times in pairs[first:] + pairs[:first]:
            started = clock()
            work()
            times.append(1000 * (clock() - started))
    return [statistics.median(times) for times in taken]
