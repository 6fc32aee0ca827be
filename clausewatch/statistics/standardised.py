"""Like for like: on site against desk within strata, put together, and whether that is fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clausewatch.statistics.effect import Effect
from clausewatch.statistics.heterogeneity import heterogeneity
from clausewatch.statistics.mantel_haenszel import Strata, pool

Reason = Literal["differs", "few_strata", "little_overlap"]

FEWEST_STRATA = 3
DIFFERS_BELOW = 0.05


@dataclass(frozen=True)
class Standardised:
    """The effect over strata and what it rests on.

    Attributes:
        effect: the pooled effect; filled wherever one stratum holds both ways.
        heterogeneity_p: whether the odds ratio is the same everywhere (see ``heterogeneity``);
            None where the strata cannot tell.
        strata_used: strata holding both ways.
        strata_total: strata holding a case.
        on_site_used: cases on site in the strata used.
        on_site_total: cases on site.
        desk_used: cases at the desk in the strata used.
        desk_total: cases at the desk.
        not_pooled: why one number must not stand for all strata; empty when it may.
    """

    effect: Effect
    heterogeneity_p: float | None
    strata_used: int
    strata_total: int
    on_site_used: int
    on_site_total: int
    desk_used: int
    desk_total: int
    not_pooled: tuple[Reason, ...]

    @property
    def pooled(self) -> bool:
        """Whether the pooled numbers may lead."""
        return not self.not_pooled


def standardise(strata: Strata, design_effect: float = 1.0) -> Standardised:
    """On site against desk, pooled over strata.

    Args:
        strata: counts of cases.
        design_effect: how many cases tell as much as one independent case, for the test whether
            the effect is the same everywhere.

    Returns:
        The effect, whether it is the same everywhere, and what it rests on.

    Assumes:
        As ``mantel_haenszel.pool``; where a supplier has several cases, use
        ``robust.standardise_by_supplier``.
    """
    used = strata.only(strata.both)
    test = heterogeneity(used, design_effect)
    p = test.p if test else None
    on_site_used, desk_used = int(used.n1.sum()), int(used.n0.sum())
    on_site, desk = int(strata.n1.sum()), int(strata.n0.sum())
    why: list[Reason] = []
    if p is not None and p < DIFFERS_BELOW:
        why.append("differs")
    if len(used.n1) < FEWEST_STRATA:
        why.append("few_strata")
    if 2 * on_site_used < on_site or 2 * desk_used < desk:
        why.append("little_overlap")
    return Standardised(
        effect=pool(used),
        heterogeneity_p=p,
        strata_used=len(used.n1),
        strata_total=int((strata.n1 + strata.n0 > 0).sum()),
        on_site_used=on_site_used,
        on_site_total=on_site,
        desk_used=desk_used,
        desk_total=desk,
        not_pooled=tuple(why),
    )


def crude(k1: int, n1: int, k0: int, n0: int) -> Effect:
    """On site against desk as if all cases were alike: one stratum.

    Args:
        k1: found on site.
        n1: looked at on site.
        k0: found at the desk.
        n0: looked at at the desk.

    Returns:
        Risk ratio (Katz), risk difference (Newcombe), odds ratio (Woolf), which are what the
        pooled formulas give for one stratum; all empty where either group is.
    """
    strata = Strata.of(k1, n1, k0, n0)
    return pool(strata.only(strata.both))
