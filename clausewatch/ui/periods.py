"""Periods people choose by name, relative to the register's date."""

from __future__ import annotations

from datetime import date, timedelta

from clausewatch.model.viewer import Language

Period = tuple[date | None, date | None]


def shown_as(language: Language) -> str:
    """How a day is shown where it is typed, as Streamlit writes it."""
    return "DD-MM-YYYY" if language is Language.DANISH else "DD/MM/YYYY"


def presets(register_date: date) -> dict[str, Period]:
    """The named periods: first and last day; None where a side is open."""
    return {
        "all": (None, None),
        "this_year": (date(register_date.year, 1, 1), register_date),
        "last_12_months": (_year_before(register_date) + timedelta(days=1), register_date),
    }


def preset_of(start: date | None, end: date | None, register_date: date) -> str | None:
    """The name of a period; None where it has none."""
    named = presets(register_date)
    return next((name for name, period in named.items() if period == (start, end)), None)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
