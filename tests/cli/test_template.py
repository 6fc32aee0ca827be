"""``clausewatch template``."""

from pathlib import Path

import pytest

from clausewatch.cli import run

Capture = pytest.CaptureFixture[str]


def test_it_writes_a_workbook_and_leaves_what_is_there_alone(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "template.xlsx"
    assert run(["template", "--out", str(path), "--language", "da"]) == 0
    written = path.read_bytes()
    assert written.startswith(b"PK")
    assert run(["template", "--out", str(path)]) == 2
    assert path.read_bytes() == written
    assert "There is a file of that name already." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "words"),
    [("template.csv", "must end in .xlsx"), ("absent/template.xlsx", "does not exist")],
)
def test_a_name_that_will_not_do(tmp_path: Path, capsys: Capture, name: str, words: str) -> None:
    assert run(["template", "--out", str(tmp_path / name)]) == 2
    assert words in capsys.readouterr().err
