"""Pairs of checks of the same: what on site finds that the desk does not, and the other way.

The first check may have changed what the second could find; so both orders are counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clausewatch.statistics.intervals import wilson

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FARTHEST_DAYS = 180


@dataclass(frozen=True)
class Pairs:
    """Which check on site goes with which at the desk; all arrays are as long as there are pairs.

    Attributes:
        on_site: row numbers of checks on site.
        desk: row numbers of checks at the desk.
        days_after_desk: days from the check at the desk to the one on site; negative where on site
            came first.
        left_out_follow_up: completed checks on site or at the desk that a follow-up triggered.
    """

    on_site: Numbers
    desk: Numbers
    days_after_desk: Numbers
    left_out_follow_up: int


@dataclass(frozen=True)
class Paired:
    """What the pairs found.

    Attributes:
        pairs: how many.
        both: found on site and at the desk.
        only_on_site: found on site only.
        only_desk: found at the desk only.
        neither: found by neither.
        p_exact: McNemar, exact: how often chance alone splits the pairs found by one only at least
            as unevenly; 1 where there are none.
        share_missed: of what on site found, the share the desk did not; None where on site found
            nothing.
        share_missed_low: lower limit, Wilson, 95 %.
        share_missed_high: upper limit.
    """

    pairs: int
    both: int
    only_on_site: int
    only_desk: int
    neither: int
    p_exact: float
    share_missed: float | None
    share_missed_low: float | None
    share_missed_high: float | None


@dataclass(frozen=True)
class Orders:
    """The pairs by who came first; pairs of one day are in neither."""

    desk_first: Paired
    on_site_first: Paired


def match(
    *,
    contract: npt.ArrayLike,
    supplier: npt.ArrayLike,
    clause: npt.ArrayLike,
    case: npt.ArrayLike,
    started_on: npt.ArrayLike,
    on_site: npt.ArrayLike,
    desk: npt.ArrayLike,
    completed: npt.ArrayLike,
    follow_up: npt.ArrayLike,
    farthest: int = FARTHEST_DAYS,
) -> Pairs:
    """Pair checks of the same contract, supplier and clause, one on site and one at the desk.

    Both are completed, of different cases, neither triggered by a follow-up, and start at most 180
    days apart. Each check is used once: the two nearest in time first; of pairs as near as each
    other the one that begins earlier, then the one whose check on site comes first among the rows,
    then at the desk.

    Args:
        contract: one value a check; any that sort, so codes rather than None.
        supplier: likewise.
        clause: likewise.
        case: likewise.
        started_on: day number or numpy date.
        on_site: whether the check was made on site.
        desk: whether it was made at the desk; other ways are neither.
        completed: whether it is completed.
        follow_up: whether a follow-up triggered it.
        farthest: the most days apart.

    Returns:
        The pairs in the order of their checks on site. The rows' order decides only where two
        checks of one thing start the same day; hand them over in the order of their ids.

    Raises:
        ValueError: lengths differ.

    Source:
        Greedy nearest matching; Rosenbaum 2010, Design of Observational Studies, ch. 8. A best
        total distance is not sought: a person must be able to redo it by hand.
    """
    day = np.asarray(started_on)
    if np.issubdtype(day.dtype, np.datetime64):
        day = day.astype("datetime64[D]").astype(np.int64)
    keys = [np.asarray(values) for values in (contract, supplier, clause, case)]
    flags = [np.asarray(values, bool) for values in (on_site, desk, completed, follow_up)]
    if any(len(values) != len(day) for values in (*keys, *flags)):
        raise ValueError("every check needs each of the values")
    visited, read, done, followed = flags
    of_interest = done & (visited | read)
    left_out = int((of_interest & followed).sum())
    rows = np.flatnonzero(of_interest & ~followed)
    group = _codes([values[rows] for values in keys[:3]])
    at, to = _candidates(group, day[rows], visited[rows], read[rows], farthest)
    apart = _codes([keys[3][rows]])
    different = apart[at] != apart[to]
    at, to = at[different], to[different]
    days = day[rows]
    gap = np.abs(days[at] - days[to])
    order = np.lexsort((to, at, np.minimum(days[at], days[to]), gap))
    chosen = _greedy(at[order], to[order], len(rows))
    first, second = at[order][chosen], to[order][chosen]
    by_row = np.argsort(first)
    first, second = first[by_row], second[by_row]
    return Pairs(rows[first], rows[second], days[first] - days[second], left_out)


def compare(pairs: Pairs, found: npt.ArrayLike) -> Paired:
    """What on site and desk found of the same.

    Args:
        pairs: which check goes with which.
        found: whether each check found a violation, by row number.

    Returns:
        The four counts, McNemar's exact test and the share missed by the desk.

    Assumes:
        Pairs are independent of each other, and what there was to find stayed the same between the
        two checks.

    Source:
        McNemar 1947, Psychometrika 12:153-157; exact as the binomial test of a half.
    """
    outcome = np.asarray(found, bool)
    return _table(outcome[pairs.on_site], outcome[pairs.desk])


def compare_orders(pairs: Pairs, found: npt.ArrayLike) -> Orders:
    """The same, apart by who came first."""
    outcome = np.asarray(found, bool)
    on_site, desk = outcome[pairs.on_site], outcome[pairs.desk]
    later, earlier = pairs.days_after_desk > 0, pairs.days_after_desk < 0
    return Orders(_table(on_site[later], desk[later]), _table(on_site[earlier], desk[earlier]))


def mcnemar_exact(only_on_site: int, only_desk: int) -> float:
    """The exact two-sided p of as uneven a split of the pairs found by one way only."""
    from scipy.special import bdtr  # noqa: PLC0415 - slow to load, and few pages test

    split = only_on_site + only_desk
    if split == 0:
        return 1.0
    return min(1.0, 2 * float(bdtr(min(only_on_site, only_desk), split, 0.5)))


def _table(on_site: Flags, desk: Flags) -> Paired:
    both, only_on_site = int((on_site & desk).sum()), int((on_site & ~desk).sum())
    only_desk, neither = int((desk & ~on_site).sum()), int((~on_site & ~desk).sum())
    share = low = high = None
    if both + only_on_site:
        share = only_on_site / (both + only_on_site)
        low, high = wilson(only_on_site, both + only_on_site)
    return Paired(
        pairs=len(on_site),
        both=both,
        only_on_site=only_on_site,
        only_desk=only_desk,
        neither=neither,
        p_exact=mcnemar_exact(only_on_site, only_desk),
        share_missed=share,
        share_missed_low=low,
        share_missed_high=high,
    )


def _codes(keys: list[npt.NDArray[np.generic]]) -> Numbers:
    """One whole number from 0 for each combination of values."""
    codes: Numbers = np.zeros(len(keys[0]), np.int64)
    for values in keys:
        distinct, code = np.unique(values, return_inverse=True)
        # Made dense again after each, so that the product never outgrows 64 bits.
        _, codes = np.unique(codes * max(1, len(distinct)) + code, return_inverse=True)
    return codes


def _candidates(
    group: Numbers, day: Numbers, on_site: Flags, desk: Flags, farthest: int
) -> tuple[Numbers, Numbers]:
    """Every check on site with every one at the desk of its group within so many days."""
    visits, reads = np.flatnonzero(on_site), np.flatnonzero(desk)
    if len(visits) == 0 or len(reads) == 0:
        return visits[:0], reads[:0]
    # Groups lie farther apart than any window, so one sorted line holds them all.
    stride = int(day.max() - day.min()) + 2 * farthest + 1
    place = group * stride + day - int(day.min())
    reads = reads[np.argsort(place[reads], kind="stable")]
    line = place[reads]
    start = np.searchsorted(line, place[visits] - farthest, side="left")
    count = np.searchsorted(line, place[visits] + farthest, side="right") - start
    at = np.repeat(visits, count)
    offset = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    return at, reads[np.repeat(start, count) + offset]


def _greedy(at: Numbers, to: Numbers, rows: int) -> Numbers:
    """Which of the candidates, best first, are taken when each row is used once.

    In each round every row names the best candidate it has left; those named by both their rows
    are taken. One after the other would take the same ones.
    """
    left = np.arange(len(at))
    taken: list[Numbers] = []
    used = np.zeros(rows, bool)
    best = np.empty(rows, np.int64)
    while len(left):
        # Written worst first, so that the best stays.
        best[at[left[::-1]]] = left[::-1]
        best[to[left[::-1]]] = left[::-1]
        mutual = left[(best[at[left]] == left) & (best[to[left]] == left)]
        taken.append(mutual)
        used[at[mutual]] = True
        used[to[mutual]] = True
        left = left[~used[at[left]] & ~used[to[left]]]
    return np.sort(np.concatenate(taken)) if taken else left
