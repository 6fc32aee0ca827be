"""How the baseline, and the register's own score, would have ranked cases they had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from clausewatch.statistics.auc import Auc, Difference, auc, auc_difference
from clausewatch.statistics.baseline import FEWEST, Array, Baseline, Cases, NotEnough, features, fit
from clausewatch.statistics.gains import Gains, gains

Verdict = Literal["better", "worse", "no_telling"]


@dataclass(frozen=True)
class Ranked:
    """How a score ranked the cases after the date.

    Attributes:
        auc: the area under its curve.
        gains: what it found first.
    """

    auc: Auc
    gains: Gains


@dataclass(frozen=True)
class Against:
    """The register's own score and the baseline on the same cases: those that have the own score.

    Attributes:
        own: the register's own.
        baseline: ours, on these cases.
        difference: area of the own score minus that of the baseline.
        verdict: whether the own score ranks better or worse than the baseline, as far as 95 %
            certainty tells.
    """

    own: Ranked
    baseline: Ranked
    difference: Difference
    verdict: Verdict


@dataclass(frozen=True)
class Backtest:
    """A test on what came after.

    Attributes:
        date: the day that parts the cases.
        model: the baseline as it could have been fitted on that day.
        tested: cases that began on that day or later.
        left_out: cases that had begun but whose outcome was not known yet; in neither part.
        baseline: how the baseline ranked all cases tested.
        against: beside the register's own score; None where too few of them have one.
    """

    date: int
    model: Baseline
    tested: int
    left_out: int
    baseline: Ranked
    against: Against | None


def backtest(cases: Cases, date: int, own: Array | None = None) -> Backtest:
    """Fit on what was known before a day, test on the cases that began on it or later.

    The coefficients stay as they were on the day. What is known of a supplier's past moves on: a
    case is scored with the outcomes known before it began, as it would have been in use.

    Args:
        cases: completed cases as they began.
        date: the day that parts them, counted as in ``cases``.
        own: the register's own score for each case as known when it was chosen; NaN where none.

    Returns:
        The test. "Worse" and "better" are told of the own score against the baseline.

    Assumes:
        Cases after the day were chosen for a check, mostly because of the own score; among them
        it has less left to tell apart than among all contracts, the baseline more. Cases are
        independent.

    Raises:
        NotEnough: fewer than 20 cases with, or 20 without, a violation before or after the day.
        ValueError: the own score does not have one number a case.

    Not to be used:
        To compare with a score that was fitted on, or set after, the outcomes tested.

    Source:
        Steyerberg 2019, Clinical Prediction Models, 2nd edition (temporal
        validation).
    """
    if own is not None and own.shape != cases.began.shape:
        raise ValueError("every case needs one value of its own score, or NaN")
    rows = features(cases)
    before, after = cases.known < date, cases.began >= date
    model = fit(rows[before], cases.found[before])
    found, score = cases.found[after], model.score(rows[after])
    hits = int(found.sum())
    if min(hits, len(found) - hits) < FEWEST:
        raise NotEnough(hits, len(found) - hits)
    return Backtest(
        date=date,
        model=model,
        tested=len(found),
        left_out=int((~before & ~after).sum()),
        baseline=_ranked(score, found),
        against=None if own is None else _against(own[after], score, found),
    )


def _ranked(score: Array, found: Array) -> Ranked:
    return Ranked(auc(score, found), gains(score, found))


def _against(own: Array, score: Array, found: Array) -> Against | None:
    scored = ~np.isnan(own)
    own, score, found = own[scored], score[scored], found[scored]
    hits = int(found.sum())
    if min(hits, len(found) - hits) < FEWEST:
        return None
    difference = auc_difference(own, score, found)
    verdict: Verdict = "no_telling"
    if difference.low > 0:
        verdict = "better"
    elif difference.high < 0:
        verdict = "worse"
    return Against(_ranked(own, found), _ranked(score, found), difference, verdict)
