"""The baseline score: what it knows of the past, how it is fitted, and its test on what came after.

Nothing that was known later may change a feature, a coefficient or a score.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from clausewatch.statistics.backtest import backtest
from clausewatch.statistics.baseline import FEATURES, Cases, NotEnough, days_since, features, fit


def _cases(n: int, seed: int = 1, suppliers: int = 60) -> tuple[Cases, np.ndarray]:
    """Cases over 3000 days whose suppliers, sectors and tiers differ; and their true log odds."""
    rng = np.random.default_rng(seed)
    supplier = rng.integers(-1, suppliers, n)
    sector = rng.integers(0, 6, n)
    tier = np.where(rng.random(n) < 0.2, np.nan, rng.integers(0, 4, n)).astype(float)
    began = rng.integers(0, 3000, n)
    truth = (
        -1.5
        + np.append(rng.normal(0, 1.0, suppliers), 0.0)[supplier]
        + np.linspace(-0.8, 0.8, 6)[sector]
        + 0.4 * np.nan_to_num(tier)
    )
    cases = Cases(
        began=began,
        known=began + rng.integers(0, 200, n),
        found=(rng.random(n) < 1 / (1 + np.exp(-truth))).astype(float),
        supplier=supplier,
        sector=sector,
        country=rng.integers(0, 10, n),
        tier=tier,
        days_since_check=days_since(supplier, began, supplier, began),
    )
    return cases, truth


def test_days_since_by_hand():
    unit, day = np.array([1, 1, 1, 2, -1, 3]), np.array([10, 20, 5, 20, 20, 20])
    seen, when = np.array([1, 1, 2, -1, 0]), np.array([5, 20, 30, 1, 1])

    answer = days_since(unit, day, seen, when)

    assert answer == pytest.approx([5, 15, np.nan, np.nan, np.nan, np.nan], nan_ok=True)
    assert np.isnan(days_since(unit, day, np.array([], int), np.array([], int))).all()
    assert np.isnan(days_since(unit, day, np.array([-1]), np.array([1]))).all()


def test_past_findings_are_those_known_before_counted_one_by_one():
    cases, _ = _cases(150, suppliers=8)
    rows = features(cases)
    for i in range(len(cases)):
        before = cases.known < cases.began[i]
        overall = (cases.found[before].sum() + 0.5) / (before.sum() + 1)
        for column, unit in enumerate((cases.supplier, cases.sector, cases.country)):
            same = before & (unit == unit[i]) & (unit[i] >= 0)
            rate = (cases.found[same].sum() + 10 * overall) / (same.sum() + 10)
            odds = np.log(rate / (1 - rate)) - np.log(overall / (1 - overall))
            assert rows[i, column] == pytest.approx(odds, abs=1e-9)


def test_what_is_unknown_is_marked():
    cases, _ = _cases(50)
    rows = dict(zip(FEATURES, features(cases).T, strict=True))

    assert rows["tier_unknown"].tolist() == np.isnan(cases.tier).tolist()
    assert rows["never_checked"].tolist() == np.isnan(cases.days_since_check).tolist()
    assert np.all(rows["supplier_past"][cases.supplier < 0] == 0)


def test_no_outcome_known_later_changes_what_a_case_is_told():
    cases, _ = _cases(400)
    day = 1500
    later = cases.known >= day
    turned = replace(cases, found=np.where(later, 1 - cases.found, cases.found))
    until = cases.began <= day

    assert np.array_equal(features(cases)[until], features(turned)[until], equal_nan=True)
    assert not np.array_equal(features(cases), features(turned), equal_nan=True)


def test_no_outcome_known_on_or_after_the_day_changes_the_fit():
    cases, _ = _cases(3000)
    day = 2000
    turned = replace(cases, found=np.where(cases.known >= day, 1 - cases.found, cases.found))

    one, other = backtest(cases, day), backtest(turned, day)

    assert one.model.intercept == other.model.intercept
    assert np.array_equal(one.model.coefficients, other.model.coefficients)
    assert one.model.cases == (cases.known < day).sum()
    assert one.tested == (cases.began >= day).sum()
    assert one.model.cases + one.tested + one.left_out == len(cases)
    assert one.left_out > 0


@pytest.mark.slow
def test_the_fit_is_what_the_library_computes():
    """statsmodels puts the penalty per case and the features as they come."""
    from statsmodels.api import GLM
    from statsmodels.genmod.families import Binomial

    cases, _ = _cases(500)
    rows = features(cases)
    model = fit(rows, cases.found)
    standard = np.nan_to_num((rows - np.nanmean(rows, 0)) / np.nanstd(rows, 0))
    design = np.column_stack((np.ones(len(rows)), standard))
    alpha = np.array([0.0] + [1 / len(rows)] * rows.shape[1])

    answer = GLM(cases.found, design, family=Binomial()).fit_regularized(
        alpha=alpha, L1_wt=0, maxiter=10_000
    )

    assert model.intercept == pytest.approx(answer.params[0], abs=2e-3)
    assert model.coefficients == pytest.approx(answer.params[1:], abs=2e-3)


def test_the_score_is_right_on_average_where_it_was_fitted():
    cases, _ = _cases(800)
    rows = features(cases)
    model = fit(rows, cases.found)

    assert model.score(rows).mean() == pytest.approx(cases.found.mean(), abs=1e-6)
    assert (model.cases, model.found) == (800, cases.found.sum())


def test_a_feature_that_parts_the_cases_completely_stays_finite():
    found = np.repeat([0.0, 1.0], 200)
    rows = np.column_stack((1e6 * found, np.zeros(400)))

    model = fit(rows, found)

    assert np.isfinite(model.coefficients).all()
    assert model.coefficients[1] == 0
    score = model.score(rows)
    assert score[0] < 0.05
    assert score[-1] > 0.95


def test_the_order_of_the_rows_does_not_matter():
    cases, _ = _cases(2000)
    order = np.random.default_rng(2).permutation(2000)
    shuffled = Cases(**{name: column[order] for name, column in vars(cases).items()})

    one, other = backtest(cases, 2000), backtest(shuffled, 2000)

    assert one.model.coefficients == pytest.approx(other.model.coefficients, abs=1e-7)
    assert one.baseline.auc.value == pytest.approx(other.baseline.auc.value, abs=1e-6)


def test_it_finds_what_was_planted_and_tells_worse_from_better():
    cases, truth = _cases(6000)
    noise = np.random.default_rng(3).standard_normal(6000)

    good = backtest(cases, 2000, own=truth)
    bad = backtest(cases, 2000, own=noise)

    assert good.baseline.auc.low > 0.65
    assert good.baseline.gains.lift[2] > 1.5
    assert good.against is not None
    assert bad.against is not None
    assert good.against.verdict == "better"
    assert bad.against.verdict == "worse"
    assert bad.against.own.auc.low < 0.5 < bad.against.own.auc.high
    assert bad.against.difference.value == pytest.approx(
        bad.against.own.auc.value - bad.against.baseline.auc.value
    )


def test_a_score_like_the_baseline_is_neither_better_nor_worse():
    cases, _ = _cases(2000)
    same = backtest(cases, 2000)
    score = same.model.score(features(cases))

    answer = backtest(cases, 2000, own=score)

    assert same.against is None
    assert answer.against is not None
    assert answer.against.verdict == "no_telling"


def test_own_scores_are_compared_on_the_cases_that_have_one():
    cases, truth = _cases(3000)
    own = np.where(np.arange(3000) % 3 == 0, truth, np.nan)
    few = np.where(np.arange(3000) < 10, truth, np.nan)

    answer = backtest(cases, 1500, own=own)

    assert answer.against is not None
    ranked = answer.against.baseline.gains.cases
    assert ranked == answer.against.own.gains.cases == (~np.isnan(own[cases.began >= 1500])).sum()
    assert ranked < answer.tested
    assert backtest(cases, 1500, own=few).against is None


def test_where_nothing_can_be_told_the_baseline_does_not_claim_to():
    """Outcomes by the toss of a coin: the interval holds one half as often as promised."""
    held, runs = 0, 200
    for seed in range(runs):
        cases, _ = _cases(600, seed=seed)
        coin = np.random.default_rng(1000 + seed).random(600) < 0.3
        ranked = backtest(replace(cases, found=coin.astype(float)), 1500).baseline.auc
        held += ranked.low <= 0.5 <= ranked.high

    assert held / runs >= 0.915


@pytest.mark.parametrize("day", [50, 2990, 5000])
def test_too_few_before_or_after_is_said(day: int):
    cases, _ = _cases(1000)

    with pytest.raises(NotEnough) as caught:
        backtest(cases, day)

    assert min(caught.value.found, caught.value.without) < 20


def test_no_cases_at_all_are_not_enough():
    nothing, whole = np.zeros(0), np.zeros(0, np.int64)
    cases = Cases(whole, whole, nothing, whole, whole, whole, nothing, nothing)

    assert features(cases).shape == (0, len(FEATURES))
    with pytest.raises(NotEnough):
        backtest(cases, 0)


def test_what_are_no_cases_is_refused():
    cases, _ = _cases(10)

    with pytest.raises(ValueError, match="one value in each"):
        replace(cases, tier=cases.tier[:5])
    with pytest.raises(ValueError, match="neither found"):
        replace(cases, found=cases.found + 1)
    with pytest.raises(ValueError, match="before the case began"):
        replace(cases, known=cases.began - 1)
    with pytest.raises(ValueError, match="its own score"):
        backtest(cases, 5, own=np.zeros(3))
