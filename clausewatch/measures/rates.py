"""Violation rates by one dimension, by method and trigger, and over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.charts.reference import milestones, references
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import (
    CLUSTER_COLUMNS,
    RATE_COLUMNS,
    Counted,
    Counts,
    counted,
    notes,
    rate_frame,
    total,
)
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.terms import NARROWS, after, group_of, label_of, period_key
from clausewatch.measures.wording import compared, method_contrast, over_time
from clausewatch.model.codes import MethodGroup
from clausewatch.model.dimension import Count, Dimension, Grain
from clausewatch.model.message import Value, message

_COUNT = tuple(count.value for count in Count)
#: Month by month says little with a few hundred checks a year: quarters unless asked otherwise.
_GRAIN = (Grain.QUARTER.value, Grain.MONTH.value, Grain.YEAR.value)
_RATE_ROW = (*RATE_COLUMNS, *CLUSTER_COLUMNS)
_SPREAD = tuple((name, pl.Float64()) for name in CLUSTER_COLUMNS)
_OVER_TIME = (*_RATE_ROW, "provisional", "rate_possible_low", "rate_possible_high")


def _dtype(dimension: Dimension) -> pl.DataType:
    return pl.Int64() if dimension is Dimension.TIER else pl.String()


def _order(dimension: Dimension) -> Callable[[tuple[Any, Counts]], tuple[Any, ...]]:
    """Tiers by number, all else by rate, with few checks last; ties by key."""

    def by_rate(item: tuple[Any, Counts]) -> tuple[Any, ...]:
        key, counts = item
        few = counts.standing is not Standing.FIRM
        return (few, -(counts.rate or 0.0), -counts.n, str(key))

    return (lambda item: (item[0],)) if dimension is Dimension.TIER else by_rate


def _point(label: Value, key: str | None, counts: Counts) -> Point:
    low, high = counts.widest
    return Point(
        label=label,
        key=key,
        value=counts.rate,
        low=low,
        high=high,
        k=counts.k,
        n=counts.n,
        open=counts.open,
        standing=counts.standing,
    )


def _subtitle(question: Question, seen: Counted) -> Any:
    everything = total(seen.groups.values())
    return message(
        f"chart.rate.subtitle_{question.params['count']}", n=everything.n, open=everything.open
    )


def _by(dimension: Dimension, name: str, question: Question) -> Figures:
    seen = counted(question, dimension)
    rows = sorted(
        ((key, counts) for (key, _), counts in seen.groups.items()), key=_order(dimension)
    )
    frame = rate_frame(
        {dimension.key: _dtype(dimension)}, [(key, *c.row, *c.spread) for key, c in rows], *_SPREAD
    )
    labelled = [(label_of(dimension, key), counts) for key, counts in rows]
    finding = compared(labelled, question.params["count"])
    chart = Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=_subtitle(question, seen),
        unit=Unit.SHARE,
        series=tuple(
            Series(role.value, _series_label(dimension, role), points, role)
            for role, points in _by_role(dimension, rows)
        ),
        narrows=NARROWS.get(dimension),
        references=references(name, question.table("published_figures")),
    )
    said = notes(question, seen)
    if dimension is Dimension.METHOD:
        said = (message("note.method_alone"), *said)
    return Figures(*concealed(frame, question.scope), finding, chart, said)


def _by_role(
    dimension: Dimension, rows: list[tuple[Any, Counts]]
) -> list[tuple[Role, tuple[Point, ...]]]:
    """The points of a chart; methods by their group, all else in the accent."""
    points: dict[Role, list[Point]] = {}
    for key, counts in rows:
        role = _role(group_of(key)) if dimension is Dimension.METHOD else Role.ON_SITE
        label = label_of(dimension, key)
        points.setdefault(role, []).append(_point(label, None if key is None else str(key), counts))
    return [(role, tuple(points[role])) for role in Role if role in points]


def _series_label(dimension: Dimension, role: Role) -> Value:
    if dimension is Dimension.METHOD:
        return label_of(Dimension.METHOD_GROUP, role.value)
    return message("series.rate")


def _role(group: str) -> Role:
    return Role.CONTEXT if group == MethodGroup.RECONNAISSANCE else Role(group)


def _by_trigger(dimension: Dimension, question: Question) -> Figures:
    """By method, or by group of methods, and trigger."""
    seen = counted(question, dimension, Dimension.TRIGGER)
    groups = {key: _group(dimension, key[0]) for key in seen.groups}
    order = list(MethodGroup)
    rows = sorted(
        seen.groups.items(),
        key=lambda item: (order.index(groups[item[0]]), *_order(dimension)(item)),
    )
    frame = rate_frame(
        {dimension.key: pl.String(), "trigger": pl.String()},
        [(*key, *counts.row, *counts.spread) for key, counts in rows],
        *_SPREAD,
    )
    finding = method_contrast(
        [(groups[key], key[1], counts) for key, counts in seen.groups.items()]
    )
    points: dict[Role, list[Point]] = {}
    for (way, trigger), counts in rows:
        if dimension is Dimension.METHOD_GROUP and not _in_contrast(way, counts):
            continue
        label = message(
            "label.method_trigger",
            method=label_of(dimension, way),
            trigger=label_of(Dimension.TRIGGER, trigger),
        )
        points.setdefault(_role(groups[way, trigger]), []).append(
            _point(label, trigger if dimension is Dimension.METHOD_GROUP else way, counts)
        )
    chart = Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=_subtitle(question, seen),
        unit=Unit.SHARE,
        series=tuple(
            Series(role.value, label_of(Dimension.METHOD_GROUP, role.value), tuple(items), role)
            for role, items in points.items()
        ),
        narrows="trigger" if dimension is Dimension.METHOD_GROUP else "method",
        references=references("rate_by_method_and_trigger", question.table("published_figures")),
    )
    return Figures(*concealed(frame, question.scope), finding, chart, notes(question, seen))


def _group(dimension: Dimension, way: str) -> MethodGroup:
    return MethodGroup(group_of(way) if dimension is Dimension.METHOD else way)


def _in_contrast(group: str, counts: Counts) -> bool:
    """Whether a row belongs to the contrast that matters: on site against documents."""
    return group in (MethodGroup.ON_SITE, MethodGroup.DESK) and counts.standing is Standing.FIRM


def _over_time(question: Question) -> Figures:
    dimension = Grain(question.params["grain"]).dimension
    seen = counted(question, dimension)
    by_period = {key: counts for (key, _), counts in seen.groups.items()}
    rows = [(first, by_period.get(first, Counts())) for first in every_period(by_period, dimension)]
    frame = rate_frame(
        {"period": pl.String()},
        [
            (
                period_key(first, dimension),
                *counts.row,
                *counts.spread,
                counts.provisional,
                *((counts.possible if counts.provisional else None) or (None, None)),
            )
            for first, counts in rows
        ],
        *_SPREAD,
        ("provisional", pl.Boolean()),
        ("rate_possible_low", pl.Float64()),
        ("rate_possible_high", pl.Float64()),
    )
    points = tuple(_period_point(first, counts, dimension) for first, counts in rows)
    finding = over_time([(label_of(dimension, first), counts) for first, counts in rows])
    chart = Chart(
        kind=ChartKind.LINE_BAND,
        title=finding,
        subtitle=_subtitle(question, seen),
        unit=Unit.SHARE,
        series=(Series("rate", message("series.rate"), points),),
        grain=question.params["grain"],
        milestones=milestones(question.table("milestones")),
        references=references("rate_over_time", question.table("published_figures")),
    )
    provisional = sum(1 for _, counts in rows if counts.provisional)
    said = notes(question, seen)
    if provisional:
        said = (*said, message("note.provisional", n=provisional))
    return Figures(*concealed(frame, question.scope), finding, chart, said)


def every_period(known: Mapping[Any, Counts], dimension: Dimension) -> list[Any]:
    """Every period from the first to the last, those without checks included."""
    if not known:
        return []
    first, last = min(known), max(known)
    periods = [first]
    while periods[-1] < last:
        periods.append(after(periods[-1], dimension))
    return periods


def _period_point(first: Any, counts: Counts, dimension: Dimension) -> Point:
    low, high = counts.widest
    standing = counts.standing
    if standing is not Standing.NO_DATA and counts.provisional:
        standing = Standing.PROVISIONAL
    return Point(
        label=label_of(dimension, first),
        value=counts.rate,
        low=low,
        high=high,
        k=counts.k,
        n=counts.n,
        open=counts.open,
        standing=standing,
        at=first,
        possible=counts.possible if counts.provisional else None,
    )


def _columns(*keys: str, after_them: tuple[str, ...] = _RATE_ROW) -> Callable[..., Any]:
    made = columns(*keys, *after_them)

    def of(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
        return made

    return of


_BY = {
    f"rate_by_{dimension.key}": dimension
    for dimension in (
        Dimension.METHOD,
        Dimension.SECTOR,
        Dimension.COUNTRY,
        Dimension.CLAUSE,
        Dimension.CONTRACT_TYPE,
        Dimension.PERFORMED_BY,
        Dimension.TIER,
        Dimension.PARTNER,
    )
}

MEASURES: tuple[Measure, ...] = (
    *(
        Measure(
            name, _columns(dimension.key), {"count": _COUNT}, False, partial(_by, dimension, name)
        )
        for name, dimension in _BY.items()
    ),
    *(
        Measure(
            name,
            _columns(dimension.key, "trigger"),
            {"count": _COUNT},
            False,
            partial(_by_trigger, dimension),
        )
        for name, dimension in {
            "rate_by_method_and_trigger": Dimension.METHOD,
            "rate_by_method_group_and_trigger": Dimension.METHOD_GROUP,
        }.items()
    ),
    Measure(
        "rate_over_time",
        _columns("period", after_them=_OVER_TIME),
        {"grain": _GRAIN, "count": _COUNT},
        False,
        _over_time,
    ),
)
