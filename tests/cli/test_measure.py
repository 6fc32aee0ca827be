"""The command line: results on stdout, everything else on stderr, exit codes as documented."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clausewatch import cli, measures
from clausewatch.cli import COMMANDS, group
from clausewatch.model.settings import PROJECT
from tests.builders import tables, violation, visit
from tests.conftest import published


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a snapshot of three checks, read by all tests here."""
    folder = tmp_path_factory.mktemp("measured") / "data"
    published(
        folder / "snapshots",
        tables(
            visit(violation(workers_affected=2, claimed_dkk=70_000), sector="food"),
            visit(sector="food", started_on="2023-01-01"),
            visit(method="document_review"),
        ),
        synthetic=True,
    )
    return folder


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as a person does: exit code, stdout and stderr."""
    command = [sys.executable, "-m", "clausewatch", *arguments, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)


def asked(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["--data", str(data), "measure", *arguments])


def test_json_is_one_object_with_what_is_promised(data: Path):
    ended = run(data, "measure", "rate_by_sector", "--format", "json", "--from", "2024")
    assert ended.returncode == 0, ended.stderr
    printed = json.loads(ended.stdout)
    assert {
        "measure",
        "title",
        "definition",
        "snapshot",
        "synthetic",
        "filters",
        "described",
        "columns",
        "rows",
        "notes",
    } <= set(printed)
    assert printed["synthetic"] is True
    assert printed["filters"] == {"from": ["2024-01-01"]}
    assert {row["sector"]: row["visits_completed"] for row in printed["rows"]} == {
        "food": 1,
        "cleaning": 1,
    }


def test_a_table_is_whole_wherever_it_is_printed(data: Path):
    printed = asked(data, "rate_by_method_and_trigger", "--language", "da").stdout
    assert "nedre grænse (95\u00a0%)" in printed
    assert "uanmeldt besøg" in printed
    assert "…" not in printed
    assert "opdigtede" in printed


def test_csv_is_for_programs(data: Path):
    lines = asked(data, "rate_by_method", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("method,visits_completed,with_violation,rate,")
    assert lines[1].split(",")[0] in ("onsite_unannounced", "document_review")


def test_the_role_decides_what_is_hidden(data: Path):
    printed = asked(data, "impact_totals", "--as", "council", "--format", "json").stdout
    assert json.loads(printed)["rows"][0]["claimed_dkk"] == "hidden"
    printed = asked(data, "impact_totals", "--format", "json").stdout
    assert json.loads(printed)["rows"][0]["claimed_dkk"] == 70_000


@pytest.mark.slow
@pytest.mark.parametrize("name", list(measures.catalogue()))
def test_every_measure_prints_in_every_form(data: Path, name: str):
    for form in ("table", "csv", "json"):
        ended = asked(data, name, "--format", form, "--language", "da")
        assert ended.exit_code == 0, ended.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["measure", "rate_by_moon"], "There is no measure called “rate_by_moon”."),
        (["measure", "rate_by_sector", "--sector", "x"], "“x” is not a value of the filter"),
        (["measure", "rate_by_sector", "--grain", "year"], "rate_by_sector has no parameter"),
        (["measure", "rate_by_sector", "--from", "soon"], "“soon” is not a date."),
        (["measure", "rate_by_sector", "--snapshot", "nothing"], "nothing"),
        (["measure"], "Missing argument"),
        (["measure", "rate_by_sector", "--colour"], "No such option"),
    ],
)
def test_wrong_use_is_exit_2_and_one_block(
    data: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    assert cli.run([*arguments, "--data", str(data)]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_a_data_folder_without_snapshots_is_no_crash(tmp_path: Path):
    ended = run(tmp_path / "empty", "measure", "rate_by_sector")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip()


def test_measures_lists_every_measure():
    printed = CliRunner().invoke(group, ["measures", "--language", "da"]).stdout
    assert all(name in printed for name in measures.catalogue())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str):
    ended = CliRunner().invoke(group, [name, "--help"])
    assert ended.exit_code == 0
    assert "Usage:" in ended.stdout
