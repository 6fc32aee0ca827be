"""Messages in a manifest: still without a language, so every reader gets their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from clausewatch.model.message import (
    Amount,
    Code,
    Country,
    Items,
    Message,
    Number,
    Period,
    Share,
    Value,
    message,
)


def to_json(value: Value) -> Any:
    """A message, or a value of one, as JSON: text and counts as they are, the rest tagged."""
    match value:
        case str() | int():
            return value
        case date():
            return {"date": value.isoformat()}
        case Share():
            return {"share": value.value, "n": value.n}
        case Amount():
            return {"dkk": value.dkk}
        case Number():
            return {"number": value.value, "decimals": value.decimals}
        case Code():
            return {"codes": value.codes, "code": value.code}
        case Country():
            return {"country": value.code}
        case Period():
            return {"period": value.first.isoformat(), "grain": value.grain}
        case Items():
            return {"items": [to_json(item) for item in value.values], "word": value.word}
        case Message():
            return {
                "key": value.key,
                "values": {name: to_json(item) for name, item in value.values},
            }


def value_from_json(value: Any) -> Value:
    """The inverse of ``to_json``; raises ValueError for what it never wrote."""
    match value:
        case str() | int():
            return value
        case {"date": day}:
            return date.fromisoformat(day)
        case {"share": share, "n": n}:
            return Share(share, n)
        case {"dkk": dkk}:
            return Amount(dkk)
        case {"number": number, "decimals": decimals}:
            return Number(number, decimals)
        case {"codes": codes, "code": code}:
            return Code(codes, code)
        case {"country": code}:
            return Country(code)
        case {"period": first, "grain": grain}:
            return Period(date.fromisoformat(first), grain)
        case {"items": items, "word": word}:
            return Items(tuple(value_from_json(item) for item in items), word)
        case {"key": _, "values": _}:
            return message_from_json(value)
        case _:
            raise ValueError(f"no value of a message: {value!r}")


def message_from_json(value: Any) -> Message:
    """A message from JSON; raises ValueError where it is none."""
    match value:
        case {"key": str(key), "values": dict(values)}:
            return message(key, **{name: value_from_json(item) for name, item in values.items()})
        case _:
            raise ValueError(f"no message: {value!r}")
