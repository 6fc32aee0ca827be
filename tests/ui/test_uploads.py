"""Files from a browser, laid out for the register."""

import io
import zipfile
from pathlib import Path

import pytest

from clausewatch.model.errors import WrongUse
from clausewatch.ui import uploads


class Sent:
    def __init__(self, name: str, content: bytes = b"x") -> None:
        self.name = name
        self._content = content

    def getbuffer(self) -> memoryview:
        return memoryview(self._content)


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_workbook_alone_is_the_source(tmp_path: Path):
    assert uploads.lay_out([Sent("register.xlsx")], tmp_path) == tmp_path / "register.xlsx"


def test_several_tables_are_a_folder(tmp_path: Path):
    source = uploads.lay_out([Sent("visits.csv"), Sent("contracts.parquet")], tmp_path)

    assert source == tmp_path
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contracts.parquet", "visits.csv"]


def test_a_workbook_among_others_is_refused(tmp_path: Path):
    with pytest.raises(WrongUse):
        uploads.lay_out([Sent("register.xlsx"), Sent("visits.csv")], tmp_path)


def test_a_zip_is_unpacked_without_its_folders(tmp_path: Path):
    sent = Sent("all.zip", zipped({"register/visits.csv": b"a", "__MACOSX/visits.csv": b"junk"}))

    assert uploads.lay_out([sent], tmp_path) == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["visits.csv"]
    assert (tmp_path / "visits.csv").read_bytes() == b"a"


def test_nothing_is_written_outside_the_folder(tmp_path: Path):
    inside = tmp_path / "inside"
    inside.mkdir()
    uploads.lay_out([Sent("../evil.csv")], inside)
    uploads.lay_out([Sent("all.zip", zipped({"../../evil2.csv": b"a"}))], inside)

    assert sorted(path.name for path in tmp_path.rglob("*.csv")) == ["evil.csv", "evil2.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["inside"]


@pytest.mark.parametrize("content", [b"no zip at all", zipped({"readme": b"hello"})])
def test_a_zip_that_is_none_or_holds_none_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(WrongUse):
        uploads.lay_out([Sent("all.zip", content)], tmp_path)


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "MOST_MB", 1)

    with pytest.raises(WrongUse):
        uploads.lay_out([Sent("all.zip", zipped({"visits.csv": bytes(2 << 20)}))], tmp_path)
