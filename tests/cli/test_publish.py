import json

import pytest

from clausewatch.cli import run
from clausewatch.snapshots import Store
from tests.builders import tables, visit
from tests.publishing.conftest import data, faulty, good, source

__all__ = ["data", "faulty", "good", "source"]


@pytest.fixture
def command(data, capsys):
    """Runs a command on the test's data folder; gives exit code, stdout and stderr."""

    def call(*arguments):
        code = run(["--data", str(data.data), *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def two(command, good, source):
    """The ids of two snapshots, the older first."""
    first = command("publish", good)[1].strip()
    second = command("publish", source(tables(visit(), visit(), visit(team="Nord"))))[1].strip()
    return first, second


def damage(data, id):
    (data.snapshots / id / "visits.parquet").write_bytes(b"")


def test_publish_prints_the_id_and_nothing_else(command, data, good):
    code, out, err = command("publish", good, "--note", "Første", "--as-of", "2024-09-30")

    snapshot = Store(data.snapshots).current().snapshot
    assert (code, out) == (0, f"{snapshot.id}\n")
    assert "2 checks, 1 violation and 1 contract as of 30 Sept 2024" in err
    assert snapshot.manifest.note == "Første"


def test_errors_are_shown_in_one_block_with_exit_code_1(command, data, faulty):
    code, out, err = command("publish", faulty)

    assert (code, out) == (1, "")
    assert "Danmrk" in err
    assert "--allow-rejects" in err
    assert "Traceback" not in err
    assert not data.data.exists()


def test_published_rejects_are_no_failure(command, faulty):
    code, out, err = command("publish", faulty, "--allow-rejects")

    assert code == 0
    assert len(out.split()) == 1
    assert "1 row was left out because of errors." in err
    assert "2 rows were left out because they belong to rows left out." in err


def test_the_same_again_is_said(command, good):
    command("publish", good)
    code, _, err = command("publish", good)

    assert code == 0
    assert "published before" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["publish", "no-such-folder"], 2),
        (["publish", ".", "--as-of", "30/9"], 2),
        (["snapshots", "use", "2020"], 2),
        (["snapshots", "verify", "2020"], 2),
        (["snapshots", "verify"], 2),
        (["snapshots", "compare", "2020", "2021"], 2),
    ],
)
def test_wrong_use_ends_with_2(command, arguments, code):
    ended, out, err = command(*arguments)

    assert (ended, out) == (code, "")
    assert err
    assert "Traceback" not in err


def test_a_file_in_place_of_the_data_folder_ends_with_3(command, data, good):
    data.data.write_text("", "utf-8")

    code, out, err = command("publish", good)

    assert (code, out) == (3, "")
    assert "Traceback" not in err


def test_the_list_marks_what_is_in_use_and_what_is_damaged(command, data, two):
    first, second = two
    damage(data, second)
    command("snapshots", "use", first)

    lines = command("snapshots", "list")[1].splitlines()

    assert lines[1].startswith(second)
    assert "damaged: visits.parquet has 0 bytes" in lines[1]
    assert lines[2].startswith(first)
    assert lines[2].endswith("in use")


def test_the_list_as_json(command, data, two):
    first, second = two
    damage(data, second)

    listed = json.loads(command("snapshots", "list", "--format", "json")[1])

    assert [(each["id"], each["current"]) for each in listed] == [(second, True), (first, False)]
    assert "visits.parquet" in listed[0]["damage"]
    assert listed[1]["damage"] is None
    assert listed[1]["rows"] == {"contracts": 1, "visits": 2, "violations": 1}


def test_an_empty_list_is_no_failure(command):
    assert command("snapshots", "list", "--format", "json") == (0, "[]\n", "")
    assert command("snapshots", "list")[:2] == (0, "")


def test_verify_reads_all_and_names_what_is_damaged(command, data, two):
    first, second = two
    assert command("snapshots", "verify")[0] == 0
    damage(data, second)

    code, out, err = command("snapshots", "verify")

    assert code == 3
    assert first in out
    assert second not in out
    assert "visits.parquet" in err
    assert command("snapshots", "verify", first)[0] == 0


def test_use_switches(command, data, two):
    first, _ = two

    code, out, _ = command("snapshots", "use", first[:-3])

    assert (code, out) == (0, f"{first}\n")
    assert Store(data.snapshots).current().snapshot.id == first


def test_a_damaged_snapshot_cannot_be_chosen(command, data, two):
    first, second = two
    damage(data, first)

    assert command("snapshots", "use", first)[0] == 3
    assert Store(data.snapshots).current().snapshot.id == second


def test_compare_says_what_changed(command, two):
    _, out, _ = command("snapshots", "compare", *two)
    value = json.loads(command("snapshots", "compare", *two, "--format", "json")[1])

    assert "0 new violations" in out
    visits = next(each for each in value["tables"] if each["table"] == "visits")
    assert (visits["added"], visits["removed"], visits["changed"]) == (1, 0, 0)
    violations = next(each for each in value["tables"] if each["table"] == "violations")
    assert violations["removed"] == 1
    assert not value["same"]
