"""Choices of view, kept in the address: what is counted, by which period, what is shown."""

from __future__ import annotations

import streamlit as st

from clausewatch.ui import address
from clausewatch.ui.address import CHOICES
from clausewatch.ui.page import Page


def show(page: Page, name: str, *, measure: str | None = None) -> str:
    """A choice among a few; returns the one made.

    Args:
        page: the page it stands on.
        name: of the choice, and of the parameter it is for.
        measure: whose parameter it is; values with which the reader may not see it are left out.
    """
    key = f"choice.{name}"
    offered = [
        value
        for value in CHOICES[name]
        if measure is None or page.may_run(measure, **{name: value})
    ]
    made = page.address.choice(name)
    st.session_state[key] = made if made in offered else offered[0]
    st.segmented_control(
        page.text(f"ui.choice.{name}"),
        offered,
        format_func=lambda value: page.text(f"ui.choice.{name}.{value}"),
        required=True,
        wrap=True,
        key=key,
        on_change=_chosen,
        args=(name, key),
    )
    return made if made in offered else offered[0]


def row(page: Page, *names: str) -> list[str]:
    """Several choices beside each other."""
    with st.container(
        key=f"choices-{names[0]}", horizontal=True, gap="medium", vertical_alignment="bottom"
    ):
        return [show(page, name) for name in names]


def _chosen(name: str, key: str) -> None:
    address.choose(name, st.session_state[key])
