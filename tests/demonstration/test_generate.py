from __future__ import annotations

from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from clausewatch.demonstration import DEMONSTRATION_DATE, Demonstration, generate
from clausewatch.demonstration.generate import CHUNK_ROWS
from tests.demonstration.conftest import Register
from tests.demonstration.rules import broken_rules


def test_a_seed_means_one_register_whether_the_truth_is_asked_for_or_not(
    register: Register,
) -> None:
    again = generate(6500)
    assert again.keys() == register.frames.keys()
    for name, frame in again.items():
        assert frame.equals(register.frames[name]), name


def test_another_seed_means_another_register(register: Register) -> None:
    other = generate(6500, seed=7)
    assert not other["visits"].equals(register.visits)
    assert not other["contracts"].equals(register.frames["contracts"])


def test_it_follows_every_rule_of_the_model(register: Register) -> None:
    assert broken_rules(register.frames) == []


@pytest.mark.parametrize("count", [1, 17, 400])
def test_small_registers_are_exact_and_follow_the_rules(count: int) -> None:
    frames = generate(count, seed=count)
    assert len(frames["visits"]) == count
    assert broken_rules(frames) == []


def test_the_size_is_as_promised(register: Register) -> None:
    assert len(register.visits) == 6500
    assert len(register.frames["contracts"]) == 1800
    assert 1000 < len(register.violations) < 3000


def test_nothing_happens_after_the_last_day(register: Register) -> None:
    newest = [
        register.visits["started_on"].max(),
        register.visits["completed_on"].max(),
        *(register.violations[name].max() for name in ("found_on", "repaid_on", "verified_on")),
    ]
    assert max(day for day in newest if isinstance(day, date)) <= DEMONSTRATION_DATE


def test_chunks_are_months(register: Register) -> None:
    demonstration = Demonstration(6500)
    sizes = [len(chunk.visits) for chunk in demonstration.chunks()]
    assert len(sizes) == 151
    assert sum(sizes) == 6500
    assert max(sizes) < 120


def test_ids_grow_with_time(register: Register) -> None:
    for frame, key, day in (
        (register.visits, "visit_id", "started_on"),
        (register.violations, "violation_id", "found_on"),
    ):
        assert frame[key].is_sorted()
        assert frame[day].is_sorted()


@pytest.mark.slow
def test_chunks_follow_each_other_and_hold_together() -> None:
    demonstration = Demonstration(200_000, seed=3)
    visits, violations, most = [], [], 0
    for chunk in demonstration.chunks():
        visits.append(chunk.visits.select("visit_id", "case_id", "contract_id", "started_on"))
        violations.append(chunk.violations.select("violation_id", "visit_id", "found_on"))
        most = max(most, len(chunk.visits))
    every, found = pl.concat(visits), pl.concat(violations)
    assert len(every) == 200_000
    assert len(visits) > 100, "a chunk is a month at most"
    assert most < CHUNK_ROWS
    assert every["visit_id"].n_unique() == len(every)
    assert found["violation_id"].n_unique() == len(found)
    assert every["started_on"].is_sorted()
    assert found["found_on"].is_sorted()
    assert found["visit_id"].is_in(every["visit_id"].implode()).all()
    known = demonstration.contracts["contract_id"]
    assert every["contract_id"].is_in(known.implode()).all()
    assert len(known) < 20_000


def test_months_with_too_many_checks_are_cut() -> None:
    demonstration = Demonstration(40_000_000)
    windows = demonstration._windows(demonstration._schedule())
    assert windows[0][0] == demonstration._first_day
    assert windows[-1][1] == demonstration._today
    assert all(before[1] + 1 == after[0] for before, after in pairwise(windows))
    due = demonstration._schedule()
    first = demonstration._first_day
    sizes = [
        due[end - first] - (due[start - first - 1] if start > first else 0)
        for start, end in windows
    ]
    # A cut falls on a day, so a part may hold a little more than its share.
    assert max(sizes) < 1.3 * CHUNK_ROWS
