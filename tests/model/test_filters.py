"""Filters: from words and back, in any order, and wrong words with an answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.language import render
from clausewatch.model.errors import WrongUse
from clausewatch.model.filters import FIELDS, Filters, codes_of
from clausewatch.model.viewer import Language


def _values(name: str) -> st.SearchStrategy[object]:
    codes: type[StrEnum] | None = codes_of(name)
    if codes:
        return st.sampled_from(list(codes))
    if name == "tier":
        return st.integers(0, 9)
    if name == "country":
        return st.sampled_from(["DK", "ES", "MM"])
    return st.text(st.characters(categories=["L", "N"]), min_size=1)


FILTERS = st.builds(
    Filters,
    from_date=st.none() | st.dates(date(2010, 1, 1), date(2019, 12, 31)),
    to_date=st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    **{name: st.lists(_values(name), max_size=4).map(tuple) for name in FIELDS},
)


@given(FILTERS)
def test_words_and_back(filters: Filters):
    assert Filters.from_words(filters.to_words()) == filters


@given(st.permutations(["food", "care", "food", "cleaning"]))
def test_order_and_repeats_do_not_matter(values: list[str]):
    assert Filters.from_words({"sector": values}) == Filters(sector=("care", "cleaning", "food"))
    assert hash(Filters(sector=tuple(values))) == hash(Filters(sector=("care", "cleaning", "food")))


def test_a_method_group_is_all_its_methods():
    filters = Filters.from_words({"method": ["off_site_interview", "document_review"]})
    assert filters.method == ("document_review", "offsite_interview", "online_interview")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-03-05", date(2026, 3, 5), date(2026, 3, 5)),
    ],
)
def test_periods_stand_for_their_first_and_last_day(text: str, first: date, last: date):
    assert Filters.from_words({"from": [text], "to": [text]}) == Filters(first, last)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"colour": ["red"]}, "There is no filter called “colour”."),
        ({"sector": ["sailing"]}, "“sailing” is not a value of the filter sector."),
        ({"tier": ["-1"]}, "“-1” is not a tier."),
        ({"tier": ["two"]}, "“two” is not a tier."),
        ({"from": ["31.12.2024"]}, "“31.12.2024” is not a date."),
        ({"from": ["2024-13"]}, "“2024-13” is not a date."),
        ({"from": ["0000"]}, "“0000” is not a date."),
        (
            {"from": ["2025"], "to": ["2024"]},
            "The period begins on 1 Jan 2025 and ends before that, on 31 Dec 2024.",
        ),
    ],
)
def test_wrong_words_are_named_with_what_would_be_right(words: dict[str, list[str]], said: str):
    with pytest.raises(WrongUse) as raised:
        Filters.from_words(words)
    assert render(raised.value.what, Language.ENGLISH) == said
    assert raised.value.where
    assert raised.value.remedy
    assert render(raised.value.remedy, Language.DANISH)


def test_nothing_narrows_nothing():
    assert not Filters().narrows
    assert not Filters.from_words({"sector": ["", " "]}).narrows
    assert Filters(tier=(0,)).narrows
