"""Arrays and days: the small things every part of the generator uses."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Random = np.random.Generator

_EPOCH = np.datetime64("1970-01-01", "D")


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return int((np.datetime64(day, "D") - _EPOCH).astype(np.int64))


def working_day(days: Ints) -> Ints:
    """The same days, or the Monday after a weekend."""
    weekday = (days + 3) % 7
    return days + np.where(weekday >= 5, 7 - weekday, 0)


def dates(name: str, days: npt.NDArray[Any]) -> pl.Series:
    """Days since 1970-01-01 as dates; negative ones are empty."""
    numbers = pl.Series(name, days.astype(np.int32))
    kept = numbers.set(numbers < 0, None)
    return kept.cast(pl.Date)
