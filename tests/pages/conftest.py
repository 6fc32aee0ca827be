"""Pages on a small register, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clausewatch.snapshots import Meta, Rejected, Snapshot, Store
from clausewatch.ui.menu import PAGES
from tests.builders import contract, tables, violation, visit
from tests.conftest import ROOT

Open = Callable[..., AppTest]


def register() -> dict:
    """Sixty checks of two sectors, two countries and two methods, over three years."""
    checks = [
        visit(
            *([violation(workers_affected=3, claimed_dkk=9000.0)] if number % 3 == 0 else []),
            method="document_review" if number % 2 else "onsite_unannounced",
            trigger="random" if number % 2 else "risk_based",
            country="ES" if number % 5 == 0 else "DK",
            place="Almería" if number % 5 == 0 else "Indre By",
            latitude=36.84 if number % 5 == 0 else 55.676,
            longitude=-2.46 if number % 5 == 0 else 12.568,
            contract_id="c2" if number % 4 == 0 else "c1",
            started_on=f"{2023 + number % 3}-{1 + number % 12:02d}-05",
            team="north",
            partner="NGO partner, food" if number % 5 == 0 else None,
        )
        for number in range(60)
    ]
    contracts = [contract(), contract(sector="food", contract_type="framework")]
    return tables(*checks, contracts=contracts)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the register, made up, with two rows left out; read only."""
    folder = tmp_path_factory.mktemp("pages")
    publish(folder, synthetic=True, rejects={"visits": Rejected(2, 1)})
    return folder


def publish(folder: Path, **meta: object) -> Snapshot:
    """Publish the register into a data folder."""
    with Store(folder / "snapshots").draft() as draft:
        for name, frame in register().items():
            draft.write(name, frame)
        described = Meta(register_date=date(2025, 12, 31), **meta)  # type: ignore[arg-type]
        return draft.commit(described).snapshot


@pytest.fixture
def open_page(published: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page: ``open_page("methods", lang="da", sector="food")``; ``data`` names a folder."""

    def opened(name: str, data: Path = published, **words: str | list[str]) -> AppTest:
        monkeypatch.setenv("CLAUSEWATCH_DATA", str(data))
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        if name != "overview":
            page.switch_page(PAGES[name])
        for word, value in words.items():
            page.query_params[word.replace("_", "-").strip("-")] = value
        return page.run()

    return opened
