"""How violations come about and how they come to be seen.

**True state.** For each site, clause and year there is a truth: in violation or not. Its log-odds
are those of sector, tier and country, plus the conduct of supplier and site, which nobody can
know in full, less what earlier findings changed: each year something was found there the site
improves a little, and so, less, do the supplier's other sites. A site in violation is so in one to
three categories, drawn from the mix of its sector.

**Seeing it.** A violation shows in papers, to the eye and in what workers tell, more or less so by
category (``VISIBLE``). A method looks at papers, looks around and listens, more or less well
(``LOOKS``). The chance to see a category is one less the product, over these three ways, of
(1 - how well the method looks x how well the category shows). Who comes because of a tip looks
better, and a document check after a suspicion knows what to ask for and gets the real papers; but
it concerns one employee, who may be one it did not happen to (``CONCERNED``). Nearly nothing is
found where nothing is (``FALSE_ALARM``).

**Risk score.** What can be known (sector, tier, country, the part of the supplier's conduct that
shows, earlier findings there) with noise, on a scale of 0 to 1 that is no calibrated probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from clausewatch.demonstration.arrays import Bools, Floats, Ints, Random
from clausewatch.demonstration.sectors import PROFILES
from clausewatch.demonstration.sites import CSR, ENVIRONMENT, LABOUR, TRAINING
from clausewatch.demonstration.world import World
from clausewatch.model.codes import Category, Method

CATEGORIES = tuple(Category)
METHODS = tuple(Method)
NOTHING = len(CATEGORIES)
"""Stands where a site is in violation in fewer than three categories."""

#: How well a category shows in papers, to the eye, in what workers tell.
VISIBLE: Mapping[Category, tuple[float, float, float]] = {
    Category.UNDERPAYMENT: (0.70, 0.00, 0.80),
    Category.WORKING_TIME: (0.60, 0.10, 0.80),
    Category.ALLOWANCES_PENSION_HOLIDAY: (0.75, 0.00, 0.50),
    Category.CONTRACT_CERTIFICATE: (0.85, 0.00, 0.60),
    Category.DOCUMENTS_MISSING_OR_FALSE: (0.80, 0.10, 0.30),
    Category.WORK_PERMIT_REGISTRATION: (0.50, 0.30, 0.40),
    Category.HEALTH_AND_SAFETY: (0.05, 0.90, 0.60),
    Category.FREEDOM_OF_ASSOCIATION: (0.05, 0.05, 0.70),
    Category.DISCRIMINATION_HARASSMENT: (0.02, 0.10, 0.65),
    Category.FORCED_LABOUR_RECRUITMENT_FEES: (0.10, 0.10, 0.70),
    Category.CHILD_LABOUR: (0.10, 0.50, 0.40),
    Category.HOUSING: (0.05, 0.60, 0.70),
    Category.UNDECLARED_SUBCONTRACTOR: (0.30, 0.70, 0.60),
    Category.RETALIATION: (0.02, 0.02, 0.60),
    Category.TRAINING_CLAUSE: (0.90, 0.40, 0.50),
    Category.ENVIRONMENT: (0.60, 0.60, 0.30),
}

#: How well a method reads papers, looks around, listens.
LOOKS: Mapping[Method, tuple[float, float, float]] = {
    Method.SCREENING_VISIT: (0.10, 0.55, 0.60),
    Method.ONSITE_UNANNOUNCED: (0.35, 0.80, 0.70),
    Method.ONSITE_SEMI_ANNOUNCED: (0.35, 0.60, 0.50),
    Method.ONSITE_ANNOUNCED: (0.40, 0.30, 0.25),
    Method.DOCUMENT_REVIEW: (0.22, 0.00, 0.00),
    Method.OFFSITE_INTERVIEW: (0.05, 0.00, 0.85),
    Method.ONLINE_INTERVIEW: (0.05, 0.00, 0.55),
    Method.SOCIAL_AUDIT_REVIEW: (0.20, 0.15, 0.08),
    Method.SELF_ASSESSMENT: (0.06, 0.02, 0.02),
    Method.PARTNER_MONITORING: (0.20, 0.50, 0.75),
    Method.RECONNAISSANCE: (0.00, 0.00, 0.00),
}

#: Categories a visit can raise a suspicion of, and papers must then establish.
PROVEN_BY_PAPERS = frozenset(
    {
        Category.UNDERPAYMENT,
        Category.WORKING_TIME,
        Category.ALLOWANCES_PENSION_HOLIDAY,
        Category.CONTRACT_CERTIFICATE,
        Category.DOCUMENTS_MISSING_OR_FALSE,
        Category.WORK_PERMIT_REGISTRATION,
    }
)
#: The chance that such a category is established on the spot, without a document check.
ON_THE_SPOT: Mapping[Method, float] = {
    Method.SCREENING_VISIT: 0.12,
    Method.ONSITE_UNANNOUNCED: 0.45,
    Method.ONSITE_SEMI_ANNOUNCED: 0.45,
    Method.ONSITE_ANNOUNCED: 0.45,
    Method.OFFSITE_INTERVIEW: 0.25,
}

FALSE_ALARM = 0.003
"""The chance of a finding in a completed check where there is nothing to find."""
HUNCH = 0.05
"""The chance of a suspicion where a visit noticed nothing."""
WITHDRAWN = 0.02
"""The chance that a violation found is withdrawn later, and so never counts."""
CONCERNED = 0.8
"""The chance that one employee is among those concerned."""
CORRECTED = 0.65
"""The chance that a follow-up finds a violation put right."""
EMPLOYEES_ON_SUSPICION = np.array([0.38, 0.26, 0.16, 0.10, 0.06, 0.04])
EMPLOYEES_AT_RANDOM = np.array([0.70, 0.20, 0.10])
"""How many employees' papers are checked, from one on: one document check each."""

