"""Filters as the parameters of ``queries/shared/``."""

from __future__ import annotations

from datetime import date
from typing import Any

from clausewatch.model.codes import Category, Severity
from clausewatch.model.filters import FIELDS, Filters

#: Wide enough for every check, narrow enough for every dialect's date type.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def parameters(filters: Filters) -> dict[str, Any]:
    """Every parameter the filters bind, by name.

    ``in_<field>`` is a list, or None where the field does not narrow. ``found_<severity>`` has a
    bit for each category that counts; no bit where the severity does not.
    """
    bound: dict[str, Any] = {
        "from_date": filters.from_date or FIRST_DAY,
        "to_date": filters.to_date or LAST_DAY,
    }
    for name in FIELDS:
        bound[f"in_{name}"] = list(getattr(filters, name)) or None
    categories = list(Category)
    mask = sum(1 << categories.index(Category(item)) for item in filters.category or categories)
    for severity in Severity:
        counts = not filters.severity or severity in filters.severity
        bound[f"found_{severity}"] = mask if counts else 0
    return bound
