"""From a way to begin and a site to the checks of a case, and what each of them finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from clausewatch.demonstration import mechanism
from clausewatch.demonstration.arrays import Bools, Floats, Ints, Random, day_number, working_day
from clausewatch.demonstration.mechanism import (
    CHANCE,
    CORRECTED,
    EMPLOYEES_AT_RANDOM,
    EMPLOYEES_ON_SUSPICION,
    FALSE_ALARM,
    HUNCH,
    METHODS,
    NOTHING,
    SPOT,
    WITHDRAWN,
    Informed,
    Year,
)
from clausewatch.demonstration.sites import LABOUR
from clausewatch.demonstration.starts import (
    CLAUSE_OF_START,
    INFORMED_OF_START,
    METHOD_OF_START,
    PERFORMER_OF_START,
    PERFORMERS,
    SCREENS,
    TRIGGER_OF_START,
    TRIGGERS,
)
from clausewatch.model.codes import Method, MethodGroup, Outcome, PerformedBy, Trigger

OUTCOMES = tuple(Outcome)
ASSESSED, SUSPICION, NO_ACCESS, WITHDRAWN_CHECK = range(4)
DESK = METHODS.index(Method.DOCUMENT_REVIEW)
UNANNOUNCED = METHODS.index(Method.ONSITE_UNANNOUNCED)
RECONNAISSANCE = METHODS.index(Method.RECONNAISSANCE)
FOLLOW_UP = TRIGGERS.index(Trigger.FOLLOW_UP)
RANDOM = TRIGGERS.index(Trigger.RANDOM)
IN_HOUSE = PERFORMERS.index(PerformedBy.IN_HOUSE)
INSPECTORATE = PERFORMERS.index(PerformedBy.LABOUR_INSPECTORATE)
ON_SITE = np.array([method.group is MethodGroup.ON_SITE for method in METHODS])

FIRST_SCORE = day_number(date(2017, 9, 1))
FOLLOWED_UP = 0.3
RETRIED = 0.6

ROW = np.dtype(
    [
        ("case", np.int64),
        ("step", np.int8),
        ("site", np.int32),
        ("clause", np.int8),
        ("method", np.int8),
        ("trigger", np.int8),
        ("by", np.int8),
        ("day", np.int32),
        ("outcome", np.int8),
        ("found", np.int8, (3,)),
        ("false_alarm", np.bool_),
        ("violating", np.bool_),
        ("chance", np.float32),
        ("score", np.float32),
    ]
)
"""One check as it is kept until its day: codes as positions, days as numbers.

