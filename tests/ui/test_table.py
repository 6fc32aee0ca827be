"""What stands in the cells of a table on a page."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from clausewatch.measures.columns import columns as result_columns
from clausewatch.measures.result import Result
from clausewatch.model.filters import Filters
from clausewatch.model.message import message
from clausewatch.model.viewer import Language
from clausewatch.ui.grid import _styled
from clausewatch.ui.table import columns


@pytest.fixture
def result() -> Result:
    frame = pl.DataFrame(
        {
            "sector": ["food", "cleaning"],
            "visits_completed": [1200, 4],
            "rate": [0.25, None],
            "rate_low": [0.226, None],
            "rate_high": [0.275, None],
        }
    )
    return Result(
        measure="rate_by_sector",
        params=(),
        filters=Filters(),
        snapshot="s",
        register_date=date(2025, 12, 31),
        synthetic=False,
        columns=result_columns(*frame.columns),
        frame=frame,
        hidden=frame.select(pl.all().is_null() & False),
        finding=message("word.all"),
        chart=None,
        notes=(),
    )


def test_an_interval_is_one_column_and_numbers_are_danish(result: Result):
    shown = columns(result, Language.DANISH)

    assert len(shown) == 4
    assert [column.written[0] for column in shown[1:]] == ["1.200", "25,0\u00a0%", "23–28\u00a0%"]
    assert [column.numeric for column in shown] == [False, True, True, True]


def test_numbers_sort_by_value_and_codes_as_they_are_read(result: Result):
    sector, completed, *_ = columns(result, Language.DANISH)

    assert list(completed.values) == [1200, 4]
    assert list(sector.values) == list(sector.written) == ["fødevarer", "rengøring"]


def test_a_hidden_cell_shows_the_word(result: Result):
    hidden = result.hidden.with_columns(pl.Series("rate", [False, True]))
    shown = columns(replace(result, hidden=hidden), Language.ENGLISH)

    assert shown[2].written[1] == "hidden"
    assert shown[3].written[1] == ""


def test_each_cell_keeps_its_own_words_however_often_it_is_drawn(result: Result):
    styler = _styled(columns(result, Language.DANISH))

    for _ in range(2):
        drawn = styler.to_html()
        assert drawn.index("1.200") < drawn.index("rengøring")
        assert drawn.count("23–28") == 1
