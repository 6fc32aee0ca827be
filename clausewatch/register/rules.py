"""Rules between columns, rows and tables. What one column tells alone is checked in ``typed``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from clausewatch.model.codes import RemedyState
from clausewatch.model.tables import Column
from clausewatch.register.findings import Collector, Level
from clausewatch.register.raw import ROW
from clausewatch.register.typed import Typed, add

#: Days that cannot lie in the future: something has happened on them.
_HAPPENED = {
    "visits": ("started_on", "completed_on"),
    "violations": ("found_on", "repaid_on", "reported_on", "verified_on"),
    "tips": ("received_on",),
}


def check(tables: Mapping[str, Typed], today: date, findings: Collector) -> None:
    """Check keys, references, the order of dates, and what looks wrong without being so."""
    for typed in tables.values():
        _key(typed, findings)
        _date_order(typed, findings)
        for column in typed.table.columns:
            if column.references and column.references[0] in tables:
                _reference(typed, column, tables[column.references[0]], findings)
        _future(typed, today, findings)
    if "contracts" in tables:
        contracts = tables["contracts"]
        own = contracts.frame["parent_contract_id"] == contracts.frame["contract_id"]
        add(findings, contracts.raw, "own_parent", own, "parent_contract_id")
    if "visits" in tables:
        _places(tables["visits"], findings)
    if "visits" in tables and "contracts" in tables:
        _contractor(tables["visits"], tables["contracts"], findings)
    if "violations" in tables:
        _remedy(tables["violations"], findings)
    if "violations" in tables and "visits" in tables:
        _found(tables["violations"], tables["visits"], findings)


def without_parent(frame: pl.DataFrame, column: Column, parents: pl.Series) -> pl.Series:
    """Which rows name a parent, or have one in their list, that is not among ``parents``."""
    if frame.schema[column.name] == pl.String:
        named = frame[column.name]
        return (named.is_not_null() & ~named.is_in(parents.implode())).fill_null(False)
    if frame[column.name].null_count() == frame.height:
        return frame[column.name].is_not_null()
    items = frame.select(pl.col(column.name).alias("item")).with_row_index("place").explode("item")
    strays = items.filter(pl.col("item").is_not_null() & ~pl.col("item").is_in(parents.implode()))
    places = pl.int_range(frame.height, dtype=pl.UInt32, eager=True)
    return places.is_in(strays["place"].unique().implode())


def _key(typed: Typed, findings: Collector) -> None:
    """A repeated key is wrong at its later rows; the first is kept."""
    key = list(typed.table.key)
    required = [pl.col(name).is_not_null() for name in key if typed.table[name].required]
    keys = typed.frame.select(ROW, *key)
    later = keys.select(
        later=~(pl.struct(key) if len(key) > 1 else pl.col(key[0])).is_first_distinct(),
        whole=pl.all_horizontal(required),
    )
    repeated = later["later"] & later["whole"]
    if not repeated.any():
        return
    first = keys.group_by(key).agg(pl.col(ROW).min().alias("first"))
    details = keys.join(first, on=key, how="left", nulls_equal=True, maintain_order="left")
    add(findings, typed.raw, "key", repeated, key[0], details=_details(details, "first"))


def _date_order(typed: Typed, findings: Collector) -> None:
    for earlier, later in typed.table.date_order:
        wrong = typed.frame[later] < typed.frame[earlier]
        if wrong.any():
            details = typed.frame.select(
                earlier=pl.lit(earlier), earlier_day=pl.col(earlier).dt.to_string("%Y-%m-%d")
            )
            add(
                findings,
                typed.raw,
                "date_order",
                wrong,
                later,
                details=_details(details, "earlier", "earlier_day"),
            )


def _reference(typed: Typed, column: Column, parent: Typed, findings: Collector) -> None:
    assert column.references
    parents = parent.frame[column.references[1]].drop_nulls()
    strays = without_parent(typed.frame, column, parents)
    add(findings, typed.raw, "reference", strays, column.name)


def _future(typed: Typed, today: date, findings: Collector) -> None:
    for name in _HAPPENED.get(typed.table.name, ()):
        _warn(typed, "future", typed.frame[name] > today, name, findings)


def _places(visits: Typed, findings: Collector) -> None:
    north, east = visits.frame["latitude"], visits.frame["longitude"]
    _warn(visits, "half_a_place", north.is_null() & east.is_not_null(), "longitude", findings)
    _warn(visits, "half_a_place", north.is_not_null() & east.is_null(), "latitude", findings)
    _warn(visits, "no_place", (north == 0) & (east == 0), "latitude", findings)


def _contractor(visits: Typed, contracts: Typed, findings: Collector) -> None:
    """The contractor itself (tier 0) is looked at, yet it is not the contract's supplier."""
    suppliers = contracts.frame.select("contract_id", expected="supplier_id")
    suppliers = suppliers.drop_nulls().unique("contract_id", keep="first", maintain_order=True)
    seen = visits.frame.select("contract_id", "tier", "supplier_id")
    both = seen.join(suppliers, on="contract_id", how="left", maintain_order="left")
    differs = (both["tier"] == 0) & (both["supplier_id"] != both["expected"])
    details = _details(both, "expected") if differs.any() else None
    _warn(visits, "not_the_contractor", differs, "supplier_id", findings, details=details)


def _remedy(violations: Typed, findings: Collector) -> None:
    frame = violations.frame
    too_much = frame["repaid_dkk"] > frame["claimed_dkk"]
    _warn(violations, "repaid_more", too_much, "repaid_dkk", findings)
    closed = frame["remedy_state"] == RemedyState.VERIFIED_CLOSED.value
    unproven = closed & frame["verified_on"].is_null()
    _warn(violations, "closed_without_day", unproven, "remedy_state", findings)


def _found(violations: Typed, visits: Typed, findings: Collector) -> None:
    started = visits.frame.select("visit_id", "started_on").drop_nulls()
    started = started.unique("visit_id", keep="first", maintain_order=True)
    found = violations.frame.select("visit_id", "found_on")
    both = found.join(started, on="visit_id", how="left", maintain_order="left")
    early = both["found_on"] < both["started_on"]
    _warn(violations, "found_before_visit", early, "found_on", findings)


def _warn(
    typed: Typed,
    problem: str,
    rows: pl.Series,
    column: str,
    findings: Collector,
    *,
    details: pl.Series | None = None,
) -> None:
    add(findings, typed.raw, problem, rows, column, level=Level.WARNING, details=details)


def _details(frame: pl.DataFrame, *names: str) -> pl.Series:
    """Columns as one JSON object a row: what the text of a finding names."""
    return frame.select(details=pl.struct(names).struct.json_encode())["details"]
