"""Registers of another shape, through SQL."""

from pathlib import Path

import polars as pl
import pytest

from clausewatch.model.errors import DataError, WrongUse
from tests.register.support import check, problems, register

COLUMNS = {
    name: ", ".join(f"'{value}' as {column}" for column, value in rows[0].items())
    for name, rows in register().items()
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "names.csv").write_text("id,name\nc1,Skoler\nc2,Parker\nc1,Igen\n")
    return folder


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    folder = tmp_path / "mapping"
    folder.mkdir()
    for name, columns in COLUMNS.items():
        (folder / f"{name}.sql").write_text(f"select {columns}")
    return folder


def contracts_from_names(mapping: Path, extra: str = "") -> None:
    columns = COLUMNS["contracts"].replace("'c1' as", "id as")
    (mapping / "contracts.sql").write_text(f"select {columns}{extra} from 'names.csv';\n-- end")


def test_files_are_named_bare_and_rows_are_lines_of_the_result(source: Path, mapping: Path) -> None:
    contracts_from_names(mapping)
    reading = check(source, mapping=mapping)
    assert problems(reading) == [("contracts", 4, "contract_id", "key")]
    assert reading.tables["contracts"]["contract_id"].to_list() == ["c1", "c2"]
    assert next(iter(reading.findings)).file == "contracts.sql"


def test_a_mapping_note_becomes_a_warning_and_no_column(source: Path, mapping: Path) -> None:
    contracts_from_names(mapping, ", case when id = 'c2' then 'A stand-in' end as mapping_note")
    reading = check(source, mapping=mapping)
    assert problems(reading) == [
        ("contracts", 4, "contract_id", "key"),
        ("contracts", 3, "mapping_note", "mapping_note"),
    ]


def test_typed_results_are_taken_as_they_are(source: Path, mapping: Path) -> None:
    columns = COLUMNS["contracts"].replace("'labour' as clauses", "['labour', 'csr'] as clauses")
    columns = columns.replace("'2020-01-01' as start_date", "timestamp '2020-01-01' as start_date")
    (mapping / "contracts.sql").write_text(f"select {columns}, 12.50::decimal(9, 2) as value_dkk")
    contracts = check(source, mapping=mapping).tables["contracts"]
    assert contracts.select("clauses", "value_dkk").row(0) == (["labour", "csr"], 12.5)


@pytest.mark.parametrize(
    ("sql", "problem", "where"),
    [
        ("selct 1", "register.sql_wrong", "visits.sql"),
        ("select *\nfrom 'absent.csv'", "register.sql_wrong", "visits.sql"),
        ("select colour\nfrom 'names.csv'", "register.sql_wrong", "visits.sql"),
        ("select 1; select 2", "register.sql_not_one_select", "visits.sql"),
        ("copy (select 1) to 'stolen.csv'", "register.sql_not_one_select", "visits.sql"),
        ("install httpfs", "register.sql_not_one_select", "visits.sql"),
        ("", "register.sql_not_one_select", "visits.sql"),
    ],
)
def test_wrong_sql_is_named_with_its_file(
    source: Path, mapping: Path, sql: str, problem: str, where: str
) -> None:
    (mapping / "visits.sql").write_text(sql)
    with pytest.raises(DataError) as raised:
        check(source, mapping=mapping)
    assert raised.value.what.key == problem
    assert raised.value.where.startswith(where)


def test_a_wrong_statement_names_its_line(source: Path, mapping: Path) -> None:
    (mapping / "visits.sql").write_text("select\n    id,\n    colour\nfrom 'names.csv'")
    with pytest.raises(DataError) as raised:
        check(source, mapping=mapping)
    assert raised.value.where == "visits.sql:3"


def test_sql_that_is_not_utf8(source: Path, mapping: Path) -> None:
    (mapping / "visits.sql").write_bytes("select 'Ærø'".encode("cp1252"))
    with pytest.raises(DataError) as raised:
        check(source, mapping=mapping)
    assert raised.value.what.key == "register.sql_not_utf8"


def test_a_mapping_that_is_none(source: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder, problem in (("absent", "mapping_missing"), ("empty", "mapping_empty")):
        with pytest.raises(WrongUse) as raised:
            check(source, mapping=tmp_path / folder)
        assert raised.value.what.key == f"register.{problem}"


def test_parquet_is_read_and_damage_is_named(tmp_path: Path) -> None:
    for name, rows in register().items():
        pl.DataFrame(rows).write_parquet(tmp_path / f"{name}.parquet")
    assert problems(check(tmp_path)) == []
    path = tmp_path / "visits.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError) as raised:
        check(tmp_path)
    assert (raised.value.what.key, raised.value.where) == (
        "register.parquet_damaged",
        "visits.parquet",
    )
