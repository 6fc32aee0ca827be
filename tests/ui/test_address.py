"""Everything that can stand in the browser's address, and what is made of it."""

import pytest

from clausewatch.language import render
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language
from clausewatch.ui.address import CHOICES, Address, parse

EVERYTHING = {
    "lang": ["da"],
    "from": ["2020-01-01"],
    "method": ["document_review", "onsite_announced"],
    "supplier": ["10 000 001"],
    "tier": ["0", "2"],
    "count": ["case"],
    "grain": ["year"],
}


def _said(address: Address) -> str:
    return " ".join(render(sentence, Language.ENGLISH) for sentence in address.wrong)


def test_an_address_says_again_what_it_was_read_from():
    read = parse(EVERYTHING)

    assert read.wrong == ()
    assert read.words() == EVERYTHING
    assert parse(read.words()) == read


def test_links_to_other_pages_leave_the_choices_behind():
    words = parse(EVERYTHING).words(choices=False)

    assert words == {k: v for k, v in EVERYTHING.items() if k not in CHOICES}


def test_nothing_said_is_everything_in_the_readers_own_language():
    assert parse({}) == Address(language=None, filters=Filters())


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("sector", "spaceflight"),
        ("tier", "upper"),
        ("from", "soon"),
        ("lang", "fr"),
        ("count", "everything"),
    ],
)
def test_a_value_that_means_nothing_is_named_and_the_rest_is_kept(word, value):
    read = parse({word: [value], "trigger": ["tip"]})

    assert value in _said(read)
    assert read.filters == Filters(trigger=("tip",))


def test_a_wrong_value_beside_a_good_one_leaves_the_good_one():
    read = parse({"sector": ["spaceflight", "cleaning"]})

    assert read.filters.sector == ("cleaning",)
    assert len(read.wrong) == 1


def test_a_word_that_is_none_is_named():
    assert "colour" in _said(parse({"colour": ["blue"]}))


def test_a_period_that_ends_before_it_begins_is_left_aside_alone():
    read = parse({"from": ["2024"], "to": ["2022"], "sector": ["food"]})

    assert read.filters == Filters(sector=("food",))
    assert len(read.wrong) == 1


def test_the_first_choice_needs_no_word():
    for name, values in CHOICES.items():
        chosen = Address().chosen(name, values[-1])
        assert chosen.words() == {name: [values[-1]]}
        assert chosen.choice(name) == values[-1]
        assert chosen.chosen(name, values[0]) == Address()
