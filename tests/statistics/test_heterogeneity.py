"""Whether an effect is the same everywhere: published strata, the library, small strata."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.statistics.heterogeneity import breslow_day, heterogeneity
from clausewatch.statistics.mantel_haenszel import Strata, pool
from tests.statistics.strata import ADMISSIONS, MIDDLE, draw, rows_are_groups

counts = st.tuples(*[st.integers(0, 12)] * 4)


def _cube(strata: Strata) -> np.ndarray:
    return np.array(
        [[strata.k1, strata.n1 - strata.k1], [strata.k0, strata.n0 - strata.k0]], dtype=float
    )


@pytest.mark.parametrize(
    ("tables", "statistic", "p"), [(MIDDLE, 1.8438, 0.7645), (ADMISSIONS, 18.833, 0.00206)]
)
def test_breslow_day_as_printed(tables: list[list[list[int]]], statistic: float, p: float):
    test = breslow_day(rows_are_groups(tables))
    assert test is not None
    assert test.statistic == pytest.approx(statistic, abs=5e-4)
    assert test.p == pytest.approx(p, abs=5e-5)


@given(st.lists(counts, min_size=1, max_size=8))
def test_breslow_day_is_what_the_library_computes(tables: list[tuple[int, ...]]):
    from statsmodels.stats.contingency_tables import StratifiedTable

    cube = np.array(tables, float).reshape(-1, 2, 2)
    strata = Strata.of(cube[:, 0, 0], cube[:, 0].sum(1), cube[:, 1, 0], cube[:, 1].sum(1))
    strata = strata.only(strata.both)
    odds = pool(strata).odds_ratio.value
    if not odds or abs(odds - 1) < 1e-3:
        return  # the library divides by zero there; the next test covers it
    found = strata.k1 + strata.k0
    telling = strata.only((found > 0) & (found < strata.n1 + strata.n0))
    for tarone in (False, True):
        test = breslow_day(strata, tarone=tarone)
        if test is None:
            assert len(telling.n1) < 2
            continue
        expected = StratifiedTable(_cube(telling)).test_equal_odds(adjust=tarone)
        assert test.statistic == pytest.approx(expected.statistic, rel=1e-5, abs=1e-6)
        assert test.p == pytest.approx(expected.pvalue, abs=1e-6)


def test_breslow_day_where_the_common_odds_ratio_is_exactly_one():
    strata = Strata.of([5, 3], [10, 10], [5, 3], [10, 10])
    test = breslow_day(strata)
    assert test is not None
    assert (test.statistic, test.freedom, test.p) == pytest.approx((0, 1, 1))


def test_strata_without_findings_do_not_count_as_freedom():
    test = breslow_day(Strata.of([5, 4, 0], [10, 10, 10], [2, 3, 0], [10, 10, 10]))
    assert test is not None
    assert test.freedom == 1


def test_large_strata_are_tested_as_published():
    strata = rows_are_groups(ADMISSIONS)
    assert heterogeneity(strata) == breslow_day(strata)
    halved = heterogeneity(strata, design_effect=2)
    assert halved is not None
    assert halved.statistic == pytest.approx(18.833 / 2, abs=5e-4)


def test_strata_of_one_case_each_way_cannot_look_different():
    one, first = np.ones(20), np.tile([1, 0], 10)
    assert heterogeneity(Strata.of(first, one, 1 - first, one)) is None


def test_exact_moments_come_close_to_the_published_test_where_both_serve():
    rng = np.random.default_rng(15)
    for _ in range(20):
        strata = draw(rng, np.full(6, 60), np.full(6, 0.5), 0.2, 0.2)
        test, plain = heterogeneity(strata), breslow_day(strata)
        assert test is not None
        assert plain is not None
        assert test.p == pytest.approx(plain.p, abs=0.08)


def test_strata_that_do_differ_are_told_apart():
    rng = np.random.default_rng(16)
    seen = 0
    sizes, share = np.full(30, 12), np.full(30, 0.5)
    for _ in range(100):
        one, other = draw(rng, sizes, share, 0.5, 0.1), draw(rng, sizes, share, 0.1, 0.5)
        mixed = Strata.of(
            k1=np.concatenate([one.k1, other.k1]),
            n1=np.concatenate([one.n1, other.n1]),
            k0=np.concatenate([one.k0, other.k0]),
            n0=np.concatenate([one.n0, other.n0]),
        )
        test = heterogeneity(mixed)
        seen += test is not None and test.p < 0.05
    assert seen >= 95


@pytest.mark.slow
@pytest.mark.parametrize(("strata", "size"), [(5, 60), (60, 6), (150, 3)])
def test_the_test_of_sameness_alarms_no_more_than_promised(strata: int, size: int):
    rng = np.random.default_rng(5)
    alarms = 0
    for _ in range(1500):
        test = heterogeneity(draw(rng, np.full(strata, size), np.full(strata, 0.5), 0.3, 0.3))
        alarms += test is not None and test.p < 0.05
    assert alarms / 1500 <= 0.065
