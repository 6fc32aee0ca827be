"""What leaves the program: typed, labelled, with where it comes from, hidden where hidden."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from clausewatch import export, measures
from clausewatch.export.csv import _safe
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from clausewatch.snapshots import Snapshot
from tests.builders import tables, violation, visit
from tests.conftest import SnapshotOf

DA, EN = Language.DANISH, Language.ENGLISH


@pytest.fixture
def small(small_snapshot: Snapshot) -> measures.Result:
    filters = Filters.from_words({"from": ["2024"]})
    return measures.run("rate_by_method", filters, Viewer(Role.LEAD), small_snapshot)


@pytest.fixture
def hidden(snapshot_of: SnapshotOf) -> measures.Result:
    snapshot = snapshot_of(
        tables(visit(violation(workers_affected=2, claimed_dkk=71_234))), synthetic=True
    )
    return measures.run("impact_by_sector", Filters(), Viewer(Role.COUNCIL), snapshot)


def test_danish_csv_opens_in_a_danish_spreadsheet(small: measures.Result):
    written = export.csv_bytes(small, DA)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == [
        "metode",
        "afsluttede kontroller",
        "med overtrædelse",
        "andel med overtrædelser",
    ]
    assert rows[1][0] in ("uanmeldt besøg", "dokumentkontrol")
    assert "," in rows[1][4]
    assert "." not in rows[1][4]


def test_english_csv_has_points_and_commas(small: measures.Result):
    rows = list(csv.reader(io.StringIO(export.csv_bytes(small, EN).decode("utf-8-sig"))))
    assert rows[0][0] == "method"
    assert float(rows[1][3]) == small.frame["rate"][0]


@pytest.mark.parametrize("language", list(Language))
def test_every_file_says_where_it_comes_from(small: measures.Result, language: Language):
    said = dict(export.provenance(small, language))
    text = "\n".join(said.values())
    assert small.snapshot in text
    assert "rate_by_method" in text
    assert {DA: "1. jan. 2024", EN: "1 Jan 2024"}[language] in text
    assert {DA: "Wilson, 95 %", EN: "Wilson, 95 %"}[language] in text.replace("\u00a0", " ")
    rows = export.csv_bytes(small, language).decode("utf-8-sig")
    assert small.snapshot in rows


def test_demonstration_data_say_so(hidden: measures.Result):
    assert "opdigtede" in "\n".join(said for _, said in export.provenance(hidden, DA))


def test_a_workbook_is_typed_frozen_and_explained(small: measures.Result):
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx_bytes(small, DA)))
    figures, about = book["Tal"], book["Om tallene"]
    assert figures.freeze_panes == "A2"
    assert figures["A1"].value == "metode"
    assert figures["B2"].value == small.frame["visits_completed"][0]
    assert figures["D2"].value == pytest.approx(small.frame["rate"][0])
    assert figures.column_dimensions["D"].width
    assert figures["D2"].number_format == "0.0%"
    assert small.snapshot in [row[1].value for row in about.iter_rows()]


def test_the_same_result_makes_the_same_bytes(small: measures.Result):
    assert export.xlsx_bytes(small, EN) == export.xlsx_bytes(small, EN)
    assert export.csv_bytes(small, EN) == export.csv_bytes(small, EN)


def test_hidden_is_a_word_and_never_a_number(hidden: measures.Result):
    for language, word in ((DA, "diskretioneret"), (EN, "hidden")):
        book = openpyxl.load_workbook(io.BytesIO(export.xlsx_bytes(hidden, language)))
        cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        assert word in cells
        assert not any("71234" in str(cell) for cell in cells)
        assert "hidden" in export.csv_bytes(hidden, language).decode("utf-8-sig")
    (row,) = export.as_json(hidden, EN)["rows"]
    assert row["workers_affected"] == row["claimed_dkk"] == "hidden"
    assert row["repaid_dkk"] == 0
    assert "71234" not in json.dumps(export.as_json(hidden, EN))


def test_json_keeps_codes_whatever_the_language(small: measures.Result):
    danish, english = export.as_json(small, DA), export.as_json(small, EN)
    assert danish["rows"] == english["rows"]
    assert danish["rows"][0]["method"] in ("onsite_unannounced", "document_review")
    assert danish["title"] != english["title"]
    assert [column["name"] for column in english["columns"]] == small.frame.columns


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_text_is_never_a_formula(text: str):
    assert _safe(text) == "'" + text
    assert _safe("plain") == "plain"


def test_cells_as_people_read_them(small: measures.Result):
    column = {item.name: item for item in small.columns}
    assert export.cell_text(column["rate"], 0.1234, False, DA).replace("\u00a0", " ") == "12,3 %"
    assert export.cell_text(column["rate"], None, False, DA) == ""
    assert export.cell_text(column["rate"], None, True, DA) == "diskretioneret"
    assert export.cell_text(column["method"], "document_review", False, EN) == "document check"
