from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from clausewatch.demonstration import mechanism
from clausewatch.demonstration.mechanism import (
    CATEGORIES,
    CHANCE,
    METHODS,
    NOTHING,
    Informed,
    chance_of_case,
    chance_of_check,
)
from clausewatch.model.codes import Category, Method
from tests.demonstration.conftest import Register

DESK = METHODS.index(Method.DOCUMENT_REVIEW)
UNANNOUNCED = METHODS.index(Method.ONSITE_UNANNOUNCED)
ANNOUNCED = METHODS.index(Method.ONSITE_ANNOUNCED)


def one(value: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([value])


def there(*categories: Category) -> np.ndarray:  # type: ignore[type-arg]
    found = [CATEGORIES.index(category) for category in categories]
    return np.array([found + [NOTHING] * (3 - len(found))])


def test_chances_are_chances_and_nothing_cannot_be_seen() -> None:
    assert CHANCE.min() >= 0
    assert CHANCE.max() < 1
    assert (CHANCE[:, :, NOTHING] == 0).all()


def test_papers_show_papers_and_visits_show_people() -> None:
    def chance(method: int, category: Category) -> float:
        return float(CHANCE[method, Informed.ROUTINE, CATEGORIES.index(category)])

    for category in Category:
        assert chance(UNANNOUNCED, category) > chance(DESK, category), category
        if category is not Category.CONTRACT_CERTIFICATE:
            assert chance(UNANNOUNCED, category) >= chance(ANNOUNCED, category), category
    assert chance(DESK, Category.DISCRIMINATION_HARASSMENT) < 0.01
    told = CHANCE[DESK, Informed.SUSPICION, CATEGORIES.index(Category.UNDERPAYMENT)]
    assert told > 3 * chance(DESK, Category.UNDERPAYMENT)


def test_where_nothing_is_nearly_nothing_is_found() -> None:
    chance = chance_of_check(one(UNANNOUNCED), one(Informed.ROUTINE), there(), screening=False)
    assert chance[0] == pytest.approx(mechanism.FALSE_ALARM * (1 - mechanism.WITHDRAWN))


def test_a_check_of_one_category() -> None:
    here = there(Category.CONTRACT_CERTIFICATE)
    seen = 0.22 * 0.85
    expected = 1 - (1 - seen * 0.98) * (1 - 0.003 * 0.98)
    chance = chance_of_check(one(DESK), one(Informed.ROUTINE), here, screening=False)
    assert chance[0] == pytest.approx(expected)


def test_a_case_finds_more_than_its_first_visit() -> None:
    here = there(Category.UNDERPAYMENT)
    visit = chance_of_check(one(UNANNOUNCED), one(0), here, screening=True)
    case = chance_of_case(one(UNANNOUNCED), one(0), here)
    sighted = chance_of_check(one(UNANNOUNCED), one(0), here, screening=False)
    assert visit[0] < case[0] < sighted[0] + mechanism.HUNCH


def _surprise(observed: int, probability: pl.Series) -> float:
    """How many standard deviations a count lies from what its chances promise."""
    spread = np.sqrt((probability * (1 - probability)).sum())
    return float((observed - probability.sum()) / spread)


def test_checks_find_what_their_chances_promise(large: Register) -> None:
    checks = large.counted.join(large.checks, on="visit_id").filter(
        pl.col("completed_on").is_not_null()
        & ~pl.col("outcome").is_in(["no_access", "withdrawn"]).fill_null(False)
    )
    groups = checks.partition_by("method", "trigger", as_dict=True)
    compared = {
        key: _surprise(int(group["counts"].sum()), group["probability"])
        for key, group in groups.items()
        if (group["probability"] * (1 - group["probability"])).sum() > 5
    }
    assert len(compared) > 20
    # The largest of some thirty-five; beyond 4.5 once in five thousand runs.
    assert max(map(abs, compared.values())) < 4.5, compared


def test_cases_find_what_their_chances_promise(large: Register) -> None:
    found = large.counted.group_by("case_id").agg(
        counts=pl.col("counts").any(), is_open=pl.col("completed_on").is_null().any()
    )
    # Later checks of the youngest cases are still to come.
    cases = large.cases.filter(
        pl.col("looked") & (pl.col("started_on") < pl.date(2026, 1, 1))
    ).join(found, on="case_id")
    assert len(cases) > 20_000
    for key, group in cases.partition_by("clause", "trigger", as_dict=True).items():
        if group["probability"].sum() > 10:
            assert abs(_surprise(int(group["counts"].sum()), group["probability"])) < 4.5, key


def test_random_cases_agree_with_the_whole_population(large: Register) -> None:
    for method in ("document_review", "onsite_unannounced", "screening_visit"):
        drawn = large.cases.filter(
            (pl.col("method") == method)
            & (pl.col("trigger") == "random")
            & (pl.col("clause") == "labour")
            & pl.col("looked")
            & (pl.col("started_on") >= pl.date(2018, 1, 1))
        )
        truth = large.expected.filter(
            (pl.col("method") == method)
            & (pl.col("trigger") == "random")
            & (pl.col("performed_by") == "in_house")
            & (pl.col("year") >= 2018)
        )
        expected = truth["rate_of_cases"].mean()
        error = drawn["probability"].std() / np.sqrt(len(drawn))
        # The population is taken in the middle of each year, contracts change during it.
        assert drawn["probability"].mean() == pytest.approx(expected, abs=4 * error + 0.01)


def test_on_site_finds_more_than_the_desk_in_the_same_population(register: Register) -> None:
    rates = (
        register.expected.filter((pl.col("trigger") == "random") & (pl.col("clause") == "labour"))
        .filter(pl.col("performed_by") == "in_house")
        .group_by("method")
        .agg(pl.col("rate_of_cases").mean())
    )
    by_method = dict(rates.iter_rows())
    assert by_method["onsite_unannounced"] > 2 * by_method["document_review"]
    assert by_method["onsite_unannounced"] > by_method["onsite_announced"]


def test_the_risk_score_informs_but_is_no_oracle(large: Register) -> None:
    scored = large.visits.filter(
        pl.col("risk_score").is_not_null() & (pl.col("trigger") == "risk_based")
    ).join(large.checks, on="visit_id")
    low = scored.filter(pl.col("risk_score") < 0.4)["violating"].mean()
    high = scored.filter(pl.col("risk_score") >= 0.8)["violating"].mean()
    assert 1.5 * low < high < 0.8


def test_findings_cluster_by_supplier(large: Register) -> None:
    """The spread of suppliers' shares in violation is wider than chance would have it."""
    cases = large.cases.filter((pl.col("trigger") == "random") & (pl.col("clause") == "labour"))
    units = (
        cases.group_by("supplier_id")
        .agg(pl.len(), k=pl.col("violating").sum())
        .filter(pl.col("len") >= 8)
    )
    share = cases["violating"].mean()
    z = (units["k"] - units["len"] * share) / (units["len"] * share * (1 - share)) ** 0.5
    assert len(units) > 100
    assert (z**2).mean() > 1.5
