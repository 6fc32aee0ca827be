"""What is agreed: kinds of contract, their terms, who holds them, what they are called off from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from clausewatch.demonstration.arrays import Bools, Floats, Ints, Random, day_number
from clausewatch.demonstration.sectors import BUYERS, PROFILES
from clausewatch.demonstration.suppliers import Suppliers, home, pick
from clausewatch.model.codes import ContractType, Sector

_FIRST_START = date(2010, 7, 1)
_SERVICE_CLAUSES = (1.0, 0.15, 0.35, 0.2)
_GOODS_CLAUSES = (0.3, 1.0, 0.05, 0.35)
_FOOD_CLAUSES = (0.6, 1.0, 0.05, 0.35)


@dataclass(frozen=True)
class Terms:
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

    def take(self, order: Ints) -> Terms:
        return Terms(
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


def agreed(rng: Random, sector: Ints, last_day: date) -> Terms:
    """Terms for contracts of these sectors; the rows of a parallel framework share theirs."""
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
            chances = np.array(_FOOD_CLAUSES)
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
    return Terms(
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


def contractors(rng: Random, sector: Ints, terms: Terms, suppliers: Suppliers) -> Ints:
    """Who holds each contract, from new suppliers of each sector."""
    contractor = np.zeros(len(sector), dtype=np.int64)
    for position, profile in enumerate(PROFILES):
        here = np.flatnonzero(sector == position)
        if not len(here):
            continue
        size = max(2, round(0.42 * len(here)))
        foreign = round(size * (0.12 if profile.goods else 0.04))
        pool = np.concatenate(
            [suppliers.pool(size - foreign, profile.word, "DK")]
            + [suppliers.pool(1, profile.word, home(rng)) for _ in range(foreign)]
        )
        # Shuffled: size has nothing to do with where a supplier comes from.
        contractor[here] = pick(rng, rng.permutation(pool), len(here))
        # The rows of a parallel framework are different suppliers where there are enough.
        heads = terms.group[here]
        for head in np.unique(heads[heads != here]):
            rows = here[heads == head]
            if len(rows) <= len(pool):
                contractor[rows] = rng.choice(pool, len(rows), replace=False)
    return contractor


def parents(rng: Random, sector: Ints, terms: Terms, contractor: Ints) -> Ints:
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
