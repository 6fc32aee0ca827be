"""Gains, lift and calibration: a published table, ties, edges, and that the band covers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.statistics.gains import calibration, gains, gains_of_groups
from clausewatch.statistics.intervals import wilson

#: The lift table of dtreg.com: cases and findings of nine bins in the order of the score.
BINS = [(80, 60), (16, 11), (27, 18), (35, 23), (34, 10), (14, 3), (44, 8), (34, 5), (61, 7)]
CASES, FOUND = [n for n, _ in BINS], [k for _, k in BINS]


def test_the_published_lift_table():
    table = gains_of_groups(CASES, FOUND)

    assert (table.cases, table.found) == (345, 145)
    assert FOUND[0] / CASES[0] == 0.75
    assert round(100 * table.share_checked[1], 2) == 23.19
    assert round(100 * table.share_found[1], 2) == 41.38
    assert round(float(table.lift[1]), 2) == 1.78
    assert round(100 * table.share_checked[4], 2) == 45.80
    assert round(100 * table.share_found[4], 2) == 77.24
    assert round(float(table.lift[4]), 2) == 1.69
    assert table.share_found[-1] == table.lift[-1] == 1
    assert np.isnan(table.lift[0])


def test_scores_give_the_same_table_as_their_groups():
    score = np.repeat(np.linspace(0.9, 0.1, 9), CASES)
    found = np.concatenate([[1] * k + [0] * (n - k) for n, k in BINS])
    shuffled = np.random.default_rng(1).permutation(len(score))
    table = gains_of_groups(CASES, FOUND)

    curve = gains(score[shuffled], found[shuffled], at=table.share_checked)

    assert curve.share_found == pytest.approx(table.share_found, abs=1e-12)
    assert curve.low == pytest.approx(table.low, abs=1e-12)


def test_a_tie_is_the_average_over_every_order():
    """One case above a tie of four with two findings: three checked find 1 + 2 * 2/4 of 3."""
    score = [0.9, 0.5, 0.5, 0.5, 0.5, 0.1]
    found = [1, 1, 1, 0, 0, 0]

    curve = gains(score, found, at=[0, 1 / 6, 3 / 6, 5 / 6, 1])

    assert curve.share_found == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])


def test_a_score_that_says_nothing_is_the_random_order():
    curve = gains(np.full(50, 0.3), [1] * 10 + [0] * 40)

    assert curve.share_found == pytest.approx(curve.share_checked)
    assert curve.lift[1:] == pytest.approx(1)
    assert np.all(curve.low <= curve.share_checked)
    assert np.all(curve.high >= curve.share_checked)


def test_the_perfect_order_is_reached_by_a_score_that_knew():
    found = np.array([1] * 20 + [0] * 80)

    curve = gains(found, found)

    assert curve.share_found == pytest.approx(curve.share_found_perfect)
    assert curve.share_found_perfect[:5] == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_the_band_is_wilson_where_findings_are_rare():
    """With findings so rare that the rates vanish, the share found is a plain proportion."""
    curve = gains_of_groups([10**8, 10**8], [30, 10])

    assert (curve.low[1], curve.high[1]) == pytest.approx(wilson(30, 40), abs=1e-6)


def test_where_every_case_has_a_violation_there_is_nothing_to_doubt():
    curve = gains([3, 2, 1, 0], [1, 1, 1, 1], at=[0.25, 0.5])

    assert curve.low == pytest.approx([0.25, 0.5])
    assert curve.high == pytest.approx([0.25, 0.5])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12))
def test_the_band_holds_the_curve_and_the_curve_stays_within_its_bounds(
    groups: list[tuple[int, int]],
):
    n = np.array([a + b for a, b in groups])
    k = np.array([a for a, _ in groups])
    if not k.sum():
        return

    curve = gains_of_groups(n, k, at=np.linspace(0, 1, 13))

    assert np.all((curve.low >= 0) & (curve.high <= 1))
    assert np.all((curve.low <= curve.share_found) & (curve.share_found <= curve.high))
    assert np.all(curve.share_found <= curve.share_found_perfect + 1e-12)
    assert np.all(np.diff(curve.share_found) >= -1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("intercept", [-3.0, -1.0, 1.0])
def test_the_band_covers_as_promised(intercept: float):
    """Normal scores, logistic outcomes; the truth is the curve of two million cases."""
    rng = np.random.default_rng(20_260_102)

    def drawn(n: int) -> tuple[np.ndarray, np.ndarray]:
        score = rng.standard_normal(n)
        return score, rng.random(n) < 1 / (1 + np.exp(-intercept - 1.2 * score))

    at = np.array([0.1, 0.3, 0.5, 0.8])
    truth = gains(*drawn(2_000_000), at=at).share_found
    runs, held, width = 1500, np.zeros(4), np.zeros(4)
    for _ in range(runs):
        curve = gains(*drawn(300), at=at)
        held += (curve.low <= truth) & (truth <= curve.high)
        width += (curve.high - curve.low) / runs

    assert np.all(held / runs >= 0.93)
    assert np.all(held / runs <= 0.985), "a band that always holds says nothing"


@pytest.mark.parametrize(
    ("score", "found", "words"),
    [
        ([0.1], [1, 0], "one score"),
        ([0.1, np.nan], [1, 0], "without a score"),
        ([0.1, 0.2], [1, 2], "neither found"),
        ([0.1, 0.2], [0, 0], "nothing was found"),
        ([], [], "nothing was found"),
    ],
)
def test_what_has_no_curve_is_refused(score: list[float], found: list[int], words: str):
    with pytest.raises(ValueError, match=words):
        gains(score, found)


def test_groups_and_shares_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="more found"):
        gains_of_groups([3], [4])
    with pytest.raises(ValueError, match="outside 0 to 1"):
        gains_of_groups([3], [2], at=[1.5])


def test_calibration_by_band_with_edges_in_the_band_they_open():
    score = [0.0, 0.19, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0]
    found = [0, 0, 1, 0, 1, 1, 1, 1]

    bands = calibration(score, found)

    assert [(b.start, b.end) for b in bands][-1] == (0.8, 1.0)
    assert [(b.found, b.cases) for b in bands] == [(0, 2), (1, 1), (1, 2), (1, 1), (2, 2)]
    assert bands[2].rate == 0.5
    assert (bands[2].low, bands[2].high) == wilson(1, 2)
    assert bands[2].mean_score == pytest.approx(0.45)


def test_a_band_without_cases_is_there_and_empty():
    bands = calibration([0.1, 0.9], [0, 1])

    assert [b.cases for b in bands] == [1, 0, 0, 0, 1]
    assert bands[1].rate is bands[1].low is bands[1].mean_score is None


@pytest.mark.parametrize(("score", "words"), [([1.1, 0.5], "outside"), ([np.nan, 0.5], "outside")])
def test_a_score_outside_the_bands_is_refused(score: list[float], words: str):
    with pytest.raises(ValueError, match=words):
        calibration(score, [1, 0])
