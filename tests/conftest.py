"""What many tests share: a data folder of their own, small snapshots, the shared test data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings as hypothesis_settings

from clausewatch.model.settings import Settings
from clausewatch.snapshots import Meta, Snapshot, Store
from tests.builders import tables, violation, visit

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PUBLISHED_AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)

# A slow machine is no failure, and a failure must come again.
hypothesis_settings.register_profile("project", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("project")

SnapshotOf = Callable[..., Snapshot]


class Golden:
    """Compares text with a reviewed file; rewrites it where ``--update-golden`` says so."""

    def __init__(self, folder: Path, update: bool) -> None:
        self._folder = folder
        self._update = update

    def __call__(self, name: str, text: str) -> None:
        path = self._folder / name
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"there is no {name}; make it with --update-golden and read it"
        assert text == path.read_text(encoding="utf-8")


SLOW = (
    "benchmarks",
    "demonstration",
    "examples",
    "pages",
    "cli/test_demo.py",
    "publishing/test_demonstration.py",
)
"""Parts that open pages, make whole registers or read large files; `make quick` leaves them out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(item.path.is_relative_to(ROOT / "tests" / part) for part in SLOW):
            item.add_marker(pytest.mark.slow)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


@pytest.fixture(scope="session")
def golden(pytestconfig: pytest.Config) -> Golden:
    """Reviewed texts in ``tests/golden``: ``golden("measures/rate.json", text)``."""
    return Golden(ROOT / "tests" / "golden", bool(pytestconfig.getoption("--update-golden")))


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the data a person has in the project's own folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAUSEWATCH_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The default settings with a data folder of the test's own."""
    return Settings(data=tmp_path / "data")


@pytest.fixture
def snapshot_of(settings: Settings) -> SnapshotOf:
    """Publishes frames: ``snapshot_of(tables(visit(...)), register_date=..., synthetic=...)``."""

    def publish(frames: Mapping[str, pl.DataFrame], **meta: object) -> Snapshot:
        return published(settings.snapshots, frames, **meta)

    return publish


@pytest.fixture(scope="session")
def small_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Four checks of three cases: a violation with a claim, one without, an open one, a follow-up.

    Its register date is 31 December 2025. Read only: it is shared by the whole run.
    """
    frames = tables(
        visit(
            violation(category="underpayment", workers_affected=3, claimed_dkk=90_000),
            violation(category="working_time", severity="minor", workers_affected=2),
            started_on="2024-03-04",
        ),
        visit(
            violation(category="health_and_safety"),
            method="document_review",
            trigger="risk_based",
            started_on="2025-02-10",
            completed_on="2025-03-01",
        ),
        visit(method="document_review", started_on="2025-11-20", completed_on=None),
        visit(case_id="case-v1", trigger="follow_up", started_on="2024-09-02"),
    )
    folder = tmp_path_factory.mktemp("small") / "snapshots"
    return published(folder, frames, register_date=date(2025, 12, 31))


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """A folder of the shared test data by name; skips where it is not beside the project."""

    def folder(name: str) -> Path:
        path = SHARED / "data" / name
        if not path.exists():
            pytest.skip(f"shared/data/{name} is not beside the project")
        return path

    return folder


def published(folder: Path, frames: Mapping[str, pl.DataFrame], **meta: object) -> Snapshot:
    """Frames as the first snapshot of a store; ``meta`` as of ``Meta``."""
    with Store(folder, lambda: PUBLISHED_AT).draft() as draft:
        for name, frame in frames.items():
            draft.write(name, frame)
        return draft.commit(Meta(**meta)).snapshot  # type: ignore[arg-type]
