"""The pooled effect where suppliers have several cases."""

from __future__ import annotations

import numpy as np
import pytest

from clausewatch.statistics.effect import Effect, Estimate
from clausewatch.statistics.robust import Robust, standardise_by_supplier, tabulate
from clausewatch.statistics.standardised import standardise


def _inside(estimate: Estimate, truth: float) -> bool:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low <= truth <= estimate.high


def _draw(rng: np.random.Generator, suppliers: int, cases: int, agree: float) -> dict[str, object]:
    """Suppliers looked at one way only; a share of their cases has one outcome in common."""
    supplier = np.repeat(np.arange(suppliers), cases)
    stratum = rng.integers(0, 3, len(supplier))
    on_site = (rng.random(suppliers) < 0.5)[supplier]
    common = rng.random(len(supplier)) < np.sqrt(agree)
    luck = np.where(common, rng.random(suppliers)[supplier], rng.random(len(supplier)))
    found = luck < 0.3 * np.array([0.6, 1.0, 1.4])[stratum]
    return {
        "stratum": stratum,
        "on_site": on_site,
        "supplier": supplier,
        "cases": np.ones(len(supplier)),
        "found": found,
    }


def _answer(rows: dict[str, object]) -> Robust:
    return standardise_by_supplier(**rows)  # type: ignore[arg-type]


def test_one_case_a_supplier_is_the_independent_answer():
    rows = _draw(np.random.default_rng(1), 200, 1, 0)

    answer = _answer(rows)

    strata = tabulate(rows["stratum"], rows["on_site"], rows["cases"], rows["found"])
    assert answer.standardised == standardise(strata)
    assert (answer.suppliers, answer.design_effect) == (200, 1.0)


def test_rows_of_several_cases_say_the_same_as_one_row_a_case():
    rows = _draw(np.random.default_rng(2), 40, 5, 0.5)
    keys = np.stack([np.asarray(rows[name]) for name in ("stratum", "on_site", "supplier")])
    groups, at = np.unique(keys, axis=1, return_inverse=True)

    together = standardise_by_supplier(
        groups[0], groups[1], groups[2], np.bincount(at), np.bincount(at, np.asarray(rows["found"]))
    )

    apart = _answer(rows)
    assert together.design_effect == pytest.approx(apart.design_effect)
    assert together.standardised.effect.risk_ratio.low == pytest.approx(
        apart.standardised.effect.risk_ratio.low
    )
    assert together.standardised.heterogeneity_p == pytest.approx(
        apart.standardised.heterogeneity_p
    )


def test_the_number_stays_and_the_intervals_only_widen():
    rows = _draw(np.random.default_rng(3), 40, 5, 0.5)
    plain = standardise(
        tabulate(rows["stratum"], rows["on_site"], rows["cases"], rows["found"])
    ).effect

    answer = _answer(rows)

    assert answer.design_effect is not None
    assert answer.design_effect > 1.5
    for name in ("risk_ratio", "risk_difference", "odds_ratio"):
        before, after = getattr(plain, name), getattr(answer.standardised.effect, name)
        assert after.value == before.value
        assert after.low < before.low
        assert after.high > before.high


def test_a_supplier_alone_says_nothing_of_suppliers():
    answer = standardise_by_supplier([1, 1], [1, 0], [7, 7], [10, 10], [5, 2])
    assert (answer.suppliers, answer.design_effect) == (1, None)
    assert answer.standardised.effect.risk_ratio.value == 2.5


def test_no_findings_at_the_desk_still_allow_for_suppliers_in_the_difference():
    answer = standardise_by_supplier(
        stratum=[1] * 6,
        on_site=[1, 1, 1, 0, 0, 0],
        supplier=[1, 2, 3, 4, 5, 6],
        cases=[5] * 6,
        found=[5, 0, 2, 0, 0, 0],
    )
    effect = answer.standardised.effect
    assert effect.risk_ratio == Estimate()
    assert effect.odds_ratio == Estimate()
    assert _inside(effect.risk_difference, 7 / 15)
    assert answer.design_effect is not None
    assert answer.design_effect > 1


def test_nothing_in_common_and_nothing_at_all():
    assert standardise_by_supplier([], [], [], [], []).standardised.effect == Effect()
    apart = standardise_by_supplier([1, 2], [1, 0], [1, 2], [5, 5], [2, 2])
    assert (apart.standardised.effect, apart.suppliers) == (Effect(), 0)


@pytest.mark.slow
@pytest.mark.parametrize(("suppliers", "cases"), [(20, 5), (60, 5)])
def test_comparisons_alarm_no_more_than_promised_where_nothing_differs(suppliers: int, cases: int):
    """ICC 0.5, five cases a supplier: at most two points more than for independent cases."""
    rng = np.random.default_rng(6)
    runs = 500
    alarms = {"plain": 0, "robust": 0, "difference": 0, "differs": 0, "independent": 0}
    for _ in range(runs):
        rows = _draw(rng, suppliers, cases, 0.5)
        answer = _answer(rows)
        strata = tabulate(rows["stratum"], rows["on_site"], rows["cases"], rows["found"])
        alarms["plain"] += not _inside(standardise(strata).effect.risk_difference, 0)
        effect = answer.standardised.effect
        alarms["difference"] += not _inside(effect.risk_difference, 0)
        if effect.risk_ratio.low is not None:
            alarms["robust"] += not _inside(effect.risk_ratio, 1)
        p = answer.standardised.heterogeneity_p
        alarms["differs"] += p is not None and p < 0.05
        alone = _answer(_draw(rng, suppliers * cases, 1, 0)).standardised.effect
        alarms["independent"] += not _inside(alone.risk_difference, 0)

    shares = {name: count / runs for name, count in alarms.items()}
    assert shares["robust"] <= shares["independent"] + 0.02
    assert shares["difference"] <= shares["independent"] + 0.02
    assert shares["differs"] <= 0.07
    assert shares["plain"] > 0.15, "the plain interval must fail, or this proves nothing"
