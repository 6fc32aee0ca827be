"""The three ways give one answer, and no query is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from polars.testing import assert_frame_equal

from benchmarks.queries import Contenders, compare, contenders
from benchmarks.subjects import SUBJECTS, Subject
from clausewatch.model.settings import Settings
from clausewatch.snapshots import Snapshot
from tests.builders import tables, violation, visit
from tests.conftest import ROOT, published


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("benchmarks"))


@pytest.fixture(scope="module")
def varied(settings: Settings) -> Snapshot:
    """Checks of two sectors, countries and methods, some joint, some at known places."""
    return published(
        settings.snapshots,
        tables(
            visit(
                violation(workers_affected=4, claimed_dkk=1000, repaid_dkk=500),
                violation(category="working_time", workers_affected=None),
                latitude=55.6761,
                longitude=12.5683,
                place="Site 1",
                joint_with="A|B",
            ),
            visit(case_id="case-v1", trigger="follow_up", started_on="2024-04-01"),
            visit(violation(), started_on="2021-05-05", completed_on=None, country="SE"),
            visit(
                violation(remedy_state="verified_closed", claimed_dkk=2500),
                method="document_review",
                sector="construction",
                joint_with="B",
            ),
            visit(violation(), country="PL", evidence="workers|ngo"),
            visit(method="reconnaissance", sector="food", started_on="2018-01-31"),
            visit(violation(status="withdrawn"), outcome="no_access", supplier_id="10000002"),
        ),
    )


@pytest.fixture(scope="module")
def three(settings: Settings, varied: Snapshot) -> Iterator[Contenders]:
    with contenders(settings, varied) as ways:
        yield ways


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.title)
def test_engine_and_hand_give_one_answer(subject: Subject, three: Contenders):
    engine, by_hand = three.engine(subject), three.by_hand(subject)

    assert engine.height > 0
    assert_frame_equal(engine, by_hand)


@pytest.mark.parametrize("subject", [s for s in SUBJECTS if s.twin], ids=lambda s: s.title)
def test_polars_gives_the_same_answer(subject: Subject, three: Contenders):
    engine, polars = three.engine(subject), three.polars(subject)

    shared = [name for name in engine.columns if name in polars.columns]
    assert set(engine.columns) - set(shared) <= {"key_2", "label"}
    assert_frame_equal(engine.select(shared), polars.select(shared), check_dtypes=False)


def test_every_query_is_measured():
    asked = {subject.query for subject in SUBJECTS}

    assert asked == {path.stem for path in (ROOT / "queries").glob("*.sql")}


def test_a_comparison_has_a_time_for_each_way(settings: Settings, varied: Snapshot):
    found = list(compare(settings, varied, seconds=0))

    assert [each.title for each in found] == [subject.title for subject in SUBJECTS]
    assert all(min(each.engine, each.by_hand) > 0 for each in found)
    assert [each.polars is not None for each in found] == [bool(s.twin) for s in SUBJECTS]
