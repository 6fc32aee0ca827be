"""The tables of a register, declared once.

Reading, checking, the Excel template, the documentation and the Parquet schema all come from
``TABLES``. Columns are in the order people see them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from clausewatch.model.codes import CODE_LISTS


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    BOOLEAN = "boolean"
    COUNTRY = "country"
    CODE = "code"
    TEXT_LIST = "text_list"
    CODE_LIST = "code_list"


_DTYPES: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.MONEY: pl.Float64(),
    Kind.DATE: pl.Date(),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.COUNTRY: pl.String(),
    Kind.CODE: pl.String(),
    Kind.TEXT_LIST: pl.List(pl.String()),
    Kind.CODE_LIST: pl.List(pl.String()),
}


class Mark(StrEnum):
    """Who a column may be shown to: everyone, the team, or only where a person must be named."""

    OPEN = "open"
    INTERNAL = "internal"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: its ``snake_case`` name; the label is ``column.<table>.<name>`` in the catalogue.
        kind: what it holds.
        required: whether a row without it is wrong.
        mark: who may see it.
        codes: the key in ``CODE_LISTS`` for kinds CODE and CODE_LIST.
        minimum, maximum: inclusive bounds of a number.
        references: the table and column each value (each item of a list) must exist in.
    """

    name: str
    kind: Kind
    required: bool = False
    mark: Mark = Mark.OPEN
    codes: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    references: tuple[str, str] | None = None

    @property
    def dtype(self) -> pl.DataType:
        """The polars type it has in memory and in Parquet."""
        return _DTYPES[self.kind]

    @property
    def allowed(self) -> tuple[str, ...]:
        """The codes it may hold; empty where any value will do."""
        return tuple(CODE_LISTS[self.codes]) if self.codes else ()


