"""What is made of cells: numbers, days, codes, countries, yes and no."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clausewatch.language import label
from clausewatch.model.tables import CONTRACTS, TABLES, VIOLATIONS, VISITS, Column, Kind
from clausewatch.model.viewer import Language
from clausewatch.register.numbers import Evidence
from clausewatch.register.values import as_text, convert
from tests.register.support import check, csv_folder, lines, problems, register

MONEY, COUNT, DAY = (
    VIOLATIONS["claimed_dkk"],
    VIOLATIONS["workers_affected"],
    VIOLATIONS["found_on"],
)


def made(column: Column, *texts: str | None, **options: object) -> tuple[list, list[str]]:
    given = as_text(pl.Series("v", texts, dtype=pl.String))
    values, found = convert(given, column, **options)  # type: ignore[arg-type]
    return values.to_list(), [problem for problem, rows in found if rows.fill_null(False).any()]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1234.5", "7"], [1234.5, 7]),
        (["1.234,50", "1.234", "7"], [1234.5, 1234, 7]),
        (["1,234.50", "1,234", "7"], [1234.5, 1234, 7]),
        (["1 234,5", "1\u00a0234"], [1234.5, 1234]),
        (["1.234.567"], [1234567]),
        (["0.125", "-3,5"], [0.125, -3.5]),
        (["kr. 1.200,00", "1.200 kr.", "1200,-", "DKK 5"], [1200, 1200, 1200, 5]),
        (["1e3", None, ""], [1000, None, None]),
    ],
)
def test_numbers(texts: list[str], numbers: list[float]) -> None:
    assert made(MONEY, *texts) == (numbers, [])


@pytest.mark.parametrize(("comma", "number"), [(True, 1234.0), (False, 1.234)])
def test_a_doubtful_number_follows_the_file(comma: bool, number: float) -> None:
    assert made(MONEY, "1.234", comma=comma) == ([number], [])
    assert made(MONEY, "1.234", comma=comma, evidence=Evidence(comma=True)) == ([1234.0], [])
    assert made(MONEY, "1.234", comma=comma, evidence=Evidence(dot=True)) == ([1.234], [])


def test_a_doubtful_number_in_a_column_that_uses_both_marks_is_no_guess() -> None:
    assert made(MONEY, "1,5", "1.5", "1.234") == ([1.5, 1.5, None], ["number_doubtful"])


@pytest.mark.parametrize("text", ["abc", "1.2.3", "nan", "inf", "--1", "1,2,3", "12-13"])
def test_what_is_no_number(text: str) -> None:
    assert made(MONEY, text) == ([None], ["number"])


def test_whole_numbers() -> None:
    assert made(COUNT, "12", "1.234", comma=True) == ([12, 1234], [])
    assert made(COUNT, "12", "5.0") == ([12, 5], [])
    assert made(COUNT, "5.5", "9" * 30)[1] == ["integer", "integer"]


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "01-03-2024",
        "1-3-2024",
        "01/03/2024",
        "1.3.2024",
        "20240301",
        "2024-03-01 00:00:00",
        "2024-03-01T23:15:00Z",
        " 01-03-2024 ",
    ],
)
def test_days(text: str) -> None:
    assert made(DAY, text) == ([date(2024, 3, 1)], [])


@pytest.mark.parametrize("text", ["31-02-2024", "03/25/2024", "1-3-24", "March", "45352", "2024"])
def test_what_is_no_day(text: str) -> None:
    assert made(DAY, text) == ([None], ["date"])


def test_a_workbook_may_count_days() -> None:
    assert made(DAY, "45352", numbered_days=True) == ([date(2024, 3, 1)], [])


@pytest.mark.parametrize("text", ["0024-03-01", "1899-12-30", "9999-12-31"])
def test_days_nobody_can_mean(text: str) -> None:
    values, found = made(DAY, text)
    assert values == [None]
    assert found in (["date_far"], ["date"])
    far = pl.Series([date(1899, 12, 30)])
    assert [problem for problem, rows in convert(far, DAY)[1] if rows.any()] == ["date_far"]


@pytest.mark.parametrize("language", Language)
def test_every_code_is_known_by_its_label(language: Language) -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.kind is Kind.CODE:
                labels = [label(str(column.codes), code, language) for code in column.allowed]
                assert made(column, *labels) == (list(column.allowed), [])


def test_lists_of_codes() -> None:
    clauses = CONTRACTS["clauses"]
    assert made(clauses, "labour| CSR-bilag ||labour", None) == ([["labour", "csr"], None], [])
    assert made(clauses, "labour|nope") == ([None], ["code_list"])
    assert made(VISITS["joint_with"], "Odense | Aarhus|") == ([["Odense", "Aarhus"]], [])


def test_countries() -> None:
    column = VISITS["country"]
    assert made(column, "DK", "dk", "Danmark", "Spain", "Spanien", "UK") == (
        ["DK", "DK", "DK", "ES", "ES", "GB"],
        [],
    )
    assert made(column, "XQ", "EU", "Atlantis")[0] == [None, None, None]


def test_yes_and_no() -> None:
    column = VIOLATIONS["union_in_remedy"]
    texts = ["ja", "NEJ", "Yes", "no", "1", "0", "true", "FALSE", "sand", "falsk"]
    assert made(column, *texts) == ([True, False] * 5, [])
    assert made(column, "maybe") == ([None], ["boolean"])


def test_types_of_parquet_and_sql_are_taken_as_they_are() -> None:
    assert convert(pl.Series([1, 2]), MONEY)[0].to_list() == [1.0, 2.0]
    assert convert(pl.Series([12345678.0]), CONTRACTS["supplier_id"])[0].to_list() == ["12345678"]
    assert convert(pl.Series([["labour"]]), CONTRACTS["clauses"])[0].to_list() == [["labour"]]
    values, found = convert(pl.Series([float("nan")]), MONEY)
    assert values.to_list() == [None]
    assert [problem for problem, rows in found if rows.any()] == ["number"]


def test_the_sector_comes_from_the_cpv_code_where_none_is_given(tmp_path: Path) -> None:
    first = {**register()["contracts"][0], "cpv": "45000000-7"}
    del first["sector"]
    rows = [first, {**first, "contract_id": "c2", "cpv": "99"}, {**first, "contract_id": "c3"}]
    rows[2] |= {"cpv": "45", "sector": "food"}
    reading = check(csv_folder(tmp_path, contracts=rows))
    assert problems(reading) == [("contracts", 3, "sector", "required")]
    assert reading.tables["contracts"]["sector"].to_list() == ["construction", "food"]


def test_the_decimal_mark_of_one_column_tells_for_the_others(tmp_path: Path) -> None:
    rows = register()["visits"]
    rows[0] |= {"latitude": "55,6761", "longitude": "12,568", "hours": "1,5"}
    reading = check(csv_folder(tmp_path, visits=lines(rows, ";")))
    assert problems(reading) == []
    assert reading.tables["visits"].select("latitude", "longitude").row(0) == (55.6761, 12.568)
