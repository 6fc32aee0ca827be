"""Tables and columns are known by their names and labels in both languages."""

from pathlib import Path

import pytest

from clausewatch.language import text
from clausewatch.model.tables import TABLES
from clausewatch.model.viewer import Language
from clausewatch.register.headings import column_called, normalise, table_called
from tests.register.support import check, csv_folder, lines, problems, register, with_cell


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_label_leads_back_to_its_column(table, language: Language) -> None:
    assert table_called(text(f"table.{table.name}", language)) == table.name
    for name in table.names:
        heading = text(f"column.{table.name}.{name}", language)
        for spelling in (heading, heading.upper(), f"{heading} *", f" {heading} "):
            assert column_called(table, spelling) == name


@pytest.mark.parametrize(
    "heading",
    ["contract_id", "Contract ID", "CONTRACT-ID", "Kontrakt-id", "kontrakt id", "KontraktID"],
)
def test_what_people_vary_does_not_matter(heading: str) -> None:
    assert column_called(TABLES["contracts"], heading) == "contract_id"


def test_danish_letters_may_be_spelled_out() -> None:
    assert normalise("Leverandør på Ærø") == normalise("leverandoer_paa_aeroe")


def test_units_in_brackets_may_be_left_out() -> None:
    assert column_called(TABLES["contracts"], "Værdi") == "value_dkk"
    assert column_called(TABLES["contracts"], "Værdi (DKK)") == "value_dkk"


def test_danish_headings_in_any_order(tmp_path: Path) -> None:
    rows = register()["contracts"]
    danish = [
        {
            text(f"column.contracts.{name}", Language.DANISH): value
            for name, value in reversed(row.items())
        }
        for row in rows
    ]
    folder = csv_folder(tmp_path, kontrakter=lines(danish, ";"))
    (folder / "contracts.csv").unlink()
    reading = check(folder)
    assert problems(reading) == []
    assert reading.tables["contracts"]["contract_id"].to_list() == ["c1"]


def test_a_column_there_twice_is_an_error_and_the_first_is_read(tmp_path: Path) -> None:
    reading = check(csv_folder(tmp_path, **with_cell("contracts", "Kontrakt-id", "other")))
    assert problems(reading) == [("contracts", 1, "contract_id", "column_twice")]
    assert reading.tables["contracts"]["contract_id"].to_list() == ["c1"]


def test_an_unknown_column_is_a_warning_and_stays_in_rejects(tmp_path: Path) -> None:
    rows = register()["contracts"]
    rows[0] |= {"colour": "blue", "sector": "nowhere"}
    reading = check(csv_folder(tmp_path, contracts=rows))
    assert ("contracts", 1, "colour", "column_unknown") in problems(reading)
    assert reading.rejects["contracts"]["colour"].to_list() == ["blue"]


def test_a_missing_required_column_is_said_once(tmp_path: Path) -> None:
    rows = register()["visits"]
    for row in rows:
        del row["method"]
    reading = check(csv_folder(tmp_path, visits=rows))
    assert problems(reading) == [("visits", 1, "method", "column_missing")]
    assert reading.tables["visits"].is_empty()
    assert reading.rejects["violations"]["orphaned_by_reject"].to_list() == [True]


def test_a_missing_table_and_an_unknown_file(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path)
    (folder / "visits.csv").rename(folder / "journeys.csv")
    reading = check(folder)
    assert problems(reading) == [
        ("visits", 1, "", "table_missing"),
        ("", 1, "", "file_unknown"),
    ]
    assert reading.missing == ("visits",)
    assert reading.tables["visits"].is_empty()


def test_a_table_there_twice(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path)
    (folder / "Kontrakter.csv").write_text((folder / "contracts.csv").read_text())
    assert problems(check(folder)) == [("contracts", 1, "", "table_twice")]
