"""Checks as rows of the register: dates, people, places, evidence, time and money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from clausewatch.demonstration.arrays import Bools, Ints, Random, dates
from clausewatch.demonstration.cases import (
    ASSESSED,
    DESK,
    NO_ACCESS,
    ON_SITE,
    OUTCOMES,
    RANDOM,
    SUSPICION,
    WITHDRAWN_CHECK,
    Rows,
)
from clausewatch.demonstration.mechanism import METHODS
from clausewatch.demonstration.places import PLACES
from clausewatch.demonstration.sectors import PROFILES
from clausewatch.demonstration.sites import CLAUSES, CSR, LABOUR, TRAINING
from clausewatch.demonstration.starts import PERFORMERS, TRIGGERS
from clausewatch.demonstration.world import World
from clausewatch.model.codes import (
    ContractType,
    Evidence,
    Method,
    PerformedBy,
    RiskLevel,
    Sector,
    Trigger,
)
from clausewatch.model.tables import VISITS

EMPTY = -1
AUDITOR = PERFORMERS.index(PerformedBy.EXTERNAL_AUDITOR)
PARTNER = PERFORMERS.index(PerformedBy.PARTNER_ORGANISATION)
NATIONAL = PERFORMERS.index(PerformedBy.NATIONAL_BODY)
JOINT_ACTION = TRIGGERS.index(Trigger.JOINT_ACTION)
NEVER_DONE = 0.008
"""The share of checks that nobody ever finishes."""

TEAMS = ("Byggeri og anlæg", "Service og transport", "Varer og globale kæder")
_LEADS = ((0, 1, 2, 3), (4, 5, 6), (7, 8))
_LEAD_NAMES = [f"Lead {letter}" for letter in "ABCDEFGHI"]
_PAYERS = ["Kommunen", "Leverandøren", "Partneren"]
_PARTNERS = [
    "NGO-partner, elektronik",
    "NGO-partner, plantager",
    "NGO-partner, tekstil",
    "NGO-partner, øvrige varer",
]
_JOINT = [["SKI"], ["Nabokommune 1"], ["Nabokommune 2"], ["Nabokommune 1", "Region"]]
_SITE_SECTORS = {Sector.CONSTRUCTION, Sector.GREEN_AREAS}

#: Days from start to end, median; hours of work, median.
_EFFORT: dict[Method, tuple[float, float]] = {
    Method.SCREENING_VISIT: (5, 5),
    Method.ONSITE_UNANNOUNCED: (14, 12),
    Method.ONSITE_SEMI_ANNOUNCED: (16, 12),
    Method.ONSITE_ANNOUNCED: (16, 10),
    Method.DOCUMENT_REVIEW: (68, 11),
    Method.OFFSITE_INTERVIEW: (20, 9),
    Method.ONLINE_INTERVIEW: (22, 7),
    Method.SOCIAL_AUDIT_REVIEW: (30, 8),
    Method.SELF_ASSESSMENT: (35, 3),
    Method.PARTNER_MONITORING: (95, 20),
    Method.RECONNAISSANCE: (1, 2),
}
#: The chance that a kind of evidence is used, in the order of ``Evidence``.
_EVIDENCE: dict[Method, tuple[float, ...]] = {
    Method.SCREENING_VISIT: (0.1, 0.95, 0.12, 0, 0.03, 0.02, 0, 0.6, 0.5),
    Method.ONSITE_UNANNOUNCED: (0.45, 0.95, 0.15, 0.02, 0.05, 0.03, 0, 0.6, 0.6),
    Method.ONSITE_SEMI_ANNOUNCED: (0.5, 0.9, 0.12, 0.05, 0.04, 0.03, 0, 0.7, 0.5),
    Method.ONSITE_ANNOUNCED: (0.6, 0.8, 0.1, 0.05, 0.03, 0.02, 0.05, 0.9, 0.5),
    Method.DOCUMENT_REVIEW: (1, 0.12, 0.08, 0, 0.02, 0, 0.02, 0.3, 0),
    Method.OFFSITE_INTERVIEW: (0.1, 1, 0.45, 0.25, 0.02, 0.2, 0, 0, 0.05),
    Method.ONLINE_INTERVIEW: (0.15, 0.6, 0.7, 0.45, 0.05, 0.1, 0.1, 0.15, 0),
    Method.SOCIAL_AUDIT_REVIEW: (0.4, 0, 0.12, 0.2, 0.02, 0, 1, 0.3, 0.05),
    Method.SELF_ASSESSMENT: (0.6, 0, 0, 0, 0, 0, 0.15, 1, 0),
    Method.PARTNER_MONITORING: (0.3, 0.95, 0.4, 0.9, 0.08, 0.5, 0.1, 0.3, 0.3),
    Method.RECONNAISSANCE: (0, 0, 0, 0, 0, 0.05, 0, 0, 0.7),
}


def _evidence_lists() -> pl.Series:
    kinds = [each.value for each in Evidence]
    lists = [
        [kind for bit, kind in enumerate(kinds) if mask >> bit & 1] or None
        for mask in range(1 << len(kinds))
    ]
    return pl.Series("evidence", lists, dtype=pl.List(pl.String))


def _labels(values: list[Any], dtype: Any = pl.String) -> pl.Series:
    """Values to look up by position; ``EMPTY`` is the last one."""
    return pl.Series([*values, None], dtype=dtype)


def looked_up(labels: pl.Series, positions: npt.NDArray[Any]) -> pl.Series:
    """Each position's value; nothing where it is negative."""
    found = np.where(positions < 0, len(labels) - 1, positions)
    return labels.gather(pl.Series(found.astype(np.uint32)))


