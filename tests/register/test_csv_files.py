"""CSV, however a spreadsheet or a person wrote it."""

import random
from pathlib import Path

import pytest

from clausewatch.language import render
from clausewatch.model.errors import DataError
from clausewatch.model.viewer import Language
from tests.register.support import check, csv_folder, lines, problems, register, with_cell

CONTRACTS = lines(register()["contracts"])


def contract_rows(count: int) -> list[dict[str, str]]:
    first = register()["contracts"][0]
    return [{**first, "contract_id": f"c{number}"} for number in range(1, count + 1)]


def test_a_good_register_has_no_findings(tmp_path: Path) -> None:
    reading = check(csv_folder(tmp_path))
    assert problems(reading) == []
    assert not reading.blocked
    assert reading.rows == {"contracts": 1, "visits": 1, "violations": 1}
    assert reading.rejects == {}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_endings(
    tmp_path: Path, delimiter: str, encoding: str, ending: str
) -> None:
    rows = contract_rows(2)
    rows[0]["title"] = 'Æbler; og "øl", året rundt'
    text = lines(rows, delimiter).replace("\n", ending)
    reading = check(csv_folder(tmp_path, contracts=text.encode(encoding)))
    assert problems(reading) == []
    assert reading.tables["contracts"]["title"][0] == 'Æbler; og "øl", året rundt'


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows = contract_rows(3)
    rows[0]["title"] = "two\nlines"
    rows[2]["sector"] = "nowhere"
    body = lines(rows).splitlines(keepends=True)
    # heading 1, first contract 2 (over two lines), empty 3, second 4, empty 5 and 6, third 7
    text = "".join([body[0], body[1], body[2], "\n", body[3], " \n", "," * 30 + "\n", body[4]])
    reading = check(csv_folder(tmp_path, contracts=text))
    assert problems(reading) == [("contracts", 7, "sector", "code")]
    assert reading.rows["contracts"] == 3


def test_headings_may_stand_under_a_title(tmp_path: Path) -> None:
    rows = contract_rows(2)
    rows[1]["sector"] = "nowhere"
    text = "Register of contracts\n\n" + lines(rows)
    reading = check(csv_folder(tmp_path, contracts=text))
    assert problems(reading) == [("contracts", 5, "sector", "code")]


def test_a_row_with_too_few_or_too_many_cells_is_rejected_alone(tmp_path: Path) -> None:
    heading, row = CONTRACTS.splitlines()
    other = row.replace("c1", "c2")
    text = "\n".join([heading, row, "c7,short", other, row.replace("c1", "c3") + ",more,and"])
    reading = check(csv_folder(tmp_path, contracts=text))
    assert problems(reading) == [
        ("contracts", 3, "", "too_few_cells"),
        ("contracts", 5, "", "too_many_cells"),
    ]
    assert reading.tables["contracts"]["contract_id"].to_list() == ["c1", "c2"]
    assert reading.rejects["contracts"]["row"].to_list() == [3, 5]


def test_empty_cells_after_the_last_heading_do_no_harm(tmp_path: Path) -> None:
    heading, row = CONTRACTS.splitlines()
    assert problems(check(csv_folder(tmp_path, contracts=f"{heading}\n{row},,\n"))) == []


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    heading, row = CONTRACTS.splitlines()
    text = "\n".join([heading, row, '"c2,never closed', row.replace("c1", "c3")]) + "\n"
    reading = check(csv_folder(tmp_path, contracts=text))
    assert problems(reading) == [("contracts", 3, "", "quote_left_open")]
    assert reading.tables["contracts"]["contract_id"].to_list() == ["c1"]
    assert "c3" in reading.rejects["contracts"]["contract_id"][0]


def test_an_inch_mark_inside_a_text_opens_nothing(tmp_path: Path) -> None:
    rows = lines(contract_rows(2)).replace("Rengøring af skoler", 'Skærme 24" brede', 1)
    reading = check(csv_folder(tmp_path, contracts=rows))
    assert problems(reading) == []
    assert reading.tables["contracts"]["title"][0] == 'Skærme 24" brede'


def test_a_character_no_one_can_see(tmp_path: Path) -> None:
    reading = check(csv_folder(tmp_path, **with_cell("contracts", "title", "a\x00b")))
    assert problems(reading) == [("contracts", 2, "title", "control_character")]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "register.file_empty"),
        (b" \n\n", "register.file_empty"),
        (b"PK\x03\x04 a workbook", "register.not_text"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "register.not_text"),
    ],
)
def test_what_is_no_csv_is_named(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(DataError) as raised:
        check(csv_folder(tmp_path, contracts=data))
    assert raised.value.what.key == problem
    assert raised.value.where == "contracts.csv"


def test_headings_alone_are_an_empty_table(tmp_path: Path) -> None:
    heading = lines(register()["violations"]).splitlines()[0]
    reading = check(csv_folder(tmp_path, violations=heading))
    assert problems(reading) == []
    heading = CONTRACTS.splitlines()[0]
    reading = check(csv_folder(tmp_path, contracts=heading))
    assert ("contracts", 1, "", "table_empty") in problems(reading)


def test_nothing_that_is_known_among_the_headings(tmp_path: Path) -> None:
    reading = check(csv_folder(tmp_path, contracts="a;b\n1;2\n"))
    found = problems(reading)
    assert ("contracts", 1, "contract_id", "column_missing") in found
    assert ("contracts", 1, "a", "column_unknown") in found
    assert reading.rejects["contracts"]["reasons"].to_list() == ["column_missing"]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_damaged_no_row_is_lost_in_silence(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same damage in every run
    data = bytearray(lines(register()["visits"]).encode() * 2)
    for _ in range(dice.randint(1, 12)):
        place = dice.randrange(len(data))
        damage = bytes(dice.choices(b'",;\n\r\t\x00 #|\xff\xe61', k=dice.randint(0, 4)))
        data[place : place + dice.randint(0, 2)] = damage
    reading = check(csv_folder(tmp_path, visits=bytes(data)))
    rejected = reading.rejects["visits"].height if "visits" in reading.rejects else 0
    assert reading.rows["visits"] == reading.tables["visits"].height + rejected
    assert reading.blocked or not rejected
    for finding in reading.findings:
        assert render(finding.problem, Language.DANISH)
        assert finding.row >= 1
