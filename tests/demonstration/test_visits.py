from __future__ import annotations

from datetime import timedelta

import polars as pl

from tests.demonstration.conftest import Register

ON_SITE = ["screening_visit", "onsite_unannounced", "onsite_semi_announced", "onsite_announced"]


def of_years(register: Register, first: int, last: int) -> pl.DataFrame:
    return register.visits.filter(pl.col("started_on").dt.year().is_between(first, last))


def test_the_auditor_reads_papers_at_random_and_leaves(register: Register) -> None:
    early = of_years(register, 2014, 2016)
    assert set(early["performed_by"]) == {"external_auditor"}
    assert (early["method"] == "document_review").mean() > 0.8
    assert (early["trigger"] == "random").mean() > 0.7
    late = of_years(register, 2019, 2026)
    assert "external_auditor" not in set(late["performed_by"])
    assert {"in_house", "partner_organisation", "labour_inspectorate", "national_body"} == set(
        late["performed_by"]
    )


def test_the_city_chooses_by_risk_comes_unannounced_and_keeps_some_chance(
    register: Register,
) -> None:
    late = of_years(register, 2018, 2026)
    assert 0.3 < late["method"].is_in(ON_SITE).mean() < 0.6
    firsts = late.filter(pl.col("trigger") != "follow_up")
    assert (firsts["trigger"] == "risk_based").mean() > 0.4
    by_chance = firsts.filter(pl.col("trigger") == "random")
    assert 0.08 < len(by_chance) / len(firsts) < 0.35
    for group in (by_chance["method"].is_in(ON_SITE), by_chance["method"] == "document_review"):
        assert group.sum() > 150
    assert set(late["method"]) >= {"reconnaissance", "partner_monitoring", "online_interview"}
    assert (late["clause"] == "training").sum() > 300


def test_goods_follow_from_2021(register: Register) -> None:
    abroad = register.visits.filter(pl.col("country") != "DK")
    by_year = dict(abroad.group_by(pl.col("started_on").dt.year()).len().iter_rows())
    assert not any(year < 2018 for year in by_year)
    assert min(by_year[year] for year in (2022, 2023, 2024, 2025)) > 40


def test_few_checks_are_open_and_most_of_them_are_new(register: Register) -> None:
    is_open = register.visits["completed_on"].is_null()
    assert 0.01 < is_open.mean() < 0.05
    shares = register.visits.select(
        new=pl.col("completed_on")
        .is_null()
        .filter(pl.col("started_on") >= pl.date(2026, 7, 1))
        .mean(),
        old=pl.col("completed_on")
        .is_null()
        .filter(pl.col("started_on") < pl.date(2025, 1, 1))
        .mean(),
    ).row(0, named=True)
    assert shares["new"] > 0.2
    assert 0.002 < shares["old"] < 0.02


def test_follow_ups_come_after_a_first_check_of_the_same_site(register: Register) -> None:
    order = register.visits.sort("visit_id").with_columns(
        first=pl.col("visit_id").first().over("case_id"),
        began=pl.col("started_on").first().over("case_id"),
        sites=pl.struct("contract_id", "supplier_id", "tier").n_unique().over("case_id"),
        began_as=pl.col("trigger").first().over("case_id"),
    )
    later = order.filter((pl.col("trigger") == "follow_up") & (pl.col("began_as") != "follow_up"))
    assert len(later) > 800
    assert (later["visit_id"] > later["first"]).all()
    assert (order["started_on"] >= order["began"]).all()
    assert (order["sites"] == 1).all()
    began_as_follow_up = order.filter(
        (pl.col("visit_id") == pl.col("first")) & (pl.col("trigger") == "follow_up")
    )
    assert 20 < len(began_as_follow_up) < 200


def test_a_suspicion_leads_to_a_document_check_an_employee(register: Register) -> None:
    suspicions = register.visits.filter(
        (pl.col("outcome") == "suspicion_raised") & (pl.col("started_on") < pl.date(2026, 7, 1))
    )
    papers = register.visits.filter(
        (pl.col("method") == "document_review") & (pl.col("trigger") == "follow_up")
    )
    followed = suspicions.join(papers, on="case_id", suffix="_papers")
    assert followed["case_id"].n_unique() == suspicions["case_id"].n_unique()
    assert len(followed) > 1.7 * len(suspicions)


def test_who_does_not_get_in_finds_nothing(register: Register) -> None:
    counted = register.counted
    for outcome in ("no_access", "withdrawn"):
        rows = counted.filter(pl.col("outcome") == outcome)
        assert len(rows) > 20
        assert not rows["counts"].any()
        assert rows["completed_on"].null_count() == 0
    assert not counted.filter(pl.col("method") == "reconnaissance")["counts"].any()


def test_scores_are_there_where_they_were_known(register: Register) -> None:
    early, late = of_years(register, 2014, 2016), of_years(register, 2018, 2026)
    assert early["risk_score"].null_count() == len(early)
    chosen = late.filter(pl.col("trigger") == "risk_based")
    assert chosen["risk_score"].null_count() == 0
    assert chosen["risk_level"].n_unique() == 4
    assert late.filter(pl.col("trigger") == "random")["risk_score"].count() == 0


def test_the_same_site_is_looked_at_both_ways_within_half_a_year(register: Register) -> None:
    firsts = register.visits.filter(
        (pl.col("trigger") != "follow_up") & pl.col("completed_on").is_not_null()
    )
    keys = ["contract_id", "supplier_id", "clause"]
    pairs = (
        firsts.filter(pl.col("method").is_in(ON_SITE))
        .join(firsts.filter(pl.col("method") == "document_review"), on=keys, suffix="_desk")
        .filter(
            (pl.col("case_id") != pl.col("case_id_desk"))
            & ((pl.col("started_on") - pl.col("started_on_desk")).abs() <= timedelta(days=180))
        )
    )
    assert pairs["visit_id"].n_unique() > 100
    site_first = pairs.filter(pl.col("started_on") < pl.col("started_on_desk"))
    assert min(len(site_first), len(pairs) - len(site_first)) > 30


def test_other_eyes_and_other_contracts(register: Register) -> None:
    visits = register.visits
    assert visits["also_covers"].count() > 100
    covered = visits.select("contract_id", "also_covers").explode("also_covers").drop_nulls()
    assert (covered["contract_id"] != covered["also_covers"]).all()
    assert {"SKI", "Nabokommune 1"} <= set(visits["joint_with"].explode().drop_nulls())
    assert visits["partner"].n_unique() == 5
    talked = visits.filter(pl.col("workers_interviewed").is_not_null())
    assert len(talked) > 1000
    both = talked.filter(pl.col("workers_on_site").is_not_null())
    assert (both["workers_interviewed"] <= both["workers_on_site"]).all()
