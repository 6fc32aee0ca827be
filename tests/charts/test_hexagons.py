from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from clausewatch.charts.hexagons import RADIUS_KM, hexagons

POINTS = st.lists(
    st.tuples(st.floats(12.3, 12.8), st.floats(55.5, 55.8), st.integers(1, 40)), max_size=60
)


@given(POINTS)
def test_no_site_and_no_check_is_lost(points):
    cells = hexagons(points)

    assert sum(cell.sites for cell in cells) == len(points)
    assert sum(cell.checks for cell in cells) == sum(checks for _, _, checks in points)
    assert [cell.checks for cell in cells] == sorted((c.checks for c in cells), reverse=True)


@given(st.floats(12.3, 12.8), st.floats(55.5, 55.8))
def test_a_site_lies_in_its_cell(longitude, latitude):
    (cell,) = hexagons([(longitude, latitude, 1)])

    across = 111.32 * math.cos(math.radians(55.68))
    middle = [sum(corner[i] for corner in cell.corners) / 6 for i in (0, 1)]
    away = math.hypot((longitude - middle[0]) * across, (latitude - middle[1]) * 111.32)
    assert away <= RADIUS_KM * 1.01


def test_near_sites_share_a_cell_and_far_ones_do_not():
    near = hexagons([(12.57, 55.68, 2), (12.5701, 55.6801, 3)])
    far = hexagons([(12.57, 55.68, 2), (12.47, 55.68, 3)])

    assert [(cell.sites, cell.checks) for cell in near] == [(2, 5)]
    assert len(far) == 2
