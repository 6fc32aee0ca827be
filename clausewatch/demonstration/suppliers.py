"""Suppliers: who there is, where they come from, and which of a trade are chosen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from clausewatch.demonstration.arrays import Floats, Ints, Random
from clausewatch.demonstration.places import CITY, PLACES, positions, scatter
from clausewatch.demonstration.sectors import COMPANY_FORM, HOME_COUNTRIES


class Suppliers:
    """Suppliers as they are thought of; a pool is a range of them that work in one trade."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._words: list[str] = []
        self._country: list[str] = []
        self._place: list[int] = []
        self._latitude: list[float] = []
        self._longitude: list[float] = []

    @property
    def count(self) -> int:
        return len(self._words)

    def pool(self, size: int, word: str, country: str, name: str | None = None) -> Ints:
        """New suppliers of a country, each with a site of its own there."""
        first = self.count
        places = self.rng.choice(positions(country, name), size) if _has_places(country) else None
        if places is None:
            places = self.rng.integers(len(CITY), size=size)
        latitude, longitude = scatter(self.rng, places)
        self._words += [word] * size
        self._country += [country] * size
        self._place += places.tolist()
        self._latitude += latitude.tolist()
        self._longitude += longitude.tolist()
        return np.arange(first, self.count)

    def countries(self) -> npt.NDArray[np.str_]:
        return np.array(self._country)

    def site(self) -> tuple[Ints, Floats, Floats]:
        """Place, latitude and longitude of each supplier's own site."""
        return np.array(self._place), np.array(self._latitude), np.array(self._longitude)

    def series(self) -> tuple[pl.Series, pl.Series]:
        """Ids that can be nobody's number, and names that can be nobody's name."""
        ids = [f"DEMO-{number:05d}" for number in range(1, self.count + 1)]
        names = [
            f"Demo {word} {number:05d} {COMPANY_FORM[country]}"
            for number, (word, country) in enumerate(
                zip(self._words, self._country, strict=True), start=1
            )
        ]
        return pl.Series("supplier_id", ids), pl.Series("supplier_name", names)


def _has_places(country: str) -> bool:
    return country != "DK" and any(place.country == country for place in PLACES)


def pick(rng: Random, pool: Ints, size: int) -> Ints:
    """Some of a pool; the first ones come up more often, as big suppliers do."""
    return pool[(len(pool) * rng.random(size) ** 1.7).astype(np.int64)]


def home(rng: Random) -> str:
    """The country of a company that comes from abroad to work in the city."""
    weights = np.array([weight for _, weight in HOME_COUNTRIES])
    return HOME_COUNTRIES[int(rng.choice(len(weights), p=weights / weights.sum()))][0]
