"""Predictions against the library's beta-binomial, at their edges, and that they cover."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from clausewatch.statistics.prediction import Past, predict, predict_sum


@pytest.mark.parametrize(
    ("found", "cases", "planned"), [(3, 30, 50), (0, 30, 100), (30, 30, 7), (60, 100, 1), (1, 1, 3)]
)
def test_it_is_the_library_s_beta_binomial_with_jeffreys_prior(
    found: int, cases: int, planned: int
):
    law = betabinom(planned, found + 0.5, cases - found + 0.5)

    answer = predict(found, cases, planned)

    assert answer.planned == planned
    assert answer.expected == pytest.approx(law.mean())
    assert (answer.low, answer.high) == (law.ppf(0.025), law.ppf(0.975))


def test_by_hand_one_more_check_after_one_that_found():
    """Jeffreys: (1 + 1/2) / (1 + 1) = 3/4; both outcomes are likelier than 2.5 %."""
    answer = predict(1, 1, 1)

    assert answer.expected == 0.75
    assert (answer.low, answer.high) == (0, 1)


def test_it_is_wider_than_the_binomial_that_takes_the_rate_as_known():
    answer = predict(12, 40, 400)

    assert answer.low < binom.ppf(0.025, 400, 0.3)
    assert answer.high > binom.ppf(0.975, 400, 0.3)


def test_a_lower_level_is_narrower():
    wide, narrow = predict(12, 40, 400), predict(12, 40, 400, level=0.5)

    assert wide.low < narrow.low < narrow.high < wide.high


def test_no_checks_planned_find_nothing():
    assert predict(5, 30, 0) == predict_sum([])
    assert (predict_sum([]).expected, predict_sum([]).high) == (0, 0)


def test_limits_of_a_sum_are_closer_than_the_sum_of_limits():
    parts = [Past(20, 40, 50), Past(1, 200, 300), Past(9, 30, 60)]
    alone = [predict(p.found, p.cases, p.planned) for p in parts]

    answer = predict_sum(parts)

    assert answer.planned == 410
    assert answer.expected == pytest.approx(sum(part.expected for part in alone))
    assert sum(part.low for part in alone) < answer.low
    assert answer.high < sum(part.high for part in alone)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 300))
def test_it_stays_within_what_is_possible(found: int, without: int, planned: int):
    if found + without == 0:
        return
    answer = predict(found, found + without, planned)

    assert 0 <= answer.low <= answer.high <= planned
    assert 0 <= answer.expected <= planned


@pytest.mark.parametrize("cases", [30, 120])
@pytest.mark.parametrize("planned", [10, 100])
@pytest.mark.parametrize("rate", [0.05, 0.3, 0.6])
def test_it_covers_as_promised(cases: int, planned: int, rate: float):
    """Exactly, over every past that a known rate can have."""
    pasts = np.arange(cases + 1)
    chance = binom.pmf(pasts, cases, rate)
    answers = [predict(int(k), cases, planned) for k in pasts]
    held = np.array(
        [binom.cdf(a.high, planned, rate) - binom.cdf(a.low - 1, planned, rate) for a in answers]
    )

    assert 0.94 <= float(chance @ held) <= 0.995


def test_the_sum_covers_as_promised():
    rng = np.random.default_rng(20_260_103)
    rates, cases, planned = np.array([0.02, 0.3, 0.6]), np.array([150, 40, 30]), [80, 40, 30]
    runs, held = 1500, 0
    for _ in range(runs):
        past, future = rng.binomial(cases, rates), int(rng.binomial(planned, rates).sum())
        parts = [Past(int(k), int(n), m) for k, n, m in zip(past, cases, planned, strict=True)]
        answer = predict_sum(parts)
        held += answer.low <= future <= answer.high

    assert 0.935 <= held / runs <= 0.98


@pytest.mark.parametrize(
    ("found", "cases", "planned"), [(0, 0, 5), (3, 2, 5), (-1, 2, 5), (1, 2, -1)]
)
def test_what_gives_no_prediction_is_refused(found: int, cases: int, planned: int):
    with pytest.raises(ValueError, match=f"{found} of {cases} for {planned}"):
        predict(found, cases, planned)


def test_a_certainty_of_all_is_refused():
    with pytest.raises(ValueError, match="no certainty"):
        predict(1, 2, 3, level=1.0)
