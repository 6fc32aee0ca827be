"""Charts over time: published limits, the four rules by hand, and no more alarms than promised."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from clausewatch.statistics.clustered import clustered
from clausewatch.statistics.control import rates, values
from clausewatch.statistics.rules import Points, signals
from clausewatch.statistics.tails import tails

#: Ten samples of 200, from a printed book; three sigmas.
SAMPLES = [40, 44, 22, 34, 24, 32, 28, 32, 34, 30]
#: The flow rates of the NIST handbook.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def test_the_published_p_chart():
    chart = rates(SAMPLES, [200] * 10, plain=True)

    assert chart.dispersion == (1.0,)
    assert chart.centre == pytest.approx(0.16)
    assert chart.upper == pytest.approx(0.2378, abs=5e-5)
    assert chart.lower == pytest.approx(0.0822, abs=5e-5)
    assert chart.signal == ("none",) * 10


def test_the_published_chart_of_values():
    chart = values(FLOW)

    assert chart.centre == pytest.approx(50.81)
    assert np.abs(np.diff(FLOW)).mean() == pytest.approx(1.8778, abs=5e-5)
    # With 3 / 1.128 in place of the NHS's 2.66 the handbook's rounding: 45.8159 to 55.8041.
    assert chart.lower == pytest.approx(45.8151, abs=5e-5)
    assert chart.upper == pytest.approx(55.8049, abs=5e-5)


def test_limits_are_wider_where_rates_move_more_than_single_checks_let_them():
    chart = rates(SAMPLES, [200] * 10)
    # The mean of nine moving ranges of standardised rates over 1.128, worked out by hand.
    by_hand = np.abs(np.diff(SAMPLES)).sum() / 9 / 200 / np.sqrt(0.16 * 0.84 / 200) / 1.128
    assert chart.dispersion == pytest.approx((by_hand,))
    assert chart.upper == pytest.approx(0.16 + 3 * by_hand * np.sqrt(0.16 * 0.84 / 200))
    assert rates(SAMPLES, [200] * 10, design_effect=4).dispersion == (2.0,)


def test_limits_are_wider_where_fewer_were_checked_and_end_at_nothing_and_all():
    chart = rates([30, 3, 1], [100, 10, 2])

    assert chart.upper[0] < chart.upper[1]
    assert chart.lower[2] == 0
    assert np.all(chart.upper <= 1)


def test_wild_ranges_are_left_out_when_asked():
    series = [10, 11, 10, 11, 10, 11, 10, 40, 39, 40, 39, 40, 39]
    plain, screened = values(series), values(series, screen=True)
    assert screened.upper[0] < plain.upper[0]


def test_amounts_do_not_fall_below_nothing_unless_they_can():
    series = [1, 50, 2, 60, 3]
    assert values(series).lower[0] == 0
    assert values(series, floor=None).lower[0] < 0


def _signals(side: list[float], **flags: list[int]) -> list[str]:
    n = len(side)
    return list(
        signals(
            Points(
                value=np.array(flags.get("value", [0] * n), float),
                side=np.array(side, float),
                outside=np.array(flags.get("outside", [0] * n), bool),
                near=np.array(flags.get("near", [0] * n), bool),
            )
        )
    )


def test_seven_on_one_side_are_a_run_and_all_are_marked():
    assert _signals([1] * 6 + [-1]) == ["none"] * 7
    assert _signals([-1] + [1] * 8 + [0]) == ["none"] + ["run"] * 8 + ["none"]
    assert _signals([1] * 3 + [0] + [1] * 4) == ["none"] * 8


def test_seven_rising_points_are_a_trend_and_all_are_marked():
    side = [1, -1] * 4
    assert _signals(side, value=[9, 1, 2, 3, 4, 5, 6, 7]) == ["none"] + ["trend"] * 7
    assert _signals(side, value=[9, 9, 2, 3, 4, 5, 6, 7]) == ["none"] * 8
    assert _signals(side, value=[8, 7, 6, 5, 4, 3, 2, 2]) == ["trend"] * 7 + ["none"]


def test_two_of_three_near_a_limit_on_one_side():
    assert _signals([1, 1, 1], near=[1, 0, 1]) == ["near_limit", "none", "near_limit"]
    assert _signals([1, -1, 1], near=[1, 0, 1]) == ["none"] * 3
    assert _signals([1, 1, -1], near=[1, 0, 1]) == ["none"] * 3
    assert _signals([-1, -1, -1, -1], near=[1, 0, 0, 1]) == ["none"] * 4


def test_the_strongest_rule_names_the_point():
    assert _signals([1] * 7, outside=[0] * 6 + [1]) == ["run"] * 6 + ["outside"]
    assert _signals([]) == []


def test_a_real_change_shows():
    found = [30, 31, 29, 30, 32, 28, 30, 31, 45, 46, 44, 47, 45, 46, 48]
    chart = rates(found, [100] * 15)
    assert set(chart.signal[-7:]) <= {"outside", "run"}
    assert set(values(found).signal[-7:]) <= {"outside", "run"}


def test_limits_are_worked_out_anew_only_at_a_named_change_and_rules_begin_anew():
    found = [9, 11, 9, 11, 19, 21, 19, 21, 19, 21, 19, 21]
    whole, parted = values(found), values(found, breaks=[4])

    assert whole.phase.tolist() == [0] * 12
    assert {"outside", "run"} <= set(whole.signal)
    assert parted.phase.tolist() == [0] * 4 + [1] * 8
    assert parted.centre[[3, 4]].tolist() == [10, 20]
    assert parted.signal == ("none",) * 12
    assert rates(found, [100] * 12, breaks=[4]).centre[[3, 4]] == pytest.approx([0.1, 0.2])


def test_provisional_periods_stand_outside_limits_and_rules():
    found, checked = [*SAMPLES, 190], [200] * 11
    chart = rates(found, checked, provisional=[False] * 10 + [True])

    assert chart.centre == pytest.approx(0.16)
    assert chart.value[-1] == 0.95
    assert chart.signal[-1] == "none"
    assert not chart.counted[-1]
    assert rates(found, checked).signal[-1] == "outside"
    assert values([1, 2, 1, 99], provisional=[0, 0, 0, 1]).signal[-1] == "none"


def test_periods_without_checks_have_no_point_and_do_not_part_a_run():
    # 14 ones below and one gap among them: the gap is skipped.
    chart = rates([40] * 4 + [0] + [40] * 3 + [20] * 7, [100] * 4 + [0] + [100] * 10)
    assert np.isnan(chart.value[4])
    assert np.isnan(chart.upper[4])
    assert chart.signal[:8] == ("run",) * 4 + ("none",) + ("run",) * 3


@pytest.mark.parametrize("found", [[0, 0, 0], [5, 5, 5]])
def test_nothing_or_everything_found_gives_no_signal(found: list[int]):
    chart = rates(found, [5, 5, 5])
    assert chart.signal == ("none",) * 3
    assert chart.lower.tolist() == chart.upper.tolist() == chart.centre.tolist()


def test_one_period_and_none_at_all():
    assert values([3.0]).centre.tolist() == [3]
    assert np.isnan(values([3.0]).upper[0])
    assert rates([1], [4]).signal == ("none",)
    assert (values([]).signal, rates([], []).signal) == ((), ())
    assert np.isnan(rates([0], [0]).centre[0])
    assert values([0.1 + 0.2] * 8).signal == ("none",) * 8


def test_what_makes_no_chart_is_refused():
    with pytest.raises(ValueError, match="more found"):
        rates([3], [2])
    with pytest.raises(ValueError, match="design effect"):
        rates([1], [2], design_effect=0.5)
    for index in (0, 3):
        with pytest.raises(ValueError, match="later"):
            values([1, 2, 3], breaks=[index])


def test_tails_are_the_binomial_s_for_whole_numbers_and_rise_between():
    k, n, p = np.array([0.0, 3, 10, 0]), np.array([10.0, 10, 10, 0]), np.full(4, 0.3)
    few, many = tails(k, n, p)
    assert few == pytest.approx(binom.cdf(k, n, p))
    assert many == pytest.approx(binom.sf(k - 1, n, p))
    half, _ = tails(np.array([3.5]), np.array([10.0]), np.array([0.3]))
    assert few[1] < half[0] < binom.cdf(4, 10, 0.3)


def _case_checks(
    rng: np.random.Generator, periods: int, checks: int, rate: float, agree: bool
) -> list[np.ndarray]:
    """Findings of each case by period: five checks a case at ICC 0.5, or single ones."""
    size = 5 if agree else 1
    cases = rng.poisson(checks / size, periods) + 1
    own = [rng.beta(rate, 1 - rate, n) if agree else np.full(n, rate) for n in cases]
    return [rng.binomial(size, chance) for chance in own]


@pytest.mark.slow
@pytest.mark.parametrize(("checks", "rate"), [(100, 0.3), (200, 0.05), (40, 0.1)])
def test_charts_of_checks_that_agree_alarm_no_more_than_of_single_ones(checks: int, rate: float):
    """Two years of months in which nothing changes; plain limits alarm in most charts."""
    rng = np.random.default_rng(10)
    runs = 400
    alarms = {"single": 0, "agreeing": 0, "laney": 0, "plain": 0}
    for _ in range(runs):
        single = _case_checks(rng, 24, checks, rate, agree=False)
        chart = rates([cases.sum() for cases in single], [len(cases) for cases in single])
        alarms["single"] += set(chart.signal) != {"none"}

        by_case = _case_checks(rng, 24, checks, rate, agree=True)
        k = np.array([cases.sum() for cases in by_case])
        n = np.array([5 * len(cases) for cases in by_case])
        together = np.concatenate(by_case)
        effect = clustered(together, np.full(len(together), 5)).design_effect
        assert effect is not None
        alarms["agreeing"] += set(rates(k, n, design_effect=effect).signal) != {"none"}
        alarms["laney"] += set(rates(k, n).signal) != {"none"}
        alarms["plain"] += set(rates(k, n, plain=True).signal) != {"none"}

    shares = {name: count / runs for name, count in alarms.items()}
    assert shares["single"] <= 0.10
    assert shares["agreeing"] <= shares["single"] + 0.02
    assert shares["laney"] <= shares["single"] + 0.05
    assert shares["plain"] > 0.5, "plain limits must fail, or this proves nothing"


@pytest.mark.slow
def test_charts_of_values_alarm_no_more_than_the_rules_do_by_nature():
    """Seven on one side alone come up in about one of ten charts of 24 independent values."""
    rng = np.random.default_rng(11)
    alarms = sum(set(values(rng.normal(100, 10, 24)).signal) != {"none"} for _ in range(500))
    assert 0.05 <= alarms / 500 <= 0.25


def test_a_change_still_shows_where_checks_agree():
    """From 30 to 50 of a hundred after a year, checks of a case at ICC 0.5."""
    rng = np.random.default_rng(12)
    seen = 0
    for _ in range(100):
        months = [*_case_checks(rng, 12, 200, 0.3, True), *_case_checks(rng, 12, 200, 0.5, True)]
        chart = rates([m.sum() for m in months], [5 * len(m) for m in months], design_effect=3)
        seen += set(chart.signal) != {"none"}
    assert seen >= 95
