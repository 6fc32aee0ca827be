"""Where axes carry words: round values, and years or months with real distances."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date

from clausewatch.charts.chart import Unit
from clausewatch.language import formats, text
from clausewatch.model.viewer import Language

_STEPS = (1, 2, 2.5, 5, 10)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@lru_cache(1024)
def values(top: float, unit: Unit, language: Language, most: int) -> tuple[list[float], list[str]]:
    """Round values from zero until one reaches ``top``, and their words.

    Money is written in thousands or millions, with the unit at the last value only.
    """
    step = _step(top, unit, most)
    count = max(1, math.ceil(top / step - 1e-9))
    ticks = [i * step for i in range(count + 1)]
    match unit:
        case Unit.SHARE:
            decimals = 0 if step >= 0.01 else 1
            return ticks, [_percent(value, decimals, language) for value in ticks]
        case Unit.COUNT:
            return ticks, [formats.decimal(value, language) for value in ticks]
        case Unit.DKK:
            return ticks, _money(ticks, step, language)


def _step(top: float, unit: Unit, most: int) -> float:
    rough = max(top, 1e-6) / most
    if unit is Unit.COUNT:
        rough = max(rough, 1)
    size: float = 10.0 ** math.floor(math.log10(rough))
    choices = [step for step in _STEPS if unit is not Unit.COUNT or (step * size) % 1 == 0]
    return next((step * size for step in choices if step * size >= rough - 1e-12), 10.0 * size)


def _percent(value: float, decimals: int, language: Language) -> str:
    return formats.decimal(100 * value, language, decimals) + formats.NO_BREAK + "%"


def _money(ticks: list[float], step: float, language: Language) -> list[str]:
    scale, key = next(
        ((scale, key) for scale, key in _SCALES if ticks[-1] >= scale), (1, "chart.money")
    )
    decimals = 0 if (step / scale) % 1 == 0 else 1
    plain = [formats.decimal(value / scale, language, decimals) for value in ticks]
    plain[0] = formats.decimal(0, language)
    return [*plain[:-1], text(key, language, value=plain[-1])]


_SCALES = ((1_000_000, "chart.money_millions"), (1_000, "chart.money_thousands"))


def middle(first: date, grain: str) -> date:
    """The middle of the period that begins on a day."""
    return first + (after(first, grain) - first) / 2


def after(first: date, grain: str) -> date:
    """The first day of the next period."""
    number = first.year * 12 + first.month - 1 + _MONTHS[grain]
    return date(number // 12, number % 12 + 1, 1)


def in_years(first: date, end: date) -> bool:
    """Whether an axis from one day to another is long enough to name years only."""
    return _years(first, end) > 2


def _years(first: date, end: date) -> int:
    return end.year - first.year + (1 if end > date(end.year, 1, 1) else 0)


def calendar(
    first: date, end: date, language: Language, most: int
) -> tuple[list[date], list[str], list[date]]:
    """The words under an axis of time from one day to another, as many as there is room for.

    Returns:
        Days the words are centred on, the words, and the days a small line marks.
    """
    years = _years(first, end)
    if in_years(first, end):
        step = next((step for step in (1, 2, 5, 10) if years / step <= most), 20)
        labelled = [y for y in range(first.year, first.year + years) if y % step == 0 or step == 1]
        bounds = [date(y, 1, 1) for y in range(first.year, first.year + years + 1)]
        return [date(y, 7, 2) for y in labelled], [str(y) for y in labelled], bounds
    months = []
    month = date(first.year, first.month, 1)
    while month < end:
        months.append(month)
        month = after(month, "month")
    step = next((step for step in (1, 2, 3, 6) if len(months) / step <= most), 12)
    chosen = [month for month in months if (month.month - 1) % step == 0]
    said: list[str] = []
    for month in chosen:
        name = format_date(month, "LLL", locale=formats.locale(language)).rstrip(".")
        year = f"<br>{month.year}" if not said or month.year != chosen[len(said) - 1].year else ""
        said.append(name + year)
    return [month + timedelta(days=14) for month in chosen], said, [*months, month]
