"""Sites: where each contract is worked on, by whom, and how likely a violation is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from clausewatch.demonstration.arrays import Bools, Floats, Ints, Random
from clausewatch.demonstration.places import CITY, PLACES, scatter
from clausewatch.demonstration.sectors import COUNTRY_EFFECT, PROFILES
from clausewatch.demonstration.suppliers import Suppliers, home, pick
from clausewatch.demonstration.terms import Terms
from clausewatch.model.codes import Clause

CLAUSES = tuple(Clause)
LABOUR, CSR, TRAINING, ENVIRONMENT = range(4)
SUPPLIER_EFFECT = 0.65
"""Spread of a supplier's conduct as far as it shows (low bids, earlier reactions), log-odds."""
HIDDEN_EFFECT = 0.65
"""Spread of the part that does not show."""
SITE_EFFECT = 0.5
TIER_EFFECT = 0.45
FOREIGN_EFFECT = 0.4


@dataclass(frozen=True)
class Sites:
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


def laid_out(
    rng: Random, sector: Ints, contractor: Ints, terms: Terms, suppliers: Suppliers
) -> Sites:
    """Sites of the contractors, some with a second one, and of everyone below them."""
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
    return Sites(contract, supplier, tier, place, latitude, longitude, workers, subject)


def _below(rng: Random, sector: Ints, suppliers: Suppliers) -> tuple[Ints, Ints, Ints]:
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
                supplier[origin == which] = pick(rng, pool, int((origin == which).sum()))
        else:
            foreign = max(1, round(size * profile.foreign))
            pool = np.concatenate(
                [suppliers.pool(size - foreign, profile.word, "DK")]
                + [suppliers.pool(1, profile.word, home(rng)) for _ in range(foreign)]
            )
            supplier = pick(rng, rng.permutation(pool), len(contract))
        tier = 1 + (rng.random(len(contract)) < 0.32) + (rng.random(len(contract)) < 0.07)
        parts.append((contract, supplier, tier.astype(np.int64)))
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )


def log_odds(
    rng: Random, sector: Ints, sites: Sites, suppliers: Suppliers
) -> tuple[Floats, Floats]:
    """Log-odds of a violation at each site, sites × clauses: as far as known, and in truth."""
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
