"""What becomes of cases: the path from a visit to repayment, and what stood behind findings."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, numerator_notes
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.model.message import Code, Message, Share, message
from clausewatch.statistics import wilson

STEPS = (
    "began_on_site",
    "with_document_check",
    "with_violation",
    "with_claim",
    "with_repayment",
    "all_closed",
)
HOME = "DK"
"""Checks elsewhere are abroad."""


def _funnel(question: Question) -> Figures:
    counted = question.engine.query("follow_up_funnel", question.snapshot, question.filters).row(
        0, named=True
    )
    counts = [counted[step] or 0 for step in STEPS]
    before = [None, *counts[:-1]]
    frame = pl.DataFrame(
        {
            "step": STEPS,
            "count": counts,
            "share_of_previous": [
                count / of if of else None for count, of in zip(counts, before, strict=True)
            ],
        },
        schema={"step": pl.String(), "count": pl.Int64(), "share_of_previous": pl.Float64()},
    )
    finding = (
        message(
            "finding.funnel", n=counts[0], documents=counts[1], found=counts[2], closed=counts[5]
        )
        if counts[0]
        else message("finding.funnel_none")
    )
    said: list[Message] = [message("note.funnel")]
    if elsewhere := counted["began_elsewhere"] or 0:
        said.append(message("note.began_elsewhere", n=elsewhere))
    chart = Chart(
        kind=ChartKind.BARS,
        title=finding,
        subtitle=message("chart.funnel.subtitle"),
        unit=Unit.COUNT,
        series=(
            Series(
                "cases",
                message("result.cases"),
                tuple(
                    Point(label=Code("step", step), value=count, k=count, n=of)
                    for step, count, of in zip(STEPS, counts, before, strict=True)
                )
                if counts[0]
                else (),
                Role.ON_SITE,
            ),
        ),
    )
    notes = (*said, *numerator_notes(question))
    return Figures(*concealed(frame, question.scope), finding, chart, notes)


def _evidence(question: Question) -> Figures:
    found = question.engine.query(
        "evidence_abroad", question.snapshot, question.filters, home_country=HOME
    )
    limits = [wilson(k, n) for _, n, k in found.iter_rows()]
    frame = found.with_columns(
        rate=pl.col("with_violation") / pl.col("cases"),
        rate_low=pl.Series([low for low, _ in limits], dtype=pl.Float64()),
        rate_high=pl.Series([high for _, high in limits], dtype=pl.Float64()),
    )
    if found.is_empty():
        finding = message("finding.evidence_none")
    else:
        source, n, k, share = frame.row(0)[:4]
        finding = message(
            "finding.evidence", source=Code("evidence", source), n=n, k=k, share=Share(share, n)
        )
    chart = Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message("chart.evidence.subtitle"),
        unit=Unit.SHARE,
        series=(
            Series(
                "rate",
                message("series.rate"),
                tuple(
                    Point(
                        label=Code("evidence", source),
                        value=rate,
                        low=low,
                        high=high,
                        k=k,
                        n=n,
                        standing=Standing.FEW if n < FEW else Standing.FIRM,
                    )
                    for source, n, k, rate, low, high in frame.iter_rows()
                ),
            ),
        ),
    )
    notes = (message("note.evidence"), *numerator_notes(question))
    return Figures(*concealed(frame, question.scope), finding, chart, notes)


def _funnel_columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns("step", "count", "share_of_previous")


def _evidence_columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns("evidence", "cases", "with_violation", "rate", "rate_low", "rate_high")


MEASURES = (
    Measure("follow_up_funnel", _funnel_columns, {}, False, _funnel),
    Measure("evidence_abroad", _evidence_columns, {}, False, _evidence),
)
