"""What a figure can be split by. Members are the only identifiers a query ever takes."""

from __future__ import annotations

from enum import Enum

from clausewatch.model.codes import CheckType, Method

_CHECK_TYPE = f"""
case
    when method = '{Method.RECONNAISSANCE}' then '{CheckType.RECONNAISSANCE}'
    when clause = 'training' then '{CheckType.TRAINING_CLAUSE}'
    when method = '{Method.SCREENING_VISIT}' then '{CheckType.SCREENING}'
    when method = '{Method.DOCUMENT_REVIEW}' then '{CheckType.DOCUMENT}'
    else '{CheckType.OTHER}'
end
"""


class Dimension(Enum):
    """A key a figure is grouped by.

    ``key`` names the column of a result, ``expression`` is its SQL over ``facts`` and over
    ``violation_facts``, which carries the same columns; CATEGORY is one of violations only.
    """

    METHOD = ("method", "method")
    METHOD_GROUP = ("method_group", "method_group")
    TRIGGER = ("trigger", "trigger")
    SECTOR = ("sector", "sector")
    COUNTRY = ("country", "country")
    CLAUSE = ("clause", "clause")
    CONTRACT_TYPE = ("contract_type", "contract_type")
    PERFORMED_BY = ("performed_by", "performed_by")
    TIER = ("tier", "tier")
    PARTNER = ("partner", "partner")
    RISK_LEVEL = ("risk_level", "risk_level")
    BUYER = ("buyer", "buyer")
    TEAM = ("team", "team")
    SUPPLIER = ("supplier_id", "supplier_id")
    CONTRACT = ("contract_id", "contract_id")
    CASE = ("case_id", "case_id")
    CHECK_TYPE = ("check_type", _CHECK_TYPE)
    MONTH = ("period", "cast(date_trunc('month', started_on) as date)")
    QUARTER = ("period", "cast(date_trunc('quarter', started_on) as date)")
    YEAR = ("period", "cast(date_trunc('year', started_on) as date)")
    CATEGORY = ("category", "category")
    NOTHING = ("nothing", "1")

    def __init__(self, key: str, expression: str) -> None:
        self.key = key
        self.expression = expression


class Grain(Enum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def dimension(self) -> Dimension:
        return Dimension[self.name]


class Count(Enum):
    """What counts once in each group."""

    VISIT = "visit"
    CASE = "case"
    SUPPLIER = "supplier"
