"""Points gathered into hexagons of equal size."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

RADIUS_KM = 0.7
_KM_A_DEGREE = 111.32
#: The middle of Copenhagen: cells are regular here and near enough around it.
_LATITUDE = 55.68


@dataclass(frozen=True)
class Hexagon:
    """A cell: its corners (longitude, latitude), and what lies in it."""

    corners: tuple[tuple[float, float], ...]
    sites: int
    checks: int


def hexagons(
    points: Iterable[tuple[float, float, int]], radius_km: float = RADIUS_KM
) -> tuple[Hexagon, ...]:
    """Gather points near Copenhagen into hexagons.

    Args:
        points: longitude, latitude and number of checks of each.
        radius_km: from a cell's middle to its corners.

    Returns: the cells that hold a point, those with the most checks first.
    """
    wide = radius_km / (_KM_A_DEGREE * math.cos(math.radians(_LATITUDE)))
    high = radius_km / _KM_A_DEGREE
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for longitude, latitude, checks in points:
        cell = _cell(longitude / wide, latitude / high)
        sites, before = cells.get(cell, (0, 0))
        cells[cell] = (sites + 1, before + checks)
    found = [
        Hexagon(_corners(cell, wide, high), sites, checks)
        for cell, (sites, checks) in cells.items()
    ]
    return tuple(sorted(found, key=lambda cell: (-cell.checks, cell.corners)))


def _cell(x: float, y: float) -> tuple[int, int]:
    """The axial coordinates of the pointy-topped hexagon of radius 1 a point lies in."""
    q, r = math.sqrt(3) / 3 * x - y / 3, 2 / 3 * y
    s = -q - r
    whole_q, whole_r, whole_s = round(q), round(r), round(s)
    off_q, off_r, off_s = abs(whole_q - q), abs(whole_r - r), abs(whole_s - s)
    if off_q > off_r and off_q > off_s:
        whole_q = -whole_r - whole_s
    elif off_r > off_s:
        whole_r = -whole_q - whole_s
    return whole_q, whole_r


def _corners(cell: tuple[int, int], wide: float, high: float) -> tuple[tuple[float, float], ...]:
    q, r = cell
    x, y = math.sqrt(3) * (q + r / 2), 1.5 * r
    angles = [math.radians(60 * i - 30) for i in range(6)]
    return tuple(
        (round((x + math.cos(a)) * wide, 5), round((y + math.sin(a)) * high, 5)) for a in angles
    )
