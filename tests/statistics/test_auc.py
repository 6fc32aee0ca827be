"""The area under the curve against its definition, at its edges, and that intervals cover."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from clausewatch.statistics.auc import auc, auc_difference


def _pairs(score: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Who beats whom, one row a case with a violation: 1, a tie one half, 0."""
    gap = score[found == 1][:, None] - score[found == 0][None, :]
    return (gap > 0) + 0.5 * (gap == 0)


@pytest.fixture
def drawn() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(20_260_104)
    found = (rng.random(120) < 0.3).astype(int)
    first = np.round(rng.standard_normal(120) + found, 1)
    return first, np.round(0.5 * first + rng.standard_normal(120), 1), found


def test_by_hand():
    """Two with, two without: three of four pairs are right."""
    assert auc([4, 2, 3, 1], [1, 1, 0, 0]).value == 0.75
    assert auc([1, 1, 1, 1], [1, 1, 0, 0]).value == 0.5


def test_area_and_interval_follow_their_definition(drawn: tuple[np.ndarray, ...]):
    first, _, found = drawn
    pairs = _pairs(first, found)
    m, n = pairs.shape
    variance = pairs.mean(1).var(ddof=1) / m + pairs.mean(0).var(ddof=1) / n

    answer = auc(first, found)

    assert (answer.found, answer.without) == (m, n)
    assert answer.value == pytest.approx(pairs.mean())
    odds = norm.ppf(0.975) * np.sqrt(variance) / (answer.value * (1 - answer.value))
    for limit, sign in ((answer.low, -1), (answer.high, 1)):
        centre = np.log(answer.value / (1 - answer.value))
        assert np.log(limit / (1 - limit)) == pytest.approx(centre + sign * odds, abs=1e-5)


def test_the_difference_follows_its_definition(drawn: tuple[np.ndarray, ...]):
    first, second, found = drawn
    gap = _pairs(first, found) - _pairs(second, found)
    m, n = gap.shape
    variance = gap.mean(1).var(ddof=1) / m + gap.mean(0).var(ddof=1) / n

    answer = auc_difference(first, second, found)

    assert answer.value == pytest.approx(gap.mean())
    assert (answer.high - answer.low) / 2 == pytest.approx(1.959964 * np.sqrt(variance))
    assert auc_difference(first, 3 * first + 1, found).high == 0


def test_a_perfect_order_of_few_cases_is_not_certain():
    answer = auc([3, 4, 5, 0, 1, 2], [1, 1, 1, 0, 0, 0])
    reverse = auc([0, 1, 2, 3, 4, 5], [1, 1, 1, 0, 0, 0])

    assert (answer.value, answer.high) == (1, 1)
    assert 0.4 < answer.low < 0.8
    assert reverse.high == pytest.approx(1 - answer.low)
    assert auc(np.arange(200), np.arange(200) > 99).low > answer.low


def test_one_case_on_each_side_is_still_given_limits():
    answer = auc([1, 1], [1, 0])

    assert answer.value == 0.5
    assert 0 <= answer.low < 0.1
    assert 0.9 < answer.high <= 1


@pytest.mark.slow
@pytest.mark.parametrize("gap", [0.0, 0.7, 2.0])
@pytest.mark.parametrize("found", [15, 60])
def test_it_covers_as_promised(gap: float, found: int):
    """Two normal distributions: the area is known."""
    rng = np.random.default_rng(20_260_105)
    truth, runs, held = norm.cdf(gap / np.sqrt(2)), 500, 0
    outcome = np.repeat([1, 0], [found, 100])
    for _ in range(runs):
        answer = auc(rng.standard_normal(found + 100) + gap * outcome, outcome)
        held += answer.low <= truth <= answer.high

    assert 0.92 <= held / runs <= 0.985


@pytest.mark.parametrize(
    ("score", "found", "words"),
    [
        ([1, 2], [1, 1], "nothing to rank"),
        ([1, 2], [0, 0], "nothing to rank"),
        ([1, np.nan], [0, 1], "without a score"),
        ([1, 2], [0, 3], "one outcome"),
        ([1], [0, 1], "one score"),
    ],
)
def test_what_cannot_be_ranked_is_refused(score: list[float], found: list[int], words: str):
    with pytest.raises(ValueError, match=words):
        auc(score, found)
