"""A part against the whole it belongs to."""

from __future__ import annotations

import numpy as np
import pytest

from clausewatch.statistics.part_of_whole import part_of_whole


def test_a_part_that_is_the_whole_is_once_as_much_for_certain():
    found = part_of_whole(30, 100, 30, 100)
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_nothing_found_in_the_part_gives_no_limits():
    found = part_of_whole(0, 10, 5, 100)
    assert (found.value, found.low, found.high) == (0.0, None, None)


def test_nothing_found_at_all_gives_nothing():
    assert part_of_whole(0, 10, 0, 100).value is None


@pytest.mark.parametrize("counts", [(0, 0, 1, 2), (3, 2, 3, 4), (1, 5, 0, 9), (0, 5, 3, 6)])
def test_what_is_no_part_is_refused(counts: tuple[int, int, int, int]):
    with pytest.raises(ValueError, match="no part of a whole"):
        part_of_whole(*counts)


@pytest.mark.parametrize(
    ("n", "rate", "rest", "other"),
    [(100, 0.3, 300, 0.3), (300, 0.4, 100, 0.2), (60, 0.6, 400, 0.3), (500, 0.1, 500, 0.05)],
)
def test_the_interval_covers_what_it_promises(n: int, rate: float, rest: int, other: float):
    rng = np.random.default_rng(7)
    truth = rate / ((n * rate + rest * other) / (n + rest))
    within = 0
    for k, k_rest in zip(rng.binomial(n, rate, 2000), rng.binomial(rest, other, 2000), strict=True):
        found = part_of_whole(int(k), n, int(k + k_rest), n + rest)
        assert found.low is not None
        assert found.high is not None
        within += found.low <= truth <= found.high
    assert 0.935 <= within / 2000 <= 0.985
