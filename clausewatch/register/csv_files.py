"""Tables in CSV files, however a spreadsheet or a person wrote them.

A row counts as a spreadsheet shows it: the headings are row 1, an empty line is a row, and a line
break inside quotation marks is none.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from clausewatch.model.errors import DataError
from clausewatch.model.message import message
from clausewatch.model.tables import Table
from clausewatch.register.findings import Collector
from clausewatch.register.headings import heading_row
from clausewatch.register.raw import ROW, Raw, rename

_DELIMITERS = (";", ",", "\t", "|")
#: How much of a file is looked at for its headings, in characters and in rows.
_HEAD, _HEAD_ROWS = 200_000, 25
#: Arrow reads blocks of this many bytes; larger ones are slower.
_BLOCK = 1 << 22


def read(path: Path, table: Table, findings: Collector) -> Raw:
    """A table from a CSV file.

    Raises:
        DataError: the file is empty or is no text.
    """
    data = _bytes(path)
    delimiter, place, headings, lines = _head(data, table, path)
    first_row = place + 2
    body = _after(data, lines)
    del data  # a large file is in memory once while it is taken apart
    body, left_open = _closed(body, delimiter)
    names = rename(table, path.name, headings, findings, place + 1)
    frame, ragged = _cells(body, names, delimiter, first_row)
    for row, cells in ragged:
        problem = "too_many_cells" if cells > len(names) else "too_few_cells"
        findings.add(
            problem,
            file=path.name,
            table=table.name,
            row=row,
            value=str(cells),
            cells=cells,
            headings=len(names),
        )
    broken = [row for row, _ in ragged]
    if left_open:
        row = first_row + _records(body, delimiter)
        findings.add("quote_left_open", file=path.name, table=table.name, row=row, value=left_open)
        lost = {name: pl.Series([None], dtype=pl.String) for name in names}
        lost[names[0]] = pl.Series([left_open])
        frame = pl.concat([frame, pl.DataFrame({ROW: pl.Series([row], dtype=pl.Int64), **lost})])
        broken.append(row)
    findings.mute(table.name, broken)
    return Raw(table, path.name, frame, comma=delimiter != ",", heading_row=place + 1)


def _bytes(path: Path) -> bytes:
    """The file as UTF-8 without a mark at its start, lines ended as anywhere."""
    data = path.read_bytes()
    if not data.strip():
        raise DataError(
            message("register.file_empty"),
            where=path.name,
            remedy=message("register.file_empty.remedy"),
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", errors="replace").encode()
    elif data[:4] in (b"PK\x03\x04", b"PAR1") or data[:4] == b"\xd0\xcf\x11\xe0":
        raise DataError(
            message("register.not_text"),
            where=path.name,
            remedy=message("register.not_text.remedy"),
        )
    else:
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            # Windows-1252 leaves five bytes undefined; Latin-1 reads those too.
            try:
                data = data.decode("cp1252").encode()
            except UnicodeDecodeError:
                data = data.decode("latin-1").encode()
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    return data


def _head(data: bytes, table: Table, path: Path) -> tuple[str, int, list[str], int]:
    """Delimiter, place of the heading row, headings, and how many lines they end after."""
    head = data[:_HEAD].decode("utf-8", errors="ignore")
    best: tuple[int, int, str, int, list[str], int] | None = None
    for preference, delimiter in enumerate(_DELIMITERS):
        rows, ends = _first_rows(head, delimiter)
        if not rows:
            continue
        place, known = heading_row(table, rows)
        found = (known, -preference, delimiter, place, rows[place], ends[place])
        if best is None or found[:2] > best[:2]:
            best = found
    assert best is not None
    known, _, delimiter, place, headings, lines = best
    if known == 0:
        delimiter = max(_DELIMITERS, key=head.split("\n", 1)[0].count)
        rows, ends = _first_rows(head, delimiter)
        place = next(number for number, row in enumerate(rows) if any(map(str.strip, row)))
        headings, lines = rows[place], ends[place]
    return delimiter, place, [heading.strip() for heading in headings], lines


def _first_rows(head: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    rows, ends = [], []
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
            if len(rows) == _HEAD_ROWS:
                break
    except csv.Error:  # a field longer than the module allows: what was read is enough
        pass
    return rows, ends


def _after(data: bytes, lines: int) -> bytes:
    """What follows after so many lines."""
    start = 0
    for _ in range(lines):
        start = data.find(b"\n", start) + 1
        if start == 0:
            return b""
    return data[start:]


def _closed(body: bytes, delimiter: str) -> tuple[bytes, str]:
    """What stands before a quotation mark that is never closed, and what stands from its row on."""
    if body.count(b'"') % 2 == 0:
        return body, ""
    mark = re.escape(delimiter.encode())
    cell = re.compile(
        rb'(?:"(?:[^"]|"")*"[^'
        + mark
        + rb'\r\n]*|[^"'
        + mark
        + rb"\r\n][^"
        + mark
        + rb"\r\n]*|)("
        + mark
        + rb"|\r?\n|\r|\Z)"
    )
    place = row_start = 0
    while place < len(body):
        found = cell.match(body, place)
        if found is None:
            return body[:row_start], body[row_start:].decode("utf-8", errors="replace")
        place = found.end()
        if found.group(1) != delimiter.encode():
            row_start = place
    return body, ""


def _records(body: bytes, delimiter: str) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""), delimiter=delimiter))


def _parsed(
    body: bytes, names: list[str], delimiter: str, block: int
) -> tuple[pl.DataFrame, list[tuple[int, str]]]:
    """The rows with as many cells as headings; number, from 1, and text of the others."""
    if not body.strip():
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String)), []
    uneven: list[tuple[int, str]] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        uneven.append((row.number, row.text))
        return "skip"

    columns = [f"c{number}" for number in range(len(names))]
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(body),
            # Only without threads does Arrow number the rows.
            read_options=arrow_csv.ReadOptions(
                use_threads=False, column_names=columns, block_size=block
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,  # it was decoded before
                column_types=dict.fromkeys(columns, pa.large_string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        if block > len(body):
            raise
        # A row longer than a block: read the file as one.
        return _parsed(body, names, delimiter, len(body) + 1)
    frame = pl.DataFrame(pl.from_arrow(table))
    frame.columns = names
    return frame, uneven


def _cells(
    body: bytes, names: list[str], delimiter: str, first_row: int
) -> tuple[pl.DataFrame, list[tuple[int, int]]]:
    """The cells as text with their rows, and rows with too few or too many cells, and how many."""
    frame, uneven = _parsed(body, names, delimiter, _BLOCK)
    skipped = pl.Series([number for number, _ in uneven], dtype=pl.Int64)
    numbers = pl.int_range(1, frame.height + len(uneven) + 1, eager=True)
    even = numbers.filter(~numbers.is_in(skipped.implode())) if uneven else numbers
    frame = frame.insert_column(0, (even + first_row - 1).alias(ROW))
    ragged: list[tuple[int, int]] = []
    extra: list[list[str | int | None]] = []
    for number, text in uneven:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        if not any(cell.strip() for cell in cells):
            continue
        row = number + first_row - 1
        if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
            ragged.append((row, len(cells)))
        padded = cells[: len(names)] + [""] * (len(names) - len(cells))
        extra.append([row, *(cell or None for cell in padded)])
    if extra:
        frame = pl.concat([frame, pl.DataFrame(extra, schema=frame.schema, orient="row")]).sort(ROW)
    return frame, ragged
