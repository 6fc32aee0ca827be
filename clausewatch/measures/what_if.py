"""What more checks would find: contracts not seen for long, and cases like them.

Contracts are those in force on the register date that nobody saw in 24 months. What is said of them
is what completed cases of the same score band and way of looking found in these months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Series, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.planning import before, contract_notes, contracts_seen
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.targeting import band_name, without_follow_up
from clausewatch.model.codes import MethodGroup
from clausewatch.model.message import Code, Items, Message, message
from clausewatch.statistics.gains import BAND_EDGES
from clausewatch.statistics.prediction import Past, predict, predict_sum

FEWEST_CASES = 30
"""Completed cases below which a band and way of looking says nothing of the next checks."""
CHECKS = ("50", "100", "200", "400")
"""How many more checks may be asked about; the first is the default."""


@dataclass(frozen=True)
class _Part:
    """One way of looking in one band: contracts there are, past cases and what is planned."""

    group: str
    band: int
    contracts: int
    cases: int
    found: int
    planned: int

    @property
    def known(self) -> bool:
        return self.cases >= FEWEST_CASES

    @property
    def past(self) -> Past:
        return Past(self.found, self.cases, self.planned)

    @property
    def row(self) -> tuple[Any, ...]:
        expected = predict(self.found, self.cases, self.planned) if self.known else None
        return (
            self.group,
            band_name(self.band),
            self.contracts,
            self.cases,
            self.found,
            self.planned if self.known else None,
            expected.expected if expected else None,
            expected.low if expected else None,
            expected.high if expected else None,
        )


def _what_if(question: Question) -> Figures:
    checks = int(question.params["checks"])
    unseen = contracts_seen(question).filter(~pl.col("seen_24"))
    unscored = unseen["risk_score"].null_count()
    parts = _parts(question, unseen, checks)
    frame = pl.DataFrame(
        [part.row for part in parts],
        schema={
            "method_group": pl.String(),
            "risk_band": pl.String(),
            "contracts_not_seen": pl.Int64(),
            "cases_completed": pl.Int64(),
            "with_violation": pl.Int64(),
            "checks_planned": pl.Int64(),
            "findings_expected": pl.Float64(),
            "findings_low": pl.Int64(),
            "findings_high": pl.Int64(),
        },
        orient="row",
    )
    plans = _plans(parts)
    finding = _what_if_finding(plans, checks, unseen.height)
    said = [message("note.what_if")]
    if unscored:
        said.append(message("note.what_if_unscored", n=unscored, of=unseen.height))
    if any(part.contracts and not part.known for part in parts):
        said.append(message("note.what_if_few", limit=FEWEST_CASES))
    chart = _what_if_chart(finding, plans)
    return Figures(
        *concealed(frame, question.scope), finding, chart, contract_notes(question, *said)
    )


def _band(score: pl.Expr) -> pl.Expr:
    """The band of a score; each holds its lower edge, the last both."""
    return pl.sum_horizontal((score >= edge).cast(pl.Int64) for edge in BAND_EDGES[1:-1])


def _parts(question: Question, unseen: pl.DataFrame, checks: int) -> list[_Part]:
    """Each way of looking as a plan of its own, highest scores first."""
    now = question.snapshot.register_date
    recent = question.filters.narrowed(from_date=before(now, 24), to_date=now)
    cases, _ = without_follow_up(question.engine.query("case_scores", question.snapshot, recent))
    score = pl.col("risk_score")
    past = (
        cases.filter(score.is_not_null())
        .group_by("method_group", _band(score).alias("band"))
        .agg(pl.col("cases", "found").sum())
    )
    known = {(group, band): (n, k) for group, band, n, k in past.iter_rows()}
    there = dict(
        unseen.filter(score.is_not_null()).group_by(_band(score).alias("band")).len().iter_rows()
    )
    parts = []
    for group in MethodGroup:
        if not any(of == group for of, _ in known):
            continue
        left = checks
        for band in reversed(range(len(BAND_EDGES) - 1)):
            n, k = known.get((group, band), (0, 0))
            contracts = there.get(band, 0)
            planned = min(left, contracts) if n >= FEWEST_CASES else 0
            left -= planned
            if n or contracts:
                parts.append(_Part(group, band, contracts, n, k, planned))
    return parts


@dataclass(frozen=True)
class _Plan:
    """A plan of one way of looking: how many checks, and the findings to expect."""

    group: str
    planned: int
    expected: float
    low: int
    high: int


def _plans(parts: list[_Part]) -> list[_Plan]:
    plans = []
    for group in dict.fromkeys(part.group for part in parts):
        own = [part.past for part in parts if part.group == group and part.planned]
        if own:
            made = predict_sum(own)
            plans.append(_Plan(group, made.planned, made.expected, made.low, made.high))
    return plans


def _what_if_finding(plans: list[_Plan], checks: int, unseen: int) -> Message:
    if not plans:
        return message("finding.what_if_unknown", n=unseen, checks=checks)
    parts = tuple(
        message(
            "phrase.what_if",
            group=Code("method_group", plan.group),
            low=plan.low,
            high=plan.high,
            planned=plan.planned,
        )
        for plan in plans
    )
    return message("finding.what_if", checks=checks, parts=Items(parts, "or"))


def _what_if_chart(finding: Message, plans: list[_Plan]) -> Chart:
    points = tuple(
        Point(
            label=message(
                "phrase.planned", group=Code("method_group", plan.group), planned=plan.planned
            ),
            value=plan.expected,
            low=plan.low,
            high=plan.high,
        )
        for plan in plans
    )
    return Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message("chart.what_if.subtitle"),
        unit=Unit.COUNT,
        series=(Series("findings", message("series.findings"), points),) if points else (),
    )


def _columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(
        "method_group",
        "risk_band",
        "contracts_not_seen",
        "cases_completed",
        "with_violation",
        "checks_planned",
        "findings_expected",
        "findings_low",
        "findings_high",
    )


MEASURES = (Measure("visit_what_if", _columns, {"checks": CHECKS}, False, _what_if),)
