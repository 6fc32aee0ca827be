"""The interval of a proportion in clusters: edge cases, and that it covers as promised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from clausewatch.statistics import wilson
from clausewatch.statistics.clustered import clustered, student_t

PROMISED = 0.95
RUNS = 1500
CHANCE = 0.015  # 2.7 standard errors of a share of 0.95 in so many runs


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 10, 30, 1000])
def test_t_is_what_the_library_computes(freedom: int):
    assert student_t(freedom) == pytest.approx(stdtrit(freedom, 0.975), rel=0.002)


def test_a_fraction_of_freedom_counts_as_the_whole_number_below():
    assert student_t(4.9) == student_t(4)
    with pytest.raises(ValueError, match=r"0\.5 degrees"):
        student_t(0.5)


def test_the_design_effect_of_suppliers_that_agree_within_themselves():
    """Ten suppliers of five checks, each all found or all not: a supplier counts as one check."""
    k = np.array([5, 0] * 200)

    answer = clustered(k, np.full(400, 5))

    assert answer.rate == 0.5
    assert answer.design_effect == pytest.approx(5, rel=0.01)
    assert answer.effective_n == pytest.approx(400, rel=0.01)


def test_one_check_a_supplier_is_wilson_when_there_are_many():
    k = np.array([1] * 300 + [0] * 1700)

    answer = clustered(k, np.ones(2000))

    assert answer.design_effect == pytest.approx(1, abs=0.001)
    assert (answer.low, answer.high) == pytest.approx(wilson(300, 2000), abs=2e-4)


def test_one_supplier_says_nothing_of_how_suppliers_differ():
    answer = clustered(np.array([3, 0]), np.array([10, 0]))

    assert (answer.rate, answer.clusters) == (0.3, 1)
    assert answer.low is None
    assert answer.high is None
    assert answer.design_effect is None


@pytest.mark.parametrize(("k", "end"), [(0, "low"), (5, "high")])
def test_nothing_or_everything_found_counts_a_supplier_as_one_check(k: int, end: str):
    answer = clustered(np.full(20, k), np.full(20, 5))

    assert answer.effective_n == pytest.approx(20)
    assert answer.low is not None
    assert answer.high is not None
    assert getattr(answer, end) == answer.rate
    low, high = wilson(answer.rate * 20, 20)
    assert answer.low <= low
    assert answer.high >= high


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=40))
def test_the_interval_holds_the_rate_and_is_never_narrower_than_wilson(
    pairs: list[tuple[int, int]],
):
    n = np.array([a + b for a, b in pairs])
    k = np.array([a for a, _ in pairs])
    if (n > 0).sum() < 2:
        return

    answer = clustered(k, n)

    assert answer.low is not None
    assert answer.high is not None
    low, high = wilson(int(k.sum()), int(n.sum()))
    assert 0 <= answer.low <= low + 1e-12
    assert high - 1e-12 <= answer.high <= 1
    assert answer.low <= answer.rate <= answer.high


@pytest.mark.parametrize(("k", "n"), [([], []), ([0], [0]), ([3], [2]), ([-1], [2]), ([1], [2, 3])])
def test_what_is_no_proportion_is_refused(k: list[int], n: list[int]):
    with pytest.raises(ValueError, match=r"no proportion|more found"):
        clustered(np.array(k), np.array(n))


@pytest.mark.slow
@pytest.mark.parametrize("clusters", [5, 20, 80])
@pytest.mark.parametrize("rate", [0.02, 0.2, 0.5])
@pytest.mark.parametrize("uneven", [False, True])
def test_it_covers_as_promised_where_checks_of_a_supplier_agree(
    clusters: int, rate: float, uneven: bool
):
    """ICC 0.5, a supplier's own rate drawn from a beta distribution."""
    rng = np.random.default_rng(20_260_101)
    size = (RUNS, clusters)
    n = np.maximum(1, rng.lognormal(1.2, 1.0, size)).astype(int) if uneven else np.full(size, 5)
    k = rng.binomial(n, rng.beta(rate, 1 - rate, size))

    held = plain = 0
    for found, checked in zip(k, n, strict=True):
        answer = clustered(found, checked)
        assert answer.low is not None
        assert answer.high is not None
        held += answer.low <= rate <= answer.high
        low, high = wilson(int(found.sum()), int(checked.sum()))
        plain += low <= rate <= high

    assert held / RUNS >= PROMISED - CHANCE
    assert plain / RUNS < 0.92, "Wilson alone must miss, or this proves nothing"
