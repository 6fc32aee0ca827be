"""What the violations meant for workers: how many, what was claimed, repaid and put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.charts.reference import milestones, references
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import numerator_notes
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.terms import NARROWS, PERIODS, label_of, period_key
from clausewatch.model.dimension import Dimension, Grain
from clausewatch.model.message import Amount, Message, Share, message

IMPACT_COLUMNS = (
    "cases_with_violation",
    "cases_with_claim",
    "workers_affected",
    "violations_without_worker_count",
    "claimed_dkk",
    "claimed_median_per_case",
    "repaid_dkk",
    "verified_closed",
    "largest_case_share",
)

SHOWN = ("workers_affected", "claimed_dkk", "repaid_dkk", "verified_closed")
"""What a chart of impact may show; the first is the default."""

_ROLES = {
    "workers_affected": Role.ON_SITE,
    "claimed_dkk": Role.OFF_SITE_INTERVIEW,
    "repaid_dkk": Role.REPAID,
    "verified_closed": Role.REPAID,
}
_UNITS = {"claimed_dkk": Unit.DKK, "repaid_dkk": Unit.DKK}


def impact_rows(question: Question, *dimensions: Dimension) -> pl.DataFrame:
    """Impact by one dimension or as a whole: ``key_1``, ``violations`` and ``IMPACT_COLUMNS``."""
    frame = question.engine.query(
        "impact", question.snapshot, question.filters, dimensions=dimensions
    )
    claimed = pl.col("claimed_dkk")
    return frame.select(
        "key_1",
        "violations",
        *IMPACT_COLUMNS[:-1],
        # The share of one case says nothing where nothing was claimed.
        pl.when(claimed > 0).then(pl.col("largest_claim_dkk") / claimed).alias(IMPACT_COLUMNS[-1]),
    )


def _totals(question: Question) -> Figures:
    rows = impact_rows(question)
    if rows.is_empty():
        rows = pl.DataFrame(
            [{name: None if name in _UNKNOWN_AT_ZERO else 0 for name in rows.columns}],
            schema=rows.schema,
        )
    frame, hidden = concealed(rows.select(IMPACT_COLUMNS), question.scope)
    return Figures(frame, hidden, _sentence(frame, hidden), None, _notes(question, frame))


_UNKNOWN_AT_ZERO = ("key_1", "claimed_median_per_case", "largest_case_share")


def _sentence(frame: pl.DataFrame, hidden: pl.DataFrame) -> Message:
    """Workers, claimed, repaid and verified in one sentence; what is hidden is said to be."""
    row, concealed_in = frame.row(0, named=True), hidden.row(0, named=True)
    if not row["cases_with_violation"]:
        return message("finding.no_violations")
    return message(
        "finding.impact",
        n=row["cases_with_violation"],
        workers=_workers(row, concealed_in),
        claimed=_amount(row, concealed_in, "claimed_dkk"),
        repaid=_amount(row, concealed_in, "repaid_dkk"),
        closed=row["verified_closed"],
    )


def _workers(row: Mapping[str, Any], hidden: Mapping[str, Any]) -> Message:
    if hidden["workers_affected"]:
        return message("word.hidden")
    if not row["workers_affected"] and row["violations_without_worker_count"]:
        return message("phrase.unknown_workers")
    return message("phrase.at_least_workers", n=row["workers_affected"])


def _amount(row: Mapping[str, Any], hidden: Mapping[str, Any], name: str) -> Message | Amount:
    return message("word.hidden") if hidden[name] else Amount(row[name])


def _by(dimension: Dimension, name: str, question: Question) -> Figures:
    if dimension in PERIODS:
        dimension = Grain(question.params["grain"]).dimension
    show = question.params["show"]
    over_time = dimension in PERIODS
    rows = impact_rows(question, dimension)
    if not over_time:
        rows = rows.sort(show, "key_1", descending=[True, False], nulls_last=True)
    keys = rows["key_1"].to_list()
    names = (*_extra(dimension), *IMPACT_COLUMNS)
    frame, hidden = concealed(rows.select(names), question.scope)
    key = dimension.key
    written = [period_key(item, dimension) for item in keys] if over_time else keys
    frame = frame.insert_column(0, pl.Series(key, written, dtype=pl.String()))
    hidden = hidden.insert_column(0, pl.Series(key, [False] * hidden.height, dtype=pl.Boolean()))
    finding = _leading(dimension, keys, frame, hidden, show)
    points = tuple(
        Point(
            label=label_of(dimension, item),
            key=None if over_time or item is None else str(item),
            value=frame[show][place],
            n=frame["cases_with_violation"][place],
            standing=Standing.HIDDEN if hidden[show][place] else Standing.FIRM,
            at=item if over_time else None,
        )
        for place, item in enumerate(keys)
    )
    chart = Chart(
        kind=ChartKind.BARS,
        title=finding,
        subtitle=message(f"chart.impact.subtitle_{show}"),
        unit=_UNITS.get(show, Unit.COUNT),
        series=(Series(show, message(f"result.{show}"), points, _ROLES[show]),),
        narrows=NARROWS.get(dimension),
        grain=question.params["grain"] if over_time else None,
        milestones=milestones(question.table("milestones")) if over_time else (),
        # Published sums are of whole years: beside quarters or months they would mislead.
        references=references(name, question.table("published_figures"), (show,))
        if dimension is Dimension.YEAR
        else (),
    )
    said = _notes(question, frame)
    if dimension is Dimension.CATEGORY:
        said = (message("note.categories_overlap"), *said)
    elif over_time:
        said = (message("note.periods_overlap"), *said)
    return Figures(frame, hidden, finding, chart, said)


def _extra(dimension: Dimension) -> tuple[str, ...]:
    return ("violations",) if dimension is Dimension.CATEGORY else ()


def _leading(
    dimension: Dimension, keys: list[Any], frame: pl.DataFrame, hidden: pl.DataFrame, show: str
) -> Message:
    """Which group has most of what is shown."""
    shown = [
        (value, place)
        for place, value in enumerate(frame[show].to_list())
        if value and not hidden[show][place]
    ]
    if not shown:
        return message("finding.all_hidden" if hidden[show].any() else f"finding.no_{show}")
    value, place = max(shown, key=lambda item: (item[0], -item[1]))
    return message(
        f"finding.most_{show}",
        group=label_of(dimension, keys[place]),
        value=Amount(value) if show in _UNITS else int(value),
        n=frame["cases_with_violation"][place],
    )


def _notes(question: Question, frame: pl.DataFrame) -> tuple[Message, ...]:
    unknown = frame["violations_without_worker_count"].sum()
    said = [message("note.impact")]
    if unknown:
        said.append(message("note.workers_unknown", n=int(unknown)))
    if frame.height == 1 and (share := frame["largest_case_share"][0]) is not None:
        median = frame["claimed_median_per_case"][0]
        said.append(message("note.largest_case", share=Share(share), median=Amount(median)))
    return (*said, *numerator_notes(question))


def _columns(*names: str) -> Callable[..., tuple[ResultColumn, ...]]:
    made = columns(*names, *IMPACT_COLUMNS)
    return lambda _params: made


_GRAIN = {"grain": (Grain.YEAR.value, Grain.QUARTER.value, Grain.MONTH.value)}
_SHOW = {"show": SHOWN}

MEASURES = (
    Measure("impact_totals", _columns(), {}, False, _totals),
    Measure(
        "impact_by_sector",
        _columns("sector"),
        _SHOW,
        False,
        partial(_by, Dimension.SECTOR, "impact_by_sector"),
    ),
    Measure(
        "impact_by_country",
        _columns("country"),
        _SHOW,
        False,
        partial(_by, Dimension.COUNTRY, "impact_by_country"),
    ),
    Measure(
        "impact_over_time",
        _columns("period"),
        {**_GRAIN, **_SHOW},
        False,
        partial(_by, Dimension.YEAR, "impact_over_time"),
    ),
    Measure(
        "violations_by_category",
        _columns("category", "violations"),
        _SHOW,
        False,
        partial(_by, Dimension.CATEGORY, "violations_by_category"),
    ),
)
