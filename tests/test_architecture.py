"""What must hold of the program as a whole; the arrows themselves are import-linter's."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "clausewatch"
LAYERS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
QUERIES = sorted((ROOT / "queries").rglob("*.sql"))
LARGEST_FILE = 3_000_000
PAGES_MAY_IMPORT = {"ui", "measures", "language", "model"}

_READS_ROWS = re.compile(r"\b(select|insert|update|delete|copy)\b.*\b(from|into|set|to)\b", re.S)
_IMPORT_ALL = """
import importlib, json, pkgutil, sys
guilty = []
for layer in sys.argv[1:]:
    package = importlib.import_module("clausewatch." + layer)
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
        if "streamlit" in sys.modules:
            guilty.append(module.name)
print(json.dumps(guilty))
"""


def _trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def _program() -> list[tuple[Path, ast.Module]]:
    pages = [(p.relative_to(ROOT), ast.parse(p.read_text(encoding="utf-8"))) for p in PAGES]
    return [*_trees("clausewatch"), *pages]


@pytest.mark.slow
def test_every_layer_below_the_pages_does_without_streamlit():
    below = [name for name in LAYERS if name != "ui"]

    answer = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL, *below],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == []


def test_every_package_stands_in_the_contract_of_layers():
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"^layers = \[(.*?)^\]", contract, re.S | re.M)

    assert layers
    assert set(LAYERS) <= set(re.findall(r"\w+", layers[1]))


@pytest.mark.parametrize("source", PAGES, ids=lambda path: path.stem)
def test_a_page_asks_ui_and_measures_only(source: Path):
    imported = {
        name
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        for name in _imports(node)
    }
    ours = {name.split(".")[1] for name in imported if name.startswith("clausewatch.")}

    assert ours <= PAGES_MAY_IMPORT
    assert imported.isdisjoint({"duckdb", "polars", "sqlglot"})


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module == "clausewatch":
        return [f"clausewatch.{alias.name}" for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    return []


def test_no_sql_that_reads_rows_is_put_together_from_strings():
    built = [
        f"{path}:{node.lineno}"
        for path, tree in _program()
        for node in ast.walk(tree)
        if _READS_ROWS.search(_built_text(node).lower())
    ]

    assert built == []


def _built_text(node: ast.AST) -> str:
    """The fixed parts of a text that is put together; empty for every other node."""
    match node:
        case ast.JoinedStr() if any(isinstance(part, ast.FormattedValue) for part in node.values):
            return "".join(p.value for p in node.values if isinstance(p, ast.Constant))
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Add() | ast.Mod()):
            return text
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            return text
    return ""


def test_every_query_file_is_used():
    strings = {
        node.value
        for _, tree in _program()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    texts = {path: path.read_text(encoding="utf-8") for path in QUERIES}
    unused = []
    for path in QUERIES:
        name = path.relative_to(ROOT / "queries").with_suffix("").as_posix()
        relation = re.compile(rf"\b(from|join)\s+{path.stem}\b")
        named_in_sql = any(relation.search(text) for other, text in texts.items() if other != path)
        if name not in strings and path.stem not in strings and not named_in_sql:
            unused.append(name)

    assert unused == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_names_its_columns_and_is_written_in_lower_case(path: Path):
    sql = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))

    assert not re.search(r"(\bselect|,|\.)\s*\*", sql)
    assert re.sub(r"'[^']*'", "", sql) == re.sub(r"'[^']*'", "", sql).lower()


def test_no_committed_file_is_large():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]

    assert [p for p in paths if p.is_file() and p.stat().st_size > LARGEST_FILE] == []


def test_every_command_is_there():
    from clausewatch.cli import COMMANDS, group

    missing = [name for name in COMMANDS if group.get_command(None, name) is None]  # type: ignore[arg-type]

    assert missing == []
