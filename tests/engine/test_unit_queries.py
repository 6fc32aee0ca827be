"""The query behind units side by side: rows are given, rows are expected."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch.engine import Engine
from clausewatch.model.dimension import Dimension
from clausewatch.model.filters import Filters
from clausewatch.model.settings import Settings
from tests.builders import tables, violation, visit
from tests.conftest import SnapshotOf

CHECKS = (
    visit(violation(), sector="food", supplier_name="Alpha"),
    visit(sector="food", supplier_name="Beta"),
    visit(sector="food", completed_on=None),
    visit(sector="food", method="document_review", trigger="tip"),
    visit(violation(), sector="food", trigger="follow_up"),
    visit(sector="care", method="reconnaissance"),
    visit(violation(status="withdrawn"), sector="care"),
)


def asked(snapshot_of: SnapshotOf, *, with_follow_up: bool) -> list[tuple[Any, ...]]:
    frame = Engine(Settings()).query(
        "unit_strata",
        snapshot_of(tables(*CHECKS)),
        Filters(),
        dimensions=(Dimension.SECTOR,),
        with_follow_up=with_follow_up,
    )
    assert frame.columns == [
        "key_1",
        "label",
        "method_group",
        "trigger",
        "visits_completed",
        "with_violation",
    ]
    return frame.rows()


@pytest.mark.parametrize("with_follow_up", [False, True])
def test_completed_checks_by_unit_way_and_trigger(snapshot_of: SnapshotOf, with_follow_up: bool):
    suspected = [("food", "Leverandør 1", "on_site", "follow_up", 1, 1)] if with_follow_up else []
    assert asked(snapshot_of, with_follow_up=with_follow_up) == [
        ("care", "Leverandør 1", "on_site", "random", 1, 0),
        ("food", "Leverandør 1", "desk", "tip", 1, 0),
        *suspected,
        ("food", "Beta", "on_site", "random", 2, 1),
    ]
