"""Every snapshot: when, how much, which one readers get, and what changed between two."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from clausewatch import access, publishing
from clausewatch.access import Action, can
from clausewatch.language import formats
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.settings import Settings
from clausewatch.model.viewer import Viewer
from clausewatch.snapshots import Comparison, Entry, Manifest, Store, TableChange, compare
from clausewatch.ui import errors, grid
from clausewatch.ui.grid import GridColumn
from clausewatch.ui.page import Page

_CHOSEN = "data.snapshot"


def show(page: Page) -> None:
    """Draw list, choice and comparison."""
    store = Store(page.settings.snapshots)
    entries = store.list()
    st.header(page.text("ui.snapshots.title"), anchor=False)
    grid.show(_columns(page, entries), alt=page.text("ui.snapshots.title"), key="snapshots.table")
    good = [entry.id for entry in entries if entry.damage is None]
    labels = {entry.id: _label(page, entry) for entry in entries}
    if can(page.viewer, Action.CHOOSE_SNAPSHOT) and len(good) > 1:
        _choose(page, good, labels)
    if len(good) > 1:
        _compare(page, store, good, labels)


def _columns(page: Page, entries: list[Entry]) -> list[GridColumn]:
    found = [entry.manifest for entry in entries]
    return [
        _words(page, "state", [_state(page, entry) for entry in entries]),
        _words(page, "snapshot", [entry.id for entry in entries]),
        GridColumn(
            page.text("ui.snapshots.register_date"),
            [each.register_date.isoformat() if each else "" for each in found],
            [formats.day(each.register_date, page.language) if each else "" for each in found],
        ),
        _counts(page, "visits", [_rows(each, "visits") for each in found]),
        _counts(page, "violations", [_rows(each, "violations") for each in found]),
        _counts(
            page, "rejected", [each.rejected + each.orphaned if each else None for each in found]
        ),
        _words(page, "note", [each.note if each else "" for each in found]),
    ]


def _rows(manifest: Manifest | None, table: str) -> int | None:
    return manifest.rows.get(table, 0) if manifest else None


def _state(page: Page, entry: Entry) -> str:
    if entry.damage:
        return page.render(entry.damage)
    return page.text("ui.snapshots.current") if entry.current else ""


def _words(page: Page, name: str, words: list[str]) -> GridColumn:
    return GridColumn.of_words(page.text(f"ui.snapshots.{name}"), words)


def _counts(page: Page, name: str, counts: Sequence[int | None]) -> GridColumn:
    written = ["" if n is None else formats.decimal(n, page.language) for n in counts]
    return GridColumn(page.text(f"ui.snapshots.{name}"), counts, written, numeric=True)


def _label(page: Page, entry: Entry) -> str:
    if entry.manifest is None:
        return entry.id
    return page.text("ui.snapshots.label", day=entry.manifest.register_date, snapshot=entry.id)


def _choose(page: Page, good: list[str], labels: dict[str, str]) -> None:
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
            args=(page.viewer, page.settings),
        )
    if failed := st.session_state.pop(f"{_CHOSEN}.failed", None):
        errors.show(failed, page.language)


def _use(viewer: Viewer, settings: Settings) -> None:
    try:
        access.require(viewer, Action.CHOOSE_SNAPSHOT)
        publishing.use(st.session_state[_CHOSEN], settings, by=viewer.name)
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
    names = ("rows_before", "rows_after", "added", "removed", "changed")
    tables = [page.text(f"table.{change.table}") for change in found.tables]
    fields = [_fields(page, change) for change in found.tables]
    grid.show(
        [
            _words(page, "table", tables),
            *(
                _counts(page, name, [getattr(each, name) for each in found.tables])
                for name in names
            ),
            _words(page, "columns", fields),
        ],
        alt=page.text("ui.snapshots.compare"),
        key="snapshots.changes",
    )


def _fields(page: Page, change: TableChange) -> str:
    return ", ".join(
        f"{page.text(f'column.{change.table}.{name}')} ({formats.decimal(n, page.language)})"
        for name, n in change.columns
    )
