"""The register's own score beside a plain one, on cases that came after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clausewatch import measures
from clausewatch.language import render
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from clausewatch.snapshots import Snapshot
from tests.builders import tables, violation, visit
from tests.conftest import SnapshotOf

LEAD = Viewer(Role.LEAD)
NOW = date(2024, 12, 31)


def answer(snapshot: Snapshot) -> tuple[dict[str, dict[str, Any]], list[str]]:
    result = measures.run("targeting_backtest", Filters(), LEAD, snapshot)
    said = [render(text, Language.ENGLISH) for text in (result.finding, *result.notes)]
    return {row["score"]: row for row in result.frame.iter_rows(named=True)}, said


def checks(day: str, *, own: str | None = None, suppliers: str = "s") -> list[dict[str, Any]]:
    """Sixty cases, every second supplier with a violation each time.

    Args:
        day: when they began.
        own: ``right`` where the own score knows the outcome, ``blind`` where it does not.
        suppliers: where they are named; the same suppliers come again under the same word.
    """
    built = []
    for number in range(60):
        found = number % 2 == 0
        score = {"right": 0.8 if found else 0.2, "blind": (number // 2 % 10) / 10, None: None}[own]
        built.append(
            visit(
                *([violation()] if found else []),
                supplier_id=f"{suppliers}{number}",
                started_on=day,
                risk_score=score,
            )
        )
    return built


def test_an_own_score_that_tells_less_than_the_past_is_called_worse(snapshot_of: SnapshotOf):
    given = [*checks("2021-01-04"), *checks("2022-01-04"), *checks("2023-06-01", own="blind")]
    found, said = answer(snapshot_of(tables(*given), register_date=NOW))
    assert found["baseline"]["ranked_right"] == 1
    assert found["own"]["ranked_right"] == pytest.approx(0.5, abs=0.1)
    assert "the register's own score orders worse than a plain one" in said[0]
    assert any("was fitted on 120 cases" in note for note in said)


def test_an_own_score_that_knows_more_than_the_past_is_called_better(snapshot_of: SnapshotOf):
    given = [*checks("2022-01-04"), *checks("2023-06-01", own="right", suppliers="new")]
    found, said = answer(snapshot_of(tables(*given), register_date=NOW))
    assert found["own"]["ranked_right"] == 1
    assert found["own"]["found_in_first_fifth"] == pytest.approx(0.4)
    assert "the register's own score orders better than a plain one" in said[0]


def test_without_own_scores_the_plain_one_stands_alone(snapshot_of: SnapshotOf):
    given = [*checks("2021-01-04"), *checks("2022-01-04"), *checks("2023-06-01")]
    found, said = answer(snapshot_of(tables(*given), register_date=NOW))
    assert list(found) == ["baseline"]
    assert "put 100 of every 100 pairs in the right order" in said[0]


def test_an_outcome_not_known_on_the_day_is_in_neither_part(snapshot_of: SnapshotOf):
    late = visit(violation(), started_on="2022-12-01", completed_on="2023-02-01")
    given = [*checks("2022-01-04"), late, *checks("2023-06-01", own="right")]
    _, said = answer(snapshot_of(tables(*given), register_date=NOW))
    assert "1 case had begun but had no outcome yet on that day; it is in neither part." in said


@pytest.mark.parametrize(
    "given",
    [
        [visit()],
        [visit(completed_on=None)],
        [visit(trigger="follow_up")],
        checks("2022-01-04"),
        checks("2023-06-01", own="right"),
    ],
    ids=["one", "open", "follow-up", "before", "after"],
)
def test_too_few_cases_get_a_sentence(snapshot_of: SnapshotOf, given: list[dict[str, Any]]):
    found, said = answer(snapshot_of(tables(*given), register_date=NOW))
    assert found == {}
    assert said[0].startswith("Too few cases to test the score on what came after 31 Dec 2022")
