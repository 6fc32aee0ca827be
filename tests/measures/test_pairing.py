"""The same seen both ways, and what becomes of cases."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch import measures
from clausewatch.language import render
from clausewatch.model.filters import Filters
from clausewatch.model.settings import Settings
from clausewatch.model.viewer import Language, Role, Viewer
from clausewatch.snapshots import Snapshot
from tests.builders import tables, violation, visit
from tests.conftest import SnapshotOf

LEAD = Viewer(Role.LEAD)


def pair(number: int, on_site: bool, desk: bool, **more: Any) -> list[Any]:
    """A visit and a document check of one contract, ten days apart."""
    return [
        visit(*([violation()] if on_site else []), contract_id=f"c{number}", **more),
        visit(
            *([violation()] if desk else []),
            contract_id=f"c{number}",
            method="document_review",
            started_on="2024-03-14",
        ),
    ]


def ask(snapshot: Snapshot, **params: str) -> tuple[dict[str, Any], list[str]]:
    result = measures.run("method_effect_paired", Filters(), LEAD, snapshot, **params)
    said = [render(text, Language.ENGLISH) for text in (result.finding, *result.notes)]
    return result.frame.row(0, named=True), said


def test_the_four_ways_a_pair_can_end(snapshot_of: SnapshotOf):
    built = [pair(n, n < 11, n in (0, 1, 2, 11)) for n in range(15)]
    row, said = ask(snapshot_of(tables(*[check for checks in built for check in checks])))
    assert (row["pairs"], row["both"], row["only_on_site"]) == (15, 3, 8)
    assert (row["only_desk"], row["neither"]) == (1, 3)
    assert row["share_missed_by_desk"] == pytest.approx(8 / 11)
    assert (row["on_site_first"], row["desk_first"]) == (15, 0)
    assert "8 of 11" in said[0]
    assert "documents found 1 that on site did not" in said[0]


def test_follow_up_is_in_no_pair_and_counted(snapshot_of: SnapshotOf):
    row, _ = ask(snapshot_of(tables(*pair(1, True, False, trigger="follow_up"))))
    assert (row["pairs"], row["left_out_follow_up"]) == (0, 1)


def test_what_documents_cannot_show_can_be_left_out(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(
        tables(visit(violation(category="housing")), visit(method="document_review"))
    )
    assert ask(snapshot)[0]["only_on_site"] == 1
    row, said = ask(snapshot, about="documents")
    assert row["neither"] == 1
    assert any("underpayment" in text for text in said)


def test_more_than_can_be_paired_gets_a_sentence(
    snapshot_of: SnapshotOf, monkeypatch: pytest.MonkeyPatch
):
    from clausewatch.engine import Engine
    from clausewatch.measures import door

    narrow = Engine(Settings(query_rows=1))
    monkeypatch.setattr(door, "_engine", lambda: narrow)
    row, said = ask(snapshot_of(tables(*pair(1, True, True))))
    assert row["pairs"] is None
    assert said[0].startswith("There are too many checks to pair at once")


@pytest.mark.parametrize("name", ["follow_up_funnel", "evidence_abroad"])
def test_nothing_gives_a_sentence(snapshot_of: SnapshotOf, name: str):
    snapshot = snapshot_of(tables(visit(method="document_review")))
    result = measures.run(name, Filters(), LEAD, snapshot)
    assert render(result.finding, Language.ENGLISH).startswith("No c")


def test_the_funnel_says_what_began_elsewhere(snapshot_of: SnapshotOf):
    snapshot = snapshot_of(tables(visit(), visit(method="document_review")))
    result = measures.run("follow_up_funnel", Filters(), LEAD, snapshot)
    assert result.frame["count"].to_list() == [1, 0, 0, 0, 0, 0]
    assert result.frame["share_of_previous"].to_list() == [None, 0, None, None, None, None]
    said = [render(note, Language.ENGLISH) for note in result.notes]
    assert "1 case that began in another way is not in it." in said
