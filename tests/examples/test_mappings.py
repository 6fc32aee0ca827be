"""The two public registers give the answers that are known of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from clausewatch.register import Reading, read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TODAY = date(2026, 1, 15)
#: The pairs the known answers stand under; no other type of inspection may use them.
KNOWN = {
    ("onsite_unannounced", "random"): (12_658, 16_041),
    ("onsite_announced", "random"): (22, 71),
    ("onsite_unannounced", "tip"): (460, 1_640),
    ("document_review", "random"): (0, 6),
}


@pytest.fixture(scope="module")
def san_francisco(shared_data: Callable[[str], Path]) -> Reading:
    folder = shared_data("inspections_sf")
    return read(folder, mapping=EXAMPLES / "san_francisco", today=TODAY)


@pytest.fixture(scope="module")
def new_york(shared_data: Callable[[str], Path]) -> Reading:
    folder = shared_data("inspections_osha_ny")
    return read(folder, mapping=EXAMPLES / "osha_new_york", today=TODAY)


def rates(reading: Reading) -> dict[tuple[str, str], tuple[int, int]]:
    """Completed checks with a violation, and completed checks, by method and trigger."""
    connection = duckdb.connect()
    for name, frame in reading.tables.items():
        connection.register(name, frame)
    rows = connection.sql(
        """
        select method, trigger, count(*) filter (visit_id in (select visit_id from violations)),
            count(*)
        from visits
        where completed_on is not null
        group by method, trigger
        """
    ).fetchall()
    return {(method, trigger): (found, of) for method, trigger, found, of in rows}


def counted(reading: Reading) -> dict[tuple[str, str, str], int]:
    """Findings by level, table and problem."""
    counts = reading.findings_frame.cast({"level": pl.String, "table": pl.String})
    counts = counts.cast({"problem": pl.String}).group_by("level", "table", "problem").len()
    return {(level, table, problem): n for level, table, problem, n in counts.rows()}


def test_the_four_known_answers(san_francisco: Reading) -> None:
    assert {pair: rates(san_francisco)[pair] for pair in KNOWN} == KNOWN
    triggers = {trigger for method, trigger in rates(san_francisco) if method == "document_review"}
    assert triggers == {"random"}


def test_every_type_is_mapped_and_counted_once(san_francisco: Reading) -> None:
    assert sum(of for _, of in rates(san_francisco).values()) == 27_986
    assert san_francisco.tables["visits"].height == san_francisco.rows["visits"] == 27_986


def test_what_the_check_finds_and_nothing_else(san_francisco: Reading) -> None:
    assert counted(san_francisco) == {
        ("error", "contracts", "key"): 18,
        ("error", "violations", "reference"): 51,
        ("warning", "contracts", "mapping_note"): 26,
        ("warning", "violations", "mapping_note"): 24,
    }
    repeated = san_francisco.findings_frame.filter(pl.col("problem") == "key")
    assert repeated["value"].n_unique() == 16
    assert (san_francisco.rejected, san_francisco.orphaned) == (69, 0)
    assert san_francisco.rejects["violations"].height == 51


def test_a_repeated_business_keeps_its_first_row(san_francisco: Reading) -> None:
    for finding in san_francisco.findings:
        if finding.problem.key == "finding.key":
            first = dict(finding.problem.values)["first"]
            assert isinstance(first, int)
            assert first < finding.row
    contracts = san_francisco.tables["contracts"]
    assert contracts["contract_id"].n_unique() == contracts.height == 7_652


def test_a_case_begins_with_its_first_visit(san_francisco: Reading) -> None:
    visits = san_francisco.tables["visits"]
    first = visits.filter(pl.col("visit_id") == pl.col("case_id"))
    assert first["case_id"].n_unique() == visits["case_id"].n_unique() == first.height
    later = visits.filter(pl.col("visit_id") != pl.col("case_id"))
    assert later["trigger"].unique().to_list() == ["follow_up"]


def test_new_york(new_york: Reading) -> None:
    assert len(new_york.findings) == 0
    assert {name: frame.height for name, frame in new_york.tables.items()} == {
        "contracts": 271,
        "visits": 343,
        "violations": 133,
    }
    assert new_york.tables["violations"]["visit_id"].n_unique() == 24
    desk = new_york.tables["visits"].filter(pl.col("method") == "document_review")
    assert desk.height == 8


def test_an_inspection_is_open_for_six_months_whatever_is_known(new_york: Reading) -> None:
    visits = new_york.tables["visits"]
    newest = visits["started_on"].max()
    young = pl.col("started_on").dt.offset_by("6mo") > newest
    open_ = visits.select(young=young, open=pl.col("completed_on").is_null())
    assert open_["young"].equals(open_["open"])
    assert open_["open"].sum() == 245
