"""Every query: rows are given, rows are expected; and the SQL it becomes can be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlglot

from clausewatch.engine import Engine, catalogue
from clausewatch.engine.queries import BrokenQuery, prepared
from clausewatch.model.dimension import Dimension
from clausewatch.model.filters import Filters
from clausewatch.model.settings import Settings
from clausewatch.snapshots import Snapshot
from tests.builders import contract, tables, violation, visit
from tests.conftest import Golden, SnapshotOf

Asked = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(Settings())


@pytest.fixture
def ask(engine: Engine, snapshot_of: SnapshotOf) -> Asked:
    def asked(
        name: str, *visits: Any, filters: Filters | None = None, **more: Any
    ) -> list[dict[str, Any]]:
        given = {key: more.pop(key) for key in ("contracts",) if key in more}
        snapshot = snapshot_of(tables(*visits, **given))
        frame = engine.query(name, snapshot, filters or Filters(), **more)
        return frame.to_dicts()

    return asked


def counts(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        row[name] for name in ("visits", "visits_completed", "with_violation", "visits_open")
    )


class TestRates:
    def test_counts_completed_checks_and_those_with_a_violation(self, ask: Asked):
        rows = ask(
            "rates",
            visit(violation(), violation(), method="document_review"),
            visit(method="document_review"),
            visit(method="document_review", completed_on=None),
            visit(violation(), method="onsite_announced"),
            dimensions=(Dimension.METHOD,),
        )
        assert {row["key_1"]: counts(row) for row in rows} == {
            "document_review": (3, 2, 1, 1),
            "onsite_announced": (1, 1, 1, 0),
        }

    def test_a_violation_on_an_open_check_is_in_no_rate(self, ask: Asked):
        (row,) = ask("rates", visit(violation(), completed_on=None))
        assert counts(row) == (1, 0, 0, 1)

    def test_a_withdrawn_violation_never_counts(self, ask: Asked):
        (row,) = ask("rates", visit(violation(status="withdrawn")))
        assert counts(row) == (1, 1, 0, 0)

    @pytest.mark.parametrize("status", ["established", "contested", None])
    def test_other_violations_count(self, ask: Asked, status: str | None):
        (row,) = ask("rates", visit(violation(status=status)))
        assert counts(row) == (1, 1, 1, 0)

    @pytest.mark.parametrize("outcome", ["no_access", "withdrawn"])
    @pytest.mark.parametrize("completed_on", ["2024-03-05", None])
    def test_no_access_and_withdrawn_checks_are_in_no_rate(
        self, ask: Asked, outcome: str, completed_on: str | None
    ):
        (row,) = ask("rates", visit(violation(), outcome=outcome, completed_on=completed_on))
        assert counts(row) == (1, 0, 0, 0)

    @pytest.mark.parametrize("outcome", ["assessed", "suspicion_raised", None])
    def test_other_outcomes_are(self, ask: Asked, outcome: str | None):
        (row,) = ask("rates", visit(outcome=outcome))
        assert counts(row) == (1, 1, 0, 0)

    def test_reconnaissance_is_in_no_rate(self, ask: Asked):
        (row,) = ask("rates", visit(violation(), method="reconnaissance"))
        assert counts(row) == (1, 0, 0, 0)

    def test_checks_made_because_of_a_suspicion_stand_apart(self, ask: Asked):
        rows = ask("rates", visit(violation()), visit(trigger="follow_up"))
        assert [(row["is_follow_up"], *counts(row)) for row in rows] == [
            (0, 1, 1, 1, 0),
            (1, 1, 1, 0, 0),
        ]

    def test_the_sector_is_that_of_the_work_else_of_the_contract(self, ask: Asked):
        rows = ask(
            "rates",
            visit(sector="transport"),
            visit(),
            contracts=[contract(contract_id="c1", sector="food")],
            dimensions=(Dimension.SECTOR,),
        )
        assert [row["key_1"] for row in rows] == ["food", "transport"]

    def test_two_dimensions_and_empty_values(self, ask: Asked):
        rows = ask(
            "rates",
            visit(partner="P", tier=1),
            visit(tier=1),
            dimensions=(Dimension.PARTNER, Dimension.TIER),
        )
        assert [(row["key_1"], row["key_2"]) for row in rows] == [("P", 1), (None, 1)]

    @pytest.mark.parametrize(
        ("dimension", "first"),
        [
            (Dimension.MONTH, date(2024, 5, 1)),
            (Dimension.QUARTER, date(2024, 4, 1)),
            (Dimension.YEAR, date(2024, 1, 1)),
        ],
    )
    def test_a_check_belongs_to_the_period_it_started_in(
        self, ask: Asked, dimension: Dimension, first: date
    ):
        visited = visit(started_on="2024-05-31", completed_on="2025-01-02")
        (row,) = ask("rates", visited, dimensions=(dimension,))
        assert row["key_1"] == first

    @pytest.mark.parametrize(
        ("columns", "kind"),
        [
            ({"method": "screening_visit"}, "screening"),
            ({"method": "document_review"}, "document"),
            ({"method": "document_review", "clause": "training"}, "training_clause"),
            ({"method": "reconnaissance", "clause": "training"}, "reconnaissance"),
            ({"method": "onsite_announced"}, "other"),
        ],
    )
    def test_the_kinds_of_the_yearly_report(self, ask: Asked, columns: dict[str, str], kind: str):
        (row,) = ask("rates", visit(**columns), dimensions=(Dimension.CHECK_TYPE,))
        assert row["key_1"] == kind


class TestFilters:
    CHECKS = (
        visit(
            violation(category="underpayment", severity="gross"),
            violation(category="housing", severity="minor"),
            started_on="2024-01-01",
            team="north",
            risk_level="high",
            joint_with=["SKI", "Odense"],
        ),
        visit(
            method="document_review",
            trigger="tip",
            sector="food",
            country="ES",
            clause="csr",
            performed_by="national_body",
            tier=2,
            partner="NGO",
            supplier_id="S2",
            contract_id="c2",
            started_on="2024-12-31",
        ),
    )

    @pytest.mark.parametrize(
        ("word", "first", "second"),
        [
            ("method", "on_site", "document_review"),
            ("trigger", "random", "tip"),
            ("sector", "cleaning", "food"),
            ("country", "DK", "ES"),
            ("contract-type", "own_contract", "grant"),
            ("clause", "labour", "csr"),
            ("performed-by", "in_house", "national_body"),
            ("tier", "0", "2"),
            ("buyer", "Økonomiforvaltningen", "Social"),
            ("supplier", "10000001", "S2"),
        ],
    )
    def test_each_field_narrows(self, ask: Asked, word: str, first: str, second: str):
        contracts = [contract(contract_id="c2", buyer="Social", contract_type="grant")]
        for value, month in ((first, 1), (second, 12)):
            rows = ask(
                "rates",
                *self.CHECKS,
                contracts=contracts,
                filters=Filters.from_words({word: [value]}),
                dimensions=(Dimension.MONTH,),
            )
            assert [row["key_1"].month for row in rows] == [month]

    @pytest.mark.parametrize(
        ("word", "value", "n"),
        [
            ("team", "north", 1),
            ("team", "south", 0),
            ("risk-level", "high", 1),
            ("risk-level", "low", 0),
            ("joint", "SKI", 1),
            ("joint", "Aarhus", 0),
            ("partner", "NGO", 1),
            ("from", "2024-01-02", 1),
            ("from", "2024-01-01", 2),
            ("to", "2024-12-31", 2),
            ("to", "2024-12-30", 1),
        ],
    )
    def test_empty_values_and_edges(self, ask: Asked, word: str, value: str, n: int):
        rows = ask("rates", *self.CHECKS, filters=Filters.from_words({word: [value]}))
        assert sum(row["visits"] for row in rows) == n

    @pytest.mark.parametrize(
        ("words", "k"),
        [
            ({"category": ["underpayment"]}, 1),
            ({"category": ["underpayment"], "severity": ["gross"]}, 1),
            # The gross one is underpayment and the minor one is housing: no violation is both.
            ({"category": ["underpayment"], "severity": ["minor"]}, 0),
            ({"severity": ["minor"]}, 1),
            ({"category": ["environment"]}, 0),
        ],
    )
    def test_category_and_severity_restrict_the_numerator_only(
        self, ask: Asked, words: dict[str, list[str]], k: int
    ):
        rows = ask("rates", *self.CHECKS, filters=Filters.from_words(words))
        assert [counts(row) for row in rows] == [(2, 2, k, 0)]

    def test_every_category_has_a_bit_of_its_own(self, ask: Asked):
        from clausewatch.model.codes import Category

        checks = [visit(violation(category=category)) for category in Category]
        for category in Category:
            filters = Filters(category=(category,))
            (row,) = ask("rates", *checks, filters=filters)
            assert counts(row) == (len(checks), len(checks), 1, 0)


class TestRatesByUnit:
    def test_a_case_counts_once_in_each_group(self, ask: Asked):
        rows = ask(
            "rates_by_unit",
            visit(case_id="a", method="screening_visit"),
            visit(violation(), case_id="a", method="document_review"),
            visit(case_id="a", method="document_review"),
            visit(case_id="b", method="document_review", completed_on=None),
            dimensions=(Dimension.METHOD,),
            unit=Dimension.CASE,
        )
        assert {row["key_1"]: counts(row) for row in rows} == {
            "document_review": (2, 1, 1, 1),
            "screening_visit": (1, 1, 0, 0),
        }

    def test_a_supplier_counts_once(self, ask: Asked):
        (row,) = ask(
            "rates_by_unit",
            visit(violation(), supplier_id="S"),
            visit(supplier_id="S"),
            visit(supplier_id="T"),
            unit=Dimension.SUPPLIER,
        )
        assert counts(row) == (2, 2, 1, 0)


class TestImpact:
    def one(self, ask: Asked, *visits: Any, **more: Any) -> dict[str, Any]:
        (row,) = ask("impact", *visits, **more)
        return row

    def test_workers_sum_within_a_category_then_the_largest_category(self, ask: Asked):
        row = self.one(
            ask,
            visit(
                violation(category="underpayment", workers_affected=3),
                violation(category="working_time", workers_affected=5),
                case_id="a",
            ),
            visit(violation(category="underpayment", workers_affected=4), case_id="a"),
        )
        assert row["workers_affected"] == 7
        assert row["cases_with_violation"] == 1

    def test_contracts_and_countries_of_a_case_add_up(self, ask: Asked):
        row = self.one(
            ask,
            visit(violation(workers_affected=3), case_id="a", contract_id="c1"),
            visit(violation(workers_affected=4), case_id="a", contract_id="c2"),
            visit(violation(workers_affected=5), case_id="a", contract_id="c2", country="ES"),
        )
        assert row["workers_affected"] == 12

    def test_unknown_counts_of_workers_are_counted(self, ask: Asked):
        row = self.one(ask, visit(violation(), violation(workers_affected=0)))
        assert (row["workers_affected"], row["violations_without_worker_count"]) == (0, 1)

    def test_claimed_and_repaid_do_not_mix(self, ask: Asked):
        row = self.one(
            ask,
            visit(violation(claimed_dkk=100, repaid_dkk=40), violation(claimed_dkk=60)),
            visit(violation(claimed_dkk=240)),
            visit(violation()),
        )
        assert (row["claimed_dkk"], row["repaid_dkk"]) == (400, 40)
        assert (row["cases_with_violation"], row["cases_with_claim"]) == (3, 2)
        assert row["claimed_median_per_case"] == 200
        assert row["largest_claim_dkk"] == 240

    def test_a_case_is_closed_when_every_violation_is(self, ask: Asked):
        closed = violation(remedy_state="verified_closed")
        row = self.one(
            ask,
            visit(closed, case_id="a"),
            visit(closed, violation(remedy_state="supplier_reports_done"), case_id="b"),
        )
        assert row["verified_closed"] == 1

    def test_open_checks_count_so_far_and_withdrawn_violations_never(self, ask: Asked):
        row = self.one(
            ask,
            visit(violation(workers_affected=2), completed_on=None),
            visit(violation(status="withdrawn", workers_affected=9)),
        )
        assert (row["cases_with_violation"], row["workers_affected"]) == (1, 2)

    def test_filters_restrict_the_violations(self, ask: Asked):
        row = self.one(
            ask,
            visit(
                violation(category="housing", workers_affected=2, severity="minor"),
                violation(category="underpayment", workers_affected=9),
            ),
            filters=Filters(category=("housing",), severity=("minor",)),
        )
        assert row["workers_affected"] == 2


class TestPlacesAndValues:
    def test_sites_are_put_together_to_a_hundred_metres(self, ask: Asked):
        rows = ask(
            "sites",
            visit(violation(), latitude=55.67612, longitude=12.56834, place="Indre By"),
            visit(latitude=55.67588, longitude=12.56790, place="Indre By", completed_on=None),
            visit(latitude=36.84, longitude=-2.46, country="ES"),
            visit(),
            most_sites=10,
        )
        assert [tuple(row.values()) for row in rows] == [
            ("DK", "Indre By", 55.676, 12.568, 1, 1, 1),
            ("ES", None, 36.84, -2.46, 1, 0, 0),
        ]

    def test_values_of_a_field_by_number_of_checks(self, ask: Asked):
        rows = ask(
            "field_values",
            visit(supplier_id="S", supplier_name="One"),
            visit(supplier_id="T", supplier_name="Two"),
            visit(supplier_id="T", supplier_name="Two"),
            dimensions=(Dimension.SUPPLIER,),
            most_values=1,
        )
        assert rows == [{"value": "T", "label": "Two", "visits": 2}]

    def test_buyers_that_joined(self, ask: Asked):
        rows = ask(
            "joint_values",
            visit(joint_with=["SKI", "Odense"]),
            visit(joint_with=["SKI"]),
            visit(),
            most_values=9,
        )
        assert rows == [{"value": "SKI", "visits": 2}, {"value": "Odense", "visits": 1}]


def _variants() -> list[tuple[str, tuple[Dimension, ...], Dimension | None]]:
    """Each query once, with a dimension in every place it has."""
    places = {"dimension_1": Dimension.SECTOR, "dimension_2": Dimension.QUARTER}
    return [
        (
            name,
            tuple(places[place] for place in query.places if place in places),
            Dimension.CASE if "counted_unit" in query.places else None,
        )
        for name, query in catalogue().items()
    ]


@pytest.mark.parametrize(
    ("name", "dimensions", "unit"), _variants(), ids=[name for name, _, _ in _variants()]
)
def test_every_query_becomes_spark_sql(
    golden: Golden, name: str, dimensions: tuple[Dimension, ...], unit: Dimension | None
):
    written = prepared(name, dimensions, unit, dialect="spark")
    (parsed,) = sqlglot.parse(written, read="spark")
    assert parsed is not None
    pretty = parsed.sql(dialect="spark", pretty=True)
    for unknown in ("LIST_CONTAINS", "LIST_HAS_ANY", "&&", "$"):
        assert unknown not in pretty
    golden(f"spark/{name}.sql", pretty + "\n")


def test_a_query_without_the_place_is_refused():
    with pytest.raises(BrokenQuery, match="sites has no dimension_1"):
        prepared("sites", (Dimension.SECTOR,))


def test_an_unknown_query_is_refused():
    with pytest.raises(BrokenQuery, match="no query nothing"):
        prepared("nothing")


def test_a_file_without_its_header_is_refused(tmp_path: Any):
    (tmp_path / "bare.sql").write_text("-- title: bare\nselect 1", encoding="utf-8")
    with pytest.raises(BrokenQuery, match="bare: the header has no grain, parameters, columns"):
        catalogue(tmp_path)


def test_a_file_with_two_statements_is_refused(tmp_path: Any):
    header = "".join(f"-- {line}: x\n" for line in ("title", "grain", "parameters", "columns"))
    (tmp_path / "two.sql").write_text(header + "select 1; select 2", encoding="utf-8")
    with pytest.raises(BrokenQuery, match="two: holds 2 statements"):
        catalogue(tmp_path)


def test_a_damaged_derived_file_is_made_again(engine: Engine, snapshot_of: SnapshotOf):
    snapshot: Snapshot = snapshot_of(tables(visit()))
    engine.prepare(snapshot)
    derived = snapshot.folder.parent.parent / "derived" / snapshot.id
    (facts,) = derived.rglob("facts.parquet")
    facts.write_bytes(facts.read_bytes()[:-40])
    fresh = Engine(Settings())
    assert fresh.query("rates", snapshot, Filters())["visits"].to_list() == [1]
    assert not list(derived.glob(".draft-*"))


class TestCases:
    def test_a_case_is_what_its_first_check_was(self, ask: Asked):
        rows = ask(
            "case_strata",
            visit(case_id="a", started_on="2024-02-01", method="document_review", tier=1),
            visit(
                violation(),
                case_id="a",
                started_on="2023-12-31",
                method="screening_visit",
                trigger="tip",
                sector="food",
                clause="csr",
                risk_level="high",
            ),
        )
        assert rows == [
            {
                "sector": "food",
                "risk_level": "high",
                "risk_is_of_contract": 0,
                "year": 2023,
                "clause": "csr",
                "method_group": "on_site",
                "trigger": "tip",
                "supplier_id": "10000001",
                "cases": 1,
                "found": 1,
            }
        ]

    def test_the_contract_s_risk_stands_in_and_is_marked(self, ask: Asked):
        (row,) = ask("case_strata", visit(), contracts=[contract(risk_level="low")])
        assert (row["risk_level"], row["risk_is_of_contract"]) == ("low", 1)

    @pytest.mark.parametrize(
        ("second", "cases"),
        [
            ({}, 1),
            ({"completed_on": None}, 0),
            ({"outcome": "no_access", "completed_on": None}, 1),
        ],
    )
    def test_a_case_is_completed_when_nothing_of_it_is_open(
        self, ask: Asked, second: dict[str, Any], cases: int
    ):
        rows = ask(
            "case_strata",
            visit(case_id="a"),
            visit(case_id="a", started_on="2024-05-01", **second),
        )
        assert sum(row["cases"] for row in rows) == cases

    def test_a_case_of_nothing_assessed_is_not_completed(self, ask: Asked):
        assert ask("case_strata", visit(outcome="no_access")) == []

    def test_filters_are_held_against_the_first_check(self, ask: Asked):
        checks = (
            visit(case_id="a", method="screening_visit"),
            visit(violation(), case_id="a", method="document_review", started_on="2024-09-01"),
        )
        for method, cases in (("on_site", 1), ("document_review", 0)):
            filters = Filters.from_words({"method": [method]})
            rows = ask("case_strata", *checks, filters=filters)
            assert [(row["cases"], row["found"]) for row in rows] == [(1, 1)] * cases


class TestPairs:
    def test_only_what_was_seen_both_ways_is_read(self, ask: Asked):
        rows = ask(
            "paired_checks",
            visit(violation()),
            visit(method="document_review", started_on="2024-03-01"),
            visit(method="document_review", supplier_id="S"),
            visit(method="document_review", completed_on=None),
            visit(contract_id="c2"),
        )
        assert [(row["visit_id"], row["method_group"], row["found"]) for row in rows] == [
            ("v2", "desk", 0),
            ("v1", "on_site", 1),
        ]


class TestFollowThrough:
    def test_each_step_is_a_part_of_the_one_before(self, ask: Asked):
        closed = {"remedy_state": "verified_closed"}
        paid = violation(claimed_dkk=10, repaid_dkk=5, **closed)

        def led_to(name: str, *found: Any) -> list[Any]:
            return [
                visit(case_id=name),
                visit(*found, case_id=name, method="document_review", started_on="2024-06-01"),
            ]

        (row,) = ask(
            "follow_up_funnel",
            visit(paid),
            *led_to("clean"),
            *led_to("found", violation()),
            *led_to("claimed", violation(claimed_dkk=10)),
            *led_to("repaid", violation(claimed_dkk=10, repaid_dkk=5)),
            *led_to("closed", paid),
            visit(paid, method="document_review"),
        )
        assert list(row.values()) == [6, 5, 4, 3, 2, 1, 1]

    def test_a_case_counts_once_under_each_source_abroad(self, ask: Asked):
        rows = ask(
            "evidence_abroad",
            visit(country="ES", case_id="a", evidence=["workers", "ngo"]),
            visit(violation(), country="ES", case_id="a", evidence=["workers"]),
            visit(country="MM", evidence=["ngo"], completed_on=None),
            visit(violation(), evidence=["workers"]),
            home_country="DK",
        )
        assert rows == [
            {"evidence": "ngo", "cases": 1, "with_violation": 0},
            {"evidence": "workers", "cases": 1, "with_violation": 1},
        ]


@pytest.mark.parametrize(("with_follow_up", "checked"), [(False, 2), (True, 3)])
def test_suppliers_are_the_clusters(ask: Asked, with_follow_up: bool, checked: int):
    for name in ("rate_clusters", "rate_clusters_by_case"):
        (row,) = ask(
            name,
            visit(violation(), supplier_id="S"),
            visit(supplier_id="T"),
            visit(supplier_id="T", trigger="follow_up"),
            visit(supplier_id="U", completed_on=None),
            with_follow_up=with_follow_up,
        )
        assert (row["clusters"], row["checked"], row["found"]) == (2, checked, 1)
        assert (row["with_found"], row["with_unfound"]) == (1, 1)


def test_ways_of_looking_are_counted_by_period(ask: Asked):
    rows = ask(
        "rates_by_way",
        visit(violation(), trigger="tip"),
        visit(trigger="tip", method="screening_visit"),
        visit(method="document_review", started_on="2025-01-02"),
        visit(completed_on=None),
        dimensions=(Dimension.YEAR,),
    )
    assert [tuple(row.values()) for row in rows] == [
        (date(2024, 1, 1), "on_site", "tip", 2, 1),
        (date(2025, 1, 1), "desk", "random", 1, 0),
    ]
