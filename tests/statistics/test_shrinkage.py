"""Pulled rates: published answers, edges, and that intervals hold what they promise."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom

from clausewatch.statistics.intervals import wilson
from clausewatch.statistics.shrinkage import Prior, posterior, prior_by_moments, shrink


def test_the_published_batting_averages():
    prior = Prior(78.661, 224.875)

    answer = posterior([300, 4, 0], [1000, 10, 0], prior)

    assert answer.rate == pytest.approx([0.29049, 0.26364, 0.25915], abs=5e-6)
    assert prior.mean == pytest.approx(0.25915, abs=5e-6)
    assert np.all((answer.low < answer.rate) & (answer.rate < answer.high))


def _drawn(units: int, alpha: float, beta: float, seed: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    n = np.maximum(1, rng.lognormal(2.0, 1.0, units)).astype(int)
    truth = rng.beta(alpha, beta, units)
    return rng.binomial(n, truth), n, truth


def test_the_prior_is_the_likeliest_and_finds_what_was_planted():
    k, n, _ = _drawn(3000, 2.0, 8.0, 1)
    prior = shrink(k, n).prior
    assert prior is not None

    def likelihood(alpha: float, beta: float) -> float:
        return float(betabinom.logpmf(k, n, alpha, beta).sum())

    best = likelihood(prior.alpha, prior.beta)
    assert prior.by == "likelihood"
    for factor in (0.98, 1.02):
        assert likelihood(prior.alpha * factor, prior.beta) < best
        assert likelihood(prior.alpha, prior.beta * factor) < best
    assert (prior.alpha, prior.beta) == pytest.approx((2, 8), rel=0.15)


def test_moments_find_what_was_planted():
    k, n, _ = _drawn(3000, 2.0, 8.0, 2)
    prior = prior_by_moments(k.astype(float), n.astype(float))

    assert prior.mean == pytest.approx(0.2, abs=0.01)
    assert prior.weight == pytest.approx(10, rel=0.2)


def test_moments_stand_in_where_the_likelihood_is_not_found(monkeypatch: pytest.MonkeyPatch):
    import scipy.optimize

    monkeypatch.setattr(scipy.optimize, "minimize", lambda *_, **__: SimpleNamespace(success=False))
    k, n, _ = _drawn(300, 2.0, 8.0, 3)

    prior = shrink(k, n).prior

    assert prior == prior_by_moments(k.astype(float), n.astype(float))


def test_few_checks_are_pulled_far_and_many_hardly():
    k, n = np.array([3, 300, 1, 2, 5, 9, 0]), np.array([3, 500, 10, 12, 40, 80, 0])

    answer = shrink(k, n)

    assert answer.prior is not None
    assert answer.rate[0] < 0.8
    assert answer.rate[1] == pytest.approx(0.6, abs=0.01)
    assert answer.rate[6] == pytest.approx(answer.prior.mean)
    assert answer.high[0] - answer.low[0] > answer.high[1] - answer.low[1]


def test_units_that_are_alike_get_one_rate_but_not_one_certainty():
    """All at 20 %: the likelihood says alike, but ten checks cannot rule out that one differs."""
    answer = shrink([2, 2, 2, 2, 2, 40], [10, 10, 10, 10, 10, 200])

    assert answer.rate == pytest.approx(0.2, abs=0.001)
    assert answer.high[0] - answer.low[0] > 0.08
    assert answer.high[5] - answer.low[5] < answer.high[0] - answer.low[0]


def test_too_few_units_are_not_pulled_and_that_is_said():
    answer = shrink([3, 0, 1, 2, 0], [10, 5, 4, 9, 0])

    assert (answer.prior, answer.reason) == (None, "few_units")
    assert answer.rate == pytest.approx([0.3, 0, 0.25, 2 / 9, np.nan], nan_ok=True)
    assert (answer.low[0], answer.high[0]) == wilson(3, 10)
    assert shrink([], []).reason == "few_units"


@pytest.mark.parametrize("k", [0, 7])
def test_where_nothing_or_everything_was_found_nothing_is_pulled(k: int):
    answer = shrink(np.full(9, k), np.full(9, 7))

    assert answer.reason == "no_contrast"
    assert np.all(answer.rate == k / 7)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=5, max_size=12))
def test_a_pulled_rate_lies_between_its_own_and_the_common_one(pairs: list[tuple[int, int]]):
    n = np.array([a + b for a, b in pairs])
    k = np.array([a for a, _ in pairs])
    answer = shrink(k, n)
    if answer.prior is None:
        return

    own = np.where(n > 0, k / np.maximum(n, 1), answer.prior.mean)
    assert np.all(answer.rate >= np.minimum(own, answer.prior.mean) - 1e-9)
    assert np.all(answer.rate <= np.maximum(own, answer.prior.mean) + 1e-9)
    assert np.all((answer.low >= 0) & (answer.low <= answer.high) & (answer.high <= 1))


@pytest.mark.slow
@pytest.mark.parametrize("units", [8, 60])
@pytest.mark.parametrize(("mean", "weight"), [(0.1, 20.0), (0.4, 5.0), (0.4, 200.0)])
def test_intervals_cover_over_the_units_and_guesses_are_better_than_raw(
    units: int, mean: float, weight: float
):
    held = total = 0
    pulled = raw = width = plain = 0.0
    for seed in range(2400 // units):
        k, n, truth = _drawn(units, mean * weight, (1 - mean) * weight, seed)
        answer = shrink(k, n)
        held += int(((answer.low <= truth) & (truth <= answer.high)).sum())
        total += units
        pulled += float(((answer.rate - truth) ** 2).sum())
        raw += float(((k / n - truth) ** 2).sum())
        width += float((answer.high - answer.low).sum())
        plain += sum(high - low for low, high in map(wilson, k.tolist(), n.tolist()))

    # Where units are nearly alike the intervals hold more than promised; they are never wider.
    assert held / total >= 0.915
    assert pulled < raw
    assert width < plain


@pytest.mark.parametrize(("k", "n"), [([3], [2]), ([-1], [2]), ([1, 2], [3])])
def test_what_are_no_counts_is_refused(k: list[int], n: list[int]):
    with pytest.raises(ValueError, match="more found"):
        shrink(k, n)
    with pytest.raises(ValueError, match="more found"):
        posterior(k, n, Prior(1, 1))
