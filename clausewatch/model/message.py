"""Sentences before they are in a language: a key of the catalogue and typed values.

What travels through measures, charts and findings is a ``Message``; it becomes text only where a
person reads it, so no cache and no stored result depends on a language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Union


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1, shown in percent; ``n`` decides on the decimals."""

    value: float
    n: int | None = None


@dataclass(frozen=True)
class PerHundred:
    """A share between 0 and 1, shown as a number of every hundred."""

    value: float


@dataclass(frozen=True)
class Amount:
    """Money in Danish kroner, rounded to what matters in a sentence."""

    dkk: float


@dataclass(frozen=True)
class Number:
    """A number with a fixed count of decimals."""

    value: float
    decimals: int = 1


@dataclass(frozen=True)
class Code:
    """A code of a code list, shown as its label. An empty code is shown as "not stated"."""

    codes: str
    code: str | None


@dataclass(frozen=True)
class Country:
    """An ISO 3166-1 alpha-2 code, shown as the country's name."""

    code: str | None


@dataclass(frozen=True)
class Period:
    """A month, quarter or year, by its first day."""

    first: date
    grain: Literal["month", "quarter", "year"]


@dataclass(frozen=True)
class Bilingual:
    """A text that lies in the data in both languages."""

    da: str
    en: str


@dataclass(frozen=True)
class Items:
    """Several values, joined as the language joins them ("a, b and c")."""

    values: tuple[Value, ...]
    word: Literal["and", "or"] = "and"


@dataclass(frozen=True)
class Message:
    """A key of the catalogue and the values its text names.

    A value called ``n`` chooses between singular and plural. An int is shown as a count, a date as
    a day, a str as it is.
    """

    key: str
    values: tuple[tuple[str, Value], ...] = ()


Value = Union[
    str,
    int,
    date,
    Share,
    PerHundred,
    Amount,
    Number,
    Code,
    Country,
    Period,
    Bilingual,
    Items,
    Message,
]


def message(key: str, **values: Value) -> Message:
    """A message with its values by name."""
    return Message(key, tuple(values.items()))
