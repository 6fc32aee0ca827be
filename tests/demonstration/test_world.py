from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from clausewatch.demonstration import world
from clausewatch.demonstration.places import PLACES
from clausewatch.model.codes import SECTOR_OF_CPV_DIVISION
from tests.demonstration.conftest import Register


@pytest.mark.parametrize(
    ("visits", "contracts"),
    [(1, 60), (6500, 1800), (100_000, 7060), (10**6, 20_000), (10**8, 20_000)],
)
def test_contracts_grow_with_checks_to_a_limit(visits: int, contracts: int) -> None:
    assert world.contracts_for(visits) == contracts


def test_suppliers_stay_below_the_limit() -> None:
    built = world.build(10**8, np.random.default_rng(1), date(2026, 9, 30))
    assert len(built.contracts) == world.MOST
    assert len(built.supplier_id) <= world.MOST


def test_sectors_fit_their_cpv_codes(register: Register) -> None:
    contracts = register.frames["contracts"]
    for division, sector in SECTOR_OF_CPV_DIVISION.items():
        of_division = contracts.filter(pl.col("cpv").str.starts_with(division))
        assert set(of_division["sector"]) <= {sector.value}


def test_a_call_off_has_the_supplier_of_its_framework(register: Register) -> None:
    contracts = register.frames["contracts"]
    under = contracts.join(
        contracts, left_on="parent_contract_id", right_on="contract_id", suffix="_above"
    )
    kinds = under.group_by("contract_type_above").len()
    assert set(kinds["contract_type_above"]) == {"framework", "parallel_framework"}
    called = under.filter(pl.col("contract_type_above") == "framework")
    assert called["supplier_id"].equals(called["supplier_id_above"], check_names=False)
    assert (under["start_date"] >= under["start_date_above"]).all()
    parallel = under.filter(pl.col("contract_type") == "parallel_framework")
    assert (parallel["supplier_id"] != parallel["supplier_id_above"]).mean() > 0.95


def test_every_kind_of_contract_and_clause_is_there(register: Register) -> None:
    contracts = register.frames["contracts"]
    assert set(contracts["contract_type"]) == {
        "own_contract",
        "framework",
        "ski_call_off",
        "parallel_framework",
        "grant",
    }
    assert set(contracts["clauses"].explode()) == {"labour", "csr", "training", "environment"}
    assert contracts["sector"].n_unique() == 13


def test_sites_lie_near_the_place_they_name(register: Register) -> None:
    sites = register.visits.filter(pl.col("latitude").is_not_null())
    assert len(sites) > 4000
    for name, country, latitude, longitude in sites.select(
        "place", "country", "latitude", "longitude"
    ).iter_rows():
        metres = min(
            111_200
            * np.hypot(
                place.latitude - latitude,
                (place.longitude - longitude) * np.cos(np.radians(latitude)),
            )
            - place.metres
            for place in PLACES
            if (place.name, place.country) == (name, country)
        )
        assert metres < 5


def test_supply_chains_lead_where_goods_are_made(register: Register) -> None:
    places = set(register.visits["place"].drop_nulls())
    assert {"Nørrebro", "Almería", "Huelva", "Yangon", "Los Ríos", "Shenzhen", "Dhaka"} <= places
    assert register.visits["country"].n_unique() >= 15


def test_nobody_real_is_named(register: Register) -> None:
    for frame in (register.frames["contracts"], register.visits):
        assert frame["supplier_id"].str.contains(r"^DEMO-\d{5}$").all()
        assert frame["supplier_name"].str.contains(r"^Demo \p{L}+ \d{5} ").all()
    assert register.visits["lead"].drop_nulls().str.contains("^Lead [A-I]$").all()
