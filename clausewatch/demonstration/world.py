"""The world the register is about: suppliers, contracts, and the sites where work is done.

A *site* is one contract × supplier × tier × place: what a check looks at. Arrays of one world
share their positions: ``contract`` and ``supplier`` of a site point into the contracts frame and
the arrays of suppliers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from clausewatch.demonstration.places import CITY, PLACES, positions
from clausewatch.demonstration.sectors import (
    BUYERS,
    COMPANY_FORM,
    COUNTRY_EFFECT,
    HOME_COUNTRIES,
    PROFILES,
)
from clausewatch.model.codes import Clause, ContractType, RiskLevel, Sector
from clausewatch.model.tables import CONTRACTS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Random = np.random.Generator

MOST = 20_000
"""Contracts grow to this many, and suppliers stay below it, however many checks there are."""

CLAUSES = tuple(Clause)
LABOUR, CSR, TRAINING, ENVIRONMENT = range(4)
SUPPLIER_EFFECT = 0.65
"""Spread of a supplier's conduct as far as it shows (low bids, earlier reactions), log-odds."""
HIDDEN_EFFECT = 0.65
"""Spread of the part that does not show."""
SITE_EFFECT = 0.5
TIER_EFFECT = 0.45
FOREIGN_EFFECT = 0.4
RISK_CUTS = (0.25, 0.5, 0.75)

_EPOCH = np.datetime64("1970-01-01", "D")
_FIRST_START = date(2010, 7, 1)
_SERVICE_CLAUSES = (1.0, 0.15, 0.35, 0.2)
_GOODS_CLAUSES = (0.3, 1.0, 0.05, 0.35)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return int((np.datetime64(day, "D") - _EPOCH).astype(np.int64))


def dates(name: str, days: npt.NDArray[Any]) -> pl.Series:
    """Days since 1970-01-01 as dates; negative ones are empty."""
    numbers = pl.Series(name, days.astype(np.int32))
    kept = numbers.set(numbers < 0, None)
    return kept.cast(pl.Date)


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
    terms = _terms(rng, sector, last_day)
    order = np.lexsort((np.arange(n), terms.begins))
    suppliers = _Suppliers(rng)
    contractor = _contractors(rng, sector, terms, suppliers)
    parent = _parents(rng, sector, terms, contractor)

    # Contract ids follow the order of a snapshot: by first day.
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    sector, contractor = sector[order], contractor[order]
    terms = terms.take(order)
    parent = parent[order]
    parent = np.where(parent >= 0, rank[parent], -1)

    sites = _sites(rng, sector, contractor, terms, suppliers)
    known, base = _log_odds(rng, sector, sites, suppliers)
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


@dataclass(frozen=True)
class _Terms:
    """What is agreed in each contract."""

    kind: Ints
    begins: Ints
    ends: Ints
    open_ended: Bools
    ware: Ints
    buyer: Ints
    clauses: Bools
    value: Floats
    group: Ints

    def take(self, order: Ints) -> _Terms:
        return _Terms(
            self.kind[order],
            self.begins[order],
            self.ends[order],
            self.open_ended[order],
            self.ware[order],
            self.buyer[order],
            self.clauses[order],
            self.value[order],
            self.group[order],
        )


