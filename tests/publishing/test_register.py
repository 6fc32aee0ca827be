import hashlib
from datetime import date

import polars as pl
import pytest

from clausewatch.language import render
from clausewatch.model.viewer import Language
from clausewatch.publishing import Blocked, publish, publish_reading, use
from clausewatch.register import read
from clausewatch.snapshots import NoSuchSnapshot, Rejected, Store
from clausewatch.state import Event, Log, StateFault
from tests.builders import tables, violation, visit


def test_a_register_becomes_the_current_snapshot(data, good):
    published = publish(good, data, by="kontoret", note="Første gang")

    assert published.created
    current = Store(data.snapshots).current()
    assert current.snapshot == published.snapshot
    manifest = current.snapshot.manifest
    assert (manifest.published_by, manifest.note) == ("kontoret", "Første gang")
    assert manifest.rows == {"contracts": 1, "visits": 2, "violations": 1}
    assert manifest.rejects == {}
    assert not manifest.synthetic
    assert manifest.register_date == date(2024, 3, 4)


def test_the_manifest_names_the_source_files(data, good):
    (good / ".hidden").write_text("", "utf-8")

    sources = publish(good, data).snapshot.manifest.sources

    assert [each.name for each in sources] == ["contracts.csv", "violations.csv", "visits.csv"]
    visits = (good / "visits.csv").read_bytes()
    assert (sources[2].bytes, sources[2].sha256) == (
        len(visits),
        hashlib.sha256(visits).hexdigest(),
    )


def test_errors_block_and_change_nothing(data, faulty):
    with pytest.raises(Blocked) as blocked:
        publish(faulty, data)

    assert blocked.value.exit_code == 1
    assert blocked.value.reading.rejected == 1
    assert not data.data.exists()


def test_rejects_are_left_out_kept_and_counted(data, faulty):
    snapshot = publish(faulty, data, allow_rejects=True).snapshot
    manifest = snapshot.manifest

    assert manifest.rows == {"contracts": 1, "visits": 2, "violations": 1}
    assert manifest.rejects == {"visits": Rejected(1, 0), "violations": Rejected(0, 2)}
    assert (manifest.rejected, manifest.orphaned) == (1, 2)
    assert manifest.findings.errors == 1
    (group,) = [each for each in manifest.findings.grouped if each.level == "error"]
    assert (group.file, group.table, group.column, group.rows) == (
        "visits.csv",
        "visits",
        "country",
        (3,),
    )
    for language in Language:
        assert "Danmrk" in render(group.problem, language)
    left_out = pl.read_parquet(snapshot.rejects("visits"))
    assert left_out.select("row", "country").rows() == [(3, "Danmrk")]
    assert left_out["reasons"].null_count() == 0
    assert pl.read_parquet(snapshot.rejects("violations"))["orphaned_by_reject"].to_list() == [
        True,
        True,
    ]


@pytest.mark.parametrize("lacking", ["contracts", "visits", "violations"])
def test_without_a_table_there_is_nothing_to_publish(data, good, lacking):
    (good / f"{lacking}.csv").unlink()

    with pytest.raises(Blocked) as blocked:
        publish(good, data, allow_rejects=True)

    assert blocked.value.what.key == "publish.nothing_left"
    assert not data.data.exists()


def test_where_every_check_is_at_fault_there_is_nothing_to_publish(data, source):
    with pytest.raises(Blocked, match=r"publish\.nothing_left"):
        publish(source(tables(visit(country="Danmrk"))), data, allow_rejects=True)


def test_violations_may_honestly_be_none(data, source):
    assert publish(source(tables(visit())), data).snapshot.manifest.rows["violations"] == 0


def test_as_of_is_the_register_date(data, good):
    assert publish(good, data, as_of=date(2024, 9, 30)).snapshot.register_date == date(2024, 9, 30)


def test_publishing_the_same_again_is_a_note(data, good):
    first = publish(good, data)
    again = publish(good, data, note="again")

    assert (first.created, again.created) == (True, False)
    assert again.snapshot == first.snapshot


def test_what_was_checked_is_what_is_published(data, good):
    reading = read(good)
    text = (good / "visits.csv").read_text("utf-8")
    (good / "visits.csv").write_text(text.replace("DK", "SE"), "utf-8")

    snapshot = publish_reading(reading, data).snapshot

    assert pl.read_parquet(snapshot.path("visits"))["country"].unique().to_list() == ["DK"]


def test_progress_goes_from_nothing_to_the_end(data, good):
    told = []
    publish(good, data, report=lambda what, done: told.append((what.key, done)))

    shares = [done for _, done in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert {key for key, _ in told} == {"publish.reading", "publish.writing"}


def test_publishing_and_choosing_are_logged(data, good, source):
    first = publish(good, data, by="a", note="n").snapshot
    publish(source(tables(visit(violation()), visit(), visit())), data, by="b")
    use(first.id, data, by="c")

    assert [(each.who, each.what) for each in Log(data.state).entries()] == [
        ("c", Event.USE),
        ("b", Event.PUBLISH),
        ("a", Event.PUBLISH),
    ]
    assert Log(data.state).entries()[-1].detail == {"snapshot": first.id, "note": "n"}
    assert Store(data.snapshots).current().snapshot == first


def test_what_cannot_be_chosen_is_not_logged(data, good):
    publish(good, data)

    with pytest.raises(NoSuchSnapshot):
        use("1999", data)

    assert [each.what for each in Log(data.state).entries()] == [Event.PUBLISH]


def test_nothing_is_published_that_cannot_be_logged(data, good):
    data.data.mkdir()
    data.state.write_text("", "utf-8")

    with pytest.raises(StateFault):
        publish(good, data)

    assert not data.snapshots.exists()


def test_the_mapping_is_a_source_too(data, good, tmp_path):
    mapping = tmp_path / "mapping"
    mapping.mkdir()
    for name in ("contracts", "visits", "violations"):
        query = f"select * from read_csv('{name}.csv', all_varchar = true)"
        (mapping / f"{name}.sql").write_text(query, "utf-8")

    manifest = publish(good, data, mapping=mapping).snapshot.manifest

    assert [each.name for each in manifest.sources][-1] == "mapping/visits.sql"
