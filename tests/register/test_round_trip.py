"""What is written as CSV or Parquet is read as it was."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from clausewatch.model.tables import CONTRACTS, TABLES, VIOLATIONS, VISITS, Column, Kind
from tests.register.support import as_text, check, csv_folder, lines

_DAYS = st.dates(date(1990, 1, 1), date(2025, 12, 31))
#: Any text a person can see, inside which spaces and line breaks may stand.
_WORDS = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Cf", "Z", "Cn", "Co"), blacklist_characters="#|"
    ),
    min_size=1,
    max_size=8,
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join) | st.builds(
    "{}{}{}".format, _WORDS, st.sampled_from(['"', ",", ";", "\n", '""', "\t"]), _WORDS
)


def values(column: Column) -> st.SearchStrategy[object]:
    """Any value a column may hold, and nothing where it may be empty."""
    low, high = column.minimum, column.maximum
    match column.kind:
        case Kind.TEXT:
            strategy = _TEXTS
        case Kind.INTEGER:
            strategy = st.integers(int(low or 0), int(high or 10**9))
        case Kind.NUMBER:
            strategy = st.floats(low or 0, high or 10**9, allow_nan=False).map(
                lambda x: round(x, 6)
            )
        case Kind.MONEY:
            strategy = st.integers(0, 10**12).map(lambda ore: ore / 100)
        case Kind.DATE:
            strategy = _DAYS
        case Kind.BOOLEAN:
            strategy = st.booleans()
        case Kind.COUNTRY:
            strategy = st.sampled_from(["DK", "ES", "MM", "CN"])
        case Kind.CODE:
            strategy = st.sampled_from([str(code) for code in column.allowed])
        case Kind.TEXT_LIST:
            strategy = st.lists(_WORDS, min_size=1, max_size=3)
        case Kind.CODE_LIST:
            codes = st.sampled_from([str(code) for code in column.allowed])
            strategy = st.lists(codes, min_size=1, unique=True, max_size=3)
    return strategy if column.required else st.none() | strategy


@st.composite
def registers(draw: st.DrawFn) -> dict[str, pl.DataFrame]:
    """A register that passes every rule; its days are in order, its references exist."""
    rows: dict[str, list[dict[str, object]]] = {}
    for table, key in ((CONTRACTS, "c"), (VISITS, "v"), (VIOLATIONS, "b")):
        count = draw(st.integers(1, 3))
        rows[table.name] = [
            {column.name: draw(values(column)) for column in table.columns} for _ in range(count)
        ]
        for number, row in enumerate(rows[table.name]):
            row[table.key[0]] = f"{key}{number}"
            for earlier, later in table.date_order:
                if row[later] is not None:
                    row[later] = max(row[earlier], row[later])
            for column in table.columns:
                if column.references:
                    row[column.name] = None
    for visit in rows["visits"]:
        visit["contract_id"] = f"c{draw(st.integers(0, len(rows['contracts']) - 1))}"
    for violation in rows["violations"]:
        violation["visit_id"] = f"v{draw(st.integers(0, len(rows['visits']) - 1))}"
    return {name: pl.DataFrame(each, schema=TABLES[name].schema) for name, each in rows.items()}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers(), st.sampled_from([",", ";", "\t"]))
def test_csv_loses_nothing(frames: dict[str, pl.DataFrame], delimiter: str) -> None:
    with TemporaryDirectory() as folder:
        texts = {name: lines(as_text(frame), delimiter) for name, frame in frames.items()}
        reading = check(csv_folder(Path(folder), **texts))
    assert not reading.blocked, [
        (f.table, f.column, f.value, f.problem.key) for f in reading.findings
    ]
    for name, frame in frames.items():
        assert_frame_equal(reading.tables[name], frame)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_parquet_loses_nothing(frames: dict[str, pl.DataFrame]) -> None:
    with TemporaryDirectory() as folder:
        for name, frame in frames.items():
            frame.write_parquet(Path(folder) / f"{name}.parquet")
        reading = check(Path(folder))
    assert not reading.blocked
    for name, frame in frames.items():
        assert_frame_equal(reading.tables[name], frame)
