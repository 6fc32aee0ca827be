"""Publishing a register from the browser: send files, read what the check found, publish."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from clausewatch import access, register
from clausewatch.access import Action, can
from clausewatch.language import render, text
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.settings import Settings
from clausewatch.model.viewer import Language, Viewer
from clausewatch.publishing import Published, publish_reading
from clausewatch.register import Level, Reading
from clausewatch.register.template import write_template
from clausewatch.ui import errors, findings, periods, uploads
from clausewatch.ui.page import Page
from clausewatch.ui.words import plain

_CHECKED, _DONE = "publish.checked", "publish.done"


@dataclass(frozen=True)
class _Checked:
    """A reading, and the folder its files lie in until it is published or replaced."""

    files: tuple[str, ...]
    folder: tempfile.TemporaryDirectory[str]
    reading: Reading


def show(page: Page) -> None:
    """Draw the tool; nothing for a viewer who may not publish."""
    if not can(page.viewer, Action.PUBLISH):
        return
    st.header(page.text("ui.publish.title"), anchor=False)
    tool(page.viewer, page.settings)


def tool(viewer: Viewer, settings: Settings) -> None:
    """Upload, check, publish. Needs no snapshot, so the first one can be made here."""
    language = viewer.language
    st.markdown(text("ui.publish.says", language))
    st.download_button(
        text("ui.publish.template", language),
        lambda: _template(language),
        file_name="clausewatch-register.xlsx",
        on_click="ignore",
        key="publish.template",
    )
    sent = st.file_uploader(
        text("ui.publish.files", language),
        type=[ending.removeprefix(".") for ending in uploads.ENDINGS],
        accept_multiple_files=True,
        key="publish.files",
    )
    _done(viewer)
    if not sent:
        st.session_state.pop(_CHECKED, None)
        return
    names = tuple(upload.file_id for upload in sent)
    if st.button(text("ui.publish.check", language), key="publish.check"):
        _check(sent, names, viewer)
    checked = st.session_state.get(_CHECKED)
    if checked and checked.files == names:
        _found(checked.reading, viewer)
        _form(checked, viewer, settings)


def _check(sent: Any, names: tuple[str, ...], viewer: Viewer) -> None:
    st.session_state.pop(_CHECKED, None)
    folder = tempfile.TemporaryDirectory(prefix="clausewatch-")
    try:
        with _progress(text("ui.publish.checking", viewer.language)) as report:
            source = uploads.lay_out(sent, Path(folder.name))
            reading = register.read(source, report=report)
    except ClauseWatchError as error:
        folder.cleanup()
        errors.show(error, viewer.language)
        return
    st.session_state[_CHECKED] = _Checked(names, folder, reading)


def _found(reading: Reading, viewer: Viewer) -> None:
    language = viewer.language
    rows = {name: reading.rows.get(name, 0) for name in ("contracts", "visits", "violations")}
    st.markdown(plain(text("ui.publish.read", language, **rows)))
    if not len(reading.findings):
        st.markdown(text("ui.publish.clean", language))
        return
    counts = {
        "errors": text("ui.data.errors", language, n=reading.findings.count(Level.ERROR)),
        "warnings": text("ui.data.warnings", language, n=reading.findings.count(Level.WARNING)),
    }
    st.markdown(plain(text("ui.data.faults_found", language, **counts)))
    findings.show(reading.grouped(), language, "publish.findings")
    st.download_button(
        text("ui.publish.findings", language),
        lambda: findings.as_csv(reading.findings, language),
        file_name="findings.csv",
        mime="text/csv",
        on_click="ignore",
        key="publish.findings_csv",
    )


def _form(checked: _Checked, viewer: Viewer, settings: Settings) -> None:
    language, reading = viewer.language, checked.reading
    if reading.blocked:
        st.warning(text("ui.publish.blocked", language), icon=":material/info:")
    with st.form("publish.form", border=False):
        allowed = reading.blocked and st.checkbox(
            text(
                "ui.publish.allow_rejects",
                language,
                n=reading.rejected,
                orphaned=reading.orphaned,
            ),
            key="publish.allow_rejects",
        )
        as_of = st.date_input(
            text("ui.publish.as_of", language),
            value=None,
            min_value=date(1990, 1, 1),
            format=periods.shown_as(language),
            key="publish.as_of",
        )
        note = st.text_input(text("ui.publish.note", language), key="publish.note")
        asked = st.form_submit_button(text("ui.publish.publish", language), type="primary")
    if not asked:
        return
    try:
        access.require(viewer, Action.PUBLISH)
        with _progress(text("ui.publish.publishing", language)) as report:
            published = publish_reading(
                reading,
                settings,
                allow_rejects=bool(allowed),
                as_of=as_of,
                note=note,
                by=viewer.name,
                report=lambda what, done: report(render(what, language), done),
            )
    except ClauseWatchError as error:
        errors.show(error, language)
        return
    st.session_state.pop(_CHECKED, None)
    st.session_state[_DONE] = published
    st.rerun()


def _done(viewer: Viewer) -> None:
    published: Published | None = st.session_state.pop(_DONE, None)
    if published:
        key = "ui.publish.done" if published.created else "ui.publish.twin"
        said = text(key, viewer.language, snapshot=published.snapshot.id)
        st.success(plain(said), icon=":material/check:")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[str, float], None]]:
    """A bar that is there while something runs; told what is done and how much of it."""
    bar = st.progress(0.0, text=what)

    def report(part: str, done: float) -> None:
        bar.progress(min(max(done, 0.0), 1.0), text=f"{what}: {plain(part)}" if part else what)

    try:
        yield report
    finally:
        bar.empty()


def _template(language: Language) -> bytes:
    with tempfile.TemporaryDirectory(prefix="clausewatch-") as folder:
        path = Path(folder) / "register.xlsx"
        write_template(path, language)
        return path.read_bytes()
