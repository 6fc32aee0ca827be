from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from clausewatch.charts import Point, Role, Series
from clausewatch.charts.bars import stacked
from clausewatch.charts.palette import THEMES, mark
from clausewatch.charts.plotly import config, figure
from clausewatch.model.message import message
from clausewatch.model.viewer import Language
from tests.charts.examples import ACTIVITY, EMPTY, INTERVALS, MONEY, TREND, share, year

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
ALL = {"intervals": INTERVALS, "trend": TREND, "money": MONEY, "activity": ACTIVITY, "empty": EMPTY}


def said(drawn):
    return [note["text"] for note in drawn["layout"]["annotations"]]


def bare(texts):
    return [text.replace("<b>", "").replace("</b>", "") for text in texts]


def points_of(drawn):
    return [trace for trace in drawn["data"] if "customdata" in trace]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("chart", ALL.values(), ids=ALL)
def test_every_figure_is_plain_data(chart, language, theme, width):
    drawn = figure(chart, language, theme, width)

    assert json.loads(json.dumps(drawn)) == drawn
    assert drawn["layout"]["height"] > 0
    assert drawn["layout"]["separators"] == (",." if language is DANISH else ".,")
    assert "title" not in drawn["layout"]


@pytest.mark.parametrize("chart", [INTERVALS, TREND, MONEY, ACTIVITY])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_every_point_with_a_value_answers_a_click_with_its_key(chart, width):
    carried = [
        tuple(data)
        for trace in points_of(figure(chart, ENGLISH, "light", width))
        for data in trace["customdata"]
    ]

    assert sorted(carried) == sorted(
        (point.key, series.key)
        for series in chart.series
        for point in series.points
        if point.standing != "no_data"
    )


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_intervals_say_value_and_counts_beside_every_row(width):
    words = " | ".join(bare(said(figure(INTERVALS, ENGLISH, "light", width))))

    for expected in (
        "38.0\u00a0%",
        "612 of 1,610",
        "3 of 7",
        "hidden",
        "no data",
        "Document check",
    ):
        assert expected in words
    assert "43\u00a0%" not in words, "few checks have no percentage"


def test_intervals_keep_the_order_given():
    traces = points_of(figure(INTERVALS, ENGLISH, "light"))
    heights = {data[0]: y for t in traces for data, y in zip(t["customdata"], t["y"], strict=True)}

    keys = [point.key for series in INTERVALS.series for point in series.points]
    drawn = sorted(heights, key=heights.__getitem__)
    assert drawn == [key for key in keys if key in heights]


def test_few_checks_are_pale_and_hollow():
    traces = points_of(figure(INTERVALS, ENGLISH, "light"))
    few = next(t for t in traces if t["customdata"] == [["screening_visit", "on_site"]])

    assert few["marker"]["line"]["color"] == mark(Role.ON_SITE, "light").pale
    assert few["marker"]["color"] == THEMES["light"].ground


def test_hidden_values_are_hatched_and_their_length_means_nothing():
    for chart in (INTERVALS, TREND, MONEY):
        drawn = figure(chart, ENGLISH, "light")
        hatched = [
            t
            for t in drawn["data"]
            if t.get("marker", {}).get("pattern", {}).get("fgopacity") == 0.5
        ]

        assert len(hatched) == 1
        assert "hidden" in bare(said(drawn))
        assert "hidden" in hatched[0]["hovertext"][0]


def test_published_figures_are_dashed_sourced_and_named_below():
    drawn = figure(INTERVALS, DANISH, "light")
    dashed = drawn["data"][0]

    assert dashed["line"]["dash"] == "4px,3px"
    assert [x for x in dashed["x"] if x is not None] == [0.6] * 9 + [0.005] * 3
    assert dashed["hovertext"][0] == "tres<br>Newspaper"
    assert {"a  tres", "b  lidt"} <= set(said(drawn))
    assert not any("andet" in text for text in said(drawn))


