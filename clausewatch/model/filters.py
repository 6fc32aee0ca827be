"""What a reader has narrowed the figures to: one frozen value, from the URL and back."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from clausewatch.model.codes import (
    Category,
    Clause,
    ContractType,
    Method,
    MethodGroup,
    PerformedBy,
    RiskLevel,
    Sector,
    Severity,
    Trigger,
    methods_of,
)
from clausewatch.model.errors import WrongUse
from clausewatch.model.message import Items, message

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-?Q(?P<quarter>[1-4])|-(?P<month>\d{2}))?", re.IGNORECASE)


def _several(codes: type[StrEnum] | None = None) -> Any:
    return field(default=(), metadata={"codes": codes})


@dataclass(frozen=True)
class Filters:
    """A selection of checks. An empty field means all.

    Values within a field are alternatives, fields narrow each other. Values are kept sorted and
    unique, so two selections that mean the same are equal. ``from_date`` and ``to_date`` are
    inclusive and compare with the day a check started. ``category`` and ``severity`` restrict
    which violations count, never which checks do.
    """

    from_date: date | None = None
    to_date: date | None = None
    method: tuple[str, ...] = _several(Method)
    trigger: tuple[str, ...] = _several(Trigger)
    sector: tuple[str, ...] = _several(Sector)
    country: tuple[str, ...] = _several()
    contract_type: tuple[str, ...] = _several(ContractType)
    clause: tuple[str, ...] = _several(Clause)
    performed_by: tuple[str, ...] = _several(PerformedBy)
    tier: tuple[int, ...] = _several()
    buyer: tuple[str, ...] = _several()
    supplier: tuple[str, ...] = _several()
    risk_level: tuple[str, ...] = _several(RiskLevel)
    partner: tuple[str, ...] = _several()
    team: tuple[str, ...] = _several()
    joint: tuple[str, ...] = _several()
    category: tuple[str, ...] = _several(Category)
    severity: tuple[str, ...] = _several(Severity)

    def __post_init__(self) -> None:
        for name in FIELDS:
            values = getattr(self, name)
            object.__setattr__(self, name, _canonical(name, values))
        if self.from_date and self.to_date and self.from_date > self.to_date:
            raise WrongUse(
                message("error.period_reversed", start=self.from_date, end=self.to_date),
                where="from, to",
                remedy=message("error.period_reversed.remedy"),
            )

    @classmethod
    def from_words(cls, words: Mapping[str, Iterable[str]]) -> Filters:
        """Read filters from the words of the URL and the command line.

        Args:
            words: values by word, for example ``{"from": ["2024"], "method": ["on_site"]}``.
                A method group stands for all its methods; a year, quarter (2026Q3) or month
                (2026-03) stands for its first day in ``from`` and its last in ``to``.

        Raises:
            WrongUse: a word is not a filter, or a value is none of its codes.
        """
        values: dict[str, Any] = {}
        for word, given in words.items():
            items = [item.strip() for item in given if item.strip()]
            if not items:
                continue
            if word in ("from", "to"):
                values[f"{word}_date"] = _day(word, items[-1])
            elif (name := word.replace("-", "_")) in FIELDS:
                values[name] = tuple(items)
            else:
                raise WrongUse(
                    message("error.no_such_filter", word=word),
                    where=word,
                    remedy=message("error.use_one_of", allowed=Items(WORDS, "or")),
                )
        return cls(**values)

    def to_words(self) -> dict[str, list[str]]:
        """The words of the URL that mean these filters; ``from_words`` turns them back."""
        words: dict[str, list[str]] = {}
        if self.from_date:
            words["from"] = [self.from_date.isoformat()]
        if self.to_date:
            words["to"] = [self.to_date.isoformat()]
        for name in FIELDS:
            if values := getattr(self, name):
                words[name.replace("_", "-")] = [str(value) for value in values]
        return words

    def narrowed(self, **changes: Any) -> Filters:
        """These filters with some fields replaced."""
        return replace(self, **changes)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Filters) if "codes" in f.metadata)
"""The fields that take several values."""

WORDS: tuple[str, ...] = ("from", "to", *(name.replace("_", "-") for name in FIELDS))
"""The words of the URL and the command line, in the order they are shown."""


def codes_of(name: str) -> type[StrEnum] | None:
    """The code list a field takes its values from; None where any text (or a tier) will do."""
    found: type[StrEnum] | None = Filters.__dataclass_fields__[name].metadata["codes"]
    return found


def _canonical(name: str, values: Iterable[Any]) -> tuple[Any, ...]:
    if name == "tier":
        return tuple(sorted({_tier(value) for value in values}))
    codes = codes_of(name)
    found: set[str] = set()
    for value in values:
        text = value.strip().upper() if name == "country" else value
        if name == "method" and text in tuple(MethodGroup):
            found.update(methods_of(MethodGroup(text)))
        elif codes is None or text in tuple(codes):
            found.add(str(text))
        else:
            allowed = [*codes, *MethodGroup] if name == "method" else list(codes)
            choices = Items(tuple(dict.fromkeys(allowed)), "or")
            raise WrongUse(
                message("error.no_such_code", value=str(value), what=message(f"filter.{name}")),
                where=name.replace("_", "-"),
                remedy=message("error.use_one_of", allowed=choices),
            )
    return tuple(sorted(found))


def _tier(value: Any) -> int:
    try:
        tier = int(value)
    except ValueError:
        tier = -1
    if tier < 0:
        raise WrongUse(
            message("error.no_such_tier", value=str(value)),
            where="tier",
            remedy=message("error.no_such_tier.remedy"),
        )
    return tier


def _day(word: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        matched = _PERIOD.fullmatch(text)
    wrong = WrongUse(
        message("error.no_such_day", value=text),
        where=word,
        remedy=message("error.no_such_day.remedy"),
    )
    if not matched:
        raise wrong
    year = int(matched["year"])
    first, last = 1, 12
    if matched["quarter"]:
        last = 3 * int(matched["quarter"])
        first = last - 2
    elif matched["month"]:
        first = last = int(matched["month"])
    if not 1 <= first <= 12 or not 1 <= year <= 9999:
        raise wrong
    if word == "from":
        return date(year, first, 1)
    return date(year, last, calendar.monthrange(year, last)[1])
