"""On site against desk, on cases as they began."""

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

LEAD = Viewer(Role.LEAD)

#: The 1973 admissions counts as (found, not found) on site and at the desk, a stratum a sector.
ADMISSIONS = [
    ((512, 313), (89, 19)),
    ((353, 207), (17, 8)),
    ((120, 205), (202, 391)),
    ((138, 279), (131, 244)),
    ((53, 138), (94, 299)),
    ((22, 351), (24, 317)),
]
SECTORS = ("construction", "cleaning", "transport", "food", "catering", "textiles")


def cases(stratum: int, on_site: bool, found: int, clean: int) -> list[dict[str, Any]]:
    """Cases of one check each, no two at one supplier."""
    side = "on" if on_site else "desk"
    return [
        visit(
            *([violation()] if number < found else []),
            method="onsite_unannounced" if on_site else "document_review",
            sector=SECTORS[stratum],
            supplier_id=f"{side}-{stratum}-{number}",
        )
        for number in range(found + clean)
    ]


def admissions() -> list[dict[str, Any]]:
    built = []
    for stratum, (on_site, desk) in enumerate(ADMISSIONS):
        built += cases(stratum, True, *on_site)
        built += cases(stratum, False, *desk)
    return built


def row(snapshot: Snapshot, name: str, filters: Filters | None = None) -> dict[str, Any]:
    result = measures.run(f"method_effect_{name}", filters or Filters(), LEAD, snapshot)
    return result.frame.row(0, named=True)


def sentences(snapshot: Snapshot, name: str) -> list[str]:
    result = measures.run(f"method_effect_{name}", Filters(), LEAD, snapshot)
    return [render(text, Language.ENGLISH) for text in (result.finding, *result.notes)]


