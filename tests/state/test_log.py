import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clausewatch.state import Event, Log, LogEntry, StateFault
from clausewatch.state.database import connected

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "state", lambda: NOON)


def test_what_was_added_is_read_newest_first(log):
    log.add("kontoret", Event.PUBLISH, snapshot="a", note="æøå")
    log.add("", Event.USE, snapshot="b")

    assert log.entries() == (
        LogEntry(NOON, "", Event.USE, {"snapshot": "b"}),
        LogEntry(NOON, "kontoret", Event.PUBLISH, {"snapshot": "a", "note": "æøå"}),
    )
    assert [entry.what for entry in log.entries(1)] == [Event.USE]


def test_a_log_nobody_wrote_to_is_empty_and_makes_no_folder(log):
    assert log.entries() == ()
    assert not log.folder.exists()


@pytest.mark.parametrize("statement", ["update log set who = 'x'", "delete from log"])
def test_the_log_is_only_added_to(log, statement):
    log.add("kontoret", Event.USE, snapshot="a")

    with pytest.raises(StateFault), connected(log.folder) as connection:
        connection.execute(statement)

    assert [entry.who for entry in log.entries()] == ["kontoret"]


def test_preparing_adds_nothing(log):
    log.prepare()

    assert log.entries() == ()


def test_several_processes_write_at_once(log):
    program = (
        "import sys; from pathlib import Path; from clausewatch.state import Event, Log\n"
        "for n in range(20): Log(Path(sys.argv[1])).add(sys.argv[2], Event.USE, n=str(n))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(log.folder), who]) for who in "ab"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]

    for who in "ab":
        numbers = [entry.detail["n"] for entry in log.entries() if entry.who == who]
        assert numbers == [str(n) for n in reversed(range(20))]


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path):
    (tmp_path / "state").write_text("", "utf-8")

    with pytest.raises(StateFault):
        Log(tmp_path / "state").prepare()


def test_a_file_that_is_no_database_is_a_fault(log):
    log.folder.mkdir()
    (log.folder / "clausewatch.sqlite").write_bytes(b"no database at all" * 100)

    with pytest.raises(StateFault):
        log.add("", Event.USE)
