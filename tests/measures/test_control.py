"""Signal or noise: what a chart over time says in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clausewatch import measures
from clausewatch.language import render
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from tests.builders import tables, violation, visit
from tests.conftest import SnapshotOf

LEAD = Viewer(Role.LEAD)


def month(year: int, number: int, found: int, clean: int, **columns: Any) -> list[Any]:
    """The checks of a month, each at a supplier of its own."""
    return [
        visit(
            *([violation()] if place < found else []),
            started_on=date(year, number, 1 + place % 28),
            supplier_id=f"{year}-{number}-{place}-{columns}",
            **columns,
        )
        for place in range(found + clean)
    ]


def asked(snapshot_of: SnapshotOf, checks: list[Any]) -> tuple[measures.Result, str]:
    result = measures.run(
        "rate_control_chart", Filters(), LEAD, snapshot_of(tables(*checks)), grain="month"
    )
    return result, render(result.finding, Language.ENGLISH)


def test_steady_rates_are_no_more_than_chance(snapshot_of: SnapshotOf):
    found = (5, 6, 4, 5, 7, 4, 5, 6, 5, 4, 6, 5)
    checks = [c for number, k in enumerate(found, 1) for c in month(2023, number, k, 40 - k)]
    result, said = asked(snapshot_of, checks)
    assert said.startswith("No more than chance: none of 12 periods")
    assert set(result.frame["signal"]) == {"none"}
    assert result.frame["centre"].unique().to_list() == [pytest.approx(62 / 480)]


def test_a_rise_within_one_way_of_looking_is_a_real_change(snapshot_of: SnapshotOf):
    checks = [c for number in range(1, 12) for c in month(2023, number, 4, 36)]
    result, said = asked(snapshot_of, [*checks, *month(2023, 12, 24, 16)])
    assert result.frame["signal"].to_list()[-1] == "outside"
    assert said.startswith(
        "More than chance, from December 2023 to December 2023: violations in 24 of 40"
    )
    assert said.endswith("on site, at random.")


def test_a_rise_by_another_mix_is_called_that(snapshot_of: SnapshotOf):
    """Each way of looking finds what it always found; only how much of each there is changed."""
    checks = []
    for number in range(1, 13):
        visits, documents = (4, 36) if number < 12 else (36, 4)
        half = visits // 2
        checks += month(2023, number, half, visits - half)
        checks += month(2023, number, 0, documents, method="document_review")
    result, said = asked(snapshot_of, checks)
    assert result.frame["signal"].to_list()[-1] == "outside"
    assert said.startswith("The mix of checks changed, from December 2023")


def test_limits_are_computed_anew_when_follow_up_came_in_house(snapshot_of: SnapshotOf):
    checks = [c for number in range(1, 13) for c in month(2016, number, 1, 19)]
    checks += [c for number in range(1, 13) for c in month(2017, number, 8, 12)]
    result, said = asked(snapshot_of, checks)
    assert result.frame["phase"].to_list() == [0] * 12 + [1] * 12
    assert said.startswith("No more than chance")
    assert result.chart is not None
    assert [series.key for series in result.chart.series] == ["limits-0", "limits-1", "rate"]


def test_a_provisional_period_gives_no_signal(snapshot_of: SnapshotOf):
    checks = [c for number in range(1, 12) for c in month(2023, number, 4, 36)]
    checks += month(2023, 12, 24, 6)
    checks += [visit(started_on="2023-12-05", completed_on=None) for _ in range(10)]
    result, said = asked(snapshot_of, checks)
    last = result.frame.row(-1, named=True)
    assert (last["provisional"], last["signal"]) == (True, "none")
    assert said.startswith("No more than chance")


@pytest.mark.parametrize(
    "checks", [[], month(2023, 1, 1, 2), [visit(completed_on=None)], month(2023, 1, 8, 8)]
)
def test_too_little_gets_a_sentence(snapshot_of: SnapshotOf, checks: list[Any]):
    _, said = asked(snapshot_of, [visit(method="reconnaissance"), *checks])
    assert said == "Too few completed checks to tell a change from chance."
