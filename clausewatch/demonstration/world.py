"""The world the register is about: suppliers, contracts, and the sites where work is done.

A *site* is one contract × supplier × tier × place: what a check looks at. Arrays of one world
share their positions: ``contract`` and ``supplier`` of a site point into the contracts frame and
the arrays of suppliers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from clausewatch.demonstration.arrays import Bools, Floats, Ints, Random, dates, day_number
from clausewatch.demonstration.sectors import BUYERS, PROFILES
from clausewatch.demonstration.sites import CLAUSES, Sites, laid_out, log_odds
from clausewatch.demonstration.suppliers import Suppliers
from clausewatch.demonstration.terms import Terms, agreed, contractors, parents
from clausewatch.model.codes import ContractType, RiskLevel
from clausewatch.model.tables import CONTRACTS

MOST = 20_000
"""Contracts grow to this many, and suppliers stay below it, however many checks there are."""

RISK_CUTS = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class World:
    """Everything that is there before anybody looks.

    Attributes:
        contracts: the table of contracts, in the order of a snapshot.
        begins, ends: each contract's first and last day, as day numbers.
        sector: each contract's sector, as a position in ``PROFILES``.
        supplier_id, supplier_name, supplier_country: of each supplier.
        siblings: for each contract, up to two other contracts of its supplier.
        contract, supplier, tier, place, latitude, longitude, workers: of each site.
        subject: whether a site is subject to a clause, sites × clauses.
        known: log-odds of a violation as far as anybody can know, sites × clauses.
        base: the same with what nobody can know: the conduct of supplier and site.
    """

    contracts: pl.DataFrame
    begins: Ints
    ends: Ints
    sector: Ints
    supplier_id: pl.Series
    supplier_name: pl.Series
    supplier_country: npt.NDArray[np.str_]
    siblings: pl.Series
    contract: Ints
    supplier: Ints
    tier: Ints
    place: Ints
    latitude: Floats
    longitude: Floats
    workers: Floats
    subject: Bools
    known: Floats
    base: Floats

    @property
    def sites(self) -> int:
        return len(self.contract)

    def risk_level(self, score: Floats) -> Ints:
        """Risk scores as positions in ``RiskLevel``."""
        return np.searchsorted(np.array(RISK_CUTS), score, side="right").astype(np.int64)


def contracts_for(visits: int) -> int:
    """How many contracts a register of so many checks is about: 1,800 for 6,500 checks."""
    share = visits / 6500
    return int(np.clip(round(1800 * (share if share < 1 else share**0.5)), 60, MOST))


def build(visits: int, rng: Random, last_day: date) -> World:
    """A world for a register of so many checks, up to its last day."""
    n = contracts_for(visits)
    weights = np.array([profile.share for profile in PROFILES])
    sector = np.sort(rng.choice(len(PROFILES), n, p=weights / weights.sum())).astype(np.int64)
    terms = agreed(rng, sector, last_day)
    order = np.lexsort((np.arange(n), terms.begins))
    suppliers = Suppliers(rng)
    contractor = contractors(rng, sector, terms, suppliers)
    parent = parents(rng, sector, terms, contractor)

    # Contract ids follow the order of a snapshot: by first day.
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    sector, contractor = sector[order], contractor[order]
    terms = terms.take(order)
    parent = parent[order]
    parent = np.where(parent >= 0, rank[parent], -1)

    sites = laid_out(rng, sector, contractor, terms, suppliers)
    known, base = log_odds(rng, sector, sites, suppliers)
    ids, names = suppliers.series()
    frame = _frame(rng, sector, contractor, parent, terms, sites, known, suppliers, ids, names)
    return World(
        contracts=frame,
        begins=terms.begins,
        ends=np.where(terms.open_ended, day_number(last_day), terms.ends),
        sector=sector,
        supplier_id=ids,
        supplier_name=names,
        supplier_country=suppliers.countries(),
        siblings=_siblings(contractor, terms, frame["contract_id"]),
        known=known,
        base=base,
        **sites.arrays(),
    )


def _siblings(contractor: Ints, terms: Terms, ids: pl.Series) -> pl.Series:
    """Other contracts of the same supplier that run at the same time, at most two each."""
    runs = pl.DataFrame(
        {
            "row": np.arange(len(contractor)),
            "supplier": contractor,
            "begins": terms.begins,
            "ends": terms.ends,
            "id": ids,
        }
    )
    pairs = (
        runs.join(runs, on="supplier", suffix="_other")
        .filter(
            (pl.col("row") != pl.col("row_other"))
            & (pl.col("begins") <= pl.col("ends_other"))
            & (pl.col("begins_other") <= pl.col("ends"))
        )
        .sort("row", "row_other")
        .group_by("row", maintain_order=True)
        .agg(pl.col("id_other").head(2))
    )
    joined = runs.select("row").join(pairs, on="row", how="left", maintain_order="left")
    return joined["id_other"].rename("also_covers")


def _frame(
    rng: Random,
    sector: Ints,
    contractor: Ints,
    parent: Ints,
    terms: Terms,
    sites: Sites,
    known: Floats,
    suppliers: Suppliers,
    ids: pl.Series,
    names: pl.Series,
) -> pl.DataFrame:
    n = len(sector)
    contract_ids = pl.Series("contract_id", [f"A-{number:05d}" for number in range(1, n + 1)])
    kinds = list(ContractType)
    bought = [PROFILES[s].wares[w] for s, w in zip(sector, terms.ware, strict=True)]
    prefix = {
        ContractType.OWN_CONTRACT: "Kontrakt",
        ContractType.FRAMEWORK: "Rammeaftale",
        ContractType.SKI_CALL_OFF: "Leveringsaftale (SKI)",
        ContractType.PARALLEL_FRAMEWORK: "Parallel rammeaftale",
        ContractType.GRANT: "Tilskud",
    }
    versions = np.searchsorted(
        [day_number(day) for day in (date(2014, 6, 1), date(2018, 1, 1), date(2022, 5, 1))],
        terms.begins,
        side="right",
    )
    # As of today: the most risky site of the contract, as far as anybody can know.
    worst = np.full(n, -9.0)
    np.maximum.at(worst, sites.contract, np.where(sites.subject, known, -9.0).max(axis=1))
    level = np.searchsorted([-1.2, -0.6, 0.15], worst + rng.normal(0, 0.3, n), side="right")
    levels = np.array([each.value for each in RiskLevel])[level]
    columns = {
        "contract_id": contract_ids,
        "title": [
            f"{prefix[kinds[k]]}: {title}" for k, (_, title) in zip(terms.kind, bought, strict=True)
        ],
        "buyer": [BUYERS[each][0] for each in terms.buyer],
        "supplier_id": ids.gather(contractor),
        "supplier_name": names.gather(contractor),
        "supplier_country": suppliers.countries()[contractor],
        "contract_type": [kinds[each].value for each in terms.kind],
        "parent_contract_id": contract_ids.gather(
            pl.Series(np.where(parent >= 0, parent, 0))
        ).zip_with(pl.Series(parent >= 0), pl.Series([None] * n, dtype=pl.String)),
        "cpv": [code for code, _ in bought],
        "sector": [PROFILES[each].sector.value for each in sector],
        "clauses": [
            [clause.value for clause, has in zip(CLAUSES, row, strict=True) if has]
            for row in terms.clauses
        ],
        "clause_version": [("2013", "2014", "2018", "2022")[each] for each in versions],
        "value_dkk": [
            None if missing else value
            for missing, value in zip(rng.random(n) < 0.05, terms.value, strict=True)
        ],
        "start_date": dates("start_date", terms.begins),
        "end_date": dates("end_date", np.where(terms.open_ended, -1, terms.ends)),
        "risk_level": [
            None if missing else value
            for missing, value in zip(rng.random(n) < 0.08, levels, strict=True)
        ],
    }
    return pl.DataFrame(columns, schema=CONTRACTS.schema, strict=False)
