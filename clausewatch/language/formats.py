"""Numbers, money, dates and periods as each language writes them."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from clausewatch.model.viewer import Language

NO_BREAK = "\u00a0"
#: Danish as in Denmark, English as in Europe: day before month, comma between thousands.
_LOCALES = {Language.DANISH: "da_DK", Language.ENGLISH: "en_GB"}


@cache
def locale(language: Language) -> Locale:
    """The locale a language is written in."""
    return Locale.parse(_LOCALES[language])


def decimal(value: float, language: Language, decimals: int = 0) -> str:
    """A number with exactly that many decimals: ``1.234,5`` or ``1,234.5``."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, locale=locale(language)))


def share(value: float, language: Language, n: int | None = None) -> str:
    """A share in percent.

    Whole percent, one decimal where n ≥ 1,000 or the share lies under 10 %; none at 0 and 1.
    """
    percent = 100 * value
    fine = (n is not None and n >= 1000) or percent < 10
    decimals = 1 if fine and percent not in (0, 100) else 0
    return decimal(percent, language, decimals) + NO_BREAK + "%"


def per_hundred(value: float, language: Language) -> str:
    """A share as a number of every hundred: whole, one decimal under 10."""
    hundred = 100 * value
    whole = hundred >= 10 or abs(hundred - round(hundred)) < 0.05
    return decimal(hundred, language, 0 if whole else 1)


def share_range(low: float, high: float, language: Language, n: int | None = None) -> str:
    """An interval of shares in one text, ``35–41 %``."""
    lower, upper = (share(value, language, n).removesuffix("%").strip() for value in (low, high))
    return f"{lower}–{upper}{NO_BREAK}%"


def amount(dkk: float, language: Language) -> str:
    """Money rounded to what matters: ``DKK 3.2 million``, ``3,2 mio. kr.``, ``DKK 15,700``."""
    if abs(dkk) >= 999_500_000:
        figure, unit = decimal(dkk / 1e9, language, 1), ("billion", "mia.")
    elif abs(dkk) >= 999_500:
        figure, unit = decimal(dkk / 1e6, language, 1), ("million", "mio.")
    else:
        step = 1000 if abs(dkk) >= 100_000 else 100 if abs(dkk) >= 10_000 else 1
        figure, unit = decimal(round(dkk / step) * step, language), ("", "")
    if language is Language.DANISH:
        return NO_BREAK.join(part for part in (figure, unit[1], "kr.") if part)
    return NO_BREAK.join(part for part in ("DKK", figure, unit[0]) if part)


def day(value: date, language: Language) -> str:
    """A day: ``30 Sep 2026``, ``30. sep. 2026``."""
    pattern = "d. MMM y" if language is Language.DANISH else "d MMM y"
    return str(format_date(value, pattern, locale=locale(language)))


def period(first: date, grain: str, language: Language) -> str:
    """A month, quarter or year: ``March 2026``, ``1. kvartal 2026``, ``2026``."""
    if grain == "year":
        return str(first.year)
    if grain == "quarter":
        number = (first.month + 2) // 3
        if language is Language.DANISH:
            return f"{number}. kvartal {first.year}"
        return f"Q{number} {first.year}"
    return str(format_date(first, "MMMM y", locale=locale(language)))


def country(code: str, language: Language) -> str:
    """A country's name; the code itself where it names none."""
    return str(locale(language).territories.get(code, code))


def listing(items: list[str], language: Language, word: str = "and") -> str:
    """Items joined as the language joins them."""
    if language is Language.ENGLISH and len(items) > 2:
        return ", ".join(items[:-1]) + f" {word} {items[-1]}"
    return str(
        format_list(items, style="standard" if word == "and" else "or", locale=locale(language))
    )
