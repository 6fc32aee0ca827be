import polars as pl
import pyarrow.parquet as pq
import pytest

from clausewatch.model.tables import CAPACITY, MILESTONES
from clausewatch.snapshots import parquet
from clausewatch.snapshots.parquet import OutOfOrder, ParquetFile, aligned, arrow_schema, pieces


@pytest.fixture(autouse=True)
def small_groups(monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 10)


def capacity(*rows):
    return pl.DataFrame(
        [(year, team, 1.0) for year, team in rows],
        schema=["year", "team", "full_time_equivalents"],
        orient="row",
    )


@pytest.mark.parametrize("sizes", [[25], [10, 15], [1] * 25, [3, 0, 21, 1]])
def test_the_same_rows_give_the_same_bytes(tmp_path, sizes):
    frame = pl.DataFrame({"a": range(25), "b": [None if n % 3 else "æ" * n for n in range(25)]})
    whole = tmp_path / "whole"
    file = ParquetFile(whole, arrow_schema(frame.schema))
    file.append(frame)
    file.finish()

    pieced = tmp_path / "pieced"
    file = ParquetFile(pieced, arrow_schema(frame.schema))
    start = 0
    for size in sizes:
        file.append(frame[start : start + size])
        start += size
    written = file.finish()

    assert pieced.read_bytes() == whole.read_bytes()
    assert (written.rows, written.bytes) == (25, whole.stat().st_size)
    groups = pq.read_metadata(pieced)
    assert [groups.row_group(n).num_rows for n in range(groups.num_row_groups)] == [10, 10, 5]


def test_a_file_may_be_empty(tmp_path):
    file = ParquetFile(tmp_path / "empty", arrow_schema(MILESTONES.schema))

    assert file.finish().rows == 0
    assert pl.read_parquet(tmp_path / "empty").schema == MILESTONES.schema


@pytest.mark.parametrize("lazy", [False, True])
def test_a_frame_is_sorted(lazy):
    frame = capacity(*((2030 - n, "A") for n in range(25)))

    out = pl.concat(pieces(frame.lazy() if lazy else frame, CAPACITY))

    assert out["year"].to_list() == sorted(frame["year"])
    assert out.schema == CAPACITY.schema


@pytest.mark.parametrize(
    "chunks",
    [
        [[(2020, "A"), (2020, "B")], [], [(2020, "B"), (2021, "A")]],
        [[(2020, "A"), (2020, None)], [(2021, "A"), (2021, None)]],
    ],
    ids=["ties", "nothing last"],
)
def test_pieces_in_order_pass(chunks):
    frames = [capacity(*chunk).cast({"year": pl.Int64, "team": pl.String}) for chunk in chunks]

    assert sum(map(len, pieces(iter(frames), CAPACITY))) == 4


@pytest.mark.parametrize(
    "chunks",
    [
        [[(2021, "A"), (2020, "A")]],
        [[(2020, "B"), (2020, "A")]],
        [[(2020, "A")], [(2021, "A")], [(2020, "B")]],
        [[(2020, None), (2020, "A")]],
    ],
    ids=["within", "second column", "between", "nothing first"],
)
def test_pieces_out_of_order_are_refused(chunks):
    frames = [capacity(*chunk).cast({"team": pl.String}) for chunk in chunks]

    with pytest.raises(OutOfOrder):
        list(pieces(iter(frames), CAPACITY))


def test_columns_the_table_does_not_have_are_refused():
    with pytest.raises(ValueError, match="colour"):
        aligned(capacity((2020, "A")).with_columns(colour=pl.lit(1)), CAPACITY)
    with pytest.raises(ValueError, match="team"):
        aligned(capacity((2020, "A")).drop("team"), CAPACITY)
