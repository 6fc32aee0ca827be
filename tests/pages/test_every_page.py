"""What holds for every page, in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from clausewatch.language import text
from clausewatch.model.viewer import Language
from clausewatch.snapshots import Store
from clausewatch.ui.menu import PAGES
from tests.conftest import ROOT
from tests.pages.conftest import Open, publish

FILTERED = [name for name in PAGES if name != "data"]


def _html(page: AppTest) -> str:
    return " ".join(part.value for part in page.html)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_in_words_and_says_its_data_are_made_up(
    open_page: Open, published: Path, name: str, language: Language
):
    page = open_page(name, lang=language.value)

    assert not page.exception
    assert not page.error
    assert len(page.title) == 1
    assert text("ui.synthetic", language) in _html(page)
    (snapshot,) = Store(published / "snapshots").list()
    assert any(snapshot.id in part.value for part in page.caption)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_in_one_language_only(open_page: Open, name: str):
    english, danish = (open_page(name, lang=language) for language in ("en", "da"))

    assert english.title[0].value != danish.title[0].value
    assert f'"{Language.DANISH.value}"' in _html(danish)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_that_rows_were_left_out(open_page: Open, name: str):
    assert any("2 rows" in warning.value for warning in open_page(name, lang="en").warning)


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_says_what_it_is_narrowed_to_and_links_take_it_along(open_page: Open, name: str):
    page = open_page(name, lang="en", sector="food", from_="2024")

    assert "sector: food" in _html(page)
    assert "since 1 Jan 2024" in _html(page)
    links = [link.proto.query_string for link in page.page_link]
    assert sum("sector=food" in link and "from=2024-01-01" in link for link in links) >= len(PAGES)


@pytest.mark.parametrize("name", FILTERED)
def test_a_selection_without_checks_is_an_answer_too(open_page: Open, name: str):
    page = open_page(name, lang="en", to="1999")

    assert not page.exception
    assert len(page.title) == 1


@pytest.mark.parametrize("name", FILTERED)
def test_the_council_reads_every_page_without_names(
    open_page: Open, name: str, monkeypatch: pytest.MonkeyPatch
):
    address = config.get_option("server.address")
    config.set_option("server.address", "0.0.0.0")  # noqa: S104
    try:
        page = open_page(name, lang="en")
        page.button(key="filters.all").click().run()
    finally:
        config.set_option("server.address", address)

    assert not page.exception
    assert not page.error
    shown = {widget.label for widget in page.multiselect}
    assert text("ui.filter.country", Language.ENGLISH) in shown
    assert text("ui.filter.supplier", Language.ENGLISH) not in shown


@pytest.mark.parametrize("name", PAGES)
def test_without_data_a_page_says_how_to_get_some(open_page: Open, name: str, tmp_path: Path):
    page = open_page(name, data=tmp_path, lang="en")

    assert not page.exception
    assert page.title[0].value == text("ui.no_snapshot.title", Language.ENGLISH)
    assert "clausewatch demo" in page.code[0].value


def test_a_damaged_snapshot_is_passed_over_and_named(open_page: Open, tmp_path: Path):
    publish(tmp_path)
    damaged = publish(tmp_path, synthetic=True)
    (damaged.folder / "visits.parquet").write_bytes(b"")

    page = open_page("methods", data=tmp_path, lang="en")

    assert not page.exception
    assert any(damaged.id in warning.value for warning in page.warning)
    assert len(page.title) == 1


@pytest.mark.parametrize("file", PAGES.values())
def test_a_page_does_nothing_before_it_has_passed_the_gate(file: str):
    """Pages are reached one by one, so each must begin with the shell and stay inside it."""
    documented, *statements = ast.parse((ROOT / file).read_text("utf-8")).body
    assert isinstance(documented, ast.Expr)
    *imports, gate = statements

    assert all(isinstance(each, ast.Import | ast.ImportFrom) for each in imports)
    assert isinstance(gate, ast.With)
    assert ast.unparse(gate.items[0].context_expr).startswith("shell.page(")


def test_every_page_file_is_in_the_menu():
    found = {f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py")}

    assert found | {"app.py"} == set(PAGES.values())
