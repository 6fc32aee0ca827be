from __future__ import annotations

import pytest

from clausewatch.charts import Point, Reference, Standing, Unit
from clausewatch.charts import words as said
from clausewatch.model.message import Bilingual
from clausewatch.model.viewer import Language
from tests.charts.examples import INTERVALS, MONEY, TREND, hidden, missing, share

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


def test_a_share_is_shown_in_percent_and_counted():
    point = share(612, 1610, "x")

    assert said.shown(point, Unit.SHARE, DANISH) == "38,0\u00a0%"
    assert said.k_of_n(point, DANISH) == "612 af 1.610"
    assert said.k_of_n(point, ENGLISH) == "612 of 1,610"
    assert said.interval(point, Unit.SHARE, ENGLISH) == "28.0–48.0\u00a0%"


def test_few_checks_are_shown_as_counts():
    assert said.shown(share(3, 7, "x"), Unit.SHARE, ENGLISH) == "3 of 7"


def test_hidden_and_missing_are_words():
    assert said.shown(hidden("x"), Unit.SHARE, ENGLISH) == "hidden"
    assert said.shown(hidden("x"), Unit.SHARE, DANISH) == "diskretioneret"
    assert said.shown(missing("x"), Unit.SHARE, ENGLISH) == "no data"


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (share(3, 7, "x"), "Few checks: read with care"),
        (share(40, 100, "x", standing=Standing.PROVISIONAL, possible=(0.32, 0.52)), "32–52\u00a0%"),
        (share(40, 100, "x", standing=Standing.PROVISIONAL), "Provisional: many checks are open"),
        (share(40, 100, "x"), ""),
    ],
)
def test_what_must_be_said_about_a_value_is_said(point, words):
    told = said.standing(point, Unit.SHARE, ENGLISH)

    assert words in told
    assert bool(words) == bool(told)


def test_details_name_row_series_value_counts_and_open_checks():
    series = INTERVALS.series[0]

    assert said.details(INTERVALS, series, series.points[0], ENGLISH) == (
        "<b>Unannounced visit</b><br>On site<br>38.0\u00a0% (28.0–48.0\u00a0%)"
        "<br>612 of 1,610<br>41 open"
    )


def test_details_of_a_hidden_value_tell_nothing_of_it():
    point = Point("x", None, k=3, n=4, open=5, standing=Standing.HIDDEN)

    assert said.lines(TREND, TREND.series[0], point, ENGLISH) == ["X", "hidden"]


def test_names_from_the_data_cannot_carry_markup():
    point = share(30, 60, "<img src=x> & Co")

    assert said.details(TREND, TREND.series[0], point, ENGLISH).startswith(
        "<b>&lt;img src=x&gt; &amp; Co</b>"
    )


def test_money_ranges_name_both_ends():
    assert (
        said.span(1e6, 2e6, Unit.DKK, ENGLISH)
        == "DKK\u00a01.0\u00a0million – DKK\u00a02.0\u00a0million"
    )


def test_series_are_named_where_names_differ():
    assert said.series_named(MONEY)
    assert not said.series_named(TREND)


def test_a_source_is_cited_without_its_address():
    reference = Reference(0.5, Bilingual("halv", "half"), "Newspaper, https://example.org/a")

    assert said.cited(reference, DANISH) == "halv<br>Newspaper"
