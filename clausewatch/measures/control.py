"""Rates over time: signal or noise.

Limits say how far a period's rate may lie from the average of its phase by chance. A phase begins
at a named change and nowhere else. A signal is called a real change only where it also shows
within one way of looking and trigger; otherwise the mix of checks changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.charts.reference import milestones
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, Counts, counted, notes
from clausewatch.measures.rates import every_period
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.terms import label_of, period_key
from clausewatch.model.codes import Trigger
from clausewatch.model.dimension import Dimension, Grain
from clausewatch.model.message import Code, Items, Message, Number, Share, message
from clausewatch.statistics import control

NAMED_CHANGES = (date(2017, 1, 1),)
"""Where limits are computed anew: in 2017 the follow-up was brought in house."""

_COLUMNS = (
    "period",
    "visits_completed",
    "with_violation",
    "rate",
    "centre",
    "lower",
    "upper",
    "signal",
    "phase",
    "provisional",
)


@dataclass(frozen=True)
class _Drawn:
    """The periods of a question, their counts and their chart."""

    dimension: Dimension
    firsts: Sequence[date]
    counts: Sequence[Counts]
    chart: control.Chart

    def signalled(self) -> list[int]:
        """The periods of the newest signal: those in a row of the same rule's side."""
        places = [place for place, name in enumerate(self.chart.signal) if name != "none"]
        if not places:
            return []
        newest = [places.pop()]
        while (
            places
            and places[-1] == newest[-1] - 1
            and self.side(places[-1]) == self.side(newest[-1])
        ):
            newest.append(places.pop())
        return newest[::-1]

    def side(self, place: int) -> float:
        return float(np.sign(self.chart.value[place] - self.chart.centre[place]))


def _control(question: Question) -> Figures:
    dimension = Grain(question.params["grain"]).dimension
    seen = counted(question, dimension)
    by_period = {key: counts for (key, _), counts in seen.groups.items()}
    firsts = every_period(by_period, dimension)
    counts = [by_period.get(first, Counts()) for first in firsts]
    effect = counted(question).groups.get((1, 1), Counts()).clustered
    drawn = _drawn(dimension, firsts, counts, (effect and effect.design_effect) or 1.0)
    newest = drawn.signalled()
    ways = _ways(question, drawn, newest) if newest else []
    finding = _finding(drawn, newest, ways)
    said = [message("note.control"), message("note.control_phase", day=NAMED_CHANGES[0])]
    if max(drawn.chart.dispersion, default=1.0) > 1:
        widest = max(drawn.chart.dispersion)
        said.append(message("note.control_dispersion", ratio=Number(widest, 1)))
    figures = concealed(_frame(drawn), question.scope)
    return Figures(
        *figures, finding, _chart(question, drawn, finding), (*said, *notes(question, seen))
    )


def _drawn(
    dimension: Dimension, firsts: Sequence[date], counts: Sequence[Counts], effect: float
) -> _Drawn:
    breaks = [
        place
        for change in NAMED_CHANGES
        for place, first in enumerate(firsts)
        if place and firsts[place - 1] < change <= first
    ]
    chart = control.rates(
        [item.k for item in counts],
        [item.n for item in counts],
        breaks,
        [item.provisional for item in counts],
        effect,
    )
    return _Drawn(dimension, firsts, counts, chart)


def _ways(question: Question, whole: _Drawn, newest: Sequence[int]) -> list[Message]:
    """The ways of looking, each with one trigger, in which the newest signal shows too."""
    frame = question.engine.query(
        "rates_by_way", question.snapshot, question.filters, dimensions=(whole.dimension,)
    ).filter(pl.col("trigger") != Trigger.FOLLOW_UP)
    side = whole.side(newest[-1])
    found = []
    for (group, trigger), rows in sorted(
        frame.partition_by("method_group", "trigger", as_dict=True).items()
    ):
        by_period = {row[0]: Counts(0, row[3], row[4]) for row in rows.iter_rows()}
        counts = [by_period.get(first, Counts()) for first in whole.firsts]
        within = _drawn(whole.dimension, whole.firsts, counts, 1.0)
        if any(
            within.chart.signal[place] != "none" and within.side(place) == side for place in newest
        ):
            found.append(
                message(
                    "label.method_trigger",
                    method=Code("method_group", group),
                    trigger=Code("trigger", trigger),
                )
            )
    return found


