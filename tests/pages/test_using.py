"""What a reader does on a page: narrow, choose, look at the table, publish."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from clausewatch.language import text
from clausewatch.model.viewer import Language
from clausewatch.snapshots import Store
from tests.pages.conftest import Open, publish, register

ENGLISH = Language.ENGLISH


def test_a_value_chosen_stands_in_the_address_and_in_words(open_page: Open):
    page = open_page("methods", lang="en")
    page.button(key="filters.all").click().run()
    page.multiselect(key="all.sector").select("food").run()

    assert page.query_params["sector"] in ("food", ["food"])
    assert page.multiselect(key="all.sector").value == ["food"]
    assert any("sector: food" in part.value for part in page.html)


def test_a_chip_takes_its_value_away_and_clear_takes_all(open_page: Open):
    page = open_page("methods", lang="en", sector=["food", "cleaning"], method="document_review")
    page.button(key="chip.sector.food").click().run()
    assert page.query_params["sector"] in ("cleaning", ["cleaning"])

    page.button(key="filters.clear").click().run()
    assert set(page.query_params) == {"lang"}


def test_a_way_of_looking_is_chosen_as_a_whole(open_page: Open):
    page = open_page("methods", lang="en")
    page.button(key="quick.method.on_site").click().run()

    assert "onsite_unannounced" in page.query_params["method"]
    assert "document_review" not in page.query_params["method"]


def test_a_wrong_word_is_named_and_the_page_goes_on(open_page: Open):
    page = open_page("methods", lang="en", sector="spaceflight")

    assert any("spaceflight" in warning.value for warning in page.warning)
    assert not page.error
    assert page.get("plotly_chart")


def test_what_is_counted_is_a_choice_in_the_address(open_page: Open):
    checks, suppliers = (
        open_page("methods", lang="en", **words) for words in ({}, {"count": "supplier"})
    )

    assert checks.title[0].value != suppliers.title[0].value
    assert suppliers.get_by_key("choice.count").value == "supplier"


def test_published_figures_can_be_switched_off(open_page: Open):
    shown, hidden = (
        open_page("methods", lang="en", **words) for words in ({}, {"references": "off"})
    )

    assert len(_specs(hidden)) < len(_specs(shown))


def test_the_table_replaces_the_chart(open_page: Open):
    page = open_page("sectors", lang="en")
    charts = len(page.get("plotly_chart"))
    page.session_state["figure-rate_by_sector-world.view"] = "table"
    page.run()

    assert len(page.get("plotly_chart")) == charts - 1
    assert text("ui.column.rate_low", ENGLISH) in page.dataframe[0].value.columns


def test_every_chart_says_what_it_shows(open_page: Open):
    for chart in open_page("methods", lang="en").get("plotly_chart"):
        assert chart.proto.alt


def test_a_register_is_checked_and_published_from_the_page(open_page: Open, tmp_path: Path):
    page = open_page("data", data=tmp_path, lang="en")
    page = _check(page, register())
    assert not page.error
    assert Store(tmp_path / "snapshots").list() == []

    page.button[-1].click().run()

    assert not page.exception
    assert not page.error
    assert len(Store(tmp_path / "snapshots").list()) == 1
    assert len(page.success) == 1


def test_a_register_with_errors_is_published_only_when_told_so(open_page: Open, tmp_path: Path):
    publish(tmp_path)
    frames = register()
    good, wrong = frames["visits"].head(20), frames["visits"].tail(2)
    frames["visits"] = good.vstack(wrong.with_columns(method=pl.lit("by_telescope")))
    page = _check(open_page("data", data=tmp_path, lang="en"), frames)

    page.button[-1].click().run()
    assert page.error
    assert len(Store(tmp_path / "snapshots").list()) == 1

    page.checkbox(key="publish.allow_rejects").check()
    page.button[-1].click().run()
    assert not page.error
    assert len(Store(tmp_path / "snapshots").list()) == 2


@pytest.mark.parametrize("name", ["visits.csv", "register.xlsx"])
def test_a_file_that_is_no_register_is_explained(open_page: Open, tmp_path: Path, name: str):
    page = open_page("data", data=tmp_path, lang="en")
    page.file_uploader(key="publish.files").upload(name, b"\x00\x01nothing").run()
    page.button(key="publish.check").click().run()

    assert not page.exception
    assert page.error or page.warning


def _specs(page: AppTest) -> str:
    return "".join(chart.proto.spec for chart in page.get("plotly_chart"))


def _check(page: AppTest, frames: Mapping[str, pl.DataFrame]) -> AppTest:
    for name, frame in frames.items():
        packed = io.BytesIO()
        frame.write_parquet(packed)
        page.file_uploader(key="publish.files").upload(f"{name}.parquet", packed.getvalue())
    page.run()
    return page.button(key="publish.check").click().run()
