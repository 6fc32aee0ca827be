"""The funnel: where units are drawn, what their marks say, which of them are named."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.charts.alt_text import alt_text
from clausewatch.charts.plotly import figure
from clausewatch.model.message import Code
from clausewatch.model.viewer import Language
from tests.charts.examples import TITLE, method

ENGLISH = Language.ENGLISH


def limits(name: str, reach: float) -> Series:
    points = tuple(
        Point("", 0.2, low=max(0, 0.2 - reach / n**0.5), high=0.2 + reach / n**0.5, along=n)
        for n in (5.0, 50.0, 500.0)
    )
    return Series(f"limits_{name}", Code("limits", name), points, Role.CONTEXT, marked=False)


def unit(name: str, height: float, n: int, **more: object) -> Point:
    known = {"k": round(n * 0.3), "n": n, "expected": 0.25, "height": height, **more}
    return Point(method(name), 0.3, name, **known)  # type: ignore[arg-type]


def series(position: str, *points: Point) -> Series:
    role = Role.CONTEXT if position == "inside" else Role.ON_SITE
    return Series(position, Code("position", position), points, role)


FUNNEL = Chart(
    ChartKind.FUNNEL,
    TITLE,
    TITLE,
    Unit.SHARE,
    (
        limits("998", 1.2),
        limits("95", 0.8),
        series("inside", unit("document_review", 0.21, 40), unit("self_assessment", 0.1, 8)),
        series("low_95", unit("screening_visit", 0.02, 90)),
        series(
            "high_998",
            unit("onsite_unannounced", 0.45, 100),
            unit("onsite_announced", 0.8, 6, standing=Standing.FEW),
        ),
    ),
    narrows="method",
)


def marks(drawn):
    return {trace["customdata"][0][1]: trace for trace in drawn["data"] if "customdata" in trace}


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", Language)
def test_it_is_plain_data(language, theme, width):
    drawn = figure(FUNNEL, language, theme, width)
    assert json.loads(json.dumps(drawn)) == drawn
    assert drawn["layout"]["height"] > 0


def test_units_stand_at_their_checks_and_answer_a_click():
    drawn = marks(figure(FUNNEL, ENGLISH, "light"))
    inside = drawn["inside"]
    assert inside["x"] == pytest.approx([math.log10(40), math.log10(8)])
    assert inside["y"] == [0.21, 0.1]
    assert inside["customdata"] == [["document_review", "inside"], ["self_assessment", "inside"]]


def test_shape_and_filling_tell_the_position_without_colour():
    drawn = marks(figure(FUNNEL, ENGLISH, "light"))
    looks = {
        key: (trace["marker"]["symbol"], trace["marker"]["color"] == "#FFFFFF")
        for key, trace in drawn.items()
    }
    assert looks == {
        "inside": ("circle", False),
        "low_95": ("triangle-down", True),
        "high_998": ("triangle-up", False),
    }


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_those_outside_are_named_unless_they_have_few_checks(width):
    said = [
        note["text"] for note in figure(FUNNEL, ENGLISH, "light", width)["layout"]["annotations"]
    ]
    assert {"Unannounced visit", "Screening visit"} <= set(said)
    assert not {"Document check", "Announced visit"} & set(said)
    assert {"95 % limit", "99.8 % limit", "all: 20\u00a0%"} <= set(said)


def test_names_that_would_lie_on_each_other_are_left_to_the_pointer():
    crowd = series("high_998", *(unit("onsite_unannounced", 0.5, 100) for _ in range(30)))
    drawn = figure(replace(FUNNEL, series=(*FUNNEL.series[:2], crowd)), ENGLISH, "light")
    named = [n for n in drawn["layout"]["annotations"] if n["text"] == "Unannounced visit"]
    assert 1 <= len(named) <= 4
    places = {(note["xanchor"], note["yshift"]) for note in named}
    assert len(places) == len(named)


def test_the_pointer_reads_the_unit_s_own_share():
    (said, _) = marks(figure(FUNNEL, ENGLISH, "light"))["inside"]["hovertext"]
    assert "30\u00a0%" in said
    assert "12 of 40" in said
    assert said.endswith("expected 25\u00a0%")


def test_the_axis_has_numbers_of_checks():
    axis = figure(FUNNEL, ENGLISH, "light")["layout"]["xaxis"]
    assert axis["ticktext"] == ["5", "10", "20", "50", "100", "200", "500"]


def test_the_words_for_it_name_those_outside():
    said = alt_text(FUNNEL, ENGLISH).replace("\u00a0", " ")
    assert said == (
        "Funnel plot, 5 units by number of checks, within limits around the overall rate of 20 %. "
        "all. Above the 99.8 % limit: 2, Unannounced visit and Announced visit. "
        "Below the 95 % limit: 1, Screening visit. Inside the limits: 2."
    )


def test_nothing_to_draw_is_said():
    empty = replace(FUNNEL, series=())
    assert figure(empty, ENGLISH, "light")["data"] == []
    assert alt_text(empty, ENGLISH).startswith("There is nothing to draw")
