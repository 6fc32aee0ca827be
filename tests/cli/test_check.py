"""``clausewatch check`` as a person and a script use it."""

import csv
import io
import json
from pathlib import Path

import pytest

from clausewatch.cli import run
from clausewatch.cli.check import FIELDS
from tests.register.support import csv_folder, with_cell

Capture = pytest.CaptureFixture[str]


def test_a_good_register_ends_with_0(tmp_path: Path, capsys: Capture) -> None:
    assert run(["check", str(csv_folder(tmp_path))]) == 0
    assert capsys.readouterr().out == "Nothing is wrong: 3 rows.\n"


def test_warnings_end_with_0_and_errors_with_1(tmp_path: Path, capsys: Capture) -> None:
    warned = csv_folder(tmp_path / "warned", **with_cell("violations", "repaid_dkk", "2000"))
    assert run(["check", str(warned)]) == 0
    assert "0 errors and 1 warning in 3 rows." in capsys.readouterr().out
    wrong = csv_folder(tmp_path / "wrong", **with_cell("visits", "method", "drive-by"))
    assert run(["check", str(wrong)]) == 1
    out = capsys.readouterr().out
    assert "1 error and 0 warnings in 3 rows." in out
    assert "1 more row would be left out" in out


def test_json_is_a_list_of_every_finding(tmp_path: Path, capsys: Capture) -> None:
    folder = csv_folder(tmp_path, **with_cell("visits", "method", "drive-by"))
    assert run(["check", str(folder), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "visits.csv",
            "table": "visits",
            "row": 2,
            "column": "method",
            "value": "drive-by",
            "problem": "“drive-by” in Method is not on the list.",
            "remedy": _remedy(),
            "level": "error",
        }
    ]


def _remedy() -> str:
    from clausewatch.language import Code, Items, message, render
    from clausewatch.model.codes import Method
    from clausewatch.model.viewer import Language

    allowed = Items(tuple(Code("method", method.value) for method in Method), "or")
    codes = ", ".join(Method)
    remedy = message("finding.code.remedy", allowed=allowed, codes=codes)
    return render(remedy, Language.ENGLISH)


def test_json_of_nothing_is_an_empty_list(tmp_path: Path, capsys: Capture) -> None:
    assert run(["check", str(csv_folder(tmp_path)), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_csv_has_the_same_fields(tmp_path: Path, capsys: Capture) -> None:
    folder = csv_folder(tmp_path, **with_cell("visits", "method", "drive-by"))
    assert run(["check", str(folder), "--format", "csv", "--language", "da"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [tuple(row) for row in rows] == [FIELDS]
    assert rows[0]["problem"] == "“drive-by” i Metode står ikke på listen."


def test_what_is_not_there_ends_with_2_on_stderr(tmp_path: Path, capsys: Capture) -> None:
    assert run(["check", str(tmp_path / "absent")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "There is no such file or folder." in captured.err


def test_a_damaged_workbook_ends_with_1_in_one_block(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"PK\x03\x04")
    assert run(["check", str(path), "--format", "json"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[1] == "  register.xlsx"
