import polars as pl
import pytest

from clausewatch.model.tables import TABLES
from clausewatch.snapshots import TableChange, compare
from tests.builders import tables, violation, visit


@pytest.fixture
def before(publish):
    frames = tables(
        visit(violation(), violation(remedy_state="verified_closed"), joint_with=["A"]),
        visit(violation(), team=None),
        visit(),
        targets=[{"kpi": "rate", "period": "2024", "value": 1, "direction": "at_least"}],
    )
    return publish(frames).snapshot


def test_a_snapshot_is_the_same_as_itself(before):
    comparison = compare(before, before)

    assert comparison.same
    assert [each.table for each in comparison.tables] == [
        "contracts",
        "visits",
        "violations",
        "targets",
    ]
    assert (comparison.violations_new, comparison.violations_closed) == (0, 0)


def test_rows_are_told_apart_by_their_key(publish, before):
    after = publish(
        tables(
            visit(
                violation(remedy_state="verified_closed", claimed_dkk=5),
                violation(remedy_state="verified_closed"),
                violation(violation_id="new", remedy_state="verified_closed"),
                joint_with=["A", "B"],
            ),
            visit(violation(violation_id="b3"), team="Nord"),
            visit(visit_id="v9"),
            targets=[{"kpi": "rate", "period": "2024", "value": 2, "direction": "at_least"}],
        )
    ).snapshot

    comparison = compare(before, after)
    changes = {each.table: each for each in comparison.tables}

    assert changes["contracts"] == TableChange("contracts", 1, 1, 0, 0, 0, ())
    assert changes["visits"] == TableChange(
        "visits", 3, 3, 1, 1, 2, (("joint_with", 1), ("team", 1))
    )
    assert changes["violations"] == TableChange(
        "violations", 3, 4, 1, 0, 1, (("claimed_dkk", 1), ("remedy_state", 1))
    )
    assert changes["targets"] == TableChange("targets", 1, 1, 0, 0, 1, (("value", 1),))
    assert (comparison.violations_new, comparison.violations_closed) == (1, 2)
    assert not comparison.same


def test_an_empty_list_is_not_the_same_as_no_list(publish):
    none, empty = (publish(tables(visit(joint_with=value))).snapshot for value in (None, []))

    visits = next(each for each in compare(none, empty).tables if each.table == "visits")
    assert visits.columns == (("joint_with", 1),)


def test_a_table_may_come_and_go(publish, before):
    plain = publish(tables(visit(visit_id="v1"))).snapshot
    gone = {each.table: each for each in compare(before, plain).tables}["targets"]
    come = {each.table: each for each in compare(plain, before).tables}["targets"]

    assert (gone.rows_before, gone.removed, gone.rows_after) == (1, 1, 0)
    assert (come.rows_before, come.added, come.rows_after) == (0, 1, 1)


def test_every_table_has_a_key_to_tell_rows_apart_by():
    assert all(table.key for table in TABLES.values())


@pytest.mark.slow
def test_a_register_of_several_row_groups_is_compared(publish):
    n = 150_000
    visits = tables(visit())["visits"][[0] * n]
    visits = visits.with_columns(visit_id=pl.format("v{}", pl.int_range(n)))
    before = publish({"visits": visits}).snapshot
    after = publish({"visits": visits.with_columns(hours=pl.int_range(n) % 2.0)}).snapshot

    (change,) = compare(before, after).tables
    assert (change.changed, change.columns) == (n, (("hours", n),))