def _terms(rng: Random, sector: Ints, last_day: date) -> _Terms:
    n = len(sector)
    kinds = list(ContractType)
    kind = np.zeros(n, dtype=np.int64)
    ware = np.zeros(n, dtype=np.int64)
    buyer = np.zeros(n, dtype=np.int64)
    clauses = np.zeros((n, 4), dtype=np.bool_)
    for position, profile in enumerate(PROFILES):
        here = np.flatnonzero(sector == position)
        weights = np.array([profile.types[each] for each in kinds], dtype=np.float64)
        kind[here] = rng.choice(len(kinds), len(here), p=weights / weights.sum())
        ware[here] = rng.integers(len(profile.wares), size=len(here))
        buying = [i for i, (_, buys) in enumerate(BUYERS) if profile.sector in buys]
        buyer[here] = rng.choice(buying, len(here))
        chances = np.array(_GOODS_CLAUSES if profile.goods else _SERVICE_CLAUSES)
        if profile.sector is Sector.FOOD:
            chances = np.array((0.6, 1.0, 0.05, 0.35))
        clauses[here] = rng.random((len(here), 4)) < chances
    earliest, latest = day_number(_FIRST_START), day_number(last_day) - 90
    begins = rng.integers(earliest, latest, n)
    years = rng.choice([1, 2, 3, 4, 5, 6, 8], n, p=[0.08, 0.16, 0.18, 0.36, 0.08, 0.1, 0.04])
    ends = begins + (years * 365.25).astype(np.int64) - 1
    value = np.exp(rng.normal(15.1, 1.2, n)).round(-3)
    value = np.where(kind == kinds.index(ContractType.GRANT), (value / 6).round(-3), value)
    group = np.arange(n)
    parallel = kind == kinds.index(ContractType.PARALLEL_FRAMEWORK)
    for position in range(len(PROFILES)):
        members = np.flatnonzero(parallel & (sector == position))
        sizes = rng.integers(2, 6, size=len(members))
        heads = np.repeat(np.cumsum(sizes) - sizes, sizes)[: len(members)]
        group[members] = members[np.minimum(heads, len(members) - 1)]
    return _Terms(
        kind,
        begins[group],
        ends[group],
        (rng.random(n) < 0.04)[group],
        ware[group],
        buyer[group],
        clauses[group],
        value,
        group,
    )


class _Suppliers:
    """Suppliers as they are thought of; a pool is a range of them that work in one trade."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._words: list[str] = []
        self._country: list[str] = []
        self._place: list[int] = []
        self._latitude: list[float] = []
        self._longitude: list[float] = []

    @property
    def count(self) -> int:
        return len(self._words)

    def pool(self, size: int, word: str, country: str, name: str | None = None) -> Ints:
        """New suppliers of a country, each with a site of its own there."""
        first = self.count
        places = self.rng.choice(positions(country, name), size) if _has_places(country) else None
        if places is None:
            places = self.rng.integers(len(CITY), size=size)
        latitude, longitude = scatter(self.rng, places)
        self._words += [word] * size
        self._country += [country] * size
        self._place += places.tolist()
        self._latitude += latitude.tolist()
        self._longitude += longitude.tolist()
        return np.arange(first, self.count)

    def countries(self) -> npt.NDArray[np.str_]:
        return np.array(self._country)

    def site(self) -> tuple[Ints, Floats, Floats]:
        """Place, latitude and longitude of each supplier's own site."""
        return np.array(self._place), np.array(self._latitude), np.array(self._longitude)

    def series(self) -> tuple[pl.Series, pl.Series]:
        """Ids that can be nobody's number, and names that can be nobody's name."""
        ids = [f"DEMO-{number:05d}" for number in range(1, self.count + 1)]
        names = [
            f"Demo {word} {number:05d} {COMPANY_FORM[country]}"
            for number, (word, country) in enumerate(
                zip(self._words, self._country, strict=True), start=1
            )
        ]
        return pl.Series("supplier_id", ids), pl.Series("supplier_name", names)


def _has_places(country: str) -> bool:
    return country != "DK" and any(place.country == country for place in PLACES)


