"""Units side by side: what is expected of each, which stand out, and what is said of them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from clausewatch import measures
from clausewatch.language import render
from clausewatch.measures import units
from clausewatch.model.errors import Refused
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from tests.builders import contract, tables, violation, visit
from tests.conftest import SnapshotOf

LEAD, COUNCIL = Viewer(Role.LEAD), Viewer(Role.COUNCIL)
SECTORS = ("construction", "cleaning", "transport", "food", "catering", "textiles", "care")


def checks(found: int, n: int, **columns: Any) -> list[dict[str, Any]]:
    """Checks of one kind, no two at one supplier."""
    named = "supplier_id" in columns
    return [
        visit(
            *([violation()] if number < found else []),
            **({} if named else {"supplier_id": f"{sorted(columns.items())}-{number}"}),
            **columns,
        )
        for number in range(n)
    ]


def level(**columns: Any) -> list[dict[str, Any]]:
    """Seven sectors of which each finds one in five."""
    return [check for sector in SECTORS for check in checks(20, 100, sector=sector, **columns)]


def run(
    snapshot_of: SnapshotOf, rows: list[Any], unit: str = "sector", **more: Any
) -> measures.Result:
    filters = more.pop("filters", Filters())
    snapshot = snapshot_of(tables(*rows, **more))
    return measures.run("unit_funnel_plot", filters, LEAD, snapshot, unit=unit)


def said(result: measures.Result, language: Language = Language.ENGLISH) -> list[str]:
    return [render(text, language) for text in (result.finding, *result.notes)]


def row_of(result: measures.Result, unit: str) -> dict[str, Any]:
    return result.frame.row(by_predicate=pl.col("unit") == unit, named=True)


def test_a_unit_far_from_what_is_expected_stands_out(snapshot_of: SnapshotOf):
    result = run(snapshot_of, [*level(), *checks(70, 100, sector="security")])
    assert row_of(result, "security")["position"] == "high_998"
    assert set(result.frame["position"]) == {"inside", "high_998"}
    assert said(result)[0] == (
        "More findings than expected, beyond chance, among 8 sectors: security."
    )


def test_where_nothing_stands_out_that_is_the_finding(snapshot_of: SnapshotOf):
    result = run(snapshot_of, level())
    assert set(result.frame["position"]) == {"inside"}
    assert said(result)[0] == (
        "No more than chance: none of 7 sectors lies outside the wider limits."
    )
    assert said(result)[1] == "It says where checks find more, not who obeys the law."


def test_what_is_expected_follows_the_mix_of_checks(snapshot_of: SnapshotOf):
    """A sector seen on site finds more than one seen at the desk, and neither stands out."""
    on_site, desk = {"method": "onsite_unannounced"}, {"method": "document_review"}
    rows = [
        *checks(50, 100, sector="food", **on_site),
        *checks(50, 100, sector="care", **on_site),
        *checks(2, 100, sector="care", **desk),
        *checks(2, 100, sector="textiles", **desk),
    ]
    result = run(snapshot_of, rows)
    expected = {row["unit"]: row["expected"] for row in result.frame.iter_rows(named=True)}
    assert expected == pytest.approx({"food": 50, "care": 52, "textiles": 2})
    assert set(result.frame["position"]) == {"inside"}
    assert result.chart is not None
    middle = 104 / 400
    heights = [p.height for series in result.chart.series if series.marked for p in series.points]
    assert heights == pytest.approx([middle] * 3)


def test_few_checks_pull_a_rate_and_do_not_lead(snapshot_of: SnapshotOf):
    result = run(
        snapshot_of,
        [*level(), *checks(2, 2, sector="food", country="DK"), *checks(2, 2, sector="furniture")],
    )
    row = row_of(result, "furniture")
    assert (row["rate"], row["position"]) == (1.0, "inside")
    assert row["shrunk_low"] < row["shrunk_rate"] < 0.5
    assert any("fewer than 10 completed" in text for text in said(result))


def test_rows_go_by_the_pulled_rate(snapshot_of: SnapshotOf):
    rows = [c for n, sector in enumerate(SECTORS) for c in checks(10 + 4 * n, 100, sector=sector)]
    frame = run(snapshot_of, rows).frame
    assert frame["unit"].to_list() == list(reversed(SECTORS))
    assert frame["shrunk_rate"].is_sorted(descending=True)


def test_follow_up_is_left_out_and_said(snapshot_of: SnapshotOf):
    rows = [*level(), *checks(30, 30, sector="food", trigger="follow_up")]
    result = run(snapshot_of, rows)
    assert row_of(result, "food")["visits_completed"] == 100
    assert any("violations in 30 of 30 completed" in text for text in said(result))
    asked_for = run(snapshot_of, rows, filters=Filters(trigger=("follow_up",)))
    assert asked_for.frame["visits_completed"].to_list() == [30]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "No checks match the selection."),
        ([visit(completed_on=None)], "completed"),
        ([visit(violation())], "Only cleaning has completed checks in this selection (1 of 1"),
        (checks(0, 12), "No violation was found in 12 completed checks, so none stands out."),
        ([visit(trigger="follow_up")], "No checks match the selection."),
        ([*checks(3, 3, sector="food"), *checks(4, 4, sector="care")], "No more than chance"),
    ],
    ids=["none", "open", "one", "zero", "follow-up", "all"],
)
@pytest.mark.parametrize("unit", ["sector", "supplier"])
def test_a_sentence_for_every_edge(
    snapshot_of: SnapshotOf, rows: list[Any], sentence: str, unit: str
):
    result = run(snapshot_of, [visit(method="reconnaissance"), *rows], unit)
    if unit == "sector":
        assert sentence in said(result)[0]
    for language in Language:
        for text in said(result, language):
            assert "nan" not in text
            assert "None" not in text


class TestNames:
    ROWS = (
        *checks(8, 12, supplier_id="S1", supplier_name="Alpha", contract_id="k1"),
        *checks(2, 12, supplier_id="S2", supplier_name="Beta", contract_id="k2"),
        visit(supplier_id="S3", supplier_name="Gamma", contract_id="k2"),
    )
    CONTRACTS = (
        contract(contract_id="k1", title="School meals"),
        contract(contract_id="k2", title="Street lamps"),
    )

    @pytest.mark.parametrize(
        ("unit", "named"),
        [
            ("supplier", {"S1": "Alpha", "S2": "Beta", "S3": "Gamma"}),
            ("contract", {"k1": "School meals", "k2": "Street lamps"}),
        ],
    )
    def test_rows_carry_the_id_and_the_name(
        self, snapshot_of: SnapshotOf, unit: str, named: dict[str, str]
    ):
        result = run(snapshot_of, list(self.ROWS), unit, contracts=self.CONTRACTS)
        assert dict(result.frame.select("unit", "label").iter_rows()) == named
        assert result.chart is not None
        points = [p for series in result.chart.series if series.marked for p in series.points]
        assert {point.label for point in points} == set(named.values())
        assert {point.key for point in points} == (set(named) if unit == "supplier" else {None})

    @pytest.mark.parametrize("unit", list(units.UNITS))
    def test_firms_are_named_inside_only(self, snapshot_of: SnapshotOf, unit: str):
        snapshot = snapshot_of(tables(*self.ROWS))
        if unit in units.NAMED:
            with pytest.raises(Refused):
                measures.run("unit_funnel_plot", Filters(), COUNCIL, snapshot, unit=unit)
        else:
            result = measures.run("unit_funnel_plot", Filters(), COUNCIL, snapshot, unit=unit)
            assert "label" not in result.frame.columns

    def test_few_checks_are_not_named_in_the_sentence(self, snapshot_of: SnapshotOf):
        many = [c for n in range(60) for c in checks(1, 20, supplier_id=f"T{n}")]
        result = run(snapshot_of, [*many, *checks(5, 5, supplier_id="S")], "supplier")
        assert row_of(result, "S")["position"] == "high_998"
        assert said(result)[0] == (
            "Of 61 suppliers, none with 10 checks or more lies outside the wider limits; "
            "1 with fewer does."
        )

    def test_of_very_many_those_with_most_checks_are_shown(
        self, snapshot_of: SnapshotOf, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(units, "MOST_UNITS", 2)
        result = run(snapshot_of, list(self.ROWS), "supplier")
        assert set(result.frame["unit"]) == {"S1", "S2"}
        assert row_of(result, "S1")["expected"] == pytest.approx(12 * 10 / 25)
        assert any("The 2 units with most checks are shown, of 3" in text for text in said(result))


def test_no_more_outside_than_chance_puts_there_is_said(snapshot_of: SnapshotOf):
    quiet = [c for n in range(80) for c in checks(3, 12, supplier_id=f"T{n}")]
    result = run(snapshot_of, [*quiet, *checks(11, 12, supplier_id="S")], "supplier")
    assert said(result)[0].startswith("No more than chance may put there: 1 of 81 suppliers lies")
