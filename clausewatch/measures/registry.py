"""Every measure, declared where it is computed and found here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from clausewatch.charts import Chart
from clausewatch.engine import Engine
from clausewatch.measures.result import ResultColumn
from clausewatch.model.errors import WrongUse
from clausewatch.model.filters import Filters
from clausewatch.model.message import Items, Message, message
from clausewatch.snapshots import Snapshot


@dataclass(frozen=True)
class Question:
    """What a measure is asked.

    Attributes:
        engine: answers queries.
        snapshot: whose data.
        filters: which checks.
        scope: what decides what may be seen (``Viewer.scope``).
        params: the measure's own parameters by name, all of them, defaults put in.
    """

    engine: Engine
    snapshot: Snapshot
    filters: Filters
    scope: str
    params: Mapping[str, str]

    def table(self, name: str) -> pl.DataFrame | None:
        """A small table of the snapshot; None where the register has none."""
        path = self.snapshot.path(name)
        return None if path is None else pl.read_parquet(path)


@dataclass(frozen=True, eq=False)
class Figures:
    """What a measure makes of a question.

    ``frame`` and ``hidden`` have been through ``disclosure``; see ``Result`` for the rest.
    """

    frame: pl.DataFrame
    hidden: pl.DataFrame
    finding: Message
    chart: Chart | None
    notes: tuple[Message, ...]


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        name: its name; texts are ``measure.<name>.title``, ``.definition`` and ``.meaning``.
        columns: of its frame, in order, some depending on the parameters.
        params: the values each parameter may take, the default first.
        names_only_inside: whether it names places or suppliers, which only the full scope sees.
        compute: answers a question.
        inside_only: values of parameters with which it does.
    """

    name: str
    columns: Callable[[Mapping[str, str]], tuple[ResultColumn, ...]]
    params: Mapping[str, tuple[str, ...]]
    names_only_inside: bool
    compute: Callable[[Question], Figures]
    inside_only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_for(self, scope: str, params: Mapping[str, str]) -> bool:
        """Whether a scope may see it with these parameters."""
        names = self.names_only_inside or any(
            params.get(name) in values for name, values in self.inside_only.items()
        )
        return scope == "full" or not names

    def complete(self, given: Mapping[str, str]) -> dict[str, str]:
        """The parameters with defaults put in.

        Raises:
            WrongUse: a parameter is unknown to the measure or has none of its values.
        """
        for name, value in given.items():
            if name not in self.params:
                raise WrongUse(
                    message("error.no_such_parameter", measure=self.name, name=name),
                    where=name,
                    remedy=message("error.parameters", allowed=Items(tuple(self.params), "or"))
                    if self.params
                    else message("error.no_parameters"),
                )
            if value not in self.params[name]:
                raise WrongUse(
                    message("error.no_such_value", value=value, name=name),
                    where=name,
                    remedy=message(
                        "error.use_one_of", allowed=Items(tuple(self.params[name]), "or")
                    ),
                )
        return {name: given.get(name, values[0]) for name, values in self.params.items()}


def found(name: str, measures: Mapping[str, Measure]) -> Measure:
    """The measure of a name; raises WrongUse naming those there are."""
    if name not in measures:
        raise WrongUse(
            message("error.no_such_measure", name=name),
            where=name,
            remedy=message("error.use_one_of", allowed=Items(tuple(measures), "or")),
        )
    return measures[name]