def test_intervals_reach_to_the_bounds_given():
    trace = next(t for t in points_of(figure(INTERVALS, ENGLISH, "light")) if "error_x" in t)

    ends = [v + up for v, up in zip(trace["x"], trace["error_x"]["array"], strict=True)]
    begins = [v - down for v, down in zip(trace["x"], trace["error_x"]["arrayminus"], strict=True)]
    firm = INTERVALS.series[0].points[:2]
    assert ends == pytest.approx([p.high for p in firm])
    assert begins == pytest.approx([p.low for p in firm])


def test_lines_break_where_there_is_no_value():
    drawn = figure(TREND, ENGLISH, "light")
    solid = next(
        t
        for t in drawn["data"]
        if t["type"] == "scatter"
        and t.get("line", {}).get("width") == 2
        and "dash" not in t["line"]
    )

    pieces = [(solid["y"][i], solid["y"][i + 1]) for i in range(0, len(solid["y"]), 3)]
    assert pieces == [(0.15, 0.16), (0.20, 0.21)]


def test_provisional_periods_are_dashed_hollow_and_carry_their_range():
    drawn = figure(TREND, ENGLISH, "light")
    dashes = [t["line"].get("dash") for t in drawn["data"] if "line" in t]
    points = points_of(drawn)[-1]

    assert "5px,4px" in dashes
    assert points["marker"]["color"][-1] == THEMES["light"].ground
    ranges = next(t for t in drawn["data"] if t.get("line", {}).get("dash") == "2px,2px")
    assert ranges["y"] == [0.32, 0.52, None]


def test_time_runs_with_real_distances():
    axis = figure(TREND, ENGLISH, "light")["layout"]["xaxis"]

    assert axis["type"] == "date"
    assert axis["range"] == ["2015-01-01", "2023-01-01"]
    assert axis["ticktext"] == [str(year) for year in range(2015, 2023)]


def test_a_published_figure_lies_over_its_own_time_only():
    dashed = figure(TREND, ENGLISH, "light")["data"][0]

    assert (dashed["x"][0], dashed["x"][2]) == ("2016-01-01", "2017-01-01")


def test_a_line_says_its_last_value_at_its_end():
    assert "40\u00a0%" in bare(said(figure(TREND, ENGLISH, "light")))


def test_several_lines_are_named_at_their_ends_or_above_on_a_telephone():
    one = TREND.series[0]
    two = replace(TREND, series=(one, Series("desk", "other", one.points, Role.DESK)))

    assert any("Other" in text for text in said(figure(two, ENGLISH, "light")))
    narrow = figure(two, ENGLISH, "light", "narrow")
    assert narrow["layout"]["showlegend"]
    named = [t["name"] for t in narrow["data"] if t.get("showlegend", True)]
    assert named == ["All", "Other"]


def test_counts_by_way_of_looking_are_stacked_and_money_never_is():
    assert stacked(ACTIVITY)
    assert not stacked(MONEY)
    assert figure(ACTIVITY, ENGLISH, "light")["layout"]["barmode"] == "stack"
    assert figure(MONEY, ENGLISH, "light")["layout"]["barmode"] == "overlay"


def test_stacked_columns_of_a_period_stand_in_one_place():
    one, two = points_of(figure(ACTIVITY, ENGLISH, "light"))

    assert one["x"] == two["x"]


def test_bars_begin_at_zero_with_a_line():
    row, column = (figure(chart, ENGLISH, "light")["layout"] for chart in (MONEY, ACTIVITY))

    assert row["xaxis"]["range"][0] == column["yaxis"]["range"][0] == 0
    assert row["xaxis"]["zeroline"]
    assert column["yaxis"]["zeroline"]


def test_bars_are_labelled_with_their_money():
    assert "12,3\u00a0mio.\u00a0kr." in said(figure(MONEY, DANISH, "light"))
    assert "DKK\u00a052,000" in said(figure(MONEY, ENGLISH, "light"))


