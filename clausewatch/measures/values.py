"""The values the filters may take, with how many checks each has."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.model.dimension import Dimension
from clausewatch.model.message import message

MOST_VALUES = 1000
"""A field with more values shows those with most checks; others are typed in."""

_DIMENSIONS = {
    "country": Dimension.COUNTRY,
    "buyer": Dimension.BUYER,
    "partner": Dimension.PARTNER,
    "team": Dimension.TEAM,
    "tier": Dimension.TIER,
    "supplier": Dimension.SUPPLIER,
}


def _values(question: Question) -> Figures:
    parts = []
    for field, dimension in _DIMENSIONS.items():
        found = question.engine.query(
            "field_values",
            question.snapshot,
            question.filters,
            dimensions=(dimension,),
            most_values=MOST_VALUES,
        )
        label = pl.col("label") if field == "supplier" else pl.col("value").cast(pl.String)
        parts.append(found.with_columns(label.alias("label")).select(_shape(field)))
    joint = question.engine.query(
        "joint_values", question.snapshot, question.filters, most_values=MOST_VALUES
    )
    parts.append(joint.with_columns(label=pl.col("value")).select(_shape("joint")))
    frame = pl.concat(parts)
    return Figures(
        *concealed(frame, question.scope), message("finding.values", n=frame.height), None, ()
    )


def _shape(field: str) -> list[pl.Expr]:
    return [
        pl.lit(field).alias("field"),
        pl.col("value").cast(pl.String),
        pl.col("label").cast(pl.String),
        pl.col("visits"),
    ]


def _columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns("field", "value", "label", "visits")


MEASURES = (Measure("filter_values", _columns, {}, True, _values),)
