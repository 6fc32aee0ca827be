from __future__ import annotations

from pathlib import Path

import pytest

from clausewatch.cli import run


def test_it_publishes_and_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["demo", "--visits", "300", "--seed", "4", "--data", str(tmp_path)]
    assert run(arguments) == 0
    said = capsys.readouterr()
    assert "300 checks" in said.out
    assert "made up" in said.out
    assert said.err == ""
    assert run(arguments) == 0
    assert "there already" in capsys.readouterr().out


def test_it_refuses_no_checks_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--visits", "0", "--data", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "100,000,000" in said.err
