from __future__ import annotations

from dataclasses import replace

import pytest

from clausewatch.charts.alt_text import alt_text
from clausewatch.model.viewer import Language
from tests.charts.examples import ACTIVITY, EMPTY, INTERVALS, MAP, MONEY, TREND, share

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


def plain(chart, language):
    return alt_text(chart, language).replace("\u00a0", " ")


def test_intervals_in_english():
    assert plain(INTERVALS, ENGLISH) == (
        "Chart of points with 95 % intervals, 6 rows. all. "
        "Highest is unannounced visit with 38.0 % (612 of 1,610, interval 28.0–48.0 %); "
        "lowest is document check with 2.0 % (9 of 455, interval 0–12 %). "
        "1 value rests on few checks. 1 value is hidden. 1 value is missing. "
        "Beside it stand 2 published figures: sixty; little."
    )


def test_a_trend_in_danish():
    assert plain(TREND, DANISH) == (
        "Kurve over tid med 95 %-intervaller, 8 perioder fra 2015 til 2022. alle. "
        "Fra 15 % (15 af 100, interval 5,0–25 %) i 2015 til "
        "40 % (40 af 100, interval 30–50 %) i 2022. "
        "Højest ligger 2022 med 40 % (40 af 100, interval 30–50 %); "
        "lavest 2015 med 15 % (15 af 100, interval 5,0–25 %). "
        "1 periode er foreløbig. 1 værdi er diskretioneret. 1 værdi mangler. "
        "Ved siden af står 1 offentliggjort tal: halv. "
        "Milepæle: indsatsteam (2017), lige efter (2017) og meget sent i perioden (2022)."
    )


def test_money_is_told_series_by_series():
    said = plain(MONEY, DANISH)

    assert "Krævet – Højest ligger byggeri og anlæg med 12,3 mio. kr.; lavest rengøring" in said
    assert "Tilbagebetalt – Byggeri og anlæg: 9,8 mio. kr. 1 værdi" in said


def test_columns_name_their_periods():
    assert plain(ACTIVITY, ENGLISH).startswith("Bar chart over time, 4 periods from 2018 to 2021.")


def test_a_map_tells_countries_and_sites():
    said = plain(MAP, ENGLISH)

    assert said.startswith("Map with 3 shaded countries.")
    assert "Highest is Singapore with 60 % (9 of 15" in said
    assert "3 sites are drawn as points, sized by their checks." in said


def test_a_single_row_is_simply_named():
    series = replace(INTERVALS.series[0], points=(share(3, 7, "Here", "x"),))
    chart = replace(INTERVALS, series=(series,), references=())

    assert plain(chart, ENGLISH) == (
        "Chart of points with 95 % intervals, 1 row. all. Here: 3 of 7. "
        "1 value rests on few checks."
    )


def test_equal_values_have_no_highest():
    points = (share(30, 60, "Here", "x"), share(30, 60, "There", "y"))
    series = replace(INTERVALS.series[0], points=points)

    assert "All are 50 % (30 of 60" in plain(replace(INTERVALS, series=(series,)), ENGLISH)


def test_hidden_values_are_counted_and_never_told():
    assert "self-assessment" not in plain(INTERVALS, ENGLISH)


@pytest.mark.parametrize("language", Language)
def test_nothing_to_draw_is_said(language):
    said = plain(EMPTY, language)

    assert said.startswith(("There is nothing to draw", "Der er intet at tegne"))
