"""Every measure: its reviewed answer, its texts, and what must hold whatever the filters."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch import export, measures
from clausewatch.charts import Standing
from clausewatch.language import has, render
from clausewatch.model.codes import Category, Method, Sector, Severity, Trigger
from clausewatch.model.errors import Refused, WrongUse
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from clausewatch.snapshots import Snapshot
from clausewatch.statistics.clustered import clustered
from tests.builders import tables, violation, visit
from tests.conftest import Golden, SnapshotOf

LEAD, COUNCIL = Viewer(Role.LEAD), Viewer(Role.COUNCIL)
NAMES = list(measures.catalogue())
RATES = [name for name in NAMES if name.startswith(("rate_by_", "rate_over_"))]
IMPACTS = [name for name in NAMES if name.startswith(("impact_", "violations_"))]


def variants() -> list[tuple[str, dict[str, str]]]:
    """Each measure with its defaults, then with each other value of each parameter."""
    found: list[tuple[str, dict[str, str]]] = []
    for name, measure in measures.catalogue().items():
        found.append((name, {}))
        found += [
            (name, {key: value}) for key, values in measure.params.items() for value in values[1:]
        ]
    return found


@pytest.mark.parametrize(
    ("name", "params"), variants(), ids=["-".join([n, *p.values()]) for n, p in variants()]
)
def test_the_reviewed_answer(golden: Golden, register: Snapshot, name: str, params: dict[str, str]):
    """The whole object in English, and every sentence in Danish."""
    result = measures.run(name, Filters(), LEAD, register, **params)
    printed = {
        **export.as_json(result, Language.ENGLISH),
        "snapshot": "SNAPSHOT",
        "danish": [render(text, Language.DANISH) for text in (result.finding, *result.notes)],
    }
    text = json.dumps(printed, ensure_ascii=False, indent=1)
    golden(f"measures/{'-'.join([name, *params.values()])}.json", text + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_has_its_texts(name: str):
    for part in ("title", "definition", "meaning"):
        assert has(f"measure.{name}.{part}")


@pytest.mark.parametrize("name", NAMES)
def test_the_frame_has_the_columns_it_declares(register: Snapshot, name: str):
    result = measures.run(name, Filters(), LEAD, register)
    assert result.frame.columns == [column.name for column in result.columns]
    assert result.hidden.columns == result.frame.columns
    assert result.hidden.shape == result.frame.shape
    assert all(has(f"result.{column.name}") for column in result.columns)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", [{"from": ["2030"]}, {"country": ["MM"]}])
def test_an_empty_selection_gets_a_sentence(
    register: Snapshot, name: str, words: dict[str, list[str]]
):
    result = measures.run(name, Filters.from_words(words), LEAD, register)
    for language in Language:
        assert render(result.finding, language)


def test_the_columns_of_a_rate_row_are_as_promised(register: Snapshot):
    result = measures.run("rate_by_sector", Filters(), LEAD, register)
    assert result.frame.columns == [
        "sector",
        "visits_completed",
        "with_violation",
        "rate",
        "rate_low",
        "rate_high",
        "visits_open",
        "rate_low_clustered",
        "rate_high_clustered",
        "design_effect",
    ]


@pytest.mark.parametrize("count", ["visit", "case"])
@pytest.mark.parametrize("filters", [Filters(), Filters(trigger=("follow_up", "risk_based"))])
def test_clustered_limits_are_those_of_the_suppliers(
    register: Snapshot, count: str, filters: Filters
):
    """The database adds up what the statistics would make of each supplier's own counts."""
    frame = measures.run("rate_by_method", filters, LEAD, register, count=count).frame
    checks = pl.read_parquet(register.path("visits")).filter(
        pl.col("completed_on").is_not_null(),
        pl.col("outcome").fill_null("assessed") != "no_access",
        pl.col("method") != "reconnaissance",
        pl.col("trigger").is_in(filters.trigger)
        if filters.trigger
        else pl.col("trigger") != "follow_up",
    )
    found = pl.read_parquet(register.path("violations"))["visit_id"]
    unit = "visit_id" if count == "visit" else "case_id"
    units = (
        checks.with_columns(k=pl.col("visit_id").is_in(found.implode()).cast(pl.Int64))
        .group_by("method", unit)
        .agg(pl.col("k").max(), pl.col("supplier_id").min())
    )
    for row in frame.filter(pl.col("visits_completed") > 0).iter_rows(named=True):
        suppliers = (
            units.filter(pl.col("method") == row["method"])
            .group_by("supplier_id")
            .agg(pl.col("k").sum(), n=pl.len())
        )
        expected = clustered(suppliers["k"].to_numpy(), suppliers["n"].to_numpy())
        assert (row["rate_low_clustered"], row["rate_high_clustered"]) == (
            pytest.approx((expected.low, expected.high)) if expected.low else (None, None)
        )


