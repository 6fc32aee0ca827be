"""The register's own score beside a plain one, both tested on cases that came after.

The plain score is fitted on what was known before a day; cases that began on it or later are scored
with what was known before each began.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import numerator_notes
from clausewatch.measures.planning import before
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.targeting import follow_up_note
from clausewatch.model.codes import Trigger
from clausewatch.model.message import Code, Message, Number, Share, message
from clausewatch.statistics.backtest import Backtest, Ranked, backtest
from clausewatch.statistics.baseline import FEWEST, Cases, NotEnough, Whole, days_since

COLUMNS = (
    "score",
    "cases_completed",
    "with_violation",
    "ranked_right",
    "ranked_right_low",
    "ranked_right_high",
    "found_in_first_fifth",
)
YEARS = 2
"""How many years before the register date part what is fitted on from what is tested."""
_FIRST = 0.2
_FIRST_DAY = date(1970, 1, 1)


def _backtest(question: Question) -> Figures:
    every = question.engine.query("case_outcomes", question.snapshot, question.filters)
    began = pl.col("trigger") == Trigger.FOLLOW_UP
    kept, follow_up = every.filter(~began), every.filter(began).height
    day = before(question.snapshot.register_date, 12 * YEARS)
    said = [message("note.among_checked"), *follow_up_note(follow_up)]
    made: Backtest | None = None
    try:
        own = kept["risk_score"].cast(pl.Float64).fill_null(np.nan).to_numpy()
        made = backtest(_cases(question, kept), (day - _FIRST_DAY).days, own)
        finding = _finding(made, day)
        said.append(message("note.backtest", n=made.model.cases, day=day))
        if made.left_out:
            said.append(message("note.backtest_open", n=made.left_out))
    except NotEnough as short:
        finding = message(
            "finding.backtest_few", day=day, k=short.found, without=short.without, limit=FEWEST
        )
    rows = _rows(made) if made else []
    frame = pl.DataFrame(
        [
            (
                name,
                ranked.gains.cases,
                ranked.gains.found,
                ranked.auc.value,
                ranked.auc.low,
                ranked.auc.high,
                _first_fifth(ranked),
            )
            for name, ranked in rows
        ],
        schema={
            "score": pl.String(),
            "cases_completed": pl.Int64(),
            "with_violation": pl.Int64(),
            **dict.fromkeys(COLUMNS[3:], pl.Float64()),
        },
        orient="row",
    )
    notes = (*said, *numerator_notes(question))
    return Figures(*concealed(frame, question.scope), finding, _chart(finding, rows), notes)


def _cases(question: Question, kept: pl.DataFrame) -> Cases:
    """The cases as the statistics take them: days and codes as whole numbers."""
    seen = question.engine.query("supplier_sightings", question.snapshot, question.filters)
    suppliers = pl.concat([kept["supplier_id"], seen["supplier_id"]])
    codes = _codes(suppliers)
    days = _days(kept["began"])
    supplier = codes[: kept.height]
    return Cases(
        began=days,
        known=np.maximum(days, _days(kept["known"])),
        found=kept["found"].cast(pl.Float64).to_numpy(),
        supplier=supplier,
        sector=_codes(kept["sector"]),
        country=_codes(kept["country"]),
        tier=kept["tier"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        days_since_check=days_since(
            supplier, days, codes[kept.height :], _days(seen["started_on"])
        ),
    )


def _days(column: pl.Series) -> Whole:
    return column.to_physical().cast(pl.Int64).to_numpy()


def _codes(column: pl.Series) -> Whole:
    """A number for each value, -1 where there is none."""
    return column.rank("dense").cast(pl.Int64).fill_null(-1).to_numpy()


def _rows(made: Backtest) -> list[tuple[str, Ranked]]:
    """Both scores on the same cases; the plain one alone where too few have an own score."""
    if made.against is None:
        return [("baseline", made.baseline)]
    return [("own", made.against.own), ("baseline", made.against.baseline)]


def _first_fifth(ranked: Ranked) -> float:
    place = int(np.argmin(np.abs(ranked.gains.share_checked - _FIRST)))
    return float(ranked.gains.share_found[place])


def _finding(made: Backtest, day: date) -> Message:
    against = made.against
    if against is None:
        return message(
            "finding.backtest_baseline",
            n=made.tested,
            day=day,
            right=Number(100 * made.baseline.auc.value, 0),
        )
    return message(
        f"finding.backtest_{against.verdict}",
        n=against.own.gains.cases,
        day=day,
        own=Share(_first_fifth(against.own)),
        baseline=Share(_first_fifth(against.baseline)),
    )


def _chart(finding: Message, rows: list[tuple[str, Ranked]]) -> Chart:
    points = tuple(
        Point(
            label=Code("score", name),
            value=ranked.auc.value,
            low=ranked.auc.low,
            high=ranked.auc.high,
        )
        for name, ranked in rows
    )
    return Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message("chart.backtest.subtitle"),
        unit=Unit.SHARE,
        series=(Series("right", message("series.ranked_right"), points, Role.ON_SITE),)
        if points
        else (),
    )


def _columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(*COLUMNS)


MEASURES = (Measure("targeting_backtest", _columns, {}, False, _backtest),)
