"""What the documentation says is so."""

from __future__ import annotations

import re

import pytest

from clausewatch.cli import COMMANDS
from clausewatch.model.settings import Settings
from tests.conftest import ROOT
from tools import make_docs

SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_VARIABLE = re.compile(r"CLAUSEWATCH_[A-Z_]+")


def test_the_data_model_is_current():
    written = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")

    assert written == make_docs.data_model(), "run `make docs`"


def test_every_variable_the_program_reads_is_documented_and_the_other_way_round():
    sources = [
        path for folder in ("clausewatch", "tools") for path in (ROOT / folder).rglob("*.py")
    ]
    sources += [ROOT / "app.py", ROOT / "Makefile", *(ROOT / "pages").glob("*.py")]
    read = {name for path in sources for name in _VARIABLE.findall(path.read_text("utf-8"))}

    assert read - {"CLAUSEWATCH_"} == set(_VARIABLE.findall(SETTINGS))


@pytest.mark.parametrize(
    "name", ["query_seconds", "query_rows", "query_memory_mb", "cache_results"]
)
def test_the_documented_default_is_the_default(name: str):
    documented = re.search(rf"`CLAUSEWATCH_{name.upper()}` \| (\d+) \|", SETTINGS)

    assert documented
    assert int(documented[1]) == getattr(Settings(), name)


def test_every_command_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"clausewatch {name}" not in readme] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_and_every_file_named_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    linked = {target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)}
    local = {target for target in linked if target and "://" not in target}
    lacking = [target for target in local if not (path.parent / target).exists()]

    assert lacking == []


def test_every_make_target_named_in_the_documentation_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    named = {
        target
        for path in PAGES
        for target in re.findall(r"`make ([a-z-]+)", path.read_text("utf-8"))
    }

    assert named <= targets
