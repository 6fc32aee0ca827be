"""Funnel limits: published ones, units of every size, and no more alarms than promised."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from clausewatch.statistics.clustered import clustered
from clausewatch.statistics.funnel import (
    OF_WINSORISED_NORMAL,
    Z_998,
    funnel,
    judged,
    limits,
    overdispersion,
)

#: Five units of twenty each, as the funnelR package shows them.
FOUND = [2, 5, 10, 15, 18]
OF = [20] * 5
#: Four areas, as Public Health England shows them.
AREAS = [(10232, 15232), (12321, 16123), (15123, 17932), (13213, 18475)]
SIGNIFICANCE = {
    "High (0.001)": "high_998",
    "High (0.025)": "high_95",
    "Not significant": "inside",
    "Low (0.025)": "low_95",
    "Low (0.001)": "low_998",
}


def test_the_published_limits_of_five_units():
    answer = funnel(FOUND, OF, plain=True)

    assert answer.overall == 0.5
    assert answer.expected.tolist() == [10] * 5
    assert answer.lower_95 == pytest.approx(0.28087, abs=5e-6)
    assert answer.upper_95 == pytest.approx(0.71913, abs=5e-6)
    assert answer.lower_998 == pytest.approx(0.15450, abs=5e-6)
    assert answer.upper_998 == pytest.approx(0.84550, abs=5e-6)
    assert answer.position == ("low_998", "low_95", "inside", "high_95", "high_998")


def test_the_published_overdispersion_of_five_units():
    z = (np.array(FOUND) / 20 - 0.5) / np.sqrt(0.25 / 20)
    assert overdispersion(z, winsor=0) == pytest.approx(7.12, abs=5e-3)


def test_the_published_positions_of_four_areas():
    k, n = zip(*AREAS, strict=True)
    answer = funnel(k, n, plain=True)
    assert answer.overall == pytest.approx(0.750996, abs=5e-7)
    assert answer.position == ("low_998", "high_998", "high_998", "low_998")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_positions_as_the_health_security_agency_prints_them(shared_data: Callable[[str], Path]):
    rows = _rows(shared_data("oracles_ukhsa") / "testdata_funnel_prop_inputs.csv")
    k = [float(row["numerator"]) for row in rows]
    n = [float(row["denominator"]) for row in rows]

    answer = funnel(k, n, plain=True)

    assert len(rows) > 100
    assert list(answer.position) == [SIGNIFICANCE[row["significance"]] for row in rows]


def test_limits_as_the_health_security_agency_prints_them(shared_data: Callable[[str], Path]):
    rows = _rows(shared_data("oracles_ukhsa") / "testdata_funnel_prop_outputs.csv")
    n = [float(row["Population"]) for row in rows]
    rate = float(rows[0]["Baseline"]) / 100
    expected = {
        name: [float(row[name]) / 100 for row in rows] for name in rows[0] if "limit" in name
    }

    # With the quantiles to all digits, as they are used there; ours are rounded to six.
    lower_95, upper_95 = limits(rate, n, float(norm.ppf(0.975)))
    lower_998, upper_998 = limits(rate, n, float(norm.ppf(0.999)))

    assert pytest.approx(norm.ppf(0.999), abs=5e-7) == Z_998
    assert len(rows) > 50
    assert lower_95 == pytest.approx(expected["Lower2s0025limit"], abs=3e-8)
    assert upper_95 == pytest.approx(expected["Upper2s0025limit"], abs=3e-8)
    assert lower_998 == pytest.approx(expected["Lower3s0001limit"], abs=3e-8)
    assert upper_998 == pytest.approx(expected["Upper3s0001limit"], abs=3e-8)


def test_what_is_left_of_a_normal_value_once_drawn_in():
    edge = norm.ppf(0.9)
    inside, _ = quad(lambda x: x * x * norm.pdf(x), -edge, edge)
    assert pytest.approx(inside + 0.2 * edge**2, abs=5e-7) == OF_WINSORISED_NORMAL


def test_a_unit_far_out_does_not_hide_itself():
    z = np.append(np.linspace(-1.2, 1.2, 40), 30.0)
    assert overdispersion(z) < 2 < overdispersion(z, winsor=0)
    assert overdispersion([4.0]) == 1
    with pytest.raises(ValueError, match="drawn in"):
        overdispersion(z, winsor=0.3)


def test_position_goes_by_what_the_mix_of_checks_lets_expect():
    """A unit checked on site only is not high because on site finds more."""
    k, n = [60, 1, 30], [100, 200, 50]
    answer = funnel(k, n, expected=[60, 1, 30], plain=True)

    assert answer.position == ("inside",) * 3
    assert funnel(k, n, plain=True).position == ("high_998", "low_998", "high_998")
    assert answer.lower_95[0] < 0.6 < answer.upper_95[0]


def test_a_smaller_variance_of_the_mix_makes_narrower_limits():
    wide = funnel([5, 5], [20, 20], expected=[5, 5], plain=True)
    narrow = funnel([5, 5], [20, 20], expected=[5, 5], variance=[1, 1], plain=True)
    assert np.all(narrow.upper_95 < wide.upper_95)


def test_limits_are_widened_for_units_that_vary_more_and_for_a_known_design_effect():
    assert funnel(FOUND, OF).overdispersion > 1
    assert set(funnel(FOUND, OF).position) == {"inside"}
    same = funnel([10] * 5, OF)
    assert same.overdispersion == 1
    assert funnel([10] * 5, OF, design_effect=3).overdispersion == 3
    upper = funnel([10] * 5, OF, design_effect=4).upper_95 - 0.5
    assert upper == pytest.approx(2 * (same.upper_95 - 0.5))


def test_few_checks_stay_quiet():
    """One found of two lies beyond the 99.8 % limit, yet chance alone does it to 6 of 100 units."""
    answer = funnel([1, 29], [2, 998], plain=True)
    assert answer.upper_998[0] < 0.5
    assert answer.position[0] == "inside"


@pytest.mark.parametrize(("k", "n"), [([0, 0], [5, 9]), ([5, 9], [5, 9]), ([3], [7])])
def test_nothing_everything_and_one_unit_are_inside(k: list[int], n: list[int]):
    assert set(funnel(k, n).position) == {"inside"}


def test_units_without_checks_have_no_limits():
    answer = funnel([0, 3], [0, 9])
    assert np.isnan(answer.lower_95[0])
    assert answer.position[0] == "inside"
    assert funnel([], []).position == ()
    assert funnel([0], [0]).overall == 0


@pytest.mark.parametrize(
    ("k", "n", "other", "words"),
    [
        ([3], [2], {}, "more found"),
        ([1, 1], [2], {}, "more found"),
        ([1], [2], {"expected": [3]}, "more expected"),
        ([1], [2], {"design_effect": 0.9}, "design effect"),
    ],
)
def test_what_makes_no_funnel_is_refused(
    k: list[int], n: list[int], other: dict[str, object], words: str
):
    with pytest.raises(ValueError, match=words):
        funnel(k, n, **other)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("rate", [0.03, 0.3])
@pytest.mark.parametrize("size", [4, 40])
def test_units_that_do_not_differ_alarm_no_more_than_promised(rate: float, size: int):
    """Thirty units of uneven size; five checks a case at ICC 0.5 against single checks."""
    rng = np.random.default_rng(13)
    runs, units = 300, 30
    out = {"single": 0, "agreeing": 0, "known": 0, "plain": 0, "far": 0}
    for _ in range(runs):
        cases = rng.poisson(size, units) + 1
        single = funnel(rng.binomial(5 * cases, rate), 5 * cases)
        out["single"] += sum(place != "inside" for place in single.position)
        out["far"] += sum(place.endswith("998") for place in single.position)
        together = [rng.binomial(5, rng.beta(rate, 1 - rate, count)) for count in cases]
        k = [found.sum() for found in together]
        out["agreeing"] += sum(place != "inside" for place in funnel(k, 5 * cases).position)
        out["plain"] += sum(
            place != "inside" for place in funnel(k, 5 * cases, plain=True).position
        )
        by_case = np.concatenate(together)
        effect = clustered(by_case, np.full(len(by_case), 5)).design_effect
        assert effect is not None
        known = funnel(k, 5 * cases, design_effect=effect)
        out["known"] += sum(place != "inside" for place in known.position)
    shares = {name: count / runs / units for name, count in out.items()}
    assert shares["single"] <= 0.05
    assert shares["far"] <= 0.003
    assert shares["known"] <= shares["single"] + 0.02
    assert shares["agreeing"] <= 0.05
    assert shares["plain"] > shares["single"] + 0.05, (
        "plain limits must fail, or this proves nothing"
    )


def test_a_unit_that_does_differ_is_seen():
    rng = np.random.default_rng(14)
    seen = 0
    for _ in range(100):
        k = rng.binomial(100, [0.3] * 29 + [0.6])
        seen += funnel(k, [100] * 30).position[-1] == "high_998"
    assert seen >= 95


@pytest.mark.parametrize("overdispersion", [1.0, 2.0])
@pytest.mark.parametrize("limit", ["95", "998"])
def test_the_lines_drawn_are_those_units_are_judged_by(limit, overdispersion):
    """A unit just inside a line is inside, one just beyond it is not."""
    for checked in (5, 20, 80, 400):
        lower, upper = (ends[0] for ends in judged(0.15, [checked], limit, overdispersion))
        assert 0 <= lower < 0.15 < upper <= 1
        for edge, out in ((lower, -1), (upper, 1)):
            for share in (edge - out * 1e-4, edge + out * 1e-4):
                if not 0 <= share <= 1:
                    continue
                found = funnel(
                    [share * checked], [checked], [0.15 * checked], design_effect=overdispersion
                )
                beyond = {"inside"} if limit == "95" else {"inside", "low_95", "high_95"}
                assert (found.position[0] in beyond) == (abs(share - 0.15) < abs(edge - 0.15))


def test_the_lines_close_in_on_the_rate():
    lower, upper = judged(0.3, [10, 100, 1000, 10_000], "998")
    assert np.all(np.diff(lower) > 0)
    assert np.all(np.diff(upper) < 0)
    assert (lower[-1], upper[-1]) == pytest.approx((0.3, 0.3), abs=0.02)
