"""Where checks were made: the map of countries and sites."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, RATE_COLUMNS, Counts, counted, notes, rate_frame, total
from clausewatch.measures.impact import SHOWN, impact_rows
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.terms import label_of
from clausewatch.model.dimension import Dimension
from clausewatch.model.message import message

MOST_SITES = 5000
"""More points than that are neither drawn nor read; those with most checks are kept."""


def _sites(question: Question) -> Figures:
    found = question.engine.query(
        "sites", question.snapshot, question.filters, most_sites=MOST_SITES
    )
    sites = [
        (place, country, latitude, longitude, Counts(n + still_open, n, k, still_open))
        for country, place, latitude, longitude, n, k, still_open in found.iter_rows()
    ]
    frame = rate_frame(
        {
            "place": pl.String(),
            "country": pl.String(),
            "latitude": pl.Float64(),
            "longitude": pl.Float64(),
        },
        [(*site[:4], *site[4].row) for site in sites],
    )
    by_country = counted(question, Dimension.COUNTRY)
    countries = {key: counts for (key, _), counts in by_country.groups.items()}
    everything = total(countries.values())
    finding = message(
        "finding.places",
        n=everything.n + everything.open,
        countries=message("phrase.countries", n=len(countries)),
    )
    show = question.params["show"]
    chart = Chart(
        kind=ChartKind.MAP,
        title=finding,
        subtitle=message(f"chart.map.subtitle_{show}"),
        unit={"rate": Unit.SHARE, "claimed_dkk": Unit.DKK, "repaid_dkk": Unit.DKK}.get(
            show, Unit.COUNT
        ),
        series=(
            Series("countries", message("series.countries"), _countries(question, countries)),
            Series(
                "sites",
                message("series.sites"),
                tuple(
                    Point(
                        label=place or label_of(Dimension.COUNTRY, country),
                        value=counts.rate,
                        k=counts.k,
                        n=counts.n,
                        open=counts.open,
                        standing=counts.standing,
                        latitude=latitude,
                        longitude=longitude,
                    )
                    for place, country, latitude, longitude, counts in sites
                ),
                Role.ATTENTION,
            ),
        ),
        narrows="country",
    )
    said = notes(question, by_country)
    if found.height == MOST_SITES:
        said = (*said, message("note.most_sites", n=MOST_SITES))
    return Figures(*concealed(frame, question.scope), finding, chart, said)


def _countries(question: Question, countries: Mapping[str, Counts]) -> tuple[Point, ...]:
    """Countries shaded by rate or by one of the impact figures; pale under ten checks."""
    show = question.params["show"]
    values: dict[str, float | None] = {key: counts.rate for key, counts in countries.items()}
    hidden: set[str] = set()
    if show != "rate":
        rows, covers = concealed(impact_rows(question, Dimension.COUNTRY), question.scope)
        values = dict.fromkeys(countries, 0.0)
        values.update(zip(rows["key_1"].to_list(), rows[show].to_list(), strict=True))
        hidden = {
            key
            for key, is_hidden in zip(rows["key_1"].to_list(), covers[show].to_list(), strict=True)
            if is_hidden
        }
    points = []
    for key in sorted(values):
        counts = countries.get(key, Counts())
        low, high = counts.interval if show == "rate" else (None, None)
        standing = Standing.FEW if counts.n < FEW else Standing.FIRM
        points.append(
            Point(
                label=label_of(Dimension.COUNTRY, key),
                key=key,
                value=values[key],
                low=low,
                high=high,
                k=counts.k,
                n=counts.n,
                open=counts.open,
                standing=Standing.HIDDEN if key in hidden else standing,
            )
        )
    return tuple(points)


def _columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns("place", "country", "latitude", "longitude", *RATE_COLUMNS)


MEASURES = (Measure("sites", _columns, {"show": ("rate", *SHOWN)}, True, _sites),)
