from __future__ import annotations

import polars as pl

from clausewatch.demonstration.violations import LANDMARKS
from clausewatch.model.codes import Category, RemedyState, Sanction
from tests.demonstration.conftest import Register


def test_every_category_state_and_sanction_occurs(register: Register) -> None:
    assert set(register.violations["category"]) >= {c.value for c in Category} - {
        Category.CHILD_LABOUR.value,
        Category.ENVIRONMENT.value,
    }
    assert set(register.violations["remedy_state"]) == {state.value for state in RemedyState}
    assert set(register.violations["sanction"].drop_nulls()) == {each.value for each in Sanction}
    assert set(register.violations["status"].drop_nulls()) == {
        "established",
        "contested",
        "withdrawn",
    }


def test_no_more_is_repaid_than_was_claimed_and_not_before(register: Register) -> None:
    paid = register.violations.filter(pl.col("repaid_dkk").is_not_null())
    assert len(paid) > 200
    assert (paid["repaid_dkk"] <= paid["claimed_dkk"]).all()
    assert (paid["repaid_on"] >= paid["found_on"]).all()
    assert paid["repaid_on"].null_count() == 0
    claimed, repaid = register.violations.select(pl.sum("claimed_dkk", "repaid_dkk")).row(0)
    assert 0.3 < repaid / claimed < 0.9


def test_states_fit_their_dates(register: Register) -> None:
    rows = register.violations
    closed = rows["remedy_state"] == "verified_closed"
    assert rows["verified_on"].is_not_null().equals(closed, check_names=False)
    reported = rows["remedy_state"].is_in(["verified_closed", "supplier_reports_done"])
    assert rows["reported_on"].is_not_null().equals(reported, check_names=False)
    done = rows.filter(closed)
    assert (done["verified_on"] >= done["reported_on"]).all()


def test_some_remedies_are_overdue(register: Register) -> None:
    overdue = register.violations.filter(
        (pl.col("due_on") < pl.date(2026, 9, 30))
        & pl.col("reported_on").is_null()
        & pl.col("remedy_state").is_in(["not_started", "plan_agreed", "in_progress"])
        & ~pl.col("status").eq_missing("withdrawn")
    )
    assert 20 < len(overdue) < 200


def test_what_is_withdrawn_has_no_course(register: Register) -> None:
    gone = register.violations.filter(pl.col("status") == "withdrawn")
    assert 5 < len(gone) < 0.05 * len(register.violations)
    names = ["claimed_dkk", "repaid_dkk", "due_on", "reported_on", "sanction", "union_in_remedy"]
    assert gone.select(pl.col(names).count()).row(0) == (0,) * len(names)


def test_some_counts_are_unknown_and_a_document_check_is_one_employee(register: Register) -> None:
    rows = register.violations.join(
        register.visits.select("visit_id", "method", "clause"), on="visit_id"
    )
    assert 0.05 < rows["workers_affected"].is_null().mean() < 0.3
    papers = rows.filter((pl.col("method") == "document_review") & (pl.col("clause") == "labour"))
    counts = papers["workers_affected"].drop_nulls()
    assert (counts == 1).sum() >= len(counts) - len(LANDMARKS)
    assert rows["union_in_remedy"].drop_nulls().n_unique() == 2


def test_one_claim_makes_up_most_of_some_years_in_a_sector(register: Register) -> None:
    rows = (
        register.violations.join(
            register.visits.select("visit_id", "contract_id", "started_on"), on="visit_id"
        )
        .join(register.frames["contracts"].select("contract_id", "sector"), on="contract_id")
        .group_by(pl.col("started_on").dt.year().alias("year"), "sector")
        .agg(share=pl.col("claimed_dkk").max() / pl.col("claimed_dkk").sum(), n=pl.len())
    )
    shares = {(year, sector): share for year, sector, share, _ in rows.iter_rows()}
    for year, sector in LANDMARKS:
        assert shares[year, sector.value] > 0.85
    assert len(register.frames["releases"]) == len(LANDMARKS)
    assert register.frames["releases"]["case_id"].is_in(register.visits["case_id"].implode()).all()
