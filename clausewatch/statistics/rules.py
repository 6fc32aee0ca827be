"""The four rules that tell a signal from chance on a chart over time.

Those of the NHS programme "Making Data Count": a point outside the limits; seven in a row on one
side of the centre; seven in a row rising, or falling; of three in a row on one side, two near a
limit. Every member is marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Signal = Literal["none", "outside", "run", "trend", "near_limit"]

RUN = 7


@dataclass(frozen=True)
class Points:
    """Points in the order of time, as the rules see them; all arrays are of one length.

    Attributes:
        value: what is drawn.
        side: 1 above the centre, -1 below, 0 on it.
        outside: beyond a limit.
        near: beyond two thirds of the way to a limit, and not outside.
    """

    value: Array
    side: Array
    outside: Flags
    near: Flags

    def only(self, rows: npt.NDArray[np.int64]) -> Points:
        """Some of the points, which then follow each other."""
        return Points(self.value[rows], self.side[rows], self.outside[rows], self.near[rows])


def signals(points: Points) -> tuple[Signal, ...]:
    """The rule each point breaks; the strongest where it breaks several, in the order above.

    Source:
        NHS England, Making Data Count; the rules as its published package NHSRplotthedots codes
        them. Seven rising are seven points, six steps.
    """
    step = np.sign(np.diff(points.value))
    run, trend, close = (np.zeros(len(points.value), bool) for _ in range(3))
    for sign in (1.0, -1.0):
        same = points.side == sign
        run |= _in_a_row(same, RUN)
        steps = _in_a_row(step == sign, RUN - 1)
        trend[:-1] |= steps
        trend[1:] |= steps
        close |= _two_of_three(points.near & same, same)
    rules: tuple[tuple[Signal, Flags], ...] = (
        ("outside", points.outside),
        ("run", run),
        ("trend", trend),
        ("near_limit", close),
    )
    return tuple(
        next((name for name, broken in rules if broken[i]), "none")
        for i in range(len(points.value))
    )


def _in_a_row(true: Flags, length: int) -> Flags:
    """Which belong to a row of at least so many."""
    members = np.zeros(len(true), bool)
    for start in range(len(true) - length + 1):
        if true[start : start + length].all():
            members[start : start + length] = True
    return members


def _two_of_three(near: Flags, same_side: Flags) -> Flags:
    """Those near the limit of which two stand among three in a row, all three on one side."""
    members = np.zeros(len(near), bool)
    for start in range(len(near) - 2):
        three = slice(start, start + 3)
        if same_side[three].all() and near[three].sum() >= 2:
            members[three] |= near[three]
    return members
