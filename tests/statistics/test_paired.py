"""Pairs: the rule by hand and against one after the other, and what the pairs say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.statistics import wilson
from clausewatch.statistics.mantel_haenszel import Strata
from clausewatch.statistics.paired import Pairs, compare, compare_orders, match, mcnemar_exact
from clausewatch.statistics.standardised import crude, standardise


def _match(*checks: tuple[str, int, int], **other: Any) -> list[tuple[int, int]]:
    """Checks of one thing as (way, day, case); which rows go together."""
    pairs = _pairs(*checks, **other)
    return list(zip(pairs.on_site.tolist(), pairs.desk.tolist(), strict=True))


def _pairs(*checks: tuple[str, int, int], **other: Any) -> Pairs:
    n = len(checks)
    values: dict[str, Any] = {
        "contract": ["C"] * n,
        "supplier": ["S"] * n,
        "clause": ["labour"] * n,
        "case": [case for _, _, case in checks],
        "started_on": [day for _, day, _ in checks],
        "on_site": [way == "on_site" for way, _, _ in checks],
        "desk": [way == "desk" for way, _, _ in checks],
        "completed": [True] * n,
        "follow_up": [False] * n,
    }
    return match(**{**values, **other})


def test_the_nearest_go_together_and_each_is_used_once():
    found = _match(("on_site", 100, 1), ("desk", 90, 2), ("desk", 103, 3), ("on_site", 95, 4))
    # 100 and 103 are three apart, then 95 and 90; 95 would not have been nearer to 103.
    assert found == [(0, 2), (3, 1)]


def test_of_pairs_as_near_as_each_other_the_earlier():
    assert _match(("on_site", 100, 1), ("desk", 110, 2), ("desk", 90, 3)) == [(0, 2)]
    assert _match(("desk", 100, 1), ("on_site", 110, 2), ("on_site", 90, 3)) == [(2, 0)]


def test_of_checks_of_one_day_the_first_row():
    assert _match(("on_site", 5, 1), ("desk", 5, 2), ("desk", 5, 3)) == [(0, 1)]


@pytest.mark.parametrize(("days", "pairs"), [(180, 1), (181, 0)])
def test_at_most_180_days_apart(days: int, pairs: int):
    assert len(_match(("on_site", 1000, 1), ("desk", 1000 - days, 2))) == pairs
    assert len(_match(("desk", 1000, 1), ("on_site", 1000 - days, 2))) == pairs


def test_checks_of_one_case_are_no_pair_but_leave_the_next_nearest():
    assert _match(("on_site", 10, 1), ("desk", 10, 1), ("desk", 40, 2)) == [(0, 2)]


def test_neither_open_nor_followed_up_nor_other_ways():
    checks = (("on_site", 10, 1), ("desk", 10, 2), ("interview", 10, 3), ("desk", 90, 4))

    assert _match(*checks) == [(0, 1)]
    assert _match(*checks, completed=[True, False, True, True]) == [(0, 3)]
    pairs = _pairs(*checks, follow_up=[False, True, True, False])
    assert (pairs.on_site.tolist(), pairs.desk.tolist()) == ([0], [3])
    assert pairs.left_out_follow_up == 1


@pytest.mark.parametrize("key", ["contract", "supplier", "clause"])
def test_of_the_same_contract_supplier_and_clause(key: str):
    assert not _match(("on_site", 10, 1), ("desk", 10, 2), **{key: ["A", "B"]})


def test_days_after_the_desk_and_numpy_dates():
    dates = np.array(["2020-01-11", "2020-01-01"], "datetime64[D]")
    pairs = _pairs(("on_site", 0, 1), ("desk", 0, 2), started_on=dates)
    assert pairs.days_after_desk.tolist() == [10]


def test_nothing_to_pair():
    assert _match() == []
    assert _match(("on_site", 1, 1)) == []
    assert _match(("interview", 1, 1), ("desk", 1, 2)) == []
    with pytest.raises(ValueError, match="every check"):
        _pairs(("on_site", 1, 1), ("desk", 1, 2), clause=["labour"])


check = st.tuples(
    st.sampled_from(["on_site", "desk"]), st.integers(0, 400), st.integers(1, 6), st.integers(0, 2)
)


@given(st.lists(check, max_size=30))
def test_it_takes_what_one_after_the_other_takes(checks: list[tuple[str, int, int, int]]):
    supplier = np.array([which for *_, which in checks], int)
    found = _match(*((way, day, case) for way, day, case, _ in checks), supplier=supplier)

    candidates = []
    for i, (way, day, case, mine) in enumerate(checks):
        for j, (other, then, whose, theirs) in enumerate(checks):
            if (way, other) != ("on_site", "desk") or case == whose or mine != theirs:
                continue
            if abs(day - then) <= 180:
                candidates.append((abs(day - then), min(day, then), i, j))
    used: set[int] = set()
    expected = []
    for *_, i, j in sorted(candidates):
        if not {i, j} & used:
            used |= {i, j}
            expected.append((i, j))
    assert found == sorted(expected)


def _of(*groups: tuple[int, bool, bool]) -> tuple[Pairs, np.ndarray]:
    """Pairs by count and what on site and desk found of them; on site a day later."""
    on_site = np.concatenate([np.full(count, a) for count, a, _ in groups])
    desk = np.concatenate([np.full(count, b) for count, _, b in groups])
    n = len(on_site)
    pairs = Pairs(np.arange(n), np.arange(n, 2 * n), np.ones(n, np.int64), 0)
    return pairs, np.concatenate([on_site, desk])


def test_the_published_table_of_mcnemar():
    """[[23, 15], [19, 31]]: exact p 0.6076."""
    pairs, found = _of((23, True, True), (15, True, False), (19, False, True), (31, False, False))

    answer = compare(pairs, found)

    assert (answer.both, answer.only_on_site, answer.only_desk, answer.neither) == (23, 15, 19, 31)
    assert answer.pairs == 88
    assert answer.p_exact == pytest.approx(0.6076, abs=5e-5)
    assert answer.share_missed == 15 / 38
    assert (answer.share_missed_low, answer.share_missed_high) == wilson(15, 38)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_exact_test_is_what_the_library_computes(b: int, c: int):
    from statsmodels.stats.contingency_tables import mcnemar

    expected = mcnemar([[5, b], [c, 5]], exact=True).pvalue if b + c else 1.0
    assert mcnemar_exact(b, c) == pytest.approx(min(1.0, expected))


def test_where_on_site_found_nothing_no_share_was_missed():
    answer = compare(*_of((3, False, True), (4, False, False)))
    assert (answer.share_missed, answer.share_missed_low, answer.share_missed_high) == (None,) * 3
    assert compare(*_of((0, True, True))).p_exact == 1.0


def test_orders_are_counted_apart_and_one_day_in_neither():
    pairs = Pairs(np.array([0, 1, 2]), np.array([3, 4, 5]), np.array([7, -7, 0]), 0)
    found = [True, False, True, False, True, True]

    orders = compare_orders(pairs, found)

    assert (orders.desk_first.pairs, orders.desk_first.only_on_site) == (1, 1)
    assert (orders.on_site_first.pairs, orders.on_site_first.only_desk) == (1, 1)


def _register(rng: np.random.Generator, things: int) -> tuple[np.ndarray, ...]:
    """Things checked one way or both; on site goes more often where less is wrong."""
    wrong = rng.beta(0.6, 0.6, things)
    thing = np.repeat(np.arange(things), 2)
    on_site = np.tile([True, False], things)
    made = rng.random(2 * things) < np.where(on_site, 0.95 - 0.8 * wrong[thing], 0.6)
    violation = (rng.random(things) < wrong)[thing]
    # On site finds nine of ten, the desk half.
    found = violation & (rng.random(2 * things) < np.where(on_site, 0.9, 0.5))
    day = rng.integers(0, 60, 2 * things)
    return thing[made], on_site[made], found[made], day[made]


def test_pairs_recover_a_planted_effect_that_the_crude_comparison_gets_wrong():
    """The desk misses 4.5 of the 9 in ten that on site finds; crude, it seems to find more."""
    rng = np.random.default_rng(7)
    covered = 0
    crude_below = 0
    for _ in range(100):
        thing, on_site, found, day = _register(rng, 800)
        same = np.zeros(len(thing))
        pairs = match(
            contract=thing,
            supplier=same,
            clause=same,
            case=np.arange(len(thing)),
            started_on=day,
            on_site=on_site,
            desk=~on_site,
            completed=same == 0,
            follow_up=same == 1,
        )
        answer = compare(pairs, found)
        assert answer.share_missed_low is not None
        assert answer.share_missed_high is not None
        covered += answer.share_missed_low <= 0.5 <= answer.share_missed_high
        ratio = crude(
            int(found[on_site].sum()),
            int(on_site.sum()),
            int(found[~on_site].sum()),
            int((~on_site).sum()),
        ).risk_ratio.value
        assert ratio is not None
        crude_below += ratio < 1.5
    assert covered >= 90
    assert crude_below >= 95, "crude must miss the true 1.8, or this proves nothing"


def test_the_exact_test_alarms_no_more_than_promised_where_nothing_differs():
    rng = np.random.default_rng(8)
    alarms = 0
    for _ in range(2000):
        b = rng.binomial(30, 0.5)
        alarms += mcnemar_exact(int(b), int(30 - b)) < 0.05
    assert alarms / 2000 <= 0.05


def test_the_rule_and_strata_of_one_pair_each_agree_on_the_odds_ratio():
    """Mantel and Haenszel over pairs is the ratio of pairs found by one way only."""
    pairs, found = _of((4, True, True), (9, True, False), (3, False, True), (5, False, False))
    a, b = found[pairs.on_site].astype(int), found[pairs.desk].astype(int)
    one = np.ones(len(a))
    assert standardise(Strata.of(a, one, b, one)).effect.odds_ratio.value == pytest.approx(3)


@pytest.mark.slow
def test_a_million_checks_are_paired():
    rng = np.random.default_rng(9)
    n = 1_000_000
    thing = rng.integers(0, 150_000, n)
    on_site = rng.random(n) < 0.4
    pairs = match(
        contract=thing,
        supplier=np.zeros(n),
        clause=np.zeros(n),
        case=rng.integers(0, 400_000, n),
        started_on=rng.integers(0, 3650, n),
        on_site=on_site,
        desk=~on_site,
        completed=np.ones(n),
        follow_up=np.zeros(n),
    )
    assert len(pairs.on_site) > 100_000
    assert len(np.unique(pairs.on_site)) == len(np.unique(pairs.desk)) == len(pairs.on_site)
    assert np.abs(pairs.days_after_desk).max() <= 180
