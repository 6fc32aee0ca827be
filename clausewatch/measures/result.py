"""What a measure answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from clausewatch.charts import Chart
from clausewatch.model.filters import Filters
from clausewatch.model.message import Message


class ColumnKind(StrEnum):
    """How a column of a result is written."""

    CODE = "code"
    COUNTRY = "country"
    TEXT = "text"
    PERIOD = "period"
    """A month (2026-03), quarter (2026Q3) or year (2026), as text."""

    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    """A number with decimals and no unit."""

    DKK = "dkk"
    COORDINATE = "coordinate"
    FLAG = "flag"


@dataclass(frozen=True)
class ResultColumn:
    """A column of a result. Its label is ``result.<name>`` in the catalogue.

    Attributes:
        name: in the frame, in JSON and in the catalogue.
        kind: how it is written.
        codes: the code list its values are in, for kind CODE.
    """

    name: str
    kind: ColumnKind
    codes: str | None = None


@dataclass(frozen=True, eq=False)
class Result:
    """What a measure answers, in no language; it must not be changed.

    Attributes:
        measure: its name; title, definition and explanation are ``measure.<name>.title``,
            ``.definition`` and ``.meaning`` in the catalogue.
        params: the parameters it was run with (``grain``, ``count``, ...).
        filters: the selection.
        snapshot: the snapshot's id.
        register_date: the day every "now" means.
        synthetic: whether the data are made up for demonstration.
        columns: of the frame, in order.
        frame: one row a group; shares between 0 and 1, money in DKK.
        hidden: boolean, of the same shape and columns: True where the viewer may not see the
            value. The value itself is already gone (null) from ``frame``.
        finding: the answer in one sentence.
        chart: how it is drawn; None where it is a table only.
        notes: what must be said beside the figures.
    """

    measure: str
    params: tuple[tuple[str, str], ...]
    filters: Filters
    snapshot: str
    register_date: date
    synthetic: bool
    columns: tuple[ResultColumn, ...]
    frame: pl.DataFrame
    hidden: pl.DataFrame
    finding: Message
    chart: Chart | None
    notes: tuple[Message, ...]
