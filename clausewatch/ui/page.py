"""What a page knows while it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from clausewatch import language as catalogue
from clausewatch import measures
from clausewatch.charts.deck import View
from clausewatch.charts.palette import ThemeName
from clausewatch.language import Message
from clausewatch.measures.result import Result
from clausewatch.model.filters import Filters
from clausewatch.model.message import Value
from clausewatch.model.settings import Settings
from clausewatch.model.viewer import Language, Viewer
from clausewatch.snapshots import Snapshot
from clausewatch.ui.address import Address


@dataclass(frozen=True)
class Page:
    """A page: who reads it, in which language, of which snapshot, narrowed to what.

    Attributes:
        name: ``overview``, ``methods``, …
        address: what the browser's address says.
        viewer: who reads it.
        settings: where the data lie.
        snapshot: what its figures are made from.
        theme: the ground it is read on.
        phone: whether it is read on a narrow screen.
        said: the notes it has said already.
    """

    name: str
    address: Address
    viewer: Viewer
    settings: Settings
    snapshot: Snapshot
    theme: ThemeName = "light"
    phone: bool = False
    said: set[str] = field(default_factory=set, compare=False)

    @property
    def language(self) -> Language:
        return self.viewer.language

    @property
    def filters(self) -> Filters:
        return self.address.filters

    @property
    def area(self) -> View:
        """What a map shows."""
        return "copenhagen" if self.address.choice("area") == "copenhagen" else "world"

    def run(self, measure: str, **params: str) -> Result:
        """The answer of a measure to what the page is narrowed to; says so where it takes long."""
        with st.spinner(self.text("ui.counting", what=self.text(f"measure.{measure}.title"))):
            return measures.run(measure, self.filters, self.viewer, self.snapshot, **params)

    def may_run(self, measure: str, **params: str) -> bool:
        """Whether the reader may see a measure; some name places or suppliers."""
        return measures.catalogue()[measure].is_for(self.viewer.scope, params)

    def text(self, key: str, **values: Value) -> str:
        """A text of the catalogue in the reader's language."""
        return catalogue.text(key, self.language, **values)

    def render(self, message: Message) -> str:
        """A message in the reader's language."""
        return catalogue.render(message, self.language)
