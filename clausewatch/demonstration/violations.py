"""What was found, what it cost the workers, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from clausewatch.demonstration.arrays import Bools, Floats, Ints, Random, dates
from clausewatch.demonstration.cases import DESK, Rows
from clausewatch.demonstration.mechanism import CATEGORIES, NOTHING, WITHDRAWN
from clausewatch.demonstration.sectors import PROFILES
from clausewatch.demonstration.sites import CSR, ENVIRONMENT, LABOUR, TRAINING
from clausewatch.demonstration.visits import AUDITOR, Written, looked_up
from clausewatch.demonstration.world import World
from clausewatch.model.codes import (
    Category,
    RemedyState,
    Sanction,
    Sector,
    Severity,
    ViolationStatus,
)
from clausewatch.model.tables import VIOLATIONS

LANDMARKS: tuple[tuple[int, Sector], ...] = (
    (2019, Sector.CLEANING),
    (2022, Sector.TRANSPORT),
    (2025, Sector.CONSTRUCTION),
)
"""Years and sectors in which one claim for a whole workforce makes up most of the sum."""

_SEVERITIES, _STATES = tuple(Severity), tuple(RemedyState)
_SANCTIONS, _STATUSES = tuple(Sanction), tuple(ViolationStatus)
_USUAL = (0.30, 0.45, 0.22, 0.03)
_SEVERITY: Mapping[Category, tuple[float, float, float, float]] = {
    Category.CONTRACT_CERTIFICATE: (0.68, 0.28, 0.04, 0.0),
    Category.DOCUMENTS_MISSING_OR_FALSE: (0.5, 0.35, 0.13, 0.02),
    Category.UNDECLARED_SUBCONTRACTOR: (0.4, 0.45, 0.15, 0.0),
    Category.TRAINING_CLAUSE: (0.6, 0.36, 0.04, 0.0),
    Category.FORCED_LABOUR_RECRUITMENT_FEES: (0.0, 0.2, 0.4, 0.4),
    Category.CHILD_LABOUR: (0.0, 0.05, 0.3, 0.65),
    Category.FREEDOM_OF_ASSOCIATION: (0.1, 0.5, 0.32, 0.08),
    Category.RETALIATION: (0.05, 0.4, 0.4, 0.15),
}
#: The chance that a violation leads to a claim.
_CLAIMS: Mapping[Category, float] = {
    Category.UNDERPAYMENT: 0.95,
    Category.WORKING_TIME: 0.45,
    Category.ALLOWANCES_PENSION_HOLIDAY: 0.85,
    Category.FORCED_LABOUR_RECRUITMENT_FEES: 0.7,
    Category.HOUSING: 0.2,
}
_PER_WORKER = 7500.0
_BY_SEVERITY = np.array([0.4, 1.0, 2.2, 3.0])
_SANCTION_SHARES = np.array(
    [
        [0.60, 0.40, 0.00, 0.00, 0.00, 0.00],
        [0.15, 0.78, 0.03, 0.04, 0.00, 0.00],
        [0.03, 0.44, 0.33, 0.12, 0.06, 0.02],
        [0.00, 0.38, 0.26, 0.14, 0.14, 0.08],
    ]
)
_CATEGORY_LABELS = pl.Series([each.value for each in CATEGORIES])
_SEVERITY_LABELS = pl.Series([each.value for each in _SEVERITIES])
_STATE_LABELS = pl.Series([each.value for each in _STATES])
_SANCTION_LABELS = pl.Series([*[each.value for each in _SANCTIONS], None], dtype=pl.String)
_STATUS_LABELS = pl.Series([*[each.value for each in _STATUSES], None], dtype=pl.String)
_SEVERITY_CUTS = np.cumsum([_SEVERITY.get(c, _USUAL) for c in CATEGORIES], axis=1)[:, :3]
_CLAIM_CHANCE = np.array([_CLAIMS.get(category, 0.0) for category in CATEGORIES])
_UNDERPAYMENT = CATEGORIES.index(Category.UNDERPAYMENT)
_ALARM_CATEGORY = np.full(4, CATEGORIES.index(Category.DOCUMENTS_MISSING_OR_FALSE))
_ALARM_CATEGORY[TRAINING] = CATEGORIES.index(Category.TRAINING_CLAUSE)
_ALARM_CATEGORY[ENVIRONMENT] = CATEGORIES.index(Category.ENVIRONMENT)
_SECTORS = [profile.sector for profile in PROFILES]
_BOD, _WITHHELD = _SANCTIONS.index(Sanction.BOD), _SANCTIONS.index(Sanction.PAYMENT_WITHHELD)
_REPLACED = _SANCTIONS.index(Sanction.SUBCONTRACTOR_REPLACED)
_TERMINATED = _SANCTIONS.index(Sanction.CONTRACT_TERMINATED)
_GROSS = _SEVERITIES.index(Severity.GROSS)
_ESTABLISHED, _CONTESTED, _GONE = range(3)
_UNION = [
    CATEGORIES.index(Category.FREEDOM_OF_ASSOCIATION),
    CATEGORIES.index(Category.RETALIATION),
]


def draw(
    rng: Random,
    world: World,
    rows: Rows,
    written: Written,
    today: int,
    landmarks: set[tuple[int, Sector]],
) -> tuple[pl.DataFrame, list[int]]:
    """The violations of some checks, in no order and without ids.

    Args:
        rng: this chunk's random numbers.
        world: what the rows' sites belong to.
        rows: the checks, as ``written`` has them.
        written: the same checks in the register.
        today: the last day of the register; what is found later is left out.
        landmarks: those still to come; one that comes is taken out.

    Returns:
        The rows, and the cases of the landmarks among them.
    """
    check, category = _found(rows)
    start = rows["day"][check].astype(np.int64)
    length = np.minimum(written.ends[check] - start, 60)
    found = start + (length * rng.uniform(0.3, 0.9, len(check))).astype(np.int64)
    known = found <= today
    check, category, found = check[known], category[known], found[known]
    n, row = len(check), rows[check]
    site, clause = row["site"].astype(np.int64), row["clause"]
    desk = row["method"] == DESK
    audited = row["by"] == AUDITOR
    one_employee = desk & (clause == LABOUR)
    severity = (_SEVERITY_CUTS[category] < rng.random(n)[:, None]).sum(axis=1)
    status = np.where(rng.random(n) < WITHDRAWN, _GONE, np.where(rng.random(n) < 0.05, 1, 0))

    there = np.where(written.workers[check] > 0, written.workers[check], world.workers[site])
    affected = np.where(one_employee, 1, 1 + (there * rng.beta(1.1, 3.0, n)).astype(np.int64))
    affected = np.minimum(affected, np.maximum(there, 1)).astype(np.int64)
    abroad = clause == CSR
    likely = _CLAIM_CHANCE[category] * np.where(one_employee, 1.0, np.where(abroad, 0.35, 0.3))
    each = _PER_WORKER * np.exp(rng.normal(0, 0.75, n)) * _BY_SEVERITY[severity]
    claimed = np.where(rng.random(n) < likely, each * affected * np.where(abroad, 0.12, 1.0), 0.0)
    shares = np.cumsum(_SANCTION_SHARES, axis=1)[severity, :5]
    sanction = (shares < rng.random(n)[:, None]).sum(axis=1)
    sanction = np.where((sanction == _REPLACED) & (world.tier[site] == 0), _WITHHELD, sanction)
    uncounted = np.where(one_employee, 0.05, np.where(clause >= TRAINING, 0.7, 0.18))
    counted = rng.random(n) >= uncounted

    famous, whole = [], []
    years = start[known].astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    sector = world.sector[world.contract[site]]
    for landmark in sorted(landmarks):
        fits = (years == landmark[0]) & (sector == _SECTORS.index(landmark[1]))
        fits &= (category == _UNDERPAYMENT) & (clause == LABOUR) & (status != _GONE)
        if not fits.any():
            continue
        which = int(np.flatnonzero(fits)[0])
        affected[which], counted[which] = rng.integers(70, 111), True
        claimed[which] = affected[which] * rng.uniform(35_000, 60_000)
        severity[which], status[which], sanction[which] = _GROSS, _ESTABLISHED, _TERMINATED
        landmarks.discard(landmark)
        whole.append(which)
        famous.append(int(row["case"][which]))

    claimed = np.where(status == _GONE, 0.0, claimed.round(2))
    course = _Course(rng, found, status, claimed, today)
    # A claim for a whole workforce is paid in part at best.
    course.repaid[whole] *= 0.35
    penalty = np.where((sanction == _BOD) & (claimed > 0) & (status == 0), claimed / 2, 0.0)
    union = rng.random(n) < np.where(np.isin(category, _UNION), 0.6, 0.3)
    gone = status == _GONE
    frame = pl.DataFrame(
        {
            "violation_id": pl.repeat("", n, eager=True),
            "visit_id": written.frame["visit_id"].gather(pl.Series(check.astype(np.uint32))),
            "category": looked_up(_CATEGORY_LABELS, category),
            "severity": looked_up(_SEVERITY_LABELS, severity),
            "status": looked_up(
                _STATUS_LABELS, np.where((status == 0) & (rng.random(n) < 0.03), -1, status)
            ),
            "workers_affected": _where(affected, counted),
            "claimed_dkk": _where(claimed, claimed > 0),
            "repaid_dkk": _where(course.repaid.round(2), course.repaid > 0),
            "repaid_on": dates("repaid_on", course.repaid_on),
            "penalty_dkk": _where(penalty.round(2), penalty > 0),
            "found_on": dates("found_on", found),
            "remedy_state": looked_up(_STATE_LABELS, course.state),
            "due_on": dates("due_on", course.due_on),
            "reported_on": dates("reported_on", course.reported_on),
            "verified_on": dates("verified_on", course.verified_on),
            "union_in_remedy": _where(union, ~audited & ~gone & (rng.random(n) > 0.12)),
            "sanction": looked_up(_SANCTION_LABELS, np.where(audited | gone, -1, sanction)),
        },
        schema=VIOLATIONS.schema,
        strict=False,
    )
    return frame, famous


def _found(rows: Rows) -> tuple[Ints, Ints]:
    """The check and the category of each violation."""
    check, which = np.nonzero(rows["found"] != NOTHING)
    category = rows["found"][check, which].astype(np.int64)
    alarm = np.flatnonzero(rows["false_alarm"] & (rows["found"] == NOTHING).all(axis=1))
    false = _ALARM_CATEGORY[rows["clause"][alarm].astype(np.int64)]
    return np.concatenate([check, alarm]), np.concatenate([category, false])


def _where(values: npt.NDArray[Any], known: Bools) -> pl.Series:
    return pl.Series(values).set(pl.Series(~known), None)


class _Course:
    """What became of violations: deadlines, reports, verification and money, up to today."""

    def __init__(self, rng: Random, found: Ints, status: Ints, claimed: Floats, today: int) -> None:
        n = len(found)
        luck = rng.random(n)
        gone, contested = status == _GONE, status == _CONTESTED
        refused = ~gone & (luck < 0.05)
        stalled = ~gone & ((luck > 0.93) | (contested & (luck > 0.4)))
        due = found + rng.choice([14, 30, 60, 90], n, p=[0.2, 0.4, 0.25, 0.15])
        self.due_on = np.where(gone | (rng.random(n) < 0.08), -1, due)
        reported = found + np.exp(rng.normal(np.log(38), 0.75, n)).astype(np.int64)
        verified = reported + np.exp(rng.normal(np.log(40), 0.65, n)).astype(np.int64)
        has_reported = ~gone & ~refused & ~stalled & (reported <= today)
        has_verified = has_reported & (rng.random(n) > 0.1) & (verified <= today)
        self.reported_on = np.where(has_reported, reported, -1)
        self.verified_on = np.where(has_verified, verified, -1)
        age = today - found
        state = np.where(age < 21, 0, np.where(age < 50, 1, 2))
        given_up = (refused & (age > 180)) | (stalled & (age > 1000))
        state = np.where(given_up, _STATES.index(RemedyState.NOT_RESOLVED), state)
        state = np.where(has_reported, _STATES.index(RemedyState.SUPPLIER_REPORTS_DONE), state)
        state = np.where(has_verified, _STATES.index(RemedyState.VERIFIED_CLOSED), state)
        self.state = np.where(gone, _STATES.index(RemedyState.NOT_STARTED), state)
        whole = rng.random(n)
        share = np.where(whole < 0.8, 1.0, np.where(whole < 0.95, rng.uniform(0.3, 0.9, n), 0.0))
        pays = has_reported | (refused & (age > 180) & (rng.random(n) < 0.15))
        when = np.minimum(reported + rng.integers(-10, 25, n), today)
        self.repaid = np.where(pays, claimed * share, 0.0)
        self.repaid_on = np.where(self.repaid > 0, np.maximum(when, found), -1)
