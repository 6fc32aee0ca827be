from __future__ import annotations

import re
from itertools import pairwise

import pytest

from clausewatch.charts.geography import COPENHAGEN, FOLDER, around_copenhagen, countries, places


def rings():
    for country in countries():
        for polygon in country.geometry["coordinates"]:
            for ring in polygon:
                yield country.code, ring


def test_codes_are_two_letters_and_come_once():
    codes = [country.code for country in countries() if country.code]

    assert len(codes) == len(set(codes)) > 240
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)


@pytest.mark.parametrize("code", ["DK", "ES", "MM", "EC", "CN", "TW", "SG", "MT", "GP", "XK", "US"])
def test_countries_of_supply_chains_are_there(code):
    assert any(country.code == code for country in countries())


def test_what_has_no_visible_shape_has_a_place():
    for country in countries():
        assert country.drawn or country.small, country.code
        assert -180 <= country.longitude <= 180
        assert -90 <= country.latitude <= 90


def test_nothing_smears_across_the_map():
    for code, ring in rings():
        steps = [abs(b[0] - a[0]) for a, b in pairwise(ring)]
        assert max(steps) < 60, code


def test_everything_is_on_the_map_and_antarctica_is_not():
    assert all(-180 <= x <= 180 and -56 <= y <= 84 for _, ring in rings() for x, y in ring)
    assert not any(country.code == "AQ" for country in countries())


def test_rings_are_closed():
    assert all(ring[0] == ring[-1] and len(ring) >= 4 for _, ring in rings())


def test_disputed_land_is_kept_without_a_code():
    assert sum(1 for country in countries() if country.code is None and country.drawn) >= 3


def test_denmark_lies_where_it_lies():
    denmark = next(country for country in countries() if country.code == "DK")

    assert (denmark.longitude, denmark.latitude) == pytest.approx((9.4, 56.2), abs=0.3)


def test_the_files_stay_small():
    assert (FOLDER / "countries.geojson").stat().st_size < 400_000
    assert (FOLDER / "copenhagen.geojson").stat().st_size < 20_000


def test_copenhagen_has_land_and_names():
    assert {feature["properties"]["iso"] for feature in around_copenhagen()} == {"DK", "SE"}
    assert all(COPENHAGEN.holds(place.longitude, place.latitude) for place in places())
