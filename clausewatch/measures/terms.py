"""Values of dimensions as people read them, and periods as results write them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from clausewatch.language.describe import value_term
from clausewatch.model.codes import Method
from clausewatch.model.dimension import Dimension
from clausewatch.model.message import Code, Period, Value, message

PERIODS: dict[Dimension, Literal["month", "quarter", "year"]] = {
    Dimension.MONTH: "month",
    Dimension.QUARTER: "quarter",
    Dimension.YEAR: "year",
}

#: The field of ``Filters`` a value of a dimension narrows to.
NARROWS = {
    Dimension.METHOD: "method",
    Dimension.METHOD_GROUP: "method",
    Dimension.TRIGGER: "trigger",
    Dimension.SECTOR: "sector",
    Dimension.COUNTRY: "country",
    Dimension.CLAUSE: "clause",
    Dimension.CONTRACT_TYPE: "contract_type",
    Dimension.PERFORMED_BY: "performed_by",
    Dimension.TIER: "tier",
    Dimension.PARTNER: "partner",
    Dimension.BUYER: "buyer",
    Dimension.SUPPLIER: "supplier",
    Dimension.CATEGORY: "category",
}


def label_of(dimension: Dimension, value: object) -> Value:
    """A dimension's value as people read it; an empty one in the dimension's own words."""
    if value is None:
        return message("word.no_partner" if dimension is Dimension.PARTNER else "word.not_stated")
    if isinstance(value, date):
        return period_of(value, dimension)
    if dimension in NARROWS and dimension is not Dimension.METHOD_GROUP:
        return value_term(NARROWS[dimension], value if isinstance(value, int) else str(value))
    return Code(dimension.key, str(value))


def period_of(first: date, dimension: Dimension) -> Period:
    """The period that begins on a day."""
    return Period(first, PERIODS[dimension])


def period_key(first: date, dimension: Dimension) -> str:
    """A period as results write it: ``2026``, ``2026Q3``, ``2026-03``."""
    if dimension is Dimension.YEAR:
        return f"{first.year:04d}"
    if dimension is Dimension.QUARTER:
        return f"{first.year:04d}Q{(first.month + 2) // 3}"
    return f"{first.year:04d}-{first.month:02d}"


def after(first: date, dimension: Dimension) -> date:
    """The first day of the next period."""
    months = {Dimension.MONTH: 1, Dimension.QUARTER: 3, Dimension.YEAR: 12}[dimension]
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def group_of(method: str) -> str:
    """The method group of a method's code."""
    return Method(method).group.value
