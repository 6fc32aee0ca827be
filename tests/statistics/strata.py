"""Published strata, and strata drawn at random, for tests of comparisons."""

from __future__ import annotations

import numpy as np

from clausewatch.statistics.mantel_haenszel import Strata

#: The tables R's mantelhaen.test is shown on, rows two groups, columns two outcomes; z of 95 %.
SMALL = [[[0, 0], [6, 5]], [[3, 0], [3, 6]], [[6, 2], [0, 4]], [[5, 6], [1, 0]], [[2, 5], [0, 0]]]
MIDDLE = [
    [[20, 14], [10, 24]],
    [[15, 12], [3, 15]],
    [[3, 2], [3, 2]],
    [[12, 3], [7, 5]],
    [[1, 0], [3, 2]],
]
ADMISSIONS = [
    [[313, 512], [19, 89]],
    [[207, 353], [8, 17]],
    [[205, 120], [391, 202]],
    [[278, 139], [244, 131]],
    [[138, 53], [299, 94]],
    [[351, 22], [317, 24]],
]

#: The same as the issue turns them: rows on site and desk, found the second column, and in the
#: fourth stratum 138 found on site and 279 not.
TURNED = [[[row[1], row[0]] for row in table] for table in ADMISSIONS]
TURNED[3][0] = [138, 279]


def rows_are_groups(tables: list[list[list[int]]]) -> Strata:
    """First row on site, second at the desk; first column found."""
    cube = np.array(tables)
    return Strata.of(k1=cube[:, 0, 0], n1=cube[:, 0].sum(1), k0=cube[:, 1, 0], n0=cube[:, 1].sum(1))


def draw(
    rng: np.random.Generator, sizes: np.ndarray, share: np.ndarray, on_site: float, desk: float
) -> Strata:
    """Strata of given sizes and shares on site; rates differ between strata by a common factor."""
    level = np.linspace(0.5, 1.5, len(sizes))
    n1 = rng.binomial(sizes, share)
    n0 = sizes - n1
    return Strata.of(rng.binomial(n1, on_site * level), n1, rng.binomial(n0, desk * level), n0)
