"""Where to look next: coverage, the list of next visits, and what more checks would find."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clausewatch import measures
from clausewatch.language import render
from clausewatch.measures.planning import MOST_CONTRACTS, before
from clausewatch.model.errors import Refused
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from clausewatch.snapshots import Snapshot
from clausewatch.statistics.prediction import predict
from tests.builders import contract, tables, visit
from tests.conftest import SnapshotOf
from tests.measures.test_targeting import cases

LEAD, COUNCIL = Viewer(Role.LEAD), Viewer(Role.COUNCIL)
NOW = date(2024, 12, 31)


def answer(
    snapshot: Snapshot, name: str, filters: Filters | None = None, **params: str
) -> tuple[list[dict[str, Any]], list[str]]:
    result = measures.run(name, filters or Filters(), LEAD, snapshot, **params)
    said = [render(text, Language.ENGLISH) for text in (result.finding, *result.notes)]
    return result.frame.to_dicts(), said


@pytest.fixture
def planned(snapshot_of: SnapshotOf) -> Snapshot:
    """Four critical and two high-risk contracts in force, one ended, one of low risk."""
    contracts = [
        contract(contract_id="recent", risk_level="critical", value_dkk=600),
        contract(contract_id="covered", risk_level="critical", value_dkk=100),
        contract(contract_id="year", risk_level="critical", value_dkk=200),
        contract(contract_id="never", risk_level="critical", value_dkk=100),
        contract(contract_id="high-year", risk_level="high", value_dkk=50),
        contract(contract_id="high-old", risk_level="high"),
        contract(contract_id="ended", risk_level="critical", end_date="2024-06-30"),
        contract(contract_id="low", risk_level="low"),
    ]
    checks = [
        visit(contract_id="recent", started_on="2024-06-01", also_covers=["covered"]),
        visit(contract_id="year", started_on="2023-12-31"),
        visit(contract_id="high-year", started_on="2023-06-01"),
        visit(contract_id="high-old", started_on="2022-12-31", performed_by="external_auditor"),
    ]
    return snapshot_of(tables(*checks, contracts=contracts), register_date=NOW)


def test_coverage_by_number_and_value(planned: Snapshot):
    found, said = answer(planned, "coverage_high_risk")
    assert [
        (row["risk_level"], row["months"], row["contracts"], row["contracts_seen"]) for row in found
    ] == [("critical", 12, 4, 2), ("critical", 24, 4, 3), ("high", 12, 2, 0), ("high", 24, 2, 1)]
    assert [row["share_of_value"] for row in found] == [0.7, 0.9, 0, 1]
    assert said[0] == (
        "Of 6 contracts in force with high or critical risk, 2 (33\u00a0%) were seen within 12 "
        "months and 4 (67\u00a0%) within 24; by value 67\u00a0% and 90\u00a0%."
    )
    assert any(note.startswith("For 1 contract the value is not stated") for note in said)


def test_next_visits_are_in_order_with_their_reasons(planned: Snapshot):
    found, said = answer(planned, "next_visits")
    assert [(row["contract_id"], row["visit_reason"], row["months_since"]) for row in found] == [
        ("never", "never", None),
        ("year", "over_12", 12),
        ("high-old", "over_24", 24),
    ]
    assert found[2]["last_seen_by"] == "external_auditor"
    assert "1 never seen, 2 past their time" in said[0]


def test_next_visits_name_suppliers_and_are_for_the_full_scope(planned: Snapshot):
    with pytest.raises(Refused):
        measures.run("next_visits", Filters(), COUNCIL, planned)


def test_a_long_list_is_cut_and_says_so(snapshot_of: SnapshotOf):
    contracts = [
        contract(contract_id=f"n{number}", risk_level="high")
        for number in range(MOST_CONTRACTS + 3)
    ]
    found, said = answer(
        snapshot_of(tables(visit(), contracts=contracts), register_date=NOW), "next_visits"
    )
    assert len(found) == MOST_CONTRACTS
    assert f"The list shows the first {MOST_CONTRACTS} of {MOST_CONTRACTS + 3}." in said


def test_filters_that_contracts_do_not_know_are_said_not_to_apply(planned: Snapshot):
    said = [
        answer(planned, "coverage_high_risk", filters)[1]
        for filters in (
            Filters(sector=("cleaning",)),
            Filters(country=("DK",)),
        )
    ]
    assert ["Only filters a contract knows" in " ".join(notes) for notes in said] == [False, True]


def test_a_year_before_the_last_of_february():
    assert before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert before(date(2024, 12, 31), 24) == date(2022, 12, 31)


def unseen(scores: list[float | None]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Contracts whose last check lies years back, with the score it had; none were followed."""
    contracts = [contract(contract_id=f"u{number}") for number in range(len(scores))]
    checks = [
        visit(contract_id=f"u{number}", started_on="2020-05-05", risk_score=score)
        for number, score in enumerate(scores)
    ]
    return contracts, checks


def test_more_checks_are_planned_from_the_top_and_never_beyond_the_contracts(
    snapshot_of: SnapshotOf,
):
    contracts, checks = unseen([0.9] * 4 + [0.7] * 3 + [0.1] + [None])
    checks += cases(20, 20, risk_score=0.9) + cases(10, 30, risk_score=0.7)
    checks += cases(1, 5, risk_score=0.1)
    snapshot = snapshot_of(tables(*checks, contracts=contracts), register_date=NOW)
    found, said = answer(snapshot, "visit_what_if", checks="50")
    assert [(row["risk_band"], row["checks_planned"]) for row in found] == [
        ("0.8-1.0", 4),
        ("0.6-0.8", 3),
        ("0.0-0.2", None),
    ]
    expected = predict(20, 40, 4)
    assert (found[0]["findings_low"], found[0]["findings_high"]) == (expected.low, expected.high)
    assert "in 7 checks (on site)" in said[0]
    assert any(note.startswith("1 of 9 contracts nobody has seen") for note in said)
    assert any("fewer than 30 cases" in note for note in said)


def test_cases_of_long_ago_do_not_speak_for_the_next(snapshot_of: SnapshotOf):
    contracts, checks = unseen([0.9] * 4)
    checks += cases(20, 20, risk_score=0.9, started_on="2022-01-01")
    snapshot = snapshot_of(tables(*checks, contracts=contracts), register_date=NOW)
    found, said = answer(snapshot, "visit_what_if")
    assert found == []
    assert said[0].startswith("What 50 more checks would find is not known")


@pytest.mark.parametrize(
    "given",
    [
        {"risk_level": "low"},
        {"risk_level": "high", "end_date": "2021-01-01"},
        {"risk_level": "critical"},
        {},
    ],
    ids=["low", "ended", "critical", "unknown"],
)
@pytest.mark.parametrize("name", ["coverage_high_risk", "next_visits", "visit_what_if"])
def test_a_sentence_for_every_edge(snapshot_of: SnapshotOf, given: dict[str, Any], name: str):
    frames = tables(visit(risk_score=0.5), contracts=[contract(contract_id="c1", **given)])
    _, said = answer(snapshot_of(frames, register_date=NOW), name)
    for text in said:
        assert "nan" not in text
        assert "None" not in text
