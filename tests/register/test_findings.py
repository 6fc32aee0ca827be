"""Findings: compact, in order, grouped, and worded in both languages."""

import re
from pathlib import Path

import pytest

import clausewatch.register
from clausewatch.language import has, render
from clausewatch.model.viewer import Language
from clausewatch.register import Level
from tests.register.support import check, csv_folder, problem_of, register


def test_repeats_are_put_together_with_their_first_rows(tmp_path: Path) -> None:
    first = register()["contracts"][0]
    rows = [{**first, "contract_id": f"c{number}", "sector": "nowhere"} for number in range(2, 12)]
    reading = check(csv_folder(tmp_path, contracts=[first, *rows]))
    assert [(problem_of(group.finding), group.n, group.rows) for group in reading.grouped()] == [
        ("code", 10, (3, 4, 5, 6, 7))
    ]
    assert len(reading.findings) == reading.findings_frame.height == 10


def test_errors_come_before_warnings_and_tables_in_their_order(tmp_path: Path) -> None:
    parts = register()
    parts["contracts"][0]["colour"] = "blue"
    parts["violations"][0]["severity"] = "huge"
    parts["visits"][0]["tier"] = "-1"
    found = list(check(csv_folder(tmp_path, **parts)).findings)
    assert [(each.level, each.table) for each in found] == [
        (Level.ERROR, "visits"),
        (Level.ERROR, "violations"),
        (Level.WARNING, "contracts"),
    ]


def test_every_problem_the_program_names_is_worded() -> None:
    """The second string of a call that adds a finding is its key."""
    package = Path(clausewatch.register.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    named = set(re.findall(r'add(?:_rows)?\(\s*(?:findings, [\w.]+, )?"(\w+)"', source))
    named |= set(re.findall(r'_warn\(\w+, "(\w+)"', source))
    named |= set(
        re.findall(r'\("(\w+)", (?:wrong|doubtful|too_large|broken|control|far)\)', source)
    )
    assert {"key", "future", "number_doubtful", "mapping_note", "date_far"} <= named
    assert [key for key in named if not has(f"finding.{key}")] == []
    assert [key for key in named if not has(f"finding.{key}.remedy")] == []


@pytest.mark.parametrize("language", Language)
def test_a_finding_reads_as_a_sentence(tmp_path: Path, language: Language) -> None:
    parts = register()
    parts["violations"][0]["workers_affected"] = "-1"
    finding = next(iter(check(csv_folder(tmp_path, **parts)).findings))
    assert (render(finding.problem, language), render(finding.remedy, language)) == {
        Language.ENGLISH: (
            "-1 in Workers affected is out of range.",
            "Write a number that is at least 0.",
        ),
        Language.DANISH: (
            "-1 i Berørte medarbejdere ligger uden for det mulige.",
            "Skriv et tal, der er mindst 0.",
        ),
    }[language]
