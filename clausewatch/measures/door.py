"""``run``: the one door to every figure, and the one cache of results."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from functools import cache

from clausewatch.engine import Engine, Report
from clausewatch.measures import (
    activity,
    backtest,
    comparison,
    control,
    follow_through,
    gains,
    impact,
    pairing,
    places,
    planning,
    rates,
    targeting,
    units,
    values,
    what_if,
)
from clausewatch.measures.registry import Measure, Question, found
from clausewatch.measures.result import Result
from clausewatch.model.errors import Refused
from clausewatch.model.filters import Filters
from clausewatch.model.message import message
from clausewatch.model.settings import Settings
from clausewatch.model.viewer import Viewer
from clausewatch.snapshots import Snapshot

_MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for module in (
        rates,
        comparison,
        pairing,
        follow_through,
        control,
        units,
        targeting,
        gains,
        backtest,
        planning,
        what_if,
        activity,
        impact,
        places,
        values,
    )
    for measure in module.MEASURES
}


def catalogue() -> Mapping[str, Measure]:
    """Every measure by name."""
    return _MEASURES


def run(name: str, filters: Filters, viewer: Viewer, snapshot: Snapshot, **params: str) -> Result:
    """The answer of a measure.

    Args:
        name: of the measure.
        filters: which checks.
        viewer: who asks; what they may not see is taken out.
        snapshot: whose data.
        params: the measure's own parameters.

    Raises:
        WrongUse: there is no such measure or parameter.
        Refused: the viewer may not see it.
    """
    measure = found(name, _MEASURES)
    complete = measure.complete(params)
    if not measure.is_for(viewer.scope, complete):
        raise Refused(message("error.measure_names", name=name), where=name)
    key = (str(snapshot.folder), viewer.scope, name, filters, tuple(sorted(complete.items())))
    if kept := _results().get(key):
        return kept
    figures = measure.compute(Question(_engine(), snapshot, filters, viewer.scope, complete))
    result = Result(
        measure=name,
        params=tuple(sorted(complete.items())),
        filters=filters,
        snapshot=snapshot.id,
        register_date=snapshot.register_date,
        synthetic=snapshot.synthetic,
        columns=measure.columns(complete),
        frame=figures.frame,
        hidden=figures.hidden,
        finding=figures.finding,
        chart=figures.chart,
        notes=figures.notes,
    )
    _results().put(key, result)
    return result


def prepare(snapshot: Snapshot, report: Report | None = None) -> None:
    """Make what measures of a snapshot read, before the first is asked."""
    _engine().prepare(snapshot, report)


class _Results:
    """The results asked for last, at most so many; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Result] = OrderedDict()

    def get(self, key: Hashable) -> Result | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, result: Result) -> None:
        with self._lock:
            self._kept[key] = result
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


@cache
def _engine() -> Engine:
    return Engine(Settings.from_environment())


@cache
def _results() -> _Results:
    return _Results(Settings.from_environment().cache_results)
