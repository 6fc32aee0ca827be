"""Every snapshot: when, how much, which one readers get, and what changed between two."""

from __future__ import annotations

import polars as pl
import streamlit as st

from clausewatch import access
from clausewatch.access import Action, can
from clausewatch.language import text
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.viewer import Viewer
from clausewatch.snapshots import Comparison, Entry, Store, compare
from clausewatch.ui import errors
from clausewatch.ui.page import Page

_CHOSEN = "data.snapshot"


def show(page: Page) -> None:
    """Draw list, choice and comparison."""
    store = Store(page.settings.snapshots)
    entries = store.list()
    st.header(page.text("ui.snapshots.title"), anchor=False)
    st.dataframe(
        _frame(page, entries),
        hide_index=True,
        alt=page.text("ui.snapshots.title"),
        key="snapshots.table",
    )
    good = [entry.id for entry in entries if entry.damage is None]
    labels = {entry.id: _label(page, entry) for entry in entries}
    if can(page.viewer, Action.CHOOSE_SNAPSHOT) and len(good) > 1:
        _choose(page, store, good, labels)
    if len(good) > 1:
        _compare(page, store, good, labels)


def _frame(page: Page, entries: list[Entry]) -> pl.DataFrame:
    rows = []
    for entry in entries:
        manifest = entry.manifest
        state = ""
        if entry.damage:
            state = page.render(entry.damage)
        elif entry.current:
            state = page.text("ui.snapshots.current")
        rows.append(
            {
                "state": state,
                "snapshot": entry.id,
                "register_date": manifest.register_date if manifest else None,
                "visits": manifest.rows.get("visits", 0) if manifest else None,
                "violations": manifest.rows.get("violations", 0) if manifest else None,
                "rejected": manifest.rejected + manifest.orphaned if manifest else None,
                "note": manifest.note if manifest else "",
            }
        )
    frame = pl.DataFrame(rows)
    return frame.rename({name: page.text(f"ui.snapshots.{name}") for name in frame.columns})


def _label(page: Page, entry: Entry) -> str:
    if entry.manifest is None:
        return entry.id
    return page.text("ui.snapshots.label", day=entry.manifest.register_date, snapshot=entry.id)


def _choose(page: Page, store: Store, good: list[str], labels: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            page.text("ui.snapshots.choose"),
            good,
            index=good.index(page.snapshot.id) if page.snapshot.id in good else 0,
            format_func=labels.__getitem__,
            key=_CHOSEN,
        )
        st.button(
            page.text("ui.snapshots.use"),
            key="snapshots.use",
            disabled=chosen == page.snapshot.id,
            on_click=_use,
            args=(page.viewer, store),
        )
    if failed := st.session_state.pop(f"{_CHOSEN}.failed", None):
        errors.show(failed, page.language)


def _use(viewer: Viewer, store: Store) -> None:
    try:
        access.require(viewer, Action.CHOOSE_SNAPSHOT)
        store.use(st.session_state[_CHOSEN])
    except ClauseWatchError as error:
        st.session_state[f"{_CHOSEN}.failed"] = error


def _compare(page: Page, store: Store, good: list[str], labels: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        before, after = (
            st.selectbox(
                page.text(f"ui.snapshots.{side}"),
                good,
                index=index,
                format_func=labels.__getitem__,
                key=f"snapshots.{side}",
            )
            for side, index in (("before", 1), ("after", 0))
        )
        asked = st.button(page.text("ui.snapshots.compare"), key="snapshots.compare")
    if asked:
        with st.spinner(page.text("ui.snapshots.comparing")):
            found = compare(store.open(before), store.open(after))
        _changes(page, found)


def _changes(page: Page, found: Comparison) -> None:
    if found.same:
        st.markdown(page.text("ui.snapshots.same"))
        return
    st.markdown(page.text("ui.snapshots.new", n=found.violations_new))
    st.markdown(page.text("ui.snapshots.closed", n=found.violations_closed))
    frame = pl.DataFrame(
        [
            {
                "table": page.text(f"table.{change.table}"),
                "rows_before": change.rows_before,
                "rows_after": change.rows_after,
                "added": change.added,
                "removed": change.removed,
                "changed": change.changed,
                "columns": ", ".join(
                    f"{text(f'column.{change.table}.{name}', page.language)} ({n})"
                    for name, n in change.columns
                ),
            }
            for change in found.tables
        ]
    )
    st.dataframe(
        frame.rename({name: page.text(f"ui.change.{name}") for name in frame.columns}),
        hide_index=True,
        alt=page.text("ui.snapshots.compare"),
        key="snapshots.changes",
    )
