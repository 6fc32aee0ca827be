from __future__ import annotations

from dataclasses import replace

from clausewatch.charts import Point, Standing, Unit
from clausewatch.charts.classes import breaks, colour_of, country_legend
from clausewatch.charts.palette import THEMES
from clausewatch.model.viewer import Language
from tests.charts.examples import MAP, hidden, missing, share

LIGHT = THEMES["light"]


def of_counts(*values):
    points = tuple(Point(f"C{i}", value, f"C{i}") for i, value in enumerate(values))
    return replace(MAP, unit=Unit.COUNT, series=(replace(MAP.series[0], points=points),))


def test_rates_have_the_same_classes_in_every_selection():
    assert breaks(MAP) == (0.10, 0.20, 0.35, 0.50)


def test_counts_have_round_classes_that_grow():
    assert breaks(of_counts(3, 7, 21, 90, 412, 1333)) == (5, 20, 50, 200)
    assert breaks(of_counts(4, 4, 4)) == (2, 5, 10, 20)
    assert breaks(of_counts(0, 0)) == (1, 2, 3, 4)


def test_a_country_is_filled_by_its_class():
    bounds = breaks(MAP)

    assert colour_of(share(5, 100, "x"), bounds, LIGHT) == LIGHT.classes[0]
    assert colour_of(share(10, 100, "x"), bounds, LIGHT) == LIGHT.classes[1]
    assert colour_of(share(80, 100, "x"), bounds, LIGHT) == LIGHT.classes[4]


def test_what_is_not_known_has_no_class():
    bounds = breaks(MAP)

    assert colour_of(None, bounds, LIGHT) == LIGHT.land
    assert colour_of(missing("x"), bounds, LIGHT) == LIGHT.land
    assert colour_of(hidden("x"), bounds, LIGHT) == LIGHT.withheld
    assert colour_of(share(4, 5, "x"), bounds, LIGHT) == LIGHT.few


def test_the_legend_names_five_classes_and_what_else_there_is():
    entries = country_legend(MAP, Language.ENGLISH, "light")

    assert [entry.values.replace("\u00a0", " ") for entry in entries[:5]] == [
        "under 10 %",
        "10 % to 20 %",
        "20 % to 35 %",
        "35 % to 50 %",
        "50 % or more",
    ]
    assert [entry.name for entry in entries[5:]] == ["fewer than 10 checks", "hidden", "no checks"]
    assert len({entry.colour for entry in entries}) == len(entries)


def test_the_legend_leaves_out_what_does_not_occur():
    points = tuple(p for p in MAP.series[0].points if p.standing is Standing.FIRM)
    chart = replace(MAP, series=(replace(MAP.series[0], points=points),))

    assert len(country_legend(chart, Language.DANISH, "dark")) == 6
