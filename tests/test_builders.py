from datetime import date

import pytest

from clausewatch.snapshots import Snapshot
from tests.builders import contract, tables, violation, visit


def test_ids_are_filled_in_and_fit_together():
    frames = tables(visit(violation()), visit(violation(), violation(), contract_id="c9"))

    assert frames["visits"]["visit_id"].to_list() == ["v1", "v2"]
    assert frames["visits"]["case_id"].to_list() == ["case-v1", "case-v2"]
    assert frames["violations"]["visit_id"].to_list() == ["v1", "v2", "v2"]
    assert frames["contracts"]["contract_id"].to_list() == ["c1", "c9"]


def test_a_visit_is_completed_the_day_it_starts_unless_left_open():
    visits = tables(
        visit(started_on="2024-05-01"), visit(started_on="2024-05-02", completed_on=None)
    )["visits"]

    assert visits["completed_on"].to_list() == [date(2024, 5, 1), None]


def test_lists_may_be_written_as_in_a_register():
    contracts = tables(contracts=[contract(clauses="labour|csr")])["contracts"]

    assert contracts["clauses"].to_list() == [["labour", "csr"]]


def test_a_column_the_model_does_not_have_is_refused():
    with pytest.raises(ValueError, match="visits has no methode"):
        tables(visit(methode="document_review"))


def test_the_small_snapshot_holds_what_it_says(small_snapshot: Snapshot):
    assert small_snapshot.manifest.rows == {"contracts": 1, "visits": 4, "violations": 3}
    assert small_snapshot.register_date == date(2025, 12, 31)
