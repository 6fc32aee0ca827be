"""The four big figures: workers affected, claimed, repaid, verified; each with words and trend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from clausewatch.language import Amount, Message, Share, message
from clausewatch.measures.result import Result
from clausewatch.ui.page import Page
from clausewatch.ui.words import html

_FIGURES = ("workers_affected", "claimed_dkk", "repaid_dkk", "verified_closed")


def show(page: Page) -> Result:
    """Draw them; returns the result they are read from."""
    totals, yearly = page.run("impact_totals"), page.run("impact_over_time", grain="year")
    row, hidden = totals.frame.row(0, named=True), totals.hidden.row(0, named=True)
    items = []
    for name in _FIGURES:
        concealed = hidden[name]
        value = message("word.hidden") if concealed else _value(name, row)
        trend = "" if yearly.hidden[name].any() else _trend(yearly.frame[name].to_list())
        items.append(
            f'<div class="cw-total"><dt>{html(page.text(f"ui.total.{name}"))}</dt>'
            f'<dd class="cw-value">{html(page.render(value))}</dd>'
            f'<dd class="cw-says">{trend}{html(page.render(_says(name, row, hidden)))}</dd></div>'
        )
    st.html(f'<dl class="cw-totals">{"".join(items)}</dl>')
    return totals


def _value(name: str, row: dict[str, Any]) -> Message:
    match name:
        case "workers_affected" if not row[name] and row["violations_without_worker_count"]:
            return message("ui.total.unknown")
        case "workers_affected":
            return message("ui.total.at_least", n=row[name])
        case "verified_closed":
            return message("ui.total.of", n=row[name], all=row["cases_with_violation"])
    return message("ui.total.amount", amount=Amount(row[name]))


def _says(name: str, row: dict[str, Any], hidden: dict[str, bool]) -> Message:
    if hidden[name]:
        return message("ui.total.hidden")
    match name:
        case "workers_affected":
            return message("ui.total.without_count", n=row["violations_without_worker_count"])
        case "claimed_dkk" if row["claimed_median_per_case"] is not None and not any(
            hidden[part] for part in ("claimed_median_per_case", "largest_case_share")
        ):
            return message(
                "ui.total.claimed_says",
                n=row["cases_with_claim"],
                median=Amount(row["claimed_median_per_case"]),
                largest=Share(row["largest_case_share"]),
            )
        case "claimed_dkk":
            return message("ui.total.claimed_none")
        case "repaid_dkk":
            return message("ui.total.repaid_says")
    return message("ui.total.verified_says")


def _trend(values: Sequence[float | None]) -> str:
    """A bar a year, for the eye only: the figures stand on the page of impact."""
    known = [value or 0.0 for value in values]
    if len(known) < 3 or not any(known):
        return ""
    top = max(known)
    bars = "".join(f'<i style="height:{max(4, 100 * value / top):.0f}%"></i>' for value in known)
    return f'<span class="cw-trend" aria-hidden="true">{bars}</span>'