def test_series_that_share_a_plot_differ_by_pattern_too():
    one, two = points_of(figure(ACTIVITY, ENGLISH, "light"))

    assert one["marker"]["pattern"]["shape"] != two["marker"]["pattern"]["shape"]


def test_on_a_telephone_words_stand_above_the_rows():
    wide, narrow = (
        figure(INTERVALS, ENGLISH, "light", width)["layout"] for width in ("wide", "narrow")
    )

    assert narrow["margin"]["l"] < 20 < wide["margin"]["l"]
    assert narrow["height"] > wide["height"]


def test_nothing_lies_over_the_picture_and_nothing_fades():
    assert config(DANISH)["displaylogo"] is False
    assert config(DANISH)["displayModeBar"] is False
    for trace in points_of(figure(INTERVALS, ENGLISH, "light")):
        assert trace["unselected"]["marker"]["opacity"] == 1


def test_names_from_the_data_cannot_carry_markup():
    series = Series("x", "all", (share(30, 60, "<b>bold</b> & Co", "x"),))
    words = said(figure(replace(INTERVALS, series=(series,), references=()), ENGLISH, "light"))

    assert "&lt;b&gt;bold&lt;/b&gt; &amp; Co" in words


def _year(number, value, **more):
    return share(round(100 * value), 100, year(number), str(number), at=date(number, 1, 1), **more)


def _phase(name, first, last, value):
    points = tuple(
        Point(year(n), value, low=value - 0.1, high=value + 0.1, at=date(n, 1, 1))
        for n in range(first, last + 1)
    )
    return Series(f"limits-{name}", message("series.expected"), points, Role.CONTEXT, marked=False)


SIGNALS = replace(
    TREND,
    references=(),
    milestones=(),
    series=(
        _phase("1", 2015, 2017, 0.1),
        _phase("2", 2018, 2021, 0.4),
        Series("rate", message("series.rate"), tuple(_year(n, 0.3) for n in range(2015, 2022))),
        Series(
            "signal",
            message("series.signal"),
            (_year(2016, 0.3), _year(2019, 0.3)),
            Role.ATTENTION,
            joined=False,
        ),
    ),
)


def test_limits_have_no_marks_and_a_value_for_each_phase():
    drawn = figure(SIGNALS, ENGLISH, "light")
    assert {data[1] for trace in points_of(drawn) for data in trace["customdata"]} == {
        "rate",
        "signal",
    }
    notes = {note["text"]: note for note in drawn["layout"]["annotations"]}
    earlier = notes["10\u00a0%"]
    assert (earlier["xanchor"], earlier["yanchor"], earlier["y"]) == ("right", "bottom", 0.2)
    assert "<b>40\u00a0%</b> Expected by chance" in notes
    for note in (earlier, notes["<b>40\u00a0%</b> Expected by chance"]):
        assert note["font"]["color"] == THEMES["light"].muted


def test_signals_are_told_by_shape_and_named_away_from_the_line():
    drawn = figure(SIGNALS, ENGLISH, "light")
    (signal,) = [trace for trace in points_of(drawn) if trace["customdata"][0][1] == "signal"]
    assert signal["marker"]["symbol"] == mark(Role.ATTENTION, "light").symbol
    (named,) = [n for n in drawn["layout"]["annotations"] if n["text"] == "More than chance"]
    assert (named["y"], named["yanchor"]) == (0.3, "top"), "it lies under the average"
    paths = [trace for trace in drawn["data"] if trace["mode"] == "lines" and "dash" not in trace]
    assert not [t for t in paths if t["line"].get("color") == mark(Role.ATTENTION, "light").colour]


def test_a_narrow_chart_names_its_limits_once_in_the_legend():
    drawn = figure(SIGNALS, ENGLISH, "light", "narrow")
    named = [t["name"] for t in drawn["data"] if t.get("showlegend", True) and "name" in t]
    assert named == ["Expected by chance", "Violation rate", "More than chance"]
