"""The template: made from the model, passes the check, comes back as it was filled in."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clausewatch.language import label, text
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.tables import TABLES, Kind
from clausewatch.model.viewer import Language
from clausewatch.register import write_template
from tests.builders import tables, violation, visit
from tests.register.support import check, problems


@pytest.fixture(params=Language)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture
def template(tmp_path: Path, language: Language) -> Path:
    path = tmp_path / "template.xlsx"
    write_template(path, language)
    return path


def test_left_empty_it_lacks_rows_and_nothing_else(template: Path) -> None:
    assert problems(check(template)) == [
        ("contracts", 1, "", "table_empty"),
        ("visits", 1, "", "table_empty"),
    ]


def test_every_column_has_a_heading_and_a_note(template: Path, language: Language) -> None:
    book = openpyxl.load_workbook(template)
    for table in TABLES.values():
        sheet = book[text(f"table.{table.name}", language)]
        assert sheet.freeze_panes == "B2"
        for column, cell in zip(table.columns, sheet[1], strict=True):
            assert cell.value.endswith(" *") is column.required
            assert cell.comment is not None
            assert text(f"column.{table.name}.{column.name}.help", language) in cell.comment.text


def test_every_code_column_has_a_drop_down_of_labels(template: Path, language: Language) -> None:
    book = openpyxl.load_workbook(template)
    for table in TABLES.values():
        sheet = book[text(f"table.{table.name}", language)]
        offered = {}
        for rule in sheet.data_validations.dataValidation:
            name, cells = rule.formula1.rsplit("!", 1)
            codes = book[name.strip("'")][cells.replace("$", "")]
            offered[str(rule.sqref).split(":")[0]] = [row[0].value for row in codes]
        for place, column in enumerate(table.columns, 1):
            if column.kind is Kind.CODE:
                at = sheet.cell(2, place).coordinate
                assert offered.pop(at) == [
                    label(str(column.codes), code, language) for code in column.allowed
                ]
        assert offered == {}


def test_filled_in_with_labels_it_comes_back_as_codes(template: Path, language: Language) -> None:
    frames = tables(
        visit(violation(claimed_dkk=1234.5, union_in_remedy=True), joint_with=["Odense", "Aarhus"])
    )
    book = openpyxl.load_workbook(template)
    for name, frame in frames.items():
        sheet = book[text(f"table.{name}", language)]
        for number, row in enumerate(frame.iter_rows(named=True), 2):
            for place, column in enumerate(TABLES[name].columns, 1):
                value = row[column.name]
                if column.kind is Kind.CODE and value:
                    value = label(str(column.codes), value, language)
                elif isinstance(value, list):
                    value = "|".join(value)
                sheet.cell(number, place).value = value
    book.save(template)
    reading = check(template)
    assert problems(reading) == []
    for name, frame in frames.items():
        assert reading.tables[name].equals(frame)


def test_where_it_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ClauseWatchError) as raised:
        write_template(tmp_path / "absent" / "template.xlsx")
    assert raised.value.what.key == "template.not_written"
