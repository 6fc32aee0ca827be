"""The queries of the targeting page: rows are given, rows are expected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from clausewatch.engine import Engine
from clausewatch.model.filters import Filters
from clausewatch.model.settings import Settings
from tests.builders import contract, tables, violation, visit
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


class TestContractsSeen:
    def test_contracts_in_force_and_when_anyone_last_saw_them(self, ask: Asked):
        rows = ask(
            "contracts_seen",
            visit(contract_id="seen", started_on="2024-02-01", risk_score=0.3),
            visit(
                contract_id="seen",
                started_on="2024-05-01",
                performed_by="partner_organisation",
                also_covers=["covered"],
                risk_score=0.6,
            ),
            visit(contract_id="seen", started_on="2025-01-01", risk_score=0.9),
            visit(contract_id="no-one", started_on="2024-03-01", outcome="no_access"),
            visit(contract_id="no-one", started_on="2024-03-02", method="reconnaissance"),
            contracts=[
                contract(contract_id="covered", risk_level="high"),
                contract(contract_id="ended", end_date="2024-12-30"),
                contract(contract_id="last-day", end_date="2024-12-31"),
                contract(contract_id="later", start_date="2025-01-01"),
            ],
            as_of=date(2024, 12, 31),
        )
        assert {
            row["contract_id"]: (row["last_seen_on"], row["last_seen_by"], row["risk_score"])
            for row in rows
        } == {
            "covered": (date(2024, 5, 1), "partner_organisation", None),
            "last-day": (None, None, None),
            "no-one": (None, None, None),
            "seen": (date(2024, 5, 1), "partner_organisation", 0.6),
        }

    @pytest.mark.parametrize(
        ("filters", "left"),
        [
            (Filters(sector=("food",)), ["a"]),
            (Filters(clause=("csr",)), ["a"]),
            (Filters(clause=("labour",)), ["a", "b"]),
            (Filters(risk_level=("high",)), ["b"]),
            (Filters(contract_type=("grant",)), ["b"]),
            (Filters(buyer=("Social",)), ["b"]),
            (Filters(supplier=("S2",)), ["a"]),
            (Filters(country=("SE",), from_date=date(2030, 1, 1)), ["a", "b"]),
        ],
    )
    def test_filters_a_contract_knows_narrow(self, ask: Asked, filters: Filters, left: list[str]):
        rows = ask(
            "contracts_seen",
            visit(contract_id="b"),
            contracts=[
                contract(
                    contract_id="a", sector="food", clauses=["labour", "csr"], supplier_id="S2"
                ),
                contract(contract_id="b", risk_level="high", contract_type="grant", buyer="Social"),
            ],
            filters=filters,
            as_of=date(2024, 12, 31),
        )
        assert [row["contract_id"] for row in rows] == left


class TestCaseOutcomes:
    def test_what_was_known_at_the_start_and_when_the_outcome_was(self, ask: Asked):
        (row,) = ask(
            "case_outcomes",
            visit(case_id="a", risk_score=0.4, completed_on="2024-03-09"),
            visit(
                violation(),
                case_id="a",
                trigger="follow_up",
                tier=2,
                started_on="2024-04-01",
                completed_on="2024-06-30",
            ),
            visit(completed_on=None),
        )
        assert row == {
            "trigger": "random",
            "began": date(2024, 3, 4),
            "known": date(2024, 6, 30),
            "found": 1,
            "supplier_id": "10000001",
            "sector": "cleaning",
            "country": "DK",
            "tier": 0,
            "risk_score": 0.4,
        }


class TestSupplierSightings:
    def test_days_on_which_a_supplier_was_checked_by_anyone(self, ask: Asked):
        rows = ask(
            "supplier_sightings",
            visit(supplier_id="S"),
            visit(supplier_id="S", performed_by="partner_organisation"),
            visit(supplier_id="S", started_on="2024-01-01", completed_on=None),
            visit(supplier_id="T", outcome="no_access"),
            visit(supplier_id="T", method="reconnaissance"),
        )
        assert [tuple(row.values()) for row in rows] == [
            ("S", date(2024, 1, 1)),
            ("S", date(2024, 3, 4)),
        ]
