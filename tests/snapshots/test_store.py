from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from polars.testing import assert_frame_equal

from clausewatch.model.message import message
from clausewatch.model.tables import TABLES, VISITS
from clausewatch.snapshots import (
    FindingGroup,
    Findings,
    Meta,
    NoSnapshot,
    NoSuchSnapshot,
    Rejected,
    SourceFile,
    Store,
)
from tests.builders import tables, visit
from tests.snapshots.conftest import Publish


def test_a_published_register_is_read_back_as_it_was(store, publish, register):
    snapshot = publish(register).snapshot

    assert store.current().snapshot == snapshot
    for name, frame in register.items():
        order = list(TABLES[name].sorted_by)
        assert_frame_equal(pl.read_parquet(snapshot.path(name)), frame.sort(order))
    assert snapshot.path("tips") is None


def test_the_id_says_when_and_what(publish, register):
    snapshot = publish(register).snapshot

    assert snapshot.id == f"20261123T101700Z-{snapshot.manifest.content[:8]}"
    assert snapshot.folder.name == snapshot.id


def test_the_manifest_keeps_everything_said_about_a_snapshot(store, publish, register):
    group = FindingGroup(
        "error",
        "kontroller.csv",
        "visits",
        "country",
        message("finding.unknown", value="Danmrk", n=3),
        message("finding.unknown.remedy"),
        3,
        (2, 5, 9),
    )
    said = {
        "by": "kontoret",
        "note": "Tredje kvartal",
        "synthetic": True,
        "register_date": date(2024, 9, 30),
        "sources": (SourceFile("kontroller.csv", 120, "ab" * 32),),
        "findings": Findings.of(3, 1, (group,)),
        "rejects": {"visits": Rejected(3, 0), "violations": Rejected(0, 2)},
    }

    id = publish(register, **said).snapshot.id
    manifest = Store(store.folder).open(id).manifest

    assert manifest.published_by == "kontoret"
    assert manifest.note == "Tredje kvartal"
    assert manifest.synthetic is True
    assert manifest.register_date == date(2024, 9, 30)
    assert manifest.sources == said["sources"]
    assert manifest.findings == said["findings"]
    assert manifest.rejects == said["rejects"]
    assert (manifest.rejected, manifest.orphaned) == (3, 2)
    assert manifest.rows == {"contracts": 1, "visits": 2, "violations": 1}
    assert manifest.published_at.isoformat() == "2026-11-23T10:16:00+00:00"


def test_a_manifest_keeps_a_bounded_number_of_groups():
    group = FindingGroup("warning", "f", "visits", "", message("finding.unknown"), None, 1)

    findings = Findings.of(0, 500, (group,) * 500)

    assert (len(findings.grouped), findings.groups_left_out) == (200, 300)


@pytest.mark.parametrize(
    ("visits", "published_as"),
    [
        ((visit(started_on="2024-03-04", completed_on="2024-05-06"),), date(2024, 5, 6)),
        ((visit(started_on="2024-03-04"), visit(started_on="2031-01-01")), date(2024, 3, 4)),
    ],
    ids=["newest", "not after publishing"],
)
def test_the_register_date_is_the_newest_date(publish, visits, published_as):
    assert publish(tables(*visits)).snapshot.register_date == published_as


def test_every_date_that_has_come_reaches_the_register_date(publish, register):
    contracts = register["contracts"].with_columns(end_date=date(2031, 1, 1))
    violations = register["violations"].with_columns(due_on=date(2025, 2, 1))

    snapshot = publish({**register, "contracts": contracts, "violations": violations}).snapshot

    assert snapshot.register_date == date(2025, 2, 1)


def test_the_same_content_twice_is_a_note(store, publish, register):
    first = publish(register, by="one")
    other = publish(tables(visit()))
    again = publish(register, by="two", note="again")

    assert (first.created, other.created, again.created) == (True, True, False)
    assert again.snapshot == first.snapshot
    assert store.current().snapshot == first.snapshot
    assert len(store.list()) == 2
    assert not list(store.folder.glob(".draft-*"))


