"""How the site of a case is chosen: at random, by risk, because of a tip.

Tips and reports come more often from sites in violation; who chooses by risk prefers a high risk
score; whoever draws at random prefers nothing. Only contracts that run are looked at.
"""

from __future__ import annotations

import numpy as np

from clausewatch.demonstration.arrays import Bools, Floats, Ints, Random, day_number
from clausewatch.demonstration.mechanism import Year
from clausewatch.demonstration.sites import CLAUSES
from clausewatch.demonstration.starts import ERAS, STARTS, Start
from clausewatch.demonstration.world import World
from clausewatch.model.codes import Clause, PerformedBy, Sector, Trigger

APPETITE = 3.5
"""How strongly a high risk score draws a case that is chosen by risk."""


class Choice:
    """Chooses how cases begin and which sites they are about."""

    def __init__(self, world: World) -> None:
        self.world = world
        table = np.array([[start.weights.get(era, 0.0) for start in STARTS] for _, era, _ in ERAS])
        self._weights = table / table.sum(axis=1, keepdims=True)
        self._since = np.array([day_number(since) for since, _, _ in ERAS])
        self._found_before = np.zeros(world.sites, dtype=np.bool_)
        self._size = np.sqrt(world.workers)
        joint = {Sector.CONSTRUCTION, Sector.TRANSPORT, Sector.GREEN_AREAS, Sector.CLEANING}
        sectors = world.contracts["sector"].to_numpy()[world.contract]
        self._joint = np.isin(sectors, [sector.value for sector in joint])
        self._drawn_to: dict[int, tuple[Ints, Floats]] = {}
        self._year = 0

    def note_findings(self, sites: Ints) -> None:
        """Something was found at these sites: from next year on a case may begin as a follow-up."""
        self._found_before[sites] = True

    def starts(self, rng: Random, days: Ints) -> Ints:
        """How cases of these days begin."""
        era = np.searchsorted(self._since, days, side="right") - 1
        starts = np.zeros(len(days), dtype=np.int64)
        for each in np.unique(era):
            here = era == each
            starts[here] = rng.choice(len(STARTS), int(here.sum()), p=self._weights[each])
        return starts

    def sites(self, rng: Random, starts: Ints, year: Year, first_day: int, last_day: int) -> Ints:
        """A site for each start; -1 where there is none to look at.

        Only contracts that run from the first to the last day are looked at.
        """
        world = self.world
        runs = (world.begins <= first_day) & (world.ends >= last_day)
        running = runs[world.contract]
        sites = np.full(len(starts), -1, dtype=np.int64)
        order = np.argsort(starts, kind="stable")
        which, beginnings, many = np.unique(starts[order], return_index=True, return_counts=True)
        for start, beginning, count in zip(which, beginnings, many, strict=True):
            candidates, weights = self._attracted(int(start), year)
            total = np.cumsum(weights * running[candidates])
            if not len(total) or total[-1] <= 0:
                continue
            drawn = np.searchsorted(total, rng.random(count) * total[-1], side="right")
            sites[order[beginning : beginning + count]] = candidates[
                np.minimum(drawn, len(candidates) - 1)
            ]
        return sites

    def eligible(self, start: Start) -> Bools:
        """Which sites a case may be about, whether their contract runs or not."""
        world = self.world
        subject = world.subject[:, CLAUSES.index(start.clause)]
        if start.clause is Clause.CSR and start.abroad:
            subject = subject & (world.tier > 0)
        if start.performed_by is PerformedBy.EXTERNAL_AUDITOR:
            subject = subject & (world.tier <= 1)
        return subject

    def _attracted(self, start: int, year: Year) -> tuple[Ints, Floats]:
        """Eligible sites and how much each attracts; kept for a year, in which neither changes."""
        if year.year != self._year:
            self._year = year.year
            self._drawn_to.clear()
        if start not in self._drawn_to:
            sites = np.flatnonzero(self.eligible(STARTS[start]))
            self._drawn_to[start] = sites, self._attraction(STARTS[start], year, sites)
        return self._drawn_to[start]

    def _attraction(self, start: Start, year: Year, sites: Ints) -> Floats:
        """How much each site attracts a case of this kind."""
        clause = CLAUSES.index(start.clause)
        if start.trigger is Trigger.RANDOM:
            return np.ones(len(sites))
        if start.trigger is Trigger.FOLLOW_UP:
            return np.asarray(self._found_before[sites], dtype=np.float64)
        violating = year.violating[sites, clause]
        if start.trigger is Trigger.TIP:
            return np.asarray(0.2 + violating)
        if start.trigger is Trigger.SUPPLIER_REPORT:
            return np.asarray(0.6 + violating)
        if start.trigger is Trigger.MEDIA:
            return np.asarray(self._size[sites] * (0.3 + violating))
        by_risk = np.exp(APPETITE * year.score[sites, clause].astype(np.float64))
        if start.trigger is Trigger.JOINT_ACTION and start.clause is Clause.LABOUR:
            return np.asarray(by_risk * self._joint[sites])
        return np.asarray(by_risk)