def test_follow_up_is_left_out_and_said(register: Snapshot):
    result = measures.run("rate_by_method", Filters(), LEAD, register)
    rows = {row["method"]: row for row in result.frame.iter_rows(named=True)}
    assert rows["document_review"]["visits_completed"] == 12
    said = [render(note, Language.ENGLISH) for note in result.notes]
    assert any("violations in 1 of 1 completed" in text for text in said)


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("rate_by_method_and_trigger", Filters()),
        ("rate_by_method", Filters(trigger=("follow_up", "random"))),
    ],
)
def test_follow_up_is_in_where_it_is_named(register: Snapshot, name: str, filters: Filters):
    result = measures.run(name, filters, LEAD, register)
    document = result.frame.filter(pl.col("method") == "document_review")
    assert document["visits_completed"].sum() == 13
    assert not any("Left out" in render(note, Language.ENGLISH) for note in result.notes)


def test_periods_without_checks_are_there_and_empty(register: Snapshot):
    result = measures.run("rate_over_time", Filters(), LEAD, register, grain="year")
    assert result.frame["period"].to_list() == [str(year) for year in range(2015, 2026)]
    empty = result.frame.filter(pl.col("period") == "2020").row(0, named=True)
    assert (empty["visits_completed"], empty["rate"]) == (0, None)


@pytest.mark.parametrize(("still_open", "provisional"), [(1, False), (2, True)])
def test_a_period_with_more_than_a_tenth_open_is_provisional(
    snapshot_of: SnapshotOf, still_open: int, provisional: bool
):
    checks = [visit(violation()) for _ in range(10 - still_open)]
    checks += [visit(completed_on=None) for _ in range(still_open)]
    result = measures.run("rate_over_time", Filters(), LEAD, snapshot_of(tables(*checks)))
    row = result.frame.row(0, named=True)
    assert row["provisional"] is provisional
    expected = ((10 - still_open) / 10, 1.0) if provisional else (None, None)
    assert (row["rate_possible_low"], row["rate_possible_high"]) == expected
    assert result.chart is not None
    # Eight or nine completed checks: few, unless the period is provisional too.
    standing = Standing.PROVISIONAL if provisional else Standing.FEW
    assert result.chart.series[0].points[0].standing is standing


def test_the_difference_of_the_finding_is_judged(snapshot_of: SnapshotOf):
    def finding(k_food: int) -> str:
        checks = [
            visit(*([violation()] if place < k else []), sector=sector)
            for sector, k in (("food", k_food), ("care", 5))
            for place in range(40)
        ]
        snapshot = snapshot_of(tables(*checks))
        return render(
            measures.run("rate_by_sector", Filters(), LEAD, snapshot).finding, Language.ENGLISH
        )

    assert finding(8).startswith("No difference is clearer than chance: food")
    assert finding(30).startswith("The clearest difference: food, with violations in 30 of 40")