@pytest.mark.parametrize("differs", [{"synthetic": True}, {"register_date": date(2020, 1, 1)}])
def test_what_changes_the_figures_changes_the_content(publish, register, differs):
    assert publish(register).snapshot.id[-8:] != publish(register, **differs).snapshot.id[-8:]


def test_content_does_not_depend_on_how_the_rows_arrived(store, publish, register):
    whole = publish(register).snapshot
    with store.draft() as draft:
        for name, frame in register.items():
            rows = frame.sort(TABLES[name].sorted_by)
            if name == "visits":
                draft.append(name, rows[:1])
                draft.append(name, rows[1:])
            elif name == "contracts":
                draft.write(name, rows.lazy())
            else:
                draft.write(name, iter([rows]))
        piecemeal = draft.commit(Meta())

    assert piecemeal.snapshot == whole
    assert not piecemeal.created


def test_rejects_lie_inside_and_count_as_content(store, publish, register):
    plain = publish(register).snapshot
    left_out = pl.DataFrame({"row": [7], "visit_id": ["v7"], "reason": ["country"]})
    with store.draft() as draft:
        for name, frame in register.items():
            draft.write(name, frame)
        draft.write_rejects("visits", left_out)
        snapshot = draft.commit(Meta(rejects={"visits": Rejected(1, 0)})).snapshot

    assert snapshot.id[-8:] != plain.id[-8:]
    assert_frame_equal(pl.read_parquet(snapshot.rejects("visits")), left_out)
    assert "rejects/visits" not in snapshot.manifest.rows
    assert plain.rejects("visits") is None


def test_the_list_shows_the_newest_first_and_which_is_used(store, publish, register):
    first = publish(register).snapshot.id
    second = publish(tables(visit())).snapshot.id
    store.use(first)

    assert [(entry.id, entry.current) for entry in store.list()] == [
        (second, False),
        (first, True),
    ]


def test_snapshots_of_one_second_are_listed_in_their_order(tmp_path, register):
    moments = (datetime(2026, 1, 1, 12, 0, 0, micro, tzinfo=UTC) for micro in count())
    store = Store(tmp_path, lambda: next(moments))
    ids = []
    for n in range(6):
        with store.draft() as draft:
            draft.write("visits", register["visits"].with_columns(hours=pl.lit(float(n))))
            ids.append(draft.commit(Meta()).snapshot.id)
    (tmp_path / ids[3] / "visits.parquet").unlink()

    assert [entry.id for entry in store.list()] == ids[::-1]


def test_an_unambiguous_beginning_is_enough(store, publish, register):
    first = publish(register).snapshot
    second = publish(tables(visit())).snapshot

    assert store.open(first.id[:14]) == first
    with pytest.raises(NoSuchSnapshot, match=r"snapshots\.ambiguous"):
        store.open("2026")
    for unknown in ("2025", "", "../" + second.id):
        with pytest.raises(NoSuchSnapshot, match=r"snapshots\.no_such"):
            store.open(unknown)


def test_an_empty_store_has_no_current_snapshot(store, tmp_path: Path):
    assert store.list() == []
    with pytest.raises(NoSnapshot):
        store.current()
    assert not store.folder.exists()


def test_a_draft_that_is_not_committed_leaves_nothing(store, register):
    with store.draft() as draft:
        draft.write("visits", register["visits"])

    assert [path.name for path in store.folder.iterdir()] == [".lock"]


def test_parquet_is_zstd_in_the_models_order_and_types(publish: Publish, register):
    snapshot = publish(
        {name: frame.drop("partner", strict=False) for name, frame in register.items()}
    )
    file = pq.ParquetFile(snapshot.snapshot.path("visits"))

    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert tuple(file.schema_arrow.names) == VISITS.names
    assert str(file.schema_arrow.field("joint_with").type) == "list<element: string>"
    assert str(file.schema_arrow.field("started_on").type) == "date32[day]"
