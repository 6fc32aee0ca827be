"""Which data the figures are made from, and what is wrong with them."""

from __future__ import annotations

import polars as pl
import streamlit as st

from clausewatch.access import Action, can
from clausewatch.language import Message, message
from clausewatch.ui import findings
from clausewatch.ui.page import Page
from clausewatch.ui.words import html, plain


def headline(page: Page) -> None:
    """The page's first line: how much, until when."""
    manifest = page.snapshot.manifest
    rows = {name: manifest.rows.get(name, 0) for name in ("contracts", "visits", "violations")}
    st.title(plain(page.text("ui.data.title", day=manifest.register_date, **rows)), anchor=False)
    says = [
        message("ui.data.published", snapshot=page.snapshot.id, day=manifest.published_at.date())
    ]
    if manifest.published_by:
        says.append(message("ui.data.published_by", name=manifest.published_by))
    if manifest.note:
        says.append(message("ui.data.note", note=manifest.note))
    st.html(f'<p class="cw-under">{" · ".join(html(page.render(part)) for part in says)}</p>')


def faults(page: Page) -> None:
    """What the check found, and the rows left out."""
    manifest = page.snapshot.manifest
    found = manifest.findings
    st.header(page.text("ui.data.faults"), anchor=False)
    st.markdown(plain(page.render(_faults(found.errors, found.warnings))))
    for table, rejected in manifest.rejects.items():
        name = page.text(f"table.{table}")
        line = message(
            "ui.data.rejected", table=name, n=rejected.rejected, orphaned=rejected.orphaned
        )
        st.markdown(f"- {plain(page.render(line))}")
    if not can(page.viewer, Action.READ_FINDINGS):
        return
    findings.show_stored(found.grouped, page.language, "data.findings")
    if found.groups_left_out:
        st.caption(page.text("ui.data.groups_left_out", n=found.groups_left_out))
    with st.container(horizontal=True, gap="small"):
        for table in manifest.rejects:
            _rejects(page, table)


def _faults(errors: int, warnings: int) -> Message:
    if not errors and not warnings:
        return message("ui.data.no_faults")
    return message(
        "ui.data.faults_found",
        errors=message("ui.data.errors", n=errors),
        warnings=message("ui.data.warnings", n=warnings),
    )


def _rejects(page: Page, table: str) -> None:
    path = page.snapshot.rejects(table)
    if path is None:
        return
    separator = ";" if page.language == "da" else ","
    st.download_button(
        page.text("ui.data.rejects_download", table=page.text(f"table.{table}")),
        lambda: (
            pl.read_parquet(path)
            .with_columns(pl.selectors.by_dtype(pl.List(pl.String)).list.join(" | "))
            .write_csv(separator=separator, include_bom=True)
            .encode()
        ),
        file_name=f"rejects-{table}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"data.rejects.{table}",
    )
