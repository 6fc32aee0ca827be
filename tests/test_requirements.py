"""What is imported is declared, what is declared is pinned, and nothing names a place."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.test_architecture import _imports, _program, _trees

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [Requirement(text) for text in PROJECT["dependencies"]]
TEST = [Requirement(text) for text in PROJECT["optional-dependencies"]["test"]]
OURS = {"clausewatch", "tests", "tools", "benchmarks", "pages", "app"}
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.M)


def _pins(name: str) -> dict[str, set[str]]:
    """The versions pinned for each package; several where platforms differ."""
    pins: dict[str, set[str]] = {}
    for package, version in _PIN.findall((ROOT / "requirements" / name).read_text("utf-8")):
        pins.setdefault(canonicalize_name(package), set()).add(version)
    return pins


def _undeclared(modules: set[str], declared: list[Requirement]) -> set[str]:
    known = {canonicalize_name(requirement.name) for requirement in declared}
    owners = packages_distributions()
    foreign = modules - OURS - set(sys.stdlib_module_names)
    return {
        module
        for module in foreign
        if not {canonicalize_name(name) for name in owners.get(module, [])} & known
    }


def _modules(trees: object) -> set[str]:
    import ast

    return {
        name.split(".")[0]
        for _, tree in trees  # type: ignore[attr-defined]
        for node in ast.walk(tree)
        if not (isinstance(node, ast.ImportFrom) and node.level)
        for name in _imports(node)
    }


@pytest.mark.slow
def test_what_the_program_imports_is_declared():
    assert _undeclared(_modules(_program()), RUNTIME) == set()


@pytest.mark.slow
def test_what_tests_tools_and_benchmarks_import_is_declared():
    modules = _modules(_trees("tests", "tools", "benchmarks"))

    assert _undeclared(modules, RUNTIME + TEST) == set()


@pytest.mark.parametrize(
    ("name", "declared"), [("runtime.txt", RUNTIME), ("test.txt", RUNTIME + TEST)]
)
def test_what_is_declared_is_pinned(name: str, declared: list[Requirement]):
    pins = _pins(name)
    wrong = [
        str(requirement)
        for requirement in declared
        if not any(
            requirement.specifier.contains(version, prereleases=True)
            for version in pins.get(canonicalize_name(requirement.name), ())
        )
    ]

    assert wrong == [], "run `make lock`"


def test_tests_run_on_the_versions_that_people_get():
    runtime, test = _pins("runtime.txt"), _pins("test.txt")

    assert {
        name: versions for name, versions in runtime.items() if test.get(name) != versions
    } == {}


@pytest.mark.parametrize("name", ["runtime.txt", "test.txt"])
def test_every_pin_has_a_hash_and_no_line_names_a_place(name: str):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")

    assert not re.search(r"://|file:|^-", text, re.M)
    for block in re.split(r"\n(?=[a-z])", text.split("\n", 2)[2]):
        assert "--hash=sha256:" in block


def test_every_dependency_is_listed_with_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^    "[A-Za-z][\w.\[\]-]*[<>=].*$', text, re.M)

    assert len(listed) >= len(RUNTIME) + len(TEST)
    assert [line for line in listed if "  # " not in line] == []
