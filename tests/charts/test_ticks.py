from __future__ import annotations

from datetime import date

import pytest

from clausewatch.charts import Unit
from clausewatch.charts.ticks import after, calendar, in_years, middle, values
from clausewatch.model.viewer import Language

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


@pytest.mark.parametrize(
    ("top", "unit", "language", "words"),
    [
        (
            0.62,
            Unit.SHARE,
            DANISH,
            ["0\u00a0%", "20\u00a0%", "40\u00a0%", "60\u00a0%", "80\u00a0%"],
        ),
        (0.006, Unit.SHARE, DANISH, ["0,0\u00a0%", "0,2\u00a0%", "0,4\u00a0%", "0,6\u00a0%"]),
        (1210, Unit.COUNT, ENGLISH, ["0", "500", "1,000", "1,500"]),
        (2, Unit.COUNT, ENGLISH, ["0", "1", "2"]),
        (5.1e6, Unit.DKK, ENGLISH, ["0", "2", "4", "DKK 6 million"]),
        (5.1e6, Unit.DKK, DANISH, ["0", "2", "4", "6 mio. kr."]),
        (80_000, Unit.DKK, DANISH, ["0", "20", "40", "60", "80 t.kr."]),
        (300, Unit.DKK, ENGLISH, ["0", "100", "200", "DKK 300"]),
    ],
)
def test_values_are_round_and_in_words(top, unit, language, words):
    ticks, said = values(top, unit, language, 4)

    assert said == words
    assert ticks[0] == 0
    assert ticks[-1] >= top


def test_counts_have_no_halves():
    ticks, _ = values(1, Unit.COUNT, ENGLISH, 5)

    assert all(tick == int(tick) for tick in ticks)


@pytest.mark.parametrize(
    ("grain", "end", "centre"),
    [
        ("month", date(2024, 3, 1), date(2024, 2, 15)),
        ("quarter", date(2024, 5, 1), date(2024, 3, 17)),
        ("year", date(2025, 2, 1), date(2024, 8, 2)),
    ],
)
def test_a_period_ends_where_the_next_begins(grain, end, centre):
    assert after(date(2024, 2, 1), grain) == end
    assert middle(date(2024, 2, 1), grain) == centre


def test_years_are_named_once_each_in_their_middle():
    places, said, bounds = calendar(date(2014, 1, 1), date(2027, 1, 1), ENGLISH, 14)

    assert said == [str(year) for year in range(2014, 2027)]
    assert places[0] == date(2014, 7, 2)
    assert bounds[0] == date(2014, 1, 1)
    assert bounds[-1] == date(2027, 1, 1)


def test_with_little_room_some_years_are_named():
    _, said, _ = calendar(date(2014, 1, 1), date(2027, 1, 1), ENGLISH, 6)

    assert said == ["2015", "2020", "2025"]


def test_short_times_name_months_and_each_year_once():
    _, danish, _ = calendar(date(2025, 10, 1), date(2026, 4, 1), DANISH, 12)
    _, english, _ = calendar(date(2025, 10, 1), date(2026, 4, 1), ENGLISH, 12)

    assert danish == ["okt<br>2025", "nov", "dec", "jan<br>2026", "feb", "mar"]
    assert english == ["Oct<br>2025", "Nov", "Dec", "Jan<br>2026", "Feb", "Mar"]


def test_an_axis_of_up_to_two_calendar_years_names_months():
    assert not in_years(date(2025, 1, 1), date(2027, 1, 1))
    assert in_years(date(2025, 1, 1), date(2027, 2, 1))
