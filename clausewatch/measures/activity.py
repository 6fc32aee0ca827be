"""How much was checked, in which way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Unit
from clausewatch.charts.reference import milestones
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.terms import label_of, period_key
from clausewatch.model.codes import CheckType, MethodGroup
from clausewatch.model.dimension import Dimension, Grain
from clausewatch.model.message import Items, Message, message

_COUNTS = ("visits", "visits_completed", "visits_open")
_SCHEMA: dict[str, pl.DataType] = {name: pl.Int64() for name in _COUNTS}


def _counted(question: Question, *dimensions: Dimension) -> dict[tuple[Any, Any], list[int]]:
    """Checks, completed and open by up to two dimensions; every check counts as activity."""
    frame = question.engine.query(
        "rates", question.snapshot, question.filters, dimensions=dimensions
    )
    groups: dict[tuple[Any, Any], list[int]] = {}
    for row in frame.select("key_1", "key_2", *_COUNTS).iter_rows():
        counts = groups.setdefault((row[0], row[1]), [0, 0, 0])
        for place, number in enumerate(row[2:]):
            counts[place] += number
    return groups


def _over_time(question: Question) -> Figures:
    dimension = Grain(question.params["grain"]).dimension
    groups = _counted(question, dimension, Dimension.METHOD_GROUP)
    order = list(MethodGroup)
    rows = sorted(groups.items(), key=lambda item: (item[0][0], order.index(item[0][1])))
    frame = pl.DataFrame(
        [(period_key(first, dimension), group, *counts) for (first, group), counts in rows],
        schema={"period": pl.String(), "method_group": pl.String(), **_SCHEMA},
        orient="row",
    )
    finding = _finding(sum(counts[0] for counts in groups.values()), _by_group(groups))
    chart = Chart(
        kind=ChartKind.BARS,
        title=finding,
        subtitle=message("chart.activity.subtitle"),
        unit=Unit.COUNT,
        series=tuple(
            Series(
                group,
                label_of(Dimension.METHOD_GROUP, group),
                tuple(
                    Point(label=label_of(dimension, first), value=counts[0], at=first)
                    for (first, of), counts in rows
                    if of == group
                ),
                Role.CONTEXT if group is MethodGroup.RECONNAISSANCE else Role(group),
            )
            for group in order
            if any(of == group for _, of in groups)
        ),
        grain=question.params["grain"],
        milestones=milestones(question.table("milestones")),
    )
    return Figures(*concealed(frame, question.scope), finding, chart, (message("note.activity"),))


def _by_group(groups: Mapping[tuple[Any, Any], list[int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, group), counts in groups.items():
        found[group] = found.get(group, 0) + counts[0]
    return found


def _finding(everything: int, by_group: Mapping[str, int]) -> Message:
    if not everything:
        return message("finding.no_checks", n=0)
    parts = sorted(by_group.items(), key=lambda item: -item[1])
    items = tuple(
        message("finding.part", n=n, group=label_of(Dimension.METHOD_GROUP, group))
        for group, n in parts
    )
    return message("finding.activity", n=everything, parts=Items(items))


def _by_type(question: Question) -> Figures:
    groups = {key: counts for (key, _), counts in _counted(question, Dimension.CHECK_TYPE).items()}
    rows = [(kind, groups[kind]) for kind in CheckType if kind in groups]
    frame = pl.DataFrame(
        [(kind.value, *counts) for kind, counts in rows],
        schema={"check_type": pl.String(), **_SCHEMA},
        orient="row",
    )
    everything = sum(counts[0] for _, counts in rows)
    parts = tuple(
        message("finding.part", n=counts[0], group=label_of(Dimension.CHECK_TYPE, kind))
        for kind, counts in rows
    )
    finding = (
        message("finding.activity", n=everything, parts=Items(parts))
        if everything
        else message("finding.no_checks", n=0)
    )
    chart = Chart(
        kind=ChartKind.BARS,
        title=finding,
        subtitle=message("chart.activity.subtitle"),
        unit=Unit.COUNT,
        series=(
            Series(
                "visits",
                message("series.checks"),
                tuple(
                    Point(label=label_of(Dimension.CHECK_TYPE, kind), value=counts[0])
                    for kind, counts in rows
                ),
                Role.CONTEXT,
            ),
        ),
    )
    return Figures(
        *concealed(frame, question.scope), finding, chart, (message("note.check_types"),)
    )


def _columns(*names: str) -> Callable[..., tuple[ResultColumn, ...]]:
    made = columns(*names, *_COUNTS)
    return lambda _params: made


MEASURES = (
    Measure(
        "activity_over_time",
        _columns("period", "method_group"),
        {"grain": (Grain.YEAR.value, Grain.QUARTER.value, Grain.MONTH.value)},
        False,
        _over_time,
    ),
    Measure("checks_by_type", _columns("check_type"), {}, False, _by_type),
)