METHOD_LABELS = _labels([each.value for each in METHODS])
TRIGGER_LABELS = _labels([each.value for each in TRIGGERS])
PERFORMER_LABELS = _labels([each.value for each in PERFORMERS])
CLAUSE_LABELS = _labels([each.value for each in CLAUSES])
_OUTCOME_LABELS = _labels([each.value for each in OUTCOMES])
_LEVEL_LABELS = _labels([each.value for each in RiskLevel])
_SECTOR_LABELS = _labels([profile.sector.value for profile in PROFILES])
_PLACE_LABELS = _labels([place.name for place in PLACES])
_COUNTRY_LABELS = _labels([place.country for place in PLACES])
_TEAM_LABELS = _labels(list(TEAMS))
_LEAD_LABELS = _labels(_LEAD_NAMES)
_PAYER_LABELS = _labels(_PAYERS)
_PARTNER_LABELS = _labels(_PARTNERS)
_JOINT_LABELS = _labels(_JOINT, pl.List(pl.String))
_EVIDENCE_LISTS = _evidence_lists()
_EVIDENCE_CHANCE = np.array([_EVIDENCE[method] for method in METHODS])
_MEDIAN_DAYS = np.log([_EFFORT[method][0] for method in METHODS])
_MEDIAN_HOURS = np.log([_EFFORT[method][1] for method in METHODS])
_TALKS = np.isin(
    [method.value for method in METHODS],
    [Method.OFFSITE_INTERVIEW.value, Method.ONLINE_INTERVIEW.value],
)
_TEAM_OF_SECTOR = np.array([0 if p.sector in _SITE_SECTORS else 1 for p in PROFILES])
_PARTNER_OF_SECTOR = np.array(
    [
        {Sector.ELECTRONICS: 0, Sector.FOOD: 1, Sector.TEXTILES: 2}.get(profile.sector, 3)
        for profile in PROFILES
    ]
)
_MONITORED = METHODS.index(Method.PARTNER_MONITORING)
_BY_SUPPLIER = (
    METHODS.index(Method.SOCIAL_AUDIT_REVIEW),
    METHODS.index(Method.SELF_ASSESSMENT),
)


@dataclass(frozen=True)
class Written:
    """Checks written into the register.

    Attributes:
        frame: rows of the visits table.
        ends: the day each is completed, also where that day is still to come.
        workers: how many worked there; 0 where nobody counted.
    """

    frame: pl.DataFrame
    ends: Ints
    workers: Ints


def numbered(prefix: str, numbers: npt.NDArray[Any], digits: int) -> pl.Series:
    """Ids that sort as their numbers do."""
    return pl.Series(prefix + "-", [prefix + "-"]).new_from_index(0, len(numbers)) + pl.Series(
        numbers
    ).cast(pl.String).str.zfill(digits)


