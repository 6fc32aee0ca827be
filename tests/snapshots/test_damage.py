"""What is not as it was published is named, and the last good snapshot serves."""

import json
import os

import pytest

from clausewatch.language import render
from clausewatch.model.viewer import Language
from clausewatch.snapshots import DamagedSnapshot, Store
from tests.builders import tables, visit


def truncate(folder):
    path = folder / "visits.parquet"
    path.write_bytes(path.read_bytes()[:-100])


def flip(folder):
    path = folder / "visits.parquet"
    text = bytearray(path.read_bytes())
    text[len(text) // 2] ^= 1
    path.write_bytes(text)


def flip_and_restore_the_date(folder):
    path = folder / "visits.parquet"
    was = path.stat()
    flip(folder)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def lose_a_table(folder):
    (folder / "violations.parquet").unlink()


def lose_the_manifest(folder):
    (folder / "manifest.json").unlink()


def empty_the_manifest(folder):
    (folder / "manifest.json").write_bytes(b"")


def cut_the_manifest(folder):
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:300])


def nest_the_manifest(folder):
    (folder / "manifest.json").write_text("[]", "utf-8")


def edited(**changes):
    def edit(folder):
        path = folder / "manifest.json"
        value = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(value | changes), "utf-8")

    return edit


def hash_of_another_file(folder):
    value = json.loads((folder / "manifest.json").read_text("utf-8"))
    edited(sha256=value["sha256"] | {"visits.parquet": "0" * 64})(folder)


def folder_for_a_table(folder):
    lose_a_table(folder)
    (folder / "violations.parquet").mkdir()


def file_for_a_folder(folder):
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("", "utf-8")


DAMAGE = [
    (truncate, "visits.parquet has"),
    (flip, "content of visits.parquet"),
    (flip_and_restore_the_date, "content of visits.parquet"),
    (lose_a_table, "violations.parquet is missing"),
    (lose_the_manifest, "manifest.json is missing"),
    (empty_the_manifest, "manifest.json cannot be read as a manifest"),
    (cut_the_manifest, "manifest.json cannot be read as a manifest"),
    (nest_the_manifest, "manifest.json cannot be read as a manifest"),
    (hash_of_another_file, "manifest.json does not belong"),
    (edited(register_date="2020-01-01"), "manifest.json does not belong"),
    (edited(synthetic=True), "manifest.json does not belong"),
    (edited(id="20260101T000000Z-00000000"), "manifest.json does not belong"),
    (edited(schema_version=99), "newer version"),
    (folder_for_a_table, "violations.parquet"),
    (file_for_a_folder, "manifest.json is missing"),
]


@pytest.mark.parametrize(("damage", "says"), DAMAGE)
def test_damage_is_named_and_the_last_good_snapshot_serves(store, publish, register, damage, says):
    old = publish(tables(visit())).snapshot
    good = publish(tables(visit(), visit())).snapshot
    bad = publish(register).snapshot
    assert store.open(bad.id) == bad

    damage(bad.folder)

    with pytest.raises(DamagedSnapshot) as found:
        store.open(bad.id)
    assert says in render(found.value.what, Language.ENGLISH)
    assert bad.id in render(found.value.what, Language.DANISH)
    current = store.current()
    assert current.snapshot == good
    assert [id for id, _ in current.passed_over] == [bad.id]
    assert says in render(current.passed_over[0][1], Language.ENGLISH)
    with pytest.raises(DamagedSnapshot):
        store.use(bad.id)
    assert store.open(old.id) == old


def test_the_list_shows_damage_that_can_be_seen_without_reading(store, publish, register):
    good = publish(tables(visit())).snapshot
    bad = publish(register).snapshot
    truncate(bad.folder)

    listed = {entry.id: entry for entry in store.list()}

    assert listed[bad.id].damage is not None
    assert listed[good.id].damage is None


def test_verify_reads_what_opening_takes_for_known(store, publish, register, monkeypatch):
    snapshot = publish(register).snapshot
    read = []
    digest = __import__("hashlib").file_digest
    monkeypatch.setattr(
        "clausewatch.snapshots.digest.hashlib.file_digest",
        lambda file, name: read.append(file.name) or digest(file, name),
    )

    store.open(snapshot.id)
    assert read == []
    store.verify(snapshot.id)
    assert len(read) == 3


def test_where_nothing_is_good_the_first_damage_is_named(store, publish, register):
    bad = publish(register).snapshot
    truncate(bad.folder)

    with pytest.raises(DamagedSnapshot) as found:
        store.current()
    assert found.value.id == bad.id


@pytest.mark.parametrize("text", [None, "", "nonsense\n", "../../etc\n", "\udcff"])
def test_without_a_readable_choice_the_newest_serves(store, publish, register, text):
    publish(tables(visit()))
    newest = publish(register).snapshot
    if text is None:
        (store.folder / "CURRENT").unlink()
    else:
        (store.folder / "CURRENT").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert store.current().snapshot == newest


def test_a_choice_that_is_gone_is_passed_over(store, publish, register):
    snapshot = publish(register).snapshot
    gone = "20250101T000000Z-00000000"
    (store.folder / "CURRENT").write_text(gone, "utf-8")

    current = store.current()

    assert current.snapshot == snapshot
    assert [id for id, _ in current.passed_over] == [gone]


def test_the_same_content_is_published_anew_where_it_was_damaged(store, publish, register):
    bad = publish(register).snapshot
    truncate(bad.folder)

    again = publish(register)

    assert again.created
    assert store.current().snapshot == again.snapshot
    assert store.current().passed_over == ()


def test_a_damaged_twin_of_the_same_second_is_not_overwritten(tmp_path, clock, register):
    now = clock()
    store = Store(tmp_path, lambda: now)

    def publish():
        with store.draft() as draft:
            draft.write("visits", register["visits"])
            from clausewatch.snapshots import Meta

            return draft.commit(Meta()).snapshot

    bad = publish()
    truncate(bad.folder)
    again = publish()

    assert again.id > bad.id
    assert store.current().snapshot == again


def test_a_store_in_place_of_a_folder_is_a_fault(tmp_path):
    from clausewatch.snapshots import StoreFault

    (tmp_path / "snapshots").write_text("", "utf-8")

    with pytest.raises(StoreFault):
        Store(tmp_path / "snapshots").current()
