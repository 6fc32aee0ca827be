"""Workbooks, good ones and every kind of bad one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from clausewatch.model.errors import DataError, WrongUse
from tests.register.support import Rows, check, problems, register

Change = Callable[[xlsxwriter.Workbook, dict[str, Any]], None]


def workbook(
    path: Path, change: Change | None = None, *, top: int = 0, left: int = 0, **tables: Rows
) -> Path:
    """A workbook of the small register; ``change`` writes over its sheets."""
    book = xlsxwriter.Workbook(path)
    sheets = {}
    for name, rows in (register() | tables).items():
        sheet = sheets[name] = book.add_worksheet(name)
        names = list(dict.fromkeys(cell for row in rows for cell in row))
        for place, column in enumerate(names):
            sheet.write_string(top, left + place, column)
            for number, row in enumerate(rows, top + 1):
                if row.get(column) is not None:
                    sheet.write(number, left + place, row[column])
    if change:
        change(book, sheets)
    book.close()
    return path


def place_of(table: str, column: str) -> int:
    return list(register()[table][0]).index(column)


def test_a_good_workbook_has_no_findings(tmp_path: Path) -> None:
    reading = check(workbook(tmp_path / "register.xlsx"))
    assert problems(reading) == []
    assert reading.tables["visits"]["started_on"].to_list() == [date(2024, 3, 4)]


def test_true_dates_numbers_and_booleans(tmp_path: Path) -> None:
    def change(book: Any, sheets: Any) -> None:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheets["visits"].write_datetime(
            1, place_of("visits", "started_on"), datetime(2024, 3, 4), day
        )
        sheets["visits"].write_number(1, place_of("visits", "completed_on"), 45400)
        sheets["contracts"].write_number(1, place_of("contracts", "supplier_id"), 10000001)
        sheets["violations"].write_number(1, place_of("violations", "claimed_dkk"), 1.234)
        last = len(register()["violations"][0])
        sheets["violations"].write_string(0, last, "Fagforening i afhjælpningen")
        sheets["violations"].write_boolean(1, last, True)

    reading = check(workbook(tmp_path / "register.xlsx", change))
    assert problems(reading) == []
    visits, violations = reading.tables["visits"], reading.tables["violations"]
    assert visits.select("started_on", "completed_on").row(0) == (
        date(2024, 3, 4),
        date(2024, 4, 18),
    )
    assert violations.select("claimed_dkk", "union_in_remedy").row(0) == (1.234, True)
    assert reading.tables["contracts"]["supplier_id"].to_list() == ["10000001"]


def test_rows_count_from_the_top_of_the_sheet(tmp_path: Path) -> None:
    rows = register()["contracts"]
    rows = [rows[0], {}, {**rows[0], "contract_id": "c2", "sector": "nowhere"}]
    path = workbook(tmp_path / "register.xlsx", top=3, left=2, contracts=rows)
    assert problems(check(path)) == [("contracts", 7, "sector", "code")]


def test_a_title_may_stand_above_the_headings(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "register.xlsx",
        lambda _book, sheets: sheets["contracts"].write_string(0, 0, "All our contracts"),
        top=2,
    )
    assert problems(check(path)) == []


@pytest.mark.parametrize("shown", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_a_formula_that_failed_is_named(tmp_path: Path, shown: str) -> None:
    def change(_book: Any, sheets: Any) -> None:
        place = place_of("violations", "claimed_dkk")
        sheets["violations"].write_formula(1, place, "=A1/0", None, shown)

    reading = check(workbook(tmp_path / "register.xlsx", change))
    assert problems(reading) == [("violations", 2, "claimed_dkk", "formula_error")]
    assert [found.value for found in reading.findings] == [shown]


def test_a_formula_that_worked_gives_its_value(tmp_path: Path) -> None:
    def change(_book: Any, sheets: Any) -> None:
        sheets["contracts"].write_formula(1, place_of("contracts", "title"), '="a"', None, "a")

    reading = check(workbook(tmp_path / "register.xlsx", change))
    assert reading.tables["contracts"]["title"].to_list() == ["a"]


def test_merged_cells_hold_their_value_in_the_first_row(tmp_path: Path) -> None:
    rows = register()["contracts"]
    rows = [rows[0], {**rows[0], "contract_id": "c2"}]

    def change(book: Any, sheets: Any) -> None:
        place = place_of("contracts", "buyer")
        centred = book.add_format({"align": "center"})
        sheets["contracts"].merge_range(1, place, 2, place, "Administration", centred)

    reading = check(workbook(tmp_path / "register.xlsx", change, contracts=rows))
    assert problems(reading) == [("contracts", 3, "buyer", "required")]


def test_sheets_that_are_none_of_ours(tmp_path: Path) -> None:
    def change(book: Any, _sheets: Any) -> None:
        book.add_worksheet("Kontroller").write_string(0, 0, "visit_id")
        book.add_worksheet("Notes").write_string(0, 0, "anything")
        book.add_chartsheet("Figure").set_chart(chart := book.add_chart({"type": "bar"}))
        chart.add_series({"values": "=contracts!$A$1:$A$2"})

    assert problems(check(workbook(tmp_path / "register.xlsx", change))) == [
        ("visits", 1, "", "sheet_twice"),
        ("", 1, "", "sheet_unknown"),
        ("", 1, "", "sheet_unknown"),
    ]


def test_an_empty_sheet(tmp_path: Path) -> None:
    reading = check(workbook(tmp_path / "register.xlsx", violations=[]))
    assert problems(reading) == [("violations", 1, "", "sheet_empty")]
    assert reading.missing == ("violations",)


def test_a_workbook_without_our_sheets(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
        book.add_worksheet("Sheet1").write_string(0, 0, "anything")
    assert [problem for *_, problem in problems(check(tmp_path / "other.xlsx"))] == [
        *["table_missing"] * 3,
        "sheet_unknown",
    ]


_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "register.file_empty"),
        (b"contract_id;title\n", "register.not_a_workbook"),
        (b"<html><table>", "register.not_a_workbook"),
        (b"PK\x03\x04" + bytes(50), "register.workbook_damaged"),
        (_LOCKED, "register.workbook_locked"),
        (_LOCKED[:500], "register.workbook_damaged"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(data)
    with pytest.raises(DataError) as raised:
        check(path)
    assert (raised.value.what.key, raised.value.where) == (problem, "register.xlsx")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_workbook_cut_short(tmp_path: Path, kept: float) -> None:
    path = workbook(tmp_path / "register.xlsx")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(DataError):
        check(path)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("absent.xlsx", "register.source_missing"),
        ("register.pdf", "register.source_unknown"),
        ("folder", "register.folder_without_tables"),
    ],
)
def test_a_source_that_is_none(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "register.pdf").write_bytes(b"%PDF")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WrongUse) as raised:
        check(tmp_path / name)
    assert raised.value.what.key == problem