@dataclass(frozen=True)
class Table:
    """One table of a register.

    Attributes:
        name: its name; a sheet, a file and a relation are called the same.
        columns: in the order people see them.
        key: the columns that tell rows apart; empty where rows may repeat.
        required: whether a register without it is no register.
        date_order: pairs (earlier, later): the second may not lie before the first.
        sorted_by: the order of rows in a snapshot.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False
    date_order: tuple[tuple[str, str], ...] = ()
    sorted_by: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """No rows, every column."""
        return pl.DataFrame(schema=self.schema)


def _text(name: str, *, required: bool = False, mark: Mark = Mark.OPEN) -> Column:
    return Column(name, Kind.TEXT, required, mark)


def _code(name: str, codes: str, *, required: bool = False) -> Column:
    return Column(name, Kind.CODE, required, codes=codes)


def _date(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATE, required)


def _money(name: str, *, mark: Mark = Mark.OPEN) -> Column:
    return Column(name, Kind.MONEY, mark=mark, minimum=0)


def _count(name: str, *, required: bool = False, mark: Mark = Mark.OPEN) -> Column:
    return Column(name, Kind.INTEGER, required, mark, minimum=0)


_INTERNAL, _PERSONAL = Mark.INTERNAL, Mark.PERSONAL

CONTRACTS = Table(
    "contracts",
    (
        _text("contract_id", required=True, mark=_INTERNAL),
        _text("title", required=True, mark=_INTERNAL),
        _text("buyer", required=True),
        _text("supplier_id", required=True, mark=_PERSONAL),
        _text("supplier_name", required=True, mark=_PERSONAL),
        Column("supplier_country", Kind.COUNTRY, required=True),
        _code("contract_type", "contract_type", required=True),
        Column(
            "parent_contract_id",
            Kind.TEXT,
            mark=_INTERNAL,
            references=("contracts", "contract_id"),
        ),
        _text("cpv"),
        _code("sector", "sector", required=True),
        Column("clauses", Kind.CODE_LIST, required=True, codes="clause"),
        _text("clause_version"),
        _money("value_dkk", mark=_INTERNAL),
        _date("start_date", required=True),
        _date("end_date"),
        _code("risk_level", "risk_level"),
    ),
    key=("contract_id",),
    required=True,
    date_order=(("start_date", "end_date"),),
    sorted_by=("start_date", "contract_id"),
)

VISITS = Table(
    "visits",
    (
        _text("visit_id", required=True, mark=_INTERNAL),
        _text("case_id", required=True, mark=_INTERNAL),
        Column(
            "contract_id",
            Kind.TEXT,
            required=True,
            mark=_INTERNAL,
            references=("contracts", "contract_id"),
        ),
        _text("supplier_id", required=True, mark=_PERSONAL),
        _text("supplier_name", required=True, mark=_PERSONAL),
        _count("tier", required=True),
        _code("sector", "sector"),
        Column("country", Kind.COUNTRY, required=True),
        _text("place", mark=_INTERNAL),
        Column("latitude", Kind.NUMBER, mark=_PERSONAL, minimum=-90, maximum=90),
        Column("longitude", Kind.NUMBER, mark=_PERSONAL, minimum=-180, maximum=180),
        _code("method", "method", required=True),
        _code("trigger", "trigger", required=True),
        _code("performed_by", "performed_by", required=True),
        _text("paid_by"),
        _text("partner"),
        Column("joint_with", Kind.TEXT_LIST),
        Column(
            "also_covers",
            Kind.TEXT_LIST,
            mark=_INTERNAL,
            references=("contracts", "contract_id"),
        ),
        _code("clause", "clause", required=True),
        _text("team"),
        _text("lead", mark=_PERSONAL),
        _date("started_on", required=True),
        _date("completed_on"),
        _code("outcome", "outcome"),
        Column("risk_score", Kind.NUMBER, mark=_INTERNAL, minimum=0, maximum=1),
        _code("risk_level", "risk_level"),
        _count("workers_on_site", mark=_INTERNAL),
        _count("workers_interviewed", mark=_INTERNAL),
        Column("evidence", Kind.CODE_LIST, codes="evidence"),
        Column("hours", Kind.NUMBER, mark=_INTERNAL, minimum=0),
        _money("cost_dkk", mark=_INTERNAL),
    ),
    key=("visit_id",),
    required=True,
    date_order=(("started_on", "completed_on"),),
    sorted_by=("started_on", "visit_id"),
)

VIOLATIONS = Table(
    "violations",
    (
        _text("violation_id", required=True, mark=_INTERNAL),
        Column(
            "visit_id",
            Kind.TEXT,
            required=True,
            mark=_INTERNAL,
            references=("visits", "visit_id"),
        ),
        _code("category", "category", required=True),
        _code("severity", "severity", required=True),
        _code("status", "status"),
        _count("workers_affected", mark=_INTERNAL),
        _money("claimed_dkk", mark=_INTERNAL),
        _money("repaid_dkk", mark=_INTERNAL),
        _date("repaid_on"),
        _money("penalty_dkk", mark=_INTERNAL),
        _date("found_on", required=True),
        _code("remedy_state", "remedy_state", required=True),
        _date("due_on"),
        _date("reported_on"),
        _date("verified_on"),
        Column("union_in_remedy", Kind.BOOLEAN),
        _code("sanction", "sanction"),
    ),
    key=("violation_id",),
    required=True,
    date_order=(
        ("found_on", "due_on"),
        ("found_on", "reported_on"),
        ("found_on", "verified_on"),
        ("found_on", "repaid_on"),
    ),
    sorted_by=("found_on", "violation_id"),
)

CAPACITY = Table(
    "capacity",
    (
        Column("year", Kind.INTEGER, required=True, minimum=1900, maximum=2200),
        _text("team", required=True),
        Column("full_time_equivalents", Kind.NUMBER, required=True, minimum=0),
        _money("budget_dkk"),
    ),
    key=("year", "team"),
    sorted_by=("year", "team"),
)

MILESTONES = Table(
    "milestones",
    (
        _date("date", required=True),
        _text("label_da", required=True),
        _text("label_en", required=True),
    ),
    key=("date", "label_en"),
    sorted_by=("date", "label_en"),
)

TARGETS = Table(
    "targets",
    (
        _text("kpi", required=True),
        _text("period", required=True),
        Column("value", Kind.NUMBER, required=True),
        _code("direction", "direction", required=True),
        _text("team"),
    ),
    key=("kpi", "period", "team"),
    sorted_by=("kpi", "period", "team"),
)

TIPS = Table(
    "tips",
    (
        _text("tip_id", required=True, mark=_INTERNAL),
        _date("received_on", required=True),
        _text("channel", required=True),
        Column("contract_id", Kind.TEXT, mark=_INTERNAL, references=("contracts", "contract_id")),
        Column("visit_id", Kind.TEXT, mark=_INTERNAL, references=("visits", "visit_id")),
    ),
    key=("tip_id",),
    sorted_by=("received_on", "tip_id"),
)

PUBLISHED_FIGURES = Table(
    "published_figures",
    (
        _text("figure_id", required=True),
        _text("measure", required=True),
        _text("key"),
        Column("value", Kind.NUMBER, required=True),
        _date("period_from"),
        _date("period_to"),
        _text("label_da", required=True),
        _text("label_en", required=True),
        _text("source", required=True),
    ),
    key=("figure_id",),
    sorted_by=("figure_id",),
)

RELEASES = Table(
    "releases",
    (
        _text("case_id", required=True, mark=_INTERNAL),
        _text("decided_by", required=True, mark=_PERSONAL),
        _date("date", required=True),
        _text("reason", required=True, mark=_INTERNAL),
    ),
    key=("case_id", "date"),
    sorted_by=("date", "case_id"),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CONTRACTS,
        VISITS,
        VIOLATIONS,
        CAPACITY,
        MILESTONES,
        TARGETS,
        TIPS,
        PUBLISHED_FIGURES,
        RELEASES,
    )
}
"""Every table of a register by name: the three it must have, then the small ones it may have."""
