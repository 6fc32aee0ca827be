"""Like for like: the built-in admissions, when one number must not lead, a planted effect."""

from __future__ import annotations

import numpy as np
import pytest

from clausewatch.statistics.effect import Effect, Estimate
from clausewatch.statistics.mantel_haenszel import Strata
from clausewatch.statistics.standardised import crude, standardise
from tests.statistics.strata import ADMISSIONS, TURNED, rows_are_groups


def _given(estimate: Estimate) -> tuple[float, float, float]:
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.value, estimate.low, estimate.high


def test_the_admissions_of_1973_turn_when_like_is_compared_with_like():
    strata = rows_are_groups(TURNED)
    found_on_site, on_site, found_desk, desk = (
        int(x.sum()) for x in (strata.k1, strata.n1, strata.k0, strata.n0)
    )
    one = crude(found_on_site, on_site, found_desk, desk)

    answer = standardise(strata)

    assert one.risk_ratio.value == pytest.approx(1.467, abs=5e-4)
    assert answer.effect.risk_ratio.value == pytest.approx(0.945, abs=5e-4)
    assert one.odds_ratio.value == pytest.approx(1.841, abs=5e-4)
    assert answer.effect.odds_ratio.value == pytest.approx(0.905, abs=5e-4)
    assert answer.not_pooled == ("differs",)
    assert (answer.strata_used, answer.strata_total) == (6, 6)


def test_with_one_case_moved_the_adjusted_odds_ratio_is_the_other_one():
    strata = rows_are_groups([[[row[1], row[0]] for row in table] for table in ADMISSIONS])
    assert standardise(strata).effect.odds_ratio.value == pytest.approx(0.908, abs=5e-4)


def test_no_findings_on_site_give_a_ratio_of_nil_without_an_interval():
    assert crude(0, 10, 5, 20).risk_ratio == Estimate(0.0)


def test_one_stratum_is_the_crude_comparison():
    answer = crude(9, 10, 3, 10)
    assert _given(answer.risk_difference) == pytest.approx((0.6, 0.1705, 0.8090), abs=5e-5)
    half = 1.959964 * np.sqrt(1 / 9 - 1 / 10 + 1 / 3 - 1 / 10)
    assert _given(answer.risk_ratio) == pytest.approx((3, 3 * np.exp(-half), 3 * np.exp(half)))


def test_groups_that_never_meet_cannot_be_compared():
    answer = standardise(Strata.of([3, 0], [10, 0], [0, 2], [0, 10]))
    assert answer.effect == Effect()
    assert answer.heterogeneity_p is None
    assert (answer.strata_used, answer.strata_total) == (0, 2)
    assert answer.not_pooled == ("few_strata", "little_overlap")
    assert crude(3, 10, 0, 0) == Effect()


def test_no_strata_at_all():
    answer = standardise(Strata.of([], [], [], []))
    assert (answer.effect, answer.strata_total) == (Effect(), 0)


def test_pooled_where_strata_agree_and_most_cases_are_used():
    answer = standardise(Strata.of([6, 6, 6, 1], [10, 10, 10, 1], [2, 2, 2, 0], [10, 10, 10, 0]))
    assert answer.pooled
    assert (answer.on_site_used, answer.on_site_total) == (30, 31)
    assert (answer.desk_used, answer.desk_total) == (30, 30)


def test_it_recovers_a_planted_effect_that_the_crude_comparison_gets_wrong():
    """On site went where little is wrong: within strata it finds twice as much, crude says less."""
    rng = np.random.default_rng(4)
    level, sizes = np.array([0.05, 0.1, 0.2, 0.4]), np.full(4, 400)
    share = np.array([0.9, 0.7, 0.3, 0.1])
    crude_values, covered = [], 0
    for _ in range(300):
        n1 = rng.binomial(sizes, share)
        n0 = sizes - n1
        strata = Strata.of(rng.binomial(n1, 2 * level), n1, rng.binomial(n0, level), n0)
        _, low, high = _given(standardise(strata).effect.risk_ratio)
        covered += low <= 2 <= high
        totals = (int(x.sum()) for x in (strata.k1, strata.n1, strata.k0, strata.n0))
        crude_values.append(_given(crude(*totals).risk_ratio)[0])
    assert covered / 300 >= 0.92
    assert np.median(crude_values) < 1
