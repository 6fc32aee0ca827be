import sys
from pathlib import Path

import pytest

from tools import environment


def test_a_python_too_old_says_which_one_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(environment.shutil, "which", lambda _name: None)

    assert environment.main(str(tmp_path / "venv")) == 1

    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer" in said
    assert "is 3.9" in said
    assert "make PYTHON=" in said


def test_a_python_too_old_hands_over_to_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    called: list[list[str]] = []
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment.subprocess, "call", lambda command: called.append(command) or 0)

    assert environment.main(str(tmp_path / "venv")) == 0
    assert called[0][0] == "/usr/bin/python3.14"


def test_a_missing_ensurepip_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    assert environment.main(str(tmp_path / "venv")) == 1
    assert "python3-venv" in capsys.readouterr().err


def test_an_environment_that_works_is_kept(capsys: pytest.CaptureFixture[str]):
    assert environment.main(sys.prefix) == 0
    assert "Keeping the environment" in capsys.readouterr().out
