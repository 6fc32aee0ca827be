"""``clausewatch serve`` listens where it is told, and to others only when told so in words."""

import os
import socket
from pathlib import Path

import pytest
from streamlit.web import cli as streamlit

from clausewatch.cli import run
from tests.conftest import ROOT

OPEN = "--open-to-everyone-without-sign-in"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What Streamlit was started with, instead of starting it."""
    calls: list[list[str]] = []
    monkeypatch.setattr(streamlit, "main", lambda arguments, **_: calls.append(arguments))
    monkeypatch.chdir(Path.cwd())
    monkeypatch.setenv("CLAUSEWATCH_DATA", os.environ["CLAUSEWATCH_DATA"])
    return calls


@pytest.fixture
def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def test_it_serves_this_machine_from_the_projects_folder(started, free_port, tmp_path):
    assert run(["--data", str(tmp_path), "serve", "--port", free_port]) == 0

    assert started == [
        ["run", "app.py", "--server.port", free_port, "--server.address", "localhost"]
    ]
    assert Path.cwd() == ROOT
    assert os.environ["CLAUSEWATCH_DATA"] == str(tmp_path)


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.4"])  # noqa: S104
def test_an_address_others_reach_is_refused(started, free_port, address, capsys):
    assert run(["serve", "--port", free_port, "--address", address]) == 2

    assert started == []
    assert OPEN in capsys.readouterr().err


def test_it_is_opened_to_others_when_told_so(started, free_port):
    address = "0.0.0.0"  # noqa: S104

    assert run(["serve", "--port", free_port, "--address", address, OPEN]) == 0
    assert started[0][-1] == address


def test_a_port_that_is_taken_is_named(started, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert run(["serve", "--port", port, "--address", "127.0.0.1"]) == 2

    assert started == []
    assert port in capsys.readouterr().err
