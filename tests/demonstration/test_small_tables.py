from __future__ import annotations

import polars as pl

from clausewatch.demonstration import small_tables
from tests.demonstration.conftest import Register


def test_capacity_belongs_to_the_teams_of_the_checks(register: Register) -> None:
    capacity = register.frames["capacity"]
    assert set(capacity["team"]) == set(register.visits["team"].drop_nulls())
    assert capacity["year"].to_list()[0] == 2018
    assert capacity["year"].max() == 2026


def test_tips_come_before_the_checks_they_lead_to(register: Register) -> None:
    tips = register.frames["tips"].join(
        register.visits.select("visit_id", "started_on", "trigger"), on="visit_id"
    )
    assert len(tips) > 150
    assert (tips["trigger"] == "tip").all()
    assert (tips["received_on"] <= tips["started_on"]).all()
    quiet = register.frames["tips"].filter(pl.col("visit_id").is_null())
    assert len(quiet) > 30
    assert 0 < quiet["contract_id"].null_count() < len(quiet)


def test_a_large_register_keeps_few_tips() -> None:
    assert small_tables.Tips(0.08 * 10**8, 0)._keep * 0.08 * 10**8 == small_tables.TIPS_KEPT
    assert small_tables.Tips(500, 0)._keep == 1
    assert small_tables.Tips(500, 0).table().is_empty()


def test_targets_are_of_the_last_years(register: Register) -> None:
    targets = register.frames["targets"]
    assert set(targets["period"]) == {"2024", "2025", "2026"}
    assert targets["kpi"].n_unique() * 3 == len(targets)