@pytest.fixture(scope="module")
def admitted(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    from datetime import date

    from tests.conftest import published

    folder = tmp_path_factory.mktemp("admissions") / "snapshots"
    return published(folder, tables(*admissions()), register_date=date(2024, 12, 31))


def test_the_admissions_counts_turned_to_on_site_against_desk(admitted: Snapshot):
    crude, adjusted = row(admitted, "crude"), row(admitted, "standardised")
    assert crude["risk_ratio"] == pytest.approx(1.467, abs=5e-4)
    assert adjusted["risk_ratio"] == pytest.approx(0.945, abs=5e-4)
    assert crude["odds_ratio"] == pytest.approx(1.841, abs=5e-4)
    assert adjusted["odds_ratio"] == pytest.approx(0.905, abs=5e-4)
    assert adjusted["heterogeneity_p"] == pytest.approx(0.00206, abs=5e-5)
    assert (adjusted["strata_used"], adjusted["strata_total"]) == (6, 6)
    assert adjusted["pooled"] is False
    assert crude["pooled"] is None


def test_rates_have_the_ratio_and_the_difference(admitted: Snapshot):
    found = row(admitted, "standardised")
    assert found["rate_on_site"] / found["rate_desk"] == pytest.approx(found["risk_ratio"])
    assert found["rate_on_site"] - found["rate_desk"] == pytest.approx(found["risk_difference"])


def test_a_crude_figure_that_points_the_other_way_is_said(admitted: Snapshot):
    finding, *notes = sentences(admitted, "standardised")
    assert finding.startswith("One number would mislead")
    assert any(note.startswith("As counted, it looks the other way round") for note in notes)


def test_where_one_number_would_mislead_the_strata_lead(admitted: Snapshot):
    chart = measures.run("method_effect_standardised", Filters(), LEAD, admitted).chart
    assert chart is not None
    assert [len(series.points) for series in chart.series] == [6, 6]


def test_a_case_counts_as_it_began(snapshot_of: SnapshotOf):
    """The screening gets the credit for what the document check it led to found."""
    led_to = [
        item
        for number in range(12)
        for item in (
            visit(case_id=f"a{number}", method="screening_visit", outcome="suspicion_raised"),
            visit(
                violation(),
                case_id=f"a{number}",
                method="document_review",
                trigger="follow_up",
                started_on="2024-04-01",
            ),
        )
    ]
    other = [visit(method="document_review") for _ in range(12)]
    found = row(snapshot_of(tables(*led_to, *other)), "crude")
    assert (found["rate_on_site"], found["rate_desk"]) == (1.0, 0.0)
    assert (found["cases_used"], found["cases_left_out"]) == (24, 0)


def test_what_is_left_out_is_counted_with_its_reason(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(
        tables(
            visit(violation()),
            visit(method="document_review"),
            visit(method="document_review", sector="food"),
            visit(method="self_assessment"),
            visit(trigger="follow_up"),
            visit(completed_on=None),
            visit(case_id="half", method="document_review"),
            visit(case_id="half", completed_on=None, started_on="2024-05-05"),
        )
    )
    found = row(snapshot, "standardised")
    assert (found["cases_used"], found["cases_left_out"]) == (2, 3)
    (said,) = [text for text in sentences(snapshot, "standardised") if "left out:" in text]
    assert said == (
        "3 of 5 completed cases are left out: 1 that began in another way than on site or with "
        "documents, 1 that began as follow-up of a suspicion and 1 without a counterpart of the "
        "other kind."
    )


def test_no_findings_at_the_desk_give_a_difference_and_no_ratio(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(tables(*cases(0, True, 8, 4), *cases(0, False, 0, 12)))
    found = row(snapshot, "crude")
    assert found["risk_ratio"] is None
    assert found["risk_difference"] == pytest.approx(8 / 12)
    assert "a difference of between" in sentences(snapshot, "crude")[0]


def test_random_looks_at_random_cases_only(snapshot_of: SnapshotOf):
    checks = [*cases(0, True, 6, 6), *cases(0, False, 3, 9)]
    checks += [{**visit(violation()), "trigger": "risk_based"} for _ in range(30)]
    found = row(snapshot_of(tables(*checks)), "random")
    assert (found["rate_on_site"], found["rate_desk"]) == (0.5, 0.25)
    assert (found["cases_used"], found["cases_left_out"]) == (24, 30)


@pytest.mark.parametrize(
    "checks",
    [
        [],
        [visit(completed_on=None)],
        [visit()],
        [visit(violation())],
        [visit(method="document_review")],
        [visit(trigger="follow_up"), visit(trigger="follow_up", method="document_review")],
        [visit(), visit(method="document_review")],
        [visit(violation()), visit(violation(), method="document_review")],
    ],
    ids=["none", "open", "one", "found", "desk", "follow-up", "clean", "all"],
)
@pytest.mark.parametrize("name", ["crude", "standardised", "random"])
def test_a_sentence_for_every_edge(
    snapshot_of: SnapshotOf, checks: list[dict[str, Any]], name: str
):
    snapshot = snapshot_of(tables(visit(method="reconnaissance"), *checks))
    for text in sentences(snapshot, name):
        assert "nan" not in text
        assert "None" not in text


def test_a_planted_effect_is_recovered_where_the_crude_figure_hides_it(
    snapshot_of: SnapshotOf,
):
    """On site finds twice as much everywhere, but was used where little is to be found."""
    checks = []
    for stratum, (rate, n1, n0) in enumerate([(0.4, 40, 400), (0.2, 100, 100), (0.05, 400, 40)]):
        checks += cases(stratum, True, round(rate * n1), n1 - round(rate * n1))
        checks += cases(stratum, False, round(rate * n0 / 2), n0 - round(rate * n0 / 2))
    snapshot = snapshot_of(tables(*checks))
    crude, adjusted = row(snapshot, "crude"), row(snapshot, "standardised")
    assert crude["risk_ratio_high"] < 1.2
    assert adjusted["risk_ratio"] == pytest.approx(2, rel=0.02)
    assert adjusted["risk_ratio_low"] > 1
    assert adjusted["pooled"] is True
