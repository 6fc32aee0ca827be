"""Files a browser sent, laid out as a source the register can read."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from clausewatch.language import message
from clausewatch.model.errors import WrongUse
from clausewatch.register.workbooks import SUFFIXES as WORKBOOKS

TABLES = (".csv", ".txt", ".tsv", ".parquet")
ENDINGS = (*WORKBOOKS, *TABLES, ".zip")

MOST_MB = 4000
"""What a ZIP file may unpack to."""


class Upload(Protocol):
    """A file as it was sent."""

    name: str

    def getbuffer(self) -> memoryview: ...


def lay_out(uploads: Sequence[Upload], folder: Path) -> Path:
    """Write uploads into a folder.

    Returns:
        The workbook, where there is one; otherwise the folder of tables.

    Raises:
        WrongUse: a ZIP file is damaged, too large or empty, or a workbook is not alone.
    """
    for upload in uploads:
        if upload.name.lower().endswith(".zip"):
            _unpack(upload, folder)
        else:
            (folder / PurePosixPath(upload.name).name).write_bytes(upload.getbuffer())
    found = sorted(folder.iterdir())
    workbooks = [path for path in found if path.suffix.lower() in WORKBOOKS]
    if not workbooks:
        return folder
    if len(found) > 1:
        raise _wrong("several_workbooks", found[0].name)
    return workbooks[0]


def _unpack(upload: Upload, folder: Path) -> None:
    source = folder / "upload.zip"
    source.write_bytes(upload.getbuffer())
    try:
        with zipfile.ZipFile(source) as archive:
            members = [member for member in archive.infolist() if _wanted(member)]
            if not members:
                raise _wrong("zip_empty", upload.name)
            left = MOST_MB * 1024 * 1024
            for member in members:
                # Only the last part of the name: nothing is ever written outside the folder.
                target = folder / PurePosixPath(member.filename).name
                with archive.open(member) as packed, target.open("wb") as file:
                    left -= _copy(packed, file, left, upload.name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _wrong("zip_damaged", upload.name) from error
    finally:
        source.unlink()


def _wanted(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    hidden = name.name.startswith(".") or "__MACOSX" in name.parts
    return not member.is_dir() and not hidden and name.suffix.lower() in (*WORKBOOKS, *TABLES)


def _copy(packed: IO[bytes], file: IO[bytes], left: int, name: str) -> int:
    # What a ZIP says of its sizes is not to be trusted, so what comes out is counted.
    written = 0
    while block := packed.read(1 << 20):
        written += len(block)
        if written > left:
            raise _wrong("zip_large", name)
        file.write(block)
    return written


def _wrong(reason: str, name: str) -> WrongUse:
    values = {"limit": MOST_MB} if reason == "zip_large" else {}
    return WrongUse(
        message(f"ui.publish.{reason}", **values),
        where=name,
        remedy=message("ui.publish.files.remedy"),
    )
