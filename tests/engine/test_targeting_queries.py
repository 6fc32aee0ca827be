"""The queries of the targeting page: rows are given, rows are expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clausewatch.engine import Engine
from clausewatch.model.filters import Filters
from clausewatch.model.settings import Settings
from tests.builders import tables, violation, visit
from tests.conftest import SnapshotOf

Asked = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings())


@pytest.fixture
def ask(engine: Engine, snapshot_of: SnapshotOf) -> Asked:
    def asked(
        name: str, *visits: Any, filters: Filters | None = None, **more: Any
    ) -> list[dict[str, Any]]:
        given = {key: more.pop(key) for key in ("contracts",) if key in more}
        snapshot = snapshot_of(tables(*visits, **given))
        return engine.query(name, snapshot, filters or Filters(), **more).to_dicts()

    return asked


class TestTargetingGroups:
    def test_a_case_counts_as_it_was_chosen_with_all_its_checks(self, ask: Asked):
        (row,) = ask(
            "targeting_groups",
            visit(case_id="a", trigger="risk_based", risk_score=0.6, risk_level="high"),
            visit(
                violation(),
                case_id="a",
                trigger="follow_up",
                risk_score=0.9,
                started_on="2024-05-05",
            ),
            visit(case_id="b", trigger="risk_based", completed_on=None),
        )
        assert (row["trigger"], row["risk_level"], row["risk_band"]) == ("risk_based", "high", 3)
        assert (row["cases"], row["found"], row["checks"]) == (1, 1, 2)

    @pytest.mark.parametrize(
        ("score", "band"),
        [
            (0.0, 0),
            (0.19, 0),
            (0.2, 1),
            (0.4, 2),
            (0.6, 3),
            (0.79, 3),
            (0.8, 4),
            (1.0, 4),
            (None, None),
        ],
    )
    def test_a_band_holds_its_lower_edge_and_the_last_both(
        self, ask: Asked, score: float | None, band: int | None
    ):
        (row,) = ask("targeting_groups", visit(risk_score=score))
        assert row["risk_band"] == band

    def test_hours_and_cost_count_where_all_checks_of_a_case_know_both(self, ask: Asked):
        (row,) = ask(
            "targeting_groups",
            visit(violation(), hours=10, cost_dkk=1000),
            visit(hours=5, cost_dkk=500),
            visit(violation(), hours=7),
            visit(violation(), case_id="half", hours=3, cost_dkk=300),
            visit(case_id="half", started_on="2024-06-01"),
        )
        assert (row["known_for"], row["known_found"]) == (2, 1)
        assert (row["known_hours"], row["known_cost_dkk"]) == (15, 1500)

    def test_workers_are_the_largest_category_of_each_place(self, ask: Asked):
        (row,) = ask(
            "targeting_groups",
            visit(
                violation(workers_affected=4),
                violation(category="working_time", workers_affected=6),
                violation(status="withdrawn", workers_affected=50),
            ),
            visit(violation(workers_affected=3)),
            visit(violation(workers_affected=9), completed_on=None),
        )
        assert row["workers_affected"] == 9

    def test_only_the_violations_asked_for_count(self, ask: Asked):
        (row,) = ask(
            "targeting_groups",
            visit(violation(workers_affected=4), violation(category="housing", workers_affected=6)),
            visit(violation(workers_affected=5)),
            filters=Filters(category=("housing",)),
        )
        assert (row["cases"], row["found"], row["workers_affected"]) == (2, 1, 6)


class TestCaseScores:
    def test_completed_cases_by_score_way_and_trigger(self, ask: Asked):
        rows = ask(
            "case_scores",
            visit(violation(), risk_score=0.71),
            visit(risk_score=0.7104),
            visit(method="document_review"),
            visit(risk_score=0.9, completed_on=None),
        )
        assert [tuple(row.values()) for row in rows] == [
            ("desk", "random", None, 1, 0),
            ("on_site", "random", 0.71, 2, 1),
        ]
