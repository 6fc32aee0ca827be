"""Findings as a file people open in a spreadsheet."""

from clausewatch.model.viewer import Language
from clausewatch.register.findings import Collector, Findings
from clausewatch.ui.findings import as_csv


def _findings(value: str) -> Findings:
    collector = Collector()
    collector.add(
        "required", file="register.xlsx", table="visits", row=7, column="country", value=value
    )
    return collector.finish()


def test_danish_files_are_cut_by_semicolons_and_carry_a_mark():
    lines = as_csv(_findings("x"), Language.DANISH).decode("utf-8").splitlines()

    assert lines[0].startswith("\ufeff")
    assert lines[1].split(";")[:5] == ["fejl", "register.xlsx", "visits", "7", "country"]


def test_a_cell_cannot_become_a_formula():
    assert "'=cmd" in as_csv(_findings("=cmd()"), Language.ENGLISH).decode("utf-8")
