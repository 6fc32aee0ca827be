"""The shapes maps are drawn on. Made by ``data/reference/make_countries.py``."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from clausewatch.model.settings import PROJECT

FOLDER = PROJECT / "data" / "reference"


@dataclass(frozen=True)
class Box:
    """A part of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


COPENHAGEN = Box(12.40, 55.60, 12.68, 55.755)
"""The city and what borders on it."""


@dataclass(frozen=True)
class Country:
    """A country's shape.

    Attributes:
        code: ISO 3166-1 alpha-2; None for disputed land, drawn plain.
        longitude, latitude: a place inside its largest part.
        small: whether the shape is too small to see on a map of the world; some have none.
        geometry: GeoJSON, shared and not to be changed.
    """

    code: str | None
    longitude: float
    latitude: float
    small: bool
    geometry: dict[str, Any]

    @property
    def drawn(self) -> bool:
        return bool(self.geometry["coordinates"])


@cache
def countries() -> tuple[Country, ...]:
    """Every country and territory with a code, and disputed land without one."""
    return tuple(
        Country(
            code=feature["properties"]["iso"],
            longitude=feature["properties"]["at"][0],
            latitude=feature["properties"]["at"][1],
            small=feature["properties"]["small"],
            geometry=feature["geometry"],
        )
        for feature in _features("countries.geojson")
    )


@cache
def around_copenhagen() -> tuple[dict[str, Any], ...]:
    """The land on both sides of the Sound as GeoJSON features, finer than the countries."""
    return tuple(_features("copenhagen.geojson"))


@dataclass(frozen=True)
class Place:
    """A name to find one's way by."""

    name: str
    longitude: float
    latitude: float


@cache
def places() -> tuple[Place, ...]:
    """Districts of Copenhagen and towns around it."""
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(row["name"], float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
        )


def _features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / name).read_text("utf-8"))["features"]
    return found
