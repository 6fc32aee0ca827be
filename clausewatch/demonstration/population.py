"""What would be found if everybody were looked at: the truth comparisons of methods aim at."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from clausewatch.demonstration.arrays import day_number
from clausewatch.demonstration.mechanism import (
    EMPLOYEES_AT_RANDOM,
    Year,
    chance_of_case,
    chance_of_check,
)
from clausewatch.demonstration.programme import Choice
from clausewatch.demonstration.starts import CLAUSE_OF_START, METHOD_OF_START, STARTS
from clausewatch.demonstration.world import World
from clausewatch.model.codes import Clause, Method


def expected_rates(world: World, choice: Choice, year: Year) -> pl.DataFrame:
    """Expected rates of cases that begin in each way, over one and the same population.

    The population of a way is every site subject to its clause, on contracts that run in the
    middle of the year: no selection at all, whatever the trigger; a trigger decides only what is
    known beforehand.

    Returns:
        ``year``, ``method``, ``trigger``, ``clause``, ``performed_by``, ``sites``, ``violating``
        (the share of sites in violation), ``rate_of_cases`` (of completed cases that somebody got
        to look at).
    """
    rows = []
    middle = day_number(date(year.year, 7, 1))
    running = ((world.begins <= middle) & (world.ends >= middle))[world.contract]
    several = EMPLOYEES_AT_RANDOM
    for position, start in enumerate(STARTS):
        sites = np.flatnonzero(running & choice.eligible(start))
        if not len(sites) or start.method is Method.RECONNAISSANCE:
            continue
        clause = int(CLAUSE_OF_START[position])
        there = year.categories[sites, clause].astype(np.int64)
        method = np.full(len(sites), METHOD_OF_START[position])
        informed = np.full(len(sites), int(start.informed))
        if start.screening:
            chance = chance_of_case(method, informed, there)
        else:
            chance = chance_of_check(method, informed, there, screening=False)
            if start.method is Method.DOCUMENT_REVIEW and start.clause is Clause.LABOUR:
                employees = np.arange(1, len(several) + 1)
                chance = 1 - ((1 - chance)[:, None] ** employees) @ several
        rows.append(
            (
                year.year,
                start.method.value,
                start.trigger.value,
                start.clause.value,
                start.performed_by.value,
                len(sites),
                float(year.violating[sites, clause].mean()),
                float(chance.mean()),
            )
        )
    return pl.DataFrame(
        rows,
        schema={
            "year": pl.Int64,
            "method": pl.String,
            "trigger": pl.String,
            "clause": pl.String,
            "performed_by": pl.String,
            "sites": pl.Int64,
            "violating": pl.Float64,
            "rate_of_cases": pl.Float64,
        },
        orient="row",
    )
