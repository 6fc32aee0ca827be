"""Does choosing by risk find more: hit rates against random checks and against all."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch import measures
from clausewatch.language import render
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from clausewatch.snapshots import Snapshot
from tests.builders import tables, violation, visit
from tests.conftest import SnapshotOf

LEAD, COUNCIL = Viewer(Role.LEAD), Viewer(Role.COUNCIL)


def cases(found: int, clean: int, **columns: Any) -> list[dict[str, Any]]:
    """Cases of one check each, no two at one supplier."""
    name = "-".join(str(value) for value in columns.values())
    return [
        visit(
            *([violation()] if number < found else []),
            **{"supplier_id": f"{name}-{number}", **columns},
        )
        for number in range(found + clean)
    ]


def rows(snapshot: Snapshot, **params: str) -> dict[Any, dict[str, Any]]:
    frame = measures.run("targeting_hit_rate", Filters(), LEAD, snapshot, **params).frame
    return {row[frame.columns[0]]: row for row in frame.iter_rows(named=True)}


def sentences(snapshot: Snapshot, **params: str) -> list[str]:
    result = measures.run("targeting_hit_rate", Filters(), LEAD, snapshot, **params)
    return [render(text, Language.ENGLISH) for text in (result.finding, *result.notes)]


def test_choosing_by_risk_is_held_against_random_checks_of_the_same_kind(snapshot_of: SnapshotOf):
    """As counted, risk finds less: it was used at the desk, chance on site."""
    snapshot = snapshot_of(
        tables(
            *cases(40, 160, trigger="risk_based", method="document_review"),
            *cases(5, 45, trigger="random", method="document_review"),
            *cases(32, 8, trigger="risk_based"),
            *cases(80, 120, trigger="random"),
        )
    )
    found = rows(snapshot)
    assert found["risk_based"]["rate"] < found["random"]["rate"]
    assert found["risk_based"]["lift"] == pytest.approx(2)
    assert found["risk_based"]["lift_low"] > 1
    assert found["random"]["lift"] is None
    finding = sentences(snapshot)[0]
    assert finding.startswith("Choosing by risk finds more: compared with random checks")


def test_without_random_checks_of_the_same_kind_there_is_no_ratio(snapshot_of: SnapshotOf):
    """On site by risk against documents at random would only repeat what the methods find."""
    snapshot = snapshot_of(
        tables(
            *cases(12, 8, trigger="risk_based"),
            *cases(1, 19, trigger="random", method="document_review"),
        )
    )
    assert rows(snapshot)["risk_based"]["lift"] is None
    finding, *notes = sentences(snapshot)
    assert "no random checks to compare with" in finding
    assert "No random checks to compare with: by risk." in notes


def test_cases_that_began_as_follow_up_are_left_out_and_counted(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(
        tables(*cases(1, 1, trigger="risk_based"), *cases(2, 1, trigger="follow_up"))
    )
    assert list(rows(snapshot)) == ["risk_based"]
    said = "3 completed cases that began as follow-up of a suspicion are left out."
    assert said in sentences(snapshot)


def test_a_ratio_that_differs_between_kinds_is_said_to(snapshot_of: SnapshotOf):
    checks = []
    for year, (risk, random) in {2021: (45, 5), 2022: (5, 45), 2023: (25, 25)}.items():
        day = f"{year}-03-03"
        checks += cases(risk, 50 - risk, trigger="risk_based", started_on=day)
        checks += cases(random, 50 - random, trigger="random", started_on=day)
    notes = sentences(snapshot_of(tables(*checks)))
    assert any("not the same everywhere" in note and "by risk" in note for note in notes)


def test_a_band_is_held_against_all_cases_with_a_score(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(
        tables(
            *cases(30, 30, risk_score=0.9),
            *cases(10, 50, risk_score=0.1),
            *cases(1, 99, trigger="random"),
        )
    )
    found = rows(snapshot, by="risk_band")
    assert list(found) == ["0.0-0.2", "0.8-1.0", None]
    assert found["0.8-1.0"]["lift"] == pytest.approx(0.5 / (40 / 120))
    assert found["0.8-1.0"]["lift_low"] > 1 > found["0.0-0.2"]["lift_high"]
    assert found[None]["lift"] is None
    assert sentences(snapshot, by="risk_band")[0].startswith(
        "Among cases with a risk score of 0.8–1.0, violations were found in 50 of every 100"
    )


def test_levels_are_in_their_order(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(
        tables(
            *(
                check
                for level in ("critical", "low", "high", "medium")
                for check in cases(6, 6, risk_level=level)
            )
        )
    )
    found = rows(snapshot, by="risk_level")
    assert list(found) == ["low", "medium", "high", "critical"]
    assert all(row["lift"] == pytest.approx(1) for row in found.values())


def test_what_a_finding_takes(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(
        tables(
            visit(violation(workers_affected=6), hours=10, cost_dkk=4000),
            visit(hours=20, cost_dkk=2000),
            visit(violation(), hours=7),
        )
    )
    found = rows(snapshot)["random"]
    assert found["checks_per_finding"] == 1.5
    assert found["checks_per_worker"] == 0.5
    assert (found["known_for"], found["hours_per_finding"]) == (2, 30)
    assert found["cost_per_finding"] == 6000


def test_few_workers_cannot_be_worked_out_from_the_checks(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(tables(visit(violation(workers_affected=2)), visit()))
    result = measures.run("targeting_hit_rate", Filters(), COUNCIL, snapshot)
    assert result.frame["checks_per_worker"].to_list() == [None]
    assert result.hidden["checks_per_worker"].to_list() == [True]


@pytest.mark.parametrize(
    "checks",
    [
        [visit(completed_on=None)],
        [visit()],
        [visit(violation())],
        [visit(trigger="risk_based", risk_score=0.5, risk_level="high")],
        [visit(trigger="follow_up")],
        [visit(), visit(trigger="risk_based")],
        [visit(violation()), visit(violation(), trigger="risk_based", risk_score=1.0)],
        cases(0, 30, trigger="risk_based", risk_score=0.5) + cases(4, 30, trigger="random"),
        cases(4, 30, trigger="risk_based", risk_level="low") + cases(0, 30, trigger="random"),
    ],
    ids=["open", "one", "found", "risk", "follow-up", "clean", "all", "no-risk", "no-random"],
)
@pytest.mark.parametrize("by", ["trigger", "risk_level", "risk_band"])
def test_a_sentence_for_every_edge(snapshot_of: SnapshotOf, checks: list[dict[str, Any]], by: str):
    snapshot = snapshot_of(tables(*checks))
    for text in sentences(snapshot, by=by):
        assert "nan" not in text
        assert "None" not in text
