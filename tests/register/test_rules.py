"""Rules between columns, rows and tables; and what they reject."""

from pathlib import Path

import pytest

from clausewatch.language import render
from clausewatch.model.viewer import Language
from clausewatch.register import Level
from tests.builders import contract, tables, violation, visit
from tests.register.support import as_text, check, csv_folder, problems, register, with_cell


@pytest.mark.parametrize(
    ("table", "column", "value", "problem"),
    [
        ("contracts", "contract_type", "lease", "code"),
        ("contracts", "clauses", "labour|lease", "code_list"),
        ("contracts", "buyer", "  ", "required"),
        ("contracts", "clauses", "|", "required"),
        ("contracts", "supplier_country", "Atlantis", "country"),
        ("contracts", "end_date", "2019-12-31", "date_order"),
        ("contracts", "parent_contract_id", "c9", "reference"),
        ("contracts", "parent_contract_id", "c1", "own_parent"),
        ("contracts", "value_dkk", "-1", "range"),
        ("visits", "contract_id", "c9", "reference"),
        ("visits", "also_covers", "c1|c9", "reference"),
        ("visits", "latitude", "90.5", "range"),
        ("visits", "risk_score", "1.01", "range"),
        ("visits", "tier", "1.5", "integer"),
        ("visits", "completed_on", "2024-03-03", "date_order"),
        ("violations", "visit_id", "v9", "reference"),
        ("violations", "verified_on", "2024-03-01", "date_order"),
        ("violations", "union_in_remedy", "perhaps", "boolean"),
    ],
)
def test_an_error_is_found_in_its_cell(
    tmp_path: Path, table: str, column: str, value: str, problem: str
) -> None:
    reading = check(csv_folder(tmp_path, **with_cell(table, column, value)))
    errors = [found for found in reading.findings if found.level is Level.ERROR]
    assert [(found.table, found.row, found.column) for found in errors] == [(table, 2, column)]
    assert errors[0].problem.key == f"finding.{problem}"
    assert errors[0].value == value
    assert reading.blocked
    assert reading.tables[table].is_empty()


@pytest.mark.parametrize(
    ("table", "cells", "column", "problem"),
    [
        ("violations", {"repaid_dkk": "1001"}, "repaid_dkk", "repaid_more"),
        ("violations", {"remedy_state": "verified_closed"}, "remedy_state", "closed_without_day"),
        ("violations", {"found_on": "2024-03-03"}, "found_on", "found_before_visit"),
        ("violations", {"found_on": "2026-01-16"}, "found_on", "future"),
        ("visits", {"latitude": "55.5"}, "latitude", "half_a_place"),
        ("visits", {"longitude": "12.5"}, "longitude", "half_a_place"),
        ("visits", {"latitude": "0", "longitude": "0"}, "latitude", "no_place"),
        ("visits", {"supplier_id": "7"}, "supplier_id", "not_the_contractor"),
    ],
)
def test_a_warning_rejects_nothing(
    tmp_path: Path, table: str, cells: dict[str, str], column: str, problem: str
) -> None:
    rows = register()[table]
    rows[0] |= cells
    reading = check(csv_folder(tmp_path, **{table: rows}))
    assert problems(reading) == [(table, 2, column, problem)]
    assert not reading.blocked
    assert reading.tables[table].height == 1


def test_a_subcontractor_may_be_another_company(tmp_path: Path) -> None:
    rows = register()["visits"]
    rows[0] |= {"supplier_id": "7", "tier": "1"}
    assert problems(check(csv_folder(tmp_path, visits=rows))) == []


def test_a_repeated_key_is_reported_at_its_later_rows_and_the_first_is_kept(tmp_path: Path) -> None:
    first = register()["visits"][0]
    rows = [first, {**first, "place": "second"}, {**first, "place": "third"}]
    reading = check(csv_folder(tmp_path, visits=rows))
    assert problems(reading) == [
        ("visits", 3, "visit_id", "key"),
        ("visits", 4, "visit_id", "key"),
    ]
    assert "row 2" in render(next(iter(reading.findings)).problem, Language.ENGLISH)
    assert reading.tables["visits"].height == 1
    assert reading.tables["violations"].height == 1, "the first row of the key is still its parent"


