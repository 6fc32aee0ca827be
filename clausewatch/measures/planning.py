"""Where to look next: high-risk contracts that were seen and those that were not.

Contracts in force on the register date are looked at, whoever saw them: our own checks, partners',
and checks of another contract that cover them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.model.codes import RiskLevel
from clausewatch.model.filters import Filters
from clausewatch.model.message import Code, Message, Share, Value, message

HIGH = (RiskLevel.CRITICAL, RiskLevel.HIGH)
"""The risk levels of a contract that are high risk, the highest first."""
TIME = {RiskLevel.CRITICAL: 12, RiskLevel.HIGH: 24}
"""Months after which a contract is due to be seen again."""
WINDOWS = (12, 24)
"""Months over which coverage is told."""
MOST_CONTRACTS = 500
"""How many contracts the list of next visits names."""

_KNOWN_TO_CONTRACTS = ("sector", "buyer", "contract_type", "supplier", "clause", "risk_level")
_DAYS_A_MONTH = 30.4375


def before(day: date, months: int) -> date:
    """The same day whole years earlier; the last of February where there is none."""
    year = day.year - months // 12
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def contracts_seen(question: Question) -> pl.DataFrame:
    """Contracts in force, with ``months`` since anyone saw them (null where never)."""
    now = question.snapshot.register_date
    frame = question.engine.query("contracts_seen", question.snapshot, question.filters, as_of=now)
    days = (pl.lit(now) - pl.col("last_seen_on")).dt.total_days()
    return frame.with_columns(
        (days / _DAYS_A_MONTH).floor().cast(pl.Int64).alias("months_since"),
        *(
            (pl.col("last_seen_on") > before(now, months)).fill_null(False).alias(f"seen_{months}")
            for months in WINDOWS
        ),
    )


def contract_notes(question: Question, *more: Message) -> tuple[Message, ...]:
    """On which day, and which filters do not reach contracts."""
    said = [message("note.contracts_in_force", day=question.snapshot.register_date)]
    kept = {name: getattr(question.filters, name) for name in _KNOWN_TO_CONTRACTS}
    if Filters(**kept) != question.filters:
        said.append(message("note.contracts_filters"))
    return (*said, *more)


def _coverage(question: Question) -> Figures:
    contracts = contracts_seen(question).filter(pl.col("risk_level").is_in(HIGH))
    rows = [
        _covered(contracts.filter(pl.col("risk_level") == level), level, months)
        for level in HIGH
        for months in WINDOWS
        if level in contracts["risk_level"]
    ]
    frame = pl.DataFrame(
        rows,
        schema={
            "risk_level": pl.String(),
            "months": pl.Int64(),
            "contracts": pl.Int64(),
            "contracts_seen": pl.Int64(),
            "share_seen": pl.Float64(),
            "value_dkk": pl.Float64(),
            "value_seen_dkk": pl.Float64(),
            "share_of_value": pl.Float64(),
        },
        orient="row",
    )
    finding = _coverage_finding(contracts, with_values=question.scope == "full")
    said = [message("note.coverage")] if rows else []
    if unknown := contracts["value_dkk"].null_count():
        said.append(message("note.value_unknown", n=unknown))
    chart = _coverage_chart(finding, rows)
    return Figures(
        *concealed(frame, question.scope), finding, chart, contract_notes(question, *said)
    )


def _covered(contracts: pl.DataFrame, level: str, months: int) -> tuple[Any, ...]:
    """A row of coverage: how many contracts, and of what value, were seen."""
    seen = contracts.filter(pl.col(f"seen_{months}"))
    value, value_seen = float(contracts["value_dkk"].sum()), float(seen["value_dkk"].sum())
    return (
        level,
        months,
        contracts.height,
        seen.height,
        seen.height / contracts.height,
        value,
        value_seen,
        value_seen / value if value else None,
    )


def _coverage_finding(contracts: pl.DataFrame, *, with_values: bool) -> Message:
    if contracts.is_empty():
        return message("finding.coverage_none")
    (_, _, n, seen_12, _, _, _, value_12), (_, _, _, seen_24, _, _, _, value_24) = (
        _covered(contracts, "", months) for months in WINDOWS
    )
    values: dict[str, Value] = {
        "n": n,
        "seen_12": seen_12,
        "share_12": Share(seen_12 / n),
        "seen_24": seen_24,
        "share_24": Share(seen_24 / n),
    }
    if not with_values or value_12 is None or value_24 is None:
        return message("finding.coverage", **values)
    return message(
        "finding.coverage_value", value_12=Share(value_12), value_24=Share(value_24), **values
    )


def _coverage_chart(finding: Message, rows: list[tuple[Any, ...]]) -> Chart:
    points = tuple(
        Point(
            label=message("phrase.seen_within", level=Code("risk_level", level), months=months),
            value=share,
            k=seen,
            n=n,
            standing=Standing.FEW if n < FEW else Standing.FIRM,
        )
        for level, months, n, seen, share, *_ in rows
    )
    return Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message("chart.coverage.subtitle"),
        unit=Unit.SHARE,
        series=(Series("seen", message("series.seen"), points, Role.ON_SITE),) if points else (),
    )


def _next_visits(question: Question) -> Figures:
    due = _due(contracts_seen(question))
    shown = due.head(MOST_CONTRACTS).select(
        "risk_level",
        "visit_reason",
        "contract_id",
        pl.col("title").alias("contract_title"),
        "supplier_name",
        "buyer",
        "sector",
        pl.col("last_seen_on").dt.to_string("%Y-%m-%d").fill_null("").alias("last_seen_on"),
        "months_since",
        "last_seen_by",
        "value_dkk",
        pl.col("end_date").dt.to_string("%Y-%m-%d").fill_null("").alias("contract_end"),
    )
    never = int((due["visit_reason"] == "never").sum())
    finding = (
        message("finding.next_visits", n=due.height, never=never, past=due.height - never)
        if due.height
        else message("finding.next_visits_none")
    )
    said = [message("note.next_visits")]
    if due.height > shown.height:
        said.append(message("note.next_visits_cut", shown=shown.height, n=due.height))
    return Figures(
        *concealed(shown, question.scope), finding, None, contract_notes(question, *said)
    )


def _due(contracts: pl.DataFrame) -> pl.DataFrame:
    """High-risk contracts never seen or past their time, the most pressing first."""
    reasons = [
        pl.when(pl.col("risk_level") == level, ~pl.col(f"seen_{months}"))
        .then(pl.lit(f"over_{months}"))
        .otherwise(None)
        for level, months in TIME.items()
    ]
    never = pl.when(pl.col("risk_level").is_in(HIGH), pl.col("last_seen_on").is_null())
    return (
        contracts.with_columns(
            pl.coalesce(never.then(pl.lit("never")), *reasons).alias("visit_reason")
        )
        .filter(pl.col("visit_reason").is_not_null())
        .sort(
            pl.col("risk_level") != RiskLevel.CRITICAL,
            pl.col("visit_reason") != "never",
            "months_since",
            "value_dkk",
            "contract_id",
            descending=[False, False, True, True, False],
            nulls_last=True,
        )
    )


def _columns(*names: str) -> Callable[[Mapping[str, str]], tuple[ResultColumn, ...]]:
    made = columns(*names)
    return lambda _params: made


MEASURES = (
    Measure(
        "coverage_high_risk",
        _columns(
            "risk_level",
            "months",
            "contracts",
            "contracts_seen",
            "share_seen",
            "value_dkk",
            "value_seen_dkk",
            "share_of_value",
        ),
        {},
        False,
        _coverage,
    ),
    Measure(
        "next_visits",
        _columns(
            "risk_level",
            "visit_reason",
            "contract_id",
            "contract_title",
            "supplier_name",
            "buyer",
            "sector",
            "last_seen_on",
            "months_since",
            "last_seen_by",
            "value_dkk",
            "contract_end",
        ),
        {},
        True,
        _next_visits,
    ),
)
