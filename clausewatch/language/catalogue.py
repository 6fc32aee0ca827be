"""The one catalogue: every word people read, in Danish and English.

It lies in ``locales/<language>/*.po``, one file a part of the software, read as one. Keys are
symbolic (``measure.rate_by_method.title``); both languages hold the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from clausewatch.language import formats
from clausewatch.model.message import (
    Amount,
    Bilingual,
    Code,
    Country,
    Items,
    Message,
    Number,
    PerHundred,
    Period,
    Share,
    Value,
)
from clausewatch.model.viewer import Language

LOCALES = Path(__file__).parent / "locales"


class MissingText(KeyError):
    """A key that is in no catalogue: a mistake in the program, never in the data."""


@cache
def entries(language: Language) -> Mapping[str, tuple[str, ...]]:
    """The texts of a language by key: one, or singular and plural.

    Raises:
        MissingText: two files hold the same key, or a text is empty.
    """
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((LOCALES / language.value).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language.value)
        for entry in catalogue:
            if not entry.id:
                continue
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            string = entry.string or ""
            texts = (string,) if isinstance(string, str) else tuple(string)
            if key in found or not all(texts):
                raise MissingText(f"{path.name}: {key} is empty or there twice")
            found[key] = texts
    return found


def has(key: str) -> bool:
    """Whether the catalogue holds a key."""
    return key in entries(Language.ENGLISH)


def text(key: str, language: Language, **values: Value) -> str:
    """The text of a key with its values put in."""
    return render(Message(key, tuple(values.items())), language)


def render(message: Message, language: Language) -> str:
    """A message as a person reads it.

    Raises:
        MissingText: the catalogue does not hold its key, or the text names a value not given.
    """
    try:
        texts = entries(language)[message.key]
    except KeyError:
        raise MissingText(f"{language.value}: {message.key}") from None
    values = dict(message.values)
    chosen = texts[0]
    if len(texts) > 1:
        n = values.get("n")
        if not isinstance(n, int):
            raise MissingText(f"{message.key} needs a whole number n")
        chosen = texts[0] if n == 1 else texts[1]
    try:
        written = chosen.format_map({name: term(value, language) for name, value in values.items()})
    except KeyError as missing:
        raise MissingText(f"{message.key} names {missing}, which was not given") from None
    # The full stop of an abbreviation that ends a sentence ends the sentence too.
    return written.replace("kr..", "kr.")


def term(value: Value, language: Language) -> str:
    """One value as the language writes it."""
    match value:
        case str():
            return value
        case int():
            return formats.decimal(value, language)
        case date():
            return formats.day(value, language)
        case Share():
            return formats.share(value.value, language, value.n)
        case PerHundred():
            return formats.per_hundred(value.value, language)
        case Amount():
            return formats.amount(value.dkk, language)
        case Number():
            return formats.decimal(value.value, language, value.decimals)
        case Code():
            return label(value.codes, value.code, language)
        case Country():
            if value.code is None:
                return text("word.not_stated", language)
            return formats.country(value.code, language)
        case Period():
            return formats.period(value.first, value.grain, language)
        case Bilingual():
            return value.da if language is Language.DANISH else value.en
        case Items():
            return formats.listing(
                [term(item, language) for item in value.values], language, value.word
            )
        case Message():
            return render(value, language)


def label(codes: str, code: str | None, language: Language) -> str:
    """The label of a code; "not stated" for an empty one."""
    if code is None or code == "":
        return text("word.not_stated", language)
    return text(f"code.{codes}.{code}", language)
