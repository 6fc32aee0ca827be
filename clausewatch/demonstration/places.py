"""Where work is looked at: districts of a city, and places abroad where goods are made.

Coordinates are WGS84 and lie on land; a site is drawn within ``metres`` of its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from clausewatch.demonstration.arrays import Floats, Random


@dataclass(frozen=True)
class Place:
    """A named place and how far around it sites may lie."""

    name: str
    country: str
    latitude: float
    longitude: float
    metres: int = 2500


CITY = (
    Place("Indre By", "DK", 55.6815, 12.5735, 350),
    Place("Nørrebro", "DK", 55.6965, 12.5480, 600),
    Place("Østerbro", "DK", 55.7060, 12.5720, 500),
    Place("Vesterbro", "DK", 55.6690, 12.5430, 450),
    Place("Valby", "DK", 55.6610, 12.5080, 700),
    Place("Vanløse", "DK", 55.6870, 12.4900, 600),
    Place("Brønshøj", "DK", 55.7050, 12.4980, 600),
    Place("Bispebjerg", "DK", 55.7130, 12.5370, 600),
    Place("Amager Øst", "DK", 55.6610, 12.6180, 500),
    Place("Amager Vest", "DK", 55.6550, 12.5930, 450),
    Place("Ørestad", "DK", 55.6310, 12.5790, 400),
    Place("Sydhavn", "DK", 55.6500, 12.5350, 250),
    Place("Nordhavn", "DK", 55.7090, 12.5910, 150),
    Place("Frederiksberg", "DK", 55.6790, 12.5260, 600),
    Place("Kastrup", "DK", 55.6330, 12.6350, 400),
    Place("Hvidovre", "DK", 55.6420, 12.4720, 600),
    Place("Rødovre", "DK", 55.6810, 12.4540, 600),
    Place("Gladsaxe", "DK", 55.7330, 12.4880, 600),
    Place("Brøndby", "DK", 55.6480, 12.4250, 700),
    Place("Glostrup", "DK", 55.6660, 12.4030, 700),
    Place("Ballerup", "DK", 55.7310, 12.3640, 700),
)

COUNTRYSIDE = (
    Place("Slagelse", "DK", 55.4030, 11.3550, 1500),
    Place("Odense", "DK", 55.3960, 10.3880, 1500),
    Place("Horsens", "DK", 55.8620, 9.8300, 1200),
    Place("Holstebro", "DK", 56.3600, 8.6160, 1500),
)

ABROAD = (
    Place("Almería", "ES", 36.7760, -2.8140),
    Place("Almería", "ES", 36.9660, -2.2060),
    Place("Huelva", "ES", 37.2540, -7.2040),
    Place("Huelva", "ES", 37.2760, -6.8380),
    Place("Foggia", "IT", 41.4620, 15.5450),
    Place("Westland", "NL", 51.9990, 4.2100, 1500),
    Place("Guayas", "EC", -2.1340, -79.5940),
    Place("Los Ríos", "EC", -1.0240, -79.4600),
    Place("Los Ríos", "EC", -1.8010, -79.5340),
    Place("Yangon", "MM", 16.8670, 96.0670),
    Place("Dhaka", "BD", 23.9990, 90.4200),
    Place("Dhaka", "BD", 23.8580, 90.2670),
    Place("Istanbul", "TR", 41.0330, 28.6700, 1500),
    Place("Bursa", "TR", 40.1950, 29.0600),
    Place("Tiruppur", "IN", 11.1080, 77.3410),
    Place("Shenzhen", "CN", 22.7200, 114.0500),
    Place("Dongguan", "CN", 22.9800, 113.7500),
    Place("Suzhou", "CN", 31.3000, 120.5900),
    Place("Penang", "MY", 5.3630, 100.4660, 2000),
    Place("Selangor", "MY", 3.0730, 101.5180),
    Place("Perak", "MY", 4.5980, 101.0900),
    Place("Samut Prakan", "TH", 13.6100, 100.7100, 2000),
    Place("Ayutthaya", "TH", 14.3530, 100.6000),
    Place("Bac Ninh", "VN", 21.1800, 106.0600),
    Place("Taoyuan", "TW", 24.9600, 121.2300),
    Place("Sialkot", "PK", 32.4950, 74.5300),
    Place("Tuttlingen", "DE", 47.9850, 8.8180, 1200),
    Place("Kępno", "PL", 51.2800, 17.9900),
    Place("Poznań", "PL", 52.4000, 16.9000),
    Place("Kaunas", "LT", 54.9100, 23.9500),
)

PLACES = CITY + COUNTRYSIDE + ABROAD
"""Every place; a site names one by its position here."""


def positions(country: str, name: str | None = None) -> tuple[int, ...]:
    """Where the places of a country (or of one name in it) stand in ``PLACES``."""
    found = tuple(
        position
        for position, place in enumerate(PLACES)
        if place.country == country and name in {None, place.name}
    )
    assert found, (country, name)
    return found


def scatter(rng: Random, places: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Points spread evenly within the circle of each place."""
    latitude = np.array([place.latitude for place in PLACES])[places]
    longitude = np.array([place.longitude for place in PLACES])[places]
    metres = np.array([place.metres for place in PLACES])[places]
    distance = metres * np.sqrt(rng.random(len(places)))
    angle = rng.random(len(places)) * 2 * np.pi
    north = distance * np.sin(angle) / 111_200
    east = distance * np.cos(angle) / (111_200 * np.cos(np.radians(latitude)))
    return (latitude + north).round(5), (longitude + east).round(5)