``found`` holds the categories found (``NOTHING`` fills up), ``chance`` the chance that the check
would have a violation that counts, ``score`` the risk score or NaN.
"""

Rows = npt.NDArray[Any]


@dataclass(frozen=True)
class Cases:
    """Cases just begun.

    Attributes:
        rows: their checks, in no order; ``case`` counts from 0.
        starts, sites, days: how, where and when each began.
        looked: whether anybody got to look.
        violating: the truth.
        chance: the chance of a violation that counts, given that somebody got to look.
    """

    rows: Rows
    starts: Ints
    sites: Ints
    days: Ints
    looked: Bools
    violating: Bools
    chance: Floats


def begin(rng: Random, year: Year, starts: Ints, sites: Ints, days: Ints, *, truth: bool) -> Cases:
    """Draw everything that happens in cases that begin these ways, at these sites and days.

    The chances of a violation are worked out only if the truth is asked for.
    """
    n = len(starts)
    method, informed = METHOD_OF_START[starts], INFORMED_OF_START[starts]
    clause, screening = CLAUSE_OF_START[starts], SCREENS[starts]
    there = year.categories[sites, clause].astype(np.int64)
    violating = year.violating[sites, clause]

    first = _rows(np.arange(n), 0, sites, clause, method, TRIGGER_OF_START[starts], days)
    first["by"] = PERFORMER_OF_START[starts]
    retried = _try(rng, first)
    looked = (first["outcome"] == ASSESSED) | retried

    seen = rng.random((n, 3)) < CHANCE[method[:, None], informed[:, None], there]
    seen &= looked[:, None]
    on_the_spot = (rng.random((n, 3)) < SPOT[method[:, None], there]) | ~screening[:, None]
    hunch = ~seen.any(axis=1) & (rng.random(n) < HUNCH)
    suspicion = screening & looked & ((seen & ~on_the_spot).any(axis=1) | hunch)
    chance = np.zeros(n)
    if truth:
        single = mechanism.chance_of_check(method, informed, there, screening=False)
        spot = mechanism.chance_of_check(method, informed, there, screening=True)
        chance = np.where(method == RECONNAISSANCE, 0.0, np.where(screening, spot, single))

    second = first[retried]
    again = days[retried] + rng.integers(5, 31, int(retried.sum()))
    second["step"], second["day"] = 1, working_day(again)
    second["outcome"] = ASSESSED
    day = days.copy()
    day[retried] = second["day"]
    for rows, of in ((first, np.arange(n)), (second, np.flatnonzero(retried))):
        finding = (rows["outcome"] == ASSESSED) & looked[of]
        _find(
            rng, rows, finding, np.where((seen & on_the_spot)[of], there[of], NOTHING), chance[of]
        )
        rows["outcome"] = np.where(finding & suspicion[of], SUSPICION, rows["outcome"])

    several = (method == DESK) & (clause == LABOUR) & (first["outcome"] == ASSESSED)
    employees = 1 + np.where(several, _some(rng, EMPLOYEES_AT_RANDOM, n), 0)
    others = _repeat(first, employees - 1, 1)
    _look(rng, others, informed[others["case"]], there[others["case"]])

    papers = _document_checks(rng, first, np.flatnonzero(suspicion), day, there)
    so_far = np.concatenate([first, second, others, papers])
    later = _follow_ups(rng, so_far, there, n)
    rows = np.concatenate([so_far, later])
    known = (TRIGGER_OF_START[starts] != RANDOM) & (days >= FIRST_SCORE)
    rows["score"] = np.where(known, year.score[sites, clause], np.nan)[rows["case"]]
    rows["violating"] = violating[rows["case"]]
    of_case = 1 - (1 - chance) ** employees
    if truth:
        by_visit = mechanism.chance_of_case(method, informed, there)
        of_case = np.where(screening, by_visit, of_case)
    return Cases(rows, starts, sites, days, looked, violating, of_case)


def _try(rng: Random, first: Rows) -> Bools:
    """Who does not get in, which checks are called off; returns whether somebody comes again."""
    luck = rng.random(len(first))
    no_access = ON_SITE[first["method"]] & (luck < 0.04)
    withdrawn = ~no_access & (luck < 0.05) & (first["method"] != RECONNAISSANCE)
    first["outcome"] = np.where(no_access, NO_ACCESS, np.where(withdrawn, WITHDRAWN_CHECK, 0))
    return np.asarray(no_access & (rng.random(len(first)) < RETRIED))


def _rows(
    case: Ints, step: int, sites: Ints, clause: Ints, method: Ints, trigger: Ints, days: Ints
) -> Rows:
    rows = np.zeros(len(case), dtype=ROW)
    rows["case"], rows["step"], rows["site"] = case, step, sites
    rows["clause"], rows["method"], rows["trigger"], rows["day"] = clause, method, trigger, days
    rows["found"] = NOTHING
    return rows


def _repeat(first: Rows, times: Ints, step: int) -> Rows:
    """The first check of each case as often as said, as later steps."""
    rows = first[np.repeat(np.arange(len(first)), times)]
    rows["step"] = step + np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    rows["found"], rows["false_alarm"] = NOTHING, False
    return rows


def _some(rng: Random, shares: Floats, n: int) -> Ints:
    return np.searchsorted(np.cumsum(shares)[:-1], rng.random(n), side="right").astype(np.int64)


def _find(rng: Random, rows: Rows, finding: Bools, categories: Ints, chance: Floats) -> None:
    """Write what was found into completed checks; the others found nothing."""
    rows["found"] = np.where(finding[:, None], categories, NOTHING)
    looks = finding & (rows["method"] != RECONNAISSANCE)
    rows["false_alarm"] = looks & (rng.random(len(rows)) < FALSE_ALARM)
    rows["chance"] = np.where(finding, chance, 0.0)


def _look(rng: Random, rows: Rows, informed: Ints, there: Ints) -> None:
    method = rows["method"].astype(np.int64)
    seen = rng.random((len(rows), 3)) < CHANCE[method[:, None], informed[:, None], there]
    finding = rows["outcome"] == ASSESSED
    chance = mechanism.chance_of_check(method, informed, there, screening=False)
    _find(rng, rows, finding, np.where(seen, there, NOTHING), chance)


def _document_checks(rng: Random, first: Rows, suspected: Ints, day: Ints, there: Ints) -> Rows:
    """One check of papers for each of some employees, after a suspicion raised on ``day``."""
    checks = np.zeros(len(first), dtype=np.int64)
    checks[suspected] = 1 + _some(rng, EMPLOYEES_ON_SUSPICION, len(suspected))
    papers = _repeat(first, checks, 2)
    papers["method"], papers["trigger"], papers["outcome"] = DESK, FOLLOW_UP, ASSESSED
    papers["by"] = np.where(papers["by"] == INSPECTORATE, IN_HOUSE, papers["by"])
    asked = day + rng.integers(4, 36, len(first))
    spread = rng.integers(0, 11, len(papers))
    papers["day"] = working_day(asked[papers["case"]] + spread)
    told = np.full(len(papers), int(Informed.SUSPICION))
    _look(rng, papers, told, there[papers["case"]])
    return papers


def _follow_ups(rng: Random, rows: Rows, there: Ints, n: int) -> Rows:
    """A last check of some cases that found something, to see what was put right."""
    found = np.zeros(n, dtype=np.bool_)
    found[rows["case"][(rows["found"] != NOTHING).any(axis=1)]] = True
    last = np.zeros(n, dtype=np.int64)
    np.maximum.at(last, rows["case"], rows["day"])
    firsts = rows[:n]
    later = firsts[found & (rng.random(n) < FOLLOWED_UP)].copy()
    papers = rng.random(len(later)) < 0.55
    own = ON_SITE[later["method"]]
    later["method"] = np.where(papers, DESK, np.where(own, UNANNOUNCED, later["method"]))
    later["trigger"], later["step"], later["outcome"] = FOLLOW_UP, 20, ASSESSED
    later["by"] = np.where(later["by"] == INSPECTORATE, IN_HOUSE, later["by"])
    later["day"] = working_day(last[later["case"]] + rng.integers(45, 151, len(later)))
    corrected = rng.random(len(later)) < CORRECTED
    informed = np.full(len(later), int(Informed.TIP))
    still = there[later["case"]]
    method = later["method"].astype(np.int64)
    chance = mechanism.chance_of_check(method, informed, still, screening=False)
    _look(rng, later, informed, np.where(corrected[:, None], NOTHING, still))
    alarm = FALSE_ALARM * (1 - WITHDRAWN)
    later["chance"] = (1 - CORRECTED) * chance + CORRECTED * alarm
    return later