LEARNING = 1.1
"""What remembered findings take from the log-odds of a site."""
SPILLOVER = 0.4
"""What they take from the log-odds of the supplier's other sites."""
SCORE_NOISE = 0.6
"""Spread of what a risk score gets wrong, in log-odds."""
MEMORY = 0.6
"""How much of what was learnt is left a year later."""


class Informed(IntEnum):
    """What whoever looks knows beforehand."""

    ROUTINE = 0
    TIP = 1
    SUSPICION = 2


_PAPERS_WHEN = {Informed.ROUTINE: 1.0, Informed.TIP: 2.4, Informed.SUSPICION: 4.3}
_OTHER_WHEN = {Informed.ROUTINE: 1.0, Informed.TIP: 1.15, Informed.SUSPICION: 1.2}


def _chances() -> Floats:
    table = np.zeros((len(METHODS), len(Informed), len(CATEGORIES) + 1))
    for m, method in enumerate(METHODS):
        for informed in Informed:
            papers, eye, talk = LOOKS[method]
            # Only the desk depends on being given the right papers; a visit sees what is there.
            desk = method is Method.DOCUMENT_REVIEW
            better = _PAPERS_WHEN[informed] if desk else _OTHER_WHEN[informed]
            looks = np.minimum(
                np.array([papers, eye, talk]) * [better, *[_OTHER_WHEN[informed]] * 2], 0.95
            )
            for c, category in enumerate(CATEGORIES):
                seen = 1 - np.prod(1 - looks * np.array(VISIBLE[category]))
                if desk and informed is Informed.SUSPICION:
                    seen *= CONCERNED
                table[m, informed, c] = seen
    return table


CHANCE = _chances()
"""The chance to see a category that is there: method × informed × category (and nothing)."""


def _spot() -> Floats:
    table = np.ones((len(METHODS), len(CATEGORIES) + 1))
    for method, chance in ON_THE_SPOT.items():
        for category in PROVEN_BY_PAPERS:
            table[METHODS.index(method), CATEGORIES.index(category)] = chance
    return table


SPOT = _spot()
"""The chance that what a visit sees is established there: method × category (and nothing)."""


@dataclass(frozen=True)
class Year:
    """The truth of one year, and what is known at its beginning.

    Attributes:
        year: which.
        probability: of a violation, sites × clauses.
        violating: the truth, sites × clauses.
        categories: which, sites × clauses × 3; ``NOTHING`` fills up.
        score: the risk score, sites × clauses.
    """

    year: int
    probability: Floats
    violating: Bools
    categories: npt.NDArray[np.int8]
    score: npt.NDArray[np.float32]