def scatter(rng: Random, places: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Points spread evenly within the circle of each place."""
    latitude = np.array([place.latitude for place in PLACES])[places]
    longitude = np.array([place.longitude for place in PLACES])[places]
    metres = np.array([place.metres for place in PLACES])[places]
    distance = metres * np.sqrt(rng.random(len(places)))
    angle = rng.random(len(places)) * 2 * np.pi
    north = distance * np.sin(angle) / 111_200
    east = distance * np.cos(angle) / (111_200 * np.cos(np.radians(latitude)))
    return (latitude + north).round(5), (longitude + east).round(5)


def _pick(rng: Random, pool: Ints, size: int) -> Ints:
    """Some of a pool; the first ones come up more often, as big suppliers do."""
    return pool[(len(pool) * rng.random(size) ** 1.7).astype(np.int64)]


def _contractors(rng: Random, sector: Ints, terms: _Terms, suppliers: _Suppliers) -> Ints:
    contractor = np.zeros(len(sector), dtype=np.int64)
    for position, profile in enumerate(PROFILES):
        here = np.flatnonzero(sector == position)
        if not len(here):
            continue
        size = max(2, round(0.42 * len(here)))
        foreign = round(size * (0.12 if profile.goods else 0.04))
        pool = np.concatenate(
            [suppliers.pool(size - foreign, profile.word, "DK")]
            + [suppliers.pool(1, profile.word, _home(rng)) for _ in range(foreign)]
        )
        # Shuffled: size has nothing to do with where a supplier comes from.
        contractor[here] = _pick(rng, rng.permutation(pool), len(here))
        # The rows of a parallel framework are different suppliers where there are enough.
        heads = terms.group[here]
        for head in np.unique(heads[heads != here]):
            rows = here[heads == head]
            if len(rows) <= len(pool):
                contractor[rows] = rng.choice(pool, len(rows), replace=False)
    return contractor


def _home(rng: Random) -> str:
    weights = np.array([weight for _, weight in HOME_COUNTRIES])
    return HOME_COUNTRIES[int(rng.choice(len(weights), p=weights / weights.sum()))][0]


def _parents(rng: Random, sector: Ints, terms: _Terms, contractor: Ints) -> Ints:
    """The framework a contract was called off from, or the first row of its parallel framework.

    A call-off goes to the framework's supplier, so ``contractor`` is changed where one is found.
    """
    kinds = list(ContractType)
    parent = np.where(terms.group != np.arange(len(sector)), terms.group, -1)
    framework = terms.kind == kinds.index(ContractType.FRAMEWORK)
    calling = (terms.kind == kinds.index(ContractType.SKI_CALL_OFF)) & (
        rng.random(len(sector)) < 0.3
    ) | (terms.kind == kinds.index(ContractType.OWN_CONTRACT)) & (rng.random(len(sector)) < 0.12)
    for position in range(len(PROFILES)):
        above = np.flatnonzero(framework & (sector == position))
        below = np.flatnonzero(calling & (sector == position))
        if not len(above) or not len(below):
            continue
        chosen = rng.choice(above, len(below))
        fits = terms.begins[chosen] <= terms.begins[below]
        below, chosen = below[fits], chosen[fits]
        parent[below] = chosen
        contractor[below] = contractor[chosen]
    return parent


@dataclass(frozen=True)
class _Sites:
    contract: Ints
    supplier: Ints
    tier: Ints
    place: Ints
    latitude: Floats
    longitude: Floats
    workers: Floats
    subject: Bools

    def arrays(self) -> dict[str, Any]:
        return dict(vars(self))


def _sites(
    rng: Random, sector: Ints, contractor: Ints, terms: _Terms, suppliers: _Suppliers
) -> _Sites:
    n = len(sector)
    goods = np.array([profile.goods for profile in PROFILES])[sector]
    home_place = rng.integers(len(CITY), size=n)
    second = np.flatnonzero(~goods & (rng.random(n) < 0.35))
    below_contract, below_supplier, below_tier = _below(rng, sector, suppliers)
    contract = np.concatenate([np.arange(n), second, below_contract])
    supplier = np.concatenate([contractor, contractor[second], below_supplier])
    tier = np.concatenate([np.zeros(n + len(second), dtype=np.int64), below_tier])
    place = home_place[contract]
    place[n : n + len(second)] = rng.integers(len(CITY), size=len(second))
    latitude, longitude = scatter(rng, place)
    # Goods are looked at where they are made, services where they are delivered.
    own_place, own_latitude, own_longitude = suppliers.site()
    made = goods[contract] & (tier > 0)
    place = np.where(made, own_place[supplier], place)
    latitude = np.where(made, own_latitude[supplier], latitude)
    longitude = np.where(made, own_longitude[supplier], longitude)
    median = np.array([profile.workers for profile in PROFILES])[sector][contract]
    median = np.where(goods[contract] & (tier == 0), 15, median)
    workers = np.exp(rng.normal(np.log(median), 0.6)).clip(1).round()
    danish = np.array([each.country == "DK" for each in PLACES])[place]
    clauses = terms.clauses[contract]
    subject = np.column_stack(
        [
            clauses[:, LABOUR] & danish,
            clauses[:, CSR] & (goods[contract] | (tier > 0)),
            clauses[:, TRAINING] & (tier == 0),
            clauses[:, ENVIRONMENT] & (tier <= 1),
        ]
    )
    return _Sites(contract, supplier, tier, place, latitude, longitude, workers, subject)


def _below(rng: Random, sector: Ints, suppliers: _Suppliers) -> tuple[Ints, Ints, Ints]:
    """Contract, supplier and tier of everyone below the contractors."""
    parts: list[tuple[Ints, Ints, Ints]] = []
    for position, profile in enumerate(PROFILES):
        here = np.flatnonzero(sector == position)
        if not len(here):
            continue
        least = 1 if profile.goods else 0
        many = least + rng.poisson(profile.subcontractors - least, len(here)).clip(max=6)
        contract = np.repeat(here, many)
        size = max(4, round(0.45 * len(here)))
        supplier = np.zeros(len(contract), dtype=np.int64)
        if profile.goods:
            weights = np.array([weight for _, _, weight in profile.origins])
            weights = weights / weights.sum()
            origin = rng.choice(len(weights), len(contract), p=weights)
            for which, (country, name, _) in enumerate(profile.origins):
                pool = suppliers.pool(
                    max(2, round(size * weights[which])), profile.word, country, name
                )
                supplier[origin == which] = _pick(rng, pool, int((origin == which).sum()))
        else:
            foreign = max(1, round(size * profile.foreign))
            pool = np.concatenate(
                [suppliers.pool(size - foreign, profile.word, "DK")]
                + [suppliers.pool(1, profile.word, _home(rng)) for _ in range(foreign)]
            )
            supplier = _pick(rng, rng.permutation(pool), len(contract))
        tier = 1 + (rng.random(len(contract)) < 0.32) + (rng.random(len(contract)) < 0.07)
        parts.append((contract, supplier, tier.astype(np.int64)))
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )


def _log_odds(
    rng: Random, sector: Ints, sites: _Sites, suppliers: _Suppliers
) -> tuple[Floats, Floats]:
    of_site = sector[sites.contract]
    country = np.array([place.country for place in PLACES])[sites.place]
    abroad = np.array([COUNTRY_EFFECT.get(each, 0.0) for each in country])
    guest = (country == "DK") & (suppliers.countries()[sites.supplier] != "DK")
    table = np.array([[p.labour, p.csr, p.training, p.environment] for p in PROFILES])
    known = table[of_site] + TIER_EFFECT * np.minimum(sites.tier, 2)[:, None]
    known[:, LABOUR] += FOREIGN_EFFECT * guest
    known[:, CSR] += abroad
    known += rng.normal(0.0, SUPPLIER_EFFECT, suppliers.count)[sites.supplier][:, None]
    hidden = rng.normal(0.0, HIDDEN_EFFECT, suppliers.count)[sites.supplier]
    hidden += rng.normal(0.0, SITE_EFFECT, len(of_site))
    return known, known + hidden[:, None]


def _siblings(contractor: Ints, terms: _Terms, ids: pl.Series) -> pl.Series:
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
    terms: _Terms,
    sites: _Sites,
    known: Floats,
    suppliers: _Suppliers,
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