class TestWhoSeesWhat:
    def test_the_council_does_not_see_few_workers(self, snapshot_of: SnapshotOf):
        snapshot = snapshot_of(tables(visit(violation(workers_affected=2, claimed_dkk=70_000))))
        for name in IMPACTS:
            seen = measures.run(name, Filters(), COUNCIL, snapshot)
            assert seen.frame["workers_affected"].to_list() == [None]
            assert seen.hidden["claimed_dkk"].to_list() == [True]
            for writer in (export.csv_plain(seen), json.dumps(export.as_json(seen, LEAD.language))):
                assert "70000" not in writer
                assert "hidden" in writer
            for language in Language:
                said = [render(text, language) for text in (seen.finding, *seen.notes)]
                assert not any("70" in text for text in said)

    def test_no_scope_gets_a_result_kept_for_another(self, snapshot_of: SnapshotOf):
        snapshot = snapshot_of(tables(visit(violation(workers_affected=2, claimed_dkk=70_000))))
        for _ in range(2):
            full = measures.run("impact_totals", Filters(), LEAD, snapshot)
            restricted = measures.run("impact_totals", Filters(), COUNCIL, snapshot)
            assert full.frame["claimed_dkk"].to_list() == [70_000]
            assert restricted.frame["claimed_dkk"].to_list() == [None]

    def test_a_result_is_kept_for_all_viewers_of_a_scope(self, register: Snapshot):
        kept = measures.run("rate_by_sector", Filters(), LEAD, register)
        dane = Viewer(Role.CONSULTANT, Language.DANISH, "someone")
        assert measures.run("rate_by_sector", Filters(), dane, register) is kept

    @pytest.mark.parametrize("name", ["sites", "filter_values"])
    def test_names_and_places_are_refused_to_the_council(self, register: Snapshot, name: str):
        with pytest.raises(Refused):
            measures.run(name, Filters(), COUNCIL, register)


class TestWrongUse:
    def test_an_unknown_measure_names_those_there_are(self, register: Snapshot):
        with pytest.raises(WrongUse) as raised:
            measures.run("rate_by_moon", Filters(), LEAD, register)
        assert raised.value.remedy is not None
        assert "rate_by_method" in render(raised.value.remedy, Language.ENGLISH)

    @pytest.mark.parametrize("params", [{"grain": "week"}, {"colour": "red"}])
    def test_an_unknown_parameter_or_value(self, register: Snapshot, params: dict[str, str]):
        with pytest.raises(WrongUse):
            measures.run("rate_over_time", Filters(), LEAD, register, **params)


def some(values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(list(values)), max_size=3).map(tuple)


FILTERS = st.builds(
    Filters,
    method=some(Method),
    trigger=some(Trigger),
    sector=some(Sector),
    country=some(["DK", "ES"]),
    tier=some([0, 1]),
    category=some(Category),
    severity=some(Severity),
)


@pytest.mark.slow
@given(FILTERS, st.sampled_from(RATES), st.sampled_from(["visit", "case", "supplier"]))
@settings(max_examples=60)
def test_rates_lie_within_their_limits(register: Snapshot, filters: Filters, name: str, count: str):
    frame = measures.run(name, filters, LEAD, register, count=count).frame
    assert frame.filter(pl.col("with_violation") > pl.col("visits_completed")).is_empty()
    rated = frame.drop_nulls("rate")
    assert rated.filter(
        ~pl.col("rate").is_between(pl.col("rate_low"), pl.col("rate_high"))
        | ~pl.col("rate_low").is_between(0, 1)
        | ~pl.col("rate_high").is_between(0, 1)
    ).is_empty()
    assert frame.filter(pl.col("rate").is_null() & (pl.col("visits_completed") > 0)).is_empty()


@pytest.mark.slow
@given(FILTERS, st.sampled_from([name for name in RATES if "trigger" not in name]))
@settings(max_examples=60)
def test_the_groups_of_any_split_add_up_to_the_same_checks(
    register: Snapshot, filters: Filters, name: str
):
    counts = ["visits_completed", "with_violation", "visits_open"]
    by_sector = measures.run("rate_by_sector", filters, LEAD, register).frame
    other = measures.run(name, filters, LEAD, register).frame
    assert other.select(counts).sum().rows() == by_sector.select(counts).sum().rows()


@pytest.mark.slow
@given(FILTERS)
@settings(max_examples=40)
def test_money_adds_up_over_any_split(register: Snapshot, filters: Filters):
    total = measures.run("impact_totals", filters, LEAD, register).frame
    for name in IMPACTS[1:]:
        parts = measures.run(name, filters, LEAD, register).frame
        for column in ("claimed_dkk", "repaid_dkk", "violations_without_worker_count"):
            assert parts[column].sum() == pytest.approx(total[column].sum())