class Truth:
    """What is true, year after year; it learns from what is found."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self._seed = seed
        self._learnt = np.zeros(world.sites)
        self._found = np.zeros(world.sites, dtype=np.bool_)
        self._mixes = _mixes()
        self._of_site = 2 * world.sector[world.contract]

    def note_findings(self, sites: Ints) -> None:
        """Something was found at these sites this year."""
        self._found[sites] = True

    def begin(self, year: int) -> Year:
        """The truth of the next year; years come in order."""
        world = self.world
        rng = np.random.default_rng(np.random.SeedSequence(self._seed, spawn_key=(1, year)))
        self._learnt = MEMORY * self._learnt + (1 - MEMORY) * self._found
        self._found[:] = False
        suppliers = len(world.supplier_id)
        sites = np.bincount(world.supplier, minlength=suppliers).clip(1)
        at_supplier = np.bincount(world.supplier, self._learnt, suppliers) / sites
        supplier_learnt = at_supplier[world.supplier]
        log_odds = world.base - (LEARNING * self._learnt + SPILLOVER * supplier_learnt)[:, None]
        probability = np.where(world.subject, 1 / (1 + np.exp(-log_odds)), 0.0)
        violating = rng.random(probability.shape) < probability
        noise = rng.normal(0.0, SCORE_NOISE, probability.shape)
        known = world.known + 1.2 * supplier_learnt[:, None] + noise
        score = 1 / (1 + np.exp(-(1.2 * known + 0.7)))
        return Year(
            year,
            probability,
            violating,
            self._categories(rng, violating),
            score.round(2).astype(np.float32),
        )

    def _categories(self, rng: Random, violating: Bools) -> npt.NDArray[np.int8]:
        found = np.full((*violating.shape, 3), NOTHING, dtype=np.int8)
        n = len(violating)
        many = 1 + (rng.random((n, 4)) < 0.45).astype(int) + (rng.random((n, 4)) < 0.3)
        for clause in (LABOUR, CSR):
            sites = np.flatnonzero(violating[:, clause])
            cumulative = self._mixes[self._of_site[sites] + clause]
            for which in range(3):
                drawn = (cumulative < rng.random(len(sites))[:, None]).sum(axis=1)
                repeated = (found[sites, clause, :which] == drawn[:, None]).any(axis=1)
                wanted = (which < many[sites, clause]) & ~repeated
                found[sites, clause, which] = np.where(wanted, drawn, NOTHING)
        found[violating[:, TRAINING], TRAINING, 0] = CATEGORIES.index(Category.TRAINING_CLAUSE)
        found[violating[:, ENVIRONMENT], ENVIRONMENT, 0] = CATEGORIES.index(Category.ENVIRONMENT)
        return found


def _mixes() -> Floats:
    """Cumulative weights of categories: two rows a sector, labour and CSR."""
    rows = []
    for profile in PROFILES:
        for mix in (profile.labour_mix, profile.csr_mix):
            weights = np.array([mix.get(category, 0.0) for category in CATEGORIES])
            rows.append(np.cumsum(weights / weights.sum()))
    table = np.array(rows)
    table[:, -1] = 1.0
    return table


def chance_of_check(method: Ints, informed: Ints, categories: Ints, *, screening: bool) -> Floats:
    """The chance that one completed check has a violation that counts.

    Args:
        method: positions in ``METHODS``, n.
        informed: values of ``Informed``, n.
        categories: what is there, n × 3; ``NOTHING`` where nothing is.
        screening: whether what it sees may wait for a document check.
    """
    seen = CHANCE[method[:, None], informed[:, None], categories]
    if screening:
        seen = seen * SPOT[method[:, None], categories]
    nothing = np.prod(1 - seen * (1 - WITHDRAWN), axis=1)
    return np.asarray(1 - nothing * (1 - FALSE_ALARM * (1 - WITHDRAWN)))


def chance_of_case(method: Ints, informed: Ints, categories: Ints) -> Floats:
    """The chance that a case that began with a visit has a violation that counts.

    The visit may establish it, or raise a suspicion that leads to one document check an employee.
    Arguments as ``chance_of_check``.
    """
    seen = CHANCE[method[:, None], informed[:, None], categories]
    spot = SPOT[method[:, None], categories]
    unseen = np.prod(1 - seen + seen * spot * WITHDRAWN, axis=1)
    uncounted = np.prod(1 - seen * spot * (1 - WITHDRAWN), axis=1)
    desk = METHODS.index(Method.DOCUMENT_REVIEW)
    later = CHANCE[desk, Informed.SUSPICION, categories]
    alarm = 1 - FALSE_ALARM * (1 - WITHDRAWN)
    one = np.prod(1 - later * (1 - WITHDRAWN), axis=1) * alarm
    employees = np.arange(1, len(EMPLOYEES_ON_SUSPICION) + 1)
    later_nothing = (one[:, None] ** employees) @ EMPLOYEES_ON_SUSPICION
    hunch = HUNCH * np.prod(1 - seen, axis=1)
    quiet = unseen - hunch
    return np.asarray(1 - alarm * (quiet + (uncounted - quiet) * later_nothing))
