"""The selection in words: the same words on the page, in the briefing and in every export."""

from __future__ import annotations

from clausewatch.language.catalogue import render, term, text
from clausewatch.model.codes import Method, MethodGroup, methods_of
from clausewatch.model.filters import FIELDS, Filters, codes_of
from clausewatch.model.message import Code, Country, Items, Message, Value, message
from clausewatch.model.viewer import Language


def describe(filters: Filters, language: Language) -> str:
    """A selection in words: ``checks begun since 1 Jan 2024; sector: cleaning or transport``."""
    if not filters.narrows:
        return text("describe.everything", language)
    parts = [render(period_of(filters), language)]
    for name in FIELDS:
        if values := getattr(filters, name):
            parts.append(
                text(
                    "describe.field",
                    language,
                    field=text(f"filter.{name}", language),
                    values=term(Items(tuple(terms(name, values)), "or"), language),
                )
            )
    return "; ".join(parts)


def period_of(filters: Filters) -> Message:
    """The period of a selection."""
    start, end = filters.from_date, filters.to_date
    if start and end:
        return message("describe.between", start=start, end=end)
    if start:
        return message("describe.since", start=start)
    if end:
        return message("describe.until", end=end)
    return message("describe.any_period")


def terms(name: str, values: tuple[str | int, ...]) -> list[Value]:
    """The values of a field as people read them; a whole method group by its one name."""
    if name == "method":
        return _methods(values)
    return [value_term(name, value) for value in values]


def value_term(name: str, value: str | int) -> Value:
    """One value of a field as people read it."""
    if name == "tier":
        if value == 0:
            return message("describe.tier_0")
        return message("describe.tier", tier=str(value))
    if name == "country":
        return Country(str(value))
    return Code(name, str(value)) if codes_of(name) else str(value)


def _methods(values: tuple[str | int, ...]) -> list[Value]:
    left = {Method(str(value)) for value in values}
    found: list[Value] = []
    for group in MethodGroup:
        members = methods_of(group)
        if len(members) > 1 and left.issuperset(members):
            found.append(Code("method_group", group))
            left.difference_update(members)
    return found + [Code("method", method) for method in Method if method in left]
