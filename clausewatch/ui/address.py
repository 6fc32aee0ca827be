"""The address in the browser: language, filters and choices of view. It is the only memory.

Every change is written there and read back from there, so every view is a link, a reload changes
nothing and the browser's back button works. Widgets are set from it before they are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import streamlit as st

from clausewatch.language import Items, Message, message
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.filters import WORDS, Filters
from clausewatch.model.viewer import Language

LANGUAGE = "lang"

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "count": ("visit", "case", "supplier"),
        "grain": ("quarter", "month", "year"),
        "show": ("rate", "workers_affected", "claimed_dkk", "repaid_dkk", "verified_closed"),
        "unit": ("sector", "buyer", "supplier", "contract"),
        "impact": ("workers_affected", "claimed_dkk", "repaid_dkk", "verified_closed"),
        "checks": ("50", "100", "200", "400"),
        "area": ("world", "copenhagen"),
        "references": ("on", "off"),
    }
)
"""Choices of view by their word; the first is what stands where the address names none."""


@dataclass(frozen=True)
class Address:
    """What the address says.

    Attributes:
        language: None where it names none.
        filters: the selection.
        choices: choices of view that are not the first.
        wrong: a sentence for each word that was left aside.
    """

    language: Language | None = None
    filters: Filters = field(default_factory=Filters)
    choices: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[Message, ...] = ()

    def choice(self, name: str) -> str:
        """The choice made; the first of ``CHOICES`` where none was."""
        return self.choices.get(name, CHOICES[name][0])

    def chosen(self, name: str, value: str) -> Address:
        """The same address with another choice."""
        choices = {word: made for word, made in self.choices.items() if word != name}
        if value != CHOICES[name][0]:
            choices[name] = value
        return replace(self, choices=choices)

    def words(self, *, choices: bool = True) -> dict[str, list[str]]:
        """The query of the address; ``parse`` turns it back."""
        words = {LANGUAGE: [self.language.value]} if self.language else {}
        words |= self.filters.to_words()
        if choices:
            words |= {name: [value] for name, value in self.choices.items()}
        return words


def parse(query: Mapping[str, list[str]]) -> Address:
    """Read an address. What cannot be read is left aside and named in ``wrong``."""
    language: Language | None = None
    choices: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    wrong: list[Message] = []
    for word, values in query.items():
        last = values[-1] if values else ""
        if word == LANGUAGE:
            if last in tuple(Language):
                language = Language(last)
            elif last:
                wrong.append(_no_such(last, word, tuple(Language)))
        elif word in CHOICES:
            if last in CHOICES[word][1:]:
                choices[word] = last
            elif last and last not in CHOICES[word]:
                wrong.append(_no_such(last, word, CHOICES[word]))
        elif word in WORDS:
            words[word] = [value for value in values if _readable(word, value, wrong)]
        else:
            wrong.append(message("error.no_such_filter", word=word))
    try:
        filters = Filters.from_words(words)
    except ClauseWatchError as error:  # each word can be read, together they cannot: the period
        wrong.append(error.what)
        kept = {word: values for word, values in words.items() if word not in ("from", "to")}
        filters = Filters.from_words(kept)
    return Address(language, filters, choices, tuple(wrong))


def _readable(word: str, value: str, wrong: list[Message]) -> bool:
    try:
        Filters.from_words({word: [value]})
    except ClauseWatchError as error:
        wrong.append(error.what)
        return False
    return True


def _no_such(value: str, word: str, allowed: tuple[str, ...]) -> Message:
    return message("ui.address.no_such", value=value, word=word, allowed=Items(allowed, "or"))


def read() -> Address:
    """The address the browser shows."""
    return parse({word: st.query_params.get_all(word) for word in st.query_params})


def write(address: Address) -> None:
    """Let the browser show this address; a step its back button undoes."""
    st.query_params.from_dict(address.words())


def narrow(**changes: object) -> None:
    """Replace fields of the filters in the address. For callbacks of widgets."""
    now = read()
    try:
        write(replace(now, filters=now.filters.narrowed(**changes)))
    except ClauseWatchError as error:
        st.session_state[REFUSED] = error.what


def choose(name: str, value: str) -> None:
    """Write a choice of view into the address. For callbacks of widgets."""
    write(read().chosen(name, value))


REFUSED = "clausewatch.refused"
"""Where a change that was not made leaves its sentence until it has been read once."""
