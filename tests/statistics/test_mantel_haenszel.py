"""Pooled ratios and differences: published strata, the library, edge cases, coverage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.statistics import newcombe
from clausewatch.statistics.effect import Effect, Estimate
from clausewatch.statistics.mantel_haenszel import Strata, pool
from tests.statistics.strata import ADMISSIONS, MIDDLE, SMALL, draw, rows_are_groups

counts = st.tuples(*[st.integers(0, 12)] * 4)


def _cube(strata: Strata) -> np.ndarray:
    return np.array(
        [[strata.k1, strata.n1 - strata.k1], [strata.k0, strata.n0 - strata.k0]], dtype=float
    )


def _given(estimate: Estimate) -> tuple[float, float, float]:
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.value, estimate.low, estimate.high


@pytest.mark.parametrize(
    ("tables", "odds"),
    [
        (SMALL, (7.0, 1.026713, 47.725133)),
        (MIDDLE, (3.5912, 1.781135, 7.240633)),
        (ADMISSIONS, (1.101879, 0.9402012, 1.2913602)),
    ],
)
def test_odds_ratio_as_r_prints_it(tables: list[list[list[int]]], odds: tuple[float, ...]):
    answer = pool(rows_are_groups(tables))
    assert _given(answer.odds_ratio) == pytest.approx(odds, rel=2e-6, abs=5e-5)


@pytest.mark.parametrize(
    ("tables", "ratio", "difference"), [(SMALL, 2.8, 0.5143), (MIDDLE, 1.8651, 0.2904)]
)
def test_risk_ratio_and_difference_of_the_same_tables(
    tables: list[list[list[int]]], ratio: float, difference: float
):
    answer = pool(rows_are_groups(tables))
    assert answer.risk_ratio.value == pytest.approx(ratio, abs=5e-5)
    assert answer.risk_difference.value == pytest.approx(difference, abs=5e-5)


@given(st.lists(counts, min_size=1, max_size=8))
def test_odds_ratio_is_what_the_library_computes(tables: list[tuple[int, ...]]):
    from statsmodels.stats.contingency_tables import StratifiedTable

    cube = np.array(tables, float).reshape(-1, 2, 2)
    strata = Strata.of(cube[:, 0, 0], cube[:, 0].sum(1), cube[:, 1, 0], cube[:, 1].sum(1))
    strata = strata.only(strata.both)
    answer = pool(strata).odds_ratio
    if not answer.value:
        return
    library = StratifiedTable(_cube(strata))
    low, high = library.oddsratio_pooled_confint()
    assert _given(answer) == pytest.approx((library.oddsratio_pooled, low, high), rel=1e-6)


@given(st.lists(counts, min_size=1, max_size=8))
def test_rates_divide_and_subtract_to_ratio_and_difference(tables: list[tuple[int, ...]]):
    a, b, c, d = np.array(tables).T
    strata = Strata.of(a, a + b, c, c + d)
    effect = pool(strata.only(strata.both))
    if effect.rate_on_site is None or effect.rate_desk is None:
        assert effect == Effect()
        return
    assert 0 <= effect.rate_on_site <= 1
    assert 0 <= effect.rate_desk <= 1
    value, low, high = _given(effect.risk_difference)
    assert value == pytest.approx(effect.rate_on_site - effect.rate_desk, abs=1e-12)
    assert -1 <= low <= value + 1e-12
    assert value - 1e-12 <= high <= 1
    if effect.rate_desk:
        assert effect.risk_ratio.value == pytest.approx(effect.rate_on_site / effect.rate_desk)


def test_no_findings_at_the_desk_leave_the_ratio_empty_and_the_difference_shown():
    answer = pool(Strata.of([6, 3], [10, 8], [0, 0], [20, 9]))
    assert answer.risk_ratio == Estimate()
    assert answer.odds_ratio == Estimate()
    value, low, _ = _given(answer.risk_difference)
    assert 0 < low < value


def test_nothing_found_at_all_still_has_an_interval_of_the_difference():
    answer = pool(Strata.of([0, 0], [10, 10], [0, 0], [20, 20]))
    assert _given(answer.risk_difference) == pytest.approx(newcombe(0, 20, 0, 40))


@pytest.mark.parametrize(
    "columns", [([3], [2], [0], [1]), ([-1], [2], [0], [1]), ([1, 1], [2], [0], [1])]
)
def test_what_are_no_counts_is_refused(columns: tuple[list[int], ...]):
    with pytest.raises(ValueError, match=r"stratum|strata"):
        Strata.of(*columns)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("strata", "size", "on_site", "desk"),
    [(4, 60, 0.3, 0.3), (60, 4, 0.3, 0.3), (6, 40, 0.5, 0.1), (60, 6, 0.4, 0.1)],
)
def test_intervals_cover_as_promised_in_few_large_and_many_small_strata(
    strata: int, size: int, on_site: float, desk: float
):
    rng = np.random.default_rng(3)
    runs = ratio = difference = odds = 0
    for _ in range(1000):
        effect = pool(draw(rng, np.full(strata, size), np.full(strata, 0.5), on_site, desk))
        if effect.risk_ratio.low is None:
            continue
        runs += 1
        _, low, high = _given(effect.risk_ratio)
        ratio += low <= on_site / desk <= high
        if on_site == desk:
            _, low, high = _given(effect.risk_difference)
            difference += low <= 0 <= high
            odds += _given(effect.odds_ratio)[1] <= 1 <= _given(effect.odds_ratio)[2]
    assert runs > 900
    assert ratio / runs >= 0.93
    if on_site == desk:
        assert difference / runs >= 0.93
        assert odds / runs >= 0.93