def test_a_key_of_several_columns(tmp_path: Path) -> None:
    row = {"kpi": "rate", "period": "2026", "value": "1", "direction": "at_least"}
    rows = [row, {**row, "team": "goods"}, {**row, "value": "2"}]
    reading = check(csv_folder(tmp_path, targets=rows))
    assert problems(reading) == [("targets", 4, "kpi", "key")]
    assert reading.tables["targets"]["team"].to_list() == [None, "goods"]


def test_children_of_a_rejected_parent_are_rejected_and_counted_apart(tmp_path: Path) -> None:
    built = tables(
        visit(violation(), contract_id="c1"),
        visit(violation(), contract_id="c2"),
        visit(contract_id="c2", also_covers=["c1"]),
        contracts=[contract(contract_id="c1"), contract(contract_id="c2")],
        tips=[
            {"tip_id": "t1", "received_on": "2024-01-01", "channel": "union", "visit_id": "v1"},
            {"tip_id": "t2", "received_on": "2024-01-01", "channel": "union"},
        ],
    )
    rows = {name: as_text(frame) for name, frame in built.items()}
    rows["contracts"][0]["sector"] = "nowhere"
    reading = check(csv_folder(tmp_path, **rows))
    assert problems(reading) == [("contracts", 2, "sector", "code")]
    assert (reading.rejected, reading.orphaned) == (1, 4)
    assert reading.tables["visits"]["visit_id"].to_list() == ["v2"]
    assert reading.tables["violations"]["visit_id"].to_list() == ["v2"]
    assert reading.tables["tips"]["tip_id"].to_list() == ["t2"]
    orphans = reading.rejects["visits"]
    assert orphans.select("row", "reasons", "orphaned_by_reject").rows() == [
        (2, "parent_rejected: contract_id", True),
        (4, "parent_rejected: also_covers", True),
    ]


def test_a_chain_of_call_offs_falls_with_its_framework(tmp_path: Path) -> None:
    built = tables(
        visit(violation(), contract_id="c9"),
        contracts=[
            contract(contract_id="c3", parent_contract_id="c2"),
            contract(contract_id="c2", parent_contract_id="c1"),
            contract(contract_id="c1"),
            contract(contract_id="c9"),
        ],
    )
    rows = {name: as_text(frame) for name, frame in built.items()}
    rows["contracts"][2]["clauses"] = ""
    reading = check(csv_folder(tmp_path, **rows))
    assert reading.tables["contracts"]["contract_id"].to_list() == ["c9"]
    assert reading.rejects["contracts"]["orphaned_by_reject"].to_list() == [True, True, False]


def test_rejects_keep_what_stood_there_and_say_why(tmp_path: Path) -> None:
    rows = register()["visits"]
    rows[0] |= {"method": " drive-by ", "started_on": "4. marts"}
    reading = check(csv_folder(tmp_path, visits=rows))
    reject = reading.rejects["visits"].row(0, named=True)
    assert reject["method"] == " drive-by "
    assert set(reject["reasons"].split("; ")) == {"code: method", "date: started_on"}
    assert (reject["row"], reject["file"]) == (2, "visits.csv")
    reading.rejects["visits"].write_parquet(tmp_path / "rejects.parquet")
    reading.rejects["visits"].write_csv(tmp_path / "rejects.csv")


def test_good_tables_have_exactly_the_model_s_columns(tmp_path: Path) -> None:
    from clausewatch.model.tables import TABLES

    reading = check(csv_folder(tmp_path))
    assert list(reading.tables) == ["contracts", "visits", "violations"]
    for name, frame in reading.tables.items():
        assert frame.schema == TABLES[name].schema