def write(rng: Random, world: World, rows: Rows, first_number: int, today: int) -> Written:
    """Rows of the visits table, in the order of ``rows``.

    Args:
        rng: this chunk's random numbers.
        world: what the rows' sites belong to.
        rows: checks in the order of a snapshot.
        first_number: the number of the first check.
        today: the last day of the register; what is completed later is open.
    """
    n = len(rows)
    method, site = rows["method"].astype(np.int64), rows["site"].astype(np.int64)
    trigger, by, clause = rows["trigger"], rows["by"], rows["clause"]
    days = rows["day"].astype(np.int64)
    contract, supplier, tier = world.contract[site], world.supplier[site], world.tier[site]
    sector, place = world.sector[contract], world.place[site]
    desk, on_site, first = method == DESK, ON_SITE[method], rows["step"] == 0
    abroad = ~np.isin(place, _DANISH)
    audited = by == AUDITOR

    length = np.exp(rng.normal(_MEDIAN_DAYS[method], 0.7)).astype(np.int64)
    length = np.where(np.isin(rows["outcome"], (NO_ACCESS, WITHDRAWN_CHECK)), length // 4, length)
    length = np.where(desk & (clause == TRAINING), length * 2 // 3, length)
    never = rng.random(n) < NEVER_DONE
    ends = days + length
    is_open = never | (ends > today)
    outcome = np.where(rows["outcome"] == ASSESSED, np.where(is_open, EMPTY, 0), rows["outcome"])
    outcome = np.where(audited & (outcome == ASSESSED), EMPTY, outcome)
    is_open &= ~np.isin(outcome, (NO_ACCESS, WITHDRAWN_CHECK))
    completed = np.where(is_open, EMPTY, np.minimum(ends, today))

    level = np.full(n, EMPTY)
    score = rows["score"].astype(np.float64).round(2)
    scored = ~np.isnan(score)
    level[scored] = world.risk_level(score[scored])
    where_known = ~(audited & desk) & (rng.random(n) > 0.03)
    team = np.where(clause == CSR, 2, _TEAM_OF_SECTOR[sector])
    workers = (world.workers[site] * rng.uniform(0.5, 1.1, n)).astype(np.int64) + 1
    got_in = rows["outcome"] <= SUSPICION
    counted = (on_site | (method == _MONITORED)) & got_in & (rng.random(n) > 0.07)
    asked = np.minimum(1 + rng.poisson(np.where(abroad, 8.0, 3.5), n), workers)
    spoke = (counted & (rng.random(n) > 0.05)) | (_TALKS[method] & got_in)
    hours = np.exp(rng.normal(_MEDIAN_HOURS[method], 0.45)) * np.where(abroad & on_site, 4.0, 1.0)
    timed = ~audited & (rng.random(n) > 0.12)
    cost = hours * 620 + np.where(abroad & on_site, 16_000, 0) + np.where(by == PARTNER, 9000, 0)
    cost = np.where(audited, rng.normal(8500, 900, n).clip(5000), cost)
    ids = world.contracts["contract_id"]
    index = pl.Series(contract)
    covers = first & (trigger != RANDOM) & (rng.random(n) < 0.2)
    frame = pl.DataFrame(
        {
            "visit_id": numbered("K", np.arange(first_number, first_number + n), 9),
            "case_id": numbered("S", rows["case"], 9),
            "contract_id": ids.gather(index),
            "supplier_id": world.supplier_id.gather(pl.Series(supplier)),
            "supplier_name": world.supplier_name.gather(pl.Series(supplier)),
            "tier": tier,
            "sector": looked_up(_SECTOR_LABELS, _sector_looked_at(site, sector, tier)),
            "country": looked_up(_COUNTRY_LABELS, place),
            "place": looked_up(_PLACE_LABELS, np.where(where_known, place, EMPTY)),
            "latitude": _optional(world.latitude[site], where_known),
            "longitude": _optional(world.longitude[site], where_known),
            "method": looked_up(METHOD_LABELS, method),
            "trigger": looked_up(TRIGGER_LABELS, trigger),
            "performed_by": looked_up(PERFORMER_LABELS, by),
            "paid_by": looked_up(_PAYER_LABELS, _payer(rng, method, by)),
            "partner": looked_up(_PARTNER_LABELS, _partner(rng, method, by, sector, abroad)),
            "joint_with": looked_up(_JOINT_LABELS, _joint(rng, world, rows, contract)),
            "also_covers": _also_covers(world, contract, covers),
            "clause": looked_up(CLAUSE_LABELS, clause),
            "team": looked_up(_TEAM_LABELS, np.where(audited, EMPTY, team)),
            "lead": looked_up(_LEAD_LABELS, np.where(audited, EMPTY, _lead(rows, team))),
            "started_on": dates("started_on", days),
            "completed_on": dates("completed_on", completed),
            "outcome": looked_up(_OUTCOME_LABELS, outcome),
            "risk_score": _optional(score, scored),
            "risk_level": looked_up(_LEVEL_LABELS, level),
            "workers_on_site": _optional(workers, counted),
            "workers_interviewed": _optional(asked, spoke),
            "evidence": _evidence(rng, method, got_in),
            "hours": _optional(hours.round(1), timed),
            "cost_dkk": _optional(cost.round(-1), timed | (audited & (rng.random(n) > 0.2))),
        },
        schema=VISITS.schema,
        strict=False,
    )
    return Written(frame, np.where(never, today + 400, ends), np.where(counted, workers, 0))


_DANISH = [position for position, place in enumerate(PLACES) if place.country == "DK"]


def _optional(values: npt.NDArray[Any], known: Bools) -> pl.Series:
    numbers = pl.Series(values)
    return numbers.set(pl.Series(~known), None)


def _sector_looked_at(site: Ints, sector: Ints, tier: Ints) -> Ints:
    """Empty where it is the contract's; some subcontractors do other work than the contract."""
    cleaning = [profile.sector for profile in PROFILES].index(Sector.CLEANING)
    other = (tier > 0) & (site % 23 == 0) & (_TEAM_OF_SECTOR[sector] == 0)
    return np.where(other, cleaning, np.where(site % 3 == 0, sector, EMPTY))


def _payer(rng: Random, method: Ints, by: npt.NDArray[Any]) -> Ints:
    payer = np.where(np.isin(method, _BY_SUPPLIER), 1, np.where(by == PARTNER, 2, 0))
    return np.where(rng.random(len(method)) < 0.05, EMPTY, payer)


def _partner(rng: Random, method: Ints, by: npt.NDArray[Any], sector: Ints, abroad: Bools) -> Ints:
    helped = abroad & _TALKS[method] & (rng.random(len(method)) < 0.5)
    return np.where((by == PARTNER) | helped, _PARTNER_OF_SECTOR[sector], EMPTY)


def _joint(rng: Random, world: World, rows: Rows, contract: Ints) -> Ints:
    national = (world.contracts["contract_type"] == ContractType.SKI_CALL_OFF.value).to_numpy()
    n = len(rows)
    with_ski = (rows["by"] == NATIONAL) | (
        (rows["clause"] == CSR) & national[contract] & (rng.random(n) < 0.3)
    )
    neighbours = rng.integers(1, len(_JOINT), n)
    local = (rows["trigger"] == JOINT_ACTION) & (rows["clause"] == LABOUR)
    return np.where(with_ski, 0, np.where(local, neighbours, EMPTY))


def _also_covers(world: World, contract: Ints, covers: Bools) -> pl.Series:
    """Lists of further contracts of the same supplier; empty where a check covers only one."""
    found = np.where(covers, contract, len(world.siblings))
    return pl.concat([world.siblings, _NO_LIST]).gather(pl.Series(found.astype(np.uint32)))


_NO_LIST = pl.Series("also_covers", [None], dtype=pl.List(pl.String))


def _lead(rows: Rows, team: Ints) -> Ints:
    """One lead a case, from the team's own."""
    return np.choose(team, [np.array(leads)[rows["case"] % len(leads)] for leads in _LEADS])


def _evidence(rng: Random, method: Ints, got_in: Bools) -> pl.Series:
    used = rng.random((len(method), len(Evidence))) < _EVIDENCE_CHANCE[method]
    masks = (used * (1 << np.arange(len(Evidence)))).sum(axis=1)
    return _EVIDENCE_LISTS.gather(pl.Series(np.where(got_in, masks, 0).astype(np.uint32)))
