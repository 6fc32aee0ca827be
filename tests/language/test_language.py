"""Numbers, money, dates and selections as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from clausewatch.language import (
    Amount,
    Code,
    Country,
    Items,
    PerHundred,
    Period,
    Share,
    describe,
    render,
    term,
    text,
)
from clausewatch.language.catalogue import MissingText
from clausewatch.language.formats import share_range
from clausewatch.model.filters import Filters
from clausewatch.model.message import Value, message
from clausewatch.model.viewer import Language

DA, EN = Language.DANISH, Language.ENGLISH


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (Share(0.382), "38 %", "38 %"),
        (Share(0.382, n=1000), "38,2 %", "38.2 %"),
        (Share(0.0234), "2,3 %", "2.3 %"),
        (Share(0.0), "0 %", "0 %"),
        (Share(1.0, n=5000), "100 %", "100 %"),
        (PerHundred(0.384), "38", "38"),
        (PerHundred(0.0234), "2,3", "2.3"),
        (PerHundred(0.02), "2", "2"),
        (Amount(3_234_567), "3,2 mio. kr.", "DKK 3.2 million"),
        (Amount(999_600), "1,0 mio. kr.", "DKK 1.0 million"),
        (Amount(2_500_000_000), "2,5 mia. kr.", "DKK 2.5 billion"),
        (Amount(15_712), "15.700 kr.", "DKK 15,700"),
        (Amount(912), "912 kr.", "DKK 912"),
        (date(2026, 9, 30), "30. sep. 2026", "30 Sept 2026"),
        (Period(date(2026, 1, 1), "quarter"), "1. kvartal 2026", "Q1 2026"),
        (Period(date(2026, 3, 1), "month"), "marts 2026", "March 2026"),
        (Period(date(2026, 1, 1), "year"), "2026", "2026"),
        (Country("ES"), "Spanien", "Spain"),
        (Country(None), "ikke oplyst", "not stated"),
        (Code("method", "document_review"), "dokumentkontrol", "document check"),
        (Code("method", None), "ikke oplyst", "not stated"),
        (Items(("a", "b", "c")), "a, b og c", "a, b and c"),
        (Items(("a", "b"), "or"), "a eller b", "a or b"),
    ],
)
def test_values_in_both_languages(value: Value, danish: str, english: str):
    assert term(value, DA).replace("\u00a0", " ") == danish
    assert term(value, EN).replace("\u00a0", " ") == english


def test_an_interval_is_one_text():
    assert share_range(0.351, 0.409, DA).replace("\u00a0", " ") == "35–41 %"


def test_one_and_many():
    assert render(message("note.open_visit", n=1), EN) == "1 open check is not in the rates."
    assert render(message("note.open_visit", n=2), DA).startswith("2 uafsluttede kontroller")
    assert render(message("note.open_visit", n=0), DA).startswith("0 uafsluttede kontroller")


def test_a_missing_text_is_a_mistake_that_shows():
    with pytest.raises(MissingText, match=r"da: nothing\.here"):
        text("nothing.here", DA)
    with pytest.raises(MissingText, match="which was not given"):
        text("describe.since", EN)


def test_a_selection_in_words():
    filters = Filters.from_words(
        {"from": ["2024"], "method": ["on_site", "document_review"], "tier": ["0", "2"]}
    )
    assert describe(filters, EN) == (
        "checks begun since 1 Jan 2024; method: on site or document check; "
        "tier: contractor or subcontractor, tier 2"
    )
    assert describe(filters, DA) == (
        "kontroller påbegyndt siden 1. jan. 2024; metode: på stedet eller dokumentkontrol; "
        "led: hovedleverandør eller underleverandør, 2. led"
    )
    assert describe(Filters(), DA) == "alle kontroller i registeret"


def test_every_filter_can_be_described_in_both_languages():
    from clausewatch.model.filters import FIELDS, codes_of

    for name in FIELDS:
        codes = codes_of(name)
        value = next(iter(codes)) if codes else 1 if name == "tier" else "DK"
        for language in Language:
            assert describe(Filters(**{name: (value,)}), language)
