from __future__ import annotations

import json
from dataclasses import replace

import pytest

from clausewatch.charts.deck import DENSE, deck, legend, sites_in
from clausewatch.charts.palette import THEMES, rgb
from clausewatch.charts.sites import gathered
from clausewatch.model.viewer import Language
from tests.charts.examples import MAP, hidden, share

ENGLISH, DANISH = Language.ENGLISH, Language.DANISH


def drawn(chart, language=ENGLISH, theme="light", view="world", **more):
    return json.loads(deck(chart, language, theme, view, **more).to_json())


def layer(spec, name):
    return next(layer for layer in spec["layers"] if layer["id"] == name)


def crowded(chart=MAP):
    sites = tuple(
        share(1, 12, f"site {i}", latitude=55.63 + i % 20 / 200, longitude=12.45 + i % 23 / 120)
        for i in range(DENSE + 1)
    )
    return replace(chart, series=(chart.series[0], replace(chart.series[1], points=sites)))


@pytest.mark.parametrize("view", ["world", "copenhagen"])
def test_nothing_is_fetched_from_anywhere(view):
    spec = drawn(MAP, view=view)

    # What pydeck writes where no style was given. Streamlit drops it and fetches none; without it
    # Streamlit would choose one of its own.
    assert spec["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in spec
    assert "http" not in json.dumps(spec)


def test_countries_are_shaded_and_named_by_key():
    spec = drawn(MAP)
    shaded = {
        f["properties"]["key"]: f["properties"]
        for f in layer(spec, "countries")["data"]["features"]
    }

    light = THEMES["light"]
    assert set(shaded) == {"DK", "ES", "SG", "MM"}
    assert shaded["DK"]["fill"][:3] == list(rgb(light.classes[2]))
    assert shaded["ES"]["fill"][:3] == list(rgb(light.few))
    assert shaded["ES"]["line"] != shaded["DK"]["line"], "few checks have an outline that shows"
    assert shaded["MM"]["fill"][:3] == list(rgb(light.withheld))
    assert shaded["MM"]["text"] == "hidden"
    assert shaded["DK"]["head"] == "Denmark"
    assert "300 of 1,000" in shaded["DK"]["text"]


def test_the_rest_of_the_land_is_plain_and_cannot_be_picked():
    land = layer(drawn(MAP), "land")

    assert land["pickable"] is False
    assert len(land["data"]["features"]) > 200
    assert land["getFillColor"][:3] == list(rgb(THEMES["light"].land))


def test_countries_too_small_to_see_are_points():
    assert [row["key"] for row in layer(drawn(MAP), "small")["data"]] == ["SG"]


def test_words_at_the_pointer_are_in_the_readers_language():
    shaded = layer(drawn(MAP, DANISH), "countries")["data"]["features"]

    assert {f["properties"]["head"] for f in shaded} == {
        "Danmark",
        "Spanien",
        "Singapore",
        "Myanmar (Burma)",
    }


def test_near_sites_are_one_point_of_the_world():
    rows = layer(drawn(MAP), "sites")["data"]

    assert [row["head"] for row in rows] == ["Almería", "2 sites"]
    assert rows[1]["text"] == "15 checks"
    assert rows[0]["radius"] > rows[1]["radius"]


def test_copenhagen_shows_its_own_sites_as_they_are():
    spec = drawn(MAP, view="copenhagen")

    assert [row["head"] for row in layer(spec, "sites")["data"]] == ["Byggeplads <A> & søn", "Nabo"]
    assert layer(spec, "sites")["data"][1]["text"] == "3 checks\n1 of 3"
    assert "Østerbro" in [row["name"] for row in layer(spec, "places")["data"]]
    assert [entry["id"] for entry in spec["layers"]] == ["land", "sites", "places"]


def test_many_sites_in_copenhagen_become_hexagons():
    spec = drawn(crowded(), view="copenhagen")
    cells = layer(spec, "hexagons")["data"]

    assert "sites" not in [entry["id"] for entry in spec["layers"]]
    assert sum(int(cell["text"].split()[0]) for cell in cells) == DENSE + 1


def test_legends_tell_what_a_view_shows():
    assert legend(MAP, ENGLISH, "light", "copenhagen") == ()
    hexagons = legend(crowded(), ENGLISH, "light", "copenhagen")
    assert 1 <= len(hexagons) <= 5
    assert all(entry.values.endswith(" checks") for entry in hexagons)
    assert legend(MAP, ENGLISH, "light")[0].name == "lowest"


def test_hidden_sites_have_no_size_and_no_count():
    secret = hidden("Sted", latitude=55.68, longitude=12.57)
    chart = replace(MAP, series=(MAP.series[0], replace(MAP.series[1], points=(secret,))))

    (row,) = layer(drawn(chart, view="copenhagen"), "sites")["data"]
    assert row["radius"] == 3.0
    assert row["text"] == "hidden"


def test_the_view_holds_what_there_is():
    denmark = replace(MAP, series=(replace(MAP.series[0], points=MAP.series[0].points[:1]),))
    world, near = (drawn(chart)["initialViewState"] for chart in (MAP, denmark))
    narrow = drawn(MAP, width_hint="narrow")["initialViewState"]

    assert near["zoom"] > world["zoom"] > narrow["zoom"]
    assert near["latitude"] == pytest.approx(56.3, abs=1)


def test_a_map_of_nothing_is_the_world():
    empty = replace(MAP, series=(replace(MAP.series[0], points=()),))

    assert drawn(empty)["initialViewState"]["zoom"] < 1.5
    assert sites_in(empty, "world") == ()


def test_gathering_keeps_every_site():
    sites = sites_in(crowded(), "world")

    assert sum(map(len, gathered(sites))) == len(sites)