def _finding(drawn: _Drawn, newest: Sequence[int], ways: Sequence[Message]) -> Message:
    """What changed, since when, by how much, and whether it is more than the mix."""
    periods = int(drawn.chart.counted.sum())
    if sum(counts.n for counts in drawn.counts) < FEW or periods < 2:
        return message("finding.control_few")
    if not newest:
        return message("finding.control_none", n=periods)
    together = sum((drawn.counts[place] for place in newest), Counts())
    centre = float(drawn.chart.centre[newest[-1]])
    return message(
        "finding.control_real" if ways else "finding.control_mix",
        since=label_of(drawn.dimension, drawn.firsts[newest[0]]),
        until=label_of(drawn.dimension, drawn.firsts[newest[-1]]),
        rate=Share(together.rate or 0.0, together.n),
        k=together.k,
        n=together.n,
        centre=Share(centre),
        rule=Code("signal", drawn.chart.signal[newest[-1]]),
        ways=Items(tuple(ways)) if ways else "",
    )


def _frame(drawn: _Drawn) -> pl.DataFrame:
    chart = drawn.chart
    return pl.DataFrame(
        {
            "period": [period_key(first, drawn.dimension) for first in drawn.firsts],
            "visits_completed": [counts.n for counts in drawn.counts],
            "with_violation": [counts.k for counts in drawn.counts],
            "rate": [counts.rate for counts in drawn.counts],
            "centre": _known(chart.centre),
            "lower": _known(chart.lower),
            "upper": _known(chart.upper),
            "signal": list(chart.signal),
            "phase": chart.phase.tolist(),
            "provisional": [counts.provisional for counts in drawn.counts],
        },
        schema={
            "period": pl.String(),
            "visits_completed": pl.Int64(),
            "with_violation": pl.Int64(),
            **dict.fromkeys(("rate", "centre", "lower", "upper"), pl.Float64()),
            "signal": pl.String(),
            "phase": pl.Int64(),
            "provisional": pl.Boolean(),
        },
    )


def _known(values: Any) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


def _chart(question: Question, drawn: _Drawn, finding: Message) -> Chart:
    """The rates, the limits of each phase behind them, and the signals on them."""
    limits = [
        Series(
            f"limits-{phase}",
            message("series.expected"),
            tuple(
                Point(label_of(drawn.dimension, first), centre, low=low, high=high, at=first)
                for first, centre, low, high, of in zip(
                    drawn.firsts,
                    _known(drawn.chart.centre),
                    _known(drawn.chart.lower),
                    _known(drawn.chart.upper),
                    drawn.chart.phase,
                    strict=True,
                )
                if of == phase and centre is not None
            ),
            Role.CONTEXT,
            marked=False,
        )
        for phase in np.unique(drawn.chart.phase)
    ]
    every = [
        Point(
            label=label_of(drawn.dimension, first),
            value=counts.rate,
            k=counts.k,
            n=counts.n,
            open=counts.open,
            standing=_standing(counts),
            at=first,
            possible=counts.possible if counts.provisional else None,
        )
        for first, counts in zip(drawn.firsts, drawn.counts, strict=True)
    ]
    signals = tuple(
        point for point, name in zip(every, drawn.chart.signal, strict=True) if name != "none"
    )
    series = [*limits, Series("rate", message("series.rate"), tuple(every), Role.ON_SITE)]
    if signals:
        series.append(
            Series("signal", message("series.signal"), signals, Role.ATTENTION, joined=False)
        )
    return Chart(
        kind=ChartKind.LINE_BAND,
        title=finding,
        subtitle=message("chart.control.subtitle", n=sum(counts.n for counts in drawn.counts)),
        unit=Unit.SHARE,
        series=tuple(series) if drawn.firsts else (),
        grain=question.params["grain"],
        milestones=milestones(question.table("milestones")),
    )


def _standing(counts: Counts) -> Standing:
    if counts.n and counts.provisional:
        return Standing.PROVISIONAL
    return counts.standing


def _columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(*_COLUMNS)


MEASURES = (
    Measure(
        "rate_control_chart",
        _columns,
        {"grain": (Grain.QUARTER.value, Grain.MONTH.value, Grain.YEAR.value)},
        False,
        _control,
    ),
)
