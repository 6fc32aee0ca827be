"""The one catalogue is whole: every word the program uses is there in both languages."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache

import pytest

from clausewatch import measures
from clausewatch.language import has
from clausewatch.language.catalogue import entries
from clausewatch.model.codes import CODE_LISTS
from clausewatch.model.filters import WORDS
from clausewatch.model.tables import TABLES
from clausewatch.model.viewer import Language
from tests.test_architecture import _program

DANISH, ENGLISH = entries(Language.DANISH), entries(Language.ENGLISH)
ASKING = {"message": 0, "text": 0, "Message": 0, "has": 0}
"""The functions that take a key, and in which place."""
RENDERING = {"text": {"language"}}
"""Words of these functions that are no values of the text."""


def _placeholders(texts: tuple[str, ...]) -> set[str]:
    parsed = (part for text in texts for part in string.Formatter().parse(text))
    return {name.split(".")[0] for _, name, _, _ in parsed if name}


def test_both_languages_hold_the_same_keys():
    assert set(DANISH) ^ set(ENGLISH) == set()


def test_both_languages_name_the_same_values():
    different = [
        key
        for key in ENGLISH
        if key in DANISH and _placeholders(ENGLISH[key]) != _placeholders(DANISH[key])
    ]

    assert different == []


def test_both_languages_have_a_plural_or_neither():
    different = [key for key in ENGLISH if key in DANISH and len(ENGLISH[key]) != len(DANISH[key])]

    assert different == []


@cache
def _calls() -> list[tuple[str, ast.Call, ast.expr]]:
    """Where the program asks for a text: place, call, the key's expression."""
    found = []
    for path, tree in _program():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in ASKING and len(node.args) > ASKING[name]:
                found.append((f"{path}:{node.lineno}", node, node.args[ASKING[name]]))
    return found


def _keys(expression: ast.expr) -> Iterator[str | re.Pattern[str]]:
    """The keys an expression can stand for, as far as they are written out."""
    match expression:
        case ast.Constant(value=str(key)) if "." in key:
            yield key
        case ast.IfExp():
            yield from _keys(expression.body)
            yield from _keys(expression.orelse)
        case ast.JoinedStr():
            parts = [
                re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w.-]+"
                for p in expression.values
            ]
            pattern = "".join(parts)
            if "\\." in pattern:
                yield re.compile(pattern)


def test_every_key_the_program_uses_is_in_the_catalogue():
    missing = []
    for place, _, expression in _calls():
        for key in _keys(expression):
            known = key in ENGLISH if isinstance(key, str) else any(map(key.fullmatch, ENGLISH))
            if not known:
                missing.append(f"{place}: {key if isinstance(key, str) else key.pattern}")

    assert missing == []


def test_every_text_gets_the_values_it_names():
    wrong = []
    for place, call, expression in _calls():
        given = {word.arg for word in call.keywords}
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        if called not in ("message", "text") or None in given:
            continue
        for key in _keys(expression):
            if isinstance(key, str) and key in ENGLISH:
                lacking = _placeholders(ENGLISH[key]) - given
                if len(ENGLISH[key]) > 1 and "n" not in given:
                    lacking |= {"n"}
                if lacking:
                    wrong.append(f"{place}: {key} lacks {', '.join(sorted(lacking))}")

    assert wrong == []


def test_every_key_of_the_catalogue_is_used():
    written: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for _, tree in _program():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                written.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns += [key for key in _keys(node) if isinstance(key, re.Pattern)]
    unused = [
        key
        for key in ENGLISH
        if key not in written and not any(pattern.fullmatch(key) for pattern in patterns)
    ]

    assert unused == []


@pytest.mark.parametrize("codes", CODE_LISTS)
def test_every_code_has_a_label(codes: str):
    assert [code for code in CODE_LISTS[codes] if not has(f"code.{codes}.{code}")] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_label(table: str):
    assert [name for name in TABLES[table].names if not has(f"column.{table}.{name}")] == []


def test_every_filter_has_a_name():
    fields = [word.replace("-", "_") for word in WORDS if word not in ("from", "to")]

    assert [name for name in fields if not has(f"filter.{name}")] == []


@pytest.mark.parametrize("name", measures.catalogue())
def test_every_measure_has_its_texts(name: str):
    parts = ("title", "definition", "meaning")

    assert [part for part in parts if not has(f"measure.{name}.{part}")] == []


@pytest.mark.parametrize("name", measures.catalogue())
def test_every_column_of_a_result_has_a_label(name: str):
    measure = measures.catalogue()[name]
    defaults = {param: values[0] for param, values in measure.params.items()}
    columns = [column.name for column in measure.columns(defaults)]

    assert [column for column in columns if not has(f"result.{column}")] == []


def test_no_two_labels_of_a_code_list_are_the_same():
    for catalogue in (DANISH, ENGLISH):
        for codes, members in CODE_LISTS.items():
            labels = [catalogue[f"code.{codes}.{code}"][0] for code in members]
            assert len(set(labels)) == len(labels), codes
