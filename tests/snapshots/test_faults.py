"""Publishers killed, at once, without space and without rights: readers never notice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clausewatch.snapshots import NoSnapshot, Store, StoreBusy, StoreFault
from clausewatch.snapshots.lock import locked
from tests.builders import tables, visit

ROOT = Path(__file__).parents[2]


def publisher(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.snapshots.publisher", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(*arguments: object) -> list[dict[str, object]]:
    """What a publisher said, once it ended by itself and without complaint."""
    process = publisher(*arguments)
    out, complaints = process.communicate(timeout=60)
    assert (process.returncode, complaints) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def leftovers(store: Store) -> list[str]:
    kept = {".lock", "CURRENT", *(entry.id for entry in store.list())}
    return sorted({path.name for path in store.folder.iterdir()} - kept)


class Reader:
    """Asks for the current snapshot again and again, from a thread of its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked = 0
        self.wrong: list[object] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._stop.wait(0.002):
            try:
                current = self.store.current()
                self.asked += 1
            except NoSnapshot as error:
                if self.asked:
                    self.wrong.append(error)
            except Exception as error:
                self.wrong.append(error)
            else:
                self.wrong.extend(current.passed_over)


@pytest.mark.slow
def test_killed_at_any_step_a_publisher_leaves_all_or_nothing(store):
    told = outcome("steps", store.folder)

    assert len(told) > 30
    assert all(each["killed"] for each in told[:-1])
    assert not any(each["failed"] for each in told)
    assert {each["damaged"] for each in told} == {each["passed_over"] for each in told} == {0}
    assert max(each["drafts"] for each in told) == 1
    assert (told[-1]["drafts"], told[-1]["choices"]) == (0, 0)
    assert leftovers(store) == []
    for entry in store.list():
        store.verify(entry.id)


@pytest.mark.slow
def test_killed_at_any_moment_readers_never_see_half_a_snapshot(store):
    with Reader(store) as reader:
        told = outcome("kills", store.folder, 7, 15)

    assert [each["killed"] for each in told] == [True] * 30
    assert reader.wrong == []
    assert reader.asked > 100
    assert len(store.list()) > 3
    for entry in store.list():
        store.verify(entry.id)
    outcome("twins", store.folder, "last", 1)
    assert leftovers(store) == []


def test_two_publishers_at_once_both_arrive(store):
    with Reader(store) as reader:
        pair = [publisher("twins", store.folder, side, 8) for side in "ab"]
        told = [
            [json.loads(line) for line in process.communicate(timeout=60)[0].splitlines()]
            for process in pair
        ]

    ids = {each["id"] for side in told for each in side}
    assert reader.wrong == []
    assert len(ids) == 16
    assert ids == {entry.id for entry in store.list()}
    assert store.current().snapshot.id in {side[-1]["id"] for side in told}
    assert leftovers(store) == []


@pytest.mark.slow
def test_two_publishers_of_the_same_content_make_one_snapshot(store):
    pair = [publisher("twins", store.folder, "same", 3) for _ in "ab"]
    told = [
        json.loads(line)
        for process in pair
        for line in process.communicate(timeout=60)[0].splitlines()
    ]

    assert len(told) == 6
    assert sum(each["created"] for each in told) == len(store.list()) == 3


def test_a_live_draft_is_not_swept_away(store, publish, register):
    with store.draft() as draft:
        draft.write("visits", register["visits"])
        publish(tables(visit()))
        assert draft.folder.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bytes_", "note"), [(0, 0), (1000, 0), (4000, 0), (50_000, 100_000)], ids=str
)
def test_without_space_nothing_changes(store, publish, register, bytes_, note):
    before = publish(register).snapshot

    told = outcome("limit", store.folder, bytes_, note)

    assert told == [{"error": "StoreFault", "key": "snapshots.fault.full"}]
    assert store.current().snapshot == before
    assert leftovers(store) == []
    assert publish(tables(visit())).created


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        made = shutil.which("mount") and subprocess.run(command, capture_output=True, check=False)
        if not made or made.returncode:
            pytest.skip("a small disk cannot be mounted here")
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        folder.rmdir()


@pytest.mark.parametrize("left", range(0, 40, 4))
def test_on_a_full_disk_a_publish_is_whole_or_a_fault(left, register):
    with small_disk("200k") as disk:
        store = Store(disk)
        publish = _publisher_of(store)
        before = publish(register)
        with (disk / "filler").open("wb", buffering=0) as filler:
            while True:
                try:
                    filler.write(b"x" * 4096)
                except OSError:
                    break
            filler.truncate(max(0, filler.tell() - left * 1024))

        try:
            after = publish(tables(visit()))
        except StoreFault as fault:
            said = fault.what.key
            assert said == "snapshots.fault.full"
            assert store.current().snapshot == before
            assert leftovers(store) == ["filler"]
        else:
            assert store.current().snapshot == after
        (disk / "filler").unlink()
        assert store.verify(publish(tables(visit())).id)


def _publisher_of(store):
    from clausewatch.snapshots import Meta

    def publish(frames):
        with store.draft() as draft:
            for name, frame in frames.items():
                draft.write(name, frame)
            return draft.commit(Meta()).snapshot

    return publish


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder everybody may look into, wherever the tests' own folders lie."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.parametrize("empty", [True, False])
def test_a_folder_that_may_not_be_written_is_still_read(open_folder, register, empty):
    store = Store(open_folder)
    before = None if empty else _publisher_of(store)(register)
    for folder in [open_folder, *(path for path in open_folder.iterdir() if path.is_dir())]:
        folder.chmod(0o555)
    names = sorted(path.name for path in open_folder.iterdir())

    told = outcome("nobody", open_folder)

    assert told == [{"error": "StoreFault", "key": "snapshots.fault.denied"}]
    assert sorted(path.name for path in open_folder.iterdir()) == names
    if before:
        assert store.current().snapshot == before


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "snapshots").write_text("", "utf-8")

    told = outcome("limit", tmp_path / "snapshots", 1_000_000, 0)

    assert told == [{"error": "StoreFault", "key": "snapshots.fault.no_folder"}]


def test_a_disk_that_gives_back_something_else_is_noticed(store, register):
    from clausewatch.snapshots import Meta

    with store.draft() as draft:
        draft.write("visits", register["visits"])
        path = draft.folder / "visits.parquet"
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        with pytest.raises(StoreFault, match="not_kept"):
            draft.commit(Meta())

    assert store.list() == []


def test_a_publisher_does_not_wait_for_ever(tmp_path):
    with locked(tmp_path / "lock"), pytest.raises(StoreBusy), locked(tmp_path / "lock", 0.05):
        pass
